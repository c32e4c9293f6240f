"""The statements of a sentence: its clauses, what they state besides, and one for each item of a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from annotator.claims.additions import Part, Piece, additions, after_nominal, office_of_subject
from annotator.claims.clauses import Clause
from annotator.claims.enumerations import items
from annotator.claims.phrases import quote_of, span_of, trimmed
from annotator.text.words import BE, Word

_OBJECTS: Final = frozenset({"DT", "PRP$", "PRP", "NNP", "NNPS", "NNS", "CD"})


def pieces(tokens: Sequence[Word], found: Sequence[Clause]) -> list[Piece]:
    """The statements of the clauses that `clauses(tokens)` gave, in reading order."""
    statements: list[Piece] = []
    subject: tuple[int, int] | None = None
    verb: int | None = None
    for clause in found:
        if clause.subject is not None:
            subject = clause.subject
        statements.extend(_of_clause(tokens, clause, subject, verb))
        verb = clause.verb
    return statements


def _of_clause(
    tokens: Sequence[Word], clause: Clause, shared: tuple[int, int] | None, verb: int | None
) -> Iterator[Piece]:
    """The main statement of a clause and those that hang on it. `verb` is that of the clause before."""
    nominal = after_nominal(tokens, clause, shared)
    whole = clause
    if nominal is not None:
        clause = replace(clause, high=nominal[0])
    besides = list(additions(tokens, clause, shared))
    taken = [span for span, _ in besides]
    office = office_of_subject(tokens, whole)
    kept = _without(tokens, clause.low, clause.high, taken)
    lead: tuple[Part, ...] = ()
    predicate = clause.verb is not None or tokens[clause.low].tag == "VBN"
    if clause.subject is None and predicate and shared is not None and shared[0] < clause.low:
        lead = (quote_of(tokens, *shared) + _shared_be(tokens, verb, clause),)
    if kept:
        verb_of = tokens[clause.verb] if clause.verb is not None else None
        main = Piece((*lead, *kept), "shared subject" if lead else "", verb_of)
        yield from _lists(tokens, clause, main, taken, lead)
    for _, found in besides:
        yield from found
    if nominal is not None:
        yield from nominal[1]
    if office is not None:
        yield office


def _shared_be(tokens: Sequence[Word], verb: int | None, clause: Clause) -> str:
    """As in "were questioned and sent home": the "were" that a second participle shares, with its space."""
    first, after = tokens[clause.low], clause.low + 1
    if verb is None or tokens[verb].lower not in BE or first.tag not in {"VBN", "VBD"}:
        return ""
    if tokens[verb + 1].tag != "VBN" or (after < clause.high and tokens[after].tag in _OBJECTS):
        return ""
    return " " + tokens[verb].text


def _lists(
    tokens: Sequence[Word], clause: Clause, main: Piece, taken: Sequence[tuple[int, int]], lead: tuple[Part, ...]
) -> Iterator[Piece]:
    """One statement for each item of a list that ends the predicate ("sells wheat, rice and sugar")."""
    found = None if taken else items(tokens, clause)
    if found is None:
        yield main
        return
    tail = found[-1][1]
    rest = (span_of(tokens, tail, clause.high),) if tail < clause.high else ()
    # What follows the last item belongs to all only where it says when or where; "of …", "that …" is the last one's.
    shared_rest = tail < clause.high and tokens[tail].tag in {"IN", "TO"} and tokens[tail].lower not in {"of", "that"}
    rest_added = (quote_of(tokens, tail, clause.high),) if shared_rest else ()
    first = found[0][0]
    head = (*lead, quote_of(tokens, clause.low, first))
    verb = tokens[clause.verb] if clause.verb is not None else None
    for number, (low, high) in enumerate(found):
        if number == 0:
            yield Piece((*lead, span_of(tokens, clause.low, high), *rest_added), "list", verb)
        elif number == len(found) - 1:
            yield Piece((*_joined(head), span_of(tokens, low, high), *rest), "list", verb)
        else:
            yield Piece((*_joined(head), span_of(tokens, low, high), *rest_added), "list", verb)


def _joined(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return (" ".join(part for part in parts if isinstance(part, str)),)


def _without(tokens: Sequence[Word], low: int, high: int, taken: Sequence[tuple[int, int]]) -> tuple[Part, ...]:
    """The clause's stretches that no addition took."""
    parts: list[Part] = []
    at = low
    for first, last in taken:
        if first > at:
            parts.append(span_of(tokens, at, first))
        at = last + (last < high and tokens[last].text == ",")
    if at < high:
        start, end = trimmed(tokens, at, high)
        if start < end:
            parts.append(span_of(tokens, start, end))
    return tuple(parts)
