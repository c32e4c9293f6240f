"""Countries by the names that copy gives them, in small letters, and how copy says where in one a place lies."""

from __future__ import annotations

import re
from typing import Final

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
