"""Fields that name something: a collection or a person by its id, an entity by all of its spellings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

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

MOST_MEANT: Final = 5  # entities that part of a name may stand for


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
            nodes += [found] if found else self.part_of_name(value, book) or [phrase]
        return nodes[0] if len(nodes) == 1 else AnyOf(tuple(nodes))

    def part_of_name(self, value: str, book: SpellingBook) -> list[Node]:
        """The entities that have all of these words in a name, where they are few enough to be meant."""
        known = self.known().gazetteer
        found = {record.id: record.name for record in known.with_word(value.split(" ", maxsplit=1)[0])}
        for word in value.split(" ")[1:]:
            having = {record.id for record in known.with_word(word)}
            found = {ident: name for ident, name in found.items() if ident in having}
        if not found:
            self.notes.append(f"The gazetteer has no name “{value}”; it was searched as words.")
        elif len(found) > MOST_MEANT:
            self.notes.append(f"{len(found)} names of the gazetteer have “{value}” in them; it was searched as words.")
        else:
            if value not in map(key, found.values()):  # one of a single spelling is no part of a name
                names = [f"“{name}”" for name in sorted(found.values())]
                self.notes.append(f"“entity:{value}” was read as {' or '.join(names)}.")
            return [named(name, Phrase(name), book) or Phrase(name) for name in found.values()]
        return []


_RESOLVED: dict[str, Callable[[Resolver, Field], Node]] = {
    "collection": Resolver.collection,
    "reviewer": Resolver.person,
    "assigned": Resolver.person,
    "entity": Resolver.entity,
}
