"""A settled verdict, offered to the other sightings of its matter: a person takes it over as their own, or does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..accounts.models import User
from ..articles.models import Article
from ..articles.queries import visible
from ..claims.evidence import EvidenceFields, fill
from ..claims.models import Claim, Evidence, Fact
from ..db import columns_of, db
from ..errors import Invalid
from ..reviews import service as reviews
from ..reviews.models import Adjudication, Assessment
from .models import MatterClaim

# Claims that are judged already may be judged by somebody else too; one that is settled has its verdict.
OFFERED_TO: Final = frozenset({"suggested", "open", "ambiguous", "assessed", "recheck"})


@dataclass(frozen=True)
class Offer:
    """What may be taken over: the verdict of a settled claim, with who judged it so and when it was settled.

    `differs`: figures of the two claims that are not the same: what is true of one may be false of the other.
    """

    origin: Claim
    verdict: str
    confidence: int
    fault: str | None
    judged_by: tuple[str, ...]
    settled_at: dt.datetime | None
    sources: int
    differs: str = ""


def offers_to(claim: Claim, *, by: User) -> list[Offer]:
    """What the matter of a claim offers to it. One statement where it is in none, or nothing there is settled."""
    if claim.state not in OFFERED_TO:
        return []
    mine = sa.select(MatterClaim.matter_id).where(MatterClaim.claim_id == claim.id).scalar_subquery()
    statement = (
        sa.select(Claim)
        .join(MatterClaim, MatterClaim.claim_id == Claim.id)
        .join(Article, Article.id == Claim.article_id)
        .where(MatterClaim.matter_id == mine, Claim.id != claim.id, Claim.state == "settled", visible(by))
        .where(Claim.verdict.is_not(None))
        .options(joinedload(Claim.article))
        .order_by(Claim.id)
    )
    settled = db.session.scalars(statement).all()
    return offers_of([claim], settled).get(claim.id, []) if settled else []


def offers_in(claims: Sequence[Claim]) -> dict[int, list[Offer]]:
    """What the settled ones among these sightings of a matter offer to the others, by claim."""
    settled = [claim for claim in claims if claim.state == "settled" and claim.verdict is not None]
    return offers_of([claim for claim in claims if claim.state in OFFERED_TO], settled) if settled else {}


def offers_of(to: Sequence[Claim], settled: Sequence[Claim]) -> dict[int, list[Offer]]:
    if not to:
        return {}
    judges = judges_of(settled)
    counts = sa.select(Evidence.claim_id, sa.func.count()).group_by(Evidence.claim_id)
    sources = dict(columns_of(counts.where(Evidence.claim_id.in_([each.id for each in settled]))).all())
    figures = figures_of([claim.id for claim in (*to, *settled)])
    found: dict[int, list[Offer]] = {}
    for claim in to:
        made = [
            Offer(
                origin,
                origin.verdict or "",
                origin.confidence or 0,
                origin.fault,
                tuple(judges.get(origin.id, ())),
                origin.state_since,
                sources.get(origin.id, 0),
                difference(figures.get(claim.id, {}), figures.get(origin.id, {})),
            )
            for origin in settled
            if origin.id != claim.id
        ]
        # What says the same first, then what has most to stand on.
        found[claim.id] = sorted(made, key=lambda each: (bool(each.differs), -each.sources, -each.confidence))
    return found


def judges_of(claims: Sequence[Claim]) -> dict[int, list[str]]:
    """Who found what stands, by claim: its judges of that verdict, else whoever picked it where they differed."""
    idents = [claim.id for claim in claims]
    found: dict[int, list[str]] = {}
    for model, person in ((Assessment, Assessment.reviewer_id), (Adjudication, Adjudication.created_by_id)):
        rows = columns_of(
            sa.select(model.claim_id, User.name)
            .join(User, User.id == person)
            .join(Claim, sa.and_(Claim.id == model.claim_id, Claim.verdict == model.verdict))
            .where(model.claim_id.in_(idents))
            .order_by(model.id)
        )
        for ident, name in rows:
            if name not in found.setdefault(ident, []):
                found[ident].append(name)
    return found


def figures_of(idents: Sequence[int]) -> dict[int, dict[str, set[str]]]:
    """The figures of claims, by what they count: words of the article, by claim."""
    rows = columns_of(
        sa.select(Fact.claim_id, Fact.role, Fact.unit, Fact.value, Fact.high)
        .where(Fact.claim_id.in_(idents), Fact.kind == "quantity", Fact.value.is_not(None))
    )  # fmt: skip
    found: dict[int, dict[str, set[str]]] = {}
    for row in rows:
        what = row.role or row.unit
        if what:
            figure = f"{row.value:,.6g}" + (f"–{row.high:,.6g}" if row.high is not None else "")
            found.setdefault(row.claim_id, {}).setdefault(what, set()).add(figure)
    return found


def difference(mine: Mapping[str, set[str]], theirs: Mapping[str, set[str]]) -> str:
    """In words, the figures that two claims have of one thing and that differ; empty where none do."""
    return "; ".join(
        f"{what}: {', '.join(sorted(mine[what]))} here, {', '.join(sorted(theirs[what]))} there"
        for what in sorted(mine.keys() & theirs.keys())
        if not mine[what] & theirs[what]
    )


def take_over(claim: Claim, origin: Claim, *, by: User, evidence: bool = False, seen: int | None = None) -> Assessment:
    """Judge a claim as a settled sighting of the same matter was judged: an assessment of this person's own, with a
    note that names its origin, and the origin's sources where `evidence` says so. The desk's policy then holds for it
    as for any other. Raises Invalid where nothing is offered, Stale."""
    offer = next((each for each in offers_to(claim, by=by) if each.origin.id == origin.id), None)
    if offer is None:
        raise Invalid("That verdict is not offered any more: it was taken apart, changed, or this claim is settled.")
    own = reviews.own_assessment(claim, by)
    note = "\n\n".join(part for part in (own.note if own else "", note_of(offer)) if part)
    made = reviews.assess(
        claim, verdict=offer.verdict, confidence=offer.confidence, by=by, fault=own.fault if own else None,
        note=note, seen=seen,
    )  # fmt: skip
    if evidence:
        copy_evidence(origin, claim, by=by)
    return made


def note_of(offer: Offer) -> str:
    """Where a verdict comes from, in words that stay true when the other claim is judged anew."""
    who = f" by {' and '.join(offer.judged_by)}" if offer.judged_by else ""
    when = f" on {offer.settled_at:%-d %B %Y}" if offer.settled_at else ""
    article = offer.origin.article
    feed = f" ({article.feed})" if article.feed else ""
    return f"Taken over from “{article.title}”{feed}: judged {offer.verdict}, {offer.confidence}{who}{when}."


def copy_evidence(origin: Claim, claim: Claim, *, by: User) -> int:
    """Give a claim the sources of another, those that it lacks. Returns how many."""
    there = {(piece.source_id, piece.passage_sha256) for piece in claim.evidence}
    number = 0
    for piece in list(origin.evidence):
        if (piece.source_id, piece.passage_sha256) in there:
            continue
        copied = Evidence(source=piece.source, created_by_id=by.id)
        fields = EvidenceFields(piece.stance, piece.passage, piece.url, piece.archive_url, piece.retrieved_at)
        fill(copied, fields)
        copied.claim = claim
        db.session.add(copied)
        number += 1
    db.session.flush()
    return number
