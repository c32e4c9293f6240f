"""What an article tells in figures and dates: its claims as statements, each with the event that it belongs to."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

from ..gazetteer.lookup import Gazetteer
from ..sightings.scoring.statement import Statement
from ..text.dates import dates
from ..text.quantities import quantities
from ..text.segment import sentences
from ..text.spans import DateMention, Place, Quantity, Span, Zone
from .figures import Figure, figures
from .settings import Setting, days_of
from .vocabulary import Words, words_of

_NO_PLACE_BEFORE: Final = re.compile(r"(?:\b(?:pro|anti)-|[\w-]-)$", re.I)
_NO_PLACE_AFTER: Final = re.compile(r"^-(?:backed|led|linked|aligned|allied|based|born|made|style)")
_OUT: Final = frozenset({"byline", "dateline", "boilerplate", "repeated-lead", "truncated", "caption", "headline"})


class Stated(NamedTuple):
    """A claim as it came from the desk: its wording without brackets is what is read; `start` of its first anchor."""

    claim: int
    wording: str
    start: int
    end: int
    rank: int  # the lower the rather it stands for the figure: a person's before a rule's
    put_right: tuple[Quantity, ...] = ()  # quantities that a person put right; they are matched by their words


class Told(NamedTuple):
    """One figure of an article with its claim and setting."""

    figure: Figure
    setting: Setting
    stated: Stated
    statement: Statement


class Saying(NamedTuple):
    """A claim with its setting, whether or not it has figures."""

    setting: Setting
    stated: Stated
    statement: Statement


class Telling(NamedTuple):
    figures: tuple[Told, ...]
    sayings: tuple[Saying, ...]


class _Around:
    """Where and when each part of an article is, by the places and dates in its sentences."""

    def __init__(
        self, text: str, zones: Sequence[Zone], title: str, published: dt.datetime | None, names: Gazetteer
    ) -> None:
        day = published.date() if published else None
        self.text, self.title = text, title
        self.spans = [
            span for span in sentences(text, zones=zones)
            if not any(zone.kind in _OUT and zone.start <= span.start < zone.end for zone in zones)
        ]  # fmt: skip
        self.starts = [span.start for span in self.spans]
        self.places = [place for place in names.places(text) if is_place(text, place)]
        self.place_starts = [place.start for place in self.places]
        self.dates = dates(text, published=day)
        self.date_starts = [date.start for date in self.dates]
        self.names = names
        self.main = words_of(f"{title}. {self.spans[0].of(text) if self.spans else ''}").names
        self.of_title = lain_in(names.places(title), title, names)

    def at(self, start: int) -> tuple[frozenset[str], tuple[DateMention, ...], Words]:
        """Places, dates and topic around an offset: those of its sentence, else of the ones before it in its
        paragraph, else of the first sentence and the title."""
        number = max(0, bisect_right(self.starts, start) - 1)
        if not self.spans:
            return self.of_title, (), words_of(self.title)
        chain = [number]
        while chain[-1] > 0 and "\n" not in self.text[
            self.spans[chain[-1] - 1].end : self.spans[chain[-1]].start
        ].strip(" "):
            chain.append(chain[-1] - 1)
        chain.append(0)
        places: frozenset[str] = frozenset()
        found: tuple[DateMention, ...] = ()
        for each in chain:
            places = places or lain_in(
                self._inside(self.places, self.place_starts, self.spans[each]), self.text, self.names
            )
            found = found or tuple(
                date
                for date in self._inside(self.dates, self.date_starts, self.spans[each])
                if date.precision != "time"
            )
        near = " ".join(self.spans[each].of(self.text) for each in dict.fromkeys((number, max(0, number - 1))))
        return places or self.of_title, found, words_of(f"{near} {self.title}")

    @staticmethod
    def _inside(things: Sequence, starts: Sequence[int], span: Span) -> list:
        return list(things[bisect_right(starts, span.start - 1) : bisect_right(starts, span.end - 1)])


def is_place(text: str, place: Place) -> bool:
    """Not "Iran" in "pro-Iran" or "Iran-backed", which says nothing of where."""
    return not _NO_PLACE_BEFORE.search(text[max(0, place.start - 6) : place.start]) and not _NO_PLACE_AFTER.match(
        text[place.end : place.end + 10]
    )


def lain_in(places: Sequence[Place], text: str, names: Gazetteer) -> frozenset[str]:
    """The gazetteer ids of places, and of those that their names tell they belong to: Erbil of "Erbil International
    Airport"."""
    found = set[str]()
    for place in places:
        if is_place(text, place):
            found.add(place.entity)
            record = names.entity(place.entity)
            words = record.name.split() if record else []
            for count in range(1, len(words)):
                found.update(each.id for each in names.exact(" ".join(words[:count])) if each.kind == "place")
    return frozenset(found)


def statement_of(
    wording: str, published: dt.date | None, names: Gazetteer, put_right: Sequence[Quantity] = ()
) -> Statement:
    """A claim's wording read as plain words: brackets are taken off, what is in them counts."""
    plain = wording.replace("[", "").replace("]", "")
    read = [quantity for quantity in quantities(plain) if not any(each.quote in quantity.quote for each in put_right)]
    for each in put_right:
        at = plain.find(each.quote)
        if at >= 0:
            read.append(each._replace(start=at, end=at + len(each.quote)))
    return Statement(
        plain,
        places=lain_in(names.places(plain), plain, names),
        quantities=tuple(sorted(read)),
        dates=tuple(dates(plain, published=published)),
        published=published,
    )


def telling(  # noqa: PLR0917 - an article's fields
    text: str,
    zones: Sequence[Zone],
    title: str,
    published: dt.datetime | None,
    stated: Sequence[Stated],
    names: Gazetteer,
) -> Telling:
    """The figures and statements of an article. A figure that several claims tell is told once, by the best of them."""
    around = _Around(text, zones, title, published, names)
    told: dict[tuple[object, ...], Told] = {}
    sayings = []
    for each in sorted(stated, key=lambda one: (one.rank, one.start)):
        statement = statement_of(each.wording, published.date() if published else None, names, each.put_right)
        places, found, topic = around.at(each.start)
        own = days_of(statement.dates)
        vague = any(not date.resolved for date in statement.dates)  # "that winter": not the day of what stands around
        setting = Setting(
            words_of(statement.wording),
            statement.places,
            own,
            places,
            () if vague else days_of(found),
            topic,
            around.main,
            published,
        )
        sayings.append(Saying(setting, each, statement))
        for figure in figures(statement):
            key = (figure.name, figure.value, figure.quantity.high, figure.stage, figure.thing.who & {"civilian"})
            before = told.get(key)
            if before is None or (each.rank, not setting.places) < (before.stated.rank, not before.setting.places):
                told[key] = Told(figure, setting, each, statement)
    return Telling(tuple(told.values()), tuple(sayings))
