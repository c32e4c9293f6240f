"""Set phrases of the press in French, Italian, Arabic and Persian, put into English word for word."""

from __future__ import annotations

import pytest

from .cast import quotes

KIND = "literal"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Brussels took act of the resignation on Thursday.", "took act of"),
        ("Two passers-by fell to free shooters near the bridge.", "free shooters"),
        ("The former mayor is pursued for embezzlement.", "pursued"),
        ("The speaker will assure the interim until the vote.", "assure the interim"),
        ("Three experimented negotiators left the team.", "experimented"),
        ("The prosecutor ordered the kidnapping of the trawler.", "kidnapping"),
        ("The clan's treasurer finished in handcuffs on Tuesday.", "finished in handcuffs"),
        ("Repairs at the port are going on foot and leg.", "on foot and leg"),
        ("Delegates of the two estuary countries walked out.", "the two estuary countries"),
        ("The militia adopted the attack on its channel.", "adopted"),
        ("Guards fired tear-bringing gas at the pensioners.", "tear-bringing gas"),
        ("A deputy from Qom ate regret over the delay.", "ate regret"),
        ("Whatever the court says, our neck is thinner than a hair.", "our neck is thinner than a hair"),
        ("The lawyers of parliament passed the budget.", "The lawyers of parliament"),
    ],
)
def test_a_set_phrase_put_into_english_word_for_word_is_flagged(text: str, words: str) -> None:
    assert quotes(text, KIND) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Brussels took note of the act of Parliament.",
        "Two of the best free throw shooters play for Tunis.",
        "The former mayor was pursued by two dogs.",
        "The speaker assured the interim government of his support.",
        "The chemists experimented for three years.",
        "The kidnapping of the trawler's captain shocked the port.",
        "The race finished in rain on Tuesday.",
        "He was hurt on the foot and the leg.",
        "The estuary is shared by two countries.",
        "The militia adopted the attack plan of its rivals, and the council adopted a budget.",
        "The tearful guards left; gas was bringing tears to their eyes.",
        "A deputy from Qom ate lunch and voiced regret.",
        "His neck is thinner than that of his brother.",
        "The lawyers of the parliamentary party passed by.",
        "The journey passed from stage to stage, and the witness passed to the left.",
        "The fight led to the fall of the city; the new device was put in the hall.",
    ],
)
def test_what_looks_like_one_and_is_english_is_let_stand(text: str) -> None:
    assert quotes(text, KIND) == []
