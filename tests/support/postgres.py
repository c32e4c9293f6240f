"""A PostgreSQL server of the tests' own: made for one pytest process, gone with it."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tools.machine import find_postgres, run

# Nothing needs to outlive the tests: not waiting for the disk makes them several times faster.
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=50", "listen_addresses=")
SECONDS_TO_START = 180


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The SQLAlchemy URL of an empty cluster's database `postgres`; its user may make further databases.

    One cluster for each xdist worker: it starts in under two seconds, and no two workers meet in one.
    """
    programs = find_postgres()
    if programs is None:
        pytest.fail("PostgreSQL's server is missing: run `make test`, or apt-get install postgresql.")
    # In /tmp whatever TMPDIR says: a socket's path has at most 107 bytes, and the server's user must get there.
    folder = Path(tempfile.mkdtemp(prefix="wirecheck-postgres-", dir="/tmp"))
    try:
        with _server(programs, folder):
            yield f"postgresql+psycopg://wirecheck@/postgres?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _server(programs: Path, folder: Path) -> Iterator[None]:
    """A running server with its files and its socket in `folder`, which nobody else may enter."""
    # The kernel stops the server with the process that started it, also when that one is killed.
    prefix: list[str | Path] = ["setpriv", "--pdeathsig", "INT"]
    if os.geteuid() == 0:  # PostgreSQL refuses root
        user = _unprivileged_user()
        group = grp.getgrgid(user.pw_gid).gr_name
        shutil.chown(folder, user.pw_name, group)
        prefix += ["--reuid", user.pw_name, "--regid", group, "--clear-groups"]
    cluster, log = folder / "cluster", folder / "log"
    make = ["--no-sync", "--auth=trust", "--username=wirecheck", "--encoding=UTF8", "--locale=C.UTF-8"]
    made = run([*prefix, programs / "initdb", *make, "--pgdata", cluster], cwd=folder)
    assert made.returncode == 0, made.stdout
    options = [option for setting in SETTINGS for option in ("-c", setting)]
    command = [*prefix, programs / "postgres", "-D", cluster, "-k", folder, *options]
    # Its own session: Ctrl-C is for pytest, which stops the server when the tests have let go of it.
    with (
        log.open("w") as output,
        subprocess.Popen(command, cwd=folder, stdout=output, stderr=output, start_new_session=True) as process,
    ):
        try:
            _wait_until_it_answers(process, folder, log)
            yield
        finally:
            process.send_signal(signal.SIGINT)  # PostgreSQL's "fast": open connections are cut


def _unprivileged_user() -> pwd.struct_passwd:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return pwd.getpwnam("postgres" if "postgres" in names else "nobody")


def _wait_until_it_answers(process: subprocess.Popen[bytes], folder: Path, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            psycopg.connect(host=str(folder), user="wirecheck", dbname="postgres").close()
            return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"PostgreSQL did not start:\n{log.read_text()}") from None
            time.sleep(0.05)
