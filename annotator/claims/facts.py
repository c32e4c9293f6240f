"""The quantities, dates, places and speaker of a claim, read from its words in the article.

They are read again whenever its anchors change, and never touch what a reviewer entered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from ..gazetteer.queries import entity_rows, gazetteer
from ..text.dates import dates
from ..text.quantities import quantities
from ..text.quotes import speakers
from ..text.spans import DateMention, Place, Quantity, Span, Speaker, inside
from .models import Claim, Fact


def quantity_fact(found: Quantity) -> Fact:
    return Fact(
        kind="quantity",
        start=found.start,
        end=found.end,
        quote=found.quote,
        value=found.value,
        high=found.high,
        qualifier=found.qualifier,
        unit=found.unit,
        role=found.role,
    )


def date_fact(found: DateMention) -> Fact:
    return Fact(
        kind="date",
        start=found.start,
        end=found.end,
        quote=found.quote,
        resolved=found.resolved,
        until=found.until,
        precision=found.precision,
        doubt=found.doubt,
    )


def speaker_fact(found: Speaker) -> Fact:
    return Fact(
        kind="speaker",
        start=found.start,
        end=found.end,
        quote=found.name,
        role=found.kind,
        cue=found.cue,
        head=found.head,
    )


def place_facts(found: Iterable[Place], rows: Mapping[str, int]) -> list[Fact]:
    """`rows`: the entities' row ids by gazetteer id (`entity_rows`). A place that is not among them keeps its words."""
    return [
        Fact(kind="place", start=at.start, end=at.end, quote=at.quote, entity_id=rows.get(at.entity)) for at in found
    ]


def read_facts(text: str, spans: Sequence[Span], *, published: dt.date | None) -> list[Fact]:
    """The facts that stand inside these stretches of the text, in text order."""
    facts: list[Fact] = []
    for span in spans:
        facts += [quantity_fact(found) for found in quantities(text, span)]
        facts += [date_fact(found) for found in dates(text, span, published=published)]
    places = inside(gazetteer().places(text), spans)
    facts += place_facts(places, entity_rows(place.entity for place in places))
    found = speakers(text, Span(spans[0].start, spans[-1].end)) if spans else None
    if found is not None:
        facts.append(speaker_fact(found))
    return sorted(facts, key=lambda fact: (fact.start, fact.end))


def renew_facts(claim: Claim, text: str, *, published: dt.date | None) -> None:
    """Replace a claim's facts by those of its present anchors."""
    claim.facts = read_facts(text, [anchor.span for anchor in claim.anchors], published=published)
