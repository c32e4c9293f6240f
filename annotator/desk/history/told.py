"""History rows as people read them: steps, the things in them, and what became of each column."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from ...accounts.models import Role, User
from ...articles.models import Article, Version
from ...claims.models import Claim
from ...corrections.models import Correction
from ...db import db
from ...db.tracking import HistoryEntry
from ...garbles.models import Garble
from ...gazetteer.models import Alias, Entity
from ...reviews.models import Comment
from ...search.saved.models import SavedSearch
from ...sightings.models import Matter
from ...sources.models import Source
from ...tags.models import Tag
from ...text.difference import Run, within
from . import words
from .steps import Net, Step, grouped, net, plain_verb
from .veil import veiled_rows

# A long article's zone may withdraw thousands of claims: so many things of a step are shown.
MOST_THINGS: Final = 60
JUDGEMENT: Final = frozenset({"verdict", "confidence", "fault", "disputed"})
# How the rows of other tables are called: the model and the column with the words.
NAMED: Final[dict[str, tuple[Any, Any]]] = {
    "users": (User, User.name), "entities": (Entity, Entity.name), "sources": (Source, Source.title),
    "aliases": (Alias, Alias.name), "claims": (Claim, Claim.wording), "garbles": (Garble, Garble.quote),
    "corrections": (Correction, Correction.quote), "comments": (Comment, Comment.text), "roles": (Role, Role.name),
    "tags": (Tag, Tag.name), "saved_searches": (SavedSearch, SavedSearch.name),
    "matters": (Matter, Matter.title),
}  # fmt: skip


@dataclass(frozen=True)
class Field:
    """What became of one column: in words, as moments, or for a text word by word."""

    name: str
    before: str = ""
    after: str = ""
    pieces: Sequence[Run] = ()
    moments: tuple[dt.datetime | None, dt.datetime | None] | None = None


@dataclass(frozen=True)
class Thing:
    """One row of a step. `address` is (kind, number) where its own history is."""

    what: str
    quote: str
    done: str
    fields: Sequence[Field]
    address: tuple[str, int] | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Told:
    """A step in words. `more`: how many of its things are not shown."""

    id: int
    at: dt.datetime
    who: str
    verb: str  # without "undo: "
    back: str  # "undo", "redo" or nothing
    things: Sequence[Thing]
    more: int = 0
    article_id: int | None = None

    @property
    def is_short(self) -> bool:
        return sum(max(1, len(thing.fields)) for thing in self.things) <= 6


@dataclass
class Names:
    """What the rows that a page speaks of are called, by table and number; claims by their numbers on the page too."""

    by_table: Mapping[str, Mapping[int, str]]
    numbers: Mapping[int, int] = field(default_factory=dict)
    texts: Mapping[int, str] = field(default_factory=dict)

    def of(self, table: str, ident: Any) -> str:
        if ident is None:
            return ""
        if table == "claims" and ident in self.numbers:
            return f"claim {self.numbers[ident]}"
        found = self.by_table.get(table, {}).get(ident)
        return words.short(found) if found else f"{words.thing(table)} {ident}, which is gone"


def told(
    entries: Sequence[HistoryEntry], *, by: User, numbers: Mapping[int, int] | None = None, veil: bool = True
) -> list[Told]:
    """Entries, newest first, as steps. A statement for each kind of thing that they name, whatever their number.

    What others found of claims that this person judges blind is left out (veil.py), but in the audit log.
    """
    hidden = veiled_rows(entries, by=by) if veil else set()
    names = names_of(entries, numbers or {})
    return [told_step(step, names, hidden) for step in grouped(entries)]


def told_step(step: Step, names: Names, hidden: set[tuple[str, int]]) -> Told:
    first = step.entries[0]
    verb = first.verb or words.thing(first.object_type)
    rows = net(step.entries)
    things = [told_row(row, names, (row.table, row.ident) in hidden) for row in rows[:MOST_THINGS]]
    return Told(
        id=step.id,
        at=first.at,
        who=names.of("users", first.actor_id) or "the desk",
        verb=plain_verb(verb),
        back=next((way for way in ("undo", "redo") if verb.startswith(f"{way}: ")), ""),
        things=sorted((thing for thing in things if thing is not None), key=lambda thing: thing.address is None),
        more=max(0, len(rows) - MOST_THINGS),
        article_id=next((entry.article_id for entry in step.entries if entry.article_id is not None), None),
    )


def told_row(row: Net, names: Names, is_hidden: bool) -> Thing | None:
    """What a step did to one row; None where it is nothing that people would read."""
    done = "made" if row.was is None else "taken away" if row.became is None else "changed"
    before, after = dict(row.was or {}), dict(row.became or {})
    keys = [key for key in {**before, **after} if key not in words.UNSAID]
    if is_hidden:
        keys = [] if row.table != "claims" else [key for key in keys if key not in JUDGEMENT]
    if done != "changed":
        keys = [key for key in keys if key not in words.USUAL]
    if {"start", "end", "quote"} & set(keys):
        before, after = placed(before, row.known, names), placed(after, row.known, names)
        keys = ["quote", *(key for key in keys if key not in ("start", "end", "quote"))]
    fields = [found for key in keys if (found := told_field(key, before.get(key), after.get(key), names)) is not None]
    if not fields and not is_hidden and done == "changed":
        return None
    what, quote = called(row, names)
    if fields and fields[0].name == "words" and quote == (fields[0].after or fields[0].before):
        quote = ""
    kind = ADDRESSES.get(row.table)
    return Thing(what, quote, done, fields, (kind, row.ident) if kind else None, is_hidden)


def placed(values: dict[str, Any], known: Mapping[str, Any], names: Names) -> dict[str, Any]:
    """A span with its words: zones are kept without."""
    if not values:
        return values
    all_of_it = dict(known) | values
    text = names.texts.get(all_of_it.get("version_id") or 0, "")
    quote = values.get("quote") or text[all_of_it.get("start", 0) : all_of_it.get("end", 0)]
    return values | {"quote": quote or known.get("quote") or f"{all_of_it.get('start')}–{all_of_it.get('end')}"}


def told_field(key: str, before: Any, after: Any, names: Names) -> Field | None:
    name = words.column(key)
    if key in words.REFERENCES:
        table = words.REFERENCES[key]
        old, new = names.of(table, before), names.of(table, after)
    elif key in words.MOMENTS:
        moments = tuple(dt.datetime.fromisoformat(each) if each else None for each in (before, after))
        return Field(name, moments=(moments[0], moments[1])) if any(moments) else None
    elif key in words.TEXTS and isinstance(before or after, str) and before != after:
        return Field(name, pieces=within(before or "", after or "")) if before or after else None
    else:
        old, new = words.value(key, before), words.value(key, after)
    return Field(name, old, new) if old or new else None


def called(row: Net, names: Names) -> tuple[str, str]:
    """What a row is called, and its words: ("claim 4", "Two died")."""
    kind = words.thing(row.table)
    if row.table == "claims":
        number = names.numbers.get(row.ident)
        known = names.by_table.get("claims", {}).get(row.ident) or str(row.known.get("wording") or "")
        return f"claim {number}" if number else "claim", words.short(known)
    claim = row.known.get("claim_id")
    if claim is not None and claim not in names.numbers:
        return f"{kind} of a claim", names.of("claims", claim)
    of = f" of {names.of('claims', claim)}" if claim is not None else ""
    named = names.by_table.get(row.table, {}).get(row.ident)
    return f"{kind}{of}", words.short(named or "") if row.table not in {"comments", "users"} else ""


ADDRESSES: Final = {"claims": "claim", "garbles": "garble", "corrections": "correction", "sources": "source"}


def names_of(entries: Iterable[HistoryEntry], numbers: Mapping[int, int]) -> Names:
    wanted: dict[str, set[int]] = defaultdict(set)
    versions: set[int] = set()
    for entry in entries:
        if entry.actor_id is not None:
            wanted["users"].add(entry.actor_id)
        if entry.object_type in NAMED:
            wanted[entry.object_type].add(entry.object_id)
        for values in (entry.before, entry.after):
            for key, value in (values or {}).items():
                if key in words.REFERENCES and isinstance(value, int):
                    wanted[words.REFERENCES[key]].add(value)
            if entry.object_type == "zones" and values and "version_id" in values:
                versions.add(values["version_id"])  # a zone is kept without its words
    return Names(
        {table: named(*NAMED[table], idents) for table, idents in wanted.items() if table in NAMED},
        numbers,
        named(Version, Version.text, versions) if versions else {},
    )


def named(model: Any, column: Any, idents: set[int]) -> dict[int, str]:
    rows = db.session.execute(sa.select(model.id, column).where(model.id.in_(idents)))
    return {row[0]: row[1] for row in rows}


def titles_of(steps: Iterable[Told]) -> dict[int, str]:
    """The titles of the steps' articles, by number."""
    return named(Article, Article.title, {step.article_id for step in steps if step.article_id is not None})
