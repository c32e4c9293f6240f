"""What the dashboard counts claims, articles and garbles by that the ledger and the board of garbles do not: when they
were judged and settled, what was found, when articles came in. Read once, then it follows the journal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from ...articles.models import Article
from ...claims.models import Claim
from ...db import columns_of, journal
from ...db.journal import Mark
from ...garbles.models import SEVERITIES, Garble
from ...reviews.models import Assessment
from ..following import Following
from ..garbles.board import sum_of_bits
from ..ledger.orders import Order
from ..touched import Changed, batches

OPEN: Final = ("suggested", "open", "ambiguous", "assessed", "recheck")
Masks = Mapping[Any, int]
Said = tuple[str, ...]


class seconds_of(GenericFunction[float]):
    """A moment as seconds since 1970: to make a datetime of each takes longer than to read it."""

    type = sa.Float()
    inherit_cache = True
    name = "seconds_of"


@compiles(seconds_of, "sqlite")
def on_sqlite(element: Any, compiler: Any, **more: Any) -> str:
    return f"CAST(strftime('%s', {compiler.process(element.clauses, **more)}) AS INTEGER)"


@compiles(seconds_of, "postgresql")
def on_postgres(element: Any, compiler: Any, **more: Any) -> str:
    return f"floor(extract(epoch from {compiler.process(element.clauses, **more)}))::bigint"


@dataclass(frozen=True, slots=True)
class Counted:
    """One state of the desk. Masks have one bit a claim (its id); orders sort by seconds since 1970.

    `judged` has claims by their first judgement, `settled` those that are settled by when they came to be, `waits` the
    open ones by since when they are in their state; `took` is how many seconds passed from a claim's making to its
    settling. `said` has the claims that several people judged, by their verdicts in alphabetical order. `came` has
    articles by when they came in; `garbles` how many of each severity stand on an article, dismissed ones aside.
    """

    judged: Order
    settled: Order
    waits: Order
    took: Mapping[int, float]
    verdicts: Masks
    said: Masks
    came: Order
    garbles: Mapping[int, tuple[int, ...]]
    mark: Mark


@dataclass
class Read:
    """Claims as they were read, by id."""

    judged: dict[int, float]
    said: dict[int, Said]
    settled: dict[int, float]
    waits: dict[int, float]
    took: dict[int, float]
    verdict: dict[int, str]


TRUE: Final = sa.true()


def read_claims(condition: sa.ColumnElement[bool]) -> Read:
    found = Read({}, {}, {}, {}, {}, {})
    columns: Any = (
        Claim.id, Claim.state, Claim.verdict, Claim.checkable, seconds_of(Claim.created_at),
        seconds_of(Claim.state_since),
    )  # fmt: skip
    for ident, state, verdict, checkable, created, since in columns_of(sa.select(*columns).where(condition)):
        if verdict is not None and state != "not-a-claim":
            found.verdict[ident] = verdict
        if state == "settled" and since is not None:
            found.settled[ident], found.took[ident] = since, max(0.0, since - created)
        elif state in OPEN and checkable:
            found.waits[ident] = since if since is not None else created
    judgements: Any = sa.select(Assessment.claim_id, Assessment.verdict, seconds_of(Assessment.created_at))
    if condition is not TRUE:
        judgements = judgements.join(Claim, Claim.id == Assessment.claim_id).where(condition)
    said: dict[int, list[str]] = defaultdict(list)
    for ident, verdict, at in columns_of(judgements):
        said[ident].append(verdict)
        found.judged[ident] = min(at, found.judged.get(ident, at))
    found.said = {ident: tuple(sorted(words)) for ident, words in said.items() if len(words) > 1}
    return found


def masks_of(values: Mapping[int, Any]) -> dict[Any, int]:
    grouped: dict[Any, list[int]] = defaultdict(list)
    for ident, value in values.items():
        grouped[value].append(ident)
    return {value: sum_of_bits(idents) for value, idents in grouped.items()}


def put_in(masks: Masks, gone: int, found: Masks) -> Masks:
    fresh = {value: rest for value, mask in masks.items() if (rest := mask & ~gone)}
    for value, mask in found.items():
        fresh[value] = fresh.get(value, 0) | mask
    return fresh


def read_came(condition: sa.ColumnElement[bool]) -> dict[int, float]:
    columns: Any = (Article.id, seconds_of(Article.created_at))
    return {row[0]: row[1] for row in columns_of(sa.select(*columns).where(condition))}


def read_garbles(condition: sa.ColumnElement[bool]) -> dict[int, tuple[int, ...]]:
    """How many garbles of each severity stand on an article: all in the index ix_garbles_counted."""
    number = sa.func.count()
    statement = sa.select(Garble.article_id, Garble.severity, number).where(Garble.state != "dismissed", condition)
    found: dict[int, list[int]] = defaultdict(lambda: [0] * len(SEVERITIES))
    for article, severity, count in columns_of(statement.group_by(Garble.article_id, Garble.severity)):
        found[article][SEVERITIES.index(severity)] = count
    return {article: tuple(counts) for article, counts in found.items()}


# -- keeping it


def read_all() -> Counted:
    mark = journal.newest()  # first: what is written meanwhile is read twice and not missed
    read, came = read_claims(TRUE), read_came(TRUE)
    return Counted(
        judged=order_of(read.judged),
        settled=order_of(read.settled),
        waits=order_of(read.waits),
        took=read.took,
        verdicts=masks_of(read.verdict),
        said=masks_of(read.said),
        came=order_of(came),
        garbles=read_garbles(TRUE),
        mark=mark,
    )


def order_of(values: Mapping[int, float]) -> Order:
    return Order.of(values, values.values())


def changed(kept: Counted, seen: Changed, mark: Mark) -> Counted:
    """The counts after what they are of among these was read again."""
    fresh = replace(kept, mark=mark)
    for idents in batches(seen["claim"]):
        fresh = with_claims(fresh, idents, read_claims(Claim.id.in_(idents)))
    of_garbles = set(seen["article"])
    for idents in batches(seen["garble"]):
        of_garbles |= {row[0] for row in columns_of(sa.select(Garble.article_id).where(Garble.id.in_(idents)))}
    if of_garbles:
        garbles = {ident: counts for ident, counts in fresh.garbles.items() if ident not in of_garbles}
        for idents in batches(of_garbles):
            garbles |= read_garbles(Garble.article_id.in_(idents))
        fresh = replace(fresh, garbles=garbles)
    for idents in batches(seen["article"]):
        fresh = replace(fresh, came=fresh.came.changed(idents, read_came(Article.id.in_(idents))))
    return fresh


# As the database stands.
counted: Final = Following(read_all, changed)


def with_claims(kept: Counted, idents: list[int], read: Read) -> Counted:
    gone = sum_of_bits(idents)
    there = set(idents)
    return replace(
        kept,
        judged=kept.judged.changed(idents, read.judged),
        settled=kept.settled.changed(idents, read.settled),
        waits=kept.waits.changed(idents, read.waits),
        took={ident: seconds for ident, seconds in kept.took.items() if ident not in there} | read.took,
        verdicts=put_in(kept.verdicts, gone, masks_of(read.verdict)),
        said=put_in(kept.said, gone, masks_of(read.said)),
    )


def within(ids: Iterable[int], mask: int) -> list[int]:
    """Those of these ids that are in the mask, in their order."""
    data = mask.to_bytes((mask.bit_length() + 7) // 8, "little")
    size = len(data)
    return [ident for ident in ids if ident >> 3 < size and data[ident >> 3] >> (ident & 7) & 1]
