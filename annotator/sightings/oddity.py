"""The odd translation: the one sighting of a matter that says something else than all the others. Pure.

Where three feeds have 2,500 troops and a machine's translation has 25,000, the translation is what to look at first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import mean
from typing import Final, NamedTuple

from ..text.spans import Quantity
from .scoring import score
from .scoring.score import Prepared

OTHERS: Final = 2  # so many must agree before one is odd
FAR, NEAR = 0.35, 0.6  # mean score of one with the others, and of the others with each other
ABOUT: Final = 0.1  # by which share figures may differ where one is said to be about so many
COMPARED: Final = 40  # sightings of which the words are compared with each other


class Said(NamedTuple):
    """What one sighting says. `garbled`: its confirmed garbles, (as it stands, what was meant); `names`: gazetteer ids
    with the names they go by."""

    claim_id: int
    translated: bool
    quantities: tuple[Quantity, ...] = ()
    names: Mapping[str, str] = {}
    garbled: tuple[tuple[str, str], ...] = ()
    denied: bool = False
    prepared: Prepared | None = None


def odd_ones(said: Sequence[Said]) -> dict[int, list[str]]:
    """Why each translated sighting stands out, by its claim; those that do not are left out. Where two differ nobody
    can say which is the odd one: it takes three."""
    found: dict[int, list[str]] = {}
    for one in said:
        others = [each for each in said if each is not one]
        if not one.translated or len(others) < OTHERS:
            continue
        reasons = [*odd_figures(one, others), *odd_names(one, others), *odd_denial(one, others)]
        reasons = reasons or odd_words(one, others)
        if reasons:
            found[one.claim_id] = reasons
    return found


def by_role(quantities: Sequence[Quantity]) -> dict[str, list[Quantity]]:
    found: dict[str, list[Quantity]] = defaultdict(list)
    for quantity in quantities:
        what = quantity.role or quantity.unit
        if what:
            found[what].append(quantity)
    return found


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether two figures may be the same: their ranges meet, "about" being a tenth to both sides."""
    low, high = bounds(one)
    other_low, other_high = bounds(other)
    return low <= other_high and other_low <= high


def bounds(quantity: Quantity) -> tuple[float, float]:
    low, high = quantity.value, quantity.high if quantity.high is not None else quantity.value
    if quantity.qualifier == "at least":
        return low, float("inf")
    if quantity.qualifier == "at most":
        return float("-inf"), high
    slack = ABOUT if quantity.qualifier in {"about", "dozens"} else 0.0
    return low - abs(low) * slack, high + abs(high) * slack


def odd_figures(one: Said, others: Sequence[Said]) -> list[str]:
    found = []
    theirs = [by_role(each.quantities) for each in others]
    for what, mine in by_role(one.quantities).items():
        told = [each[what] for each in theirs if what in each]
        if len(told) < OTHERS or any(agree(quantity, other) for quantity in mine for each in told for other in each):
            continue
        first = told[0][0]
        if all(any(agree(first, other) for other in each) for each in told):
            found.append(f"“{mine[0].quote}” ({what}) where {number_of(len(told), others)} “{first.quote}”")
    return found


def number_of(told: int, others: Sequence[Said]) -> str:
    return f"all {told} others have" if told == len(others) else f"{told} others have"


def odd_names(one: Said, others: Sequence[Said]) -> list[str]:
    found = [f"“{stands}” for {meant}" for stands, meant in one.garbled if not any(each.garbled for each in others)]
    shared = set.intersection(*(set(each.names) for each in others))
    missing = shared - set(one.names)
    own = set(one.names).difference(*(set(each.names) for each in others))
    if missing and own:
        theirs = next(iter(others)).names
        found.append(
            f"names {', '.join(sorted(one.names[key] for key in own))} where all {len(others)} others name "
            f"{', '.join(sorted(theirs[key] for key in missing))}"
        )
    return found


def odd_denial(one: Said, others: Sequence[Said]) -> list[str]:
    if any(each.denied == one.denied for each in others):
        return []
    return [f"{'denies' if one.denied else 'says'} what all {len(others)} others {'say' if one.denied else 'deny'}"]


def odd_words(one: Said, others: Sequence[Said]) -> list[str]:
    compared = [each.prepared for each in others[:COMPARED] if each.prepared is not None]
    if one.prepared is None or len(compared) < OTHERS:
        return []
    mine = mean(score.compare(one.prepared, other).score for other in compared)
    if mine >= FAR:
        return []
    rest = mean(
        score.compare(first, second).score for at, first in enumerate(compared) for second in compared[at + 1 :]
    )
    return (
        [f"its words are far from the others’: {mine:.2f}, and theirs among each other {rest:.2f}"]
        if rest >= NEAR
        else []
    )
