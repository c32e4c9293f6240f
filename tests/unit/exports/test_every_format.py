"""What holds for each format of the catalogue, those that come later too."""

from __future__ import annotations

import io
import itertools
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.exports.catalogue import FORMATS, Format
from annotator.exports.record import ArticleRecord
from annotator.exports.terms import Options, Terms
from tests.support.any_record import any_record
from tests.support.exported_files import check
from tests.support.records import AT, make_record

# They write the rows themselves, with their history: tests/features has theirs.
FROM_ROWS = {"jsonl", "bagit"}
SLOW = {"pdf", "docx"}  # a tenth of a second and more each
forms = [pytest.param(form, id=name) for name, form in FORMATS.items() if name not in FROM_ROWS]


def terms_of(form: Format, picked: int = 0) -> Terms:
    """One of all ways to choose, by its number."""
    ways = list(itertools.product(*(choice.values for choice in form.choices)))
    way = ways[picked % len(ways)]
    return Terms(AT, Options(chosen={choice.name: value for choice, value in zip(form.choices, way, strict=True)}))


@pytest.mark.parametrize("form", forms)
def test_any_accepted_text_exports(form: Format) -> None:
    @given(any_record(), st.integers(0, 30))
    @settings(max_examples=5 if form.name in SLOW else 40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def exports(record: ArticleRecord, picked: int) -> None:
        terms = terms_of(form, picked)
        check(form.write_one(record, terms), form.one)
        file = io.BytesIO()
        form.write_many([record, record_after(record)], terms, file)  # type: ignore[arg-type]
        assert not file.closed
        check(file.getvalue(), form.many)

    exports()


def record_after(record: ArticleRecord) -> ArticleRecord:
    return make_record(id=record.id + 1, title=record.title)


@pytest.mark.parametrize("form", forms)
def test_the_same_record_on_the_same_terms_gives_the_same_bytes(form: Format) -> None:
    terms = terms_of(form)
    assert form.write_one(make_record(), terms) == form.write_one(make_record(), terms)


@pytest.mark.parametrize("form", forms)
def test_no_articles_are_a_file_too(form: Format) -> None:
    file = io.BytesIO()
    form.write_many([], terms_of(form), file)  # type: ignore[arg-type]
    check(file.getvalue(), form.many)


@pytest.mark.parametrize("form", forms)
def test_characters_that_no_file_can_hold_are_replaced_and_nothing_fails(form: Format) -> None:
    """Nothing takes them in; a row of an older desk may have them."""
    broken = make_record(claims=(), garbles=(), corrections=(), zones=())
    record = replace(broken, title="a\x00b\x0b\ud800\uffffc", byline="\x1f", text="a \x00 b")
    data = form.write_one(record, terms_of(form))
    check(data, form.one)


def test_formats_are_known_by_their_own_name_and_have_a_meaning() -> None:
    for name, form in FORMATS.items():
        assert form.name == name and form.label and form.meaning.endswith(".")
        assert len({choice.name for choice in form.choices}) == len(form.choices)
