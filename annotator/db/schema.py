"""The schema: brought to the newest form whenever the program starts, so that every command works on an empty folder.

A desk's database is copied beside itself before it is changed: an administrator who upgrades on a Friday can go back.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from filelock import FileLock

from ..errors import WirecheckError
from .base import now

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0011"  # the newest migration; a rules test compares it with the folder


def reach(engine: sa.Engine) -> None:
    """Raise WirecheckError when the database does not answer, or is none."""
    try:
        engine.connect().close()
    except sa.exc.DBAPIError as error:
        reason = " ".join(str(error.orig).split())
        raise WirecheckError(
            f"The database {engine.url.render_as_string(hide_password=True)} cannot be opened: {reason}. "
            "Start it or mend it, or set WIRECHECK_DATABASE_URL."
        ) from error


def found_revision(engine: sa.Engine) -> str | None:
    """The migration the database stands at, or None for an empty one."""
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def bring_up_to_date(engine: sa.Engine, instance: Path) -> None:
    """Run the migrations that are missing. Several programs may start at once: the first one does it.

    Raises WirecheckError when the database cannot be opened, or is newer than the program.
    """
    reach(engine)
    if found_revision(engine) == HEAD:
        return
    with FileLock(instance / "migrate.lock"):
        found = found_revision(engine)
        if found == HEAD:
            return
        if found is not None:
            if found > HEAD:
                raise WirecheckError(
                    f"The database was made by a newer Wirecheck (schema {found}, this one knows {HEAD}). "
                    "Start the newer version, or point WIRECHECK_INSTANCE at another folder."
                )
            keep_copy(engine, instance, found)
        # Imported when it is needed: it takes a fifth of the time of an ordinary start.
        from alembic import command

        with engine.execution_options(write=True).begin() as connection:
            command.upgrade(alembic_config(connection), "head")


def alembic_config(connection: sa.Connection | None = None) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def keep_copy(engine: sa.Engine, instance: Path, revision: str) -> None:
    """Copy an SQLite database before it is migrated. PostgreSQL has its own backups."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return
    folder = instance / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    target = folder / f"before-migration-{revision}-{now():%Y%m%dT%H%M%S}.db"
    source = sqlite3.connect(engine.url.database)
    copy = sqlite3.connect(target)
    try:
        source.backup(copy)
    finally:
        copy.close()
        source.close()
    target.chmod(0o600)
