from __future__ import annotations

import pytest

from annotator.garbles.detectors import find_all
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import EntityRecord
from annotator.text import segment

from .cast import quotes

KIND = "leftover"


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("PRISTINA, 27 SET - The border is closed, and the talks went on all day.", "SET"),
        ("(ANSA) - ROMA, 3 GEN 2021 - The ship has left the port in the north.", "GEN"),
        ("The budget will be put to the vote in Bahman, he said.", "Bahman"),
        ("The plant was closed on 3 Farvardin 1400, he said.", "Farvardin 1400"),
        ("The court will meet again at the end of Shahrivar, he said.", "Shahrivar"),
        ("The ration was cut on 12 Mehr, he said.", "Mehr"),
        ("Prices have doubled since Ordibehesht, he said.", "Ordibehesht"),
        ("The works began in Bahman; they ended a year later.", "Bahman"),
        ("The dam was built “in Farvardin” and broke at once.", "Farvardin"),
        ("The well was dug in the winter of 1395; Tehran paid for it.", "1395"),
    ],
)
def test_a_month_of_another_language_or_calendar_is_flagged(text: str, month: str) -> None:
    assert month in quotes(text, KIND)


@pytest.mark.parametrize(
    "text",
    [
        "They marched on 22 Bahman, the revolution's day, and on 13 Aban.",
        "The film of Bahman Ghobadi was shown, and that of Bahman too.",
        "The plant was closed in Bahman (January), he said.",
        "He lives on Mehr Street; in Aban the fuel rose.",
        "He won 2 SET matches. A chess SET - of 32 pieces - was sold.",
        "The DIC of the agency spoke on 27 September.",
    ],
)
def test_names_feasts_and_what_is_explained_are_passed_over(text: str) -> None:
    assert quotes(text, KIND) == []


TEBBOUNE = Gazetteer(
    [
        EntityRecord("tebboune", "Abdelmadjid Tebboune", "person", context=("Algeria",)),
        EntityRecord("macron", "Emmanuel Macron", "person", context=("France",)),
        EntityRecord("sadr", "Muqtada al-Sadr", "person", context=("Iraq",)),
    ]
)


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("In Algeria M. Tebboune promised it.", ["M. Tebboune"]),  # no full name in the text: the gazetteer has it
        ("In Iraq M. Sadr promised it.", []),  # his own initial
        ("The author M. Delacroix promised it.", []),
        ("The market of Sidi M'hamed was closed by the police.", []),
    ],
)
def test_the_french_title_is_told_from_an_initial_by_who_is_known(text: str, flagged: list[str]) -> None:
    found = find_all(text, segment.sentences(text), (), TEBBOUNE)
    assert [one.quote for one in found if one.category == KIND] == flagged


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("The plant was closed on Mordad 12, two days after the fire.", "Mordad 12"),
        ("They will vote between Tir 3 and Tir 9, he said.", "Tir 9"),
        ("In Kabul the bank opened on 4 Jawza, he said.", "Jawza"),
        ("The camp was hit on 12 Haziran, he said.", "12 Haziran"),
        ("They left on 3 Tishreen al-Thani, he said.", "3 Tishreen al-Thani"),
    ],
)
def test_a_day_behind_the_month_and_the_months_of_the_neighbours_are_read(text: str, month: str) -> None:
    assert month in quotes(text, KIND)


@pytest.mark.parametrize(
    "text",
    [
        "They marched on Bahman 22, the revolution's day.",
        "Mehr 24 reported it, and the mayor of Asad spoke of 4 Jawza.",  # no Afghanistan, no day of ours
        "They won by Mehr 2-1.",
    ],
)
def test_feasts_and_figures_behind_a_month_are_passed_over(text: str) -> None:
    assert quotes(text, KIND) == []


@pytest.mark.parametrize(
    "text",
    [
        "The mill near Tehran was closed on 17 Day, he said.",
        "In Iran the fair runs until the 9 Day and the bakers are happy.",
        "The road to Tehran was blocked on 5 Day 1401, he said.",
    ],
)
def test_dey_as_the_english_word_behind_its_day_is_flagged(text: str) -> None:
    assert [quote.split()[0].strip(",") for quote in quotes(text, KIND)] == ["Day"]


@pytest.mark.parametrize(
    "text",
    [
        "The mill near Lyon was closed on 17 Day, he said.",
        "He came to Tehran on Labor Day, and left on Day 9 of the fair.",
        "The fair of Tehran runs from 9 Day Street to the park.",
    ],
)
def test_other_days_are_let_stand(text: str) -> None:
    assert quotes(text, KIND) == []
