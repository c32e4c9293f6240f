"""What waits for one person: where they were named, what was decided on claims they judged, what was handed to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from ..accounts.models import User
from ..accounts.policy import may
from ..articles.queries import visible
from ..claims.models import Claim
from ..db import db
from . import adjudication
from .comments.queries import mentions, titles
from .models import Adjudication, Assessment, Mention

PAGE: Final = 30
DONE: Final = ("settled", "not-a-claim")


@dataclass(frozen=True)
class ForMe:
    """Newest first, each as far as a page shows. `titles` are those of the mentions' articles, by id."""

    mentions: Sequence[Mention]
    titles: dict[int, str]
    decided: Sequence[Adjudication]
    handed: Sequence[Claim]
    disputed: Sequence[Claim]  # for those who pick


def for_me(by: User) -> ForMe:
    """In a fixed number of statements."""
    named = mentions(by)
    return ForMe(
        named,
        titles(row.comment.article_id for row in named),
        decided_for(by),
        handed_to(by),
        adjudication.disputed(by) if may(by, "edit") else (),
    )


def decided_for(by: User) -> Sequence[Adjudication]:
    """What others decided on claims that this person judged."""
    judged = sa.exists().where(Assessment.claim_id == Adjudication.claim_id, Assessment.reviewer_id == by.id)
    return db.session.scalars(
        sa.select(Adjudication)
        .join(Adjudication.claim)
        .join(Claim.article)
        .where(judged, Adjudication.created_by_id != by.id, visible(by))
        .options(contains_eager(Adjudication.claim).contains_eager(Claim.article), joinedload(Adjudication.created_by))
        .order_by(Adjudication.id.desc())
        .limit(PAGE)
    ).all()


def handed_to(by: User) -> Sequence[Claim]:
    """The claims that this person has taken or was handed, and that are not done."""
    return db.session.scalars(
        sa.select(Claim)
        .join(Claim.article)
        .where(Claim.assignee_id == by.id, Claim.state.not_in(DONE), visible(by))
        .options(contains_eager(Claim.article))
        .order_by(Claim.assigned_at.desc(), Claim.id)
        .limit(PAGE)
    ).all()
