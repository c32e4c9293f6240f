"""A question's leaves as text queries of PostgreSQL ('word':ABD <-> 'word':ABD), and what gives a hit its score."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from ...asking.expression import AllOf, AnyOf, Fuzzy, Named, Near, Node, Not, Phrase, Prefix, Word
from ...folding import key, words
from .lexicon import Lexicon
from .vectors import WRITTEN

MAX_PREFIX_WORDS: Final = 50  # told of a prefix: all its words are found, these are shown
MAX_FUZZY_WORDS: Final = 10
SCORED_WORDS: Final = 10  # of what a word stands for: the commonest
Words = tuple[str, ...]
Leaf = Word | Phrase | Prefix | Fuzzy


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that a hit is scored by, once, in whatever spelling: the best of `parts`, which are text queries with
    what each counts, times the weight of what is rare. `behind`: the right names behind what stands there count too."""

    parts: tuple[tuple[str, float], ...]
    weight: float
    behind: bool
    sequences: tuple[Words, ...]  # what it stands for: words in a row, each


@dataclass(slots=True)
class Terms:
    """The words of one question. `known` says how many documents have each; it is filled by `read`."""

    lexicon: Lexicon
    exact: bool
    total: int = 1
    known: Mapping[str, int] = field(default_factory=dict)
    read_as: dict[str, Words] = field(default_factory=dict)

    def read(self, node: Node | None) -> None:
        """Look up every word of the question, and the other number of nouns, at once."""
        asked = set(every_word(node))
        self.known = self.lexicon.frequencies(asked | {other_number(word) for word in asked})

    # -- what matches

    def spelled(self, name: str) -> Words:
        """A name's words; none when the corpus lacks one."""
        sequence = words(name)
        return sequence if self.has(sequence) else ()

    def near(self, node: Near) -> str | None:
        """Both in one field in either order: so many words between the end of one and the beginning of the other."""
        left, right = words(node.left), words(node.right)
        if not left or not right or not self.has(left + right):
            return None
        one, other = f"({phrase(left, WRITTEN)})", f"({phrase(right, WRITTEN)})"
        distances = range(1, node.distance + 2)
        return " | ".join(f"{a} <{n}> {b}" for a, b in ((one, other), (other, one)) for n in distances)

    def has(self, sequence: Iterable[str]) -> bool:
        return all(self.known.get(word) for word in sequence)

    def alternatives(self, node: Leaf) -> list[Words]:
        if isinstance(node, Prefix | Fuzzy):
            name = node.text + ("*" if isinstance(node, Prefix) else "~")
            if name not in self.read_as:
                found = self.beginning(node.text) if isinstance(node, Prefix) else self.spelled_nearly(node)
                self.read_as[name] = tuple(found)
            return [(word,) for word in self.read_as[name]]
        sequence = words(node.text)
        if not sequence:
            return []
        if isinstance(node, Phrase) or self.exact or len(sequence) != 1:
            return [sequence] if self.has(sequence) else []
        other = other_number(sequence[0])
        if other != sequence[0] and self.known.get(other):
            self.read_as[sequence[0]] = (sequence[0], other)
            return [(word,) for word in (sequence[0], other) if self.known.get(word)]
        return [sequence] if self.has(sequence) else []

    def beginning(self, stem: str) -> list[str]:
        found = self.lexicon.beginning(stem, MAX_PREFIX_WORDS)
        self.known = {**self.known, **dict(found)}
        return [word for word, _ in found]

    def spelled_nearly(self, node: Fuzzy) -> list[str]:
        found = nearly(self.lexicon, node)
        self.known = {**self.known, **dict(found)}
        return [word for word, _ in found]

    # -- what is scored

    def units(self, node: Node | None) -> list[Unit]:
        if isinstance(node, AllOf | AnyOf):
            return [unit for part in node.parts for unit in self.units(part)]
        if isinstance(node, Near):
            return self.units(Phrase(node.left)) + self.units(Phrase(node.right))
        if isinstance(node, Named):
            return self.unit(self.named(node), behind=not self.exact)
        if isinstance(node, Word | Phrase | Prefix | Fuzzy):
            behind = not self.exact and not isinstance(node, Phrase)
            return self.unit(dict.fromkeys(self.alternatives(node), 1.0), behind=behind)
        return []

    def named(self, node: Named) -> dict[Words, float]:
        """The spellings of a name that the corpus has, with what each counts."""
        found: dict[Words, float] = {}
        for name, weight in ((node.text, node.weight), *((each.name, each.weight) for each in node.spellings)):
            sequence = words(name)
            if sequence and self.has(sequence):
                found[sequence] = max(weight, found.get(sequence, 0.0))
        return found

    def unit(self, weights: Mapping[Words, float], *, behind: bool) -> list[Unit]:
        if not weights:
            return []
        common = sorted(weights, key=lambda sequence: (-weights[sequence], -self.frequency(sequence)))[:SCORED_WORDS]
        frequency = max(map(self.frequency, common))
        rare = math.log(1 + max(0.0, self.total - frequency + 0.5) / (frequency + 0.5))
        parts = [(phrase(sequence), weights[sequence]) for sequence in common if len(sequence) > 1]
        for weight in sorted({weights[sequence] for sequence in common if len(sequence) == 1}):
            single = [sequence for sequence in common if len(sequence) == 1 and weights[sequence] == weight]
            # ts_rank gives the mean of what one of several words counts.
            parts.append((" | ".join(map(phrase, single)), weight * len(single)))
        return [Unit(tuple(parts), max(rare, 0.1), behind, tuple(common))]

    def frequency(self, sequence: Words) -> int:
        return min(self.known.get(word, 0) for word in sequence)


def nearly(lexicon: Lexicon, node: Fuzzy) -> list[tuple[str, int]]:
    """Words at most two letters away, one for words under six letters, with how many documents have each; the nearest
    first, then the commonest. pg_trgm alone finds 62 % of them."""
    asked = key(node.text).replace(" ", "")
    distance = min(node.distance, 2 if len(asked) >= 6 else 1)
    matches = [
        match
        for choices in lexicon.of_length(range(len(asked) - distance, len(asked) + distance + 1))
        for match in extract(asked, choices, scorer=OSA.distance, score_cutoff=distance, limit=None)
    ]
    known = lexicon.frequencies([word for word, _, _ in matches])
    found = [(away, -known[word], word) for word, away, _ in matches if known.get(word)]
    return [(word, -number) for _, number, word in sorted(found)[:MAX_FUZZY_WORDS]]


def phrase(sequence: Words, marks: str = "") -> str:
    """As a text query."""
    return " <-> ".join(f"{quoted(word)}:{marks}" if marks else quoted(word) for word in sequence)


def quoted(word: str) -> str:
    """Words are letters and digits only: nothing in them needs escaping."""
    return f"'{word}'"


def other_number(word: str) -> str:
    """The word with or without an English plural's ending; itself, where it has none."""
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word + "s"


def every_word(node: Node | None) -> Iterable[str]:
    if isinstance(node, AllOf | AnyOf):
        for part in node.parts:
            yield from every_word(part)
    elif isinstance(node, Not):
        yield from every_word(node.part)
    elif isinstance(node, Near):
        yield from words(node.left)
        yield from words(node.right)
    elif isinstance(node, Named):
        yield from every_word(node.plain)
        for spelling in node.spellings:
            yield from words(spelling.name)
    elif isinstance(node, Word | Phrase | Prefix | Fuzzy):
        yield from words(node.text)
