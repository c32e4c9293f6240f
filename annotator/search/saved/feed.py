"""A saved search as an Atom 1.0 feed (RFC 4287): its newest hits, as its reader may see them now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Final

import sqlalchemy as sa
from lxml import etree

from ...accounts.models import User
from ...db import db, now
from ...text.characters import shown
from ..documents import MODELS
from ..engines.engine import Hit, Reader
from ..results import rows
from ..results.queries import ask_index
from .counting import days_since, entered, question_of
from .models import SavedSearch

SHOWN: Final = 50
LOOKED_AT: Final = 5_000  # hits of one stretch of days, of which the newest are shown
STRETCHES: Final = (2, 30, 400)  # days back, until there are enough
ATOM: Final = "http://www.w3.org/2005/Atom"
LONGEST: Final = 500  # characters of a hit's text


@dataclass(frozen=True, slots=True)
class Entry:
    """One hit; `uid` is its row's own, the same for ever."""

    row: rows.Row
    uid: str
    at: dt.datetime


def entries(search: SavedSearch, reader: Reader, *, by: User) -> list[Entry]:
    """The newest hits, the newest first, `SHOWN` at most."""
    found = newest(search, reader, by=by)
    loaded = rows.load([hit.key for hit in found], by=by, with_garbles=False)
    made = made_at(list(loaded))
    told = [Entry(row, *made[key]) for key, row in loaded.items() if key in made]
    return sorted(told, key=lambda entry: (entry.at, entry.row.key), reverse=True)[:SHOWN]


def newest(search: SavedSearch, reader: Reader, *, by: User) -> list[Hit]:
    """The hits that came last, somewhat more than are shown: rows of different types are not numbered together."""
    question, today = question_of(search.address, reader, by=by), now().date()
    asked = [entered(question, days_since(today - dt.timedelta(days=days), today)) for days in STRETCHES]
    hits: tuple[Hit, ...] = ()
    for each in (*asked, question):
        found, _ = ask_index(replace(each, limit=LOOKED_AT), reader, by)
        hits = found.hits
        if found.total >= SHOWN:
            break
    by_kind: dict[str, list[Hit]] = {}
    for hit in hits:
        by_kind.setdefault(hit.key.partition(":")[0], []).append(hit)
    return [hit for those in by_kind.values() for hit in sorted(those, key=number_of, reverse=True)[:SHOWN]]


def number_of(hit: Hit) -> int:
    return int(hit.key.partition(":")[2])


def made_at(keys: list[str]) -> dict[str, tuple[str, dt.datetime]]:
    """The uid and the moment of making of these documents' rows, by key."""
    wanted: dict[str, list[int]] = {}
    for key in keys:
        kind, _, ident = key.partition(":")
        wanted.setdefault(kind, []).append(int(ident))
    found = {}
    for kind, idents in wanted.items():
        model = MODELS[kind]
        # Comments have no uid: their number within the desk's feed is as lasting.
        uid = getattr(model, "uid", sa.cast(model.id, sa.Text))
        for ident, name, at in db.session.execute(
            sa.select(model.id, uid, model.created_at).where(model.id.in_(idents))
        ):
            found[f"{kind}:{ident}"] = (name, at)
    return found


def as_atom(search: SavedSearch, told: list[Entry], *, root: str, page: str) -> bytes:
    """The feed's bytes. `root` is the desk's address without a slash at its end, `page` that of the search on it.

    The feed's own address is not told in it: it is a secret, and readers show what they are told.
    """
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    add(feed, "id", f"urn:uuid:{search.uid}")
    add(feed, "title", f"{search.name} · Wirecheck")
    add(feed, "updated", moment(max((entry.at for entry in told), default=search.created_at)))
    add(add(feed, "author"), "name", "Wirecheck")
    add(feed, "link", rel="alternate", type="text/html", href=root + page)
    for entry in told:
        row, node = entry.row, add(feed, "entry")
        add(node, "id", f"urn:uuid:{entry.uid}" if len(entry.uid) == 36 else f"urn:uuid:{search.uid}#{row.key}")
        add(node, "title", f"{row.kind}: {row.title if row.kind == 'article' else row.text or row.title}"[:200])
        add(node, "updated", moment(entry.at))
        add(node, "published", moment(entry.at))
        add(node, "link", rel="alternate", type="text/html", href=root + row.href)
        add(node, "category", term=row.kind)
        add(node, "summary", summary(row), type="text")
    return bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8"))


def summary(row: rows.Row) -> str:
    text = row.text if len(row.text) <= LONGEST else f"{row.text[:LONGEST]}…"
    facts = [row.title if row.kind != "article" else "", row.state, row.verdict]
    if row.article is not None and row.article.feed:
        facts.append(row.article.feed)
    told = " · ".join(fact for fact in facts if fact)
    return f"{text}\n\n{told}" if told else text


def add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    """A child. Text from outside is text: lxml escapes it; what XML cannot hold is shown as U+FFFD."""
    child = etree.SubElement(parent, f"{{{ATOM}}}{name}", {key: xml_words(value) for key, value in attributes.items()})
    if text is not None:
        child.text = xml_words(text)
    return child


def xml_words(text: str) -> str:
    return shown(text).replace("\r\n", "\n")


def moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
