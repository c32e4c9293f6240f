"""The statements of a sentence: its clauses, what they state besides, and one for each item of a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotator.claims.additions import additions
from annotator.claims.appositions import office_of_subject
from annotator.claims.clauses import Clause
from annotator.claims.enumerations import items
from annotator.claims.parts import Coded, Part, Piece, Shared
from annotator.claims.phrases import shared, trimmed
from annotator.claims.relatives import after_nominal
from annotator.text.spans import Span


def pieces(row: Coded, found: Sequence[Clause]) -> list[Piece]:
    """The statements of the clauses that `clauses(row)` gave, in reading order."""
    statements: list[Piece] = []
    subject: tuple[int, int] | None = None
    before: Clause | None = None
    for clause in found:
        if clause.subject is not None:
            subject = clause.subject
        statements.extend(_of_clause(row, clause, subject, before))
        before = clause
    return statements


def _of_clause(row: Coded, clause: Clause, sharing: tuple[int, int] | None, before: Clause | None) -> Iterator[Piece]:
    """The main statement of a clause and those that hang on it. `before` is the clause before."""
    nominal = after_nominal(row, clause, sharing)
    whole = clause
    if nominal is not None:
        clause = replace(clause, high=nominal[0])
    besides = additions(row, clause, sharing)
    taken = [span for span, _ in besides]
    kept = _without(row, clause.low, clause.high, taken)
    lead: tuple[Part, ...] = ()
    is_predicate = clause.verb is not None or row.line[clause.low] in "ubg"
    if clause.subject is None and is_predicate and sharing is not None and sharing[0] < clause.low:
        lead = (shared(row, *sharing, _shared_group(row, before, clause)),)
    if kept:
        verb_of = row.tokens[clause.verb] if clause.verb is not None else None
        if lead and clause.verb is None and before is not None and before.verb is not None:
            verb_of = row.tokens[before.verb]
        main = Piece((*lead, *kept), "shared subject" if lead else "", verb_of)
        yield from _lists(row, clause, main, taken, lead)
    for _, made in besides:
        yield from made
    if nominal is not None:
        yield from nominal[1]
    yield from office_of_subject(row, whole)


def _shared_group(row: Coded, before: Clause | None, clause: Clause) -> str:
    """As in "were questioned and sent home", "will visit Kut and meet …": the words that a second form shares."""
    line, first, after = row.line, row.line[clause.low], clause.low + 1
    if before is None or before.verb is None or first not in "ubgV" or before.after - before.verb < 2:
        return ""
    last = line[before.after - 1]
    fits = last == first or (last == "u" and first == "V")
    if not fits or (first in "uV" and line[before.verb] == "B" and after < clause.high and line[after] in "DOopPN#"):
        return ""
    return " " + row.quote(before.verb, before.after - 1)


def _lists(
    row: Coded, clause: Clause, main: Piece, taken: Sequence[tuple[int, int]], lead: tuple[Part, ...]
) -> Iterator[Piece]:
    """One statement for each item of a list that ends the predicate ("sells wheat, rice and sugar")."""
    found = None if taken else items(row, clause)
    if found is None:
        yield main
        return
    line, tail = row.line, found[-1][1]
    rest: tuple[Part, ...] = (row.span(tail, clause.high),) if tail < clause.high else ()
    # What follows the last item belongs to all only where it says when or where; "of …", "that …" is the last one's.
    is_shared = tail < clause.high and line[tail] in "ITtA"
    rest_added: tuple[Part, ...] = (shared(row, tail, clause.high),) if is_shared else ()
    first = found[0][0]
    head = (_joined((*lead, shared(row, clause.low, first))),)
    verb = row.tokens[clause.verb] if clause.verb is not None else None
    for number, (low, high) in enumerate(found):
        if number == 0:
            yield Piece((*lead, row.span(clause.low, high), *rest_added), "list", verb)
        elif number == len(found) - 1:
            yield Piece((*head, row.span(low, high), *rest), "list", verb)
        else:
            yield Piece((*head, row.span(low, high), *rest_added), "list", verb)


def _joined(parts: tuple[Part, ...]) -> Shared:
    words = [part for part in parts if isinstance(part, str)]
    spans = tuple(span for part in words if isinstance(part, Shared) for span in part.spans)
    return Shared(" ".join(words), spans)


def _without(row: Coded, low: int, high: int, taken: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """The clause's stretches that no addition took."""
    parts: list[Span] = []
    at = low
    for first, last in taken:
        if first > at:
            parts.append(row.span(at, first))
        at = last + (last < high and row.line[last] == ",")
    if at < high:
        start, end = trimmed(row, at, high)
        if start < end:
            parts.append(row.span(start, end))
    return tuple(parts)
