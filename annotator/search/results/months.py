"""How many hits were published when: bars of one width over the whole time that the hits span."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

MOST_BARS: Final = 60  # more would be thinner than a finger or an eye can tell apart
_WIDTHS: Final = (1, 3, 12, 60, 120)  # months to a bar, the first that needs no more than MOST_BARS


@dataclass(frozen=True, slots=True)
class Bar:
    """The hits of some months: `first` and `last` day, both included; `height` of the highest bar is 100, a bar with a
    hit has at least 4; `chosen`: inside the dates that the search is narrowed to."""

    first: dt.date
    last: dt.date
    count: int
    height: int
    chosen: bool

    @property
    def label(self) -> str:
        if self.first.year == self.last.year and self.first.month == self.last.month:
            return f"{self.first:%B %Y}"
        if (self.first.month, self.last.month) == (1, 12):
            years = {self.first.year, self.last.year}
            return "–".join(map(str, sorted(years)))
        return f"{self.first:%b}–{self.last:%b %Y}"


def bars(counts: Mapping[str, int], low: dt.date | None, high: dt.date | None) -> tuple[Bar, ...]:
    """Bars for hits by month ("2021-02"), without a gap between the first month with a hit and the last; none for no
    hits. `low` and `high` are what the search is narrowed to."""
    numbered = {_number(month): count for month, count in counts.items() if count}
    if not numbered:
        return ()
    first, last = min(numbered), max(numbered)
    width = next((width for width in _WIDTHS if (last - first) // width < MOST_BARS), _WIDTHS[-1])
    stretches = [
        (at, sum(numbered.get(month, 0) for month in range(at, at + width))) for at in _starts(first, last, width)
    ]
    highest = max(count for _, count in stretches)
    narrowed = low is not None or high is not None
    found = []
    for at, count in stretches:
        begin, end = _day(at), _day(at + width - 1)
        end = end.replace(day=calendar.monthrange(end.year, end.month)[1])
        inside = (low is None or end >= low) and (high is None or begin <= high)
        height = max(4, round(100 * count / highest)) if count else 0
        found.append(Bar(begin, end, count, height, narrowed and inside))
    return tuple(found)


def _day(month: int) -> dt.date:
    """The first day of a month counted from year 0, inside the calendar."""
    year, month = divmod(max(12, min(month, 9999 * 12 + 11)), 12)
    return dt.date(year, month + 1, 1)


def _starts(first: int, last: int, width: int) -> Iterator[int]:
    """Where bars begin: quarters and years where the calendar has them begin."""
    yield from range(first - first % width, last + 1, width)


def _number(month: str) -> int:
    year, _, number = month.partition("-")
    return int(year) * 12 + int(number) - 1
