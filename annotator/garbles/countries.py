"""Countries by the names that copy gives them, in small letters, how copy says where in one a place lies, and in which
the gazetteer says that it does."""

from __future__ import annotations

import re
from typing import Final

from annotator.garbles import powers
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import EntityRecord

# Of one word. Georgia is a state of America as well.
OF_ONE_WORD: Final = frozenset(
    "afghanistan albania algeria angola argentina armenia australia austria azerbaijan bahrain bangladesh belarus "
    "belgium benin bolivia bosnia botswana brazil bulgaria burundi cambodia cameroon canada chad chile china "
    "colombia croatia cuba cyprus denmark ecuador egypt eritrea estonia ethiopia finland france gabon gambia "
    "germany ghana greece guatemala guinea haiti honduras hungary iceland india indonesia iran iraq ireland israel "
    "italy jamaica japan jordan kazakhstan kenya kosovo kuwait kyrgyzstan laos latvia lebanon liberia libya "
    "lithuania luxembourg madagascar malawi malaysia mali malta mauritania mexico moldova mongolia montenegro "
    "morocco mozambique myanmar namibia nepal nicaragua niger nigeria norway oman pakistan palestine panama "
    "paraguay peru philippines poland portugal qatar romania russia rwanda senegal serbia singapore slovakia "
    "slovenia somalia spain sudan sweden switzerland syria taiwan tajikistan tanzania thailand togo tunisia turkey "
    "turkmenistan uganda ukraine uruguay uzbekistan venezuela vietnam yemen zambia zimbabwe".split()
)
_MORE: Final = (
    "burkina faso", "ivory coast", "sierra leone", "south sudan", "saudi arabia", "sri lanka", "north macedonia",
    "north korea", "south korea", "central african republic", "democratic republic of the congo", "dr congo",
    "djibouti", "el salvador", "costa rica", "dominican republic", "czech republic", "western sahara",
    "equatorial guinea",
)  # fmt: skip
COUNTRIES: Final = OF_ONE_WORD | frozenset(_MORE)
_SIDE: Final = "(?:north|south|east|west|centre|center|north-?east|north-?west|south-?east|south-?west)"


def _written(name: str) -> str:
    """As "Democratic Republic of the Congo": capitals but for the small words."""
    return re.escape(name.title().replace(" Of The ", " of the ").replace("Dr ", "DR "))


# "in the north of Burkina Faso", "in northern Mali", "in Mali".
IN_COUNTRY: Final = (
    rf"in (?:(?P<side>the (?:far )?{_SIDE} of |(?:far )?{_SIDE}ern |central )(?:the )?)?"
    rf"(?P<country>{'|'.join(map(_written, sorted(COUNTRIES, key=len, reverse=True)))})(?![\w’'-]| [A-Z])"
)
_PEOPLES: Final = {people.lower(): state.lower() for people, state in powers.PEOPLES.items()}
# Whole words, the longest first: "Nigeria" is no Niger, "South Sudan" no Sudan.
_NAMED: Final = re.compile(rf"\b(?:{'|'.join(sorted((*COUNTRIES, *_PEOPLES), key=len, reverse=True))})\b")


def is_state(name: str) -> bool:
    return name.lower() in COUNTRIES


def countries_of(record: EntityRecord) -> set[str]:
    """The countries that an entity's description and context name, by themselves or by their people."""
    found = _NAMED.findall(" \n ".join((record.description or "", *record.context)).lower())
    return {_PEOPLES.get(word, word) for word in found}


def homes_of(gazetteer: Gazetteer, name: str, country: str) -> set[str]:
    """The countries of all places of a name; none where one of them may lie in this country, is no place, or is not
    said to lie anywhere."""
    homes: set[str] = set()
    for record in gazetteer.exact(name, garbles=False):
        about = countries_of(record)
        here = {record.name.lower()} if is_state(record.name) else about
        if record.kind != "place" or not here or country in here | about:
            return set()
        homes |= here
    return homes
