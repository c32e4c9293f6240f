"""A desk started with `serve`, and what its processes take of the machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE = 1_800  # seconds that a desk that was just filled may take to find all sightings


@contextmanager
def served(folder: Path, database: str = "") -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The desk in this folder, as people are served, and its port; ready. `database`: its URL where it is not in the
    folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"WIRECHECK_INSTANCE": str(folder), "WIRECHECK_LOGIN_RATE": "1000 per minute"}
    environment["WIRECHECK_DATABASE_URL"] = database
    server = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "app", "serve", "--port", str(port)],
        env=environment, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        for words in server.stdout:
            if "Ctrl-C" in words:
                break
        time.sleep(2)
        yield server, port
    finally:
        server.terminate()
        server.wait(20)


def until_idle(pid: int) -> float:
    """Wait until the process that finds sightings, which a desk begins when there is something to find, has ended.
    Gives the most megabytes that all took meanwhile."""
    end, most = time.monotonic() + PATIENCE, memory(pid)
    while time.monotonic() < end and any("finder" in command_of(child) for child in children(pid)):
        most = max(most, memory(pid))
        time.sleep(1)
    return most


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


def memory(pid: int) -> float:
    """Megabytes of a process and all below it, shared pages counted once each (PSS)."""
    total = 0
    for ident in [pid, *children(pid)]:
        with suppress(OSError):  # it has just ended
            for words in Path(f"/proc/{ident}/smaps_rollup").read_text().splitlines():
                if words.startswith("Pss:"):
                    total += int(words.split()[1])
    return total / 1024


def processor_ms(pid: int) -> float:
    """Milliseconds of processor time that a process and all below it took so far. Unlike a rate it depends little on
    what else the machine does."""
    ticks = 0
    for ident in [pid, *children(pid)]:
        parts = Path(f"/proc/{ident}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(parts[11]) + int(parts[12])
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")


def children(pid: int) -> list[int]:
    found = []
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            parts = each.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(parts[1]) == pid:
            found += [int(each.parent.name), *children(int(each.parent.name))]
    return found
