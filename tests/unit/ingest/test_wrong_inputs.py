"""Wrong files, each made by code: a clear reason for what is left out, the good rest kept, never an exception.

All go through one call of the sandbox, as a batch of uploads does: whatever one of them does there, the next is read.
"""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from annotator.ingest.draft import ArticleDraft, Origin, Problem
from annotator.ingest.limits import MIB
from annotator.ingest.sandbox import Given, ReadResult, read_files
from tests.unit.ingest.made import STORY, packed, page, pdf, story_page, with_part, word_body, word_file

GOOD_LINE = json.dumps({"text": STORY})
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "boom"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>&c;</w:document>"
)


def lines(*given: object) -> bytes:
    """JSON Lines; a string stands as it is."""
    return "\n".join(line if isinstance(line, str) else json.dumps(line) for line in given).encode()


def story(**fields: object) -> bytes:
    return lines({"text": STORY, **fields})


def headed(head: str, body: str = STORY) -> bytes:
    return f"---\n{head}\n---\n{body}".encode()


def cut(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


def encrypted_zip() -> bytes:
    """The flag of an encrypted file, set in the file's own head and in the directory."""
    data = bytearray(packed({"secret.txt": STORY.encode()}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def zip_with_a_damaged_file() -> bytes:
    marker = b"a line that stands in the second file only"
    data = packed({"1.txt": STORY.encode(), "2.txt": marker, "3.txt": STORY.encode()}, zipfile.ZIP_STORED)
    return data.replace(marker, marker.upper())


@dataclass(frozen=True)
class Wrong:
    """`words` must all be in the reasons; `drafts` good articles stand beside the wrong ones; `line` of the problem."""

    case: str
    name: str
    make: Callable[[], bytes]
    words: tuple[str, ...]
    drafts: int = 0
    line: int | None = None
    member: str | None = None


WRONG = (
    # Any file.
    Wrong("empty", "a.txt", lambda: b"", ("empty", "saved")),
    Wrong("too large", "a.txt", lambda: b"x" * (20 * MIB + 1), ("at most 20 MB", "Split")),
    Wrong("a program", "a.exe", lambda: b"MZ\x90\0", ("'.exe' are not read", ".docx")),
    Wrong("no ending", "README", STORY.encode, ("without an ending", ".txt")),
    Wrong("rich text", "a.rtf", lambda: b"{\\rtf1 x}", ("'.rtf' are not read", "Save it as .docx")),
    Wrong("a JSON file", "a.json", lambda: b"{}", ("one article a line", ".jsonl")),
    # Plain text.
    Wrong("only white space", "a.txt", lambda: b" \n\t\r\n\xc2\xa0 ", ("no text", "white space")),
    Wrong("only signs", "a.txt", lambda: b"--- * * * ---", ("no text", "signs")),
    Wrong("all bytes", "a.txt", lambda: bytes(range(1, 256)) + b"\0\0abc", ("not text", "NUL", "UTF-8")),
    Wrong("a picture named .txt", "a.txt", lambda: PNG, ("a PNG picture", "ending")),
    Wrong("a PDF named .txt", "a.txt", lambda: pdf(["Hello"]), ("is a PDF", "right ending")),
    Wrong("a zip named .txt", "a.txt", lambda: packed({"a": b"b"}), ("is a zip archive",)),
    Wrong("a Word file named .md", "a.md", lambda: word_file("Hello"), ("is a Word file",)),
    Wrong("a page named .txt", "a.txt", story_page, ("HTML page", ".html")),
    Wrong("a gzip named .jsonl", "a.jsonl", lambda: gzip.compress(b"{}"), ("gzip archive",)),
    Wrong("an old Word file named .txt", "a.txt", lambda: OLD_OFFICE, ("old Office file",)),
    Wrong("a 3 MB line", "a.txt", lambda: b"word " * 600_000, ("3,000,000 characters", "2,000,000", "Split")),
    Wrong(
        "damaged UTF-8",
        "a.txt",
        lambda: "Première\ndépêche \udcff à Mossoul, écrite hier".encode("utf-8", "surrogateescape"),
        ("Line 2", "0xff", "not valid UTF-8", "Mend"),
    ),
    Wrong("UTF-8 with surrogates", "a.txt", lambda: "é à é à \ud800".encode("utf-8", "surrogatepass"), ("0xed",)),
    Wrong("UTF-16 cut off", "a.txt", lambda: b"\xff\xfe" + STORY.encode("utf-16-le")[:-1], ("UTF-16", "as UTF-8")),
    Wrong("UTF-16 without a mark, cut off", "a.txt", lambda: STORY.encode("utf-16-le")[:-1], ("NUL", "UTF-8")),
    Wrong("UTF-32 beyond Unicode", "a.txt", lambda: b"\xff\xfe\0\0\xff\xff\xff\x7f", ("UTF-32",)),
    Wrong("a control", "a.txt", lambda: b"One\nTwo \x08 three", ("Line 2", "character (U+0008)", "character 8")),
    Wrong("a noncharacter", "a.txt", "One \ufdd0".encode, ("noncharacter (U+FDD0)", "character 4", "Remove")),
    Wrong("a far noncharacter", "a.txt", "One \U0010ffff".encode, ("noncharacter (U+10FFFF)",)),
    # Word.
    Wrong("a picture named .docx", "a.docx", lambda: PNG, ("not a Word file", "PNG picture")),
    Wrong("docx cut off", "a.docx", lambda: cut(word_file(STORY)), ("cut-off", "again")),
    Wrong("docx with a password", "a.docx", lambda: OLD_OFFICE, ("not a Word file", "with a password")),
    Wrong("a zip named .docx", "a.docx", lambda: packed({"a.txt": b"x"}), ("not a Word file", "a zip archive")),
    Wrong(
        "entities",
        "a.docx",
        lambda: with_part(word_file(STORY), "word/document.xml", ENTITIES),
        ("DOCTYPE or entities", "new document"),
    ),
    Wrong(
        "entities in UTF-16",
        "a.docx",
        lambda: with_part(word_file(STORY), "word/styles.xml", ENTITIES.decode().encode("utf-16")),
        ("DOCTYPE or entities",),
    ),
    Wrong(
        "bad XML",
        "a.docx",
        lambda: with_part(word_file(STORY), "word/document.xml", b"<w:document><w:body>"),
        ("damaged", "save it again as .docx"),
    ),
    Wrong("no list of parts", "a.docx", lambda: packed({"word/document.xml": b"<a/>"}), ("damaged", ".docx")),
    Wrong("no words", "a.docx", lambda: word_file("", " "), ("no text in the Word file", "text recognition")),
    Wrong(
        "a docx bomb",
        "a.docx",
        lambda: with_part(word_file(STORY), "word/media/a.bin", bytes(20 * MIB)),
        ("100 times its size", "zip bomb"),
    ),
    Wrong(
        "docx of 3,000 parts",
        "a.docx",
        lambda: packed({"word/document.xml": b"<a/>", **{f"word/{n}": b"" for n in range(3_000)}}),
        ("3,001 files", "at most 2,000"),
    ),
    Wrong("docx of 10 MB", "a.docx", lambda: word_file(STORY) + bytes(10 * MIB), ("damaged or cut-off", ".docx")),
    Wrong(
        "deep nesting",
        "a.docx",
        lambda: word_body("<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000),
        ("damaged", "save it again"),
    ),
    # PDF.
    Wrong("junk named .pdf", "a.pdf", lambda: b"not a pdf at all", ("not a PDF", "damaged")),
    Wrong("page named .pdf", "a.pdf", lambda: PNG, ("not a PDF", "PNG picture")),
    Wrong("encrypted PDF", "a.pdf", lambda: pdf(["Hello"], encrypted=True), ("encrypted", "without a password")),
    Wrong("no text layer", "a.pdf", lambda: pdf([], []), ("no text layer", "OCR")),
    Wrong("PDF head only", "a.pdf", lambda: b"%PDF-1.7\n", ("damaged or cut off", "Fetch")),
    Wrong("PDF without pages", "a.pdf", pdf, ("PDF",)),
    Wrong("301 pages", "a.pdf", lambda: pdf(*[["x"]] * 301), ("301 pages", "at most 300", "Split")),
    # HTML.
    Wrong("scripts only", "a.html", lambda: page("<script>let a = 'words'</script>"), ("mark-up or scripts", "paste")),
    Wrong("empty page", "a.html", lambda: page(""), ("no text in the page",)),
    Wrong("no mark-up", "a.html", STORY.encode, ("no HTML", ".txt")),
    Wrong("a comment only", "a.html", lambda: page("<!-- words words words -->"), ("no text in the page",)),
    Wrong("page of 6 MB", "a.html", lambda: page("<p>x</p>" * 800_000), ("at most 5 MB", "Save only the article")),
    Wrong("NUL in a page", "a.html", lambda: page("<p>a\0b</p>"), ("NUL",)),
    Wrong("control in a page", "a.htm", lambda: page("<p>a\x01b</p>"), ("control character (U+0001)",)),
    # JSON Lines.
    Wrong(
        "bad line 17", "a.jsonl", lambda: lines(*[GOOD_LINE] * 16, '{"text": "cut', *[GOOD_LINE] * 3),
        ("not valid JSON", "character 9"), drafts=19, line=17,
    ),
    Wrong("no object", "a.jsonl", lambda: lines("17", GOOD_LINE), ("no object", '"text"'), drafts=1, line=1),
    Wrong("text missing", "a.jsonl", lambda: lines(GOOD_LINE, {"title": "x"}), ("text is missing",), drafts=1, line=2),
    Wrong("text is a number", "a.jsonl", lambda: lines({"text": 7}), ("text must be a string",), line=1),
    Wrong("title is a list", "a.jsonl", lambda: story(title=["a"]), ("title must be a string, not a list",), line=1),
    Wrong("text is empty", "a.jsonl", lambda: lines({"text": "  "}), ("no text",), line=1),
    Wrong("NaN", "a.jsonl", lambda: lines('{"text": "x", "worth": NaN}'), ("NaN", "not JSON", "null"), line=1),
    Wrong("deep", "a.jsonl", lambda: lines('{"text":' * 100_000), ("nested too deeply", "flat"), line=1),
    Wrong("lone surrogate", "a.jsonl", lambda: lines('{"text": "One \\ud800"}'), ("lone surrogate U+D800",), line=1),
    Wrong("NUL in text", "a.jsonl", lambda: lines('{"text": "a\\u0000b"}'), ("NUL character", "character 1"), line=1),
    Wrong("NUL in title", "a.jsonl", lambda: story(title="a\0b"), ("title", "NUL character"), line=1),
    Wrong("an array", "a.jsonl", lambda: json.dumps([{"text": STORY}]).encode(), ("JSON array", "one object")),
    Wrong("UTF-16 lines", "a.jsonl", lambda: GOOD_LINE.encode("utf-16"), ("UTF-16", "Save it as UTF-8")),
    Wrong("byte in a line", "a.jsonl", lambda: b'{"text": "\xff"}\n' + story(), ("Byte 10", "UTF-8"), drafts=1, line=1),
    Wrong("a line of 2 MB", "a.jsonl", lambda: lines({"text": "x" * 2 * MIB}, GOOD_LINE), ("at most 1 MB",), 1, 1),
    Wrong("a field twice", "a.jsonl", lambda: lines('{"text": "a", "text": "b"}'), ("'text' stands twice",), line=1),
    Wrong("a huge number", "a.jsonl", lambda: lines('{"text": ' + "9" * 5_000 + "}"), ("number", "too long"), line=1),
    Wrong("only blank lines", "a.jsonl", lambda: b"\n \n\n", ("no line with an article",)),
    Wrong("no such day", "a.jsonl", lambda: story(published="2021-02-30"), ("not a date", "2021-02-15"), line=1),
    Wrong("a day in two readings", "a.jsonl", lambda: story(published="3/4/2021"), ("not a date",), line=1),
    Wrong("date is a number", "a.jsonl", lambda: story(published=1613376000), ("published must be a string",), line=1),
    Wrong("the far future", "a.jsonl", lambda: story(published="2921-02-15"), ("future", "2921-02-15"), line=1),
    Wrong("antiquity", "a.jsonl", lambda: story(published="0012-01-01"), ("year 12", "after 1800"), line=1),
    Wrong("beyond time", "a.jsonl", lambda: story(published="9999-12-31T23:59:59-12:00"), ("9999",), line=1),
    Wrong("a script as URL", "a.jsonl", lambda: story(url="javascript:alert(1)"), ("web address", "https://"), line=1),
    Wrong("half a URL", "a.jsonl", lambda: story(url="https://[::1"), ("web address",), line=1),
    Wrong("no language", "a.jsonl", lambda: story(language="Iraqi Arabic!"), ("language code", "“ar”"), line=1),
    Wrong("a long title", "a.jsonl", lambda: story(title="x" * 1_001), ("1,001 characters", "Shorten"), line=1),
    Wrong(
        "10,001 lines", "a.jsonl", lambda: lines(*['{"text": "One word"}'] * 10_001),
        ("More than 10,000 lines", "Split"), drafts=10_000, line=10_001,
    ),
    # Markdown.
    Wrong("broken head", "a.md", lambda: headed("title: a: b: c"), ("metadata head", "line 2", "quotes")),
    Wrong("an object in the head", "a.md", lambda: headed("title: !!python/object/apply:os.getcwd []"), ("YAML tag",)),
    Wrong("a YAML bomb", "a.md", lambda: headed("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]"), ("anchors", "line 2")),
    Wrong("head not closed", "a.md", lambda: b"---\ntitle: x\n\nWords.", ("does not end", "another line ---")),
    Wrong("a list as head", "a.md", lambda: headed("- a\n- b"), ("not a list of names",)),
    Wrong("a deep head", "a.md", lambda: headed("a: " + "[{" * 25_000), ("nested too deeply", "a line")),
    Wrong("a head alone", "a.md", lambda: headed("title: x", ""), ("no text",)),
    Wrong("a bad day in the head", "a.md", lambda: headed("date: tomorrow"), ("“tomorrow” is not a date",)),
    Wrong("control in the head", "a.md", lambda: headed("title: a\x07b"), ("control character (U+0007)",)),
    # Zip.
    Wrong("a zip bomb", "a.zip", lambda: packed({"a.txt": bytes(30 * MIB)}), ("100 times its size", "zip bomb")),
    Wrong(
        "a zip in a zip", "a.zip", lambda: packed({"b.zip": packed({"c.txt": b"x"}), "d.txt": STORY.encode()}),
        ("inside a zip", "Unpack"), drafts=1, member="b.zip",
    ),
    Wrong("an encrypted zip", "a.zip", encrypted_zip, ("encrypted", "without a password"), member="secret.txt"),
    Wrong("a damaged file in a zip", "a.zip", zip_with_a_damaged_file, ("damaged inside the zip",), 2, member="2.txt"),
    Wrong("a zip cut off", "a.zip", lambda: cut(packed({"a.txt": STORY.encode() * 9})), ("cut-off", "again")),
    Wrong("an empty zip", "a.zip", lambda: packed({}), ("holds no file",)),
    Wrong("leftovers only", "a.zip", lambda: packed({"__MACOSX/._a.txt": b"x", ".DS_Store": b"x"}), ("holds no file",)),
    Wrong("10,001 files", "a.zip", lambda: packed({f"{n}.txt": b"" for n in range(10_001)}), ("10,001 files",)),
    Wrong("bzip2", "a.zip", lambda: packed({"a.txt": b"x"}, zipfile.ZIP_BZIP2), ("deflate",), member="a.txt"),
    Wrong("a Word file named .zip", "a.zip", lambda: word_file("Hello"), ("not a zip archive", "Word file")),
    Wrong(
        "two bad files in a zip", "a.zip", lambda: packed({"a.png": PNG, "b.txt": STORY.encode(), "c.txt": b"\x01 x"}),
        ("'.png' are not read", "control character"), drafts=1,
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def results() -> list[ReadResult]:
    found = [ReadResult() for _ in WRONG]
    for index, read in read_files(Given(wrong.name, wrong.make()) for wrong in WRONG):
        if isinstance(read, ArticleDraft):
            found[index].drafts.append(read)
        else:
            found[index].problems.append(read)
    return found


@pytest.mark.parametrize("index", range(len(WRONG)), ids=[wrong.case for wrong in WRONG])
def test_a_wrong_file_gets_a_clear_reason_and_its_good_rest_is_read(index: int, results: list[ReadResult]) -> None:
    wrong, result = WRONG[index], results[index]
    reasons = " ".join(problem.reason for problem in result.problems)
    assert result.problems, "no problem was reported"
    assert [word for word in wrong.words if word not in reasons] == [], reasons
    assert len(result.drafts) == wrong.drafts
    assert all(draft.text.strip() for draft in result.drafts)
    if wrong.line or wrong.member:
        assert result.problems == [Problem(Origin(wrong.name, wrong.member, wrong.line), reasons)]


@pytest.mark.parametrize("index", range(len(WRONG)), ids=[wrong.case for wrong in WRONG])
def test_a_reason_is_whole_sentences_without_the_inside_of_the_program(index: int, results: list[ReadResult]) -> None:
    for problem in results[index].problems:
        assert problem.reason[0].isupper() or problem.reason.startswith(("published", "url", "title", "language"))
        assert problem.reason.endswith((".", "…"))
        assert "Traceback" not in problem.reason
        assert "broke down" not in problem.reason, "the child died"
        assert problem.reason.isprintable()


def test_there_are_many_wrong_inputs_and_no_two_the_same() -> None:
    assert len({wrong.case for wrong in WRONG}) == len(WRONG) >= 45
