"""Everything the workbench shows of an article, in a fixed number of statements whatever the number of rows.

Of each claim the text and the counts need only where it stands and how far it is (`Place`); whole claims are read for
the stretch of the list that is shown, and what hangs on a claim only for the chosen one. The statements are made once:
to make one anew for each page takes as long as to run it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, raiseload
from sqlalchemy.orm.attributes import set_committed_value

from ...accounts.models import User
from ...articles.models import Article, Version, ZoneRow
from ...articles.rendering import Mark, at_own_words
from ...articles.zones import MEANINGS
from ...claims.models import Claim, ClaimAnchor, Evidence, Fact
from ...claims.queries import in_row_order
from ...contradictions.models import Disagreement
from ...corrections.models import Correction
from ...db import columns_of, db
from ...db.tracking import HistoryEntry
from ...garbles.kinds import KINDS
from ...garbles.models import Garble
from ...relays.models import Relay
from ...reviews.blindness import NOTHING, Veil, veil_over
from ...reviews.comments.queries import Talk, talk
from ...reviews.heading import Heading
from ...reviews.judging import Judging, judging
from ...reviews.models import Assessment, Comment
from ...text.spans import Span

LISTED = 200  # claims of one list that a page holds

ARTICLE: sa.BindParameter[int] = sa.bindparam("article")
CLAIM: sa.BindParameter[int] = sa.bindparam("claim")
STANDING = (
    sa.select(Claim.id, Claim.state, Claim.checkable, Claim.verdict)
    .add_columns(ClaimAnchor.start, ClaimAnchor.end, ClaimAnchor.version_id)
    .outerjoin(ClaimAnchor, ClaimAnchor.claim_id == Claim.id)
    .where(in_row_order(ARTICLE))
)
# What hangs on a claim is read for the chosen one: a list that asked for it would ask once a row.
WHOLE = (
    sa.select(Claim)
    .where(Claim.id.in_(sa.bindparam("ids", expanding=True)))
    .options(raiseload(Claim.facts), raiseload(Claim.evidence))
)
FACTS = sa.select(Fact).where(Fact.claim_id == CLAIM).order_by(Fact.start, Fact.id).options(joinedload(Fact.entity))
EVIDENCE = (
    sa.select(Evidence).where(Evidence.claim_id == CLAIM).order_by(Evidence.id).options(joinedload(Evidence.source))
)
ASSESSMENTS = sa.select(Assessment).where(Assessment.claim_id == CLAIM).order_by(Assessment.id)
PEOPLE = sa.select(User.id, User.name).where(User.id.in_(sa.bindparam("ids", expanding=True)))


def rows_of(model: Any, order: Any) -> sa.Select[Any]:
    return sa.select(model).where(model.article_id == ARTICLE).order_by(order, model.id)


GARBLES, CORRECTIONS = rows_of(Garble, Garble.start), rows_of(Correction, Correction.start)
COMMENTS = rows_of(Comment, Comment.id)
CURRENT = sa.select(Version).where(Version.article_id == ARTICLE, Version.number == sa.bindparam("number"))
ZONES = sa.select(ZoneRow).where(ZoneRow.version_id == sa.bindparam("version")).order_by(ZoneRow.start)
# What there is at all, in one statement. Most articles have no corrections, no comments, no relays, and to ask for rows
# that are not there takes as long as to read a few.
THERE = sa.select(
    sa.select(sa.func.max(HistoryEntry.id)).where(HistoryEntry.article_id == ARTICLE).scalar_subquery().label("latest"),
    *(
        sa.exists().where(condition).label(name)
        for name, condition in {
            "garbles": Garble.article_id == ARTICLE,
            "corrections": Correction.article_id == ARTICLE,
            "comments": Comment.article_id == ARTICLE,
            "zones": ZoneRow.version_id.in_(sa.select(Version.id).where(Version.article_id == ARTICLE)),
            "relays": sa.or_(Relay.first_id == ARTICLE, Relay.second_id == ARTICLE),
            "disagreements": sa.or_(
                Disagreement.first_article_id == ARTICLE, Disagreement.second_article_id == ARTICLE
            ),
        }.items()
    ),
)


class Place(NamedTuple):
    """Where a claim stands, by its stretches in the version that is shown, and how far it is."""

    starts: list[int]  # in any version: text order
    id: int
    state: str
    checkable: bool
    verdict: str | None
    spans: list[tuple[int, int]]


class Stretch(NamedTuple):
    """The part of a list that a page holds: its claims, how many come before and after, and the nearest of those."""

    claims: list[Claim]
    before: int
    after: int
    before_id: int | None
    after_id: int | None


@dataclass
class Bench:
    """Everything the workbench shows of one article."""

    article: Article
    latest: int  # the newest line of its history: what happens while the page is drawn is told afterwards
    there: Any  # which of THERE there are
    version: Version
    places: list[Place]
    garbles: list[Garble]
    corrections: list[Correction]
    comments: list[Comment]
    address: str = ""  # of the page
    whole: dict[int, Claim] = field(default_factory=dict)  # the claims that are listed, and the chosen one
    chosen: int | None = None  # the chosen claim
    assessments: dict[int, list[Assessment]] = field(default_factory=dict)  # of the chosen claim
    people: dict[int, Any] = field(default_factory=dict)  # with `id` and `name`
    # What one person may see of judgements and comments: set by `look_as`, the last by `judge_as` after `read`.
    veil: Veil = NOTHING
    talk: Talk = field(default_factory=Talk)
    judging: Judging | None = None

    @cached_property  # every row of the panel asks for it
    def numbers(self) -> dict[int, int]:
        """The number each claim has on the page, by its id: those put aside have none."""
        standing = [place.id for place in self.places if place.state != "not-a-claim"]
        return dict(zip(standing, range(1, len(standing) + 1), strict=True))

    @cached_property
    def offered(self) -> list[Place]:
        """The claims to work on. The others are kept, and folded: opinions and predictions, and what was put aside."""
        return [place for place in self.places if is_offered(place)]

    @cached_property
    def quiet(self) -> list[Place]:
        """Opinions and predictions: kept, but there is nothing to judge in them."""
        return [place for place in self.places if place.state != "not-a-claim" and not is_offered(place)]

    @cached_property
    def aside(self) -> list[Place]:
        """Claims put aside: by a reviewer, or withdrawn because their words are no copy."""
        return [place for place in self.places if place.state == "not-a-claim"]

    @property
    def claims(self) -> list[Claim]:
        """The claims that the page holds, in text order."""
        return [self.whole[place.id] for place in self.places if place.id in self.whole]

    def stretch(self, places: Sequence[Place]) -> Stretch:
        """The part of a list that is shown: around the chosen claim where the list is long."""
        first, last = self.bounds(places)
        claims = [self.whole[place.id] for place in places[first:last] if place.id in self.whole]
        return Stretch(
            claims,
            first,
            len(places) - last,
            places[first - 1].id if first else None,
            places[last].id if last < len(places) else None,
        )

    def bounds(self, places: Sequence[Place]) -> tuple[int, int]:
        if len(places) <= LISTED:
            return 0, len(places)
        at = 0
        if self.chosen is not None:
            at = next((i for i, place in enumerate(places) if place.id == self.chosen), 0)
        first = max(0, min(at - LISTED // 2, len(places) - LISTED))
        return first, first + LISTED

    def marks(self, within: Span) -> list[Mark]:
        """All that is drawn in a part of the text, cut where the part ends; places count from the text's beginning. A
        claim has its number in the part where its first words are."""
        numbers = self.numbers
        marks = [
            Mark("zone", zone.id, zone.start, zone.end, zone.kind, zone.kind.replace("-", " "), MEANINGS[zone.kind])
            for zone in self.version.zones
        ]
        marks += at_own_words(
            Mark(
                "claim",
                place.id,
                start,
                end,
                place.state if place.checkable else "quiet",
                str(numbers[place.id]) if within.start <= place.spans[0][0] < within.end else "",
                title_of(place, numbers[place.id], self.veil),
            )
            for place in self.places
            if place.id in numbers
            for start, end in place.spans
            if start < within.end and end > within.start
        )
        marks += [
            Mark("garble", garble.id, garble.start, garble.end, garble.state, title=KINDS[garble.category].label)
            for garble in self.garbles
            if garble.state != "dismissed" and garble.version_id == self.version.id
        ]
        marks += [
            Mark(
                "correction", row.id, row.start, row.end, row.state,
                title=f"Correction, {row.state}", replacement=row.replacement, about=self.claims_on(row.span),
            )
            for row in self.corrections
            if row.state in {"proposed", "accepted"} and row.version_id == self.version.id
            if row.start < within.end and row.end > within.start  # before its claims are looked for
        ]  # fmt: skip
        return [cut(mark, within) for mark in marks if mark.start < within.end and mark.end > within.start]

    def claims_on(self, span: Span) -> tuple[int, ...]:
        """The claims that share words with a stretch of the text and have a number."""
        return tuple(
            place.id
            for place in self.places
            if place.id in self.numbers and any(start < span.end and end > span.start for start, end in place.spans)
        )

    def read(self, tab: str, chosen: int | None) -> None:
        """Read what this tab lists, and all of the chosen claim."""
        self.chosen = chosen
        wanted = {chosen} if chosen is not None else set()
        if tab == "claims":
            for places in (self.offered, self.quiet, self.aside):
                first, last = self.bounds(places)
                wanted.update(place.id for place in places[first:last])
        if wanted:
            self.whole = {claim.id: claim for claim in db.session.scalars(WHOLE, {"ids": sorted(wanted)})}
        if chosen is not None:
            self.read_chosen(self.whole[chosen])
        named = {row.reviewer_id for rows in self.assessments.values() for row in rows}
        named |= {ident for row in self.comments for ident in (row.author_id, row.resolved_by_id) if ident}
        named |= {ident for row in self.corrections for ident in (row.created_by_id, row.decided_by_id) if ident}
        if named:
            self.people = {row.id: row for row in columns_of(PEOPLE, {"ids": sorted(named)})}

    def look_as(self, by: User, heading: Heading) -> None:
        """Draw the veil of this person over judgements and comments; one statement on a desk that judges blind."""
        self.veil = veil_over(Claim.article_id == self.article.id, by=by, wanted=heading.terms)
        self.talk = talk(self.comments, by=by, seen=heading.seen, veil=self.veil)

    def judge_as(self, by: User, heading: Heading) -> None:
        """What this person may see of the judgements that were read."""
        self.judging = judging(self.assessments, by=by, terms=heading.terms, veil=self.veil)

    def read_chosen(self, claim: Claim) -> None:
        for name, statement in (("facts", FACTS), ("evidence", EVIDENCE)):
            set_committed_value(claim, name, list(db.session.scalars(statement, {"claim": claim.id})))
        self.assessments = {claim.id: list(db.session.scalars(ASSESSMENTS, {"claim": claim.id}))}


def cut(mark: Mark, within: Span) -> Mark:
    if within.start <= mark.start and mark.end <= within.end:
        return mark
    return replace(mark, start=max(mark.start, within.start), end=min(mark.end, within.end))


def is_offered(place: Place) -> bool:
    return place.state != "not-a-claim" and (place.checkable or place.verdict is not None)


def title_of(place: Place, number: int, veil: Veil) -> str:
    verdict = f", {place.verdict}" if place.verdict and place.id not in veil else ""
    return f"Claim {number}, {place.state}{verdict}"


def bench(article: Article) -> Bench:
    """The workbench of an article, in text order; `Bench.read` brings what a tab lists."""
    of = {"article": article.id}
    there = columns_of(THERE, of).one()  # first, for the sake of `latest`
    version = current_of(article, zones=there.zones)

    def those(statement: sa.Select[Any], is_any: bool) -> list[Any]:
        return list(db.session.scalars(statement, of)) if is_any else []

    return Bench(
        article,
        there.latest or 0,
        there,
        version,
        places_of(article, version),
        garbles=[row for row in those(GARBLES, there.garbles) if is_shown(row, version)],
        corrections=[row for row in those(CORRECTIONS, there.corrections) if is_shown(row, version)],
        comments=those(COMMENTS, there.comments),
    )


def current_of(article: Article, *, zones: bool) -> Version:
    """`article.current` with its zones, by statements that are made once: relations are read in twice the time."""
    if "current" not in article.__dict__:
        found = db.session.scalars(CURRENT, {"article": article.id, "number": article.current_number}).one()
        set_committed_value(article, "current", found)
    version = article.current
    if "zones" not in version.__dict__:
        rows = db.session.scalars(ZONES, {"version": version.id}).all() if zones else []
        set_committed_value(version, "zones", list(rows))
    return version


def is_shown(row: Garble | Correction, version: Version) -> bool:
    return row.version_id == version.id and not row.withdrawn


def places_of(article: Article, version: Version) -> list[Place]:
    found: dict[int, Place] = {}
    several: set[int] = set()
    shown = version.id  # each look at an object's attribute takes as long as all the rest of a row
    for ident, state, checkable, verdict, start, end, version_id in columns_of(STANDING, {"article": article.id}).all():
        if ident not in found:
            spans = [(start, end)] if version_id == shown else []
            found[ident] = Place([] if start is None else [start], ident, state, checkable, verdict, spans)
            continue
        several.add(ident)
        found[ident].starts.append(start)
        if version_id == shown:
            found[ident].spans.append((start, end))
    for ident in several:
        found[ident].starts.sort()
        found[ident].spans.sort()
    # What stands on an older version only is drawn on that one (desk/versions).
    return sorted(place for place in found.values() if place.spans or not place.starts)
