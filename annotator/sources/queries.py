"""Reading sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, aliased, contains_eager, joinedload

from ..db import db
from ..errors import NotFound
from .models import Source

Text = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]

PAGE = 50
OFFERED = 10
SHOWN = 60
LONGEST_WORDS = 200  # of what is typed to find a source by; a title may be longer


def load_source(source_id: int) -> Source:
    """One source. Raises NotFound."""
    source = db.session.get(Source, source_id)
    if source is None:
        raise NotFound("There is no such source.")
    return source


def listed(words: str, page: int) -> Sequence[Source]:
    """One page of the sources whose title, publisher or origin has these words."""
    origin = aliased(Source)
    found = (
        sa.select(Source)
        .outerjoin(Source.origin.of_type(origin))
        .options(contains_eager(Source.origin.of_type(origin)))
    )
    found = found.order_by(sa.func.lower(Source.title), Source.id)
    for word in words.split():
        found = found.where(has(word, Source.title, Source.publisher, origin.title))
    return db.session.scalars(found.offset((page - 1) * PAGE).limit(PAGE)).all()


def has(word: str, *columns: Text) -> sa.ColumnElement[bool]:
    """Whether one of the columns has this word, in capitals or not.

    SQLite folds ASCII only: of a word with other letters its usual spellings are looked for.
    """
    spellings = dict.fromkeys((word, word.lower(), word.capitalize(), word.upper()) if not word.isascii() else (word,))
    return sa.or_(*(column.icontains(each, autoescape=True) for column in columns for each in spellings))


def best(words: str, *, but: int | None = None) -> Sequence[Source]:
    """At most ten sources to offer while one is typed: those with all the words in title or publisher, or at this very
    address. First what is titled exactly so, then titles that begin so, titles with each word at the beginning of one
    of theirs, all in the title; within each, short titles first. `but` is left out: a source is not its own origin.
    """
    typed = " ".join(words.split())[:LONGEST_WORDS]
    if not typed:
        return []
    parts = typed.split()
    rank = sa.case(
        (sa.func.lower(Source.title) == sa.func.lower(typed), 0),
        (Source.title.istartswith(typed, autoescape=True), 1),
        (sa.and_(*(begins(part) for part in parts)), 2),
        (sa.and_(*(has(part, Source.title) for part in parts)), 3),
        else_=4,
    )
    everywhere = sa.and_(*(has(part, Source.title, Source.publisher) for part in parts))
    found = sa.select(Source).options(joinedload(Source.origin))
    found = found.where(sa.or_(everywhere, Source.url == typed) if "://" in typed else everywhere)
    if but is not None:
        found = found.where(Source.id != but)
    found = found.order_by(rank, sa.func.length(Source.title), sa.func.lower(Source.title), Source.id)
    return db.session.scalars(found.limit(OFFERED)).all()


def begins(word: str) -> sa.ColumnElement[bool]:
    """Whether a word of the title begins so."""
    inside = f" {word}"
    return sa.or_(Source.title.istartswith(word, autoescape=True), has(inside, Source.title))


@dataclass(frozen=True)
class Ancestry:
    """Sources with all that they pass on, however long the chain."""

    origins: dict[int, int | None]
    titles: dict[int, str]

    def chain(self, source_id: int) -> Iterator[tuple[int, str]]:
        """Whose word a source passes on, whose word that is, and so on: ids and titles, without the source itself."""
        seen = {source_id}
        at = self.origins.get(source_id)
        while at is not None and at not in seen:
            seen.add(at)
            yield at, self.titles[at]
            at = self.origins.get(at)


def ancestry(source_ids: Iterable[int]) -> Ancestry:
    """Those sources and every origin above them, in one statement. UNION, not UNION ALL: a circle ends."""
    columns = (Source.id, Source.origin_id, Source.title)
    above = sa.select(*columns).where(Source.id.in_(set(source_ids))).cte("above", recursive=True)
    above = above.union(sa.select(*columns).join(above, Source.id == above.c.origin_id))
    rows = db.session.execute(sa.select(above.c.id, above.c.origin_id, above.c.title)).all()
    return Ancestry({row.id: row.origin_id for row in rows}, {row.id: row.title for row in rows})


@dataclass(frozen=True)
class PassingOn:
    """The sources that name one as their origin: the first by title, and how many there are."""

    sources: Sequence[Source]
    number: int


def passing_on(source: Source) -> PassingOn:
    """The sources that pass this one's word on."""
    those = sa.select(Source).where(Source.origin_id == source.id)
    first = those.order_by(sa.func.lower(Source.title), Source.id).limit(SHOWN)
    number = db.session.scalar(sa.select(sa.func.count()).select_from(those.subquery())) or 0
    return PassingOn(db.session.scalars(first).all(), number)
