"""The base of all models, and the few column types they share."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# Constraints are named so that a migration can find them again on both databases.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

AnyJSON = sa.JSON(none_as_null=True)


class UtcDateTime(sa.TypeDecorator[dt.datetime]):
    """A moment, always aware and in UTC. SQLite keeps no zone, so it is put back when read."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Model(DeclarativeBase):
    metadata = sa.MetaData(naming_convention=NAMES)
    type_annotation_map = {
        dt.datetime: UtcDateTime,
        dict[str, Any]: AnyJSON,
        list[str]: AnyJSON,
        list[dict[str, Any]]: AnyJSON,
        str: sa.Text,
    }


def now() -> dt.datetime:
    """The present moment, aware, UTC."""
    return dt.datetime.now(dt.UTC)


def uid() -> Mapped[str]:
    """A column with an identifier that stays the same on every desk the row is carried to (a random UUID)."""
    return mapped_column(sa.String(36), unique=True, default=lambda: str(uuid.uuid4()))


def one_of(column: str, words: Iterable[str], *, name: str | None = None) -> sa.CheckConstraint:
    """A constraint: the column holds one of these words (or NULL where it is nullable)."""
    quoted = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({quoted})", name=name or f"{column}_known")
