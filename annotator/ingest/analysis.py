"""A text to all that the rules find in it: zones, sentences, claims, garbles. No database here."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..claims import splitting
from ..garbles import detectors
from ..gazetteer.lookup import Gazetteer
from ..text import segment, zones
from ..text.dates import dates
from ..text.spans import ClaimSuggestion, Finding, Place, Span, Zone
from . import printing

# A first line used as a title: what a list shows on one line.
LONGEST_TITLE = 90


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found in `text`. All offsets are code points into it."""

    text: str
    title: str
    language: str
    published: dt.datetime | None
    zones: list[Zone]
    sentences: list[Span]
    claims: list[ClaimSuggestion]
    garbles: list[Finding]


def analyse(
    text: str,
    *,
    title: str | None = None,
    language: str | None = None,
    published: dt.datetime | None = None,
    gazetteer: Gazetteer,
) -> Analysis:
    """Everything the rules find in a text as a reader handed it on (normalised, never changed here).

    `title` is the headline where it is known, `published` the moment that "on Monday" counts from; without it, the
    day that the dateline names.
    """
    language = language or "en"
    found_zones = zones.zones(text, title=title)
    published = published or dateline_day(text, found_zones)
    sentences = segment.sentences(text, language, found_zones)
    mentions = gazetteer.mentions(text)
    places = gazetteer.places_among(text, mentions)
    claims = statements(text, sentences, found_zones, published=published, places=places)
    return Analysis(
        text=text,
        title=title or found_title(text, found_zones),
        language=language,
        published=published,
        zones=found_zones,
        sentences=sentences,
        claims=claims,
        garbles=detectors.find_all(text, sentences, found_zones, gazetteer, language, mentions=mentions),
    )


def statements(
    text: str,
    sentences: Sequence[Span],
    found_zones: Sequence[Zone],
    *,
    published: dt.datetime | None,
    places: Sequence[Place],
) -> list[ClaimSuggestion]:
    """The claims of a text whose sentences, zones and places are known, each with its places."""
    day = published.date() if published else None
    return splitting.claims(text, sentences, found_zones, published=day, places=places)


def dateline_day(text: str, found: Sequence[Zone]) -> dt.datetime | None:
    """The day that datelines and bylines give with its year, at 0:00 UTC; None without one, and where two differ."""
    days = {
        date.resolved
        for zone in found
        if zone.kind in {"dateline", "byline"}
        for date in dates(text[zone.start : zone.end])
        if date.precision == "day" and date.resolved and not (date.doubt or date.until)
    }
    return dt.datetime.fromisoformat(f"{days.pop()}T00:00+00:00") if len(days) == 1 else None


def found_title(text: str, found: Sequence[Zone]) -> str:
    """The headline's words, else the first ones of the text, cut at a word."""
    headline = next((text[zone.start : zone.end] for zone in found if zone.kind == "headline"), "")
    words = " ".join(headline.split()) or " ".join(text[: LONGEST_TITLE * 20].split())
    if len(words) <= LONGEST_TITLE:
        return words
    cut = words[:LONGEST_TITLE].rpartition(" ")[0]
    return (cut if len(cut) > LONGEST_TITLE // 2 else words[:LONGEST_TITLE]).rstrip(" ,;:–—-") + "…"


def to_json(path: str, analysis: Analysis) -> dict[str, Any]:
    """The object that `analyse` prints (docs/commands.md names each field)."""
    printed: dict[str, Any] = json.loads(printing.line(path, analysis))
    return printed
