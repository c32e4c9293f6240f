from __future__ import annotations

from annotator.text.spans import Zone

from .cast import findings, quotes

KIND = "repeated-lead"
LEAD = "Rockets fell on the base in the north on Monday night, and two people were killed in the attack."
OTHER = "The army said on Tuesday that it had found the place from which the rockets were launched in the hills."


def test_the_zone_of_a_repeated_lead_is_a_finding() -> None:
    text = f"{LEAD}\n{OTHER}\n{LEAD}"
    start = text.rindex(LEAD)
    (finding,) = findings(text, KIND, (Zone("repeated-lead", start, len(text)),))
    assert (finding.start, finding.quote) == (start, LEAD)


def test_a_sentence_that_stands_twice_is_flagged_the_second_time() -> None:
    text = f"{LEAD} {OTHER} Nobody knew more. {OTHER}"
    (finding,) = findings(text, KIND)
    assert (finding.start, finding.quote) == (text.rindex(OTHER), OTHER)


def test_short_formulas_and_quoted_refrains_are_passed_over() -> None:
    refrain = "“We shall stand here until the very last one of us has gone back to the village,” they sang."
    assert quotes(f"{LEAD} He declined to comment. {OTHER} He declined to comment.", KIND) == []
    assert quotes(f"{refrain} {OTHER} {refrain}", KIND) == []
