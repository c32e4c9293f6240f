"""The facts of a text read once, and what those inside a claim make of it: its kinds and features."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from annotator.claims.parts import STOPS
from annotator.claims.verbs import own_verb
from annotator.text.spans import ClaimKind, DateMention, Mark, Place, Quantity, Span, Speaker, inside
from annotator.text.words import BE, HAVE, NAMES, Word

# That somebody judged is a fact ("The mayor called it a shame").
_JUDGING: Final = frozenset(
    "called described denounced condemned hailed praised branded termed labelled labeled criticised criticized".split()
)


_PASSIVE_OR_PERFECT: Final = frozenset({"was", "were"} | HAVE)
_WHERE: Final = frozenset({"in", "at", "near", "outside"})
_EXPECTING: Final = frozenset(
    "show shows suggest suggests indicate indicates expect expects hope hopes fear fears believe believes think thinks "
    "predict predicts".split()
)
_SELVES: Final = frozenset({"i", "we", "you"})
_THINKING: Final = frozenset("think thought believe believed hope feel felt guess suppose doubt wish".split())
_HANDFUL: Final = 12


class Inside(NamedTuple):
    """What lies inside a claim's anchors. `tags` are the word classes there."""

    quantities: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]
    placed: bool
    tags: frozenset[str]
    verb: str  # the claim's own verb in lower case, "" where it has none
    is_modal: bool  # its verb is "will", "should" …, or says what is expected
    sort: ClaimKind | None  # event or relation, where the verb shows it
    marks: tuple[Mark, ...] = ()
    places: tuple[Place, ...] = ()


class Reading:
    """All quantities, dates, places and marks of a text in order; each claim takes those inside its anchors."""

    def __init__(
        self,
        quantities: Sequence[Quantity],
        dates: Sequence[DateMention],
        places: Sequence[Place] | None,
        marks: Sequence[Mark] = (),
    ) -> None:
        self._marks = marks
        self._quantities, self._dates, self._places = quantities, dates, places
        self._quantity_starts = [quantity.start for quantity in quantities]
        self._date_starts = [date.start for date in dates]
        self._place_starts = sorted(place.start for place in places or ())  # none given: those of a sentence
        self._tokens: Sequence[Word] = ()
        self._line = ""
        self._token_starts: list[int] = []

    def enter(self, tokens: Sequence[Word], line: str = "") -> None:
        """Begin a sentence with these words and their code string (codes.py)."""
        self._tokens, self._line = tokens, line
        self._token_starts = [token.start for token in tokens]
        if self._places is None:
            self._place_starts = [a.start for a, b in pairwise(tokens) if a.lower in _WHERE and b.tag in NAMES]

    def counts(self, span: Span) -> bool:
        """Whether a quantity begins inside a stretch."""
        return bool(_inside(self._quantity_starts, [span]))

    def inside(self, anchors: Sequence[Span], verb: Word | None) -> Inside:
        """The facts inside a claim's anchors. `verb` is its verb where that may stand outside them."""
        within = _inside(self._token_starts, anchors)
        if verb is None:
            at = own_verb("".join([self._line[i] for i in within]) + STOPS, 0, len(within))
            verb = self._tokens[within[at]] if at is not None else None
        tags = frozenset([self._tokens[i].tag for i in within])
        return Inside(
            tuple([self._quantities[i] for i in _inside(self._quantity_starts, anchors)]),
            tuple([self._dates[i] for i in _inside(self._date_starts, anchors)]),
            bool(_inside(self._place_starts, anchors)),
            tags,
            verb.lower if verb is not None else "",
            verb is not None and (verb.tag == "MD" or verb.lower in _EXPECTING),
            self._sort(verb) if verb is not None else None,
            tuple(inside(self._marks, anchors)),
            tuple(inside(self._places, anchors)) if self._places else (),
        )

    def _sort(self, verb: Word) -> ClaimKind:
        """What is done in the past, also in the passive or perfect, has happened; the rest is how things are."""
        after = self._after(bisect_left(self._token_starts, verb.start))
        if verb.lower in _PASSIVE_OR_PERFECT:
            return "event" if after is not None and after.tag == "VBN" else "relation"
        return "event" if verb.tag == "VBD" and verb.lower not in BE else "relation"

    def _after(self, i: int) -> Word | None:
        """The word after the verb at `i`, without adverbs; after "has been" the next one."""
        for token in self._tokens[i + 1 :]:
            if token.tag != "RB" and token.lower != "been":
                return token
        return None


def _inside(starts: Sequence[int], anchors: Sequence[Span]) -> list[int]:
    """Indices of the things that begin inside an anchor."""
    found: list[int] = []
    if starts:
        for anchor in anchors:
            found.extend(range(bisect_left(starts, anchor.start), bisect_left(starts, anchor.end)))
    return found


def kinds_of(facts: Inside, speaker: Speaker | None, features: set[str], *, nominal: bool) -> tuple[ClaimKind, ...]:
    """The kinds of a claim, the one that names its sort first after "quantity"."""
    kinds: list[ClaimKind] = ["quantity"] if facts.quantities else []
    kinds.append("opinion" if _thinks(speaker) else _sort(facts, features, nominal=nominal))
    if speaker is not None:
        kinds.append("quote")
    if facts.dates:
        kinds.append("date")
    if facts.placed:
        kinds.append("place")
    return tuple(kinds)


def _thinks(speaker: Speaker | None) -> bool:
    """Whether the text's own "I" or "we" thinks or hopes so, as in "I believe the road is safe"."""
    return speaker is not None and speaker.name.lower() in _SELVES and speaker.cue.lower() in _THINKING


def _sort(facts: Inside, features: set[str], *, nominal: bool) -> ClaimKind:
    if "prediction" in features:
        return "prediction"
    judges = features & {"demand", "judgement"} and not (facts.sort == "event" and facts.verb in _JUDGING)
    if judges and not facts.quantities:
        return "opinion"
    if nominal:
        return "relation"
    if facts.sort is not None:
        return facts.sort
    # What is done in the past, or stated without a verb ("Two raids in one night"), has happened.
    return "event" if facts.tags & {"VBD", "VBN"} or not facts.tags & {"VBZ", "VBP"} else "relation"


def features_of(facts: Inside, speaker: Speaker | None, kinds: Sequence[ClaimKind]) -> set[str]:
    """The features (worth.py) that a claim's facts show."""
    roles = {quantity.role for quantity in facts.quantities}
    itself = speaker is not None and speaker.name.lower() in _SELVES  # "I said": nobody whose words could be looked up
    named = speaker is not None and not itself and speaker.kind in {"person", "office"}
    shown = {
        "event": "event" in kinds,
        "relation": "relation" in kinds,
        "quantity": bool(facts.quantities),
        "toll": bool(roles & {"killed", "wounded"}),
        "money": "money" in roles,
        "date": bool(facts.dates),
        "place": facts.placed,
        "name": bool(facts.tags & NAMES),
        "named speaker": named,
        "anonymous speaker": speaker is not None and not named and not itself,
        "own opinion": _thinks(speaker),
        "figure": any(q.value >= _HANDFUL or q.unit == "percent" or q.role == "money" for q in facts.quantities),
    }
    return {name for name, holds in shown.items() if holds}
