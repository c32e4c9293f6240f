"""Charts as SVG, drawn on the server: columns over time, a line, stacked bars of things with names. Pure.

Our own hundred lines: of the kept libraries pygal writes a style sheet and scripts into each picture, which the pages'
policy refuses, and leather fixes its colours and knows neither links nor words for who does not see. Colours and print
are classes of static/css/dashboard.css. Parts of a stack differ in texture first: no chart needs colour to be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

WIDTH: Final = 400  # units, about a pixel each where a chart is as wide as a phone
HEIGHT: Final = 168  # of columns and lines
LEFT, RIGHT, TOP, BOTTOM = 36, 4, 10, 20
WIDEST: Final = 36  # of a column
ROW: Final = 30  # of a named bar: its name above it
BAR: Final = 11
SHORTEST: Final = 1.5  # what is there is seen
NAME: Final = 46  # characters of a name that fit

Shape = Literal["columns", "line", "bars"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure of a chart: how large it is, how many things are behind it, how it is said, and where they are.
    `value` None: there is none to draw."""

    value: float | None
    count: int
    said: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What stands at one place of the axis: a day, a feed; with a mark for each series."""

    label: str
    marks: tuple[Mark, ...]
    note: str = ""

    @property
    def whole(self) -> float:
        return sum(mark.value or 0.0 for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Chart:
    """`series` names the parts of a stack, in order; one of them: no legend. `unit` is what an axis counts; `said` says
    the chart in a sentence; `first` heads the first column of its table."""

    name: str
    title: str
    said: str
    shape: Shape
    series: tuple[str, ...]
    groups: tuple[Group, ...]
    unit: str = ""
    first: str = ""
    empty: str = ""
    note: str = ""
    texture: tuple[int, ...] = ()

    @property
    def there(self) -> bool:
        return any(mark.count for group in self.groups for mark in group.marks)

    @property
    def textures(self) -> tuple[int, ...]:
        return self.texture or tuple(range(len(self.series)))


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    texture: int
    mark: Mark
    label: str


@dataclass(frozen=True, slots=True)
class Words:
    x: float
    y: float
    words: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as it is drawn, in units. `rules` are lines across (x1, y1, x2, y2), `path` a line through `boxes`."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    rules: tuple[tuple[float, float, float, float], ...] = ()
    words: tuple[Words, ...] = ()
    names: tuple[Words, ...] = ()
    path: str = ""
    base: tuple[float, float, float, float] | None = field(default=None)


def drawn(chart: Chart) -> Drawing:
    """Raises nothing: a chart without anything to draw is an empty axis."""
    return bars(chart) if chart.shape == "bars" else upright(chart)


def upright(chart: Chart) -> Drawing:
    full = HEIGHT - TOP - BOTTOM
    top = round_up(max((group.whole for group in chart.groups), default=0.0))
    step = (WIDTH - LEFT - RIGHT) / max(1, len(chart.groups))
    boxes, points = [], []
    for at, group in enumerate(chart.groups):
        middle, y = LEFT + (at + 0.5) * step, float(HEIGHT - BOTTOM)
        for series, mark in zip(chart.textures, group.marks, strict=True):
            if mark.value is None or not mark.count:
                continue
            height = max(SHORTEST, mark.value / top * full)
            if chart.shape == "line":
                points.append((middle, HEIGHT - BOTTOM - mark.value / top * full))
                boxes.append(box((middle - 4, points[-1][1] - 4, 8, 8), series, mark, group.label))
                continue
            width = min(step * 0.8, WIDEST)
            y -= height
            boxes.append(box((middle - width / 2, y, width, height), series, mark, group.label))
    lines = [(HEIGHT - BOTTOM - full * part, figure(top * part)) for part in (1.0, 0.5)]
    return Drawing(
        WIDTH,
        HEIGHT,
        tuple(boxes),
        tuple((LEFT, tenth(y), WIDTH - RIGHT, tenth(y)) for y, _ in lines),
        tuple(Words(LEFT - 5, tenth(y + 4), words, "end") for y, words in lines),
        tuple(below(chart, step)),
        "M" + "L".join(f"{tenth(x)} {tenth(y)}" for x, y in points) if len(points) > 1 else "",
        (LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM),
    )


def below(chart: Chart, step: float) -> list[Words]:
    """The first, the middle and the last place by name: all of them would stand on each other."""
    last = len(chart.groups) - 1
    found = []
    for at in sorted({0, last // 2, last}) if last >= 0 else ():
        anchor = "start" if at == 0 and last else "end" if at == last and last else "middle"
        x = LEFT if anchor == "start" else WIDTH - RIGHT if anchor == "end" else LEFT + (at + 0.5) * step
        found.append(Words(tenth(x), HEIGHT - 5, chart.groups[at].label, anchor))
    return found


def bars(chart: Chart) -> Drawing:
    top = max((group.whole for group in chart.groups), default=0.0) or 1.0
    room = WIDTH - 56  # what the figure behind the longest bar needs
    boxes, names, words = [], [], []
    for at, group in enumerate(chart.groups):
        y, x = at * ROW + 16.0, 0.0
        label = group.label if len(group.label) <= NAME else f"{group.label[: NAME - 1]}…"
        names.append(Words(0, y - 4, label))
        for series, mark in zip(chart.textures, group.marks, strict=True):
            if not mark.value:
                continue
            width = max(SHORTEST, mark.value / top * room)
            boxes.append(box((x, y, width, BAR), series, mark, group.label))
            x += width
        words.append(Words(tenth(x + 6), y + 10, group.note or figure(group.whole)))
    return Drawing(WIDTH, max(1, len(chart.groups)) * ROW, tuple(boxes), (), tuple(words), tuple(names))


def box(place: tuple[float, float, float, float], texture: int, mark: Mark, label: str) -> Box:
    x, y, width, height = map(tenth, place)
    return Box(x, y, width, height, texture, mark, label)


def tenth(value: float) -> float:
    return round(value, 1)


def figure(value: float) -> str:
    """ "1,200", "0.5": a number as an axis has it."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}" if value >= 1 else f"{value:.2g}"


def round_up(highest: float) -> float:
    """The next round figure: 1, 2 or 5 and tens of them; 2 at the least, so that its half is one."""
    step = 0.1
    while highest > 0:
        for factor in (1, 2, 5):
            if step * factor >= highest:
                return round(step * factor, 6) if highest < 1 else max(2.0, round(step * factor, 6))
        step *= 10
    return 2.0


def table(chart: Chart) -> tuple[list[str], list[list[str]]]:
    """The head and the rows of a chart's table: as text, for a file or the clipboard."""
    counted = any(mark.value is not None and mark.value != mark.count for each in chart.groups for mark in each.marks)
    head = [chart.first or chart.title]
    for name in chart.series:
        head += [name, f"{name}: behind it"] if counted else [name]
    rows = []
    for group in chart.groups:
        row = [group.label]
        for mark in group.marks:
            row += [plain(mark.value), str(mark.count)] if counted else [str(mark.count)]
        rows.append(row)
    return head, rows


def plain(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"


def as_text(rows: Sequence[Sequence[str]]) -> str:
    """Rows with tabs between their cells, as spreadsheets take them from the clipboard."""
    return "\n".join("\t".join(row) for row in rows)
