"""What the panel says beside the chosen correction: what it took the place of, what it overlaps, where else the same
number or name stands, and the form to change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...accounts.models import User
from ...accounts.policy import may
from ...corrections.forms import CorrectionForm
from ...corrections.models import Correction
from ...corrections.occurrences import Occurrence
from ...corrections.queries import before_it, elsewhere_of, live_on, siblings
from .queries import Bench

LIVE = frozenset({"proposed", "accepted"})


@dataclass(frozen=True, slots=True)
class CorrectionCard:
    """`together`: how many corrections of its garble are proposed in the article. `form` is None where this person may
    not change it."""

    before: Sequence[Correction]
    across: Sequence[Correction]
    elsewhere: Sequence[Occurrence]
    together: int
    form: CorrectionForm | None


def card(row: Correction, found: Bench, *, by: User) -> CorrectionCard:
    live = row.state in LIVE and row.version_id == found.version.id
    changes = live and may(by, "edit" if row.state == "accepted" else "assess")
    return CorrectionCard(
        before=before_it(found.corrections).get(row.id, ()),
        across=live_on(row.version_id, row.span, but=[row.id]) if live else (),
        elsewhere=elsewhere_of(row, found.version.text, found.corrections) if live else (),
        together=len(siblings(row)) if row.state == "proposed" else 1,
        form=filled(row) if changes else None,
    )


def filled(row: Correction) -> CorrectionForm:
    """The form as the correction stands."""
    return CorrectionForm(
        formdata=None,
        at="change",
        data={
            "replacement": row.replacement,
            "kind": row.kind,
            "reason": row.reason,
            "source": row.source.title if row.source else "",
            "source_id": str(row.source_id or ""),
            "passage": row.passage,
        },
    )
