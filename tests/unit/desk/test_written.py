"""What was written once is given again for the same, and no more is kept than fits."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from annotator.desk.bench.written import Written


@pytest.fixture
def made() -> list[str]:
    return []


def writing(made: list[str], words: str) -> Markup:
    made.append(words)
    return Markup(words)


def test_the_same_is_written_once(made: list[str]) -> None:
    kept = Written()
    for _ in range(3):
        assert kept.get(("text", 1), lambda: writing(made, "one")) == "one"
    assert kept.get(("text", 2), lambda: writing(made, "two")) == "two"
    assert made == ["one", "two"]


def test_what_was_not_asked_for_longest_goes_first(made: list[str]) -> None:
    kept = Written(most=80)
    for number in (*range(8), 0, 8, 0):
        kept.get(number, lambda number=number: writing(made, f"{number:010}"))  # type: ignore[misc]
    assert made == [f"{number:010}" for number in range(9)]
    kept.get(1, lambda: writing(made, f"{1:010}"))
    assert made[-1] == f"{1:010}" and len(made) == 10


def test_what_is_longer_than_an_eighth_is_not_kept(made: list[str]) -> None:
    kept = Written(most=80)
    kept.get("short", lambda: writing(made, "short"))
    for _ in range(2):
        assert len(kept.get("long", lambda: writing(made, "x" * 11))) == 11
    kept.get("short", lambda: writing(made, "short"))
    assert made == ["short", "x" * 11, "x" * 11]
