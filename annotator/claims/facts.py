"""The quantities, dates, places and speaker of a claim, read from its words in the article.

They are read again whenever its anchors change, and never touch what a reviewer entered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from ..text.dates import dates
from ..text.quantities import quantities
from ..text.quotes import speakers
from ..text.spans import DateMention, Quantity, Span, Speaker
from .models import Claim, Fact

# The places of a text: (where, the entity's row id).
Places = Callable[[str], Iterable[tuple[Span, int]]]


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
        precision=found.precision,
    )


def speaker_fact(found: Speaker) -> Fact:
    return Fact(kind="speaker", start=found.start, end=found.end, quote=found.name, role=found.kind, cue=found.cue)


def read_facts(
    text: str, spans: Sequence[Span], *, published: dt.date | None, places: Places | None = None
) -> list[Fact]:
    """The facts that stand inside these stretches of the text, in text order."""
    facts: list[Fact] = []
    for span in spans:
        facts += [quantity_fact(found) for found in quantities(text, span)]
        facts += [date_fact(found) for found in dates(text, span, published=published)]
        if places is not None:
            facts += [
                Fact(
                    kind="place",
                    start=span.start + at.start,
                    end=span.start + at.end,
                    quote=at.of(words),
                    entity_id=row,
                )
                for words in (span.of(text),)
                for at, row in places(words)
            ]
    found = speakers(text, Span(spans[0].start, spans[-1].end)) if spans else None
    if found is not None:
        facts.append(speaker_fact(found))
    return sorted(facts, key=lambda fact: (fact.start, fact.end))


def renew_facts(claim: Claim, text: str, *, published: dt.date | None, places: Places | None = None) -> None:
    """Replace a claim's facts by those of its present anchors."""
    claim.facts = read_facts(text, [anchor.span for anchor in claim.anchors], published=published, places=places)
