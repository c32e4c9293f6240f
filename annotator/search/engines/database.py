"""Searching the database itself, with LIKE, while the index cannot be read: plainer, slower, and never wrong.

No scores, no fuzziness, no facets but the kinds; the newest first. It keeps the query's logic, the filters and the
person's rights. A field that it cannot ask for finds nothing, and is named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
from ...reviews.blindness import open_comment, open_judgement, sees_all, veiled
from ...reviews.models import Assessment, Comment
from ...sources.models import Source
from ..asking.expression import AllOf, AnyOf, Field, Named, Near, Node, Not, Phrase, Spelling
from ..documents.document import JUDGED
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
    columns: Mapping[str, Any] = field(default_factory=dict)  # properties that are one column each
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
_JUDGEMENT: Final = {"verdict": Claim.verdict, "fault": Claim.fault, "confidence": Claim.confidence}
SHELVES: Final = (
    Shelf("article", "article", Article.id, (Article.title, Version.text, Article.outlet, Article.byline)),
    Shelf(
        "claim", "claim", Claim.id, (Claim.wording, _QUOTES, _PASSAGES),
        _JUDGEMENT | {"state": Claim.state, "worth": Claim.worth * 100, "assigned": Claim.assignee_id,
                      "disputed": sa.case((Claim.disputed, "yes"))},
    ),
    Shelf(
        "garble", "garble", Garble.id, (Garble.quote,),
        {"state": Garble.state, "category": Garble.category, "reviewer": Garble.decided_by_id},
        behind=(Garble.reading, sa.cast(Garble.suggestions, sa.Text)),
    ),
    Shelf(
        "correction", "correction", Correction.id, (Correction.quote, Correction.replacement),
        {"state": Correction.state, "category": Correction.kind, "reviewer": Correction.decided_by_id},
    ),
    Shelf("comment", "comment", Comment.id, (Comment.text,), {"reviewer": Comment.author_id}),
    Shelf(
        "assessment", "note", Assessment.id, (Assessment.note,),
        {"verdict": Assessment.verdict, "fault": Assessment.fault, "confidence": Assessment.confidence,
         "reviewer": Assessment.reviewer_id},
    ),
    Shelf(
        "source", "source", Source.id, (Source.title, Source.note, Source.publisher, Source.url),
        {"category": Source.kind}, on_article=False,
    ),
)  # fmt: skip
_OF_ARTICLE: Final = {"language": Article.language, "translator": Article.translator, "author": Article.byline}


def find(question: Question, *, by: User | None) -> Found:
    """As an engine would, without scores and facets."""
    kinds: dict[str, int] = {}
    selects: list[sa.Select[Any]] = []
    notes: dict[str, None] = {}
    wanted = question.filters.chosen.get("kind", frozenset())
    feeds = _feeds() if uses_feeds(question) else {}
    for shelf in SHELVES:
        conditions = Conditions(shelf, feeds, by, exact=question.exact)
        where = [conditions.all(question), *_rights(shelf, by)]
        notes |= dict.fromkeys(conditions.notes)
        select = shelf.select().where(*where)
        number = db.session.scalar(sa.select(sa.func.count()).select_from(select.subquery())) or 0
        if number:
            kinds[shelf.kind] = kinds.get(shelf.kind, 0) + number
            if not wanted or shelf.kind in wanted:
                selects.append(select)
    total = sum(number for kind, number in kinds.items() if not wanted or kind in wanted)
    facets = {"kind": kinds} if "kind" in question.facets else {}
    return Found(_page(selects, question), total, facets, groups=total, notes=tuple(notes))


def _rights(shelf: Shelf, by: User | None) -> list[Condition]:
    """What this person may find of a shelf."""
    found: list[Condition] = [visible(by)] if shelf.on_article else []
    if shelf.name == "assessment":
        found += [Assessment.note != "", open_judgement(by)]
    if shelf.name == "comment":
        found.append(open_comment(by))
    return found


def _page(selects: Sequence[sa.Select[Any]], question: Question) -> tuple[Hit, ...]:
    if not selects:
        return ()
    rows = sa.union_all(*selects).subquery()
    statement = sa.select(rows).order_by(rows.c.type, rows.c.ident.desc())
    found = db.session.execute(statement.offset(question.offset).limit(question.limit))
    return tuple(Hit(f"{row.type}:{row.ident}", 0.0) for row in found)


def uses_feeds(question: Question) -> bool:
    asked = repr((question.expression, sorted(question.filters.chosen)))
    return "feed" in asked or "outlet" in asked


def _feeds() -> dict[str, list[str]]:
    """Feeds and outlets as they are written, by their folded form."""
    found: dict[str, list[str]] = {}
    for column in (Article.feed, Article.outlet):
        for name in db.session.scalars(sa.select(column).distinct()):
            found.setdefault(key(name or ""), []).append(name or "")
    return found


class Conditions:
    """A question as conditions on one shelf's rows."""

    def __init__(self, shelf: Shelf, written: dict[str, list[str]], by: User | None, *, exact: bool = False) -> None:
        self.shelf = shelf
        self.written = written
        self.by = by
        self.texts = shelf.texts if exact else shelf.texts + shelf.behind
        self.notes: list[str] = []

    def all(self, question: Question) -> Condition:
        condition = self.filters(question.filters)
        return condition if question.expression is None else and_(condition, self.of(question.expression))

    def filters(self, filters: Filters) -> Condition:
        condition: Condition = sa.true()
        for name, values in filters.chosen.items():
            if values and name != "kind":  # the kinds are counted without it
                condition = and_(condition, self.property(Field(name, tuple(values))))
        if filters.low is not None or filters.high is not None:
            condition = and_(condition, self.property(Field("date", low=filters.low, high=filters.high)))
        return condition

    def of(self, node: Node) -> Condition:
        if isinstance(node, AllOf | AnyOf):
            return reduce(and_ if isinstance(node, AllOf) else or_, (self.of(part) for part in node.parts))
        if isinstance(node, Not):
            return sa.not_(self.of(node.part))
        if isinstance(node, Field):
            return self.property(node)
        if isinstance(node, Near):
            return and_(self.contains(node.left, self.shelf.texts), self.contains(node.right, self.shelf.texts))
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
        column = shelf.columns.get(field.name)
        if column is not None:
            condition = _among(column, field)
            hidden = field.name in JUDGED and shelf.name == "claim" and self.by is not None and not sees_all(self.by)
            return and_(condition, sa.not_(veiled(self.by))) if hidden and self.by else condition
        if field.name in _ELSEWHERE:
            return sa.false()
        return self.of_article(field) if shelf.on_article else sa.false()

    def of_article(self, field: Field) -> Condition:
        if field.name == "date":
            return _dates(field)
        if field.name == "month":
            return sa.func.substr(sa.func.coalesce(sa.cast(_iso_day(), sa.Text), ""), 1, 7).in_(field.values)
        if field.name in {"article", "collection"}:
            idents = [int(value) for value in field.values if value.isdigit()]
            on = field.name == "article"
            return Article.id.in_(idents) if on else Article.collections.any(Collection.id.in_(idents))
        if field.name in {"feed", "outlet"}:
            written = [
                name
                for folded, names in self.written.items()
                for name in names
                if any(value == folded or (field.within and f" {value} " in f" {folded} ") for value in field.values)
            ]
            return sa.func.coalesce(Article.feed if field.name == "feed" else Article.outlet, "").in_(written)
        if field.name in _OF_ARTICLE:
            column = sa.func.coalesce(_OF_ARTICLE[field.name], "")
            return reduce(or_, (column.icontains(value, autoescape=True) for value in field.values), sa.false())
        self.notes.append(f"“{field.name}:” cannot be asked for while the index is being built, and finds nothing.")
        return sa.false()


# What some shelves have and others never.
_ELSEWHERE: Final = frozenset(name for shelf in SHELVES for name in shelf.columns)


def _among(column: Any, field: Field) -> Condition:
    if field.values:
        values: tuple[Any, ...] = field.values
        if isinstance(getattr(column, "type", None), sa.Integer):
            values = tuple(int(value) for value in values if value.isdigit())
            return and_(column.is_not(None), column.in_(values))
        return sa.func.coalesce(column, "").in_(values)
    condition: Condition = column.is_not(None)
    if field.low is not None:
        condition = and_(condition, column >= field.low)
    return condition if field.high is None else and_(condition, column <= field.high)


def _dates(field: Field) -> Condition:
    day = sa.func.coalesce(sa.cast(_iso_day(), sa.Text), "")
    condition: Condition = day != ""
    if field.low is not None:
        condition = and_(condition, day >= _iso(int(field.low)))
    if field.high is not None:
        condition = and_(condition, day <= _iso(int(field.high)))
    return condition


def _iso(day: int) -> str:
    return f"{day // 10_000:04d}-{day // 100 % 100:02d}-{day % 100:02d}"


def _iso_day() -> sa.ColumnElement[str]:
    """The UTC day an article was published on, as ISO 8601."""
    if db.session.get_bind().dialect.name == "postgresql":
        return sa.func.to_char(sa.func.timezone("UTC", Article.published_at), "YYYY-MM-DD")
    return sa.func.strftime("%Y-%m-%d", Article.published_at)
