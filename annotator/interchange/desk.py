"""This desk, as an import asks it: which rows it has under a key, and which number a row of the file has here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

import sqlalchemy as sa

from ..accounts.names import likeness
from .checking import Entry
from .fates import ARTICLES, FATES, USERS, Fixed, Root, parts_of, table_called
from .parsing import Bad
from .reading import HISTORY, SOME, Unit, of_root, read_parts
from .scanning import SharedLine
from .values import Ref, moment

Connecting = Callable[[], sa.Connection]
Taking = Callable[[str, int], list[int]]
CREATED: Final = sa.select(HISTORY.c.object_id, HISTORY.c.after).where(
    HISTORY.c.object_type == sa.bindparam("table"),
    HISTORY.c.action == "create",
    HISTORY.c.at == sa.bindparam("at"),
)


class Desk:
    """What of this desk and of the file is known so far. `connect` gives the running transaction's connection, `take`
    numbers for new rows."""

    def __init__(self, connect: Connecting, take: Taking) -> None:
        self.connect = connect
        self.take = take
        self.roots: dict[str, dict[str, int]] = defaultdict(dict)
        self.parts: dict[str, dict[tuple[str, int], int]] = defaultdict(dict)
        self.promised: set[tuple[str, str]] = set()  # roots that are not here yet
        self.gone: set[tuple[str, str]] = set()  # of which nothing but a number and a history is here, or will be
        self.unheard: set[tuple[str, str]] = set()  # of those, whose history is not here yet
        self.refused: set[tuple[str, str]] = set()
        self._likenesses: dict[str, str] | None = None

    # What stands under a key

    def promise(self, lines: Sequence[SharedLine]) -> None:
        """Give each shared record of the file its number: the one it has here, or a new one. The history of one may
        name another that comes later."""
        by_table: dict[str, list[SharedLine]] = defaultdict(list)
        for each in lines:
            by_table[each.table].append(each)
        for table, some in by_table.items():
            self.find(table, some)
            for each in some:
                if each.gone is not None and each.key not in self.roots[table]:
                    self.gone.add((table, each.key))
                    known = self.known_as_gone(each)
                    if known is not None:
                        self.roots[table][each.key] = known
                    else:
                        self.unheard.add((table, each.key))
                elif each.key not in self.roots[table]:
                    self.promised.add((table, each.key))
            new = [each.key for each in some if each.key not in self.roots[table]]
            if table != USERS:
                self.roots[table].update(zip(new, self.take(table, len(new)), strict=True))

    def find(self, name: str, lines: Sequence[SharedLine]) -> None:
        """Records that are here: by their key, else by another column that no two share, such as a tag's name."""
        table, roots = table_called(name), self.roots[name]
        fate = table.fate
        assert isinstance(fate, Root)
        alone = [each[0] for each in table.identities if len(each) == 1]
        for column in sorted(alone, key=lambda each: each != fate.key):
            wanted: dict[str, str] = {}
            for each in lines:
                value = each.key if column == fate.key else each.names.get(column)
                if value is not None and each.key not in roots:
                    wanted[value] = each.key
            for ident, value in self.rows_with(table.table, column, wanted):
                roots[wanted[value]] = ident

    def rows_with(self, table: sa.Table, column: str, values: Iterable[str]) -> Iterator[tuple[int, str]]:
        wanted = sorted(values)
        for at in range(0, len(wanted), SOME):
            statement = sa.select(table.c.id, table.c[column]).where(table.c[column].in_(wanted[at : at + SOME]))
            for row in self.connect().execute(statement):
                yield row[0], row[1]

    def known_as_gone(self, line: SharedLine) -> int | None:
        """The number of a record that is gone, if its history came here before."""
        key = table_called(line.table).fate
        assert isinstance(key, Root)
        try:
            at = moment(line.gone)
        except Bad:
            return None
        for row in self.connect().execute(CREATED, {"table": line.table, "at": at}):
            if (row.after or {}).get(key.key) == line.key:
                return int(row.object_id)
        return None

    def made(self, table: str, entry: Entry) -> int | None:
        """The number of a row that the history here knows to be made at that moment, with those columns."""
        told = {name: value for name, value in (entry.after or {}).items() if type(value) is not Ref}
        for row in self.connect().execute(CREATED, {"table": table, "at": entry.at}):
            here = row.after or {}
            if all(here.get(name) == value for name, value in told.items()):
                return int(row.object_id)
        return None

    # What a reference means here

    def ident(self, ref: Ref) -> int:
        """The number here of a row outside the line. Raises Bad where there is none."""
        if ref.key is not None and ref.number is not None:
            found = self.parts[ref.table].get((ref.key, ref.number))
        else:
            found = self.roots[ref.table].get(ref.key or "")
        if found is None and ref.number is None:
            found = self.look_up(ref)
        if found is None:
            raise Bad(f"{ref.table} “{(ref.key or '')[:60]}” is neither in the file nor on this desk.")
        return found

    def look_up(self, ref: Ref) -> int | None:
        fate = FATES[ref.table]
        key = fate.key if isinstance(fate, Root | Fixed) else "uid"
        for ident, value in self.rows_with(table_called(ref.table).table, key, [ref.key or ""]):
            self.roots[ref.table][value] = ident
            return ident
        return None

    def stands(self, ref: Ref) -> None:
        """Raises Bad unless a row can refer to this one."""
        key = ref.key or ""
        place = (ref.table if isinstance(FATES[ref.table], Root | Fixed) else table_called(ref.table).root, key)
        if place in self.refused:
            raise Bad(f"{place[0]} “{key[:60]}”, which it names, was refused.")
        if place in self.gone or (place in self.promised and ref.number is None):
            raise Bad(f"{place[0]} “{key[:60]}”, which it names, comes later in the file or is gone.")
        self.ident(ref)

    # What is here of a record

    def has(self, table: str, key: str, ids: dict[str, int]) -> bool:
        return key in ids and (table, key) not in self.promised and (table, key) not in self.gone

    def units(self, table: str, ids: Iterable[int]) -> dict[int, Unit]:
        """Rows with their parts, without history, by id."""
        wanted = sorted(ids)
        found: dict[int, Unit] = {}
        for at in range(0, len(wanted), SOME):
            some = wanted[at : at + SOME]
            parts = read_parts(self.connect(), table, some)
            for row in self.connect().execute(of_root(table), {"ids": some}):
                own = {name: by_root[row.id] for name, by_root in parts.items() if row.id in by_root}
                found[row.id] = Unit(table, row.id, "", row, own)
        return found

    def taken(self, table: str, uids: Iterable[str]) -> set[str]:
        """The uids that rows of a table have here."""
        return {value for _, value in self.rows_with(table_called(table).table, "uid", uids)}

    def looks_like(self, name: str) -> str | None:
        """Somebody whom a reader would take for this person."""
        if self._likenesses is None:
            users = table_called(USERS).table
            self._likenesses = {likeness(each): each for each in self.connect().scalars(sa.select(users.c.name))}
        other = self._likenesses.setdefault(likeness(name), name)
        return other if other != name else None

    def shown(self, table: str, column: str, value: Any) -> Any:
        """What a column holds here, for people."""
        target = table_called(table).references.get(column)
        if target is None or value is None:
            return value
        fate = FATES[target]
        if not isinstance(fate, Root | Fixed):
            return value
        there = table_called(target).table
        return self.connect().scalar(sa.select(there.c[fate.key]).where(there.c.id == value))


def uid_tables() -> list[str]:
    return [table.name for table in parts_of(ARTICLES) if ("uid",) in table.identities]
