"""All garbles of the desk by what they are counted by, as whole numbers with one bit a garble (its id).

Counting 200,000 garbles of 20,000 articles under eight facets takes the database most of a second; a filter here is one
operation on two numbers. The rows are the truth: the board is read once and follows the journal, like the search index;
what a page shows is read from the database again, with the person's rights.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_
from sys import intern
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from ...accounts.models import User
from ...articles.models import Article, Version
from ...db import db, journal
from ...db.journal import Mark
from ...garbles import glossary
from ...garbles.glossary import Accepted, Entry
from ...garbles.models import Garble
from ...search.documents import seen_by
from ..following import Following
from ..touched import Changed, batches

# What a garble is counted by itself, and by its article. "" is a value, too: no rule, no feed, no date.
OWN: Final = ("category", "severity", "state", "detector")
OF_ARTICLE: Final = ("feed", "translator", "month")
FACETS: Final = (*OWN, *OF_ARTICLE)
Masks = dict[tuple[str, str], int]


class Facts(NamedTuple):
    """What garbles are counted by of their article. `month` is of its publication (UTC, 2021-02), `seen` who may see it
    (search.documents), `length` the code points of its current version."""

    feed: str
    translator: str
    month: str
    seen: str
    language: str
    source_language: str
    length: int


@dataclass(frozen=True, slots=True)
class Board:
    """One state of the desk. Masks by (facet, value), and by ("seen", who); the right readings that were confirmed, by
    garble; `collected` keeps what was made of them, for as long as nothing changes."""

    masks: Mapping[tuple[str, str], int]
    articles: Mapping[int, Facts]
    readings: Mapping[int, Accepted]
    mark: Mark
    collected: dict[frozenset[str] | None, list[Entry]] = field(default_factory=dict)

    def of(self, facet: str, value: str) -> int:
        """The garbles with this value."""
        return self.masks.get((facet, value), 0)

    def any_of(self, facet: str, values: Collection[str]) -> int:
        """The garbles with one of these values."""
        return reduce(or_, (self.of(facet, value) for value in values), 0)

    def values(self, facet: str) -> list[str]:
        """The values that some garble has, in order."""
        return sorted(value for name, value in self.masks if name == facet)

    def open_to(self, user: User | None) -> int:
        """The garbles of the articles that this person may see (articles.queries.visible, None: all)."""
        seen = seen_by(user)
        return self.any_of("seen", {value for name, value in self.masks if name == "seen"} if seen is None else seen)

    def glossary(self, user: User | None) -> list[Entry]:
        """The wrong forms with their right readings, of the articles that this person may see."""
        seen = seen_by(user)
        if seen not in self.collected:
            self.collected[seen] = glossary.collected(
                (reading, facts.source_language, facts.language, facts.feed)
                for reading in self.readings.values()
                if (facts := self.articles.get(reading.article)) is not None and (seen is None or facts.seen in seen)
            )
        return self.collected[seen]

    def articles_open_to(self, user: User | None) -> Iterator[Facts]:
        """What is known of each article that this person may see."""
        seen = seen_by(user)
        return (facts for facts in self.articles.values() if seen is None or facts.seen in seen)


def newest(mask: int, start: int, count: int) -> list[int]:
    """Ids from the newest on: `count` of them, after the first `start`. Time: one look at the mask's bytes."""
    found: list[int] = []
    if start >= mask.bit_count():
        return found
    data = mask.to_bytes((mask.bit_length() + 7) // 8, "little")
    passed = 0
    for at in range(len(data) - 1, -1, -1):
        byte = data[at]
        if not byte:
            continue
        if passed + byte.bit_count() <= start:
            passed += byte.bit_count()
            continue
        for bit in range(7, -1, -1):
            if byte >> bit & 1:
                passed += 1
                if passed > start:
                    found.append(at * 8 + bit)
                    if len(found) == count:
                        return found
    return found


# -- keeping it


def changed(kept: Board, seen: Changed, mark: Mark) -> Board:
    """The board after the garbles and articles among these were read again."""
    garbles, articles = seen["garble"], seen["article"]
    if not garbles and not articles:
        return replace(kept, mark=mark)
    facts = dict(kept.articles)
    for idents in batches(articles):
        for ident in idents:
            facts.pop(ident, None)
        facts.update(facts_of(Article.id.in_(idents)))
        garbles |= set(db.session.scalars(sa.select(Garble.id).where(Garble.article_id.in_(idents))))
    gone = ~sum_of_bits(garbles)
    masks: Masks = {key: mask & gone for key, mask in kept.masks.items()}
    readings = dict(kept.readings)
    for idents in batches(garbles):
        for ident in idents:
            readings.pop(ident, None)
        readings.update(readings_of(Garble.id.in_(idents)))
        for key, mask in masks_of(rows(Garble.id.in_(idents)), facts).items():
            masks[key] = masks.get(key, 0) | mask
    known = {key: mask for key, mask in masks.items() if mask}
    same = not articles and readings == kept.readings
    return Board(known, facts, readings, mark, kept.collected if same else {})


def read_all() -> Board:
    # The mark first: what is written meanwhile is read twice and not missed.
    mark = journal.newest()
    facts = facts_of(sa.true())
    return Board(masks_of(rows(sa.true()), facts), facts, readings_of(sa.true()), mark)


# As the database stands.
board: Final = Following(read_all, changed)


def rows(condition: sa.ColumnElement[bool]) -> Iterable[Any]:
    """(id, article, category, severity, state, detector) of the garbles of present texts: all in ix_garbles_counted."""
    columns = (Garble.id, Garble.article_id, *(getattr(Garble, name) for name in OWN))
    return db.session.execute(sa.select(*columns).where(condition, Garble.withdrawn.is_(False)))


def readings_of(condition: sa.ColumnElement[bool]) -> dict[int, Accepted]:
    """The right readings of confirmed garbles, by garble."""
    columns = Garble.quote, Garble.reading, Garble.category, Garble.entity_id, Garble.article_id, Garble.decided_at
    accepted = Garble.state.in_(("confirmed", "corrected")), Garble.reading.is_not(None)
    found = db.session.execute(sa.select(Garble.id, *columns).where(condition, *accepted))
    return {row.id: Accepted._make(row[1:]) for row in found}


def facts_of(condition: sa.ColumnElement[bool]) -> dict[int, Facts]:
    columns = (
        Article.id, Article.feed, Article.translator, Article.published_at, Article.visibility, Article.created_by_id,
        Article.language, Article.source_language, Version.length,
    )  # fmt: skip
    current = sa.and_(Version.article_id == Article.id, Version.number == Article.current_number)
    found = db.session.execute(sa.select(*columns).join(Version, current, isouter=True).where(condition))
    return {
        # Each word once, not once an article: 6 MB of 20,000.
        ident: Facts(
            intern(feed or ""),
            intern(translator or ""),
            intern(f"{published:%Y-%m}" if published else ""),
            intern(f"draft-{maker}" if visibility == "draft" else visibility),
            intern(language),
            intern(source_language or ""),
            length or 0,
        )
        for ident, feed, translator, published, visibility, maker, language, source_language, length in found
    }


def masks_of(found: Iterable[Any], facts: Mapping[int, Facts]) -> Masks:
    """The masks of these rows: gathered by all that they have in common first, so that each row is touched twice."""
    own: dict[tuple[str, ...], list[int]] = defaultdict(list)
    of_article: dict[Facts, list[int]] = defaultdict(list)
    for ident, article, category, severity, state, detector in found:
        known = facts.get(article)
        if known is None:
            continue  # added after the articles were read: it comes again with the journal
        own[category, severity, state, detector or ""].append(ident)
        of_article[known._replace(length=0)].append(ident)
    masks: Masks = defaultdict(int)
    for values, idents in own.items():
        mask = sum_of_bits(idents)
        for facet, value in zip(OWN, values, strict=True):
            masks[facet, value] |= mask
    for known, idents in of_article.items():
        mask = sum_of_bits(idents)
        for facet in (*OF_ARTICLE, "seen"):
            masks[facet, getattr(known, facet)] |= mask
    return dict(masks)


def sum_of_bits(idents: Collection[int]) -> int:
    """The number with these bits."""
    if not idents:
        return 0
    data = bytearray(max(idents) // 8 + 1)
    for ident in idents:
        data[ident >> 3] |= 1 << (ident & 7)
    return int.from_bytes(data, "little")
