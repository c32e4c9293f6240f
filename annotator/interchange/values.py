"""From JSON to the values of columns, as the columns' own types say. What does not fit is said in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NamedTuple, get_args, get_origin

import sqlalchemy as sa

from ..db.base import UtcDateTime
from .fates import FATES, Fixed, Join, Part, Root, root_of, table_called
from .parsing import Bad, too_deep

WHOLE: Final = 2**31  # the databases' whole numbers go from minus this to one less


class Ref(NamedTuple):
    """A row that a line names: a root by its key, a part in the line by its number, a part of another root by both."""

    table: str
    key: str | None
    number: int | None


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    read: Callable[[Any], Any]
    nullable: bool
    default: Callable[[], Any] | None  # what an older file, which does not know the column, means by that


def whole(value: Any) -> int:
    if type(value) is not int or not -WHOLE <= value < WHOLE:
        raise Bad("is no whole number that a database holds")
    return value


def number(value: Any) -> int:
    """The number of a part in its line."""
    if type(value) is not int or not 1 <= value < WHOLE:
        raise Bad("is no number of a row, from 1")
    return value


def real(value: Any) -> float:
    if type(value) not in {int, float}:
        raise Bad("is no number")
    try:
        return float(value)
    except OverflowError:
        raise Bad("is too large a number") from None


def truth(value: Any) -> bool:
    if type(value) is not bool:
        raise Bad("is neither true nor false")
    return value


def words(value: Any) -> str:
    if type(value) is not str:
        raise Bad("is no text")
    return value


def moment(value: Any) -> dt.datetime:
    try:
        found = dt.datetime.fromisoformat(words(value))
        if found.tzinfo is not None:
            return found.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        pass
    raise Bad("is no moment with its time zone, like 2021-03-04T15:30:00+00:00")


def short(length: int) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if len(words(value)) > length:
            raise Bad(f"has more than {length} characters")
        return str(value)

    return read


def shaped(shape: Any) -> Callable[[Any], Any]:
    """A list or an object of JSON; what its items are, where the model says so."""
    outer = get_origin(shape) or shape
    inner = get_args(shape)[0] if outer is list and get_args(shape) else object
    item = get_origin(inner) or inner

    def read(value: Any) -> Any:
        if outer in {list, dict} and type(value) is not outer:
            raise Bad("is no list" if outer is list else "is no object")
        if not value:
            return value
        if outer is list and not all(isinstance(each, item) for each in value):
            raise Bad("has an item of the wrong kind")
        too_deep(value)
        return value

    return read


def reference(target: str, line: str) -> Callable[[Any], Ref]:
    """A row named in a line whose root is of the table `line`."""
    fate = FATES[target]

    def to_root(value: Any) -> Ref:
        return Ref(target, words(value), None)

    def to_own(value: Any) -> Ref:
        return Ref(target, None, number(value))

    def to_part(value: Any) -> Ref:
        if type(value) is not list or len(value) != 2:
            raise Bad("is no pair of a key and a number")
        return Ref(target, words(value[0]), number(value[1]))

    # What joins articles names a claim by its uid: the line that it stands in may be of another file.
    if isinstance(fate, Root | Fixed) or (isinstance(FATES[line], Join) and root_of(target) != line):
        return to_root
    return to_own if isinstance(fate, Part) and root_of(target) == line else to_part


@cache
def columns_of(name: str) -> Mapping[str, Column]:
    """How the columns of a table are read from a line."""
    table = table_called(name)
    found = {}
    for column in table.columns:
        read: Callable[[Any], Any]
        kind = column.type
        if column.name == "id":
            read = number
        elif column.name in table.references:
            read = reference(table.references[column.name], table.root)
        elif isinstance(kind, UtcDateTime):
            read = moment
        elif isinstance(kind, sa.JSON):
            read = shaped(table.shapes[column.name])
        elif isinstance(kind, sa.Boolean):
            read = truth
        elif isinstance(kind, sa.Integer):
            read = whole
        elif isinstance(kind, sa.Float):
            read = real
        elif isinstance(kind, sa.String):
            read = short(kind.length) if kind.length else words
        else:
            raise TypeError(f"{name}.{column.name}: nobody has said how {kind!r} is read from a line")
        found[column.name] = Column(column.name, read, bool(column.nullable), default_of(column))
    return found


@cache
def needed(name: str) -> tuple[Column, ...]:
    return tuple(column for column in columns_of(name).values() if not column.nullable)


def default_of(column: sa.Column[Any]) -> Callable[[], Any] | None:
    default: Any = column.default
    if default is None or column.name in {"id", "uid"}:
        return None
    return (lambda: default.arg(None)) if default.is_callable else (lambda: default.arg)


def read_row(name: str, given: Any, *, older: bool) -> dict[str, Any]:
    """A row's columns, all of them. `older`: the file was written by a program that knew fewer. Raises Bad."""
    if type(given) is not dict:
        raise Bad(f"A row of {name} is no object.")
    columns = columns_of(name)
    found: dict[str, Any] = dict.fromkeys(columns)
    for key, value in given.items():
        if value is None:
            continue
        if key not in columns:
            raise Bad(f"{name} has no column “{key[:60]}”.")
        try:
            found[key] = columns[key].read(value)
        except Bad as bad:
            raise Bad(f"{name}, {key}: {str(value)[:60]!r} {bad}.") from None
    for column in needed(name):
        if found[column.name] is not None:
            continue
        if not older or column.default is None or column.name in given:
            raise Bad(f"{name}: {column.name} is missing.")
        found[column.name] = column.default()
    for column_name, check in table_called(name).checks.items():
        try:
            check(None, column_name, found[column_name])
        except ValueError as error:
            raise Bad(f"{name}, {column_name}: {error}.") from None
    return found
