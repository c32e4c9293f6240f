"""A name close in sound to one of the gazetteer but not a known spelling of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from annotator.garbles import comparing
from annotator.garbles.passage import Passage
from annotator.text.spans import Finding

KIND: Final = "garbled-name"


def find(passage: Passage) -> Iterator[Finding]:
    """Persons and groups under a wrong name: confirmed before, or like in sound to a known one."""
    return comparing.wrong_names(passage, KIND)
