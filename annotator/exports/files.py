"""Files that are there whole or not at all, and archives with a file an article."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ..errors import WirecheckError
from .record import ArticleRecord, file_name
from .terms import Copies, Terms


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


def member(name: str, at: dt.datetime) -> zipfile.ZipInfo:
    """A file of an archive, dated when the export was written."""
    found = zipfile.ZipInfo(name, at.timetuple()[:6])
    found.compress_type = zipfile.ZIP_DEFLATED
    found.external_attr = 0o644 << 16  # without it some programs unpack a file that nobody may read
    return found


def in_zip(
    write_one: Callable[[ArticleRecord, Terms], bytes], suffix: str
) -> Callable[[Copies, Terms, BinaryIO], None]:
    """What writes several articles as a zip with a file each, for formats that have no form for several."""

    def write_many(copies: Copies, terms: Terms, file: BinaryIO) -> None:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for record in copies:
                archive.writestr(member(file_name(record, suffix), terms.at), write_one(record, terms))

    return write_many
