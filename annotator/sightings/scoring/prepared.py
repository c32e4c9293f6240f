"""A statement ready to be compared: its words as numbers and weights, its figures, its days, its names."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...text.spans import Span
from .lexicon import UNKNOWN, lexicon
from .statement import Statement
from .terms import NO_ROLE, Term, terms


class Figure(NamedTuple):
    """A quantity as it is compared. `unit`: the lemma's number of what is counted, or the unit's words."""

    low: float
    high: float
    vague: bool
    unit: str
    role: str
    quote: str


class Day(NamedTuple):
    """A date as it is compared: first and last day where they are known, else its words."""

    first: dt.date | None
    last: dt.date | None
    words: str
    quote: str


class Prepared(NamedTuple):
    """What `compare` looks at; half a kilobyte. Its arrays have one item a term."""

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
    denied: bool
    published: dt.date | None
    wording: str


def prepare(statement: Statement) -> Prepared:
    """The statement's words, figures and days, ready to be compared with many others."""
    wording = statement.wording.replace("[", "").replace("]", "")
    taken: list[Span] = []
    for date in statement.dates:
        taken += _where(wording, date.quote)
    figures = tuple(_figure(quantity) for quantity in statement.quantities)
    days = tuple(_day(date) for date in statement.dates)
    found: dict[int, Term] = {}
    for term in terms(wording, taken):
        if not term.word[0].isdigit() and not is_number(term.word):
            found.setdefault(_key(term), term)
    for figure in figures:
        word = f"{figure.low:g}"
        found.setdefault(_hashed(word), Term(word, UNKNOWN, _weight(figure.low), False, False, NO_ROLE, None))
    for day in days:
        word = f"{day.first}/{day.last}" if day.first else day.words
        found.setdefault(_hashed(word), Term(word, UNKNOWN, DAY, False, False, NO_ROLE, None))
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
        sum(mark.kind == "negated" for mark in statement.marks) % 2 == 1,
        statement.published,
        wording,
    )


# What a date weighs among the words.
DAY: Final = 3.0


def _weight(value: float) -> float:
    """A number weighs more, the more digits say something: 1,204 is hardly ever the same by chance, 3 often."""
    digits = f"{abs(value):.6g}".replace(".", "").strip("0").partition("e")[0]
    return min(8.0, 1.5 + 1.8 * len(digits) + (1.0 if abs(value) >= 100 else 0.0))


def is_number(word: str) -> bool:
    return word in _NUMBERS


_NUMBERS: Final = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions "
    "billion billions trillion bn mn pct percent cent dozens half".split()
)


def _key(term: Term) -> int:
    return term.number if term.number != UNKNOWN else _hashed(term.word)


def _hashed(word: str) -> int:
    return (1 << 32) + (hash(word) & 0xFFFFFFFF)


def _where(wording: str, quote: str) -> list[Span]:
    at = wording.find(quote)
    return [Span(at, at + len(quote))] if at >= 0 else []


def _figure(quantity: Any) -> Figure:
    low = quantity.value
    high = quantity.high if quantity.high is not None else low
    unit = quantity.unit or ""
    number = lexicon().number(unit) if unit.islower() else UNKNOWN
    return Figure(
        low, high, quantity.qualifier != "exact", lexicon().lemmas[number] if number != UNKNOWN else unit,
        quantity.role or "", quantity.quote,
    )  # fmt: skip


def _day(date: Any) -> Day:
    first, last = _ends(date.resolved, date.until)
    return Day(first, last, date.quote.lower().removeprefix("on ").removeprefix("in "), date.quote)


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
