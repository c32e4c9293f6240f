"""Gazetteer files read line by line and written: JSON Lines, and CSV for spreadsheets.

A spreadsheet runs a cell that begins with = + - @ or a tab: such a cell gets an apostrophe in front when it is written,
and loses it when it is read. A name that itself begins with an apostrophe and such a sign gets one more.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Final

from annotator.errors import Invalid

from .columns import ColumnMap
from .records import AliasRecord, BadLine, EntityRecord, as_object, first_of_its_id, parsed, read_object

FORMATS: Final = ("jsonl", "csv")
# One row for each other name of an entity; what is the entity's own stands in its first row. Documented.
COLUMNS: Final = (
    "id", "name", "kind", "native_name", "description", "context", "identifiers", "merged_into",
    "alias", "alias_kind", "alias_language", "alias_scope", "alias_within", "alias_note",
)  # fmt: skip
_OWN: Final = COLUMNS[1:8]
_RUN: Final = re.compile(r"'*[=+\-@\t\r]")
_GUARDED: Final = re.compile(r"'+[=+\-@\t\r]")
_LIST: Final = re.compile(r"(?<!\\);")

Line = tuple[int, EntityRecord | BadLine]


def format_of(name: str) -> str:
    """What a file is, by the end of its name: csv and tsv, all else is JSON Lines."""
    return "csv" if name.lower().endswith((".csv", ".tsv", ".txt")) else "jsonl"


def read_file(file: BinaryIO, form: str, columns: ColumnMap | None = None) -> Iterator[Line]:
    """Every line that holds something, by its number from 1: the entity, or why there is none.

    `columns` is the map of a file of another shape. An id that stood before is a bad line: the first one counts.
    Raises Invalid for a CSV file whose first row does not name the columns.
    """
    raw = _json_rows(file) if form == "jsonl" else _csv_rows(file, own=columns is None)
    seen: dict[str, int] = {}
    for number, found in raw:
        if isinstance(found, BadLine):
            yield number, found
            continue
        try:
            record = read_object(columns.apply(found) if columns else found)
            yield number, first_of_its_id(record, number, seen)
        except Invalid as error:
            yield number, BadLine(number, str(error), error.field)


def _json_rows(file: BinaryIO) -> Iterator[tuple[int, dict[str, Any] | BadLine]]:
    for number, line in enumerate(file, 1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
            if text.strip("\ufeff \t\r\n"):
                yield number, parsed(text)
        except UnicodeDecodeError:
            yield number, BadLine(number, "it is not UTF-8. Save the file as UTF-8.")
        except Invalid as error:
            yield number, BadLine(number, str(error), error.field)


def _csv_rows(file: BinaryIO, *, own: bool) -> Iterator[tuple[int, dict[str, Any] | BadLine]]:
    start = file.read(4)
    file.seek(0)
    coding = "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = io.TextIOWrapper(file, coding, errors="surrogateescape", newline="")
    try:
        header = text.readline()
        divider = max(",;\t", key=header.count)
        text.seek(0)
        rows = csv.reader(text, delimiter=divider)
        names = [name.strip().lower() if own else name.strip() for name in next(rows, [])]
        if own and not {"id", "name"} <= set(names):
            raise Invalid(
                f"The first row must name the columns, “id” and “name” among them ({', '.join(COLUMNS)}), "
                "or choose the map of another kind of file.",
                "file",
            )
        cells = _cells(rows, names)
        yield from _entities(cells) if own else cells
    finally:
        text.detach()


def _cells(rows: Any, names: list[str]) -> Iterator[tuple[int, dict[str, Any] | BadLine]]:
    """Each row by the names of its columns."""
    end = 1
    while True:
        number = end + 1  # a row may run over several lines: its first one is named
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            end = rows.line_num
            yield number, BadLine(number, f"the row cannot be read ({error}).")
            continue
        end = rows.line_num
        if not any(cell.strip() for cell in row):
            continue
        if any("\udc80" <= char <= "\udcff" for cell in row for char in cell):
            yield number, BadLine(number, "it is not UTF-8. Save the file as UTF-8.")
        elif len(row) > len(names):
            yield number, BadLine(number, f"it has {len(row)} cells, but the first row names {len(names)} columns.")
        else:
            yield number, dict(zip(names, map(unguarded, row), strict=False))


def _entities(
    cells: Iterable[tuple[int, dict[str, Any] | BadLine]],
) -> Iterator[tuple[int, dict[str, Any] | BadLine]]:
    """The rows of one entity that follow each other, as one object."""
    first = 0
    current: dict[str, Any] | None = None
    for number, row in cells:
        if isinstance(row, BadLine):
            yield number, row
            continue
        alias = {name.removeprefix("alias_"): row.get(name, "") for name in COLUMNS[9:] if row.get(name)}
        if row.get("alias"):
            alias["name"] = row["alias"]
        if current is not None and row.get("id") == current["id"] and not any(row.get(name) for name in _OWN[1:]):
            if alias:
                current["aliases"].append(alias)
            continue
        if current is not None:
            yield first, current
        current = {name: row.get(name) or None for name in ("id", *_OWN)}
        current["context"] = _listed(row.get("context", ""))
        current["identifiers"] = _pairs(row.get("identifiers", ""))
        current["aliases"] = [alias] if alias else []
        first = number
    if current is not None:
        yield first, current


def _listed(cell: str) -> list[str]:
    return [part.replace("\\;", ";").strip() for part in _LIST.split(cell) if part.strip()]


def _pairs(cell: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in _listed(cell))
    return {name.strip(): value.strip() for name, _, value in pairs}


def guarded(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{cell}" if _RUN.match(cell) else cell


def unguarded(cell: str) -> str:
    """The way back."""
    return cell[1:] if _GUARDED.match(cell) else cell


def written(records: Iterable[EntityRecord], form: str) -> Iterator[str]:
    """The file in pieces, one an entity; a CSV file begins with the names of its columns."""
    if form == "jsonl":
        for record in records:
            yield json.dumps(as_object(record), ensure_ascii=False) + "\n"
        return
    yield _row(dict(zip(COLUMNS, COLUMNS, strict=True)))
    for record in records:
        yield "".join(_rows(record))


def _rows(record: EntityRecord) -> Iterator[str]:
    own = {
        "id": record.id,
        "name": record.name,
        "kind": record.kind,
        "native_name": record.native_name or "",
        "description": record.description or "",
        "context": "; ".join(word.replace(";", "\\;") for word in record.context),
        "identifiers": "; ".join(f"{key}={value}".replace(";", "\\;") for key, value in record.identifiers.items()),
        "merged_into": record.merged_into,
    }
    if not record.aliases:
        yield _row(own)
    for number, alias in enumerate(record.aliases):
        yield _row({**(own if not number else {"id": record.id, "name": record.name}), **_alias_cells(alias)})


def _alias_cells(alias: AliasRecord) -> dict[str, str]:
    return {
        "alias": alias.name,
        "alias_kind": alias.kind,
        "alias_language": alias.language or "",
        "alias_scope": alias.scope,
        "alias_within": alias.within,
        "alias_note": alias.note,
    }


def _row(cells: Mapping[str, str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([guarded(cells.get(name, "")) for name in COLUMNS])
    return out.getvalue()
