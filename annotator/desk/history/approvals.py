"""What undo does to approvals: what took one off brings it back only where nothing else has changed that matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ...db import db
from ...errors import Invalid
from ...readiness.changes import keep
from ...readiness.queries import changed_since, latest
from .steps import Net

if TYPE_CHECKING:
    from ...articles.models import Article
    from .steps import Step

TABLE: Final = "approvals"


def without_lapsed(
    rows: Sequence[Net], there: Mapping[tuple[str, int], Any], article: Article, step: Step
) -> list[Net]:
    """The rows to turn, without approvals that do not come back with them. Raises Invalid where there is nothing else
    to turn: to find an article ready is then not done again by the way."""
    approvals = [row for row in rows if row.table == TABLE]
    others = [row for row in rows if row.table != TABLE]
    kept = []
    for row in approvals:
        if not stands_after(row):
            # Undone or taken back, by itself; with something else the session takes it off as with every change.
            kept += [] if others else [row]
            continue
        since = [words for words, _ in changed_since(article.id, step.last)]
        newest = latest(article.id)
        if newest is not None and newest.dropped_at is None:
            since.append("it was found ready again")
        if not since:
            kept.append(row)
            live = there.get((TABLE, row.ident))
            if live is not None:
                keep(db.session, live)
        elif not others:
            what = ", ".join(dict.fromkeys(since))
            raise Invalid(f"Since then {what}. Look at the article, and find it ready anew.")
    return others + kept


def stands_after(row: Net) -> bool:
    """Whether the approval stands once the row is turned."""
    return row.became is not None and (row.known | row.became).get("dropped_at") is None
