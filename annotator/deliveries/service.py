"""What is written down of copies that leave, and of who has been told since. Inside a transaction, as all verbs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from ..accounts.models import User
from ..accounts.policy import may
from ..articles.models import Article, Version
from ..claims.models import Claim
from ..corrections.models import Correction
from ..db import db, now
from ..errors import Invalid, NotAllowed
from ..garbles.models import Garble
from ..readiness.queries import ready_among
from ..text.characters import checked
from .models import DeliveredCopy, Delivery

LONGEST: Final = 200  # characters of a recipient's name
BATCH: Final = 500  # articles whose state is read at a time


def checked_recipient(words: str) -> str:
    """Raises Invalid when it is too long, or has characters that no text may have."""
    found = " ".join(checked(words, "recipient").split())
    if len(found) > LONGEST:
        raise Invalid(f"The recipient may have {LONGEST} characters at most.", "recipient")
    return found


def deliver(
    articles: Sequence[int],
    *,
    form: str,
    options: Mapping[str, Any],
    by: User | None,
    recipient: str = "",
    uid: str | None = None,
) -> Delivery | None:
    """Write down that these articles left. With a `uid` that is written down already nothing is written again: a job
    that was broken off between its file and its end goes on. None when there are no articles."""
    if uid is not None:
        known = db.session.scalars(sa.select(Delivery).where(Delivery.uid == uid)).one_or_none()
        if known is not None:
            return known
    if not articles:
        return None
    delivery = Delivery(
        at=now(),
        taker_id=by.id if by else None,
        recipient=checked_recipient(recipient),
        format=form,
        options=dict(options),
    )
    if uid is not None:
        delivery.uid = uid
    db.session.add(delivery)
    for start in range(0, len(articles), BATCH):
        some = articles[start : start + BATCH]
        states = states_of(some)
        db.session.add_all(
            DeliveredCopy(delivery=delivery, article_id=ident, version_id=version, at=delivery.at, state=state)
            for ident, (version, state) in states.items()
        )
        db.session.flush()
    return delivery


def states_of(articles: Sequence[int]) -> dict[int, tuple[int, dict[str, int]]]:
    """How far the desk is with each article now: its version, and what stands on it in numbers."""
    versions = sa.select(Article.id, Version.id).join(
        Version, sa.and_(Version.article_id == Article.id, Version.number == Article.current_number)
    )
    found: dict[int, tuple[int, dict[str, int]]] = {
        ident: (version, {"claims": 0, "settled": 0, "garbles": 0, "corrections": 0, "ready": 0})
        for ident, version in db.session.execute(versions.where(Article.id.in_(articles)))
    }
    counts = (
        ("claims", Claim.article_id, Claim.state != "not-a-claim"),
        ("settled", Claim.article_id, Claim.state == "settled"),
        ("garbles", Garble.article_id, sa.and_(Garble.state.in_(("suspected", "confirmed")), ~Garble.withdrawn)),
        ("corrections", Correction.article_id, sa.and_(Correction.state == "accepted", ~Correction.withdrawn)),
    )
    for name, column, wanted in counts:
        counted = sa.select(column, sa.func.count()).where(column.in_(articles), wanted).group_by(column)
        for ident, number in db.session.execute(counted):
            if ident in found:
                found[ident][1][name] = number
    for ident in ready_among(articles):
        if ident in found:
            found[ident][1]["ready"] = 1
    return found


def mark_told(copies: Sequence[DeliveredCopy], *, by: User | None, how: str = "person") -> None:
    """Their takers know of all corrections made until now. Raises NotAllowed."""
    if by is not None and not may(by, "assess"):
        raise NotAllowed("Reviewers and editors mark takers as told.")
    for copy in copies:
        copy.told_at, copy.told_by_id, copy.told_how = now(), by.id if by else None, how
    db.session.flush()


def mark_untold(copy: DeliveredCopy, *, by: User) -> None:
    """It was marked by mistake. Raises NotAllowed."""
    if not may(by, "assess"):
        raise NotAllowed("Reviewers and editors mark takers as told.")
    copy.told_at = copy.told_by_id = copy.told_how = None
    db.session.flush()
