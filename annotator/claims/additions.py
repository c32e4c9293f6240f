"""What a clause states besides: stretches after a comma or in brackets that are a fact of their own."""

from __future__ import annotations

import re
from typing import Final

from annotator.claims.appositions import apposition, bracketed, participle
from annotator.claims.clauses import Clause
from annotator.claims.parts import Coded, Part, Piece
from annotator.claims.phrases import shared
from annotator.claims.relatives import preposed, relative

__all__ = ["Part", "Piece", "additions"]

_TRIGGER: Final = re.compile(r"[,()]")
# Whether a comma separates items ("A, B and C") rather than closing the addition.
_LIST_GOES_ON: Final = re.compile(
    r",(?!g)[^MBHFVWwzLCc,()]{1,8},?(?:[^MBHFVWwzLCc,()]{1,8},){0,6}C(?![MBHFV])|,C(?![MBHFV])"
)


def additions(row: Coded, clause: Clause, sharing: tuple[int, int] | None) -> list[tuple[tuple[int, int], list[Piece]]]:
    """The stretches that state a fact of their own, in order, with the statements that they make."""
    line = row.line
    found: list[tuple[tuple[int, int], list[Piece]]] = []
    subject = clause.subject or sharing
    done = clause.low
    for match in _TRIGGER.finditer(line, clause.low + 1, clause.high - 1):
        at = match.start()
        if at < done or line[at] == ")":
            continue
        if line[at] == "(":
            closing = line.find(")", at, clause.high)
            if closing < 0:
                continue
            end, made = closing + 1, bracketed(row, clause, at, closing)
            done = closing if not made else done
        else:
            end = _addition_end(line, clause, at)
            made = _after_comma(row, clause, at, end, subject)
        if made:
            found.append(((at, end), made))
            done = end
    return found


def _after_comma(  # noqa: PLR0911 - one construction a line
    row: Coded, clause: Clause, comma: int, end: int, subject: tuple[int, int] | None
) -> list[Piece]:
    line = row.line
    code = line[comma + 1]
    if end - comma < 3:
        return []
    if code in "WzL":
        return relative(row, clause, comma, end)
    if code == "G":
        return _including(row, clause, comma, end)
    if code in "gu":
        return participle(row, clause, comma, end, subject)
    if "W" in line[comma + 2 : comma + 5] and code in "D#fIT":
        made = preposed(row, clause, comma, end)
        if made:
            return made
    if code in "DJNP" or row.tokens[comma + 1].lower == "one":
        return apposition(row, clause, comma, end)
    return []


def _including(row: Coded, clause: Clause, comma: int, end: int) -> list[Piece]:
    verb = clause.verb
    if verb is None or verb > comma:
        return []
    head = shared(row, clause.low, comma, ",")
    return [Piece((head, row.span(comma + 1, end)), "including", row.tokens[verb])]


def _addition_end(line: str, clause: Clause, comma: int) -> int:
    """Where the addition after `comma` ends. After the verb it takes along what cannot stand in the main clause."""
    end = _stretch_end(line, comma + 1, clause.high)
    if clause.verb is None or comma < clause.verb:
        return end
    while end + 1 < clause.high and line[end] == "," and line[end + 1] in "JNP#O":
        end = _stretch_end(line, end + 1, clause.high)
    return end


def _stretch_end(line: str, low: int, high: int) -> int:
    """Where an addition ends: the next comma that is not inside a list of its own, a joiner is not crossed."""
    depth = 0
    for at in range(low, high):
        code = line[at]
        if code == "(":
            depth += 1
        elif code == ")":
            depth -= 1
        elif depth <= 0 and (code in ";-" or (code == "," and not _LIST_GOES_ON.match(line, at, high))):
            return at
    return high
