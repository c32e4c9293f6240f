"""Reading sightings and matters. What a person may not open is neither shown nor counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..accounts.models import User
from ..articles.models import Article
from ..articles.queries import visible
from ..claims.models import Claim
from ..db import columns_of, db
from ..db.tracking import HistoryEntry
from ..errors import NotFound
from ..reviews.blindness import Veil, veil_over
from .models import Matter, MatterClaim, Sighting
from .service import survivor

SHOWN: Final = 250  # sightings of a claim on its page
GLANCED: Final = 3  # on the workbench
ME: Final[Any] = sa.bindparam("claim")


def load_sighting(sighting_id: int, *, by: User | None) -> Sighting:
    """Raises NotFound also where one of the two articles is not open to this person."""
    ends = (joinedload(Sighting.first).joinedload(Claim.article), joinedload(Sighting.second).joinedload(Claim.article))
    row = db.session.scalars(sa.select(Sighting).where(Sighting.id == sighting_id).options(*ends)).one_or_none()
    seen = sa.select(sa.func.count()).select_from(Article).where(visible(by))
    if row is None or db.session.scalar(seen.where(Article.id.in_((row.first.article_id, row.second.article_id)))) != 2:
        raise NotFound("This was withdrawn: the two claims no longer look like one matter. Open the page anew.")
    return row


# -- a claim's sightings


@dataclass(frozen=True, slots=True)
class Seen:
    """A claim as another article says it, and what is known of the two."""

    sighting_id: int
    state: str
    band: str
    score: float
    reasons: Sequence[str]
    decided_by: str | None
    decided_at: dt.datetime | None
    claim_id: int
    wording: str
    claim_state: str
    verdict: str | None
    confidence: int | None
    article_id: int
    title: str
    feed: str | None
    outlet: str | None
    translator: str | None
    published_at: dt.datetime | None
    created_at: dt.datetime
    matter_id: int | None

    @property
    def first_seen(self) -> dt.datetime:
        return self.published_at or self.created_at


@dataclass(frozen=True)
class Elsewhere:
    """The sightings of a claim that this person may see, by how sure they are; `more` are not listed."""

    confirmed: list[Seen]
    likely: list[Seen]
    possible: list[Seen]
    refused: list[Seen]
    more: int = 0
    veil: Veil = field(default_factory=Veil)

    @property
    def undecided(self) -> int:
        return len(self.likely) + len(self.possible)


_OTHER: Final[Any] = sa.case((Sighting.first_id == ME, Sighting.second_id), else_=Sighting.first_id)
_PAIRED: Final[Any] = (
    sa.select(
        Sighting.id.label("sighting_id"), Sighting.state, Sighting.band, Sighting.score, Sighting.reasons,
        User.name.label("decided_by"), Sighting.decided_at, Claim.id.label("claim_id"), Claim.wording,
        Claim.state.label("claim_state"), Claim.verdict, Claim.confidence, Article.id.label("article_id"),
        Article.title, Article.feed, Article.outlet, Article.translator, Article.published_at, Article.created_at,
        MatterClaim.matter_id,
    )
    .join(Claim, Claim.id == _OTHER)
    .join(Article, Article.id == Claim.article_id)
    .outerjoin(User, User.id == Sighting.decided_by_id)
    .outerjoin(MatterClaim, MatterClaim.claim_id == Claim.id)
    .where(sa.or_(Sighting.first_id == ME, Sighting.second_id == ME))
)  # fmt: skip
# The decided ones, then the likely, the best first.
_ORDER: Final[Any] = (sa.case((Sighting.state == "suggested", 1), else_=0), Sighting.score.desc(), Sighting.id)
_OPEN: Final[Any] = (Sighting.state, Sighting.band)


def elsewhere(claim: Claim, *, by: User) -> Elsewhere:
    """Two statements, three on a desk that judges blind, however many there are."""
    rows = columns_of(_PAIRED.where(visible(by)).order_by(*_ORDER).limit(SHOWN + 1), {"claim": claim.id}).all()
    found = [Seen(*row) for row in rows[:SHOWN]]
    more = 0
    if len(rows) > SHOWN:
        more = sum(numbers_of(claim.id, by=by).values()) - SHOWN
    return Elsewhere(
        [row for row in found if row.state == "confirmed"],
        [row for row in found if row.state == "suggested" and row.band == "likely"],
        [row for row in found if row.state == "suggested" and row.band == "possible"],
        [row for row in found if row.state == "refused"],
        more,
        veil_over(Claim.id.in_([row.claim_id for row in found]), by=by),
    )


def counts_by(by: User) -> sa.Select[Any]:
    return (
        sa.select(*_OPEN, sa.func.count())
        .join(Claim, Claim.id == _OTHER)
        .join(Article, Article.id == Claim.article_id)
        .where(sa.or_(Sighting.first_id == ME, Sighting.second_id == ME), visible(by))
        .group_by(*_OPEN)
    )


def numbers_of(claim_id: int, *, by: User) -> dict[tuple[str, str], int]:
    """How many sightings a claim has, by state and band."""
    return {(state, band): number for state, band, number in columns_of(counts_by(by), {"claim": claim_id})}


@dataclass(frozen=True)
class Glance:
    """What the workbench says of a claim's sightings: how many, and the best that nobody decided; `matter_id` is the
    matter that it is in."""

    matter_id: int | None
    likely: int
    possible: int
    confirmed: int
    best: Sequence[Seen]
    veil: Veil

    def __bool__(self) -> bool:
        return bool(self.likely or self.possible or self.confirmed)


_IN_MATTER: Final[Any] = sa.select(sa.literal("matter"), sa.cast(MatterClaim.matter_id, sa.Text), sa.literal(1)).where(
    MatterClaim.claim_id == ME
)


# To put the statement together takes longer than to run it. By person and rank: what they may see hangs on both.
_glances: dict[tuple[int, int], sa.CompoundSelect[Any]] = {}


def glance(claim: Claim, *, by: User) -> Glance:
    """One statement where there is nothing to tell: it stands on every workbench."""
    statement = _glances.get((by.id, by.rank))
    if statement is None:
        statement = _glances[by.id, by.rank] = counts_by(by).union_all(_IN_MATTER)
    rows = columns_of(statement, {"claim": claim.id}).all()
    matter_id = next((int(word) for what, word, _ in rows if what == "matter"), None)
    counts = {(state, band): number for state, band, number in rows if state != "matter"}
    best: list[Seen] = []
    if counts:
        undecided = _PAIRED.where(visible(by), Sighting.state == "suggested").order_by(*_ORDER).limit(GLANCED)
        best = [Seen(*row) for row in columns_of(undecided, {"claim": claim.id})]
    return Glance(
        matter_id,
        counts.get(("suggested", "likely"), 0),
        counts.get(("suggested", "possible"), 0),
        sum(number for (state, _), number in counts.items() if state == "confirmed"),
        best,
        veil_over(Claim.id.in_([row.claim_id for row in best]), by=by) if best else Veil(),
    )


# -- matters


def load_matter(matter_id: int, *, by: User | None) -> Matter:
    """A matter, or whoever took it in. Raises NotFound also where none of its articles is open to this person."""
    matter = db.session.get(Matter, matter_id)
    matter = None if matter is None else survivor(matter)
    if matter is None or not db.session.scalar(
        sa.select(open_members(by).where(MatterClaim.matter_id == matter.id).exists())
    ):
        raise NotFound("There is no such matter, or its articles are not open to you.")
    return matter


def open_members(by: User | None) -> sa.Select[Any]:
    """The sightings of matters, as far as this person may know of their articles."""
    return (
        sa.select(MatterClaim.id)
        .join(Claim, Claim.id == MatterClaim.claim_id)
        .join(Article, Article.id == Claim.article_id)
        .where(visible(by))
    )


def open_claims(matter: Matter, *, by: User | None) -> list[int]:
    """The claims that are in a matter, or were, as far as this person may know of their articles."""
    there = sa.select(HistoryEntry.after["claim_id"].as_integer()).where(
        HistoryEntry.object_type == MatterClaim.__tablename__,
        HistoryEntry.after["matter_id"].as_integer() == matter.id,
    )
    statement = (
        sa.select(Claim.id).join(Article, Article.id == Claim.article_id).where(Claim.id.in_(there), visible(by))
    )
    return list(columns_of(statement).scalars())


def matter_with(claim_id: int, *, by: User | None) -> Matter | None:
    """The matter of a claim that this person sees."""
    row = db.session.scalars(
        sa.select(MatterClaim).where(MatterClaim.claim_id == claim_id).options(joinedload(MatterClaim.matter))
    ).one_or_none()
    return None if row is None else row.matter


def matters_by(idents: Sequence[int]) -> dict[int, tuple[str, str]]:
    """The title and the number of the matter of each of these claims; those of none are left out."""
    statement = sa.select(MatterClaim.claim_id, Matter.title, Matter.id).join(
        Matter, Matter.id == MatterClaim.matter_id
    )
    rows = columns_of(statement.where(MatterClaim.claim_id.in_(idents)))
    return {claim_id: (title, str(ident)) for claim_id, title, ident in rows}


SORTS: Final[Mapping[str, str]] = {"newest": "Newest sighting", "seen": "Most seen", "title": "Title"}
PAGE: Final = 50


@dataclass(frozen=True)
class Filters:
    words: str = ""
    feed: str = ""
    sort: str = "newest"

    def __bool__(self) -> bool:
        return bool(self.words or self.feed)


@dataclass(frozen=True, slots=True)
class Listed:
    """A matter in the list: its sightings that this person may see."""

    id: int
    title: str
    sightings: int
    feeds: int
    first: dt.datetime
    last: dt.datetime
    verdicts: Sequence[str] = ()


def matters(filters: Filters, page: int, *, by: User) -> tuple[int, list[Listed]]:
    """How many matters fit, and one page of them; pages count from 1. Three statements."""
    came = sa.func.coalesce(Article.published_at, Article.created_at)
    found = (
        sa.select(
            Matter.id, Matter.title, sa.func.count(MatterClaim.id).label("sightings"),
            sa.func.count(Article.feed.distinct()).label("feeds"), sa.func.min(came).label("first"),
            sa.func.max(came).label("last"),
        )
        .join(MatterClaim, MatterClaim.matter_id == Matter.id)
        .join(Claim, Claim.id == MatterClaim.claim_id)
        .join(Article, Article.id == Claim.article_id)
        .where(visible(by))
        .group_by(Matter.id, Matter.title)
    )  # fmt: skip
    for word in filters.words.split():
        says = sa.select(MatterClaim.matter_id).join(Claim, Claim.id == MatterClaim.claim_id)
        says = says.join(Article, Article.id == Claim.article_id)
        said = says.where(visible(by), Claim.wording.icontains(word, autoescape=True))
        found = found.where(sa.or_(Matter.title.icontains(word, autoescape=True), Matter.id.in_(said)))
    if filters.feed:
        of_feed = sa.select(MatterClaim.matter_id).join(Claim, Claim.id == MatterClaim.claim_id)
        of_feed = of_feed.join(Article, Article.id == Claim.article_id)
        found = found.where(Matter.id.in_(of_feed.where(visible(by), Article.feed == filters.feed)))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(found.subquery())) or 0
    orders: dict[str, Any] = {
        "newest": (sa.desc("last"), Matter.id.desc()), "seen": (sa.desc("sightings"), Matter.id),
        "title": (sa.func.lower(Matter.title), Matter.id),
    }  # fmt: skip
    order = orders.get(filters.sort, orders["newest"])
    rows = db.session.execute(found.order_by(*order).limit(PAGE).offset((page - 1) * PAGE)).all()
    verdicts = settled_verdicts([row.id for row in rows], by=by)
    return total, [
        Listed(
            row.id, row.title, row.sightings, row.feeds, moment(row.first), moment(row.last), verdicts.get(row.id, ())
        )
        for row in rows
    ]


def moment(value: Any) -> dt.datetime:
    """SQLite gives the least of several moments as words."""
    found = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
    return found.replace(tzinfo=dt.UTC) if found.tzinfo is None else found.astimezone(dt.UTC)


def settled_verdicts(idents: Sequence[int], *, by: User) -> dict[int, list[str]]:
    rows = columns_of(
        sa.select(MatterClaim.matter_id, Claim.verdict)
        .join(Claim, Claim.id == MatterClaim.claim_id)
        .join(Article, Article.id == Claim.article_id)
        .where(MatterClaim.matter_id.in_(idents), Claim.state == "settled", Claim.verdict.is_not(None), visible(by))
        .distinct()
        .order_by(Claim.verdict)
    )
    found: dict[int, list[str]] = {}
    for ident, verdict in rows:
        found.setdefault(ident, []).append(verdict)
    return found
