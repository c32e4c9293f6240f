"""Relative clauses that state a fact: ", which …", ", who …", ", whose …", ", where …", ", one of which …"."""

from __future__ import annotations

import re
from typing import Final

from annotator.claims.clauses import Clause
from annotator.claims.codes import FINITE, NOUN_PHRASE
from annotator.claims.parts import Coded, Part, Shared, Statement
from annotator.claims.phrases import IN_PHRASE, phrase_before, shared, trimmed
from annotator.claims.verbs import group_end, own_verb, starts_predicate, waits
from annotator.text.words import Word

OFFICES: Final = frozenset(
    "minister head spokesman spokeswoman leader commander president chief governor director mayor chairman secretary "
    "ambassador speaker member professor founder owner".split()
)
_PERSONS: Final = OFFICES | frozenset(
    "man woman boy girl son daughter wife husband father mother brother sister deputy commander official officer "
    "soldier doctor king queen prince sheikh general colonel heir relative friend victim widow guard driver "
    "member deputy".split()
)
_WHERE: Final = frozenset({"at", "near", "on", "outside"})
_CHAIN: Final = re.compile(rf"{NOUN_PHRASE}(?:[fIT]{NOUN_PHRASE})*$")
_IN_CHAIN: Final = IN_PHRASE + "IT"
_FINITE: Final = re.compile(f"[{''.join(sorted(FINITE))}]")
# "who until now had", "which in 2019 was": words of time between the pronoun and its verb.
_PREDICATE: Final = re.compile(r"(?:[It](?:#|R|N|P#?))?[Ry]*[VMBHF]")
_LEAD: Final = re.compile(r"[IfTt]|[D#JN]{1,2}f")  # "in which", "one of which", "most of whom"
_AND: Final = re.compile(r"[Cc]")


def relative(row: Coded, clause: Clause, comma: int, end: int, named: tuple[int, int] | None = None) -> list[Statement]:
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
        before = before if "P" in line[slice(*before)] else _chain(line, before, low)
    before = _last_holder(row, before, word) if named is None or word == "where" else named
    if word == "whose":
        return _of_its_own(row, possessive(row, before), opening + 1, end)
    if word == "where":
        where = tokens[before[0] - 1].lower if before[0] else ""
        where = where if where in _WHERE else "at" if where == "to" else "in"
        return [stated(row, (shared(row, *before, before=where.capitalize() + " "),), opening + 1, end, None)]
    if not _PREDICATE.match(line, opening + 1, end):
        return []  # "which the firm sells": the antecedent is not the subject
    lead = (shared(row, *before),)
    return [stated(row, lead, *span, before) for span in predicates(row, opening + 1, end)]


def _of_its_own(row: Coded, lead: Shared, low: int, high: int) -> list[Statement]:
    """As in "whose construction began in 1186 and lasted a century": each predicate with the subject that it shares."""
    verb = own_verb(row.line, low, high)
    if verb is None:
        return [stated(row, (lead,), low, high, None)]
    (_, first_end), *others = predicates(row, verb, high)
    found = [stated(row, (lead,), low, first_end, None)]
    found.extend(stated(row, (lead, shared(row, low, verb)), *span, None) for span in others)
    return found


def stated(row: Coded, lead: tuple[Part, ...], low: int, high: int, holder: tuple[int, int] | None) -> Statement:
    verb = own_verb(row.line, low, high)
    after = low if verb is None else group_end(row.line, verb)
    return Statement(lead, low, high, "relative", verb, after, holder)


def preposed(row: Coded, clause: Clause, comma: int, end: int) -> list[Statement]:
    """As in ", one of which was Kut", ", in which two died": the pronoun stands behind words of its own clause."""
    line = row.line
    pronoun = line.find("W", comma + 1, min(end, comma + 5))
    if pronoun < 0:
        return []
    before = phrase_before(row, comma, clause.low)
    if before is None:
        return []
    before = _many(row, before, clause.low) if line[pronoun - 1] == "f" else _chain(line, before, clause.low)
    lead = line[comma + 1 : pronoun]
    if not _LEAD.fullmatch(lead):
        return []
    if own_verb(line, pronoun + 1, end) is None:
        return [Statement((shared(row, *before, ","),), comma + 1, end, "relative", None, pronoun + 1, before)]
    return [stated(row, (row.span(comma + 1, pronoun), shared(row, *before)), pronoun + 1, end, None)]


def _many(row: Coded, phrase: tuple[int, int], low: int) -> tuple[int, int]:
    """As in "the number of rockets at five, one of which": the nearest phrase that is plural."""
    for at in range(phrase[1] - 1, max(low, phrase[1] - 12), -1):
        if row.tokens[at].tag in {"NNS", "NNPS"}:
            return phrase_before(row, at + 1, low) or phrase
    return phrase


def _chain(line: str, phrase: tuple[int, int], low: int) -> tuple[int, int]:
    """As in "a base near the airport, which …": the phrase with what it hangs on, since either may be meant."""
    first, end = max(low, phrase[1] - 25), phrase[1]
    start = first + len(line[first:end].rstrip(_IN_CHAIN))
    if start >= phrase[0]:
        return phrase
    match = _CHAIN.search(line, start, end)
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
    head = row.tokens[row.line.find("f", low + 1, high) - 1]
    of_person = is_person(head)
    if word == "who":
        return phrase if of_person or "P" not in row.line[of:high] else (of + 1, high)
    if of_person or row.tokens[of + 1].lower != "the" or row.tokens[low].lower in {"a", "an"}:
        return phrase
    return of + 1, high


def is_person(noun: Word) -> bool:
    """Whether a noun names a person by office or kin, in the singular or plural."""
    return noun.lower in _PERSONS or noun.lower.removesuffix("s") in _PERSONS


def predicates(row: Coded, low: int, high: int) -> list[tuple[int, int]]:
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
            found.append((start, end))
    return found


def possessive(row: Coded, holder: tuple[int, int]) -> Shared:
    """The holder of what "whose" stands before: "[the mayor’s] brother"."""
    return shared(row, *holder, "’" if row.tokens[holder[1] - 1].lower.endswith("s") else "’s")
