"""What is known of English words before any text is read: lemma, how common, what they are like, opposites.

The table is `words.npz`, made by `benchmarks/word_table.py` from the GloVe vectors of Wikipedia and newswire (public domain) and
WordNet 3.0 (its licence is in `words.LICENSE`); docs/sightings.md tells what is in it. It is read with the first statement.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .concepts import CONCEPTS, OPPOSITES

_FILE: Final = Path(__file__).with_name("words.npz")
UNKNOWN: Final = -1
# How alike two words are, 0 to 1, that stand in a relation; of several the highest holds. Found on labelled pairs.
DERIVED, SYNONYM, CONCEPT, KIND = 0.95, 0.9, 0.85, 0.7
# Below this the vectors of two words say nothing, from there on as much as they are nearer to 1.
LEAST_COSINE: Final = 0.45
VECTOR_SHARE: Final = 0.9
RAREST: Final = 13.5  # of a word that the table does not have: rarer than all that it has


class Lexicon:
    """The table in memory, some 12 MB. Words are known by the number of their lemma."""

    def __init__(self, path: Path = _FILE) -> None:
        with np.load(path) as table:
            lemmas = table["lemmas"].tobytes().decode().split("\n")
            forms = table["forms"].tobytes().decode().split("\n")
            self.lemmas: list[str] = lemmas
            self._numbers = {lemma: number for number, lemma in enumerate(lemmas)}
            self._numbers.update(zip(forms, table["lemma_of"].tolist(), strict=True))
            self.rarity: list[float] = table["rarity"].astype(float).tolist()
            self.proper: list[int] = table["proper"].tolist()
            vectors = table["vectors"].astype(np.float32)
            self.vectors: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
            self._alike: dict[int, float] = {}
            for relation, value in (("kind", KIND), ("synonym", SYNONYM), ("derived", DERIVED)):
                pairs = table[relation].astype(np.int64)
                self._alike.update(dict.fromkeys((pairs[:, 0] << 16 | pairs[:, 1]).tolist(), value))
            pairs = table["opposite"].astype(np.int64)
            self._opposite: set[int] = set((pairs[:, 0] << 16 | pairs[:, 1]).tolist())
        self.concepts: dict[int, frozenset[str]] = {}
        self._add_concepts()
        for pair in self._opposite:
            self._alike.pop(pair, None)

    def _add_concepts(self) -> None:
        members: dict[str, list[int]] = {}
        found: dict[int, set[str]] = {}
        for concept, words in CONCEPTS.items():
            numbers = [self.number(word) for word in words.split()]
            members[concept] = [number for number in numbers if number != UNKNOWN]
            for number in members[concept]:
                found.setdefault(number, set()).add(concept)
        self.concepts = {number: frozenset(names) for number, names in found.items()}
        for numbers in members.values():
            for a in numbers:
                for b in numbers:
                    if a < b:
                        self._alike[a << 16 | b] = max(self._alike.get(a << 16 | b, 0.0), CONCEPT)
        for first, second in OPPOSITES:
            for a in members[first]:
                for b in members[second]:
                    if a != b and not self.concepts[a] & self.concepts[b]:
                        self._opposite.add(min(a, b) << 16 | max(a, b))

    def number(self, word: str) -> int:
        """The number of a word's lemma, any form of it in lower case; UNKNOWN where the table does not have it."""
        return self._numbers.get(word, UNKNOWN)

    def related(self, a: int, b: int) -> float:
        """How alike two lemmas are by what the lexicon says of them, 0 where it says nothing. Vectors do not count."""
        return self._alike.get(a << 16 | b if a < b else b << 16 | a, 0.0)

    def opposite(self, a: int, b: int) -> bool:
        return (a << 16 | b if a < b else b << 16 | a) in self._opposite


@cache
def lexicon() -> Lexicon:
    """The table; 0.1 s at the first call. Raises FileNotFoundError where the file is missing."""
    return Lexicon()


def by_vector(cosines: Any) -> Any:
    """How alike words are by the cosines of their vectors, 0 to VECTOR_SHARE."""
    return np.maximum(0.0, (cosines - LEAST_COSINE) * (VECTOR_SHARE / (1 - LEAST_COSINE)))
