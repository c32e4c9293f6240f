"""A sentence stands in the translation as it stands in the source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from annotator.garbles.passage import Passage
from annotator.garbles.source import is_left
from annotator.text.spans import Finding

KIND: Final = "source-untranslated"


def find(passage: Passage) -> Iterator[Finding]:
    """Sentences of the translation whose words are those of their source sentence."""
    source = passage.translated_from
    if source is None or source.language == "en":
        return
    for couple in source.couples:
        # Sentence by sentence: a pair of two may have one translated.
        for number in couple.pair.targets:
            sentence = source.target_sentences[number]
            if is_left(sentence.of(passage.text), couple.source):
                yield passage.finding(
                    KIND, sentence, "The sentence stands here as in the source: it was not translated."
                )
