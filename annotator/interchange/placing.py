"""A record and what this desk has of it: which rows are new, which are the same, where they differ.

Known again is a row by its uid, or by columns that no two rows share (one reviewer's judgement of a claim). Rows that
nothing knows again, such as the places of a claim, are their parent's: with a new parent they come along, with a known
one they are the same or a conflict. What differs stays as it is here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Final

from .checking import Entry, Record
from .desk import Desk
from .fates import ARTICLES, Table, parts_of, table_called
from .parsing import Bad
from .reading import Row, Unit
from .report import Conflict
from .values import Ref

# Counts of changes, and what follows from another column: no conflict by themselves.
UNCOMPARED: Final = frozenset({"id", "row_version", "version_length"})
# A text is never edited: another one under the same name is another article.
IMMUTABLE: Final = {"versions": frozenset({"text", "source_text", "length", "sha256", "number"})}
SHOWN: Final = 300  # characters of a value in a report


@dataclass
class Placed:
    """What a record adds. `entries` are the lines of its history that come along, with their places in it."""

    record: Record
    ident: int
    is_new: bool
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    entries: list[tuple[int, Entry]] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    ids: dict[str, dict[int, int]] = field(default_factory=dict)

    @property
    def number(self) -> int:
        return sum(map(len, self.rows.values()))


class Placing:
    """Places one record. Raises Bad where it cannot be taken."""

    def __init__(self, record: Record, ident: int, desk: Desk, taken: dict[str, set[str]]) -> None:
        self.record = record
        self.desk = desk
        self.taken = taken
        self.placed = Placed(record, ident, is_new=True)
        self.ids: dict[str, dict[int, int]] = defaultdict(dict)
        self.skipped: set[tuple[str, int]] = set()
        self.matched: set[tuple[str, int]] = set()

    def as_new(self) -> Placed:
        record = self.record
        numbers: dict[str, set[int]] = defaultdict(set)
        for name, rows in record.parts.items():
            if table_called(name).is_numbered:
                numbers[name].update(row["id"] for row in rows)
            self.elsewhere(name, rows)
        for entry in record.history:
            for ref in entry.refs():
                if ref.key is None and ref.number is not None:
                    numbers[ref.table].add(ref.number)
        for name, found in numbers.items():
            self.number(name, found)
        if record.row is not None:
            self.placed.rows[record.table] = [{"id": self.placed.ident, **self.values(record.table, record.row)}]
        for name, rows in record.parts.items():
            self.placed.rows[name] = [self.values(name, row) for row in rows]
        self.placed.entries = list(enumerate(record.history))
        return self.done()

    def into(self, here: Unit) -> Placed:
        """Add what is missing to a record that is here."""
        record, placed = self.record, self.placed
        placed.is_new = False
        if record.row is not None and here.row is not None:
            self.compare(record.table, record.key, self.values(record.table, record.row), here.row, record.row)
        for table in parts_of(record.table):
            if table.identities:
                self.merge(table, here.parts.get(table.name, []))
            else:
                self.merge_owned(table, here.parts.get(table.name, []))
        if record.table != ARTICLES:
            self.gone_parts()
        added = {
            (name, number)
            for name, ids in self.ids.items()
            for number in ids
            if (name, number) not in self.matched and (name, number) not in self.skipped
        }
        placed.entries = [
            (at, entry)
            for at, entry in enumerate(record.history)
            if entry.of.key is None and (entry.of.table, entry.of.number) in added
        ]
        missing: dict[str, set[int]] = defaultdict(set)
        for _, entry in placed.entries:
            for ref in entry.refs():
                if ref.key is None and ref.number is not None and ref.number not in self.ids[ref.table]:
                    missing[ref.table].add(ref.number)
        for name, found in missing.items():
            self.number(name, found)
        placed.rows = {name: rows for name, rows in placed.rows.items() if rows}
        return self.done()

    def done(self) -> Placed:
        self.placed.ids = self.ids
        for _, entry in self.placed.entries:
            for ref in entry.refs():
                self.ident(ref)
        return self.placed

    def gone_parts(self) -> None:
        """Parts that are gone, but that the history of articles may name: known here by when and as what they were
        made, or brought along as what is gone."""
        new: dict[str, set[int]] = defaultdict(set)
        for entry in self.record.history:
            name, number = entry.of.table, entry.of.number
            if entry.of.key is not None or number is None or number in self.ids[name] or number in new[name]:
                continue
            ident = self.desk.made(name, entry) if entry.action == "create" else None
            if ident is None:
                new[name].add(number)
            else:
                self.ids[name][number] = ident
                self.matched.add((name, number))
        for name, numbers in new.items():
            self.number(name, numbers)

    # Numbers

    def number(self, name: str, numbers: set[int]) -> None:
        """New numbers for rows of the line, in the order of their numbers there."""
        ordered = sorted(numbers)
        self.ids[name].update(zip(ordered, self.desk.take(name, len(ordered)), strict=True))

    def ident(self, ref: Ref) -> int:
        if ref.key is None:
            return self.ids[ref.table][ref.number or 0]
        if ref.number is None and ref.table == self.record.table and ref.key == self.record.key:
            return self.placed.ident
        return self.desk.ident(ref)

    def values(self, name: str, row: dict[str, Any]) -> dict[str, Any]:
        """A row as the table takes it."""
        found = dict(row)
        for column in table_called(name).references:
            ref = row.get(column)
            if ref is not None:
                found[column] = self.ident(ref)
        if "id" in row:
            found["id"] = self.ids[name][row["id"]]
        for column in table_called(name).parents:
            if column not in row:
                found[column] = self.placed.ident
        return found

    def elsewhere(self, name: str, rows: list[dict[str, Any]]) -> None:
        taken = self.taken.get(name, ())
        for row in rows:
            if row.get("uid") in taken:
                raise Bad(f"{name} {row['uid']} belongs to another record on this desk.")

    # Merging

    def merge(self, table: Table, here: list[Row]) -> None:
        rows = self.record.parts.get(table.name, [])
        known: dict[tuple[Any, ...], Row] = {}
        for other in here:
            for columns in table.identities:
                known[(*columns, *(getattr(other, column) for column in columns))] = other
        pairs: list[tuple[dict[str, Any], Row | None]] = []
        for row in rows:
            if self.leans_on_skipped(table, row):
                self.skip(table, row, "what it belongs to is not taken")
                continue
            found = self.known_again(table, row, known)
            if found is None:
                self.elsewhere(table.name, [row])
            elif table.is_numbered:
                self.ids[table.name][row["id"]] = found.id
                self.matched.add((table.name, row["id"]))
            pairs.append((row, found))
        if table.is_numbered:
            self.number(table.name, {row["id"] for row, found in pairs if found is None})
        for row, found in pairs:
            if self.leans_on_skipped(table, row):  # by now, in a chain of its own table
                self.skip(table, row, "what it belongs to is not taken")
                continue
            values = self.values(table.name, row)
            if found is not None:
                self.compare(table.name, str(row.get("uid", row.get("id", ""))), values, found, row)
            elif why := in_the_way(table.name, values, here):
                self.skip(table, row, why)
            else:
                self.placed.rows.setdefault(table.name, []).append(values)

    def known_again(self, table: Table, row: dict[str, Any], known: dict[tuple[Any, ...], Row]) -> Row | None:
        for columns in table.identities:
            values = []
            for column in columns:
                value = row.get(column)
                if column not in row:
                    value = self.placed.ident
                elif type(value) is Ref:
                    value = self.ident(value)
                values.append(value)
            if None not in values and (*columns, *values) in known:
                return known[(*columns, *values)]
        return None

    def merge_owned(self, table: Table, here: list[Row]) -> None:
        """Rows that only their parent knows: all of one parent are the same, new with it, or a conflict."""
        parent = table.parents[0]
        of_parent: dict[int, list[Row]] = defaultdict(list)
        for other in here:
            of_parent[getattr(other, parent)].append(other)
        groups: dict[Ref, list[dict[str, Any]]] = defaultdict(list)
        for row in self.record.parts.get(table.name, []):
            groups[row[parent]].append(row)
        for ref, rows in groups.items():
            place = ref.table, ref.number or 0
            if place in self.skipped:
                self.skipped.update((table.name, row["id"]) for row in rows)
            elif place not in self.matched:
                self.number(table.name, {row["id"] for row in rows})
                self.placed.rows.setdefault(table.name, []).extend(self.values(table.name, row) for row in rows)
            else:
                self.compare_owned(table, rows, of_parent.get(self.ident(ref), []), ref)
        for ident, others in of_parent.items():
            if ident not in {self.ident(ref) for ref in groups if (ref.table, ref.number) not in self.skipped}:
                number = next((n for n, each in self.ids[table.owner(parent)].items() if each == ident), None)
                if number is not None:
                    self.compare_owned(table, [], others, Ref(table.owner(parent), None, number))

    def compare_owned(self, table: Table, rows: list[dict[str, Any]], here: list[Row], parent: Ref) -> None:
        names = [column.name for column in table.columns if column.name not in UNCOMPARED]
        for row in rows:
            self.ids[table.name][row["id"]] = 0  # stands for the one here; nothing refers to it
            self.matched.add((table.name, row["id"]))
        resolved = [self.values(table.name, row) for row in rows]
        there = sorted((tuple(values[name] for name in names) for values in resolved), key=repr)
        ours = sorted((tuple(getattr(other, name) for name in names) for other in here), key=repr)
        if there != ours:
            shown = [name for name in names if name not in table.references]
            self.conflict(
                table.name,
                f"of {parent.table} {parent.number}",
                "",
                [[getattr(other, name) for name in shown] for other in here],
                [[row[name] for name in shown] for row in rows],
            )

    def leans_on_skipped(self, table: Table, row: dict[str, Any]) -> bool:
        refs = (row.get(column) for column in table.references)
        return any(ref is not None and (ref.table, ref.number) in self.skipped for ref in refs)

    def skip(self, table: Table, row: dict[str, Any], why: str) -> None:
        if table.is_numbered:
            self.skipped.add((table.name, row["id"]))
        self.conflict(table.name, str(row.get("uid", row.get("id", ""))), "", None, f"not taken: {why}")

    def compare(self, name: str, what: str, values: dict[str, Any], here: Row, row: dict[str, Any]) -> None:
        for column in table_called(name).columns:
            ours, theirs = getattr(here, column.name), values.get(column.name)
            if column.name in UNCOMPARED or column.name not in values or ours == theirs:
                continue
            if column.name in IMMUTABLE.get(name, ()):
                raise Bad(f"Another text stands here as version {getattr(here, 'number', '')}: {column.name} differs.")
            given = row[column.name]
            there = (given.key or given.number) if type(given) is Ref else theirs
            self.conflict(name, what, column.name, self.desk.shown(name, column.name, ours), there)

    def conflict(self, name: str, what: str, column: str, ours: Any, theirs: Any) -> None:
        self.placed.conflicts.append(Conflict(self.record.line, name, what, column, shortened(ours), shortened(theirs)))


def in_the_way(name: str, values: dict[str, Any], here: list[Row]) -> str:
    """Why a row cannot be added to those that are here, though it is none of them; "" where it can."""
    if name == "corrections" and overlaps(values, here):
        return "an accepted one here overlaps it"
    if name == "approvals" and values["dropped_at"] is None and any(other.dropped_at is None for other in here):
        return "it was found ready here too, and is ready once"
    return ""


def overlaps(values: dict[str, Any], here: list[Row]) -> bool:
    """Whether an accepted correction lies over one that is accepted here."""
    return values["state"] == "accepted" and any(
        other.state == "accepted"
        and other.version_id == values["version_id"]
        and other.start < values["end"]
        and values["start"] < other.end
        for other in here
    )


def shortened(value: Any) -> Any:
    """A value for a report."""
    if isinstance(value, str):
        return value if len(value) <= SHOWN else value[: SHOWN - 1] + "…"
    if isinstance(value, list | dict):
        return shortened(repr(value))
    return value
