"""What a figure counts, so that "three dead" and "three people killed" are one thing and "three soldiers" another."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ..garbles import powers
from ..text.roles import PEOPLE, ROLE
from ..text.spans import Quantity
from ..text.units import MEASURES, MONEY
from .vocabulary import stem

TOLLS: Final = frozenset({"killed", "wounded", "arrested", "displaced", "missing", "casualties", "cases"})
# Things of an event: they have a day and a place, and are compared with no other event's.
EVENTS: Final = TOLLS | {"projectiles", "attacks", "rescued", "destroyed", "damaged", "crowd", "magnitude"}
# Whose people are counted, besides what they are.
NATIONS: Final = frozenset(name.lower() for name in powers.PEOPLES.values()) | {"nato", "coalition"}
_UNITS: Final = {
    **dict.fromkeys(
        "rocket rockets missile missiles katyusha katyushas projectile projectiles shell shells mortar mortars shot "
        "shots".split(),
        "projectiles",
    ),
    **dict.fromkeys("drone drones".split(), "drones"),
    **dict.fromkeys("attack attacks strike strikes raid raids bombing bombings blast blasts".split(), "attacks"),
    **dict.fromkeys("casualty casualties".split(), "casualties"),
    **dict.fromkeys("case cases infection infections".split(), "cases"),
    **dict.fromkeys("troops soldiers forces servicemen personnel marines peacekeepers trainers".split(), "troops"),
    **dict.fromkeys("fighters militants militiamen gunmen combatants rebels insurgents jihadists".split(), "fighters"),
    **dict.fromkeys("house houses home homes building buildings structure structures dwellings".split(), "buildings"),
    **dict.fromkeys("protesters demonstrators marchers protester demonstrator".split(), "crowd"),
    **dict.fromkeys("bodies corpses body".split(), "killed"),
    **dict.fromkeys("passengers passenger".split(), "passengers"),
}  # fmt: skip
_CONVERSIONS: Final = {
    "miles": ("kilometres", 1.609344), "metres": ("kilometres", 0.001), "feet": ("kilometres", 0.0003048),
    "hectares": ("acres", 2.47105), "dunams": ("acres", 0.247105), "kilograms": ("tons", 0.001),
    "pounds": ("tons", 0.00045359), "gigawatts": ("megawatts", 1000.0), "kilowatts": ("megawatts", 0.001),
    "gallons": ("litres", 3.78541), "degrees Fahrenheit": ("degrees Celsius", 1.0),
}  # fmt: skip
_MEASURED: Final = frozenset(MEASURES.values()) | {"percent", "cubic metres", "square kilometres", "square metres"}
# Times and ages are of too many things: two of them are no pair without a word that says of what.
IDLE: Final = frozenset(
    "years old day days week weeks month months year years hour hours minute minutes second seconds times time "
    "millimetres centimetres party one fold point points place places event events way ways part parts".split()
)
_RESCUED: Final = re.compile(
    r"^\W*(?:(?:were|was|have|has|been|had|people|of|them|are|passengers|also) ){0,4}?(?:rescued|saved|pulled "
    r"(?:alive )?from|survived)\b",
    re.I,
)
_SAVING: Final = re.compile(r"\b(?:rescued|saved|rescues|pulled) $", re.I)
_MARCHED: Final = re.compile(r"\b(?:march|rall|protest|demonstrat|turned out|took to the streets|gathered)", re.I)
_RUINED: Final = re.compile(r"\b(?:destroyed|collapsed|razed|flattened|demolished|burned|levelled|leveled)\b", re.I)
_DAMAGED: Final = re.compile(r"\bdamaged?s?\b", re.I)
_MAGNITUDE: Final = re.compile(r"\bmagnitude (?:of )?$", re.I)
_BREAKS: Final = re.compile(r"[,;:.!?]| (?:and|but|while|of whom|including) ")
_FOLLOWING: Final = re.compile(r"\s*((?:[\w’'./-]+ ?){1,5})")
_MEN: Final = 50  # "forces" from here on are men
_ALL_WHO: Final = frozenset(
    "people persons person dead deaths death victims lives bodies body others services souls individuals men residents "
    "killed wounded injured passengers".split()
)


class Thing(NamedTuple):
    """`name` is what is compared; `who` the kinds it is narrowed to ("civilians", "united states"), `factor` turns the
    value into the measure that `name` stands for."""

    name: str
    who: frozenset[str] = frozenset()
    factor: float = 1.0


def thing_of(quantity: Quantity, wording: str) -> Thing | None:  # noqa: C901, PLR0911, PLR0912 - kinds in order
    """What a quantity of this wording counts. None: nothing that can be compared."""
    after = wording[quantity.end :]
    unit = quantity.unit or _noun_behind(after)
    who = _who(quantity, unit, after)
    role = quantity.role if quantity.role in TOLLS or quantity.role == "money" else _role_beside(wording, quantity)
    if role in TOLLS and role:
        return Thing(role, who)
    if unit in IDLE or (unit or "").endswith(" old"):
        return None
    if role == "money" and unit:
        return Thing(f"money {unit}")
    if unit == "percent":
        return Thing("percent")
    if unit in _CONVERSIONS:
        name, factor = _CONVERSIONS[unit]
        return Thing(name, factor=factor)
    if unit in _MEASURED or (unit and unit.partition(" ")[0] in {"cubic", "square"}):
        return Thing(unit or "")
    if unit == "magnitude" or (
        unit is None and _MAGNITUDE.search(wording[max(0, quantity.start - 20) : quantity.start])
    ):
        return Thing("magnitude")
    people = unit in PEOPLE or unit is None or unit in {"people", "persons"}
    clause = _BREAKS.split(after, 1)[0]
    if people and (_RESCUED.search(clause) or _SAVING.search(wording[max(0, quantity.start - 20) : quantity.start])):
        return Thing("rescued", who)
    if unit == "forces" and quantity.value < _MEN:
        return None  # "two serious forces" are organisations
    if unit in _UNITS:
        name = _UNITS[unit]
        if name == "buildings":
            beside = f"{wording[max(0, quantity.start - 12) : quantity.start]} {clause}"
            name = "destroyed" if _RUINED.search(beside) else "damaged" if _DAMAGED.search(beside) else name
        return Thing(name, who)
    if people and _MARCHED.search(clause):
        return Thing("crowd", who)
    if unit is None:
        return None
    return Thing("people" if unit in _ALL_WHO else stem(unit.split()[-1].lower()), who)


def _role_beside(wording: str, quantity: Quantity) -> str | None:
    """What was done to those who are counted though their word is not known for people: "two firemen were killed"; who
    left their homes."""
    after, before = wording[quantity.end : quantity.end + 60], wording[max(0, quantity.start - 30) : quantity.start]
    match = _WAS.match(after) or _DID.search(before)
    if match and (quantity.unit or "").rstrip("s") not in _HERDS:
        return ROLE.get(match[1].lower())
    if quantity.unit is None and _TOLL_IS.search(wording[max(0, quantity.start - 140) : quantity.start]):
        return "killed"
    return "displaced" if _LEFT.match(after) else quantity.role


_WAS: Final = re.compile(
    r"\s*(?:was|were|has been|have been|had been|are|is) (?:\w+ly |also )?"
    r"(killed|wounded|injured|hurt|arrested|detained)\b"
)
_DID: Final = re.compile(
    r"\b(killed|killing|kills|wounded|wounding|wounds|injured|injuring|injures|arrested|detained) $", re.I
)
# However much stands between: "the death toll from Saturday's fire at the mine rose to 42".
_TOLL_IS: Final = re.compile(
    r"\b(?:death toll|number of (?:dead|deaths|fatalities))\b[^.;]{0,110}\b(?:to|at|reached|was|is|passed|topped)"
    r"(?: (?:at least|about|more than|over))? ?$",
    re.I,
)
_LEFT: Final = re.compile(
    r"[^.;:]{0,24}?\b(?:from|leave|left|abandon(?:ed)?|flee|fled|quit)(?: on [\w ]{3,28}?)? (?:their|the) (?:homes|"
    r"houses|villages)\b",
    re.I,
)
_HERDS: Final = frozenset(
    "sheep goat cow camel cattle horse donkey bird chicken hen dog animal bee pig elephant".split()
)


def _noun_behind(after: str) -> str | None:
    """The noun that a bare number counts, behind a measure or adjectives: "fourteen 107 mm rockets", "two American
    and British soldiers"."""
    match = _FOLLOWING.match(after)
    if not match:
        return None
    for word in match.group(1).split()[:4]:
        lower = word.strip(".,;:").lower()
        if lower in _UNITS or lower in PEOPLE:
            return lower
        if word != word.strip(".,;:") or lower in {"of", "in", "at", "were", "was", "and", "to", "had", "have"}:
            return None
    return None


_ADJECTIVES: Final = frozenset(
    "civilian civilians soldier soldiers militia policeman policemen police officer officers child children "
    "women woman "
    "foreign foreigner foreigners militant militants fighter fighters militiamen rebels gunmen troops protesters "
    "demonstrators journalists workers contractors pilgrims students tourists migrants prisoners security firefighters "
    "medics crew guards tribal terrorists".split()
)


def _who(quantity: Quantity, unit: str | None, after: str) -> frozenset[str]:
    """The words that narrow who is counted."""
    found = set[str]()
    told = quantity.quote.split()[1:] + (after.split()[:2] if quantity.unit is None else [])
    for word in told:
        bare = word.strip(".,;:()[]")
        if bare in powers.PEOPLES:
            found.add(powers.PEOPLES[bare].lower())
        elif bare in {"NATO", "coalition", "Coalition"}:
            found.add(bare.lower())
        elif bare.lower() in _ADJECTIVES:
            found.add(_kind_of(bare.lower()))
    if unit in _ADJECTIVES and unit:
        found.add(_kind_of(unit))
    return frozenset(found - {_UNITS.get(unit or "", "")} if quantity.role not in TOLLS else found)


def _kind_of(word: str) -> str:
    return _UNITS.get(word) or _KINDS.get(word) or stem(word)


_KINDS: Final = {
    **dict.fromkeys("policeman policemen police officer officers".split(), "police"),
    **dict.fromkeys("woman women".split(), "women"), "children": "child",
    **dict.fromkeys("workers contractors crew".split(), "workers"),
}  # fmt: skip


def is_money(name: str) -> bool:
    return name.startswith("money ") and name.removeprefix("money ") in MONEY
