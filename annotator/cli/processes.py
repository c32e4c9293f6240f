"""A server of several processes that answer on one socket: Python runs one thread of a process at a time."""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import pickle
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

from .shares import Shares

LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
PR_SET_PDEATHSIG = 1  # prctl(2): the signal that this process gets when its parent dies

log = logging.getLogger(__name__)


@contextmanager
def beside(shares: Shares, serve: Callable[[int], None]) -> Iterator[None]:
    """Let as many more processes as `shares` has room for run `serve`, each with its number, for as long as the block
    runs. This one is number 0.

    Fork before any thread is started: a thread that holds a lock is not in the child, and its lock stays shut. What is
    loaded is shared with the children until it is written to. They end with the parent, also when it is killed.
    """
    gc.freeze()  # what is loaded stays: no search for garbage need look through it again, nor write to its pages
    children = {start(partial(serve, number)): number for number in range(1, len(shares.counts))}
    if children:
        signal.signal(signal.SIGCHLD, lambda *_: tell_of_ended(children, shares))
    try:
        yield
    finally:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for child in children:
            with_child(os.kill, child, signal.SIGTERM)
        for child in children:
            with_child(os.waitpid, child, 0)


def apart(act: Callable[[], object]) -> bool:
    """Do something in a process of its own and wait for it: what it loads, and the memory that it leaves in pieces, go
    with it. Whether it went well; why not is in the log. Before any thread, and with no connection open, like
    `beside`."""
    if not hasattr(os, "fork"):
        act()
        return True
    child = start(act)
    try:
        return os.waitpid(child, 0)[1] == 0
    except KeyboardInterrupt:
        with_child(os.kill, child, signal.SIGTERM)
        with_child(os.waitpid, child, 0)
        raise


Made = TypeVar("Made")


def made_apart(make: Callable[[], Made]) -> Made | None:
    """What `make` gives, made in a process of its own: here is only the result, in one piece, and not the pieces of
    memory that were left between it. None where that went wrong; why is in the log. As before `apart`."""
    with tempfile.TemporaryFile() as file:

        def act() -> None:
            pickle.dump(make(), file, pickle.HIGHEST_PROTOCOL)
            file.flush()

        if not apart(act):
            return None
        file.seek(0)
        found: Made = pickle.load(file)  # noqa: S301 - our own process wrote it, into a file that has no name
        return found


def how_it_ended(code: int) -> str:
    """How a process ended, in words, by its exit code; one below 0 is a signal's."""
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"status {code}"


def start(serve: Callable[[], object]) -> int:
    """Fork a process that serves and then ends. Gives its number."""
    parent = os.getpid()
    sys.stdout.flush()
    # Python forgets the signals that come while it forks: one that says stop would be lost on the child.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    child = os.fork()
    if child:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return child
    status = 1
    try:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        end_with(parent)
        serve()
        status = 0
    except KeyboardInterrupt:
        status = 0
    except BaseException:
        log.exception("a process ended")
    finally:
        os._exit(status)  # not through the parent's clean-up, which is not this process's


def end_with(parent: int) -> None:
    """Have the kernel end this process when its parent is gone, however that went (Linux; elsewhere it may outlive a
    parent that was killed)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it went before we asked
            os._exit(0)


def tell_of_ended(children: dict[int, int], shares: Shares) -> None:
    for child in list(children):
        ended, status = with_child(os.waitpid, child, os.WNOHANG) or (0, 0)
        if ended:
            shares.gone(children.pop(child))
            log.error("a serving process ended (status %s); the others go on. Restart the desk to replace it.", status)


def stop_calmly(_number: int, _frame: Any) -> None:
    """What SIGTERM does: the same as Ctrl-C."""
    raise KeyboardInterrupt


def with_child(act: Callable[..., Any], child: int, argument: int) -> Any:
    """Do something to a child that may be gone already; None when it is."""
    try:
        return act(child, argument)
    except (ProcessLookupError, ChildProcessError):
        return None
