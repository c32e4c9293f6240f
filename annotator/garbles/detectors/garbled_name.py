"""A name close in sound to one of the gazetteer but not a known spelling of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from annotator.garbles import comparing, in_office, taken_for_words, torn_names, translated_particles
from annotator.garbles.passage import Passage
from annotator.text.spans import Finding

KIND: Final = "garbled-name"


def find(passage: Passage) -> Iterator[Finding]:
    """Persons and groups under a wrong name: confirmed before, like in sound to a known one, torn apart, translated
    as if it were words, or a letter off beside their office."""
    found = list(comparing.wrong_names(passage, KIND))
    spans = [(one.start, one.end) for one in found]
    yield from found
    searches = (translated_particles.translated, torn_names.torn, taken_for_words.taken, in_office.told)
    for one in chain.from_iterable(search(passage) for search in searches):
        if all(end <= one.start or one.end <= start for start, end in spans):
            spans.append((one.start, one.end))
            yield one
