"""Which documents a tree matches, as sets over one snapshot, and which words of the corpus its words stand for."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Iterable
from functools import reduce
from operator import and_, or_
from typing import Final

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from ...asking.expression import AllOf, AnyOf, Field, Fuzzy, Named, Near, Node, Not, Phrase, Prefix, Spelling, Word
from ...documents import Viewer
from ...documents.document import EVERYTHING, JUDGED
from ...folding import key, words
from .arrays import Array
from .phrases import Words, near, phrase
from .schema import BOOSTS, NUMBERS, thousandths
from .snapshot import Snapshot

MAX_PREFIX_WORDS: Final = 50  # told of a prefix: all its words are found, these are shown
MAX_FUZZY_WORDS: Final = 10


class TimeIsUp(Exception):
    """The question takes longer than it may."""


class Matching:
    """One question's answers, from one snapshot."""

    def __init__(
        self, snapshot: Snapshot, viewer: Viewer = EVERYTHING, *, exact: bool = False, until: float = math.inf
    ) -> None:
        self.snapshot = snapshot
        self.viewer = viewer
        self.exact = exact
        self.until = until
        # What stands there, and the right names behind what stands there: quotation marks switch these off.
        self.written = tuple(field for field in BOOSTS if field != "right")
        self.fields = self.written if exact else tuple(BOOSTS)
        self.read_as: dict[str, Words] = {}
        self.notes: list[str] = []
        self.phrases: dict[tuple[str, Words], Array] = {}

    # -- rights

    def seen(self) -> Array:
        """What this person may find at all."""
        live = self.snapshot.live
        if self.viewer.seen is None:
            return live
        allowed = reduce(or_, (self.snapshot.has("seen", word) for word in self.viewer.seen), self.snapshot.nothing())
        allowed = allowed & live
        if self.viewer.blind is not None:
            allowed &= ~(self.veiled() & (self.snapshot.has("kind", "note") | self.snapshot.has("kind", "comment")))
        return allowed

    def veiled(self) -> Array:
        """What tells of judgements that are kept from this person."""
        if self.viewer.blind is None:
            return self.snapshot.nothing()
        return self.snapshot.has("veil", "yes") & ~self.snapshot.has("open", str(self.viewer.blind))

    def open(self, name: str, found: Array) -> Array:
        """Those of which this person may know the property."""
        return found & ~self.veiled() if name in JUDGED and self.viewer.blind is not None else found

    # -- the tree

    def of(self, node: Node) -> Array:
        """The documents that a tree matches; deleted ones may be among them."""
        if time.monotonic() > self.until:
            raise TimeIsUp
        if isinstance(node, AllOf | AnyOf):
            return reduce(and_ if isinstance(node, AllOf) else or_, (self.of(part) for part in node.parts))
        if isinstance(node, Not):
            return ~self.of(node.part)
        if isinstance(node, Field):
            return self.property(node)
        if isinstance(node, Near):
            left, right = words(node.left), words(node.right)
            return reduce(or_, (near(self.snapshot, name, left, right, node.distance) for name in self.written))
        if isinstance(node, Named):
            return reduce(or_, (self.spelled(spelling) for spelling in node.spellings), self.of(node.plain))
        return self.leaf(node)

    def leaf(self, node: Word | Phrase | Prefix | Fuzzy) -> Array:
        fields = self.written if isinstance(node, Phrase) else self.fields
        found = self.snapshot.nothing()
        sequences = self.alternatives(node)
        if isinstance(node, Prefix):
            for field in fields:
                self.snapshot.add_beginning(found, field, node.text)
            return found
        for sequence in sequences:
            self.add(found, sequence, fields)
        return found

    def add(self, found: Array, sequence: Words, fields: Iterable[str]) -> None:
        if time.monotonic() > self.until:
            raise TimeIsUp
        if sequence:
            for field in fields:
                if len(sequence) == 1:
                    self.snapshot.add_word(found, field, sequence[0])
                else:
                    found |= self.together(field, sequence)

    def together(self, field: str, sequence: Words) -> Array:
        """The documents that have these words in a row in a field. Not to be changed: scores ask for it again."""
        found = self.phrases.get((field, sequence))
        if found is None:
            found = self.phrases[field, sequence] = self.snapshot.nothing()
            phrase(self.snapshot, found, field, sequence)
        return found

    def anywhere(self, sequence: Words) -> Array:
        found = self.snapshot.nothing()
        self.add(found, sequence, self.fields)
        return found

    def property(self, field: Field) -> Array:
        if not field.values:
            return self.open(field.name, self.numbers_between(field.name, field.low, field.high))
        values = field.values
        if field.within:
            known = self.snapshot.values(field.name)
            values = tuple(value for value in known if any(f" {asked} " in f" {value} " for asked in values))
        return self.with_any(field.name, values)

    def with_any(self, name: str, values: Iterable[str]) -> Array:
        """The documents with one of these values, those left out of which this person may not know it."""
        some = list(values)
        if len(some) == 1:
            return self.open(name, self.snapshot.has(name, some[0]))
        found = self.snapshot.nothing()
        for value in some:
            self.snapshot.add_word(found, "properties", f"{name}={value}")
        return self.open(name, found)

    def numbers_between(self, name: str, low: float | None, high: float | None) -> Array:
        """The documents with a number there, both ends included."""
        if name == "number":
            return self.snapshot.quantities(
                None if low is None else thousandths(low), None if high is None else thousandths(high)
            )
        if name not in NUMBERS:
            return self.snapshot.nothing()
        column = self.snapshot.column(name)
        found = column > NUMBERS[name]
        if low is not None:
            found &= column >= math.ceil(low)
        if high is not None:
            found &= column <= math.floor(high)
        return found

    def spelled(self, spelling: Spelling) -> Array:
        found = self.anywhere(words(spelling.name))
        if spelling.feed is not None:
            found = found & self.snapshot.has("feed", key(spelling.feed))
        if spelling.article is not None:
            found = found & (self.snapshot.column("article") == spelling.article)
        return found

    # -- words of the corpus that a word of the query stands for

    def alternatives(self, node: Word | Phrase | Prefix | Fuzzy) -> list[Words]:
        if isinstance(node, Prefix | Fuzzy):
            name = node.text + ("*" if isinstance(node, Prefix) else "~")
            if name not in self.read_as:
                found = self.beginning(node.text) if isinstance(node, Prefix) else self.spelled_nearly(node)
                self.read_as[name] = tuple(found)
            return [(word,) for word in self.read_as[name]]
        sequence = words(node.text)
        if isinstance(node, Phrase) or self.exact or len(sequence) != 1:
            return [sequence]
        return [(word,) for word in self.numbers(sequence[0])]

    def numbers(self, word: str) -> list[str]:
        """The word with and without an English plural's ending, where the corpus has it."""
        if len(word) < 4 or not word.isascii() or not word.isalpha():
            return [word]
        other = word[:-1] if word.endswith("s") and not word.endswith("ss") else word + "s"
        if not self.frequency(other):
            return [word]
        self.read_as[word] = (word, other)
        return [word, other]

    def frequency(self, word: str) -> int:
        return sum(self.snapshot.frequency(field, word) for field in self.fields)

    def beginning(self, stem: str, limit: int = MAX_PREFIX_WORDS) -> list[str]:
        """The commonest words that begin so."""
        frequency: Counter[str] = Counter()
        for name in self.fields:
            for _, field in self.snapshot.fields(name):
                first, last = field.beginning(stem)
                if last > first:
                    counts = np.diff(field.starts[first : last + 1]).tolist()
                    for word, count in zip(field.words[first:last], counts, strict=True):
                        frequency[word] += count
        return sorted(frequency, key=lambda word: (-frequency[word], word))[:limit]

    def spelled_nearly(self, node: Fuzzy) -> list[str]:
        """Words at most two letters away, one for words under six letters; the nearest first, then the commonest."""
        asked = key(node.text).replace(" ", "")
        distance = min(node.distance, 2 if len(asked) >= 6 else 1)
        near: dict[str, float] = {}
        for length in range(len(asked) - distance, len(asked) + distance + 1):
            for choices in self.snapshot.spellings(length):
                for word, off, _ in extract(asked, choices, scorer=OSA.distance, score_cutoff=distance, limit=None):
                    near[word] = off
        ordered = sorted(near, key=lambda word: (near[word], -self.frequency(word), word))
        return ordered[:MAX_FUZZY_WORDS]
