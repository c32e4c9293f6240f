"""doccano's JSONL: a text with labelled spans (`label`, `labels`, `entities` or `annotations`), or with classes.

Offsets are code points, half-open: the server cuts its texts with Python.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotator.errors import Invalid
from annotator.ingest.draft import Origin, Problem
from annotator.ingest.limits import Limits

from ..records import MOST_MARKS, Mark, Place, Read
from .strict_json import Record, listed, read_each, whole_number, words
from .texts import Original, draft

_TEXT = ("text", "data")
_LABELS = ("label", "labels", "entities", "annotations")


def read(data: bytes, origin: Origin, limits: Limits) -> Iterator[Read | Problem]:
    yield from read_each(data, origin, lambda record: _text(record, limits))


def _text(record: Record, limits: Limits) -> Iterator[Read | Problem]:
    fields = record.value
    if not isinstance(fields, dict):
        raise Invalid("This is no object with a text and its labels.")
    name = next((name for name in _TEXT if name in fields), None)
    if name is None:
        raise Invalid("The field “text” is missing: this is not doccano's format.")
    original = Original(words(fields[name], name, limits.max_article_characters))
    said = [(key, item) for key in _LABELS for item in listed(fields.get(key))]
    if len(said) > MOST_MARKS:
        raise Invalid(f"The text has {len(said):,} labels; at most {MOST_MARKS:,} are taken.")
    marks: list[Mark] = []
    tags: list[str] = []
    wrong: list[Problem] = []
    for number, (_, item) in enumerate(said, 1):
        at = f"{record.at}, label {number}"
        try:
            if isinstance(item, str):
                tags.append(item)
            else:
                marks.append(_mark(item, original, at))
        except Invalid as error:
            wrong.append(Problem(record.origin, f"Label {number}: {error}"))
    notes = ["relations left out: the desk knows none"] if fields.get("relations") else []
    remarks = [words(each, "comment") for each in listed(fields.get("Comments") or fields.get("comments")) if each]
    yield Read(
        record.at,
        draft(original, record.origin, limits, found=_metadata(fields)),
        tuple(marks),
        tags=tuple(dict.fromkeys(tags)),
        remarks=tuple(remarks),
        notes=tuple(notes),
    )
    yield from wrong


def _mark(item: Any, original: Original, at: str) -> Mark:
    """A span: [start, end, label], or an object with offsets."""
    if isinstance(item, list):
        if len(item) != 3:
            raise Invalid("A label is [start, end, name].")
        start, end, label = item
    elif isinstance(item, dict):
        start, end = item.get("start_offset", item.get("start")), item.get("end_offset", item.get("end"))
        label = item.get("label")
    else:
        raise Invalid("A label is [start, end, name], a name, or an object with offsets.")
    label = str(label) if isinstance(label, int) and not isinstance(label, bool) else words(label, "label", 500)
    start, end = original.span(whole_number(start, "start"), whole_number(end, "end"))
    place = Place(original.kept[start:end], start=start, end=end)
    return Mark(at, f"{start}-{end} {label}", (place,), label=label)


def _metadata(fields: dict[str, Any]) -> dict[str, object]:
    meta = fields.get("meta")
    said = {**(meta if isinstance(meta, dict) else {}), **fields}
    return {name: said[name] for name in ("title", "url", "outlet", "published") if isinstance(said.get(name), str)}
