"""A place's name garbled, or left in the spelling of another language."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from annotator.garbles import comparing, exonyms, misplaced, near_places
from annotator.garbles.passage import Passage
from annotator.garbles.turned_places import turned_places
from annotator.text.spans import Finding

KIND: Final = "garbled-place"


def find(passage: Passage) -> Iterator[Finding]:
    """Places under a wrong name: confirmed before, like in sound to a known one ("Ballad"), foreign ("Bassorah"), or
    turned ("Port of Sudan", "the Fasher")."""
    found = list(comparing.wrong_names(passage, KIND))
    taken = [(one.start, one.end) for one in found]
    yield from found
    searches = (exonyms.foreign_names, turned_places, near_places.near, misplaced.misplaced)
    for one in chain.from_iterable(search(passage) for search in searches):
        if all(end <= one.start or one.end <= start for start, end in taken):
            taken.append((one.start, one.end))
            yield one
