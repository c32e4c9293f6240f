"""The audit log: every change of every row, whoever made it, found by person, kind, verb, article and time.

Fast with a million rows: pages go on by the number of the last row, a time becomes a number by halving, and what no
index finds (a rare verb) is looked for from the newest on, a stretch at a time, for a quarter of a second at most.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from ...accounts.models import User
from ...db import db
from ...db.tracking import HistoryEntry
from ...errors import Invalid
from ...garbles.glossary import cell
from . import words

FILTERS: Final = ("person", "kind", "verb", "article", "number", "from", "to")
KINDS: Final = words.THINGS
PAGE: Final = 100  # rows
STRETCH: Final = 20_000  # rows that are looked through at once
SECONDS: Final = 0.25  # then the page says how far it has looked
# On PostgreSQL a row may be committed after one with a higher number and a later moment.
OUT_OF_ORDER: Final = 2_000
RARE: Final = 5_000  # rows of a kind: fewer are found by its index
CHUNK: Final = 1_000  # rows of the file that are read at once
RECENT: Final = 2_000  # rows whose verbs are offered
COLUMNS: Final = (
    "number", "moment (UTC)", "person", "verb", "what was done", "kind", "kind's number", "version", "article",
    "takes back", "before", "after",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What is looked for. Moments are aware; `until` is not included."""

    person: int | None = None  # 0: the program itself
    kind: str = ""
    number: int | None = None
    verb: str = ""
    article: int | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None

    @property
    def indexed(self) -> bool:
        """Whether an index alone leads to the rows, in their order."""
        return (self.person or self.article) is not None and not self.verb and not self.kind


@dataclass(frozen=True)
class Page:
    """Rows, newest first. `before`: where the next page goes on, None at the end. `looked`: the moment down to which
    was looked when time was up, None when the page is full or the end is reached."""

    entries: Sequence[HistoryEntry]
    before: int | None
    looked: dt.datetime | None = None


def asked_in(given: Mapping[str, str]) -> Asked:
    """What an address asks for. Raises Invalid naming the field."""
    kind = given.get("kind", "")
    if kind and kind not in KINDS:
        raise Invalid(f"The history knows no kind of thing called “{kind}”.", "kind")
    last = day(given, "to")
    return Asked(
        person=whole(given, "person"),
        kind=kind,
        number=whole(given, "number"),
        verb=given.get("verb", "").strip(),
        article=whole(given, "article"),
        since=day(given, "from"),
        until=last + dt.timedelta(days=1) if last else None,
    )


def whole(given: Mapping[str, str], name: str) -> int | None:
    typed = given.get(name, "").strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 12):
        raise Invalid(f"“{typed}” is no number: give the one that stands in its address.", name)
    return int(typed)


def day(given: Mapping[str, str], name: str) -> dt.datetime | None:
    typed = given.get(name, "").strip()
    if not typed:
        return None
    try:
        return dt.datetime.combine(dt.date.fromisoformat(typed), dt.time(), dt.UTC)
    except ValueError:
        raise Invalid(f"“{typed}” is no day: give it as 2026-02-16.", name) from None


def look(asked: Asked, before: int | None, size: int = PAGE, seconds: float = SECONDS) -> Page:
    """One page of what was asked for, older than `before`."""
    low, high = bounds(asked)
    if before is not None:
        high = min(high, before - 1)
    rare = is_rare(asked)
    if rare or asked.indexed or not (asked.verb or asked.kind):
        rows = db.session.scalars(matching(asked, low, high, size + 1, rare=rare)).all()
        more = len(rows) > size
        return Page(rows[:size], rows[size - 1].id if more else None)
    found: list[HistoryEntry] = []
    end = time.monotonic() + seconds
    while high >= low:
        start = max(low, high - STRETCH + 1)
        found += db.session.scalars(matching(asked, start, high, size + 1 - len(found)))
        if len(found) > size:
            return Page(found[:size], found[size - 1].id)
        high = start - 1
        if time.monotonic() > end and high >= low:
            return Page(found, high + 1, looked=moment_of(high))
    return Page(found, None)


def bounds(asked: Asked) -> tuple[int, int]:
    """The first and last number that can be meant."""
    low = (first_since(asked.since) - OUT_OF_ORDER) if asked.since else 1
    newest = db.session.scalar(sa.select(sa.func.max(HistoryEntry.id))) or 0
    high = min(newest, first_since(asked.until) + OUT_OF_ORDER) if asked.until else newest
    return max(1, low), high


def first_since(moment: dt.datetime) -> int:
    """The number of about the first row at or after a moment, by halving: twenty looks at a million rows."""
    low, high = 1, (db.session.scalar(sa.select(sa.func.max(HistoryEntry.id))) or 0) + 1
    while low < high:
        middle = (low + high) // 2
        row = db.session.execute(
            sa.select(HistoryEntry.id, HistoryEntry.at)
            .where(HistoryEntry.id >= middle)
            .order_by(HistoryEntry.id)
            .limit(1)
        ).first()
        if row is None or row.at >= moment:
            high = middle
        else:
            low = row.id + 1
    return low


def is_rare(asked: Asked) -> bool:
    """Whether the index of kinds finds it soonest: one thing's rows, or those of a kind with few."""
    if not asked.kind:
        return False
    if asked.number is not None:
        return True
    some = sa.select(sa.literal(1)).where(HistoryEntry.object_type == asked.kind).limit(RARE + 1).subquery()
    return (db.session.scalar(sa.select(sa.func.count()).select_from(some)) or 0) <= RARE


def matching(asked: Asked, low: int, high: int, limit: int, *, rare: bool = False) -> sa.Select[HistoryEntry]:
    found = sa.select(HistoryEntry).where(HistoryEntry.id.between(low, high))
    if asked.person is not None:
        found = found.where(HistoryEntry.actor_id == asked.person if asked.person else HistoryEntry.actor_id.is_(None))
    if asked.article is not None:
        found = found.where(HistoryEntry.article_id == asked.article)
    if asked.kind and rare:
        found = found.where(HistoryEntry.object_type == asked.kind)
    elif asked.kind:  # kept off its index, whose rows of a common kind would be sorted first
        found = found.where(sa.func.coalesce(HistoryEntry.object_type, "") == asked.kind)
    if asked.number is not None:
        found = found.where(HistoryEntry.object_id == asked.number)
    if asked.verb:
        found = found.where(HistoryEntry.verb.in_([asked.verb, f"undo: {asked.verb}", f"redo: {asked.verb}"]))
    if asked.since is not None:
        found = found.where(HistoryEntry.at >= asked.since)
    if asked.until is not None:
        found = found.where(HistoryEntry.at < asked.until)
    return found.order_by(HistoryEntry.id.desc()).limit(limit)


def moment_of(ident: int) -> dt.datetime | None:
    at = sa.select(HistoryEntry.at).where(HistoryEntry.id >= ident).order_by(HistoryEntry.id).limit(1)
    return db.session.scalar(at)


def people() -> Sequence[User]:
    return db.session.scalars(sa.select(User).order_by(User.name)).all()


def verbs() -> list[str]:
    """The verbs of late, to offer while one is typed."""
    newest = sa.select(HistoryEntry.verb).order_by(HistoryEntry.id.desc()).limit(RECENT).subquery()
    found = db.session.scalars(sa.select(newest.c.verb).where(newest.c.verb.is_not(None)).distinct())
    return sorted({verb for verb in found if not verb.startswith(("undo: ", "redo: "))})


def csv_lines(asked: Asked) -> Iterator[bytes]:
    """The file, newest first, a chunk at a time: UTF-8 with a byte order mark, lines end with CR LF (RFC 4180)."""
    names = dict(db.session.execute(sa.select(User.id, User.name)).all())
    yield "\ufeff".encode() + csv_line(COLUMNS)
    before: int | None = None
    while True:
        page = look(asked, before, CHUNK, seconds=60.0)
        for entry in page.entries:
            yield csv_line(cells_of(entry, names))
        before = page.before
        db.session.rollback()  # a long read would keep the database from tidying its log
        if before is None:
            return


def cells_of(entry: HistoryEntry, names: Mapping[int, str]) -> list[str]:
    who = names.get(entry.actor_id, str(entry.actor_id)) if entry.actor_id is not None else "the desk"
    numbers: list[Any] = [entry.object_id, entry.object_version, entry.article_id, entry.undoes_id]
    number, version, article, back = ("" if each is None else str(each) for each in numbers)
    texts = [json.dumps(each, ensure_ascii=False) if each is not None else "" for each in (entry.before, entry.after)]
    return [
        str(entry.id), entry.at.isoformat(), who, entry.verb or "", entry.action, entry.object_type, number, version,
        article, back, *texts,
    ]  # fmt: skip


def csv_line(cells: Sequence[str]) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerow([cell(each) for each in cells])
    return file.getvalue().encode()
