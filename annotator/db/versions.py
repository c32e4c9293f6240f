"""The check behind every save: what was typed belongs to the row as it stands now, or the save is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from ..errors import Stale
from .session import db
from .tracking import HistoryEntry, plain


def require_version(row: Any, seen: int | None, mine: Mapping[str, Any]) -> None:
    """Refuse a save made from an older row. Call it inside the transaction: the row is then read under the write lock.

    `seen` is the row version the form was made from (None: the caller did not look, as the command line does not).
    `mine` is what was typed, by the row's attribute names; Stale carries both sides, so nothing typed is lost.
    """
    if seen is None or seen == row.row_version:
        return
    theirs = {name: getattr(row, name) for name in mine}
    raise Stale(
        "Somebody else saved this since you opened it. Yours is kept below.",
        theirs=theirs,
        mine=dict(mine),
        base=as_it_was(row, seen, mine),
        version=row.row_version,
    )


def as_it_was(row: Any, seen: int | None, names: Iterable[str]) -> dict[str, Any] | None:
    """What a tracked row's columns held at row version `seen`: its changes since, taken back by the history, as that
    keeps them (JSON). None where `seen` is no version that the row had. Version 0 is before it was made: all None."""
    if seen is None or not 0 <= seen <= row.row_version:
        return None
    values = {name: plain(getattr(row, name)) for name in names}
    if seen == 0:
        return dict.fromkeys(values)
    for before in db.session.scalars(
        sa.select(HistoryEntry.before)
        .where(
            HistoryEntry.object_type == row.__tablename__,
            HistoryEntry.object_id == row.id,
            HistoryEntry.object_version > seen,
        )
        .order_by(HistoryEntry.id.desc())
    ):
        values.update({name: value for name, value in (before or {}).items() if name in values})
    return values
