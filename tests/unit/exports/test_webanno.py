"""WebAnno TSV 3.3: read back by a strict reader of its grammar."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.exports.formats import layers, webanno
from annotator.exports.record import ArticleRecord
from annotator.text.spans import Span
from tests.support.any_record import any_record
from tests.support.records import (
    TERMS,
    TEXT,
    make_claim_record,
    make_correction_record,
    make_garble_record,
    make_record,
    place,
)
from tests.support.webanno import Document, Found, in_units, read


def written(record: ArticleRecord) -> Document:
    return read(webanno.write_one(record, TERMS))


def on(document: Document, layer: layers.Layer) -> list[Found]:
    return [mark for mark in document.marks if mark.layer == layer.name]


def test_marks_come_back_with_their_words_and_features() -> None:
    document = written(make_record())
    one, two, three = on(document, layers.CLAIM)
    assert (one.words, two.words, three.words) == (["Four", "guards"], ["were", "hurt"], ["It", "has", "900", "men"])
    assert one.values == {
        "uid": two.values["uid"],
        "part": "1/2",
        "wording": "Four guards",
        "kinds": "quantity",
        "state": "assessed",
        "verdict": "mostly false",
        "confidence": "80",
        "fault": "translation",
    }
    assert (three.values["part"], three.values["verdict"]) == (None, None)
    [garble] = on(document, layers.GARBLE)
    assert (garble.words, garble.values["category"], garble.values["reading"]) == (["al-Hasid"], "garbled-name", None)
    [correction] = on(document, layers.CORRECTION)
    assert correction.values["replacement"] == "al-Hashd al-Shaabi"
    [zone] = on(document, layers.ZONE)
    assert zone.words == ["HILLA", "BRIDGE", "SHUT"]


def test_offsets_count_utf16_code_units() -> None:
    document = written(make_record())
    [garble] = on(document, layers.GARBLE)
    assert (garble.start, garble.end) == (TEXT.index("al-Hasid") + 1, TEXT.index("al-Hasid") + 9)  # after one emoji


def test_an_emoji_with_its_selector_and_a_letter_with_its_accent_are_one_token() -> None:
    tokens = written(make_record()).tokens
    assert "🎖️" in tokens and "e\u0301lite" in tokens and "الحشد" in tokens and "al-Hasid" in tokens


def test_sentences_stand_as_they_are_and_every_letter_is_in_a_token() -> None:
    document = written(make_record())
    assert document.sentences[0] == "HILLA BRIDGE SHUT"
    assert "".join("".join(document.tokens).split()) == "".join(TEXT.split())


def test_marks_inside_a_token_have_rows_of_their_own() -> None:
    garble = make_garble_record(1, "Hasid")
    [found] = on(written(make_record(claims=(), garbles=(garble,), corrections=())), layers.GARBLE)
    assert found.words == ["Hasid"]


def test_a_mark_on_white_space_stands_at_the_end_of_the_token_before() -> None:
    correction = make_correction_record(1, "\n\n", "\n")
    [found] = on(written(make_record(claims=(), garbles=(), corrections=(correction,))), layers.CORRECTION)
    assert (found.start, found.end, found.words, found.values["replacement"]) == (17, 17, [""], "\n")


def test_an_empty_replacement_is_empty_and_not_missing() -> None:
    removal = make_correction_record(1, "al-Hasid", "", reason="")
    [found] = on(written(make_record(claims=(), garbles=(), corrections=(removal,))), layers.CORRECTION)
    assert found.values["replacement"] == ""


@pytest.mark.parametrize(
    "value, escaped",
    [
        (None, "*"),
        ("*", "\\*"),
        ("_", "\\_"),
        ("a|b;c[1]", "a\\|b\\;c\\[1\\]"),
        ("a->b - c > d", "a\\->b - c > d"),
        ("tab\tline\nend", "tab\\tline\\nend"),
        ("back\\slash", "back\\\\slash"),
        ("one\r\ntwo\rthree", "one\\ntwo\\nthree"),
    ],
)
def test_a_value_is_escaped_as_the_format_has_it(value: str | None, escaped: str) -> None:
    assert webanno.value_escaped(value) == escaped


def test_what_stands_on_an_earlier_version_is_left_out() -> None:
    old = place("were hurt")
    moved = make_claim_record(1, "were hurt", anchors=(type(old)(0, 9, "were hurt", "", "", "another"),))
    assert not on(written(make_record(claims=(moved,))), layers.CLAIM)


def test_a_text_of_white_space_is_a_file_without_sentences() -> None:
    document = written(make_record(text=" \n ", claims=(), garbles=(), corrections=(), zones=()))
    assert document.sentences == []


def test_several_articles_are_a_zip_with_a_file_each() -> None:
    file = io.BytesIO()
    webanno.write_many([make_record(), make_record(id=13)], TERMS, file)  # type: ignore[arg-type]
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        assert names == ["four-guards-hurt-at-hilla-12.tsv", "four-guards-hurt-at-hilla-13.tsv"]
        assert read(archive.read(names[0])).marks


@given(any_record())
@settings(max_examples=300, deadline=None)
def test_in_any_text_every_mark_comes_back_at_its_place(record: ArticleRecord) -> None:
    document = written(record)
    assert "".join("".join(document.tokens).split()) == "".join(record.text.split())
    expected = sorted(told(record, mark) for mark in layers.marks(record)) if record.text.strip() else []
    assert sorted((mark.layer, "".join("".join(mark.words).split()), str(mark.values)) for mark in document.marks) == (
        expected
    )
    for mark in document.marks:
        covered = document.units[mark.start : mark.end]
        assert "".join(covered.split()) == "".join(in_units("".join(mark.words)).split())


def told(record: ArticleRecord, mark: layers.Mark) -> tuple[str, str, str]:
    plain = [None if value is None else value.replace("\r\n", "\n").replace("\r", "\n") for value in mark.values]
    values = dict(zip(mark.layer.features, plain, strict=True))
    return mark.layer.name, "".join(mark.span.of(record.text).split()), str(values)


@given(st.text())
def test_every_character_but_white_space_is_in_one_token(text: str) -> None:
    found = layers.tokens(text, Span(0, len(text)))
    assert "".join(token.of(text) for token in found) == "".join(text.split())
