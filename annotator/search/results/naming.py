"""The names that a query was widened by, with their pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...gazetteer.queries import entity_rows, names
from ..asking.expression import Named, Node, wanted
from ..folding import words


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the query: its words, its entities with their row ids, and how many spellings it was looked for in."""

    text: str
    entities: tuple[tuple[str, int], ...]
    spellings: int


def named(expression: Node | None) -> tuple[Name, ...]:
    """The names that a query was widened by, each once. Two statements at most."""
    leaves = {leaf.text: leaf for leaf in wanted(expression) if isinstance(leaf, Named)}
    if not leaves:
        return ()
    known = names().gazetteer
    records = {text: known.exact(text) for text in leaves}
    row_ids: Mapping[str, int] = entity_rows(record.id for found in records.values() for record in found)
    return tuple(
        Name(
            text,
            tuple((record.name, row_ids[record.id]) for record in records[text] if record.id in row_ids),
            len({words(spelling.name) for spelling in leaf.spellings} | {words(text)}),
        )
        for text, leaf in leaves.items()
    )
