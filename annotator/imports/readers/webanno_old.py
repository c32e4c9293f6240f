"""WebAnno TSV 1 and 2: sentences with their tokens one a line, annotations as B- and I- labels, no offsets."""

from __future__ import annotations

import re
from typing import Final

from annotator.errors import Invalid

from .layers import Spanned

_HEAD: Final = re.compile(r"\s*#\s+")
_PART: Final = re.compile(r"([BI])-(.*)\Z", re.DOTALL)
# Of version 1, which has no header: number, token, lemma, part of speech, named entity, …
_COLUMNS_1: Final = (("Lemma",), ("POS",), ("NamedEntity",))


def read_old(lines: list[str], at: str) -> tuple[str, list[Spanned], list[str]]:
    """The text, one sentence a line, its annotations, and notes."""
    layers = [_layer(part) for part in _HEAD.split(lines[0]) if part.strip()] if _HEAD.match(lines[0]) else None
    pieces: list[str] = []
    length = 0
    found: list[Spanned] = []
    notes: list[str] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if not line.startswith("#text="):
            continue
        words = line.removeprefix("#text=")
        rows = []
        while number < len(lines) and lines[number].strip() and not lines[number].startswith("#"):
            rows.append((number + 1, lines[number].split("\t")))
            number += 1
        spans = _placed(words, rows)
        found += _spans(rows, spans, words, length, layers, at)
        pieces.append(words)
        length += len(words) + 1
    if not pieces:
        raise Invalid("The file has no sentence (“#text=…”): it is cut off after its head.")
    if layers and any(kind == "RL" for kind, *_ in layers):
        notes.append("relations left out: the desk knows none")
    return "\n".join(pieces), found, notes


def _layer(part: str) -> tuple[str, str, int]:
    """Kind, name and number of columns of one layer of the header."""
    name, *features = [each.strip() for each in part.split("|")]
    relation = any(feature.startswith("AttachTo=") for feature in features)
    return ("RL" if relation else "SP"), name, max(1, len(features))


def _placed(words: str, rows: list[tuple[int, list[str]]]) -> list[tuple[int, int]]:
    """Where each row's token stands in its sentence."""
    spans, at = [], 0
    for number, cells in rows:
        token = cells[1] if len(cells) > 1 else ""
        start = words.find(token, at) if token else -1
        if start < 0:
            raise Invalid(f"Line {number}: “{token[:40]}” does not stand in its sentence, or not in this order.")
        spans.append((start, start + len(token)))
        at = start + len(token)
    return spans


def _spans(
    rows: list[tuple[int, list[str]]],
    spans: list[tuple[int, int]],
    words: str,
    shift: int,
    layers: list[tuple[str, str, int]] | None,
    at: str,
) -> list[Spanned]:
    known = [("SP", names[0], 1) for names in _COLUMNS_1] if layers is None else layers
    found: list[Spanned] = []
    column = 2
    for kind, name, width in known:
        if kind == "SP":
            found += _of_column(rows, spans, words, shift, column, name, at)
        column += width
    return found


def _of_column(  # noqa: PLR0917 - one sentence in all its parts
    rows: list[tuple[int, list[str]]],
    spans: list[tuple[int, int]],
    words: str,
    shift: int,
    column: int,
    name: str,
    at: str,
) -> list[Spanned]:
    found: list[Spanned] = []
    open_: dict[str, int] = {}  # label to the annotation in `found` that may go on
    for (number, cells), (start, end) in zip(rows, spans, strict=True):
        going: dict[str, int] = {}
        for value in (cells[column] if column < len(cells) else "O").split("|"):
            if value in {"O", "_", ""}:
                continue
            part = _PART.match(value)
            begins, label = (part.group(1) == "B", part.group(2)) if part else (True, value)
            if not begins and label in open_:
                before = found[open_[label]]
                found[open_[label]] = Spanned(
                    before.at, name, before.start, shift + end, words[before.start - shift : end], before.features
                )
                going[label] = open_[label]
            else:
                features = {"value": label} if label != "_" else {}
                where = f"{at}, line {number}"
                found.append(Spanned(where, name, shift + start, shift + end, words[start:end], features))
                going[label] = len(found) - 1
        open_ = going
    return found
