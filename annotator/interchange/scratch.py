"""An empty database in memory on which a line's rows are tried: so its rules between columns hold, and no two rows are
what only one may be, before anything is written. The tables themselves say the rules."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from ..db import Model
from .checking import Record
from .fates import ARTICLES, USERS, joins, parts_of, shared_roots, table_called
from .joins import in_order
from .parsing import Bad
from .values import Ref


class Scratch:
    """Tries one line after another; each is taken back."""

    def __init__(self) -> None:
        self.engine = sa.create_engine("sqlite://", poolclass=StaticPool)

        @sa.event.listens_for(self.engine, "connect")
        def on_connect(connection: Any, _record: Any) -> None:
            connection.isolation_level = None  # the driver would begin too late to take savepoints back

        @sa.event.listens_for(self.engine, "begin")
        def on_begin(connection: sa.Connection) -> None:
            connection.exec_driver_sql("BEGIN")

        names = [ARTICLES, *shared_roots(), *joins()]
        tables = [table_called(each.name).table for name in names for each in (table_called(name), *parts_of(name))]
        Model.metadata.create_all(self.engine, tables=tables, checkfirst=False)
        self.connection = self.engine.connect()

    def close(self) -> None:
        self.connection.close()
        self.engine.dispose()

    def try_out(self, record: Record) -> None:
        """Raises Bad when a table refuses one of the rows."""
        if record.row is None or record.table == USERS:
            return
        try:
            self.insert(record.table, [in_order(record.table, {"id": 1, **plain(record.row)})])
            for name, rows in record.parts.items():
                of = table_called(name).parents[0]
                self.insert(name, [{of: 1, **plain(row)} for row in rows])
        finally:
            self.connection.rollback()

    def insert(self, name: str, rows: list[dict[str, Any]]) -> None:
        if not rows:
            return
        statement = inserting(name)
        with self.connection.begin_nested() as point:
            try:
                self.connection.execute(statement, rows)
                return
            except sa.exc.IntegrityError:
                point.rollback()
        for row in rows:  # which one is it?
            try:
                self.connection.execute(statement, row)
            except sa.exc.IntegrityError as error:
                called = f" {row['id']}" if "id" in row else ""
                raise Bad(f"{name}: row{called} breaks a rule of the desk: {reason(error)}.") from None


@cache
def inserting(name: str) -> sa.Insert:
    return sa.insert(table_called(name).table)


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """References as numbers: of rows of other lines only which are the same matters."""
    return {name: (value.number or hash(value) % 2**31) if type(value) is Ref else value for name, value in row.items()}


def reason(error: sa.exc.DBAPIError) -> str:
    """What a database says of a refused row, without its numbers and statements."""
    said = " ".join(str(error.orig).split())
    named = re.search(r'constraint(?: failed:)? "?(\w[\w., ]*)"?', said)
    return named.group(1) if named else said[:120]
