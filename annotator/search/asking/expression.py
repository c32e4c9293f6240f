"""What is asked, as a small tree that every engine can read. Built by query_language.py, widened by names.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed. A word with a hyphen in it is looked for as a phrase."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """These words in this order, nothing between them, in no other spelling; of a `name`, in every spelling."""

    text: str
    name: bool = False


@dataclass(frozen=True, slots=True)
class Prefix:
    """Every word that begins so."""

    text: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Every word at most `distance` letters away."""

    text: str
    distance: int


@dataclass(frozen=True, slots=True)
class Near:
    """Both, each the words of a phrase, in either order, at most `distance` words between them."""

    left: str
    right: str
    distance: int


@dataclass(frozen=True, slots=True)
class Field:
    """A property: one of `values`, folded; or a number between `low` and `high`, both included (a date is yyyymmdd).

    `within`: a value counts that has the words of one of `values` in it, one behind the other.
    """

    name: str
    values: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    within: bool = False


@dataclass(frozen=True, slots=True)
class Spelling:
    """Another spelling of a name that was asked for, and why it is one. `feed` or `article` (id) limits it.

    `weight`: what a hit by it counts, less where the same words are part of somebody else's longer name.
    """

    name: str
    reason: str
    feed: str | None = None
    article: int | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Named:
    """Words that are a name: found as they stand (what counts `weight`), or under another spelling."""

    text: str
    plain: Node
    spellings: tuple[Spelling, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


Leaf = Word | Phrase | Prefix | Fuzzy | Near | Field | Named
Node = Leaf | AllOf | AnyOf | Not


def wanted(node: Node | None) -> Iterator[Leaf]:
    """The leaves that a hit may show: those under NOT are left out."""
    if isinstance(node, AllOf | AnyOf):
        for part in node.parts:
            yield from wanted(part)
    elif node is not None and not isinstance(node, Not):
        yield node


def replaced(node: Node, change: Callable[[Leaf], Node]) -> Node:
    """The tree with each leaf changed."""
    if isinstance(node, AllOf):
        return AllOf(tuple(replaced(part, change) for part in node.parts))
    if isinstance(node, AnyOf):
        return AnyOf(tuple(replaced(part, change) for part in node.parts))
    if isinstance(node, Not):
        return Not(replaced(node.part, change))
    return change(node)
