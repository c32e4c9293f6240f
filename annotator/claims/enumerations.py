"""The items of a list that ends a predicate ("sells wheat, rice and sugar")."""

from __future__ import annotations

import re
from typing import Final

from annotator.claims.clauses import Clause
from annotator.claims.parts import Coded
from annotator.text.words import BE

_ITEM_END: Final = re.compile(r'(?:[DOJNP#sug"]|R(?=[JNu]))*')
_TWO_PHRASES: Final = re.compile(r"[NP]D|.#")
_BEFORE: Final = frozenset("DJO#,R")


def items(row: Coded, clause: Clause) -> list[tuple[int, int]] | None:
    """The items of the list that ends a clause's predicate, each a noun phrase; None without one."""
    if clause.verb is None:
        return None
    line = row.line
    joint = line.rfind("C", clause.verb + 2, clause.high - 1)
    while joint > 0:
        if line.count("(", clause.verb, joint) <= line.count(")", clause.verb, joint):
            found = _items_at(row, clause, joint)
            if found is not None:
                return found
        joint = line.rfind("C", clause.verb + 2, joint)
    return None


def _items_at(row: Coded, clause: Clause, joint: int) -> list[tuple[int, int]] | None:
    line = row.line
    verb = clause.verb or 0
    match = _ITEM_END.match(line, joint + 1, clause.high)
    last_end = match.end() if match else joint + 1
    while last_end > joint + 1 and line[last_end - 1] in "uRg":
        last_end -= 1  # "wheat and rice grown in …"
    if (last_end < clause.high and line[last_end] == ",") or row.tokens[joint + 1].lower == "not":
        return None
    end = joint - (line[joint - 1] == ",")
    found: list[tuple[int, int]] = []
    right = at = end
    while at > clause.after:
        code = line[at - 1]
        if code == ",":
            found.insert(0, (at, right))
            right = at - 1
        elif code == ")":
            opening = line.rfind("(", verb + 1, at)
            at = opening if opening > 0 else at - 1
            continue
        elif code not in "DOJNP#s" and not (code in "uRg" and line[at - 2] in _BEFORE):
            break
        at -= 1
    found.insert(0, (at, right))
    found.append((joint + 1, last_end))
    if "," in line[verb : found[0][0]]:
        return None  # "…, chiefly for the towns of A, B and C": an aside, not what the clause is about
    if len(found) == 2 and not _pair(row, clause, *found):
        return None
    return found if all(low < high and _is_item(line, low, high) for low, high in found) else None


def _is_item(line: str, low: int, high: int) -> bool:
    """A noun phrase: it ends in a noun (or in brackets after one) and holds no verb."""
    item = line[low:high]
    if _TWO_PHRASES.search(item) or any(code in item for code in "VMBHF"):
        return False  # "called the raid a crime", "had two beds this morning", "rice 19 percent": no one phrase
    return item[-1] in "NP#" or (item[-1] == ")" and ("N" in item or "P" in item))


def _pair(row: Coded, clause: Clause, a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether "A and B" are two things and not one name or a fixed pair.

    Two roles of one holder after "to be", or two phrases of more than one word that are not names.
    """
    line, tokens = row.line, row.tokens
    if tokens[a[0] - 1].lower in {"between", "both", "of", "from"} or a[0] >= a[1] or b[0] >= b[1]:
        return False
    if line[a[1] - 1] != "N" or line[b[1] - 1] != "N":
        return False
    if clause.verb is not None and tokens[clause.verb].lower in BE and a[0] == clause.verb + 1 and line[a[0]] == "D":
        return True
    return a[1] - a[0] > 1 and b[1] - b[0] > 1
