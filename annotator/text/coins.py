"""Whose money "pounds", "dinars" or "francs" are: that of the place that the sentence or the article speaks of.

Two dozen countries share the names of half a dozen coins. A wrong code misleads more than none: where no place in the
text has such a coin, or two places have it as often, the coin keeps its name and gets no code.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Final

_CFA: Final = {
    "XOF": "Mali Bamako Niger Niamey Burkina Ouagadougou Senegal Dakar Benin Cotonou Togo Lom[ée] Ivory.Coast "
    "Ivorian Ivoir Abidjan C[ôo]te.d.Ivoire Guinea-Bissau Bissau",
    "XAF": "Cameroon Yaound[ée] Douala Chad N.Djamena Gabon Libreville Central.African Bangui Congo-?Brazzaville "
    "Brazzaville Equatorial.Guinea Malabo",
}  # fmt: skip
# By the coin: the codes and, of each, the beginnings of the names that point to it (country, people, capital).
_PLACES: Final[dict[str, dict[str, str]]] = {
    "pound": {
        "EGP": "Egypt Cairo Alexandria Sinai", "SYP": "Syria Damascus Aleppo Idlib Homs",
        "LBP": "Leban Beirut Bekaa Sidon",
        "SDG": "Sudan Khartoum Darfur Gedaref Kassala", "SSP": "South.Sudan Juba",
        "GBP": "Brit U.?K London England Scot Wales Welsh English United.Kingdom",
    },
    "dinar": {
        "IQD": "Iraq Baghdad Basra Mosul Kurdistan Erbil Kirkuk Najaf", "KWD": "Kuwait", "JOD": "Jordan Amman",
        "BHD": "Bahrain Manama",         "LYD": "Libya Tripoli Benghazi Misrata Sirte", "TND": "Tunis",
        "DZD": "Algeri Algiers", "RSD": "Serbia Belgrade",
    },
    "rial": {"IRR": "Iran Tehran Isfahan Mashhad", "YER": "Yemen Sanaa Sana.a Aden Hodeida Houthi",
             "OMR": "Oman Muscat", "SAR": "Saudi Riyadh", "QAR": "Qatar Doha"},
    "riyal": {"SAR": "Saudi Riyadh Jeddah", "QAR": "Qatar Doha", "YER": "Yemen Sanaa Sana.a Aden Hodeida Houthi",
              "OMR": "Oman Muscat", "IRR": "Iran Tehran"},
    "lira": {"TRY": "Turk Ankara Istanbul", "LBP": "Leban Beirut", "SYP": "Syria Damascus Aleppo Idlib"},
    "dirham": {"AED": "Emirat UAE U\\.A\\.E Dubai Abu.Dhabi", "MAD": "Morocc Rabat Casablanca"},
    "rupee": {"INR": "India Delhi Mumbai Kashmir", "PKR": "Pakistan Islamabad Karachi Lahore", "NPR": "Nepal Kathmandu",
              "LKR": "Sri.Lanka Colombo", "MUR": "Mauriti"},
    "shilling": {"KES": "Kenya Nairobi", "UGX": "Uganda Kampala", "TZS": "Tanzania Dodoma Dar.es.Salaam",
                 "SOS": "Somali Mogadishu"},
    "peso": {"MXN": "Mexic", "PHP": "Philippin Filipin Manila", "COP": "Colombia Bogot", "CLP": "Chile Santiago",
             "ARS": "Argentin Buenos.Aires", "CUP": "Cuba Havana"},
    "won": {"KRW": "South.Korea Seoul", "KPW": "North.Korea Pyongyang"},
    "krona": {"SEK": "Swed Stockholm", "ISK": "Iceland Reykjav"},
    "krone": {"NOK": "Norw Oslo", "DKK": "Denmark Danish Danes Copenhagen"},
    "franc": {
        "CHF": "Switzerland Swiss Geneva Zurich Bern", "CDF": "DRC Congo Kinshasa Goma Kivu",
        "RWF": "Rwanda Kigali", "BIF": "Burundi Bujumbura Gitega", "DJF": "Djibouti",
        "GNF": "Guinea Conakry", "KMF": "Comor",
        **_CFA,
    },
    "cfa": _CFA,
}  # fmt: skip
COINS: Final = frozenset(_PLACES)
_PLURALS: Final = {"won": "won", "lira": "liras", "krona": "kronor", "krone": "kroner", "cfa": "CFA francs"}
# How the names go on that have another name for a beginning ("Niger", "Nigeria").
_ENDINGS: Final = {
    "Mali": "(?:ans?)?", "Niger": "(?:iens?)?", "Chad": "(?:ians?)?", "Oman": "(?:is?)?", "Scot": "(?:s|land|tish)",
    "Guinea": "(?:ns?)?", "Jordan": "(?:ians?)?", "India": "(?:ns?)?", "Leban": "(?:on|ese)", "Turk": "(?:ey|ish|s)",
    **dict.fromkeys(("Aden", "Wales", "Bern"), ""),
}  # fmt: skip
_OF_A_PEOPLE: Final = re.compile(r"(?:[iyc]an|ese|ish|[aeuoqtn]i)s?\Z")
_AFTER: Final = re.compile(
    r" (?:(?P<cfa>CFA)|(?P<franc>francs?)|(?P<sterling>[Ss]terling)|(?P<people>[A-Z][a-z]+))(?!\w)"
)


@lru_cache(maxsize=32)
def _places(coin: str) -> re.Pattern[str]:
    """All names of a coin's places, the longest first ("South Sudan" is not "Sudan"), a group a code."""
    rows = [(code, name) for code, names in _PLACES[coin].items() for name in names.split()]
    rows.sort(key=_length)
    forms = "|".join(
        rf"(?P<{code}_{i}>{name}{_ENDINGS.get(name, '' if name.isupper() else '[a-z]{0,6}')})"
        for i, (code, name) in enumerate(rows)
    )
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)")


def _length(row: tuple[str, str]) -> int:
    return -len(row[1])


def of_people(coin: str, people: str) -> str | None:
    """The code of a people's coin ("Sudanese" pounds: "SDG"), None where they have none of that name."""
    match = _places(coin).match(people[:1].upper() + people[1:])
    return _code(match) if match else None


def _code(match: re.Match[str]) -> str:
    return (match.lastgroup or "").split("_", maxsplit=1)[0]


def whose(text: str, start: int, end: int, coin: str) -> tuple[str, int]:
    """The code of the coin that ends a quantity, or its name where the article does not say whose it is; and where its
    words end ("francs CFA", "pounds sterling", "dinars Kuwaiti")."""
    match = _AFTER.match(text, end)
    if match and match["cfa"] and coin == "franc":
        coin, end = "cfa", match.end()
    elif match and match["franc"] and coin == "cfa":
        end = match.end()
    elif match and match["sterling"] and coin == "pound":
        return "GBP", match.end()
    elif (
        match
        and match["people"]
        and _OF_A_PEOPLE.search(match["people"])
        and (code := of_people(coin, match["people"]))
    ):
        return code, match.end()
    return _of_places(text, start, end, coin) or _PLURALS.get(coin, coin + "s"), end


def _of_places(text: str, start: int, end: int, coin: str) -> str | None:
    """That of the one place of the sentence; else of the place that the article names most often."""
    low = max(text.rfind(mark, max(0, start - 200), start) for mark in (". ", "\n", "; ")) + 1
    high = end + 120
    for mark in (". ", "\n"):
        stop = text.find(mark, end, high)
        high = stop if stop >= 0 else high
    # A people is no place: "Syrian refugees pay 900 pounds" may be told of Lebanon.
    here = {
        _code(match)
        for match in _places(coin).finditer(text, max(low, start - 200), high)
        if not _OF_A_PEOPLE.search(match[0])
    }
    if len(here) == 1:
        return here.pop()
    return _of_article(text, coin)


@lru_cache(maxsize=16)
def _of_article(text: str, coin: str) -> str | None:
    counts = Counter(map(_code, _places(coin).finditer(text))).most_common(2)
    if not counts or (len(counts) == 2 and counts[0][1] == counts[1][1]):
        return None
    return counts[0][0]
