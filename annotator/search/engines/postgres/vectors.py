"""A document's words as tsvectors, from folding.tokens: the same words and positions as every engine's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ...documents import Document
from ...folding import Token, tokens

# Which weight marks which field of a document.
WEIGHTS: Final = {"title": "A", "text": "B", "right": "C", "about": "D"}
WRITTEN: Final = "ABD"  # what stands there; C is the right name behind it
APART: Final = 100  # positions between two fields: nothing is near over them
# PostgreSQL: "position values can range from 1 to 16383", "no more than 256 positions per lexeme" (it keeps 255).
LAST_POSITION: Final = 16_000
MOST_POSITIONS: Final = 250
LARGEST: Final = 900_000  # bytes of a tsvector; PostgreSQL refuses one of a megabyte
CHUNK: Final = 1_200  # words
OVERLAP: Final = 200  # words that two chunks share: a longer phrase may be missed in a long text

Positions = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Vectors:
    """A document's words, its title's alone (None: it has none), both as tsvector literals; `chunks` of a long text;
    how many words it has; its words, each once, and its title's; the fields that hold what stands there."""

    words: str
    title: str | None
    chunks: tuple[str, ...]
    length: int
    vocabulary: frozenset[str]
    titled: frozenset[str]
    written: tuple[list[Token], ...]


def vectors(document: Document) -> Vectors:
    fields = {weight: list(tokens(getattr(document, name))) for name, weight in WEIGHTS.items()}
    length = sum(map(len, fields.values()))
    positions: Positions = defaultdict(list)
    title = None
    base = 1
    for weight, found in fields.items():
        for token in found:
            positions[token.text].append(f"{base + token.position}{weight}")
        if found:
            base += found[-1].position + APART
            title = literal(positions) if weight == "A" else title
    chunks: tuple[str, ...] = ()
    if base > LAST_POSITION or any(len(places) > MOST_POSITIONS for places in positions.values()):
        chunks = tuple(chunk for weight, found in fields.items() for chunk in cut(found, weight))
        positions = whole(fields)
    titled = frozenset(token.text for token in fields["A"])
    written = tuple(found for weight, found in fields.items() if weight in WRITTEN)
    return Vectors(literal(positions), title, chunks, length, frozenset(positions), titled, written)


def literal(positions: Positions) -> str:
    """Words are letters and digits only: nothing in them needs escaping."""
    return " ".join(f"'{word}':{','.join(places)}" for word, places in positions.items())


def whole(fields: dict[str, list[Token]]) -> Positions:
    """A long document's words, each once a field, all in one place: they are found, but never beside each other."""
    positions: Positions = defaultdict(list)
    size = 0
    for number, (weight, found) in enumerate(fields.items()):
        for word in dict.fromkeys(token.text for token in found):
            size += len(word.encode()) + 8
            if size > LARGEST:
                break
            positions[word].append(f"{1 + number * APART}{weight}")
    return positions


def cut(found: list[Token], weight: str) -> Iterator[str]:
    """The stretches of a long field: at most CHUNK words each, and as many as there are positions for."""
    start = 0
    while start < len(found):
        first = found[start].position
        end = start
        positions: Positions = defaultdict(list)
        for token in found[start : start + CHUNK]:
            if token.position - first >= LAST_POSITION or len(positions.get(token.text, ())) == MOST_POSITIONS:
                break
            positions[token.text].append(f"{1 + token.position - first}{weight}")
            end += 1
        yield literal(positions)
        if end == len(found):
            return
        start = max(start + 1, end - OVERLAP)
