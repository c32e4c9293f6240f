"""The closed list of export formats: what each is called and which functions write it."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ..errors import WirecheckError
from . import html, w3c
from .record import ArticleRecord


@dataclass(frozen=True)
class Format:
    """One format. `write_one` makes the file of one article, `write_many` streams that of several."""

    name: str
    label: str
    meaning: str
    suffix: str
    media_type: str
    write_one: Callable[[ArticleRecord, dt.datetime], bytes]
    write_many: Callable[[Iterable[ArticleRecord], dt.datetime, BinaryIO], None]


FORMATS: dict[str, Format] = {
    form.name: form
    for form in (
        Format(
            "html",
            "Annotated page",
            "One HTML file with the text, its claims, garbles and corrections. Works offline and prints well.",
            "html",
            "text/html; charset=utf-8",
            html.write_one,
            html.write_many,
        ),
        Format(
            "w3c",
            "Web Annotations",
            "JSON-LD after the W3C Web Annotation model, for annotation tools and programs.",
            "jsonld",
            "application/ld+json",
            w3c.write_one,
            w3c.write_many,
        ),
    )
}


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A file that appears under its name only when it is complete and on the disk; after an error nothing is left.

    Raises WirecheckError when the folder cannot be written.
    """
    try:
        descriptor, draft_name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise WirecheckError(f"{path} cannot be written: {error.strerror}.") from error
    draft = Path(draft_name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        # mkstemp lets only its maker read; the file itself is as open as any other that this person makes.
        mask = os.umask(0)
        os.umask(mask)
        draft.chmod(0o666 & ~mask)
        draft.replace(path)
    except OSError as error:
        raise WirecheckError(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)
