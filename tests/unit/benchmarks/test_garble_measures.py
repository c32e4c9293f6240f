"""What the benchmark of garbles counts as a hit."""

from __future__ import annotations

from annotator.text.spans import Finding
from benchmarks.garble_measures import demetr, engine, wmt


def flag(category: str, start: int, end: int) -> Finding:
    return Finding(start, end, "x" * (end - start), category, "minor", category, "why")


def test_a_flag_is_marked_by_an_error_of_its_matter_anywhere_in_the_segment() -> None:
    errors = [{"cat": "Fluency/Punctuation", "start": 50, "end": 51}]
    assert wmt.is_marked(flag("quotation-marks", 0, 5), errors)
    assert not wmt.is_marked(flag("doubled-words", 0, 5), errors)


def test_a_flag_is_marked_by_any_error_at_its_words() -> None:
    errors = [{"cat": "Accuracy/Addition", "start": 3, "end": 9}, {"cat": "Accuracy/Omission"}]
    assert wmt.is_marked(flag("doubled-words", 0, 5), errors)
    assert not wmt.is_marked(flag("doubled-words", 9, 12), errors)


def test_the_baseline_counts_marks() -> None:
    assert wmt.unbalanced("He said “no and left.") and wmt.unbalanced('"No')
    assert not wmt.unbalanced("He said “no” and left.")


def test_mechanical_are_the_detectors_that_need_no_names() -> None:
    text = "The prime minister, Moustapa Kasimi, said the the talks were off."
    assert {finding.detector for finding in engine.mechanical(text)} == {"doubled-words"}


def test_each_damage_has_its_baseline() -> None:
    assert set(demetr.KINDS) == set(demetr.BASELINES)


def test_a_share_of_nothing_is_none() -> None:
    assert engine.share(1, 2) == "1 of 2 (50.0%)"
    assert engine.share(0, 0) == "none"
