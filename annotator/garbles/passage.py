"""A text as the detectors read it: its sentences, zones, known names and written names, each found once."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import Final

from annotator.garbles import written
from annotator.garbles.kinds import KINDS
from annotator.garbles.source import Source
from annotator.gazetteer.lookup import Gazetteer
from annotator.text import lines
from annotator.text.lines import Paragraph
from annotator.text.quotes import quotations
from annotator.text.spans import ClaimSuggestion, Finding, Reading, Span, Zone


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a text beside its words: for the detectors that compare it with something else.

    `claims` are its own, already read: they hold the quantities. `source` is the text that it was translated from,
    `source_language` and `language` ISO 639-1. `feed` and `article` (its uid) guard names that hold only there.
    """

    language: str = "en"
    published: dt.date | None = None
    claims: Sequence[ClaimSuggestion] = ()
    source: str | None = None
    source_language: str | None = None
    feed: str | None = None
    article: str | None = None


WordPair = tuple[str, str]
NOTHING: Final = About()
_WORD: Final = re.compile(r"[^\W\d_]+")
_start: Final = attrgetter("start")


class Passage:
    """What every detector is given. Look-ups by offset are by bisection: no detector scans all sentences per hit."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Span],
        zones: Sequence[Zone] = (),
        gazetteer: Gazetteer | None = None,
        *,
        mentions: list[tuple[Span, str]] | None = None,
        about: About = NOTHING,
    ) -> None:
        """`mentions`: the gazetteer's of this text, where they have been looked up already."""
        self.text = text
        self.sentences = sorted(sentences)
        self.zones = sorted(zones, key=lambda zone: (zone.start, zone.end))
        self.gazetteer = gazetteer if gazetteer is not None else Gazetteer(())
        self.about = about
        self._mentions = mentions
        self._sentence_starts = [sentence.start for sentence in self.sentences]
        self._zone_starts = [zone.start for zone in self.zones]
        self._contexts: dict[int, frozenset[str]] = {}
        self._found: dict[str, list[Finding]] = {}

    def sentence_at(self, offset: int) -> Span | None:
        """The sentence around an offset."""
        i = bisect_right(self._sentence_starts, offset) - 1
        return self.sentences[i] if i >= 0 and offset < self.sentences[i].end else None

    def zone_at(self, offset: int) -> str | None:
        """The kind of the zone around an offset, None in body copy."""
        i = bisect_right(self._zone_starts, offset) - 1
        return self.zones[i].kind if i >= 0 and offset < self.zones[i].end else None

    def context_at(self, offset: int) -> frozenset[str]:
        """Those words and word pairs of the sentence around an offset that entities are known by."""
        sentence = self.sentence_at(offset)
        if sentence is None:
            return frozenset()
        if sentence.start not in self._contexts:
            # Two thousand characters are more than any sentence; a text without stops stays linear.
            end = min(sentence.end, sentence.start + 2_000)
            self._contexts[sentence.start] = self.gazetteer.context_words(self.text[sentence.start : end])
        return self._contexts[sentence.start]

    @cached_property
    def mentions(self) -> list[tuple[Span, str]]:
        """Names that the gazetteer knows, in text order."""
        return self.gazetteer.mentions(self.text) if self._mentions is None else self._mentions

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [span.start for span, _ in self.mentions]

    def mentions_in(self, span: Span) -> list[tuple[Span, str]]:
        """Known names that overlap a span."""
        start, end = span
        low, high = bisect_right(self._mention_starts, start), bisect_left(self._mention_starts, end)
        # They do not overlap each other: only the one that begins before the span may end before it too.
        if low and self.mentions[low - 1][0].end > start:
            low -= 1
        return self.mentions[low:high]

    @cached_property
    def names(self) -> list[written.WrittenName]:
        """Capitalised names as they stand in the text, known or not, in text order."""
        return written.names(self.text, self._sentence_starts)

    @cached_property
    def pieces(self) -> list[written.WrittenName]:
        """The parts of all names between "of", "for" and "and", in text order."""
        return [piece for name in self.names for piece in written.pieces(self.text, name)]

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """Its paragraphs; a line broken in mid-sentence is one paragraph with the next."""
        return lines.paragraphs(self.text)

    @cached_property
    def chunks(self) -> frozenset[str]:
        """What stands between two blanks, each once: a detector subtracts what it has judged before."""
        return frozenset(self.text.split())

    @cached_property
    def lower(self) -> str:
        """The text in small letters, each at its place: a few capitals would become two."""
        lower = self.text.lower()
        if len(lower) == len(self.text):
            return lower
        return "".join(low if len(low := char.lower()) == 1 else char for char in self.text)

    @cached_property
    def words(self) -> list[str]:
        """Its words in small letters, in text order. Marks, blanks and figures divide them."""
        return _WORD.findall(self.lower)

    def pairs_among(self, wanted: frozenset[WordPair]) -> frozenset[WordPair]:
        """Those two words that stand side by side in the text: a rule that needs certain two asks before it searches.

        The text's own are not kept as a set: to make it takes six times as long as to run through them.
        """
        return wanted.intersection(pairwise(self.words))

    @cached_property
    def lower_words(self) -> frozenset[str]:
        """Words that the text also writes small: they are no names."""
        return written.lower_words(self.text)

    @cached_property
    def _quotations(self) -> list[Span]:
        return quotations(self.text)

    def is_quoted(self, offset: int) -> bool:
        """Whether an offset stands inside a quotation that opens and closes in its line."""
        i = bisect_right(self._quotations, offset, key=_start) - 1
        return i >= 0 and offset < self._quotations[i].end

    @cached_property
    def translated_from(self) -> Source | None:
        """The text that it was translated from, aligned with it; None where it is not known."""
        source = self.about.source
        if not source or not source.strip():
            return None
        return Source(source, self.about.source_language, self.text, self.sentences, self.zones)

    def once(self, kind: str, detect: Callable[[Passage], Iterable[Finding]]) -> list[Finding]:
        """The findings of one detector, computed the first time: another detector may build on them."""
        if kind not in self._found:
            self._found[kind] = list(detect(self))
        return self._found[kind]

    def finding(
        self, kind: str, span: Span, reason: str, suggestions: Iterable[Reading] = (), *, severity: str | None = None
    ) -> Finding:
        """A finding of one kind with its exact quote; the severity is the kind's unless given."""
        return Finding(
            start=span.start,
            end=span.end,
            quote=span.of(self.text),
            category=kind,
            severity=severity or KINDS[kind].severity,  # type: ignore[arg-type]
            detector=kind,
            reason=reason,
            suggestions=tuple(suggestions),
        )
