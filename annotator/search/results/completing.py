"""What a query may go on with: fields, their values, names, words of the corpus; nothing that a person may not find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import load_only

from ...accounts.models import User
from ...articles.models import Article, Collection
from ...articles.queries import visible
from ...db import db
from ...gazetteer.directory import Directory
from ...gazetteer.models import Entity
from ...gazetteer.queries import directory, names
from ..asking.completion import Standing, quoted, standing
from ..asking.fields import FIELDS
from ..documents import viewer
from ..engines.engine import IndexUnavailable, Reader
from ..folding import key, words
from .facets import labels

MOST: Final = 10
FIELDS_SHOWN, NAMES_SHOWN, WORDS_SHOWN = 3, 4, 5
LOOKED_AT: Final = 40  # names, for those that begin with what was typed
SHORTEST_NAME: Final = 3  # letters: two begin a tenth of all names
SHORTEST_WORD: Final = 2
# Values that are names of the gazetteer, folded: shown as it has them.
_NAMED: Final = frozenset({"place", "said", "garble", "correction"})


@dataclass(frozen=True, slots=True)
class Completion:
    """`insert` takes the place of the text from `start` to `end` (code points). `kind`: field, value, name or word;
    `about` says more in words; `count`: how many hits this person can find with it, where it was counted."""

    start: int
    end: int
    insert: str
    label: str
    kind: str
    about: str = ""
    count: int | None = None


def complete(text: str, at: int, reader: Reader, *, by: User | None) -> list[Completion]:
    """What the word at a place of a query may become, the likeliest first. Three statements at most."""
    place = standing(text, at)
    if place is None:
        return []
    try:
        found = _values(place, reader, by) if place.field else _bare(text, place, reader, by)
        return list(islice(found, MOST))
    except IndexUnavailable:  # the query works without
        return []


def _bare(text: str, place: Standing, reader: Reader, by: User | None) -> Iterator[Completion]:
    typed = place.typed.lower()
    fields = [name for name in FIELDS if name.startswith(typed)]
    for name in fields[:FIELDS_SHOWN]:
        yield Completion(place.start, place.end, f"{name}:", f"{name}:", "field", FIELDS[name].meaning)
    yield from islice(_names(text, place), NAMES_SHOWN)
    folded = words(place.typed)
    if len(folded) == 1 and len(folded[0]) >= SHORTEST_WORD:
        found = reader.vocabulary(folded[0], viewer(by), WORDS_SHOWN + 1)
        for word, count in [each for each in found if each[0] != folded[0]][:WORDS_SHOWN]:
            yield Completion(place.start, place.end, f"{word} ", word, "word", count=count)


def _names(text: str, place: Standing) -> Iterator[Completion]:
    """Names that have the words before the cursor, as many of them as one name has."""
    known = directory()
    for start in (*place.before, place.start):
        found = _entities(known, text[start : place.start] + place.typed, NAMES_SHOWN)
        for row in found:
            yield Completion(start, place.end, f"entity:{quoted(row.name)} ", row.name, "name", row.kind)
        if found:
            return


def _values(place: Standing, reader: Reader, by: User | None) -> Iterator[Completion]:
    shape = FIELDS[place.field].shape
    find = _BY_NAME.get(place.field) or _BY_SHAPE.get(shape)
    for value, label, count in find(place, reader, by) if find else ():
        yield Completion(place.start, place.end, f"{quoted(value)} ", label, "value", count=count)


Found = Iterator[tuple[str, str, int | None]]  # value, label, count


def _closed(place: Standing, _reader: Reader, _by: User | None) -> Found:
    asked = key(place.typed)
    known = FIELDS[place.field].values
    return ((word, word, None) for word in known if f" {key(word)}".find(f" {asked}") >= 0)


def _of_index(place: Standing, reader: Reader, by: User | None) -> Found:
    found = reader.values(place.field, key(place.typed), viewer(by), MOST)
    label = labels(place.field, [value for value, _ in found])
    known = names().gazetteer if place.field in _NAMED else None
    for value, count in found:
        name = label(value)
        if known is not None:
            name = next((record.name for record in known.exact(value) if key(record.name) == value), name)
        yield name, name, count


def _months(place: Standing, reader: Reader, by: User | None) -> Found:
    if place.typed and not place.typed[0].isdigit():
        return
    found = reader.values("month", place.typed.rpartition("..")[2], viewer(by), MOST)
    before = place.typed[: len(place.typed) - len(place.typed.rpartition("..")[2])]
    label = labels("month", [])
    for month, count in sorted(found, reverse=True):
        yield before + month, f"{before}{month}, {label(month)}", count


def _words(place: Standing, reader: Reader, by: User | None) -> Found:
    folded = words(place.typed)
    if len(folded) == 1:
        yield from ((word, word, count) for word, count in reader.vocabulary(folded[0], viewer(by), MOST))


def _people(place: Standing, _reader: Reader, _by: User | None) -> Found:
    asked = key(place.typed)
    people = db.session.scalars(sa.select(User.name).where(User.active).order_by(User.name))
    return ((name, name, None) for name in ["me", *people] if f" {key(name)}".find(f" {asked}") >= 0)


def _collections(place: Standing, _reader: Reader, by: User | None) -> Found:
    asked = key(place.typed)
    seen = sa.true() if by is None else Collection.articles.any(visible(by))
    rows = db.session.scalars(sa.select(Collection.name).where(seen).order_by(Collection.name))
    return ((name, name, None) for name in rows if f" {key(name)}".find(f" {asked}") >= 0)


def _entity(place: Standing, _reader: Reader, _by: User | None) -> Found:
    return ((row.name, row.name, None) for row in _entities(directory(), place.typed, MOST))


def _entities(known: Directory, asked: str, most: int) -> list[Entity]:
    """The entities with these words in their names: those whose right name begins with them first."""
    if len(key(asked)) < SHORTEST_NAME or not (idents := known.find(asked, most=LOOKED_AT)):
        return []
    only = load_only(Entity.id, Entity.name, Entity.kind)
    rows = db.session.scalars(sa.select(Entity).where(Entity.id.in_(idents)).options(only)).all()
    begins = key(asked).removeprefix("al ")
    places = {ident: at for at, ident in enumerate(idents)}
    ordered = sorted(rows, key=lambda row: (not key(row.name).removeprefix("al ").startswith(begins), places[row.id]))
    return ordered[:most]


def _articles(place: Standing, _reader: Reader, by: User | None) -> Found:
    asked = place.typed.strip()
    newest = sa.select(Article.id, Article.title).where(visible(by)).order_by(Article.id.desc()).limit(MOST)
    if asked.isdigit() and len(asked) < 18:
        newest = newest.where(Article.id == int(asked))
    rows = db.session.execute(newest) if not asked or asked.isdigit() else ()
    return ((str(row.id), f"{row.id}, {row.title}", None) for row in rows)


Find = Callable[[Standing, Reader, User | None], Found]
_BY_SHAPE: Final[dict[str, Find]] = {
    "closed": _closed, "exact": _of_index, "within": _of_index, "date": _months, "words": _words,
}  # fmt: skip
_BY_NAME: Final[dict[str, Find]] = {
    "collection": _collections, "reviewer": _people, "assigned": _people, "entity": _entity, "article": _articles,
    "exact": lambda place, _reader, _by: iter([("on", "on", None)] if "on".startswith(place.typed) else []),
}  # fmt: skip
