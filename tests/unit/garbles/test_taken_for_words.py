"""Names that stand as English words where only a person can, and names torn in two."""

from __future__ import annotations

import pytest

from annotator.garbles.detectors import find_all
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import EntityRecord
from annotator.text import segment

NAMES = Gazetteer(
    [
        EntityRecord("hakim", "Ammar al-Hakim", "person", context=("Iraq",)),
        EntityRecord("najjar", "Fathi al-Najjar", "person", context=("Libya",)),
        EntityRecord("zuppi", "Matteo Zuppi", "person", context=("Italy",)),
        EntityRecord("diarra", "Abdoulaye Diarra", "person", context=("Mali",)),
        EntityRecord("kamalzadeh", "Reza Kamalzadeh", "person", context=("Iran",)),
        EntityRecord("fairweather", "Jane Fairweather", "person", context=("Kenya",)),
        EntityRecord("zawiya", "Zawiya", "place", context=("Libya",)),
        EntityRecord("bassani", "Guido Bassani", "person", context=("Italy",)),
        EntityRecord("talal", "Rashid bin Talal", "person", context=("Oman",)),
        EntityRecord("sidi", "Brahim Ould Sidi Ahmed", "person", context=("Mauritania",)),
        EntityRecord("rahbani", "Salem al-Rahbani", "person", context=("Lebanon",)),
        EntityRecord("lanfranchi", "Chiara Lanfranchi", "person", context=("Italy",)),
        EntityRecord("delaunay", "Pierre Delaunay", "person", context=("France",)),
        EntityRecord("bahri", "Khartoum Bahri", "place", context=("Sudan",)),
    ]
)


def _names(text: str) -> list[tuple[str, str | None]]:
    found = find_all(text, segment.sentences(text), (), NAMES)
    return [(one.quote, one.suggestions[0].name) for one in found if one.category.startswith("garbled")]


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        ("Ammar al-Hakim came to Najaf. Wise said that he would stay.", "Wise", "Ammar al-Hakim"),
        ("Ammar al-Hakim came to Najaf. “We will stay,” replied Wise.", "Wise", "Ammar al-Hakim"),
        ("Cardinal Matteo Zuppi led the mission. The mayor has asked Soups for help.", "Soups", "Matteo Zuppi"),
        ("The head of the union, Fathi the carpenter, refused.", "Fathi the carpenter", "Fathi al-Najjar"),
        ("The army spokesman, General the noble Wanis, denied it.", "the noble Wanis", "Wanis"),
        ("The minister, Abdullah Diarra, left Mali.", "Abdullah Diarra", "Abdoulaye Diarra"),  # one name, two languages
        ("In Libya two men were shot in Corner, he said.", "Corner", "Zawiya"),
        ("The minister of Works, I drive Bassani, was in Rome.", "I drive Bassani", "Guido Bassani"),
        ("The mayor, Clear Lanfranchi, left Italy.", "Clear Lanfranchi", "Chiara Lanfranchi"),
        ("In France the prefect, Stone Delaunay, refused.", "Stone Delaunay", "Pierre Delaunay"),
        ("The prince, Rashid the son of Talal, left Oman.", "Rashid the son of Talal", "Rashid bin Talal"),
        ("Then Brahim Son of Sidi Ahmed spoke.", "Brahim Son of Sidi Ahmed", "Brahim Ould Sidi Ahmed"),
        ("A cleric, Salem the Rahbani, came.", "Salem the Rahbani", "Salem al-Rahbani"),
        ("The leader, Pilgrim Salem al-Rahbani, came.", "Pilgrim Salem al-Rahbani", "Salem al-Rahbani"),
        # Nobody of the gazetteer, but named in the article.
        ("The deputy, Vittoria Semprini, spoke. Then Victory Semprini left.", "Victory Semprini", "Vittoria Semprini"),
        ("The deputy, Carla Boschi, spoke. Then Carla Woods left.", "Carla Woods", "Carla Boschi"),
        ("In Sudan they fled from Khartoum Navy, he said.", "Khartoum Navy", "Khartoum Bahri"),
    ],
)
def test_a_word_where_only_a_name_can_stand_is_put_back(text: str, quote: str, name: str) -> None:
    found = dict(_names(text))
    assert quote in found
    assert (found[quote] or "").endswith(name)


@pytest.mark.parametrize(
    "text",
    [
        "Ammar al-Hakim came to Najaf. The Wise man of the town left, and a wise man he was, said Wise.",
        "Wise said that he would stay.",  # nobody of this meaning is named
        "Ammar al-Hakim read “Wise” and left. Wise Monkeys came.",
        "The head of the union, Peter the carpenter, refused.",
        "Prime Minister the late Wanis Karim was buried.",
        "In Libya they lived in Hope, in the corner of Wanis Street.",
        "“I drive Renaults,” he said. “I lead Bassani and his men.”",
        "Vittoria Semprini spoke in Victory Square; a Stone Age hut stands in Clear Lake.",
        "Karim, the son of Talal, left; Rashid, son of Talal, did not. Salem son of Rahbani came.",
        "He told Salem the Fairweather sank; Alexander the Great won.",
        "The Pilgrim Fathers came, a pilgrim, Salem al-Rahbani, and Pilgrim Rahbani.",
        "The brothers Amadou Koulibaly and Ahmed Koulibaly left.",  # two forms of a name, two people
        "The minister, Ahmed Diarra, left Mali.",
        "The singer, Abdullah Diarra, left Paris.",  # nothing of Mali: somebody else of two common names
    ],
)
def test_words_that_may_be_words_are_passed_over(text: str) -> None:
    assert _names(text) == []


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        ("In Iran the spokesman, Reza Kamal Zadeh, denied it.", "Reza Kamal Zadeh", "Reza Kamalzadeh"),
        ("In Iran the spokesman, Reza Kamal Sadeh, denied it.", "Reza Kamal Sadeh", "Reza Kamalzadeh"),
        ("Reza Kamalzadeh of Iran spoke. Mr. Kamal Zadeh left.", "Kamal Zadeh", "Reza Kamalzadeh"),
        ("The minister, Jane Fair Weather, left Kenya.", "Jane Fair Weather", "Jane Fairweather"),
    ],
)
def test_a_name_torn_in_two_is_put_together(text: str, quote: str, name: str) -> None:
    assert (quote, name) in _names(text)


@pytest.mark.parametrize(
    "text",
    ["In Iran the spokesman, Ali Kamal Zadeh, denied it.", "In Iran Mr. Kamal Zadeh left."],
)
def test_another_persons_name_is_not_put_together(text: str) -> None:
    assert _names(text) == []
