"""The facts of a text read once, and what those inside a claim make of it: its kinds, its worth and the reasons."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import Final, Generic, NamedTuple, TypeVar

from annotator.claims.parts import STOPS
from annotator.claims.verbs import own_verb
from annotator.claims.worth import BIT, named, worth
from annotator.text.spans import ClaimKind, DateMention, Mark, Place, Quantity, Span, Speaker
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
_DONE: Final = frozenset({"VBD", "VBN"})
_IS_SO: Final = frozenset({"VBZ", "VBP"})
_QUANTITY, _FIGURE, _DATE, _PLACE, _NAME = (BIT[name] for name in ("quantity", "figure", "date", "place", "name"))
_PREDICTION, _JUDGES = BIT["prediction"], BIT["demand"] | BIT["judgement"]
_OF_ROLE: Final = {"killed": BIT["toll"], "wounded": BIT["toll"], "money": BIT["money"] | BIT["figure"]}
_INCOMPLETE, _OWN_OPINION = BIT["incomplete"], BIT["own opinion"]
_NAMED_SPEAKER, _ANONYMOUS_SPEAKER = BIT["named speaker"], BIT["anonymous speaker"]
_NAMEABLE: Final = frozenset({"person", "office"})

_start = attrgetter("start")
_Fact = TypeVar("_Fact", Quantity, DateMention, Mark, Place)


class Inside(NamedTuple):
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

    __slots__ = ("_starts", "facts", "here")

    def __init__(self, facts: Sequence[_Fact]) -> None:
        self.facts: Sequence[_Fact] = facts
        self._starts = [fact.start for fact in facts]
        self.here: Sequence[_Fact] = ()

    def enter(self, sentence: Span) -> None:
        starts = self._starts
        first = bisect_left(starts, sentence.start)
        if first < len(starts) and starts[first] < sentence.end:
            self.here = self.facts[first : bisect_left(starts, sentence.end, first)]
        else:
            self.here = ()

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
        self._tokens: Sequence[Word] = ()
        self._line = ""

    def enter(self, sentence: Span, tokens: Sequence[Word], line: str = "") -> None:
        """Begin a sentence with these words and their code string (codes.py)."""
        self._quantities.enter(sentence)
        self._dates.enter(sentence)
        self._places.enter(sentence)
        self._marks.enter(sentence)
        self._tokens, self._line = tokens, line
        self._name_starts = [token.start for token in tokens if token.tag in NAMES]
        if self._knows_places:
            self._place_starts = [place.start for place in self._places.here]
        else:
            self._place_starts = [a.start for a, b in pairwise(tokens) if a.lower in _WHERE and b.tag in NAMES]

    def counts(self, sentence: Span) -> bool:
        """Whether a quantity begins in a sentence."""
        self._quantities.enter(sentence)
        return bool(self._quantities.here)

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
        tokens = self._tokens
        line = ""
        inside: list[Word] = []
        for start, end in anchors:
            low = bisect_left(tokens, start, key=_start)
            high = bisect_left(tokens, end, low, key=_start)
            line += self._line[low:high]
            inside += tokens[low:high]
        at = own_verb(line + STOPS, 0, len(line))
        if at is not None:
            return inside[at], self._sort(inside[at])
        # As in "Two raids in one night".
        tags = {word.tag for word in inside}
        return None, "event" if tags & _DONE or not tags & _IS_SO else "relation"

    def _sort(self, verb: Word) -> ClaimKind:
        """What is done in the past, also in the passive or perfect, has happened; the rest is how things are."""
        lower = verb.lower
        if lower in _PASSIVE_OR_PERFECT:
            at = bisect_left(self._tokens, verb.start, key=_start)
            return "event" if self._class_after(at) == "VBN" else "relation"
        return "event" if verb.tag == "VBD" and lower not in BE else "relation"

    def _class_after(self, i: int) -> str:
        """The class of the word after the verb at `i`, without adverbs; after "has been" of the next one."""
        tokens = self._tokens
        for at in range(i + 1, len(tokens)):
            if tokens[at].tag != "RB" and tokens[at].lower != "been":
                return tokens[at].tag
        return ""


def _any_begins(starts: Sequence[int], anchors: Sequence[Span]) -> bool:
    for low, high in anchors:
        for start in starts:
            if low <= start < high:
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
