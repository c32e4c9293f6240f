"""What may be done with saved searches: a name for a search, its owner's own or shared with the desk."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from typing import Any, Final

import sqlalchemy as sa

from ...accounts.models import User
from ...accounts.named import Shelf
from ...db import db, now
from ...errors import Invalid, NotFound
from ...text.characters import checked
from .models import FeedToken, SavedSearch

SEARCHES: Final[Shelf[SavedSearch]] = Shelf(SavedSearch, "search")
LONGEST_ADDRESS: Final = 8_000  # characters of all its fields
UNKEPT: Final = frozenset({"page", "kept", "saved", "key"})  # fields that say how hits are shown, not which


def kept_address(fields: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The fields of a search's address that say which hits it has. Raises Invalid when there are none, or they are too
    long."""
    found: dict[str, list[str]] = {}
    for name, value in fields:
        if value and name not in UNKEPT:
            found.setdefault(checked(name, "name"), []).append(checked(value, "name"))
    if not found:
        raise Invalid("Search for something first: there is nothing to save.", "name")
    if sum(len(name) + len(value) for name, values in found.items() for value in values) > LONGEST_ADDRESS:
        raise Invalid("This search is too long to be kept.", "name")
    return found


def save(
    name: str, address: Mapping[str, list[str]], *, shared: bool, seen: Mapping[str, int], by: User
) -> SavedSearch:
    """Keep a search under a name. `seen` are the highest numbers that there are now (counting.py). Raises Invalid,
    NotAllowed."""
    words = SEARCHES.may_add(name, shared=shared, by=by)
    row = SavedSearch(owner_id=by.id, name=words, address=dict(address), shared=shared, seen=dict(seen), seen_at=now())
    db.session.add(row)
    db.session.flush()
    return row


def change(
    row: SavedSearch, *, name: str, shared: bool, address: Mapping[str, list[str]] | None, by: User, seen: int
) -> None:
    """Rename it, share it or not, and with `address` let it stand for that from now on. Its owner's alone. Raises
    Invalid, NotAllowed, Stale."""
    row.name = SEARCHES.may_change(row, name, shared=shared, by=by, seen=seen)
    if row.shared and not shared:  # the feeds of others end with it
        withdraw_all(row, but=by)
    row.shared = shared
    if address is not None:
        row.address = dict(address)
    db.session.flush()


def remove(row: SavedSearch, *, by: User, seen: int) -> None:
    """Delete it, with its feeds: its owner, or an editor one that is shared. Raises NotAllowed, Stale."""
    SEARCHES.may_remove(row, by=by, seen=seen)
    withdraw_all(row)
    db.session.delete(row)
    db.session.flush()


def mark_seen(row: SavedSearch, seen: Mapping[str, int], *, by: User) -> None:
    """Its owner has seen its hits. Of somebody else's nothing is kept: the count is its owner's."""
    if row.owner_id == by.id:
        # Not through the row: to have looked is no change of it, and must not make a page with its form stale.
        mark = sa.update(SavedSearch).where(SavedSearch.id == row.id).values(seen=dict(seen), seen_at=now())
        db.session.execute(mark.execution_options(synchronize_session=False))


# -- feeds


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def token_of(row: SavedSearch, *, by: User) -> FeedToken | None:
    statement = sa.select(FeedToken).where(FeedToken.search_id == row.id, FeedToken.user_id == by.id)
    return db.session.scalars(statement).one_or_none()


def tokens_of(user: User) -> dict[int, FeedToken]:
    """The feeds that this person has, by search."""
    return {row.search_id: row for row in db.session.scalars(sa.select(FeedToken).where(FeedToken.user_id == user.id))}


def give_token(row: SavedSearch, *, by: User) -> str:
    """A token for this person's feed of the search; one that they had before is good no more. It is shown once: only
    its hash is kept."""
    old = token_of(row, by=by)
    if old is not None:
        db.session.delete(old)
        db.session.flush()
    token = secrets.token_urlsafe(32)
    db.session.add(FeedToken(search_id=row.id, user_id=by.id, token_hash=hashed(token)))
    db.session.flush()
    return token


def withdraw(row: SavedSearch, *, by: User) -> None:
    """This person's feed of the search ends. Does nothing when there is none."""
    old = token_of(row, by=by)
    if old is not None:
        db.session.delete(old)
        db.session.flush()


def withdraw_all(row: SavedSearch, but: User | None = None) -> None:
    statement = sa.select(FeedToken).where(FeedToken.search_id == row.id)
    for token in db.session.scalars(statement if but is None else statement.where(FeedToken.user_id != but.id)):
        db.session.delete(token)
    db.session.flush()


def let_in(uid: str, token: str) -> tuple[SavedSearch, User]:
    """The search and the person of a feed's address. Raises NotFound, in the same words whatever is wrong."""
    found = db.session.execute(
        sa.select(FeedToken, SavedSearch, User)
        .join(SavedSearch, SavedSearch.id == FeedToken.search_id)
        .join(User, User.id == FeedToken.user_id)
        .where(FeedToken.token_hash == hashed(token), SavedSearch.uid == uid)
    ).one_or_none()
    row: Any = found
    if row is None or not row.User.active or not (row.SavedSearch.shared or row.SavedSearch.owner_id == row.User.id):
        raise NotFound("There is no such feed any more. Ask for a new address on the page of saved searches.")
    return row.SavedSearch, row.User
