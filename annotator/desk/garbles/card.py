"""What the workbench says beside a chosen garble: how often its rule was right, how far its words may be taken, where
else they stand."""

from __future__ import annotations

from dataclasses import dataclass

from ...accounts.models import User
from ...corrections.queries import places_of_garble
from ...garbles import dismissals
from ...garbles.decisions import together_with
from ...garbles.guard import Guard, guard
from ...garbles.models import Dismissal, Garble
from ...garbles.places import recurs
from ...garbles.rules import Tally
from ...gazetteer.queries import gazetteer
from ...search.engines.engine import Reader
from .board import board
from .elsewhere import Elsewhere, elsewhere
from .ratings import tally

SHOWN_ELSEWHERE = 20


@dataclass(frozen=True, slots=True)
class GarbleCard:
    """`tally` is None for a garble that a person marked; `guard` is that of its first suggestion. `elsewhere` is looked
    for when it is confirmed, `dismissal` and `together` (how many were decided in one go with it) when it is judged."""

    tally: Tally | None
    guard: Guard
    elsewhere: Elsewhere | None
    dismissal: Dismissal | None
    together: int
    to_correct: int = 0  # the places of its article where it is confirmed and no correction stands


def card(garble: Garble, reader: Reader, *, by: User) -> GarbleCard:
    known = gazetteer()
    first = garble.suggestions[0] if garble.suggestions else {}
    entity = str(first.get("entity") or "") or None
    return GarbleCard(
        tally(board(), garble.detector, by=by) if garble.detector else None,
        guard(garble.quote, known, entity) if garble.state == "suspected" else Guard(),
        elsewhere(garble, reader, known, by=by, most=SHOWN_ELSEWHERE) if recurs(garble) else None,
        dismissals.behind(garble),
        len(together_with(garble, by=by)),
        len(places_of_garble(garble)) if garble.state == "confirmed" and garble.reading else 0,
    )
