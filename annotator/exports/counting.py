"""How much articles hold, before they leave: counted by the database, some thousand articles at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import sqlalchemy as sa

from ..claims.models import Claim
from ..corrections.models import Correction
from ..db import db
from ..garbles.models import Garble
from .terms import Options

BATCH: Final = 5_000  # ids of one statement


def batches(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def counts(ids: Sequence[int], options: Options) -> dict[str, int]:
    """How much these articles hold, by name of what it is."""
    wanted = Claim.state.not_in(("not-a-claim", *(() if options.suggested else ("suggested",))))
    parts: tuple[tuple[str, Any, Any], ...] = (
        ("Claims", Claim.article_id, wanted),
        ("of these settled", Claim.article_id, Claim.state == "settled"),
        ("Garbles", Garble.article_id, sa.and_(Garble.state != "dismissed", ~Garble.withdrawn)),
        (
            "Corrections",
            Correction.article_id,
            sa.and_(Correction.state.in_(("proposed", "accepted")), ~Correction.withdrawn),
        ),
        ("of these accepted", Correction.article_id, sa.and_(Correction.state == "accepted", ~Correction.withdrawn)),
        ("Sensitive claims", Claim.article_id, sa.and_(wanted, Claim.sensitive)),
    )
    found = {"Articles": len(ids)}
    for name, column, condition in parts:
        found[name] = sum(
            db.session.scalar(sa.select(sa.func.count()).where(column.in_(some), condition)) or 0
            for some in batches(ids)
        )
    return found
