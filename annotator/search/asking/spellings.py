"""The spellings of a name, from the gazetteer, each with what it is and where it holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import sqlalchemy as sa

from ...articles.models import Article
from ...db import db
from ...gazetteer.queries import Names
from ...gazetteer.records import AliasRecord, EntityRecord
from ..folding import key
from .expression import Spelling

GARBLE_OF: Final = "a garble of "
IN_OTHERS: Final = 0.4
TYPED_IN_OTHERS: Final = 0.7


class SpellingBook:
    """Answers the spellings of a name, from the gazetteer, each with its reason and where it holds."""

    def __init__(self, known: Names) -> None:
        self.known = known
        self.articles: dict[str, int] | None = None

    def __call__(self, name: str) -> list[Spelling]:
        asked = key(name)
        found: list[Spelling] = []
        for record in self.known.gazetteer.exact(name):
            scoped = self.known.scoped.get(record.id, ())
            everywhere = _everywhere(record, scoped)
            if asked in {key(spelling) for spelling, _ in everywhere}:
                found += (
                    Spelling(spelling, why, weight=self.weight_of(spelling, record))
                    for spelling, why in everywhere
                    if key(spelling) != asked
                )
                found += (self.limited(alias.name, _scoped_reason(alias, record), alias) for alias in scoped)
            else:  # asked by a name that holds only somewhere: there, and nowhere else, it is this entity
                places = [alias for alias in scoped if key(alias.name) == asked]
                found += (self.limited(name_, why, place) for place in places for name_, why in everywhere)
        return found

    def weight(self, name: str) -> float:
        """Less for a name that is somebody else's too, or part of it; it was typed all the same."""
        others = self.known.gazetteer.in_others
        return TYPED_IN_OTHERS if any(others(name, record.id) for record in self.known.gazetteer.exact(name)) else 1.0

    def weight_of(self, name: str, record: EntityRecord) -> float:
        """Less for a spelling that may be a part of somebody else's longer name where it stands."""
        return IN_OTHERS if self.known.gazetteer.in_others(name, record.id) else 1.0

    def limited(self, name: str, why: str, place: AliasRecord) -> Spelling:
        if place.scope == "feed":
            return Spelling(name, why, feed=place.within)
        return Spelling(name, why, article=self.article(place.within))

    def article(self, uid: str) -> int:
        """The id of the article with this uid; -1, which none has, when it is gone."""
        if self.articles is None:
            uids = {alias.within for scoped in self.known.scoped.values() for alias in scoped}
            statement = sa.select(Article.uid, Article.id).where(Article.uid.in_(uids))
            self.articles = {row.uid: row.id for row in db.session.execute(statement)}
        return self.articles.get(uid, -1)


def _everywhere(record: EntityRecord, scoped: Iterable[AliasRecord]) -> list[tuple[str, str]]:
    """The names that hold everywhere, each with what it is."""
    found = [(record.name, "the right name")]
    if record.native_name:
        found.append((record.native_name, f"the native name of {record.name}"))
    what = {"acronym": f"an acronym of {record.name}", "garble": f"{GARBLE_OF}{record.name} (confirmed)"}
    for alias in record.aliases:
        if alias.scope == "everywhere":
            found.append((alias.name, what.get(alias.kind, f"another spelling of {record.name}")))
    return found


def _scoped_reason(alias: AliasRecord, record: EntityRecord) -> str:
    where = f"in {alias.within}" if alias.scope == "feed" else "in this article"
    if alias.kind == "garble":
        return f"{GARBLE_OF}{record.name} (confirmed {where})"
    return f"another spelling of {record.name} {where}"
