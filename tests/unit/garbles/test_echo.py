from __future__ import annotations

import pytest

from annotator.garbles.detectors import find_all
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import EntityRecord
from annotator.text import segment

from .cast import findings, quotes

KIND = "echo"


@pytest.mark.parametrize(
    ("text", "flagged", "once"),
    [
        ("The groups in Oman (Oman) could not be controlled.", "Oman (Oman)", "Oman"),
        ("The Islamic State (Islamic State) claimed it.", "Islamic State (Islamic State)", "Islamic State"),
        ("The Popular Forces (the Popular Forces) denied it.", "Popular Forces (the Popular Forces)", "Popular Forces"),
        ("She spoke from Tell el-Amarna (Tell el-Amarna).", "Tell el-Amarna (Tell el-Amarna)", "Tell el-Amarna"),
        ("He spoke of sanctions (sanctions) and left.", "sanctions (sanctions)", "sanctions"),
        ("The groups in Iraq (Iran) could not be controlled.", "Iraq (Iran)", "Iraq"),
    ],
)
def test_brackets_that_repeat_or_contradict_are_flagged(text: str, flagged: str, once: str) -> None:
    (finding,) = findings(text, KIND)
    assert finding.quote == flagged
    assert finding.suggestions[0].name == once


def test_two_numbers_for_one_are_critical() -> None:
    (finding,) = findings("There the three (5) soldiers died.", KIND)
    assert (finding.quote, finding.severity) == ("three (5)", "critical")


@pytest.mark.parametrize(
    "text",
    [
        "The United Nations (UN) and NATO (the alliance) met.",
        "Aleppo (Syria) and Paris (France) are twin towns.",
        "Anna Smith (34) and Bob (the elder) came.",
        "The al-Hashd al-Shaabi (Popular Mobilization) fought.",
        "Turkey (turkey) is a pun.",
        "Three (3) copies were made in Georgia (United States).",
        "Esmail Qaani (Ghani) met Taiwan (China) envoys.",
        "Michael Jordan (Chad) ran. Gold: Ethiopia (Kenya second).",
        "Erbil (Irbil) and Burma (Myanmar) are spelled in two ways.",
        "The function f(x) and the note (1).",
        "Heat one: Iraq (Iran), Kenya (Chad), Oman (Yemen)",
    ],
)
def test_what_brackets_are_for_is_passed_over(text: str) -> None:
    assert quotes(text, KIND) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "the Government of Unity (GNU) (Government of Unity) spoke.",
        "The Forces of Freedom (FF) (Forces of Freedom) left.",
        "He lives in Tehran (Tehran).",
        "the World Bank (BM) (World Bank) lent.",
        "The town of Kut (Kut) is calm.",
        "the Islamic State (IS) (Islamic State) struck.",
        "the talks in Vienna (the talks in Vienna) failed.",
    ],
)
def test_a_name_is_flagged_that_brackets_repeat_behind_its_acronym(sentence: str) -> None:
    assert quotes(f"The men had left by noon. {sentence} The road was open.", KIND)


@pytest.mark.parametrize(
    "sentence",
    [
        "the Government of Unity (GNU) (in Arabic: hukuma) spoke.",
        "the Islamic State (IS, Islamic State in Iraq) struck.",
        "He (Karim) left.",
        "the bank (BM) (the World Bank of old) left.",
    ],
)
def test_brackets_behind_an_acronym_that_say_more_are_left_alone(sentence: str) -> None:
    assert quotes(f"The men had left by noon. {sentence} The road was open.", KIND) == []


def test_a_place_in_the_country_that_it_is_not_in_is_flagged_unless_a_namesake_lies_there() -> None:
    def place(key: str, name: str, country: str) -> EntityRecord:
        return EntityRecord(id=key, name=name, kind="place", description=f"Town in {country}.", context=(country,))

    towns = (place("a", "Zarkesh", "Iran"), place("b", "Mirabad", "Iran"), place("c", "Mirabad", "Pakistan"))
    for text, flagged in (
        ("The road to Zarkesh (Iraq) is closed.", ["Zarkesh (Iraq)"]),
        ("The road to Zarkesh (Iran) is closed.", []),
        ("The road to Mirabad (Pakistan) is closed.", []),
    ):
        found = find_all(text, segment.sentences(text), (), Gazetteer(towns))
        assert [finding.quote for finding in found if finding.category == KIND] == flagged
