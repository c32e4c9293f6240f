"""What may be done about articles in nearly the same words: found when one comes in, decided by people. Nothing is
merged, and neither article changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Final, cast

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..accounts.models import User
from ..accounts.policy import may
from ..articles.models import Article, Version
from ..db import db, now, transaction
from ..db.versions import require_version
from ..errors import Invalid, NotAllowed
from .models import STATES, Relay, SignatureBand, SignedText
from .wordruns import Likeness, Signed, compare, sign

# How much of the shorter text stands in the longer one, to say so. Of 171 pairs of unrelated stories of one week in one
# country none shared more than 0.05; a story of which a third of the words were changed shares 0.36.
CONTAINED: Final = 0.3
# A market report repeats the words of last week's: it is another story. Relays come within days.
APART: Final = dt.timedelta(days=7)
# Texts looked at for one that comes in, of those that share most bands; and newest ones of each band. Stories made from
# a form have thousands of neighbours, and the first dozen say it all.
_LOOKED_AT: Final = 12
_OF_A_BAND: Final = 50
_MOST_BANDS: Final = 48
_BATCH: Final = 50

_SIGNED: Final = cast(sa.Table, SignedText.__table__)
_BANDS: Final = cast(sa.Table, SignatureBand.__table__)
# Made once each: to make a statement takes as long as to run it.
_OF_ARTICLE: Final = sa.select(Relay).where(
    sa.or_(Relay.first_id == sa.bindparam("article"), Relay.second_id == sa.bindparam("article"))
)
_FORGET_SIGNED: Final = sa.delete(_SIGNED).where(_SIGNED.c.article_id == sa.bindparam("article"))
_FORGET_BANDS: Final = sa.delete(_BANDS).where(_BANDS.c.article_id == sa.bindparam("article"))
_SIGN: Final = sa.insert(_SIGNED)
_BAND: Final = sa.insert(_BANDS)
# In words: with so many parts it takes SQLAlchemy longer to put together than the database to answer.
_SHARING: Final = sa.text(
    " UNION ALL ".join(
        f"SELECT article_id FROM (SELECT article_id FROM signature_bands WHERE band = :band{at}"  # noqa: S608  # numbers
        f" ORDER BY article_id DESC LIMIT {_OF_A_BAND}) AS band{at}"
        for at in range(_MOST_BANDS)
    )
)


def note(version: Version) -> list[Relay]:
    """Inside a transaction: sign the newest text of an article, and note the articles that it shares much with.

    Suggestions that its last text had are withdrawn; what a person decided about the two articles stays.
    """
    signed = sign(version.text, version.zones)
    _keep(version, signed)
    found = {other.id: likeness for other, likeness in _alike(version, signed)}
    rows = db.session.scalars(_OF_ARTICLE, {"article": version.article_id})
    there = {row.second_id if row.first_id == version.article_id else row.first_id: row for row in rows}
    for ident, row in there.items():
        if ident in found:
            row.alike, row.contained = found[ident]
        elif row.state == "suggested":
            db.session.delete(row)
    added = []
    for ident in sorted(found.keys() - there.keys()):
        first, second = sorted((version.article_id, ident))
        added.append(Relay(first_id=first, second_id=second, **found[ident]._asdict()))
    db.session.add_all(added)
    db.session.flush()
    return [row for ident, row in there.items() if ident in found and row.state != "refused"] + added


def _keep(version: Version, signed: Signed) -> None:
    connection = db.session.connection()
    if connection.execute(_FORGET_SIGNED, {"article": version.article_id}).rowcount:
        connection.execute(_FORGET_BANDS, {"article": version.article_id})
    connection.execute(_SIGN, {"article_id": version.article_id, "version_id": version.id})
    if signed.bands:
        connection.execute(_BAND, [{"article_id": version.article_id, "band": band} for band in signed.bands])


def _alike(version: Version, signed: Signed) -> list[tuple[Article, Likeness]]:
    """The articles near it in time that share much of its words."""
    if not signed.bands:
        return []
    named: dict[str, Any] = {f"band{at}": signed.bands[at % len(signed.bands)] for at in range(_MOST_BANDS)}
    counts: dict[int, int] = {}
    for ident in db.session.connection().execute(_SHARING, named).scalars():
        counts[ident] = counts.get(ident, 0) + 1
    counts.pop(version.article_id, None)
    if not counts:
        return []
    nearest = sorted(counts, key=lambda ident: (-counts[ident], -ident))
    when = {
        row.id: row.at
        for row in db.session.execute(
            sa.select(Article.id, sa.func.coalesce(Article.published_at, Article.created_at).label("at")).where(
                Article.id.in_([*nearest, version.article_id])
            )
        )
    }
    here = when.pop(version.article_id)
    near = [ident for ident in nearest if ident in when and abs(when[ident] - here) <= APART][:_LOOKED_AT]
    others = (
        sa.select(Article).where(Article.id.in_(near)).options(joinedload(Article.current).selectinload(Version.zones))
    )
    found = [
        (other, compare(signed.runs, sign(other.current.text, other.current.zones).runs))
        for other in db.session.scalars(others)
        if other.current is not None
    ]
    return [(other, likeness) for other, likeness in found if likeness.contained >= CONTAINED]


def decide(relay: Relay, state: str, *, by: User, seen: int | None = None) -> None:
    """Say that two articles tell one story ("confirmed") or do not ("refused"), or take that back ("suggested").
    Raises Invalid, NotAllowed, Stale."""
    if state not in STATES:
        raise Invalid("Two articles are said to tell one story (confirmed) or not (refused).", "state")
    if not may(by, "assess"):
        raise NotAllowed("Whether two articles tell one story is said by reviewers and editors.")
    require_version(relay, seen, {"state": state})
    relay.state = state
    relay.decided_by_id = by.id if state != "suggested" else None
    relay.decided_at = now() if state != "suggested" else None
    db.session.flush()


# -- articles that were there before, or came another way than through a reader


def unsigned() -> sa.Select[Any]:
    """The newest texts that have no signature."""
    newest = sa.and_(Version.article_id == Article.id, Version.number == Article.current_number)
    signed = sa.exists().where(SignedText.article_id == Version.article_id, SignedText.version_id == Version.id)
    return sa.select(Version).join(Article, newest).where(~signed).order_by(Version.id)


def number_unsigned() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(unsigned().subquery())) or 0


def number_suggested() -> int:
    return db.session.scalar(sa.select(sa.func.count()).where(Relay.state == "suggested")) or 0


def sign_missing(progress: Callable[[int], None] = lambda done: None) -> int:
    """Sign every text that has no signature, a batch a transaction; gives how many. Broken off and begun again it goes
    on where it was."""
    done = 0
    while True:
        with transaction(by=None, verb="find relays"):
            versions = db.session.scalars(unsigned().limit(_BATCH)).all()
            for version in versions:
                note(version)
        db.session.expunge_all()
        done += len(versions)
        if not versions:
            return done
        progress(done)
