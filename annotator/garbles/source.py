"""A translation beside the text that it was made from, sentence by sentence, for the detectors that compare the two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Final

from annotator.text import segment
from annotator.text.alignment import Pair, align
from annotator.text.scripts import is_arabic
from annotator.text.skeleton import tokens
from annotator.text.spans import Span, Zone
from annotator.text.values import Value, values

# What a desk adds to a translation, and what stands in it twice, has no sentence of its own in the source.
_ADDED: Final = frozenset({"byline", "dateline", "caption", "boilerplate", "repeated-lead", "truncated"})
_CAPITALISED: Final = re.compile(r"[^\W\d_a-zß-öø-ÿ][^\W\d_]{2,}")
_NATIVE: Final = re.compile("[\u0620-\u06d3]{3,}")
# Fewer sentences with names and numbers than this tell nothing of the whole.
_FEW: Final = 4
_ALIKE: Final = 0.25
_CLOSE: Final = 3  # sentences on both sides together
_WORD: Final = re.compile(r"[^\W\d_]+")
_FEWEST: Final = 4  # words; shorter ones may be names
_LIKE: Final = 0.75  # of the words, in order: a word or two of a sentence may have been translated
_MOST_WORDS: Final = 80  # compared
# No name is looked for in more of a sentence than this.
_LONGEST: Final = 2_000


@dataclass(frozen=True)
class Couple:
    """A pair of the alignment with the words of both sides; `source` and `target` are "" where there is none."""

    pair: Pair
    source: str
    target: str
    source_values: tuple[Value, ...]
    target_values: tuple[Value, ...]

    @cached_property
    def is_close(self) -> bool:
        """Whether the two sides can be compared word by word: few sentences, and translated ones."""
        return bool(self.source and self.target) and (
            len(self.pair.sources) + len(self.pair.targets) <= _CLOSE and not is_left(self.target, self.source)
        )


def is_left(target: str, source: str) -> bool:
    """Whether words of the translation are those of the source still."""
    words, ours = _WORD.findall(target)[:_MOST_WORDS], _WORD.findall(source)[:_MOST_WORDS]
    if len(words) < _FEWEST or all(word[0].isupper() for word in words):
        return False
    if len(set(words) & set(ours)) < _LIKE * len(set(words)):
        return False
    same = sum(block.size for block in SequenceMatcher(None, words, ours, autojunk=False).get_matching_blocks())
    return same >= _LIKE * len(words)


class Source:
    """The source of a passage, aligned with it. `pair.source` is a stretch of `text`, `pair.target` of the passage."""

    def __init__(
        self, text: str, language: str | None, translation: str, sentences: Sequence[Span], zones: Sequence[Zone]
    ) -> None:
        """`sentences` and `zones` are the translation's. `language`: ISO 639-1; None: guessed by the script."""
        self.text = text
        self.language = (language or "").lower().partition("-")[0] or ("ar" if is_arabic(text) else "")
        self._translation = translation
        self._target_sentences = sentences
        self._zones = zones

    @cached_property
    def sentences(self) -> list[Span]:
        return segment.sentences(self.text, self.language)

    @cached_property
    def target_sentences(self) -> list[Span]:
        """The sentences of the translation that have a sentence of the source: its body and its headings."""
        added = [zone for zone in self._zones if zone.kind in _ADDED]
        kept, at = [], 0
        for sentence in self._target_sentences:
            while at < len(added) and added[at].end <= sentence.start:
                at += 1
            if at == len(added) or sentence.end <= added[at].start:
                kept.append(sentence)
        return kept

    @cached_property
    def couples(self) -> list[Couple]:
        """All pairs in text order; none where the two texts are not each other's."""
        ours = [tuple(values(span.of(self.text)[:_LONGEST], self.language)) for span in self.sentences]
        theirs = [tuple(values(span.of(self._translation)[:_LONGEST], "en")) for span in self.target_sentences]
        mine = [_anchors(span.of(self.text), found) for span, found in zip(self.sentences, ours, strict=True)]
        other = [
            _anchors(span.of(self._translation), found)
            for span, found in zip(self.target_sentences, theirs, strict=True)
        ]
        if is_arabic(self.text):
            # Without capitals every word is an anchor: those count that the translation has somewhere.
            known = frozenset().union(*other)
            mine = [anchors & known for anchors in mine]
        pairs = align(self.sentences, self.target_sentences, mine, other)
        made = [
            Couple(
                pair,
                pair.source.of(self.text) if pair.source else "",
                pair.target.of(self._translation) if pair.target else "",
                tuple(_moved(value, self.sentences[i], pair.source) for i in pair.sources for value in ours[i]),
                tuple(
                    _moved(value, self.target_sentences[i], pair.target) for i in pair.targets for value in theirs[i]
                ),
            )
            for pair in pairs
        ]
        return made if _is_translation(made, mine, other) else []


def _is_translation(couples: Sequence[Couple], mine: Sequence[frozenset[str]], other: Sequence[frozenset[str]]) -> bool:
    """Whether most sentences have one or two of the other text, and enough of these hold something alike."""
    close = [couple.pair for couple in couples if 2 <= len(couple.pair.sources) + len(couple.pair.targets) <= 3]
    paired = [pair for pair in close if pair.sources and pair.targets]
    known = [
        pair for pair in paired if any(mine[i] for i in pair.sources) and any(other[j] for j in pair.targets)
    ]  # fmt: skip
    alike = sum(pair.share > 0 for pair in known)
    return 2 * len(paired) >= len(couples) and (len(known) < _FEW or alike >= _ALIKE * len(known))


def _moved(value: Value, sentence: Span, pair: Span | None) -> Value:
    """A value with offsets into its pair's words instead of its sentence's."""
    by = sentence.start - (pair.start if pair else 0)
    return value._replace(start=value.start + by, end=value.end + by) if by else value


def _anchors(sentence: str, found: Sequence[Value]) -> frozenset[str]:
    """What a sentence can be known by in another language: its numbers, and the consonants of its names."""
    sentence = sentence[:_LONGEST]
    anchors = {f"{value.readings[0]:g}" for value in found if not value.soft and value.readings[0] > 2}
    words = _CAPITALISED.findall(sentence)
    if is_arabic(sentence):
        words += _NATIVE.findall(sentence)
    anchors.update(token.skeleton for word in words for token in tokens(word) if len(token.skeleton) > 2)
    return frozenset(anchors)
