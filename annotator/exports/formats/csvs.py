"""One table as CSV (RFC 4180, UTF-8): for spreadsheets, which run what looks like a formula, or exact for programs."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from typing import BinaryIO, Final

from ...text.characters import shown
from ..record import ArticleRecord
from ..terms import Choice, Copies, Terms
from .jsons import moment
from .tables import TABLES, Rows, Value

TABLE: Final = Choice("table", "Table", {name: table.label for name, table in TABLES.items()})
# Excel is the default: who opens the exact file in a spreadsheet runs what an article's author wrote into it.
READER: Final = Choice(
    "for",
    "For",
    {"excel": "Excel and other spreadsheets: formulas disarmed", "programs": "Programs: exactly as it is"},
)
CHOICES: Final = (TABLE, READER)
BOM: Final = b"\xef\xbb\xbf"  # without it Excel takes UTF-8 for the code page of the machine
# What a spreadsheet takes for a formula at the start of a cell, in ASCII and full width, and the white space that some
# skip before it (OWASP, "CSV Injection").
FORMULA: Final = tuple("=+-@\t\r\n\0＝＋－＠")


def write_one(record: ArticleRecord, terms: Terms) -> bytes:
    file = io.BytesIO()
    put([record], terms, file)
    return file.getvalue()


def write_many(copies: Copies, terms: Terms, file: BinaryIO) -> None:
    """The rows of all articles in one table: each says which article it is of."""
    put(copies, terms, file)


def put(records: Iterable[ArticleRecord], terms: Terms, file: BinaryIO) -> None:
    table = TABLES[terms.options.choice(TABLE)]
    for_excel = terms.options.choice(READER) == "excel"
    if for_excel:
        file.write(BOM)
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([column.name for column in table.columns])
    rows = Rows(table)
    for record in records:
        writer.writerows([cell(value, for_excel=for_excel) for value in row] for row in rows.of(record))
    text.detach()  # the file is the caller's to close


def cell(value: Value, *, for_excel: bool) -> str | int:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        # Excel knows no time zone: it takes this for a date and time, the other for text.
        return f"{value.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S}" if for_excel else moment(value)
    if isinstance(value, str):
        words = shown(value)
        return f"'{words}" if for_excel and words.startswith(FORMULA) else words
    return value
