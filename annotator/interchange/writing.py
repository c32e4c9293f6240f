"""Out: articles as lines, streamed, in constant memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, Final, Literal

import sqlalchemy as sa

from ..accounts.models import User
from ..accounts.policy import may
from ..articles.queries import visible
from ..db import db
from ..errors import NotAllowed
from .joins import Joins
from .lines import Writer, header, written
from .reading import read_articles, steps_taken_back
from .report import Counts
from .sensitive import without_sensitive
from .shared import Shared

AT_ONCE: Final = 100  # articles: a few megabytes
Progress = Callable[[int, int], None]


def write(
    ids: Sequence[int],
    file: BinaryIO,
    *,
    by: User | None,
    progress: Progress | None = None,
    sensitive: Literal["with", "out"] = "with",
) -> Counts:
    """Write the articles with these ids, each once and in this order, with all that they need; gives what was written.

    Articles that this person may not know of are left out and not counted. With `sensitive="out"` claims marked
    sensitive stay here, with all that hangs on them and its history. `progress` hears how many of how many articles
    are done. Raises NotAllowed: everybody's judgements and the whole history are in the file, so it is for editors and
    administrators (None: the program itself).
    """
    if by is not None and not may(by, "edit"):
        raise NotAllowed("The complete form holds everybody's judgements and the whole history: it is for editors.")
    counts = Counts()
    shared = Shared()
    file.write(written(header()))
    seen = visible(by)
    wanted = list(dict.fromkeys(ids))
    there: dict[int, str] = {}  # articles of the file: their uids
    for done in range(0, len(wanted), AT_ONCE):
        some = wanted[done : done + AT_ONCE]
        with snapshot() as connection:
            units = read_articles(connection, some, seen)
            if sensitive == "out":
                units = [without_sensitive(unit, counts) for unit in units]
            for unit in units:
                shared.need(connection, unit.standing | unit.past)
            steps = steps_taken_back(connection, units)
            shared.need(connection, {("users", step.actor_id) for step in steps.values() if step.actor_id is not None})
            for unit in units:
                before = list(shared.before(unit))
                steps_before = steps_taken_back(connection, before)
                for record in before:
                    file.write(Writer(record, shared, steps_before).line())
                    counts.add(record)
                file.write(Writer(unit, shared, steps).line())
                counts.add(unit)
                there[unit.id] = unit.key
        if progress is not None:
            progress(min(done + AT_ONCE, len(wanted)), len(wanted))
    write_joins(file, shared, there, counts, sensitive=sensitive == "with")
    return counts


def write_joins(file: BinaryIO, shared: Shared, articles: dict[int, str], counts: Counts, *, sensitive: bool) -> None:
    """What people joined these articles by, behind them all, with who did so before it."""
    if not articles:
        return
    with snapshot() as connection:
        found = Joins(connection, articles, sensitive=sensitive)
        shared.need(connection, found.people())
        for record in shared.written_out(found.people()):
            file.write(Writer(record, shared, {}).line())
            counts.add(record)
        for name, parts, line in found.lines(shared.keys["users"]):
            file.write(line)
            counts.rows[name] += 1
            counts.rows["matter_claims"] += parts


@contextmanager
def snapshot() -> Iterator[sa.Connection]:
    """A connection of its own whose statements all see one moment of the desk: no article is read half before and half
    after a save. Let go between batches: a read of minutes would keep SQLite from tidying its log."""
    engine = db.engine
    if engine.dialect.name != "sqlite":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.connect() as connection, connection.begin():
        yield connection
