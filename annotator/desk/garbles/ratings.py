"""How often each rule was right, and how many garbles come by each feed or from each translator, month by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ...accounts.models import User
from ...garbles.kinds import KINDS
from ...garbles.rules import Tally
from .board import Board
from .listing import label

RULES: Final = tuple(kind for kind in KINDS if kind != "other")
GROUPS: Final = {"feed": "Feed", "translator": "Translator"}
# Which garbles count: all but those that somebody dismissed, or only what a person confirmed.
COUNTED: Final = {"all": "all but dismissed", "confirmed": "confirmed only"}
# The length of a text in words: telegraph and typing count five letters and a space as one.
WORD: Final = 6
MONTHS: Final = 24  # of a chart
FEW_WORDS: Final = 2_000  # of fewer in a month a rate says little
WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 320, 96, 28, 8, 16


def tally(counted: Board, detector: str, *, by: User | None, feed: str | None = None) -> Tally:
    """What became of a rule's garbles on the articles that this person may see, in one feed or (None) all."""
    mine = counted.of("detector", detector) & counted.open_to(by)
    if feed is not None:
        mine &= counted.of("feed", feed)
    right = counted.of("state", "confirmed") | counted.of("state", "corrected")
    return Tally(
        (mine & counted.of("state", "suspected")).bit_count(),
        (mine & right).bit_count(),
        (mine & counted.of("state", "dismissed")).bit_count(),
    )


def feeds(counted: Board, *, by: User | None) -> list[str]:
    """The feeds that this person may know of, by name."""
    return sorted({facts.feed for facts in counted.articles_open_to(by) if facts.feed}, key=str.lower)


@dataclass(frozen=True, slots=True)
class Month:
    """One feed's month. `words` are those of its articles by their length (`WORD`)."""

    month: str
    garbles: int
    articles: int
    words: int

    @property
    def label(self) -> str:
        return label("month", self.month)

    @property
    def rate(self) -> float | None:
        """Garbles per 1,000 words; None without words."""
        return self.garbles * 1_000 / self.words if self.words else None

    @property
    def few(self) -> bool:
        return self.words < FEW_WORDS


@dataclass(frozen=True, slots=True)
class Series:
    """One feed or translator, its months in order and all of them together."""

    value: str
    label: str
    months: tuple[Month, ...]
    whole: Month


def rates(counted: Board, group: str, what: str, *, by: User | None) -> list[Series]:
    """The rates by feed or translator, the one with the most words first. Articles without a date count in the whole
    only."""
    sizes: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for facts in counted.articles_open_to(by):
        size = sizes[getattr(facts, group), facts.month]
        size[0] += 1
        size[1] += facts.length
    seen = counted.open_to(by)
    if what == "confirmed":
        seen &= counted.of("state", "confirmed") | counted.of("state", "corrected")
    else:
        seen &= ~counted.of("state", "dismissed")
    months = {month: seen & counted.of("month", month) for month in {month for _, month in sizes}}
    values = {value for value, _ in sizes}
    found = [series(counted, group, value, sizes, months) for value in values]
    return sorted(found, key=lambda row: (-row.whole.words, row.label.lower()))


def series(
    counted: Board, group: str, value: str, sizes: Mapping[tuple[str, str], list[int]], months: Mapping[str, int]
) -> Series:
    of = counted.of(group, value)
    found = [
        Month(month, (of & mask).bit_count(), *sized(sizes[value, month]))
        for month, mask in sorted(months.items())
        if (value, month) in sizes
    ]
    whole = Month(
        "", sum(row.garbles for row in found), sum(row.articles for row in found), sum(row.words for row in found)
    )
    return Series(value, label(group, value), tuple(row for row in found if row.month), whole)


def sized(size: list[int]) -> tuple[int, int]:
    return size[0], size[1] // WORD


# -- the chart: one small one a feed, all on one scale


@dataclass(frozen=True, slots=True)
class Bar:
    month: Month
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    series: Series
    bars: tuple[Bar, ...]
    lines: tuple[tuple[float, str], ...]  # height of a rule across, and its figure
    ticks: tuple[tuple[float, str], ...]  # place below, and the month
    hidden: int  # months before the first that is drawn


def charts(rows: list[Series]) -> list[Chart]:
    """Bars from the first month of all drawn to the last, a month without articles left empty."""
    last = max((month.month for row in rows for month in row.months), default="")
    if not last:
        return []
    first = min(month.month for row in rows for month in row.months)
    span = months_between(first, last)[-MONTHS:]
    shown = [month for row in rows for month in row.months if month.month in set(span) and month.rate is not None]
    top = scale_for(max((month.rate or 0.0 for month in shown if not month.few), default=0.0) or 1.0)
    return [chart(row, span, top) for row in rows if row.months]


def chart(row: Series, span: list[str], top: float) -> Chart:
    step = (WIDTH - LEFT) / len(span)
    full = HEIGHT - TOP - BOTTOM
    bars = []
    for month in row.months:
        if month.month in span and month.rate is not None:
            height = min(1.0, month.rate / top) * full  # a month of few words may pass the scale
            x = LEFT + span.index(month.month) * step
            bars.append(Bar(month, round(x + step * 0.1, 1), round(HEIGHT - BOTTOM - height, 1), round(step * 0.8, 1),
                            round(height, 1)))  # fmt: skip
    lines = tuple((round(HEIGHT - BOTTOM - full * part, 1), figure(top * part)) for part in (1.0, 0.5))
    places = sorted({0, len(span) // 2, len(span) - 1})
    ticks = tuple((round(LEFT + at * step + step / 2, 1), label("month", span[at])) for at in places)
    return Chart(row, tuple(bars), lines, ticks, sum(1 for month in row.months if month.month < span[0]))


def figure(value: float) -> str:
    return f"{value:.1f}" if value % 1 else f"{value:.0f}"


def scale_for(highest: float) -> float:
    """The next round figure: 1, 2 or 5 and tens of them."""
    step = 0.1
    while True:
        for factor in (1, 2, 5):
            if step * factor >= highest:
                return step * factor
        step *= 10


def months_between(first: str, last: str) -> list[str]:
    """All months from one to another, both included."""
    year, month = map(int, first.split("-"))
    found = []
    while f"{year:04d}-{month:02d}" <= last:
        found.append(f"{year:04d}-{month:02d}")
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found
