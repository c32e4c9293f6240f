"""Clauses that translators join by a comma alone: "The bridge was shut, the mayor had left"."""

from __future__ import annotations

import re
from typing import Final

from annotator.claims.codes import NOUN_PHRASE
from annotator.claims.gaps import may_be_passive
from annotator.claims.parts import Coded
from annotator.claims.phrases import LEAD_INS
from annotator.claims.verbs import TAKES_CLAUSE, group_end, is_only_past, own_verb

# What may begin a clause behind a comma: a subject with its verb, "meaning that", words of time and then a subject.
SPLICED: Final = (
    r"O|gw?[DOpJNP]|w[DOpJNP#]|[DpJNP#][DOJNPos#fIug]*+(?:,ION,)?R?[VMBHF]"
    r"|I(?:DNS|DJN(?=[DOpJNP#])|[DO]N,[DOpJNP#]|[P#]p)"
)
# The subject with "for his part" behind it, or a bare "this", "all", "several".
_SUBJECT: Final = re.compile(rf"(?:{NOUN_PHRASE}(?:fo|[fI]{NOUN_PHRASE})*(?P<sure>,ION,)?|D(?=[MBHF]))[Ry]*(?=[VMBHF])")
_TWO_PHRASES: Final = re.compile(r"[NP#p][DOp]|pV")  # "the day the army came"
_PLACE_OR_YEAR: Final = re.compile(r"(?:I[P#]+)?")  # "In 2019 he left": no clause that says when
_SUBORDINATE: Final = re.compile(r"[ShkLw]")
_TIME: Final = re.compile(r'[tA]["Ry]*[DOpJNP#][JNPs#fI]*[Ry]*[VMBHF]')
_OPENS_NO_CLAUSE: Final = frozenset("ugVMBHFR")  # "Provided the road is open, …", "Not only did he leave, …"
_OPENS_WORDS_OF_TIME: Final = frozenset("tA")
_NOUNS: Final = re.compile(r"[NPpD#O]")
_OBJECT: Final = frozenset("DOpo")
_GOES_ON: Final = frozenset("DOop#PIfTtJNRgubwA")
_SAME_TIME: Final = ({"time", "when"}, {"same", "time"})
_NAMES: Final = frozenset({"called", "named", "dubbed", "nicknamed"})  # "a firm called the Eagle" has an object, too


def spliced(row: Coded, low: int, comma: int, high: int) -> int:
    """Where the clause begins that the comma joins to the words from `low` on; 0 where it joins none.

    Both sides are clauses of their own: before the comma a subject, its verb and words behind that, with no "if" or
    "that" among them, which might hold what follows as well; behind it a subject with a verb that is surely finite.
    """
    tokens, line = row.tokens, row.line
    start = comma + 1
    code = line[start]
    if code == "g":
        return start if tokens[start].lower == "meaning" else 0
    if code == "O" and "," not in line[low:comma] and "B" in line[start + 2 : min(high, start + 5)]:
        return start
    subject = start
    if code == "w":
        start = subject = start + 1
        if line[comma - 1] in "NP#p" and line.find("Cw", comma) < 0:
            return 0  # "the land, that the clan sold": only beside another "and that", or where no noun stands before
    if code == "I":
        start, subject = _after_time(row, start)
    found = _SUBJECT.match(line, subject, high) if start else None
    if found is None:
        return 0
    is_sure = start > comma + 1 or subject > start or found["sure"] is not None
    ends_whole = _is_whole(row, low, comma, is_sure=is_sure)
    return start if ends_whole and _is_clause(row, comma, subject, found.end()) else 0


def _after_time(row: Coded, at: int) -> tuple[int, int]:
    """Where clause and subject begin behind ", at a time when", ", at the same time", ", in the meeting,"."""
    tokens, line = row.tokens, row.line
    if line[at + 3] in "SN":
        words = {token.lower for token in tokens[at + 2 : at + 4]}
        return (at + 4, at + 4) if words in _SAME_TIME else (0, 0)
    if line[at + 2] == "p":
        return at, at + 2  # ", in Kut it met again"
    return at, at + 4


def _is_whole(row: Coded, low: int, comma: int, *, is_sure: bool) -> bool:  # noqa: PLR0911 - tests in order
    """Whether the words before the comma can stand alone."""
    line = row.line
    if line.find("(", low, comma) >= 0 and line.count("(", low, comma) > line.count(")", low, comma):
        return False
    verb = own_verb(line, low, comma)
    if verb is None or verb == low or line[verb - 1] == "T" or line[low] in _OPENS_NO_CLAUSE:
        return False
    if line[low] in _OPENS_WORDS_OF_TIME and line.find(",", low, verb) < 0:
        return False
    if (line[comma - 1] in "Ry" and line[comma - 2] in ",Cc") or row.tokens[comma - 1].lower in LEAD_INS:
        return False  # "He left and, finally, the army …", "The road will open However, the army …"
    after = group_end(line, verb)
    opening = _PLACE_OR_YEAR.match(line, low)
    opened = opening.end() if opening else low
    last = row.tokens[after - 1]
    if after == comma and ((line[after - 1] != "u" and may_be_passive(last)) or TAKES_CLAUSE.match(last.lower)):
        return False  # no object: only of a passive, or of a verb that takes none
    if (
        not _NOUNS.search(line, low, verb)
        or _TWO_PHRASES.search(line, opened, verb) is not None
        or _SUBORDINATE.search(line, verb, comma)
    ):
        return False
    if is_sure or not TAKES_CLAUSE.match(row.tokens[verb].lower):
        return True
    # "He told the council, the mayor …", "He says after the war, the army …": what follows may be the content.
    return any(code in "IT" for code in line[after:comma]) and _TIME.search(line, verb, comma) is None


def _is_clause(row: Coded, comma: int, subject: int, verb: int) -> bool:
    """Whether the verb behind a subject is surely its own: no item of a list, no place or year, no words of saying."""
    tokens, line = row.tokens, row.line
    before, first, code = line[comma - 1], line[subject], line[verb]
    if (before == first == "#" and verb == subject + 1) or (before == first == "P" and line[comma - 2] == "I"):
        return False  # "on May 2, 2015 was", "in Kut, Iraq were"
    if first == "D" and verb == subject + 1 and tokens[subject].lower == "that":
        return False  # ", that is 15 per cent"
    after = group_end(line, verb)
    if code != "V":
        return code != "F" or line[after - 1] == "b"
    if line[after] not in _GOES_ON or (TAKES_CLAUSE.match(tokens[verb].lower) and line[after] not in "DO#"):
        return False
    if tokens[verb].tag != "VBD" or first == "p" or line[subject - 1] == "w" or is_only_past(tokens[verb]):
        return True
    return line[after] in _OBJECT and tokens[verb].lower not in _NAMES
