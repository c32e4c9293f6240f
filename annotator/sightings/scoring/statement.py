"""What is compared: one statement with all that was read in it."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from ...text.spans import DateMention, Mark, Quantity, Speaker


class Statement(NamedTuple):
    """A claim as scoring and readings see it. Offsets of its parts are code points into `wording` or, where they were
    read in an article, into that article's text: they order the parts and are not used to cut.

    `entities` and `places` are gazetteer ids, whichever spelling stands in the words: a garble with a known reading
    counts as what was meant.
    """

    wording: str
    entities: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[DateMention, ...] = ()
    speaker: Speaker | None = None
    marks: tuple[Mark, ...] = ()
    kinds: tuple[str, ...] = ()
    published: dt.date | None = None  # the article's
    language: str = "en"
