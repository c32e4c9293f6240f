"""The facts of a text read once, and what those inside a claim make of it: its kinds, its worth and the reasons."""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from operator import and_
from typing import Final, Generic, NamedTuple, TypeVar

from annotator.claims.parts import STOPS
from annotator.claims.verbs import own_verb
from annotator.claims.worth import BIT, named, worth
from annotator.text.spans import ClaimKind, DateMention, Mark, Place, Quantity, Span, Speaker
from annotator.text.words import BE, HAVE, NAMES, NO_WORDS, Tagged, Word

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
_DONE: Final = frozenset({"VBD", "VBN"})
_IS_SO: Final = frozenset({"VBZ", "VBP"})
_QUANTITY, _FIGURE, _DATE, _PLACE, _NAME = (BIT[name] for name in ("quantity", "figure", "date", "place", "name"))
_PREDICTION, _JUDGES = BIT["prediction"], BIT["demand"] | BIT["judgement"]
_OF_ROLE: Final = {"killed": BIT["toll"], "wounded": BIT["toll"], "money": BIT["money"] | BIT["figure"]}
_INCOMPLETE, _OWN_OPINION = BIT["incomplete"], BIT["own opinion"]
_NAMED_SPEAKER, _ANONYMOUS_SPEAKER = BIT["named speaker"], BIT["anonymous speaker"]
_NOWHERE: Final = sys.maxsize  # behind the end of any text
_NAMEABLE: Final = frozenset({"person", "office"})

_Fact = TypeVar("_Fact", Quantity, DateMention, Mark, Place)


@dataclass(slots=True)
class Inside:
    """What lies inside a claim's anchors. `features` are the bits (worth.py) of what is there."""

    quantities: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]
    places: tuple[Place, ...]
    marks: tuple[Mark, ...]
    features: int
    verb: Word | None  # the claim's own
    sort: ClaimKind  # event or relation, as the verb shows it

    @property
    def is_modal(self) -> bool:
        """Whether the verb is "will", "should" …, or says what is expected; also where there is none."""
        return self.verb is None or self.verb.tag == "MD" or self.verb.lower in _EXPECTING


class Assessment(NamedTuple):
    """What a claim's features come to. `checkable`: neither an opinion nor a prediction."""

    kinds: tuple[ClaimKind, ...]
    worth: float
    reasons: tuple[str, ...]
    checkable: bool


class _Row(Generic[_Fact]):
    """The facts of one sort in text order, and those of the sentence in hand: mostly none, and no claim need look."""

    __slots__ = ("_starts", "facts", "here", "next_start")

    def __init__(self, facts: Sequence[_Fact]) -> None:
        self.facts: Sequence[_Fact] = facts
        self._starts = [fact.start for fact in facts]
        self.here: Sequence[_Fact] = ()
        self.next_start = self._starts[0] if facts else _NOWHERE  # of the first in the sentence in hand or behind it

    def enter(self, sentence: Span) -> None:
        """Begin a sentence; none may come that stands before the last one."""
        starts = self._starts
        first = bisect_left(starts, sentence.start)
        self.next_start = starts[first] if first < len(starts) else _NOWHERE
        self.here = self.facts[first : bisect_left(starts, sentence.end, first)]

    def has_in(self, sentence: Span) -> bool:
        """Whether one begins in a sentence, whichever is in hand."""
        first = bisect_left(self._starts, sentence.start)
        return first < len(self._starts) and self._starts[first] < sentence.end

    def begin_in(self, anchors: Sequence[Span]) -> tuple[_Fact, ...]:
        """Those of the sentence that begin inside an anchor."""
        return tuple([fact for start, end in anchors for fact in self.here if start <= fact.start < end])

    def stand_in(self, anchors: Sequence[Span]) -> tuple[_Fact, ...]:
        """Those of the sentence that stand wholly inside an anchor."""
        return tuple([fact for start, end in anchors for fact in self.here if start <= fact.start and fact.end <= end])


class Reading:
    """All quantities, dates, places and marks of a text in order; each claim takes those inside its anchors."""

    def __init__(
        self,
        quantities: Sequence[Quantity],
        dates: Sequence[DateMention],
        places: Sequence[Place] | None,
        marks: Sequence[Mark] = (),
    ) -> None:
        self._quantities, self._dates = _Row(quantities), _Row(dates)
        self._places, self._marks = _Row(places or ()), _Row(marks)
        self._knows_places = places is not None
        self._place_starts: list[int] = []
        self._name_starts: list[int] = []
        self._row = NO_WORDS
        self._line = ""

    def enter(self, sentence: Span, row: Tagged, line: str) -> None:
        """Begin a sentence with these words and their code string (codes.py); sentences come in text order."""
        for facts in (self._quantities, self._dates, self._places, self._marks):
            if facts.here or facts.next_start < sentence.end:
                facts.enter(sentence)
        self._row, self._line = row, line
        names = list(map(NAMES.__contains__, row.tags))
        self._name_starts = list(compress(row.starts, names))
        if self._knows_places:
            self._place_starts = [place.start for place in self._places.here]
        else:
            wheres = map(_WHERE.__contains__, row.lowers)
            self._place_starts = list(compress(row.starts, map(and_, wheres, names[1:])))

    def counts(self, sentence: Span) -> bool:
        """Whether a quantity begins in a sentence, also in one ahead of that in hand."""
        return self._quantities.has_in(sentence)

    def inside(self, anchors: Sequence[Span], verb: Word | None) -> Inside:
        """The facts inside a claim's anchors. `verb` is its verb where that may stand outside them."""
        if verb is None:
            verb, sort = self._found_verb(anchors)
        else:
            sort = self._sort(verb)
        features = _NAME if self._name_starts and _any_begins(self._name_starts, anchors) else 0
        quantities = self._quantities.begin_in(anchors) if self._quantities.here else ()
        if quantities:
            features |= _of_quantities(quantities)
        dates = self._dates.begin_in(anchors) if self._dates.here else ()
        if dates:
            features |= _DATE
        if self._place_starts and _any_begins(self._place_starts, anchors):
            features |= _PLACE
        return Inside(
            quantities,
            dates,
            self._places.stand_in(anchors) if self._places.here else (),
            self._marks.stand_in(anchors) if self._marks.here else (),
            features,
            verb,
            sort,
        )

    def _found_verb(self, anchors: Sequence[Span]) -> tuple[Word | None, ClaimKind]:
        """The verb inside the anchors, and event or relation; what is stated without one has happened."""
        starts = self._row.starts
        line = ""
        inside: list[int] = []  # word indices
        for start, end in anchors:
            low = bisect_left(starts, start)
            high = bisect_left(starts, end, low)
            line += self._line[low:high]
            inside += range(low, high)
        at = own_verb(line + STOPS, 0, len(line))
        if at is not None:
            verb = self._row.tokens[inside[at]]
            return verb, self._sort(verb)
        # As in "Two raids in one night".
        tags = {self._row.tags[i] for i in inside}
        return None, "event" if tags & _DONE or not tags & _IS_SO else "relation"

    def _sort(self, verb: Word) -> ClaimKind:
        """What is done in the past, also in the passive or perfect, has happened; the rest is how things are."""
        lower = verb.lower
        if lower in _PASSIVE_OR_PERFECT:
            at = bisect_left(self._row.starts, verb.start)
            return "event" if self._class_after(at) == "VBN" else "relation"
        return "event" if verb.tag == "VBD" and lower not in BE else "relation"

    def _class_after(self, i: int) -> str:
        """The class of the word after the verb at `i`, without adverbs; after "has been" of the next one."""
        lowers, tags = self._row.lowers, self._row.tags
        for at in range(i + 1, len(tags)):
            if tags[at] != "RB" and lowers[at] != "been":
                return tags[at]
        return ""


def _any_begins(starts: Sequence[int], anchors: Sequence[Span]) -> bool:
    for low, high in anchors:
        at = bisect_left(starts, low)
        if at < len(starts) and starts[at] < high:
            return True
    return False


def _of_quantities(quantities: Sequence[Quantity]) -> int:
    features = _QUANTITY
    for quantity in quantities:
        if quantity.role is not None:
            features |= _OF_ROLE.get(quantity.role, 0)
        if quantity.value >= _HANDFUL or quantity.unit == "percent":
            features |= _FIGURE
    return features


def assess(facts: Inside, worded: int, speaker: Speaker | None, *, is_incomplete: bool, is_nominal: bool) -> Assessment:
    """Kinds and worth of a claim from its facts, the features of its words (worth.py) and who says it."""
    features = worded | facts.features
    if is_incomplete:
        features |= _INCOMPLETE
    if speaker is None:
        return _assessment(features, _sort(facts, features, is_nominal=is_nominal), False)
    if speaker.name.lower() in _SELVES:  # "I said": nobody whose words could be looked up
        if speaker.cue.lower() in _THINKING:
            return _assessment(features | _OWN_OPINION, "opinion", True)
    else:
        features |= _NAMED_SPEAKER if speaker.kind in _NAMEABLE else _ANONYMOUS_SPEAKER
    return _assessment(features, _sort(facts, features, is_nominal=is_nominal), True)


def _sort(facts: Inside, features: int, *, is_nominal: bool) -> ClaimKind:
    if features & _PREDICTION:
        return "prediction"
    if features & _JUDGES and not facts.quantities:
        told = facts.verb is not None and facts.sort == "event" and facts.verb.lower in _JUDGING
        if not told:
            return "opinion"
    return "relation" if is_nominal else facts.sort


@lru_cache(maxsize=1 << 12)
def _assessment(features: int, sort: ClaimKind, is_quoted: bool) -> Assessment:
    """Few sets of features occur, so answers are kept. The kind that names the sort comes first after "quantity"."""
    kinds: list[ClaimKind] = ["quantity"] if features & _QUANTITY else []
    kinds.append(sort)
    if is_quoted:
        kinds.append("quote")
    if features & _DATE:
        kinds.append("date")
    if features & _PLACE:
        kinds.append("place")
    if sort in {"event", "relation"}:
        features |= BIT[sort]
    score, reasons = worth(named(features))
    return Assessment(tuple(kinds), score, reasons, sort not in {"opinion", "prediction"})
