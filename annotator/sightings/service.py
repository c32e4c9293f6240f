"""What people decide about sightings, and the matters that come of it. Each verb writes through the session and never
commits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Final

import sqlalchemy as sa

from ..accounts.models import User
from ..claims.models import Claim
from ..db import db, now
from ..db.tracking import HistoryEntry
from ..db.versions import require_version
from ..errors import Invalid
from ..text.characters import checked
from .models import Matter, MatterClaim, Sighting

LONGEST_TITLE: Final = 300
LONGEST_NOTE: Final = 10_000
TITLE_WORDS: Final = 110  # characters of a proposed title


# -- decisions


def confirm(sighting: Sighting, *, by: User) -> Matter:
    """Say that both claims are of one matter: they join it, and two matters that they were in become one. Raises
    Invalid where somebody decided already."""
    require_undecided(sighting)
    decide(sighting, "confirmed", by)
    return join(sighting.first, sighting.second, by=by)


def refuse(sighting: Sighting, *, by: User) -> None:
    """Say that the two claims are of different matters. Raises Invalid where somebody decided already."""
    require_undecided(sighting)
    if matter_of(sighting.first_id) is not None and matter_of(sighting.first_id) == matter_of(sighting.second_id):
        raise Invalid("Both are sightings of one matter already. Take one of them out of it first.")
    decide(sighting, "refused", by)


def take_back(sighting: Sighting, *, by: User) -> None:
    """Make a decision undone. Claims that nothing else holds in their matter leave it. Raises Invalid where there is
    none."""
    if sighting.state == "suggested":
        raise Invalid("Nothing is decided about these two: there is nothing to take back.")
    was_confirmed = sighting.state == "confirmed"
    sighting.state, sighting.decided_by_id, sighting.decided_at = "suggested", None, None
    db.session.flush()
    if was_confirmed:
        for ident in (sighting.first_id, sighting.second_id):
            part(ident, by=by)


def require_undecided(sighting: Sighting) -> None:
    if sighting.state != "suggested":
        who = sighting.decided_by.name if sighting.decided_by else "somebody"
        raise Invalid(f"It is {sighting.state} already, by {who}. Take that back first.")


def decide(sighting: Sighting, state: str, by: User) -> None:
    sighting.state, sighting.decided_by_id, sighting.decided_at = state, by.id, now()
    db.session.flush()


# -- matters


def matter_of(claim_id: int) -> Matter | None:
    row = db.session.scalars(sa.select(MatterClaim).where(MatterClaim.claim_id == claim_id)).one_or_none()
    return None if row is None else row.matter


def join(one: Claim, other: Claim, *, by: User) -> Matter:
    """Put two claims into one matter: a new one where neither is in any."""
    first, second = matter_of(one.id), matter_of(other.id)
    if first is not None and second is not None:
        if first is second:
            return first
        # The larger one goes on, of two alike the older: more people know it by its name.
        keeps, goes = sorted((first, second), key=lambda each: (-len(each.members), each.id))
        merge(goes, keeps, by=by)
        return keeps
    matter = first or second
    if matter is None:
        # Of two, the words of the claim that everybody may read: a title is read by whoever sees one of the sightings.
        named_by = other if one.article.visibility != "desk" and other.article.visibility == "desk" else one
        matter = Matter(title=proposed_title(named_by.wording), created_by_id=by.id)
        db.session.add(matter)
    there = {member.claim_id for member in matter.members}
    for claim in (one, other):
        if claim.id not in there:
            matter.members.append(MatterClaim(claim=claim, created_by_id=by.id))
    db.session.flush()
    return matter


def merge(goes: Matter, keeps: Matter, *, by: User) -> None:
    """Let one matter take another in, which stays as a signpost with its title, note and history."""
    for member in list(goes.members):
        member.matter = keeps
    if goes.note and goes.note not in keeps.note:
        keeps.note = f"{keeps.note}\n\n{goes.note}".strip()
    goes.continued_in_id = keeps.id
    db.session.flush()
    db.session.expire(goes, ["members"])
    db.session.expire(keeps, ["members"])


def survivor(matter: Matter) -> Matter:
    """The matter that a merged one's links lead to; itself for any other."""
    seen = {matter.id}
    while matter.continued_in_id is not None and matter.continued_in_id not in seen:
        seen.add(matter.continued_in_id)
        matter = db.session.get_one(Matter, matter.continued_in_id)
    return matter


def proposed_title(wording: str) -> str:
    """A matter's first title: the claim's words, cut at a word where they are long. What was added in brackets stands
    for what the reader of a title does not know either."""
    words = " ".join(wording.replace("[", "").replace("]", "").split()).rstrip(".")
    if len(words) > TITLE_WORDS:
        words = words[:TITLE_WORDS].rsplit(" ", 1)[0].rstrip(",;:–- ") + "…"
    return words[:1].upper() + words[1:]


def rename(matter: Matter, *, title: str, note: str, by: User, seen: int | None = None) -> None:
    """Raises Invalid naming the field, Stale with both sides."""
    require_version(matter, seen, {"title": title, "note": note})
    title, note = checked(" ".join(title.split()), "title"), checked(note.strip(), "note")
    if not title:
        raise Invalid("A matter needs a title.", "title")
    if len(title) > LONGEST_TITLE:
        raise Invalid(f"A title has at most {LONGEST_TITLE} characters.", "title")
    if len(note) > LONGEST_NOTE:
        raise Invalid(f"A note has at most {LONGEST_NOTE} characters.", "note")
    matter.title, matter.note = title, note
    db.session.flush()


def take_out(matter: Matter, claim: Claim, *, by: User) -> None:
    """Take a claim out of its matter: what joined it to the others is refused, so that it is not suggested again. A
    matter of one claim is none and ends. Raises Invalid where it is not in it."""
    member = next((each for each in matter.members if each.claim_id == claim.id), None)
    if member is None:
        raise Invalid("That claim is not in this matter any more.")
    others = [each.claim_id for each in matter.members if each is not member]
    for sighting in between(claim.id, others):
        if sighting.state == "confirmed":
            decide(sighting, "refused", by)
    matter.members.remove(member)
    end_if_alone(matter)
    db.session.flush()


def part(claim_id: int, *, by: User) -> None:
    """After a confirmation was taken back: where a claim and those that hang on it are no longer joined to the rest of
    their matter, they leave it, as a matter of their own where they are several."""
    matter = matter_of(claim_id)
    if matter is None:
        return
    idents = [member.claim_id for member in matter.members]
    groups = together(idents, confirmed_among(idents))
    main = max(groups, key=lambda group: (len(group), -min(group)))
    mine = next(group for group in groups if claim_id in group)
    if mine is main:
        end_if_alone(matter)
        return
    leaving = [member for member in matter.members if member.claim_id in mine]
    if len(leaving) > 1:
        own = signpost_of(leaving, matter) or Matter(created_by_id=by.id)
        own.title = own.title or proposed_title(min(leaving, key=lambda member: member.id).claim.wording)
        own.continued_in_id = None
        db.session.add(own)
        db.session.flush()
        for member in leaving:
            member.matter = own
        db.session.flush()
        db.session.expire(matter, ["members"])
    else:
        matter.members.remove(leaving[0])
    end_if_alone(matter)


def signpost_of(leaving: Sequence[MatterClaim], matter: Matter) -> Matter | None:
    """The matter that all of these were in before it was merged into this one, by the history."""
    was = HistoryEntry.before["matter_id"].as_integer()
    rows = db.session.execute(
        sa.select(HistoryEntry.object_id, was)
        .where(
            HistoryEntry.object_type == MatterClaim.__tablename__,
            HistoryEntry.object_id.in_([member.id for member in leaving]),
            HistoryEntry.action == "change",
        )
        .order_by(HistoryEntry.id)
    )
    last = {row[0]: row[1] for row in rows}
    if len(last) < len(leaving) or len(set(last.values())) != 1:
        return None
    found = db.session.get(Matter, next(iter(last.values())))
    return found if found is not None and found.continued_in_id == matter.id else None


def end_if_alone(matter: Matter) -> None:
    db.session.flush()
    if len(matter.members) > 1:
        return
    for signpost in db.session.scalars(sa.select(Matter).where(Matter.continued_in_id == matter.id)):
        end_if_alone(signpost)
    db.session.delete(matter)
    db.session.flush()


def between(claim_id: int, others: Collection[int]) -> Sequence[Sighting]:
    """What is known of a claim with each of these."""
    wanted = sa.or_(
        sa.and_(Sighting.first_id == claim_id, Sighting.second_id.in_(others)),
        sa.and_(Sighting.second_id == claim_id, Sighting.first_id.in_(others)),
    )
    return db.session.scalars(sa.select(Sighting).where(wanted)).all()


def confirmed_among(idents: Collection[int]) -> list[tuple[int, int]]:
    rows = db.session.execute(
        sa.select(Sighting.first_id, Sighting.second_id).where(
            Sighting.state == "confirmed", Sighting.first_id.in_(idents), Sighting.second_id.in_(idents)
        )
    )
    return [(row.first_id, row.second_id) for row in rows]


def together(idents: Iterable[int], pairs: Iterable[tuple[int, int]]) -> list[set[int]]:
    """What hangs together by these pairs."""
    next_to: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        next_to[one].add(other)
        next_to[other].add(one)
    groups: list[set[int]] = []
    for ident in idents:
        if any(ident in group for group in groups):
            continue
        group, edge = {ident}, {ident}
        while edge:
            edge = set().union(*(next_to[each] for each in edge)) - group
            group |= edge
        groups.append(group)
    return groups
