"""What a claim lacks to be understood alone, in words for the reviewer."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from annotator.claims.parts import Piece
from annotator.text.spans import Span
from annotator.text.words import Word

_start = attrgetter("start")
POINTING: Final = frozenset({"this", "that", "these", "those"})


def who(pronoun: str, *, owned: bool) -> str:
    """As in “whose is meant by “her””."""
    return f"whose is meant by “{pronoun}”" if owned else f"who or what “{pronoun}” is"


def may_lack(letters: str) -> bool:
    """Whether words with these letters (mentions.py) may hold what `no_subject` looks for: most do not."""
    return letters[:1] in {"V", "u"} or "DV" in letters or "DH" in letters


def no_subject(piece: Piece, tokens: Sequence[Word]) -> str | None:
    """A main clause that opens with a verb lost its subject; one that points back needs what it points to."""
    first = piece.parts[0]
    if not isinstance(first, Span):
        return None
    at = bisect_left(tokens, first.start, key=_start)
    if at == len(tokens):
        return None
    token = tokens[at]
    opens = token is tokens[0] and not (token.tag == "VBN" and any(other.text == "," for other in tokens))
    if token.tag in {"VBD", "VBN", "VBZ"} and opens:  # "Given that …, they": an opening, not a lost subject
        return "who did it: the sentence has no subject"
    if token.lower in POINTING and token.tag == "DT":
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if following is not None and following.tag in {"VBZ", "VBP", "VBD", "MD"}:
            return f"what “{token.text}” points to"
    return None
