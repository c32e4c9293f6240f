from __future__ import annotations

import pytest

from .cast import findings, quotes

KIND = "quotation-marks"


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("“We saw it and we ran,” she said.", []),
        ("“First. ” he said.", ["”"]),
        ("He called it “ ours.", ["“"]),
        ("“They are here and are“ not ours, ”he said.", ["are“ not ours, ”he"]),
        ("She said “no and left.", ["“no"]),
        ("No” was the answer.", ["No”"]),
        ('He said "yes and left.', ['"yes']),
        ('He said "yes" and "no".', []),
        ("„So ist es“, sagte er.", []),
        ("Il a dit « oui » hier.", []),
        ("He “calls it ‘a trap’ now” and left.", []),
        ("“One.” “Two.”", []),
        ('He is 6\'2" tall and the board is 2" x 4".', []),
        ('He is 6\'2" and "tall.', ['"tall.']),
        ("“When did it begin, and who was there at the time?", []),
    ],
)
def test_marks_that_do_not_pair_or_touch_the_wrong_word_are_flagged(text: str, flagged: list[str]) -> None:
    assert quotes(text, KIND) == flagged


def test_a_quotation_may_open_each_paragraph_and_close_the_last() -> None:
    assert quotes("“It began at night.\n\n“It ended at noon,” he said.", KIND) == []
    assert quotes("“It began at night.\n\nIt ended at noon, he said.", KIND) == ["“It"]


def test_the_reason_says_what_is_wrong() -> None:
    (finding,) = findings("She said “no and left.", KIND)
    assert finding.reason == "The quotation never closes in its paragraph."
    assert finding.severity == "minor"


def test_a_run_of_marks_without_a_space_is_not_copied_for_each_of_them() -> None:
    found = quotes("“" * 3_000, KIND)
    assert len(found) > 2_000
    assert max(len(quote) for quote in found) <= 201


def test_marks_on_the_wrong_side_are_put_right() -> None:
    (finding,) = findings("“They are here and are“ not ours, ”he said.", KIND)
    assert finding.suggestions[0].name == "are “not ours,” he"
