"""The corpus's words: how often each occurs, which begin so, and all of them in memory for misspellings."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

import sqlalchemy as sa

from .tables import SCHEMA_NAME as S

LAST: Final = "\U0010ffff"


class Remembered:
    """One generation's words by length, read once in a process; of later ones only what is new."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.generation = ""
        self.last = 0
        self.by_length: dict[int, list[str]] = {}

    def read(self, connection: sa.Connection, generation: str) -> Mapping[int, list[str]]:
        with self.lock:
            if generation != self.generation:
                self.generation, self.last, self.by_length = generation, 0, defaultdict(list)
            statement = f"SELECT id, word FROM {S}.vocabulary WHERE id > %s ORDER BY id"
            for ident, word in connection.exec_driver_sql(statement, (self.last,)):
                self.last = ident
                if not word.isdigit():
                    self.by_length[len(word)].append(word)
            return self.by_length


class Lexicon:
    """The words as one question's snapshot has them."""

    def __init__(self, connection: sa.Connection, generation: str, remembered: Remembered) -> None:
        self.connection = connection
        self.generation = generation
        self.remembered = remembered

    def frequencies(self, words: Iterable[str]) -> dict[str, int]:
        """In how many documents these words stand; those that are in none are left out."""
        statement = f"SELECT word, ndoc FROM {S}.vocabulary WHERE word = ANY(%s::text[]) AND ndoc > 0"
        wanted = list(words)
        found: Any = self.connection.exec_driver_sql(statement, (wanted,)) if wanted else ()
        return {row.word: row.ndoc for row in found}

    def beginning(self, stem: str, limit: int) -> list[tuple[str, int]]:
        """The commonest words that begin so, with how many documents have each."""
        statement = (
            f"SELECT word, ndoc FROM {S}.vocabulary WHERE word >= %s AND word < %s AND ndoc > 0"
            " ORDER BY ndoc DESC, word LIMIT %s"
        )
        return [(row.word, row.ndoc) for row in self.connection.exec_driver_sql(statement, (stem, stem + LAST, limit))]

    def of_length(self, lengths: Iterable[int]) -> list[list[str]]:
        """The words with each of these lengths, figures left out."""
        by_length = self.remembered.read(self.connection, self.generation)
        return [by_length[length] for length in lengths if length in by_length]
