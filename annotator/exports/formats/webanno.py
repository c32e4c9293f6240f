"""WebAnno TSV 3.3, which INCEpTION and other annotation tools read: a line a token, the marks of a layer in columns.

Written after the format's description in INCEpTION's user guide (appendix "WebAnno TSV 3.3"); where that says nothing,
as INCEpTION's own files have it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from ...text.characters import shown
from ...text.spans import Span
from ..files import in_zip
from ..record import ArticleRecord
from ..terms import Terms
from .layers import LAYERS, Mark, Utf16, marks, sentences, tokens

NOT_MARKED: Final = "_"
UNMARKED: Final = {layer.name: "\t".join([NOT_MARKED] * len(layer.features)) for layer in LAYERS}
NOTHING: Final = "*"  # marked, and the feature has no value
_OF_VALUES: Final = re.compile(r"->|[\\\[\]|_;\t\n*]")
_NAMED: Final = {"\t": "t", "\n": "n", "\r": "r", "\f": "f", "\b": "b"}
_OF_TEXT: Final = re.compile(r"[\\\t\n\r\f\b]")


def write_one(record: ArticleRecord, _terms: Terms) -> bytes:
    return shown("\n".join(lines(record)) + "\n").encode()


write_many = in_zip(write_one, "tsv")


class Units:
    """The tokens of a text and the parts of tokens that marks begin or end in: the rows of the file.

    Rows are known by their token's number and their span; each holds its marks by layer, in order.
    """

    def __init__(self, text: str, tokens: Sequence[Span], found: Sequence[Mark]) -> None:
        self.text, self.place = text, Utf16(text)
        self.tokens = tokens
        self._starts = [token.start for token in tokens]
        self._ends = [token.end for token in tokens]
        self.rows: dict[int, dict[Span, dict[str, list[int]]]] = defaultdict(dict)  # marks by their index
        self.marks = found
        covered = [self._covered(mark.span) for mark in found]
        for index, rows in enumerate(covered):
            for token, span in rows:
                self.rows[token].setdefault(span, {}).setdefault(found[index].layer.name, []).append(index)
        stacked = {
            index
            for parts in self.rows.values()
            for layers in parts.values()
            for together in layers.values()
            if len(together) > 1
            for index in together
        }
        # A mark with a row of its own is known by standing there; the others are told apart by a number.
        numbered = [index for index, rows in enumerate(covered) if len(rows) > 1 or index in stacked]
        self._cells: dict[int, list[str]] = {}
        self.numbers = {index: number for number, index in enumerate(numbered, start=1)}

    def cells(self, index: int) -> list[str]:
        """The values of one mark, each with its number where it has one; made once, a mark may be in many rows."""
        if index not in self._cells:
            number = self.numbers.get(index)
            suffix = "" if number is None else f"[{number}]"
            self._cells[index] = [value_escaped(value) + suffix for value in self.marks[index].values]
        return self._cells[index]

    def _covered(self, span: Span) -> list[tuple[int, Span]]:
        """The rows of one mark. White space is in no token: one that covers nothing else stands, without extent, at
        the end of the token before."""
        first, last = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)
        if first < last:
            return [
                (at, Span(max(span.start, self._starts[at]), min(span.end, self._ends[at])))
                for at in range(first, last)
            ]
        if not self.tokens:
            return []
        at = max(0, first - 1)
        place = self._ends[at] if first else self._starts[at]
        return [(at, Span(place, place))]


def lines(record: ArticleRecord) -> Iterator[str]:
    """The lines of the file, without their ends."""
    yield "#FORMAT=WebAnno TSV 3.3"
    for layer in LAYERS:
        yield f"#T_SP={layer.name}|{'|'.join(layer.features)}"
    yield ""
    text = record.text
    split = [(sentence, tokens(text, sentence)) for sentence in sentences(record)]
    units = Units(text, [token for _, those in split for token in those], marks(record))
    at = 0
    for number, (sentence, those) in enumerate(split, start=1):
        yield ""
        for line in sentence.of(text).split("\n"):
            yield f"#Text={text_escaped(line)}"
        for in_sentence, token in enumerate(those, start=1):
            parts = units.rows.get(at, {})
            yield row(f"{number}-{in_sentence}", token, units, parts.get(token, {}))
            inner = sorted((part for part in parts if part != token), key=lambda part: (part.start, -part.end))
            for in_token, part in enumerate(inner, start=1):
                yield row(f"{number}-{in_sentence}.{in_token}", part, units, parts[part])
            at += 1


def row(name: str, span: Span, units: Units, here: dict[str, list[int]]) -> str:
    """One token, or part of one. Each column ends with a tab, the last one too."""
    cells = [name, f"{units.place(span.start)}-{units.place(span.end)}", span.of(units.text)]
    for layer in LAYERS:
        marked = here.get(layer.name)
        if marked is None:
            cells.append(UNMARKED[layer.name])
        elif len(marked) == 1:
            cells += units.cells(marked[0])
        else:
            cells += map("|".join, zip(*map(units.cells, marked), strict=True))
    return "\t".join(cells) + "\t"


def value_escaped(value: str | None) -> str:
    """A feature's value. The format has no way to write a carriage return: line ends are line feeds."""
    if value is None:
        return NOTHING
    plain = value.replace("\r\n", "\n").replace("\r", "\n")
    return _OF_VALUES.sub(lambda found: "\\" + _NAMED.get(found.group(), found.group()), plain)


def text_escaped(line: str) -> str:
    return _OF_TEXT.sub(lambda found: "\\" + _NAMED.get(found.group(), found.group()), line)
