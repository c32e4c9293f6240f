"""SQLite has no statement for some changes of a table: it is made anew, inside the transaction of the migration, while
the check of what refers to its rows waits for the commit."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op


def make_anew(table: str, change: Callable[[str], str]) -> None:
    """Make a table with its rows, indexes and triggers anew under the definition that `change` makes of its own."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.text("SELECT type, sql FROM sqlite_master WHERE tbl_name = :table AND sql IS NOT NULL"), {"table": table}
    ).all()
    before = next(sql for kind, sql in rows if kind == "table")
    after = change(before)
    if after == before:
        raise RuntimeError(f"the definition of {table} is not the one that this migration changes")
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    connection.exec_driver_sql(f"CREATE TEMP TABLE kept_rows AS SELECT * FROM {table}")
    connection.exec_driver_sql(f"DROP TABLE {table}")
    connection.exec_driver_sql(after)
    columns = ", ".join(f'"{row[1]}"' for row in connection.exec_driver_sql(f"PRAGMA table_info({table})"))
    connection.exec_driver_sql(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM kept_rows")
    connection.exec_driver_sql("DROP TABLE kept_rows")
    for kind, sql in rows:
        if kind in {"index", "trigger"}:
            connection.exec_driver_sql(sql)
