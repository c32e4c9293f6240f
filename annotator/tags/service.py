"""What may be done with tags. Whoever may see an article or a claim and judges claims may tag it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from ..accounts.models import User
from ..articles.models import Article
from ..claims.models import Claim
from ..db import db
from ..errors import Invalid, NotFound
from ..text.characters import checked
from ..text.skeleton import fold
from .models import Tag, Tagging

LONGEST: Final = 60
MOST: Final = 50  # on one article or claim


def folded(name: str) -> str:
    """A name as names of tags are compared: case, diacritics and spaces make no difference."""
    words = " ".join(name.split())
    return fold(words) or words.casefold()


def checked_name(name: str) -> str:
    """A name as it is kept. Raises Invalid with the field "tag"."""
    words = checked(" ".join(name.split()), "tag")
    if not words or len(words) > LONGEST:
        raise Invalid(f"A tag has 1 to {LONGEST} characters.", "tag")
    return words


def find(name: str) -> Tag | None:
    return db.session.scalars(sa.select(Tag).where(Tag.folded == folded(name))).one_or_none()


def find_or_create(name: str, *, by: User | None) -> Tag:
    """The tag of this name, however it is written; made when it is new. Raises Invalid."""
    words = checked_name(name)
    found = find(words)
    if found is not None:
        return found
    tag = Tag(name=words, folded=folded(words), created_by_id=by.id if by else None)
    try:
        with db.session.begin_nested():
            db.session.add(tag)
    except IntegrityError:  # somebody made it meanwhile
        return db.session.scalars(sa.select(Tag).where(Tag.folded == tag.folded)).one()
    return tag


def put_on(things: Sequence[Article | Claim], tag: Tag, *, by: User) -> list[Tagging]:
    """Tag these articles and claims; those that have it already stay as they are. Raises Invalid when one has too many
    tags."""
    made = []
    for model, column in ((Article, Tagging.article_id), (Claim, Tagging.claim_id)):
        rows = {thing.id: thing for thing in things if isinstance(thing, model)}
        if not rows:
            continue
        known: dict[int, list[int]] = {}
        for ident, tag_id in db.session.execute(sa.select(column, Tagging.tag_id).where(column.in_(rows))):
            known.setdefault(ident or 0, []).append(tag_id)
        for ident, thing in rows.items():
            has = known.get(ident, [])
            if tag.id in has:
                continue
            if len(has) >= MOST:
                raise Invalid(f"It has {MOST} tags: take one off first.", "tag")
            subject = {"claim": thing} if isinstance(thing, Claim) else {"article_id": ident}
            made.append(Tagging(tag=tag, created_by_id=by.id, **subject))
    db.session.add_all(made)
    db.session.flush()
    return made


def take_off(thing: Article | Claim, tag_id: int) -> Tag:
    """Take a tag off. Raises NotFound when it is not on it."""
    column = Tagging.claim_id if isinstance(thing, Claim) else Tagging.article_id
    row = db.session.scalars(sa.select(Tagging).where(column == thing.id, Tagging.tag_id == tag_id)).one_or_none()
    if row is None:
        raise NotFound("That tag is not on it any more.")
    tag = row.tag
    db.session.delete(row)
    db.session.flush()
    return tag
