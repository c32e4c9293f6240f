"""Clauses that leave out the verb of the one before: "Nine guards were killed and 12 wounded".

Such a clause counts as the one before it does, and only its participle, or what follows the verb, is its own
("gapping"; R. Quirk et al., "A Comprehensive Grammar of the English Language", 1985, §13.92).
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from annotator.claims.parts import Coded, Part, Shared
from annotator.claims.verbs import NO_PASSIVE, group_end, is_only_past, own_verb
from annotator.text.words import Word

# What may stand behind a comma for that: a number with a participle, or with words of place or a name.
AFTER_COMMA: Final = r"#(?:N?u|[ITP])"
_COUNT: Final = r"(?:[RJI]{0,2}#|DJ?|N(?=[uV]))"
_PARTICIPLE: Final = re.compile(rf",?C?(?P<count>{_COUNT})(?P<noun>N?)R?[uV](?=[ITt,;.CcRSkh)])")
_PLACE: Final = re.compile(r",?C?(?P<count>[RJI]{0,2}#)(?P<noun>)(?=[ITP])")
# Regular past forms that have hardly a passive with a count of people.
_INTRANSITIVE: Final = NO_PASSIVE | frozenset(
    "survived surrendered resigned drowned attended participated joined voted marched gathered rallied protested "
    "demonstrated collapsed exploded crashed started ended failed agreed refused responded applied lived worked "
    "graduated defected deserted entered crossed".split()
)
_ROUND: Final = frozenset({"dozens", "scores", "hundreds", "thousands", "others"})
_SINGULAR: Final = frozenset({"a", "an", "one", "another", "each"})
_ONE: Final = {"were": "was", "are": "is", "have": "has"}
_MANY: Final = {one: many for many, one in _ONE.items()}


class Gap(NamedTuple):
    """Word indices: where the counted words begin and end, and the words of the clause before that they lack."""

    low: int
    end: int
    lacks: tuple[int, int]


def gap(row: Coded, low: int, joiner: int) -> Gap | None:  # noqa: PLR0911 - tests in order
    """What the clause at `joiner` leaves out of the one that begins at `low`; None where it is whole."""
    tokens, line = row.tokens, row.line
    found = _PARTICIPLE.match(line, joiner) or _PLACE.match(line, joiner)
    if found is None:
        return None
    verb = own_verb(line, low, joiner)
    if verb is None or line[verb] not in "BH":
        return None
    counted = line.find("#", low, verb)
    if counted < 0:
        article = line.rfind("D", low, verb)
        counted = article if article >= 0 and tokens[article].lower in _SINGULAR else -1
    after = group_end(line, verb)
    if counted < 0 or any(code in line[counted:verb] for code in "CWwfI"):
        return None
    if found.re is _PARTICIPLE:
        if not may_be_passive(tokens[found.end() - 1]):
            return None
        if line[found.end("count") - 1] == "N" and tokens[found.end("count") - 1].lower not in _ROUND:
            return None
        if line[after - 1] != "u" and line[after] != "J" and tokens[after - 1].lower != "missing":
            return None
        shared_end = after - (line[after - 1] in "ug")
    else:
        if not _is_like(row, after, found.end()):
            return None
        shared_end = after
    is_bare = not found["noun"] and line[found.end("count") - 1] == "#" and "," not in line[counted:verb]
    start = counted + 1 if is_bare else verb
    return Gap(found.start("count"), found.end("noun"), (start, shared_end))


def may_be_passive(verb: Word) -> bool:
    """Whether a past form behind a count may be the participle of a passive: "12 wounded", not "12 fled"."""
    return verb.lower not in _INTRANSITIVE and not is_only_past(verb)


def _is_like(row: Coded, after: int, own: int) -> bool:
    """As in "two were held in Kut, three in Basra", "nine are Libyans, two Syrians": both go on alike."""
    tokens, line = row.tokens, row.line
    if line[after - 1] == "B":
        return line[after] == "P"
    return tokens[after].lower == tokens[own].lower


def lead(row: Coded, found: Gap) -> tuple[Part, ...]:
    """The counted words with what the clause lacks behind them: "12 [guards were]"."""
    start, end = found.lacks
    words = row.quote(start, end)
    last = row.tokens[found.end - 1]
    forms = _ONE if last.tag == "NN" or row.tokens[found.low].lower in _SINGULAR else _MANY
    words = " ".join(forms.get(word, word) for word in words.split())
    return row.span(found.low, found.end), Shared(words, (row.span(start, end),))
