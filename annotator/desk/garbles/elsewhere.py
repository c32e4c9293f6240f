"""Where else the words of a confirmed garble stand: found through the search index, then looked at in each text.

Left out: what a garble stands at already, unless it is a suspected one of the same words; words inside a longer name
that the gazetteer knows ("Hussein" in "Saddam Hussein"); texts that the person may not see.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from ...accounts.models import User
from ...articles.anchors import CONTEXT
from ...articles.models import Article
from ...articles.queries import visible
from ...db import db
from ...garbles.guard import guard
from ...garbles.models import Garble
from ...garbles.places import holds, recurs, same_words
from ...gazetteer.lookup import Gazetteer
from ...search.asking.expression import Node, Phrase, Word
from ...search.documents import viewer
from ...search.engines.engine import Filters, Question, Reader
from ...search.folding import key
from ...search.results.queries import ask_index
from ...text.spans import Span

MOST_PLACES: Final = 100  # on one page
MOST_ARTICLES: Final = 2_000  # looked through for them
BATCH: Final = 50
_APOSTROPHES: Final = "['’ʼ‘`]"


@dataclass(frozen=True, slots=True)
class Place:
    """One other occurrence. `garble`: the suspected garble that stands there. `other`: its words are not the same, its
    first suggestion is. `warning`: why its words are taken for a garble in its article only."""

    article: Article
    version_id: int
    span: Span
    before: str
    words: str
    after: str
    garble: Garble | None = None
    other: bool = False
    warning: str = ""

    @property
    def value(self) -> str:
        """What names it when it is decided (garbles.places)."""
        if self.garble is not None:
            return f"g.{self.garble.id}.{self.garble.row_version}"
        return f"t.{self.version_id}.{self.span.start}.{self.span.end}"


@dataclass(slots=True)
class Elsewhere:
    """The places by article, that of the garble first, then the newest. `more`: not all articles were looked at."""

    groups: list[tuple[Article, list[Place]]] = field(default_factory=list)
    more: bool = False
    catching_up: str = ""

    @property
    def total(self) -> int:
        return sum(len(places) for _, places in self.groups)

    @property
    def places(self) -> Iterator[Place]:
        return (place for _, places in self.groups for place in places)


def elsewhere(
    garble: Garble, reader: Reader, gazetteer: Gazetteer, *, by: User, most: int = MOST_PLACES, others: bool = True
) -> Elsewhere:
    """Where else this confirmed garble's words stand, in its scope, that this person may see: at most about `most`
    places. With `others`, also the suspected garbles of other words that have the same first suggestion."""
    found = Elsewhere()
    if not recurs(garble):
        return found
    pattern = occurrence(garble.quote)
    idents = articles_with(garble, reader, found, by=by)
    by_article: dict[int, list[Place]] = defaultdict(list)
    number = 0
    for start in range(0, len(idents), BATCH):
        if number >= most:
            found.more = True
            break
        for place in places_in(idents[start : start + BATCH], garble, pattern, gazetteer, by=by):
            by_article[place.article.id].append(place)
            number += 1
    if others:
        for place in of_same_suggestion(garble, reader, gazetteer, by=by):
            by_article[place.article.id].append(place)
    found.groups = grouped(by_article, garble)
    return found


def grouped(by_article: dict[int, list[Place]], garble: Garble) -> list[tuple[Article, list[Place]]]:
    groups = [(places[0].article, sorted(places, key=lambda place: place.span)) for places in by_article.values()]
    # Stable sorts, the weightiest last: the garble's own article, then the newest, then as they were brought in.
    groups.sort(key=lambda group: group[0].id, reverse=True)
    groups.sort(key=lambda group: group[0].published_at or group[0].created_at, reverse=True)
    groups.sort(key=lambda group: group[0].id != garble.article_id)
    return groups


def occurrence(words: str) -> re.Pattern[str]:
    """Finds these words where they stand alone: line breaks and kinds of apostrophe aside, in this case or in capitals.

    Not inside a word or behind a hyphen ("Sabi" in "al-Sabi" is another name). Linear in the text.
    """
    parts = [re.sub(_APOSTROPHES, lambda _: _APOSTROPHES, re.escape(word)) for word in words.split()]
    capitals = [re.sub(_APOSTROPHES, lambda _: _APOSTROPHES, re.escape(word.upper())) for word in words.split()]
    either = "|".join(dict.fromkeys([r"\s+".join(parts), r"\s+".join(capitals)]))
    return re.compile(rf"(?<![\w'’-])(?:{either})(?![\w-])")


def articles_with(garble: Garble, reader: Reader, found: Elsewhere, *, by: User) -> list[int]:
    """Ids of the articles in which these words may stand, by the index: the garble's own first."""
    scope, within = holds(garble)
    if scope == "article":
        return [garble.article_id]
    feeds = frozenset({key(within)}) if scope == "feed" else frozenset()
    words = " ".join(garble.quote.split())
    if not key(words):
        return [garble.article_id]
    idents, found.catching_up = hits(
        Phrase(words), Filters({"kind": frozenset({"article"}), "feed": feeds}), reader, MOST_ARTICLES, by=by
    )
    return list(dict.fromkeys([garble.article_id, *idents]))


def hits(expression: Node, filters: Filters, reader: Reader, most: int, *, by: User) -> tuple[list[int], str]:
    """Ids of what the index finds, and why that may not be all, in words."""
    question = Question(expression, viewer(by), filters=filters, limit=most)
    answer, catching_up = ask_index(question, reader, by)
    return [int(hit.key.partition(":")[2]) for hit in answer.hits], catching_up


def places_in(
    idents: Sequence[int], garble: Garble, pattern: re.Pattern[str], gazetteer: Gazetteer, *, by: User
) -> Iterator[Place]:
    """The places in these articles' current texts that nobody judged."""
    scope, within = holds(garble)
    wanted = sa.select(Article).where(Article.id.in_(idents), visible(by)).options(joinedload(Article.current))
    if scope == "feed":  # the index compares feeds folded
        wanted = wanted.where(Article.feed == within)
    rows = {article.id: article for article in db.session.scalars(wanted)}
    articles = [rows[ident] for ident in idents if ident in rows and rows[ident].current is not None]
    there = garbles_in([article.current.id for article in articles])
    for article in articles:
        text = article.current.text
        spans = [Span(match.start(), match.end()) for match in pattern.finditer(text)]
        if not spans:
            continue
        longer = [span for span, _ in gazetteer.mentions(text)]
        for span in spans:
            if any(known.start <= span.start and span.end <= known.end and known != span for known in longer):
                continue
            standing = [row for row in there[article.current.id] if row.span.overlaps(span)]
            if not standing:
                yield at(article, span)
            elif [row.state for row in standing] == ["suspected"] and same_words(standing[0].quote, garble.quote):
                yield at(article, standing[0].span, standing[0])


def garbles_in(versions: Iterable[int]) -> dict[int, list[Garble]]:
    found: dict[int, list[Garble]] = defaultdict(list)
    for row in db.session.scalars(sa.select(Garble).where(Garble.version_id.in_(list(versions)))):
        found[row.version_id].append(row)
    return found


def at(article: Article, span: Span, garble: Garble | None = None) -> Place:
    text = article.current.text
    before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
    return Place(article, article.current.id, span, before, span.of(text), after, garble)


def of_same_suggestion(garble: Garble, reader: Reader, gazetteer: Gazetteer, *, by: User) -> Iterator[Place]:
    """Suspected garbles of other words whose first suggestion is this garble's reading, in its scope."""
    if not garble.reading or not key(garble.reading):
        return
    filters = Filters({"kind": frozenset({"garble"}), "state": frozenset({"suspected"})})
    idents, _ = hits(Word(garble.reading), filters, reader, MOST_PLACES, by=by)
    scope, within = holds(garble)
    wanted = (
        sa.select(Garble)
        .join(Garble.article)
        .where(
            Garble.id.in_(idents), Garble.state == "suspected", ~Garble.withdrawn, Garble.id != garble.id, visible(by)
        )
        .options(contains_eager(Garble.article))
        .order_by(Garble.id.desc())
    )
    if scope == "article":
        wanted = wanted.where(Garble.article_id == garble.article_id)
    elif scope == "feed":
        wanted = wanted.where(Article.feed == within)
    entity = garble.entity.key if garble.entity else None
    for row in db.session.scalars(wanted):
        first = row.suggestions[0] if row.suggestions else {}
        same = (entity is not None and first.get("entity") == entity) or first.get("name") == garble.reading
        if same and not same_words(row.quote, garble.quote):
            warning = guard(row.quote, gazetteer, entity).warning
            yield Place(
                row.article, row.version_id, row.span, row.prefix, row.quote, row.suffix, row, other=True,
                warning=warning,
            )  # fmt: skip
