from __future__ import annotations

import pytest

from annotator.garbles.detectors import find_all
from annotator.garbles.passage import About
from annotator.text import segment

from .cast import findings, quotes

KIND = "quotation-marks"


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("“We saw it and we ran,” she said.", []),
        ("“First. ” he said.", ["”"]),
        ("He called it “ ours.", ["“"]),
        ("“They are here and are“ not ours, ”he said.", ["are“ not ours, ”he"]),
        ("She said “no and left.", ["“no and left."]),
        ("No” was the answer.", ["No”"]),
        ('He said "yes and left.', ['"yes and left.']),
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
    assert quotes("“It began at night.\n\nIt ended at noon, he said.", KIND) == ["“It began at night."]


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


@pytest.mark.parametrize(
    ("text", "flagged", "mended"),
    [
        ("“We stayed until the end, he says with a smile.", "“We stayed until the end,", "“We stayed until the end,”"),
        (
            "“The dam will hold, said the engineer, who was there. “But it needs time,” he added.",
            "“The dam will hold,",
            "“The dam will hold,”",
        ),
        ("“Nobody came. We did it alone, the mayor of Kut said.", "“Nobody came. We did it alone,", None),
        ("He said: “The road is closed.", "“The road is closed.", "“The road is closed.”"),
        ("We will stay until the end,” said the minister.", "We will stay until the end,”", None),
        ("He said: The road is closed.” Then he left.", "The road is closed.”", "“The road is closed.”"),
        ('"We stay, he said. "No one goes," she added.', '"We stay,', '"We stay,"'),
    ],
)
def test_the_finding_reaches_to_where_the_lost_mark_stood(text: str, flagged: str, mended: str | None) -> None:
    (finding,) = findings(text, KIND)
    assert finding.quote == flagged
    assert mended is None or finding.suggestions[0].name == mended


@pytest.mark.parametrize(
    ("text", "flagged", "mended"),
    [
        ("The envoy said: « It is time to let go.”", "« It", "“It"),
        ("“The border of the south is here», she told reporters.", "here»", "here”"),
        ("He called it « a trap » and left with the others.", "« a trap »", "“a trap”"),
        ("The guards said „we saw it“ and ran.", "„we saw it“", "“we saw it”"),
        ("The guards said ,,we saw it'' and ran.", ",,we saw it''", "“we saw it”"),
        ("The guards said <<we saw it>> and ran.", "<<we saw it>>", "“we saw it”"),
    ],
)
def test_marks_of_another_language_in_english_copy_are_flagged_with_the_english_ones(
    text: str, flagged: str, mended: str
) -> None:
    (finding,) = findings(text, KIND)
    assert (finding.quote, finding.suggestions[0].name) == (flagged, mended)


@pytest.mark.parametrize(
    "text",
    [
        "“When we came in, he said nothing,” the guard told the court.",
        "“We left. He said that it was late.\n\n“Then the others came,” she said.",
        "The guard said “no” and the others “yes, but later.”",
        "“One,” he said. “Two,” said the others; “three” and “four” came of it.",
        'The guard said "no" and the others said: "Yes."',
    ],
)
def test_quotations_that_are_whole_are_passed_over(text: str) -> None:
    assert quotes(text, KIND) == []


def test_a_quotation_that_its_speaker_ends_is_lost_though_the_next_paragraph_opens_with_another() -> None:
    text = "“We have waited for the water, the mayor said.\n\n“It never came,” his wife said."
    assert quotes(text, KIND) == ["“We have waited for the water,"]


def test_guillemets_are_right_in_an_article_in_french() -> None:
    text = "Le ministre a dit « oui » hier and the others « non » too."
    assert find_all(text, segment.sentences(text), about=About(language="fr")) == []
