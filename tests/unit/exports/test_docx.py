"""Word files: tracked changes that give the corrected copy or the original, and comments on their words.

What a word processor does is done here on the XML (ECMA-376-1, 17.13); benchmarks/office.py has LibreOffice do it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from annotator.corrections.overlay import apply
from annotator.errors import Invalid
from annotator.exports.formats import docx
from annotator.exports.formats.docx_changes import W
from annotator.exports.formats.words import placed
from annotator.exports.record import NoticeRecord
from annotator.exports.terms import Options, Terms
from annotator.text.characters import shown
from tests.support.records import (
    AT,
    LATER,
    TERMS,
    TEXT,
    make_claim_record,
    make_correction_record,
    make_evidence_record,
    make_garble_record,
    make_record,
    place,
)

NOTHING: dict[str, Any] = {"claims": (), "garbles": (), "corrections": (), "zones": ()}
NS = {"w": W}
CORRECTED = TEXT.replace("al-Hasid", "al-Hashd al-Shaabi")


def chosen(copy: str) -> Terms:
    return Terms(AT, Options(chosen={"copy": copy}))


def part(made: bytes, name: str = "word/document.xml") -> Any:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return etree.fromstring(archive.read(name))


def resolved(made: bytes, *, accept: bool) -> str:
    """The article's text after all changes are accepted or rejected."""
    gone, kept = ("del", "ins") if accept else ("ins", "del")
    lines, open_line = [], ""
    for paragraph in part(made).iterfind(".//w:body/w:p", NS):
        if paragraph.find("w:pPr/w:pStyle", NS).get(f"{{{W}}}val") != "ArticleText":
            continue
        for child in paragraph:
            if child.tag == f"{{{W}}}{gone}":
                continue
            runs = child if child.tag == f"{{{W}}}{kept}" else [child]
            for run in runs:
                for piece in run:
                    name = etree.QName(piece).localname
                    open_line += {"t": piece.text, "delText": piece.text, "tab": "\t"}.get(name, "") or ""
        if paragraph.find(f"w:pPr/w:rPr/w:{gone}", NS) is None:
            lines.append(open_line)
            open_line = ""
    return "\n".join(lines) + open_line


def commented(made: bytes) -> dict[str, tuple[str, str]]:
    """By the first line of each comment: what it stands on while the changes are open, and all it says."""
    body = part(made).find("w:body", NS)
    held: dict[str, str] = {}
    open_ids: set[str] = set()
    for element in body.iter():
        name, ident = etree.QName(element).localname, element.get(f"{{{W}}}id")
        if name == "commentRangeStart":
            open_ids.add(ident)
            held[ident] = ""
        elif name == "commentRangeEnd":
            open_ids.remove(ident)
        elif name in {"t", "delText"}:
            for one in open_ids:
                held[one] += element.text
    assert not open_ids
    references = [e.get(f"{{{W}}}id") for e in body.iter(f"{{{W}}}commentReference")]
    assert sorted(references) == sorted(held)
    found = {}
    for comment in part(made, "word/comments.xml"):
        said = ["".join(p.itertext()) for p in comment.iterfind("w:p", NS)]
        found[said[0]] = held[comment.get(f"{{{W}}}id")], "\n".join(said[1:])
    return found


def test_accepted_the_changes_give_the_corrected_copy_and_rejected_the_original() -> None:
    made = docx.write_one(make_record(), TERMS)
    assert resolved(made, accept=True) == CORRECTED
    assert resolved(made, accept=False) == TEXT


def test_a_change_has_author_and_date_of_the_desk() -> None:
    changes = list(part(docx.write_one(make_record(), TERMS)).iter(f"{{{W}}}ins", f"{{{W}}}del"))
    assert {(e.get(f"{{{W}}}author"), e.get(f"{{{W}}}date")) for e in changes} == {("Ravi", "2021-03-04T15:30:00Z")}
    idents = [e.get(f"{{{W}}}id") for e in changes]
    assert len(idents) == len(set(idents)) == 2


def test_what_is_only_proposed_is_no_change() -> None:
    row = make_correction_record(1, "al-Hasid", "al-Hashd", state="proposed")
    made = docx.write_one(make_record(corrections=(row,)), TERMS)
    assert resolved(made, accept=True) == resolved(made, accept=False) == TEXT


@pytest.mark.parametrize(
    "quote, replacement",
    [
        ("SHUT\n\nFour", "SHUT: Four"),
        ("hurt, the", "hurt.\n\nThe"),
        ("\n\n", "\n"),
        ("It has 900 men.\n", ""),
        ("HILLA", "A\nB\nHILLA"),
        ("men.", "men.\r\nMore\rlines."),
        (TEXT, ""),
        (TEXT, "\n"),
        ("\n\nFour guards 🎖️ of the al-Hasid were hurt, the e\u0301lite الحشد الشعبي said. It has 900 men.\n", "\n\n\n"),
    ],
)
def test_lines_and_paragraphs_inside_a_correction_are_tracked_too(quote: str, replacement: str) -> None:
    record = make_record(**NOTHING | {"corrections": (make_correction_record(1, quote, replacement),)})
    made = docx.write_one(record, TERMS)
    plain = replacement.replace("\r\n", "\n").replace("\r", "\n")
    assert resolved(made, accept=True) == TEXT.replace(quote, plain, 1)
    assert resolved(made, accept=False) == TEXT
    assert resolved(docx.write_one(record, chosen("corrected")), accept=False) == TEXT.replace(quote, plain, 1)
    assert resolved(docx.write_one(record, chosen("published")), accept=True) == TEXT


LETTERS = st.text(
    st.one_of(st.sampled_from("ab \n\t<&\u00a0الحש中🎖️\u200f"), st.characters(exclude_categories=("Cs", "Cc")))
)


@given(LETTERS, st.lists(st.tuples(st.integers(0, 30), LETTERS), max_size=5), st.lists(st.integers(0, 30), max_size=6))
def test_any_corrections_can_be_accepted_and_rejected(
    text: str, news: list[tuple[int, str]], claims: list[int]
) -> None:
    text = shown(text)
    bounds = sorted({min(at, len(text)) for at, _ in news} | {0, len(text)})
    rows, base = [], make_correction_record(1, "al-Hasid", "")
    for i, (start, end) in enumerate(pairwise(bounds)):
        anchor = replace(base.anchor, start=start, end=end, quote=text[start:end])
        if i % 3 != 2:
            rows.append(
                replace(base, number=i, replacement=shown(news[i % len(news)][1]) if news else "", anchor=anchor)
            )
    on = [replace(base.anchor, start=at, end=at + 3, quote="") for at in claims if at + 3 <= len(text)]
    claims_on = tuple(make_claim_record(i, "Four guards", anchors=(anchor,)) for i, anchor in enumerate(on))
    record = make_record(**NOTHING | {"text": text, "corrections": tuple(rows), "claims": claims_on})
    made = docx.write_one(record, TERMS)
    wanted = apply(text, [placed(row) for row in rows]).text
    assert resolved(made, accept=True) == wanted
    assert resolved(made, accept=False) == text
    assert resolved(docx.write_one(record, chosen("corrected")), accept=True) == wanted
    assert len(commented(made)) == len({claim.number for claim in record.claims}) + len(rows)


def test_a_claim_is_a_comment_on_each_of_its_stretches() -> None:
    found = commented(docx.write_one(make_record(), TERMS))
    quote, said = found["Claim 1: ✗ mostly false, confidence 80 of 100 (assessed)"]
    assert quote == "Four guards"
    for line in ("Fault: translation", "Refutes: Hilla hospital log, Hilla hospital (document",
                 "“Three guards were treated.” https://example.org/log", "Ravi (mostly false, 80): "):  # fmt: skip
        assert line in said
    assert found["Claim 1, part 2 of 2"] == ("were hurt", "")
    assert found["Claim 2: not looked at yet"] == ("It has 900 men", "It has 900 men")


def test_a_garble_is_a_comment_with_its_right_name() -> None:
    garble = make_garble_record(1, "al-Hasid", reading="al-Hashd al-Shaabi", native_name="الحشد الشعبي")
    found = commented(docx.write_one(make_record(garbles=(garble,)), TERMS))
    quote, said = found["Garble 1: Garbled name (critical, suspected)"]
    assert (
        quote == "al-Hasidal-Hashd al-Shaabi"
    )  # the new words are under it too, so that it stays when they are accepted
    assert said == "Should read: al-Hashd al-Shaabi (الحشد الشعبي)\nSounds like al-Hashd."


def test_a_correction_is_a_comment_with_reason_and_source() -> None:
    row = make_correction_record(1, "al-Hasid", "", evidence=make_evidence_record(stance="supports"))
    _, said = commented(docx.write_one(make_record(corrections=(row,)), TERMS))["Correction 1: translation (accepted)"]
    assert "“al-Hasid” → (taken out)\nThe group's right name.\nSupports: Hilla hospital log" in said
    assert "Accepted by Edda, 4 March 2021, 17:30 UTC" in said


def test_comments_overlap_and_nest_as_their_words_do() -> None:
    claims = (
        make_claim_record(1, "Four guards 🎖️ of the al-Hasid"),
        make_claim_record(2, "guards"),
        make_claim_record(3, "of the al-Hasid were hurt"),
    )
    found = commented(docx.write_one(make_record(**NOTHING | {"claims": claims}), TERMS))
    assert [quote for quote, _ in found.values()] == [claim.anchors[0].quote for claim in claims]


def test_in_the_corrected_copy_a_comment_stands_on_the_new_words() -> None:
    found = commented(docx.write_one(make_record(), chosen("corrected")))
    assert found["Garble 1: Garbled name (critical, suspected)"][0] == "al-Hashd al-Shaabi"
    taken_out = make_record(corrections=(make_correction_record(1, "al-Hasid", ""),))
    assert commented(docx.write_one(taken_out, chosen("corrected")))["Correction 1: translation (accepted)"][0] == ""


def test_what_stands_in_an_earlier_version_is_a_comment_on_the_beginning() -> None:
    found = commented(docx.write_one(make_record(version="another"), TERMS))
    assert all(quote == "" for quote, _ in found.values())
    assert "Its words stand in an earlier version of the text: “Four guards … were hurt”" in str(found)
    assert "Its words stand in an earlier version of the text: “al-Hasid”" in str(found)


def test_comments_are_by_who_made_the_thing_or_by_the_desk() -> None:
    claims = (make_claim_record(1, "Four guards", creator="Ana Maria de Sousa", changed_at=LATER),)
    [by_person, by_rule] = part(
        docx.write_one(make_record(**NOTHING | {"claims": claims, "garbles": make_record().garbles}), TERMS),
        "word/comments.xml",
    )
    person = {etree.QName(name).localname: value for name, value in by_person.attrib.items()}
    assert (person["author"], person["initials"], person["date"]) == (
        "Ana Maria de Sousa",
        "AMD",
        "2021-03-04T17:30:00Z",
    )
    assert by_rule.get(f"{{{W}}}author") == "Wirecheck"


def test_arabic_runs_are_marked_right_to_left_and_so_are_the_paragraphs_of_an_arabic_article() -> None:
    [run] = [
        r for r in part(docx.write_one(make_record(), TERMS)).iter(f"{{{W}}}r") if r.find("w:rPr/w:rtl", NS) is not None
    ]
    assert "".join(run.itertext()) == "الحشد الشعبي"
    assert run.find("w:rPr/w:lang", NS).get(f"{{{W}}}bidi") == "ar"
    arabic = make_record(**NOTHING | {"language": "ar-IQ", "text": "قال ABC\nثم"})
    paragraphs = part(docx.write_one(arabic, TERMS)).findall(".//w:p", NS)
    assert all(p.find("w:pPr/w:bidi", NS) is not None for p in paragraphs)
    latin = [r for p in paragraphs for r in p.iterfind("w:r", NS) if "ABC" in "".join(r.itertext())]
    assert latin[0].find("w:rPr/w:rtl", NS) is None


def test_head_and_properties_say_what_it_is() -> None:
    made = docx.write_one(make_record(embargo_until=AT, withheld=2), TERMS)
    read = Document(io.BytesIO(made))
    heads = [p.text for p in read.sections[0].first_page_header.paragraphs]
    assert heads[0] == "Four guards hurt at Hilla" and "River Post · A. Writer" in heads[1]
    assert heads[-2:] == ["Under embargo until 4 March 2021, 15:30 UTC.", "2 claims are withheld as sensitive."]
    told = read.core_properties
    assert (told.title, told.author, told.language, told.last_modified_by) == (
        "Four guards hurt at Hilla", "A. Writer", "en", "Wirecheck",
    )  # fmt: skip
    assert told.modified.replace(tzinfo=AT.tzinfo) == AT and told.identifier == "https://example.org/hilla"
    assert "Version 1, SHA-256 000" in read.sections[0].footer.paragraphs[0].text


def test_the_notices_are_comments_of_a_tracked_copy_and_stand_behind_a_corrected_one() -> None:
    notice = NoticeRecord("n", "correction", "It was said.\nIt is not so.", "Edda", AT)
    record = make_record(notices=(notice,))
    heading = "Correction, 4 March 2021, approved by Edda"
    tracked, clean = (docx.write_one(record, chosen(copy)) for copy in ("tracked", "corrected"))
    assert commented(tracked)[heading] == ("", "It was said.\nIt is not so.")
    assert resolved(tracked, accept=True) == resolved(clean, accept=True) == CORRECTED
    assert [p.text for p in Document(io.BytesIO(clean)).paragraphs][-4:] == [
        "Correction notices", heading, "It was said.", "It is not so.",
    ]  # fmt: skip
    assert heading not in commented(clean)


def test_python_docx_reads_it_and_nothing_is_left_of_the_template() -> None:
    made = docx.write_one(make_record(), TERMS)
    assert len(Document(io.BytesIO(made)).comments) == 5
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        names = archive.namelist()
        everything = b"".join(archive.read(name) for name in names)
        kinds = archive.read("[Content_Types].xml").decode()
    assert b"python-docx" not in everything and "thumbnail" not in str(names)
    for name in re.findall(r'PartName="/([^"]+)"', kinds):
        assert name in names


def test_hostile_words_are_text() -> None:
    evil = "<w:t>]]>&lt; \x00\x0b\ufffe \" ' \u202e"
    claims = (make_claim_record(1, "Four guards", wording=evil, creator=evil),)
    corrections = (make_correction_record(1, "al-Hasid", evil, reason=evil, creator=evil),)
    record = make_record(title=evil, byline=evil, claims=claims, corrections=corrections)
    made = docx.write_one(record, TERMS)
    assert resolved(made, accept=True) == TEXT.replace("al-Hasid", shown(evil))
    assert Document(io.BytesIO(made)).core_properties.title == shown(evil)
    assert "characters that no document can hold" in Document(io.BytesIO(made)).sections[0].footer.paragraphs[0].text


@pytest.mark.parametrize("copy", docx.COPY.values)
def test_an_article_without_words_is_a_file_too(copy: str) -> None:
    empty = make_record(**NOTHING | {"text": "", "title": "", "published_at": None, "outlet": None})
    assert resolved(docx.write_one(empty, chosen(copy)), accept=True) == ""


def test_overlapping_corrections_are_refused_by_name() -> None:
    rows = (make_correction_record(1, "Four guards", "x"), make_correction_record(2, "guards 🎖️", "y"))
    with pytest.raises(Invalid, match="Four guards"):
        docx.write_one(make_record(corrections=rows), TERMS)


def test_the_same_record_gives_the_same_bytes_dated_as_the_export() -> None:
    made = docx.write_one(make_record(), TERMS)
    assert made == docx.write_one(make_record(), TERMS)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2021, 3, 4, 15, 30, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_several_are_a_zip_with_a_file_each() -> None:
    file = io.BytesIO()
    docx.write_many([make_record(), make_record(id=13, title="../x")], TERMS, file)  # type: ignore[arg-type]
    with zipfile.ZipFile(file) as archive:
        assert archive.namelist() == ["four-guards-hurt-at-hilla-12.docx", "x-13.docx"]


def changes_in(made: bytes) -> Iterator[str]:
    yield from (etree.QName(e).localname for e in part(made).iter(f"{{{W}}}ins", f"{{{W}}}del"))


@pytest.mark.parametrize("copy", ["corrected", "published"])
def test_a_clean_copy_has_no_changes(copy: str) -> None:
    assert list(changes_in(docx.write_one(make_record(), chosen(copy)))) == []


def test_a_place_in_replaced_words_is_widened_to_the_new_ones() -> None:
    anchor = place("of the al-Ha")
    claim = make_claim_record(1, "of the al-Ha", anchors=(anchor,))
    record = make_record(**NOTHING | {"claims": (claim,), "corrections": make_record().corrections})
    assert commented(docx.write_one(record, TERMS))["Claim 1: open"][0] == "of the al-Hasidal-Hashd al-Shaabi"
