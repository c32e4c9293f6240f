"""Saved queues: a name for a queue with its filters, its owner's own or shared with the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...accounts.models import User
from ...accounts.named import Shelf
from ...db import db
from ...reviews.models import SavedQueue

QUEUES: Final[Shelf[SavedQueue]] = Shelf(SavedQueue, "queue")


def save(name: str, filters: Mapping[str, str], *, shared: bool, by: User) -> SavedQueue:
    """Keep a queue and its filters under a name. Raises Invalid, NotAllowed."""
    words = QUEUES.may_add(name, shared=shared, by=by)
    row = SavedQueue(owner_id=by.id, name=words, filters=dict(filters), shared=shared)
    db.session.add(row)
    db.session.flush()
    return row


def change(
    queue: SavedQueue, *, name: str, shared: bool, filters: Mapping[str, str] | None, by: User, seen: int
) -> None:
    """Rename a queue, share it or not, and with `filters` let it stand for these from now on. Its owner's alone.
    Raises Invalid, NotAllowed, Stale."""
    queue.name = QUEUES.may_change(queue, name, shared=shared, by=by, seen=seen)
    queue.shared = shared
    if filters is not None:
        queue.filters = dict(filters)
    db.session.flush()


def remove(queue: SavedQueue, *, by: User, seen: int) -> None:
    """Delete a saved queue: its owner, or an editor one that is shared. Raises NotAllowed, Stale."""
    QUEUES.may_remove(queue, by=by, seen=seen)
    db.session.delete(queue)
    db.session.flush()
