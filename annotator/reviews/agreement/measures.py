"""How far people who judged the same things agree, as Krippendorff's alpha. Pure: judgements in, figures out.

alpha = 1 - observed disagreement / disagreement expected by chance. 1: they agree in everything; 0: as if each had
drawn from the same urn; below 0: they differ more than that. Krippendorff, Content Analysis (2019), chapter 12.

Computed by NLTK, loaded when first asked for: it takes half a second and 30 MB, and nothing else of the desk needs it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Final

# From true to false: how far apart two of them are matters. The other verdicts of the desk stand on no scale.
SCALE: Final = ("true", "mostly true", "mixed", "mostly false", "false")
# Below this many things judged by two, a figure says more of chance than of people.
FEWEST: Final = 5

Label = Hashable
Distance = Callable[[Label, Label], float]


@dataclass(frozen=True)
class Judged:
    """What one person said of one thing."""

    thing: int
    person: int
    verdict: str
    confidence: int


@dataclass(frozen=True)
class Figure:
    """`alpha` is None where there is none: fewer than FEWEST `things` that two or more judged, or all said the same
    one thing, so that nothing can be told from chance (`uniform`)."""

    alpha: float | None
    things: int
    uniform: bool = False

    @property
    def reading(self) -> str:
        """The figure in plain words. The bounds 0.8 and 0.667 are Krippendorff's own (2004, "Reliability in Content
        Analysis", p. 429): firm conclusions, and only tentative ones."""
        if self.things < FEWEST:
            return "too few"
        if self.alpha is None:
            return "all the same: nothing to tell from chance"
        bounds = ((0.8, "firm"), (0.667, "tentative"), (0.2, "weak"), (-0.2, "as by chance"))
        return next((words for bound, words in bounds if self.alpha >= bound), "against each other")


@dataclass(frozen=True)
class Agreement:
    """The same judgements measured in three ways, each by itself.

    `categories`: which verdict, all alike far apart. `scale`: how true, on the scale from true to false, only of what
    each found to be on it. `confidence`: how sure, 0 to 100. `things` and `differing` count what two or more judged,
    and where their verdicts differ.
    """

    categories: Figure
    scale: Figure
    confidence: Figure
    things: int
    differing: int


def agreement(judged: Sequence[Judged]) -> Agreement:
    """Measure judgements; each person has at most one of a thing, and not everybody needs to have judged everything."""
    verdicts: dict[int, list[str]] = {}
    for one in judged:
        verdicts.setdefault(one.thing, []).append(one.verdict)
    shared = {thing: said for thing, said in verdicts.items() if len(said) > 1}
    together = [one for one in judged if one.thing in shared]
    return Agreement(
        categories=nominal((one.person, one.thing, one.verdict) for one in together),
        scale=ordinal(((one.person, one.thing, one.verdict) for one in together if one.verdict in SCALE), SCALE),
        confidence=interval((one.person, one.thing, one.confidence) for one in together),
        things=len(shared),
        differing=sum(len(set(said)) > 1 for said in shared.values()),
    )


Rating = tuple[int, int, Label]  # person, thing, label


def nominal(ratings: Iterable[Rating], fewest: int = FEWEST) -> Figure:
    """Labels are the same or not."""
    return alpha(ratings, lambda one, other: float(one != other), fewest)


def interval(ratings: Iterable[Rating], fewest: int = FEWEST) -> Figure:
    """Labels are numbers; twice as far apart is four times the disagreement."""
    return alpha(ratings, squared, fewest)


def squared(one: Label, other: Label) -> float:
    assert isinstance(one, int | float) and isinstance(other, int | float)
    return float(one - other) ** 2


def ordinal(ratings: Iterable[Rating], scale: Sequence[Label], fewest: int = FEWEST) -> Figure:
    """Labels have an order. Between two of them lie all that were given in between: the distance is the square of
    their number, each end counted half (Krippendorff 2019, section 12.3.3)."""
    paired = shared_only(ratings)
    times = Counter(label for _, _, label in paired)
    # Where each label stands when all that were given are laid out in a row: the middle of its own.
    place = {scale[0]: times[scale[0]] / 2}
    for before, label in pairwise(scale):
        place[label] = place[before] + (times[before] + times[label]) / 2
    return alpha(paired, partial(between, place), fewest)


def between(place: dict[Label, float], one: Label, other: Label) -> float:
    return (place[one] - place[other]) ** 2


def alpha(ratings: Iterable[Rating], distance: Distance, fewest: int = FEWEST) -> Figure:
    """Krippendorff's alpha of ratings with a distance of their labels; what only one person rated is left out."""
    paired = shared_only(ratings)
    things = len({thing for _, thing, _ in paired})
    if things < fewest:
        return Figure(None, things)
    if len({label for _, _, label in paired}) == 1:
        return Figure(None, things, uniform=True)
    from nltk.metrics.agreement import AnnotationTask

    return Figure(float(AnnotationTask(data=paired, distance=distance).alpha()), things)


def shared_only(ratings: Iterable[Rating]) -> list[Rating]:
    rated = list(ratings)
    times = Counter(thing for _, thing, _ in rated)
    return [rating for rating in rated if times[rating[1]] > 1]
