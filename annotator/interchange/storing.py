"""What an import adds, written: rows, their history under the numbers set aside for it, and word to the index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from ..db import db
from ..db.idempotency import IdempotencyKey
from ..db.numbering import Numbers, reserve_history
from ..db.tracking import Reference, Tracked, journal, step_of
from .checking import Entry, Record
from .desk import Desk
from .fates import ARTICLES, Table, parts_of, table_called
from .parsing import Bad
from .placing import Placed
from .reading import HISTORY
from .scanning import Scan, micro
from .values import Ref

IMPORTS: Final = "imports"  # what the history calls the import itself
TO_HISTORY: Final = sa.insert(HISTORY)
Step = tuple[Any, str | None, str | None]


class Storing:
    """Writes what one import adds, in whatever transaction is running."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.steps: dict[Step, int] = {}  # of what all share: the first number of each
        self.lines: dict[int, list[int]] = {}  # of records at hand: the numbers of their history
        self.numbers: Numbers | None = None
        self.base = 0
        self.again = False

    @property
    def session(self) -> Session:
        return db.session

    def begin(self, path: Path) -> None:
        """Set numbers aside for the history, and tell it of the import. An import of the same file that was broken off
        goes on with its own numbers."""
        key = f"interchange:{self.scan.sha256}"
        count = self.scan.moments.count()
        known = self.session.get(IdempotencyKey, key)
        if known is not None:
            self.base, self.again = int(known.answer), True
            return
        self.base = reserve_history(self.session, count + 1)
        self.session.add(IdempotencyKey(key=key, answer=str(self.base)))
        told = {"file": path.name, "sha256": self.scan.sha256, "lines": self.scan.number_of_lines}
        entry = {
            **step_of(self.session), "id": self.base + count + 1, "article_id": None, "object_type": IMPORTS,
            "object_id": self.base + count + 1, "object_version": None, "action": "create", "before": None,
            "after": told,
        }  # fmt: skip
        self.session.connection().execute(TO_HISTORY, entry)

    def new_transaction(self) -> None:
        self.numbers = Numbers(self.session)

    def take(self, table: str, count: int) -> list[int]:
        model = table_called(table).model
        assert self.numbers is not None and model is not None
        return self.numbers.take(model, count)

    def number(self, record: Record) -> None:
        """Give the lines of a record's history their numbers, also where they will not be needed: an import that goes
        on gives each record the same again. Raises Bad."""
        try:
            numbers = self.scan.moments.take(micro(entry.at) for entry in record.history)
        except KeyError:
            raise Bad("The file was changed while it was read.") from None
        self.lines[record.line] = [self.base + number for number in numbers]

    def store(self, desk: Desk, placed: Sequence[Placed]) -> list[tuple[Placed, sa.exc.DBAPIError]]:
        """Write all, or each by itself where the database refuses something; gives those that it refused, and why."""
        refused: list[tuple[Placed, sa.exc.DBAPIError]] = []
        if self.stored(desk, placed) is not None:
            for each in placed:
                error = self.stored(desk, [each])
                if error is not None:
                    refused.append((each, error))
        self.lines.clear()
        return refused

    def stored(self, desk: Desk, placed: Sequence[Placed]) -> sa.exc.DBAPIError | None:
        with self.session.begin_nested() as point:
            try:
                self.insert(desk, placed)
            except (sa.exc.IntegrityError, sa.exc.DataError) as error:
                point.rollback()
                return error
        return None

    def insert(self, desk: Desk, placed: Sequence[Placed]) -> None:
        connection = self.session.connection()
        rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for each in placed:
            for name, some in each.rows.items():
                rows[name] += in_order(table_called(name), some)
        for root in {each.record.table for each in placed}:
            for table in (table_called(root), *parts_of(root)):
                if rows[table.name]:
                    connection.execute(inserting(table.name), rows[table.name])
        entries = [line for each in placed for line in self.told(desk, each)]
        if entries:
            connection.execute(TO_HISTORY, entries)
        journal(self.session, references(rows))

    # History

    def told(self, desk: Desk, placed: Placed) -> Iterator[dict[str, Any]]:
        record, kept = placed.record, placed.entries
        numbers = [self.lines[record.line][at] for at, _ in kept]
        if self.again and self.any_taken(numbers):
            first = reserve_history(self.session, len(numbers)) + 1
            numbers = list(range(first, first + len(numbers)))
        steps: dict[Step, int] = {}
        for number, (_, entry) in zip(numbers, kept, strict=True):
            steps.setdefault(entry.step, number)
        if record.table != ARTICLES:
            for step, number in steps.items():
                self.steps[step] = min(number, self.steps.get(step, number))
        for number, (_, entry) in zip(numbers, kept, strict=True):
            yield self.line(desk, placed, number, entry, steps)

    def line(self, desk: Desk, placed: Placed, number: int, entry: Entry, steps: dict[Step, int]) -> dict[str, Any]:
        def ident(ref: Ref) -> int:
            if ref.key is None:
                return placed.ids[ref.table][ref.number or 0]
            if ref.number is None and (ref.table, ref.key) == (placed.record.table, placed.record.key):
                return placed.ident
            return desk.ident(ref)

        undoes = None
        if entry.undoes is not None:
            undoes = min((each[entry.undoes] for each in (steps, self.steps) if entry.undoes in each), default=None)
        sides = (
            {name: ident(value) if type(value) is Ref else value for name, value in side.items()} if side else side
            for side in (entry.before, entry.after)
        )
        before, after = sides
        return {
            "id": number,
            "at": entry.at,
            "actor_id": None if entry.actor is None else desk.ident(Ref("users", entry.actor, None)),
            "article_id": placed.ident if placed.record.table == ARTICLES else None,
            "object_type": entry.of.table,
            "object_id": ident(entry.of),
            "object_version": entry.version,
            "action": entry.action,
            "verb": entry.verb,
            "undoes_id": undoes,
            "before": before,
            "after": after,
        }

    def any_taken(self, numbers: list[int]) -> bool:
        if not numbers:
            return False
        statement = sa.select(sa.exists().where(HISTORY.c.id.in_(numbers)))
        return bool(self.session.connection().scalar(statement))


@cache
def inserting(name: str) -> sa.Insert:
    return sa.insert(table_called(name).table)


def in_order(table: Table, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows after those of their own table that they refer to: the databases look at once."""
    if not table.to_itself or not any(row[column] for row in rows for column in table.to_itself):
        return rows
    waiting = {row["id"]: row for row in rows}
    found: list[dict[str, Any]] = []
    for start in rows:
        chain, ident = [], start["id"]
        while ident in waiting:
            row = waiting.pop(ident)
            chain.append(row)
            ident = next((row[column] for column in table.to_itself if row[column]), None)
        found += reversed(chain)
    return found


def references(rows: dict[str, list[dict[str, Any]]]) -> Iterable[Reference]:
    """What the new rows make stale in the index: as their models say, which need no more than the columns for it."""
    for name, some in rows.items():
        model: Any = table_called(name).model
        if model is None:
            for row in some:
                if "article_id" in row:
                    yield "article", row["article_id"]
        elif issubclass(model, Tracked) and model.found_as is not Tracked.found_as:
            for row in some:
                yield from model.found_as(SimpleNamespace(**row))
