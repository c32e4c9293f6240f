"""Where the verbs of a sentence stand: which one is a clause's own, and where a predicate begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from annotator.text.words import BE, DO, FINITE, HAVE, MODALS, Word

_SUBORDINATORS: Final = frozenset(
    "that because if when while although though whereas unless whether until after before since as where why how "
    "what whenever once".split()
)
MAYBE_PREPOSITION: Final = frozenset("until after before since as".split())


def main_verb(tokens: Sequence[Word], low: int, high: int) -> int | None:
    """The first finite verb that no subordinator or relative pronoun claims."""
    pending = 0
    prepositions = 0
    depth = 0
    for i in range(low, high):
        token = tokens[i]
        if token.text in "([":
            depth += 1
        elif token.text in ")]":
            depth = max(0, depth - 1)
        if depth:
            continue
        if token.text == ",":
            pending -= prepositions
            prepositions = 0
        elif token.tag in {"WDT", "WP"} or (token.lower in _SUBORDINATORS and token.tag != "DT"):
            pending += 1
            prepositions += token.lower in MAYBE_PREPOSITION
        elif token.tag in FINITE and not _continues_group(tokens, low, i):
            if pending <= 0:
                return i
            pending -= 1
            prepositions = min(prepositions, pending)
    return None


def _continues_group(tokens: Sequence[Word], low: int, i: int) -> bool:
    """As in "has promised": the second verb of one group."""
    j = i - 1
    while j >= low and tokens[j].tag == "RB":
        j -= 1
    return j >= low and tokens[j].lower in BE | HAVE | DO | MODALS


def starts_predicate(tokens: Sequence[Word], j: int, high: int) -> bool:
    """Whether a finite verb stands at `j`; a past form counts where an object or a preposition follows."""
    token = tokens[j]
    if token.tag in {"VBD", "VBN"} and _is_modifier(tokens, j, high):
        return False
    if token.tag in {"MD", "VBZ", "VBP"}:
        return token.tag != "VBZ" or j + 1 >= high or tokens[j + 1].tag not in {"VBD", "VBZ", "MD"}
    if token.tag == "VBD":
        return True
    return (
        token.tag == "VBN"
        and j + 1 < high
        and tokens[j + 1].tag in {"DT", "CD", "NNP", "PRP$", "IN", "TO", "JJ", "NNS", "NN", "PRP"}
    )


def _is_modifier(tokens: Sequence[Word], j: int, high: int) -> bool:
    """As in "a tired and bored guard": a participle that a noun follows, joined to another modifier."""
    return (
        j > 2 and j + 1 < high and tokens[j + 1].tag in {"NN", "NNS"}
        and tokens[j - 2].tag in {"JJ", "VBN", "VBD"} and tokens[j - 3].tag in {"DT", "JJ", "PRP$", ","}
    )  # fmt: skip


def waits(tokens: Sequence[Word], low: int, i: int) -> bool:
    """Whether a "where", "which" … before `i` still lacks its verb ("where storage and transport are dear")."""
    for j in range(i - 1, max(low, i - 8), -1):
        if tokens[j].tag in FINITE or tokens[j].text == ",":
            return False
        if tokens[j].tag in {"WDT", "WP", "WRB"} or tokens[j].lower in {"because", "if", "whether"}:
            return True
        if tokens[j].lower in MAYBE_PREPOSITION and tokens[i + 1].tag != "PRP":
            return True  # "as prices and wages fell"
    return False


def depth_at(tokens: Sequence[Word], low: int, i: int) -> int:
    return sum((token.text in "([") - (token.text in ")]") for token in tokens[low:i])


def form_of_be(tokens: Sequence[Word], subject: tuple[int, int], verb: int | None) -> str:
    """The form of "to be" that the subject and the tense of the clause ask for."""
    plural = tokens[subject[1] - 1].tag == "NNS" or any(token.lower == "and" for token in tokens[slice(*subject)])
    past = verb is not None and (tokens[verb].tag == "VBD" or tokens[verb].lower in {"was", "were", "had"})
    return ("were" if plural else "was") if past else ("are" if plural else "is")
