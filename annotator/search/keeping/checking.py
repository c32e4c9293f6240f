"""The deep check: what is in the index against what the database says, document by document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ...db import db
from ...db.tracking import journal
from .. import documents
from ..engines.engine import Reader

Differences = dict[str, list[str]]


def compare(reader: Reader, *, progress: Callable[[int, int], None] | None = None) -> Differences:
    """Keys that are missing in the index, stand there with another text, or stand there and nowhere else.

    Raises IndexUnavailable.
    """
    indexed = dict(reader.digests())
    found: Differences = {"missing": [], "different": [], "left over": []}
    done, total = 0, documents.count()
    for references in documents.everything():
        for document in documents.only(references):
            digest = indexed.pop(document.key, None)
            if digest is None:
                found["missing"].append(document.key)
            elif digest != document.digest():
                found["different"].append(document.key)
        db.session.rollback()
        done += len(references)
        if progress:
            progress(min(done, total), total)
    found["left over"] = sorted(indexed)
    return {name: keys for name, keys in found.items() if keys}


def put_into_journal(differences: Mapping[str, Sequence[str]]) -> None:
    """Have these objects indexed again. Called inside a transaction."""
    keys = {key for keys in differences.values() for key in keys}
    journal(db.session, ((key.split(":")[0], int(key.split(":")[1])) for key in keys))
