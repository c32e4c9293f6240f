"""From a text and what stands in it to paragraphs of flat pieces: the one renderer of the workbench and the exports.

Pure: no database, no markup. `templates/articles/text.html` writes the result as HTML. Spans overlap and nest in any
way, while elements of a page may only nest; so the text is cut at every boundary, and each piece knows all its marks.
The pieces joined are the text, code point for code point: what a reader selects on the page can be counted back.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from ..errors import Invalid
from ..text.lines import paragraphs as paragraph_lines

MarkKind = Literal["claim", "garble", "correction", "zone"]
MARK_KINDS: Final[tuple[MarkKind, ...]] = ("claim", "garble", "correction", "zone")

MOST_NAMED: Final = 6  # claims on the same words that a hint names

# Format characters (Unicode category Cf) that leave no trace on a page, and the blank letters: bidi controls, zero
# widths, soft hyphen, tags. Not U+0600-0605, 06DD, 070F, 08E2: those are Cf too, but are drawn. Nor what ordinary
# writing needs: the joiner of an emoji sequence, and the joiners inside a word of Arabic script or an Indian one.
_PICTURES: Final = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_JOINING: Final = "\u0600-\u06ff\u0750-\u077f\u0900-\u0dff"
UNSEEN: Final = re.compile(
    f"(?!(?<=[{_PICTURES}])\u200d[{_PICTURES}])(?!(?<=[{_JOINING}])[\u200c\u200d][{_JOINING}])"
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff"
    "\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
# The short names of the Unicode Bidirectional Algorithm (UAX 9) and of common use.
SHORT_NAMES: Final = {
    "\u00ad": "SHY", "\u061c": "ALM", "\u200b": "ZWSP", "\u200c": "ZWNJ", "\u200d": "ZWJ", "\u200e": "LRM",
    "\u200f": "RLM", "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO",
    "\u2060": "WJ", "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI", "\ufeff": "BOM",
}  # fmt: skip

# What a foreign run is announced as (BCP 47), and its letters. Arabic script is taken for Arabic and Hebrew script
# for Hebrew, as nearly always in wire copy from the region; of the others only the script is known for certain.
SCRIPTS: Final = {
    "ar": "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "he": "\u0590-\u05ff\ufb1d-\ufb4f",
    "und-Syrc": "\u0700-\u074f",
    "und-Cyrl": "\u0400-\u052f",
    "und-Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "und-Armn": "\u0530-\u058f",
    "und-Hani": "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff",
    "und-Hang": "\uac00-\ud7af",
    "und-Latn": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
}
RIGHT_TO_LEFT: Final = frozenset({"ar", "he", "fa", "ur", "ps", "ckb", "sd", "ug", "yi", "dv", "syr", "arc"})
OWN_SCRIPT: Final = {
    **dict.fromkeys(("ar", "fa", "ur", "ps", "ckb", "sd", "ug"), "ar"),
    **dict.fromkeys(("he", "yi"), "he"),
    **dict.fromkeys(("syr", "arc"), "und-Syrc"),
    **dict.fromkeys(("ru", "uk", "be", "bg", "sr", "mk", "kk"), "und-Cyrl"),
    "el": "und-Grek",
    "hy": "und-Armn",
    **dict.fromkeys(("zh", "ja"), "und-Hani"),
    "ko": "und-Hang",
}
# Words of one script and what stands between them (joiners and direction marks too: Persian words have them inside); a
# run begins and ends with a letter.
_RUNS: Final = {
    name: re.compile(
        rf"[{letters}][{letters}\u0300-\u036f]*(?:[ \u00a0.,:'’\-–\u200c-\u200f]{{1,3}}[{letters}\u0300-\u036f]+)*"
    )
    for name, letters in SCRIPTS.items()
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch of text that something stands on. Code points, half-open.

    A claim with several anchors gives several marks with its id. `label` is what is shown beside the text ("3",
    "dateline"), `title` the sentence for it, `replacement` the new words of a correction.
    """

    kind: MarkKind
    id: int
    start: int
    end: int
    state: str = ""
    label: str = ""
    title: str = ""
    replacement: str | None = None
    about: tuple[int, ...] = ()  # of a correction: the claims that stand on its words

    @property
    def key(self) -> tuple[MarkKind, int]:
        return self.kind, self.id

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Drawn in this order: what begins first and reaches farthest is outermost."""
        return self.start, -self.end, MARK_KINDS.index(self.kind), self.id


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text without a boundary inside.

    `first_of` and `last_of` are the marks whose thing (not only this anchor of it) begins or ends with this piece.
    `numbered` are the marks whose label stands before it: each thing's once, at its first anchor with a label.
    `kind`: "gap" is white space between paragraphs, "unseen" one character that leaves no trace, named by `name`.
    """

    text: str
    start: int
    end: int
    marks: tuple[Mark, ...] = ()
    first_of: tuple[Mark, ...] = ()
    last_of: tuple[Mark, ...] = ()
    numbered: tuple[Mark, ...] = ()
    kind: Literal["text", "gap", "unseen"] = "text"
    name: str = ""

    def ids(self, kind: MarkKind) -> tuple[int, ...]:
        """The ids of one kind of thing that stand on this piece, each once."""
        return tuple(dict.fromkeys(mark.id for mark in self.marks if mark.kind == kind))

    @property
    def standing(self) -> Iterator[tuple[MarkKind, tuple[int, ...]]]:
        """What a reader can choose here: the kinds of thing on this piece, zones aside, each with its ids."""
        for kind in MARK_KINDS[:3]:
            if ids := self.ids(kind):
                yield kind, ids

    @property
    def sharing(self) -> str:
        """Which claims stand on these words together, in words; empty where fewer than two do."""
        titles = list(dict.fromkeys(mark.title for mark in self.marks if mark.kind == "claim"))
        if len(titles) < 2:
            return ""
        more = f"; {len(titles) - MOST_NAMED} more" if len(titles) > MOST_NAMED else ""
        return "; ".join(titles[:MOST_NAMED]) + more + ". Click again for the next."

    @property
    def classes(self) -> str:
        """The class attribute: `seg`, the kind of each mark and its state; `claims` where several claims overlap."""
        names = ["seg"] if self.kind == "text" else ["seg", self.kind]
        for mark in self.marks:
            names += [mark.kind, f"{mark.kind}-{mark.state}"] if mark.state else [mark.kind]
        if len(self.ids("claim")) > 1:
            names.append("claims")
        return " ".join(dict.fromkeys(names))


@dataclass(frozen=True, slots=True)
class Run:
    """Segments in one script. `language` is set where that is not the article's own script: set apart as <bdi>."""

    language: str | None
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that read on, and the white space behind them: each paragraph begins where the one before ends."""

    start: int
    end: int
    runs: tuple[Run, ...]

    @property
    def segments(self) -> Iterator[Segment]:
        return (segment for run in self.runs for segment in run.segments)

    @property
    def zones(self) -> tuple[Mark, ...]:
        """The zones that begin in this paragraph."""
        return tuple(mark for segment in self.segments for mark in segment.first_of if mark.kind == "zone")


@dataclass(frozen=True, slots=True)
class _Extent:
    """A paragraph's place: `start <= body_start <= body_end <= end`; outside the body there is only white space."""

    start: int
    body_start: int
    body_end: int
    end: int


def at_own_words(marks: Iterable[Mark]) -> list[Mark]:
    """The marks of claims, each claim's label left only where the fewest claims stand, on the first such stretch of
    its own: claims of one sentence stand on its subject together, and their numbers would crowd there."""
    ordered = sorted(marks, key=lambda mark: mark.rank)
    starts, ends = [mark.start for mark in ordered], sorted(mark.end for mark in ordered)
    chosen: dict[int, tuple[int, int]] = {}  # by claim: how many stand there, which mark
    for i, mark in enumerate(ordered):
        standing = bisect_right(starts, mark.start) - bisect_right(ends, mark.start)
        if mark.id not in chosen or standing < chosen[mark.id][0]:
            chosen[mark.id] = standing, i
    kept = frozenset(i for _, i in chosen.values())
    return [mark if i in kept else replace(mark, label="") for i, mark in enumerate(ordered)]


def direction(language: str) -> Literal["ltr", "rtl"]:
    """The writing direction of a language (BCP 47 tag)."""
    return "rtl" if primary(language) in RIGHT_TO_LEFT else "ltr"


def primary(language: str) -> str:
    """The language itself of a BCP 47 tag: "ar" of "ar-IQ"."""
    return language.partition("-")[0].lower()


def layout(text: str, marks: Iterable[Mark], *, language: str = "en") -> list[Paragraph]:
    """The text as paragraphs, cut at every boundary of a mark. All pieces joined are the text.

    `language` is the article's (BCP 47): runs in another script are set apart. Raises Invalid for a mark that is
    empty or outside the text. Time grows with the text, the marks and the number of marks on each piece.
    """
    ordered = sorted(marks, key=lambda mark: mark.rank)
    for mark in ordered:
        if not 0 <= mark.start < mark.end <= len(text):
            raise Invalid(f"The {mark.kind} {mark.id} at {mark.start}-{mark.end} is not inside the text.")
    extents = list(_extents(text))
    runs = list(_foreign_runs(text, language))
    unseen = {match.start(): name_of(match.group()) for match in UNSEEN.finditer(text)}
    cuts = {bound for mark in ordered for bound in (mark.start, mark.end)}
    cuts.update(bound for start, end, _ in runs for bound in (start, end))
    cuts.update(bound for at in unseen for bound in (at, at + 1))
    cuts.update(bound for extent in extents for bound in (extent.start, extent.body_start, extent.body_end, extent.end))
    segments = _segments(text, ordered, sorted(cuts), unseen)
    return _paragraphs(extents, runs, segments)


def name_of(character: str) -> str:
    """ "RLO U+202E": the short name where one is in use, else Unicode's."""
    short = SHORT_NAMES.get(character) or unicodedata.name(character, "unnamed")
    return f"{short} U+{ord(character):04X}"


def _extents(text: str) -> Iterator[_Extent]:
    found = paragraph_lines(text)
    if not found:
        if text:
            yield _Extent(0, len(text), len(text), len(text))
        return
    start = 0
    for i, paragraph in enumerate(found):
        end = found[i + 1].start if i + 1 < len(found) else len(text)
        yield _Extent(start, paragraph.start, paragraph.end, end)
        start = end


def _foreign_runs(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and language tag of each stretch in another script than the article's, in text order."""
    own = OWN_SCRIPT.get(primary(language), "und-Latn")
    patterns = {name: pattern for name, pattern in _RUNS.items() if name != own}
    found = [(m.start(), m.end(), name) for name, pattern in patterns.items() for m in pattern.finditer(text)]
    yield from sorted(found)


def _segments(text: str, marks: list[Mark], cuts: list[int], unseen: dict[int, str]) -> Iterator[Segment]:
    """Every stretch between two cuts with its marks: one sweep over the sorted boundaries."""
    last_end: dict[tuple[MarkKind, int], int] = {}
    for mark in marks:
        last_end[mark.key] = max(last_end.get(mark.key, 0), mark.end)
    closing = sorted(marks, key=lambda mark: mark.end)
    begun: set[tuple[MarkKind, int]] = set()
    told: set[tuple[MarkKind, int]] = set()
    active: list[Mark] = []
    here: tuple[Mark, ...] = ()
    opened = closed = 0
    for i in range(len(cuts) - 1):
        start, end = cuts[i], cuts[i + 1]
        before = opened + closed
        while closed < len(closing) and closing[closed].end <= start:
            active.remove(closing[closed])
            closed += 1
        while opened < len(marks) and marks[opened].start == start:
            insort(active, marks[opened], key=lambda mark: mark.rank)
            opened += 1
        if opened + closed != before:
            here = tuple(active)
        kind: Literal["text", "unseen"] = "unseen" if start in unseen else "text"
        if not here:
            yield Segment(text[start:end], start, end, kind=kind, name=unseen.get(start, ""))
            continue
        first = _once(mark for mark in here if mark.start == start and mark.key not in begun)
        begun.update(mark.key for mark in first)
        numbered = _once(m for m in here if m.start == start and m.label and m.kind != "zone" and m.key not in told)
        told.update(mark.key for mark in numbered)
        yield Segment(
            text=text[start:end],
            start=start,
            end=end,
            marks=here,
            first_of=first,
            numbered=numbered,
            last_of=_once(mark for mark in here if mark.end == end == last_end[mark.key]),
            kind=kind,
            name=unseen.get(start, ""),
        )


def _once(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Two anchors of one claim may begin or end together; it is told once."""
    return tuple({mark.key: mark for mark in marks}.values())


def _as_gap(segment: Segment) -> Segment:
    """Every blank line is one: `replace` would take as long as all the rest of it."""
    if segment.marks:
        return replace(segment, kind="gap")
    return Segment(segment.text, segment.start, segment.end, kind="gap", name=segment.name)


def _paragraphs(
    extents: list[_Extent], foreign: list[tuple[int, int, str]], segments: Iterator[Segment]
) -> list[Paragraph]:
    """Deal the segments out to paragraphs and, inside them, to runs of one script."""
    paragraphs = []
    segment = next(segments, None)
    run_at = 0
    for extent in extents:
        runs: list[tuple[str | None, list[Segment]]] = []
        while segment is not None and segment.start < extent.end:
            while run_at < len(foreign) and foreign[run_at][1] <= segment.start:
                run_at += 1
            inside = run_at < len(foreign) and foreign[run_at][0] <= segment.start
            language = foreign[run_at][2] if inside else None
            if not extent.body_start <= segment.start < extent.body_end:
                segment = _as_gap(segment)
            begins_run = inside and segment.start == foreign[run_at][0]
            if not runs or runs[-1][0] != language or begins_run:
                runs.append((language, []))
            runs[-1][1].append(segment)
            segment = next(segments, None)
        found = tuple(Run(language, tuple(pieces)) for language, pieces in runs)
        paragraphs.append(Paragraph(extent.start, extent.end, found))
    return paragraphs
