from __future__ import annotations

import pytest

from annotator.text.values import values


def read(text: str, language: str) -> list[float]:
    return [value.readings[0] for value in values(text, language) if not value.soft]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "deux mille cinq cents soldats et quatre-vingt-dix-sept chars", [2500, 97]),
        ("fr", "vingt et un morts, 2 500 blessés, 103,7 millions d’euros", [21, 2500, 103.7e6]),
        ("fr", "deux, trois ou quatre", [2, 3, 4]),
        ("ar", "وخمسة وعشرون شخصاً و٢٬٥٠٠ جندي", [25, 2500]),
        ("ar", "خمسة عشر ألف نازح وثلاثمئة وخمسون", [15_000, 350]),
        ("fa", "بیست و پنج نفر و دو هزار و پانصد سرباز و ۱۲ تانک", [25, 2500, 12]),
        ("it", "ventidue morti, duemila cinquecento soldati, tremila", [22, 2500, 3000]),
        ("es", "treinta y dos soldados, doscientos cincuenta mil", [32, 250_000]),
        ("de", "zweiundzwanzig Soldaten, zweitausendfünfhundert, 3,5 Millionen", [22, 2500, 3.5e6]),
        ("tr", "iki yüz elli asker, 3,5 milyon", [250, 3.5e6]),
        ("zh", "二十五人，3万人，三百万", [25, 30_000, 3e6]),
        ("en", "two thousand five hundred, $103.7 million, 2.5bn, twenty-four", [2500, 103.7e6, 2.5e9, 24]),
    ],
)
def test_a_number_has_one_value_however_a_language_writes_it(language: str, text: str, wanted: list[float]) -> None:
    assert read(text, language) == wanted


def test_a_mark_that_may_be_decimal_or_thousands_gives_both_readings() -> None:
    [value] = values("2.500 hommes", "fr")
    assert value.readings == (2500.0, 2.5) and value.quote == "2.500"


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "the first, a dozen, an F-16, the 1980s, millions"), ("fr", "une dizaine, le XIXe siècle, des milliers"),
     ("ar", "القرن السادس عشر والسبعينيات")],
)  # fmt: skip
def test_what_is_told_by_the_way_is_soft(language: str, text: str) -> None:
    assert read(text, language) == []


def test_offsets_are_of_the_text_as_given() -> None:
    text = "نحو ٢٬٥٠٠ جندي"
    [value] = values(text, "ar")
    assert text[value.start : value.end] == value.quote == "٢٬٥٠٠"


def test_long_runs_of_digits_and_words_are_read_in_linear_time() -> None:
    assert values("9" * 5_000, "fr")[0].readings == (float("inf"),)
    assert len(values("deux " * 20_000, "fr")) == 20_000
