"""What may be done to a disagreement: a person says how it is to be read, and takes that back."""

from __future__ import annotations

from collections.abc import Sequence

from ..accounts.models import User
from ..accounts.policy import may
from ..db import db, now
from ..db.versions import require_version
from ..errors import Invalid, NotAllowed
from ..text.characters import checked
from .models import READINGS, Disagreement

LONGEST = 2_000  # characters of a note


def decide(row: Disagreement, reading: str, *, note: str = "", by: User, seen: int | None = None) -> None:
    """Say how a pair is to be read. It holds for these values: when one changes, the pair is another. Raises Invalid,
    NotAllowed, and Stale when somebody decided in between."""
    if not may(by, "assess"):
        raise NotAllowed("Reviewers and editors decide how a pair is read.")
    if reading not in READINGS:
        raise Invalid(f"A reading is one of: {', '.join(READINGS)}.", "reading")
    words = checked(note.strip(), "note")
    if len(words) > LONGEST:
        raise Invalid(f"A note has {LONGEST:,} characters at most.", "note")
    require_version(row, seen, {"reading": reading, "note": words})
    if row.state == "gone":
        raise Invalid("This pair is gone: one of the two says something else now.")
    row.state, row.reading, row.note = "decided", reading, words
    row.decided_by_id, row.decided_at = by.id, now()
    db.session.flush()


def reopen(row: Disagreement, *, by: User, seen: int | None = None) -> None:
    """Take the decision on a pair back: the proposal stands again. Raises NotAllowed, and Stale."""
    if not may(by, "assess"):
        raise NotAllowed("Reviewers and editors decide how a pair is read.")
    require_version(row, seen, {"reading": None})
    if row.reading is None:
        raise Invalid("Nobody decided on this pair, or it was taken back already.")
    row.state = "gone" if row.state == "gone" else "open"
    row.reading, row.note, row.decided_by_id, row.decided_at = None, "", None, None
    db.session.flush()


def accept_all(rows: Sequence[Disagreement], *, by: User) -> int:
    """Decide the open ones among these pairs as the rules propose. Returns how many."""
    still = [row for row in rows if row.state == "open"]
    for row in still:
        decide(row, row.proposed, by=by)
    return len(still)
