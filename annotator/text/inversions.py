"""A verb of saying turned round: "…," said X · …, has announced the union · “…,” testifies in tears a mother."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from annotator.text.attributions import ENDS, FAR, QUOTE_MARKS, Passage
from annotator.text.cues import BASES, TIGHT
from annotator.text.heads import Subject, is_time, phrase_at
from annotator.text.words import FINITE, Word

_RELATIVES: Final = frozenset({"WP", "WDT", "WP$"})
_ASIDES: Final = _RELATIVES | {"WRB", "IN"}
_FAR_SUBJECT: Final = 4
_WHERE_SAID: Final = frozenset("to in on under at before during with".split())
_OPENING: Final = frozenset({"DT", "PRP$", "PRP", "NNP"})


def has_aside(read: Passage, i: int, verb: int, who: Subject) -> bool:
    """Whether the cue has its subject before an aside: "Omar Aziz, the minister, announced a plan".

    A verb turned round follows what was said, a clause with its own verb or words in quotation marks; with neither
    before the comma the noun phrase behind the cue is its object. "Say" takes none: "Two dead in Kut, said the police".
    """
    tokens = read.tokens
    if read.lowers[verb - 1] != "," or (read.hard and min(read.hard) < verb):
        return False
    if tokens[min(who.end + 1, i)].tag in _RELATIVES:
        return True
    if _has_clause(tokens, who.end, verb):
        return False
    joined = who.start > 0 and tokens[who.start - 1].tag == "CC"
    return BASES[read.lowers[i]] in TIGHT and (joined or not read.has_finite(max(0, who.start - FAR), who.start))


def _has_clause(tokens: Sequence[Word], low: int, high: int) -> bool:
    """Whether a finite verb stands there other than in an aside that opens with "who", "when" or the like."""
    own = True
    for i in range(low, high):
        token = tokens[i]
        if token.text == ",":
            own = i + 1 < high and tokens[i + 1].tag not in _ASIDES
        elif own and token.tag in FINITE:
            return True
    return False


def past_aside(read: Passage, i: int) -> int:
    """The comma that closes an aside before a subject that follows its verb: "“…,” confides, in tears, the mother"."""
    tokens, lowers = read.tokens, read.lowers
    if i + 2 < len(tokens) and lowers[i + 1] == "," and tokens[i + 2].tag in {"IN", "RB"} and read.hard:
        for j in range(i + 3, min(len(tokens) - 1, i + 9)):
            if lowers[j] == ",":
                return j if tokens[j + 1].tag in _OPENING else i
    return i


def past_time(tokens: Sequence[Word], i: int) -> int:
    """Past what stands between a verb turned round and its subject: "said Thursday the minister", "said in Kut the
    mayor", "testified on condition of anonymity a parent", and a mark gone astray: "says“ Omar Said"."""
    for _ in range(_FAR_SUBJECT):
        if i + 1 >= len(tokens):
            break
        token, after = tokens[i], tokens[i + 1]
        dated = token.lower == "on" and (is_time(after) or after.tag == "CD")
        if dated or token.text in QUOTE_MARKS or is_time(token) or token.lower in {"up", "out"}:
            i += 1
        elif token.lower == "to" and after.text.isupper():
            i += 2  # "explains to AFP Omar Said"
        elif token.lower in _WHERE_SAID:
            found = phrase_at(tokens, i + 1, len(tokens))
            if found is None or found.end >= len(tokens) or tokens[found.end].tag not in _OPENING:
                break
            i = found.end
        else:
            break
    return i


def opens_name(tokens: Sequence[Word], i: int) -> bool:
    """Whether a name or noun phrase follows the cue and then its end: "said the mayor of Kut."."""
    who = phrase_at(tokens, past_time(tokens, i + 1), len(tokens))
    if who is None or tokens[who.head].tag in {"CD", "JJ", "DT"}:
        return False
    stop = tokens[who.end] if who.end < len(tokens) else None
    return stop is None or stop.text in ENDS or (stop.tag in {"IN", "VBN", "VBG", "WP"} and stop.lower != "that")
