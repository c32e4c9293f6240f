"""The check behind every save: what was typed belongs to the row as it stands now, or the save is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import Stale


def require_version(row: Any, seen: int | None, mine: Mapping[str, Any]) -> None:
    """Refuse a save made from an older row. Call it inside the transaction: the row is then read under the write lock.

    `seen` is the row version the form was made from (None: the caller did not look, as the command line does not).
    `mine` is what was typed, by the row's attribute names; Stale carries both sides, so nothing typed is lost.
    """
    if seen is None or seen == row.row_version:
        return
    theirs = {name: getattr(row, name) for name in mine}
    raise Stale("Somebody else saved this since you opened it. Yours is kept below.", theirs=theirs, mine=dict(mine))
