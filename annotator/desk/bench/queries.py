"""Everything the workbench shows of an article, in a fixed number of statements whatever the number of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from ...accounts.models import User
from ...articles.models import Article, Version
from ...articles.rendering import Mark, at_own_words
from ...articles.zones import MEANINGS
from ...claims.models import Claim, Evidence, Fact
from ...corrections.models import Correction
from ...db import db
from ...garbles.kinds import KINDS
from ...garbles.models import Garble
from ...reviews.models import Assessment, Comment
from ...sources.models import Source


@dataclass
class Bench:
    """Everything the workbench shows of one article."""

    article: Article
    version: Version
    claims: list[Claim]
    garbles: list[Garble]
    corrections: list[Correction]
    comments: list[Comment]
    assessments: dict[int, list[Assessment]] = field(default_factory=dict)
    people: dict[int, User] = field(default_factory=dict)

    @cached_property  # every row of the panel asks for it
    def numbers(self) -> dict[int, int]:
        """The number each claim has on the page, by its id: those put aside have none."""
        standing = [claim for claim in self.claims if claim.state != "not-a-claim"]
        return {claim.id: number for number, claim in enumerate(standing, start=1)}

    @property
    def offered(self) -> list[Claim]:
        """The claims to work on. The others are kept, and folded: opinions and predictions, and what was put aside."""
        return [claim for claim in self.claims if claim.state != "not-a-claim" and (claim.checkable or claim.verdict)]

    @property
    def quiet(self) -> list[Claim]:
        """Opinions and predictions: kept, but there is nothing to judge in them."""
        offered = {claim.id for claim in self.offered}
        return [claim for claim in self.claims if claim.state != "not-a-claim" and claim.id not in offered]

    @property
    def aside(self) -> list[Claim]:
        """Claims put aside: by a reviewer, or withdrawn because their words are no copy."""
        return [claim for claim in self.claims if claim.state == "not-a-claim"]

    @property
    def marks(self) -> list[Mark]:
        """All that is drawn in the text."""
        numbers = self.numbers
        marks = [
            Mark("zone", zone.id, zone.start, zone.end, zone.kind, zone.kind.replace("-", " "), MEANINGS[zone.kind])
            for zone in self.version.zones
        ]
        marks += at_own_words(
            Mark(
                "claim",
                claim.id,
                anchor.start,
                anchor.end,
                claim.state if claim.checkable else "quiet",
                str(numbers[claim.id]),
                title_of(claim, numbers[claim.id]),
            )
            for claim in self.claims
            if claim.id in numbers
            for anchor in claim.anchors
            if anchor.version_id == self.version.id
        )
        marks += [
            Mark("garble", garble.id, garble.start, garble.end, garble.state, title=KINDS[garble.category].label)
            for garble in self.garbles
            if garble.state != "dismissed" and garble.version_id == self.version.id
        ]
        marks += [
            Mark(
                "correction", row.id, row.start, row.end, row.state,
                title=f"Correction, {row.state}", replacement=row.replacement,
            )
            for row in self.corrections
            if row.state in {"proposed", "accepted"} and row.version_id == self.version.id
        ]  # fmt: skip
        return marks


def title_of(claim: Claim, number: int) -> str:
    verdict = f", {claim.verdict}" if claim.verdict else ""
    return f"Claim {number}, {claim.state}{verdict}"


def bench(article: Article) -> Bench:
    """The workbench of an article, in text order."""
    version = article.current
    claims = list(
        db.session.scalars(
            sa.select(Claim)
            .where(Claim.article_id == article.id)
            .options(
                selectinload(Claim.anchors),
                selectinload(Claim.facts).joinedload(Fact.entity),
                selectinload(Claim.evidence).joinedload(Evidence.source),
            )
        )
    )
    claims.sort(key=lambda claim: claim.in_text)
    found = Bench(
        article,
        version,
        claims,
        garbles=rows_of(Garble, article, Garble.start),
        corrections=rows_of(Correction, article, Correction.start),
        comments=rows_of(Comment, article, Comment.id),
    )
    judged: dict[int, list[Assessment]] = defaultdict(list)
    for assessment in db.session.scalars(
        sa.select(Assessment).join(Claim).where(Claim.article_id == article.id).order_by(Assessment.id)
    ):
        judged[assessment.claim_id].append(assessment)
    found.assessments = judged
    wanted = {assessment.reviewer_id for rows in judged.values() for assessment in rows}
    wanted |= {comment.author_id for comment in found.comments}
    wanted |= {row.created_by_id for row in found.corrections if row.created_by_id}
    found.people = {user.id: user for user in db.session.scalars(sa.select(User).where(User.id.in_(wanted)))}
    return found


Row = TypeVar("Row", Garble, Correction, Comment)


def rows_of(model: type[Row], article: Article, order: Any) -> list[Row]:
    """All rows of one kind on an article."""
    return list(db.session.scalars(sa.select(model).where(model.article_id == article.id).order_by(order, model.id)))


def source_titles() -> Sequence[str]:
    """The titles to offer while a source is typed."""
    return db.session.scalars(sa.select(Source.title).distinct().order_by(Source.title).limit(500)).all()
