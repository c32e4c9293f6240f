"""What stands in the files of a segment: the fields of words, the columns, the mark."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import Any, Final

import numpy as np
import whoosh

from ....db.journal import Mark
from ...documents import Document
from .arrays import Array

EXTENSION: Final = ".arrays"
# A word in the title says more than one in the text; the right name behind a garble as much as in the text.
BOOSTS: Final = {"title": 2.0, "text": 1.0, "right": 1.0, "about": 0.6}
PROPERTIES: Final = "properties"  # whole values, as "name=value"
# Whole numbers to sort by and to narrow to, with what stands for none.
NUMBERS: Final = {"date": 0, "worth": -1, "confidence": -1}
COLUMNS: Final[dict[str, Any]] = {
    "reference": np.int64, "article": np.int64, "date": np.int32, "worth": np.int16, "confidence": np.int16,
    "digest": "S24",
}  # fmt: skip
THOUSANDTHS: Final = 1_000  # quantities are kept as whole thousandths
TYPES: Final = ("article", "claim", "garble", "correction", "assessment", "comment", "source")
MARK: Final = -1  # the reference of the row that says that the mark of this segment is the one that counts
_BITS: Final = 48  # of an id

# Raise VERSION when what stands in a field, or how its words are folded, changes: every index is then built anew.
VERSION: Final = 4
SCHEMA: Final = hashlib.blake2b(
    repr((VERSION, whoosh.__version__, sorted(BOOSTS), sorted(map(str, COLUMNS.items())))).encode(), digest_size=4
).hexdigest()


def reference(key: str) -> int:
    """A document's key as one number."""
    object_type, _, ident = key.partition(":")
    return (TYPES.index(object_type) << _BITS) | int(ident)


def key_of(reference: int) -> str:
    return f"{TYPES[reference >> _BITS]}:{reference & ((1 << _BITS) - 1)}"


def keys_of(references: Array) -> list[str]:
    """The same of many."""
    types, idents = (references >> _BITS).tolist(), (references & ((1 << _BITS) - 1)).tolist()
    return [f"{TYPES[kind]}:{ident}" for kind, ident in zip(types, idents, strict=True)]


def properties_of(document: Document) -> list[str]:
    """What a document is and has, each as "name=value"."""
    veil = [("veil", "yes"), *(("open", str(ident)) for ident in document.open_to)] if document.veil else []
    own = (("kind", document.kind), ("seen", document.seen), *document.properties, *veil)
    return [f"{name}={value}" for name, value in own]


def columns_of(document: Document) -> dict[str, Any]:
    return {
        "reference": reference(document.key), "article": document.article or 0, "digest": document.digest().encode(),
    } | {
        name: none if (value := getattr(document, name)) is None else value for name, none in NUMBERS.items()
    }  # fmt: skip


def columns_of_mark() -> dict[str, Any]:
    return {"reference": MARK, "article": 0, "digest": b""} | NUMBERS


def thousandths(number: float) -> int:
    return round(max(-1e15, min(number, 1e15)) * THOUSANDTHS)


def mark_as_json(mark: Mark) -> dict[str, Any]:
    return asdict(mark)


def mark_of_json(stored: dict[str, Any]) -> Mark:
    return Mark(**stored)
