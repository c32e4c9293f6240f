"""UIMA XMI: read back by cassis."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from dataclasses import replace

from cassis import Cas, load_cas_from_xmi, load_typesystem
from hypothesis import given, settings

from annotator.exports.formats import layers, xmi
from annotator.exports.record import ArticleRecord
from tests.support.any_record import any_record
from tests.support.records import TERMS, TEXT, make_correction_record, make_record


def written(record: ArticleRecord) -> Cas:
    with zipfile.ZipFile(io.BytesIO(xmi.write_one(record, TERMS))) as archive:
        types, name = archive.namelist()
        assert types == "TypeSystem.xml" and name.endswith("-12.xmi")
        return load_cas_from_xmi(archive.open(name), load_typesystem(archive.open(types)))


def marks(cas: Cas, record: ArticleRecord) -> list[layers.Mark]:
    return [
        layers.Mark(layer, layers.Span(found.begin, found.end), tuple(found.get(name) for name in layer.features))
        for layer in layers.LAYERS
        for found in cas.select(layer.name)
    ]


def key(mark: layers.Mark) -> str:
    return f"{mark.layer.name} {mark.span} {mark.values}"


def test_text_marks_and_what_the_article_is_come_back() -> None:
    record = make_record()
    cas = written(record)
    assert cas.sofa_string == TEXT
    assert sorted(map(key, marks(cas, record))) == sorted(map(key, layers.marks(record)))
    [about] = cas.select(xmi.DOCUMENT)
    assert (about.documentTitle, about.documentId, about.language, about.documentUri) == (
        record.title,
        record.uid,
        "en",
        "https://example.org/hilla",
    )
    assert cas.select(xmi.SENTENCE)[0].get_covered_text() == "HILLA BRIDGE SHUT"
    assert "al-Hasid" in [token.get_covered_text() for token in cas.select(xmi.TOKEN)]


def test_the_file_counts_utf16_code_units() -> None:
    at = TEXT.index("al-Hasid") + 1  # after one emoji
    with zipfile.ZipFile(io.BytesIO(xmi.write_one(make_record(), TERMS))) as archive:
        words = archive.read(archive.namelist()[1]).decode()
    assert f'begin="{at}" end="{at + 8}" uid="00000000-0000-4000-8000-000000000031"' in words


def test_an_empty_replacement_is_empty_and_not_missing() -> None:
    record = make_record(claims=(), garbles=(), corrections=(make_correction_record(1, "al-Hasid", ""),))
    [found] = written(record).select(layers.CORRECTION.name)
    assert found.replacement == ""


@given(any_record())
@settings(max_examples=60, deadline=None)
def test_in_any_text_every_mark_comes_back_at_its_exact_place(record: ArticleRecord) -> None:
    cas = written(record)
    assert cas.sofa_string == record.text
    assert sorted(map(key, marks(cas, record))) == sorted(map(key, layers.marks(record)))


def test_what_xml_cannot_hold_is_replaced() -> None:
    record = replace(make_record(), text="a\x0bb \ud800 c", claims=(), garbles=(), corrections=(), zones=())
    assert written(record).sofa_string == "a\ufffdb \ufffd c"


def test_several_articles_are_a_zip_with_the_types_once() -> None:
    file = io.BytesIO()
    xmi.write_many([make_record(), make_record(id=13)], TERMS, file)  # type: ignore[arg-type]
    with zipfile.ZipFile(file) as archive:
        assert archive.namelist() == [
            "TypeSystem.xml",
            "four-guards-hurt-at-hilla-12.xmi",
            "four-guards-hurt-at-hilla-13.xmi",
        ]


def test_the_same_record_gives_the_same_bytes() -> None:
    assert xmi.write_one(make_record(), TERMS) == xmi.write_one(make_record(), TERMS)


def test_the_library_is_loaded_only_when_it_is_used() -> None:
    program = (
        "import sys, annotator.exports.catalogue; sys.exit('cassis' in sys.modules or 'xlsxwriter' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
