"""What a dashboard is asked for: the period, a collection, a feed; and the claims that a mark of it stands for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final
from zoneinfo import ZoneInfo

from ...accounts.models import User
from ...reviews.blindness import sees_all
from ..garbles.board import Board, sum_of_bits
from ..ledger.ledger import Ledger
from .counting import Counted

PERIODS: Final = {"7": "7 days", "30": "30 days", "90": "90 days", "365": "a year", "all": "all time"}
USUAL: Final = "30"
DAY: Final = dt.timedelta(days=1)
STAGES: Final = ("settled", "judged", "to judge")
WORK: Final = ("to judge", "second reader", "recheck")
SAID: Final = ("alike", "apart")
ALL: Final = -1  # a mask with every bit


@dataclass(frozen=True)
class Asked:
    """What was asked, by whom and when. `feed` and `collection` "": all of them."""

    user: User
    at: dt.datetime
    zone: ZoneInfo
    period: str = USUAL
    collection: str = ""
    feed: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str], user: User, at: dt.datetime, zone: ZoneInfo) -> Asked:
        """What an address asks; a period that there is not is the usual one."""
        period = given.get("period", USUAL)
        return cls(
            user,
            at,
            zone,
            period if period in PERIODS else USUAL,
            given.get("collection", "")[:20],
            given.get("feed", "")[:200],
        )

    @property
    def address(self) -> dict[str, str]:
        """The filters that are set, for an address."""
        given = {"period": self.period, "collection": self.collection, "feed": self.feed}
        return {name: value for name, value in given.items() if value and (name, value) != ("period", USUAL)}

    @property
    def today(self) -> dt.date:
        return self.at.astimezone(self.zone).date()

    @property
    def first_day(self) -> dt.date | None:
        """None: from the beginning on."""
        return None if self.period == "all" else self.today - (int(self.period) - 1) * DAY

    def seconds(self, day: dt.date) -> float:
        """When a day begins on the desk, in seconds since 1970."""
        return dt.datetime.combine(day, dt.time(), self.zone).timestamp()

    def day(self, seconds: float) -> dt.date:
        return dt.datetime.fromtimestamp(seconds, self.zone).date()

    @property
    def span(self) -> tuple[float, float]:
        """The period in seconds since 1970, half-open."""
        first = self.first_day
        return (self.seconds(first) if first else 0.0), self.seconds(self.today + DAY)


@dataclass(frozen=True)
class Desk:
    """All that is counted, and what of it this person may count under the filters."""

    asked: Asked
    ledger: Ledger
    board: Board
    counted: Counted
    collections: Mapping[int, str] = field(default_factory=dict)  # names

    @cached_property
    def claims(self) -> int:
        """The claims of the articles that the filters leave and this person may open."""
        mask = self.ledger.claims_open_to(self.asked.user)
        for name in ("feed", "collection"):
            if value := getattr(self.asked, name):
                mask &= self.ledger.claims_of(name, value)
        return mask

    @cached_property
    def told(self) -> int:
        """The claims whose verdicts this person may know: on a desk that judges blind, those that are settled or that
        they judged themselves (reviews/blindness.py)."""
        if sees_all(self.asked.user):
            return self.claims
        own = self.ledger.claims_of("judged by", str(self.asked.user.id))
        return self.claims & (own | self.ledger.claims_of("state", "settled"))

    @cached_property
    def standing(self) -> int:
        """The claims that there is something to judge in."""
        return self.claims & self.ledger.claims_of("checkable", "") & ~self.ledger.claims_of("state", "not-a-claim")

    def judged(self, start: float, end: float) -> int:
        return sum_of_bits(self.counted.judged.between(start, end))

    @cached_property
    def judged_now(self) -> int:
        return self.judged(*self.asked.span)

    def stage(self, name: str) -> int:
        settled = self.ledger.claims_of("state", "settled")
        judged = self.ledger.claims_of("state", "assessed")
        return self.standing & {"settled": settled, "judged": judged, "to judge": ~(settled | judged)}[name]

    def work(self, name: str) -> int:
        states = {"to judge": ("suggested", "open", "ambiguous"), "second reader": ("assessed",)}
        return self.standing & self.ledger.claims_of("state", *states.get(name, ("recheck",)))

    def said(self, name: str) -> int:
        """The claims that several judged, alike or apart."""
        mask = 0
        for verdicts, those in self.counted.said.items():
            if (len(set(verdicts)) == 1) == (name == "alike"):
                mask |= those
        return mask & self.told


# -- the claims behind a mark

Behind = Mapping[str, str]
NAMES: Final = ("judged", "settled", "waits", "verdict", "stage", "work", "said", "kind", "of", "value")


def behind(desk: Desk, given: Behind) -> int:
    """The claims that these words of an address name, as a mask. What is no such word narrows nothing."""
    mask = desk.claims
    for name in ("judged", "settled", "waits"):
        days = read_days(given.get(name, ""))
        if days is not None:
            first, last = days
            start = desk.asked.seconds(first) if first else 0.0
            mask &= sum_of_bits(getattr(desk.counted, name).between(start, desk.asked.seconds(last + DAY)))
    choices: Any = (
        ("verdict", lambda value: desk.counted.verdicts.get(value, 0) & desk.told),
        ("stage", lambda value: desk.stage(value) if value in STAGES else 0),
        ("work", lambda value: desk.work(value) if value in WORK else 0),
        ("said", lambda value: desk.said(value) if value in SAID else 0),
        ("kind", lambda value: desk.ledger.claims_of("kind", value)),
    )
    for name, narrow in choices:
        if given.get(name):
            mask &= narrow(given[name])
    if given.get("of") in {"feed", "collection"}:
        mask &= desk.ledger.claims_of(given["of"], given.get("value", ""))
    return mask


def days(first: dt.date | None, last: dt.date) -> str:
    """A stretch of days as an address has it: both ends are inside; without a first from the beginning on."""
    return f"{first.isoformat() if first else ''}..{last.isoformat()}"


def read_days(words: str) -> tuple[dt.date | None, dt.date] | None:
    first, dots, last = words.partition("..")
    try:
        return (dt.date.fromisoformat(first) if first else None, dt.date.fromisoformat(last)) if dots else None
    except ValueError:
        return None
