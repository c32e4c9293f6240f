"""Which files a command line names, and how much it takes for what is in them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from annotator.ingest.draft import Origin
from annotator.ingest.paths import articles_in, files, path_of
from annotator.ingest.report import Entry, Report
from annotator.ingest.sandbox import Given


def test_a_folder_is_read_in_sorted_order_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", ".git/config.txt", "a/.draft.txt", "c.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [Path(file.name).relative_to(tmp_path).as_posix() for file in files([tmp_path])]
    assert found == ["a/z.txt", "b.txt", "c.md"]


def test_a_file_is_read_by_its_own_name_even_when_hidden(tmp_path: Path) -> None:
    path = tmp_path / ".note.txt"
    path.write_text("x")
    assert [file.name for file in files([path])] == [str(path)]


def zipped(count: int) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number}.txt", "x")
    return held.getvalue()


def test_progress_counts_entries_and_lines() -> None:
    assert articles_in(Given("a.zip", zipped(7))) == 7
    assert articles_in(Given("a.jsonl", b"{}\n{}\n{}\n")) == 3
    assert articles_in(Given("a.txt", b"a\nb\nc\n")) == 1
    assert articles_in(Given("a.zip", b"no zip at all")) == 1
    assert articles_in(Given("a.zip", b"PK\x05\x06 cut")) == 1


def test_a_path_names_the_file_in_the_zip_and_the_line() -> None:
    long = "/very" * 100 + "/a.zip"
    assert path_of(Given(long, b""), Origin(long, "b.jsonl", 17)) == f"{long} > b.jsonl, line 17"


def test_a_report_survives_the_way_through_a_job() -> None:
    report = Report([Entry("a.txt", "taken", 3, "Title", 5, 1, notes=("guessed",)), Entry("b", "skipped", reason="no")])
    assert Report.from_json(report.to_json()) == report
    assert Report.from_json(None) == Report()


def test_a_report_says_what_came_of_each() -> None:
    report = Report(
        [
            Entry("a.txt", "taken", 3, "Title", notes=("encoding guessed",)),
            Entry("b.txt", "known", 3, "Title"),
            Entry("c.txt", "skipped", reason="It is empty."),
        ]
    )
    assert report.lines() == [
        "note: a.txt: encoding guessed",
        "known already: b.txt: article 3, Title",
        "left out: c.txt: It is empty.",
        "1 article taken in, 1 known already, 1 left out.",
    ]
