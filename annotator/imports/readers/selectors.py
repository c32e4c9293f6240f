"""Selectors of Web Annotations as places, as far as they are about text (W3C Web Annotation Data Model 4.2).

Several selectors of one target select the same (4.2): quote and position are put together. XPath, CSS, SVG and data
positions are about a page's mark-up or a picture, of which the desk has nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from ..records import Place
from .strict_json import listed
from .w3c_model import types_of

# RFC 5147: "char=10,20" of a text/plain document; counted between characters.
_CHARACTERS: Final = re.compile(r"char=(\d{0,9}),(\d{0,9})(?:;.*)?")


def place_of(selectors: Sequence[Any], inside: Place | None = None) -> Place | None:
    """The place that these selectors of one target name, or None when none is about text."""
    found: Place | None = None
    for selector in selectors:
        here = _one(selector, inside)
        if here is None:
            continue
        if found is None:
            found = here
        elif here.quote and not found.quote:
            found = replace(here, start=found.start, end=found.end)
        elif found.start is None and here.start is not None:
            found = replace(found, start=here.start, end=here.end)
    return found


def _one(selector: Any, inside: Place | None) -> Place | None:
    if not isinstance(selector, dict):
        return None
    types = types_of(selector)
    here: Place | None = None
    if "TextQuoteSelector" in types:
        here = Place(selector["exact"], selector.get("prefix", ""), selector.get("suffix", ""), inside=inside)
        here = here if here.quote.strip() else None
    elif "TextPositionSelector" in types:
        here = _at(selector["start"], selector["end"], inside)
    elif "FragmentSelector" in types:
        found = _CHARACTERS.fullmatch(selector["value"])
        if found and found.group(1) and found.group(2):
            here = _at(int(found.group(1)), int(found.group(2)), inside)
    elif "RangeSelector" in types and "startSelector" in selector:
        start, end = (place_of([selector[name]], inside) for name in ("startSelector", "endSelector"))
        here = replace(start, until=end) if start is not None and end is not None else None
    refined = place_of(listed(selector.get("refinedBy")), here or inside)
    return refined if refined is not None else here


def _at(start: int, end: int, inside: Place | None) -> Place:
    return Place(start=start, end=end, inside=inside)
