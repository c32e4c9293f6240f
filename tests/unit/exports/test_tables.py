"""CSV and XLSX: read back; nothing in them is run, cut or garbled."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from annotator.exports.formats import csvs, xlsx
from annotator.exports.formats.tables import TABLES
from annotator.exports.record import ArticleRecord, NoticeRecord, PlaceRecord, SpeakerRecord
from annotator.exports.terms import Options, Terms
from annotator.gazetteer.records import AliasRecord, EntityRecord
from tests.support.any_record import any_record
from tests.support.records import (
    AT,
    LATER,
    TERMS,
    make_claim_record,
    make_correction_record,
    make_evidence_record,
    make_garble_record,
    make_record,
    uid,
)

BOM = b"\xef\xbb\xbf"
HASHD = EntityRecord(
    "hashd", "al-Hashd al-Shaabi", "group", native_name="الحشد الشعبي", aliases=(AliasRecord("PMF", "acronym", "en"),)
)


def table(record: ArticleRecord, name: str, reader: str = "programs") -> list[dict[str, str]]:
    data = csvs.write_one(record, Terms(AT, Options(chosen={"table": name, "for": reader})))
    assert data.startswith(BOM) == (reader == "excel")
    assert data.count(b"\r\n") >= 1
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def book(record: ArticleRecord, **chosen: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx.write_one(record, Terms(AT, Options(chosen=chosen)))))


def sheet_rows(sheet: Worksheet) -> list[dict[str, Any]]:
    head, *rest = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rest]


def test_the_tables_hold_all_that_is_on_the_article() -> None:
    claim = make_claim_record(
        1,
        "Four guards",
        "were hurt",
        speaker=SpeakerRecord("A. Mayor", "person"),
        places=(PlaceRecord("Hilla", "hilla"),),
        evidence=(make_evidence_record(),),
        tags=("bridge", "river"),
    )
    notice = NoticeRecord(uid(80), "correction", "We erred.", "Edda", LATER, (uid(51),))
    record = make_record(claims=(claim,), notices=(notice,))
    [told] = table(record, "claims")
    assert (told["article"], told["title"], told["outlet"]) == ("12", "Four guards hurt at Hilla", "River Post")
    assert (told["words"], told["speaker"], told["places"], told["tags"]) == (
        "Four guards … were hurt",
        "A. Mayor",
        "Hilla",
        "bridge; river",
    )
    assert (told["supports"], told["refutes"], told["found_by"]) == ("0", "1", "by rule")
    assert (told["start"], told["end"], told["uid"]) == ("19", "59", uid(1))
    [garble] = table(record, "garbles")
    assert (garble["words"], garble["kind"], garble["suggestions"]) == (
        "al-Hasid",
        "Garbled name",
        "al-Hashd al-Shaabi",
    )
    [correction] = table(record, "corrections")
    assert (correction["words"], correction["replacement"], correction["decided"]) == (
        "al-Hasid",
        "al-Hashd al-Shaabi",
        "2021-03-04T17:30:00Z",
    )
    [source] = table(record, "sources")
    assert (source["of"], source["number"], source["stance"], source["passage"]) == (
        "claim",
        "1",
        "refutes",
        "Three guards were treated.",
    )
    assert [row["notice"] for row in table(record, "notices")] == ["We erred."]


def test_the_glossary_has_each_name_once_and_only_of_confirmed_garbles() -> None:
    garbles = (
        make_garble_record(1, "al-Hasid", state="confirmed", named=HASHD),
        make_garble_record(2, "al-Hasid", state="corrected", named=HASHD),
        make_garble_record(3, "guards", state="confirmed", reading="keepers"),
        make_garble_record(4, "hurt", state="suspected", reading="killed"),
    )
    found = [
        (row["entity"], row["name"], row["name_is"], row["language"])
        for row in table(make_record(garbles=garbles, source_language="ar"), "glossary")
    ]
    assert found == [
        ("al-Hashd al-Shaabi", "al-Hashd al-Shaabi", "right", "en"),
        ("al-Hashd al-Shaabi", "الحشد الشعبي", "native", "ar"),
        ("al-Hashd al-Shaabi", "PMF", "acronym", "en"),
        ("al-Hashd al-Shaabi", "al-Hasid", "garble", "en"),
        ("keepers", "keepers", "right", "en"),
        ("keepers", "guards", "garble", "en"),
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_what_a_spreadsheet_would_run_is_disarmed_for_spreadsheets_and_exact_for_programs(start: str) -> None:
    words = f"{start}HYPERLINK(1)"
    record = make_record(title=words)
    assert table(record, "claims", "excel")[0]["title"] == f"'{words}"
    assert table(record, "claims", "programs")[0]["title"] == words


def test_a_sign_in_the_middle_is_left_alone() -> None:
    assert csvs.cell("al-Hashd = PMF", for_excel=True) == "al-Hashd = PMF"
    assert csvs.cell("", for_excel=True) == ""
    assert csvs.cell(-3, for_excel=True) == -3


def test_the_default_is_the_safe_one() -> None:
    assert csvs.write_one(make_record(title="=1+1"), TERMS).startswith(BOM)
    assert b"'=1+1" in csvs.write_one(make_record(title="=1+1"), TERMS)


@given(any_record(), st.sampled_from(list(TABLES)))
@settings(max_examples=150, deadline=None)
def test_for_programs_every_cell_comes_back_exactly(record: ArticleRecord, name: str) -> None:
    found = table(record, name)
    rows = list(TABLES[name].rows(record))
    assert len(found) == len(rows)
    for read, row in zip(found, rows, strict=True):
        assert list(read.values()) == [str(csvs.cell(value, for_excel=False)) for value in row]


@given(any_record(), st.sampled_from(list(TABLES)))
@settings(max_examples=150, deadline=None)
def test_for_spreadsheets_no_cell_begins_with_what_is_run(record: ArticleRecord, name: str) -> None:
    for row in table(record, name, "excel"):
        assert not any(value.startswith(tuple("=+-@\t\r\n＝＋－＠")) for value in row.values())


def test_several_articles_are_one_table() -> None:
    file = io.BytesIO()
    csvs.write_many([make_record(), make_record(id=13)], TERMS, file)  # type: ignore[arg-type]
    found = list(csv.DictReader(io.StringIO(file.getvalue().decode("utf-8-sig"), newline="")))
    assert [row["article"] for row in found] == ["12", "12", "13", "13"]
    assert not file.closed


# -- XLSX


def test_a_workbook_has_a_sheet_a_table_with_its_header_in_sight() -> None:
    made = book(make_record())
    assert made.sheetnames == ["Claims", "Garbles", "Corrections", "Sources", "Notices", "Glossary"]
    sheet = made["Claims"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:AA3")
    first, _ = sheet_rows(sheet)
    assert (first["Article"], first["Wording"], first["Confidence"]) == (12, "Four guards", 80)
    assert first["Published"] == AT.replace(tzinfo=None)
    assert sheet_rows(made["Corrections"])[0]["Replacement"] == "al-Hashd al-Shaabi"


def test_sheets_can_be_set_from_right_to_left() -> None:
    assert all(sheet.sheet_view.rightToLeft for sheet in book(make_record(), direction="rtl"))
    assert not any(sheet.sheet_view.rightToLeft for sheet in book(make_record()))


@given(any_record())
@settings(max_examples=60, deadline=None)
def test_in_any_workbook_every_text_comes_back_as_text(record: ArticleRecord) -> None:
    made = book(record)
    for table in TABLES.values():
        expected = list(dict.fromkeys(table.rows(record))) if table.once else list(table.rows(record))
        cells = list(made[table.label].iter_rows(min_row=2, max_col=len(table.columns)))
        assert len(cells) == len(expected)
        for row, values in zip(cells, expected, strict=True):
            for cell, value in zip(row, values, strict=True):
                assert cell.data_type != "f"
                if isinstance(value, str) and value:
                    # XML knows one line end.
                    assert decoded(cell.value) == value.replace("\r\n", "\n").replace("\r", "\n")


def decoded(words: str | None) -> str:
    """openpyxl leaves to us what Excel reads as an escape: _x005F_ before what looks like one."""
    told = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found.group(1), 16)), words or "")
    return told.replace("\r\n", "\n").replace("\r", "\n")


def test_text_cells_are_marked_as_text() -> None:
    cell = book(make_record(title="=1+1"))["Claims"]["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_a_long_text_goes_on_in_further_columns_and_the_row_says_where() -> None:
    words = "".join(f"{number} " for number in range(9_000)) + "🎖️" * 12_000
    claim = make_claim_record(1, "Four guards", wording=words)
    [row] = list(book(make_record(claims=(claim,)))["Claims"].iter_rows(min_row=2, values_only=True))
    columns = [column.name for column in TABLES["claims"].columns]
    at, flag = columns.index("wording"), len(columns)
    assert row[flag] == "Wording goes on in AB, AC."
    told = [row[at], row[flag + 1], row[flag + 2]]
    assert "".join(told) == words
    assert all(len(part.encode("utf-16-le")) // 2 <= 32_767 for part in told)
    assert table(make_record(claims=(claim,)), "claims")[0]["wording"] == words  # CSV is whole


def test_a_full_sheet_is_followed_by_another() -> None:
    file = io.BytesIO()
    claims = tuple(make_claim_record(number, "Four guards") for number in range(1, 8))
    xlsx.put([make_record(claims=claims)], TERMS, file, most_rows=4)
    made = openpyxl.load_workbook(file)
    names = ["Claims", "Claims 2", "Claims 3"]
    assert [name for name in made.sheetnames if name.startswith("Claims")] == names
    assert [[row["Claim"] for row in sheet_rows(made[name])] for name in names] == [[1, 2, 3], [4, 5, 6], [7]]


def test_what_no_workbook_can_hold_is_replaced() -> None:
    claim = make_claim_record(1, "Four guards", wording="a\x00b\x0b\ud800\uffffc")
    [row] = sheet_rows(book(make_record(claims=(claim,)))["Claims"])
    assert row["Wording"] == "a\ufffdb\ufffd\ufffd\ufffdc"


def test_the_same_record_gives_the_same_bytes() -> None:
    first = xlsx.write_one(make_record(), TERMS)
    assert xlsx.write_one(make_record(), TERMS) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert all(info.date_time[0] in {1980, 2021} for info in archive.infolist())


def test_arabic_and_commas_survive() -> None:
    fixed = make_correction_record(1, "al-Hasid", "الحشد")
    record = make_record(title='الحشد، الشعبي, "quoted"', corrections=(fixed,))
    assert table(record, "corrections", "excel")[0]["title"] == record.title
    assert sheet_rows(book(record)["Corrections"])[0]["Replacement"] == "الحشد"
