"""A place's name garbled, or left in the spelling of another language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from annotator.garbles import comparing
from annotator.garbles.passage import Passage
from annotator.text.spans import Finding

KIND: Final = "garbled-place"


def find(passage: Passage) -> Iterator[Finding]:
    """Places under a wrong name: confirmed before, like in sound to a known one ("Ballad"), or foreign ("Bassorah")."""
    return comparing.wrong_names(passage, KIND)
