"""What stands above the copy: sections, headlines, decks, and leads that must not be taken for them."""

from __future__ import annotations

import pytest

from annotator.text.zones import zones

HEAD = "Flood gates opened as the river rises over the banks"
LEAD = (
    "Engineers opened the gates of a dam above the town of Marj on Wednesday, and some 1,200 people were told to leave "
    "two villages below it, the water authority said."
)
COPY = [
    "The gates had not been moved since 2011, when the company that maintained them left the country.",
    "Residents said that the sirens had failed. Neighbours ran from door to door in the dark to wake the old.",
    "The minister of water visited the dam in the afternoon. His ministry had asked for 14 million dinars.",
]


def above_copy(*paragraphs: str) -> list[str]:
    """What lies in zones of a text that goes on with the lead and the copy."""
    text = "\n".join([*paragraphs, LEAD, *COPY])
    found = zones(text)
    assert all(zone.end <= text.index(LEAD) for zone in found)
    return [text[zone.start : zone.end] for zone in found]


@pytest.mark.parametrize("section", ["Politics", "LIBYA / WEATHER", "Home > World > Libya", "News » Libya", "Share"])
def test_a_headline_may_stand_below_the_line_of_its_section(section: str) -> None:
    assert above_copy(section, HEAD) == [section, HEAD]


@pytest.mark.parametrize(
    "deck",
    [
        "Engineers opened the gates of the dam above Marj, and 1,200 people were told to leave two villages.",
        "The authority speaks of the worst night in ten years",
    ],
)
@pytest.mark.parametrize("line", [[], ["By Huda Salem"], ["Entry: 12.03.2021 - 08:47"], ["Font size", "12 March 2021"]])
def test_a_deck_says_what_the_copy_says_again(deck: str, line: list[str]) -> None:
    assert above_copy(HEAD, deck, *line) == [HEAD, deck, *line]


def test_a_deck_behind_a_word_in_capitals_stands_above_the_byline() -> None:
    deck = "REPORT In the valley of Marj the peasants sell their cattle at half price and take the road to the capital."
    assert above_copy(HEAD, deck, "By Huda Salem") == [HEAD, deck, "By Huda Salem"]


@pytest.mark.parametrize(
    "lead",
    [
        "The river rose four metres in a night.",
        "Nobody was warned before the gates were opened.",
        "Three bridges were washed away, and the road to the coast is closed.",
        "“We had no choice,” the head of the authority said on Wednesday.",
        "- The road to the coast is closed between Marj and the harbour",
        "A curfew begins at nine in the evening in all towns along the river.",
    ],
)
@pytest.mark.parametrize("line", [[], ["By Huda Salem"]])
def test_a_lead_of_one_short_sentence_is_copy(lead: str, line: list[str]) -> None:
    assert above_copy(HEAD, lead) == [HEAD]
    assert above_copy(HEAD, *line, lead) == [HEAD, *line]


@pytest.mark.parametrize(
    "line",
    [
        "Our correspondent Huda Salem | 12.03.2021 | 07h05",
        "Huda Salem · Marj · 12 March 2021",
        "12/03/2021 | 08:47 | Reading time: 4 min",
        "Publication time: 21 Esfand 1399 - 10:22 | News code: 1142078",
    ],
)
def test_a_line_of_names_stamps_and_labels_is_no_copy(line: str) -> None:
    assert above_copy(HEAD, line) == [HEAD, line]


def test_a_summary_above_the_byline_is_no_lead_unless_it_names_its_source() -> None:
    summary = "In the night the containers of two blocks burned. The cause is unclear."
    assert above_copy(HEAD, summary, "By Huda Salem") == [HEAD, summary, "By Huda Salem"]
    lead = "Two blocks of the camp burned in the night, the fire brigade said."
    assert above_copy(HEAD, lead, "By Huda Salem") == [HEAD, "By Huda Salem"]


@pytest.mark.parametrize(
    "dateline",
    ["VLADIKAVKAZ, March 14. /TASS/.", "Pasto (Colombia), 13 Mar (EFE).-", "(AGI-SUD) - Kut (Wasit), 22 FEB -"],
)
def test_datelines_of_more_agencies(dateline: str) -> None:
    text = "\n".join([HEAD, f"{dateline} {LEAD}", *COPY])
    assert [text[zone.start : zone.end] for zone in zones(text)] == [HEAD, dateline]


@pytest.mark.parametrize(
    "stamp",
    [
        "First Published: Fri, March 12 2021. 13:15 IST",
        "11 March 2021 (change on 11 March 2021 | 18:02)",
        "Published yesterday at 5:40 p.m., updated at 9:02 a.m.",
        "Date: 13.03.2021 08:11 Uhr",
    ],
)
def test_a_line_of_moments_only_is_no_copy(stamp: str) -> None:
    assert above_copy(HEAD, stamp) == [HEAD, stamp]
