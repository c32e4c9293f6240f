"""What stands behind a phrase without a comma: "a port that exports oil", "a man armed with a rifle"."""

from __future__ import annotations

import re
from typing import Final

from annotator.claims.clauses import Clause
from annotator.claims.codes import NOUN_PHRASE
from annotator.claims.parts import Coded, Statement
from annotator.claims.phrases import PHRASE, phrase_before, shared
from annotator.claims.relatives import possessive, predicates, stated
from annotator.claims.verbs import form_of_be

_DEFINITE: Final = frozenset("the this that these those all any no every each".split())
_INDEFINITE: Final = frozenset("a an one two three four five six seven eight nine ten several some another".split())
# "We are the ones who paid", "It was the man who fled": what follows says which one is meant.
_PLACEHOLDERS: Final = frozenset("one ones people person man men woman women those thing things kind sort way".split())
_JOINED: Final = re.compile(rf"(?:,{NOUN_PHRASE})*,?C{NOUN_PHRASE}")
# "topics related to trade": which topics, not what is said of them.
_SPECIFYING: Final = frozenset(
    "related connected based compared due associated needed dedicated linked similar".split()
)
# A relative clause, a participle with its phrase, or "whose", straight behind a noun.
_MODIFIER: Final = re.compile(r"(?<=[NP#)])(?:[Ww](?=[Ry\"]*[VMBHF])|[uV](?=[IfTtA])|g(?=[DO#PJ])|z)")
_REDUCED: Final = re.compile(rf"(?<![fICc,])(?P<holder>{NOUN_PHRASE})(?P<fact>(?:u[IfTt]|g[DO#P])[^,;:VMBHFCcWw()-]+)")


def reduced(row: Coded, low: int, high: int) -> list[Statement]:
    """As in "A man armed with a rifle fled": what is stated of a name, or of something not yet known, beside a verb."""
    found: list[Statement] = []
    if row.line.find("u", low, high) < 0 and row.line.find("g", low, high) < 0:
        return found
    for match in _REDUCED.finditer(row.line, low, high):
        start, end = match.span("holder")
        if "P" not in row.line[start:end] and row.tokens[start].lower not in _INDEFINITE:
            continue
        if row.tokens[end].lower in _SPECIFYING:
            continue
        be = " " + form_of_be(row.line, row.tokens, (start, end), None)
        lead = (shared(row, start, end, be),)
        found.append(Statement(lead, end, match.end(), "relative", None, end + 1, (start, end)))
    return found


def after_nominal(row: Coded, clause: Clause, holder: tuple[int, int] | None) -> tuple[int, list[Statement]] | None:
    """As in "Basra is a port that exports oil": what follows the nominal is stated of the subject.

    Returns where it begins and what it states; None without such words.
    """
    at = _after_adverbs(row.line, clause)
    phrase = PHRASE.match(row.line, at, clause.high)
    if holder is None or phrase is None or row.line[at] in "pO":
        return None
    joint = _JOINED.match(row.line, phrase.end(), clause.high)
    at = joint.end() if joint else phrase.end()
    if at + 2 >= clause.high or row.tokens[at - 1].lower in _PLACEHOLDERS or not _MODIFIER.match(row.line, at):
        return None
    return at, _stated_of(row, at, clause, holder)


def after_object(  # noqa: PLR0911 - tests in order
    row: Coded, clause: Clause
) -> tuple[int, list[Statement]] | None:
    """As in "They built a bridge that fell": stated of a phrase behind the verb, unless that is a definite one.

    "The bridge that fell" says which bridge. Returns where the words begin and what they state.
    """
    match = _MODIFIER.search(row.line, clause.after + 1, clause.high - 2)
    if match is None or any(mark in row.line[clause.after : match.start()] for mark in ",("):
        return None
    at = match.start()
    phrase = phrase_before(row, at, clause.after)
    if phrase is None or row.tokens[at - 1].lower in _PLACEHOLDERS:
        return None
    of = row.line.rfind("f", phrase[0], at - 1)
    if of > 0 and row.tokens[of + 1].lower in _INDEFINITE:
        phrase = of + 1, at  # "the story of a notary who …"
    elif of > 0 and row.tokens[of + 1].lower in _DEFINITE:
        return None  # "a result of the clashes that …"
    if row.tokens[phrase[0]].lower in _DEFINITE or row.line[phrase[0]] in "OP":
        return None
    if row.tokens[at].lower in _SPECIFYING:
        return None
    if row.line[at] == "g" and row.tokens[phrase[0]].lower not in _INDEFINITE:
        return None  # "won the cup losing no match": not of the cup
    return at, _stated_of(row, at, clause, phrase)


def _after_adverbs(line: str, clause: Clause) -> int:
    at = clause.after
    while at < clause.high and line[at] in "Ry":
        at += 1
    return at


def _stated_of(row: Coded, at: int, clause: Clause, holder: tuple[int, int]) -> list[Statement]:
    """What the words from `at` to the end of the clause state of `holder`."""
    line, tokens, high = row.line, row.tokens, clause.high
    if line[at] in "Ww":
        lead = (shared(row, *holder),)
        return [stated(row, lead, *span, holder) for span in predicates(row, at + 1, high)]
    if line[at] == "z":
        return [stated(row, (possessive(row, holder),), at + 1, high, None)]
    be = " " + form_of_be(line, tokens, holder, clause.verb)
    return [Statement((shared(row, *holder, be),), at, high, "relative", clause.verb, at + 1, holder)]
