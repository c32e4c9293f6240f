"""Reading the board: which pairs a person may see, filtered, counted and grouped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..accounts.models import User
from ..articles.models import Article, Collection, membership
from ..articles.queries import visible
from ..claims.models import Claim
from ..db import columns_of, db
from ..errors import NotFound
from ..gazetteer.queries import gazetteer
from .grouping import SORTED, Group, grouped, title_of
from .models import READINGS, SORTS, Disagreement

GROUPS: Final = 20  # on one page
SHOWN: Final = 6  # pairs of a group; the others are folded
MOST: Final = 4_000  # pairs that are grouped at once, the newest
FILTERS: Final = ("reading", "sort", "feed", "place", "collection")
LABELS: Final = {
    "same": "Same", "superseded": "Later count", "scope": "Other scope", "contradiction": "Contradiction",
}  # fmt: skip
MEANINGS: Final = {
    "same": "One number said in two ways: rounded, “about”, another unit.",
    "superseded": "Both were right in their time: a later or corrected count.",
    "scope": "They do not count the same: city or country, killed or killed and wounded, planned or present.",
    "contradiction": "Both cannot be right.",
}
SORT_LABELS: Final = {"figure": "Figures", **SORTED}
LEGENDS: Final = {
    "reading": "Reading",
    "sort": "What disagrees",
    "feed": "Feed",
    "place": "Place",
    "collection": "Collection",
}
SHOWN_AT_ONCE: Final = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter and how many pairs would be listed with it, the other filters being as they are."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    name: str
    legend: str
    choices: tuple[Choice, ...]

    @property
    def first(self) -> tuple[Choice, ...]:
        return tuple(each for n, each in enumerate(self.choices) if n < SHOWN_AT_ONCE or each.chosen)

    @property
    def more(self) -> tuple[Choice, ...]:
        return tuple(each for n, each in enumerate(self.choices) if n >= SHOWN_AT_ONCE and not each.chosen)


@dataclass(frozen=True)
class Shown:
    """A group as the page has it; `articles` by id."""

    group: Group
    title: str
    rows: Sequence[Disagreement]
    articles: Mapping[int, Article]


@dataclass(frozen=True)
class Board:
    total: int
    groups: Sequence[Shown]
    filters: Sequence[Filter]
    page: int
    pages: int
    cut: bool  # more pairs stand than were grouped


def open_to(user: User | None) -> sa.ColumnElement[bool]:
    """The pairs of which this person may see both articles."""
    if user is None:
        return sa.true()
    seen = sa.select(Article.id).where(visible(user))
    return sa.and_(Disagreement.first_article_id.in_(seen), Disagreement.second_article_id.in_(seen))


def load(disagreement_id: int, *, by: User) -> Disagreement:
    """One pair. Raises NotFound also when it is there and this person may not know of it."""
    row = db.session.scalars(
        sa.select(Disagreement).where(Disagreement.id == disagreement_id, open_to(by))
    ).one_or_none()
    if row is None:
        raise NotFound("There is no such pair, or one of its articles is not open to you.")
    return row


def board(
    state: str, chosen: Mapping[str, Sequence[str]], *, mine: bool, page: int, by: User, article: int | None = None
) -> Board:
    """One page of the pairs in this state ("open", "decided"), in groups: the strongest first, decided ones the newest
    first. Pages count from 1. `article`: only those with a side in it."""
    rows = light_rows(state, mine=mine, by=by, article=article)
    cut = len(rows) > MOST
    rows = rows[:MOST]
    about = articles_of(rows)
    facts = {row.id: facts_of(row, about) for row in rows}
    fitting = [row for row in rows if fits(facts[row.id], chosen)]
    groups = grouped(fitting) if state == "open" else grouped_as_decided(fitting)
    pages = max(1, -(-len(groups) // GROUPS))
    some = groups[(page - 1) * GROUPS : page * GROUPS]
    whole = whole_rows([row.id for group in some for row in group.rows])
    articles = {ident: each for row in whole.values() for ident, each in sides_of(row)}
    shown = [
        Shown(group, title_of(group, place_name), [whole[row.id] for row in group.rows if row.id in whole], articles)
        for group in some
    ]
    return Board(len(fitting), shown, filters_of(facts, rows, chosen), page, pages, cut)


def sides_of(row: Disagreement) -> list[tuple[int, Article]]:
    return [(row.first_article_id, row.first_article), (row.second_article_id, row.second_article)]


def light_rows(state: str, *, mine: bool, by: User, article: int | None = None) -> Sequence[Any]:
    """What grouping and filters ask of the pairs."""
    columns = (
        Disagreement.id, Disagreement.sort, Disagreement.proposed, Disagreement.reading, Disagreement.first_article_id,
        Disagreement.second_article_id, Disagreement.first, Disagreement.second,
    )  # fmt: skip
    order = (
        (Disagreement.decided_at.desc(), Disagreement.id.desc()) if state == "decided" else (Disagreement.id.desc(),)
    )
    query = sa.select(*columns).where(Disagreement.state == state, open_to(by)).order_by(*order).limit(MOST + 1)
    if article is not None:
        query = query.where(sa.or_(Disagreement.first_article_id == article, Disagreement.second_article_id == article))
    if mine:
        own = sa.select(Claim.id).where(Claim.assignee_id == by.id)
        query = query.where(sa.or_(Disagreement.first_claim_id.in_(own), Disagreement.second_claim_id.in_(own)))
    return db.session.execute(query).all()


def grouped_as_decided(rows: Sequence[Any]) -> list[Group]:
    """Decided pairs one by one, in the order they were decided."""
    return [grouped([row])[0] for row in rows]


def articles_of(rows: Sequence[Any]) -> dict[int, tuple[str, frozenset[str]]]:
    """Feed and collections of the articles, by id."""
    idents = sorted({ident for row in rows for ident in (row.first_article_id, row.second_article_id)})
    found: dict[int, tuple[str, frozenset[str]]] = {}
    for start in range(0, len(idents), 500):
        some = idents[start : start + 500]
        named: dict[int, set[str]] = {}
        collected = (
            sa.select(membership.c.article_id, Collection.name)
            .join(Collection, Collection.id == membership.c.collection_id)
            .where(membership.c.article_id.in_(some))
        )
        for ident, name in db.session.execute(collected):
            named.setdefault(ident, set()).add(name)
        for ident, feed in db.session.execute(sa.select(Article.id, Article.feed).where(Article.id.in_(some))):
            found[ident] = feed or "", frozenset(named.get(ident, ()))
    return found


def facts_of(row: Any, about: Mapping[int, tuple[str, frozenset[str]]]) -> dict[str, frozenset[str]]:
    sides = [about[ident] for ident in (row.first_article_id, row.second_article_id) if ident in about]
    return {
        "reading": frozenset({row.reading or row.proposed}),
        "sort": frozenset({row.sort}),
        "feed": frozenset(feed for feed, _ in sides),
        "place": frozenset(place for side in (row.first, row.second) for place in side.get("place") or ()),
        "collection": frozenset(name for _, names in sides for name in names),
    }


def fits(facts: Mapping[str, frozenset[str]], chosen: Mapping[str, Sequence[str]], but: str = "") -> bool:
    return all(name == but or not values or facts[name] & set(values) for name, values in chosen.items())


def filters_of(
    facts: Mapping[int, Mapping[str, frozenset[str]]], rows: Sequence[Any], chosen: Mapping[str, Sequence[str]]
) -> list[Filter]:
    found = []
    for name in FILTERS:
        counts = Counter[str]()
        for row in rows:
            if fits(facts[row.id], chosen, but=name):
                counts.update(facts[row.id][name])
        for value in chosen.get(name, ()):
            counts.setdefault(value, 0)
        order = {"reading": READINGS[::-1], "sort": SORTS}.get(name)
        values = sorted(counts, key=lambda value: (order.index(value) if order else -counts[value], label(name, value)))
        choices = [Choice(value, label(name, value), counts[value], value in chosen.get(name, ())) for value in values]
        if len(choices) > 1 or any(each.chosen for each in choices):
            found.append(Filter(name, LEGENDS[name], tuple(choices)))
    return found


def label(name: str, value: str) -> str:
    if name == "reading":
        return LABELS.get(value, value)
    if name == "sort":
        return SORT_LABELS.get(value, value)
    if name == "place":
        return place_name(value)
    return value or "no feed"


def place_name(ident: str) -> str:
    record = gazetteer().entity(ident)
    return record.name if record else ident


def whole_rows(idents: Sequence[int]) -> dict[int, Disagreement]:
    found: dict[int, Disagreement] = {}
    for start in range(0, len(idents), 500):
        query = (
            sa.select(Disagreement)
            .where(Disagreement.id.in_(idents[start : start + 500]))
            .options(
                joinedload(Disagreement.first_article), joinedload(Disagreement.second_article),
                joinedload(Disagreement.decided_by),
            )
        )  # fmt: skip
        found |= {row.id: row for row in db.session.scalars(query)}
    return found


# -- on the workbench


def of_claim(claim_id: int, *, by: User) -> list[Disagreement]:
    """The open and decided pairs of one claim, the open ones first."""
    query = (
        sa.select(Disagreement)
        .where(
            sa.or_(Disagreement.first_claim_id == claim_id, Disagreement.second_claim_id == claim_id),
            Disagreement.state != "gone", open_to(by),
        )
        .options(joinedload(Disagreement.first_article), joinedload(Disagreement.second_article))
        .order_by(Disagreement.state.desc(), Disagreement.id)
        .limit(SHOWN * 2)
    )  # fmt: skip
    return list(db.session.scalars(query))


_ARTICLE: Final[Any] = sa.bindparam("article", type_=sa.Integer)
# An arm for each side: of both in one condition SQLite goes through all that are open.
_OPEN_SIDES: Final = [
    sa.select(Disagreement.id).where(side == _ARTICLE, Disagreement.state == "open")
    for side in (Disagreement.first_article_id, Disagreement.second_article_id)
]
# Asked for each page of an article, and most have none: whether there is any costs a fifth of who may see which.
ANY_OPEN: Final = sa.union_all(*_OPEN_SIDES).limit(1)


def number_open(article_id: int, *, by: User) -> int:
    """How many pairs of an article are open."""
    if columns_of(ANY_OPEN, {"article": article_id}).first() is None:
        return 0
    # Once, though both sides are on it where an article disagrees with itself.
    pairs = sa.union(*(side.where(open_to(by)) for side in _OPEN_SIDES)).subquery()
    return columns_of(sa.select(sa.func.count()).select_from(pairs), {"article": article_id}).scalar_one()
