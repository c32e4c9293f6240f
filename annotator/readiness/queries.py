"""How an article stands: what is in its way, whether it is ready, and who said so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..accounts.models import User
from ..articles.models import Article
from ..articles.queries import may_see
from ..claims.models import Claim
from ..contradictions.models import Disagreement
from ..db import columns_of, db
from ..db.tracking import HistoryEntry
from ..reviews.blindness import open_comment, veil_over
from ..reviews.models import Comment, Policy
from .dropping import because
from .finding import Things, things_in, wordings
from .models import TAKEN_BACK, Approval
from .obstacles import DEFAULT, OBSTACLES, Found, Place, blocking_of, in_order, joined

# What becomes of an export or a call of a webhook with an article that is not ready.
UNREADY: Final = {"warn": "are made, with a warning", "refuse": "are refused"}


@dataclass(frozen=True)
class Rules:
    """What the desk's policy says: the names of the obstacles that block, and a key of UNREADY."""

    blocking: frozenset[str] = DEFAULT
    unready: str = "warn"


_RULES = sa.select(Policy.blocking, Policy.unready).where(Policy.id == 1)


def rules() -> Rules:
    row = columns_of(_RULES).one_or_none()
    return Rules() if row is None else Rules(blocking_of(row.blocking), row.unready or "warn")


@dataclass(frozen=True)
class Gate:
    """How one article stands. `approval` is the standing one (None: it is not ready), `last` the newest that does not
    stand any more."""

    article: Article
    found: tuple[Found, ...]
    approval: Approval | None
    last: Approval | None
    seen: int  # the newest line of the article's history

    @property
    def blocks(self) -> list[Found]:
        return [each for each in self.found if each.blocks]

    @property
    def warns(self) -> list[Found]:
        return [each for each in self.found if not each.blocks]

    @property
    def next(self) -> Found | None:
        """What to do next: with what blocks first of all."""
        return self.found[0] if self.found else None

    @property
    def number(self) -> int:
        """How many things block."""
        return sum(each.number for each in self.blocks)


_APPROVALS = (
    sa.select(Approval)
    .where(Approval.article_id == sa.bindparam("article"))
    .order_by(Approval.id.desc())
    .limit(1)
    .options(joinedload(Approval.created_by), joinedload(Approval.dropped_by), joinedload(Approval.version))
)
_ONE = sa.select(sa.literal(1).label("id")).subquery()
# What there is besides the places, in one statement: it stands on every workbench.
_AROUND = sa.select(
    sa.select(sa.func.max(HistoryEntry.id))
    .where(HistoryEntry.article_id == sa.bindparam("article", type_=sa.Integer))
    .scalar_subquery()
    .label("seen"),
    sa.exists().where(Approval.article_id == sa.bindparam("article", type_=sa.Integer)).label("approved"),
    Policy.blocking,
    Policy.unready,
).select_from(_ONE.outerjoin(Policy, Policy.id == _ONE.c.id))


def gate(article: Article, *, by: User | None, most: int = 0) -> Gate:
    """What this person may know of what stands in an article's way (None: the program, all); of each obstacle so many
    places at `most`, the others are counted."""
    # First: what happens while the rest is read is then noticed when the form comes back.
    around = columns_of(_AROUND, {"article": article.id}).one()
    newest = latest(article.id) if around.approved else None
    standing = newest if newest is not None and newest.dropped_at is None else None
    there = things_in(article.id)
    if article.embargoed:
        there["embargo"] = Things("article", [article.id], {})
    if standing is None and newest is not None and newest.dropped_because != TAKEN_BACK:
        there["stale"] = Things("article", [article.id], {article.id: newest.dropped_because or ""})
    known = {name: known_of(name, things.ids, article, by) for name, things in there.items()}
    claims = {ident for name, ids in known.items() if there[name].kind == "claim" for ident in ids[:most]}
    called, blocking = wordings(claims), blocking_of(around.blocking)
    found = []
    for name, ids in known.items():
        kind, all_of_them, words = there[name]
        if kind == "claim":
            words = called
        places = [Place(kind, ident, words.get(ident, "")) for ident in ids[:most]]
        if name == "contradiction" and places:
            places = contradictions(ids[:most], article)
        more, others = len(ids) - len(places), len(all_of_them) - len(ids)
        found.append(Found(OBSTACLES[name], tuple(places), name in blocking, more, others))
    return Gate(article, tuple(in_order(found)), standing, newest if standing is None else None, around.seen or 0)


def why_not(article: Article, *, by: User | None) -> str:
    """Why an article is not ready, in a sentence; "" when it is."""
    found = gate(article, by=by)
    if found.approval is not None:
        return ""
    if found.blocks:
        return f"In the way: {joined(found.blocks)}."
    return "Nobody has found this article ready yet; nothing blocks."


def known_of(name: str, ids: list[int], article: Article, by: User | None) -> list[int]:
    """Those of an obstacle's things that this person may know of."""
    if by is None:
        return ids
    if name == "contradiction":
        rows = columns_of(_OTHER_SIDES, {"ids": ids, "article": article.id})
        return [row.id for row in rows if may_see(by, row)]
    if name == "disputed":
        veil = veil_over(Claim.id.in_(ids), by=by)
        return [ident for ident in ids if ident not in veil]
    if name == "comment":
        known = set(db.session.scalars(sa.select(Comment.id).where(Comment.id.in_(ids), open_comment(by))))
        return [ident for ident in ids if ident in known]
    return ids


# Of each pair the article that is not the one that is looked at; both, where a pair is within one.
_OTHER = sa.case(
    (
        Disagreement.first_article_id == sa.bindparam("article", type_=sa.Integer),
        Disagreement.second_article_id,
    ),
    else_=Disagreement.first_article_id,
)
_OTHER_SIDES = (
    sa.select(Disagreement.id, Article.visibility, Article.created_by_id)
    .join(Article, Article.id == _OTHER)
    .where(Disagreement.id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(Disagreement.id)
)


def contradictions(pairs: Collection[int], article: Article) -> list[Place]:
    """In words: what stands here, and what stands there."""
    rows = db.session.scalars(
        sa.select(Disagreement)
        .where(Disagreement.id.in_(pairs))
        .options(joinedload(Disagreement.first_article), joinedload(Disagreement.second_article))
        .order_by(Disagreement.id)
    )
    found = []
    for row in rows:
        ours, theirs, other, claim = row.first, row.second, row.second_article, row.first_claim_id
        if row.first_article_id != article.id:
            ours, theirs, other, claim = row.second, row.first, row.first_article, row.second_claim_id
        where = "" if other.id == article.id else f" in {other.title}"
        words = f"{said(ours)}, and {said(theirs)}{where}"
        # The claim's card says which pairs it is in; a headline has none.
        found.append(Place("disagreement", row.id, words) if claim is None else Place("claim", claim, words))
    return found


def said(side: dict[str, Any]) -> str:
    return f"“{side.get('quote') or side.get('value') or '…'}”"


def latest(article_id: int) -> Approval | None:
    """The newest approval of an article, standing or not."""
    return db.session.scalars(_APPROVALS, {"article": article_id}).one_or_none()


def ready_since(articles: Collection[int]) -> dict[int, Approval]:
    """The standing approvals of these articles, with who gave them."""
    rows = db.session.scalars(
        sa.select(Approval)
        .where(Approval.article_id.in_(articles), Approval.dropped_at.is_(None))
        .options(joinedload(Approval.created_by), joinedload(Approval.version))
    )
    return {row.article_id: row for row in rows}


def ready_among(articles: Collection[int]) -> set[int]:
    """Which of these articles are ready."""
    standing = sa.select(Approval.article_id).where(Approval.article_id.in_(articles), Approval.dropped_at.is_(None))
    return {row[0] for row in columns_of(standing)}


def is_ready() -> sa.ColumnElement[bool]:
    """Whether an article is ready, as a condition on `Article`."""
    return sa.exists().where(Approval.article_id == Article.id, Approval.dropped_at.is_(None))


def not_ready(articles: Collection[int]) -> list[int]:
    """Those of these articles that are not ready."""
    if not articles:
        return []
    rows = columns_of(sa.select(Approval.article_id).where(Approval.dropped_at.is_(None)))
    standing = {row[0] for row in rows}
    return [ident for ident in articles if ident not in standing]


def changed_since(article_id: int, seen: int) -> list[tuple[str, int | None]]:
    """What happened to an article after this line of its history that matters: in words, with who did it."""
    entries = db.session.execute(
        sa.select(
            HistoryEntry.object_type, HistoryEntry.action, HistoryEntry.after, HistoryEntry.before,
            HistoryEntry.actor_id,
        )
        .where(HistoryEntry.article_id == article_id, HistoryEntry.id > seen)
        .order_by(HistoryEntry.id)
    )  # fmt: skip
    found = []
    for table, action, after, before, actor in entries:
        words = because(table, action, after or before or {})
        if words:
            found.append((words, actor))
    return list(dict.fromkeys(found))
