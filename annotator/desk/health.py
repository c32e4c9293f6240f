"""How the desk's parts are: the database, the search index, the jobs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ..db import db
from ..jobs.models import Job


@dataclass(frozen=True)
class Part:
    """One part of the desk: `tone` is good, warn or bad."""

    name: str
    tone: str
    words: str


def parts(config: Mapping[str, Any]) -> list[Part]:
    return [database(), jobs()]


def database() -> Part:
    kind = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(db.engine.dialect.name, db.engine.dialect.name)
    revision = db.session.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return Part("Database", "good", f"{kind} answers; schema {revision}.")


def jobs() -> Part:
    rows = db.session.execute(sa.select(Job.state, sa.func.count().label("number")).group_by(Job.state))
    counts: dict[str, int] = {row.state: row.number for row in rows}
    waiting, failed = counts.get("queued", 0) + counts.get("running", 0), counts.get("failed", 0)
    words = f"{waiting} waiting or running, {failed} failed."
    return Part("Jobs", "warn" if failed else "good", words)
