"""What the desk writes for other programs, its own readers of those formats read as what it was."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings

from annotator.exports.formats import ninjs, w3c, webanno, xmi
from annotator.exports.record import ArticleRecord
from annotator.exports.terms import Options, Terms
from annotator.imports.readers import ninjs as ninjs_reader
from annotator.imports.readers import w3c as w3c_reader
from annotator.imports.readers import webanno as webanno_reader
from annotator.imports.readers import xmi as xmi_reader
from annotator.imports.records import Mark, Read
from annotator.ingest.draft import Origin, Problem
from annotator.ingest.limits import Limits
from tests.support.any_record import any_record
from tests.support.records import AT, TERMS, TEXT, make_correction_record, make_record

Reader = Callable[[bytes, Origin, Limits], Iterator[Read | Problem]]


def read(reader: Reader, data: bytes) -> list[Read]:
    found = list(reader(data, Origin("export"), Limits()))
    # The readers keep one sort of line end: a mark on half of another has nothing left to stand on.
    assert not [one for one in found if isinstance(one, Problem) and not one.reason.endswith("it holds no words.")]
    return [one for one in found if isinstance(one, Read)]


def as_tsv(record: ArticleRecord) -> list[Read]:
    return read(webanno_reader.read, webanno.write_one(record, TERMS))


def as_xmi(record: ArticleRecord) -> list[Read]:
    with zipfile.ZipFile(io.BytesIO(xmi.write_one(record, TERMS))) as archive:
        return [one for name in archive.namelist() for one in read(xmi_reader.read, archive.read(name))]


def of_kind(found: list[Read], kind: str) -> list[Mark]:
    return [mark for one in found for mark in one.marks if mark.kind == kind]


@pytest.mark.parametrize("through", [as_tsv, as_xmi])
def test_marks_come_back_as_claims_garbles_corrections_and_zones(
    through: Callable[[ArticleRecord], list[Read]],
) -> None:
    record = make_record()
    found = through(record)
    one, two = of_kind(found, "claim")
    assert (one.uid, one.wording, one.kinds) == (record.claims[0].uid, "Four guards", ("quantity",))
    assert [place.quote for place in one.places] == ["Four guards", "were hurt"]
    assert two.machine and not one.machine
    [garble] = of_kind(found, "garble")
    assert (garble.category, garble.severity, garble.places[0].quote) == ("garbled-name", "critical", "al-Hasid")
    [correction] = of_kind(found, "correction")
    assert (correction.replacement, correction.correction) == ("al-Hashd al-Shaabi", "translation")
    [zone] = of_kind(found, "zone")
    assert zone.category == "headline"


@pytest.mark.parametrize("through", [as_tsv, as_xmi])
def test_words_that_are_taken_out_come_back_as_an_empty_replacement(
    through: Callable[[ArticleRecord], list[Read]],
) -> None:
    record = make_record(corrections=(make_correction_record(1, "al-Hasid", ""),))
    assert [mark.replacement for mark in of_kind(through(record), "correction")] == [""]


def test_xmi_keeps_the_text_and_what_the_article_is() -> None:
    [found] = as_xmi(make_record())
    assert found.draft is not None
    assert (found.draft.text, found.draft.title) == (TEXT, "Four guards hurt at Hilla")


def test_web_annotations_come_back_under_their_uids() -> None:
    record = make_record()
    found = read(w3c_reader.read, w3c.write_one(record, TERMS))
    assert {mark.uid for one in found for mark in one.marks} == {
        *(claim.uid for claim in record.claims),
        *(garble.uid for garble in record.garbles),
        *(correction.uid for correction in record.corrections),
    }
    [correction] = of_kind(found, "correction")
    assert (correction.replacement, correction.places[0].quote) == ("al-Hashd al-Shaabi", "al-Hasid")


def test_a_news_item_comes_back_with_its_text_and_by_whom() -> None:
    terms = Terms(AT, Options(chosen={"text": "published"}))
    [found] = read(ninjs_reader.read, ninjs.write_one(make_record(), terms))
    draft: Any = found.draft
    assert draft.title == "Four guards hurt at Hilla"
    assert "al-Hasid were hurt" in draft.text and (draft.byline, draft.language) == ("A. Writer", "en")


@given(any_record())
@settings(max_examples=60, deadline=None)
def test_the_readers_take_any_file_of_ours_without_a_problem(record: ArticleRecord) -> None:
    if any(letter.isalnum() for letter in record.text):  # a text of signs alone is no article
        as_tsv(record)
        as_xmi(record)
    read(w3c_reader.read, w3c.write_one(record, TERMS))
