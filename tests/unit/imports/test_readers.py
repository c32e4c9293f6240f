"""What readers hand on, and that it is the same behind the pipe of the reading process."""

from __future__ import annotations

import json

import pytest

from annotator.imports.readers import FORMATS, read
from annotator.imports.readers.markup import text_of_html
from annotator.imports.records import Mark, Place, Read
from annotator.ingest.draft import ArticleDraft, Origin, Problem
from annotator.ingest.limits import Limits
from tests.support.damaged import ALL, Damaged
from tests.support.imported import annotation, lines, tsv


def test_what_was_read_is_the_same_behind_the_pipe() -> None:
    inner = Place("b", "a", "c", 1, 2, inside=Place("abc"), until=Place("c", until=Place("d")))
    places = (inner, Place(start=1, end=2))
    mark = Mark("file, line 1", "urn:1", places, "claim", sources=("https://a.example/",), tags=("x",), replacement="")
    draft = ArticleDraft("abc", Origin("file", "member", 3))
    found = Read("file", draft, (mark,), gaps=True, sources=("u",), embargo="2030-01-01T00:00:00+00:00", tags=("t",))
    assert Read.from_record(json.loads(json.dumps(found.to_record()))) == found


UNPACKED = [case for case in ALL if not case.name.endswith(".zip")]


@pytest.mark.parametrize("case", UNPACKED, ids=lambda case: f"{case.form}-{case.name}")
def test_no_reader_raises_for_damage(case: Damaged) -> None:
    for found in read(case.form, case.name, case.data, Limits()):
        if isinstance(found, Problem):
            assert "could not be read (" not in found.reason, "an exception that nobody foresaw"


@pytest.mark.parametrize("form", [name for name, form in FORMATS.items() if form.module])
def test_files_of_another_format_are_refused(form: str) -> None:
    own = {
        "w3c": lines(annotation("https://a.example/", "x")), "webanno": tsv("Two left.", ["c.Opinion|kind"], {}),
        "ninjs": lines({"uri": "u:1", "type": "text", "versionCreated": "x"}), "newsml": "<newsItem guid='u:1'/>",
        "labelstudio": lines([{"data": {"text": "Two left."}, "annotations": []}]),
    }  # fmt: skip
    for other, file in own.items():
        # JSON-MIN has no mark of its own: any object with words in it could be one.
        if other == form or ({form, other} <= {"labelstudio", "doccano", "w3c", "ninjs"} and form == "labelstudio"):
            continue
        assert any(isinstance(each, Problem) for each in read(form, "file", file.encode(), Limits())), other


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One <b>two</b>\n three.</p><p>Four</p>", "One two three.\n\nFour"),
        ("One<br>two<br/>three", "One\ntwo\nthree"),
        ("<script>x()</script><style>p{}</style><p>One</p><!-- two -->", "One"),
        ("<table><tr><td>One</td><td>two</td></tr></table>", "One two"),
        ("5 &lt; 6 &amp; 7 &#8364;", "5 < 6 & 7 €"),
        ("<p>تم <b>إطلاق</b> النار</p>", "تم إطلاق النار"),
    ],
)
def test_mark_up_becomes_paragraphs(markup: str, text: str) -> None:
    assert text_of_html(markup) == text


def test_mark_up_may_be_nested_as_deeply_as_it_likes() -> None:
    assert text_of_html("<div>" * 20_000 + "One" + "</div>" * 20_000).strip() in {"One", ""}
