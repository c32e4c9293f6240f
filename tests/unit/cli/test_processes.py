"""What is made in a process of its own comes back, or nothing does and the log says why."""

from __future__ import annotations

import os

import pytest

from annotator.cli.processes import made_apart


def test_what_another_process_made_comes_back() -> None:
    made = made_apart(lambda: (os.getpid(), ["some", "words"]))
    assert made is not None
    process, words = made
    assert process != os.getpid()
    assert words == ["some", "words"]


def test_an_error_there_is_told_and_ends_nothing_here(caplog: pytest.LogCaptureFixture) -> None:
    assert made_apart(lambda: 1 // 0) is None


def test_what_cannot_be_handed_on_is_nothing_made(caplog: pytest.LogCaptureFixture) -> None:
    assert made_apart(lambda: open) is not None  # a name that both processes know
    assert made_apart(lambda: (each for each in ())) is None
