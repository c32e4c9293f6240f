"""Articles read for what they tell: once in a look, and not at all while they are as they were."""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from ..articles.models import Article
from ..claims.models import Claim, ClaimAnchor, Fact
from ..db import db
from ..gazetteer.lookup import Gazetteer
from ..gazetteer.queries import gazetteer
from ..text.spans import Quantity, Zone
from .telling import Stated, Telling, telling

REMEMBERED: Final = 1_500  # articles as they were last read


@dataclass(frozen=True, slots=True)
class Read:
    """An article with what it tells, as it was when `signature` was taken."""

    signature: tuple[Any, ...]
    article_id: int
    version_id: int
    published: str | None
    text: str
    zones: tuple[Zone, ...]
    telling: Telling
    quotes: Mapping[int, str]  # the article's words, by claim


_remembered: OrderedDict[int, Read] = OrderedDict()
_remembering = threading.Lock()


@dataclass(slots=True)
class Look:
    """One look: articles are read once in it, and those that are as they were not at all."""

    names: Gazetteer = field(default_factory=gazetteer)
    read: dict[int, Read] = field(default_factory=dict)

    def at(self, article_id: int) -> Read:
        if article_id not in self.read:
            self.read[article_id] = read_article(article_id, self.names)
        return self.read[article_id]


def read_article(article_id: int, names: Gazetteer) -> Read:
    """An article's current text and claims, read for their figures. Raises NoResultFound when it is gone."""
    article = db.session.get_one(Article, article_id)
    rows = db.session.execute(
        sa.select(Claim.id, Claim.row_version, Claim.wording, Claim.state, Claim.origin)
        .where(
            Claim.article_id == article_id, Claim.state != "not-a-claim", Claim.merged_into_id.is_(None),
            Claim.withdrawn.is_(False),
        )
        .order_by(Claim.id)
    ).all()  # fmt: skip
    put_right = corrected([row.id for row in rows])
    signature = (
        article.row_version, article.current_number, id(names), tuple((row.id, row.wording, row.state) for row in rows),
        tuple((claim, *those) for claim, those in put_right.items()),
    )  # fmt: skip
    with _remembering:
        known = _remembered.get(article_id)
        if known is not None and known.signature == signature:
            _remembered.move_to_end(article_id)
            return known
    made = _made(article, rows, put_right, signature, names)
    with _remembering:
        _remembered[article_id] = made
        if len(_remembered) > REMEMBERED:
            _remembered.popitem(last=False)
    return made


def _made(
    article: Article, rows: Sequence[Any], put_right: Mapping[int, Sequence[Quantity]], signature: tuple[Any, ...],
    names: Gazetteer,
) -> Read:  # fmt: skip
    version = article.current
    anchors: dict[int, list[Any]] = defaultdict(list)
    for anchor in db.session.execute(
        sa.select(ClaimAnchor.claim_id, ClaimAnchor.start, ClaimAnchor.end, ClaimAnchor.quote)
        .where(ClaimAnchor.claim_id.in_([row.id for row in rows]), ClaimAnchor.version_id == version.id)
        .order_by(ClaimAnchor.start)
    ):
        anchors[anchor.claim_id].append(anchor)
    stated = [
        Stated(
            row.id, row.wording, anchors[row.id][0].start, anchors[row.id][-1].end,
            0 if row.origin == "person" else 1 if row.state != "suggested" else 2, tuple(put_right.get(row.id, ())),
        )
        for row in rows
        if row.id in anchors
    ]  # fmt: skip
    zones = tuple(Zone(zone.kind, zone.start, zone.end) for zone in version.zones)  # type: ignore[arg-type]
    published = article.published_at
    told = telling(version.text, zones, article.title, published, stated, names)
    quotes = {claim: " … ".join(anchor.quote for anchor in those) for claim, those in anchors.items()}
    return Read(
        signature,
        article.id,
        version.id,
        published.isoformat() if published else None,
        version.text,
        zones,
        told,
        quotes,
    )


def corrected(claims: Sequence[int]) -> dict[int, list[Quantity]]:
    """The quantities that a person put right, by claim."""
    found: dict[int, list[Quantity]] = defaultdict(list)
    query = sa.select(Fact).where(Fact.kind == "quantity", Fact.origin == "person", Fact.claim_id.in_(claims))
    for fact in db.session.scalars(query.order_by(Fact.id)):
        if fact.value is not None:
            found[fact.claim_id].append(quantity_of(fact))
    return found


def quantity_of(fact: Fact) -> Quantity:
    return Quantity(
        fact.start, fact.end, fact.quote, fact.value or 0.0, fact.high, fact.qualifier or "exact",  # type: ignore[arg-type]
        fact.unit, fact.role,
    )  # fmt: skip
