"""Segments as Whoosh knows them, with the words in arrays of ours: Whoosh's way of being extended, a codec."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from whoosh.codec.base import FieldWriter
from whoosh.codec.whoosh3 import W3Codec

from . import arrays
from .postings import Postings
from .schema import EXTENSION
from .segments import opened

TIER: Final = 8  # so many segments of one size become one
TIERS: Final = (64, 512, 4_096, 32_768, 262_144)  # documents; a larger one is left alone
MOSTLY_GONE: Final = 0.5  # a segment of which less is left is written anew


class ArraysCodec(W3Codec):
    """Pickled with each segment: moving this class makes every index be built anew."""

    length_stats = False

    def field_writer(self, storage: Any, segment: Any) -> ArraysWriter:
        return ArraysWriter(Path(storage.folder) / segment.make_filename(EXTENSION))


class ArraysWriter(FieldWriter):
    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_closed = False

    def add_postings(self, _schema: Any, _lengths: Any, postings: Postings) -> None:
        arrays.write(self.path, postings.arrays(), {"mark": postings.mark, "size": len(postings)})

    def close(self) -> None:
        self.is_closed = True


Merging = Callable[[Any, Sequence[Any]], list[Any]]


def to_merge(segments: Sequence[Any]) -> list[Any]:
    """The segments that had better be one: enough of one size, or one of which most is gone."""
    mostly_gone = [each for each in segments if each.doc_count() < MOSTLY_GONE * each.doc_count_all()]
    for index, most in enumerate(TIERS):
        least = TIERS[index - 1] if index else 0
        alike = [each for each in segments if least <= each.doc_count() < most and each not in mostly_gone]
        if len(alike) >= TIER:
            return [*mostly_gone, *alike]
    return mostly_gone


def merging(chosen: Sequence[Any]) -> Merging:
    """A policy for Whoosh's `commit`: these become part of what is being written."""

    def policy(writer: Any, segments: Sequence[Any]) -> list[Any]:
        for each in chosen:
            segment = opened(Path(writer.storage.folder), each)
            writer.pool.add_segment(segment)
            for _ in range(each.doc_count()):
                writer.add_document()
        return [each for each in segments if each not in chosen]

    return policy
