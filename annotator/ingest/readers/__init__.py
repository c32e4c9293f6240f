"""One reader per format: a file's bytes in, article drafts and problems out. docs/ingest.md describes the formats.

`read` never raises for bad input: what cannot be taken comes out as a Problem. It parses in this process; use
annotator.ingest.sandbox for files of strangers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import PurePosixPath

from annotator.errors import WirecheckError

from ..draft import ArticleDraft, Origin, Problem
from ..limits import Limits, readable_size
from . import recognition

__all__ = ["from_paste", "read"]

Entering = Callable[[int, Origin], None]


def read(
    name: str, data: bytes, limits: Limits | None = None, *, start: int = 0, entering: Entering | None = None
) -> Iterator[ArticleDraft | Problem]:
    """Every article of one file. `name` is the file's name as given; only its ending and its words are used.

    `start` skips files of a zip; `entering` is called before each with its number and origin, so that whoever watches
    knows which one is being read.
    """
    limits = limits or Limits()
    origin = Origin(name)
    if len(data) > limits.max_upload_bytes:
        yield Problem(origin, too_large(len(data), limits))
        return
    try:
        kind = recognition.recognise(name, data)
        if kind != "zip":
            yield from _read_one(kind, data, origin, limits)
            return
        yield from _read_zip(data, origin, limits, start, entering)
    except Exception as error:
        yield Problem(origin, reason_of(error, limits))


def too_large(size: int, limits: Limits) -> str:
    return f"The file has {readable_size(size)}; at most {readable_size(limits.max_upload_bytes)} are taken. Split it."


def from_paste(text: str, *, limits: Limits | None = None, **metadata: object) -> ArticleDraft:
    """The draft of a pasted text; `metadata` by field name (metadata.FIELDS), as typed or as dates.

    Raises Invalid with the form field's name, TooLarge above the limit of characters.
    """
    from .assembly import assemble

    return assemble(text, Origin("pasted text"), limits or Limits(), given=metadata)


def _read_zip(
    data: bytes, origin: Origin, limits: Limits, start: int, entering: Entering | None
) -> Iterator[ArticleDraft | Problem]:
    from . import archive

    for number, member in enumerate(archive.members(data, limits, start), start=start):
        here = Origin(origin.name, member.name)
        if entering:
            entering(number, here)
        if member.unread:
            yield Problem(here, member.unread)
            continue
        try:
            kind = recognition.recognise(PurePosixPath(member.name).name, member.data)
            if kind == "zip":
                yield Problem(here, "A zip inside a zip is not opened. Unpack it and send it by itself.")
                continue
            yield from _read_one(kind, member.data, here, limits)
        except Exception as error:
            yield Problem(here, reason_of(error, limits))


def _read_one(kind: str, data: bytes, origin: Origin, limits: Limits) -> Iterator[ArticleDraft | Problem]:
    # Imported when needed: the HTML and PDF libraries take 0.4 s to load.
    reader = import_module(f".{kind}", __name__)
    yield from reader.read(data, origin, limits)


def reason_of(error: Exception, limits: Limits) -> str:
    """In words what an exception means for the file. Whatever a parser raises is the file's fault, not the desk's."""
    if isinstance(error, WirecheckError):
        return str(error)
    if isinstance(error, MemoryError):
        return out_of_memory(limits)
    if isinstance(error, RecursionError):
        return "The file is nested too deeply to be read. Open it in its own program and save it again."
    return (
        f"The file could not be read ({type(error).__name__}): it is probably damaged. "
        "Open it in its own program and save it again, or paste its text."
    )


def out_of_memory(limits: Limits) -> str:
    return (
        f"The file needed more than {readable_size(limits.reader_memory_bytes)} of memory to read. "
        "Split it, or paste the text of the article."
    )
