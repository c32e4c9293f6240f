"""What a number counts: the head noun after it ("2,500 US troops"), and the plain case, which most numbers of news are.

In the plain case ("26 rockets", "four convoys") the number, a space and a word that needs nothing more make the whole
quantity; it is read at once, by tables of the words met so far.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from annotator.text import units
from annotator.text.calendar import CARDINALS
from annotator.text.numbers import NUMBER_WORDS
from annotator.text.roles import NO_UNIT, PEOPLE, ROLE
from annotator.text.words import class_of

_TOKEN: Final = re.compile(r"\s*([^\W_]+(?:[-’'.][^\W_]+)*|[(\[])")
_OPERATORS: Final = frozenset("of the these those other more additional further".split())
# The number and the word after it, or the mark that ends its phrase; what goes on as "12,5" or "men's" is not plain.
_PLAIN: Final = re.compile(
    r"(?:(?P<digits>\d{1,3}(?:,\d{3})+|\d{1,12})|(?P<word>[A-Za-z]{3,9}))"
    r"(?: (?P<noun>[a-z]{2,24})(?![-‑’'\w]|\.\w)|(?=[.,;:)!?])(?![.,:]\d))"
)
# Words after a number that make another number of it, a range, a part, or say how exact it is.
_OTHER_SHAPES: Final = NUMBER_WORDS | frozenset("to or and through in out at of point per minus".split())
# What makes more of a measure: "percent to 50 percent", "years old", "metres per second".
_RANGE: Final = re.compile(r"\s*[-‑–—~]|\s+(?:to|or|and|through)(?!\w)")
_AGE: Final = re.compile(r"[-\s]+(?:old|of)", re.IGNORECASE)
_RATE: Final = re.compile(r"\s?/|\s+per(?!\w)", re.IGNORECASE)
_WORDS: Final = {word: float(value) for word, value in CARDINALS.items() if word not in {"zero", "one"}}


class _Word(NamedTuple):
    """What a word after a number may be to it, by itself."""

    lower: str
    ends: bool  # no noun, and none after it belongs to the number
    capital: bool
    passed: bool  # "of", "other": the noun comes later, whether there was one or not
    adjective: bool
    noun: bool
    coin: bool  # names money
    plural: bool  # "three rockets" ends the phrase before a verb read as a noun


@lru_cache(maxsize=1 << 14)
def _word(word: str) -> _Word:
    lower, kind, capital = word.lower(), class_of(word), word[0].isupper()
    return _Word(
        lower,
        lower in NO_UNIT,
        capital,
        lower in _OPERATORS,
        kind.startswith(("JJ", "DT", "VBN", "PRP$")) and lower not in PEOPLE,
        (kind.startswith("NN") or lower in PEOPLE or (not kind and word[0].isalpha())) and not lower.endswith("ed"),
        units.money(word) is not None,
        kind in {"NNS", "NNPS"} and not capital,
    )


def head_noun(flat: str, end: int, limit: int) -> tuple[str | None, int]:
    """The noun that the words from `end` on lead to, or the money that they name, and where it ends."""
    at, unit, unit_end, before = end, None, end, None
    for _ in range(6):
        token = _TOKEN.match(flat, at, limit)
        if token is None or token[1] in "([" or "\n" in token[0]:
            break
        raw = token[1]
        word = _word(raw)
        if word.ends:
            break
        if word.coin and unit is None:
            return units.money(raw, before), token.end()
        before = raw
        if unit is None and (word.capital or word.adjective):
            at = token.end()  # "2,500 US troops": what is counted comes after the name
            continue
        if word.passed:
            at = token.end()
            continue
        if not word.noun or (unit is not None and word.lower in ROLE):
            break
        unit, unit_end, at = word.lower, token.end(), token.end()
        if word.plural:
            break
    return unit, unit_end


@lru_cache(maxsize=1 << 14)
def _straight_after(noun: str) -> tuple[str | None, re.Pattern[str] | None] | None:
    """What a word in small letters straight after a number makes of it: the unit, and what must not go on after it;
    no unit where the words after it must be looked at for one, None where this is no plain number."""
    if noun in units.FIRST:
        if noun in {"percent", "percents"}:
            return "percent", _RANGE
        if noun in {"years", "months", "weeks", "days"}:
            return noun, _AGE
        unit = units.MEASURES.get(noun)
        return (unit, _RATE) if unit and len(noun) > 3 and unit not in {"feet", "degrees"} else None
    word = _word(noun)
    if noun in _OTHER_SHAPES or word.coin:
        return None
    whole = word.noun and word.plural and not (word.ends or word.passed or word.adjective)
    return (noun if whole else None), None


def plain(flat: str, at: int, limit: int) -> tuple[float, str | None, int] | None:
    """The value, the unit if any, and the end of a plain quantity; None where the words are anything else."""
    match = _PLAIN.match(flat, at, limit)
    if match is None:
        return None
    digits, word, noun = match.groups()
    value = float(digits.replace(",", "")) if digits else _WORDS.get(word.lower())
    if value is None:
        return None
    if noun is None:
        return value, None, match.end()
    made = _straight_after(noun)
    if made is None:
        return None
    unit, more = made
    end = match.end()
    if unit is None:
        end = match.end("digits" if digits else "word")
        return (value, *head_noun(flat, end, min(limit, end + 120)))
    return None if more is not None and more.match(flat, end) else (value, unit, end)
