"""BagIt (RFC 8493), version 1.0: a zip with everything of one article or of several, and the checksum of each file.

    wirecheck-bag/
        bagit.txt, bag-info.txt, manifest-sha256.txt, tagmanifest-sha256.txt
        data/articles.jsonl            the desk's complete form (docs/interchange.md), for editors
        data/<article>/text.txt        as published; source.txt where the desk has the original
        data/<article>/corrected.txt   accepted corrections applied; notices.txt where there are any
        data/<article>/annotated.html, annotations.jsonld, claimreview.jsonld
        data/<article>/sources.jsonl   what its claims and corrections are checked against, a source a line

Streamed: checksums are reckoned as the files are written, so manifests stand at the end of the zip.
"""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, BinaryIO, Final

from ...accounts.policy import may
from ...interchange import write as write_interchange
from ..files import member
from ..record import ArticleRecord, file_name
from ..terms import Copies, Terms
from . import html, schemaorg, w3c
from .copied import corrected

FOLDER: Final = "wirecheck-bag"
SPOOLED: Final = 1024 * 1024  # bytes of a manifest that are kept in memory
DECLARATION: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


class Bag:
    """A bag that is being written: payload files one after the other; `close` writes what vouches for them."""

    def __init__(self, archive: zipfile.ZipFile, terms: Terms, manifest: BinaryIO) -> None:
        self._archive = archive
        self._at = terms.at
        self._manifest = manifest
        self._files = self._bytes = 0

    def add(self, path: str, content: bytes) -> None:
        with self.opened(path) as file:
            file.write(content)

    @contextmanager
    def opened(self, path: str) -> Iterator[BinaryIO]:
        """A payload file that is written piece by piece."""
        with self._archive.open(member(f"{FOLDER}/data/{path}", self._at), "w", force_zip64=True) as inner:
            file = Hashed(inner)
            yield file  # type: ignore[misc]
        self._files += 1
        self._bytes += file.size
        self._manifest.write(f"{file.digest.hexdigest()}  data/{path}\n".encode())

    def close(self, info: dict[str, str]) -> None:
        self._manifest.seek(0)
        told = {**info, "Payload-Oxum": f"{self._bytes}.{self._files}"}
        tags = {
            "bagit.txt": DECLARATION,
            "bag-info.txt": "".join(f"{name}: {value}\n" for name, value in told.items()).encode(),
            "manifest-sha256.txt": self._manifest.read(),
        }
        digests = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in tags.items())
        for name, content in (*tags.items(), ("tagmanifest-sha256.txt", digests.encode())):
            self._archive.writestr(member(f"{FOLDER}/{name}", self._at), content)


class Hashed:
    """A file that is written to, and what was written, counted and hashed."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self.digest = hashlib.sha256()
        self.size = 0

    def write(self, content: bytes) -> int:
        self.digest.update(content)
        self.size += len(content)
        return int(self._inner.write(content))


def write_one(record: ArticleRecord, terms: Terms) -> bytes:
    """A bag of one article."""
    file = io.BytesIO()
    write_bag(iter((record,)), [record.id], terms, file, lambda _number: None)
    return file.getvalue()


def write_many(copies: Copies, terms: Terms, file: BinaryIO) -> None:
    """A bag of several articles."""
    write_bag(iter(copies), copies.ids, terms, file, copies.passed)


def write_bag(
    records: Iterator[ArticleRecord], ids: Any, terms: Terms, file: BinaryIO, passed: Callable[[int], None]
) -> None:
    number = 0
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        tempfile.SpooledTemporaryFile(SPOOLED) as manifest,
    ):
        bag = Bag(archive, terms, manifest)  # type: ignore[arg-type]
        for record in records:
            folder = file_name(record, "").rstrip(".")
            for name, content in files_of(record, terms):
                bag.add(f"{folder}/{name}", content)
            number += 1
        if complete(terms):
            with bag.opened("articles.jsonl") as inner:
                with_all = terms.options.sensitive == "with"
                write_interchange(ids, inner, by=terms.by, sensitive="with" if with_all else "out")
            passed(number)
        bag.close(
            {
                "Source-Organization": "Wirecheck",
                "Bagging-Date": f"{terms.at:%Y-%m-%d}",
                "Bag-Software-Agent": "Wirecheck",
                "External-Description": f"{number} article{'' if number == 1 else 's'} with annotations",
            }
        )


def complete(terms: Terms) -> bool:
    """Whether the desk's own form, which holds everybody's judgements and all history, is this person's to take."""
    return terms.by is None or may(terms.by, "edit")


def files_of(record: ArticleRecord, terms: Terms) -> Iterator[tuple[str, bytes]]:
    yield "text.txt", record.text.encode()
    yield "corrected.txt", corrected(record).text.encode()
    if record.source_text:
        yield "source.txt", record.source_text.encode()
    if record.notices:
        told = (f"{notice.kind}, {notice.approved_at:%Y-%m-%d %H:%M} UTC\n{notice.text}\n" for notice in record.notices)
        yield "notices.txt", "\n".join(told).encode()
    yield "annotated.html", html.write_one(record, terms)
    yield "annotations.jsonld", w3c.write_one(record, terms)
    yield "claimreview.jsonld", schemaorg.write_one(record, terms)
    sources = {evidence.source.uid: evidence.source for claim in record.claims for evidence in claim.evidence}
    sources |= {row.evidence.source.uid: row.evidence.source for row in record.corrections if row.evidence}
    lines = (json.dumps(asdict(source), ensure_ascii=False) + "\n" for _, source in sorted(sources.items()))
    yield "sources.jsonl", "".join(lines).encode()
