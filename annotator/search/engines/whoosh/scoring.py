"""What each document is worth to a question: BM25F, over whole arrays.

S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009; as Whoosh reckons it: each
field by itself, the fields' scores added with their weights.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

import numpy as np

from ...asking.expression import AllOf, AnyOf, Field, Named, Near, Node, Not, Phrase, Prefix
from ...folding import words
from .arrays import Array
from .matching import Matching
from .phrases import Words
from .schema import BOOSTS

K1: Final = 1.2
# How much a field's length counts. Titles are short by nature: their length says little.
B: Final = {"title": 0.3, "text": 0.75, "right": 0.3, "about": 0.5}
# Of a prefix's words: the commonest; the others are hits all the same, without a score. What is best for two letters
# nobody can tell, and each word more takes half a millisecond.
SCORED_WORDS: Final = 4


class Scoring:
    """The scores of one question's documents. What is a hit has been decided: only words count here."""

    def __init__(self, matching: Matching) -> None:
        self.matching = matching
        self.snapshot = matching.snapshot

    def of(self, node: Node | None, weight: float = 1.0) -> Array | None:
        """A score for every document, times `weight`; None: nothing tells them apart."""
        if node is None or isinstance(node, Not | Field):
            return None
        if isinstance(node, Near):
            return self.of(AllOf((Phrase(node.left), Phrase(node.right))), weight)
        if isinstance(node, AllOf | AnyOf):
            return self.added(self.of(part, weight) for part in node.parts)
        if isinstance(node, Named):
            weights: dict[Words, float] = {}
            for spelling in node.spellings:
                sequence = words(spelling.name)
                weights[sequence] = max(spelling.weight, weights.get(sequence, 0.0))
            fields = self.matching.fields
            found = [self.of(node.plain, weight * node.weight)]
            found += [self.of_words(each, fields, weight * part) for each, part in weights.items()]
        else:
            fields = self.matching.written if isinstance(node, Phrase) else self.matching.fields
            sequences = self.matching.alternatives(node)
            if isinstance(node, Prefix):
                sequences = sequences[:SCORED_WORDS]
                if not sequences:
                    return None
            found = [self.of_words(each, fields, weight) for each in sequences]
        # The best of them, not their sum: an entity with forty spellings that share words is still one thing.
        best: Array | None = None
        for each in found:
            if each is not None:
                best = each if best is None else np.maximum(best, each, out=best)
        return best

    def added(self, parts: Iterable[Array | None]) -> Array | None:
        total: Array | None = None
        for each in parts:
            if each is not None:
                total = each if total is None else np.add(total, each, out=total)
        return total

    def of_words(self, sequence: Words, fields: tuple[str, ...], weight: float) -> Array | None:
        """A phrase is scored by its words where they stand together in a field."""
        total: Array | None = None
        for field in fields:
            if not sequence or not all(self.snapshot.frequency(field, word) for word in sequence):
                continue
            if total is None:
                total = np.zeros(self.snapshot.size, np.float32)
            if len(sequence) == 1:
                self.add(total, field, sequence[0])
                continue
            together = np.flatnonzero(self.matching.together(field, sequence))
            if together.size:
                scores = np.zeros(self.snapshot.size, np.float32)
                for word in sequence:
                    self.add(scores, field, word)
                total[together] += scores[together]
        return total if total is None or weight == 1.0 else np.multiply(total, np.float32(weight), out=total)

    def add(self, scores: Array, name: str, word: str) -> None:
        """Add what a word in a field is worth."""
        frequency = self.snapshot.frequency(name, word)
        inverse = math.log(self.snapshot.size / (frequency + 1)) + 1
        weight = np.float32(BOOSTS[name] * inverse * (K1 + 1))
        average = self.average_length(name)
        for offset, segment in self.snapshot.parts:
            field = segment.fields[name]
            at = field.index(word)
            if at < 0:
                continue
            documents = field.documents(at)
            often = field.frequencies(at).astype(np.float32)
            lengths = segment.column(f"{name}.length")[documents].astype(np.float32)
            lengths *= np.float32(K1 * B[name] / average)
            lengths += often
            lengths += np.float32(K1 * (1 - B[name]))
            often *= weight
            often /= lengths
            scores[offset:][documents] += often

    def average_length(self, name: str) -> float:
        """Of the documents that have the field at all."""
        total = sum(segment.sums(name)[0] for segment in self.snapshot.segments)
        number = sum(segment.sums(name)[1] for segment in self.snapshot.segments)
        return max(1.0, total / max(1, number))
