"""Files of strangers are read in a child process: whatever a parser does there, the desk goes on.

A fresh interpreter, not a fork of a server with threads; it gets the file's bytes and gives back JSON lines
(child.py has the other end and sets its own limits on memory, processor time, open and written files). One child
reads many files. When it dies, the file it was reading gets a problem and a new child goes on with the rest.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from annotator.config import ROOT
from annotator.errors import Invalid

from . import readers
from .draft import ArticleDraft, Origin, Problem
from .limits import Limits

# These cost less than starting an interpreter, and no parser of a rich format touches them.
_READ_HERE = frozenset({".txt", ".text", ".jsonl", ".ndjson"})
_READ_HERE_BYTES = 256 * 1024
# Processor time is what counts; a busy machine may take longer to give it. Also covers a child that only waits.
_WALL_FACTOR = 2
_WALL_EXTRA_SECONDS = 5
# An archive whose files kill the reader again and again is not worth an hour.
_MOST_DEATHS = 10
_CHUNK = 64 * 1024


@dataclass(slots=True)
class ReadResult:
    """What came of one file."""

    drafts: list[ArticleDraft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class Given(NamedTuple):
    """A file to read: its name as given, and its bytes or the path they are at."""

    name: str
    content: bytes | Path


def read_file(content: bytes | str | Path, name: str | None = None, limits: Limits | None = None) -> ReadResult:
    """Read one file, from its bytes (then `name` is needed) or its path. Bad input is in the result, never raised."""
    if isinstance(content, bytes):
        given = Given(name or "", content)
    else:
        given = Given(name or os.fspath(content), Path(content))
    result = ReadResult()
    for _, read in read_files([given], limits):
        (result.drafts if isinstance(read, ArticleDraft) else result.problems).append(read)  # type: ignore[arg-type]
    return result


def read_files(files: Iterable[Given], limits: Limits | None = None) -> Iterator[tuple[int, ArticleDraft | Problem]]:
    """Read many files, one child for all that need one: each article or problem with its file's index, in order.

    Drafts come one by one, so that a large zip is never in memory as a whole. A file gives at least one of both.
    """
    limits = limits or Limits()
    child = Child(limits)
    try:
        for index, given in enumerate(files):
            for read in _read_given(given, child, limits):
                yield index, read
    finally:
        child.stop()


def _read_given(given: Given, child: Child, limits: Limits) -> Iterator[ArticleDraft | Problem]:
    try:
        data = given.content if isinstance(given.content, bytes) else load(given.content, limits)
    except Invalid as error:
        yield Problem(Origin(given.name), str(error))
        return
    small = len(data) <= _READ_HERE_BYTES and PurePosixPath(given.name).suffix.lower() in _READ_HERE
    if small or len(data) > limits.max_upload_bytes:  # the latter only to be refused
        yield from readers.read(given.name, data, limits)
    else:
        yield from _read_in_child(given.name, data, child, limits)


def load(path: Path, limits: Limits) -> bytes:
    """The bytes of a regular file; of one that is too large only as many as show it."""
    try:
        found = path.stat()
        # A named pipe or a device would wait or never end.
        if not stat.S_ISREG(found.st_mode):
            raise Invalid("This is a folder, a pipe or a device, not a file. Give the files in it.")
        size = found.st_size
        if size > limits.max_upload_bytes:
            raise Invalid(readers.too_large(size, limits))
        with path.open("rb") as file:
            return file.read(limits.max_upload_bytes + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise Invalid(f"The file cannot be opened: {reason}. Look at its path and its permissions.") from None


def _read_in_child(name: str, data: bytes, child: Child, limits: Limits) -> Iterator[ArticleDraft | Problem]:
    for said in told_by(child, name, data):
        yield said if isinstance(said, Problem) else ArticleDraft.from_record(said["draft"])


def told_by(child: Child, name: str, data: bytes, **more: str) -> Iterator[dict[str, Any] | Problem]:
    """What a child says of one file; after each of its deaths on with the next file of the zip."""
    start = 0
    for _ in range(_MOST_DEATHS):
        reading = Origin(name)
        at: int | None = None
        try:
            for message in child.read(name, data, start, **more):
                if "entering" in message:
                    at, reading = message["entering"], Origin(name, message["member"])
                elif "reason" in message:
                    yield Problem(Origin(**message["origin"]), message["reason"])
                else:
                    yield message
            return
        except Died as death:
            yield Problem(reading, death.reason)
        if at is None:
            return
        start = at + 1
    yield Problem(
        Origin(name), f"Reading stopped {_MOST_DEATHS} times: the rest was left out. Send its files one by one."
    )


class Died(Exception):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Child:
    """The reading process, started when first needed: `module` is what runs in it (child.py, or one like it)."""

    def __init__(self, limits: Limits, module: str = "annotator.ingest.child") -> None:
        self._limits = limits
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None
        self._waiting = bytearray()
        self._wall = limits.reader_seconds * _WALL_FACTOR + _WALL_EXTRA_SECONDS

    def read(self, name: str, data: bytes, start: int, **more: str) -> Iterator[dict[str, Any]]:
        """The child's messages on one file; `more` goes with the request. Raises Died; the next call starts a new
        child."""
        finished = False
        try:
            process = self._process or self._begin()
            request = {"name": name, "size": len(data), "start": start, **more}
            self._send(process, request, data)
            for message in self._messages(process):
                if "done" in message:
                    finished = True
                    return
                yield message
        finally:
            if not finished:  # it died, or whoever asked went away: what it still says belongs to no one
                self.stop()

    def stop(self) -> None:
        process, self._process = self._process, None
        self._waiting.clear()
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(BrokenPipeError):  # what was not yet sent is not needed any more
                    pipe.close()

    def _begin(self) -> subprocess.Popen[bytes]:
        # No secret of the desk's environment; -P and -s: nothing from the working folder or a home is imported.
        self._process = subprocess.Popen(  # noqa: S603 - a module of the desk, by a name written in its code
            [sys.executable, "-B", "-P", "-s", "-m", self._module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "PATH": os.defpath},
            cwd="/",
            start_new_session=True,
        )
        self._send(self._process, asdict(self._limits), b"")
        return self._process

    def _send(self, process: subprocess.Popen[bytes], request: dict[str, Any], data: bytes) -> None:
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(request).encode("ascii") + b"\n" + data)
            process.stdin.flush()
        except BrokenPipeError:
            raise Died(self._cause(process)) from None

    def _messages(self, process: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
        assert process.stdout is not None
        poll = select.poll()
        poll.register(process.stdout, select.POLLIN)
        while True:
            deadline = time.monotonic() + self._wall
            searched = 0
            while (end := self._waiting.find(b"\n", searched)) < 0:
                searched = len(self._waiting)
                if not poll.poll(max(0, deadline - time.monotonic()) * 1000):
                    raise Died(
                        f"The file gave no article for {self._wall} s and was given up. Split it, or paste its text."
                    )
                chunk = os.read(process.stdout.fileno(), _CHUNK)
                if not chunk:
                    raise Died(self._cause(process))
                self._waiting += chunk
            message = json.loads(self._waiting[:end])
            del self._waiting[: end + 1]
            yield message

    def _cause(self, process: subprocess.Popen[bytes]) -> str:
        """Why the child ended, from how it ended."""
        try:
            code = process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            code = 0
        if code == -signal.SIGXCPU:
            return f"The file took more than {self._limits.reader_seconds} s to read. Split it, or paste its text."
        if code == -signal.SIGKILL:
            return readers.out_of_memory(self._limits)  # the kernel, short of memory, kills with this one
        name = signal.Signals(-code).name if code < 0 else f"exit {code}"
        return f"The reader broke down on the file ({name}): it is probably damaged. Save it anew, or paste its text."
