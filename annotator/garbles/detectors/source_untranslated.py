"""A sentence stands in the translation as it stands in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from annotator.garbles.passage import Passage
from annotator.text.spans import Finding

KIND: Final = "source-untranslated"
_WORD: Final = re.compile(r"[^\W\d_]+")
_FEWEST: Final = 4  # words; shorter ones may be names
_LIKE: Final = 0.75  # of the words, in order: a word or two of it may have been translated
_LONGEST: Final = 80  # words compared


def find(passage: Passage) -> Iterator[Finding]:
    """Sentences of the translation whose words are those of their source sentence."""
    source = passage.translated_from
    if source is None or source.language == "en":
        return
    whole = {tuple(_words(span.of(source.text))) for span in source.sentences}
    for couple in source.couples:
        target = couple.pair.target
        if target is None:
            continue
        # Sentence by sentence: a pair of two may have one translated.
        for sentence in (source.target_sentences[i] for i in couple.pair.targets):
            words = _words(sentence.of(passage.text))
            if len(words) < _FEWEST or all(word[0].isupper() for word in words):
                continue
            if tuple(words) in whole or _is_like(words, _words(couple.source)):
                yield passage.finding(
                    KIND, sentence, "The sentence stands here as in the source: it was not translated."
                )


def _words(sentence: str) -> list[str]:
    return _WORD.findall(sentence)


def _is_like(words: list[str], ours: list[str]) -> bool:
    words, ours = words[:_LONGEST], ours[:_LONGEST]
    if len(set(words) & set(ours)) < _LIKE * len(set(words)):
        return False
    same = sum(block.size for block in SequenceMatcher(None, words, ours, autojunk=False).get_matching_blocks())
    return same >= _LIKE * len(words)
