"""One reader a format: a file's bytes in, what was read and what is wrong with it out. docs/imports.md describes them.

`read` never raises for bad input. It parses in this process; annotator.imports.reading does it in a child.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from annotator.ingest.draft import Origin, Problem
from annotator.ingest.limits import Limits
from annotator.ingest.readers import archive, reason_of, too_large

from ..records import Read

Entering = Callable[[int, Origin], None]
# A BagIt export holds every form of its articles (exports/formats/bagit.py): only these files of it are meant.
_IN_BAG: Final = {"w3c": ("/annotations.jsonld",), "jsonl": ("/articles.jsonl",)}
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `module` reads it; `texts`: its files bring the texts along, so articles come in with them."""

    name: str
    label: str
    meaning: str
    module: str
    endings: tuple[str, ...]
    texts: bool


FORMATS: Final[dict[str, Format]] = {
    form.name: form
    for form in (
        Format("w3c", "Web Annotations", "JSON-LD after the W3C Web Annotation model, also what Hypothesis exports.",
               "w3c", (".jsonld", ".json", ".jsonl", ".ndjson"), False),
        Format("webanno", "WebAnno TSV", "One text with its spans, as WebAnno and INCEpTION export it.",
               "webanno", (".tsv", ".txt"), True),
        Format("xmi", "UIMA XMI", "One text with its spans, as INCEpTION, WebAnno and DKPro write it.",
               "xmi", (".xmi", ".xml"), True),
        Format("ninjs", "ninjs", "Articles of news agencies as JSON (IPTC, versions 1 to 3.1).",
               "ninjs", (".json", ".jsonl", ".ndjson"), True),
        Format("newsml", "NewsML-G2", "Articles of news agencies as XML (IPTC).", "newsml", (".xml",), True),
        Format("labelstudio", "Label Studio", "Tasks with their annotations and predictions (JSON, JSON-MIN).",
               "labelstudio", (".json", ".jsonl", ".ndjson"), True),
        Format("doccano", "doccano", "Texts with labelled spans or classes, one a line (JSONL) or an array.",
               "doccano", (".jsonl", ".json", ".ndjson"), True),
        Format("jsonl", "Wirecheck, complete", "Everything of articles with their history, as this desk or another "
               "wrote it. For administrators.", "", (".jsonl", ".ndjson"), True),
    )
}  # fmt: skip


def read(
    form: str, name: str, data: bytes, limits: Limits, *, start: int = 0, entering: Entering | None = None
) -> Iterator[Read | Problem]:
    """All of one file, or of the files in a zip. `start` skips files of a zip, `entering` hears of each."""
    origin = Origin(name)
    if len(data) > limits.max_upload_bytes:
        yield Problem(origin, too_large(len(data), limits))
        return
    try:
        if data.startswith(_ZIP):
            yield from _read_zip(form, data, origin, limits, start=start, entering=entering)
        else:
            yield from _read_one(form, data, origin, limits)
    except Exception as error:
        yield Problem(origin, reason_of(error, limits))


def is_bag(data: bytes) -> bool:
    """Whether a zip is a BagIt export."""
    return any(name.rpartition("/")[2] == "bagit.txt" for name in archive.open_zip(data).NameToInfo)


def in_zip(form: str, data: bytes) -> tuple[str, ...]:
    """How the names of the files end that are meant in a zip."""
    return _IN_BAG.get(form, FORMATS[form].endings[:1]) if is_bag(data) else FORMATS[form].endings


def _read_zip(
    form: str, data: bytes, origin: Origin, limits: Limits, *, start: int, entering: Entering | None
) -> Iterator[Read | Problem]:
    known = 0
    endings = in_zip(form, data)
    for number, member in enumerate(archive.members(data, limits, start), start=start):
        here = Origin(origin.name, member.name)
        if not f"/{member.name.lower()}".endswith(endings):
            continue  # what a project's archive has besides: pictures, source files, a log
        known += 1
        if entering:
            entering(number, here)
        if member.unread:
            yield Problem(here, member.unread)
            continue
        try:
            if member.data.startswith(_ZIP):
                yield Problem(here, "A zip inside a zip is not opened. Unpack it and send it by itself.")
                continue
            yield from _read_one(form, member.data, here, limits)
        except Exception as error:
            yield Problem(here, reason_of(error, limits))
    if not known and not start:
        yield Problem(origin, f"No file in it ends in {', '.join(endings)}, as {FORMATS[form].label} files do.")


def _read_one(form: str, data: bytes, origin: Origin, limits: Limits) -> Iterator[Read | Problem]:
    # Imported when needed: a page that offers the formats needs none of them.
    reader = import_module(f".{FORMATS[form].module}", __name__)
    yield from reader.read(data, origin, limits)
