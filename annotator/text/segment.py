"""Sentences with exact offsets: sentencex finds the stops, this module repairs what it gets wrong in wire copy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import sentencex

from annotator.text import lines
from annotator.text.spans import Span, Zone

# sentencex compares every pair of quotation marks of its input: 120,000 characters of unclosed quotes took 0.8 s.
# Longer paragraphs are handed to it in pieces, so that time stays linear.
_PIECE: Final = 6_000
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_BREAKS: Final = str.maketrans(dict.fromkeys("\r\n\v\f\x85\u2028\u2029\0", " "))
_UNSAFE: Final = re.compile("[\r\n\v\f\x85\u2028\u2029\0\ud800-\udfff]")
_PIECE_END: Final = re.compile(r"[.!?؟]['\"”’»)]*\s+(?=['\"“‘«(]*[^\W\d_a-zà-ÿ])")

_LIST_MARK: Final = re.compile(r"(?:•\s*)?(?:\(?(\d{1,3}|[A-Za-z]|[ivx]{1,5})[.)]{1,2}|[•▪‣])")
_NEXT_MARK: Final = re.compile(r"(?:(?<=\s)|^)((?:•\s*)?\(?(\d{1,3}|[A-Za-z])[.)]{1,2})\s+(?=\S)")
_TITLES: Final = (
    "Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Adm|Brig|Cmdr|Sen|Rep|Gov|Rev|Hon|Pres|Sheikh|Mme|Mlle|M|MM|"
    "St|Ste|Ft|Mt|No|Nos|Art|Fig|Vol|pp|vs|approx"
)
_ABBREVIATION: Final = re.compile(rf"(?:^|[\s(“\"'])(?:{_TITLES}|[A-Z])\.$")
_ACRONYM: Final = re.compile(r"\b(?:[A-Za-z]\.){2,}(?:['’\"”])?$")
_STARTERS: Final = frozenset(
    "a an the this that these those he she it they we you i his her its their our my there here in on at after before "
    "but and however meanwhile since while when how what who why where is are was were if as although according both "
    "some many most all no one two three millions thousands hundreds dozens officials".split()
)
_INNER_ACRONYM: Final = re.compile(r"\b(?:[A-Z]\.){2,}\s+(?=([A-Z][a-z]*)\b)|\b[AaPp]\.[Mm]\.\s+(?=([A-Z][a-z]+)\b)")
_FOOTNOTE: Final = re.compile(r"(?<=[a-z)])\.(?:\d{1,3}|\[\d{1,3}\])(?:[ ,]\d{1,3})*\s+(?=[A-Z])")
_CLOSED_ASIDE: Final = re.compile(r"^\([^()]*[.!?]\)\s+(?=[\"“‘«A-Z])")
_NUMBER_LEFT: Final = re.compile(r"\s\d{1,2}\.$")
# The library leaves the mark that opens the next sentence, when no mark closes it, at the end of this one.
_LEFT_MARK: Final = re.compile(r"[.!?…][”’»)]*\s+([“«\"])\s?$")
_NO_NUMBER: Final = re.compile(r"\bno\.\s+(?=[A-ZÀ-Þ])")  # "… — no. The mayor": only "No. 5" is an abbreviation
_ADDRESS_TAIL: Final = re.compile(r"(?:https?://|www\.)\S*$")


def sentences(text: str, language: str = "en", zones: Sequence[Zone] = ()) -> list[Span]:
    """The sentences of `text` in order, without outer white space.

    Offsets are code points into `text`. A line broken in mid-sentence is joined; a blank line, a heading without a
    stop and the edge of a zone end a sentence. Any text gives an answer, in time linear in its length.
    `language` is an ISO 639-1 code; sentencex falls back to a related language for those it does not know.
    """
    found: list[Span] = []
    edges = sorted({edge for zone in zones for edge in (zone.start, zone.end)})
    at = 0
    for paragraph in lines.paragraphs(text):
        while at < len(edges) and edges[at] <= paragraph.start:
            at += 1
        start = paragraph.start
        while at < len(edges) and edges[at] < paragraph.end:
            found.extend(_of_stretch(text, start, edges[at], language))
            start = edges[at]
            at += 1
        found.extend(_of_stretch(text, start, paragraph.end, language))
    return found


def _of_stretch(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    """The sentences of one paragraph, or of the part of it that is not in a zone."""
    # Same length, so offsets stay: line breaks would end a sentence, a lone surrogate cannot be handed to Rust.
    flat = text[start:end]
    if _UNSAFE.search(flat):
        flat = _SURROGATE.sub("\ufffd", flat.translate(_BREAKS))
    cuts = [0]
    for low, high in _pieces(flat):
        position = low
        for sentence in sentencex.segment(language, flat[low:high]):
            position += len(sentence)
            left = _LEFT_MARK.search(flat, max(low, position - 8), position)
            cuts.append(left.start(1) if left and position < high else position)
    if cuts[-1] < len(flat):
        cuts.append(len(flat))
    merged = _merge(flat, cuts)
    for low, high in pairwise(merged):
        for first, last in _split(flat, low, high):
            quote = flat[first:last]
            core = quote.strip()
            if core:
                begin = start + first + len(quote) - len(quote.lstrip())
                yield Span(begin, begin + len(core))


def _pieces(flat: str) -> Iterator[tuple[int, int]]:
    """Stretches of at most `_PIECE` characters, cut after a stop where there is one, else anywhere."""
    low = 0
    while len(flat) - low > _PIECE:
        stops = list(_PIECE_END.finditer(flat, low + _PIECE // 2, low + _PIECE))
        high = stops[-1].end() if stops else low + _PIECE
        yield low, high
        low = high
    yield low, len(flat)


def _merge(flat: str, cuts: list[int]) -> list[int]:
    """The cuts that stand: those inside a sentence are taken out."""
    kept = [0]
    for i in range(1, len(cuts) - 1):
        # A window on both sides is enough to judge a stop, and keeps a text of many cuts linear.
        before = flat[max(kept[-1], cuts[i] - 80) : cuts[i]]
        after = flat[cuts[i] : cuts[i] + 80]
        if not _cut_inside(before, after, whole=cuts[i] - kept[-1] <= 80):
            kept.append(cuts[i])
    kept.append(cuts[-1])
    return kept


def _cut_inside(before: str, after: str, *, whole: bool) -> bool:  # noqa: PLR0911 - one test a line
    """Whether a cut between `before` and `after` is wrong. `whole`: `before` is the sentence so far, not its tail."""
    a, b = before.rstrip(), after.lstrip()
    if not a or not b:
        return True
    if whole and _LIST_MARK.fullmatch(a):
        return True
    if _NUMBER_LEFT.search(a) and _LIST_MARK.match(a):
        return True  # "1. The first item 2." + "The second item": `_list_cuts` cuts before the number
    first = b.lstrip("\"'“‘«([")[:1]
    if first.islower() and not _NEXT_MARK.match(b):
        return True
    if b[0] in ",;)–—" or b.startswith("--") or (b[0] == "." and not b.startswith("..")):
        return True
    if _ABBREVIATION.search(a) and (first.isupper() or first.isdigit()):
        return not _starts_sentence(b) or re.search(r"\b[A-Z]\.$", a) is None
    if a[-1] == "!" and (len(a) == 1 or a[-2] in " ," or not before[-1:].isspace()) and b[0] not in "\"'“‘«":
        return True
    glued = not before[-1:].isspace() and not after[:1].isspace()
    if glued and a[-1] == "." and a[-2:-1].isspace():
        return True  # "the .NET platform"
    if a[-1] not in lines.STOPS + lines.CLOSERS + ":;،؛":
        return True  # a piece that ended in mid-sentence
    return glued and first.isalnum() and _ADDRESS_TAIL.search(a) is not None


def _starts_sentence(b: str) -> bool:
    word = re.match(r"[\"'“‘«(\[]*([^\W\d_]+)", b)
    return word is not None and word.group(1).lower() in _STARTERS


def _split(flat: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Cut one sentence where the library saw no end: acronyms before a new sentence, footnotes, lists in a line."""
    cuts = {low, high}
    for match in _INNER_ACRONYM.finditer(flat, low, high):
        word = match.group(1) or match.group(2)
        if word.lower() in _STARTERS or match.group(2):
            cuts.add(match.end())
    cuts.update(match.end() for match in _NO_NUMBER.finditer(flat, low, high))
    cuts.update(match.end() for match in _FOOTNOTE.finditer(flat, low, high))
    aside = _CLOSED_ASIDE.match(flat[low : min(high, low + 2_000)])
    if aside:
        cuts.add(low + aside.end())
    cuts.update(_list_cuts(flat, low, high))
    ordered = sorted(cuts)
    yield from pairwise(ordered)


def _list_cuts(flat: str, low: int, high: int) -> Iterator[int]:
    """Where the second and later items of a list in one line begin ("1. … 2. …", "a) … b) …")."""
    wanted: str | None = None
    for match in _NEXT_MARK.finditer(flat, low, high):
        mark = match.group(2)
        if wanted is None:
            after_stop = flat[low : match.start()].rstrip()[-1:] in lines.STOPS if match.start() - low < 200 else False
            if match.start() > low and not (after_stop and mark in {"a", "1"}):
                return
        elif mark != wanted:
            continue
        if match.start() > low:
            yield match.start()
        wanted = str(int(mark) + 1) if mark.isdecimal() else chr(ord(mark[-1]) + 1)
