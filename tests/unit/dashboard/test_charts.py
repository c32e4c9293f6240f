"""Charts: what is drawn where, and that nothing drawn leaves its frame."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.desk.dashboard.charts import (
    HEIGHT,
    WIDTH,
    Chart,
    Group,
    Mark,
    Shape,
    as_text,
    drawn,
    figure,
    round_up,
    table,
)


def chart(shape: Shape, values: list[list[float | None]], **more: object) -> Chart:
    series = tuple("abc"[: len(values[0]) if values else 1])
    groups = tuple(
        Group(f"place {at}", tuple(Mark(value, math.ceil(value or 0), "said") for value in row))
        for at, row in enumerate(values)
    )
    return Chart("name", "Title", "Said.", shape, series, groups, **more)  # type: ignore[arg-type]


@given(
    st.sampled_from(["columns", "line", "bars"]),
    st.integers(1, 3).flatmap(
        lambda parts: st.lists(
            st.lists(st.none() | st.floats(0, 1e9), min_size=parts, max_size=parts), min_size=0, max_size=60
        )
    ),
)
def test_nothing_drawn_leaves_the_frame_and_no_number_is_none(shape: Shape, values: list[list[float | None]]) -> None:
    found = drawn(chart(shape, values))
    for each in found.boxes:
        assert all(math.isfinite(number) for number in (each.x, each.y, each.width, each.height))
        assert each.x >= -5 and each.x + each.width <= WIDTH + 5
        assert each.y >= -5 and each.y + each.height <= found.height + 5
    assert found.width == WIDTH and found.height > 0
    assert len(found.boxes) == sum(1 for row in values for value in row if value)


def test_columns_stand_on_the_base_and_stack() -> None:
    found = drawn(chart("columns", [[10, 10], [5, 0]]))
    first, second, third = found.boxes
    assert first.y + first.height == pytest.approx(HEIGHT - 20)
    assert second.y + second.height == pytest.approx(first.y)
    assert third.height == pytest.approx(first.height / 2)


def test_a_line_goes_through_its_marks_and_skips_what_is_not_there() -> None:
    found = drawn(chart("line", [[1], [None], [2]]))
    assert len(found.boxes) == 2 and found.path.count("L") == 1
    assert drawn(chart("line", [[1]])).path == ""


def test_bars_are_as_long_as_they_are_large() -> None:
    found = drawn(chart("bars", [[4, 4], [4, 0]]))
    assert [each.width for each in found.boxes[:2]] == [found.boxes[2].width] * 2
    assert [each.words for each in found.words] == ["8", "4"]


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 2), (0.3, 0.5), (1, 2), (3, 5), (5, 5), (5.1, 10), (130, 200), (70_000, 100_000)]
)
def test_the_scale_ends_at_a_round_figure(highest: float, top: float) -> None:
    assert round_up(highest) == top


def test_the_table_has_every_mark_and_what_is_behind_it_where_that_is_another_number() -> None:
    assert table(chart("columns", [[3], [0]], first="Day")) == (["Day", "a"], [["place 0", "3"], ["place 1", "0"]])
    head, rows = table(chart("bars", [[2.5]]))
    assert head == ["Title", "a", "a: behind it"] and rows == [["place 0", "2.5", "3"]]
    assert as_text([head, *rows]).splitlines()[1] == "place 0\t2.5\t3"


def test_figures_of_an_axis() -> None:
    assert [figure(value) for value in (1200, 0.5, 2.5, 0.05)] == ["1,200", "0.5", "2.5", "0.05"]
