"""Who has a claim: taking it, handing it over, giving it back.

To have a claim is a sign to the others and no lock: whoever judges it, it is judged. A judgement, settling it or
putting it aside ends it (claims/states.py), so that the claim is free for the next reader.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import sqlalchemy as sa

from ..accounts.models import User
from ..accounts.policy import may
from ..articles.models import Article
from ..claims.models import Claim
from ..db import columns_of, db, now
from ..errors import Invalid

# The states in which there is something left to do with a claim.
WAITING: Final = ("suggested", "open", "ambiguous", "assessed", "recheck")
AT_ONCE: Final = 500  # claims that one action may move
TO_JUDGE = sa.and_(
    Claim.article_id == sa.bindparam("article"), Claim.checkable, Claim.state.in_(WAITING), Claim.state != "assessed"
)
HOLDERS = sa.select(Claim.assignee_id, sa.func.count()).where(TO_JUDGE).group_by(Claim.assignee_id)


@dataclass
class Handed:
    """What an assignment did: the claims that moved, and of these the ids by who had them before."""

    moved: list[Claim] = field(default_factory=list)
    before: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    left: int = 0  # claims with which there is nothing left to do


def take(claims: Sequence[Claim], *, by: User) -> Handed:
    """Have these claims from now on, also where somebody else had them. Raises Invalid."""
    return hand_over(claims, to=by)


def give_back(claims: Sequence[Claim]) -> Handed:
    """Let nobody have these claims: they are free to be taken. Raises Invalid."""
    return hand_over(claims, to=None)


def hand_over(claims: Sequence[Claim], *, to: User | None) -> Handed:
    """Let this person have these claims, or nobody. Those with which there is nothing left to do are left out. Raises
    Invalid when that is all of them, or when the person could not work on one."""
    if len(claims) > AT_ONCE:
        raise Invalid(f"At most {AT_ONCE} claims can be taken at once; these are {len(claims)}.")
    done = Handed()
    moment = now()
    for claim in claims:
        if claim.state not in WAITING and to is not None:
            done.left += 1
            continue
        if to is not None:
            require_able(to, claim.article)
        if claim.assignee_id == (to.id if to else None):
            continue
        if claim.assignee_id is not None:
            done.before[claim.assignee_id].append(claim.id)
        claim.assignee_id, claim.assigned_at = (to.id, moment) if to else (None, None)
        done.moved.append(claim)
    if claims and done.left == len(claims):
        raise Invalid("There is nothing left to do here: settled, or put aside.")
    db.session.flush()
    return done


def require_able(person: User, article: Article) -> None:
    """Raise Invalid when this person could not work on the claims of an article (articles.queries.visible)."""
    if not (person.active and may(person, "assess")):
        raise Invalid(f"{person.name} does not judge claims on this desk.", "to")
    own = article.created_by_id == person.id
    if (article.visibility == "draft" and not own) or (article.visibility == "hidden" and not may(person, "edit")):
        raise Invalid(f"{person.name} cannot see “{article.title}”: it is {article.visibility}.", "to")


def holders_of(article: Article) -> dict[int | None, int]:
    """How many claims of an article that are to be judged, or judged again, are with whom (None: nobody)."""
    return {row[0]: row[1] for row in columns_of(HOLDERS, {"article": article.id})}


def waiting_in(article: Article, holders: Sequence[int | None]) -> list[Claim]:
    """The claims of an article that are to be judged, or judged again, and that one of these has (None: nobody)."""
    whose = sa.or_(*(Claim.assignee_id.is_(None) if who is None else Claim.assignee_id == who for who in holders))
    statement = sa.select(Claim).where(TO_JUDGE, whose).order_by(Claim.id)
    return list(db.session.scalars(statement, {"article": article.id}))
