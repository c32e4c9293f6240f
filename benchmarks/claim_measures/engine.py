"""What is measured, and the plain baselines that stand beside it."""

from __future__ import annotations

import re
from collections.abc import Callable

from annotator.claims.splitting import claims
from annotator.gazetteer.lookup import Gazetteer
from annotator.ingest.analysis import dateline_day, statements
from annotator.text.segment import sentences
from annotator.text.spans import ClaimSuggestion
from annotator.text.zones import zones

Split = Callable[[str], list[str]]

_AND = re.compile(r",? and ")


def suggestions(text: str) -> list[ClaimSuggestion]:
    """All claims of an English text, zones and sentences found first."""
    found = zones(text)
    return claims(text, sentences(text, "en", found), found)


def with_places(text: str, gazetteer: Gazetteer) -> list[ClaimSuggestion]:
    """The same with the places of a gazetteer, and its dates resolved by the dateline: `analyse` without garbles."""
    found = zones(text)
    spans = sentences(text, "en", found)
    places = gazetteer.places_among(text, gazetteer.mentions(text))
    return statements(text, spans, found, published=dateline_day(text, found), places=places)


def wordings(text: str) -> list[str]:
    """The wordings of all claims of an English text."""
    return [claim.wording for claim in suggestions(text)]


def as_sentences(text: str) -> list[str]:
    """Baseline: each sentence is one claim."""
    return [sentence.of(text) for sentence in sentences(text)]


def at_and(text: str) -> list[str]:
    """Baseline: each sentence cut at every "and"."""
    return [part for sentence in as_sentences(text) for part in _AND.split(sentence)]


BASELINES: tuple[tuple[str, Split], ...] = (("sentence = claim", as_sentences), ("split at “and”", at_and))
