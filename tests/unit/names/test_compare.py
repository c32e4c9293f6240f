from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.names import compare


@pytest.mark.parametrize(
    ("garbled", "right", "wrong"),
    [
        ("al-Hasd al-Shabi", "al-Hashd al-Shaabi", "Hassan al-Shati"),
        ("Moustapa Kasimi", "Mustafa al-Kadhimi", "Mustafa Barzani"),
        ("Kassem Suleymani", "Qassem Soleimani", "Qassim al-Araji"),
        ("Netchirvan Barsani", "Nechirvan Barzani", "Masrour Barzani"),
    ],
)
def test_a_garbled_name_is_liker_to_the_right_name_than_to_another(garbled: str, right: str, wrong: str) -> None:
    assert compare(garbled, right).score > compare(garbled, wrong).score + 0.1


def test_the_order_of_the_words_does_not_matter() -> None:
    assert compare("Barzani Masoud", "Masoud Barzani").score == 1.0


def test_a_name_without_spaces_is_the_same_name() -> None:
    assert compare("Nasr Allah", "Nasrallah").score > 0.9
    assert compare("Nasr Allah", "Nasiriyah").score < 0.75


def test_the_parts_of_the_score_are_shown() -> None:
    parts = compare("Kerkouk", "Kirkuk", same_type=True, context=0.5).parts
    assert set(parts) == {"skeleton", "spelling", "coverage", "agreement", "type", "context"}
    assert parts["skeleton"] == 1.0
    assert 0 < parts["spelling"] < 1


def test_shared_context_lifts_and_another_type_lowers_the_score() -> None:
    plain = compare("Kerkouk", "Kirkuk").score
    assert compare("Kerkouk", "Kirkuk", context=1.0).score > plain > compare("Kerkouk", "Kirkuk", same_type=False).score


def test_rare_words_count_more_than_common_ones() -> None:
    weights = {"mhmd": 0.3}
    shares_the_common_word = compare("Mohammed Karim", "Mohammed Zubaydi", weights=weights).score
    shares_the_rare_word = compare("Mohammed Karim", "Yusuf Karim", weights=weights).score
    assert shares_the_rare_word > shares_the_common_word


def test_a_transliteration_matches_its_native_name() -> None:
    assert compare("Barham Salih", "برهم صالح").score > 0.8
    assert compare("Barham Salih", "مصطفى الكاظمي").score < 0.5


def test_a_name_of_ten_thousand_characters_is_compared() -> None:
    assert 0 <= compare("Abd al-Rahman " * 700, "Abd al-Rahman").score <= 1


@given(st.text(max_size=60), st.text(max_size=60))
def test_scores_lie_between_0_and_1_and_do_not_depend_on_the_side(a: str, b: str) -> None:
    score = compare(a, b)
    assert 0 <= score.score <= 1
    assert all(0 <= value <= 1 for value in score.parts.values())
    assert score.score == pytest.approx(compare(b, a).score)
