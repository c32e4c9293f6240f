"""Invented wire copy for the benchmarks: words by Zipf's law, function words as English has them, names, figures."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

FEEDS: Final = (
    "Meridian Wire", "Levant Dispatch", "Agence du Tigre", "Northern Line", "Gulf Monitor", "Two Rivers Press",
    "Cordoba Telegraph", "Harbour News",
)  # fmt: skip
# Function words with how often each stands among a thousand words of news, rounded.
FUNCTION: Final = {
    "the": 62, "of": 30, "a": 24, "in": 24, "to": 27, "and": 26, "on": 9, "for": 10, "by": 8, "at": 7, "from": 6,
    "with": 8, "that": 11, "was": 9, "were": 4, "said": 6, "after": 3, "near": 2, "two": 2, "three": 1, "it": 8,
    "is": 8, "as": 7, "had": 5, "has": 5, "have": 4, "be": 5, "but": 3, "not": 4, "his": 5, "its": 3, "who": 3,
    "which": 3, "this": 3, "they": 3, "been": 3, "more": 2, "their": 3, "would": 2, "against": 2,
}  # fmt: skip
SHARE: Final = 0.42  # of all words
ONSETS: Final = "b br c ch d dr f fr g gr h j k kh l m n p pl pr q r s sh st t tr v w y z".split()
VOWELS: Final = "a a e e i o u ai ou ia".split()
CODAS: Final = " n r s l t d m k nd rt st".split(" ")
UNITS: Final = ("troops", "people", "rockets", "dollars", "tonnes", "per cent")
FIRST: Final = ("Karim", "Layla", "Omar", "Nadia", "Yusuf", "Salma", "Tariq", "Huda", "Elias", "Mina")


class Writer:
    """`words` are all words, the commonest first in each of the two parts: function words, then the others."""

    def __init__(self, seed: int, size: int = 24_000) -> None:
        self.random = random.Random(seed)
        made: dict[str, None] = {}
        while len(made) < size:
            made[self.word()] = None
        self.body = list(made)
        self.function = list(FUNCTION)
        self.words = [*self.function, *self.body]
        common = sum(FUNCTION.values())
        weights = [count * SHARE / common for count in FUNCTION.values()]
        zipf = [1 / (rank + 8) for rank in range(size)]
        rest = sum(zipf)
        weights += [each * (1 - SHARE) / rest for each in zipf]
        self.cumulative = list(accumulate(weights))
        surnames = [self.word().capitalize() for _ in range(400)]
        self.names = [f"{self.random.choice(FIRST)} {surname}" for surname in surnames]

    def word(self) -> str:
        pick = self.random.choice
        return "".join(pick(ONSETS) + pick(VOWELS) + pick(CODAS) for _ in range(self.random.randint(1, 3)))

    def some(self, number: int) -> list[str]:
        return self.random.choices(self.words, cum_weights=self.cumulative, k=number)

    def sentence(self) -> str:
        """Twelve to twenty-four words; every third names somebody, every third a figure."""
        chosen = self.some(self.random.randint(12, 24))
        kind = self.random.random()
        if kind < 0.33:
            chosen.insert(self.random.randrange(len(chosen)), self.random.choice(self.names))
        elif kind < 0.66:
            chosen.insert(self.random.randrange(len(chosen)), f"{self.random.randint(2, 9_000):,} {self.unit()}")
        first = chosen[0]
        return " ".join([first[0].upper() + first[1:], *chosen[1:]]) + "."

    def unit(self) -> str:
        return self.random.choice(UNITS)

    def misspelt(self, word: str, edits: int = 2) -> str:
        """A word with some letters put in the place of others, the first left."""
        for _ in range(edits):
            at = self.random.randrange(1, len(word))
            word = word[:at] + self.random.choice("aeioudlst") + word[at + 1 :]
        return word

    def pick(self, choices: Sequence[str]) -> str:
        return self.random.choice(choices)
