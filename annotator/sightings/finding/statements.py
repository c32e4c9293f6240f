"""Claims as they are compared: read in bulk from the rows, what is garbled as what was meant."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from ...articles.models import Article
from ...claims.models import Claim, ClaimAnchor, Fact
from ...db import columns_of
from ...garbles.models import Garble
from ...gazetteer.lookup import Gazetteer
from ...gazetteer.models import Entity
from ...gazetteer.queries import survivor_of
from ...text.spans import DateMention, Mark, Quantity, Speaker
from ..scoring.statement import Statement

BATCH: Final = 400  # claims of one statement
IDS: Final[Any] = sa.bindparam("ids", expanding=True)
CLAIMS: Final = (
    sa.select(
        Claim.id, Claim.article_id, Claim.wording, Claim.kinds, Claim.marks, Article.uid, Article.feed,
        Article.published_at, Article.language,
    )
    .join(Article, Claim.article_id == Article.id)
    # What nobody is offered to judge is not looked for elsewhere.
    .where(Claim.id.in_(IDS), Claim.state != "not-a-claim", sa.or_(Claim.checkable, Claim.verdict.is_not(None)))
)  # fmt: skip
FACTS: Final = (
    sa.select(
        Fact.claim_id, Fact.kind, Fact.start, Fact.end, Fact.quote, Fact.value, Fact.high, Fact.qualifier, Fact.unit,
        Fact.role, Fact.resolved, Fact.until, Fact.precision, Fact.doubt, Fact.cue, Fact.head, Fact.entity_id,
        Entity.key, Entity.merged_into_id,
    )
    .outerjoin(Entity, Fact.entity_id == Entity.id)
    .where(Fact.claim_id.in_(IDS))
    .order_by(Fact.claim_id, Fact.start, Fact.id)
)  # fmt: skip
# A garble of which a person said what was meant, and the claims that it stands in.
MEANT: Final = (
    sa.select(
        ClaimAnchor.claim_id, Garble.quote, Garble.reading, Garble.entity_id, Entity.key, Entity.name,
        Entity.merged_into_id,
    )
    .join(
        Garble,
        sa.and_(
            ClaimAnchor.version_id == Garble.version_id,
            ClaimAnchor.start < Garble.end,
            Garble.start < ClaimAnchor.end,
        ),
    )
    .outerjoin(Entity, Garble.entity_id == Entity.id)
    .where(
        ClaimAnchor.claim_id.in_(IDS),
        Garble.state.in_(("confirmed", "corrected")),
        sa.or_(Garble.reading.is_not(None), Garble.entity_id.is_not(None)),
    )
    .order_by(Garble.start)
)  # fmt: skip
KEYS: Final = sa.select(Entity.key).where(Entity.id == sa.bindparam("id"))


class Read(NamedTuple):
    """A claim's statement, and the article it stands in."""

    article_id: int
    statement: Statement

    @property
    def signature(self) -> bytes:
        """The same for two readings that cannot be told apart: 16 bytes."""
        told = (*self.statement._replace(entities=frozenset(), places=frozenset()), self.article_id)
        named = sorted(self.statement.entities), sorted(self.statement.places)
        return hashlib.blake2b(repr((told, named)).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def statements_of(idents: Iterable[int], names: Gazetteer) -> dict[int, Read]:
    """The statements of those claims that are compared at all, by id; three statements of SQL for a batch."""
    wanted, found = sorted(set(idents)), dict[int, Read]()
    for start in range(0, len(wanted), BATCH):
        found |= batch_of(wanted[start : start + BATCH], names)
    return found


def batch_of(idents: Sequence[int], names: Gazetteer) -> dict[int, Read]:
    ids = {"ids": idents}
    facts, meant = by_claim(columns_of(FACTS, ids)), by_claim(columns_of(MEANT, ids))
    return {
        row.id: Read(row.article_id, statement_of(row, facts.get(row.id, ()), meant.get(row.id, ()), names))
        for row in columns_of(CLAIMS, ids)
    }


def by_claim(rows: Iterable[Any]) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.claim_id].append(row)
    return found


def statement_of(claim: Any, facts: Sequence[Any], garbles: Sequence[Any], names: Gazetteer) -> Statement:
    """One claim of these rows. What is garbled in its wording is read as what was meant, where somebody said it."""
    wording, named = as_meant(claim, garbles, names)
    entities, places = set[str](), set[str]()
    for key in (*named, *(key for _, key in names.mentions(wording))):
        record = names.entity(key)
        (places if record is not None and record.kind == "place" else entities).add(key)
    places.update(filter(None, (key_of(fact) for fact in facts if fact.kind == "place")))
    speaker = next((fact for fact in facts if fact.kind == "speaker"), None)
    return Statement(
        wording=wording,
        entities=frozenset(entities),
        places=frozenset(places),
        quantities=tuple(quantity(fact) for fact in facts if fact.kind == "quantity" and fact.value is not None),
        dates=tuple(date(fact) for fact in facts if fact.kind == "date"),
        speaker=None if speaker is None else speaker_of(speaker),
        marks=tuple(Mark(each["start"], each["end"], each["quote"], each["kind"]) for each in claim.marks or ()),
        kinds=tuple(claim.kinds),
        published=claim.published_at.date() if claim.published_at else None,
        language=claim.language,
    )


def as_meant(claim: Any, garbles: Sequence[Any], names: Gazetteer) -> tuple[str, list[str]]:
    """The wording with right names in place of garbled ones, and the keys of the entities that these name."""
    wording, named = claim.wording, []
    pieces, end = [], 0
    for known in names.garbles(wording, feed=claim.feed, article=claim.uid):
        if len(known.meant) == 1:
            record = known.meant[0][0]
            named.append(record.id)
            pieces += [wording[end : known.span.start], record.name]
            end = known.span.end
    wording = "".join(pieces) + wording[end:]
    for garble in garbles:
        meant = key_of(garble) if garble.entity_id is not None else None
        if meant is not None:
            named.append(meant)
        reading = garble.reading or garble.name
        if reading:
            wording = wording.replace(garble.quote, reading)
    return wording, named


def key_of(row: Any) -> str | None:
    """The gazetteer id of the entity that a row names; of a merged one, that of whoever took it in."""
    if row.key is None or row.merged_into_id is None:
        found: str | None = row.key
        return found
    return str(columns_of(KEYS, {"id": survivor_of(row.entity_id)}).scalar_one())


def quantity(fact: Any) -> Quantity:
    return Quantity(
        fact.start, fact.end, fact.quote, fact.value, fact.high, fact.qualifier or "exact", fact.unit, fact.role
    )


def date(fact: Any) -> DateMention:
    return DateMention(fact.start, fact.end, fact.quote, fact.resolved, fact.precision, fact.until, fact.doubt)


def speaker_of(fact: Any) -> Speaker:
    return Speaker(fact.start, fact.end, fact.quote, fact.role or "person", fact.cue or "", fact.head or "")
