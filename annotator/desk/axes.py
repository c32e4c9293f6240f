"""Three things that are told of each claim, apart and never as one number: how reliable its sources are, how credible
it is (verdict and confidence), how good its translation is (garbles on its words, and whether the fault lies there).

Verdict, confidence and fault stand on the claim itself; here is what must be counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ..claims.models import Claim, ClaimAnchor, Evidence
from ..db import db
from ..garbles.models import Garble
from ..sources.independence import independence
from ..sources.models import Source
from ..sources.queries import ancestry

SEVERITIES = ("critical", "major", "minor")


@dataclass(frozen=True)
class Axes:
    """`reliabilities`: the letters of the claim's sources, best first, one for each source. `garbles`: how many stand
    on its words by severity, worst first; dismissed ones count no more."""

    reliabilities: tuple[str, ...] = ()
    independent: int = 0
    garbles: tuple[tuple[str, int], ...] = ()

    @property
    def garble_count(self) -> int:
        return sum(number for _, number in self.garbles)


def axes_of(claims: Sequence[Claim]) -> dict[int, Axes]:
    """The axes of each of these claims by its id, in three statements whatever their number."""
    idents = [claim.id for claim in claims]
    sources: dict[int, dict[int, str]] = defaultdict(dict)
    origins: dict[int, int | None] = {}
    rows = db.session.execute(
        sa.select(Evidence.claim_id, Source.id, Source.reliability, Source.origin_id)
        .join(Source, Source.id == Evidence.source_id)
        .where(Evidence.claim_id.in_(idents))
    )
    for claim_id, source_id, reliability, origin_id in rows:
        sources[claim_id][source_id] = reliability
        origins[source_id] = origin_id
    if any(origin is not None for origin in origins.values()):
        origins = ancestry(origins).origins
    garbles: dict[int, Counter[str]] = defaultdict(Counter)
    standing = (
        sa.select(ClaimAnchor.claim_id, Garble.id, Garble.severity)
        .join(
            Garble,
            sa.and_(Garble.version_id == ClaimAnchor.version_id, Garble.state != "dismissed", ~Garble.withdrawn),
        )
        .where(
            ClaimAnchor.claim_id.in_(idents), Garble.start < ClaimAnchor.end, Garble.end > ClaimAnchor.start
        )
        .distinct()
    )  # fmt: skip
    for claim_id, _, severity in db.session.execute(standing):
        garbles[claim_id][severity] += 1
    return {
        ident: Axes(
            tuple(sorted(sources[ident].values())),
            independence(sources[ident], origins).independent,
            tuple((severity, garbles[ident][severity]) for severity in SEVERITIES if garbles[ident][severity]),
        )
        for ident in idents
    }
