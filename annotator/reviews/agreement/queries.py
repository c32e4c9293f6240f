"""Reading judgements of claims that several reviewers judged, in a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from ...accounts.models import User
from ...articles.models import Article, Collection, membership
from ...articles.queries import visible
from ...claims.models import Claim
from ...db import db
from ..blindness import sees_all, veiled
from ..models import Assessment
from .measures import Agreement, Judged, agreement

PAGE: Final = 40
GROUPS: Final = 100  # of one table; those with most claims
GROUPINGS: Final = {"collection": "By collection", "kind": "By kind", "pair": "By pair of reviewers"}


@dataclass(frozen=True)
class Chosen:
    """What the address asks for: only articles of a collection, only claims of a kind, only these two people."""

    collection: int | None = None
    kind: str | None = None
    pair: tuple[int, int] | None = None

    @property
    def in_address(self) -> dict[str, str | int]:
        """As parameters of an address."""
        one, other = self.pair or (None, None)
        given = {"collection": self.collection, "kind": self.kind, "one": one, "other": other}
        return {name: value for name, value in given.items() if value is not None}


@dataclass(frozen=True)
class Row:
    """One line of the table: its name, how far those in it agree, and what leads to the claims they differ in."""

    name: str
    agreement: Agreement
    chosen: Chosen


@dataclass(frozen=True)
class Table:
    total: Agreement
    rows: Sequence[Row]
    collections: Sequence[Collection]


def open_to(user: User) -> sa.ColumnElement[bool]:
    """The claims whose judgements this person may know, as a condition on `Claim`. While the desk judges blind, for
    who is no editor: those that they judged themselves, and those that are settled, which nobody is asked to judge."""
    return sa.true() if sees_all(user) else ~veiled(user)


def within(chosen: Chosen, user: User) -> Iterator[sa.ColumnElement[bool]]:
    """The conditions on Assessment, Claim and Article, joined, for what was chosen and may be known."""
    yield visible(user)
    yield open_to(user)
    if chosen.collection is not None:
        yield Article.id.in_(sa.select(membership.c.article_id).where(membership.c.collection_id == chosen.collection))
    if chosen.kind is not None:
        yield sa.cast(Claim.kinds, sa.Text).contains(f'"{chosen.kind}"', autoescape=True)
    if chosen.pair is not None:
        yield Assessment.reviewer_id.in_(chosen.pair)


@dataclass(frozen=True)
class Shared:
    """One judgement of a claim that several people judged, with what it is counted by."""

    judged: Judged
    article: int
    kinds: tuple[str, ...]


def shared(chosen: Chosen, user: User) -> list[Shared]:
    """All judgements of claims that two or more judged."""
    several = sa.select(Assessment.claim_id).group_by(Assessment.claim_id).having(sa.func.count() > 1)
    rows = db.session.execute(
        sa.select(
            Assessment.claim_id,
            Assessment.reviewer_id,
            Assessment.verdict,
            Assessment.confidence,
            Claim.article_id,
            Claim.kinds,
        )
        .join(Claim, Claim.id == Assessment.claim_id)
        .join(Article, Article.id == Claim.article_id)
        .where(Assessment.claim_id.in_(several), *within(chosen, user))
    )
    return [
        Shared(Judged(row.claim_id, row.reviewer_id, row.verdict, row.confidence), row.article_id, tuple(row.kinds))
        for row in rows
    ]


def table(by: str, chosen: Chosen, user: User) -> Table:
    """How far reviewers agree, in all and by collection, kind or pair; groups with most claims first."""
    found = shared(chosen, user)
    collections = db.session.scalars(
        sa.select(Collection).where(Collection.articles.any(visible(user))).order_by(Collection.name)
    ).all()
    grouped: Callable[[], Iterable[Row]] = {
        "collection": lambda: by_collection(found, chosen, collections),
        "kind": lambda: by_kind(found, chosen),
        "pair": lambda: by_pair(found, chosen),
    }[by]
    rows = sorted(grouped(), key=lambda row: (-row.agreement.things, row.name.casefold()))
    return Table(agreement([one.judged for one in found]), rows[:GROUPS], collections)


def by_collection(found: Sequence[Shared], chosen: Chosen, collections: Sequence[Collection]) -> Iterator[Row]:
    names = {collection.id: collection.name for collection in collections}
    of: Mapping[int, list[int]] = defaultdict(list)
    for collection_id, article_id in db.session.execute(
        sa.select(membership.c.collection_id, membership.c.article_id).where(membership.c.collection_id.in_(names))
    ):
        of[article_id].append(collection_id)
    groups: dict[int, list[Judged]] = defaultdict(list)
    for one in found:
        for collection_id in of.get(one.article, ()):
            groups[collection_id].append(one.judged)
    for collection_id, judged in groups.items():
        yield Row(names[collection_id], agreement(judged), replace(chosen, collection=collection_id))


def by_kind(found: Sequence[Shared], chosen: Chosen) -> Iterator[Row]:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in found:
        for kind in one.kinds:
            groups[kind].append(one.judged)
    for kind, judged in groups.items():
        yield Row(kind, agreement(judged), replace(chosen, kind=kind))


def by_pair(found: Sequence[Shared], chosen: Chosen) -> Iterator[Row]:
    of_claim: dict[int, list[Judged]] = defaultdict(list)
    for one in found:
        of_claim[one.judged.thing].append(one.judged)
    groups: dict[tuple[int, int], list[Judged]] = defaultdict(list)
    for judged in of_claim.values():
        for two in combinations(sorted(judged, key=lambda one: one.person), 2):
            groups[two[0].person, two[1].person] += two
    people = names_of({person for pair in groups for person in pair})
    for (one_id, other_id), judgements in groups.items():
        name = " and ".join(sorted((people[one_id], people[other_id]), key=str.casefold))
        yield Row(name, agreement(judgements), replace(chosen, pair=(one_id, other_id)))


def names_of(people: Iterable[int]) -> dict[int, str]:
    rows = db.session.execute(sa.select(User.id, User.name).where(User.id.in_(set(people))))
    return {row.id: row.name for row in rows}


@dataclass(frozen=True)
class Difference:
    """A claim in which verdicts differ, with what each found, by name."""

    claim: Claim
    assessments: Sequence[Assessment]


@dataclass(frozen=True)
class Differences:
    rows: Sequence[Difference]
    number: int
    people: Mapping[int, str]


def differences(chosen: Chosen, user: User, page: int) -> Differences:
    """One page of the claims in which verdicts differ, those judged last first."""
    differing = (
        sa.select(Claim.id, sa.func.max(Assessment.changed_at).label("last"))
        .select_from(Assessment)
        .join(Claim, Claim.id == Assessment.claim_id)
        .join(Article, Article.id == Claim.article_id)
        .where(*within(chosen, user))
        .group_by(Claim.id)
        .having(sa.func.count(Assessment.verdict.distinct()) > 1)
        .subquery()
    )
    number = db.session.scalar(sa.select(sa.func.count()).select_from(differing)) or 0
    claims = db.session.scalars(
        sa.select(Claim)
        .join(differing, differing.c.id == Claim.id)
        .join(Claim.article)
        .options(contains_eager(Claim.article))
        .order_by(differing.c.last.desc(), Claim.id)
        .offset((page - 1) * PAGE)
        .limit(PAGE)
    ).all()
    of_pair = [Assessment.reviewer_id.in_(chosen.pair)] if chosen.pair else []
    said: dict[int, list[Assessment]] = defaultdict(list)
    for row in db.session.scalars(
        sa.select(Assessment)
        .where(Assessment.claim_id.in_([claim.id for claim in claims]), *of_pair)
        .order_by(Assessment.id)
    ):
        said[row.claim_id].append(row)
    wanted = {row.reviewer_id for rows in said.values() for row in rows} | set(chosen.pair or ())
    return Differences([Difference(claim, said[claim.id]) for claim in claims], number, names_of(wanted))
