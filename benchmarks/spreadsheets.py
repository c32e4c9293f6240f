"""Whether a spreadsheet runs anything of an export: `python benchmarks/spreadsheets.py --data ../shared/datasets`.

Articles whose fields begin with what spreadsheets take for a formula, and those of naughty strings, are written as CSV
for Excel and as a workbook. LibreOffice opens both, computes, and saves again: no cell may be a formula, and each text
must be what it was. First it is shown that the CSV for programs does have formulas: a check that finds none proves
nothing.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import openpyxl

from annotator.exports.formats import csvs, xlsx
from annotator.exports.formats.tables import TABLES
from annotator.exports.record import ArticleRecord
from annotator.exports.terms import Options, Terms
from benchmarks import exported
from tests.support.records import AT

STARTS = ("=", "+", "-", "@", "\t=", "\r=", "＝", "＋", "－", "＠", "'=", " =", '"=', "=\n", "@@")
INSIDES = (
    *('HYPERLINK("http://x.example/";"y")', "1+1", "cmd|' /C calc'!A0", "SUM(A1:A9)", 'DDE("a";"b";"c")', "A1"),
    *('WEBSERVICE("http://x.example/")', "x", "INDIRECT(A1)", "٣+٤", "1,5", "1;5", "{=A1}", "-2+3+cmd|' /C calc'!A0"),
)
NUMBER = re.compile(r"[\d.,:/ eE+%$£€-]+|true|false", re.IGNORECASE)
SHEET = TABLES["garbles"]


def dangerous(number: int) -> Iterator[ArticleRecord]:
    random.seed(7)
    for at in range(number):
        yield exported.everywhere(random.choice(STARTS) + random.choice(INSIDES) + str(at), at + 1)


def opened(data: bytes, suffix: str, folder: Path) -> openpyxl.Workbook:
    """The file as LibreOffice saves it after it has opened and computed it."""
    source, target = folder / f"given.{suffix}", folder / "out"
    source.write_bytes(data)
    # 44: comma, 34: quotation mark, 76: UTF-8; the last but one: formulas of a CSV are evaluated.
    read = ["--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,-1,true"] if suffix == "csv" else []
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", *read]
    subprocess.run(
        [*command, "--convert-to", "xlsx", "--outdir", str(target), str(source)],
        check=True,
        capture_output=True,
        timeout=600,
    )
    return openpyxl.load_workbook(target / "given.xlsx")


def formulas(book: openpyxl.Workbook) -> int:
    return sum(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def told(records: Iterable[ArticleRecord]) -> list[list[str]]:
    """The texts of the table's rows."""
    return [
        [value for value in row if isinstance(value, str) and value] for record in records for row in SHEET.rows(record)
    ]


def plain(words: object) -> str:
    """LibreOffice knows one line end."""
    return " ".join(str(words).split())


def wrong_texts(book: openpyxl.Workbook, name: str, records: list[ArticleRecord], disarmed: bool) -> list[str]:
    """The texts that are not in their row as they were."""
    wrong = []
    rows = list(book[name].iter_rows(min_row=2, max_col=len(SHEET.columns)))
    for cells, wanted in zip(rows, told(records), strict=True):
        found = {plain(cell.value) for cell in cells if cell.data_type == "s"}
        texts = (plain(csvs.cell(text, for_excel=True) if disarmed else text) for text in wanted)
        wrong += [text for text in texts if text not in found]
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    options = parser.parse_args()
    records = [*dangerous(600), *exported.naughty(options.data)]
    cells = sum(map(len, told(records)))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def terms(reader: str) -> Terms:
            return Terms(AT, Options(chosen={"table": "garbles", "for": reader}))

        def table(reader: str) -> bytes:
            file = io.BytesIO()
            csvs.put(records, terms(reader), file)
            return file.getvalue()

        exact = formulas(opened(table("programs"), "csv", folder))
        print(f"CSV for programs: {exact} formulas{'' if exact else ': THE CHECK IS BLIND'}")
        book = opened(table("excel"), "csv", folder)
        found = formulas(book)
        changed = wrong_texts(book, book.sheetnames[0], records, disarmed=True)
        # CSV has no types: what looks like a number or a date becomes one.
        taken = [text for text in changed if NUMBER.fullmatch(text)]
        others = sorted(set(changed) - set(taken))
        print(f"CSV for Excel: {cells} texts, {found} formulas, {len(taken)} taken for numbers, other {others}")
        file = io.BytesIO()
        xlsx.put(records, terms("excel"), file)
        book = opened(file.getvalue(), "xlsx", folder)
        run = formulas(book)
        other = wrong_texts(book, "Garbles", records, disarmed=False)
        print(f"workbook: {cells} texts, {run} formulas, {len(other)} changed")
    return 1 if found or run or not exact or others or other else 0


if __name__ == "__main__":
    sys.exit(main())
