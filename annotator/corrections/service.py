"""What may be done to corrections. They lie over a version and never edit it, and are superseded, never edited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ..accounts.models import User
from ..accounts.policy import may
from ..articles.anchors import anchor
from ..articles.models import Article, Version
from ..claims.models import Claim
from ..db import db, now
from ..db.versions import require_version
from ..errors import Invalid, NotAllowed
from ..garbles.models import Garble
from ..garbles.service import decide
from ..gazetteer.models import Entity
from ..sources.models import Source
from ..text.characters import checked
from ..text.spans import Span
from .models import CLASSES, Correction
from .occurrences import occurrences
from .overlay import joint
from .queries import Overlap, live_on, places_of_garble, siblings

LIVE = ("proposed", "accepted")


@dataclass(frozen=True)
class Words:
    """What a correction says: the new words (none: the old ones are taken out), its class, why, and its evidence. The
    `passage` is the source's own words."""

    replacement: str
    kind: str = "translation"
    reason: str = ""
    source: Source | None = None
    passage: str = ""

    def columns(self) -> dict[str, Any]:
        """The row's columns. Raises Invalid with the field."""
        if self.kind not in CLASSES:
            raise Invalid(f"There is no class of correction called “{self.kind}”.", "kind")
        passage = checked(self.passage.strip(), "passage")
        if passage and self.source is None:
            raise Invalid("Name the source this passage is from.", "source")
        return {
            "replacement": checked(self.replacement, "replacement"),
            "kind": self.kind,
            "reason": checked(self.reason.strip(), "reason"),
            "source": self.source,
            "passage": passage,
        }


def propose(
    version: Version,
    span: Span,
    *,
    replacement: str,
    kind: str,
    by: User,
    reason: str = "",
    source: Source | None = None,
    passage: str = "",
    claim: Claim | None = None,
    garble: Garble | None = None,
    entity: Entity | None = None,
) -> Correction:
    """Propose other words for a stretch of the text. Raises Overlap, naming the corrections that stand there."""
    columns = Words(replacement, kind, reason, source, passage).columns()
    if replacement == span.of(version.text):
        raise Invalid("The replacement is what stands there already.", "replacement")
    if any(about is not None and about.article_id != version.article_id for about in (claim, garble)):
        raise Invalid("A correction belongs to the article of its claim or garble.")
    hold(version.article_id)
    if there := live_on(version.id, span):
        raise Overlap(span.of(version.text), span, there)
    if entity is None and garble is not None and garble.reading == replacement:
        entity = garble.entity
    made = Correction(
        article=version.article,
        claim_id=claim.id if claim else None,
        garble_id=garble.id if garble else None,
        entity=entity,
        created_by_id=by.id,
        **columns,
        **anchor(version, span),
    )
    db.session.add(made)
    db.session.flush()
    return made


def hold(article_id: int) -> None:
    """PostgreSQL: two people whose corrections overlap do not see each other's rows; so one after the other."""
    db.session.execute(sa.select(Article.id).where(Article.id == article_id).with_for_update())


def propose_all(garble: Garble, *, kind: str, reason: str, by: User) -> list[Correction]:
    """Propose the garble's reading at every place of its article where it is confirmed and nothing was proposed."""
    if garble.state != "confirmed" or not garble.reading:
        raise Invalid(f"This garble is {garble.state}: there is no reading to propose.", "state")
    places = places_of_garble(garble)
    if not places:
        raise Invalid("At each place of this garble a correction stands already.")
    return [
        propose(
            db.session.get_one(Version, row.version_id), row.span, replacement=row.reading or "", kind=kind,
            reason=reason, garble=row, by=by,
        )
        for row in places
    ]  # fmt: skip


# -- decided on


def may_accept(correction: Correction, by: User) -> bool:
    """An editor; or a second reviewer, of what somebody else proposed."""
    return may(by, "edit") or (correction.created_by_id != by.id and may(by, "assess"))


def accept(correction: Correction, *, by: User) -> None:
    """Apply it when the article leaves. Raises Overlap, naming what is accepted there already."""
    if not may_accept(correction, by):
        raise NotAllowed("Your own correction is accepted by somebody else: an editor or a second reviewer.")
    if correction.state != "proposed":
        raise Invalid(f"This correction is {correction.state} already.")
    hold(correction.article_id)
    there = live_on(correction.version_id, correction.span, states=("accepted",), but=(correction.id,))
    if there:
        raise Overlap(correction.quote, correction.span, there)
    close(correction, "accepted", by)
    for garble in garbles_of(correction):
        if garble.state == "confirmed":
            decide(garble, "corrected", by)


def reject(correction: Correction, *, by: User) -> None:
    """Leave the text as it is. Who proposed it may take it back; otherwise an editor or a second reviewer."""
    if correction.state not in LIVE:
        raise Invalid(f"This correction is {correction.state} already.")
    if correction.state == "accepted" and not may(by, "edit"):
        raise NotAllowed("An accepted correction is taken back by an editor.")
    if correction.state == "accepted":
        for garble in garbles_of(correction):
            if garble.state == "corrected":
                decide(garble, "confirmed", by)
    close(correction, "rejected", by)


def accept_all(correction: Correction, *, by: User) -> list[Correction]:
    """Accept this one and all others that are proposed for the same garble in the article."""
    rows = siblings(correction)
    for row in rows:
        accept(row, by=by)
    return rows


def reject_all(correction: Correction, *, by: User) -> list[Correction]:
    """Reject this one and all others that are proposed for the same garble in the article."""
    rows = siblings(correction)
    for row in rows:
        reject(row, by=by)
    return rows


def garbles_of(correction: Correction) -> list[Garble]:
    """The garbles that it puts right: its own, and those of the corrections that it took the place of."""
    found, waiting, seen = dict[int, Garble](), [correction], {correction.id}
    while waiting:
        row = waiting.pop()
        if row.garble_id is not None and (garble := db.session.get(Garble, row.garble_id)) is not None:
            found[garble.id] = garble
        before = db.session.scalars(sa.select(Correction).where(Correction.superseded_by_id == row.id))
        waiting += [each for each in before if each.id not in seen]
        seen |= {each.id for each in waiting}
    return [found[ident] for ident in sorted(found)]


def close(correction: Correction, state: str, by: User) -> None:
    correction.state = state
    correction.decided_by_id = by.id
    correction.decided_at = now()


# -- other words for it


def change(correction: Correction, words: Words, *, by: User, seen: int | None = None) -> Correction:
    """Other words, another class or reason: a new correction that this one is superseded by. What was accepted stays
    so, and is an editor's to change. Raises Stale when it was decided on or changed since the row version `seen`."""
    mine = {"replacement": words.replacement, "kind": words.kind, "reason": words.reason, "passage": words.passage}
    require_version(correction, seen, mine)
    if correction.state not in LIVE:
        raise Invalid(f"This correction is {correction.state} already.")
    version = db.session.get_one(Version, correction.version_id)
    columns = words.columns()
    if all(getattr(correction, name) == value for name, value in columns.items()):
        raise Invalid("Nothing was changed.", "replacement")
    return take_the_place_of(version, [correction], correction.span, columns, by)


def merge(
    version: Version,
    rows: Sequence[Correction],
    span: Span,
    words: Words,
    *,
    by: User,
    claim: Claim | None = None,
    garble: Garble | None = None,
    entity: Entity | None = None,
) -> Correction:
    """One correction over all of these and `span`, all of which it supersedes; `words.replacement` is what shall stand
    over the joint stretch. Claim, garble and entity are those of the words at `span`, where these were not proposed
    yet. Raises Overlap when it reaches over one that is not among them."""
    if not rows or any(row.version_id != version.id for row in rows):
        raise Invalid("Corrections of one text are merged.")
    closed = next((row for row in rows if row.state not in LIVE), None)
    if closed is not None:
        raise Invalid(f"The correction of “{closed.quote}” is {closed.state} by now.")
    if any(about is not None and about.article_id != version.article_id for about in (claim, garble)):
        raise Invalid("A correction belongs to the article of its claim or garble.")
    # What is new comes first: the garbles of the others are found through those that it supersedes.
    own = {"claim_id": claim, "garble_id": garble, "entity_id": entity}
    about = {name: thing.id for name, thing in own.items() if thing is not None}
    over = joint([*(row.span for row in rows), span])
    return take_the_place_of(version, rows, over, words.columns() | about, by)


def take_the_place_of(
    version: Version, rows: Sequence[Correction], span: Span, columns: dict[str, Any], by: User
) -> Correction:
    """A new correction, and those that it supersedes. It is accepted where one of them was: by an editor."""
    accepted = any(row.state == "accepted" for row in rows)
    if accepted and not may(by, "edit"):
        raise NotAllowed("An accepted correction is changed by an editor.")
    if columns["replacement"] == span.of(version.text):
        raise Invalid("The replacement is what stands there already. Reject the correction instead.", "replacement")
    hold(version.article_id)
    if there := live_on(version.id, span, but=[row.id for row in rows]):
        raise Overlap(span.of(version.text), span, there)
    about = {name: first(getattr(row, name) for row in rows) for name in ("claim_id", "garble_id", "entity_id")}
    made = Correction(
        article=version.article,
        created_by_id=by.id,
        **(about | columns),
        **anchor(version, span),
    )
    db.session.add(made)
    db.session.flush()
    for row in rows:
        close(row, "superseded", by)
        row.superseded_by_id = made.id
    if accepted:
        close(made, "accepted", by)
        for garble in garbles_of(made):
            if garble.state == "confirmed":
                decide(garble, "corrected", by)
    db.session.flush()
    return made


def first(values: Iterable[int | None]) -> int | None:
    return next((value for value in values if value is not None), None)


# -- the same words elsewhere


def correct_also(correction: Correction, places: Sequence[str], *, by: User) -> list[Correction]:
    """The same correction at other places of the number or name that it changes, each named as `Occurrence.value`.
    They are accepted where it is and this person may do that. Raises Invalid when the text has no such place, or
    something is proposed there by now."""
    if correction.state not in LIVE:
        raise Invalid(f"This correction is {correction.state} already.")
    version = db.session.get_one(Version, correction.version_id)
    offered = {each.value: each for each in occurrences(version.text, correction.span, correction.replacement)}
    if not places:
        raise Invalid("Tick the places to correct.", "place")
    if any(place not in offered for place in places):
        raise Invalid("One of these places does not have the old words. Reload the page.", "place")
    made = []
    for place in dict.fromkeys(places):
        row = propose(
            version, offered[place].span, replacement=offered[place].replacement, kind=correction.kind,
            reason=correction.reason, source=correction.source, passage=correction.passage,
            garble=confirmed_at(version, offered[place].span), entity=correction.entity, by=by,
        )  # fmt: skip
        if correction.state == "accepted" and may_accept(row, by):
            accept(row, by=by)
        made.append(row)
    return made


def confirmed_at(version: Version, span: Span) -> Garble | None:
    """The confirmed garble that stands on exactly these words."""
    return db.session.scalars(
        sa.select(Garble).where(
            Garble.version_id == version.id, Garble.start == span.start, Garble.end == span.end,
            Garble.state == "confirmed",
        )
    ).first()  # fmt: skip
