"""WebAnno TSV: 3.x with its schema and offsets, 2 and 1 with sentences and tokens only.

After "WebAnno TSV 3.3 File format" of INCEpTION's user guide. Offsets count UTF-16 code units (Java). White space
between sentences is not in the file: what is put there is a guess, and offsets say only how much there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from annotator.errors import Invalid
from annotator.ingest.draft import Origin, Problem
from annotator.ingest.limits import Limits
from annotator.ingest.readers.decoding import decode
from annotator.text import characters

from ..records import MOST_MARKS, Read
from .layers import Spanned, marks_of
from .texts import Original, draft
from .webanno_old import read_old

_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_NAMED: Final = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "b": "\b"}
_UNIT: Final = re.compile(r"(\d{1,9})-(\d{1,9})(?:\.(\d{1,9}))?")
_OFFSETS: Final = re.compile(r"(\d{1,9})-(\d{1,9})")
_STACKED: Final = re.compile(r"(?<!\\)(?:\\\\)*\[(\d{1,9})\]\Z")
_BAR: Final = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_MOST_PADDING: Final = 10_000  # blanks between two sentences: more is a file that lost its middle


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of the header: what kind it is, its UIMA type, and the names of its columns."""

    kind: str  # SP, RL, CH
    name: str
    columns: tuple[str, ...]

    @property
    def slots(self) -> frozenset[int]:
        """The columns of links to other annotations: the role, and behind it the target."""
        roles = {at for at, column in enumerate(self.columns) if column.startswith("ROLE_")}
        return frozenset(roles | {at + 1 for at in roles})


@dataclass(slots=True)
class Row:
    line: int
    unit: str
    start: int  # UTF-16
    end: int
    token: str
    cells: list[str]
    part: bool


@dataclass(slots=True)
class Sentence:
    line: int
    texts: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def read(data: bytes, origin: Origin, limits: Limits) -> Iterator[Read | Problem]:
    text = decode(data).text.replace("\r\n", "\n")
    found = characters.refused(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise Invalid(f"Line {line} holds {characters.named(found.group())}, which no text may hold.")
    lines = text.split("\n")
    if lines[0].startswith("#FORMAT=WebAnno TSV 3"):
        whole, spans, notes = _read_3(lines, str(origin))
    elif lines[0].lstrip().startswith(("# ", "#id=", "#text=")):
        whole, spans, notes = read_old(lines, str(origin))
    else:
        raise Invalid("The first line is not “#FORMAT=WebAnno TSV 3.…”: this is no WebAnno TSV file.")
    if len(spans) > MOST_MARKS:
        raise Invalid(f"The file has {len(spans):,} annotations; at most {MOST_MARKS:,} are taken.")
    original = Original(whole)
    yield Read(str(origin), draft(original, origin, limits), tuple(marks_of(spans)), gaps=True, notes=tuple(notes))


def _read_3(lines: list[str], at: str) -> tuple[str, list[Spanned], list[str]]:
    layers, sentences = _parsed(lines)
    width = sum(len(layer.columns) for layer in layers)
    for sentence in sentences:
        for row in sentence.rows:
            if len(row.cells) != width:
                raise Invalid(
                    f"Line {row.line}: the row has {len(row.cells)} columns of annotations, the layers of the header "
                    f"ask for {width}. The file is damaged or cut off."
                )
    text = _assembled(sentences)
    original = Original(text)
    spans, notes = [], []
    at_column = 0
    for layer in layers:
        columns = range(at_column, at_column + len(layer.columns))
        at_column += len(layer.columns)
        if layer.kind == "SP":
            spans += _spans(layer, columns, sentences, original, at)
        elif any(cell != "_" for sentence in sentences for row in sentence.rows for cell in row.cells[columns.start :
                 columns.stop]):  # fmt: skip
            what = "relations" if layer.kind == "RL" else "chains"
            notes.append(f"{what} of the layer {layer.name.rpartition('.')[2]} left out: the desk knows none")
    spans.sort(key=lambda each: (each.start, -each.end))
    return text, spans, notes


def _parsed(lines: list[str]) -> tuple[list[Layer], list[Sentence]]:
    layers: list[Layer] = []
    sentences: list[Sentence] = []
    for number, line in enumerate(lines[1:], 2):
        if line.startswith("#T_"):
            layers.append(_layer(line, number))
        elif line.startswith("#Text="):
            if not sentences or sentences[-1].rows:
                sentences.append(Sentence(number))
            sentences[-1].texts.append(line.removeprefix("#Text="))
        elif not line.strip() or (line.startswith("#") and not _UNIT.match(line)):
            continue
        else:
            if not sentences:
                raise Invalid(f"Line {number}: a row stands before any “#Text=” line.")
            sentences[-1].rows.append(_row(line, number))
    if not any(sentence.rows for sentence in sentences):
        raise Invalid("The file has no sentence with tokens: it is cut off after its head.")
    return layers, sentences


def _layer(line: str, number: int) -> Layer:
    kind, _, rest = line.removeprefix("#T_").partition("=")
    name, *columns = rest.split("|")
    if kind not in {"SP", "RL", "CH"} or not name:
        raise Invalid(f"Line {number}: “{line[:60]}” names no layer (T_SP, T_RL or T_CH).")
    return Layer(kind, name, tuple(columns) or ("",))


def _row(line: str, number: int) -> Row:
    unit, offsets, token, *cells = [*line.split("\t"), "", ""][: max(3, line.count("\t") + 1)]
    named, placed = _UNIT.fullmatch(unit), _OFFSETS.fullmatch(offsets)
    if named is None or placed is None:
        raise Invalid(
            f"Line {number}: a row begins with the number of its token and its offsets (“1-1”, “0-4”), "
            f"not “{line[:40]}”. The file is damaged."
        )
    if cells and cells[-1] == "":
        cells.pop()
    start, end = int(placed.group(1)), int(placed.group(2))
    if end < start:
        raise Invalid(f"Line {number}: the offsets {offsets} run backwards.")
    return Row(number, unit, start, end, token, cells, named.group(3) is not None)


def _assembled(sentences: list[Sentence]) -> str:
    """The text. Each sentence is put where its first token says; its tokens must then stand where they say."""
    pieces: list[str] = []
    length, before = 0, ""  # UTF-16 code units
    for sentence in sentences:
        if not sentence.rows:
            continue
        first = next((row for row in sentence.rows if not row.part), sentence.rows[0])
        words = _words(sentence, first)
        if words is None:
            raise Invalid(
                f"Line {first.line}: “{first.token[:40]}” does not stand in the sentence of line {sentence.line}."
            )
        start = first.start - _units(words[: words.find(first.token)])
        gap = start - length
        if not 0 <= gap <= _MOST_PADDING:
            raise Invalid(
                f"Line {first.line}: the sentence begins at {start}, but the one before ends at {length}. "
                "Offsets of WebAnno TSV count UTF-16 code units of the whole text."
            )
        pieces += [_padding(gap, before), words]
        length, before = start + _units(words), words
    text = "".join(pieces)
    original = Original(text)
    for sentence in sentences:
        for row in sentence.rows:
            start, end = (min(original.of_utf16(at), len(text) + 1) for at in (row.start, row.end))
            if end > len(text) or text[start:end] != row.token:
                raise Invalid(
                    f"Line {row.line}: at {row.start}-{row.end} stands “{text[start:end][:40]}”, not "
                    f"“{row.token[:40]}”. The offsets do not fit the text."
                )
    return text


def _words(sentence: Sentence, first: Row) -> str | None:
    """The sentence's text; files from before 3.2 escape nothing in it."""
    plain = "\n".join(sentence.texts)
    for words in ("\n".join(unescaped(line) for line in sentence.texts), plain):
        if first.token in words:
            return words
    return None


def _padding(gap: int, before: str) -> str:
    """White space of this length: one blank between two sentences of a paragraph, or behind the dash of a dateline;
    line ends behind a headline, which ends with a word, and where there is more."""
    if gap == 0 or not before:
        return " " * gap
    return " " if gap == 1 and not before.rstrip()[-1:].isalnum() else "\n" * gap


def _units(words: str) -> int:
    return len(words) + sum(character > "\uffff" for character in words)


def _spans(layer: Layer, columns: range, sentences: list[Sentence], original: Original, at: str) -> list[Spanned]:
    """The annotations of a span layer: those that share a number are one, from its first row to its last."""
    found: dict[object, tuple[Row, Row, dict[str, str]]] = {}
    for sentence in sentences:
        for row in sentence.rows:
            for number, features in _stack([row.cells[column] for column in columns], layer):
                key = number if number is not None else (row.line, len(found))
                known = found.get(key)
                first, last = (known[0], known[1]) if known else (row, row)
                first = min(first, row, key=lambda each: each.start)
                last = max(last, row, key=lambda each: each.end)
                found[key] = (first, last, known[2] if known else features)
    spans = []
    for first, last, features in found.values():
        if first.start >= last.end:
            continue  # a mark between two characters: there are no words under it
        start, end = original.span(first.start, last.end, utf16=True)
        where = f"{at}, line {first.line}"
        spans.append(Spanned(where, layer.name, start, end, original.kept[start:end], features))
    return spans


def _stack(cells: list[str], layer: Layer) -> Iterator[tuple[int | None, dict[str, str]]]:
    """The annotations of one row in a layer's columns, each with its number where it has one."""
    if all(cell == "_" for cell in cells):
        return
    stacks, slots = [_split(cell) for cell in cells], layer.slots
    for index in range(max(len(stack) for stack in stacks)):
        number: int | None = None
        features: dict[str, str] = {}
        for at, (column, stack) in enumerate(zip(layer.columns, stacks, strict=True)):
            if at in slots:
                continue
            entry = stack[index] if index < len(stack) else "_"
            numbered = _STACKED.search(entry)
            if numbered:
                number = int(numbered.group(1))
                entry = entry[: entry.rindex("[")]
            if entry not in {"_", "*"} and column:
                features[column] = unescaped(entry)
        yield number, features


def _split(cell: str) -> list[str]:
    parts, at = [], 0
    for bar in _BAR.finditer(cell):
        parts.append(cell[at : bar.end() - 1])
        at = bar.end()
    return [*parts, cell[at:]]


def unescaped(words: str) -> str:
    return _ESCAPED.sub(lambda found: _NAMED.get(found.group(1), found.group(1)), words)
