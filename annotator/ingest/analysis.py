"""A text to all that the rules find in it: zones, sentences, claims, garbles. No database here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..claims import splitting
from ..garbles import detectors
from ..garbles.passage import About
from ..gazetteer.lookup import Gazetteer, without_collection
from ..text import segment, zones
from ..text.dates import dates
from ..text.spans import ClaimSuggestion, DateMention, Finding, Mark, Place, Quantity, Span, Speaker, Zone

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


@without_collection()  # the rules leave next to no cycles: to look for them found nothing and took 2 % of the time
def analyse(
    text: str,
    *,
    title: str | None = None,
    language: str | None = None,
    published: dt.datetime | None = None,
    source: str | None = None,
    source_language: str | None = None,
    feed: str | None = None,
    gazetteer: Gazetteer,
    known_zones: Sequence[Zone] | None = None,
) -> Analysis:
    """Everything the rules find in a text as a reader handed it on (normalised, never changed here).

    `title` is the headline where it is known, `published` the moment that "on Monday" counts from; without it, the
    day that the dateline names. `source` is the text that it was translated from, `feed` the one that it came by.
    `known_zones`: those of the text, where persons have said of some of them what they are.
    """
    language = language or "en"
    found_zones = zones.zones(text, title=title) if known_zones is None else list(known_zones)
    published = published or dateline_day(text, found_zones)
    sentences = segment.sentences(text, language, found_zones)
    mentions = gazetteer.mentions(text)
    places = gazetteer.places_among(text, mentions)
    claims = statements(text, sentences, found_zones, published=published, places=places)
    about = About(language, published.date() if published else None, claims, source, source_language, feed)
    return Analysis(
        text=text,
        title=title or found_title(text, found_zones),
        language=language,
        published=published,
        zones=found_zones,
        sentences=sentences,
        claims=claims,
        garbles=detectors.find_all(text, sentences, found_zones, gazetteer, about, mentions=mentions),
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
    text = analysis.text
    return {
        "path": path,
        "text": text,
        "title": analysis.title,
        "language": analysis.language,
        "published": analysis.published.isoformat() if analysis.published else None,
        "zones": [fact_json(zone) for zone in analysis.zones],
        "sentences": [fact_json(sentence) for sentence in analysis.sentences],
        "claims": [claim_json(claim, text) for claim in analysis.claims],
        "garbles": [garble_json(garble) for garble in analysis.garbles],
    }


def claim_json(claim: ClaimSuggestion, text: str) -> dict[str, Any]:
    return {
        "anchors": [fact_json(span) | {"quote": span.of(text)} for span in claim.anchors],
        "wording": claim.wording,
        "kinds": list(claim.kinds),
        "worth": claim.worth,
        "reasons": list(claim.reasons),
        "quantities": [fact_json(quantity) for quantity in claim.quantities],
        "dates": [fact_json(date) for date in claim.dates],
        "places": [fact_json(place) for place in claim.places],
        "speaker": fact_json(claim.speaker) if claim.speaker else None,
        "marks": [fact_json(mark) for mark in claim.marks],
        "checkable": claim.checkable,
        "missing": claim.missing,
    }


def fact_json(fact: Span | Zone | Quantity | DateMention | Place | Speaker | Mark | Finding) -> dict[str, Any]:
    """The fields by name. All are plain values: nothing is copied."""
    return dict(zip(fact._fields, fact, strict=True))


def garble_json(garble: Finding) -> dict[str, Any]:
    suggestions = [
        {"name": reading.name, "score": reading.score, "reason": reading.reason} for reading in garble.suggestions
    ]
    return fact_json(garble) | {"suggestions": suggestions}
