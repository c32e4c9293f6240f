"""How the session writes what it is mostly asked to write: columns of rows that were there, and new rows of one table.

The ORM's unit of work sorts any web of objects before it writes the first: of a saved judgement, two rows, that was
a quarter of all that happened inside the write lock. Where no relation between objects changed there is nothing to
sort. Such a flush writes the same statements, tells the same listeners, checks versions and fails as the other
(tests/features/db/test_flushing.py); all others go the ORM's own way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapper, Session, UOWTransaction
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.schema import sort_tables_and_constraints

Make = Callable[[], Any]


@dataclass(frozen=True)
class Plan:
    """How rows of one table are written. Columns are named by their attributes; `named` says what the table calls
    them."""

    rank: int  # tables that others point at come first, as the ORM has it: two who write do not block each other
    named: Mapping[str, str]
    keys: tuple[str, ...]
    version: str | None
    which: tuple[str, ...]  # the parameters that say which row, and in which version: the ORM's own names
    renewed: Mapping[str, Make]  # what gets another value with each change
    given: Mapping[str, Make | None]  # of a new row, where nothing was said; None: the program does not know
    insert: sa.Insert | None  # None: a new row of this table hangs on another one
    update: sa.Update


class DeskSession(Session):
    """The session of the desk."""

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        if objects is not None or self._flushing or not plain_rows(self):
            super().flush(objects)
            return
        context = UOWTransaction(self)
        self._flushing = True
        try:
            self.dispatch.before_flush(self, context, None)
            rows = plain_rows(self)
            if rows:
                self.write_plainly(rows, context)
        finally:
            self._flushing = False
        if not rows:  # a listener made it another flush: it runs once more, which each of them may
            super().flush()

    def write_plainly(self, rows: Sequence[tuple[Any, Plan]], context: UOWTransaction) -> None:
        """As the ORM does, in a part of the transaction: after a failure nothing else can be written until all of it is
        rolled back."""
        part = self._autobegin_t()._begin()
        try:
            write(self, rows)
            self.dispatch.after_flush(self, context)
            self._register_persistent({state for state, _ in rows})
            self.dispatch.after_flush_postexec(self, context)
            part.commit()
        except BaseException:
            with sa.util.safe_reraise():
                part.rollback(_capture_exception=True)


def plain_rows(session: Session) -> list[tuple[Any, Plan]]:
    """The states and plans of all that is to be flushed, changes first; none where that is not plain."""
    if session.deleted:
        return []
    found: list[tuple[Any, Plan]] = []
    new: set[Any] = set()
    for row in (*session.dirty, *session.new):
        state: Any = sa.inspect(row)
        plan = plan_of(state.mapper)
        if plan is None or not fits(state, plan):
            return []
        if state.key is None:
            new.add(state.mapper)
        found.append((state, plan))
    if len(new) > 1:
        return []
    found.sort(key=place)
    return found


def fits(state: Any, plan: Plan) -> bool:
    """Whether nothing but columns of this row was set, to values that the program knows."""
    changed, there = state.committed_state, state.dict
    if state.__dict__.get("_pending_mutations"):  # what was put into collections that are not loaded
        return False
    for name in changed:
        if name not in plan.named or name not in there or isinstance(there[name], sa.ClauseElement):
            return False
    if state.key is None:
        return plan.insert is not None and all(make or name in there for name, make in plan.given.items())
    return not any(name in changed for name in plan.keys) and isinstance(changed.get(plan.version, 0), int)


def place(each: tuple[Any, Plan]) -> tuple[Any, ...]:
    """Changes before new rows; those in the order of their tables and numbers, these as they were made."""
    state, plan = each
    return (1, state.insert_order) if state.key is None else (0, plan.rank, *map(repr, state.key[1]))


def write(session: Session, rows: Sequence[tuple[Any, Plan]]) -> None:
    for state, plan in rows:
        connection = session.connection({"mapper": state.mapper})
        if state.key is None:
            add(connection, state.dict, plan)
        else:
            change(connection, state, plan)


def add(connection: sa.Connection, row: dict[str, Any], plan: Plan) -> None:
    for name, make in plan.given.items():
        if name not in row and make is not None:
            row[name] = make()
    assert plan.insert is not None
    done = connection.execute(plan.insert, {named: row[name] for name, named in plan.named.items() if name in row})
    for name, value in zip(plan.keys, done.inserted_primary_key or (), strict=False):
        row.setdefault(name, value)


def change(connection: sa.Connection, state: Any, plan: Plan) -> None:
    """Raises StaleDataError where the row is not there any more as it was read."""
    row, changed = state.dict, state.committed_state
    values = {
        name: row[name]
        for name, before in changed.items()
        if state.manager[name].impl.is_equal(row[name], before) is not True
    }
    if not values:
        return
    for name, make in plan.renewed.items():
        if name not in values:
            values[name] = row[name] = make()
    which = dict(zip(plan.which, state.key[1], strict=False))
    if plan.version is not None:
        seen = changed[plan.version] if plan.version in changed else getattr(state.obj(), plan.version)
        which[plan.which[-1]] = seen
        if plan.version not in values:
            values[plan.version] = row[plan.version] = seen + 1
    done = connection.execute(plan.update, {plan.named[name]: value for name, value in values.items()} | which)
    if done.rowcount != 1:
        raise StaleDataError(f"a row of {state.mapper.local_table.name} is not as it was read")


@cache
def plan_of(mapper: Mapper[Any]) -> Plan | None:
    """None for a model whose rows only the ORM can write."""
    table: Any = mapper.local_table
    named = {each.key: each.columns[0].key for each in mapper.column_attrs}
    columns = {name: table.c[named[name]] for name in named}
    listened = mapper.dispatch.before_insert or mapper.dispatch.before_update
    if len(mapper.tables) > 1 or mapper.inherits or mapper.polymorphic_on is not None or listened:
        return None
    if any(each.server_onupdate is not None for each in columns.values()) or len(named) != len(table.c):
        return None
    renewed = {name: made_by(each.onupdate) for name, each in columns.items() if each.onupdate is not None}
    if any(make is None for make in renewed.values()):
        return None
    keys = tuple(mapper.get_property_by_column(each).key for each in mapper.primary_key)
    version = None if mapper.version_id_col is None else mapper.get_property_by_column(mapper.version_id_col).key
    known = {f"{table.name}_{named[name]}": columns[name] for name in (*keys, version) if name}
    alone = not any(
        each.cascade.delete_orphan and each.mapper is mapper for other in mapper.registry.mappers
        for each in other.relationships
    )  # fmt: skip
    return Plan(
        rank=rank_of(table),
        named=named,
        keys=keys,
        version=version,
        which=tuple(known),
        renewed={name: make for name, make in renewed.items() if make},
        given={name: given_by(each) for name, each in columns.items() if not numbers_itself(table, each)},
        insert=sa.insert(table) if alone else None,
        update=sa.update(table).where(*(each == sa.bindparam(name, type_=each.type) for name, each in known.items())),
    )


def rank_of(table: sa.Table) -> int:
    order = [each for each, _ in sort_tables_and_constraints(table.metadata.tables.values()) if each is not None]
    return order.index(table)


def numbers_itself(table: sa.Table, column: sa.Column[Any]) -> bool:
    return column is table.autoincrement_column


def given_by(column: sa.Column[Any]) -> Make | None:
    """What makes the value of a column that was not set. None where only the database knows it."""
    if column.default is not None:
        return made_by(column.default)
    return None if column.server_default is not None or not column.nullable else nothing


def nothing() -> None:
    return None


def made_by(default: Any) -> Make | None:
    """A column's default or renewal as a function; None where it is more than a value or a function of Python."""
    if default is None or not (default.is_scalar or default.is_callable):
        return None
    value = default.arg
    return (lambda: value(None)) if default.is_callable else (lambda: value)
