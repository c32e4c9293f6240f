"""What stands below the copy, and short copy that must not be taken for it."""

from __future__ import annotations

import pytest

from annotator.text.zones import zones

HEAD = "Flood gates opened as the river rises"
COPY = [
    "Engineers opened the gates of a dam above the town of Marj on Wednesday, the water authority said.",
    "The gates had not been moved since 2011, when the company that maintained them left the country.",
    "Residents said that the sirens had failed. Neighbours ran from door to door in the dark to wake the old.",
    "The minister of water visited the dam in the afternoon. His ministry had asked for 14 million dinars.",
]


def below_copy(*paragraphs: str) -> list[str]:
    """What lies in zones below the headline and the copy."""
    text = "\n".join([HEAD, *COPY, *paragraphs])
    found = [text[zone.start : zone.end] for zone in zones(text)]
    assert found[0] == HEAD
    return found[1:]


@pytest.mark.parametrize(
    "tail",
    [
        ["(Reporting by Huda Salem)", "All prices are delayed by at least 15 minutes.", "Apps", "© Northern Wire"],
        ["hs/om", "(photo) (video)", "Know more", "The river, a threat announced", "Follow us on Google News"],
        ["Explore further", "The drought took the palms of the valley", "Keywords: dam, river"],
        ["Reuse this content", "Contribute", "The editorial staff advises you"],
        ["The texts of this site may not be copied without a link to the source.", "Top"],
        ["Huda Salem is covering the north. She joined the agency in 2014.", "Advertisement"],
        ["(The headline of this report was written by the staff; the rest comes from a feed.)", "Dear reader,"],
        ["Tagged under", "Marj Libya dams", "Latest from Huda Salem", "The goats of Marj come home"],
        ["First Published: Fri, March 12 2021. 13:15 IST", "Related articles", "Who opened the gates?"],
        ["Huda Salem (Marj, special envoy)", "Add to your selections"],
        ["Edited by: H. S.", "Share"],
    ],
)
def test_a_tail_of_lines_that_no_rule_lists_is_no_copy(tail: list[str]) -> None:
    assert below_copy(*tail) == tail


@pytest.mark.parametrize(
    "tail",
    [
        ["The demands of the people are these:", "Dismissal of the governor", "Repair of the sirens"],
        ["The council published the toll:", "Marj 14 dead", "Kufra 3 dead"],
        ["Marj 14 dead", "Kufra 3 dead", "Sirte 7 dead"],
        ["Nobody believed him", "The wall has four cracks"],
        ["He said he was tired.", "(The names were changed.)"],
        ["She is the correspondent who filmed the raid."],
        ["The documents cannot be published without the consent of the judge, the court ruled."],
        ["The water must not be used without boiling."],
        ["The rate was $1 = 4.48 dinars on Sunday."],
        ["Edited by the censors: 14 articles."],
        ["“Then the lights went out…”"],
        ["The army demands one thing:", "that the gates stay closed", "that the road is opened"],
    ],
)
def test_short_copy_at_the_end_stays_copy(tail: list[str]) -> None:
    assert below_copy(*tail) == []


def test_a_statement_without_a_stop_straight_below_the_copy_stays_copy() -> None:
    statement = "He left the town with 14 men before noon and went to the coast"
    assert below_copy(statement, "Share on Facebook", "© Northern Wire") == ["Share on Facebook", "© Northern Wire"]


def test_a_list_in_the_middle_is_no_row_of_headings() -> None:
    text = "\n".join([HEAD, COPY[0], "The people demand:", "Dismissal of the governor", "New sirens", *COPY[1:]])
    assert len(zones(text)) == 1
