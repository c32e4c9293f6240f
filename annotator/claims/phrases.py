"""Noun phrases, and the edges of a statement: what ties it to its neighbours and states nothing is left out."""

from __future__ import annotations

import re
from typing import Final

from annotator.claims.codes import NOUN_PHRASE
from annotator.claims.parts import Coded, Shared
from annotator.claims.verbs import own_verb

PHRASE: Final = re.compile(rf"{NOUN_PHRASE}(?:f{NOUN_PHRASE})*")
_CORE: Final = re.compile(rf"{NOUN_PHRASE}(?:f{NOUN_PHRASE})?")
_BEFORE: Final = re.compile(rf"{NOUN_PHRASE}(?:f{NOUN_PHRASE})*$")
_LONGEST_SHARED: Final = 8  # words: of a longer subject only its core is anchored again
IN_PHRASE: Final = 'DORypJ,CNP#sug"f'  # the letters that a noun phrase and its "of …" have
_FARTHEST: Final = 25  # words back that a noun phrase may begin
_NO_SIDE: Final = frozenset("VMBHFCcWwz;:()")  # what does not stand inside one side of "between A and B"
_SIDE: Final = re.compile(NOUN_PHRASE)
_LONGEST_SIDE: Final = 12
_ANOTHER_AND: Final = re.compile(r"[^VMBHF,]*[Cc]")

LEAD_INS: Final = frozenset(
    "but and however meanwhile moreover furthermore additionally nevertheless nonetheless also finally then therefore "
    "thus so overall indeed still besides similarly consequently hence first second third firstly secondly "
    "lastly no yes instead likewise generally accordingly".split()
)
# Letters that may be left out at the beginning, and at the end: most stretches have neither there.
_LOOSE: Final = frozenset(',.;:-X"')
_LOOSE_END: Final = frozenset(',.;:-Cchg"')
_OPENING: Final = frozenset("„‘’'[£#@§+~<")
_SAYING: Final = frozenset({"adding", "saying", "stressing", "noting"})
_NOTICES: Final = frozenset("note noting mention mentioning remember noteworthy noted recalled mentioned".split())
_OUGHT: Final = frozenset({"should", "must"})  # "It should be said that": "It is said that" is hearsay
_LEAD_PHRASES: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "in": (("in", "fact"), ("in", "addition"), ("in", "conclusion"), ("in", "other", "words"), ("in", "summary"),
           ("in", "particular")),
    "for": (("for", "example"), ("for", "instance")),
    "as": (("as", "a", "result"), ("as", "such")),
    "on": (("on", "the", "other", "hand"), ("on", "the", "contrary")),
    "at": (("at", "the", "same", "time"),),
    "of": (("of", "course"),),
}  # fmt: skip
_NOTICING: Final = frozenset({"it", "note"})
_TYING: Final = LEAD_INS | _NOTICING | frozenset(_LEAD_PHRASES)  # a sentence that begins otherwise has no lead-in


def shared(row: Coded, low: int, high: int, after: str = "", before: str = "") -> Shared:
    """The words from `low` up to `high` as what another claim shares, with words around that stand nowhere."""
    words = before + row.quote(low, high) + after
    if high - low <= _LONGEST_SHARED:
        return Shared(words, (row.span(low, high),))
    core = _CORE.match(row.line, low, high)
    return Shared(words, (row.span(low, core.end() if core else low + _LONGEST_SHARED),))


def before_brackets(row: Coded, end: int, low: int) -> int:
    """Where the words before `end` end without what stands in brackets after them: a name in its own letters."""
    if row.line[end - 1] != ")":
        return end
    opening = row.line.rfind("(", low, end)
    return opening if opening > low else end


def before_age(row: Coded, comma: int, low: int) -> int:
    """As in "Ahmed Ziane, 58, a farmer": the comma before the age that stands between a name and `comma`."""
    if comma < low + 4 or row.line[comma - 3 : comma] not in {"P,#", "N,#"}:
        return comma
    age = row.tokens[comma - 1].text
    return comma - 2 if age.isdigit() and len(age) < 3 else comma


def phrase_before(row: Coded, end: int, low: int) -> tuple[int, int] | None:
    """The noun phrase that ends before `end`, with its "of …"."""
    line = row.line
    if line[end - 1] == ")":
        end = before_brackets(row, end, low)
    if end <= low or line[end - 1] not in "NPp#":
        return None
    first = max(low, end - _FARTHEST)
    # Tried from where its letters begin: otherwise the expression is tried at each word from the farthest one on.
    start = first + len(line[first:end].rstrip(IN_PHRASE))
    match = _BEFORE.search(line, start, end)
    return (match.start(), end) if match and line[match.start()] != "p" else None


def is_between(row: Coded, low: int, at: int) -> bool:
    """As in "runs between Kut and Basra": the "and" at `at` joins the two sides, not what follows.

    One name or one thing in the singular asks for another side; "between the camps" has both, unless another "and"
    follows before a verb ("between farmers and herders and it spread").
    """
    tokens, line = row.tokens, row.line
    low = max(low, at - _LONGEST_SIDE)
    if line[at - 1] == "," or line.find("I", low, at) < 0:
        return False
    for opening in range(at - 1, low, -1):
        if line[opening] in _NO_SIDE:
            return False
        if tokens[opening].lower == "between":
            side = _SIDE.match(line, opening + 1, at)
            if side is None:
                return False
            return tokens[side.end() - 1].tag != "NNS" or _ANOTHER_AND.match(line, at + 1) is not None
    return False


def trimmed(row: Coded, low: int, high: int) -> tuple[int, int]:
    """Without joiners, commas and stops at the edges; quotation marks that have no partner inside go too."""
    tokens, line = row.tokens, row.line
    if low < high and line[low] not in _LOOSE and line[high - 1] not in _LOOSE_END:
        return low, high
    while low < high:
        code = line[low]
        if code not in _LOOSE or (code == "X" and tokens[low].text[0] in _OPENING) or not _goes(row, low, high, low):
            break
        low += 1
    while low < high:
        code = line[high - 1]
        if code not in _LOOSE_END or not _goes(row, low, high, high - 1):
            break
        high -= 1
    return low, high


def _goes(row: Coded, low: int, high: int, at: int) -> bool:
    """Whether a mark or word at an edge ties the stretch to its neighbours: no pair's half, no "saying" that counts."""
    code = row.line[at]
    if code == '"':
        line = row.line
        return line.count('"', low, high) % 2 == 1 or (line[low] == line[high - 1] == '"' and high - low > 2)
    if code == "g":
        return high - low > 1 and row.line[at - 1] == "," and row.tokens[at].lower in _SAYING
    return True


def after_lead_in(row: Coded, low: int, high: int) -> int:
    """Past "But", "However," and the like, which tie a sentence to the one before and state nothing."""
    tokens, line = row.tokens, row.line
    while low < high - 1:
        lower = tokens[low].lower
        if lower not in _TYING:
            break
        if lower in LEAD_INS and (line[low + 1] == "," or line[low] in "Cc" or lower == "thus"):
            low += 1 + (line[low + 1] == ",")
            continue
        if lower in _NOTICING:
            after = _after_notice(row, low, high)
            if after > low:
                low = after
                continue
        comma = low + _lead_phrase(row, low)
        if comma == low or comma >= high or line[comma] != ",":
            break
        low = comma + 1
    colon = line.find(":", low + 1, low + 9)
    return _after_label(row, low, high, colon) if 0 < colon < high - 1 else low


def _after_notice(row: Coded, low: int, high: int) -> int:
    """Past "It is worth noting that", "It should be said that" and "Note that"."""
    tokens = row.tokens
    for at in range(low + 1, min(high - 2, low + 7)):
        if tokens[at].lower == "that":
            said = {token.lower for token in tokens[low:at]}
            return at + 1 if said & _NOTICES or ("said" in said and said & _OUGHT) else low
    return low


def _lead_phrase(row: Coded, low: int) -> int:
    """The length of the tying phrase that begins at `low`, 0 without one."""
    second = row.tokens[low + 1].lower
    for phrase in _LEAD_PHRASES.get(row.tokens[low].lower, ()):
        if phrase[1] == second and tuple([token.lower for token in row.tokens[low : low + len(phrase)]]) == phrase:
            return len(phrase)
    return 0


def _after_label(row: Coded, low: int, high: int, colon: int) -> int:
    """Past a short label with a colon and no verb ("First the costs: the ministry has …")."""
    if own_verb(row.line, low, colon) is not None:
        return low
    return colon + 1 if own_verb(row.line, colon + 1, high) is not None else low
