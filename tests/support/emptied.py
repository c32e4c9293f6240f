"""One PostgreSQL database for many tests: emptied after each, which takes a tenth of making another one."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

# What a test may have changed besides rows: then the database is thrown away.
STRUCTURE = """
    SELECT (SELECT sum(hashtextextended(attrelid::text || attname || attnum || atttypid || attnotnull, 0))
            FROM pg_attribute WHERE attrelid >= 16384),
           (SELECT sum(oid::bigint) FROM pg_constraint WHERE oid >= 16384)
"""
OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"


class Emptied:
    """A database like `template`, a migrated one with only the rows that migrations write, on the server of `server`
    (its SQLAlchemy URL)."""

    def __init__(self, server: str, template: str) -> None:
        self.server = sa.make_url(server)
        self.template = template
        # A connection to each of both is kept: the server forgets all it knows of the tables with each that ends.
        self.beside = kept_open(self.server)
        self._make()

    def _make(self) -> None:
        self.name = f"test_{uuid.uuid4().hex[:12]}"
        with self.beside.connect() as connection:
            connection.exec_driver_sql(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}"')
        self.inside = kept_open(self.server.set(database=self.name))
        with self.inside.connect() as connection:
            named = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
            self.tables = [str(name) for (name,) in connection.exec_driver_sql(named)]
            self.seeded = self._filled(connection)
            self.structure = connection.exec_driver_sql(STRUCTURE).one()
            self.seed = self._seed(connection)
            self.sequences = self._counted(connection)

    @property
    def url(self) -> str:
        return self.server.set(database=self.name).render_as_string(hide_password=False)

    def empty(self) -> None:
        """Leave it as it was made; where that cannot be done by taking rows out, make another one."""
        with self.inside.connect() as connection:
            connection.exec_driver_sql(OTHERS, (self.name,))
            fine = connection.exec_driver_sql(STRUCTURE).one() == self.structure
            if fine:
                connection.exec_driver_sql("SET session_replication_role = replica")  # no order among foreign keys
                filled = [name for name in self._filled(connection) if name not in self.seeded]
                if filled:
                    connection.exec_driver_sql(
                        f"DO $$ BEGIN {' '.join(f'DELETE FROM {name};' for name in filled)} END $$"
                    )
                    # Their files are empty then: rows come back in the order in which they are written.
                    connection.exec_driver_sql(f"VACUUM (INDEX_CLEANUP ON) {', '.join(filled)}")
                for name, last in self._counted(connection).items():
                    before = self.sequences[name]
                    if last != before:
                        connection.exec_driver_sql(f"SELECT setval('{name}', {before or 1}, {before is not None})")
                fine = self._seed(connection) == self.seed
        if not fine:
            self._drop()
            self._make()

    def close(self) -> None:
        """Drop it, and let go of the server."""
        self._drop()
        self.beside.dispose()

    def _drop(self) -> None:
        self.inside.dispose()
        with self.beside.connect() as connection:
            connection.exec_driver_sql(f'DROP DATABASE "{self.name}" WITH (FORCE)')

    def _counted(self, connection: sa.Connection) -> dict[str, int | None]:
        """The number that each sequence gave last."""
        found = connection.exec_driver_sql("SELECT sequencename, last_value FROM pg_sequences")
        return {str(name): last for name, last in found}

    def _filled(self, connection: sa.Connection) -> list[str]:
        """The tables that have rows."""
        asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in self.tables)
        return [str(name) for (name,) in connection.exec_driver_sql(asked)]

    def _seed(self, connection: sa.Connection) -> list[object]:
        """The rows of what migrations fill: what must be the same afterwards."""
        return [connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1").all() for name in self.seeded]


def kept_open(url: sa.URL) -> sa.Engine:
    """Of one connection, made anew where a test has ended it."""
    return sa.create_engine(url, isolation_level="AUTOCOMMIT", pool_size=1, max_overflow=0, pool_pre_ping=True)


@contextmanager
def connected(url: sa.URL) -> Iterator[sa.Connection]:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        yield connection
