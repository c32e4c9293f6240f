"""The fact sheet as pages: what is on them, that nothing from outside is markup, and that no letter is a silent box."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import WirecheckError
from annotator.exports.formats import pdf
from annotator.exports.record import ArticleRecord, NoticeRecord
from annotator.exports.terms import Options, Terms
from tests.support.records import (
    AT,
    TERMS,
    make_claim_record,
    make_correction_record,
    make_evidence_record,
    make_garble_record,
    make_record,
)

NOTHING: dict[str, Any] = {"claims": (), "garbles": (), "corrections": (), "zones": ()}


def pages(record: ArticleRecord, terms: Terms = TERMS) -> list[str]:
    """The words of each page."""
    document = pypdfium2.PdfDocument(pdf.write_one(record, terms))
    return [page.get_textpage().get_text_bounded() for page in document]


def words(record: ArticleRecord) -> str:
    return re.sub(r"\s+", " ", re.sub("[\u200b\u2068\u2069]", "", " ".join(pages(record))))


def test_a_sheet_says_what_was_checked_and_found() -> None:
    shown = words(make_record(embargo_until=AT, withheld=2))
    for part in ("Four guards hurt at Hilla", "River Post", "translated from French", "✗ mostly false",
                 "confidence 80 of 100", "fault: translation", "“Four guards … were hurt”", "− refutes",
                 "Hilla hospital log", "reliability B", "Three guards were treated.", "Counted twice.", "“al-Hasid”",
                 "perhaps: al-Hashd al-Shaabi", "The group's right name.", "Version 1", "1 / 1",
                 "Under embargo until 4 March 2021, 15:30 UTC.", "2 claims are withheld as sensitive."):  # fmt: skip
        assert part in shown, part


def test_a_garble_has_its_right_name_in_its_own_script_shaped() -> None:
    garble = make_garble_record(1, "al-Hasid", reading="al-Hashd al-Shaabi", native_name="الحشد الشعبي")
    made = pdf.write_one(make_record(**NOTHING | {"garbles": (garble,)}), TERMS)
    page = pypdfium2.PdfDocument(made)[0]
    assert "al-Hashd al-Shaabi" in page.get_textpage().get_text_bounded()
    assert "NotoSansArabic" in fonts_of(page)


@pytest.mark.parametrize(
    "name, font",
    [
        ("حشد شعبی ایران", "NotoSansArabic"),
        ("המפלגה הליברלית", "NotoSansHebrew"),
        ("Владимир Владимирович", "NotoSans"),
        ("Ελληνική Δημοκρατία", "NotoSans"),
        ("Nguyễn Phú Trọng", "NotoSans"),
        ("Հայաստան", "NotoSansArmenian"),
    ],
)
def test_each_script_of_the_region_is_set_in_a_font_that_came_with_the_program(name: str, font: str) -> None:
    made = pdf.write_one(make_record(**NOTHING | {"title": f"Who is {name}?"}), TERMS)
    page = pypdfium2.PdfDocument(made)[0]
    assert font in fonts_of(page)
    assert "no font" not in page.get_textpage().get_text_bounded()


def test_in_an_arabic_article_its_lines_begin_on_the_right_and_the_old_words_still_come_first() -> None:
    text = "قال قائد Bravo إن أربعة جرحوا."
    claim = make_claim_record(1, text, text=text, verdict="true", wording="جرح أربعة حراس")
    record = make_record(
        **NOTHING | {"language": "ar", "title": "جرحى", "text": text, "claims": (claim,)},
        notices=(NoticeRecord("n", "correction", "Plain words.", "Edda", AT),),
    )
    record = replace(record, corrections=(make_correction_record(1, "Bravo", "Delta", text=text),))
    page = pypdfium2.PdfDocument(pdf.write_one(record, TERMS))[0]
    left, _, right, _ = place_of(page, "جرحى")
    assert right > 500 and left > 400
    assert place_of(page, "Bravo", 1)[0] < place_of(page, "→")[0] < place_of(page, "Delta")[0]
    assert place_of(page, "Plain")[0] < 80


def place_of(page: pypdfium2.PdfPage, word: str, which: int = 0) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of a word, in points."""
    found = page.get_textpage().search(word)
    index, count = next(places for number, places in enumerate(iter(found.get_next, None)) if number == which)
    boxes = [page.get_textpage().get_charbox(index + i) for i in range(count)]
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def fonts_of(page: pypdfium2.PdfPage) -> set[str]:
    found = set()
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        buffer = (pdfium.c_char * 100)()
        pdfium.FPDFFont_GetBaseFontName(pdfium.FPDFTextObj_GetFont(item), buffer, 100)
        found.add(re.sub(r"^[A-Z]{6}\+|-.*", "", buffer.value.decode()))
    return found


def test_a_character_that_no_font_has_is_written_as_its_code() -> None:
    # Of planes without a script and of cuneiform, which nobody's desk has a font for.
    shown = words(make_record(**NOTHING | {"title": "Before 𒀀𒁀 and \U000107c0 after"}))
    assert "Before [no font for U+12000 U+12040] and [no font for U+107C0] after" in shown
    # Another sheet is not the poorer for it.
    assert "Plain words" in words(make_record(**NOTHING | {"title": "Plain words"}))


def test_a_long_run_without_a_font_is_counted() -> None:
    assert "and 4 more]" in words(make_record(**NOTHING | {"title": "𒀀" * 10}))


def test_a_mark_without_a_glyph_does_not_take_its_letter_along() -> None:
    words(make_record(**NOTHING | {"title": "e\U0001e8d0 and e"}))
    assert "e" not in pdf.letters.missing and not pdf.letters.missing & set("abcxyz ()[]")


HOSTILE = [
    "#emph[x] *b* _i_ `c` $x$ @ref <lab> \\ // /* ~ --- = Heading", '#import "/etc/passwd": *', "#sys.inputs", "]",
    "#panic()", "\\u{41}", '"); #read("/etc/passwd")', "- a\n- b", "{{7*7}}", "<script>alert(1)</script>", "%PDF",
    "&amp;",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_outside_is_never_markup(text: str) -> None:
    evidence = make_evidence_record(passage=text)
    source = replace(evidence.source, title=text, publisher=text)
    whole = f"{text} guards"
    record = make_record(
        title=text, outlet=text, byline=text, translator=text, language="en-#x", text=whole, zones=(),
        claims=(make_claim_record(1, whole, text=whole, verdict="true", evidence=(replace(evidence, source=source),)),),
        garbles=(make_garble_record(1, "guards", text=whole, reading=text, native_name=text),),
        corrections=(make_correction_record(1, "guards", text, text=whole, reason=text),),
        notices=(NoticeRecord("n", "correction", text, text, AT),),
    )  # fmt: skip
    plain = re.sub(r"\s+", "", text)
    # A word that is broken at the end of a line is told with a mark of it.
    assert re.sub(r"[\s\ufffe\u0002]+", "", words(record)).count(plain) >= 9


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_whatever_stands_in_the_fields_there_is_a_sheet(text: str) -> None:
    claim = make_claim_record(1, "Four guards", wording=text, verdict="true")
    assert pages(make_record(title=text, outlet=text, language=text or "x", claims=(claim,)))


def test_more_than_fits_is_cut_to_three_pages_and_counted() -> None:
    evidence = (make_evidence_record(passage="Long passages fill a page. " * 20),) * 4
    judged = [make_claim_record(n, "Four guards", verdict="true", evidence=evidence) for n in range(1, 41)]
    claims = [make_claim_record(n, "were hurt", worth=n / 1000) for n in range(41, 301)]
    found = pages(make_record(claims=(*judged, *claims)))
    assert len(found) == 3
    shown = re.sub(r"\s+", " ", " ".join(found))
    more = re.search(r"and (\d+) more claims: see the annotated page", shown)
    assert more and 200 < int(more[1]) < 300
    assert "1 ✓ true" in shown and "300 claims" in shown


def test_many_short_claims_fill_three_pages() -> None:
    claims = tuple(make_claim_record(n, "Four guards", worth=n / 1000) for n in range(1, 201))
    found = pages(make_record(claims=claims))
    assert len(found) <= 3 and "200 “Four guards”" in re.sub(r"\s+", " ", " ".join(found))


def test_an_article_without_anything_is_a_page_too() -> None:
    empty = make_record(**NOTHING | {"text": "", "title": "", "published_at": None, "outlet": None, "url": None})
    [page] = pages(empty)
    assert "Without a title" in page and "No claims." in page


def test_the_document_has_title_language_structure_bookmarks_and_links() -> None:
    made = pdf.write_one(make_record(), TERMS)
    document = pypdfium2.PdfDocument(made)
    assert document.get_metadata_value("Title") == "Four guards hurt at Hilla"
    assert document.get_metadata_value("CreationDate").startswith("D:20210304153000")
    assert [mark.get_title() for mark in document.get_toc()][1:] == [
        "Claims and what was found", "Claims without a verdict", "Garbles", "Corrections",
    ]  # fmt: skip
    assert pdfium.FPDFCatalog_IsTagged(document)
    assert b"pdfuaid" in made
    assert set(links(document[0])) == {"https://example.org/log", "https://example.org/hilla"}


def links(page: pypdfium2.PdfPage) -> Iterator[str]:
    at, link = pdfium.c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page, at, link):
        buffer = (pdfium.c_char * 1000)()
        action = pdfium.FPDFLink_GetAction(link)
        pdfium.FPDFAction_GetURIPath(page.pdf, action, buffer, 1000)
        yield buffer.value.decode()


def test_the_same_record_on_the_same_terms_gives_the_same_bytes() -> None:
    assert pdf.write_one(make_record(), TERMS) == pdf.write_one(make_record(), TERMS)
    later = Terms(AT + dt.timedelta(days=1))
    assert pdf.write_one(make_record(), later) != pdf.write_one(make_record(), TERMS)


def test_a_moment_may_have_parts_of_a_second() -> None:
    assert pdf.write_one(make_record(), Terms(AT.replace(microsecond=7))).startswith(b"%PDF")


@pytest.mark.parametrize("paper, size", [("a4", (595, 842)), ("letter", (612, 792))])
def test_the_paper_is_what_was_chosen(paper: str, size: tuple[int, int]) -> None:
    made = pdf.write_one(make_record(), Terms(AT, Options(chosen={"paper": paper})))
    assert tuple(map(round, pypdfium2.PdfDocument(made)[0].get_size())) == size


def test_several_are_a_zip_with_a_sheet_each() -> None:
    file = io.BytesIO()
    pdf.write_many([make_record(), make_record(id=13, title="../../etc/passwd")], TERMS, file)  # type: ignore[arg-type]
    with zipfile.ZipFile(file) as archive:
        assert archive.namelist() == ["four-guards-hurt-at-hilla-12.pdf", "etc-passwd-13.pdf"]
        assert archive.read("four-guards-hurt-at-hilla-12.pdf") == pdf.write_one(make_record(), TERMS)


def test_what_the_typesetter_refuses_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "template", lambda: b'#panic("broken")')
    with pytest.raises(WirecheckError, match="could not be typeset: panicked"):
        pdf.write_one(make_record(), TERMS)
