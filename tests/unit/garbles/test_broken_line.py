from __future__ import annotations

from annotator.text.spans import Zone

from .cast import findings, quotes

KIND = "broken-line"
OPENING = "The talks began on Monday and went on until late in the night. "


def test_a_break_inside_a_name_is_flagged_with_the_whole_name() -> None:
    text = OPENING + "The plan was made under the Barack administration\nObama ended it after three more years."
    (finding,) = findings(text, KIND)
    assert finding.quote == "Barack administration\nObama"
    assert finding.suggestions[0].name == "Barack Obama administration"
    assert finding.severity == "major"


def test_a_garbled_name_broken_by_a_line_gets_its_reading() -> None:
    text = OPENING + "Nobody had told the prime minister Moustafa\nKazimi about the plan before that night."
    (finding,) = findings(text, KIND)
    assert finding.quote == "Moustafa\nKazimi"
    assert finding.suggestions[0].entity == "kadhimi"


def test_a_break_inside_a_sentence_is_flagged_from_word_to_word() -> None:
    text = OPENING + "Nobody had told the men at the\ngate about the plan before that night."
    assert quotes(text, KIND) == ["the\ngate"]


def test_paragraphs_and_headings_are_not_broken_lines() -> None:
    assert quotes(OPENING + "\nAnother day\n" + OPENING + "\n" + OPENING, KIND) == []


def test_a_text_wrapped_to_a_width_is_not_broken() -> None:
    line = "the men at the gate had heard of it from others who were\n"
    paragraph = "On Monday " + line * 5 + "there too.\n\n"
    assert quotes(paragraph * 4, KIND) == []


def test_a_byline_above_the_text_is_not_a_broken_line() -> None:
    text = OPENING + "Nobody had told the men at\n" + "the gate about the plan before that night."
    cut = text.index("\n")
    assert quotes(text, KIND) == ["at\nthe"]
    assert quotes(text, KIND, (Zone("boilerplate", 0, cut),)) == []


def test_a_name_whose_first_part_stands_on_a_line_of_its_own_is_put_together() -> None:
    (finding,) = findings(OPENING + "\nBarack\nObama surprised everyone at the talks that night.", KIND)
    assert finding.quote == "Barack\nObama"
    assert finding.suggestions[0].name == "Barack Obama"
    assert finding.severity == "major"


def test_a_list_of_names_and_a_heading_that_ends_in_one_are_not_broken() -> None:
    assert quotes(OPENING + "\nBarack\nObama\nBalad", KIND) == []
    assert quotes(OPENING + "\nThe plan of Barack Obama\nObama surprised everyone at the talks.", KIND) == []
