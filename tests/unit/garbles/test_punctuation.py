from __future__ import annotations

import pytest

from annotator.garbles.endings import is_sentence

from .cast import findings, quotes

KIND = "punctuation"
COPY = "The talks began on Monday and went on until late in the night."


@pytest.mark.parametrize(
    ("text", "flagged", "mended"),
    [
        ("He left,, and she stayed.", "left,,", "left,"),
        ("He left the house.. She stayed.", "house..", "house."),
        ("He left the house,. She stayed.", "house,.", "house."),
        ("He left , and she stayed.", "left ,", "left,"),
        ("Who left the house ?", "house ?", "house?"),
        ("He said that they “fire at our houses .” Then he left.", "houses .", "houses."),
        ("The test ( a blood test) was clean.", "( a", None),
        ("The baby 's fetal lungs were weak.", "baby 's", "baby's"),
        ("He left,and she stayed.", "left,and", "left, and"),
        ("He left the house.She stayed there.", "house.She", "house. She"),
        ("The army said it， too.", "it，", "it,"),
        ("He left the^ house.", "the^ house", "the house"),
        ("She took the pain with water,_ which helped.", "water,_ which", "water, which"),
        ("The home- of the tribe was burned.", "home- of", "home of"),
        ("Some 85%' of the men fled.", "85%' of", "85% of"),
        ("He was hit by the, baby.", "the, baby", "the baby"),
        ("The hall is used for a. concert each week.", "a. concert", "a concert"),
        ("He saw it! was late by then.", "it! was", "it was"),
        ("The army brought the idea. to the country.", "idea. to", None),
        ("The men were sent to the; house.", "the; house", "the house"),
        ("The men met in the hall; of the town.", "hall; of", None),
        ("Green was, born in 1946 in the east.", "was, born", "was born"),
        ("He was released on February: 11, 2016.", "February: 11", None),
        ("The agency (AFP said so.", "(AFP", None),
        ("The agency AFP) said so.", "AFP)", None),
        ("It is believed that he will run for the office of president", "president", "president."),
    ],
)
def test_a_damaged_mark_is_flagged_with_its_words(text: str, flagged: str, mended: str | None) -> None:
    (finding,) = findings(text, KIND)
    assert finding.quote.startswith(flagged.split(maxsplit=1)[0])
    assert flagged in finding.quote
    if mended:
        assert finding.suggestions[0].name == mended


@pytest.mark.parametrize(
    "text",
    [
        "He works at Acme Inc., a firm in the U.S., and at Ltd. in Britain.",
        "Wait... what?! No!! “Really?” she asked … and left.",
        "It cost .5 percent more, said the maker of .NET and the .45 pistol.",
        "The score was 2 : 1 and the ratio 16:9 at 10:30 p.m. on page 3.1.2.",
        "See https://example.org/a,b?c=d.Html or mail a.b@example.org, or @desk_.",
        "Booking.com and Amazon.com sell v1.2.3 of Node.js.",
        "Both two- and three-year terms, pre- and postwar, a five- to ten-year plan.",
        "The workers’ rights and the soldiers’ families were kept, rock ’n’ roll too.",
        "He called it ‘a trap’ and left. She called it 'a gift' and stayed.",
        "The, by now famous, case went on. A, B and C came.",
        "The house he came from, a ruin, was made of stone; it fell.",
        "Five were killed; three others were hurt. What next? asked the man.",
        "The question: is it true? Analysis: what comes next.",
        "He is 6'2\" tall. The Rabi' al-Awwal feast (see note 3) begins.",
        "a) the first\nb) the second\n1) the third",
        "We were told to wait . . . and wait, she said.",
        ":) is a smile ;) and so is :-)",
        "iPhone sales rose. eBay fell. The army, al-Qaeda and others fled.",
        "Gov. candidate Smith, Capt. of the team, met Gen. and Mrs. Jones at 5 p.m. on Monday etc. and left.",
        "Rockets strike Baghdad embassy",
        "Xi Jinping writes back to encourage medical team to tell the story of China with action",
        "Singapore's tourism industry recovers strongly, with inbound tourists increasing 19 times",
        "Three killed in attack on the base near Erbil - Reuters",
    ],
)
def test_what_looks_alike_and_is_right_is_passed_over(text: str) -> None:
    assert quotes(text, KIND) == []


def test_a_paragraph_of_copy_without_its_stop_is_flagged_and_headings_are_not() -> None:
    bare = "The army said that it had lost no men in the attack"
    text = f"Rockets hit the base\n\n{COPY}\n\n{bare}\n\nA long night\n\n{COPY}"
    assert quotes(text, KIND) == ["attack"]


def test_a_list_has_no_stops_to_miss() -> None:
    text = f"{COPY}\n\n" + "\n\n".join(
        f"The man who was number {n} has come from the north to the city" for n in "123456"
    )
    assert quotes(text, KIND) == []


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("This is the tenth time since the start of the war that the toll has passed 100", True),
        ("The fire crews finally managed to put out the fire that was burning since noon", True),
        ("Parliament passes budget after months of delay", False),
        ("US strikes hit militia convoy near border, officials say in rare statement on operation in Syria", False),
    ],
)
def test_a_headline_is_told_from_a_sentence(line: str, sentence: bool) -> None:
    assert is_sentence(line) is sentence
