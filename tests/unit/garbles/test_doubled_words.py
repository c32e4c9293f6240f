from __future__ import annotations

import pytest

from .cast import findings, quotes

KIND = "doubled-words"


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("The police said the the men were armed.", ["the the"]),
        ("It is is not clear who fired.", ["is is"]),
        ("In in 2019 the bank closed.", ["In in"]),
        ("They had had been warned before the raid.", ["had had"]),
        ("He said that that the army would withdraw.", ["that that"]),
        ("The United Nations Nations called for calm.", ["Nations Nations"]),
        ("The attack came on Tuesday Tuesday.", ["Tuesday Tuesday"]),
        ("Officials in Iran Iran denied the report.", ["Iran Iran"]),
        ("It was told to the the the the press.", ["the the the the"]),
        ("The vote was held in March 2016 2016.", ["2016 2016"]),
        ("He paid in pounds (GBP) (GBP).", ["GBP) (GBP"]),
        (
            "The president of the republic the president of the republic left.",
            ["The president of the republic the president of the republic"],
        ),
        ("He said he was there he was there at noon.", ["he was there he was there"]),
        ("The head of the house of the head of the town of the head of the land of it fled.", ["head of the"]),
    ],
)
def test_words_and_phrases_that_stand_twice_are_flagged(text: str, flagged: list[str]) -> None:
    found = quotes(text, KIND)
    assert len(found) == len(flagged)
    assert all(part in quote for part, quote in zip(flagged, found, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "He had had enough of the war.",
        "She said that that man was her brother.",
        "What it is is a scandal.",
        "What he does does not matter.",
        "She gave her her passport back.",
        "He came in in May.",
        "It was a very very long night.",
        "Day after day after day the shelling went on.",
        "He tried again and again and failed.",
        "“Fight fight fight!” the crowd shouted.",
        "“I I don’t know,” he said.",
        "“We want bread, we want bread,” they chanted.",
        "Abdullah Abdullah, the former minister, left Kabul.",
        "Sirhan Sirhan was denied parole again.",
        "The spa town of Baden Baden hosted the talks.",
        "They flew to Bora Bora.",
        "The New New York subway plan was dropped.",
        "Actress Fan Bing Bing came.",
        "He said Said Ahmed would come.",
        "May may be the worst month.",
        "A tuk tuk hit the wall.",
        "Two two-year terms are allowed.",
        "Results: 12 12 30 30 44",
        "Iraq\nIraq has closed its border.",
        "Goals for the first team, goals for the first eleven and goals for the first side of the town.",
    ],
)
def test_what_english_doubles_on_purpose_is_passed_over(text: str) -> None:
    assert quotes(text, KIND) == []


def test_the_words_once_are_suggested() -> None:
    (finding,) = findings("The police said the the men were armed.", KIND)
    assert finding.suggestions[0].name == "the"
    assert finding.reason == "“the” stands twice."


def test_in_and_on_are_doubled_by_right_behind_verbs_that_have_them_for_a_part() -> None:
    assert quotes("The talks began on on Monday.", KIND) == ["on on"]
    assert quotes("He arrived in in Beirut with the others.", KIND) == ["in in"]
    assert quotes("They moved in in May, and the talks went on on Monday.", KIND) == []


def test_a_phrase_with_a_preposition_is_doubled_unless_it_is_a_chain() -> None:
    assert quotes("He went to the to the city with his wife.", KIND) == ["to the to the"]
    assert quotes("He leads the wing of the party of the party.", KIND) == ["of the party of the party"]
    assert quotes("They went from day to day to day, on and on and on.", KIND) == []


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("Residents residents of the old town left.", ["Residents residents"]),
        ("He left. Observers observers of the vote said so.", ["Observers observers"]),
        ("“It is the poor who who pay,” she said.", ["who who"]),
        ("Police police the border.", []),
        ("Rose rose to the top.", []),
        ("Guards guard the gate.", []),
        ("Hunter hunter-gatherers lived there.", []),
        ("Mr. Walker walker of dogs.", []),
    ],
)
def test_a_sentence_may_open_with_its_word_twice(text: str, flagged: list[str]) -> None:
    assert quotes(text, KIND) == flagged


@pytest.mark.parametrize(
    "sentence",
    [
        "He thinks that that the army will win.",
        "None accepts that that one of them wins.",
        "On February / February 4 he left.",
        "On Tuesday / Tuesday the court met.",
        "The president the president said so.",
        "He went to to the market.",
        "In Libya / Libya the war goes on.",
        "The army on its side it needs arms.",
        "What do do they want?",
        "He has his hands tied his hands.",
        "He said he said that it was late.",
    ],
)
def test_what_an_engine_told_twice_is_flagged(sentence: str) -> None:
    assert quotes(f"The men had left by noon. {sentence} The road was open.", KIND)


@pytest.mark.parametrize(
    "sentence",
    [
        "He knew that that man lied.",
        "They agree that that is wrong.",
        "He said that that day was his last.",
        "It is clear that that one is false.",
        "The war/peace debate.",
        "On Monday/Tuesday they met.",
        "He had had enough.",
        "In and/or out.",
        "They fear that that will not last.",
        "Those who do do so at night.",
        "He knows that that of his brother is worse.",
    ],
)
def test_what_is_doubled_in_good_english_is_left_alone(sentence: str) -> None:
    assert quotes(f"The men had left by noon. {sentence} The road was open.", KIND) == []
