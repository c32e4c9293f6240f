"""Flask's commands in processes that have the program loaded: reading its modules is most of what a start takes.

A process of Python's fork server loads them once for each pytest process; each start is a fork of it, with arguments,
settings and output of its own. What is under test begins where a fresh interpreter would have got to.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from annotator.config import ROOT

MODULES = ("flask.cli", "annotator.factory.application", "tests.faults.bad_builds")
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


class Loaded:
    """One such process, with what callers use of `subprocess.Popen`. It leads a process group of its own."""

    def __init__(self, arguments: Sequence[str], *, env: Mapping[str, str], log: Path) -> None:
        log.touch()
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(list(MODULES))
        self._process = context.Process(target=_run, args=(list(arguments), dict(env), log), daemon=True)
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    def poll(self) -> int | None:
        """Its exit status, minus the signal's number if one ended it; None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait until it has ended, at most `timeout` seconds."""
        self._process.join(timeout)
        return self.poll()


def _run(arguments: list[str], env: dict[str, str], log: Path) -> None:
    """`python -m flask ARGUMENTS` from here on."""
    os.setsid()
    ctypes.CDLL(None, use_errno=True).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(env)
    with log.open("ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    import flask.cli

    sys.argv = [str(Path(flask.cli.__file__).with_name("__main__.py")), *arguments]
    flask.cli.main()
