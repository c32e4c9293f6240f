"""Whether the bytes of an export are a file of the kind that they say."""

from __future__ import annotations

import io
import json
import zipfile

from lxml import etree

from annotator.exports.catalogue import Kind


def check(data: bytes, kind: Kind) -> None:
    """Raises an error of the parser, or AssertionError, where it is not."""
    assert data
    if kind.suffix in {"json", "jsonld"}:
        json.loads(data)
    elif kind.suffix in {"xml", "tbx", "tmx", "xmi"}:
        etree.fromstring(data)
    elif kind.suffix in {"zip", "xlsx", "docx"}:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None
            names = archive.namelist()
            assert len(set(names)) == len(names)
            for name in names:
                if name.endswith((".xml", ".xmi", ".rels")):
                    etree.fromstring(archive.read(name))
    elif kind.suffix == "pdf":
        assert data.startswith(b"%PDF-")
    else:
        data.decode()
