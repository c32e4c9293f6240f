"""The process that reads files for sandbox.py: requests and bytes on standard input, JSON lines on standard output.

First line in: the limits. Then for each file a line {name, size, start} and `size` bytes. Out: {entering, member}
before each file of a zip, {draft} or {origin, reason} for what came of it, {done} at the end of a file.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, NoReturn

from annotator.ingest import readers
from annotator.ingest.draft import ArticleDraft, Origin, Problem
from annotator.ingest.limits import Limits

_OPEN_FILES = 64
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
# Parsers of articles have no business there. The limits stop what Python does not see.
_FORBIDDEN_EVENTS = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
)


Say = Callable[[dict[str, Any]], None]
Answer = Callable[[dict[str, Any], bytes, Limits, Say], None]


def main() -> None:
    serve(_answer)


def serve(answer: Answer) -> None:
    """Confine this process, then answer one request after another."""
    requests = sys.stdin.buffer
    # Libraries print: what they print must not be taken for an answer.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limits = Limits(**json.loads(requests.readline()))
    _confine(limits)

    def say(message: dict[str, Any]) -> None:
        answers.write(json.dumps(message).encode("ascii") + b"\n")
        answers.flush()

    while line := requests.readline():
        request = json.loads(line)
        data = requests.read(request["size"])
        allow_seconds(limits.reader_seconds)
        answer(request, data, limits, say)
        say({"done": True})


def _answer(request: dict[str, Any], data: bytes, limits: Limits, say: Say) -> None:
    def entering(number: int, origin: Origin) -> None:
        say({"entering": number, "member": origin.member})
        allow_seconds(limits.reader_seconds)

    for read in readers.read(request["name"], data, limits, start=request["start"], entering=entering):
        say({"draft": read.to_record()} if isinstance(read, ArticleDraft) else problem(read))


def problem(found: Problem) -> dict[str, Any]:
    return {"origin": asdict(found.origin), "reason": found.reason}


def _confine(limits: Limits) -> None:
    _cap(resource.RLIMIT_AS, limits.reader_memory_bytes)
    _cap(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _cap(resource.RLIMIT_FSIZE, 0)
    _cap(resource.RLIMIT_CORE, 0)

    def forbid(event: str, arguments: tuple[Any, ...]) -> None:
        # A file opened for writing would be made even if nothing can be written to it.
        if event.startswith(_FORBIDDEN_EVENTS) or (event == "open" and arguments[2] & _WRITING):
            _refuse(event)

    sys.addaudithook(forbid)


def _cap(kind: int, most: int) -> None:
    """A limit for good; where the host set a lower one, that stays."""
    _, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (most, most))


def _refuse(event: str) -> NoReturn:
    raise PermissionError(f"a reader may not do this: {event}")


def allow_seconds(seconds: int) -> None:
    """Processor seconds from now on; the limit itself counts from the start of the process."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = used + seconds if hard == resource.RLIM_INFINITY else min(used + seconds, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


if __name__ == "__main__":
    main()
