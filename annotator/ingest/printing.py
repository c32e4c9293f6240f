"""What `analyse` prints of an article: one JSON object on one line.

The line is written directly. Dictionaries handed to `json.dumps` give the same at several times the cost: most facts
stand in several claims, and few sets of reasons occur.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from json.encoder import encode_basestring as quoted
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from ..text.spans import ClaimSuggestion, DateMention, Finding, Mark, Place, Quantity, Span, Speaker

if TYPE_CHECKING:
    from .analysis import Analysis

_Fact = Quantity | DateMention | Place | Speaker | Mark
_Written = dict[int, str]  # facts by their identity: they live as long as the analysis

# A fact begins with where it stands; its other fields come with their names, in this order.
_FIELDS: Final[dict[type[object], tuple[str, attrgetter[tuple[Any, ...]]]]] = {
    kind: ("".join(f', "{name}": %s' for name in names), attrgetter(*names))
    for kind in (Quantity, DateMention, Place, Speaker, Mark)
    for names in ([name for name in kind.__match_args__ if name not in Span._fields],)
}


def line(path: str, analysis: Analysis) -> str:
    """The object that `analyse` prints (docs/commands.md names each field), as `json.dumps` would write it."""
    text = analysis.text
    written: _Written = {}
    zones = [f'{{"kind": "{zone.kind}", "start": {zone.start}, "end": {zone.end}}}' for zone in analysis.zones]
    sentences = [f'{{"start": {start}, "end": {end}}}' for start, end in analysis.sentences]
    claims = [_claim(claim, text, written) for claim in analysis.claims]
    garbles = [_garble(garble) for garble in analysis.garbles]
    published = analysis.published.isoformat() if analysis.published else None
    return (
        f'{{"path": {quoted(path)}, "text": {quoted(text)}, "title": {quoted(analysis.title)}, '
        f'"language": {quoted(analysis.language)}, "published": {_value(published)}, '
        f'"zones": {_list(zones)}, "sentences": {_list(sentences)}, "claims": {_list(claims)}, '
        f'"garbles": {_list(garbles)}}}'
    )


def _claim(claim: ClaimSuggestion, text: str, written: _Written) -> str:
    anchors = [
        f'{{"start": {start}, "end": {end}, "quote": {quoted(text[start:end])}}}' for start, end in claim.anchors
    ]
    return (
        f'{{"anchors": {_list(anchors)}, "wording": {quoted(claim.wording)}, "kinds": {_words(claim.kinds)}, '
        f'"worth": {claim.worth}, "reasons": {_words(claim.reasons)}, '
        f'"quantities": {_facts(claim.quantities, written) if claim.quantities else "[]"}, '
        f'"dates": {_facts(claim.dates, written) if claim.dates else "[]"}, '
        f'"places": {_facts(claim.places, written) if claim.places else "[]"}, '
        f'"speaker": {_fact(claim.speaker, written) if claim.speaker else "null"}, '
        f'"marks": {_facts(claim.marks, written) if claim.marks else "[]"}, '
        f'"checkable": {"true" if claim.checkable else "false"}, "missing": {_value(claim.missing)}}}'
    )


def _garble(garble: Finding) -> str:
    readings = [
        f'{{"name": {quoted(reading.name)}, "score": {_value(reading.score)}, "reason": {quoted(reading.reason)}}}'
        for reading in garble.suggestions
    ]
    return (
        f'{{"start": {garble.start}, "end": {garble.end}, "quote": {quoted(garble.quote)}, '
        f'"category": {quoted(garble.category)}, "severity": {quoted(garble.severity)}, '
        f'"detector": {quoted(garble.detector)}, "reason": {quoted(garble.reason)}, "suggestions": {_list(readings)}}}'
    )


def _facts(facts: Sequence[_Fact], written: _Written) -> str:
    return _list([written.get(id(fact)) or _fact(fact, written) for fact in facts])


def _fact(fact: _Fact, written: _Written) -> str:
    found = written.get(id(fact))
    if found is None:
        names, values = _FIELDS[type(fact)]
        rest = names % tuple(map(_value, values(fact)))
        found = written[id(fact)] = f'{{"start": {fact.start}, "end": {fact.end}{rest}}}'
    return found


def _list(items: Iterable[str]) -> str:
    return f"[{', '.join(items)}]"


@lru_cache(maxsize=1 << 12)
def _words(words: tuple[str, ...]) -> str:
    return _list(map(quoted, words))


@lru_cache(maxsize=1 << 12, typed=True)  # 1.0 is not written like 1
def _value(value: object) -> str:
    """Units, roles, days, names: the same come again and again."""
    if isinstance(value, str):
        return quoted(value)
    return "null" if value is None else json.dumps(value)
