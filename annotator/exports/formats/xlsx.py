"""All tables as an Excel workbook, a sheet each. Text is written as text: nothing in a cell is ever run.

XlsxWriter keeps each row on disk as it comes, so that a workbook of any size takes the same memory.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO, Final

from ...text.characters import shown
from ..record import ArticleRecord
from ..terms import Choice, Copies, Terms
from .tables import TABLES, Rows, Table, Value

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

DIRECTION: Final = Choice("direction", "Sheets", {"ltr": "From left to right", "rtl": "From right to left"})
CHOICES: Final = (DIRECTION,)
LONGEST_CELL: Final = 32_767  # UTF-16 code units: Excel's own limit, and XlsxWriter writes nothing of a longer text
MOST_ROWS: Final = 1_048_576  # of a sheet, its header with them


def write_one(record: ArticleRecord, terms: Terms) -> bytes:
    file = io.BytesIO()
    put([record], terms, file)
    return file.getvalue()


def write_many(copies: Copies, terms: Terms, file: BinaryIO) -> None:
    """The rows of all articles in the same sheets: each says which article it is of."""
    put(copies, terms, file)


def put(records: Iterable[ArticleRecord], terms: Terms, file: BinaryIO, *, most_rows: int = MOST_ROWS) -> None:
    from xlsxwriter.workbook import Workbook  # takes a while

    book = Workbook(file, {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"})
    # What is written does not depend on when.
    book.set_properties({"title": "Wirecheck export", "author": "Wirecheck", "created": terms.at.replace(tzinfo=None)})
    sheets = [Sheets(book, table, terms, most_rows) for table in TABLES.values()]
    for record in records:
        for sheet in sheets:
            sheet.add(record)
    for sheet in sheets:
        sheet.close()
    book.close()


class Sheets:
    """The sheets of one table: a further one when the last is full."""

    def __init__(self, book: Workbook, table: Table, terms: Terms, most_rows: int) -> None:
        self.book, self.table, self.most_rows = book, table, most_rows
        self.rtl = terms.options.choice(DIRECTION) == "rtl"
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.text = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        self.plain = book.add_format({"valign": "top"})
        self.time = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd hh:mm"})
        self.number = 0
        self.rows = Rows(table)
        self.sheet = self.opened()

    def opened(self) -> Worksheet:
        """A sheet with its header, which stays in sight."""
        self.number += 1
        name = self.table.label if self.number == 1 else f"{self.table.label} {self.number}"
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        if self.rtl:
            sheet.right_to_left()
        last = len(self.table.columns)
        for at, column in enumerate(self.table.columns):
            sheet.set_column(at, at, column.width)
            sheet.write_string(0, at, column.label, self.head)
        sheet.set_column(last, last, 20)
        sheet.write_string(0, last, "Long texts", self.head)
        sheet.write_string(0, last + 1, "Continued", self.head)
        self.row = 1
        return sheet

    def add(self, record: ArticleRecord) -> None:
        for values in self.rows.of(record):
            if self.row == self.most_rows:
                self.close()
                self.sheet = self.opened()
            self.write(values)
            self.row += 1

    def write(self, values: tuple[Value, ...]) -> None:
        """One row. What is longer than a cell goes on in columns to the right, and the row says which."""
        from xlsxwriter.utility import xl_col_to_name

        last = len(self.table.columns)
        after, said = last + 1, []
        more: list[str] = []
        for at, value in enumerate(values):
            if isinstance(value, str):
                first, *rest = parts(shown(value))
                self.sheet.write_string(self.row, at, first, self.text)
                if rest:
                    names = [xl_col_to_name(after + len(more) + number) for number in range(len(rest))]
                    said.append(f"{self.table.columns[at].label} goes on in {', '.join(names)}.")
                    more += rest
            elif isinstance(value, dt.datetime):
                self.sheet.write_datetime(self.row, at, value.astimezone(dt.UTC).replace(tzinfo=None), self.time)
            elif value is not None:
                self.sheet.write_number(self.row, at, value, self.plain)
        if said:
            self.sheet.write_string(self.row, last, " ".join(said), self.text)
        for number, part in enumerate(more):
            self.sheet.write_string(self.row, after + number, part, self.text)

    def close(self) -> None:
        self.sheet.autofilter(0, 0, self.row - 1, len(self.table.columns))


def parts(words: str) -> list[str]:
    """The text in pieces that a cell can hold; a short one is one piece."""
    if len(words) <= LONGEST_CELL // 2:
        return [words]
    found, start, size = [], 0, 0
    for at, letter in enumerate(words):
        width = 2 if letter > "\uffff" else 1
        if size + width > LONGEST_CELL:
            found.append(words[start:at])
            start, size = at, 0
        size += width
    return [*found, words[start:]]
