"""The real server as a process of its own, which can be killed without a word and started again."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from annotator.config import ROOT
from tests.support.loaded import Loaded

SECONDS_TO_START = 180  # it loads the sample at its first start
HOST = "127.0.0.1"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])


class Server:
    """`serve` of one instance folder. `app` is what `flask --app` is given: the product, or a build known to be bad;
    `more` are further settings by name.

    It has the program loaded already (tests/support/loaded.py) unless it is to be `fresh`: then start it from a thread
    that lives on, as the kernel kills the server with the thread that started it.
    """

    def __init__(self, instance: Path, *, app: str = "app", fresh: bool = False, **more: str) -> None:
        self.instance = instance
        self.more = more
        self.app = app
        self.fresh = fresh
        self.port = 0
        self.log = instance.with_name(instance.name + ".log")
        self.process: subprocess.Popen[bytes] | Loaded | None = None
        self.closing: list[Callable[[], None]] = []  # its browsers

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        for close in self.closing:
            close()

    def start(self) -> None:
        """Start, and return when it answers. Raises AssertionError with the log's end when it does not."""
        self.port = self.port or free_port()  # a restart answers where the browsers know it
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("WIRECHECK_", "DATABASE_"))}
        settings = {"INSTANCE": str(self.instance), "PORT": str(self.port), "LOGIN_RATE": "1000 per minute"}
        if not self.fresh:  # the finder of sightings would read the program anew at each start
            settings["SIGHTINGS"] = "no"
        settings |= self.more
        env = kept | {f"WIRECHECK_{name}": value for name, value in settings.items()}
        arguments = ["--app", self.app, "serve"]
        self.process = begin(arguments, env, self.log) if self.fresh else Loaded(arguments, env=env, log=self.log)
        deadline = time.monotonic() + SECONDS_TO_START
        while self.ready() != 200:
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise AssertionError(f"the server did not start:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.05)

    def ready(self, seconds: float = 5.0) -> int | None:
        """The status of /ready; None when nobody answers in time."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=seconds)
        try:
            connection.request("GET", "/ready")
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def kill(self) -> None:
        """kill -9 of the whole group: nothing is flushed, nothing is closed."""
        if self.process is None:
            return
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def tracebacks(self) -> list[str]:
        """The lines of the log that begin a traceback."""
        return [line for line in self.log.read_text().splitlines() if line.startswith("Traceback")]


def begin(arguments: list[str], env: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    """`python -m flask ARGUMENTS` in an interpreter of its own, leading a process group that a kill takes whole."""
    with log.open("ab") as output:
        return subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", sys.executable, "-m", "flask", *arguments],
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
