"""Claims that say who somebody is, or what something is: "[Hiwa Karim is] a grocer of the district". Pure."""

from __future__ import annotations

import re
from typing import Final

# What stands before the copula, within the brackets or without; then an article, or a noun with "of" or "in". Not what
# was done to it ("[Flights were] resumed at noon").
NAMING: Final = re.compile(
    r"\[?[A-ZÀ-Þ][^\[\].,;:]{1,70}?(?:\])? (?:is|are|was|were)\]? "
    r"(?:(?:the|an?|one of) |(?![\w’'-]+(?:ed|en) )(?:[\w’'-]+ ){1,2}(?:of|in) )"
)
# "The attack was the third in a week" counts and dates: it says more than what it was.
_COUNTS: Final = re.compile(
    r"\b(?:first|second|third|fourth|fifth|last|latest|[0-9]+(?:st|nd|rd|th)|most|worst|largest)\b"
)


def is_naming(wording: str) -> bool:
    """Whether a claim says no more than who or what its subject is."""
    found = NAMING.match(wording)
    return found is not None and not _COUNTS.search(wording)
