"""Steps: what one person did to an article at once, and which of them can be undone or redone next.

All history rows of one transaction share person, moment and verb: they are a step. A step that takes another one back
names that one's first row (`undoes_id`) and is called "undo: …" or "redo: …". Which step is next need not be counted
out: what stood before a step that was taken back is what stands now, so the walk jumps from there on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from ...accounts.models import User
from ...db import columns_of, db
from ...db.tracking import HistoryEntry

WAYS: Final = ("undo", "redo")
# Rows of the history on either side among which the others of one transaction stand: a change of zones in a very long
# article withdraws thousands of claims. The button only needs the newest few.
NEAR: Final = 20_000
FEW: Final = 30


# Words, not made of the models: it stands on every workbench, and to build it took longer than to run it. It goes back
# from the newest step, over steps that undo to what can be undone, over those that redo to what can be redone.
_WALK: Final = """WAY_walk (id, at, verb, undoes_id) AS (
  SELECT * FROM (
    SELECT id, at, coalesce(verb, ''), undoes_id FROM history
    WHERE article_id = :article AND actor_id = :actor ORDER BY id DESC LIMIT 1
  ) AS newest
  UNION ALL
  SELECT e.id, e.at, coalesce(e.verb, ''), e.undoes_id FROM WAY_walk AS w JOIN history AS e ON e.id = (
    SELECT h.id FROM history AS h
    WHERE h.article_id = :article AND h.actor_id = :actor AND h.id < w.undoes_id ORDER BY h.id DESC LIMIT 1
  ) WHERE w.verb LIKE 'WAY: %'
)"""
OFFERS: Final = sa.text(
    """WITH RECURSIVE UNDO_WALK, REDO_WALK
SELECT ends.way, ends.id AS entry_id, ends.verb, e.object_type, e.object_id
FROM (
  SELECT 'undo' AS way, id, at, verb FROM undo_walk WHERE verb NOT LIKE 'undo: %'
  UNION ALL SELECT 'redo' AS way, id, at, verb FROM redo_walk WHERE verb LIKE 'undo: %'
) AS ends
JOIN history AS e ON e.article_id = :article AND e.actor_id = :actor AND e.at = ends.at
  AND e.id BETWEEN ends.id - :few AND ends.id
ORDER BY e.id DESC""".replace("UNDO_WALK", _WALK.replace("WAY", "undo")).replace(
        "REDO_WALK", _WALK.replace("WAY", "redo")
    )
)


@dataclass(frozen=True)
class Offer:
    """The step that can be undone (or redone) next: its newest row on the article, its verb without "undo: ", and the
    rows that it touched, (table, id), at most `FEW`."""

    entry_id: int
    verb: str
    things: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Step:
    """All that a step did, in order, on whatever article."""

    entries: Sequence[HistoryEntry]

    @property
    def id(self) -> int:
        return self.entries[0].id

    @property
    def last(self) -> int:
        return self.entries[-1].id

    @property
    def verb(self) -> str:
        return plain_verb(self.entries[0].verb)


@dataclass
class Net:
    """What a step did to one row in all. `was` or `became` is None where there was, or then is, no row; else both
    hold the changed columns only. `known`: all that the history said of the row, whether changed or not."""

    table: str
    ident: int
    was: dict[str, Any] | None
    became: dict[str, Any] | None
    known: dict[str, Any] = field(default_factory=dict)


def plain_verb(verb: str | None) -> str:
    """What a step is called without "undo: " or "redo: " before it."""
    words = verb or "change"
    for way in WAYS:
        words = words.removeprefix(f"{way}: ")
    return words


def offered(article_id: int, by: User) -> dict[str, Offer]:
    """What this person can undo and redo next on an article, by "undo" and "redo". One statement, whatever was done."""
    rows = columns_of(OFFERS, {"article": article_id, "actor": by.id, "few": FEW}).all()
    found: dict[str, Offer] = {}
    for way in WAYS:
        those = [row for row in rows if row.way == way]
        if those:
            things = tuple(dict.fromkeys((row.object_type, row.object_id) for row in those))
            found[way] = Offer(those[0].entry_id, plain_verb(those[0].verb), things)
    return found


def load_step(entry_id: int) -> Step:
    """The whole step that a history row belongs to."""
    entry = db.session.get_one(HistoryEntry, entry_id)
    rows = db.session.scalars(
        sa.select(HistoryEntry)
        .where(
            HistoryEntry.id.between(entry_id - NEAR, entry_id + NEAR),
            HistoryEntry.at == entry.at,
            # Kept off their indexes: the range of numbers is the shorter way.
            sa.func.coalesce(HistoryEntry.actor_id, 0) == (entry.actor_id or 0),
            sa.func.coalesce(HistoryEntry.verb, "") == (entry.verb or ""),
        )
        .order_by(HistoryEntry.id)
    )
    return Step(rows.all())


# Each save counts it up; it says nothing of what was done.
UNSAID: Final = frozenset({"row_version", "changed_at"})


def net(entries: Iterable[HistoryEntry]) -> list[Net]:
    """What entries, oldest first, did to each row in all."""
    found: dict[tuple[str, int], Net] = {}
    for entry in entries:
        before, after = dict(entry.before or {}), dict(entry.after or {})
        key = entry.object_type, entry.object_id
        row = found.get(key)
        if row is None:
            row = found[key] = Net(*key, None if entry.action == "create" else {}, {})
        row.known |= before | after
        if entry.action == "delete":
            row.was = before | row.was if row.was is not None else None
            row.became = None
        elif entry.action == "create":
            row.became = after
        else:
            if row.was is not None:
                row.was = before | row.was
            row.became = (row.became or {}) | after
    return [row for row in map(_only_changes, found.values()) if row is not None]


def _only_changes(row: Net) -> Net | None:
    if row.was is None or row.became is None:
        return None if row.was is row.became else row
    changed = [key for key, value in row.became.items() if key not in UNSAID and row.was.get(key) != value]
    row.was, row.became = {key: row.was.get(key) for key in changed}, {key: row.became[key] for key in changed}
    return row if changed else None


def grouped(entries: Iterable[HistoryEntry]) -> list[Step]:
    """Entries, newest first, as steps, newest first. On PostgreSQL the rows of two people's steps may mix."""
    steps: dict[tuple[dt.datetime, int | None, str | None], list[HistoryEntry]] = {}
    for entry in entries:
        steps.setdefault((entry.at, entry.actor_id, entry.verb), []).append(entry)
    return [Step(rows[::-1]) for rows in steps.values()]
