"""Whether a wrong form is somebody's right name elsewhere: then it is taken for a garble in a narrow scope only.

"Hussein" the person is never touched because "Hussein" once stood for something else.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..gazetteer.lookup import Gazetteer
from ..text.skeleton import PARTICLES, fold

MOST_NAMED = 3
NARROW = "article"


@dataclass(frozen=True, slots=True)
class Guard:
    """The scope to begin with, and why it is not everywhere, in words; empty: nothing speaks against it."""

    scope: str = "everywhere"
    warning: str = ""


def guard(words: str, gazetteer: Gazetteer, entity: str | None = None) -> Guard:
    """How far these wrong words may be taken for the entity with this key. Time: two look-ups."""
    words = " ".join(words.split())
    real = [record for record in gazetteer.exact(words, garbles=False) if record.id != entity]
    if real:
        named = " and ".join(f"{record.name} ({record.kind})" for record in real[:MOST_NAMED])
        return Guard(NARROW, f"“{words}” is also a right name: {named}. There it must not count as a garble.")
    alone = [word for word in fold(words).split() if word not in PARTICLES]
    if len(alone) == 1:
        parts = [record for record in gazetteer.with_word(alone[0]) if record.id != entity]
        if parts:
            named = ", ".join(record.name for record in parts[:MOST_NAMED])
            more = f" and {len(parts) - MOST_NAMED} more" if len(parts) > MOST_NAMED else ""
            return Guard(NARROW, f"“{words}” is part of other names: {named}{more}. They must not count as garbles.")
        if words.islower():
            return Guard(NARROW, f"“{words}” may be an ordinary word elsewhere.")
    return Guard()
