"""The process that reads files of other tools for reading.py: ingest/child.py with other readers, the same limits."""

from __future__ import annotations

from typing import Any

from annotator.imports import readers
from annotator.imports.records import Read
from annotator.ingest.child import Say, allow_seconds, problem, serve
from annotator.ingest.draft import Origin
from annotator.ingest.limits import Limits


def answer(request: dict[str, Any], data: bytes, limits: Limits, say: Say) -> None:
    def entering(number: int, origin: Origin) -> None:
        say({"entering": number, "member": origin.member})
        allow_seconds(limits.reader_seconds)

    found = readers.read(request["format"], request["name"], data, limits, start=request["start"], entering=entering)
    for read in found:
        say({"read": read.to_record()} if isinstance(read, Read) else problem(read))


if __name__ == "__main__":
    serve(answer)
