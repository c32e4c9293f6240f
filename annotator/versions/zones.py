"""The zones of a new version: those of the rules, with what persons said of the old one. Pure; code points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..text.spans import Span, Zone
from .placing import Carrier


class Laid(NamedTuple):
    """A zone and who said so: "rule" or "person"."""

    zone: Zone
    origin: str


def carried_zones(
    carrier: Carrier, old: Sequence[Laid], old_rules: Sequence[Zone], rules: Sequence[Zone]
) -> list[Laid]:
    """The zones of the new text, in text order. `old`: as they stand on the old text; `old_rules` what the rules say of
    that one: where a person made copy of such a zone, it stays copy; `rules`: what they say of the new text."""
    made = [
        Zone(each.zone.kind, place.start, place.end)
        for each in old
        if each.origin == "person" and (place := kept(carrier, each.zone)) is not None
    ]
    copy = [
        place
        for zone in old_rules
        if not any(span_of(each.zone).overlaps(span_of(zone)) for each in old)
        and (place := kept(carrier, zone)) is not None
    ]
    said = [*map(span_of, made), *copy]
    by_rule = [zone for zone in rules if not any(span_of(zone).overlaps(span) for span in said)]
    laid = [*(Laid(zone, "rule") for zone in by_rule), *(Laid(zone, "person") for zone in made)]
    return sorted(laid, key=lambda each: each.zone.start)


def kept(carrier: Carrier, zone: Zone) -> Span | None:
    placed = carrier.place([span_of(zone)])
    return placed.spans[0] if placed.outcome in {"found", "moved"} else None


def span_of(zone: Zone) -> Span:
    return Span(zone.start, zone.end)
