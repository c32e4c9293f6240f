"""A write that is sent twice (a retry after a cut connection, a double click) happens once.

The key is remembered in the transaction of the write it belongs to: after a kill either both are there or neither.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, now
from .session import HasId, db


class IdempotencyKey(Model):
    __tablename__ = "idempotency_keys"

    key: Mapped[str] = mapped_column(primary_key=True)  # "<user id>:<what the client sent>"
    answer: Mapped[str]  # what the first write answered: an address or an identifier
    at: Mapped[dt.datetime] = mapped_column(default=now)


_TO_KEYS = sa.insert(cast(sa.Table, IdempotencyKey.__table__))


def key_of(page: str | None, typed: Iterable[tuple[str, object]]) -> str | None:
    """What makes a write the same as one before: the key of the page it was sent from, and all that was typed. Who
    goes back to the page and types something else there has not sent that yet. None without a key."""
    if not page:
        return None
    return f"{page[:40]}:{hashlib.sha256(repr(sorted(typed)).encode()).hexdigest()}"


def answered(key: str | None, *, by: HasId) -> str | None:
    """What the write with this key answered, if it happened already."""
    if not key:
        return None
    found = db.session.get(IdempotencyKey, f"{by.id}:{key}")
    return found.answer if found else None


def keep_answer(key: str | None, answer: str, *, by: HasId) -> None:
    """Write down the answer of the running transaction's write, as its last word. Raises IntegrityError where this key
    has one already: the same write was done before. Does nothing without a key."""
    if key:
        db.session.connection().execute(_TO_KEYS, {"key": f"{by.id}:{key}", "answer": answer, "at": now()})


def remember(key: str | None, answer: str, *, by: HasId) -> IdempotencyKey | None:
    """Keep the answer of the running transaction's write under its key. Does nothing without a key."""
    if not key:
        return None
    row = IdempotencyKey(key=f"{by.id}:{key}", answer=answer)
    db.session.add(row)
    return row
