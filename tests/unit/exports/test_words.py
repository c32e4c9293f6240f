"""What formats for readers say in the same words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import Invalid
from annotator.exports.formats.words import (
    conditions,
    corrected,
    facts,
    moment,
    notice_head,
    quoted,
    scrubbed,
    scrubbed_note,
    stands,
)
from annotator.exports.record import NoticeRecord
from tests.support.records import AT, TEXT, make_claim_record, make_correction_record, make_record, place


@pytest.mark.parametrize(
    "fields, expected",
    [
        ({"source_language": "fr", "translator": "Engine 3"}, "translated from French by Engine 3"),
        ({"source_language": "fr", "translator": None}, "translated from French"),
        ({"source_language": None, "translator": "A. Person"}, "translated by A. Person"),
        ({"source_language": "x-unknown", "translator": None}, "translated from x-unknown"),
    ],
)
def test_the_head_says_who_translated_it_from_what(fields: dict[str, Any], expected: str) -> None:
    assert list(facts(make_record(**fields)))[-1] == expected


@pytest.mark.parametrize(
    "fields, expected",
    [
        ({}, []),
        ({"withheld": 1}, ["1 claim is withheld as sensitive."]),
        ({"withheld": 3}, ["3 claims are withheld as sensitive."]),
        (
            {"embargo_until": AT, "withheld": 2},
            ["Under embargo until 4 March 2021, 15:30 UTC.", "2 claims are withheld as sensitive."],
        ),
    ],
)
def test_a_copy_says_on_what_conditions_it_leaves(fields: dict[str, Any], expected: list[str]) -> None:
    assert list(conditions(make_record(**fields))) == expected


def test_the_corrected_copy_has_what_was_accepted_and_nothing_proposed_or_of_an_older_version() -> None:
    accepted = make_correction_record(1, "al-Hasid", "al-Hashd al-Shaabi")
    proposed = make_correction_record(2, "Four guards", "Three guards", state="proposed")
    older = make_correction_record(3, "900 men", "90 men")
    older = replace(older, anchor=replace(older.anchor, version="earlier"))
    copy = corrected(make_record(corrections=(accepted, proposed, older)))
    assert copy.text == TEXT.replace("al-Hasid", "al-Hashd al-Shaabi")
    assert copy.revert() == TEXT


def test_two_accepted_corrections_that_overlap_are_refused_by_name() -> None:
    rows = (make_correction_record(1, "Four guards", "Three guards"), make_correction_record(2, "guards 🎖️", "men"))
    with pytest.raises(Invalid, match=r"Four guards.*guards 🎖️"):
        corrected(make_record(corrections=rows))


def test_a_claim_in_stretches_is_quoted_in_text_order() -> None:
    claim = make_claim_record(1, "were hurt", "Four guards")
    assert quoted(claim) == "Four guards … were hurt"


def test_what_stands_on_an_older_version_does_not_stand() -> None:
    claim = make_claim_record(1, "Four guards")
    assert stands(make_record(), claim)
    assert not stands(make_record(version="another"), claim)


def test_a_notice_says_its_kind_day_and_approver() -> None:
    notice = NoticeRecord("n", "refile", "Words.", "Edda", AT)
    assert notice_head(notice) == "Refiled, 4 March 2021, approved by Edda"
    assert notice_head(replace(notice, kind="correction", approver=None)) == "Correction, 4 March 2021"


def test_moments_are_said_in_utc() -> None:
    assert moment(dt.datetime(2021, 3, 4, 5, 6, tzinfo=dt.UTC)) == "4 March 2021, 05:06 UTC"


def test_what_xml_refuses_is_replaced_one_for_one_and_counted() -> None:
    reason = "a\x00b\x1bc\ufffe"
    record = make_record(title="T\x07", corrections=(make_correction_record(1, "al-Hasid", "x", reason=reason),))
    clean, number = scrubbed(record)
    assert (clean.title, clean.corrections[0].reason, number) == ("T\ufffd", "a\ufffdb\ufffdc\ufffd", 4)
    assert scrubbed_note(number) == "4 characters that no document can hold: shown as \ufffd."
    assert clean.text == record.text and clean.claims is record.claims


def test_a_clean_record_is_passed_on_as_it_is() -> None:
    record = make_record()
    assert scrubbed(record) == (record, 0)
    assert scrubbed(record)[0] is record and scrubbed_note(0) is None


@given(st.text(st.characters(exclude_categories=())))
def test_scrubbing_keeps_every_offset(text: str) -> None:
    whole = f"{text} guards"
    clean, _ = scrubbed(make_record(text=whole, zones=(), claims=(), garbles=(), corrections=()))
    assert len(clean.text) == len(whole) and clean.text[place("guards", whole).start :].startswith("guards")
    clean.text.encode()
