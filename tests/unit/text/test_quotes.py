"""Who says it, by which cue, and of which kind."""

from __future__ import annotations

import pytest

from annotator.text.quotes import attribution, quotations, speakers
from annotator.text.spans import Span
from annotator.text.speakers import kind_of
from annotator.text.words import words


@pytest.mark.parametrize(
    ("sentence", "name", "kind", "cue"),
    [
        ("According to two diplomats, the talks have failed.", "two diplomats", "anonymous", "according to"),
        ("The talks have failed, according to the Foreign Ministry.", "the Foreign Ministry", "office", "according to"),
        ("“We are ready,” Samira Haddad said on Monday.", "Samira Haddad", "person", "said"),
        (
            "The gate is closed, explains Karwan Aziz of the Northern Bank.",
            "Karwan Aziz of the Northern Bank",
            "person",
            "explains",
        ),
        ("The Ministry of Health announced that 12 wards were shut.", "The Ministry of Health", "office", "announced"),
        ("Residents say the water is brown.", "Residents", "anonymous", "say"),
        ("Three shells fell, police said.", "police", "office", "said"),
        ("A leaked report claims that the wells are dry.", "A leaked report", "document", "claims"),
        ("“It was dark, ”he says, adding that nobody slept.", "he", "person", "says"),
        ("A Western envoy told reporters in Basra that the deal was dead.", "A Western envoy", "anonymous", "told"),
    ],
)
def test_the_speaker_is_found(sentence: str, name: str, kind: str, cue: str) -> None:
    found = speakers(sentence, Span(0, len(sentence)))
    assert found is not None
    assert (found.name, found.kind, found.cue) == (name, kind, cue)
    assert sentence[found.start : found.end] == name


@pytest.mark.parametrize(
    "sentence", ["The army closed the road.", "Reports of theft rose.", "The attack claimed four lives.", "", "Said."]
)
def test_what_nobody_is_quoted_for_has_no_speaker(sentence: str) -> None:
    assert speakers(sentence, Span(0, len(sentence))) is None


def test_the_outer_speaker_counts_when_a_quotation_quotes() -> None:
    sentence = "“Hadi told us that the door was open,” the guard said."
    found = speakers(sentence, Span(0, len(sentence)))
    assert found is not None and found.name == "the guard"


def test_a_quotation_ends_with_its_line() -> None:
    text = 'He said “we stay” and « rien ».\n“Never closed\n"Here" it is.'
    assert [span.of(text) for span in quotations(text)] == ["“we stay”", "« rien »", '"Here"']


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a coalition spokesman", "office"),
        ("the mayor of the town", "office"),
        ("Mayor Latif Salman", "person"),
        ("both governments", "office"),
        ("the town's hospital", "office"),
        ("a hospital worker in Kut", "anonymous"),
        ("Kata'ib al-Nur", "office"),
        ("Lawyers for the families", "anonymous"),
        ("the same statement", "document"),
        ("him", "person"),
    ],
)
def test_a_speakers_kind_goes_by_the_last_word_of_his_name(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_a_date_is_no_speaker() -> None:
    sentence = "The flights were stopped, said the 15 February last."
    assert speakers(sentence, Span(0, len(sentence))) is None


def test_a_warning_of_something_has_its_speaker_and_keeps_its_words() -> None:
    sentence = "The council warned Oman of the cost, since any attack will be answered."
    found = attribution(sentence, Span(0, len(sentence)), words(sentence))
    assert found is not None and found.speaker.head == "council"
    assert found.clause == Span(0, 0)
