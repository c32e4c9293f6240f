"""Which phrase the words behind it describe: "who" is of a person, "which" of a thing, and a day holds nothing.

A relative, a participle or an apposition goes with the nearest phrase that it can be said of, and a place that only
says where ("a mill in Kut, built in 1950") is nearest by accident. Source for both: R. Quirk et al., "A Comprehensive
Grammar of the English Language", 1985, 17.9-17.34.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from annotator.claims.mentions import TIMES, TITLE, is_person_noun
from annotator.claims.parts import Coded
from annotator.claims.phrases import phrase_before
from annotator.text.words import Word

Phrase = tuple[int, int]

OFFICES: Final = frozenset(
    "minister head spokesman spokeswoman leader commander president chief governor director mayor chairman secretary "
    "ambassador speaker member professor founder owner".split()
)
_PERSONS: Final = OFFICES | frozenset(
    "man woman boy girl son daughter wife husband father mother brother sister deputy commander official officer "
    "soldier doctor king queen prince sheikh general colonel heir relative friend victim widow guard driver "
    "member deputy people children spokesperson prefect marshal admiral rector dean consul bishop adviser advisor "
    "researcher clerk monk nun rebel militant civilian migrant refugee citizen villager tourist shepherd carpenter "
    "mechanic butcher cook dancer protester demonstrator striker miner fighter jihadist terrorist smuggler sailor "
    "inhabitant employee banker businessman entrepreneur orphan bride peasant settler detainee captive accomplice "
    "persons wali vali qadi mufti mukhtar pasha emir mullah patriarch rabbi cardinal midwife emissary warlord "
    "rapporteur commissioner gendarme oligarch tycoon conscript deserter defector trafficker herder nomad".split()
)
# Persons' words that a firm, a state or a thing may bear as well: "the group, a member of the alliance".
_ALSO_THINGS: Final = frozenset(
    "owner member leader head founder victim guard driver heir relative friend source witness contractor trader player "
    "producer candidate editor speaker neighbour general major chief secretary".split()
)
PLACES: Final = frozenset(
    "village town city district camp port island region province area neighbourhood neighborhood suburb base country "
    "valley county quarter settlement hamlet governorate municipality capital".split()
)
# What only places have, and not the mill that stands in one.
_OF_PLACES: Final = frozenset(
    "mayor governor residents inhabitants people population streets suburbs outskirts citizens capital".split()
)
# Participles said of where something is or of who runs it: of the name right before them.
OF_NEAREST: Final = frozenset(
    "located situated based headquartered owned led headed backed run founded controlled known named called "
    "nicknamed".split()
)
PLACES_ARE: Final = frozenset(
    "located situated held controlled destroyed besieged bombed captured surrounded liberated occupied retaken "
    "recaptured seized known named called founded inhabited populated ruled divided".split()
)
# What is done to persons, and where: "appeared in court, accused of theft".
OF_PERSONS: Final = frozenset("accused charged convicted sentenced suspected acquitted".split())
COURTS: Final = frozenset("court tribunal trial hearing prison jail judge judges prosecutor police custody".split())
_SAYING_WHERE: Final = frozenset("in at near from outside inside across into throughout around".split())
# "a group of men armed with rifles": the group is the men.
_PARTS: Final = frozenset(
    "group number series band pair lot couple handful team crew dozens hundreds thousands majority half rest part "
    "set collection wave string bunch host crowd network chain coalition alliance federation league".split()
)
_INDEFINITE: Final = frozenset("a an one two three four five six seven eight nine ten several some another".split())
_DEFINITE: Final = frozenset("the this that these those all any no every each".split())
_LENGTHS: Final = frozenset(
    "kilometer kilometers kilometre kilometres km kms mile miles meter meters metre metres m yards".split()
)
_MEASURES: Final = _LENGTHS | frozenset(
    "hectares acres tons tonnes kilos kilograms litres liters barrels dollars euros pounds percent degrees".split()
)
_PLURAL: Final = frozenset({"NNS", "NNPS"})
_CALENDAR: Final = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday".split()
)
_EDGES: Final = frozenset("beginning end start middle close eve night morning evening rest".split())
_HEAD: Final = re.compile(r"[DO]*[Ry]?(?:[J#]|[ug](?=[JNP]))*[NPs]*[NP]")
_FAR_BACK: Final = 14  # words back that "most of them" may reach


@lru_cache(maxsize=4096)
def _names_person(noun: str) -> bool:
    if noun in _PERSONS or is_person_noun(noun) or noun.endswith("men"):
        return True
    return noun.endswith("s") and (noun[:-1] in _PERSONS or is_person_noun(noun[:-1]))


def is_many(row: Coded, phrase: Phrase) -> bool:
    """Whether a phrase ends in a plural or joins two."""
    return row.tokens[phrase[1] - 1].tag in _PLURAL or "C" in row.line[slice(*phrase)]


def is_person(noun: Word) -> bool:
    """Whether a noun names a person by office, trade or kin, in the singular or plural."""
    return _names_person(noun.lower)


def head_at(row: Coded, low: int, high: int) -> int | None:
    """The noun that a phrase from `low` is about: the "director" of "director of the camp"."""
    match = _HEAD.match(row.line, low, high)
    return match.end() - 1 if match is not None else None


def is_of_person(row: Coded, low: int, high: int) -> bool:
    """Whether the words of an apposition can only be said of a person: "the acting minister", not "a member"."""
    head = head_at(row, low, high)
    if head is None:
        return False
    noun = row.line.rfind("N", low, head + 1)  # "the doctor Omar Said"
    word = row.tokens[noun if noun >= 0 else head]
    return is_person(word) and word.lower not in _ALSO_THINGS


def may_be_person(row: Coded, phrase: Phrase) -> bool:
    """Whether a name may be a person's: not "the Health", no name behind "in"."""
    line, (low, high) = row.line, phrase
    if says_where(row, phrase):
        return False
    if line[low:high] != "DP" or row.tokens[low].lower != "the":
        return True
    return TITLE.fullmatch(row.tokens[low + 1].text) is not None


def says_where(row: Coded, phrase: Phrase) -> bool:
    """Whether a phrase is a bare name behind "in", "at" …: only where something was."""
    low, high = phrase
    return low > 0 and row.line[low] == "P" and "N" not in row.line[low:high] and _is_where(row.tokens[low - 1])


def _is_where(word: Word) -> bool:
    return word.lower in _SAYING_WHERE


def is_day(row: Coded, phrase: Phrase) -> bool:
    """Whether a day or a month stands in the phrase."""
    return not _CALENDAR.isdisjoint([token.lower for token in row.tokens[slice(*phrase)]])


def is_time(row: Coded, phrase: Phrase) -> bool:
    """As in "on 2 August", "since the beginning of November", "this morning"."""
    low, high = phrase
    if row.line[high - 1] == "#" or is_day(row, phrase):
        return True
    of = row.line.find("f", low + 1, high)
    return row.tokens[high - 1].lower in TIMES and (of < 0 or row.tokens[of - 1].lower in _EDGES)


def is_day_or_year(word: Word) -> bool:
    """Whether a word is a day, a month or a year in figures."""
    return word.lower in _CALENDAR or (
        len(word.text) == 4 and word.text.isdigit() and word.text[:2] in {"18", "19", "20"}
    )


def behind_day(row: Coded, phrase: Phrase) -> Phrase | None:
    """As in "besieges since the 6 October Kut, a town": the words behind the day; None without any."""
    low, high = phrase
    at = high - 1
    while at >= low and row.tokens[at].lower not in _CALENDAR:
        if row.line[at] != "P":
            return None
        at -= 1
    return (at + 1, high) if at + 1 < high else None


def around_place(row: Coded, phrase: Phrase, low: int) -> tuple[Phrase, Phrase] | None:
    """As in "a mill in Kut": the phrase that a place behind it belongs to, without and with the place."""
    if phrase[0] <= low + 1 or row.line[phrase[0] - 1] != "I":
        return None
    outer = phrase_before(row, phrase[0] - 1, low)
    if outer is None or is_time(row, outer):
        return None
    return outer, (outer[0], phrase[1])


def place_before(row: Coded, time: Phrase, low: int) -> Phrase | None:
    """As in "trained in Paris on Friday, where …": the place in front of a day; None without one."""
    if time[0] <= low + 1 or row.line[time[0] - 1] not in "It":
        return None
    place = phrase_before(row, time[0] - 1, low)
    return place if place is not None and place[0] > low and _is_where(row.tokens[place[0] - 1]) else None


def who(row: Coded, phrase: Phrase, low: int) -> Phrase | None:
    """Whom ", who" describes, by the phrase before the comma; None where that is only a place.

    The last person of the phrase, unless the first noun is one ("the head of the army, who").
    """
    tokens, line = row.tokens, row.line
    first, high = phrase
    of = line.find("f", first + 1, high - 1)
    if is_person(tokens[(of if of > 0 else high) - 1]):
        return phrase
    of = line.rfind("f", first + 1, high - 1)
    start = of + 1 if of > 0 else first
    if is_person(tokens[high - 1]):
        return start, high
    is_name = "P" in line[start:high]
    is_place = says_where(row, phrase) or (of > 0 and tokens[of - 1].lower in PLACES)
    if is_name and not is_place:
        return phrase if "P" in line[first:start] else (start, high)
    around = around_place(row, phrase, low)
    if around is None:
        return None if says_where(row, phrase) else phrase
    (begins, ends), whole = around
    of = line.find("f", begins + 1, ends)
    return whole if is_place or is_person(tokens[(of if of > 0 else ends) - 1]) else phrase


def which(row: Coded, phrase: Phrase) -> Phrase:
    """What ", which" describes, by the phrase before the comma: no person where a thing hangs on him."""
    tokens, line = row.tokens, row.line
    low, high = phrase
    of = line.find("f", low + 1, high - 1)
    if of < 0:
        return phrase
    if is_person(tokens[of - 1]):
        while of > 0 and is_person(tokens[of - 1]):  # "the brother of the head of the party, which"
            low = of + 1
            of = line.find("f", low + 1, high - 1)
        return low, high
    of = line.rfind("f", low + 1, high - 1)
    if "P" in line[low:of] or tokens[of + 1].lower != "the" or tokens[low].lower in {"a", "an"}:
        return phrase
    return of + 1, high


def whose(row: Coded, phrase: Phrase, low: int, owned: str) -> Phrase:
    """Whose `owned` follows: of the first noun where that is a person, of a place only what places have."""
    tokens, line = row.tokens, row.line
    first, high = phrase
    if says_where(row, phrase) and owned not in _OF_PLACES:
        around = around_place(row, phrase, low)
        return phrase if around is None else around[1]
    of = line.rfind("f", first + 1, high - 1)
    if of < 0 or "P" in line[first:of] or is_person(tokens[line.find("f", first + 1, high) - 1]):
        return phrase
    if tokens[of + 1].lower != "the" or tokens[first].lower in {"a", "an"}:
        return phrase
    return of + 1, high


def many(row: Coded, phrase: Phrase, low: int, *, things: bool = False) -> Phrase:
    """As in "the number of rockets at five, one of which": the nearest phrase that is plural.

    Only of `things` ("of which", not "of whom" and "of them") it may be a time or a measure: "15 years in prison, of
    which he served nine".
    """
    tokens = row.tokens
    for at in range(phrase[1] - 1, max(low - 1, phrase[1] - _FAR_BACK), -1):
        word = tokens[at]
        if word.tag in _PLURAL and (things or (word.lower not in TIMES and word.lower not in _LENGTHS)):
            found = phrase_before(row, at + 1, low)
            if found is None:
                return phrase
            of = row.line.rfind("f", found[0] + 1, at)
            first = of + 1 if of > 0 else found[0]
            return first + (first < at and tokens[first].lower in _CALENDAR), at + 1  # "killed in March 13 men"
    return phrase


def restricted(row: Coded, phrase: Phrase, at: int) -> Phrase | None:
    """Of which phrase the words straight behind `phrase`, at `at`, are said; None where they only say which one.

    Behind "of" they go with the nearest noun: "an ally of armed groups affiliated with …", "the story of a notary who
    …". The definite one of "a result of the clashes that …" is told by them, and states nothing.
    """
    tokens, line = row.tokens, row.line
    of = line.rfind("f", phrase[0], at - 1)
    if of < 0:
        return phrase
    word, head = tokens[of + 1].lower, tokens[line.find("f", phrase[0], at) - 1].lower
    if word in _INDEFINITE:
        return of + 1, at
    if word in _DEFINITE:
        return None
    noun = tokens[at - 1]  # "a man of 58 years whose …": no measure has anything
    plural = noun.tag == "NNS" and noun.lower not in _MEASURES and noun.lower not in TIMES
    return (of + 1, at) if plural and head not in _PARTS else phrase


def measures(row: Coded, at: int) -> bool:
    """Whether a distance stands at `at`: "35 kilometers from the border", "40 km north of Kut"."""
    return row.line[at] == "#" and row.tokens[at + 1].lower in _LENGTHS


def measured(row: Coded, phrase: Phrase, low: int) -> Phrase:
    """What a distance is given of: all of "the region in the north of Iraq", where "north" is read as an adverb."""
    first = phrase[0]
    while first > low and row.line[first - 1] in "fRDNJP":
        first -= 1
    return first, phrase[1]
