"""`analyse`, and `names match` with a gazetteer file, start without the desk."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.cli.deskless import needs_desk
from annotator.config import ROOT

FLASK = "/usr/lib/python3/flask/__main__.py"


@pytest.mark.parametrize(
    "argv",
    [
        ["/usr/bin/flask", "--app", "app", "analyse", "a.txt"],
        [FLASK, "--app", "app", "analyse"],
        [FLASK, "-A", "app", "--debug", "-e", "analyse", "analyse", "serve"],
        [FLASK, "--app", "app", "names", "match", "--gazetteer", "g.jsonl"],
        [FLASK, "--app", "app", "names", "match", "--format=text", "--gazetteer=g.jsonl"],
        [FLASK, "--app", "app", "matching", "score", "--gazetteer", "g.jsonl"],
    ],
)
def test_what_asks_no_desk_needs_none(argv: list[str]) -> None:
    assert not needs_desk(argv)


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["/usr/bin/flask"],
        ["/usr/bin/flask", "--app", "app", "--help"],
        ["/usr/bin/flask", "--app", "analyse"],
        [FLASK, "--app", "app", "search", "analyse"],
        ["/usr/bin/waitress-serve", "analyse"],
        ["/srv/elsewhere/__main__.py", "analyse"],
        [FLASK, "--app", "app", "names", "match"],
        [FLASK, "--app", "app", "matching", "score"],
    ],
)
def test_all_else_does(argv: list[str]) -> None:
    assert needs_desk(argv)


def analyse(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    story = folder / "a.txt"
    story.write_text("The army said on Monday that two guards were killed in Mosul.")
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "analyse", str(story)],
        cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_analyse_makes_no_instance_folder(tmp_path: Path) -> None:
    done = analyse(tmp_path, WIRECHECK_INSTANCE=str(tmp_path / "instance"))
    assert done.returncode == 0 and '"claims": [{' in done.stdout and done.stderr == ""
    assert not (tmp_path / "instance").exists()


def test_its_settings_hold_and_a_bad_one_is_one_line(tmp_path: Path) -> None:
    small = analyse(tmp_path, WIRECHECK_MAX_UPLOAD_BYTES="20")
    assert small.returncode == 1 and "at most 20 bytes are taken" in small.stderr
    bad = analyse(tmp_path, WIRECHECK_PORT="http")
    assert bad.returncode == 1 and bad.stderr.startswith("Error: WIRECHECK_PORT must be ")
    assert len(bad.stderr.splitlines()) == 1
