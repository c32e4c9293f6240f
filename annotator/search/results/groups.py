"""Hits by the article that they stand on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from .rows import OnArticle
from .why import Result


@dataclass(frozen=True, slots=True)
class Group:
    """The hits shown of one article (None: a source, which stands on none), and how many there are of it in all."""

    article: OnArticle | None
    results: tuple[Result, ...]
    total: int

    @property
    def more(self) -> int:
        return max(0, self.total - len(self.results))


def by_article(results: Iterable[Result]) -> list[Group]:
    """Neighbouring hits of one article together; each without an article by itself."""
    found = []
    for _, each in groupby(results, key=lambda result: result.row.article.id if result.row.article else result.row.key):
        shown = tuple(each)
        found.append(Group(shown[0].row.article, shown, max(result.group for result in shown)))
    return found
