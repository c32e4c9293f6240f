"""A start that cannot succeed says why in one line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.config import ROOT, SETTINGS, load_settings
from annotator.errors import Invalid


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("TLS", "maybe"),
        ("TIME_ZONE", "Mars/Phobos"),
        ("TIME_ZONE", "Europe"),
        ("TIME_ZONE", "../etc"),
        ("LOGIN_RATE", "often"),
        ("DATABASE_URL", "wirecheck.db"),
        ("DATABASE_URL", "mysql://desk@localhost/desk"),
        ("DATABASE_URL", "postgresql+nodriver://desk@localhost/desk"),
        ("MAX_UPLOAD_BYTES", "20MB"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name: str, text: str) -> None:
    with pytest.raises(Invalid, match=f"^WIRECHECK_{name} must be "):
        load_settings({f"WIRECHECK_{name}": text})


def test_every_default_is_one_that_could_be_set() -> None:
    texts = {f"WIRECHECK_{name}": str(setting.default) for name, setting in SETTINGS.items()}
    assert load_settings(texts) == load_settings({})


def test_a_refused_database_address_keeps_its_password_to_itself() -> None:
    with pytest.raises(Invalid) as refused:
        load_settings({"DATABASE_URL": "mysql://desk:gatehouse@localhost/desk"})
    assert "gatehouse" not in str(refused.value)


def start(instance: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WIRECHECK_", "DATABASE_"))}
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "people", "list"],
        cwd=ROOT,
        env=kept | {f"WIRECHECK_{name}": value for name, value in ({"INSTANCE": str(instance)} | settings).items()},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_wrong_setting_a_file_in_the_folders_place_and_a_broken_database_are_one_line_each(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("no folder")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "wirecheck.db").write_text("no database at all, though of some length" * 100)
    nobody = "postgresql://desk:gatehouse@127.0.0.1:1/desk"
    for done, named in (
        (start(tmp_path / "new", PORT="http"), "WIRECHECK_PORT"),
        (start(file), str(file)),
        (start(broken), "wirecheck.db"),
        (start(tmp_path / "new", DATABASE_URL=nobody), "127.0.0.1:1"),
    ):
        assert done.returncode == 1, done
        assert done.stderr.startswith("Error: "), done.stderr
        assert done.stderr.count("\n") == 1, done.stderr
        assert named in done.stderr
        assert "gatehouse" not in done.stderr
