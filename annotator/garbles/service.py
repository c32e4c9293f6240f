"""What may be done to garbles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from ..accounts.models import User
from ..articles.anchors import anchor
from ..articles.models import Version
from ..db import db, now
from ..db.versions import require_version
from ..errors import Invalid
from ..gazetteer.models import Alias, Entity
from ..gazetteer.service import add_garble, remove_garble
from ..text.characters import checked
from ..text.spans import Finding, Span
from . import dismissals
from .decisions import decide, is_spoken_of, made_by_its_decision, require_state, together_with
from .dismissals import scope_name
from .kinds import KINDS
from .models import Dismissal, Garble

__all__ = ["add_findings", "confirm", "create", "decide", "dismiss", "reopen", "take_back"]
# Kinds whose right reading is a name that the gazetteer may know, and those that say nothing without one.
OF_NAMES = ("garbled-name", "garbled-place", "garbled-institution", "name-variants", "mixed-scripts", "broken-line")
NEEDS_READING = ("garbled-name", "garbled-place", "garbled-institution")


def add_findings(version: Version, findings: Sequence[Finding]) -> list[Garble]:
    """Keep what the detectors found in a version as suspected garbles. What the desk dismissed for this article, its
    feed or everywhere is passed over, and so is a rule that is switched off there."""
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
        for found in dismissals.passing(version, findings)
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
    at: dt.datetime | None = None,
) -> None:
    """It is damage, and this is the right reading. A name's wrong form becomes a garble alias of its entity: from then
    on a search for the right name finds it. `scope` guards a wrong form that is somebody else's real name. `at` is the
    moment of a decision on several (now). Nothing is changed where it is refused."""
    words = checked(" ".join((reading or "").split()), "reading")
    require_version(garble, seen, {"reading": words})
    require_state(garble, "suspected")
    if entity is None and words and garble.category in OF_NAMES:
        entity = entity_named(words)
    if not words and entity is not None:
        words = entity.name
    if not words and garble.category in NEEDS_READING:
        raise Invalid("Say what the right name is.", "reading")
    alias = learn(garble, entity, scope, by) if entity is not None else None
    decide(garble, "confirmed", by, at)
    garble.reading = words or None
    garble.entity = entity
    garble.alias = alias


def learn(garble: Garble, entity: Entity, scope: str, by: User) -> Alias | None:
    """Make the garble's words an alias of the entity. One that no confirmation made (a file's) is not the garble's;
    words that are the right name but for a broken line are none."""
    wrong = " ".join(garble.quote.split())
    if wrong in {entity.name, entity.native_name} and wrong != garble.quote:
        return None
    known = {alias.id for alias in entity.aliases}
    alias = add_garble(entity, wrong, scope=scope, within=scope_name(garble.article, scope), by=by)
    return alias if alias.id not in known or leaning(alias) else None


def leaning(alias: Alias) -> bool:
    """Whether a confirmed garble made or shares this alias."""
    return bool(db.session.scalar(sa.select(sa.exists().where(Garble.alias_id == alias.id))))


def entity_named(name: str) -> Entity | None:
    """The one entity with this right name, if there is exactly one."""
    # Both sides folded by the database: SQLite folds ASCII only, so Python's "élise" is not its lower("Élise").
    same = sa.func.lower(Entity.name) == sa.func.lower(name)
    found = db.session.scalars(sa.select(Entity).where(same).limit(2)).all()
    return found[0] if len(found) == 1 else None


def dismiss(
    garble: Garble, *, by: User, scope: str = "here", seen: int | None = None, at: dt.datetime | None = None
) -> list[Garble]:
    """It is not damage. Beyond "here" its rule passes these words over from now on, in this article, this feed or
    everywhere; returns the other suspected garbles that are dismissed with it."""
    require_version(garble, seen, {"state": "dismissed"})
    require_state(garble, "suspected")
    at = at or now()
    covered = dismissals.remember(garble, scope, by=by, at=at)
    decide(garble, "dismissed", by, at)
    db.session.flush()
    return covered


def reopen(garble: Garble, *, by: User, seen: int | None = None) -> None:
    """Back to suspected: undo of a confirmation or dismissal. The alias it made goes too, unless another shares it.
    One that was made by its own decision, at a place that nobody suspected, goes itself."""
    require_version(garble, seen, {"state": "suspected"})
    if garble.state == "corrected":
        raise Invalid("Its correction is accepted. Reject that first.", "state")
    require_state(garble, "confirmed", "dismissed")
    alias, garble.alias = garble.alias, None
    if made_by_its_decision(garble) and not is_spoken_of(garble):
        db.session.delete(garble)
    else:
        garble.state = "suspected"
        garble.reading = garble.entity = None
        garble.decided_by_id = garble.decided_at = None
    db.session.flush()
    if alias is not None and not leaning(alias):
        remove_garble(alias, by=by)


def take_back(garble: Garble, *, by: User) -> int:
    """Undo the whole decision that this garble was part of: all that was confirmed or dismissed with it in one go, and
    the dismissal that made the rule pass these words over. Returns how many were taken back. Raises Invalid when
    nothing of it stands any more."""
    rows = together_with(garble, by=by)
    if not rows:
        raise Invalid("That is taken back already, or was decided anew since.", "state")
    remembered = db.session.scalars(
        sa.select(Dismissal).where(
            Dismissal.created_at == garble.decided_at, Dismissal.created_by_id == garble.decided_by_id
        )
    ).all()
    for dismissal in remembered:
        dismissals.forget(dismissal)
    for row in rows:
        reopen(row, by=by)
    return len(rows)
