"""What is known of English words before any text is read: lemma, how common, what they are like, opposites.

The table is `words.npz`, made by `benchmarks/word_table.py` from the GloVe vectors of Wikipedia and newswire (public
domain) and WordNet 3.0 (its licence is in `words.LICENSE`); docs/sightings.md tells what is in it. It is read with the
first statement.
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
DERIVED, SYNONYM, CONCEPT, KIND, PART = 0.95, 0.95, 0.9, 0.8, 0.55
OPPOSITE: Final = -1.0
# Below this the vectors of two words say nothing, from there on as much as they are nearer to 1.
LEAST_COSINE: Final = 0.55
VECTOR_SHARE: Final = 0.9
RAREST: Final = 13.5  # of a word that the table does not have: rarer than all that it has


class Lexicon:
    """The table in memory, some 15 MB. Words are known by the number of their lemma."""

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
            # Pairs of lemmas, the smaller number first, in one number each.
            self.related: dict[int, float] = {}
            for relation, value in (("part", PART), ("kind", KIND), ("synonym", SYNONYM), ("derived", DERIVED)):
                self.related.update(dict.fromkeys(_pairs(table[relation]), value))
            opposites = _pairs(table["opposite"])
        members = self._add_concepts()
        self.related.update(dict.fromkeys(opposites, OPPOSITE))
        for first, second in OPPOSITES:
            for a in members[first]:
                for b in members[second]:
                    if a != b and not self.concepts[a] & self.concepts[b]:
                        self.related[both(a, b)] = OPPOSITE

    def _add_concepts(self) -> dict[str, list[int]]:
        members: dict[str, list[int]] = {}
        found: dict[int, set[str]] = {}
        for concept, words in CONCEPTS.items():
            members[concept] = [number for word in words.split() if (number := self.number(word)) != UNKNOWN]
            for number in members[concept]:
                found.setdefault(number, set()).add(concept)
        self.concepts = {number: frozenset(names) for number, names in found.items()}
        for numbers in members.values():
            for a in numbers:
                for b in numbers:
                    if a < b:
                        self.related[both(a, b)] = max(self.related.get(both(a, b), 0.0), CONCEPT)
        return members

    def number(self, word: str) -> int:
        """The number of a word's lemma, any form of it in lower case; UNKNOWN where the table does not have it."""
        return self._numbers.get(word, UNKNOWN)


def both(a: int, b: int) -> int:
    """The key of a pair of lemmas in `Lexicon.related`."""
    return a << 16 | b if a < b else b << 16 | a


def _pairs(rows: Any) -> list[int]:
    wide = rows.astype(np.int64)
    found: list[int] = (wide[:, 0] << 16 | wide[:, 1]).tolist()
    return found


@cache
def lexicon() -> Lexicon:
    """The table; 0.1 s at the first call. Raises FileNotFoundError where the file is missing."""
    return Lexicon()
