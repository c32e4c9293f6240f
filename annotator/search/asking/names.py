"""Names: a query's words that are a spelling of somebody or something stand for all spellings of it.

Runs of neighbouring bare words are looked up, the longest first. What stands in quotation marks is left as typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from ..folding import words
from .expression import AllOf, AnyOf, Named, Node, Not, Phrase, Spelling, Word

LONGEST: Final = 16  # words of a name
MAX_SPELLINGS: Final = 60


class SpellingsOf(Protocol):
    def __call__(self, name: str, /) -> Sequence[Spelling]:
        """The other spellings of a name; none for what is no name."""

    def weight(self, name: str, /) -> float:
        """What the name itself counts where it stands."""


def widened(node: Node, spellings_of: SpellingsOf) -> Node:
    """The tree with each name in it found under every spelling. `spellings_of` answers nothing for no name."""
    if isinstance(node, AllOf):
        parts = _runs(node.parts, spellings_of)
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))
    if isinstance(node, AnyOf):
        return AnyOf(tuple(widened(part, spellings_of) for part in node.parts))
    if isinstance(node, Not):
        return Not(widened(node.part, spellings_of))
    if isinstance(node, Phrase) and node.name:
        plain = Phrase(node.text)
        return named(node.text, plain, spellings_of) or plain
    return _named((node,), spellings_of) or node if isinstance(node, Word) else node


def _runs(parts: Sequence[Node], spellings_of: SpellingsOf) -> list[Node]:
    found: list[Node] = []
    at = 0
    while at < len(parts):
        if not isinstance(parts[at], Word):
            found.append(widened(parts[at], spellings_of))
            at += 1
            continue
        end = at
        while end < len(parts) and end - at < LONGEST and isinstance(parts[end], Word):
            end += 1
        while end > at:
            named = _named(parts[at:end], spellings_of)
            if named is not None:
                break
            end -= 1
        found.append(named or parts[at])
        at = max(end, at + 1)
    return found


def _named(parts: Sequence[Node], spellings_of: SpellingsOf) -> Named | None:
    text = " ".join(part.text for part in parts if isinstance(part, Word))
    return named(text, parts[0] if len(parts) == 1 else AllOf(tuple(parts)), spellings_of)


def named(text: str, plain: Node, spellings_of: SpellingsOf) -> Named | None:
    """A name as typed, or under its other spellings; None when it is no name."""
    spellings = spellings_of(text)
    if not spellings:
        return None
    once = {(words(spelling.name), spelling.feed, spelling.article): spelling for spelling in reversed(spellings)}
    kept = [spelling for key, spelling in reversed(once.items()) if key[0]]
    return Named(text, plain, tuple(kept[:MAX_SPELLINGS]), spellings_of.weight(text))
