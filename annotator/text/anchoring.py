"""Where a quote stands in a text: in the one it was taken from, or in one that changed since. Pure; code points.

Nothing is moved silently (docs/imports.md): each quote ends as found, moved, changed, ambiguous or gone, with the
reason. Found and moved are exact; changed needs a look; the rest have no place. After the W3C Web Annotation Data Model
4.2.4 (text quote selector: exact, prefix, suffix) and 4.2.5 (text position selector).
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from rapidfuzz import fuzz

from .spans import Span

Outcome = Literal["found", "moved", "changed", "ambiguous", "gone"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("found", "moved", "changed", "ambiguous", "gone")

# How alike the words around must be, 0 to 1, for one of several places to be meant, and how much more alike than those
# of the next best: two sentences of one form share about half of their words.
_LIKE: Final = 0.5
_MARGIN: Final = 0.2
# Below this the words around are others. A long quote is its own evidence; a short one may be another sentence's.
_UNLIKE: Final = 0.35
_SHORT: Final = 24
# How alike a changed quote must be, 0 to 100, and how much more alike than the next best place.
_SAME: Final = 75.0
_APART: Final = 6.0
_MOST_PLACES: Final = 1_000  # of one quote: "e" stands in an article thousands of times
_SEED_WORDS: Final = 3
_MOST_SEEDS: Final = 60
_MOST_REGIONS: Final = 6
_WORDS: Final = re.compile(r"\w+")
_FOLDED: Final = {
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"',
    "‹": "'", "›": "'",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "…": "...",
}  # fmt: skip
_UNSEEN: Final = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e")


class Sought(NamedTuple):
    """A quote with what stood around it, and where it stood. What is not known is empty or None."""

    quote: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None


class Anchored(NamedTuple):
    """What came of it. `span` is None for ambiguous and gone; `places` are those that it might be."""

    outcome: Outcome
    span: Span | None
    reason: str
    places: tuple[Span, ...] = ()


def find(text: str, sought: Sought, within: Span | None = None) -> Anchored:
    """Where the quote stands in `text`, or in the part of it that `within` names."""
    area = within or Span(0, len(text))
    if not sought.quote:
        return _by_position(text, sought, area)
    exact = places(text, sought.quote, within=area)
    if exact:
        return _chosen(text, sought, exact, "")
    folded = _folded_places(text, sought.quote, area, typography=False)
    if folded:
        return _chosen(text, sought, folded, "the white space differs")
    folded = _folded_places(text, sought.quote, area, typography=True)
    if folded:
        chosen = _chosen(text, sought, folded, "the signs are written in another way")
        return chosen._replace(outcome="changed") if chosen.span else chosen
    return _changed(text, sought, area)


def places(
    text: str,
    quote: str,
    *,
    prefix: str = "",
    suffix: str = "",
    within: Span | None = None,
    most: int = _MOST_PLACES,
) -> list[Span]:
    """Every place where the quote stands exactly, between exactly these words; overlapping ones too, at most `most`.

    An empty quote stands between any two characters.
    """
    area = within or Span(0, len(text))
    found: list[Span] = []
    whole = prefix + quote + suffix
    at = text.find(whole, area.start, area.end)
    while at >= 0 and len(found) < most:
        start = at + len(prefix)
        found.append(Span(start, start + len(quote)))
        if not whole and at >= area.end:
            break
        at = text.find(whole, at + 1, area.end)
    return found


def folded(text: str, typography: bool) -> tuple[str, array[int]]:
    """The text with one blank for each run of white space and without what cannot be seen; with `typography` also one
    kind of quotation marks, dashes and accents. And for each of its characters the offset of the one it comes from."""
    return _fold.__wrapped__(text, typography)


def alike(one: str, other: str) -> bool:
    """Whether two quotes are the same words: white space, kinds of quotation marks and dashes, and the way that
    accents are coded make no difference."""
    return _fold(one, True)[0].strip() == _fold(other, True)[0].strip()


def _by_position(text: str, sought: Sought, area: Span) -> Anchored:
    if sought.start is None or sought.end is None:
        return Anchored("gone", None, "It names no words and no place.")
    if sought.start == sought.end:
        return Anchored("gone", None, f"The place {sought.start}-{sought.end} is empty: it holds no words.")
    if not area.start <= sought.start < sought.end <= area.end:
        return Anchored(
            "gone", None, f"The place {sought.start}-{sought.end} is not inside the text ({area.start}-{area.end})."
        )
    return Anchored("found", Span(sought.start, sought.end), "by its place alone: no words say whether they are meant")


def _chosen(text: str, sought: Sought, there: Sequence[Span], but: str) -> Anchored:
    """Of the places that have the words, the one that is meant."""
    at_place = next((span for span in there if span.start == sought.start), None)
    if not sought.prefix and not sought.suffix:
        if at_place is not None:
            return _told("found", at_place, "", but)
        if len(there) == 1:
            return _told("found" if sought.start is None else "moved", there[0], "they stand there once", but)
        return _several(there)
    # Exactly between the same words: nothing else is weighed against it.
    strict = [span for span in there if _is_between(text, span, sought)]
    if not strict:
        return _by_context(text, sought, there, but)
    if at_place in strict or (len(strict) == 1 and sought.start is None):
        return _told("found", at_place or strict[0], "", but)
    return _told("moved", strict[0], "between the same words", but) if len(strict) == 1 else _several(strict)


def _by_context(text: str, sought: Sought, there: Sequence[Span], but: str) -> Anchored:
    """The place whose surroundings are most like the known ones; both may have been edited."""
    scored = sorted(((_likeness(text, span, sought), span) for span in there), reverse=True)
    best, span = scored[0]
    outcome: Outcome = "found" if span.start == sought.start else "moved"
    if len(there) == 1:
        if best < _UNLIKE and len(sought.quote) < _SHORT:
            return Anchored("changed", span, "the words stand there once, but among others", (span,))
        return _told(outcome, span, "they stand there once", but)
    if best >= _LIKE and best - scored[1][0] >= _MARGIN:
        return _told(outcome, span, "told by the words around them", but)
    return _several([each for score, each in scored if best - score < _MARGIN])


def _told(outcome: Outcome, span: Span, why: str, but: str) -> Anchored:
    if but:  # then it is no longer exact: where it stood says little
        outcome = "moved"
    return Anchored(outcome, span, ", ".join(filter(None, (why, but))), (span,))


def _several(there: Sequence[Span]) -> Anchored:
    many = f"{len(there)} times" if len(there) < _MOST_PLACES else f"{_MOST_PLACES:,} times or more"
    reason = f"The words stand there {many}, and nothing says which are meant."
    return Anchored("ambiguous", None, reason, tuple(sorted(there)))


def _is_between(text: str, span: Span, sought: Sought) -> bool:
    before = text[max(0, span.start - len(sought.prefix)) : span.start]
    behind = text[span.end : span.end + len(sought.suffix)]
    return before == sought.prefix and behind == sought.suffix


def _likeness(text: str, span: Span, sought: Sought) -> float:
    """How alike the words around a place are to those around the quote, 0 to 1; what is near counts as what is far."""
    sides = []
    if sought.prefix:
        before = text[max(0, span.start - 2 * len(sought.prefix)) : span.start]
        sides.append(_side(" ".join(sought.prefix.split())[::-1], " ".join(before.split())[::-1]))
    if sought.suffix:
        behind = text[span.end : span.end + 2 * len(sought.suffix)]
        sides.append(_side(" ".join(sought.suffix.split()), " ".join(behind.split())))
    return sum(sides) / len(sides)


def _side(known: str, there: str) -> float:
    """The better of: the same as far as they run from the quote on, and alike on the whole."""
    if not known:
        return 0.0
    run = next((at for at, (a, b) in enumerate(zip(known, there, strict=False)) if a != b), min(len(known), len(there)))
    return max(run / len(known), fuzz.ratio(known, there[: len(known)]) / 100)


def _folded_places(text: str, quote: str, area: Span, *, typography: bool) -> list[Span]:
    """Where the quote stands but for white space and what cannot be seen, or also for kinds of quotation marks, dashes
    and the way that accents are coded."""
    words, _ = _fold.__wrapped__(quote, typography)
    words = words.strip()
    if not words:
        return []
    folded, at = _fold(text[area.start : area.end], typography)
    return [Span(area.start + at[span.start], area.start + at[span.end - 1] + 1) for span in places(folded, words)]


@lru_cache(maxsize=4)  # the many quotes of one article ask for the same text
def _fold(text: str, typography: bool) -> tuple[str, array[int]]:
    """The folded text, and for each of its characters the offset of the one that it comes from."""
    kept: list[str] = []
    at = array("L")
    for offset, character in enumerate(text):
        if character in _UNSEEN:
            continue
        if character.isspace():
            signs = "" if kept and kept[-1] == " " else " "
        elif typography:
            signs = _FOLDED.get(character) or unicodedata.normalize("NFKD", character)
        else:
            signs = character
        kept += signs
        at.extend([offset] * len(signs))
    return "".join(kept), at


def _changed(text: str, sought: Sought, area: Span) -> Anchored:
    """Where words much like the quote stand: an edited sentence."""
    found: dict[Span, float] = {}
    for region in _regions(text, sought, area):
        for span in _alike(text, sought.quote, region, area):
            score = fuzz.ratio(sought.quote, span.of(text))
            if score >= _SAME:
                found[span] = max(score, found.get(span, 0.0))
    ranked = sorted(((score, span) for span, score in found.items()), reverse=True)
    if not ranked:
        return Anchored("gone", None, "The words do not stand in the text, nor any much like them.")
    best, span = ranked[0]
    rivals = [other for score, other in ranked[1:] if best - score < _APART and not other.overlaps(span)]
    if rivals:
        ranked_by_context = sorted(((_context(text, each, sought), each) for each in (span, *rivals)), reverse=True)
        if ranked_by_context[0][0] - ranked_by_context[1][0] < _MARGIN:
            return _several([span, *rivals])
        span = ranked_by_context[0][1]
    return Anchored("changed", span, f"The words changed: now “{_short(span.of(text))}”.", (span,))


def _alike(text: str, quote: str, region: Span, area: Span) -> Iterator[Span]:
    """The stretch of a region that is most like the quote, and those before and behind it."""
    there = fuzz.partial_ratio_alignment(quote, text[region.start : region.end], score_cutoff=_SAME - 15)
    if there is None or there.dest_end <= there.dest_start:
        return
    span = Span(region.start + there.dest_start, region.start + there.dest_end)
    yield _at_words(text, span, area)
    for rest in (Span(region.start, span.start), Span(span.end, region.end)):
        if 4 * (rest.end - rest.start) >= 3 * len(quote):
            yield from _alike(text, quote, rest, area)


def _context(text: str, span: Span, sought: Sought) -> float:
    return _likeness(text, span, sought) if sought.prefix or sought.suffix else 0.0


def _regions(text: str, sought: Sought, area: Span) -> Iterator[Span]:
    """Stretches in which the changed quote may stand: those that share runs of its words, most shared first.

    To lay a long quote along a whole book takes minutes; so only where runs of its words stand.
    """
    size = len(sought.quote)
    votes: Counter[int] = Counter()
    width = max(size, 40)
    for offset, seed in _seeds(sought.quote):
        for there in places(text, seed, within=area, most=50):
            votes[(there.start - offset) // width] += 1
    for edge, shift in ((sought.prefix[-20:], 20), (sought.suffix[:20], -size)):
        if len(edge) >= 8:
            for there in places(text, edge, within=area, most=50):
                votes[(there.start + shift) // width] += 1
    for bucket, _ in votes.most_common(_MOST_REGIONS):
        start = max(area.start, (bucket - 1) * width)
        end = min(area.end, (bucket + 3) * width)
        if start < end:
            yield Span(start, end)


def _seeds(quote: str) -> Iterator[tuple[int, str]]:
    """Runs of the quote's words with their offset in it, spread over it; single long words where it has few."""
    words = list(_WORDS.finditer(quote))
    runs = [
        (first.start(), quote[first.start() : last.end()])
        for first, last in zip(words, words[_SEED_WORDS - 1 :], strict=False)
    ]
    runs += [(word.start(), word.group()) for word in words if len(word.group()) >= 6]
    step = max(1, len(runs) // _MOST_SEEDS)
    yield from runs[::step]


def _at_words(text: str, span: Span, area: Span) -> Span:
    """The stretch without outer white space, and with whole words at both ends."""
    start, end = span
    while start > area.start and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < area.end and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 80 else f"{words[:79]}…"
