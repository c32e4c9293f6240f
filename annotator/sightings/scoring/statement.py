"""What is compared: one statement with all that was read in it."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from ...claims.marks import marks
from ...gazetteer.lookup import Gazetteer
from ...text.dates import dates
from ...text.quantities import quantities
from ...text.quotes import speakers
from ...text.spans import DateMention, Mark, Quantity, Span, Speaker


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


def read(
    wording: str,
    *,
    published: dt.date | None = None,
    language: str = "en",
    gazetteer: Gazetteer | None = None,
) -> Statement:
    """A statement from plain words: its figures, dates, speaker and marks; names and places where a gazetteer is given.

    `published`: the day that "Tuesday" is counted from; without it such days stay words.
    """
    found = tuple(dates(wording, published=published))
    places: tuple[str, ...] = ()
    entities: frozenset[str] = frozenset()
    if gazetteer is not None:
        mentions = gazetteer.mentions(wording)
        places = tuple(place.entity for place in gazetteer.places_among(wording, mentions))
        # A garble that was confirmed everywhere counts as what was meant.
        meant = {record.id for garble in gazetteer.garbles(wording) for record, _ in garble.meant}
        entities = frozenset(entity for _, entity in mentions) | meant
    return Statement(
        wording,
        entities=entities,
        places=frozenset(places),
        quantities=tuple(quantities(wording, apart_from=found)),
        dates=found,
        speaker=speakers(wording, Span(0, len(wording))),
        marks=tuple(marks(wording)),
        published=published,
        language=language,
    )
