"""The names of a collection's articles that are spelled in more than one way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from ..accounts.models import User
from ..articles.models import Article, Collection
from ..articles.queries import visible
from ..db import db
from ..garbles.spellings import Occurrence, OneName, groups, names_of
from ..gazetteer.queries import entity_rows, gazetteer

# What is read while a person waits: half a second for names never read before.
MOST_ARTICLES: Final = 100
MOST_CHARACTERS: Final = 1_000_000


@dataclass(frozen=True)
class Names:
    """`groups` name their articles by id; `read` of the `total` English articles were looked through, newest first."""

    groups: list[OneName]
    articles: Mapping[int, Article]
    entities: Mapping[str, int]  # row ids by key
    read: int
    total: int


def names_in(collection: Collection, *, by: User | None) -> Names:
    """The names of the collection's English articles that this person may see, as far as they are spelled apart."""
    english = sa.or_(Article.language == "en", Article.language.startswith("en-"))
    wanted = sa.select(Article).where(visible(by), english, Article.collections.any(Collection.id == collection.id))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(wanted.subquery())) or 0
    newest = (
        wanted.options(selectinload(Article.current))
        .order_by(sa.func.coalesce(Article.published_at, Article.created_at).desc(), Article.id.desc())
        .limit(MOST_ARTICLES)
    )
    read: dict[int, Article] = {}
    occurrences: list[Occurrence] = []
    characters = 0
    for article in db.session.scalars(newest):
        text = article.current.text
        characters += len(text)
        if read and characters > MOST_CHARACTERS:
            break
        read[article.id] = article
        occurrences += [Occurrence(name, article.id) for name in names_of(text)]
    found = groups(occurrences, gazetteer())
    entities = entity_rows(group.entity.id for group in found if group.entity is not None)
    return Names(found, read, entities, len(read), total)
