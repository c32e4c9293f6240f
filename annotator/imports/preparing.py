"""What takes time is done before the write lock is taken: to look for the quotes, and to read the facts under them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ..claims.facts import read_facts, read_marks
from ..claims.models import Fact
from ..gazetteer.lookup import Gazetteer
from ..text.spans import Span
from .mapping import LabelMap
from .placing import Placed, placed
from .records import Mark, Place


@dataclass
class Prepared:
    """Of one text: where each place is, and what is read of the stretches that claims will stand on."""

    text: str
    places: dict[tuple[Place, ...], Placed] = field(default_factory=dict)
    facts: dict[tuple[Span, ...], list[Fact]] = field(default_factory=dict)
    marked: dict[tuple[Span, ...], list[dict[str, Any]]] = field(default_factory=dict)

    def placed(self, mark: Mark) -> Placed:
        found = self.places.get(mark.places)
        if found is None:
            found = self.places[mark.places] = placed(self.text, mark.places)
        return found


def prepared(
    text: str,
    marks: Sequence[Mark],
    labels: LabelMap,
    *,
    names: Gazetteer,
    published: dt.date | None,
    facts: bool,
) -> Prepared:
    """All that can be known of the marks from the text alone; `facts`: also what claims say."""
    found = Prepared(text)
    for each in marks:
        mark = labels.became(each)
        if mark is None or mark.kind == "reply":
            continue
        spans = found.placed(mark).spans
        if facts and mark.kind == "claim" and spans and spans not in found.facts:
            found.facts[spans] = read_facts(text, spans, published=published, names=names)
            found.marked[spans] = read_marks(text, spans)
    return found
