"""Sightings written: what was found becomes suggestions, and what no longer holds goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, cast

import sqlalchemy as sa

from ...claims.models import Claim
from ...db import columns_of, db, now
from ...db.numbering import Numbers
from ..models import Sighting
from ..scoring import score
from . import noticing

_SIGHTINGS: Final = cast(sa.Table, Sighting.__table__)
IDS: Final[Any] = sa.bindparam("ids", expanding=True)
THERE: Final = sa.select(
    _SIGHTINGS.c.id, _SIGHTINGS.c.first_id, _SIGHTINGS.c.second_id, _SIGHTINGS.c.state, _SIGHTINGS.c.score,
    _SIGHTINGS.c.band, _SIGHTINGS.c.reasons,
).where(sa.or_(_SIGHTINGS.c.first_id.in_(IDS), _SIGHTINGS.c.second_id.in_(IDS)))  # fmt: skip
STANDING: Final = sa.select(Claim.id).where(Claim.id.in_(IDS))
Pair = tuple[int, int]


def pair_of(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def standing(idents: Iterable[int]) -> list[Any]:
    """The suggestions that these claims are in."""
    wanted = sorted(idents)
    if not wanted:
        return []
    return list(columns_of(THERE.where(_SIGHTINGS.c.state == "suggested"), {"ids": wanted}))


def keep(comparisons: Mapping[Pair, score.Comparison | None], gone: Sequence[int]) -> None:
    """Write what was found, in the running transaction. Where a person decided meanwhile, that stays."""
    connection = db.session.connection()
    idents = sorted({ident for pair in comparisons for ident in pair} | set(gone))
    there: dict[Pair, Any] = {}
    standing_claims = set[int]()
    for start in range(0, len(idents), noticing.ROWS):
        part = {"ids": idents[start : start + noticing.ROWS]}
        there |= {(row.first_id, row.second_id): row for row in columns_of(THERE, part)}
        standing_claims.update(columns_of(STANDING, part).scalars())
    left = set(gone)
    withdrawn = [
        row.id
        for pair, row in there.items()
        if row.state == "suggested" and (left & set(pair) or (pair in comparisons and comparisons[pair] is None))
    ]
    changed: list[dict[str, Any]] = []
    new: list[dict[str, Any]] = []
    for pair, comparison in comparisons.items():
        if comparison is None or left & set(pair) or not set(pair) <= standing_claims:
            continue
        values: dict[str, Any] = {
            "score": round(comparison.score, 4), "band": comparison.band, "parts": dict(comparison.parts),
            "reasons": list(comparison.reasons),
        }  # fmt: skip
        row = there.get(pair)
        if row is None:
            new.append({"first_id": pair[0], "second_id": pair[1], **values})
        elif row.state == "suggested" and (row.score, row.band, row.reasons) != (
            values["score"], values["band"], values["reasons"],
        ):  # fmt: skip
            changed.append({"row": row.id, **{f"new_{name}": value for name, value in values.items()}})
    suggestion = _SIGHTINGS.c.state == "suggested"  # on PostgreSQL somebody may decide at this moment
    if withdrawn:
        connection.execute(sa.delete(_SIGHTINGS).where(_SIGHTINGS.c.id.in_(withdrawn), suggestion))
    if changed:
        values = {name: sa.bindparam(f"new_{name}") for name in ("score", "band", "parts", "reasons")}
        connection.execute(
            sa.update(_SIGHTINGS).where(_SIGHTINGS.c.id == sa.bindparam("row"), suggestion).values(values), changed
        )
    if new:
        numbers = Numbers(db.session).take(Sighting, len(new))
        at = now()
        rows = [{"id": number, "created_at": at, **row} for number, row in zip(numbers, new, strict=True)]
        connection.execute(sa.insert(_SIGHTINGS), rows)
