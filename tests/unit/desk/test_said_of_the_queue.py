"""What is said of deadlines and of who has a claim."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from annotator.desk.assignment.wording import since, told
from annotator.desk.deadlines import said
from annotator.reviews.assignment import Handed

ZONE = ZoneInfo("Asia/Baghdad")
NOW = dt.datetime(2021, 2, 15, 9, 0, tzinfo=dt.UTC)  # noon on the desk
NAMES = {1: "Ravi", 2: "Cora", 3: "Edda"}


@pytest.mark.parametrize(
    ("hours", "words", "late", "near"),
    [
        (-0.2, "Overdue by 12 min", True, False),
        (-3, "Overdue by 3 h", True, False),
        (-100, "Overdue by 4 days", True, False),
        (0.6, "Due in 36 min", False, True),
        (5, "Due in 5 h", False, True),
        (9, "Due today, 21:00", False, True),
        (14, "Due 16 Feb, 02:00", False, True),
        (48, "Due 17 Feb, 12:00", False, False),
        (24 * 400, "Due 22 Mar 2022, 12:00", False, False),
    ],
)
def test_a_deadline_in_words(hours: float, words: str, late: bool, near: bool) -> None:
    found = said(NOW + dt.timedelta(hours=hours), NOW, ZONE)
    assert (found.words, found.late, found.near) == (words, late, near)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (dt.datetime(2021, 2, 15, 1, 40, tzinfo=dt.UTC), "since 04:40"),
        (dt.datetime(2021, 2, 14, 20, 40, tzinfo=dt.UTC), "since 14 Feb, 23:40"),
        (dt.datetime(2020, 2, 14, 20, 40, tzinfo=dt.UTC), "since 14 Feb 2020, 23:40"),
        (None, ""),
    ],
)
def test_since_when_on_the_desk(moment: dt.datetime | None, words: str) -> None:
    assert since(moment, ZONE, NOW) == words


@pytest.mark.parametrize(
    ("moved", "before", "left", "to", "words"),
    [
        (0, {}, 0, 1, "Nothing changed: it was so already."),
        (1, {}, 0, 1, "Taken."),
        (1, {2: [7]}, 0, 1, "Taken over from Cora."),
        (3, {2: [7], 3: [8]}, 0, 1, "3 claims taken over from Cora and Edda."),
        (1, {}, 2, 1, "Taken. 2 claims left out: there is nothing left to do."),
        (1, {1: [7]}, 0, 2, "Handed over to Cora."),
        (2, {3: [7]}, 0, 2, "2 claims handed over to Cora, from Edda."),
        (1, {1: [7]}, 0, None, "Given back: free to be taken."),
    ],
)  # fmt: skip
def test_what_an_assignment_did(
    moved: int, before: dict[int, list[int]], left: int, to: int | None, words: str
) -> None:
    done = Handed(moved=[None] * moved, before=before, left=left)  # type: ignore[list-item, arg-type]
    assert told(done, to, 1, NAMES) == words
