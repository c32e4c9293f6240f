"""How far a desk is whose claims are compared for the first time, or all anew.

An upgraded one has hundreds of thousands that wait for their turn; whoever looks for sightings meanwhile is told so.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final, Literal

import sqlalchemy as sa

from ...db import columns_of, db, transaction
from ..models import MatchedClaim, MatchingDue, MatchingMark
from . import noticing

Step = Literal["read", "compare"]
PROGRESS: Final = "progress"  # the name of its mark
# Fewer are compared before anybody could read that they are not yet.
WORTH_TELLING: Final = 1_000
_WAITING: Final = sa.select(sa.func.count()).select_from(MatchingDue)
_LEFT: Final = {
    "read": _WAITING.outerjoin(MatchedClaim, MatchedClaim.claim_id == MatchingDue.claim_id).where(
        MatchedClaim.claim_id.is_(None)
    ),
    "compare": _WAITING.where(~MatchingDue.urgent),
}
_KEPT: Final = sa.select(MatchingMark.mark).where(MatchingMark.name == PROGRESS)


@dataclass(frozen=True)
class Progress:
    """`step`: "read", for what each is to be found again by, then "compare"; of `of` claims `left` are still to be."""

    step: Step
    left: int
    of: int

    @property
    def percent(self) -> int:
        return 100 * (self.of - self.left) // self.of


def progress() -> Progress | None:
    """How far the finding is, where many claims wait for their turn; None else. By one row."""
    mark = columns_of(_KEPT).scalar()
    return Progress(**mark) if mark else None


class Telling:
    """Keeps it, batch by batch, where it is worth telling: after a save, when a claim or two wait, nothing is written.
    Counts once in each step."""

    def __init__(self) -> None:
        self.left: dict[Step, int] = {}
        self.kept = True  # one that was broken off may have left its own behind

    def done(self, step: Step, number: int, total: int) -> None:
        """So many more went through a step; `total` claims have gone through the first."""
        if step in self.left:
            self.left[step] = max(0, self.left[step] - number)
        else:
            self.left[step] = columns_of(_LEFT[step]).scalar_one()
            db.session.rollback()
        left = self.left[step]
        if left < WORTH_TELLING:
            self.forget()
            return
        found = Progress(step, left, left + total if step == "read" else max(left, total))
        with transaction(by=None):
            noticing.keep_mark(PROGRESS, asdict(found))
        self.kept = True

    def over(self) -> None:
        """Nothing waits any more."""
        self.left.clear()
        self.forget()

    def forget(self) -> None:
        if self.kept:
            with transaction(by=None):
                noticing.forget_mark(PROGRESS)
            self.kept = False
