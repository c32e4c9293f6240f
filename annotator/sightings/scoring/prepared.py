"""A statement ready to be compared: its words as numbers and weights, its figures, its days, its names."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from operator import itemgetter
from sys import intern
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...text.spans import DateMention, Quantity, Span
from .lexicon import UNKNOWN, lexicon
from .statement import Statement
from .terms import NO_ROLE, Term, terms


class Figure(NamedTuple):
    """A quantity as it is compared. `unit`: the lemma's number of what is counted, or the unit's words."""

    value: float
    low: float  # what it may be at least and at most, as its words go
    high: float
    unit: str
    role: str
    quote: str


class Day(NamedTuple):
    """A date as it is compared: first and last day where they are known, else its weekday, month and numbers."""

    first: dt.date | None
    last: dt.date | None
    words: frozenset[str]
    quote: str


class Prepared(NamedTuple):
    """What `compare` looks at; some 6 KB. Its arrays have one item a term."""

    terms: tuple[Term, ...]
    keys: NDArray[np.int64]  # equal where the lemma or the unknown word is
    numbers: NDArray[np.int32]  # of the vectors; 0 where unknown
    known: NDArray[np.float32]  # 1 where there is a vector and it may be compared (no name)
    weights: NDArray[np.float32]
    total: float
    topic: NDArray[np.float32]  # the weighted sum of the vectors, of length 1
    figures: tuple[Figure, ...]
    days: tuple[Day, ...]
    entities: frozenset[str]
    places: frozenset[str]
    denials: tuple[tuple[int, ...], ...]  # of each denial the terms that it may deny; none: all that is said
    joined: tuple[bool, ...]  # of each term whether it and the one before are parts of one name
    length: float  # of the vector of weights
    written: frozenset[str]  # all words, those of grammar too
    small: frozenset[str]  # words of grammar that have an opposite
    published: dt.date | None
    wording: str


def prepare(statement: Statement) -> Prepared:
    """The statement's words, figures and days, ready to be compared with many others."""
    wording = statement.wording.replace("[", "").replace("]", "")
    taken: list[Span] = []
    for date in statement.dates:
        taken += _where(wording, date.quote)
    figures = tuple(_figure(each) for each in statement.quantities if not _one_of_several(each, wording))
    days = tuple(_day(date) for date in statement.dates)
    told = [each for each in terms(wording, taken) if not each[1].word[0].isdigit() and each[1].word not in _NUMBERS]
    for figure in figures:
        term = Term(f"{figure.value:g}", UNKNOWN, _weight(figure.value), False, False, NO_ROLE, None)
        told.append((wording.find(figure.quote), term))
    for day in days:
        word = f"{day.first}/{day.last}" if day.first else " ".join(sorted(day.words)) or day.quote.lower()
        told.append((wording.find(day.quote), Term(word, UNKNOWN, DAY, False, False, NO_ROLE, None)))
    told.sort(key=itemgetter(0))
    found: dict[int, Term] = {}
    for _, term in told:
        found.setdefault(_key(term), term)
    chosen = tuple(found.values())
    numbers = np.array([max(term.number, 0) for term in chosen], np.int32)
    weights = np.array([term.weight for term in chosen], np.float32)
    plain = np.array([not term.name and term.number != UNKNOWN for term in chosen], np.float32)
    topic = (weights * plain) @ lexicon().vectors[numbers] if chosen else np.zeros(lexicon().vectors.shape[1])
    return Prepared(
        chosen,
        np.fromiter(found, np.int64, len(chosen)),
        numbers,
        plain,
        weights,
        max(1e-6, float(weights.sum())),
        (topic / max(1e-6, float(np.linalg.norm(topic)))).astype(np.float32),
        figures,
        days,
        statement.entities | statement.places,
        statement.places,
        _denials(wording, told, list(found)),
        _joined(chosen, told),
        max(1e-6, float(np.linalg.norm(weights))),
        frozenset(map(intern, _WORD.findall(wording.lower()))),
        _CONTRASTED & frozenset(wording.lower().split()),
        statement.published,
        wording,
    )


NAMED_DAYS: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
_WORD: Final = re.compile(r"\w+")
# What denies: what comes next in its clause.
_NEGATION: Final = re.compile(
    r"\b(?:not(?! only\b| just\b| least\b)|never|no longer|no(?! doubt\b|\.|-|,| \d)|nobody|none|nothing|nowhere"
    r"|neither|nor|cannot|hardly|scarcely|without|den(?:y|ies|ied|ying)|(?:fail|refus|declin)(?:e|s|es|ed|d|ing)? to"
    r"|reject(?:s|ed|ing)?|refut(?:es?|ed|ing)|disput(?:es?|ed|ing)|rul(?:es?|ed|ing) out|cast(?:s|ing)? doubt on"
    r"|(?:shoots? down|shot down|dismiss(?:es|ed)?|slam(?:s|med)?|blast(?:s|ed)?|quash(?:es|ed)?|rebut(?:s|ted)?)"
    r"(?= (?:\w+ ){0,2}(?:claim|report|allegation|rumou?r|accusation|suggestion)))\b|n[’']t\b",
    re.IGNORECASE,
)
# What calls untrue all that it is said with; "no, it is not so" is one denial.
_UNTRUE: Final = re.compile(
    r"\b(?:false(?:ly)?|fake[ds]?|hoax(?:es)?|untrue|bogus|debunk(?:s|ed|ing)?|unfounded|baseless|fabricated|retract(?:s|ed)?"
    r"|misleading|satire|prank)\b|^(?:no|sorry),",
    re.IGNORECASE,
)
_NOT_UNTRUE: Final = re.compile(
    r"(?:\b(?:not|never|no|den(?:y|ies|ied|ying))|n[’']t)(?: [\w’']+){0,3} ?$", re.IGNORECASE
)
_CLAUSE_ENDS: Final = re.compile(r"[,;:.!?–—](?:\s|$)|\b(?:and|but|while|whereas|because|although|though)\b")
# What a denial is of, where nothing more is said than that it is one.
_SAID: Final = frozenset(
    "claim claims report reports rumour rumours rumor rumors allegation allegations accusation accusations".split()
)
_DENIED: Final = 2  # terms


def _joined(chosen: tuple[Term, ...], told: list[tuple[int, Term]]) -> tuple[bool, ...]:
    """Of each term whether it stands right behind the one before and both are names: "Vladimir Putin"."""
    starts: dict[int, int] = {}
    for at, term in told:
        starts.setdefault(_key(term), at)
    found = [False]
    for first, second in pairwise(chosen):
        near = starts[_key(second)] - starts[_key(first)] - len(first.word)
        found.append(first.name and second.name and near == 1)
    return tuple(found[: len(chosen)])


def _denials(wording: str, told: list[tuple[int, Term]], keys: list[int]) -> tuple[tuple[int, ...], ...]:
    """Which terms each denial may deny: the next in its clause, else those before it; "a hoax" denies all."""
    labels = list(_UNTRUE.finditer(wording))
    if any(not _NOT_UNTRUE.search(wording[: label.start()]) for label in labels):
        return ((),)
    found: list[tuple[int, ...]] = []
    for negation in _NEGATION.finditer(wording):
        if labels and negation.end() < labels[0].start() < negation.end() + 30:
            continue
        end = _CLAUSE_ENDS.search(wording, negation.end())
        last = end.start() if end else len(wording)
        after = [
            term
            for at, term in told
            if negation.end() <= at < last and not term.word[0].isdigit() and term.word not in _SAID
        ][:_DENIED]
        if not after:
            after = [term for at, term in told if at < negation.start()][-_DENIED:]
        if after:
            found.append(tuple(keys.index(_key(term)) for term in after))
    return tuple(found)


# Words of grammar that turn what is said round: of two pairs each first one is the other's opposite.
CONTRASTS: Final = (
    ("before", "after"), ("with", "without"), ("more", "less"), ("more", "fewer"), ("above", "below"),
    ("over", "under"), ("inside", "outside"), ("first", "last"), ("up", "down"), ("all", "none"), ("in", "out"),
    ("to", "from"), ("many", "few"), ("most", "few"), ("always", "never"), ("everybody", "nobody"),
    ("some", "no"), ("a", "no"),
)  # fmt: skip
_CONTRASTED: Final = frozenset(word for pair in CONTRASTS for word in pair)
_DAY_WORD: Final = re.compile(rf"\d+|{'|'.join(sorted(NAMED_DAYS))}")
# What a date weighs among the words.
DAY: Final = 3.0


def _weight(value: float) -> float:
    """A number weighs more, the more digits say something: 1,204 is hardly ever the same by chance, 3 often."""
    digits = f"{abs(value):.6g}".replace(".", "").strip("0").partition("e")[0]
    return min(8.0, 1.5 + 1.8 * len(digits) + (1.0 if abs(value) >= 100 else 0.0))


_NUMBERS: Final = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands "
    "million millions billion billions trillion bn mn pct percent cent dozens half".split()
)


def _key(term: Term) -> int:
    return term.number if term.number != UNKNOWN else _hashed(term.word)


def _hashed(word: str) -> int:
    return (1 << 32) + (hash(word) & 0xFFFFFFFF)


def _where(wording: str, quote: str) -> list[Span]:
    at = wording.find(quote)
    return [Span(at, at + len(quote))] if at >= 0 else []


# How far from the number that stands there the one that is meant may be: down to and up to these times.
_MAY_BE: Final = {
    "exact": (0.995, 1.005),
    "about": (0.9, 1.1),
    "at least": (0.995, 2.0),
    "at most": (0.5, 1.005),
    "dozens": (1.0, 4.0),
}


def _one_of_several(quantity: Quantity, wording: str) -> bool:
    """ "One of the teams" counts nothing."""
    return quantity.value == 1 and quantity.quote[:3].lower() == "one" and _ONE_OF.search(wording) is not None


_ONE_OF: Final = re.compile(r"\bone of\b", re.IGNORECASE)


def _figure(quantity: Quantity) -> Figure:
    down, up = _MAY_BE[quantity.qualifier]
    value = quantity.value
    high = value if quantity.high is None else quantity.high
    ends = sorted((value * down, high * up))
    unit = quantity.unit or ""
    number = lexicon().number(unit) if unit.islower() else UNKNOWN
    named = lexicon().lemmas[number] if number != UNKNOWN else unit
    return Figure(value, ends[0], ends[1], named, quantity.role or "", quantity.quote)


def _day(date: DateMention) -> Day:
    first, last = _ends(date.resolved, date.until)
    return Day(first, last, frozenset(_DAY_WORD.findall(date.quote.lower())), date.quote)


def _ends(resolved: str | None, until: str | None) -> tuple[dt.date | None, dt.date | None]:
    """The first and last day of an ISO date as far as its words go; None where it is not known to the day."""
    if not resolved:
        return None, None
    first = _first(resolved)
    if first is None:
        return None, None
    last = _last(until or resolved)
    return (first, last) if last is not None and last >= first else (first, _last(resolved))


def _first(iso: str) -> dt.date | None:
    try:
        day = iso.partition("T")[0]
        if "-W" in day:
            return dt.date.fromisocalendar(int(day[:4]), int(day[6:8]), 1)
        if day[5:].isalpha():
            return dt.date(int(day[:4]), {"SP": 3, "SU": 6, "FA": 9, "AU": 9, "WI": 12}.get(day[5:7], 1), 1)
        if len(day) == 10:
            return dt.date.fromisoformat(day)
        if len(day) == 7:
            return dt.date(int(day[:4]), int(day[5:7]), 1)
        return dt.date(int(day), 1, 1) if len(day) == 4 else None
    except ValueError:
        return None


def _last(iso: str) -> dt.date | None:
    first = _first(iso)
    if first is None:
        return None
    day = iso.partition("T")[0]
    if "-W" in day:
        return first + dt.timedelta(days=6)
    if day[5:].isalpha():
        return first + dt.timedelta(days=91)
    if len(day) == 7:
        return (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    return first.replace(month=12, day=31) if len(day) == 4 else first
