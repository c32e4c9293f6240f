"""Of each word the documents that have it, kept as one array each: a common word stands in two hundred thousand, and to
read so many rows by the index takes ten times as long.

They are told of the documents up to a number (state.posted). What came later is looked up in the index of words, until
it is so much that the writer tells of it too, in arrays of their own. A document that went stays in them.

Two common words in a row are told in the same way (kind PAIR): by the index alone each document that has both must be
looked into. Which words are common is settled by the first words that a generation reads; of the documents after them
(state.paired), as far as the generation was built at once (state.paired_to), pairs are told.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from ...folding import Token
from .tables import SCHEMA_NAME as S
from .tables import TOLD_EVERY

WORD, TITLE, PAIR = range(3)  # kinds: it stands in it; in its title; two words, one behind the other
STORED: Final = np.dtype(">i4")  # int4send
SETTLED_BY: Final = 200_000  # words that are read before it is settled which are common
SHARE: Final = 3_000  # a common word is one of so many words, or more of them
LAST: Final = "\U0010ffff"
Row = tuple[int, str, bytes]
Told = dict[str, "array[int]"]


@dataclass(slots=True)
class Postings:
    """What the writer gathers: `told` by kind and word. `paired` is the number of the last document whose pairs are not
    told; none are, while `common` is not settled."""

    common: frozenset[str] | None = None
    paired: int = 0
    number: int = 0
    told: tuple[Told, Told, Told] = field(default_factory=lambda: ({}, {}, {}))
    seen: Counter[str] = field(default_factory=Counter)

    def add(
        self, number: int, vocabulary: Iterable[str], title: Iterable[str], written: Sequence[Sequence[Token]]
    ) -> None:
        """A document's words, those of its title, and its fields that hold what stands there. Numbers ascend."""
        self.number = number
        self.put(WORD, vocabulary, number)
        self.put(TITLE, title, number)
        if self.common is None:
            self.settle(number, written)
        else:
            self.put(PAIR, pairs(self.common, written), number)

    def put(self, kind: int, words: Iterable[str], number: int) -> None:
        documents = self.told[kind]
        for word in words:
            if word in documents:
                documents[word].append(number)
            else:
                documents[word] = array("i", (number,))

    def settle(self, number: int, written: Iterable[Iterable[Token]]) -> None:
        self.paired = number
        for tokens in written:
            self.seen.update(token.text for token in tokens)
        total = self.seen.total()
        if total >= SETTLED_BY:
            self.common = frozenset(word for word, often in self.seen.items() if often * SHARE >= total)
            self.seen.clear()

    def rows(self) -> Iterator[Row]:
        for kind, words in enumerate(self.told):
            for word, documents in words.items():
                yield kind, word, np.array(documents, STORED).tobytes()


def pairs(common: frozenset[str], written: Iterable[Iterable[Token]]) -> set[str]:
    """Common words that follow one another, as "one other": no word has a space in it."""
    found = set()
    for tokens in written:
        before, behind = "", 0
        for token in tokens:
            if token.text not in common:
                before = ""
                continue
            if before and token.position == behind:
                found.add(f"{before} {token.text}")
            before, behind = token.text, token.position + 1
    return found


def told(connection: sa.Connection, kind: int, words: Sequence[str]) -> NDArray[Any]:
    """The numbers of the documents that have one of these words, some perhaps several times."""
    statement = f"SELECT documents FROM {S}.postings WHERE kind = %s AND word = ANY(%s::text[])"
    return joined(connection.exec_driver_sql(statement, (kind, list(words))))


def told_beginning(connection: sa.Connection, stem: str) -> NDArray[Any]:
    """The same of all words that begin so."""
    statement = f"SELECT documents FROM {S}.postings WHERE kind = {WORD} AND word >= %s AND word < %s"
    return joined(connection.exec_driver_sql(statement, (stem, stem + LAST)))


def joined(rows: Iterable[Any]) -> NDArray[Any]:
    return np.frombuffer(b"".join(row.documents for row in rows), STORED)


def tell_more(connection: sa.Connection) -> None:
    """Tell of the words of the documents that came since, once they are many."""
    run = connection.exec_driver_sql
    state = run(f"SELECT posted, numbered FROM {S}.state").one()
    if state.numbered - state.posted < TOLD_EVERY:
        return
    for kind, column in ((WORD, "words"), (TITLE, "title")):
        run(
            f"INSERT INTO {S}.postings (kind, word, documents)"
            f" SELECT {kind}, word, string_agg(int4send(number), ''::bytea ORDER BY number)"
            f" FROM {S}.documents, unnest(tsvector_to_array({column})) AS word WHERE number > %s GROUP BY word",
            (state.posted,),
        )
    run(f"UPDATE {S}.state SET posted = numbered")
