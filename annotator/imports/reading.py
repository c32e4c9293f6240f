"""Files of strangers to what was read from them, in a child process with limits (ingest/sandbox.py)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..errors import Invalid
from ..ingest.draft import Origin, Problem
from ..ingest.limits import Limits
from ..ingest.sandbox import Child, Given, load, told_by
from .readers import FORMATS
from .records import Read


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
            for said in told_by(child, given.name, data, format=form):
                yield said if isinstance(said, Problem) else Read.from_record(said["read"])
    finally:
        child.stop()
