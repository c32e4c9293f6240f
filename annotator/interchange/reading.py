"""The rows of lines, read from the tables in batches: a fixed number of statements for each, whatever they hold.

Past the session and its objects, by plain statements: an article has some fifty rows, and of each only the values are
wanted. A *unit* is what one line holds: a root's row, its parts' rows, the history of them all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, cast

import sqlalchemy as sa

from ..db import Model
from ..db.tracking import HistoryEntry
from .fates import ARTICLES, FATES, USERS, Part, Root, parts_of, root_of, table_called, travels

HISTORY: Final = cast(sa.Table, HistoryEntry.__table__)
TOLD: Final = tuple(column.name for column in HISTORY.columns)
SOME: Final = 500  # ids in one statement
Row = sa.Row[Any]
Place = tuple[str, int]  # a table and the number of a row


@dataclass(slots=True)
class Unit:
    """One line's rows. `row` is None for a root that is gone, of which only the history is left. `numbers` has the
    numbers of parts in the line by their ids, also of those that are gone: in the order of the ids, from 1. Rows of
    other lines are named by its rows (`standing`), or by its history alone (`past`)."""

    table: str
    id: int
    key: str
    row: Row | None
    parts: dict[str, list[Row]] = field(default_factory=dict)
    history: list[Row] = field(default_factory=list)
    numbers: dict[str, dict[int, int]] = field(default_factory=dict)
    standing: set[Place] = field(default_factory=set)
    past: set[Place] = field(default_factory=set)


@cache
def of_root(name: str) -> sa.Select[Any]:
    table = table_called(name).table
    return sa.select(*table.c).where(table.c.id.in_(sa.bindparam("ids", expanding=True))).order_by(table.c.id)


@cache
def of_parts(name: str) -> tuple[sa.Select[Any], ...]:
    """The rows of a part's table for some roots, with the root's id as the last column; one statement for each way that
    leads there."""
    table = table_called(name).table
    order = table.primary_key.columns
    found = []
    for column in table_called(name).parents:
        joined, owner = way_to_root(table, table, column)
        wanted = owner.in_(sa.bindparam("ids", expanding=True))
        found.append(sa.select(*table.c, owner.label("root_id")).select_from(joined).where(wanted).order_by(*order))
    return tuple(found)


def way_to_root(joined: Any, table: sa.Table, column: str) -> tuple[Any, sa.ColumnElement[int]]:
    """The tables between, joined, and the column that holds the root's id."""
    above = table_called(table_called(table.name).owner(column))
    if isinstance(above.fate, Root):
        return joined, table.c[column]
    return way_to_root(joined.join(above.table, above.table.c.id == table.c[column]), above.table, above.parents[0])


def read_parts(connection: sa.Connection, root: str, ids: Sequence[int]) -> dict[str, dict[int, list[Row]]]:
    """The parts of some roots, by table and root."""
    found: dict[str, dict[int, list[Row]]] = {}
    for table in parts_of(root):
        by_root: dict[int, list[Row]] = defaultdict(list)
        statements = of_parts(table.name)
        for statement in statements:
            for row in connection.execute(statement, {"ids": ids}):
                by_root[row[-1]].append(row)
        if len(statements) > 1:
            for rows in by_root.values():
                rows.sort(key=lambda row: row.id)
        found[table.name] = by_root
    return found


def read_articles(connection: sa.Connection, ids: Sequence[int], seen: sa.ColumnElement[bool]) -> list[Unit]:
    """Articles with all that belongs to them, in the order of `ids`; those that `seen` does not let through are not
    there."""
    rows = {row.id: row for row in connection.execute(of_root(ARTICLES).where(seen), {"ids": ids})}
    parts = read_parts(connection, ARTICLES, list(rows))
    told: dict[int, list[Row]] = defaultdict(list)
    for entry in connection.execute(of_articles(), {"ids": list(rows)}):
        told[entry.article_id].append(entry)
    units = []
    for ident in ids:
        if ident in rows:
            own = {name: by_root[ident] for name, by_root in parts.items() if ident in by_root}
            row = rows.pop(ident)
            units.append(numbered(Unit(ARTICLES, ident, row.uid, row, own, told.get(ident, []))))
    return units


@cache
def of_articles() -> sa.Select[Any]:
    return (
        sa.select(*HISTORY.c)
        .where(HISTORY.c.article_id.in_(sa.bindparam("ids", expanding=True)), HISTORY.c.object_type.in_(travelling()))
        .order_by(HISTORY.c.id)
    )


@cache
def of_objects() -> sa.Select[Any]:
    """The history of some rows of one table that belong to no article."""
    return (
        sa.select(*HISTORY.c)
        .where(
            HISTORY.c.object_type == sa.bindparam("table"),
            HISTORY.c.object_id.in_(sa.bindparam("ids", expanding=True)),
            HISTORY.c.article_id.is_(None),
        )
        .order_by(HISTORY.c.id)
    )


@cache
def travelling() -> tuple[str, ...]:
    """The tables whose history travels."""
    untold = {name for name, fate in FATES.items() if isinstance(fate, Root) and not fate.told}
    return tuple(name for name in Model.metadata.tables if travels(name) and root_of(name) not in untold)


def objects_told(connection: sa.Connection, table: str, ids: Iterable[int]) -> Iterator[Row]:
    wanted = sorted(ids)
    for at in range(0, len(wanted), SOME):
        yield from connection.execute(of_objects(), {"table": table, "ids": wanted[at : at + SOME]})


def numbered(unit: Unit) -> Unit:
    """The unit with numbers for its parts, of those that are there and of those that only its history knows, and with
    what it refers to outside its line."""
    ids: dict[str, set[int]] = {}
    for table in parts_of(unit.table):
        if table.is_numbered:
            ids[table.name] = {row.id for row in unit.parts.get(table.name, ())}
    outside: dict[str, set[int]] = defaultdict(set)
    for entry in unit.history:
        name = entry.object_type
        ids.get(name, outside[name]).add(entry.object_id)
        references = references_of(name)
        for values in (entry.before, entry.after):
            if values:
                for column in references.keys() & values.keys():
                    ident = values[column]
                    if type(ident) is int:
                        target = references[column]
                        (ids[target] if target in ids else outside[target]).add(ident)
        if entry.actor_id is not None:
            outside[USERS].add(entry.actor_id)
    unit.numbers = {name: {ident: n for n, ident in enumerate(sorted(found), 1)} for name, found in ids.items()}
    own = unit.table, unit.id
    standing: set[Place] = set()
    if unit.row is not None:
        standing |= named_by(unit.table, (unit.row,))
    for name, rows in unit.parts.items():
        standing |= named_by(name, rows)
    past = {(name, ident) for name, found in outside.items() if is_shared(name) for ident in found}
    unit.standing = standing - {own}
    unit.past = past - standing - {own}
    return unit


@cache
def references_of(name: str) -> dict[str, str]:
    return table_called(name).references


def mentioned(entry: Row) -> Iterator[Place]:
    """The rows that a line of the history refers or referred to."""
    references = references_of(entry.object_type)
    for values in (entry.before, entry.after):
        if values:
            for column in references.keys() & values.keys():
                if type(values[column]) is int:
                    yield references[column], values[column]


def named_by(table: str, rows: Sequence[Row]) -> set[Place]:
    """The rows in other lines that these rows refer to."""
    found: set[Place] = set()
    for name, at in shared_columns(table):
        found.update((name, row[at]) for row in rows if row[at] is not None)
    return found


@cache
def shared_columns(name: str) -> tuple[tuple[str, int], ...]:
    """The columns that refer to another line: the table that they refer to, and their position."""
    table = table_called(name)
    names = [column.name for column in table.table.columns]
    kept = {column.name for column in table.columns}
    return tuple(
        (target, names.index(column))
        for column, target in table.references.items()
        if column in kept and is_shared(target)
    )


@cache
def is_shared(name: str) -> bool:
    """Whether rows of this table stand in the line of another root than an article."""
    return travels(name) and root_of(name) != ARTICLES


@dataclass(frozen=True, slots=True)
class Step:
    """By these three what was done together is known again."""

    at: Any
    actor_id: int | None
    verb: str | None


def steps_taken_back(connection: sa.Connection, units: Iterable[Unit]) -> Mapping[int, Step]:
    """The steps that lines of these histories take back, by the number of their first line."""
    wanted = {entry.undoes_id for unit in units for entry in unit.history if entry.undoes_id is not None}
    found: dict[int, Step] = {}
    ids = sorted(wanted)
    for at in range(0, len(ids), SOME):
        statement = sa.select(HISTORY.c.id, HISTORY.c.at, HISTORY.c.actor_id, HISTORY.c.verb)
        for row in connection.execute(statement.where(HISTORY.c.id.in_(ids[at : at + SOME]))):
            found[row.id] = Step(row.at, row.actor_id, row.verb)
    return found


def is_part(name: str) -> bool:
    return isinstance(table_called(name).fate, Part)
