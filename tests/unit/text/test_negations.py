from __future__ import annotations

import pytest

from annotator.text import negations


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The army did not cross the river."),
        ("fr", "L’armée n’a pas traversé le fleuve."),
        ("it", "L’esercito non ha attraversato il fiume."),
        ("es", "El ejército no cruzó el río."),
        ("de", "Die Armee überquerte den Fluss nicht."),
        ("ar", "لم يعبر الجيش النهر."),
        ("fa", "ارتش از رودخانه عبور نکرد."),
        ("tr", "Ordu nehri geçmedi."),
        ("zh", "军队没有渡河。"),
    ],
)
def test_a_negated_clause_is_told_in_each_language(language: str, sentence: str) -> None:
    assert negations.sure(sentence, language)
    assert negations.is_negative(sentence, language)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Not only the army crossed the river."),
        ("en", "No doubt the army crossed the river."),
        ("fr", "L’armée n’a traversé que le fleuve."),
        ("it", "Non solo l’esercito ha attraversato il fiume."),
        ("es", "No obstante, el ejército cruzó el río."),
        ("de", "Nicht nur die Armee überquerte den Fluss."),
        ("ar", "لا يزال الجيش على النهر."),
        ("ar", "لا شك في أن الجيش عبر النهر."),
    ],
)
def test_what_only_looks_negative_is_not_sure(language: str, sentence: str) -> None:
    assert negations.sure(sentence, language) is None


@pytest.mark.parametrize(
    "sentence", ["He failed to cross.", "It is impossible.", "They left without him.", "An unhappy end."]
)
def test_english_says_no_in_many_ways(sentence: str) -> None:
    assert negations.is_negative(sentence, "en")


def test_a_prefix_of_another_word_negates_nothing() -> None:
    assert not negations.is_negative("The United States imposed an international order.", "en")


def test_of_a_language_without_a_table_nothing_is_said() -> None:
    assert negations.sure("Armia nie przeszła.", "pl") is None and negations.is_negative("Armia przeszła.", "pl")
