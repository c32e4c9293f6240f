"""The words of a stretch as a string, one letter a word, so that compiled expressions can read its grammar.

Source of the method: S. Abney, "Partial parsing via finite-state cascades", 1996. The letters stand in
text/word_codes.py; each word has its own from there, and here what its neighbours make of it.
"""

from __future__ import annotations

import re
from itertools import repeat
from typing import Final

from annotator.claims.parts import STOPS
from annotator.text.words import Tagged

# Groups of words. None crosses a comma, so each is matched in time linear in its own length.
VERBS: Final = r'(?:V|[MBHF](?:[Ry"]*[eHxF]){0,3}(?:[Ry"]*[ugbV])?)'
# No two of these match the same letters: a noun phrase is found without trying again, however long.
_MODIFIERS: Final = (
    r"J(?:,J){0,3},?C[Ry]?(?=J)"  # "simple and quick", "small, old and dark"
    r'|[JNP#s]|(?<=[DOJ#R])[ug](?=[JNPug#])|(?<=[DOJNP])"'
)
NOUN_PHRASE: Final = rf"(?:p|(?:[DO]{{1,2}}[Ry]?)?(?:{_MODIFIERS})*[NP#])"
FINITE: Final = frozenset("VMBHF")
# "the camp, that shelters 4,000 families": a translator's comma before a relative clause, for ", which". Not behind an
# opening phrase or clause ("After the raid, that changed"), not "that is, the mayor", and not what is said of the whole
# clause ("34 were killed in Mali, that is the highest toll").
_RELATIVE_THAT: Final = re.compile(r"(?:(?<=N,)(?=wB[^,D])|(?<=[NP],)(?=w[VHMF]))w")
_OPENING_PHRASE: Final = re.compile(r"[Skht]|[TIAGg][^VMBHF]*\Z")


def _relative_that(match: re.Match[str]) -> str:
    line, end = match.string, match.start() - 1
    opening = max(map(line.rfind, ',;:("-.', repeat(0), repeat(end))) + 1
    return "w" if _OPENING_PHRASE.match(line, opening, end) else "W"


# ", once the largest lake of the country,": no condition, as no verb follows.
_ONCE_A: Final = re.compile(r"S[DJ][^VMBHF,.;]*,")
# "25 injured" behind a verb or a preposition: so many persons, not what was done to 25.
_HURT: Final = re.compile(r"(?<=[VbgIfT]#)u|(?<=[VbgIfT]##)u")
_HURT_WORDS: Final = frozenset("injured wounded killed missing detained displaced arrested kidnapped".split())


def _hurt(row: Tagged, line: str) -> str:
    for match in _HURT.finditer(line):
        at = match.start()
        words = row.lowers
        if words[at] in _HURT_WORDS and words[at - 2] != "than" and "by" not in words[at + 1 : at + 2]:
            line = f"{line[:at]}N{line[at + 1 :]}"
    return line


def codes(row: Tagged) -> str:
    """One letter a word (text/word_codes.py), and stops behind the last so that a rule may look ahead."""
    line = row.letters + STOPS
    if ",w" in line:
        line = _RELATIVE_THAT.sub(_relative_that, line)
    if "S" in line and "once" in row.lowers:
        at = row.lowers.index("once")
        if _ONCE_A.match(line, at):
            line = f"{line[:at]}R{line[at + 1 :]}"
    if "#u" in line:
        line = _hurt(row, line)
    if "-" in line:
        tokens = row.tokens
        for at in range(1, len(tokens) - 1):
            if line[at] == "-" and tokens[at - 1].end == tokens[at].start and tokens[at].end == tokens[at + 1].start:
                line = f"{line[:at]}J{line[at + 1 :]}"  # "37-year-old": no dash
    return line
