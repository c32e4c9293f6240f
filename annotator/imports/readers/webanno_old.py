"""WebAnno TSV 1 and 2: sentences with their tokens one a line, annotations as B- and I- labels, no offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from annotator.errors import Invalid

from .layers import Spanned

_HEAD: Final = re.compile(r"\s*#\s+")
_PART: Final = re.compile(r"([BI])-(.*)\Z", re.DOTALL)
# Of version 1, which has no header: number, token, lemma, part of speech, named entity, …
_COLUMNS_1: Final = (("Lemma",), ("POS",), ("NamedEntity",))


@dataclass(frozen=True, slots=True)
class _Sentence:
    """Its words, where it begins in the text, its rows (line, cells) and where in it the token of each stands."""

    words: str
    shift: int
    rows: list[tuple[int, list[str]]]
    spans: list[tuple[int, int]]


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
        of_sentence = _Sentence(words, length, rows, spans)
        for spanned in _spans(of_sentence, layers):
            found.append(replace(spanned, at=f"{at}, {spanned.at}"))
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


def _spans(sentence: _Sentence, layers: list[tuple[str, str, int]] | None) -> Iterator[Spanned]:
    known = [("SP", names[0], 1) for names in _COLUMNS_1] if layers is None else layers
    column = 2
    for kind, name, width in known:
        if kind == "SP":
            yield from _of_column(sentence, column, name)
        column += width


def _of_column(sentence: _Sentence, column: int, name: str) -> list[Spanned]:
    """The annotations of one column: B- begins one, I- goes on with the one of the same label in the row before."""
    found: list[Spanned] = []
    before: dict[str, int] = {}  # label to the annotation in `found` that may go on
    for (number, cells), (start, end) in zip(sentence.rows, sentence.spans, strict=True):
        here: dict[str, int] = {}
        for value in (cells[column] if column < len(cells) else "O").split("|"):
            if value in {"O", "_", ""}:
                continue
            part = _PART.match(value)
            begins, label = (part.group(1) == "B", part.group(2)) if part else (True, value)
            if not begins and label in before:
                here[label] = before[label]
                first = found[before[label]]
                quote = sentence.words[first.start - sentence.shift : end]
                found[before[label]] = replace(first, end=sentence.shift + end, quote=quote)
                continue
            here[label] = len(found)
            place = (sentence.shift + start, sentence.shift + end, sentence.words[start:end])
            found.append(Spanned(f"line {number}", name, *place, {"value": label} if label != "_" else {}))
        before = here
    return found
