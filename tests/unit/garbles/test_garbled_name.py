from __future__ import annotations

import pytest

from annotator.garbles.detectors import find_all
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import AliasRecord, EntityRecord
from annotator.text import segment
from annotator.text.spans import Zone

from .cast import findings, quotes

KIND = "garbled-name"


@pytest.mark.parametrize(
    ("text", "quote", "entity"),
    [
        ("Fighters of al-Hasen al-Sabi, a paramilitary force in Iraq, fired back.", "al-Hasen al-Sabi", "hashd"),
        ("The prime minister, Moustapa Kasimi, left Baghdad.", "Moustapa Kasimi", "kadhimi"),
        ("Yesterday the Iranian general Esmayil Kaani flew in.", "Esmayil Kaani", "qaani"),
        ("General Kaany of Iran met them.", "Kaany", "qaani"),  # a surname alone behind a title
        ("In Russia, President Poutine met them.", "Poutine", "putin"),
        ("The president of Iran, Masoud Doctors, met them.", "Masoud Doctors", "pezeshkian"),
        ("Cabinet Leader Moustapa Kasimi left Baghdad.", "Moustapa Kasimi", "kadhimi"),  # behind an office
        ("Iraq: Government President Moustapa Kasimi left.", "Moustapa Kasimi", "kadhimi"),
    ],
)  # fmt: skip
def test_a_garbled_name_is_flagged_with_the_right_reading_first(text: str, quote: str, entity: str) -> None:
    (finding,) = findings(text, KIND)
    assert finding.quote == quote
    assert finding.suggestions[0].entity == entity
    assert finding.suggestions[0].name in finding.reason


@pytest.mark.parametrize(
    "text",
    [
        "Fighters of al-Hashd al-Shaabi, the Popular Mobilization Forces, fired back in Iraq.",  # known spellings
        "General Esmail Ghani of Iran flew in.",
        "The Revolutionary Guard of Iran denied it.",  # the singular of a known name
        "Kadhimi, the prime minister of Iraq, left.",  # a short form
        "Gwendolyn Postlethwaite met Bartholomew Cuthbert in Baghdad.",  # names like nothing known
        "The Iraqi and the Iraqis of Baghdad went north.",  # nationalities
        "Ballads were sung at the air base north of Baghdad.",  # an English word that begins a sentence
        "The White Horse in Washington was full.",
        "The Vietnam News Agency and Iran reported it.",
        "The envoy of China, Wang Qun, met the minister.",  # the words of Qin Gang in another order
        "The cleric Ebrahim Rezaei of Iran spoke.",  # a surname that somebody else has
        "General Kaany of Ruritania met them.",  # nothing of Iran
        "The envoy Boutros Kaany of Iran left. General Kaany met them.",  # named in full
        "The Turkish army and the Sudanese of Iran met.",
        "The Foreign Ministers Kasimi and Bayes of Iraq met; Deputy President of the Republic Kasimi was there.",
        "General Hassan Salami, a footballer from Iran, scored.",  # Hassan is not Hossein
        "The mayor said that a ballad was sung. Near the air base of the north, Ballad was played.",
    ],
)
def test_these_are_not_flagged(text: str) -> None:
    assert quotes(text, KIND) == []


def test_a_single_word_needs_words_around_that_speak_for_it() -> None:
    assert quotes("She recorded with Ballad in Nashville.", KIND) == []


def test_the_surname_of_a_garbled_person_is_flagged_where_it_stands_alone() -> None:
    text = "The prime minister of Iraq, Moustapa Kasimi, left. Later Kasimi came back."
    assert quotes(text, KIND) == ["Moustapa Kasimi", "Kasimi"]


def test_bylines_and_boilerplate_are_left_alone() -> None:
    text = "By Moustapa Kasimi, prime minister of Iraq"
    assert quotes(text, KIND) == ["Moustapa Kasimi"]
    assert quotes(text, KIND, (Zone("byline", 0, len(text)),)) == []


def test_a_spelling_that_a_reader_still_understands_is_less_severe() -> None:
    (understood,) = findings("The prime minister, Mustafa al-Kadhemi, left.", KIND)
    (lost,) = findings("Fighters of al-Hasen al-Sabi, a paramilitary force in Iraq, fired back.", KIND)
    assert (understood.severity, lost.severity) == ("major", "critical")


def test_both_names_around_of_are_found() -> None:
    text = "This was said to the prime minister, Moustapa Kasimi of the International Institute for Strategic Study."
    assert quotes(text, KIND) == ["Moustapa Kasimi"]
    assert quotes(text, "garbled-institution") == ["International Institute for Strategic Study"]


def test_a_particle_of_a_persons_name_that_was_translated_is_found() -> None:
    names = Gazetteer([EntityRecord("leyen", "Ursula von der Leyen", "person", context=("commission",))])
    for text, expected in (
        ("The head of the commission, Ursula of the Leyen, met them.", ["Ursula of the Leyen"]),
        ("The head of the commission, Ursula von der Leyen, met them.", []),
    ):
        assert [finding.quote for finding in find_all(text, segment.sentences(text), gazetteer=names)] == expected


def test_a_letter_more_between_two_that_are_alike_is_found() -> None:
    captain = EntityRecord("adele", "Souleymane Marroré", "person", context=("captain", "Sahel"))
    minister = EntityRecord("b", "Levon Sarganyan", "person", context=("Yerevan",))
    names = Gazetteer([captain, minister])
    for text, expected in (
        ("The captain from the Sahel, Souleymane Marrohré, spoke.", ["Souleymane Marrohré"]),
        ("They met Levon Sarganjan in Yerevan.", ["Levon Sarganjan"]),
    ):
        assert [finding.quote for finding in find_all(text, segment.sentences(text), gazetteer=names)] == expected


@pytest.mark.parametrize("title", ["Lieutenant-Colonel", "Vice-President", "Rear Admiral", "Cardinal", "Monsignor"])
def test_a_title_of_two_words_or_of_the_church_is_no_part_of_the_name(title: str) -> None:
    assert quotes(f"The army of Iraq, said {title} Moustapa Kasimi.", KIND) == ["Moustapa Kasimi"]


def test_a_surname_behind_a_title_written_small_is_judged_as_behind_one_in_capitals() -> None:
    assert quotes("In Iraq the minister Kadimy said no.", KIND) == ["Kadimy"]
    assert quotes("In Iraq the Kadimy company said no.", KIND) == []


AT_LARGE = Gazetteer(
    [
        EntityRecord("griffiths", "Martin Griffiths", "person", context=("envoy", "Yemen")),
        EntityRecord(
            "blinken", "Antony Blinken", "person", context=("United States", "diplomat"),
            aliases=(AliasRecord("Blinken"),),
        ),
        EntityRecord("haaretz", "Haaretz", "institution", context=("newspaper", "Israel")),
        EntityRecord("libya", "Libya", "place", context=("Tripoli",)),
        EntityRecord("brigades", "Revolutionary Guards", "institution", context=("Iran",)),
    ]
)  # fmt: skip


def _at_large(text: str) -> list[tuple[str, str | None]]:
    found = find_all(text, segment.sentences(text), (), AT_LARGE)
    return [(one.quote, one.suggestions[0].entity) for one in found if one.category.startswith("garbled-")]


@pytest.mark.parametrize(
    ("text", "quote", "entity"),
    [
        # a person's surname has no singular
        ("The envoy for Yemen, Martin Griffith, left the town.", "Martin Griffith", "griffiths"),
        # a people before the name is no part of it
        ("The Briton Martin Grifiths, envoy for Yemen, left.", "Martin Grifiths", "griffiths"),
        # five consonants in a row, in copy about America: the state has several names
        ("In Washington the talks went on. He spoke with Bleinken about it.", "Bleinken", "blinken"),
        # "Haarets" is not formed from "Haaret"
        ("The newspaper Haarets of Israel wrote so.", "Haarets", "haaretz"),
    ],
)
def test_names_that_endings_and_peoples_hid(text: str, quote: str, entity: str) -> None:
    assert _at_large(text) == [(quote, entity)]


@pytest.mark.parametrize(
    "text",
    [
        "The Revolutionary Guard of Iran denied it, and Libyans heard of it in Tripoli.",
        "In Ruritania he spoke with Bleinken about it.",  # nothing of America
        "Blinken left Washington, and the Griffiths of Yemen stayed.",
        "The Swede Hans Berg met the Dane Karl Moe in Yemen.",
    ],
)
def test_what_looks_like_such_a_name_is_passed_over(text: str) -> None:
    assert _at_large(text) == []


def test_a_surname_as_the_right_name_has_it_is_right_though_another_spelling_stands_alone() -> None:
    record = EntityRecord(
        "rizi", "Omar al-Rizi", "person", context=("president", "Egypt", "Cairo"), aliases=(AliasRecord("Rizzi"),)
    )

    def found(surname: str) -> list[str]:
        text = f"In Cairo, the president of Egypt, {surname}, spoke on Monday."
        others = [EntityRecord(f"of-kenya-{n}", f"Salem Handal{n}", "person", context=("Kenya",)) for n in "abcdefgh"]
        garbles = find_all(text, segment.sentences(text), (), Gazetteer([record, *others]))
        return [one.quote for one in garbles if one.category == "garbled-name"]

    assert found("Rizie") == ["Rizie"]
    assert found("Rizi") == []
