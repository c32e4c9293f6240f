from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.garbles import detectors
from annotator.garbles.detectors import find_all, merge
from annotator.garbles.kinds import KINDS
from annotator.garbles.passage import About
from annotator.text import segment
from annotator.text.spans import Finding, Reading, Span, Zone
from tests.support.work import steps

from .cast import GAZETTEER, findings

PIECES = st.sampled_from(
    [
        "al-Hasen al-Sabi", "Moustapa Kasimi said", "Ballad", "“", "”", '"', "\n", "\n\n", " ", ". ", "… ", "the", "of",
        "😀", "e\u0301", "الحشد", "\u202e", "\u200b", "Iraq’s", "President", "prime minister", "A tall official.", "-",
    ]
)  # fmt: skip


def test_every_kind_with_a_detector_is_in_the_closed_list() -> None:
    assert set(detectors.DETECTORS) <= set(KINDS) - {"other"}


def test_findings_come_in_text_order_of_several_kinds() -> None:
    text = "It was over. A tall official.\n\nThe prime minister of Iraq, Moustapa Kasimi, said “no and left."
    found = findings(text)
    assert [finding.category for finding in found] == ["cut-off", "garbled-name", "quotation-marks"]
    assert [finding.start for finding in found] == sorted(finding.start for finding in found)


def test_two_kinds_at_the_same_words_are_one_finding_with_both_reasons() -> None:
    low = Finding(
        0, 4, "Abcd", "name-variants", "major", "name-variants", "Elsewhere other.", (Reading("X", 0.5, "y"),)
    )
    high = Finding(0, 4, "Abcd", "garbled-name", "critical", "garbled-name", "Not known.")
    assert merge([low, high]) == [
        Finding(
            0, 4, "Abcd", "garbled-name", "critical", "garbled-name", "Not known. Elsewhere other.", low.suggestions
        )
    ]


def test_without_a_gazetteer_no_name_is_garbled() -> None:
    text = "The prime minister of Iraq, Moustapa Kasimi, left."
    assert find_all(text, segment.sentences(text)) == []


def test_rules_of_english_are_not_asked_of_another_language() -> None:
    text = "Les hommes sont partis. Un grand officiel. Le premier ministre, Moustapa Kasimi, a dit “non."
    found = find_all(text, segment.sentences(text, "fr"), (), GAZETTEER, About(language="fr"))
    assert [finding.category for finding in found] == ["quotation-marks"]


@settings(max_examples=200)
@given(st.lists(PIECES | st.text(max_size=8), max_size=30), st.data())
def test_offsets_are_exact_whatever_the_text(parts: list[str], data: st.DataObject) -> None:
    text = " ".join(parts)
    edges = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2)))
    zones = (Zone("byline", *edges),) if data.draw(st.booleans()) else ()
    for finding in find_all(text, segment.sentences(text, zones=zones), zones, GAZETTEER):
        assert finding.quote == text[finding.start : finding.end] != ""
        assert finding.reason
        assert all(0 <= reading.score <= 1 for reading in finding.suggestions)


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=5))
def test_any_sentences_are_taken_even_wrong_ones(text: str, places: list[tuple[int, int]]) -> None:
    spans = [Span(min(pair), max(pair)) for pair in places if max(pair) <= len(text) and pair[0] != pair[1]]
    for finding in find_all(text, spans, (), GAZETTEER):
        assert finding.quote == text[finding.start : finding.end]


@pytest.mark.parametrize(
    "unit",
    [
        "The prime minister of Iraq, Moustapa Kasimi, said “no and left. A tall official.\n",
        "Moustapa Kasimi of the ",
        '“ ” " ',
        "word ",
        "a",
        "\n",
        "Aa\n",
        "Kasimi ",
        "Kasimi of the Ballad and ",
        "A-",
        "Sent the ",
        "… ",
        "the the ",
        "a b a b c ",
        "left , and,, the^ house- of (AFP ",
        "it! was; the, idea. to' ",
        "2.500 troops, 10 % and $ 2 at 20h30 ",
        "caf\u00c3\u00a9\ufffd&amp;don?t",
        "\u0410merica\u200bn ",
        "Oman (Oman) three (5) ",
        "Tuesday, February 15, 2021. ",
    ],
)
def test_work_grows_with_the_length_of_the_text(unit: str) -> None:
    def work(size: int) -> int:
        text = unit * (size // len(unit))
        spans = segment.sentences(text)
        return steps(lambda: find_all(text, spans, (), GAZETTEER))

    work(1_000)  # what is read and kept at the first call
    # Five times the text: linear is 5, quadratic 25.
    assert work(50_000) < 8 * work(10_000) + 1_000
