"""What a change of zones does to the claims: no rule takes a claim from a zone, and none is missing from copy.

Around the changed words the claims that the rules suggested and nobody touched become what the rules say now. What a
person has worked on stays where it is, and is named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from ...accounts.models import User
from ...articles import zones
from ...articles.models import Version
from ...claims import service as claims
from ...claims.models import Claim
from ...claims.states import restore, withdraw
from ...corrections.models import Correction
from ...db import db
from ...gazetteer.queries import gazetteer
from ...ingest.analysis import statements
from ...reviews.models import Assessment, Comment
from ...text.segment import sentences
from ...text.spans import ClaimSuggestion, Span, Zone

Place = tuple[Span, ...]


@dataclass
class Rezoned:
    """What happened: claims withdrawn, suggested (or back again), and those in the zone that stay."""

    withdrawn: int = 0
    suggested: int = 0
    staying: list[Claim] = field(default_factory=list)


def rezone(version: Version, span: Span, kind: str | None, *, by: User, seen: str | None = None) -> Rezoned:
    """Make a stretch a zone of this kind, or copy (None), and bring the suggested claims there up to date.

    Raises Invalid, Stale (articles.zones.lay).
    """
    if not zones.lay(version, span, kind, seen=seen):
        return Rezoned()
    there = claims_of(version)
    touched = touched_among(there, version)
    found = suggestions(version)
    around = hull(span, there, touched, found)
    done = Rezoned(staying=[claim for claim in there if kind and claim.id in touched and stands_on(claim, span)])
    wanted: dict[Place, list[ClaimSuggestion]] = defaultdict(list)
    for each in found:
        if all(around.contains(part) for part in each.anchors):
            wanted[each.anchors].append(each)
    for claim in there:
        at = anchors_of(claim)
        if wanted[at]:
            again = next((each for each in wanted[at] if each.wording == claim.wording), wanted[at][0])
            wanted[at].remove(again)  # said by the rules and on the desk already, whatever a person made of it
            if claim.withdrawn:
                restore(claim)
                done.suggested += 1
        elif claim.id not in touched and not claim.withdrawn and all(around.contains(part) for part in at):
            withdraw(claim)
            done.withdrawn += 1
    fresh = [each for each in found if any(each is left for left in wanted[each.anchors])]
    done.suggested += len(claims.add_suggestions(version, fresh))
    db.session.flush()
    return done


def claims_of(version: Version) -> list[Claim]:
    """The claims that stand on this version, in text order."""
    rows = db.session.scalars(
        sa.select(Claim)
        .where(Claim.article_id == version.article_id)
        .options(selectinload(Claim.anchors), selectinload(Claim.facts), selectinload(Claim.evidence))
    )
    found = [claim for claim in rows if claim.anchors and claim.anchors[0].version_id == version.id]
    return sorted(found, key=lambda claim: claim.in_text)


def touched_among(there: Sequence[Claim], version: Version) -> set[int]:
    """The ids of the claims that a person made, judged, remarked on, put right, or put aside."""
    of_article = sa.select(Claim.id).where(Claim.article_id == version.article_id)
    touched: set[int] = set()
    for column in (Assessment.claim_id, Comment.claim_id, Correction.claim_id):
        touched.update(ident for ident in db.session.scalars(sa.select(column).where(column.in_(of_article))) if ident)
    return touched | {claim.id for claim in there if not claim.withdrawn and worked_on(claim)}


def worked_on(claim: Claim) -> bool:
    if claim.origin == "person" or claim.state not in {"suggested", "ambiguous"} or claim.evidence:
        return True
    return any(fact.origin == "person" for fact in claim.facts)


def suggestions(version: Version) -> list[ClaimSuggestion]:
    """What the rules find in a version with its zones as they are now."""
    article = version.article
    known = [Zone(row.kind, row.start, row.end) for row in version.zones]  # type: ignore[arg-type]  # checked by the database
    found = sentences(version.text, article.language, known)
    return statements(
        version.text, found, known, published=article.published_at, places=gazetteer().places(version.text)
    )


def hull(span: Span, there: Iterable[Claim], touched: set[int], found: Iterable[ClaimSuggestion]) -> Span:
    """The changed words with all claims by rule that share some of them, before and after the change."""
    low, high = span.start, span.end
    by_rule = [anchors_of(claim) for claim in there if claim.id not in touched]
    for at in (*by_rule, *(each.anchors for each in found)):
        if any(part.overlaps(span) for part in at):
            low, high = min(low, at[0].start), max(high, at[-1].end)
    return Span(low, high)


def anchors_of(claim: Claim) -> Place:
    return tuple(anchor.span for anchor in claim.anchors)


def stands_on(claim: Claim, span: Span) -> bool:
    return claim.state != "not-a-claim" and any(part.overlaps(span) for part in anchors_of(claim))


def told(done: Rezoned, kind: str | None, numbers: dict[int, int]) -> str:
    """One line on what happened."""
    said = [f"It counts as {zones.in_words_of(kind)} now."]
    if done.withdrawn:
        said.append(f"{counted(done.withdrawn, 'suggested claim')} withdrawn.")
    if done.suggested:
        said.append(f"{counted(done.suggested, 'claim')} suggested.")
    if done.staying:
        names = ", ".join(str(numbers.get(claim.id, "–")) for claim in done.staying)
        one = len(done.staying) == 1
        said.append(f"Claim{'' if one else 's'} {names} {'was' if one else 'were'} worked on and stay{'s' * one}.")
    return " ".join(said)


def counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
