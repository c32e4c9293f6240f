"""Label Studio's JSON: tasks with annotations and predictions, and its flat form (JSON-MIN).

Offsets are code points since 1.6 and were code units of UTF-16 before (HumanSignal/label-studio issues 1008, 1347); the
words that a region keeps say which. What neither fits is looked for by its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import urlsplit

from annotator.errors import Invalid, WirecheckError
from annotator.ingest.draft import Origin, Problem
from annotator.ingest.limits import Limits

from ..records import MOST_MARKS, Mark, Place, Read
from .markup import text_of_html
from .strict_json import Record, listed, read_each, whole_number, words
from .texts import Original, draft

_SPANS: Final = ("labels", "hypertextlabels", "paragraphlabels")
_TAGS: Final = re.compile(r"</(?:p|div|span|body|html|h[1-6]|b|i|li|ul|table|td)\s*>", re.IGNORECASE)
_DRAWN: Final = ("rectangle", "polygon", "brush", "keypoint", "ellipse", "video", "timeseries", "bitmask")


@dataclass
class _Found:
    """What the results of one task are: spans by region, classes and words of the whole text, and what is left out."""

    page: bool = False  # the text is one of mark-up: offsets are into that, the words count
    marks: dict[str, Mark] = field(default_factory=dict)
    regions: dict[str, list[str]] = field(default_factory=dict)  # the marks of each region
    tags: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def read(data: bytes, origin: Origin, limits: Limits) -> Iterator[Read | Problem]:
    yield from read_each(data, origin, lambda record: _task(record, limits))


def _task(record: Record, limits: Limits) -> Iterator[Read | Problem]:
    task = record.value
    if not isinstance(task, dict):
        raise Invalid("This is no task, which is an object with “data” and “annotations”.")
    fields = task.get("data", task)
    if not isinstance(fields, dict):
        raise Invalid("“data” must be an object with the text in it.")
    name, text = _text_of(fields)
    words(text, name, limits.max_article_characters)
    found = _Found(page=_TAGS.search(text) is not None)
    original = Original(text_of_html(text) if found.page else text)
    if "data" in task:
        for key, machine in (("annotations", False), ("completions", False), ("predictions", True)):
            for number, annotation in enumerate(listed(task.get(key)), 1):
                where = f"{record.at}, {key.removesuffix('s')} {number}"
                _results(annotation, original, found, where, machine=machine)
    else:
        _flat(fields, name, original, found, record.at)
    if len(found.marks) > MOST_MARKS:
        raise Invalid(f"The task has {len(found.marks):,} regions; at most {MOST_MARKS:,} are taken.")
    said = {each: fields[each] for each in ("title", "url", "outlet", "published") if isinstance(fields.get(each), str)}
    yield Read(
        record.at,
        draft(original, record.origin, limits, found=said),
        tuple(found.marks.values()),
        tags=tuple(dict.fromkeys(found.tags)),
        remarks=tuple(dict.fromkeys(found.remarks)),
        notes=tuple(dict.fromkeys(found.notes)),
    )
    for reason in found.wrong:
        yield Problem(record.origin, reason)


def _text_of(fields: dict[str, Any]) -> tuple[str, str]:
    """The field with the task's text: “text”, else the longest that is one."""
    if isinstance(fields.get("text"), str) and not _is_address(fields["text"]):
        return "text", fields["text"]
    texts = {name: each for name, each in fields.items() if isinstance(each, str) and not _is_address(each)}
    texts = {name: each for name, each in texts.items() if len(each.split()) > 1}
    if not texts:
        raise Invalid("There is no text in the task, only addresses or other data: its text must stand in “data”.")
    name = max(texts, key=lambda name: len(texts[name]))
    return name, texts[name]


def _is_address(value: str) -> bool:
    words = value.strip()
    return " " not in words and bool(urlsplit(words).scheme) and "://" in words


def _results(annotation: Any, original: Original, found: _Found, where: str, *, machine: bool) -> None:
    if not isinstance(annotation, dict) or not isinstance(annotation.get("result", []), list):
        found.wrong.append(f"{where}: An annotation is an object with a list “result”.")
        return
    if annotation.get("was_cancelled"):
        found.notes.append("skipped annotations left out")
        return
    results = list(enumerate(annotation.get("result", []), 1))
    results.sort(key=lambda each: not (isinstance(each[1], dict) and str(each[1].get("type", "")).lower() in _SPANS))
    for number, result in results:  # spans first: what else is said of a region needs them
        at = f"{where}, result {number}"
        try:
            _result(result, original, found, at, machine)
        except WirecheckError as error:
            found.wrong.append(f"{at}: {error}")


def _result(result: Any, original: Original, found: _Found, at: str, machine: bool) -> None:
    if not isinstance(result, dict):
        raise Invalid("A result is an object with “type” and “value”.")
    kind, value = str(result.get("type", "")).lower(), result.get("value")
    region = str(result.get("id", at))
    if kind == "relation":
        found.notes.append("relations left out: the desk knows none")
    elif kind.startswith(_DRAWN):
        found.notes.append(f"regions of pictures and sounds left out ({kind})")
    elif not isinstance(value, dict):
        raise Invalid("A result needs an object “value”.")
    elif kind in _SPANS:
        labels = listed(value.get(kind, value.get("labels")))
        layer = str(result.get("from_name", ""))
        for label in labels or [""]:
            mark = _mark(value, words(label, "label", 500), layer, original, at, page=found.page)
            key = f"{at} {label}"
            found.marks[key] = replace(mark, machine=machine)
            found.regions.setdefault(region, []).append(key)
    else:
        _said(kind, value, region, found)


def _said(kind: str, value: dict[str, Any], region: str, found: _Found) -> None:
    """Classes, words and numbers: of a region where one has this id, else of the whole text."""
    own = found.regions.get(region, [])
    if kind in {"choices", "taxonomy"}:
        chosen = [words(each[-1] if isinstance(each, list) and each else each, kind, 500)
                  for each in listed(value.get(kind))]  # fmt: skip
        for key in own:
            mark = found.marks[key]
            found.marks[key] = replace(mark, reasons=(*mark.reasons, *(f"chosen: {each}" for each in chosen)))
        found.tags += [] if own else chosen
    elif kind == "textarea":
        said = [words(each, "text") for each in listed(value.get("text")) if each]
        for key in own:
            found.marks[key] = replace(found.marks[key], remarks=(*found.marks[key].remarks, *said))
        found.remarks += [] if own else said
    elif kind in {"rating", "number"}:
        found.notes.append(f"{kind} left out")
    else:
        found.notes.append(f"results of the type “{kind[:40]}” left out")


def _flat(fields: dict[str, Any], name: str, original: Original, found: _Found, where: str) -> None:
    """JSON-MIN: the text, and beside it a field for each control; choices as words, spans as objects."""
    passed = {name, "id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time", "title", "url",
              "outlet", "published"}  # fmt: skip
    for key, value in fields.items():
        if key in passed:
            continue
        for number, item in enumerate(listed(value), 1):
            at = f"{where}, {key} {number}"
            try:
                if isinstance(item, dict) and "start" in item:
                    for label in listed(item.get("labels", item.get("hypertextlabels"))) or [""]:
                        found.marks[at + str(label)] = _mark(item, words(label, "label", 500), key, original, at)
                elif isinstance(item, dict) and isinstance(item.get("choices"), list):
                    found.tags += [words(each, "choice", 500) for each in item["choices"]]
                elif isinstance(item, str) and len(item) <= 60 and not _is_address(item):
                    found.tags.append(item)
                else:
                    found.notes.append(f"the field “{key[:40]}” left out")
            except WirecheckError as error:
                found.wrong.append(f"{at}: {error}")


def _mark(value: dict[str, Any], label: str, layer: str, original: Original, at: str, *, page: bool = False) -> Mark:
    known = value.get("text")
    quote = words(known, "text") if isinstance(known, str) else ""
    if page and quote.strip():
        place = Place(" ".join(quote.replace("\\n", " ").split()))
        return Mark(at, f"{quote} {layer}={label}", (place,), layer=layer, label=label)
    start, end = _offsets(value)
    for kept in dict.fromkeys((quote, quote.replace("\\n", "\n"))):
        for utf16 in (False, True):
            try:
                here = original.span(start, end, utf16=utf16)
            except Invalid:
                continue
            if kept == "" or original.kept[here[0] : here[1]] == kept:
                return _marked(original, here, label, layer, at)
    if not quote.strip():
        original.span(start, end)  # raises, saying what is wrong with it
    place = Place(quote.replace("\\n", "\n"))
    return Mark(at, f"{quote} {layer}={label}", (place,), layer=layer, label=label)


def _offsets(value: dict[str, Any]) -> tuple[int, int]:
    """`start` and `end`; of hypertext and paragraphs those over the whole text, where there are any."""
    over = value.get("globalOffsets")
    said = over if isinstance(over, dict) else value
    start, end = said.get("start"), said.get("end")
    if isinstance(start, str) and start.isdecimal() and isinstance(end, str) and end.isdecimal():
        start, end = int(start[:12]), int(end[:12])
    return whole_number(start, "start"), whole_number(end, "end")


def _marked(original: Original, span: tuple[int, int], label: str, layer: str, at: str) -> Mark:
    start, end = span
    place = Place(original.kept[start:end], start=start, end=end)
    return Mark(at, f"{start}-{end} {layer}={label}", (place,), layer=layer, label=label)
