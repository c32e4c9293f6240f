"""Relative clauses that state a fact: ", which …", ", who …", ", whose …", ", where …", ", one of which …"."""

from __future__ import annotations

import re
from typing import Final

from annotator.claims.clauses import Clause
from annotator.claims.codes import FINITE, NOUN_PHRASE
from annotator.claims.parts import Coded, Piece
from annotator.claims.phrases import PHRASE, phrase_before, shared, trimmed
from annotator.claims.verbs import form_of_be, own_verb, starts_predicate, waits
from annotator.text.spans import Span
from annotator.text.words import BE

OFFICES: Final = frozenset(
    "minister head spokesman spokeswoman leader commander president chief governor director mayor chairman secretary "
    "ambassador speaker member professor founder owner".split()
)
_PERSONS: Final = OFFICES | frozenset(
    "man woman boy girl son daughter wife husband father mother brother sister deputy commander official officer "
    "soldier doctor king queen prince sheikh general colonel heir relative friend victim widow guard driver".split()
)
# "We are the ones who paid", "It was the man who fled": what follows says which one is meant.
_PLACEHOLDERS: Final = frozenset("one ones people person man men woman women those thing things kind sort way".split())
_WHERE: Final = frozenset({"at", "near", "on", "outside"})
_CHAIN: Final = re.compile(rf"{NOUN_PHRASE}(?:[fIT]{NOUN_PHRASE})*$")
_FINITE: Final = re.compile(f"[{''.join(sorted(FINITE))}]")
# "who until now had", "which in 2019 was": words of time between the pronoun and its verb.
_PREDICATE: Final = re.compile(r"(?:[It](?:#|R|N|P#?))?[Ry]*[VMBHF]")
_LEAD: Final = re.compile(r"[IfTt]|[D#JN]{1,2}f")  # "in which", "one of which", "most of whom"
_JOINED: Final = re.compile(rf"(?:,{NOUN_PHRASE})*,?C{NOUN_PHRASE}")
_AND: Final = re.compile(r"[Cc]")


def relative(row: Coded, clause: Clause, comma: int, end: int) -> list[Piece]:
    """What is stated of the phrase before the comma by the relative clause after it."""
    line, tokens = row.line, row.tokens
    verb = clause.verb
    low = clause.after if verb is not None and verb < comma else clause.low
    before = phrase_before(row, comma, low)
    if before is None or not _FINITE.search(line, comma + 2, end):
        return []
    opening = comma + 1
    word = tokens[opening].lower
    if word == "which":
        before = _chain(line, before, low)
    before = _last_holder(row, before, word)
    if word == "whose":
        mark = "’" if tokens[before[1] - 1].lower.endswith("s") else "’s"
        return [Piece((shared(row, *before, mark), row.span(opening + 1, end)), "relative")]
    if word == "where":
        where = tokens[before[0] - 1].lower if before[0] else ""
        where = where if where in _WHERE else "at" if where == "to" else "in"
        return [Piece((where.capitalize(), shared(row, *before), row.span(opening + 1, end)), "relative")]
    if not _PREDICATE.match(line, opening + 1, end):
        return []  # "which the firm sells": the antecedent is not the subject
    return [Piece((shared(row, *before), span), "relative") for span in predicates(row, opening + 1, end)]


def preposed(row: Coded, clause: Clause, comma: int, end: int) -> list[Piece]:
    """As in ", one of which was Kut", ", in which two died": the pronoun stands behind words of its own clause."""
    line = row.line
    pronoun = line.find("W", comma + 1, min(end, comma + 5))
    if pronoun < 0 or own_verb(line, pronoun + 1, end) is None:
        return []
    before = phrase_before(row, comma, clause.low)
    if before is None:
        return []
    lead = line[comma + 1 : pronoun]
    if not _LEAD.fullmatch(lead):
        return []
    rest = row.span(pronoun + 1, end)
    return [Piece((row.span(comma + 1, pronoun), shared(row, *before), rest), "relative")]


def _chain(line: str, phrase: tuple[int, int], low: int) -> tuple[int, int]:
    """As in "a base near the airport, which …": the phrase with what it hangs on, since either may be meant."""
    match = _CHAIN.search(line, max(low, phrase[1] - 25), phrase[1])
    return (match.start(), phrase[1]) if match and match.start() < phrase[0] else phrase


def _last_holder(row: Coded, phrase: tuple[int, int], word: str) -> tuple[int, int]:
    """Which noun of "the visit of Pope Omar, who …" or "the fence of the embassy, whose …" the relative describes.

    "Who" is of a person: the last phrase, unless the first is one ("the head of the army, who"). "Which" and "whose"
    go with the nearest phrase where that has its own article; "the city of Mosul" stays whole.
    """
    low, high = phrase
    of = row.line.rfind("f", low + 1, high - 1)
    if of < 0 or "P" in row.line[low:of]:
        return phrase
    head = row.tokens[row.line.find("f", low + 1, high) - 1].lower
    is_person = head in _PERSONS or head.removesuffix("s") in _PERSONS
    if word == "who":
        return phrase if is_person or "P" not in row.line[of:high] else (of + 1, high)
    if is_person or row.tokens[of + 1].lower != "the" or row.tokens[low].lower in {"a", "an"}:
        return phrase
    return of + 1, high


def predicates(row: Coded, low: int, high: int) -> list[Span]:
    """The coordinated predicates of a stretch that begins with one ("was born in Mosul and grew up in Basra")."""
    line = row.line
    cuts = [low]
    for match in _AND.finditer(line, low + 2, high - 1):
        at = match.start()
        after = at + 1
        while after < high - 1 and line[after] in "Ry":
            after += 1
        if starts_predicate(line, after, high) and row.tokens[at].lower != "or" and not waits(line, low, at):
            cuts.append(at)
    found = []
    for first, last in zip(cuts, [*cuts[1:], high], strict=True):
        start, end = trimmed(row, first + (first > low), last)
        if start < end:
            found.append(row.span(start, end))
    return found


def after_nominal(  # noqa: PLR0911 - tests in order
    row: Coded, clause: Clause, sharing: tuple[int, int] | None
) -> tuple[int, list[Piece]] | None:
    """As in "Basra is a port that exports oil": what follows the nominal is stated of the subject.

    Returns where it begins and what it states.
    """
    line, tokens = row.line, row.tokens
    subject, verb = clause.subject or sharing, clause.verb
    if subject is None or verb is None or clause.after + 2 >= clause.high:
        return None
    if tokens[clause.after - 1].lower not in BE | {"be", "been"}:
        return None
    at = clause.after
    while at < clause.high and line[at] in "Ry":
        at += 1
    nominal = PHRASE.match(line, at, clause.high)
    if nominal is None or line[at] in "pO" or nominal.end() + 2 >= clause.high:
        return None
    at = nominal.end()
    joint = _JOINED.match(line, at, clause.high)
    at = joint.end() if joint else at
    if at + 2 >= clause.high or tokens[at - 1].lower in _PLACEHOLDERS:
        return None
    code = line[at]
    if code in "Ww" and line[at + 1] in "VMBHFR":
        return at, [Piece((shared(row, *subject), span), "relative") for span in predicates(row, at + 1, clause.high)]
    if code in "uV" and line[at + 1] in "IfTtA":
        be = " " + form_of_be(line, tokens, subject, verb)
        return at, [Piece((shared(row, *subject, be), row.span(at, clause.high)), "relative")]
    return None
