"""How like a found statement is to a gold one, and which belongs to which."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

TOKEN = re.compile(r"\w+")

T = TypeVar("T")


def tokens(text: str) -> list[str]:
    """The words of a text, lower case, without punctuation."""
    return TOKEN.findall(text.lower())


def token_f1(a: Counter[str], b: Counter[str]) -> float:
    """The harmonic mean of how much of each bag of words the other holds, 0 to 1."""
    common = sum((a & b).values())
    return 2 * common / (sum(a.values()) + sum(b.values())) if common else 0.0


def jaccard(a: Collection[str], b: Collection[str]) -> float:
    """Words of both over words of either, each word once, 0 to 1."""
    left, right = set(a), set(b)
    return len(left & right) / len(left | right) if left or right else 0.0


def pairs(
    found: Sequence[T], gold: Sequence[T], like: Callable[[T, T], float], at_least: float
) -> list[tuple[int, int]]:
    """Which found (its number) goes with which gold: greedy, one to one, best pairs first."""
    scored = ((like(a, b), i, j) for i, a in enumerate(found) for j, b in enumerate(gold))
    best = sorted((row for row in scored if row[0] >= at_least), key=lambda row: -row[0])
    used_found: set[int] = set()
    used_gold: set[int] = set()
    matched: list[tuple[int, int]] = []
    for _, i, j in best:
        if i not in used_found and j not in used_gold:
            used_found.add(i)
            used_gold.add(j)
            matched.append((i, j))
    return matched


def matches(found: Sequence[T], gold: Sequence[T], like: Callable[[T, T], float], at_least: float) -> int:
    """How many pairs that matching finds."""
    return len(pairs(found, gold, like, at_least))


@dataclass(slots=True)
class Tally:
    """Hits among what was found and what is gold, over many texts."""

    hits: int = 0
    found: int = 0
    gold: int = 0

    def add(self, hits: int, found: int, gold: int) -> None:
        self.hits += hits
        self.found += found
        self.gold += gold

    @property
    def precision(self) -> float:
        return self.hits / max(1, self.found)

    @property
    def recall(self) -> float:
        return self.hits / max(1, self.gold)

    @property
    def f1(self) -> float:
        return 2 * self.hits / max(1, self.found + self.gold)

    def __str__(self) -> str:
        return f"P {self.precision:.2f}  R {self.recall:.2f}  F1 {self.f1:.3f}"
