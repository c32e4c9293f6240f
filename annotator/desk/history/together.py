"""Taking back what one step did to many articles at once: each row for itself. What somebody changed since is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from ...accounts.models import User
from ...articles.models import Article, Collection, membership
from ...articles.queries import visible
from ...articles.service import may_edit
from ...db import db
from ...db.tracking import HistoryEntry, step_of
from ...errors import Invalid
from ...gazetteer.service import one_at_a_time
from .rows import MODELS, NAMES
from .steps import Net, Step, load_step, net
from .undoing import Inverse, refusing

PARTS_OF_IT = frozenset({"aliases", "tags", "collections", "garble_dismissals"})  # made on the way, not what was done


@dataclass(slots=True)
class TakenBack:
    """How many rows went back, and why which (table, id) did not."""

    number: int = 0
    left: list[tuple[str, int, str]] = field(default_factory=list)


def take_back_together(entry_id: int, *, by: User) -> TakenBack:
    """Undo a step of this person's, as far as it stands. Inside a transaction that names it (`undoes`). Raises Invalid
    when it is not theirs, or of another kind than what is done to hits."""
    step = load_step(entry_id)
    if step.entries[0].actor_id != by.id:
        raise Invalid("That was done by somebody else.")
    inverse = [Net(row.table, row.ident, row.became, row.was, row.known) for row in net(step.entries)]
    done = TakenBack()
    if any(row.table == "aliases" for row in inverse):
        one_at_a_time()
    rows = standing(step, [row for row in inverse if row.table in MODELS], done, by=by)
    with refusing():
        took = EachForItself(Article(), step, rows, by).apply()
        remove_empty(row.ident for row in inverse if row.table == "collections" and row.became is None)
    done.number = sum(row.table not in PARTS_OF_IT for row in took)
    leave_a_trace(step, by)
    return done


class EachForItself(Inverse):
    """Articles that have many hits are not read for their numbers."""

    def called(self, row: Net) -> str:
        return f"the {NAMES[row.table]}"


def standing(step: Step, rows: Sequence[Net], done: TakenBack, *, by: User) -> list[Net]:
    """The rows that are as the step left them; why the others are not goes into `done`. Locked until the end."""
    turned = EachForItself(Article(), step, rows, by)
    names = later_hands(step, rows)
    articles = {row.ident: turned.there.get((row.table, row.ident)) for row in rows if row.table == "articles"}
    closed = no_longer_open(step, by)
    kept = []
    for row in rows:
        live = turned.there.get((row.table, row.ident))
        who = names.get((row.table, row.ident), "the desk")
        why = ""
        if row.was is not None and live is None:
            why = f"taken away since by {who}"
        elif row.was is not None and turned.unlike(live, row.was):
            why = f"changed since by {who}"
        elif (row.table, row.ident) in closed:
            why = "not open to you any more"
        elif row.table == "articles" and (article := articles[row.ident]) is not None and not may_edit(article, by):
            why = "no longer yours to change"
        if not why:
            kept.append(row)
        elif row.table not in PARTS_OF_IT:
            done.left.append((row.table, row.ident, why))
    return kept


def no_longer_open(step: Step, by: User) -> set[tuple[str, int]]:
    """The rows, (table, id), on articles that this person may not see now."""
    on = {(entry.object_type, entry.object_id): entry.article_id for entry in step.entries if entry.article_id}
    seen = set(db.session.scalars(sa.select(Article.id).where(Article.id.in_(set(on.values())), visible(by))))
    return {row for row, article in on.items() if article not in seen}


def later_hands(step: Step, rows: Sequence[Net]) -> dict[tuple[str, int], str]:
    """Who touched these rows last after the step, by name. One statement a table."""
    found: dict[tuple[str, int], str] = {}
    for table in {row.table for row in rows}:
        idents = [row.ident for row in rows if row.table == table]
        statement = (
            sa.select(HistoryEntry.object_id, User.id, User.name)
            .outerjoin(User, User.id == HistoryEntry.actor_id)
            .where(HistoryEntry.object_type == table, HistoryEntry.object_id.in_(idents), HistoryEntry.id > step.last)
            .order_by(HistoryEntry.id)
        )
        for ident, _user, name in db.session.execute(statement):
            found[table, ident] = name or "the desk"
    return found


def remove_empty(idents: object) -> None:
    """Collections that the step made go when nothing is in them any more."""
    for ident in list(idents):  # type: ignore[call-overload]
        used = db.session.scalar(sa.select(sa.exists().where(membership.c.collection_id == ident)))
        collection = db.session.get(Collection, ident)
        if collection is not None and not used:
            db.session.delete(collection)
    db.session.flush()


def leave_a_trace(step: Step, by: User) -> None:
    """An article of which nothing went back would offer the step to be undone again: its history tells of it."""
    db.session.flush()
    of_step = {entry.article_id for entry in step.entries if entry.article_id is not None}
    told = set(
        db.session.scalars(
            sa.select(HistoryEntry.article_id).where(HistoryEntry.id > step.last, HistoryEntry.undoes_id == step.id)
        )
    )
    for ident in sorted(of_step - told):
        db.session.add(
            HistoryEntry(
                **step_of(db.session), article_id=ident, object_type="articles", object_id=ident, action="change",
                before={}, after={},
            )
        )  # fmt: skip
    db.session.flush()
