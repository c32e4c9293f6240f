"""What articles share, on its way out: each is read when the first article needs it, and stands in the file before it.

An entity drags along whoever it was merged into, a source its origin, each of them who made it; also what only the
history names. Known are the keys of all that was read; the rows are let go once they are written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa

from .fates import Fixed, Root, parts_of, shared_roots, table_called
from .reading import HISTORY, SOME, Place, Row, Unit, is_part, numbered, objects_told, of_root, read_parts

LineReference = str | list[Any] | None


class Shared:
    """All shared records that the export has needed so far."""

    def __init__(self) -> None:
        self.keys: dict[str, dict[int, str]] = defaultdict(dict)
        self.places: dict[str, dict[int, list[Any]]] = defaultdict(dict)
        self.waiting: dict[Place, Unit] = {}
        self.seen: set[Place] = set()
        self.roots_of_parts: dict[str, dict[int, int]] = defaultdict(dict)
        self.lost_parts: dict[str, dict[int, set[int]]] = {}
        self.order = {name: number for number, name in enumerate(shared_roots())}

    def named(self, table: str, ident: int) -> LineReference:
        """How a line names a row outside it: a root's key, or the key and the number of a part. None where nothing, not
        even the history, knows what it was."""
        return self.places[table].get(ident) if is_part(table) else self.keys[table].get(ident)

    def need(self, connection: sa.Connection, wanted: Iterable[Place]) -> None:
        """Read these rows, and all that they refer to."""
        fresh = self.roots_for(connection, set(wanted) - self.seen)
        while fresh:
            self.seen |= fresh
            by_table: dict[str, set[int]] = defaultdict(set)
            for table, ident in fresh:
                by_table[table].add(ident)
            further: set[Place] = set()
            for table, ids in sorted(by_table.items()):
                for unit in self.read(connection, table, sorted(ids)):
                    self.keys[table][unit.id] = unit.key
                    for part, numbers in unit.numbers.items():
                        self.places[part].update((ident, [unit.key, number]) for ident, number in numbers.items())
                    self.waiting[table, unit.id] = unit
                    further |= unit.standing | unit.past
            fresh = self.roots_for(connection, further - self.seen)

    def roots_for(self, connection: sa.Connection, places: set[Place]) -> set[Place]:
        """The roots in whose lines these rows stand, without those that were read."""
        found = set()
        for table, ident in places:
            if table in self.order:
                found.add((table, ident))
            elif ident not in self.roots_of_parts[table]:
                root = root_of_part(connection, table, ident)
                self.seen.add((table, ident))
                if root is not None:
                    self.roots_of_parts[table][ident] = root
                    found.add((table_called(table).root, root))
        return found - self.seen

    def read(self, connection: sa.Connection, table: str, ids: list[int]) -> Iterator[Unit]:
        root = table_called(table)
        assert isinstance(root.fate, Root)
        if root.name == "users":
            self.read_roles(connection)
        for at in range(0, len(ids), SOME):
            some = ids[at : at + SOME]
            rows = {row.id: row for row in connection.execute(of_root(table), {"ids": some})}
            parts = read_parts(connection, table, list(rows))
            told: dict[int, list[Row]] = defaultdict(list)
            if root.fate.told:
                for entry in objects_told(connection, table, some):
                    told[entry.object_id].append(entry)
                self.tell_of_parts(connection, table, some, parts, told)
            for ident in some:
                row = rows.get(ident)
                history = sorted(told.get(ident, ()), key=lambda entry: entry.id)
                key = getattr(row, root.fate.key) if row is not None else last_key(history, table, root.fate.key)
                if key is not None:
                    own = {name: by_root[ident] for name, by_root in parts.items() if ident in by_root}
                    yield numbered(Unit(table, ident, key, row, own, history))

    def read_roles(self, connection: sa.Connection) -> None:
        for name, target in table_called("users").references.items():
            fate = table_called(target).fate
            if isinstance(fate, Fixed) and name and not self.keys[target]:
                table = table_called(target).table
                self.keys[target].update(
                    (row[0], row[1]) for row in connection.execute(sa.select(table.c.id, table.c[fate.key]))
                )

    def tell_of_parts(
        self,
        connection: sa.Connection,
        root: str,
        ids: list[int],
        parts: dict[str, dict[int, list[Row]]],
        told: dict[int, list[Row]],
    ) -> None:
        """Add the history of the roots' parts: of those they have, and of those they had when these were removed."""
        for table in parts_of(root):
            lost = self.lost(connection, table.name)
            owner: dict[int, int] = {}
            for ident in ids:
                owner.update((gone, ident) for gone in lost.get(ident, ()))
            for ident, rows in parts[table.name].items():
                owner.update((row.id, ident) for row in rows)
            for entry in objects_told(connection, table.name, owner):
                told[owner[entry.object_id]].append(entry)

    def lost(self, connection: sa.Connection, part: str) -> dict[int, set[int]]:
        """The parts that were removed, by the root that they had. Read once: nothing else leads to them."""
        if part not in self.lost_parts:
            column = table_called(part).parents[0]
            by_root: dict[int, set[int]] = defaultdict(set)
            last: dict[int, int] = {}
            statement = sa.select(HISTORY.c.object_id, HISTORY.c.before).where(
                HISTORY.c.object_type == part, HISTORY.c.action == "delete"
            )
            for row in connection.execute(statement.order_by(HISTORY.c.id)):
                if row.before and isinstance(row.before.get(column), int):
                    last[row.object_id] = row.before[column]
            there = table_called(part).table
            back: set[int] = set()
            gone = sorted(last)
            for at in range(0, len(gone), SOME):
                back.update(connection.scalars(sa.select(there.c.id).where(there.c.id.in_(gone[at : at + SOME]))))
            for ident, root in last.items():
                if ident not in back:
                    by_root[root].add(ident)
            self.lost_parts[part] = by_root
        return self.lost_parts[part]

    def before(self, unit: Unit) -> Iterator[Unit]:
        """The records that this unit needs and that are not written yet, each after those that it refers to."""
        yield from self.written_out(unit.standing | unit.past)

    def written_out(self, places: Iterable[Place]) -> Iterator[Unit]:
        # Not by recursion: a chain of origins or of merged names may be longer than Python goes deep.
        stack: list[tuple[Unit | None, list[Place]]] = [(None, self.in_order(places))]
        entered: set[Place] = set()
        while stack:
            unit, left = stack[-1]
            if left:
                place = left.pop()
                found = self.waiting.get(place)
                if found is not None and place not in entered:
                    entered.add(place)
                    stack.append((found, self.in_order(found.standing)))
                continue
            stack.pop()
            if unit is not None:
                place = unit.table, unit.id
                del self.waiting[place]
                yield unit
                past = self.in_order(unit.past)
                if past:
                    stack.append((None, past))

    def in_order(self, places: Iterable[Place]) -> list[Place]:
        """As they are taken off the end of a list: by table and key, the same on every desk."""
        roots = set()
        for table, ident in places:
            root = ident if table in self.order else self.roots_of_parts[table].get(ident)
            name = table if table in self.order else table_called(table).root
            if root is not None and (name, root) in self.waiting:
                roots.add((name, root))
        return sorted(roots, key=lambda place: (self.order[place[0]], self.keys[place[0]][place[1]]), reverse=True)


def root_of_part(connection: sa.Connection, part: str, ident: int) -> int | None:
    """The root of a part, also of one that is gone."""
    table = table_called(part)
    column = table.parents[0]
    root = connection.scalar(sa.select(table.table.c[column]).where(table.table.c.id == ident))
    if root is not None:
        return int(root)
    statement = sa.select(HISTORY.c.before, HISTORY.c.after).where(
        HISTORY.c.object_type == part, HISTORY.c.object_id == ident
    )
    for row in connection.execute(statement.order_by(HISTORY.c.id.desc())):
        for values in (row.before, row.after):
            if values and isinstance(values.get(column), int):
                return int(values[column])
    return None


def last_key(history: Iterable[Row], table: str, key: str) -> str | None:
    """What a root that is gone was called last. A history may tell anything; a name is text."""
    found = None
    for entry in history:
        if entry.object_type == table:
            for values in (entry.before, entry.after):
                name = (values or {}).get(key)
                if isinstance(name, str) and name:
                    found = name
    return found
