"""A matter's page: every sighting that a person may see, side by side, with what stands out and who says the same."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..accounts.models import User
from ..articles.models import Article, Version, ZoneRow
from ..articles.queries import visible
from ..claims.models import Claim, ClaimAnchor
from ..corrections.models import Correction
from ..db import columns_of, db
from ..garbles.models import Garble
from ..gazetteer.queries import gazetteer
from ..relays.models import Relay
from ..reviews.blindness import Veil, veil_over
from ..sources.independence import last_origin
from ..sources.models import Source
from ..sources.queries import ancestry
from ..text.skeleton import fold
from ..text.spans import Quantity, Speaker
from .finding.statements import statements_of
from .independence import Origins, Voice, credits_of, origins_of
from .models import Matter, MatterClaim
from .oddity import Said, by_role, odd_ones
from .offers import Offer, offers_in
from .scoring import score

HEADS: Final = ("dateline", "byline")


@dataclass(frozen=True)
class Member:
    """One sighting of a matter: its claim, and what was read of it."""

    claim: Claim
    article: Article
    speaker: Speaker | None
    quantities: tuple[Quantity, ...]
    joined_by: str | None
    odd: Sequence[str] = ()

    @property
    def first_seen(self) -> dt.datetime:
        return self.article.published_at or self.article.created_at

    @property
    def translated(self) -> bool:
        return is_translated(self.article)


@dataclass(frozen=True)
class Event:
    """Something that happened to a matter: `what` is seen, corrected or settled."""

    at: dt.datetime
    what: str
    member: Member
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class MatterPage:
    matter: Matter
    members: list[Member]  # by when they were first seen
    origins: Origins
    corrections: Mapping[int, Sequence[Correction]]  # by claim
    veil: Veil
    offers: Mapping[int, Sequence[Offer]]  # by the claim that they are made to
    by_claim: dict[int, Member] = field(default_factory=dict)

    @cached_property
    def roles(self) -> list[str]:
        """What is counted in them, those that most of them say first: the columns of figures."""
        counts: dict[str, int] = defaultdict(int)
        for member in self.members:
            for what in by_role(member.quantities):
                counts[what] += 1
        return sorted(counts, key=lambda what: (-counts[what], what))[:3]

    def figures(self, member: Member, what: str) -> list[Quantity]:
        return by_role(member.quantities).get(what, [])

    @cached_property
    def events(self) -> list[Event]:
        """The matter as a time line, the oldest first."""
        found = [Event(member.first_seen, "seen", member) for member in self.members]
        for member in self.members:
            for row in self.corrections.get(member.claim.id, ()):
                if row.decided_at is not None:
                    found.append(Event(row.decided_at, "corrected", member, row.quote, row.replacement))
            claim = member.claim
            if claim.state == "settled" and claim.state_since is not None:
                found.append(Event(claim.state_since, "settled", member))
        return sorted(found, key=lambda event: (event.at, event.member.claim.id))


def is_translated(article: Article) -> bool:
    """Whether a text was translated: by whom is known, or it was written in another language."""
    return bool(article.translator) or article.source_language not in (None, "", article.language)


def matter_page(matter: Matter, *, by: User) -> MatterPage:
    """The same number of statements for any number of sightings."""
    rows = db.session.scalars(
        sa.select(MatterClaim)
        .join(Claim, Claim.id == MatterClaim.claim_id)
        .join(Article, Article.id == Claim.article_id)
        .where(MatterClaim.matter_id == matter.id, visible(by))
        .options(joinedload(MatterClaim.claim).joinedload(Claim.article))
        .order_by(MatterClaim.id)
    ).all()
    claims = {row.claim_id: row.claim for row in rows}
    idents = list(claims)
    names = gazetteer()
    read = statements_of(idents, names)
    garbled = garbles_in(idents)
    said = [
        Said(
            ident,
            is_translated(claim.article),
            read[ident].statement.quantities,
            {key: record.name for key in read[ident].statement.entities if (record := names.entity(key)) is not None},
            tuple(garbled.get(ident, ())),
            sum(mark.kind == "negated" for mark in read[ident].statement.marks) % 2 == 1,
            score.prepare(read[ident].statement),
        )
        for ident, claim in claims.items()
        if ident in read
    ]
    odd = odd_ones(said)
    people = named({row.created_by_id for row in rows if row.created_by_id})
    members = [
        Member(
            claim,
            claim.article,
            read[row.claim_id].statement.speaker if row.claim_id in read else None,
            read[row.claim_id].statement.quantities if row.claim_id in read else (),
            people.get(row.created_by_id or 0),
            odd.get(row.claim_id, ()),
        )
        for row in rows
        if (claim := row.claim) is not None
    ]
    members.sort(key=lambda member: (member.first_seen, member.claim.id))
    veil = veil_over(Claim.id.in_(idents), by=by)
    return MatterPage(
        matter,
        members,
        origins_in(members),
        corrections_of(idents),
        veil,
        offers_in(list(claims.values())),
        {member.claim.id: member for member in members},
    )


def named(idents: Iterable[int]) -> dict[int, str]:
    wanted = list(idents)
    return dict(columns_of(sa.select(User.id, User.name).where(User.id.in_(wanted))).all()) if wanted else {}


def garbles_in(idents: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """The confirmed garbles in these claims' words, with what was meant."""
    rows = columns_of(
        over(Garble, Garble.quote, Garble.reading)
        .where(ClaimAnchor.claim_id.in_(idents), Garble.state.in_(("confirmed", "corrected")))
        .where(Garble.reading.is_not(None))
        .order_by(Garble.start)
    )
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for claim_id, quote, reading in rows:
        if (quote, reading) not in found[claim_id]:
            found[claim_id].append((quote, reading))
    return found


def over(model: Any, *columns: Any) -> sa.Select[Any]:
    """Rows of what stands in claims' words, with the claims' numbers first."""
    overlap = sa.and_(
        ClaimAnchor.version_id == model.version_id, ClaimAnchor.start < model.end, model.start < ClaimAnchor.end
    )
    return sa.select(ClaimAnchor.claim_id, *columns).join(model, overlap)


def corrections_of(idents: Sequence[int]) -> dict[int, list[Correction]]:
    """The accepted corrections in these claims' words."""
    found: dict[int, list[Correction]] = defaultdict(list)
    statement = over(Correction, Correction).where(ClaimAnchor.claim_id.in_(idents), Correction.state == "accepted")
    for claim_id, row in db.session.execute(statement.order_by(Correction.start)):
        if row not in found[claim_id]:
            found[claim_id].append(row)
    return found


# -- who says the same by way of whom


def origins_in(members: Sequence[Member]) -> Origins:
    articles = {member.article.id for member in members}
    heads = heads_of(articles)
    voices = [
        Voice(
            member.claim.id,
            member.article.id,
            member.article.feed or "",
            member.article.outlet or "",
            credits_of(f"{heads.get(member.article.id, '')}\n{member.article.byline or ''}"),
            member.speaker,
        )
        for member in members
    ]
    relays = columns_of(
        sa.select(Relay.first_id, Relay.second_id).where(
            Relay.state != "refused", Relay.first_id.in_(articles), Relay.second_id.in_(articles)
        )
    )
    return origins_of(voices, relays=[(one, other) for one, other in relays], passed_on=passed_on(voices))


def heads_of(articles: Iterable[int]) -> dict[int, str]:
    """The datelines and bylines above these articles' texts, without the rest of the text."""
    words = sa.func.substr(Version.text, ZoneRow.start + 1, ZoneRow.end - ZoneRow.start)
    rows = columns_of(
        sa.select(Article.id, words)
        .join(Version, sa.and_(Version.article_id == Article.id, Version.number == Article.current_number))
        .join(ZoneRow, ZoneRow.version_id == Version.id)
        .where(Article.id.in_(list(articles)), ZoneRow.kind.in_(HEADS))
        .order_by(ZoneRow.start)
    )
    found: dict[int, str] = {}
    for ident, head in rows:
        found[ident] = f"{found.get(ident, '')}\n{head}".strip()
    return found


def passed_on(voices: Sequence[Voice]) -> dict[str, tuple[int, str]]:
    """The sources of the desk that these outlets, feeds and agencies are, by folded name, with the one whose word each
    passes on at last."""
    names = {name for voice in voices for name in (voice.outlet, voice.feed, *voice.credits) if name}
    if not names:
        return {}
    wanted = [name.lower() for name in names]
    rows = columns_of(sa.select(Source.id, Source.title).where(sa.func.lower(Source.title).in_(wanted))).all()
    if not rows:
        return {}
    above = ancestry(row.id for row in rows)
    found = {}
    for row in rows:
        origin = last_origin(row.id, above.origins)
        found[fold(row.title)] = (origin, above.titles[origin])
    return found
