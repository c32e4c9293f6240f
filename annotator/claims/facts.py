"""The quantities, dates, places and speaker of a claim, read from its words in the article.

They are read again whenever its anchors change, and never touch what a reviewer entered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..gazetteer.lookup import Gazetteer
from ..gazetteer.queries import entity_rows, gazetteer
from ..text.dates import dates
from ..text.quantities import quantities
from ..text.quotes import speakers
from ..text.segment import sentences
from ..text.spans import DateMention, Mark, Place, Quantity, Span, Speaker, inside
from .marks import marks
from .models import Claim, Fact

# A sentence of copy is shorter than this; what stands farther away says nothing about a claim.
SURROUNDINGS = 2_000


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


def read_facts(
    text: str, spans: Sequence[Span], *, published: dt.date | None, names: Gazetteer | None = None
) -> list[Fact]:
    """The facts that stand inside these stretches of the text, in text order, and who says them: the attribution may
    stand in the same sentence outside of the stretches. `names`: the gazetteer, where the caller has it at hand."""
    if not spans:
        return []
    facts: list[Fact] = []
    for span in spans:
        facts += [quantity_fact(found) for found in quantities(text, span)]
        facts += [date_fact(found) for found in dates(text, span, published=published)]
    around = surroundings(text, spans)
    shifted = [Span(span.start - around.start, span.end - around.start) for span in spans]
    places = [
        Place(at.start + around.start, at.end + around.start, at.quote, at.entity)
        for at in inside((names or gazetteer()).places(around.of(text)), shifted)
    ]
    facts += place_facts(places, entity_rows(place.entity for place in places))
    found = speakers(text, sentence_around(text, spans[0], around))
    if found is not None:
        facts.append(speaker_fact(found))
    return sorted(facts, key=lambda fact: (fact.start, fact.end))


def read_marks(text: str, spans: Sequence[Span]) -> list[dict[str, Any]]:
    """The marked words (negated, hedged …) inside these stretches, in text order, as a claim's row keeps them."""
    if not spans:
        return []
    around = surroundings(text, spans)
    found = [
        Mark(mark.start + around.start, mark.end + around.start, mark.quote, mark.kind)
        for mark in marks(around.of(text))
    ]
    return [mark_record(mark) for mark in inside(found, spans)]


def mark_record(mark: Mark) -> dict[str, Any]:
    return {"start": mark.start, "end": mark.end, "quote": mark.quote, "kind": mark.kind}


def surroundings(text: str, spans: Sequence[Span]) -> Span:
    """The paragraphs that the stretches stand in, at most `SURROUNDINGS` characters more on each side."""
    first, last = spans[0].start, spans[-1].end
    low, high = max(0, first - SURROUNDINGS), min(len(text), last + SURROUNDINGS)
    before, after = text.rfind("\n\n", low, first), text.find("\n\n", last, high)
    return Span(before + 2 if before >= 0 else low, after if after >= 0 else high)


def sentence_around(text: str, span: Span, around: Span) -> Span:
    """The sentence in which a stretch begins, else the stretch itself."""
    for found in sentences(around.of(text)):
        sentence = Span(found.start + around.start, found.end + around.start)
        if sentence.start <= span.start < sentence.end:
            return sentence
    return span


def renew_facts(claim: Claim, text: str, *, published: dt.date | None) -> None:
    """Replace a claim's facts by those of its present anchors. What a person put right stays, and no rule says it
    again beside it."""
    kept = [fact for fact in claim.facts if fact.origin == "person"]
    taken = [(fact.kind, Span(fact.start, fact.end)) for fact in kept]
    voiced = any(fact.kind == "speaker" for fact in kept)  # a claim has one speaker
    found = read_facts(text, [anchor.span for anchor in claim.anchors], published=published)
    claim.facts = kept + [
        fact
        for fact in found
        if not (voiced and fact.kind == "speaker")
        and not any(kind == fact.kind and span.overlaps(Span(fact.start, fact.end)) for kind, span in taken)
    ]
