"""The means that other tests trust: the browser, the PostgreSQL server, the guard against silent skips."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg
from playwright.sync_api import Browser
from sqlalchemy import create_engine, text

from annotator.config import ROOT
from tests.support.skips import ALLOWED
from tools.machine import run


def test_the_browser_runs_scripts(chromium: Browser) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        page.set_content("<title>wire</title>")
        assert page.evaluate("document.title + navigator.language.length") == "wire5"


def test_the_postgres_server_answers_and_makes_databases(postgres_url: str) -> None:
    engine = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE made_by_a_test"))
        assert connection.scalar(text("SHOW server_encoding")) == "UTF8"
        connection.execute(text("DROP DATABASE made_by_a_test"))
    engine.dispose()


def test_the_postgres_server_listens_on_no_port(postgres_url: str) -> None:
    folder = postgres_url.partition("host=")[2]
    with psycopg.connect(host=folder, user="wirecheck", dbname="postgres") as connection:
        row = connection.execute("SHOW listen_addresses").fetchone()
    assert row == ("",)


def run_pytest_on(test: str, folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "test_it.py").write_text(test)
    (folder / "test_passing.py").write_text("def test_y(): pass\n")
    options = ["-p", "tests.support.skips", "-c", os.devnull, "--rootdir", folder]
    return run([sys.executable, "-m", "pytest", *options, folder], cwd=ROOT)


def test_a_skipped_test_fails_the_run(tmp_path: Path) -> None:
    done = run_pytest_on("import pytest\ndef test_x(): pytest.skip('no time')\n", tmp_path)
    assert done.returncode == 1
    assert "test_x: no time" in done.stdout


def test_a_skipped_file_fails_the_run(tmp_path: Path) -> None:
    test = "import pytest\npytest.importorskip('no_such_package')\n"
    done = run_pytest_on(test, tmp_path)
    assert done.returncode == 1
    assert "no_such_package" in done.stdout


def test_an_expected_failure_fails_the_run(tmp_path: Path) -> None:
    test = "import pytest\n@pytest.mark.xfail(reason='later')\ndef test_x(): assert False\n"
    done = run_pytest_on(test, tmp_path)
    assert done.returncode == 1
    assert "test_x: later" in done.stdout


def test_a_run_without_skips_passes(tmp_path: Path) -> None:
    assert run_pytest_on("def test_x(): pass\n", tmp_path).returncode == 0


def test_each_allowed_skip_has_a_reason() -> None:
    assert all(reason and why for reason, why in ALLOWED.items())
