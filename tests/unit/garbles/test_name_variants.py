from __future__ import annotations

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
