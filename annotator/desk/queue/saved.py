"""Saved queues: a name for a queue with its filters, its owner's own or shared with the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...accounts.models import User
from ...accounts.policy import may
from ...db import db
from ...db.versions import require_version
from ...errors import Invalid, NotAllowed, NotFound
from ...reviews.models import SavedQueue
from ...text.characters import checked

LONGEST_NAME: Final = 60
MOST: Final = 50  # of one person


def saved_queues(user: User) -> Sequence[SavedQueue]:
    """This person's own and those shared with the desk, by name."""
    statement = sa.select(SavedQueue).where(open_to(user)).options(joinedload(SavedQueue.owner))
    return db.session.scalars(statement.order_by(sa.func.lower(SavedQueue.name), SavedQueue.id)).all()


def open_to(user: User) -> sa.ColumnElement[bool]:
    return sa.or_(SavedQueue.owner_id == user.id, SavedQueue.shared)


def load_queue(queue_id: int, *, by: User) -> SavedQueue:
    """A saved queue that this person may look at. Raises NotFound."""
    found = db.session.scalars(sa.select(SavedQueue).where(SavedQueue.id == queue_id, open_to(by))).one_or_none()
    if found is None:
        raise NotFound("There is no such queue any more, or it is not shared with you.")
    return found


def save(name: str, filters: Mapping[str, str], *, shared: bool, by: User) -> SavedQueue:
    """Keep a queue and its filters under a name. Raises Invalid, NotAllowed."""
    own = db.session.scalar(sa.select(sa.func.count()).where(SavedQueue.owner_id == by.id)) or 0
    if own >= MOST:
        raise Invalid(f"You have {MOST} saved queues: delete one first.", "name")
    require_may_share(shared, by)
    row = SavedQueue(owner_id=by.id, name=free_name(name, by), filters=dict(filters), shared=shared)
    db.session.add(row)
    db.session.flush()
    return row


def change(
    queue: SavedQueue, *, name: str, shared: bool, filters: Mapping[str, str] | None, by: User, seen: int
) -> None:
    """Rename a queue, share it or not, and with `filters` let it stand for these from now on. Its owner's alone.
    Raises Invalid, NotAllowed, Stale."""
    if queue.owner_id != by.id:
        raise NotAllowed("A saved queue is changed by who made it. Save it under a name of your own.")
    require_version(queue, seen, {"name": name, "shared": shared})
    if shared and not queue.shared:
        require_may_share(shared, by)
    queue.name = free_name(name, by, but=queue)
    queue.shared = shared
    if filters is not None:
        queue.filters = dict(filters)
    db.session.flush()


def remove(queue: SavedQueue, *, by: User, seen: int) -> None:
    """Delete a saved queue: its owner, or an editor one that is shared. Raises NotAllowed, Stale."""
    if queue.owner_id != by.id and not (queue.shared and may(by, "edit")):
        raise NotAllowed("A shared queue is deleted by who made it, or by an editor.")
    require_version(queue, seen, {"name": queue.name})
    db.session.delete(queue)
    db.session.flush()


def require_may_share(shared: bool, by: User) -> None:
    if shared and not may(by, "assess"):
        raise NotAllowed("Queues are shared with the desk by its reviewers. Save it for yourself.")


def free_name(name: str, by: User, but: SavedQueue | None = None) -> str:
    """A name as it is kept. Raises Invalid when this person has a queue of that name, or it is none."""
    words = checked(" ".join(name.split()), "name")
    if not words or len(words) > LONGEST_NAME:
        raise Invalid(f"Give the queue a name of 1 to {LONGEST_NAME} characters.", "name")
    same = sa.select(SavedQueue.id).where(SavedQueue.owner_id == by.id, SavedQueue.name == words)
    if db.session.scalar(same.where(SavedQueue.id != but.id) if but else same) is not None:
        raise Invalid(f"You have a queue called “{words}” already.", "name")
    return words
