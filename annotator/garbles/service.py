"""What may be done to garbles."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from ..accounts.models import User
from ..articles.anchors import anchor
from ..articles.models import Article, Version
from ..db import db, now
from ..db.versions import require_version
from ..errors import Invalid
from ..gazetteer.models import Alias, Entity
from ..gazetteer.service import add_garble, remove_garble
from ..text.characters import checked
from ..text.spans import Finding, Span
from .kinds import KINDS
from .models import Garble

# Kinds whose right reading is a name that the gazetteer may know.
OF_NAMES = ("garbled-name", "name-variants", "broken-line")


def add_findings(version: Version, findings: Sequence[Finding]) -> list[Garble]:
    """Keep what the detectors found in a version as suspected garbles."""
    garbles = [
        Garble(
            article=version.article,
            category=found.category,
            severity=found.severity,
            detector=found.detector,
            reason=found.reason,
            suggestions=[reading._asdict() for reading in found.suggestions],
            **anchor(version, Span(found.start, found.end)),
        )
        for found in findings
    ]
    db.session.add_all(garbles)
    db.session.flush()
    return garbles


def create(version: Version, span: Span, *, category: str, by: User, reason: str = "") -> Garble:
    """Mark a selection as damaged."""
    if category not in KINDS:
        raise Invalid(f"There is no kind of damage called “{category}”.", "category")
    garble = Garble(
        article=version.article,
        category=category,
        severity=KINDS[category].severity,
        reason=checked(reason.strip(), "reason"),
        created_by_id=by.id,
        **anchor(version, span),
    )
    db.session.add(garble)
    db.session.flush()
    return garble


def confirm(
    garble: Garble,
    *,
    by: User,
    reading: str | None = None,
    entity: Entity | None = None,
    scope: str = "everywhere",
    seen: int | None = None,
) -> None:
    """It is damage, and this is the right reading. A name's wrong form becomes a garble alias of its entity: from then
    on a search for the right name finds it. `scope` guards a wrong form that is somebody else's real name."""
    words = checked(" ".join((reading or "").split()), "reading")
    require_version(garble, seen, {"reading": words})
    require_state(garble, "suspected")
    if entity is None and words and garble.category in OF_NAMES:
        entity = entity_named(words)
    if not words and entity is not None:
        words = entity.name
    if not words and garble.category == "garbled-name":
        raise Invalid("Say what the right name is.", "reading")
    decide(garble, "confirmed", by)
    garble.reading = words or None
    garble.entity = entity
    if entity is not None:
        learn(garble, entity, scope, by)


def learn(garble: Garble, entity: Entity, scope: str, by: User) -> None:
    """Make the garble's words an alias of the entity. One that no confirmation made (a file's) is not the garble's."""
    known = {alias.id for alias in entity.aliases}
    alias = add_garble(
        entity, " ".join(garble.quote.split()), scope=scope, within=scope_name(garble.article, scope), by=by
    )
    if alias.id not in known or leaning(alias):
        garble.alias = alias


def leaning(alias: Alias) -> bool:
    """Whether a confirmed garble made or shares this alias."""
    return bool(db.session.scalar(sa.select(sa.exists().where(Garble.alias_id == alias.id))))


def scope_name(article: Article, scope: str) -> str:
    """What an alias of this scope is tied to. Raises Invalid for the scope of a feed when the article has none."""
    if scope == "feed":
        if not article.feed:
            raise Invalid("This article names no feed, so the garble cannot be kept to one.", "scope")
        return article.feed
    return article.uid if scope == "article" else ""


def require_state(garble: Garble, *states: str) -> None:
    """Refuse what was decided from an older page."""
    if garble.state not in states:
        raise Invalid(f"This garble is {garble.state} by now.", "state")


def entity_named(name: str) -> Entity | None:
    """The one entity with this right name, if there is exactly one."""
    # Both sides folded by the database: SQLite folds ASCII only, so Python's "élise" is not its lower("Élise").
    same = sa.func.lower(Entity.name) == sa.func.lower(name)
    found = db.session.scalars(sa.select(Entity).where(same, Entity.merged_into_id.is_(None)).limit(2)).all()
    return found[0] if len(found) == 1 else None


def dismiss(garble: Garble, *, by: User) -> None:
    """It is not damage."""
    require_state(garble, "suspected")
    decide(garble, "dismissed", by)


def reopen(garble: Garble, *, by: User) -> None:
    """Back to suspected: undo of a confirmation or dismissal. The alias it made goes too, unless another shares it."""
    if garble.state == "corrected":
        raise Invalid("Its correction is accepted. Reject that first.", "state")
    require_state(garble, "confirmed", "dismissed")
    garble.state = "suspected"
    garble.reading = garble.entity = None
    garble.decided_by_id = garble.decided_at = None
    alias, garble.alias = garble.alias, None
    db.session.flush()
    if alias is not None and not leaning(alias):
        remove_garble(alias, by=by)


def decide(garble: Garble, state: str, by: User | None) -> None:
    garble.state = state
    garble.decided_by_id = by.id if by else None
    garble.decided_at = now()
