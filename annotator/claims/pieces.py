"""The statements of a sentence: its clauses, what they state besides, and one for each item of a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from annotator.claims.additions import additions
from annotator.claims.appositions import office_of_subject
from annotator.claims.clauses import Clause, opening
from annotator.claims.enumerations import Examples, examples, items
from annotator.claims.modifiers import after_nominal, after_object, circumstance, contact, dated, reduced
from annotator.claims.parts import Coded, Part, Piece, Shared, Statement
from annotator.claims.phrases import shared, trimmed
from annotator.claims.verbs import form_of_be
from annotator.text.spans import Span
from annotator.text.words import BE, Word

_BE: Final = BE | {"be", "been", "being"}
# Words of a fact apart that the main clause still anchors, so that its highlighted words read on: those behind a
# phrase, and those between commas before the verb.
_BEHIND: Final = 20
_BEHIND_NOMINAL: Final = 12
_BETWEEN: Final = 6
# Words: a longer office before a name is left to its own claim where the clause is longer than this, too.
_LONG_OFFICE: Final = 6
_LONG_CLAUSE: Final = 20
_DEEPEST: Final = 3  # a relative in an apposition in a relative: deeper ones stay with what they hang on


def pieces(row: Coded, found: Sequence[Clause]) -> list[Piece]:
    """The statements of the clauses that `clauses(row)` gave, in reading order."""
    made: list[Piece] = []
    subject: tuple[int, int] | None = None
    before: Clause | None = None
    for clause in found:
        if clause.subject is not None:
            subject = clause.subject
        lead: tuple[Part, ...] = ()
        verb = clause.verb
        is_predicate = verb is not None or row.line[clause.low] in "ubg"
        if clause.subject is None and is_predicate and subject is not None and subject[0] < clause.low:
            lead = (shared(row, *subject, _shared_group(row, before, clause)),)
            if verb is None and before is not None:
                verb = before.verb
        rule = "shared subject" if lead else ""
        after = clause.after if clause.verb is not None else clause.low + 1
        statement = Statement(lead, clause.low, clause.high, rule, verb, after, subject)
        made.extend(_told_apart(row, statement, clause, 0))
        before = clause
    return made


def asides(row: Coded) -> list[Piece]:
    """What words that only attribute state besides: "said Omar Salman, the mayor of Kut, who …"."""
    whole = Clause(0, len(row.tokens), None, None, 0)
    return [
        piece
        for _, made in additions(row, whole, None)
        for one in made
        if one.rule in {"relative", "apposition"}
        for piece in _told_apart(row, one, Clause(one.low, one.high, None, None, one.after), 1)
    ]


def _shared_group(row: Coded, before: Clause | None, clause: Clause) -> str:
    """As in "were questioned and sent home", "will visit Kut and meet …": the words that a second form shares."""
    line, first, after = row.line, row.line[clause.low], clause.low + 1
    if before is None or before.verb is None or first not in "ubgV" or before.after - before.verb < 2:
        return ""
    last = line[before.after - 1]
    fits = last == first or (last == "u" and first == "V" and row.tokens[clause.low].tag == "VBD")
    if not fits or (first in "uV" and line[before.verb] == "B" and after < clause.high and line[after] in "DOopP#"):
        return ""
    return " " + row.quote(before.verb, before.after - 1)


def _told_apart(row: Coded, statement: Statement, clause: Clause, depth: int) -> Iterator[Piece]:
    """A statement without its additions, item by item, then the additions."""
    ground = circumstance(row, clause) if depth == 0 else None
    grounds: list[Statement] = []
    if ground is not None and ground > clause.low + 2:
        at = ground + (row.line[ground] == ",")
        grounds = [
            Statement((shared(row, clause.low, ground),), at, clause.high, "ground", None, at + 1, clause.subject)
        ]
        clause = Clause(clause.low, ground, clause.subject, clause.verb, clause.after)
    whole = clause
    is_nominal = statement.rule == "apposition" or row.tokens[clause.after - 1].lower in _BE
    if statement.rule == "apposition":
        clause = Clause(clause.low, clause.high, None, None, clause.low)
    hung = after_nominal(row, clause, statement.holder) if is_nominal else after_object(row, clause)
    if hung is not None:
        clause = Clause(clause.low, hung[0], clause.subject, clause.verb, clause.after)
    comma = opening(row, clause) if depth == 0 else None
    shown = examples(row, statement.after, clause.high) if statement.rule or clause.verb is not None else None
    besides = additions(row, clause, statement.holder)
    if shown is not None:
        besides = [one for one in besides if one[0][1] <= shown.low or one[0][0] >= shown.high]
    if comma is not None:
        besides = [one for one in besides if one[0][0] > comma]
        besides.insert(0, ((clause.low, comma), [_opened(row, clause, comma)]))
    taken = [span for span, _ in besides]
    silent = [
        span for span in taken if clause.verb is not None and span[1] - span[0] <= _BETWEEN and span[1] <= clause.verb
    ]
    if hung is not None and whole.high - clause.high <= (_BEHIND_NOMINAL if is_nominal else _BEHIND):
        silent.append((clause.high, whole.high))
    if silent:
        statement = replace(statement, silent=tuple(row.span(*span) for span in silent))
    office = office_of_subject(row, whole) if depth == 0 else []
    yield from _without(row, statement, clause, (taken, _apart_from_name(office, whole)), shown)
    hanging = [one for _, made in besides for one in made]
    if hung is not None:
        hanging.extend(hung[1])
    if depth == 0:
        hanging.extend([*reduced(row, clause), *dated(row, clause), *office, *grounds])
        yield from contact(row, clause)
    for one in hanging:
        if one.rule == "including" and statement.lead:
            one = replace(one, lead=(_joined((*statement.lead, *one.lead)),))  # noqa: PLW2901 - of whom it is said
        yield from _of_addition(row, one, depth + 1)


def _apart_from_name(office: Sequence[Statement], clause: Clause) -> list[tuple[int, int]]:
    """What stands before and behind the name in "The head of the patrols of the port, Omar Said, met …"."""
    if not office or clause.verb is None or clause.high - clause.low <= _LONG_CLAUSE:
        return []
    low, high = office[0].low, office[0].high
    return [(low, high), (clause.verb - 1, clause.verb)] if high - low > _LONG_OFFICE else []


def _opened(row: Coded, clause: Clause, comma: int) -> Statement:
    """As in "Born in Kut, Omar Said joined the army": that Omar Said was born in Kut."""
    subject = clause.subject or (clause.low, comma)
    be = "" if row.line[clause.low] == "x" else " " + form_of_be(row.line, row.tokens, subject, clause.verb)
    return Statement((shared(row, *subject, be),), clause.low, comma, "participle", None, clause.low + 1, subject)


def _of_addition(row: Coded, statement: Statement, depth: int) -> Iterator[Piece]:
    """What an addition states, again without its own additions."""
    if depth > _DEEPEST or statement.rule == "including":
        parts = (*statement.lead, row.span(statement.low, statement.high))
        yield Piece(parts, statement.rule, _word(row, statement.verb))
        return
    verb = statement.verb
    inside = verb if verb is not None and statement.low <= verb < statement.high else None
    yield from _told_apart(row, statement, Clause(statement.low, statement.high, None, inside, statement.after), depth)


def _word(row: Coded, at: int | None) -> Word | None:
    return row.tokens[at] if at is not None else None


def _without(
    row: Coded,
    statement: Statement,
    clause: Clause,
    apart: tuple[list[tuple[int, int]], list[tuple[int, int]]],
    shown: Examples | None,
) -> Iterator[Piece]:
    """The statement without the stretches that others took, or one for each item of the list or example it has.

    `apart` are those of the additions and those of a long office, which no list is told apart beside.
    """
    taken, office = apart
    if shown is not None:
        taken = sorted([*taken, (shown.low, shown.high)])
    found = None if taken else items(row, statement.low, statement.after, clause.high)
    kept = _kept(row, clause.low, clause.high, sorted([*taken, *office]) if office else taken)
    verb = _word(row, statement.verb)
    if found is not None:
        yield from _lists(row, statement, clause.high, found)
    elif kept and not (
        statement.rule == "apposition" and clause.high < statement.high and clause.high - clause.low < 3
    ):
        # "Northern Oil, the firm that bought it": that it is a firm is no news
        silent = (Shared("", statement.silent),) if statement.silent else ()
        yield Piece((*statement.lead, *kept, *silent), statement.rule, verb)
    if shown is not None:
        head = _head(row, statement, shown.kind)
        for low, high in shown.items:
            yield Piece((head, row.span(low, high)), "list", verb)


def _head(row: Coded, statement: Statement, end: int) -> Shared:
    """What the items of a list share: who it is stated of, and the words before the first item."""
    parts = (*statement.lead, shared(row, statement.low, end)) if statement.low < end else statement.lead
    return _joined(parts)


def _joined(parts: tuple[Part, ...]) -> Shared:
    words = [part for part in parts if isinstance(part, str)]
    spans = tuple(span for part in words if isinstance(part, Shared) for span in part.spans)
    return Shared(" ".join(words), spans)


def _lists(row: Coded, statement: Statement, high: int, found: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """One statement for each item of a list that ends the predicate ("sells wheat, rice and sugar")."""
    line, tail, low, lead = row.line, found[-1][1], statement.low, statement.lead
    rest: tuple[Part, ...] = (row.span(tail, high),) if tail < high else ()
    # What follows the last item belongs to all only where it says when or where; "of …", "that …" is the last one's.
    is_shared = tail < high and line[tail] in "ITtA" and "," not in line[tail:high]
    rest_added: tuple[Part, ...] = (shared(row, tail, high),) if is_shared else ()
    first = found[0][0]
    head = (_head(row, statement, first),)
    verb = _word(row, statement.verb)
    for number, (start, end) in enumerate(found):
        if number == 0:
            yield Piece((*lead, row.span(low, end), *rest_added), "list", verb)
        elif number == len(found) - 1:
            yield Piece((*head, row.span(start, end), *rest), "list", verb)
        else:
            yield Piece((*head, row.span(start, end), *rest_added), "list", verb)


def _kept(row: Coded, low: int, high: int, taken: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
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
