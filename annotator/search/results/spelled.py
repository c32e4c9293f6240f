"""Under which spellings a name stands in what a search finds: what the query was widened by, and each one counted."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ...accounts.models import User
from ..asking.expression import AllOf, AnyOf, Field, Leaf, Named, Node, Phrase, Spelling, replaced, wanted
from ..engines.engine import Reader
from ..folding import key, words
from .queries import Ask, ask_index, understood


@dataclass(frozen=True, slots=True)
class Count:
    """A spelling, what it is, how many hits have it written, and the query that finds these only (empty: none can)."""

    name: str
    reason: str
    count: int
    query: str


def spellings(ask: Ask, reader: Reader, *, by: User | None) -> tuple[list[Count], int]:
    """Each spelling of the first name of a query that stands in its hits, the commonest first; and how many hits are
    found only behind what a garble is suspected to mean. One question to the engine a spelling."""
    question, _, _ = understood(replace(ask, exact=False), reader, by=by)
    leaf = next((leaf for leaf in wanted(question.expression) if isinstance(leaf, Named)), None)
    if leaf is None or question.expression is None:
        return [], 0
    whole = question.expression

    def number(node: Node) -> int:
        change: Node = replaced(whole, lambda each: node if each == leaf else each)
        found, _ = ask_index(replace(question, expression=change, facets=(), grouped=False, limit=1), reader, by)
        return found.total

    written = _written(leaf)
    counted = [Count(name, reason, number(node), _query(ask.text, leaf, name)) for name, reason, node in written]
    everywhere = number(AnyOf(tuple(node for _, _, node in written)))
    behind = max(0, number(leaf) - everywhere)
    return sorted((each for each in counted if each.count), key=lambda each: -each.count), behind


def _written(leaf: Named) -> list[tuple[str, str, Node]]:
    """The spellings, as typed first, those of the same words together: name, reason, what finds it as it is written."""
    kept: dict[tuple[str, ...], tuple[str, str, list[Node]]] = {
        words(leaf.text): (leaf.text, "as typed", [Phrase(leaf.text)])
    }
    for spelling in leaf.spellings:
        sequence = words(spelling.name)
        name, reason, nodes = kept.setdefault(sequence, (spelling.name, spelling.reason, []))
        nodes.append(_as_written(spelling))
        if reason == "as typed" and key(name) == key(spelling.name):
            kept[sequence] = spelling.name, reason, nodes
    return [
        (name, reason, nodes[0] if len(nodes) == 1 else AnyOf(tuple(nodes))) for name, reason, nodes in kept.values()
    ]


def _as_written(spelling: Spelling) -> Node:
    parts: list[Leaf] = [Phrase(spelling.name)]
    if spelling.feed is not None:
        parts.append(Field("feed", (key(spelling.feed),)))
    if spelling.article is not None:
        parts.append(Field("article", (str(spelling.article),)))
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _query(text: str, leaf: Named, spelling: str) -> str:
    """The query with the name as this spelling, in quotation marks; empty where it cannot be told which words it is."""
    quoted = f'"{spelling}"'
    for pattern in (r'entity:(?:"[^"]*"|\S+)', rf"(?<!\w){re.escape(leaf.text)}(?!\w)"):
        for match in re.finditer(pattern, text):
            value = match.group().removeprefix("entity:")
            if set(words(value)) <= set(words(leaf.text)):
                return text[: match.start()] + quoted + text[match.end() :]
    return ""
