"""The items of a list that ends a predicate ("sells wheat, rice and sugar")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from annotator.claims.codes import NOUN_PHRASE
from annotator.claims.parts import Coded
from annotator.claims.phrases import phrase_before

_ITEM_END: Final = re.compile(r'(?:[DOJNP#sug"]|R(?=[JNu]))*')
_TWO_PHRASES: Final = re.compile(r"[NP]D|.#")
_BEFORE: Final = frozenset("DJO#,R")


def items(row: Coded, low: int, after: int, high: int) -> list[tuple[int, int]] | None:
    """The items of the list that ends a predicate, each a noun phrase; None without one.

    The words after the verb stand from `after` up to `high`; the statement begins at `low`.
    """
    line = row.line
    joint = line.rfind("C", after, high - 1)
    while joint > 0:
        if line.count("(", low, joint) <= line.count(")", low, joint):
            found = _items_at(row, after, high, joint)
            if found is not None:
                return found if line.find(";", low, joint) < 0 else None  # what stands before ";" is no head of it
        joint = line.rfind("C", after, joint)
    return None


def _items_at(  # noqa: C901, PLR0911, PLR0912 - tests in order
    row: Coded, after: int, high: int, joint: int
) -> list[tuple[int, int]] | None:
    line = row.line
    if line[joint + 1] in "IA":
        word = row.tokens[joint + 1].lower
        first = next((at for at in range(after, joint - 1) if row.tokens[at].lower == word), None)
        if first is None or "," in line[first:high] or word == "between":
            return None
        return [(first, joint), (joint + 1, high)]  # "served as a judge and as a clerk"
    match = _ITEM_END.match(line, joint + 1, high)
    last_end = match.end() if match else joint + 1
    while last_end > joint + 1 and line[last_end - 1] in "uRg":
        last_end -= 1  # "wheat and rice grown in …"
    if last_end < high and line[last_end] in ",VMBHF":
        return None
    if row.tokens[joint].lower == "or" or row.tokens[joint + 1].lower == "not":
        return None  # "killed by a mine or a shell": neither is stated
    end = joint - (line[joint - 1] == ",")
    found: list[tuple[int, int]] = []
    right = at = end
    while at > after:
        code = line[at - 1]
        if code == ",":
            found.insert(0, (at, right))
            right = at - 1
        elif code == ")":
            opening = line.rfind("(", after, at)
            at = opening if opening > 0 else at - 1
            continue
        elif code not in "DOJNP#s" and not (code in "uRg" and line[at - 2] in _BEFORE):
            break
        at -= 1
    found.insert(0, (at, right))
    found.append((joint + 1, last_end))
    if row.tokens[found[0][0] - 1].lower == "between":
        return None  # "between Kut, Basra and Amara": the sides of one thing
    if "," in line[after : found[0][0]]:
        return None  # "…, chiefly for the towns of A, B and C": an aside, not what the clause is about
    if (
        len(found) == 2
        and line[after - 1] == "B"
        and line[after] == line[joint + 1] == "D"
        and "," not in line[after:end]
    ):
        return [(after, end), found[1]]  # "was the first attack in a year and the gravest test"
    if len(found) == 2 and (not _pair(row, after, *found) or _hangs_unlike(line, found[0], last_end)):
        return None
    return found if all(low < high and _is_item(line, low, high) for low, high in found) else None


def _is_item(line: str, low: int, high: int) -> bool:
    """A noun phrase: it ends in a noun (or in brackets after one) and holds no verb."""
    item = line[low:high]
    if _TWO_PHRASES.search(item) or any(code in item for code in "VMBHF"):
        return False  # "called the raid a crime", "had two beds this morning", "rice 19 percent": no one phrase
    return item[-1] in "NP#" or (item[-1] == ")" and ("N" in item or "P" in item))


def _pair(row: Coded, after: int, a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether "A and B" are two things and not one name or a fixed pair.

    Two roles of one holder after "to be", or two phrases of more than one word that are not names.
    """
    line, tokens = row.line, row.tokens
    if tokens[a[0] - 1].lower in {"between", "both", "of", "from"} or a[0] >= a[1] or b[0] >= b[1]:
        return False
    if line[a[1] - 1] != "N" or line[b[1] - 1] != "N":
        return False
    if a[0] == after and line[after - 1] == "B" and line[a[0]] == "D":
        return True
    return a[1] - a[0] > 1 and b[1] - b[0] > 1


def _hangs_unlike(line: str, a: tuple[int, int], end: int) -> bool:
    """As in "a truce in the port and the exchange of prisoners": with the truce or with the port? Nothing tells."""
    return line[a[0] - 1] in "IT" and line[a[0] - 2] in "NP" and line[end] == "f" and "f" not in line[a[0] : a[1]]


_SUCH_AS: Final = re.compile(r",?(?:JA|G)|\((?:JA|G)")
_EXAMPLE: Final = rf"(?:[IA]?{NOUN_PHRASE}|g{NOUN_PHRASE})(?:[fIT](?:C[IT])?{NOUN_PHRASE})*(?:\([^()]*\))?"
_EXAMPLES: Final = re.compile(rf"(?P<first>{_EXAMPLE})(?:(?:,C?|C){_EXAMPLE})*")
_NEXT: Final = re.compile(rf",?C?(?P<item>{_EXAMPLE})")
_COUNTED: Final = frozenset("deaths casualties fatalities injuries losses".split())
_MORE: Final = frozenset("more others other so etc".split())
_KIND: Final = re.compile(r"[ug](?:[IT])$")


def _is_many(row: Coded, kind: tuple[int, int], opening: str) -> bool:
    """Whether the phrase can be a kind: "in a year, including two at Kut" has none, and no person is a death."""
    last = row.tokens[kind[1] - 1]
    return opening == "A" or (last.tag in {"NNS", "NNPS"} and last.lower not in _COUNTED)


@dataclass(frozen=True, slots=True)
class Examples:
    """Word indices: where the kind begins, where "such as …" begins and ends, and each example."""

    kind: int
    low: int
    high: int
    items: list[tuple[int, int]]


def examples(row: Coded, after: int, high: int) -> Examples | None:
    """As in "grows crops such as wheat and rice"; None without a kind and its examples.

    What is true of the kind is stated of each example: "grows wheat".
    """
    line = row.line
    tail = line[after:high]
    if "G" not in tail and "JA" not in tail:
        return None
    for match in _SUCH_AS.finditer(line, after, high):
        low, start = match.span()
        if line[start - 1] == "A" and row.tokens[start - 2].lower != "such":
            continue
        kind = phrase_before(row, low, after)
        if kind is not None and line[start - 1] == "G" and "#" in line[slice(*kind)]:
            continue  # "of 98 people, including two women": some of so many are no kind of them
        while kind is not None and line[low] == "," and _KIND.search(line, after, kind[0]):
            kind = phrase_before(row, kind[0] - 2, after)  # "topics related to trade, such as …": not of trade
        list_ = _EXAMPLES.match(line, start, high)
        if kind is None or list_ is None or not _is_many(row, kind, line[start - 1]) or "W" in line[after:low]:
            continue
        items_ = [list_.span("first")]
        at = items_[0][1]
        while at < list_.end() and (item := _NEXT.match(line, at, list_.end())):
            items_.append(item.span("item"))
            at = item.end()
        end = list_.end()
        if end < high and line[low] + line[end] in {"()", ",,"}:
            end += 1
        return Examples(kind[0], low, end, [item for item in items_ if row.tokens[item[0]].lower not in _MORE])
    return None
