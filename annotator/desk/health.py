"""How the desk's parts are: the database, the search index, the jobs, the finder of sightings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ..db import db, journal
from ..jobs.models import Job
from ..search.engines.chosen import reader_of
from ..search.engines.engine import IndexUnavailable, Reader
from ..sightings.finding.queries import lag

# The index writer makes three rounds a second; what waits longer than this says that none is running.
LATE_SECONDS = 60


@dataclass(frozen=True)
class Part:
    """One part of the desk: `tone` is good, warn or bad."""

    name: str
    tone: str
    words: str


def parts(config: Mapping[str, Any]) -> list[Part]:
    return [database(), index(reader_of(config)), jobs(), sightings()]


def database() -> Part:
    kind = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(db.engine.dialect.name, db.engine.dialect.name)
    revision = db.session.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return Part("Database", "good", f"{kind} answers; schema {revision}.")


def index(reader: Reader) -> Part:
    """How far the search index is behind the journal. Searches go on without it: the database then answers."""
    building = reader.progress()
    doing = f" A new generation is being built: {building[0]} of {building[1]}." if building else ""
    try:
        entries, seconds = journal.lag(reader.mark())
    except IndexUnavailable as error:
        return Part("Search index", "warn", f"Not to be read: {error}. The database answers instead.{doing}")
    if not building and reader.rebuild_wanted():
        doing = " A new generation is asked for."
    behind = f"{entries} changes behind, the oldest for {int(seconds)} s" if entries else "nothing behind"
    name = reader.generation() or "none"
    tone = "warn" if seconds > LATE_SECONDS or doing else "good"
    return Part("Search index", tone, f"Generation {name}; {behind}.{doing}")


def jobs() -> Part:
    rows = db.session.execute(sa.select(Job.state, sa.func.count().label("number")).group_by(Job.state))
    counts: dict[str, int] = {row.state: row.number for row in rows}
    waiting, failed = counts.get("queued", 0) + counts.get("running", 0), counts.get("failed", 0)
    words = f"{waiting} waiting or running, {failed} failed."
    return Part("Jobs", "warn" if failed else "good", words)


def sightings() -> Part:
    """How far the finder of sightings is behind: the journal, and the claims it was told to look at."""
    found = lag()
    if not found.began:
        return Part("Sightings", "warn", "Not looked for yet: a server does it, or “flask --app app sightings find”.")
    words = [f"{found.entries} changes behind"] if found.entries else []
    urgent = found.due - found.first
    words += [f"{urgent} claims due, the oldest for {int(found.seconds)} s"] if urgent else []
    words += (
        [f"{found.first} claims wait for their turn (the first time, or names have changed)"] if found.first else []
    )
    return Part(
        "Sightings", "warn" if found.seconds > LATE_SECONDS else "good", "; ".join(words or ["Nothing due"]) + "."
    )
