"""A translation beside its source. The stories are made up."""

from __future__ import annotations

import pytest

from annotator.garbles.detectors import find_all
from annotator.garbles.passage import About
from annotator.text import segment
from annotator.text.spans import Finding

FRENCH = (
    "Un pont s’est effondré mardi soir près de Varsolles, faisant dix-sept blessés selon les pompiers.",
    "« Nous avons entendu un grand bruit et puis plus rien », raconte Amélie Dussart, une habitante du quartier.",
    "Le maire Olivier Tessandier n’a pas voulu donner la cause de l’accident.",
    "Environ 2 500 véhicules passaient chaque jour sur cet ouvrage construit en 1968.",
    "Une enquête a été ouverte par le parquet de la ville voisine.",
)
ENGLISH = (
    "A bridge collapsed on Tuesday evening near Varsolles, leaving seventeen people hurt, according to the fire "
    "brigade.",
    "“We heard a loud noise and then nothing more,” says Amélie Dussart, who lives in the district.",
    "The mayor, Olivier Tessandier, did not want to give the cause of the accident.",
    "About 2,500 vehicles crossed the bridge every day, which was built in 1968.",
    "An investigation was opened by the prosecutors of the neighbouring town.",
)
ARABIC = (
    "انهار جسر مساء الثلاثاء قرب بلدة الرمادة وأصيب سبعة عشر شخصاً.",
    "وقال الشاهد كريم الدباغ إن الصوت كان قوياً جداً في الحي كله.",
    "ولم يكشف رئيس البلدية عن سبب الحادث.",
    "وكانت نحو ٢٥٠٠ سيارة تعبر الجسر كل يوم منذ بنائه.",
)
FROM_ARABIC = (
    "A bridge collapsed on Tuesday evening near the town of Ramada and seventeen people were hurt.",
    "The witness Karim al-Dabbagh said the noise was very loud in the whole district.",
    "The mayor did not reveal the cause of the accident.",
    "About 2,500 cars had crossed the bridge every day since it was built.",
)


def compared(
    sentences: tuple[str, ...], source: tuple[str, ...] = FRENCH, language: str | None = "fr"
) -> list[Finding]:
    """What the detectors of the source find, sentences a line each."""
    text = "\n".join(sentences)
    about = About(source="\n".join(source), source_language=language)
    found = find_all(text, segment.sentences(text), about=about)
    return [finding for finding in found if finding.category.startswith("source-")]


def damaged(number: int, old: str, new: str, sentences: tuple[str, ...] = ENGLISH) -> tuple[str, ...]:
    assert old in sentences[number]
    return (*sentences[:number], sentences[number].replace(old, new), *sentences[number + 1 :])


def test_a_right_translation_is_left_alone() -> None:
    assert compared(ENGLISH) == []
    assert compared(FROM_ARABIC, ARABIC, "ar") == []


def test_without_a_source_nothing_is_compared() -> None:
    text = "\n".join(damaged(0, "seventeen", "seventy"))
    assert [f for f in find_all(text, segment.sentences(text)) if f.category.startswith("source-")] == []


@pytest.mark.parametrize(
    ("number", "old", "new", "kind", "quote", "words"),
    [
        (0, "seventeen", "seventy", "source-numbers", "seventy", "dix-sept"),
        (3, "2,500", "2,300", "source-numbers", "2,300", "2 500"),
        (3, "1968", "1986", "source-numbers", "1986", "1968"),
        (2, "Olivier Tessandier", "Marcel Bonvouloir", "source-names", "Marcel Bonvouloir", "Olivier Tessandier"),
        (2, "did not want", "wanted", "source-negation", "", "n’a pas"),
        (4, "was opened", "was not opened", "source-negation", "not", "Une enquête a été ouverte"),
    ],
)
def test_damage_is_found_and_the_reason_names_the_sources_words(  # noqa: PLR0917 - the columns
    number: int, old: str, new: str, kind: str, quote: str, words: str
) -> None:
    sentences = damaged(number, old, new)
    [found] = compared(sentences)
    assert found.category == kind and words in found.reason
    assert found.quote == (quote or sentences[number])


@pytest.mark.parametrize(
    ("number", "old", "new", "kind", "words"),
    [
        (0, "seventeen", "seven", "source-numbers", "سبعة عشر"),
        (3, "2,500", "25,000", "source-numbers", "٢٥٠٠"),
        (1, "Karim al-Dabbagh", "Tewfik Mansour", "source-names", "كريم الدباغ"),
        (2, "did not reveal", "revealed", "source-negation", "ولم"),
    ],
)
def test_arabic_is_compared_by_value_by_sound_and_by_particle(
    number: int, old: str, new: str, kind: str, words: str
) -> None:
    [found] = compared(damaged(number, old, new, FROM_ARABIC), ARABIC, None)  # the script tells the language
    assert found.category == kind and words in found.reason


def test_a_number_that_was_left_out_is_named() -> None:
    [found] = compared(damaged(3, "About 2,500 vehicles", "Many vehicles"))
    assert found.category == "source-numbers" and "“2 500” (2,500)" in found.reason


def test_words_that_are_no_longer_quoted_are_found() -> None:
    [found] = compared(
        damaged(
            1,
            "“We heard a loud noise and then nothing more,” says",
            "They heard a loud noise and then nothing more, says",
        )
    )
    assert found.category == "source-quotation" and "Nous avons entendu" in found.reason


def test_a_dropped_sentence_is_named_at_the_word_before_the_gap() -> None:
    [found] = compared((*ENGLISH[:2], *ENGLISH[3:]))
    assert found.category == "source-sentences" and found.quote == "district." and "Olivier Tessandier" in found.reason


def test_an_added_sentence_is_flagged_itself() -> None:
    added = "The government in the capital has announced a plan for all bridges of the country."
    [found] = compared((*ENGLISH[:4], added, *ENGLISH[4:]))
    assert found.category == "source-sentences" and found.quote == added


def test_a_sentence_left_as_it_was_is_flagged() -> None:
    found = compared((*ENGLISH[:4], FRENCH[4]))
    assert [finding.category for finding in found] == ["source-untranslated"] and found[0].quote == FRENCH[4]
    found = compared((*FROM_ARABIC[:2], ARABIC[2], FROM_ARABIC[3]), ARABIC, "ar")
    assert [finding.category for finding in found] == ["source-untranslated"]


def test_a_source_of_another_story_says_nothing() -> None:
    other = (
        "Le marché aux fleurs ouvre ses portes dimanche.",
        "Les visiteurs y trouveront des roses et des lilas.",
    ) * 8
    assert not [finding for finding in compared(ENGLISH, other) if finding.category == "source-sentences"]


@pytest.mark.parametrize(
    ("language", "source"),
    [
        ("it", "Il comandante non ha confermato la morte di ventidue soldati a Corvaneto."),
        ("es", "El comandante no confirmó la muerte de veintidós soldados en Corvaneto."),
        ("de", "Der Kommandant bestätigte den Tod von zweiundzwanzig Soldaten in Corvaneto nicht."),
        ("fa", "فرمانده مرگ بیست و دو سرباز در کوروانتو را تأیید نکرد."),
        ("tr", "Komutan Corvaneto'da yirmi iki askerin ölümünü doğrulamadı."),
    ],
)
def test_numbers_and_negation_hold_for_other_languages_too(language: str, source: str) -> None:
    right = "The commander did not confirm the death of twenty-two soldiers in Corvaneto."
    assert compared((right,), (source,), language) == []
    [number] = compared((right.replace("twenty-two", "thirty-two"),), (source,), language)
    [negation] = compared((right.replace("did not confirm", "confirmed"),), (source,), language)
    assert (number.category, negation.category) == ("source-numbers", "source-negation")
