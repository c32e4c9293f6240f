"""A strict reader of WebAnno TSV 3.3: it takes what the format's grammar allows and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

ESCAPED = re.compile(r"\\(->|.)", re.DOTALL)
LETTERS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "b": "\b"}
# Bare, or escaped; then the number of its mark.
VALUE = re.compile(r"(\*|(?:\\->|\\[^>]|(?!->)[^\\\[\]|_;\t\n*])*)(?:\[([1-9]\d*)\])?")
SEPARATOR = re.compile(r"((?:\\.|[^\\|])*)(?:\||$)", re.DOTALL)


@dataclass
class Found:
    """A mark as it was read: its layer, its span in UTF-16 code units, the words of its rows."""

    layer: str
    start: int
    end: int
    values: dict[str, str | None]
    words: list[str] = field(default_factory=list)


@dataclass
class Document:
    """`units` is the text, a character for each UTF-16 code unit; blanks stand between sentences."""

    units: str = ""
    sentences: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    marks: list[Found] = field(default_factory=list)


def read(data: bytes) -> Document:
    """Raises AssertionError or ValueError where a line is none of the format's."""
    lines = data.decode().split("\n")
    assert lines.pop() == ""
    assert lines.pop(0) == "#FORMAT=WebAnno TSV 3.3"
    layers: list[tuple[str, list[str]]] = []
    while lines[0]:
        name, *features = lines.pop(0).removeprefix("#T_SP=").split("|")
        layers.append((name, features))
    assert lines.pop(0) == ""
    document = Document()
    known: dict[tuple[str, str], Found] = {}
    while lines:
        assert lines.pop(0) == ""
        sentence = []
        while lines and lines[0].startswith("#Text="):
            sentence.append(unescaped(lines.pop(0).removeprefix("#Text=")))
        assert sentence
        document.sentences.append("\n".join(sentence))
        token = part = 0
        while lines and lines[0]:
            name, place, words, *cells, nothing = lines.pop(0).split("\t")
            assert nothing == ""
            start, end = (int(at) for at in place.split("-"))
            if name == f"{len(document.sentences)}-{token + 1}":
                token, part = token + 1, 0
                document.tokens.append(words)
            else:
                part += 1
                assert token and name == f"{len(document.sentences)}-{token}.{part}"
            if (token, part) == (1, 0):
                assert start >= len(document.units)
                document.units = document.units.ljust(start) + in_units(document.sentences[-1])
            assert document.units[start:end] == in_units(words)
            read_cells(document, layers, cells, known, (start, end, words))
    return document


def read_cells(
    document: Document,
    layers: list[tuple[str, list[str]]],
    cells: list[str],
    known: dict[tuple[str, str], Found],
    row: tuple[int, int, str],
) -> None:
    start, end, words = row
    assert len(cells) == sum(len(features) for _, features in layers)
    for layer, features in layers:
        here, cells = cells[: len(features)], cells[len(features) :]
        if "_" in here:
            assert set(here) == {"_"}
            continue
        rows = list(zip(*(list(values(cell)) for cell in here), strict=True))
        for several in rows:
            [number] = {number for _, number in several}
            told = dict(zip(features, (value for value, _ in several), strict=True))
            assert number or len(rows) == 1
            mark = known.get((layer, number)) if number else None
            if mark is None:
                mark = Found(layer, start, end, told)
                document.marks.append(mark)
                if number:
                    assert number not in {other for _, other in known}
                    known[layer, number] = mark
            assert mark.values == told
            mark.end = end
            mark.words.append(words)


def values(cell: str) -> Iterator[tuple[str | None, str]]:
    """The values of a cell with the numbers of their marks ("" without one)."""
    at = 0
    while at <= len(cell):
        found = SEPARATOR.match(cell, at)
        assert found is not None
        matched = VALUE.fullmatch(found.group(1))
        assert matched is not None, f"no value: {found.group(1)!r}"
        bare = matched.group(1)
        yield None if bare == "*" else unescaped(bare), matched.group(2) or ""
        at = found.end() if found.end() > found.end(1) else len(cell) + 1


def unescaped(value: str) -> str:
    return ESCAPED.sub(lambda found: LETTERS.get(found.group(1), found.group(1)), value)


def in_units(words: str) -> str:
    """A character for each UTF-16 code unit."""
    coded = words.encode("utf-16-le")
    return "".join(chr(int.from_bytes(coded[at : at + 2], "little")) for at in range(0, len(coded), 2))
