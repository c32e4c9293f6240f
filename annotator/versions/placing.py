"""Where words of an old text stand in the new one. Pure; code points.

*Found* and *moved* are said only of words that are the same, in a sentence that is known again (pairing.py): one whose
words are all the same; or an edited one between the same two neighbours, where nothing but whole clauses beside theirs
came or went. Where any word of the sentence became another (a number, a name), words that are still the same may say
something else: they are *changed* and need a look. The rest is *ambiguous* (a person says which place is meant) or
*gone*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final

from ..text.anchoring import Anchored, Outcome, alike, folded, places
from ..text.spans import Span
from .pairing import APART, SHORT, Near, Pairing, Token, pair

# How much of its words must be left for a quote to have changed, not gone.
LEFT: Final = 0.4
# A quote that stands in another sentence, word for word: so many words are no chance.
TELLING: Final = 4
_WORD: Final = re.compile(r"\w")
_BREAK: Final = re.compile(
    r"[,;:–—()«»“”„\"]|^(?:and|but|or|while|whereas|although|though|because|after|before|when|as|if|who|which)$", re.I
)


@dataclass(frozen=True)
class Placed:
    """What became of some words. `spans` are empty for ambiguous and gone; `places` are those that it might be, each
    with all its stretches. `same_words`: nothing of the words themselves changed."""

    outcome: Outcome
    spans: tuple[Span, ...]
    reason: str
    places: tuple[tuple[Span, ...], ...] = ()
    same_words: bool = False
    signs_only: bool = False  # nothing but kinds of quotation marks, dashes or accents differs


GONE: Final = "The words do not stand in the new text, nor any that they may have become."
SIGNS: Final = "Only the signs are written in another way."
FOUND: Final = "the same sentence"
MOVED: Final = "the same sentence, which stands elsewhere now"
WORST: Final[tuple[Outcome, ...]] = ("found", "moved", "changed", "ambiguous", "gone")


@dataclass(frozen=True)
class Mapping:
    """An old sentence and a new one word by word."""

    old: tuple[Token, ...]
    new: tuple[Token, ...]
    steps: tuple[tuple[str, int, int, int, int], ...]  # as of difflib

    @cached_property
    def changes(self) -> list[tuple[str, int, int, int, int]]:
        return [step for step in self.steps if step[0] != "equal"]


class Carrier:
    """Two versions of a text; says of any words of the old one where they are in the new one."""

    def __init__(self, old: str, new: str, language: str = "en") -> None:
        self.old, self.new = old, new
        self.pairing: Pairing = pair(old, new, language)
        self.mapped = lru_cache(maxsize=2_000)(self._mapped)

    def place(self, spans: Sequence[Span], leans: Iterable[Span] = ()) -> Placed:
        """Where some stretches that belong together stand now. `leans`: other words that they hang on (who says it,
        the day): where those changed, they changed too. At least one stretch; each inside the old text."""
        each = [self.place_one(span) for span in spans]
        found = as_placed(each[0]) if len(each) == 1 else self.together(spans, each)
        if found.outcome in {"found", "moved"}:
            lost = next((span for span in leans if self.place_one(span).outcome not in {"found", "moved"}), None)
            if lost is not None:
                reason = f"The words are the same, but not “{short(lost.of(self.old))}”, which they hang on."
                return Placed("changed", found.spans, reason, (found.spans,), same_words=True)
        return found

    def together(self, spans: Sequence[Span], each: Sequence[Anchored]) -> Placed:
        """Several stretches are as well placed as the worst of them; one that went leaves the others changed, as long
        as they are most of the words."""
        worst = max(each, key=lambda one: WORST.index(one.outcome))
        there = [one.span for one in each if one.span is not None]
        if worst.outcome == "gone":
            left = sum(old.end - old.start for old, one in zip(spans, each, strict=True) if one.span is not None)
            own = max(range(len(spans)), key=lambda at: spans[at].end - spans[at].start)
            whole = sum(span.end - span.start for span in spans)
            if 2 * left < whole or each[own].span is None:
                return Placed("gone", (), worst.reason, ((tuple(there),) if there else ()))
            went = next(old for old, one in zip(spans, each, strict=True) if one.outcome == "gone")
            reason = f"“{short(went.of(self.old))}”, which belongs to it, is gone."
            return Placed("changed", joined(there), reason, (joined(there),))
        if worst.outcome == "ambiguous":
            return Placed("ambiguous", (), worst.reason, self.offered(each))
        stretches = joined(there)
        if list(stretches) != there and worst.outcome != "changed":
            return Placed("changed", stretches, "Its words stand in another order now.", (stretches,))
        same = all(is_same(old.of(self.old), one, self.new) for old, one in zip(spans, each, strict=True))
        signs = all(one.reason == SIGNS or one.outcome in {"found", "moved"} for one in each) and worst.reason == SIGNS
        return Placed(worst.outcome, stretches, worst.reason, (stretches,), same, signs)

    def offered(self, each: Sequence[Anchored]) -> tuple[tuple[Span, ...], ...]:
        """The places of several stretches: those of the ambiguous one, each with the nearest place of the others."""
        leading = next(one for one in each if one.outcome == "ambiguous")
        found = []
        for place in leading.places:
            near = [
                place
                if one is leading
                else min(one.places, key=lambda span: abs(span.start - place.start), default=None)
                for one in each
            ]
            found.append(joined([span for span in near if span is not None]))
        return tuple(dict.fromkeys(found))

    # -- one stretch

    def place_one(self, span: Span) -> Anchored:
        units = self.pairing.old.of(span)
        if not units:
            return Anchored("gone", None, GONE)
        if len(units) == 1:
            return self.in_sentence(units[0], span)
        return self.across(units, span)

    def in_sentence(self, unit: int, span: Span) -> Anchored:
        there = self.pairing.same.get(unit)
        if there is not None:
            return self.in_same(unit, there, span)
        repeated = self.pairing.repeated.get(unit)
        if repeated is not None:
            offered = tuple(filter(None, (self.carried(unit, each, span) for each in repeated)))
            olds = sum(words == self.pairing.old.keys[unit] for words in self.pairing.old.keys)
            news = sum(words == self.pairing.old.keys[unit] for words in self.pairing.new.keys)
            return Anchored(
                "ambiguous", None, f"The sentence stood there {times(olds)}, and now {times(news)}.", offered
            )
        return self.in_edited(unit, span)

    def in_same(self, unit: int, there: int, span: Span) -> Anchored:
        place = self.carried(unit, there, span)
        if place is None:
            return Anchored("gone", None, GONE)
        outcome: Outcome = "moved" if unit in self.pairing.moved else "found"
        reason = MOVED if outcome == "moved" else FOUND
        was, is_ = span.of(self.old), place.of(self.new)
        if outcome == "moved" and self.pairing.old.units[unit].end - self.pairing.old.units[unit].start < SHORT:
            return Anchored(
                "changed", place, "The words stand elsewhere now, too few to say that they mean the same.", (place,)
            )
        if was != is_:
            if was.split() != is_.split():
                return Anchored("changed", place, SIGNS, (place,))
            reason += ", the white space differs"
        return Anchored(outcome, place, reason, (place,))

    def carried(self, unit: int, there: int, span: Span) -> Span | None:
        """The same stretch of a sentence with the same words."""
        own, other = self.pairing.old.units[unit], self.pairing.new.units[there]
        start, end = max(span.start, own.start) - own.start, min(span.end, own.end) - own.start
        if own.of(self.old) == other.of(self.new):
            return Span(other.start + start, other.start + end)
        one, at = folded(own.of(self.old), True)
        two, back = folded(other.of(self.new), True)
        shift = (len(two) - len(two.lstrip())) - (len(one) - len(one.lstrip()))
        inside = [number for number, offset in enumerate(at) if start <= offset < end]
        if not inside or not 0 <= inside[0] + shift <= inside[-1] + shift < len(back):
            return None
        return Span(other.start + back[inside[0] + shift], other.start + back[inside[-1] + shift] + 1)

    def across(self, units: range, span: Span) -> Anchored:
        """Words of several sentences: as well placed as the worst of them, where these still follow each other."""
        own = self.pairing.old.units
        parts = [Span(max(span.start, own[unit].start), min(span.end, own[unit].end)) for unit in units]
        each = [self.in_sentence(unit, part) for unit, part in zip(units, parts, strict=True)]
        worst = max(each, key=lambda one: WORST.index(one.outcome))
        there = [one.span for one in each if one.span is not None]
        if worst.outcome == "ambiguous":
            return Anchored("ambiguous", None, worst.reason, worst.places)
        rising = all(a.end <= b.start for a, b in pairwise(there))
        if not there or not rising:
            return Anchored("gone", None, GONE, tuple(there))
        place = Span(there[0].start, there[-1].end)
        was, is_ = span.of(self.old), place.of(self.new)
        if worst.outcome in {"found", "moved"} and was.split() == is_.split():
            reason = worst.reason + ("" if was == is_ else ", the white space differs")
            return Anchored(worst.outcome, place, reason, (place,))
        if len(is_) > 3 * len(was) or left_of(was, is_) < LEFT:
            return Anchored("gone", None, "The sentences that it spans are no longer together.", tuple(there))
        return Anchored("changed", place, f"The words changed: now “{short(is_)}”.", (place,))

    # -- an edited sentence

    def in_edited(self, unit: int, span: Span) -> Anchored:
        near = self.pairing.near.get(unit, [])
        tried = [(self.within(unit, each, span), each) for each in near[:6]]
        ranked = sorted(
            ((kept, each.likeness, each, place) for (place, kept), each in tried if place is not None),
            key=lambda one: (one[0] >= LEFT, one[1]), reverse=True,
        )  # fmt: skip
        ranked = [one for one in ranked if one[0] >= LEFT]
        if not ranked:
            return self.in_another(span, edited=bool(near))
        kept, likeness, best, place = ranked[0]
        rivals = [one for one in ranked[1:] if likeness - one[1] < APART and one[0] >= kept - 0.25]
        # What was cut in two stands in both: the half with the words is meant.
        if rivals and not all(one[0] < 0.6 <= kept for one in rivals):
            offered = tuple(sorted({place, *(one[3] for one in rivals)}))
            return Anchored("ambiguous", None, "The sentence was edited, and several now are much like it.", offered)
        was, is_ = span.of(self.old), place.of(self.new)
        if was != is_ and was.split() != is_.split():
            reason = SIGNS if alike(was, is_) else f"The words changed: now “{short(is_)}”."
            return Anchored("changed", place, reason, (place,))
        around = self.around(unit, best, span)
        if around:
            return Anchored("changed", place, f"The words are the same, but {around}.", (place,))
        return Anchored("found", place, "the same words, in a sentence that was edited elsewhere", (place,))

    def _mapped(self, unit: int, there: int) -> Mapping:
        one, two = self.pairing.old.tokens(unit), self.pairing.new.tokens(there)
        matcher = SequenceMatcher(None, [t.words for t in one], [t.words for t in two], autojunk=False)
        return Mapping(tuple(one), tuple(two), tuple(matcher.get_opcodes()))

    def within(self, unit: int, near: Near, span: Span) -> tuple[Span | None, float]:
        """The words of an edited sentence in what it became, and how much of them is left, 0 to 1."""
        mapped = self.mapped(unit, near.unit)
        first, last = tokens_in(mapped.old, span)
        if first >= last:
            return None, 0.0
        begins: list[int] = []
        kept = 0
        for what, a, b, c, d in mapped.steps:
            low, high = max(a, first), min(b, last)
            if low >= high:
                if what == "insert" and first < a < last:  # words that came in between
                    begins += [c, d]
                continue
            if what == "equal":
                begins += [c + low - a, c + high - a]
                kept += sum(len(token.words) for token in mapped.old[low:high])
            elif what == "replace":
                begins += [c, d]
        if not begins or min(begins) >= max(begins):
            return None, 0.0
        own, other = mapped.old[first:last], mapped.new[min(begins) : max(begins)]
        # Characters of the quote's ends that are in no token (a half word) are dropped with it.
        start, end = other[0].start, other[-1].end
        if own[0].start < span.start and other[0].words == own[0].words:
            start += span.start - own[0].start
        if own[-1].end > span.end and other[-1].words == own[-1].words:
            end -= own[-1].end - span.end
        whole = sum(len(token.words) for token in own)
        return (Span(start, end), kept / whole) if start < end else (None, 0.0)

    def around(self, unit: int, near: Near, span: Span) -> str:
        """Why the same words in an edited sentence need a look; nothing where they do not."""
        if not near.alone or near.likeness < LEFT:
            return "the sentences around them were edited too"
        mapped = self.mapped(unit, near.unit)
        first, last = tokens_in(mapped.old, span)
        for what, a, b, c, d in mapped.changes:
            old, new = mapped.old[a:b], mapped.new[c:d]
            if not _WORD.search("".join(token.words for token in (*old, *new))):
                continue  # a comma that became the stop
            if what == "replace":
                return f"in their sentence “{said(self.old, old)}” became “{said(self.new, new)}”"
            if what == "delete" and not is_clause(mapped.old, a, b, first, last):
                return f"“{said(self.old, old)}”, which stood beside them, went"
            if what == "insert" and not is_clause(mapped.new, c, d, *became(mapped, first, last)):
                return f"“{said(self.new, new)}” came in beside them"
        return ""

    # -- no sentence that it became

    def in_another(self, span: Span, *, edited: bool) -> Anchored:
        """Words that stand, as they were, in a sentence that is new altogether."""
        quote = span.of(self.old)
        gone = "The sentence is still there; these words were taken out of it." if edited else GONE
        if len(_WORD.findall(quote)) < SHORT or len(quote.split()) < TELLING:
            return Anchored("gone", None, gone)
        taken = [self.pairing.new.units[unit] for unit in self.pairing.taken]
        there = [place for place in places(self.new, quote, most=20) if not any(place.overlaps(unit) for unit in taken)]
        if not there:
            return Anchored("gone", None, gone)
        if len(there) > 1:
            return Anchored("ambiguous", None, f"The words stand in {len(there)} new sentences.", tuple(there))
        return Anchored("changed", there[0], "The words are the same, but in another sentence.", tuple(there))


def tokens_of(words: str) -> list[str]:
    """Words as they are compared: kinds of quotation marks, dashes and white space make no difference."""
    return folded(words, True)[0].split()


def as_placed(one: Anchored) -> Placed:
    spans = (one.span,) if one.span is not None else ()
    same = one.outcome in {"found", "moved"} or one.reason.startswith(("The words are the same", "Only the signs"))
    places_ = tuple((place,) for place in one.places)
    return Placed(one.outcome, spans, one.reason, places_, same and bool(spans), one.reason == SIGNS)


def is_same(was: str, one: Anchored, text: str) -> bool:
    return one.span is not None and alike(was, one.span.of(text))


def joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """In text order; those that touch or overlap become one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def tokens_in(words: Sequence[Token], span: Span) -> tuple[int, int]:
    """Which tokens a stretch shares characters with: first, and one behind the last."""
    inside = [at for at, token in enumerate(words) if token.start < span.end and token.end > span.start]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def is_clause(words: Sequence[Token], a: int, b: int, first: int, last: int) -> bool:
    """Whether tokens a to b, which came or went, are a clause by itself beside those from `first` to `last`: they begin
    or end with a break towards these, and reach to another break or the sentence's end on the far side."""
    if b <= first:
        near, far = (words[b - 1], words[b] if b < len(words) else None), words[a - 1] if a else None
    elif a >= last:
        near, far = (words[a], words[a - 1] if a else None), words[b] if b < len(words) else None
    else:
        return False
    broken = any(token is not None and _BREAK.search(token.words) for token in near)
    return broken and (far is None or not _WORD.match(far.words) or bool(_BREAK.search(far.words)))


def became(mapped: Mapping, first: int, last: int) -> tuple[int, int]:
    """Which new tokens the old ones from `first` to `last`, all of them kept, became."""
    own = [
        c + at - a for what, a, b, c, _d in mapped.steps if what == "equal" for at in range(max(a, first), min(b, last))
    ]
    return (own[0], own[-1] + 1) if own else (0, 0)


def left_of(was: str, is_: str) -> float:
    """How much of the old words the new ones still have, in order, 0 to 1."""
    one, two = was.split(), is_.split()
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return sum(size for _, _, size in matcher.get_matching_blocks()) / max(1, len(one))


def said(text: str, words: Sequence[Token]) -> str:
    return short(text[words[0].start : words[-1].end]) if words else ""


def short(words: str, most: int = 60) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else f"{words[: most - 1]}…"


def times(number: int) -> str:
    return "once" if number == 1 else "twice" if number == 2 else f"{number} times"
