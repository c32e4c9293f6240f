"""The corrected page: what was accepted is applied, what is proposed is not, and only what was asked for is told."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest

from annotator.errors import Invalid
from annotator.exports.formats import html_corrected
from annotator.exports.record import ArticleRecord, NoticeRecord
from annotator.exports.terms import Options, Terms
from tests.support.records import AT, TERMS, TEXT, make_correction_record, make_evidence_record, make_record

NOTICE = NoticeRecord("n", "correction", "An earlier version said “al-Hasid”.\nIt should say “al-Hashd”.", "Edda", AT)
CORRECTED = TEXT.replace("al-Hasid", "al-Hashd al-Shaabi")


def chosen(copy: str) -> Terms:
    return Terms(AT, Options(chosen={"copy": copy}))


def tree(record: ArticleRecord, terms: Terms = TERMS) -> Element:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(html_corrected.write_one(record, terms).decode())


def pieces(page: Element) -> str:
    segments = [e for e in page.iter("span") if "seg" in e.get("class", "").split()]
    return "".join("".join(segment.itertext()) for segment in segments)


def test_the_clean_copy_is_the_corrected_text_and_says_nothing_of_the_checking() -> None:
    page = tree(make_record(notices=(NOTICE,)), chosen("clean"))
    assert pieces(page) == CORRECTED
    shown = "".join(text for part in page.findall("body") for text in part.itertext())
    for word in ("claim", "Garble", "mostly false", "earlier version", "Ravi"):
        assert word not in shown
    assert not list(page.iter("del"))


def test_a_proposed_correction_is_never_applied() -> None:
    row = make_correction_record(1, "al-Hasid", "al-Hashd", state="proposed")
    for copy in html_corrected.COPY.values:
        page = tree(make_record(corrections=(row,)), chosen(copy))
        assert pieces(page) == TEXT and not list(page.iter("ins"))


def test_with_marks_old_and_new_stand_in_the_text_and_lead_to_the_list_and_back() -> None:
    row = make_correction_record(1, "al-Hasid", "al-Hashd al-Shaabi", evidence=make_evidence_record(stance="supports"))
    page = tree(make_record(corrections=(row,), notices=(NOTICE,)), chosen("marked"))
    assert pieces(page) == TEXT
    assert ["".join(e.itertext()) for e in page.iter("ins")] == ["al-Hashd al-Shaabi"] * 2
    ids = {e.get("id") for e in page.iter() if e.get("id")}
    assert {"correction-1", "in-correction-1"} <= ids
    assert {"#correction-1", "#in-correction-1"} <= {a.get("href") for a in page.iter("a")}
    shown = "".join(page.itertext())
    assert "The group's right name." in shown and "Hilla hospital log" in shown and "It should say" in shown


def test_the_notices_stand_at_the_end() -> None:
    shown = "".join(tree(make_record(notices=(NOTICE,))).itertext())
    assert NOTICE.text in shown and "Correction, 4 March 2021, approved by Edda" in shown
    assert shown.index("It has 900 men") < shown.index("earlier version") < shown.index("1 correction applied")


def test_embargo_and_withheld_claims_are_told_at_the_head() -> None:
    shown = "".join(tree(make_record(embargo_until=AT, withheld=2)).itertext())
    assert "Under embargo until 4 March 2021, 15:30 UTC." in shown and "2 claims are withheld" in shown


@pytest.mark.parametrize("replacement", ["", "one\n\ntwo", "<b>&", "الحشد"])
@pytest.mark.parametrize("copy", html_corrected.COPY.values)
def test_a_replacement_may_be_anything(replacement: str, copy: str) -> None:
    row = make_correction_record(1, "al-Hasid", replacement)
    page = tree(make_record(corrections=(row,)), chosen(copy))
    assert pieces(page) == (TEXT if copy == "marked" else TEXT.replace("al-Hasid", replacement))


@pytest.mark.parametrize("text", ["", "\n", " "])
def test_an_article_without_words_is_a_page_too(text: str) -> None:
    nothing: dict[str, Any] = {"zones": (), "claims": (), "garbles": (), "corrections": (), "published_at": None}
    assert pieces(tree(make_record(text=text, **nothing))) == text


def test_controls_are_replaced_and_that_is_said() -> None:
    row = make_correction_record(1, "al-Hasid", "al\x00Hashd")
    shown = "".join(tree(make_record(corrections=(row,)), chosen("marked")).itertext())
    assert "al\ufffdHashd" in shown and "1 character that no document can hold" in shown


def test_a_choice_that_there_is_not_is_refused() -> None:
    with pytest.raises(Invalid, match=r"there is no “pink”\. There are: notice, clean, marked"):
        html_corrected.write_one(make_record(), chosen("pink"))


def test_several_are_a_zip_of_pages_and_the_same_record_gives_the_same_bytes() -> None:
    files = []
    for _ in range(2):
        file = io.BytesIO()
        html_corrected.write_many([make_record(), make_record(id=13, title="../../etc")], TERMS, file)  # type: ignore[arg-type]
        files.append(file.getvalue())
    assert files[0] == files[1]
    with zipfile.ZipFile(io.BytesIO(files[0])) as archive:
        assert archive.namelist() == ["four-guards-hurt-at-hilla-12.html", "etc-13.html"]
        assert archive.read("four-guards-hurt-at-hilla-12.html") == html_corrected.write_one(make_record(), TERMS)
