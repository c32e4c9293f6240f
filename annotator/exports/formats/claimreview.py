"""ClaimReview, the mark-up by which fact-checkers publish what they found (schema.org/ClaimReview): both ways.

`claim_reviews` reads what others published, `node` writes. A review that was read and is written again is the same
JSON: what has no field of its own here, or another form than the vocabulary says, is kept as it came, in `rest`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Final, NamedTuple, TypeVar, get_type_hints

Node = dict[str, Any]
Number = int | float | str  # of a rating: schema.org takes both, and people write both

# The desk's verdicts on the scale of five that fact-checkers share, 5 best. Two of them say nothing of how true a
# claim is and stand outside: they have a name and no number.
SCALE: Final = {"true": 5, "mostly true": 4, "mixed": 3, "mostly false": 2, "false": 1}
OUTSIDE: Final = ("unverifiable", "outdated")
BEST, WORST = 5, 1


class At(NamedTuple):
    """How a field is written: its key, and that it may be text, a number, a node `of` a kind, `several` of them."""

    key: str
    of: type[Thing] | None = None
    text: bool = True
    several: bool = False
    number: bool = False


@dataclass(frozen=True, kw_only=True)
class Thing:
    """A node of the document. `types`: its @type as written; `rest`: its other keys, untouched."""

    types: Annotated[str | tuple[str, ...] | None, At("@type", several=True)] = None
    rest: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Agent(Thing):
    """A person or an organization: who made the claim, or who checked it."""

    name: Annotated[str | None, At("name")] = None
    url: Annotated[str | None, At("url")] = None
    image: Annotated[str | None, At("image")] = None
    same_as: Annotated[str | tuple[str, ...] | None, At("sameAs", several=True)] = None


@dataclass(frozen=True, kw_only=True)
class Work(Thing):
    """Where a claim appeared."""

    ident: Annotated[str | None, At("@id")] = None
    name: Annotated[str | None, At("name")] = None
    headline: Annotated[str | None, At("headline")] = None
    url: Annotated[str | None, At("url")] = None
    published: Annotated[str | None, At("datePublished")] = None


@dataclass(frozen=True, kw_only=True)
class Rating(Thing):
    """`value` on a scale from `worst` to `best`; `name` says it in words. Many have only one of the two."""

    value: Annotated[Number | None, At("ratingValue", number=True)] = None
    best: Annotated[Number | None, At("bestRating", number=True)] = None
    worst: Annotated[Number | None, At("worstRating", number=True)] = None
    name: Annotated[str | None, At("alternateName")] = None
    explanation: Annotated[str | None, At("ratingExplanation")] = None


Agents = Agent | str | tuple[Agent | str, ...] | None
Works = Work | str | tuple[Work | str, ...] | None


@dataclass(frozen=True, kw_only=True)
class Claimed(Thing):
    """The claim itself: `itemReviewed`. Older reviews have the work here in which it stands."""

    name: Annotated[str | None, At("name")] = None
    authors: Annotated[Agents, At("author", of=Agent, several=True)] = None
    published: Annotated[str | None, At("datePublished")] = None
    appearances: Annotated[Works, At("appearance", of=Work, several=True)] = None
    first: Annotated[Works, At("firstAppearance", of=Work, several=True)] = None


@dataclass(frozen=True, kw_only=True)
class Review(Thing):
    """A ClaimReview. `claim` is the claim in words, `published` a date as it was written."""

    context: Annotated[str | None, At("@context")] = None
    ident: Annotated[str | None, At("@id")] = None
    claim: Annotated[str | None, At("claimReviewed")] = None
    url: Annotated[str | None, At("url")] = None
    published: Annotated[str | None, At("datePublished")] = None
    language: Annotated[str | None, At("inLanguage")] = None
    body: Annotated[str | None, At("reviewBody")] = None
    authors: Annotated[Agents, At("author", of=Agent, several=True)] = None
    publisher: Annotated[Agent | None, At("sdPublisher", of=Agent, text=False)] = None
    item: Annotated[Claimed | None, At("itemReviewed", of=Claimed, text=False)] = None
    rating: Annotated[Rating | None, At("reviewRating", of=Rating, text=False)] = None

    @property
    def verdict(self) -> str | None:
        """The desk's verdict that the rating comes to; None where there is none like it (`rating.name` says what)."""
        return verdict_of(self.rating) if self.rating else None

    @property
    def addresses(self) -> list[str]:
        """Where the claim appeared, each address once."""
        item = self.item or Claimed()
        works = [work for given in (item.appearances, item.first) for work in listed(given)]
        found = [work if isinstance(work, str) else work.url for work in works]
        return list(dict.fromkeys(address for address in found if address))


Kind = TypeVar("Kind", bound=Thing)


def _forms(kind: type[Thing]) -> dict[str, At]:
    """The fields of a kind that have a key, with what they can hold."""
    hints = get_type_hints(kind, include_extras=True)
    return {name: hint.__metadata__[0] for name, hint in hints.items() if hasattr(hint, "__metadata__")}


FORMS: Final[dict[type[Thing], dict[str, At]]] = {kind: _forms(kind) for kind in (Agent, Work, Rating, Claimed, Review)}


def claim_reviews(document: object) -> list[Review]:
    """All ClaimReviews of a parsed JSON document, wherever they stand in it (a list, @graph, a feed, an article)."""
    return [read(Review, found) for found in _found(document)]


def _found(document: object) -> Iterator[Node]:
    # By hand and not by recursion: a document may be nested deeper than Python goes.
    waiting: list[object] = [document]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, dict):
            if "ClaimReview" in [
                str(kind).rpartition("/")[2].rpartition(":")[2] for kind in listed(thing.get("@type"))
            ]:
                yield thing
            waiting += reversed(list(thing.values()))
        elif isinstance(thing, list):
            waiting += reversed(thing)


def read(kind: type[Kind], given: Mapping[str, Any]) -> Kind:
    """A node of the document as one of the kinds above. Never fails: what does not fit goes into `rest`."""
    told: dict[str, Any] = {}
    taken = set()
    for name, form in FORMS[kind].items():
        if form.key in given:
            value, fits = _value(form, given[form.key])
            if fits:
                told[name] = value
                taken.add(form.key)
    return kind(**told, rest={key: value for key, value in given.items() if key not in taken})


def node(thing: Thing) -> Node:
    """The JSON of a thing; keys without a value are left out."""
    told = {form.key: getattr(thing, name) for name, form in FORMS[type(thing)].items()}
    return {key: _written(value) for key, value in told.items() if value is not None} | dict(thing.rest)


def _value(form: At, given: object) -> tuple[Any, bool]:
    """What was given as the field's value, and whether the field can hold it."""
    if isinstance(given, list):
        each = [_one(form, part) for part in given] if form.several else [(None, False)]
        return tuple(value for value, _ in each), all(fits for _, fits in each)
    return _one(form, given)


def _one(form: At, given: object) -> tuple[Any, bool]:
    if isinstance(given, str):
        return given, form.text
    if isinstance(given, dict) and form.of:
        return read(form.of, given), True
    return given, form.number and isinstance(given, int | float) and not isinstance(given, bool)


def _written(value: object) -> Any:
    if isinstance(value, Thing):
        return node(value)
    return [_written(part) for part in value] if isinstance(value, tuple) else value


def listed(value: Any) -> list[Any]:
    """One or several as a list; none is an empty one."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


# -- ratings


def rating_of(verdict: str, explanation: str | None = None) -> Rating:
    """A verdict of the desk as a rating: its words and, where it says how true a claim is, its place on the scale."""
    words = Rating(types="Rating", name=verdict.capitalize(), explanation=explanation)
    return replace(words, value=SCALE[verdict], best=BEST, worst=WORST) if verdict in SCALE else words


def verdict_of(rating: Rating) -> str | None:
    """The verdict that the rating's words name, else the one at its place on the rating's own scale.

    A scale is taken as even, and from 1 to 5 where it does not say (schema.org/Rating). A place between two verdicts,
    or off the scale, is none of them: such a rating is known by its words alone.
    """
    words = " ".join((rating.name or "").lower().replace("-", " ").replace("_", " ").split()).rstrip(".!")
    if words in SCALE or words in OUTSIDE:
        return words
    value = _number(rating.value)
    best = _number(BEST if rating.best is None else rating.best)
    worst = _number(WORST if rating.worst is None else rating.worst)
    if value is None or best is None or worst is None or best == worst:
        return None
    place = WORST + (BEST - WORST) * (value - worst) / (best - worst)
    return next((verdict for verdict, at in SCALE.items() if abs(place - at) < 0.01), None)


def _number(given: Number | None) -> float | None:
    try:
        return None if given is None else float(given)
    except (ValueError, OverflowError):
        return None
