"""More like this: the words that set a claim or an article apart, by term frequency and inverse document frequency.

G. Salton, C. Buckley, "Term-weighting approaches in automatic text retrieval", 1988. No model, nothing learned.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import Final

from ..asking.expression import AnyOf, Node, Word
from ..documents import Document, only
from ..engines.engine import Reader
from ..folding import words

TERMS: Final = 12
KINDS: Final = frozenset({"claim", "article"})
COMMON: Final = 0.1  # a word in more than this share of the documents sets nothing apart
SHORTEST: Final = 3


def telling(document: Document, reader: Reader) -> list[str]:
    """The words that tell most about a document, the best first. Raises IndexUnavailable."""
    counts = Counter(word for word in words(f"{document.title} {document.text}") if len(word) >= SHORTEST)
    frequencies, total = reader.frequencies(list(counts))
    weights = {
        word: (1 + math.log(count)) * math.log((total + 1) / frequencies[word])
        for word, count in counts.items()
        if 1 < frequencies.get(word, 0) <= max(3, COMMON * total)
    }
    return sorted(weights, key=lambda word: (-weights[word], word))[:TERMS]


def like(key: str, reader: Reader) -> Node | None:
    """What finds documents like this one (it among them); None when it is gone or nothing sets it apart."""
    object_type, _, ident = key.partition(":")
    if object_type not in KINDS or not ident.isdecimal():
        return None
    document = next(only([(object_type, int(ident))]), None)
    found = telling(document, reader) if document is not None else []
    return AnyOf(tuple(Word(word) for word in found)) if found else None
