"""Verbs that the words' classes lost: read as participles, or taken for the verb of words of time."""

from __future__ import annotations

import re
from typing import Final

from annotator.claims.codes import NOUN_PHRASE
from annotator.claims.parts import Coded
from annotator.claims.verbs import own_verb
from annotator.text.calendar import MONTHS, WEEKDAYS
from annotator.text.words import Word

_LONGEST: Final = 160  # words: a longer stretch is no sentence of copy
# "A woman threatened to …", "His father, a baker of the town, raised …" where the verb was read as a participle.
_LOST_VERB: Final = re.compile(
    rf'(?:[Ry"Cc]|[It]{NOUN_PHRASE},)*{NOUN_PHRASE}(?:[fI]{NOUN_PHRASE})*(?:,[^,VMBHF]{{2,60}},)?[Ry]*[ub](?=[DO#PITJNRto])'
)
# "Two children, one of them a girl, drowned in …": a participle behind an aside, and no other verb after it.
_LOST_BEHIND_ASIDE: Final = re.compile(
    rf"(?:(?<=[Cw;])|^){NOUN_PHRASE}(?:[fI]{NOUN_PHRASE})?,[^,;VMBHF]{{2,60}},R?u(?=[IfTtDOR])(?![^,;]*,R?[VMBHF])"
)
# "The tanks which the firm was running stopped": a participle behind the verb of the relative, and no other verb.
_LOST_BEHIND_RELATIVE: Final = re.compile(
    rf"[Ww]{NOUN_PHRASE}(?:[fI]{NOUN_PHRASE})*[Ry]*(?:V|B[Ry]*g)u(?=[#DOoIfTtRN.])(?![^,;]*[VMBHF])"
)
_TIME: Final = re.compile(r"t(?:DNf)?[P#](?=#?[Ry]*[VMBHF])")  # "… since the end of 2020 has not begun"


def with_verb(row: Coded) -> Coded:
    """The row, with the participle that must be its verb coded as one where it has no finite verb."""
    line, high = row.line, len(row.tokens)
    if high > _LONGEST:
        return row
    if ",u" in line or ",Ru" in line:
        line = _LOST_BEHIND_ASIDE.sub(lambda match: match.group()[:-1] + "V", line)
    if "gu" in line or "Vu" in line:
        line = _LOST_BEHIND_RELATIVE.sub(lambda match: match.group()[:-1] + "V", line)
    if "t" in line and (found := _TIME.search(line)) is not None and _is_time(row.tokens[found.end() - 1]):
        line = f"{line[: found.start()]}I{line[found.start() + 1 :]}"
    row = row if line == row.line else Coded(row.tokens, line)
    if own_verb(line, 0, high) is not None:
        return row
    match = _LOST_VERB.match(line, 0, high)
    if match is None:
        return row
    at = match.end() - 1
    return Coded(row.tokens, f"{line[:at]}V{line[at + 1 :]}")


def _is_time(word: Word) -> bool:
    """A year, a month or a day of the week, which no verb is of: "since 2020 has not begun"."""
    return word.lower in MONTHS or word.text in WEEKDAYS or (len(word.text) == 4 and word.text.isdigit())
