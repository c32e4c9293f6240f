"""The rows of some articles, read together: a fixed number of statements whatever is on the articles."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from ..accounts.models import User
from ..articles.anchors import AnchorColumns
from ..articles.models import Version
from ..claims.models import Claim, Evidence, Fact
from ..corrections.models import Correction, Notice
from ..db import db
from ..db.tracking import HistoryEntry
from ..garbles.models import Garble
from ..gazetteer.models import Entity
from ..readiness.models import Approval
from ..readiness.queries import ready_since
from ..reviews.blindness import NOTHING, Veil, veil_over
from ..reviews.models import Assessment
from ..tags.models import Tagging
from ..tags.queries import names_by
from ..versions.queries import waiting_among
from .record import AnchorRecord

Row = TypeVar("Row", Claim, Garble, Correction, Notice)


class FactRow(NamedTuple):
    """A speaker or a place of a claim; `name` and `key` are its entity's, where it has one."""

    kind: str
    quote: str
    role: str | None
    name: str | None
    key: str | None


@dataclass
class Batch:
    """The rows of some articles by article, and what they refer to by id."""

    claims: dict[int, list[Claim]]
    garbles: dict[int, list[Garble]]
    corrections: dict[int, list[Correction]]
    assessments: dict[int, list[Assessment]]
    notices: dict[int, list[Notice]]
    versions: dict[int, str]
    people: dict[int, str]
    changes: dict[tuple[str, int], dt.datetime] = field(default_factory=dict)
    tags: dict[int, list[str]] = field(default_factory=dict)  # by claim
    facts: dict[int, list[FactRow]] = field(default_factory=dict)  # speakers and places, by claim
    waiting: dict[int, int] = field(default_factory=dict)  # what waits for its place in the present text, by article
    veil: Veil = NOTHING  # of the person it is read for
    ready: dict[int, Approval] = field(default_factory=dict)  # the approvals that stand

    def name(self, user_id: int | None) -> str | None:
        return None if user_id is None else self.people[user_id]

    def changed(self, row: Claim | Garble | Correction) -> dt.datetime:
        return self.changes.get((row.__tablename__, row.id), row.created_at)

    def anchor(self, row: AnchorColumns) -> AnchorRecord:
        return AnchorRecord(row.start, row.end, row.quote, row.prefix, row.suffix, self.versions[row.version_id])


def read_batch(ids: Sequence[int], by: User | None) -> Batch:
    claims = rows_of(
        Claim,
        ids,
        Claim.state != "not-a-claim",
        selectinload(Claim.anchors),
        selectinload(Claim.evidence).joinedload(Evidence.source),
    )
    garbles = rows_of(
        Garble, ids, sa.and_(Garble.state != "dismissed", ~Garble.withdrawn),
        joinedload(Garble.entity).selectinload(Entity.aliases),
    )  # fmt: skip
    corrections = rows_of(
        Correction,
        ids,
        sa.and_(Correction.state.in_(("proposed", "accepted")), ~Correction.withdrawn),
        joinedload(Correction.source),
        joinedload(Correction.entity),
    )
    notices = rows_of(Notice, ids, Notice.state == "approved", selectinload(Notice.corrections))
    assessments: dict[int, list[Assessment]] = defaultdict(list)
    for assessment in db.session.scalars(
        sa.select(Assessment).join(Claim).where(Claim.article_id.in_(ids)).order_by(Assessment.id)
    ):
        assessments[assessment.claim_id].append(assessment)
    idents = [claim.id for rows in claims.values() for claim in rows]
    versions = sa.select(Version.id, Version.uid).where(Version.article_id.in_(ids))
    return Batch(
        claims=claims,
        garbles=garbles,
        corrections=corrections,
        assessments=assessments,
        notices=notices,
        versions=dict(db.session.execute(versions).all()),
        people=names_of(
            [*all_of(claims), *all_of(garbles), *all_of(corrections), *all_of(notices), *all_of(assessments)]
        ),
        changes=last_changes(ids),
        tags=names_by(Tagging.claim_id, idents),
        facts=facts_of(idents),
        waiting=waiting_among(ids),
        veil=veil_over(Claim.article_id.in_(ids), by=by),
        ready=ready_since(ids),
    )


def rows_of(model: type[Row], ids: Sequence[int], wanted: sa.ColumnElement[bool], *load: Any) -> dict[int, list[Row]]:
    """The rows of one kind by article."""
    found: dict[int, list[Row]] = defaultdict(list)
    statement = sa.select(model).where(model.article_id.in_(ids), wanted).options(*load).order_by(model.id)
    for row in db.session.scalars(statement):
        found[row.article_id].append(row)
    return found


def facts_of(claims: Sequence[int]) -> dict[int, list[FactRow]]:
    """Speakers and places only, and not as rows of the session: a claim has several facts.

    Asked for by claim alone: with their kinds in the condition SQLite reads every speaker and place of the desk.
    """
    found: dict[int, list[FactRow]] = defaultdict(list)
    statement = (
        sa.select(Fact.claim_id, Fact.kind, Fact.quote, Fact.role, Entity.name, Entity.key)
        .outerjoin(Entity, Entity.id == Fact.entity_id)
        .where(Fact.claim_id.in_(claims))
        .order_by(Fact.start, Fact.id)
    )
    for row in db.session.execute(statement):
        if row.kind in {"speaker", "place"}:
            found[row.claim_id].append(FactRow(row.kind, row.quote, row.role, row.name, row.key))
    return found


def all_of(grouped: dict[int, list[Any]]) -> Iterator[Any]:
    return (row for rows in grouped.values() for row in rows)


def names_of(rows: Iterable[Any]) -> dict[int, str]:
    """The names of all who made, decided or judged these rows."""
    wanted = {
        getattr(row, column)
        for row in rows
        for column in ("created_by_id", "decided_by_id", "approved_by_id", "reviewer_id")
        if getattr(row, column, None) is not None
    }
    return dict(db.session.execute(sa.select(User.id, User.name).where(User.id.in_(wanted))).all())


def last_changes(ids: Sequence[int]) -> dict[tuple[str, int], dt.datetime]:
    """When each thing on these articles was last changed, from the history."""
    rows = db.session.execute(
        sa.select(HistoryEntry.object_type, HistoryEntry.object_id, sa.func.max(HistoryEntry.at))
        .where(HistoryEntry.article_id.in_(ids), HistoryEntry.object_type.in_(("claims", "garbles", "corrections")))
        .group_by(HistoryEntry.object_type, HistoryEntry.object_id)
    )
    return {(kind, ident): at for kind, ident, at in rows}
