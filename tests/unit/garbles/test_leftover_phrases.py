from __future__ import annotations

import pytest

from .cast import findings, quotes

KIND = "leftover"


@pytest.mark.parametrize(
    ("text", "words", "english"),
    [
        ("The dam broke at night.\n\nLire aussi: The dam was old", "Lire aussi", "Read also"),
        ("The dam broke at night.\n\nLeggi anche: The dam was old", "Leggi anche", "Read also"),
        ("The dam broke at night.\n\nLesen Sie auch: The dam was old", "Lesen Sie auch", "Read also"),
        ("The agency counts plus de three hundred houses.", "plus de", "more than"),
        ("It was paid by moins de 20 firms.", "moins de", "fewer than"),
        ("“No,” said the on. Carla Bruni of the League.", "on.", "MP"),
        ("“It is too late,” declared sen. Paolo Neri, the leader.", "sen.", "Sen."),
        ("They were defended by the avv. Rosa Conti in Bari.", "avv.", "lawyer"),
        ("A paper close to the Sepah wrote so.", "Sepah", "Revolutionary Guards"),
        ("The figures of the Viminale were read.", "Viminale", "Interior Ministry"),
    ],
)
def test_a_phrase_of_words_that_english_has_is_flagged_with_its_english(text: str, words: str, english: str) -> None:
    assert (words, english) in [(one.quote, one.suggestions[0].name) for one in findings(text, KIND)]


@pytest.mark.parametrize(
    "text",
    [
        "The show goes on. Carla Bruni sang, and he said: come on. Paolo Neri left.",
        "He won 20 plus de Gaulle's medal.",
        "Sepah Street was closed, and Viminale Hill too.",
        "He wrote that it could be read, and that he would read it.",
    ],
)
def test_the_same_letters_in_english_are_let_stand(text: str) -> None:
    assert quotes(text, KIND) == []


@pytest.mark.parametrize(
    ("text", "words", "english"),
    [
        (
            "The fishermen won before the Tar della Puglia.",
            "Tar della Puglia",
            "regional administrative court of Puglia",
        ),
        ("The money was found by the Agenzia delle Entrate.", "Agenzia delle Entrate", "revenue agency"),
        ("The mayor lost before the Tribunal administratif.", "Tribunal administratif", "administrative court"),
        ("The Cour d'assises heard the baker.", "Cour d'assises", "assize court"),
    ],
)
def test_courts_and_offices_have_their_english(text: str, words: str, english: str) -> None:
    assert (words, english) in [(one.quote, one.suggestions[0].name) for one in findings(text, KIND)]


@pytest.mark.parametrize(
    "text",
    [
        "Tar Creek is long, and the tar of the road is old.",
        "The Agenzia delle Entrate (revenue agency) found it.",
        "They call it “Tribunal administratif” there.",
    ],
)
def test_courts_that_are_explained_or_quoted_are_let_stand(text: str) -> None:
    assert not [quote for quote in quotes(text, KIND) if quote[0].isupper()]
