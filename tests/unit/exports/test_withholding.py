"""Sensitive claims: left out or blacked out, never half."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exports.record import ArticleRecord, PlaceRecord, SpeakerRecord, count
from annotator.exports.withholding import BLOCK, REDACTED, withhold
from tests.support.records import (
    make_claim_record,
    make_correction_record,
    make_evidence_record,
    make_garble_record,
    make_record,
    place,
)

SECRET = "It has 900 men."


def record(**more: Any) -> ArticleRecord:
    secret = make_claim_record(
        2,
        SECRET,
        sensitive=True,
        verdict="false",
        evidence=(make_evidence_record(),),
        wording="The Hashd has 900 men",
        speaker=SpeakerRecord("Hilla hospital", "office"),
        places=(PlaceRecord("Hilla hospital", None),),
    )
    return make_record(claims=(make_claim_record(1, "Four guards"), secret), **more)


def test_left_out_the_claim_is_gone_and_counted_and_the_text_stays() -> None:
    left = withhold(record(), "out")
    assert [claim.number for claim in left.claims] == [1]
    assert left.withheld == 1 == count(left).withheld
    assert left.text == record().text


def test_kept_in_nothing_changes() -> None:
    assert withhold(record(), "with") == record()


def test_blacked_out_neither_its_words_nor_what_is_known_of_it_is_anywhere() -> None:
    garble = make_garble_record(1, "900")
    correction = make_correction_record(1, "900 men", "90 men")
    near = make_claim_record(3, "الحشد الشعبي said.")
    whole = record(garbles=(garble,), corrections=(correction,), source_text="Il a 900 hommes.")
    left = withhold(replace(whole, claims=(*whole.claims, near)), "redacted")
    assert "900" not in str(asdict(left)) and "Hilla hospital" not in str(asdict(left))
    assert not left.garbles and not left.corrections
    assert len(left.text) == len(whole.text) and BLOCK * 3 in left.text
    assert left.claims[1].wording == REDACTED and left.claims[1].redacted and left.claims[1].verdict is None
    assert all(left.text[a.start : a.end] == a.quote for claim in left.claims for a in claim.anchors)
    assert left.sha256 != whole.sha256


@pytest.mark.parametrize("how", ["out", "redacted", "with"])
def test_without_a_sensitive_claim_the_record_leaves_as_it_is(how: str) -> None:
    plain = make_record()
    assert withhold(plain, how) is plain


@given(st.sets(st.integers(0, len(make_record().text) - 1), min_size=1, max_size=3))
def test_every_other_offset_still_fits(starts: set[int]) -> None:
    whole = make_record()
    claims = []
    for number, start in enumerate(sorted(starts), start=1):
        anchor = replace(place(whole.text[start]), start=start, end=start + 1, quote=whole.text[start])
        claims.append(replace(make_claim_record(number, whole.text[start]), anchors=(anchor,), sensitive=number == 1))
    left = withhold(replace(whole, claims=tuple(claims)), "redacted")
    assert len(left.text) == len(whole.text)
    for row in (*left.claims, *left.garbles, *left.corrections):
        for anchor in getattr(row, "anchors", None) or (row.anchor,):
            assert left.text[anchor.start : anchor.end] == anchor.quote
