"""Sets up what `make run` and `make test` need: `python3 -m tools.set_up STEP`.

Each step may be started twice at once (`make run` beside `make test`) and broken off at any time: steps wait for
one another's lock, and a step's stamp is written last and vouches for the requirements it was made from.
Only the standard library: the first step is what installs the rest.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.machine import (
    ROOT,
    Missing,
    find_postgres,
    install_debian_packages,
    npm_command,
    run,
    say,
)

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST_PYTHON = (3, 11)


@contextmanager
def lock() -> Iterator[None]:
    """One set-up at a time in this folder; the kernel frees the lock when the process dies."""
    (ROOT / "build").mkdir(exist_ok=True)
    with (ROOT / "build" / "set-up.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for the other set-up in this folder ...")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


class Stamp:
    """A file that says: what `requirements` ask for is installed beside me."""

    def __init__(self, path: Path, requirements: Path) -> None:
        self.path = path
        self.text = hashlib.sha256(requirements.read_bytes()).hexdigest() + "\n"

    def holds(self) -> bool:
        """True if it is there for these very requirements; then it is also newer than they are, as make wants it."""
        if not self.path.exists() or self.path.read_text() != self.text:
            return False
        self.path.touch()
        return True

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)

    def write(self) -> None:
        self.path.write_text(self.text)


def set_up_runtime() -> None:
    install_python_packages(ROOT / "requirements.txt", Stamp(VENV / ".runtime", ROOT / "requirements.txt"))


def set_up_development() -> None:
    file = ROOT / "requirements-dev.txt"
    install_python_packages(file, Stamp(VENV / ".development", file))


def install_python_packages(requirements: Path, stamp: Stamp) -> None:
    if stamp.holds():
        return
    make_virtual_environment()
    stamp.remove()
    total = len(re.findall(r"^[a-z0-9][^ ]*==", requirements.read_text(), re.MULTILINE))
    arguments = ["install", "--no-input", "--disable-pip-version-check", "--require-hashes", "--requirement"]
    command = [str(PYTHON), "-m", "pip", *arguments, str(requirements)]
    run_with_count(command, f"Python packages of {requirements.name}", r"Collecting |Requirement already", total)
    stamp.write()


def make_virtual_environment() -> None:
    """Make .venv unless there is one whose pip works; one that was broken off is made anew."""
    if PYTHON.exists() and run([PYTHON, "-m", "pip", "--version"]).returncode == 0:
        return
    if importlib.util.find_spec("ensurepip") is None:
        # Debian keeps it in a package of its own.
        name = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        install_debian_packages(name, wanted_for="Python's venv is missing")
    say("Virtual environment: making .venv ...")
    done = run([sys.executable, "-m", "venv", "--clear", VENV])
    if done.returncode != 0:
        raise Missing(f"The virtual environment .venv cannot be made: {last_line(done.stdout)}")


def set_up_front_end() -> None:
    """The npm packages, the development ones too: a second `npm ci` would empty the folder under a running server."""
    stamp = Stamp(ROOT / "node_modules" / ".front-end", ROOT / "package-lock.json")
    if stamp.holds():
        return
    say("Front-end packages of package-lock.json ...")
    # A cache of our own: a home folder that cannot be written to stops npm, though not pip.
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--cache", str(ROOT / "build" / "npm-cache")]
    done = run([*npm_command(), "ci", *options], cwd=ROOT)
    if done.returncode != 0:
        say(done.stdout)
        raise Missing("The front-end packages cannot be installed: npm's own words are above.")
    stamp.write()


def set_up_machine() -> None:
    """Chromium and PostgreSQL's server, for the tests. Runs in .venv: Playwright is asked."""
    from tools.browser import find_chromium

    if find_chromium() is None:
        say("Chromium: asking Playwright for its own ...")
        run([PYTHON, "-m", "playwright", "install", "chromium"])
        if find_chromium() is None:
            install_chromium()
    if find_postgres() is None:
        install_debian_packages("postgresql", wanted_for="PostgreSQL's server for the tests is missing")


def install_chromium() -> None:
    """Debian's: the one without windows, which Debian has had since 2025, else the whole."""
    try:
        install_debian_packages("chromium-headless-shell", wanted_for="Chromium for the tests is missing")
    except Missing:
        install_debian_packages("chromium", wanted_for="Chromium for the tests is missing")


def run_with_count(command: list[str], label: str, counted: str, total: int) -> None:
    """Run `command` while showing how many of its `total` lines that begin with `counted` have come."""
    live = sys.stdout.isatty()
    say(f"{label}: installing {total} ...")
    lines: list[str] = []
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        count = 0
        for line in process.stdout or ():
            lines.append(line)
            count += bool(re.match(counted, line))
            if live:
                state = (
                    "unpacking ..." if line.startswith("Installing collected") else f"{min(count, total)} of {total}"
                )
                print(f"\r{label}: {state}".ljust(min(79, shutil.get_terminal_size().columns)), end="", flush=True)
    if live:
        print()
    if process.returncode != 0:
        say("".join(lines[-15:]))
        raise Missing(f"{label} cannot be installed: the last lines of pip's own words are above.")


def last_line(text: str) -> str:
    return text.strip().rpartition("\n")[2]


STEPS = {
    "runtime": set_up_runtime,
    "development": set_up_development,
    "front-end": set_up_front_end,
    "machine": set_up_machine,
}


def main() -> int:
    if sys.version_info < OLDEST_PYTHON:
        say("Wirecheck needs Python 3.11 or newer: run `make PYTHON=python3.11 ...` with the one to use.")
        return 1
    os.chdir(ROOT)
    try:
        with lock():
            STEPS[sys.argv[1]]()
    except Missing as missing:
        say(str(missing))
        return 1
    except KeyboardInterrupt:
        say("\nStopped; the next start goes on from here.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
