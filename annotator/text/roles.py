"""The roles that matter to a desk: killed, wounded, arrested, displaced, missing, troops, money."""

from __future__ import annotations

import re
from typing import Final

from annotator.text.units import MONEY

NO_UNIT: Final = frozenset(
    "in on at to for from by with and or but as than after before since until who which that when where while was were "
    "is are has have had be been will would said ago later per am pm i he she it they we you not".split()
)

_ROLE_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "killed": (
        "killed", "killing", "kill", "kills", "dead", "died", "die", "dying", "deaths", "death", "fatalities", "slain",
        "martyred", "martyrs", "executed", "murdered", "drowned", "perished", "beheaded", "assassinated",
    ),
    "wounded": ("wounded", "wounding", "wounds", "injured", "injuring", "injuries", "injures", "hurt", "maimed"),
    "arrested": ("arrested", "arresting", "arrests", "detained", "detaining", "detainees", "captured", "imprisoned",
                 "jailed"),
    "displaced": ("displaced", "displacing", "fled", "fleeing", "refugees", "evacuated", "uprooted", "homeless"),
    "missing": ("missing", "abducted", "kidnapped"),
}  # fmt: skip
ROLE: Final = {word: role for role, forms in _ROLE_WORDS.items() for word in forms}
_TROOPS: Final = frozenset(
    "troops soldiers forces servicemen personnel marines fighters militants militiamen peacekeepers gunmen policemen "
    "officers combatants".split()
)
PEOPLE: Final = (
    frozenset(
        "people persons civilians men women children others protesters demonstrators contractors workers employees "
        "villagers residents students journalists passengers pilgrims officials members boys girls families person man "
        "woman "
        "child soldier militant fighter civilian contractor guard guards policeman".split()
    )
    | _TROOPS
)
# The words of a clause and the marks that end it.
_WORDS: Final = re.compile(r"[a-z]+|[.;:!?](?=\s|$)|\n|,(?=\s+(?:which|who|where|while|but|as)\b)")
_ENDS: Final = frozenset(".;:!?\n,")


def role(flat: str, start: int, end: int, unit: str | None, value: float) -> str | None:
    """The nearest word of a role in the same clause: straight after the number, before it, or later on."""
    if unit in MONEY:
        return "money"
    if unit in ROLE:
        return ROLE[unit]
    if unit is not None and unit not in PEOPLE:
        return None
    after = _WORDS.findall(flat[end : end + 70].lower())[:9]
    before = _WORDS.findall(flat[max(0, start - 48) : start].lower())[:-7:-1]
    if not ROLE.keys().isdisjoint(after) or not ROLE.keys().isdisjoint(before):
        found = _nearest(after, before)
        if found is not None:
            return found
    if unit == "forces" and value < 50:
        return None  # "two forces" are organisations, "2,000 forces" are men
    return "troops" if unit in _TROOPS else None


def _nearest(after: list[str], before: list[str]) -> str | None:
    """Of the words after a number and those before it, the nearest first."""
    best: tuple[int, str] | None = None
    for distance, word in enumerate(after):
        # "killed two and wounded five": what follows "and" belongs to the next number.
        if word in _ENDS or (word in {"and", "or"} and distance > 0):
            break
        if word in ROLE and not (distance and after[distance - 1] == "and"):
            best = (distance, ROLE[word])
            break
    for distance, word in enumerate(before):
        if word in _ENDS or (word == "and" and distance > 1):
            break
        if word in ROLE and (best is None or distance < best[0]):
            best = (distance, ROLE[word])
            break
    return best[1] if best else None
