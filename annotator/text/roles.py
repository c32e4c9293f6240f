"""The roles that matter to a desk: killed, wounded, arrested, displaced, missing, troops, money."""

from __future__ import annotations

import re
from typing import Final

from annotator.text.calendar import CARDINALS
from annotator.text.units import MEASURES, MONEY
from annotator.text.words import class_of

NO_UNIT: Final = frozenset(
    "in on at to for from by with and or but as than after before since until who which that when where while was were "
    "is are has have had be been will would said ago later per am pm i he she it they we you not "
    "selon après depuis dont lors".split()  # as a translation from French leaves them
)

_ROLE_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "killed": (
        "killed", "killing", "kill", "kills", "dead", "died", "die", "dying", "deaths", "death", "fatalities", "slain",
        "martyred", "martyrs", "lives", "executed", "murdered", "drowned", "perished", "beheaded", "assassinated",
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
        "villagers residents students journalists passengers pilgrims officials members boys girls families person "
        "man woman child soldier militant fighter civilian contractor guard guards policeman citizens citizen "
        "inhabitants migrants migrant farmers farmer shepherds fishermen fisherman merchants traders drivers "
        "teachers pupils teenagers youths babies infants minors adults mothers fathers brothers sisters relatives "
        "neighbours neighbors tribesmen elders doctors nurses medics paramedics patients aid-workers volunteers "
        "engineers technicians miners sailors crewmen firefighters rescuers bystanders passers-by worshippers "
        "mourners tourists activists lawyers judges deputies lawmakers ministers diplomats hostages prisoners "
        "inmates suspects smugglers traffickers attackers assailants bombers insurgents rebels jihadists "
        "terrorists mercenaries guerrillas recruits conscripts commanders sergeants pilots agents nationals "
        "foreigners locals returnees survivors evacuees deportees refugees orphans widows voters strikers players "
        "supporters fans fishers herders nomads farmhands labourers laborers cleaners individuals souls persons "
        "youngsters victims boy girl teacher driver journalist doctor student".split()
    )
    | _TROOPS
)
_MEASURED: Final = frozenset(
    {*MEASURES.values(), "percent", "years", "months", "weeks", "days", "hours", "minutes", "times"}
)
# What is done to the living says of what it is done to that it lives: "nine bakers were killed", "killed nine bakers".
_TO_THE_LIVING: Final = frozenset(
    "killed killing kill kills slain martyred executed murdered beheaded assassinated wounded wounding injured "
    "injuring arrested arresting detained detaining kidnapped abducted imprisoned jailed".split()
)
_ANIMALS: Final = frozenset(
    "sheep goats cows camels cattle horses donkeys birds chickens hens dogs animals fish bees pigs elephants".split()
)
_AUXILIARIES: Final = frozenset("was were been being be are is have has had also all later reportedly".split())
_BE: Final = frozenset("was were been being are is".split())
_IN_THE_PASSIVE: Final = frozenset({" was ", " were", " are ", " is b", " have", " had "})
# Behind a verb in the active these begin what it is done to.
_OBJECTS: Final = CARDINALS.keys() | frozenset(
    "the a an his her its their some several many dozens scores hundreds thousands about nearly almost around over "
    "more at up another other".split()
)
_PARENTS: Final = (["of", "father"], ["of", "mother"])  # "a father of four"
_LOSE: Final = frozenset("lost lose loses losing gave claimed claims claiming took take taking cost costing".split())
# The words of a clause and the marks that end it.
# ("killed, two hurt": the comma keeps the number from being whom they killed).
_WORDS: Final = re.compile(
    r"[a-z]+|\d+|[.;:!?](?=\s|$)|\n|,(?=\s+(?:which|who|where|while|but|as)\b)|,\s(?=\d|(?:at|"
    + "|".join(CARDINALS)
    + r")\b)"
)
_ENDS: Final = frozenset(".;:!?\n,")
# To find that no word of a role stands near, as for half of the numbers, takes a third of the time that the words take.
_ROLE_RUNS: Final = frozenset(word.encode() for word in ROLE)
_LETTERS_APART: Final = bytes(code if 0x61 <= code <= 0x7A else 0x20 for code in range(256))  # a to z, else spaces


def role(flat: str, start: int, end: int, unit: str | None, value: float) -> str | None:
    """The nearest word of a role in the same clause: straight after the number, before it, or later on."""
    if unit in MONEY:
        return "money"
    if unit in ROLE:
        return ROLE[unit]
    people = unit is None or unit in PEOPLE
    if unit is not None and not people and not _may_live(flat, start, end, unit):
        return None
    behind, ahead = flat[end : end + 70].lower(), flat[max(0, start - 48) : start].lower()
    if not _ROLE_RUNS.isdisjoint(f"{behind} {ahead}".encode("ascii", "replace").translate(_LETTERS_APART).split()):
        after, before = _WORDS.findall(behind)[:10], _WORDS.findall(ahead)[:-7:-1]
        found = _nearest(after, before) if people else _done_to(after, before)
        if found is not None:
            return None if unit is None and (_has_another_verb(after) or before[:2] in _PARENTS) else found
    if unit == "forces" and value < 50:
        return None  # "two forces" are organisations, "2,000 forces" are men
    return "troops" if unit in _TROOPS else None


def _may_live(flat: str, start: int, end: int, unit: str) -> bool:
    """Whether those counted may have a role though their word is not known for people: the words beside say so."""
    if flat[end : end + 5] in _IN_THE_PASSIVE:
        return unit[-1] == "s" and unit not in _ANIMALS and unit not in _MEASURED
    word = flat[flat.rfind(" ", max(0, start - 20), max(0, start - 1)) + 1 : max(0, start - 1)].lower()
    return word in _TO_THE_LIVING and unit[-1] == "s" and unit not in _ANIMALS and unit not in _MEASURED


def _has_another_verb(after: list[str]) -> bool:
    """As in "four were killed and six freed": a participle of no role right behind the number is its own."""
    for word in after[:3]:
        if word not in _AUXILIARIES:
            return word not in ROLE and class_of(word) in {"VBN", "VBD"}
    return False


def _done_to(after: list[str], before: list[str]) -> str | None:
    """The role of what is killed, arrested … by the verb right before it or behind it in the passive."""
    if before and before[0] in _TO_THE_LIVING:
        return ROLE[before[0]]
    for i, word in enumerate(after[:4]):
        if word in _TO_THE_LIVING:
            return ROLE[word] if i and after[i - 1] in _BE else None
        if word not in _AUXILIARIES:
            return None
    return None


def _nearest(after: list[str], before: list[str]) -> str | None:
    """Of the words after a number and those before it, the nearest first."""
    best: tuple[int, str] | None = None
    for distance, word in enumerate(after):
        # "killed two and wounded five": what follows "and" belongs to the next number.
        if word in _ENDS or (word in {"and", "or"} and distance > 0):
            break
        if word in ROLE and not (distance and after[distance - 1] == "and") and not _is_active(after, distance):
            best = (distance, ROLE[word])
            break
    for distance, word in enumerate(before):
        # "Killed by three gunmen": they are not who was killed.
        if word in _ENDS or (word == "and" and distance > 1) or word == "by":
            break
        if word == "lives" and _LOSE.isdisjoint(before[distance + 1 : distance + 3]):
            continue
        if word in ROLE and (best is None or distance < best[0]):
            best = (distance, ROLE[word])
            break
    return best[1] if best else None


def _is_active(after: list[str], at: int) -> bool:
    """Whether those counted do it themselves: "twelve gunmen killed two", "wounding five", "a man lives here"."""
    word = after[at]
    if word == "lives":
        return _LOSE.isdisjoint(after[max(0, at - 2) : at])
    if word.endswith("ing"):
        return word not in {"missing", "dying", "fleeing"}
    if word not in _TO_THE_LIVING and word != "captured":
        return False
    following = after[at + 1 : at + 2]
    if not following or (at and after[at - 1] in _BE):
        return False
    return following[0] in _OBJECTS or following[0].isdigit()
