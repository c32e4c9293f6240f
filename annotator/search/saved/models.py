from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...accounts.models import User
from ...db import Model, Tracked, now, uid


class SavedSearch(Model, Tracked):
    """A named search: the fields of its address, each a list of words. Its owner's, or shared with the desk.

    `seen` is how far its owner has seen its hits: the highest number of each kind of document when it was last opened
    (counting.py); `seen_at` when that was.
    """

    __tablename__ = "saved_searches"
    __untold__: ClassVar[frozenset[str]] = frozenset({"seen", "seen_at"})
    __table_args__ = (
        sa.UniqueConstraint("owner_id", "name", name="uq_saved_searches_owner_id_name"),
        sa.CheckConstraint("length(name) > 0", name="name_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = uid()
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    name: Mapped[str]
    address: Mapped[dict[str, Any]] = mapped_column(default=dict)
    shared: Mapped[bool] = mapped_column(default=False)
    seen: Mapped[dict[str, Any]] = mapped_column(default=dict)
    seen_at: Mapped[dt.datetime] = mapped_column(default=now)
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    row_version: Mapped[int] = mapped_column(default=1)

    owner: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": row_version}


class FeedToken(Model, Tracked):
    """Lets a feed reader have the hits of one search as one person. Only the token's SHA-256 is kept."""

    __tablename__ = "feed_tokens"
    __untold__: ClassVar[frozenset[str]] = frozenset({"token_hash"})
    __table_args__ = (sa.UniqueConstraint("search_id", "user_id", name="uq_feed_tokens_search_id_user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    search_id: Mapped[int] = mapped_column(sa.ForeignKey("saved_searches.id"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[dt.datetime] = mapped_column(default=now)

    search: Mapped[SavedSearch] = relationship()
    user: Mapped[User] = relationship()
