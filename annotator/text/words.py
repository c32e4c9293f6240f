"""Words of a sentence with offsets and word classes (Penn Treebank tags).

What a word is by itself stands in word_forms.py, what its neighbours make of it in word_classes.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, compress, count
from operator import add, ne
from typing import Any, Final, NamedTuple

from annotator.text.spans import Span
from annotator.text.word_classes import settle
from annotator.text.word_codes import letter_of
from annotator.text.word_forms import (
    BE,
    DO,
    FINITE,
    HAVE,
    MODALS,
    NAMES,
    NOUNS,
    VERBS,
    class_of,
    form_of,
)

__all__ = [
    "BE",
    "DO",
    "FINITE",
    "HAVE",
    "MODALS",
    "NAMES",
    "NOUNS",
    "NO_WORDS",
    "VERBS",
    "Tagged",
    "Word",
    "class_of",
    "tagged",
    "words",
]

# The words of a chunk, which is what stands between two blanks. Every character of it is in one of them.
_WORD: Final = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sen|Rep|Gov|St|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\."
    r"|\b[A-Z]\.(?=\s[A-Z])"  # an initial
    r"|\d+(?:[.,:]\d+)*(?![^\W_])"
    r"|[’']s\b"
    r"|[^\W_]+?(?=n[’']t\b)|n[’']t\b"
    r"|[^\W_]+(?:[-‑/.][^\W_]+|[’'](?!s\b)[^\W_]+|[\u0300-\u036f\u064b-\u065f]+[^\W_]*)*"
    r"|[^\w\s]|_+"
)
_MAYBE_INITIAL: Final = re.compile(r"\b[A-Z]\.\Z")
# A capital after these says no more than at a sentence's start.
_OPENERS: Final = frozenset({"“", '"', "‘", ".", "!", "?", ":"})
# Forms and chunks met so far; each table is emptied when full (a desk's copy has some 30,000 forms).
_FULL: Final = 1 << 16
_LONGEST: Final = 64
_LONGEST_TITLE: Final = 5  # characters of "Capt."

# A word within its chunk: its text, the same in lower case, its class and Kind alone, the letter of that class
# (word_codes.py), and how far it is to the start of the next word where one blank stands between two chunks. The forms
# of a chunk, and those of a stretch, stand in one row of fields: the column of a field is a slice of it, and a chunk is
# one object less to fetch from memory.
_Form = tuple[str, str, str, int, str, int]
_Forms = tuple[Any, ...]
_FIELDS: Final = 6
_NEIGHBOURS: Final = ("", "", "", 0, "", 0) * 2


@dataclass(slots=True)
class Word:
    """One token. `lower` is its text in lower case; `tag` may be repaired."""

    start: int
    end: int
    text: str
    lower: str
    tag: str


class Tagged(NamedTuple):
    """The tokens of a stretch and, one item a token, what is asked of all of them at once: a row is looked through
    without one step of Python a token."""

    tokens: Sequence[Word]
    starts: Sequence[int]
    lowers: Sequence[str]
    tags: Sequence[str]
    letters: str  # one a token, by its word and class (word_codes.py)

    def first(self, count: int) -> Tagged:
        """The first `count` tokens."""
        return Tagged(
            self.tokens[:count], self.starts[:count], self.lowers[:count], self.tags[:count], self.letters[:count]
        )


NO_WORDS: Final = Tagged((), (), (), (), "")


def words(text: str, span: Span | None = None) -> Sequence[Word]:
    """The tokens of a stretch with their classes. Offsets point into `text`."""
    return tagged(text, span).tokens


def tagged(text: str, span: Span | None = None) -> Tagged:
    """The tokens of a stretch with their classes, and rows of what they have in common."""
    low, high = span or (0, len(text))
    chunks = text[low:high].split()
    if not chunks:
        return NO_WORDS
    read = list(map(_CHUNKS.__getitem__, chunks))  # what stands between blanks, one table look-up each
    if not all(read):
        _read_initials(chunks, read)
    # Two empty items are the neighbours after the last word and, as items -1 and -2, those before the first.
    row: list[Any] = [*chain.from_iterable(read), *_NEIGHBOURS]
    texts, lowers, tags, kinds, letters, steps = [row[field::_FIELDS] for field in range(_FIELDS)]
    usual = tags.copy()
    tags[0], kinds[0] = _OPENING[texts[0]]
    inner = texts[:-3]  # nearly every sentence ends with a stop, which opens nothing
    if not _OPENERS.isdisjoint(inner):
        for i, raw in enumerate(inner, 1):
            if raw in _OPENERS and texts[i][:1].isupper():
                tags[i], kinds[i] = _OPENING[texts[i]]
    settle(texts, lowers, tags, kinds)
    for i in compress(count(), map(ne, tags, usual)):
        letters[i] = letter_of(lowers[i], tags[i])
    starts = list(accumulate(steps, initial=low))
    if starts[-1] != high + 1:
        starts = _searched(text, low, chunks, read)
    del starts[len(texts) - 2 :], lowers[-2:], tags[-2:]
    tokens = list(map(Word, starts, map(add, starts, map(len, texts)), texts, lowers, tags))
    return Tagged(tokens, starts, lowers, tags, "".join(letters))


def _searched(text: str, at: int, chunks: Sequence[str], read: Sequence[_Forms]) -> list[int]:
    """Where the words start when other than single blanks stand between the chunks, around or before them."""
    starts: list[int] = []
    for chunk, forms in zip(chunks, read, strict=True):
        at = text.index(chunk, at)
        for word in forms[::_FIELDS]:
            starts.append(at)
            at += len(word)
    return starts


def _read_initials(chunks: Sequence[str], read: list[_Forms]) -> None:
    """Read the chunks that end like an initial: "B. Omar" has one, "vitamin B." and "B. 12" have none."""
    for i, known in enumerate(read):
        if not known:
            capital = i + 1 < len(chunks) and "A" <= chunks[i + 1][0] <= "Z"
            read[i] = _CHUNKS[f"{chunks[i]} A" if capital else f"{chunks[i]} "]


class _Chunks(dict[str, _Forms]):
    """The words of a chunk. Nearly all come again and again: no expression is run and no offset looked up for them.

    Empty for a chunk that ends like an initial, which the next chunk decides: it stands here with a blank behind it,
    and with a capital after that where one follows.
    """

    def __missing__(self, key: str) -> _Forms:
        if len(self) >= _FULL:
            self.clear()
        rest, mark = key[:-1], key[-1]
        if key.isalnum():  # most of the new ones are names or numbers, with a mark or none
            texts = [key]
        elif rest.isalnum() and (mark == "," or (mark == "." and len(key) > _LONGEST_TITLE)):
            texts = [rest, mark]
        elif mark == "." and _MAYBE_INITIAL.search(key):
            texts = []
        else:
            texts = _WORD.findall(key)
            if key.endswith(" A"):
                texts.pop()
        found: _Forms = ()
        if texts:
            *inner, (text, lower, tag, kind, letter, length) = map(_FORMS.__getitem__, texts)
            found = (*chain.from_iterable(inner), text, lower, tag, kind, letter, length + 1)
        if len(key) <= _LONGEST:
            self[key] = found
        return found


class _Words(dict[str, _Form]):
    """A word within a sentence and a chunk."""

    def __missing__(self, text: str) -> _Form:
        if len(self) >= _FULL:
            self.clear()
        lower, tag, kind = form_of(text, first=False)
        if lower == text:
            lower = text  # one object less to fetch from memory
        found = (text, lower, tag, kind, letter_of(lower, tag), len(text))
        if len(text) <= _LONGEST:
            self[text] = found
        return found


class _Opening(dict[str, tuple[str, int]]):
    """The class and the Kind of a word that opens a sentence."""

    def __missing__(self, text: str) -> tuple[str, int]:
        if len(self) >= _FULL:
            self.clear()
        _, tag, kind = form_of(text, first=True)
        if len(text) <= _LONGEST:
            self[text] = tag, kind
        return tag, kind


_CHUNKS: Final = _Chunks()
_FORMS: Final = _Words()
_OPENING: Final = _Opening()
