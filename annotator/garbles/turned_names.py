"""Names of bodies that put behind an "of" what English puts before the noun: "National Group of Steel".

Known or not: what follows the "of" is no place and no person, but what the body deals with, and English has that first
("Human Rights Commission", "National Steel Group"). Courts, ministries and offices are left alone: "Court of Human
Rights", "Ministry of Oil" are English.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_DEALS_WITH: Final = (
    r"(?P<goods>Steel|Oil|Petroleum|Gas|Railways?|Electricity|Water|Textiles?|Phosphates?|Hydrocarbons?|Sugar|Airlines?|"
    r"Aviation|Cement|Tobacco|Minerals?|Mines|Cotton|Ports|Telecommunications?|Insurance)"
)
_OF_GOODS: Final = re.compile(
    r"\b(?P<before>(?:[A-Z][\w’'-]+ ){0,3}(?:National|General|Public|State|[A-Z][a-z]+(?:an|ish|i|ese)) )"
    r"(?P<head>Group|Company|Society|Corporation|Enterprise|Establishment|Complex) of (?:the )?"
    rf"{_DEALS_WITH}\b(?! [A-Z&])"
)
_OF_RIGHTS: Final = re.compile(
    r"\b(?P<before>(?:[A-Z][\w’'-]+ ){0,3})(?P<head>Commission|Council|Association|League|Committee|Organi[sz]ation|"
    r"Network|Observatory|Foundation) of (?:the )?(?P<goods>Human Rights|Rights of (?:the )?Man|Civil Society|"
    r"Foreign Affairs|Public Works|Rapid Support)\b(?! [A-Z&])"
)
_OF_PEOPLE: Final = re.compile(
    r"\b(?P<before>(?:[A-Z][\w’'-]+ ){0,3})(?P<head>Front|Movement|Army|Party|Forces?|Committees?|Union) of (?:the )?"
    r"(?P<goods>(?:National|Popular|Revolutionary|Democratic) "
    r"(?:Liberation|Resistance|Salvation|Defen[cs]e|Mobili[sz]ation))"
    r"\b(?! [A-Z&])"
)
# "Airlines" is one word and all of it; "Delta Air Lines" is a name.
_OF_LINES: Final = re.compile(
    r"\b(?P<before>(?:[A-Z][\w’'-]+ ){1,4})(?:Airlines?|Airways?|Aerial|Aviation|Aircraft|Airplane|Flight) Lines\b"
)
_RIGHT: Final = {"Rights of Man": "Human Rights", "Rights of the Man": "Human Rights"}


@lru_cache(maxsize=1 << 13)
def turned_round(quote: str) -> tuple[int, int, str] | None:
    """Where such a name stands in a written name, and how English writes it."""
    if quote.endswith(" Lines"):
        lines = _OF_LINES.search(quote)
        return (lines.start(), lines.end(), f"{lines['before']}Airlines") if lines else None
    if " of " not in quote:
        return None  # nearly all names
    for pattern in (_OF_GOODS, _OF_RIGHTS, _OF_PEOPLE):
        match = pattern.search(quote)
        if match:
            goods = _RIGHT.get(match["goods"], match["goods"]).replace("Popular ", "People’s ")
            return match.start(), match.end(), f"{match['before']}{goods} {match['head']}"
    return None
