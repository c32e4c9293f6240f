"""What stands on a fact sheet, before it is typeset."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.articles.rendering import UNSEEN
from annotator.exports.formats.sheet import FEWEST_OTHERS, LONGEST_WORD, contents, visible
from annotator.exports.record import NoticeRecord
from tests.support.records import (
    AT,
    TERMS,
    make_assessment_record,
    make_claim_record,
    make_correction_record,
    make_evidence_record,
    make_garble_record,
    make_record,
)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("two\n words ", "two words"),
        ("\u202eevil\u202c", "[RLO U+202E]evil[PDF U+202C]"),
        ("رئیس\u200cجمهور", "رئیس\u200cجمهور"),
        (None, ""),
        ("one two three four", "one two…"),
        ("ab" * 10, "abababababa…"),
        ("a, b c d e f g h", "a, b c d e…"),
    ],
)
def test_words_are_made_visible_in_one_line(text: str | None, expected: str) -> None:
    assert visible(text, 12) == expected


@given(st.text(st.characters(exclude_categories=("Cf",))), st.integers(2, 30))
def test_what_is_shown_is_no_longer_than_asked(text: str, longest: int) -> None:
    assume(not UNSEEN.search(text))  # they are named, at the length of their names
    assert len(visible(text, longest)) <= longest


@given(st.text())
def test_no_word_is_too_long_for_a_line(text: str) -> None:
    assert all(len(word) < LONGEST_WORD for word in re.split(r"[\s\u200b]+", visible(text * 50, 4000)))


def test_a_judged_claim_has_its_verdict_with_sign_and_its_sources() -> None:
    [claim] = contents(make_record(), TERMS, 10)["judged"]
    assert claim["verdict"] == {"word": "mostly false", "glyph": "✗", "tone": "bad"}
    assert (claim["confidence"], claim["fault"], claim["quote"]) == (80, "translation", "Four guards … were hurt")
    assert [(s["stance"], s["title"], s["address"]) for s in claim["sources"]] == [
        ("refutes", "Hilla hospital log", "https://example.org/log")
    ]
    assert claim["notes"] == [{"by": "Ravi (mostly false, 80):", "text": "Counted twice."}]


def test_of_many_claims_the_judged_and_the_most_worth_checking_stay_in_text_order() -> None:
    claims = tuple(make_claim_record(n, "Four guards", worth=n / 10) for n in range(1, 7))
    judged = make_claim_record(7, "Four guards", verdict="true", worth=0.0)
    sheet = contents(make_record(claims=(*claims, judged)), TERMS, 3)
    assert [claim["number"] for claim in sheet["judged"]] == [7]
    assert [claim["number"] for claim in sheet["claims"]] == [5, 6]
    assert sheet["more_claims"] == "and 4 more claims: see the annotated page"


def test_one_more_is_said_in_the_singular_and_none_is_not_said() -> None:
    record = make_record()
    assert contents(record, TERMS, 1)["more_claims"] == "and 1 more claim: see the annotated page"
    assert contents(record, TERMS, 2)["more_claims"] is None


def test_garbles_and_corrections_keep_a_place_however_many_claims_there_are() -> None:
    garbles = tuple(make_garble_record(n, "al-Hasid", severity="minor") for n in range(1, 15))
    named = replace(garbles[13], reading="al-Hashd", native_name="الحشد")
    corrections = tuple(make_correction_record(n, "al-Hasid", "x", state="proposed") for n in range(1, 13))
    accepted = replace(corrections[11], state="accepted")
    record = make_record(garbles=(*garbles[:13], named), corrections=(*corrections[:11], accepted))
    sheet = contents(record, TERMS, 0)
    assert len(sheet["garbles"]) == len(sheet["corrections"]) == FEWEST_OTHERS
    assert sheet["garbles"][-1]["right"] == "al-Hashd" and sheet["garbles"][-1]["native"] == "الحشد"
    assert sheet["corrections"][-1]["about"] == "translation, accepted"
    assert sheet["more_garbles"] == "and 4 more garbles: see the annotated page"


def test_a_claim_names_the_garbles_and_corrections_on_its_words() -> None:
    sheet = contents(make_record(claims=(make_claim_record(1, "of the al-Hasid were"),)), TERMS, 5)
    assert sheet["claims"][0]["marks"] == ["G1", "C1"]


def test_a_claim_of_an_earlier_version_is_listed_as_that() -> None:
    claim = make_claim_record(1, "Four guards")
    claim = replace(claim, anchors=tuple(replace(anchor, version="earlier") for anchor in claim.anchors))
    sheet = contents(make_record(claims=(claim,)), TERMS, 5)
    assert sheet["claims"][0]["earlier"] and sheet["claims"][0]["marks"] == []


def test_a_withheld_claim_tells_only_that_and_the_head_how_many() -> None:
    claim = make_claim_record(1, "Four guards", redacted=True, wording="[withheld]")
    sheet = contents(make_record(claims=(claim,), withheld=1), TERMS, 5)
    assert sheet["claims"][0]["state"] == "withheld"
    assert sheet["conditions"] == ["1 claim is withheld as sensitive."]


def test_more_sources_and_notices_than_fit_are_counted() -> None:
    claim = make_claim_record(1, "Four guards", verdict="true", evidence=(make_evidence_record(),) * 6)
    notices = (NoticeRecord("n", "correction", "Words.", "Edda", AT),) * 5
    sheet = contents(make_record(claims=(claim,), notices=notices), TERMS, 5)
    assert sheet["judged"][0]["more_sources"] == "and 2 more sources: see the annotated page"
    assert sheet["more_notices"] == "and 1 more notice: see the annotated page"


def test_only_addresses_of_the_web_become_links() -> None:
    evidence = make_evidence_record(url="javascript:alert(1)", archive_url="file:///etc/passwd")
    claim = make_claim_record(1, "Four guards", verdict="true", evidence=(evidence,))
    sheet = contents(make_record(claims=(claim,), url="data:x"), TERMS, 5)
    source = sheet["judged"][0]["sources"][0]
    assert (source["address"], source["archive"], sheet["address"]) == (None, None, None)


def test_notes_are_there_only_if_the_record_has_them() -> None:
    claim = make_claim_record(1, "Four guards", verdict="true", assessments=(make_assessment_record(note=""),))
    assert contents(make_record(claims=(claim,)), TERMS, 5)["judged"][0]["notes"] == []
