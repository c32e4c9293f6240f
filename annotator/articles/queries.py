"""Reading articles. Every read goes through `visible`: what a person may not see is not there for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa

from ..accounts.models import User
from ..accounts.policy import may
from ..db import columns_of, db
from ..errors import Invalid, NotFound
from ..text.spans import Span
from .models import Article, Collection, Version, ZoneRow


def visible(user: User | None) -> sa.ColumnElement[bool]:
    """The articles this person may know of, as a condition on `Article`. None is the program itself: all of them."""
    if user is None:
        return sa.true()
    own_draft = sa.and_(Article.visibility == "draft", Article.created_by_id == user.id)
    seen = ["desk", "hidden"] if may(user, "edit") else ["desk"]
    return sa.or_(Article.visibility.in_(seen), own_draft)


def may_see(user: User | None, article: Article | sa.Row[Any]) -> bool:
    """What `visible` says, of one article that is at hand, or of these columns of it."""
    if user is None or article.visibility == "desk":
        return True
    if article.visibility == "draft" and article.created_by_id == user.id:
        return True
    return article.visibility == "hidden" and may(user, "edit")


def load_article(article_id: int, *, by: User | None) -> Article:
    """One article. Raises NotFound also when it is there and this person may not know of it."""
    article = db.session.get(Article, article_id)
    if article is None or not may_see(by, article):
        raise NotFound("There is no such article, or it is not open to you.")
    return article


Part = TypeVar("Part")


def load_part(model: type[Part], part_id: int, *, by: User | None) -> Part:
    """One thing of an article (a claim, a garble, a correction). Raises NotFound like `load_article`."""
    part: Any = db.session.get(model, part_id)
    if part is None or not may_see(by, db.session.get_one(Article, part.article_id)):
        raise NotFound("There is no such thing on the desk, or its article is not open to you.")
    return part


@cache
def where_it_belongs(model: Any) -> sa.Select[Any]:
    """What `may_see` asks of the article that a thing belongs to. Made once: to make it takes as long as to run it."""
    columns: Any = (Article.id, Article.visibility, Article.created_by_id)
    return sa.select(*columns).join(model, model.article_id == Article.id).where(model.id == sa.bindparam("part"))


def article_of_part(model: Any, part_id: int, *, by: User | None) -> int:
    """The number of the article that one thing of it belongs to, for who does not need both. Raises NotFound like
    `load_article`."""
    article = columns_of(where_it_belongs(model), {"part": part_id}).one_or_none()
    if article is None or not may_see(by, article):
        raise NotFound("There is no such thing on the desk, or its article is not open to you.")
    return int(article.id)


def load_zone(zone_id: int, *, by: User | None) -> ZoneRow:
    """One zone of an article. Raises NotFound like `load_article`."""
    zone = db.session.scalars(
        sa.select(ZoneRow)
        .join(Version, Version.id == ZoneRow.version_id)
        .join(Article, Article.id == Version.article_id)
        .where(ZoneRow.id == zone_id, visible(by))
    ).one_or_none()
    if zone is None:
        raise NotFound("There is no such zone any more, or its article is not open to you.")
    return zone


def find_span(text: str, words: str, start: int | None = None, end: int | None = None) -> Span:
    """Where a selection stands. `start` and `end` (code points) count where they fit the words; else the words are
    looked for and must stand exactly once. Raises Invalid."""
    if start is not None and end is not None and 0 <= start < end <= len(text) and words in {"", text[start:end]}:
        return Span(start, end)
    if not words.strip():
        raise Invalid("Select words of the article, or type them exactly as they stand there.", "words")
    first = text.find(words)
    if first < 0:
        raise Invalid("These words do not stand in the article exactly like this.", "words")
    if text.find(words, first + 1) >= 0:
        raise Invalid("These words stand in the article more than once. Add the words before or after them.", "words")
    return Span(first, first + len(words))


def selected(text: str, fields: Mapping[str, str]) -> Span:
    """The span that a form's or an address's `start`, `end` and `words` name. Raises Invalid."""
    # A browser sends every line break of a form as CR LF; texts of the desk have LF only.
    words = fields.get("words", "").replace("\r\n", "\n")
    start, end = (offset(fields.get(name, "")) for name in ("start", "end"))
    return find_span(text, words, start, end)


def offset(digits: str) -> int | None:
    """A place in a text as an address gives it, or None: int() takes neither "²" nor thousands of digits."""
    return int(digits) if digits.isdecimal() and len(digits) < 12 else None


@dataclass(frozen=True)
class NamesInUse:
    """What articles are called by, as far as this person may know of them: to filter by, and to offer while typing."""

    feeds: Sequence[str]
    languages: Sequence[str]
    collections: Sequence[Collection]


def names_in_use(user: User | None) -> NamesInUse:
    def values(column: Any) -> Sequence[str]:
        return db.session.scalars(
            sa.select(column).where(column.is_not(None), visible(user)).distinct().order_by(column)
        ).all()

    collections = sa.select(Collection).where(Collection.articles.any(visible(user))).order_by(Collection.name)
    return NamesInUse(values(Article.feed), values(Article.language), db.session.scalars(collections).all())


def load_collection(collection_id: int, *, by: User | None) -> Collection:
    """A collection with an article that this person may know of. Raises NotFound."""
    found = db.session.scalars(
        sa.select(Collection).where(Collection.id == collection_id, Collection.articles.any(visible(by)))
    ).one_or_none()
    if found is None:
        raise NotFound("There is no such collection.")
    return found
