"""What waits for a person, in a fixed number of statements whatever the number of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, load_only

from ...accounts.models import ROLES, Role, User
from ...accounts.policy import ACTIONS
from ...articles.models import Article, Collection
from ...articles.queries import visible
from ...claims.models import Claim
from ...db import columns_of, db
from ...garbles.models import SEVERITIES, Garble
from ..garbles.board import Board, newest
from ..ledger.ledger import Ledger
from ..progress import Progress, progress_of
from .queues import IN_QUEUE, Asked, suspected, waiting

PAGE: Final = 40
BESIDE: Final = 6  # articles of each list beside the queue


def queue_counts(counted: Ledger, board: Board, asked: Asked) -> dict[str, int]:
    """How much waits in each queue under the filters."""
    counts = {kind: waiting(counted, kind, asked).bit_count() for kind in IN_QUEUE}
    return counts | {"garbles": suspected(board, asked).bit_count()}


def claims(counted: Ledger, kind: str, asked: Asked, page: int, sort: str = "") -> list[Claim]:
    """One page of a queue's claims with their articles: by deadline, then by worth, prominence and age in one number
    (claims/priority.py); sorted by "worth", strictly by it. Pages count from 1."""
    order = counted.worth if sort == "worth" else counted.order
    ids = order.first(waiting(counted, kind, asked), (page - 1) * PAGE, PAGE)
    columns = (
        Claim.article_id, Claim.wording, Claim.state, Claim.verdict, Claim.worth, Claim.disputed, Claim.assignee_id,
        Claim.assigned_at, Claim.state_since,
    )  # fmt: skip
    rows = db.session.scalars(
        sa.select(Claim)
        .join(Claim.article)
        .where(Claim.id.in_(ids), visible(asked.user))
        .options(
            load_only(*columns), contains_eager(Claim.article).load_only(Article.title, Article.feed, Article.due_at)
        )
    )
    found = {row.id: row for row in rows}
    return [found[ident] for ident in ids if ident in found]


def garbles(board: Board, asked: Asked, page: int) -> list[Garble]:
    """One page of the suspected garbles with their articles: the most severe first, of these the newest."""
    ids: list[int] = []
    start = (page - 1) * PAGE
    for severity in reversed(SEVERITIES):
        those = suspected(board, asked) & board.of("severity", severity)
        ids += newest(those, max(0, start), PAGE - len(ids))
        start -= those.bit_count()
        if len(ids) == PAGE:
            break
    rows = db.session.scalars(
        sa.select(Garble)
        .join(Garble.article)
        .where(Garble.id.in_(ids), visible(asked.user))
        .options(contains_eager(Garble.article).load_only(Article.title, Article.feed, Article.due_at))
    )
    found = {row.id: row for row in rows}
    return [found[ident] for ident in ids if ident in found]


@dataclass(frozen=True)
class Person:
    """`able`: claims can be handed to them."""

    id: int
    name: str
    able: bool


ABLE = sa.and_(User.active, Role.name.in_(ROLES[ROLES.index(ACTIONS["assess"] or "") :]))
PEOPLE = sa.select(User.id, User.name, ABLE).join(Role, Role.id == User.role_id).order_by(sa.func.lower(User.name))


def people() -> dict[int, Person]:
    """Everybody by id, in the order of their names."""
    rows = columns_of(PEOPLE)
    return {ident: Person(ident, name, bool(is_able)) for ident, name, is_able in rows}


COLLECTIONS = sa.select(Collection.id, Collection.name).order_by(sa.func.lower(Collection.name))


def collections() -> dict[int, str]:
    """The names of all collections by id: which of them a person may know of, the ledger says."""
    return {row.id: row.name for row in columns_of(COLLECTIONS)}


@dataclass(frozen=True)
class Beside:
    """What stands beside the queue: the articles that are due next, and the newest."""

    due: list[Progress[Article]]
    newest: list[Progress[Article]]


def beside(counted: Ledger, asked: Asked) -> Beside:
    """The articles with work to do whose deadline comes first, and the newest, in as many statements whatever
    their number."""
    seen = counted.articles_open_to(asked.user)
    unfinished = seen & counted.articles_of("progress", "untouched", "begun")
    due = counted.deadlines.first(unfinished & counted.articles_with_deadline(), 0, BESIDE)
    last = counted.dates.last(seen, 0, BESIDE)
    rows = db.session.scalars(
        sa.select(Article).where(Article.id.in_({*due, *last}), visible(asked.user)).options(OF_ARTICLE)
    )
    progress = {row.article.id: row for row in progress_of(rows.all())}
    return Beside(
        [progress[ident] for ident in due if ident in progress],
        [progress[ident] for ident in last if ident in progress],
    )


OF_ARTICLE: Final = load_only(
    Article.title, Article.outlet, Article.feed, Article.published_at, Article.created_at, Article.due_at
)


@dataclass(frozen=True)
class Standing:
    """How far a collection is: its articles and claims that this person may see."""

    id: int
    name: str
    articles: int
    claims: int
    judged: int
    settled: int
    overdue: int  # claims that are not judged and should be


def standings(counted: Ledger, asked: Asked, names: dict[int, str]) -> Sequence[Standing]:
    """The progress of every collection with an article that this person may see, in the order of their names; no
    statement."""
    seen, articles = counted.claims_open_to(asked.user), counted.articles_open_to(asked.user)
    standing = seen & counted.claims_of("checkable", "") & ~counted.claims_of("state", "not-a-claim")
    judged = standing & counted.claims_of("state", "assessed", "settled")
    settled = standing & counted.claims_of("state", "settled")
    late = standing & ~judged & counted.claims_due(asked.at.timestamp())
    found = []
    for ident, name in names.items():
        inside = articles & counted.articles_of("collection", str(ident))
        if inside:
            claims = counted.claims_of("collection", str(ident))
            numbers = ((each & claims).bit_count() for each in (standing, judged, settled, late))
            found.append(Standing(ident, name, inside.bit_count(), *numbers))
    return found
