from __future__ import annotations

import datetime as dt

import pytest

from annotator.claims import splitting
from annotator.garbles.detectors import find_all
from annotator.garbles.passage import About
from annotator.text import segment, zones
from annotator.text.spans import Finding

KIND = "number-clash"
DAY = dt.date(2021, 2, 16)  # a Tuesday


def clashes(text: str) -> list[Finding]:
    """The findings in a text read as the pipeline reads it, published on a Tuesday."""
    found = zones.zones(text)
    sentences = segment.sentences(text, zones=found)
    about = About(published=DAY, claims=splitting.claims(text, sentences, found, published=DAY))
    return [finding for finding in find_all(text, sentences, found, about=about) if finding.category == KIND]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Two killed in market blast\n\n"
         "Three people were killed on Monday when a bomb went off in a market in Kirkuk, police said.\n\n"
         "The road was closed.",
         "Three people"),
        ("Blast in Aleppo kills seven\n\n"
         "A blast in a bakery in Aleppo killed nine people on Sunday, a doctor said.\n\n"
         "The bakery burned down.",
         "nine people"),
        ("Police arrest twelve over port fire\n\n"
         "Police arrested twenty people on Friday over the fire in the port of Basra.\n\n"
         "The fire burned for two days.",
         "twenty people"),
        ("Forty wounded as bus overturns\n\n"
         "A bus overturned near Kut on Tuesday and fourteen people were injured, the hospital said.\n\n"
         "The driver fled.",
         "fourteen people"),
        ("The men were found at dawn.\n\n"
         "Five people were killed in Kirkuk on Monday, the mayor said. The streets were empty.\n\n"
         "Six people were killed in Kirkuk on Monday, the mayor said.",
         "Six people"),
        ("Three people were killed on Sunday: two soldiers and two civilians.",
         "Three people"),
        ("Four men were arrested: two brothers, one cousin and two neighbours.",
         "Four men"),
        ("Five people, including six children, were hurt in the crash on Monday.",
         "six children"),
        ("The army said five of the three hostages had been freed.",
         "five"),
        ("Five rockets hit airport\n\n"
         "Three rockets hit the airport of Baghdad late on Monday, officials said.\n\n"
         "Nobody was hurt.",
         "Three rockets"),
        ("Ten migrants drown off Libya\n\n"
         "Fourteen migrants drowned off the coast of Libya on Thursday, the coast guard said.\n\n"
         "A boat had sunk.",
         "Fourteen migrants"),
    ],
)  # fmt: skip
def test_two_numbers_for_one_thing_are_flagged(text: str, quote: str) -> None:
    [found] = clashes(text)
    assert found.quote == quote and found.severity == "critical"


@pytest.mark.parametrize(
    "text",
    [
        "Two killed in market blast\n\n"
        "Two people were killed on Monday when a bomb went off in a market in Kirkuk.\n\n"
        "Three people were killed there last year.",
        "Two killed in market blast\n\n"
        "At least two people were killed on Monday in a market in Kirkuk.",
        "Five killed in two attacks\n\n"
        "Three people were killed on Monday in Kirkuk and two in Mosul.",
        "Three killed in raid\n\n"
        "A soldier and two civilians were killed on Monday in a raid near Hilla.",
        "Dozens killed in quake\n\n"
        "Forty people were killed on Monday in a quake near Hilla.",
        "Toll of blast rises to eight\n\n"
        "Eight people have died. Earlier, police said that six people were killed.",
        "The ministry said three people were killed on Monday in Kirkuk. The hospital said five people were "
        "killed on Monday in Kirkuk.",
        "Three people were killed on Monday in Kirkuk. Five people were killed on Monday in Mosul.",
        "Three people were killed on Sunday: two soldiers and a civilian.",
        "Three people were killed: two soldiers, one of them an officer, and a guard.",
        "Five people, including two children and three women, were hurt.",
        "Two of the three hostages were freed.",
        "More than 20 hurt in clash\n\n"
        "Twenty-two people were hurt on Monday in a clash in Nasiriyah.",
        "Two soldiers killed in ambush\n\n"
        "Three gunmen were killed on Monday after they had shot two soldiers dead near Hawija.",
        "Two soldiers killed in ambush\n\n"
        "Gunmen killed two soldiers and wounded five people on Monday near Hawija. Three people were "
        "arrested.",
        "Three attacks in a week\n\n"
        "On Monday, 14 rockets hit Erbil. On Saturday four attacks were counted since January.",
        "Protest: two killed\n\n"
        "Security forces shot dead two people on Monday in Nasiriyah. Four protesters were killed on Sunday.",
        "Three people were killed on Monday in Kirkuk. Three more people were killed on Monday in Kirkuk in a "
        "second blast. Six people were killed in all.",
        "He lists three things: one car and 12 guns.",
    ],
)  # fmt: skip
def test_numbers_that_may_both_be_right_are_left_alone(text: str) -> None:
    assert clashes(text) == []


def test_the_reason_names_the_other_number_and_its_place() -> None:
    lead = "Three people were killed on Monday in Kirkuk, police said."
    text = f"Two killed in market blast\n\n{lead}\n\nThe road was closed."
    [headline] = clashes(text)
    assert "“Two” in the head" in headline.reason and headline.suggestions[0].name == "Two"
    [body] = clashes("Five people were killed in Kirkuk on Monday.\n\nSix people were killed in Kirkuk on Monday.")
    assert "“Five people” in paragraph 1" in body.reason
