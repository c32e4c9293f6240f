"""The items of a list that ends a predicate ("sells wheat, rice and sugar")."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from annotator.claims.clauses import Clause
from annotator.claims.phrases import PHRASE
from annotator.claims.verbs import depth_at
from annotator.text.words import BE, FINITE, NOUNS, Word


def items(tokens: Sequence[Word], clause: Clause) -> list[tuple[int, int]] | None:
    """The items of the list that ends a clause's predicate, at least three, each a noun phrase; None without one."""
    if clause.verb is None:
        return None
    for joint in range(clause.high - 2, clause.verb + 1, -1):
        if tokens[joint].lower not in {"and", "or"} or depth_at(tokens, clause.verb, joint):
            continue
        found = _items_at(tokens, clause, joint)
        if found is not None:
            return found
    return None


def _items_at(tokens: Sequence[Word], clause: Clause, joint: int) -> list[tuple[int, int]] | None:
    assert clause.verb is not None
    last_end = joint + 1
    while last_end < clause.high and (tokens[last_end].tag in PHRASE | {"VBN"} or tokens[last_end].tag == "RB"):
        last_end += 1
    while last_end > joint + 1 and tokens[last_end - 1].tag in {"VBN", "RB"}:
        last_end -= 1  # "wheat and rice grown in …"
    if (last_end < clause.high and tokens[last_end].text == ",") or tokens[joint + 1].lower == "not":
        return None
    end = joint - (tokens[joint - 1].text == ",")
    found: list[tuple[int, int]] = []
    right = i = end
    while i > clause.verb + 1:
        token = tokens[i - 1]
        if token.text == ",":
            found.insert(0, (i, right))
            right = i - 1
        elif token.text == ")":
            i = _opening(tokens, i - 1, clause.verb + 1)
            continue
        elif not _belongs(tokens, i - 1):
            break
        i -= 1
    found.insert(0, (i, right))
    found.append((joint + 1, last_end))
    if any(token.text == "," for token in tokens[clause.verb : found[0][0]]):
        return None  # "…, chiefly for the towns of A, B and C": an aside, not what the clause is about
    if len(found) == 2 and not _pair(tokens, clause, *found):
        return None
    return found if all(low < high and _is_item(tokens, low, high) for low, high in found) else None


def _opening(tokens: Sequence[Word], closing: int, low: int) -> int:
    """The bracket that opens what `closing` closes, or `closing` itself."""
    return next((i for i in range(closing - 1, low, -1) if tokens[i].text == "("), closing)


def _belongs(tokens: Sequence[Word], i: int) -> bool:
    """Whether the token at `i` may be part of an item: a participle only inside a noun phrase."""
    if tokens[i].tag in PHRASE:
        return True
    return tokens[i].tag in {"VBN", "RB"} and tokens[i - 1].tag in {"DT", "JJ", "PRP$", "CD", ",", "RB"}


def _is_item(tokens: Sequence[Word], low: int, high: int) -> bool:
    """A noun phrase: it ends in a noun (or in brackets after one) and holds no verb."""
    last = tokens[high - 1]
    if any(a.tag in NOUNS and b.tag == "DT" for a, b in pairwise(tokens[low:high])):
        return False  # "called the raid a crime", "had two beds this morning": two phrases
    if any(token.tag in FINITE for token in tokens[low:high]) or any(t.tag == "CD" for t in tokens[low + 1 : high]):
        return False  # "rice 19 percent" leaves out its verb: no item to be joined to the head
    return last.tag in NOUNS | {"CD"} or (last.text == ")" and any(token.tag in NOUNS for token in tokens[low:high]))


def _pair(tokens: Sequence[Word], clause: Clause, a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether "A and B" are two things and not one name or a fixed pair.

    Two roles of one holder after "to be", or two phrases of more than one word that are not names.
    """
    if tokens[a[0] - 1].lower in {"between", "both", "of", "from"} or a[0] >= a[1] or b[0] >= b[1]:
        return False
    last_a, last_b = tokens[a[1] - 1], tokens[b[1] - 1]
    if last_a.tag not in {"NN", "NNS"} or last_b.tag not in {"NN", "NNS"}:
        return False
    assert clause.verb is not None
    if tokens[clause.verb].lower in BE and a[0] == clause.verb + 1 and tokens[a[0]].tag == "DT":
        return True
    return a[1] - a[0] > 1 and b[1] - b[0] > 1
