"""Files of strangers to what was read from them, in a child process with limits (ingest/sandbox.py)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ..errors import Invalid
from ..ingest.draft import Origin, Problem
from ..ingest.limits import Limits
from ..ingest.sandbox import Child, Died, Given, load
from .readers import FORMATS
from .records import Read

# An archive whose files kill the reader again and again is not worth an hour.
_MOST_DEATHS: Final = 5


def read_files(form: str, files: Iterable[Given], limits: Limits) -> Iterator[Read | Problem]:
    """Everything in the files, in order. Bad input comes out as a Problem. Raises Invalid for an unknown format."""
    if form not in FORMATS or not FORMATS[form].module:
        raise Invalid(f"There is no format called “{form}”. There are: {', '.join(FORMATS)}.", "format")
    child = Child(limits, "annotator.imports.child")
    try:
        for given in files:
            try:
                data = given.content if isinstance(given.content, bytes) else load(given.content, limits)
            except Invalid as error:
                yield Problem(Origin(given.name), str(error))
                continue
            yield from _read_one(form, given.name, data, child)
    finally:
        child.stop()


def _read_one(form: str, name: str, data: bytes, child: Child) -> Iterator[Read | Problem]:
    """One file; after each death of the child on with the next file of a zip."""
    start = 0
    for _ in range(_MOST_DEATHS):
        reading, at = Origin(name), None
        try:
            for message in child.read(name, data, start, format=form):
                if "entering" in message:
                    at, reading = message["entering"], Origin(name, message["member"])
                elif "read" in message:
                    yield Read.from_record(message["read"])
                else:
                    yield Problem(Origin(**message["origin"]), message["reason"])
            return
        except Died as death:
            yield Problem(reading, death.reason)
        if at is None:
            return
        start = at + 1
    yield Problem(Origin(name), f"Reading stopped {_MOST_DEATHS} times: the rest was left out. Send its files singly.")
