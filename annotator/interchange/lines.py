"""One line of the file, written: a unit's rows as JSON. Numbers hold in the line, names hold anywhere.

Columns that are empty (NULL) are left out, as are tables without rows. The order is that of the tables and of their
columns, parts by number: the same rows give the same bytes on every desk.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from ..db.schema import HEAD
from .fates import FATES, Fixed, Root, Table, parts_of, table_called
from .reading import Row, Step, Unit, references_of
from .shared import Shared

FORMAT: Final = "wirecheck-interchange"
VERSION: Final = 1
Naming = Callable[[int], Any]
_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False).encode


def written(value: Any) -> bytes:
    """A JSON value as a line."""
    return _dump(value).encode() + b"\n"


def header() -> dict[str, Any]:
    return {"format": FORMAT, "version": VERSION, "schema": HEAD}


@cache
def columns_of(name: str) -> tuple[tuple[str, int, str | None, bool], ...]:
    """What of a row stands in the line: the column, its position in the row, the table it refers to, whether it is a
    moment. Parts without a number of their own have none."""
    table = table_called(name)
    positions = {column.name: at for at, column in enumerate(table.table.columns)}
    return tuple(
        (column.name, positions[column.name], table.references.get(column.name), column.name in table.moments)
        for column in table.columns
    )


class Writer:
    """Makes the line of one unit."""

    def __init__(self, unit: Unit, shared: Shared, steps: Mapping[int, Step]) -> None:
        self.unit = unit
        self.shared = shared
        self.steps = steps
        self.namings: dict[str, Naming] = {}

    def line(self) -> bytes:
        unit = self.unit
        found: dict[str, Any] = {"table": unit.table}
        if unit.row is None:
            found["gone"] = unit.key
        else:
            found["row"] = self.values(unit.table, unit.row)
        parts = {table.name: self.rows(table) for table in parts_of(unit.table) if unit.parts.get(table.name)}
        if parts:
            found["parts"] = parts
        if unit.history:
            found["history"] = [self.told(entry) for entry in unit.history]
        return written(found)

    def rows(self, table: Table) -> list[dict[str, Any]]:
        values = [self.values(table.name, row) for row in self.unit.parts[table.name]]
        if table.is_numbered:
            return values  # by id, and so by number
        return sorted(values, key=lambda each: [str(each.get(name)).zfill(12) for name in table.references])

    def values(self, name: str, row: Row) -> dict[str, Any]:
        found = {}
        for column, at, target, is_moment in columns_of(name):
            value = row[at]
            if value is None:
                continue
            if target is not None:
                value = self.naming(target)(value)
            elif is_moment:
                value = value.isoformat()
            elif column == "id":
                value = self.unit.numbers[name][value]
            found[column] = value
        return found

    def naming(self, target: str) -> Naming:
        """How rows of a table are named in this line."""
        found = self.namings.get(target)
        if found is None:
            found = self.namings[target] = self.naming_of(target)
        return found

    def naming_of(self, target: str) -> Naming:
        unit = self.unit
        if target in unit.numbers:
            return unit.numbers[target].get
        if target == unit.table:
            return lambda ident: unit.key if ident == unit.id else self.shared.named(target, ident)
        if isinstance(FATES[target], Root | Fixed):
            return self.shared.keys[target].get
        return self.shared.places[target].get

    def told(self, entry: Row) -> dict[str, Any]:
        """One line of the history."""
        table = entry.object_type
        found: dict[str, Any] = {"at": entry.at.isoformat()}
        if entry.actor_id is not None:
            found["by"] = self.naming("users")(entry.actor_id)
        if entry.verb is not None:
            found["verb"] = entry.verb
        found |= {"action": entry.action, "table": table, "of": self.naming(table)(entry.object_id)}
        if entry.object_version is not None:
            found["version"] = entry.object_version
        if entry.undoes_id is not None and entry.undoes_id in self.steps:
            found["undoes"] = self.step(self.steps[entry.undoes_id])
        for name, values in (("before", entry.before), ("after", entry.after)):
            if values is not None:
                found[name] = self.translated(table, values)
        return found

    def step(self, step: Step) -> dict[str, Any]:
        found = {"at": step.at.isoformat()}
        if step.actor_id is not None:
            found["by"] = self.shared.keys["users"].get(step.actor_id)
        if step.verb is not None:
            found["verb"] = step.verb
        return found

    def translated(self, table: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Columns as the history keeps them, with the numbers in them named as in the rest of the line."""
        found = dict(values)
        references = references_of(table)
        for name in references.keys() & values.keys():
            if type(values[name]) is int:
                found[name] = self.naming(references[name])(values[name])
        if isinstance(found.get("id"), int):
            found["id"] = self.naming(table)(found["id"])
        return found
