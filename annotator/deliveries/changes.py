"""Notes when an article's corrected copy becomes another one, whoever makes it so: the session itself sees to it.

A correction is accepted, or an accepted one is not any more (rejected, superseded, undone); or there is a new version.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session, UOWTransaction

from ..articles.models import Article
from ..corrections.models import Correction
from ..db import now
from .models import CopyChange


def changed_articles(session: Session) -> Iterator[int]:
    for row in session.new:
        if isinstance(row, Correction) and row.state == "accepted":
            yield row.article_id
    for row in session.dirty:
        if isinstance(row, Correction):
            states = sa.inspect(row).attrs.state.history
            if states.has_changes() and "accepted" in {*states.added, *(states.deleted or ())}:
                yield row.article_id
        elif isinstance(row, Article) and sa.inspect(row).attrs.current_number.history.has_changes():
            yield row.id
    for row in session.deleted:
        if isinstance(row, Correction) and row.state == "accepted":
            yield row.article_id


@event.listens_for(Session, "after_flush")
def note_changes(session: Session, _context: UOWTransaction) -> None:
    """In the transaction of the change. Where a row is there already it is moved on, never doubled."""
    table: Any = CopyChange.__table__
    connection = session.connection()
    for ident in set(changed_articles(session)):
        at = session.info.get("at") or now()
        if connection.dialect.name == "postgresql":
            from sqlalchemy.dialects.postgresql import insert
        else:
            from sqlalchemy.dialects.sqlite import insert  # type: ignore[assignment]
        statement = insert(table).values(article_id=ident, at=at)
        connection.execute(statement.on_conflict_do_update(index_elements=["article_id"], set_={"at": at}))
