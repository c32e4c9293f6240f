"""The search index of a desk on PostgreSQL: it is no part of the database that tests leave as it was made."""

from __future__ import annotations

import sqlalchemy as sa

from annotator.search.engines.postgres.tables import BUILDING, OLD, SCHEMA_NAME

from .emptied import connected


def run_outside(url: str, statement: str) -> None:
    with connected(sa.make_url(url)) as connection:
        connection.exec_driver_sql(statement)


def drop_index(url: str) -> None:
    run_outside(url, f"DROP SCHEMA IF EXISTS {SCHEMA_NAME}, {BUILDING}, {OLD} CASCADE")
