"""Who may see others' judgements. The rule stands here and nowhere else.

On a desk that judges blind, a claim is *veiled* for a reviewer as long as it is judged, not settled, and not judged by
that reviewer. Of a veiled claim they see neither what others judged (verdict, confidence, fault, note, that they
differ), nor what gives it away: the standing verdict, and what others said of it in comments, apart from those that
name them. Editors and administrators see all: they pick where judgements differ. Readers, who cannot judge, see what
is settled. Sources, garbles and corrections are the article's and stay visible.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ..accounts.models import User
from ..accounts.policy import may
from ..claims.models import Claim
from ..db import db
from .models import Assessment, Comment, Mention
from .policy import Terms, terms

# The columns of a claim that tell what somebody judged.
JUDGED: Final = frozenset({"verdict", "confidence", "fault", "disputed"})
# What belongs to a claim and is one person's word on it, by table.
WORDS: Final = frozenset({"assessments", "adjudications", "comments"})


@dataclass(frozen=True)
class Veil:
    """The ids of the claims, among those asked about, that are veiled for the person `of` (None: who sees all)."""

    claims: frozenset[int] = frozenset()
    of: int | None = None

    def __contains__(self, claim_id: object) -> bool:
        return claim_id in self.claims

    def __bool__(self) -> bool:
        return bool(self.claims)

    def tells(self, table: str, ident: int, actor: int | None, values: Mapping[str, Any]) -> bool:
        """Whether an entry of the history may be told: what was changed by whom, with the columns that it names."""
        if not self.claims or actor == self.of:
            return True
        if table == "claims":
            return ident not in self.claims or not JUDGED & values.keys()
        if table not in WORDS:
            return True
        # A change names only what changed, and so not its claim.
        return "claim_id" in values and values["claim_id"] not in self.claims


NOTHING: Final = Veil()


def sees_all(by: User | None, wanted: Terms | None = None) -> bool:
    """Whether nothing is veiled for this person. None is the program itself."""
    return by is None or may(by, "edit") or not (wanted or terms()).blind


def veiled(by: User) -> sa.ColumnElement[bool]:
    """The claims that are veiled for a person who does not see all, as a condition on `Claim`."""
    mine = aliased(Assessment)  # the statement around may read assessments too
    own = sa.select(mine.id).where(mine.claim_id == Claim.id, mine.reviewer_id == by.id).correlate(Claim).exists()
    return sa.and_(Claim.verdict.is_not(None), Claim.state != "settled", ~own)


def veil_among(claims: Iterable[Claim], own: Collection[int], *, by: User | None, wanted: Terms) -> Veil:
    """The same of rows that are loaded already; `own` are the claims that this person judged."""
    if by is None or sees_all(by, wanted):
        return NOTHING
    hidden = (row.id for row in claims if row.verdict is not None and row.state != "settled" and row.id not in own)
    return Veil(frozenset(hidden), by.id)


def veil_over(which: sa.ColumnElement[bool], *, by: User | None, wanted: Terms | None = None) -> Veil:
    """The veil over the claims that fulfil a condition on `Claim`, in one statement; two where `wanted`, the terms, is
    not at hand."""
    if by is None or sees_all(by, wanted):
        return NOTHING
    return Veil(frozenset(db.session.scalars(sa.select(Claim.id).where(which, veiled(by)))), by.id)


def open_judgement(by: User | None) -> sa.ColumnElement[bool]:
    """The assessments that this person may see, as a condition on `Assessment` joined with `Claim`."""
    if by is None or sees_all(by):
        return sa.true()
    return sa.or_(Assessment.reviewer_id == by.id, ~veiled(by))


def open_comment(by: User | None) -> sa.ColumnElement[bool]:
    """The comments that this person may see, as a condition on `Comment`."""
    if by is None or sees_all(by):
        return sa.true()
    names = sa.exists().where(Mention.comment_id == Comment.id, Mention.user_id == by.id)
    hidden = sa.select(Claim.id).where(Claim.id == Comment.claim_id, veiled(by)).correlate(Comment).exists()
    return sa.or_(Comment.author_id == by.id, names, ~hidden)
