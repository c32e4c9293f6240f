"""The noun phrase that begins at a word, and the word in it that the others hang on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from annotator.text.words import NAMES, NOUNS, Word

PHRASE: Final = NOUNS | {"DT", "PDT", "JJ", "JJR", "JJS", "CD", "POS", "PRP", "PRP$", "FW"}
_SUBJECTS: Final = NOUNS | {"PRP"}
_HEADS: Final = NOUNS | {"PRP", "CD"}
_NOUN_OR_ADJECTIVE: Final = NOUNS | {"JJ"}
_GOES_ON: Final = PHRASE | {"VBN"}
_OPENING: Final = frozenset({"DT", "PRP$"})
_ENDING: Final = frozenset({"VBZ", "VBP", "VB", "MD", "WP", "WDT", "WRB", ","})  # goes on with none of these
_LEFT_OFF: Final = frozenset({"POS", "CC", "IN", "TO", "DT"})
_JOINS: Final = frozenset("of for in at from with to on against".split())
TIMES: Final = frozenset(
    f"{word}{ending}"
    for word in "monday tuesday wednesday thursday friday saturday sunday yesterday today tonight tomorrow morning "
    "evening afternoon night week month year time january february march april may june july august september "
    "october november december".split()
    for ending in ("", "s")
)
_HOLDERS: Final = (
    "minister",
    "president",
    "secretary",
    "director",
    "chief",
    "governor",
    "ambassador",
    "commissioner",
    "head",
)
_ARTICLES: Final = frozenset({"the", "a", "an"})
SUFFIXES: Final = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "qc", "mp", "phd"})
FAR: Final = 60  # tokens: no subject stands farther from its verb; keeps the reading of one sentence linear


@dataclass(slots=True)
class Subject:
    """Token numbers: `start` to `end` is the noun phrase, `head` its head word, `outer` begins what belongs to it."""

    start: int
    end: int
    head: int
    stop: int  # where the verb's own words begin: an apposition, a relative stand between `end` and `stop`


def is_time(token: Word) -> bool:
    """Whether a word is a day, a month or "yesterday"."""
    return token.lower in TIMES


def phrase_at(tokens: Sequence[Word], low: int, high: int) -> Subject | None:  # noqa: C901, PLR0912, PLR0915 - one scan
    """The noun phrase that begins at `low`, within `high`; None without a noun, a pronoun or a number in it."""
    i = low
    head = -1
    first_head = -1
    high = min(high, low + FAR)
    nested = False  # behind "of": the head stands before
    while i < high:
        token = tokens[i]
        tag = token.tag
        if tag in PHRASE or (tag == "RB" and i == low):
            if i > low:
                if tag == "PRP" or (tag in _OPENING and tokens[i - 1].tag in _SUBJECTS):
                    break
                if head >= 0 and not nested and tag != "NNS" and token.lower in TIMES:
                    break
            if not nested and tag != "POS" and (tag in _HEADS or head < 0 or tokens[head].tag not in NOUNS):
                head = i
            i += 1
            if tag == "PRP":
                break
            continue
        if tag in _ENDING:
            break
        after = tokens[i + 1] if i + 1 < high else None
        before = tokens[i - 1] if i > low else None
        if token.text in "“”\"‘’'" and after is not None and (after.tag in PHRASE or after.text in "“”\"‘’'"):
            i += 1
        elif token.text == "(" and before is not None:
            closing = next((j for j in range(i + 1, min(high, i + 9)) if tokens[j].text == ")"), 0)
            if not closing:
                break
            i = closing + 1
            nested = nested and not (i < high and tokens[i].tag == "NN")  # "Office of Aid (OA) spokesman Omar Said"
        elif (
            token.tag in {"VBN", "VBD"}
            and before is not None
            and before.lower in _ARTICLES
            and (after is None or after.tag not in _NOUN_OR_ADJECTIVE)
        ):
            head = i if not nested else head  # "the displaced", "an elected of the town"
            i += 1
        elif (
            token.tag in {"VBN", "VBG", "VBD"}
            and after is not None
            and after.tag in _NOUN_OR_ADJECTIVE
            and (before is None or before.tag in {"DT", "JJ", "PRP$", "RB", "CC", "POS"} or token.lower == "united")
        ):
            i += 1
        elif token.tag == "CC" and token.lower in {"and", "or", "&"} and before is not None and after is not None:
            if after.tag not in _GOES_ON or after.tag == "PRP":
                break
            if first_head < 0 and before.tag in NOUNS and not nested:
                first_head = head
                head_joined = after.tag in {"DT", "PRP$"} or after.tag in NOUNS
                nested = nested or head_joined
            i += 1
            if i < high and tokens[i].tag in {"DT", "PRP$"}:
                i += 1
        elif token.lower in _JOINS and head >= 0 and after is not None:
            if token.lower in {"on", "in", "at", "from"} and (is_time(after) or after.tag == "CD"):
                break
            if after.tag not in _GOES_ON or after.tag == "PRP":
                break
            nested = True
            i += 1
            if i < high and tokens[i].tag in {"DT", "PRP$"}:
                i += 1
        elif (
            token.text == "-" and before is not None and before.tag == "CD" and after is not None and after.tag in NOUNS
        ):
            i += 1  # "a 90-page report"
        elif token.text == "." and before is not None and before.lower in SUFFIXES:
            i += 1
        else:
            break
    if head < 0:
        return None
    while i > low and i - 1 != head and tokens[i - 1].tag in _LEFT_OFF:
        i -= 1
    if head >= i or tokens[head].tag == "RB":
        return None
    return Subject(low, i, _last_name(tokens, low, i, head), i)


def _last_name(tokens: Sequence[Word], low: int, end: int, head: int) -> int:
    """ "Minister of Justice Omar Said": a holder of an office is called by his name. Not by "Jr." behind it."""
    lower = tokens[head].lower
    if lower.endswith(_HOLDERS) or ("spokes" in lower and not lower.endswith("spokes")):
        names = end
        while names > head + 1 and tokens[names - 1].tag in NAMES:
            names -= 1
        if end - names >= 3 and tokens[names - 1].lower in {"of", "for"}:
            return end - 1
    while head > low and tokens[head].lower in SUFFIXES:
        head -= 1
    return head
