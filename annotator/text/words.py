"""Words of a sentence with offsets and word classes (Penn Treebank tags).

What a word is by itself stands in word_forms.py, what its neighbours make of it in word_classes.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from annotator.text.spans import Span
from annotator.text.word_classes import settle
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
    "VERBS",
    "Word",
    "class_of",
    "words",
]

# The space before a word belongs to the match: a search that fails at every space takes twice the time. \Z takes the
# space at the end, which would be tried again from each of its characters. Most words are letters before a space:
# they come first and skip the alternatives.
_WORD: Final = re.compile(
    r"\s*+("
    r"[A-Za-z]++(?=[ ,\n])|[,.](?=[ \n])|\Z"
    r"|(?:[^\W\d_]\.){2,}"  # U.S.
    r"|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sen|Rep|Gov|St|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\."
    r"|\b[A-Z]\.(?=\s[A-Z])"  # an initial
    r"|\d+(?:[.,:]\d+)*(?![^\W_])"
    r"|[’']s\b"
    r"|[^\W_]+?(?=n[’']t\b)|n[’']t\b"
    r"|[^\W_]+(?:[-‑/.][^\W_]+|[’'](?!s\b)[^\W_]+|[\u0300-\u036f\u064b-\u065f]+[^\W_]*)*"
    r"|[^\w\s]|_+)"
)
# A capital after these says no more than at a sentence's start.
_OPENERS: Final = frozenset({"“", '"', "‘", ".", "!", "?", ":"})
# Forms met so far; both tables are emptied when full (a desk's copy has some 30,000 forms).
_FULL: Final = 1 << 16
_LONGEST: Final = 64
_within: dict[str, tuple[str, str, int]] = {}
_opening: dict[str, tuple[str, str, int]] = {}


@dataclass(slots=True)
class Word:
    """One token. `lower` is its text in lower case; `tag` may be repaired."""

    start: int
    end: int
    text: str
    lower: str
    tag: str


def words(text: str, span: Span | None = None) -> list[Word]:
    """The tokens of a stretch with their classes. Offsets point into `text`."""
    low, high = (span.start, span.end) if span else (0, len(text))
    matches = list(_WORD.finditer(text, low, high))
    while matches and not matches[-1][1]:
        matches.pop()
    if not matches:
        return []
    texts = [match[1] for match in matches]
    try:
        forms = [_within[raw] for raw in texts]
    except KeyError:
        forms = [_within.get(raw) or _keep(_within, raw, first=False) for raw in texts]
    forms[0] = _opening.get(texts[0]) or _keep(_opening, texts[0], first=True)
    lowers, tags, kinds = map(list, zip(*forms, strict=True))
    inner = texts[:-1]  # nearly every sentence ends with a stop, which opens nothing
    if not _OPENERS.isdisjoint(inner):
        for i, raw in enumerate(inner, 1):
            if raw in _OPENERS and texts[i][0].isupper():
                lowers[i], tags[i], kinds[i] = _opening.get(texts[i]) or _keep(_opening, texts[i], first=True)
    settle(texts, lowers, tags, kinds)
    starts = [match.start(1) for match in matches]
    ends = [match.end() for match in matches]
    return list(map(Word, starts, ends, texts, lowers, tags))


def _keep(table: dict[str, tuple[str, str, int]], raw: str, *, first: bool) -> tuple[str, str, int]:
    if len(table) >= _FULL:
        table.clear()
    found = form_of(raw, first=first)
    if len(raw) <= _LONGEST:
        table[raw] = found
    return found
