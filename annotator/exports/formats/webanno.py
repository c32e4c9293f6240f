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
from .layers import LAYERS, Layer, Mark, Utf16, marks, sentences, tokens

NOT_MARKED: Final = "_"
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
        self.numbers = {index: number for number, index in enumerate(numbered, start=1)}

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
        cells += columns(layer, [(units.marks[index], units.numbers.get(index)) for index in here.get(layer.name, ())])
    return "\t".join(cells) + "\t"


def columns(layer: Layer, here: Sequence[tuple[Mark, int | None]]) -> list[str]:
    """The cells of one layer: a value for each mark, with its number where it has one."""
    if not here:
        return [NOT_MARKED] * len(layer.features)
    return [
        "|".join(
            value_escaped(mark.values[at]) + (f"[{number}]" if number is not None else "") for mark, number in here
        )
        for at in range(len(layer.features))
    ]


def value_escaped(value: str | None) -> str:
    """A feature's value. The format has no way to write a carriage return: line ends are line feeds."""
    if value is None:
        return NOTHING
    plain = value.replace("\r\n", "\n").replace("\r", "\n")
    return _OF_VALUES.sub(lambda found: "\\" + _NAMED.get(found.group(), found.group()), plain)


def text_escaped(line: str) -> str:
    return _OF_TEXT.sub(lambda found: "\\" + _NAMED.get(found.group(), found.group()), line)
