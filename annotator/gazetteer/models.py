from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Model, Tracked, now, one_of
from .records import ALIAS_KINDS, ENTITY_KINDS, SCOPES

__all__ = ["ALIAS_KINDS", "ENTITY_KINDS", "SCOPES", "Alias", "Entity"]


class Entity(Model, Tracked):
    """A person, group, institution or place under its right name. `key` is its id in gazetteer files."""

    __tablename__ = "entities"
    __table_args__ = (one_of("kind", ENTITY_KINDS),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(default="other")
    native_name: Mapped[str | None]
    description: Mapped[str | None]
    context: Mapped[list[str]] = mapped_column(default=list)
    identifiers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # Merged entities stay as signposts: their key and their links lead to the entity that took them in.
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("entities.id"), index=True)
    row_version: Mapped[int] = mapped_column(default=1)

    aliases: Mapped[list[Alias]] = relationship(
        back_populates="entity", cascade="all, delete-orphan", order_by="Alias.id"
    )

    merged_into: Mapped[Entity | None] = relationship(remote_side=id)

    __mapper_args__ = {"version_id_col": row_version}

    @property
    def survivor(self) -> Entity:
        """The entity that this one's key, links and garbles lead to: itself, or whoever took it in at last."""
        found, seen = self, {self.id}
        while found.merged_into is not None and found.merged_into_id not in seen:
            found = found.merged_into
            seen.add(found.id)
        return found


class Alias(Model, Tracked):
    """Another name of an entity. A garble is a wrong one: `scope` guards it where it is a real name elsewhere."""

    __tablename__ = "aliases"
    __table_args__ = (
        one_of("kind", ALIAS_KINDS),
        one_of("scope", SCOPES),
        sa.UniqueConstraint("entity_id", "name", "scope", "within"),
        sa.CheckConstraint("(scope = 'everywhere') = (within = '')", name="scope_named"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entity_id: Mapped[int] = mapped_column(sa.ForeignKey("entities.id"), index=True)
    name: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(default="spelling")
    language: Mapped[str | None]
    scope: Mapped[str] = mapped_column(default="everywhere")
    within: Mapped[str] = mapped_column(default="")  # the feed's name, or the article's uid; empty: everywhere
    note: Mapped[str] = mapped_column(default="", server_default=sa.text("''"))
    created_at: Mapped[dt.datetime] = mapped_column(default=now)

    entity: Mapped[Entity] = relationship(back_populates="aliases")
