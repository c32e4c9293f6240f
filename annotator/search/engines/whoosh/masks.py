"""Which documents match, as whole numbers with one bit a document, and what Whoosh is to score.

One `Masks` belongs to one opened searcher: masks of words are kept as long as it lives.
"""

from __future__ import annotations

import math
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import and_, or_
from typing import Any, Final

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract
from whoosh import query
from whoosh.collectors import TimeLimit
from whoosh.matching import DisjunctionMaxMatcher
from whoosh.query.spans import SpanNear2

from ...asking.expression import AllOf, AnyOf, Field, Fuzzy, Named, Near, Node, Not, Phrase, Prefix, Spelling, Word
from ...asking.fields import KINDS
from ...documents import Viewer
from ...documents.document import EVERYTHING, JUDGED
from ...folding import key, words
from .schema import BOOSTS, thousandths

MAX_PREFIX_WORDS: Final = 50
MAX_FUZZY_WORDS: Final = 10
SCORED_WORDS: Final = 10  # of a prefix's words: the commonest; the others are hits all the same, without a score
KEPT_MASKS: Final = 512
Words = tuple[str, ...]


class BestMatcher(DisjunctionMaxMatcher):
    """Whoosh's own takes the better of two scores also where only the other of the two stands in the document."""

    def score(self) -> float:
        a, b = self.a, self.b
        if not b.is_active() or (a.is_active() and a.id() < b.id()):
            return float(a.score())
        if not a.is_active() or b.id() < a.id():
            return float(b.score())
        return float(max(a.score(), b.score()))


class TheBest(query.DisjunctionMax):
    """The best of several scores."""

    def _matcher(self, subs: list[Any], searcher: Any, context: Any) -> Any:
        reader = searcher.reader()
        return self._tree_matcher(
            subs, BestMatcher, searcher, context, lambda sub: sub.estimate_size(reader), tiebreak=self.tiebreak
        )


class Masks:
    def __init__(self, searcher: Any) -> None:
        self.searcher = searcher
        self.reader = searcher.reader()
        self.size = self.reader.doc_count_all()
        self.kept: dict[tuple[Any, ...], int] = {}
        self.lexicon: dict[int, list[str]] | None = None
        self.ask(EVERYTHING, exact=False, until=float("inf"))

    def ask(self, viewer: Viewer, *, exact: bool, until: float) -> None:
        """Begin a new question, by this person."""
        self.viewer = viewer
        # What stands there, and the right names behind what stands there: quotation marks switch these off.
        self.written = tuple(field for field in BOOSTS if field != "right")
        self.fields = self.written if exact else tuple(BOOSTS)
        self.exact = exact
        self.until = until
        self.notes: list[str] = []
        self.read_as: dict[str, tuple[str, ...]] = {}

    # -- documents

    def all(self) -> int:
        """Every document but the mark."""
        return reduce(or_, self.kinds().values(), 0)

    def kinds(self) -> dict[str, int]:
        return {kind: self.has("kind", kind) for kind in KINDS}

    def seen(self) -> int:
        """What this person may find at all."""
        if self.viewer.seen is None:
            return self.all()
        mask = reduce(or_, (self.has("seen", word) for word in self.viewer.seen), 0)
        return mask & ~(self.veiled() & (self.has("kind", "note") | self.has("kind", "comment")))

    def veiled(self) -> int:
        """What tells of judgements that are kept from this person."""
        if self.viewer.blind is None:
            return 0
        return self.has("veil", "yes") & ~self.has("open", str(self.viewer.blind))

    def has(self, name: str, value: str) -> int:
        """The documents with this property."""
        return self.term("properties", f"{name}={value}")

    def with_any(self, name: str, values: Iterable[str]) -> int:
        """The documents with one of these values, those left out of which this person may not know it."""
        mask = reduce(or_, (self.has(name, value) for value in values), 0)
        return mask & ~self.veiled() if name in JUDGED and mask else mask

    def values(self, name: str) -> list[str]:
        """Every value of a property, in order."""
        begins = f"{name}="
        return [text.decode()[len(begins) :] for text, _ in self.reader.iter_prefix("properties", begins)]

    def within(self, name: str, asked: str) -> list[str]:
        """The values that have these words in them."""
        return [value for value in self.values(name) if f" {asked} " in f" {value} "]

    def term(self, field: str, text: str) -> int:
        return self.cached((field, text), lambda: query.Term(field, text))

    def numbers_between(self, field: str, low: float | None, high: float | None) -> int:
        """The documents with a number there, both ends included."""
        first = None if low is None else math.ceil(low)
        last = None if high is None else math.floor(high)
        if field == "number":
            first = None if low is None else thousandths(low)
            last = None if high is None else thousandths(high)
        return self.cached((field, first, last), lambda: query.NumericRange(field, first, last))

    def phrase(self, field: str, sequence: Words) -> int:
        if any((field, word) not in self.reader for word in sequence):
            return 0
        if len(sequence) == 1:
            return self.term(field, sequence[0])
        together = reduce(and_, (self.term(field, word) for word in sequence))
        if not together:
            return 0
        return self.cached((field, sequence), lambda: query.Phrase(field, list(sequence)))

    def cached(self, name: tuple[Any, ...], make: Any) -> int:
        mask = self.kept.get(name)
        if mask is None:
            if len(self.kept) >= KEPT_MASKS:
                self.kept.pop(next(iter(self.kept)))
            mask = self.kept[name] = self.read(make())
        return mask

    def read(self, asked: Any) -> int:
        bits = bytearray((self.size + 7) // 8)
        for count, number in enumerate(self.searcher.docs_for_query(asked)):
            bits[number >> 3] |= 1 << (number & 7)
            if not count & 0xFFF and time.monotonic() > self.until:
                raise TimeLimit
        return int.from_bytes(bits, "little")

    # -- the tree

    def of(self, node: Node) -> int:
        """The documents that a tree matches."""
        if isinstance(node, AllOf | AnyOf):
            return reduce(and_ if isinstance(node, AllOf) else or_, (self.of(part) for part in node.parts))
        if isinstance(node, Not):
            return self.all() & ~self.of(node.part)
        if isinstance(node, Field):
            return self.property(node)
        if isinstance(node, Near):
            return self.near(node)
        if isinstance(node, Named):
            return reduce(or_, (self.spelled(spelling) for spelling in node.spellings), self.of(node.plain))
        fields = self.fields_for(node)
        return reduce(or_, (self.anywhere(sequence, fields) for sequence in self.alternatives(node)), 0)

    def fields_for(self, node: Node) -> tuple[str, ...]:
        return self.written if isinstance(node, Phrase) else self.fields

    def property(self, field: Field) -> int:
        if not field.values:
            mask = self.numbers_between(field.name, field.low, field.high)
            return mask & ~self.veiled() if field.name in JUDGED else mask
        values = field.values
        if field.within:
            values = tuple(value for asked in values for value in self.within(field.name, asked))
        return self.with_any(field.name, values)

    def near(self, node: Near) -> int:
        """Both phrases in one field, so near to each other. Ranges of positions by Whoosh's spans."""
        left, right = words(node.left), words(node.right)
        mask = 0
        for field in self.written:
            if self.phrase(field, left) & self.phrase(field, right):
                ends = [
                    query.Term(field, part[0]) if len(part) == 1 else query.Phrase(field, list(part))
                    for part in (left, right)
                ]
                mask |= self.cached(
                    (field, node), lambda ends=ends: SpanNear2(ends, slop=node.distance + 1, ordered=False)
                )
        return mask

    def spelled(self, spelling: Spelling) -> int:
        mask = self.anywhere(words(spelling.name), self.fields)
        if mask and spelling.feed is not None:
            mask &= self.has("feed", key(spelling.feed))
        if mask and spelling.article is not None:
            mask &= self.term("article", str(spelling.article))
        return mask

    def anywhere(self, sequence: Words, fields: tuple[str, ...]) -> int:
        return reduce(or_, (self.phrase(field, sequence) for field in fields), 0) if sequence else 0

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
        if not self.known(other):
            return [word]
        self.read_as[word] = (word, other)
        return [word, other]

    def known(self, word: str) -> bool:
        return any((field, word) in self.reader for field in self.fields)

    def frequency(self, word: str) -> int:
        return sum(self.reader.doc_frequency(field, word) for field in self.fields)

    def beginning(self, stem: str) -> list[str]:
        """The commonest words that begin so."""
        frequency: Counter[str] = Counter()
        for field in self.fields:
            for text, info in self.reader.iter_prefix(field, stem):
                frequency[text.decode()] += info.doc_frequency()
        ordered = sorted(frequency, key=lambda word: (-frequency[word], word))
        if len(ordered) > MAX_PREFIX_WORDS:
            taken = f"the {MAX_PREFIX_WORDS} commonest were taken"
            self.notes.append(f"“{stem}*” stands for {len(ordered)} words; {taken}.")
        return ordered[:MAX_PREFIX_WORDS]

    def spelled_nearly(self, node: Fuzzy) -> list[str]:
        """Words at most two letters away, one for words under six letters; the nearest first, then the commonest."""
        asked = key(node.text).replace(" ", "")
        distance = min(node.distance, 2 if len(asked) >= 6 else 1)
        lengths = range(len(asked) - distance, len(asked) + distance + 1)
        choices = [word for length in lengths for word in self.by_length().get(length, ())]
        matches = extract(asked, choices, scorer=OSA.distance, score_cutoff=distance, limit=None)
        ordered = sorted(matches, key=lambda match: (match[1], -self.frequency(match[0]), match[0]))
        return [word for word, _, _ in ordered[:MAX_FUZZY_WORDS]]

    def by_length(self) -> dict[int, list[str]]:
        if self.lexicon is None:
            self.lexicon = defaultdict(list)
            for word in sorted(set(self.vocabulary())):
                self.lexicon[len(word)].append(word)
        return self.lexicon

    def vocabulary(self) -> Iterator[str]:
        for field in BOOSTS:
            for text in self.reader.lexicon(field):
                word = text.decode()
                if not word.isdigit():
                    yield word

    # -- scoring

    def scoring(self, node: Node | None, weight: float = 1.0) -> Any | None:
        """What gives a hit its score: words only, since the mask has decided what is a hit. None: nothing does."""
        if node is None or isinstance(node, Not | Field):
            return None
        if isinstance(node, Near):
            return self.scoring(AllOf((Phrase(node.left), Phrase(node.right))), weight)
        if isinstance(node, AllOf | AnyOf):
            parts = [found for part in node.parts if (found := self.scoring(part, weight)) is not None]
            if not parts:
                return None
            together = isinstance(node, AllOf) and all(map(scored_whole, node.parts))
            return query.And(parts) if together else query.Or(parts)
        if isinstance(node, Named):
            weights: dict[Words, float] = {}
            for spelling in node.spellings:
                sequence = words(spelling.name)
                weights[sequence] = max(spelling.weight, weights.get(sequence, 0.0))
            spellings = (self.score_of(sequence, self.fields, weight) for sequence, weight in weights.items())
            parts = [self.scoring(node.plain, node.weight), *spellings]
        else:
            fields = self.fields_for(node)
            parts = [self.score_of(sequence, fields, weight) for sequence in self.alternatives(node)[:SCORED_WORDS]]
        found = [part for part in parts if part is not None]
        # The best of them, not their sum: an entity with forty spellings that share words is still one thing.
        return found[0] if len(found) == 1 else TheBest(found) if found else None

    def score_of(self, sequence: Words, fields: tuple[str, ...], weight: float = 1.0) -> Any | None:
        """A phrase is scored by its words where they stand together in a field."""
        found = []
        for field in fields:
            if self.phrase(field, sequence):
                terms = [query.Term(field, word, boost=BOOSTS[field] * weight) for word in sequence]
                found.append(terms[0] if len(terms) == 1 else query.And(terms))
        return found[0] if len(found) == 1 else query.Or(found) if found else None


def _sequence(field: str, sequence: Words) -> Any:
    return query.Term(field, sequence[0]) if len(sequence) == 1 else query.Phrase(field, list(sequence))


def scored_whole(node: Node) -> bool:
    """Whether every document that matches has a score: not so where a choice is left to a property or a NOT."""
    if isinstance(node, AllOf):
        return all(map(scored_whole, node.parts))
    if isinstance(node, AnyOf):
        return not any(isinstance(part, Field | Not) for part in node.parts) and all(map(scored_whole, node.parts))
    return True
