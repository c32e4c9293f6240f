"""Searching the database itself, with LIKE, while the index cannot be read: plainer, slower, and never wrong.

No scores, no fuzziness; the newest first. It keeps the query's logic, the filters and the person's rights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any, Final

import sqlalchemy as sa

from ...accounts.models import User
from ...articles.models import Article, Collection, Version
from ...articles.queries import visible
from ...claims.models import Claim, ClaimAnchor, Evidence
from ...corrections.models import Correction
from ...db import db
from ...garbles.models import Garble
from ...reviews.models import Assessment, Comment
from ...sources.models import Source
from ..asking.expression import AllOf, AnyOf, Field, Named, Node, Not, Phrase, Spelling
from ..folding import key
from .engine import Filters, Found, Hit, Question

Condition = sa.ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where one object type is found: its columns of text and its properties. `behind` are those of the right names
    behind what stands there."""

    name: str
    kind: str
    ident: Any
    texts: tuple[Any, ...]
    state: Any = None
    verdict: Any = None
    on_article: bool = True
    behind: tuple[Any, ...] = ()

    def select(self) -> sa.Select[Any]:
        statement = sa.select(sa.literal(self.name).label("type"), self.ident.label("ident"))
        join = _JOINS.get(self.name)
        return join(statement) if join else statement


_QUOTES = sa.select(sa.func.min(ClaimAnchor.quote)).where(ClaimAnchor.claim_id == Claim.id).scalar_subquery()
_PASSAGES = sa.select(sa.func.min(Evidence.passage)).where(Evidence.claim_id == Claim.id).scalar_subquery()
_JOINS: Final[dict[str, Any]] = {
    "article": lambda select: select.join(
        Version, sa.and_(Version.article_id == Article.id, Version.number == Article.current_number)
    ),
    "claim": lambda select: select.join(Article, Claim.article_id == Article.id),
    "garble": lambda select: select.join(Article, Garble.article_id == Article.id),
    "correction": lambda select: select.join(Article, Correction.article_id == Article.id),
    "comment": lambda select: select.join(Article, Comment.article_id == Article.id),
    "assessment": lambda select: select.join(Claim, Assessment.claim_id == Claim.id).join(
        Article, Claim.article_id == Article.id
    ),
}
SHELVES: Final = (
    Shelf("article", "article", Article.id, (Article.title, Version.text, Article.outlet, Article.byline)),
    Shelf("claim", "claim", Claim.id, (Claim.wording, _QUOTES, _PASSAGES), Claim.state, Claim.verdict),
    Shelf(
        "garble",
        "garble",
        Garble.id,
        (Garble.quote,),
        Garble.state,
        behind=(Garble.reading, sa.cast(Garble.suggestions, sa.Text)),
    ),
    Shelf("correction", "correction", Correction.id, (Correction.quote, Correction.replacement), Correction.state),
    Shelf("comment", "note", Comment.id, (Comment.text,)),
    Shelf("assessment", "note", Assessment.id, (Assessment.note,), verdict=Assessment.verdict),
    Shelf("source", "source", Source.id, (Source.title, Source.note, Source.publisher, Source.url), on_article=False),
)


def find(question: Question, *, by: User | None) -> Found:
    """As an engine would, without scores."""
    kinds: dict[str, int] = {}
    selects: list[sa.Select[Any]] = []
    wanted = question.filters.kinds
    feeds = _feeds() if uses_feeds(question) else {}
    for shelf in SHELVES:
        where = [Conditions(shelf, feeds, exact=question.exact).all(question)]
        if shelf.on_article:
            where.append(visible(by))
        if shelf.name == "assessment":
            where.append(Assessment.note != "")
        select = shelf.select().where(*where)
        number = db.session.scalar(sa.select(sa.func.count()).select_from(select.subquery())) or 0
        if number:
            kinds[shelf.kind] = kinds.get(shelf.kind, 0) + number
            if not wanted or shelf.kind in wanted:
                selects.append(select)
    total = sum(number for kind, number in kinds.items() if not wanted or kind in wanted)
    return Found(_page(selects, question), total, kinds)


def _page(selects: Sequence[sa.Select[Any]], question: Question) -> tuple[Hit, ...]:
    if not selects:
        return ()
    rows = sa.union_all(*selects).subquery()
    statement = sa.select(rows).order_by(rows.c.type, rows.c.ident.desc())
    found = db.session.execute(statement.offset(question.offset).limit(question.limit))
    return tuple(Hit(f"{row.type}:{row.ident}", 0.0) for row in found)


def uses_feeds(question: Question) -> bool:
    return bool(question.filters.feeds) or "feed" in repr(question.expression) or "outlet" in repr(question.expression)


def _feeds() -> dict[str, list[str]]:
    """Feeds and outlets as they are written, by their folded form."""
    found: dict[str, list[str]] = {}
    for column in (Article.feed, Article.outlet):
        for name in db.session.scalars(sa.select(column).distinct()):
            found.setdefault(key(name or ""), []).append(name or "")
    return found


class Conditions:
    """A question as conditions on one shelf's rows."""

    def __init__(self, shelf: Shelf, written: dict[str, list[str]], *, exact: bool = False) -> None:
        self.shelf = shelf
        self.written = written
        self.texts = shelf.texts if exact else shelf.texts + shelf.behind

    def all(self, question: Question) -> Condition:
        condition = self.filters(question.filters)
        return condition if question.expression is None else and_(condition, self.of(question.expression))

    def filters(self, filters: Filters) -> Condition:
        fields = [
            Field("state", tuple(filters.states)),
            Field("verdict", tuple(filters.verdicts)),
            Field("feed", tuple(filters.feeds)),
            Field("collection", tuple(map(str, filters.collections))),
        ]
        condition: Condition = sa.true()
        for field in fields:
            if field.values:
                condition = and_(condition, self.property(field))
        if filters.low is not None or filters.high is not None:
            condition = and_(condition, self.property(Field("date", low=filters.low, high=filters.high)))
        return condition

    def of(self, node: Node) -> Condition:
        if isinstance(node, AllOf):
            return reduce(and_, (self.of(part) for part in node.parts))
        if isinstance(node, AnyOf):
            return reduce(or_, (self.of(part) for part in node.parts))
        if isinstance(node, Not):
            return sa.not_(self.of(node.part))
        if isinstance(node, Field):
            return self.property(node)
        if isinstance(node, Named):
            return reduce(or_, (self.spelled(spelling) for spelling in node.spellings), self.of(node.plain))
        # Quotation marks: what stands there, not the right name behind it.
        return self.contains(node.text, self.shelf.texts if isinstance(node, Phrase) else self.texts)

    def spelled(self, spelling: Spelling) -> Condition:
        condition = self.contains(spelling.name, self.texts)
        if not self.shelf.on_article:
            return condition if spelling.feed is None and spelling.article is None else sa.false()
        if spelling.feed is not None:
            condition = and_(condition, Article.feed == spelling.feed)
        if spelling.article is not None:
            condition = and_(condition, Article.id == spelling.article)
        return condition

    def contains(self, text: str, texts: tuple[Any, ...]) -> Condition:
        # NULL in one column must not make the whole unknown: under NOT it would lose rows.
        return reduce(or_, (sa.func.coalesce(column, "").icontains(text, autoescape=True) for column in texts))

    def property(self, field: Field) -> Condition:
        shelf = self.shelf
        if field.name == "kind":
            return sa.true() if shelf.kind in field.values else sa.false()
        if field.name in {"state", "verdict"}:
            column = shelf.state if field.name == "state" else shelf.verdict
            return sa.false() if column is None else sa.func.coalesce(column, "").in_(field.values)
        return self.of_article(field) if shelf.on_article else sa.false()

    def of_article(self, field: Field) -> Condition:
        if field.name == "date":
            return _dates(field)
        if field.name == "collection":
            idents = [int(value) for value in field.values]
            return Article.collections.any(Collection.id.in_(idents))
        if field.name == "language":
            return Article.language.in_(field.values)
        written = [name for value in field.values for name in self.written.get(value, ())]
        return sa.func.coalesce(Article.feed if field.name == "feed" else Article.outlet, "").in_(written)


def _dates(field: Field) -> Condition:
    day = sa.func.coalesce(sa.cast(_iso_day(), sa.Text), "")
    condition: Condition = day != ""
    if field.low is not None:
        condition = and_(condition, day >= _iso(field.low))
    if field.high is not None:
        condition = and_(condition, day <= _iso(field.high))
    return condition


def _iso(day: int) -> str:
    return f"{day // 10_000:04d}-{day // 100 % 100:02d}-{day % 100:02d}"


def _iso_day() -> sa.ColumnElement[str]:
    """The UTC day an article was published on, as ISO 8601."""
    if db.session.get_bind().dialect.name == "postgresql":
        return sa.func.to_char(sa.func.timezone("UTC", Article.published_at), "YYYY-MM-DD")
    return sa.func.strftime("%Y-%m-%d", Article.published_at)
