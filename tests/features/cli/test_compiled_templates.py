"""Templates are compiled once a machine, where there is a place for what comes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.factory import create_app, templates


def test_what_was_compiled_is_kept_for_the_next_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(templates, "COMPILED", tmp_path / "compiled")
    app = create_app({"INSTANCE": str(tmp_path / "one"), "DATABASE_URL": ""})
    app.jinja_env.get_template("errors/page.html")
    (kept,) = [path for path in (tmp_path / "compiled").iterdir() if path.name != ".writable"]
    made = kept.stat().st_mtime_ns
    other = create_app({"INSTANCE": str(tmp_path / "other"), "DATABASE_URL": ""})
    other.jinja_env.get_template("errors/page.html")
    assert kept.stat().st_mtime_ns == made
    assert kept.parent.stat().st_mode & 0o077 == 0


def test_without_a_place_each_program_compiles_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(templates, "COMPILED", tmp_path / "file" / "compiled")
    app = create_app({"INSTANCE": str(tmp_path / "desk"), "DATABASE_URL": ""})
    assert app.jinja_env.bytecode_cache is None
    assert app.test_client().get("/login").status_code == 200
