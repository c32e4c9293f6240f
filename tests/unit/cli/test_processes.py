"""What is made in a process of its own comes back, or nothing does and the log says why."""

from __future__ import annotations

import subprocess
import sys


def run(script: str) -> subprocess.CompletedProcess[str]:
    """In a program of its own: the tests' process has threads, and is a large one to fork."""
    begins = "import os\nfrom annotator.cli.processes import made_apart\n"
    return subprocess.run([sys.executable, "-c", begins + script], capture_output=True, text=True, check=True)


def test_what_another_process_made_comes_back() -> None:
    made = run(
        "process, words = made_apart(lambda: (os.getpid(), ['some', 'words']))\nprint(process != os.getpid(), words)"
    )
    assert made.stdout == "True ['some', 'words']\n"


def test_an_error_there_is_told_and_ends_nothing_here() -> None:
    made = run("print(made_apart(lambda: 1 // 0))")
    assert made.stdout == "None\n"
    assert "ZeroDivisionError" in made.stderr


def test_what_cannot_be_handed_on_is_nothing_made() -> None:
    made = run("print(made_apart(lambda: (each for each in ())))")
    assert made.stdout == "None\n"
    assert "cannot pickle" in made.stderr
