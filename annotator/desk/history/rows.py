"""The rows that undo and redo know: their models, what they are called, and their values as the history keeps them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any, Final

import sqlalchemy as sa

from ...articles.models import Article, ZoneRow
from ...claims.models import Claim, ClaimAnchor, Evidence, Fact
from ...corrections.models import Correction, Notice
from ...corrections.notices.service import tell_corrections
from ...db import Model, db
from ...db.base import UtcDateTime
from ...db.tracking import plain
from ...garbles.models import Dismissal, Garble
from ...gazetteer.models import Alias
from ...readiness.models import Approval
from ...reviews.models import Adjudication, Assessment, Comment, Mention
from ...sources.models import Source
from ...tags.models import Tag, Tagging
from ...versions.models import Carried
from .steps import UNSAID, Net

Row = Any
MODELS: Final[dict[str, type[Model]]] = {
    model.__tablename__: model
    for model in (
        Article, Claim, ClaimAnchor, Fact, Evidence, Assessment, Adjudication, Correction, Garble, Dismissal, Alias,
        Comment, ZoneRow, Source, Tag, Tagging, Notice, Approval, Carried,
    )
}  # fmt: skip
# Shared by the whole desk: what a step made of them stays when something else leans on it by now.
SHARED: Final = frozenset({"sources", "aliases", "garble_dismissals", "tags"})
# Follow from other columns: they go back where they are as the step left them, and stand in nobody's way else.
FOLLOWING: Final = frozenset({"priority", "prominence", "state_since"})
JUDGED: Final = frozenset({"wording", "state", "verdict", "confidence", "fault"})
# What leans on a row by belonging to it, and goes with it; the history tells it as a column of the row.
LINKED: Final = frozenset({("notice_corrections", "notices")})
# What belongs to a row alone, has no history, and goes with it.
OWNED: Final[dict[str, tuple[type[Model], ...]]] = {"claims": (Fact,), "comments": (Mention,)}
PARTS: Final = ("claim_anchors", "claim_facts", "evidence")
NAMES: Final = {
    "claims": "claim", "claim_anchors": "words of a claim", "claim_facts": "fact", "assessments": "judgement",
    "adjudications": "decision", "corrections": "correction", "garbles": "garble", "comments": "comment",
    "zones": "zone", "sources": "source", "articles": "article", "aliases": "name", "evidence": "source of a claim",
    "garble_dismissals": "dismissal", "tags": "tag", "taggings": "tag", "notices": "correction notice",
    "approvals": "approval",
    "carried": "place in the new version",
}  # fmt: skip


def is_read(row: Net) -> bool:
    """Whether it is a fact by rule that goes: with its claim, or when that is read again, by itself."""
    return row.table == "claim_facts" and row.became is None and (row.was or {}).get("origin") == "rule"


def told(live: Row, name: str) -> Any:
    """A column as the history tells it. Collections are told by their names, in order, corrections of a notice by
    their numbers."""
    if name == "corrections":
        return sorted(correction.id for correction in live.corrections)
    if name == "collections":
        return sorted(collection.name for collection in live.collections)
    return plain(getattr(live, name))


def write(live: Row, values: dict[str, Any]) -> None:
    """Give a row these values, as the history keeps them."""
    columns = type(live).__table__.columns
    for name, value in values.items():
        if name in columns and name not in UNSAID:
            is_moment = isinstance(columns[name].type, UtcDateTime) and value is not None
            setattr(live, name, dt.datetime.fromisoformat(value) if is_moment else value)


def link(live: Row, values: dict[str, Any]) -> None:
    """Let a notice tell of the corrections that the history says it told of."""
    if isinstance(live, Notice) and "corrections" in values:
        where = Correction.id.in_(values["corrections"])
        live.corrections = list(db.session.scalars(sa.select(Correction).where(where)))


def unlink(live: Row) -> None:
    """The history tells which corrections a notice told of before it goes: done again, it tells of them again."""
    if isinstance(live, Notice):
        before = sorted(row.id for row in live.corrections)
        live.corrections = []
        tell_corrections(live, before)


def called(article: Article, row: Net, live: Row | None) -> str:
    """A row as a sentence names it: "claim 4", "the garble “al-Sabi”"."""
    if row.table == "claims":
        number = numbers_of(article).get(row.ident)
        if number is not None:
            return f"claim {number}"
    values = row.known | {name: getattr(live, name) for name in QUOTED if live is not None and hasattr(live, name)}
    words = next((str(values[name]) for name in QUOTED if values.get(name)), "")
    return f"the {NAMES[row.table]}" + (f" “{words if len(words) <= 60 else words[:59] + '…'}”" if words else "")


QUOTED: Final = ("wording", "quote", "title", "name", "words", "passage", "text")


def numbers_of(article: Article) -> dict[int, int]:
    """The number that each claim has on the workbench, by its id (desk/bench/queries.py): those put aside have none."""
    rows = db.session.execute(
        sa.select(Claim.id, ClaimAnchor.start)
        .outerjoin(ClaimAnchor, ClaimAnchor.claim_id == Claim.id)
        .where(Claim.article_id == article.id, Claim.state != "not-a-claim")
    )
    starts: dict[int, list[int]] = defaultdict(list)
    for ident, start in rows:
        starts[ident] += [start] if start is not None else []
    order = sorted((sorted(places), ident) for ident, places in starts.items())
    return {ident: number for number, (_places, ident) in enumerate(order, start=1)}
