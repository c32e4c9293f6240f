"""Fields that name something: a collection or a person by its id, an entity by all of its spellings."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import sqlalchemy as sa

from ...accounts.models import User
from ...articles.models import Collection
from ...articles.queries import visible
from ...db import db
from ...gazetteer.queries import Names
from ..folding import key
from .expression import AnyOf, Field, Leaf, Node, Phrase
from .names import named
from .spellings import SpellingBook


class Resolver:
    """Changes the leaves of one query, asked by this person (None: the program); `notes` say what was not found."""

    def __init__(self, by: User | None, known: Callable[[], Names]) -> None:
        self.by = by
        self.known = known
        self.notes: list[str] = []

    def __call__(self, leaf: Leaf) -> Node:
        if isinstance(leaf, Field) and leaf.name in _RESOLVED:
            return _RESOLVED[leaf.name](self, leaf)
        return leaf

    def collection(self, field: Field) -> Node:
        rows = db.session.execute(
            sa.select(Collection.id, Collection.name).where(
                sa.true() if self.by is None else Collection.articles.any(visible(self.by))
            )
        )
        return self.by_id(field, "collection", ((row.id, row.name) for row in rows))

    def person(self, field: Field) -> Node:
        if field.values == ("me",) and self.by is not None:
            return Field(field.name, (str(self.by.id),))
        rows = db.session.execute(sa.select(User.id, User.name))
        return self.by_id(field, "person", ((row.id, row.name) for row in rows))

    def by_id(self, field: Field, what: str, rows: Iterable[tuple[int, str]]) -> Field:
        """The ids of those that are called so, or else that have the words in their name."""
        named_ = [(ident, key(name)) for ident, name in rows]
        idents = [ident for ident, name in named_ if name in field.values]
        idents = idents or [
            ident for ident, name in named_ if any(f" {value} " in f" {name} " for value in field.values)
        ]
        if not idents:
            self.notes.append(f"There is no {what} “{', '.join(field.values)}”.")
        return Field(field.name, tuple(map(str, idents)))

    def entity(self, field: Field) -> Node:
        """The entity's name in any spelling; words that are no name of the gazetteer are looked for as they stand."""
        book = SpellingBook(self.known())
        nodes: list[Node] = []
        for value in field.values:
            phrase = Phrase(value)
            found = named(value, phrase, book)
            if found is None:
                self.notes.append(f"The gazetteer has no name “{value}”; it was searched as words.")
            nodes.append(found or phrase)
        return nodes[0] if len(nodes) == 1 else AnyOf(tuple(nodes))


_RESOLVED: dict[str, Callable[[Resolver, Field], Node]] = {
    "collection": Resolver.collection,
    "reviewer": Resolver.person,
    "assigned": Resolver.person,
    "entity": Resolver.entity,
}
