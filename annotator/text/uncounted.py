"""Numbers that count nothing: part of a name ("Apollo 11"), a label ("resolution 1701"), a day of another calendar."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from annotator.text.words import class_of

# What is told apart by a number, always or where no "the" stands before it ("in zone 3"; "in the zone 3 tents burned").
_LABELS: Final = frozenset(
    "resolution resolutions article articles chapter chapters page pages paragraph paragraphs clause annex decree "
    "flight highway route channel phase episode verse psalm".split()
)
_PLACES: Final = frozenset(
    "number zone sector district room gate block line level grade category type stage terminal platform ward lot step "
    "table figure section item unit reactor runway camp building group division".split()
)
_POINTED_OUT: Final = re.compile(
    r"(?<!\w)(?:the|this|that|a|an|each|every|his|her|its|their|our|my) [a-z]+ $", re.IGNORECASE
)
# The months of the Persian, the Afghan and the Muslim year.
_MONTHS: Final = frozenset(
    "farvardin ordibehesht khordad tir mordad shahrivar mehr aban azar dey bahman esfand hamal sawr jawza saratan asad "
    "sunbula mizan aqrab qaws jadi dalw hut muharram safar rabi jumada rajab shaban sha’ban ramadan shawwal dhu".split()
)
_MONTH_AFTER: Final = re.compile(r" (?:of )?([A-Z][a-z’]+)(?!\w)")
# A name within a sentence: capitals that a small letter, a comma or a quotation mark goes before.
_NAME: Final = re.compile(r"(?:[a-z,;:’'(] |[“‘\"'(])(?:[“‘\"'(]?[A-Z][\w’'.&-]* ){1,3}$")
_LAST_WORD: Final = re.compile(r"[^\W\d_][\w’'-]*(?= $)")


@lru_cache(maxsize=1 << 14)
def may_label(word: str) -> bool:
    """Whether a number straight after a word may be part of its name."""
    return word[:1].isupper() or word.lower() in _LABELS or word.lower() in _PLACES


def is_label(before: str, unit: str | None) -> bool:  # noqa: PLR0911 - one a kind of label
    """Whether the words before a number make it a name's or a label; `unit` is what it would count."""
    match = _LAST_WORD.search(before)
    if match is None:
        return False
    word = match.group()
    lower = word.lower()
    if lower in _LABELS or (word[0].isupper() and lower in _MONTHS):
        return True
    if lower in _PLACES:
        return unit is None and _POINTED_OUT.search(before) is None
    if not word[0].isupper():
        return False
    if unit is not None:  # "the Claw-Fire 2 operation"
        return "-" in word and class_of(unit) == "NN"
    if len(word) < 4 and not word.isupper():
        return False  # "Sh 500" is money
    # A headline in capitals has verbs among its capitals: "Blast Kills 12".
    return class_of(word)[:2] in {"", "NN", "JJ"} and _NAME.search(before) is not None


def of_another_calendar(flat: str, end: int) -> bool:
    """As in "26 Bahman"."""
    match = _MONTH_AFTER.match(flat, end)
    return match is not None and match[1].lower() in _MONTHS
