from __future__ import annotations

import pytest

from annotator.garbles.detectors import find_all
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import AliasRecord, EntityRecord
from annotator.text import segment

from .cast import findings, quotes

KIND = "name-variants"


def test_the_rarer_of_two_spellings_is_flagged() -> None:
    text = "“No,” Lena Zubairi said. Asked again, Lena Zubairi said yes. “Maybe,” Lena Zubari said at last."
    (finding,) = findings(text, KIND)
    assert finding.quote == "Lena Zubari"
    assert finding.suggestions[0].name == "Lena Zubairi"


def test_of_two_equally_frequent_spellings_the_later_is_flagged() -> None:
    text = "“No,” Lena Zubari said. “Maybe,” Lena Zubairi said at last."
    assert quotes(text, KIND) == ["Lena Zubairi"]


def test_a_surname_alone_that_is_nearly_that_of_a_person_is_flagged() -> None:
    text = "President Omar Dabashi spoke on Monday. A letter from Dabash arrived."
    assert quotes(text, KIND) == ["Dabash"]


def test_a_surname_near_a_garbled_name_gets_its_reading() -> None:
    text = "The prime minister of Iraq, Moustapa Kasimi, left. A letter from Kasim arrived."
    (finding,) = findings(text, KIND)
    assert finding.quote == "Kasim"
    assert finding.suggestions[0].name == "Mustafa al-Kadhimi"


def test_two_known_spellings_of_one_person_are_two_spellings() -> None:
    text = "General Esmail Qaani arrived. Later Esmail Ghani left, and Esmail Qaani was seen off."
    assert quotes(text, KIND) == ["Esmail Ghani"]


def test_two_people_are_not_two_spellings() -> None:
    text = "President Omar Dabashi met Minister Karim Dabashi. “Good,” Samir Hariri said; “bad,” Lena Farouk said."
    assert quotes(text, KIND) == []


def test_a_plural_or_an_english_word_is_no_second_spelling() -> None:
    assert quotes("President John Booker spoke. The Bookers left. Book a seat, he said.", KIND) == []


def test_two_known_spellings_of_a_place_or_group_are_two_spellings() -> None:
    gazetteer = Gazetteer(
        [
            EntityRecord("raqqa", "Raqqa", "place", aliases=(AliasRecord("Rakka"), AliasRecord("Al-Raqqa"))),
            EntityRecord("badr", "Badr Organization", "group", aliases=(AliasRecord("Badr Organisation"),)),
            EntityRecord("pmf", "al-Hashd al-Shaabi", "group", aliases=(AliasRecord("Popular Mobilization Forces"),)),
        ]
    )

    def found(text: str) -> list[tuple[str, str]]:
        findings = find_all(text, segment.sentences(text), (), gazetteer)
        return [(finding.quote, finding.suggestions[0].name) for finding in findings if finding.category == KIND]

    assert found("Rakka fell. In Rakka people left; Raqqa burned.") == [("Rakka", "Raqqa"), ("Rakka", "Raqqa")]
    assert found("Raqqa and Al-Raqqa; al-Hashd al-Shaabi and the Popular Mobilization Forces.") == []
    assert found("The Badr Organization and the Badr Organisation.") == []


def test_a_given_name_spelled_apart_is_two_spellings_but_two_people_are_not() -> None:
    assert quotes("Moustafa Zerrouki spoke. Mustafa Zerrouki left.", KIND) == ["Mustafa Zerrouki"]
    assert quotes("Hassan Zerrouki and Hussein Zerrouki spoke. Samir Tahan and Samira Tahan left.", KIND) == []


def test_a_surname_behind_its_article_may_be_less_like() -> None:
    text = "The premier Hamid al-Dabaiba had pledged not to run. Ad-Debibah says the law was made against him."
    assert quotes(text, KIND) == ["Ad-Debibah"]


def test_the_surname_of_the_commoner_spelling_is_not_flagged() -> None:
    text = "Minister Aguib Traboulsi spoke. Minister Aguib Trabulsi left. Traboulsi came back, Trabulsi did not."
    assert quotes(text, KIND) == ["Aguib Trabulsi", "Trabulsi"]


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        (
            "Deputy Boubakar Traoré spoke first. “They are tired,” said Bubacar Traore.",
            "Bubacar Traore",
            "Boubakar Traoré",
        ),
        ("Soumaila Konaté, a union man, sat there. Later Sumaila Conaté left.", "Sumaila Conaté", "Soumaila Konaté"),
        # The first word is an English one, and opens its sentence.
        (
            "Colonel Saeed Khudair Fawzat led them. Said Khodeir Fouzat denied it.",
            "Said Khodeir Fouzat",
            "Saeed Khudair Fawzat",
        ),
        # The spelling of the gazetteer is the right one, though it comes later.
        ("General Esmael Kaany arrived. “No,” said General Esmail Qaani.", "Esmael Kaany", "Esmail Qaani"),
        # A space more, and a space less.
        ("Hossein Mirzadeh led the base. General Mir Zadeh spoke of a mistake.", "Mir Zadeh", "Mirzadeh"),
        ("Davoud Kar Andish was the lawyer. “No appeal,” said Karandish.", "Karandish", "Kar Andish"),
        ("Minister Mahmoud Abdel Shafi was there. “It goes on,” Abdul Shaafi said.", "Abdul Shaafi", "Abdel Shafi"),
    ],
)
def test_a_name_whose_words_all_differ_a_little_is_a_second_spelling(text: str, quote: str, name: str) -> None:
    found = {one.quote: one.suggestions[0].name for one in findings(text) if one.category != "cut-off"}
    assert found == {quote: name}


@pytest.mark.parametrize(
    "text",
    [
        "Minister Hassan Jaburi spoke first. Colonel Hussein Jabouri, his brother, was silent.",
        "Minister Samir Jaburi spoke first. Doctor Samira Jabouri was silent.",
        "Mohamed Ali Koneh spoke first. Mahmoud Ali Koné said nothing.",
        "Minister Omar Abdul Rahman met Colonel Amr Abdel Rahman. “No,” Abd al-Rahman said.",
        "Professor Karim Abu Zaidan was there. “No,” Abuzaidan said.",
        "Hossein Mirzadeh led the base. They met in Mir Zadeh Street.",  # no person's place
        "Reza Alireza led the base. “No,” said Ali Reza.",  # short: a name of two words of its own
        "Said Khodeir came. Colonel Saeed Khudair stayed.",
    ],
)
def test_two_people_and_two_forms_of_good_copy_are_no_second_spelling(text: str) -> None:
    assert quotes(text, KIND) == []


def test_an_owner_or_an_article_is_no_part_of_the_name() -> None:
    (finding,) = findings("Tunisia’s Minister Lena Zubairi spoke. “No,” said Lena al-Zubari.", KIND)
    assert (finding.quote, finding.suggestions[0].name) == ("Lena al-Zubari", "Lena Zubairi")
    (finding,) = findings("Tunisia’s Lena Zubairi spoke and Zubairi left. “No,” said Zubari.", KIND)
    assert (finding.quote, finding.suggestions[0].name) == ("Zubari", "Lena Zubairi")
    assert quotes("Minister Omar al-Dabashi spoke. “No,” said Omar Dabashi.", KIND) == []
