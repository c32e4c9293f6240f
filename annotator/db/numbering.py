"""Numbers for rows written past the session: an import brings rows whose references it must know beforehand."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from .base import Model
from .tracking import HistoryEntry, next_number, numbers_itself

AT_ONCE = 256  # numbers taken from a sequence of PostgreSQL, whether all are used or not


class Numbers:
    """Numbers that no row of a table ever had, rising. For the running transaction only."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.itself = numbers_itself(session)
        self.next: dict[type[Model], int] = {}
        self.left: dict[type[Model], list[int]] = defaultdict(list)

    def take(self, model: type[Model], count: int) -> list[int]:
        if not count:
            return []
        if self.itself:
            first = self.next.get(model) or next_number(self.session, model)
            self.next[model] = first + count
            return list(range(first, first + count))
        left = self.left[model]
        if len(left) < count:
            table = cast(Any, model).__table__.name
            statement = sa.text(
                "SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :count) ORDER BY 1"
            )
            values = {"table": table, "count": max(count, AT_ONCE)}
            left += self.session.connection().execute(statement, values).scalars()
        self.left[model] = left[count:]
        return left[:count]


def reserve_history(session: Session, count: int) -> int:
    """Set numbers of the history aside, for lines that are written bit by bit: gives the number before the first.
    Whoever writes from now on gets higher ones."""
    connection = session.connection()
    table = cast(sa.Table, HistoryEntry.__table__)
    if numbers_itself(session):
        # SQLite's own table of the highest numbers there were (sqlite.org/autoinc.html); it has no line yet for a table
        # without rows.
        highest = connection.execute(sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'history'")).scalar()
        if highest is None:
            connection.execute(sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES ('history', 0)"))
        statement = sa.text("UPDATE sqlite_sequence SET seq = :seq WHERE name = 'history'")
        connection.execute(statement, {"seq": (highest or 0) + count})
        return int(highest or 0)
    # Nobody takes a number between the question and the answer.
    connection.execute(sa.text("LOCK TABLE history IN EXCLUSIVE MODE"))
    there = connection.execute(sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0))).scalar_one()
    # Of a sequence nothing but its next number can be asked for in general.
    first = connection.execute(sa.text("SELECT nextval(pg_get_serial_sequence('history', 'id'))")).scalar_one()
    base = max(int(there), int(first) - 1)
    statement = sa.text("SELECT setval(pg_get_serial_sequence('history', 'id'), :value)")
    connection.execute(statement, {"value": max(1, base + count)})
    return base
