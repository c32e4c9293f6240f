"""The index of keys: which claims share one. Written by the worker, never by a request.

A key is kept as a number of 64 bits made of its words: two that meet by chance only bring a candidate too many.
"""

from __future__ import annotations

import hashlib
import math
import struct
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, cast

import sqlalchemy as sa

from ...db import columns_of, db
from ..models import MatchedClaim, MatchingKey

# Of a key that more claims have, only the newest so many are looked at, and it weighs as one that so many have: what
# half of the desk says brings nobody together.
MOST_SHARING: Final = 1_000
CANDIDATES: Final = 60  # compared with one claim
# Of the keys of the claim that has fewer, what share both must have at least: of 202 pairs in a band on the sample
# corpus 98 in 100 share more, and of all that share any key two thirds less.
LEAST_SHARED: Final = 0.14
NAMED: Final = "e:"  # before an entity's id in the score's keys
_KEYS: Final = cast(sa.Table, MatchingKey.__table__)
_CLAIMS: Final = cast(sa.Table, MatchedClaim.__table__)
_SHARING: Final = (
    sa.select(_KEYS.c.claim_id)
    .where(_KEYS.c.key == sa.bindparam("number"))
    .order_by(_KEYS.c.claim_id.desc())
    .limit(sa.bindparam("most"))
)
_ADD: Final = sa.insert(_KEYS)
_REMOVE: Final = sa.delete(_KEYS).where(
    _KEYS.c.key == sa.bindparam("number"), _KEYS.c.claim_id == sa.bindparam("claim")
)
_SIZES: Final = sa.select(
    _CLAIMS.c.claim_id, _CLAIMS.c.article_id, sa.func.length(_CLAIMS.c["keys"]).label("bytes")
).where(_CLAIMS.c.claim_id.in_(sa.bindparam("ids", expanding=True)))
_KNOWN: Final = sa.select(_CLAIMS.c.claim_id, _CLAIMS.c.signature, _CLAIMS.c["keys"]).where(
    _CLAIMS.c.claim_id.in_(sa.bindparam("ids", expanding=True))
)
NOTHING: Final = b""  # the signature of a claim whose sightings were not looked for yet


@lru_cache(maxsize=1 << 16)
def number_of(key: str) -> int:
    """The number that a key is kept as."""
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def numbers_of(keys: Iterable[str]) -> frozenset[int]:
    return frozenset(map(number_of, keys))


def packed(numbers: Collection[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}q", *sorted(numbers))


def unpacked(kept: bytes) -> frozenset[int]:
    return frozenset(struct.unpack(f"<{len(kept) // 8}q", kept))


def known(idents: Sequence[int]) -> Mapping[int, Any]:
    """What was last read of these claims: rows of `signature` and `keys`, by claim."""
    return {row.claim_id: row for row in columns_of(_KNOWN, {"ids": idents})} if idents else {}


def put(claims: Mapping[int, tuple[int, frozenset[int]]], gone: Collection[int]) -> None:
    """Keep the article and the numbers of each claim that has others now, in the running transaction; forget those
    that are `gone`. Their signatures are kept when their sightings were found (`found`)."""
    idents = [*claims, *gone]
    before = {ident: unpacked(row.keys) for ident, row in known(idents).items()}
    connection = db.session.connection()
    idents = [ident for ident in idents if ident not in claims or before.get(ident) != claims[ident][1]]
    removed, added = [], []
    for ident in idents:
        now = claims[ident][1] if ident in claims else frozenset()
        was = before.get(ident, frozenset())
        removed += [{"number": number, "claim": ident} for number in was - now]
        added += [{"key": number, "claim_id": ident} for number in now - was]
    if removed:
        connection.execute(_REMOVE, removed)
    if added:
        connection.execute(_ADD, sorted(added, key=lambda row: row["key"]))
    if before:
        connection.execute(
            sa.delete(_CLAIMS).where(_CLAIMS.c.claim_id.in_([each for each in idents if each in before]))
        )
    rows = [
        {"claim_id": ident, "article_id": claims[ident][0], "signature": NOTHING, "keys": packed(claims[ident][1])}
        for ident in idents
        if ident in claims
    ]
    if rows:
        connection.execute(sa.insert(_CLAIMS), rows)


def found(signatures: Mapping[int, bytes]) -> None:
    """Keep the signatures of the statements whose sightings were found, in the running transaction."""
    if signatures:
        statement = (
            sa.update(_CLAIMS)
            .where(_CLAIMS.c.claim_id == sa.bindparam("claim"))
            .values(signature=sa.bindparam("signature"))
        )
        rows = [{"claim": ident, "signature": signature} for ident, signature in signatures.items()]
        db.session.connection().execute(statement, rows)


def sharing(number: int, most: int) -> list[int]:
    """The newest claims that have a key, at most so many."""
    return list(columns_of(_SHARING, {"number": number, "most": most}).scalars())


def candidates(ident: int, article_id: int, numbers: Collection[int], total: int) -> list[int]:
    """The claims of other articles to compare one with, those that share most with it first: each shared key weighs
    the more, the fewer of the `total` claims have it."""
    weights: dict[int, float] = defaultdict(float)
    shared: dict[int, int] = defaultdict(int)
    for number in numbers:
        those = sharing(number, MOST_SHARING)
        weight = math.log(1 + total / len(those)) if those else 0.0
        for each in those:
            weights[each] += weight
            shared[each] += 1
    weights.pop(ident, None)
    # Three times as many: some are of its own article, or share too little of what they say.
    best = [each for _, each in sorted(zip(weights.values(), weights, strict=True), reverse=True)[: 3 * CANDIDATES]]
    rows = {row.claim_id: row for row in columns_of(_SIZES, {"ids": best})} if best else {}
    return [
        each
        for each in best
        if each in rows
        and rows[each].article_id != article_id
        and shared[each] >= LEAST_SHARED * min(len(numbers), rows[each].bytes // 8)
    ][:CANDIDATES]


def naming(keys: Iterable[str]) -> set[int]:
    """All claims that name one of these entities, by their gazetteer ids."""
    found = set[int]()
    for key in keys:
        found.update(sharing(number_of(NAMED + key), most=1 << 40))
    return found
