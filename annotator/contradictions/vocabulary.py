"""Words as comparing needs them: content words by their stems, names apart from them, states by one name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from ..garbles import powers
from ..text.calendar import CARDINALS
from ..text.lexicon import lexicon

_WORD: Final = re.compile(r"[A-Za-zÀ-ɏ]+(?:[’'-][A-Za-zÀ-ɏ]+)*|\d[\d.,]*")
_PRO: Final = re.compile(r"\b(?:pro|anti|non)-?(?=[A-Z])|(?<=[a-z])-(?:backed|led|linked|aligned|allied)\b")
# Words that say nothing of what a statement is about, and those that only carry a number or who says it.
STOP: Final = frozenset(
    "a an the and or but nor so yet if then than that this these those there here it its he she him her his hers they "
    "them their we us our you your i me my who whom whose which what when where why how in on at to for from by with "
    "without of off out up down over under into onto about around near between among after before during since until "
    "till as is are was were be been being am do does did done has have had having will would can could may "
    "might shall "
    "should must not no never none also still already only just even more most less least some any each every all both "
    "other others another such same own very too again once now today yesterday tomorrow said say says saying told "
    "tell tells according added adding announced stated statement reported report reports reportedly official "
    "officials "
    "spokesman spokeswoman source sources new one two first last against while because due per cent percent "
    "mr mrs ms dr nearly almost approximately roughly exactly fewer dozen dozens hundred hundreds thousand thousands "
    "million billion trillion number figure total monday tuesday wednesday thursday friday saturday sunday january "
    "february march april june july august september october november december day days week weeks month months year "
    "years morning evening night afternoon noon hour hours minutes late early earlier later ago time "
    "times half third quarter".split()
) | frozenset(CARDINALS)
# Verbs and nouns of one deed that news uses by turns.
_ALIKE: Final = {
    word: group[0]
    for group in (
        line.split()
        for line in """
        raise increase enlarge expand grow boost widen lift
        cut reduce decrease lower slash trim
        fall drop decline sink plunge
        rise climb jump soar surge
        kill slay murder assassinate
        die perish
        wound injure hurt
        arrest detain jail
        strike hit struck
        fire launch shoot fired launched
        remain stay
        owe debt arrears due
        buy purchase import
        lie sit deposit hold block freeze frozen blocked
        vote ballot poll
        march demonstrate protest rally
        protester demonstrator marcher
        quake earthquake tremor temblor
        ferry boat vessel ship
        accord agreement deal pact
        election poll
        close shut
        begin start launch
        end finish
        mission deployment
        lawmaker deputy mp
        government cabinet
        wildfire fire
        home house
        firefighter fireman firemen
        """.strip().splitlines()
    )
    for word in group
}


# These say who or where, not what was done.
_NO_DEED: Final = (
    "people person men women north south east west northern southern eastern western centre city town village region "
    "province district country island area government minister president prime foreign national local newly"
)


class Words(NamedTuple):
    """The content of a statement: `plain` stems, and `names` (capitalised, lower case here; states by one name)."""

    plain: frozenset[str]
    names: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        return self.plain | self.names


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its endings of number and tense, and under the one that stands for those of its deed."""
    found = word
    if found in _ALIKE:
        return _ALIKE[found]
    for ending, put in (
        ("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("ings", ""), ("ing", ""),
        ("ied", "y"), ("eed", "eed"), ("ed", ""), ("ments", ""), ("ment", ""), ("ss", "ss"), ("us", "us"), ("is", "is"),
        ("s", ""),
    ):  # fmt: skip
        if found.endswith(ending) and len(found) - len(ending) >= 3:
            found = found[: len(found) - len(ending)] + put
            break
    if len(found) > 3 and found[-1] == found[-2] and found[-1] not in "lsze":
        found = found[:-1]
    for known in (found, found + "e"):
        if known in _ALIKE:
            return _ALIKE[known]
    return found[:-1] if len(found) > 4 and found.endswith("e") else found


@lru_cache(maxsize=4_096)
def words_of(text: str) -> Words:
    """The content words of a statement or of what surrounds it. "Pro-Iranian" names no place."""
    plain, names = set[str](), set[str]()
    told = _PRO.sub(" ", text.replace("[", "").replace("]", ""))
    opens = True
    for match in _WORD.finditer(told):
        word = match.group()
        starts, opens = opens, False
        if told[match.end() : match.end() + 1] in {".", "!", "?"} and told[match.end() + 1 : match.end() + 2] in {
            " ",
            "",
        }:
            opens = True
        if word[0].isdigit() or len(word) < 2:
            continue
        bare = re.sub(r"[’']s?$", "", word)
        lower = bare.lower()
        power = powers.PEOPLES.get(bare) or powers.NAMES.get(bare)
        if power:
            names.add(power.lower())
            if bare in powers.NAMES:
                names.add(lower)  # "Baghdad" speaks for Iraq, and is a town
        elif lower in STOP:
            continue
        elif bare[0].isupper() and (not starts or (stem(lower) == lower and is_name(lower))):
            names.add(lower.removeprefix("al-"))
        else:
            plain.add(stem(lower))
    return Words(frozenset(plain), frozenset(names))


def is_name(lower: str) -> bool:
    """Whether a word that opens a sentence with its capital is a name: the lexicon knows it as one, or not at all."""
    return lexicon().get(lower) in {None, "NNP", "NNPS"}


# The same as stems.
NO_DEED: Final = frozenset(stem(word) for word in _NO_DEED.split())


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the smaller set is in the other, 0 to 1."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0
