"""Sentences: where they end, and what must not end one."""

from __future__ import annotations

import pytest

from annotator.text.segment import sentences
from annotator.text.spans import Zone
from tests.support.work import steps


def quotes(text: str, language: str = "en", zones: tuple[Zone, ...] = ()) -> list[str]:
    return [sentence.of(text) for sentence in sentences(text, language, zones)]


def test_a_line_broken_inside_a_name_is_joined() -> None:
    text = "The envoy flew in at noon. He praised the deal signed under the Barham\nSalih recalled the talks of May."
    assert quotes(text) == [
        "The envoy flew in at noon.",
        "He praised the deal signed under the Barham\nSalih recalled the talks of May.",
    ]


def test_a_line_broken_before_a_small_letter_is_joined() -> None:
    assert quotes("The convoy was hit by\ntwo bombs near Kut. Nobody died.") == [
        "The convoy was hit by\ntwo bombs near Kut.",
        "Nobody died.",
    ]


def test_a_line_that_begins_with_a_comma_goes_on() -> None:
    assert quotes("The governor, Latif Salman\n, resigned. He left Kut.") == [
        "The governor, Latif Salman\n, resigned.",
        "He left Kut.",
    ]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The provincial council of Wasit has voted to close the old\n"
        "bridge across the river for the length of the winter. Engineers\n"
        "Salim and Hadi had found cracks in three of its pillars in\n"
        "October. Traffic will be led across the army's pontoon, which\n"
        "Governor Latif opened last year.\n"
    )
    assert len(quotes(text)) == 3


@pytest.mark.parametrize("heading", ["Empty shelves", "Who pays?", "A city without light"])
def test_a_heading_without_a_stop_stands_alone(heading: str) -> None:
    text = f"The market opened late.\n{heading}\nTraders blamed the curfew for it."
    assert quotes(text) == ["The market opened late.", heading, "Traders blamed the curfew for it."]


def test_a_blank_line_ends_a_sentence_even_in_mid_flow() -> None:
    assert quotes("The talks broke off without\n\na date for the next round.") == [
        "The talks broke off without",
        "a date for the next round.",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The U.S. embassy in Baghdad was closed on Feb. 3.",
        "Mr. Karim met Gen. Latif and Lt. Col. Amin at 10 a.m. near the gate.",
        "The price rose by 2.5 percent to $3.75 a litre.",
        "J. R. Hadi signed for the Basra Oil Co. in May.",
        "He shouted “Stop! Go back!” and then he ran.",
    ],
)
def test_abbreviations_initials_and_decimals_end_nothing(sentence: str) -> None:
    assert quotes(f"{sentence} The rest is known.") == [sentence, "The rest is known."]


def test_an_acronym_before_a_new_sentence_ends_the_old_one() -> None:
    assert quotes("They flew home to the U.S. The base stayed open.") == [
        "They flew home to the U.S.",
        "The base stayed open.",
    ]


def test_a_quotation_of_several_sentences_stays_with_its_speaker() -> None:
    text = "“We saw smoke. Then the wall fell,” a guard said. Nobody else spoke."
    assert quotes(text) == ["“We saw smoke. Then the wall fell,” a guard said.", "Nobody else spoke."]


def test_items_of_a_list_in_one_line_are_apart() -> None:
    assert quotes("1. Close the gate 2. Call the guard 3. Wait") == [
        "1. Close the gate",
        "2. Call the guard",
        "3. Wait",
    ]


def test_arabic_and_french_sentences_end_at_their_own_marks() -> None:
    assert quotes("من أغلق الجسر؟ لا أحد يعرف. عاد الهدوء.", "ar") == ["من أغلق الجسر؟", "لا أحد يعرف.", "عاد الهدوء."]
    assert quotes("Le pont est fermé. M. Hadi l'a dit « hier soir ». Il rouvrira.", "fr") == [
        "Le pont est fermé.",
        "M. Hadi l'a dit « hier soir ».",
        "Il rouvrira.",
    ]


def test_the_edge_of_a_zone_ends_a_sentence() -> None:
    text = "ERBIL (AFP) - Two rockets fell."
    assert quotes(text, zones=(Zone("dateline", 0, 13),)) == ["ERBIL (AFP) -", "Two rockets fell."]


@pytest.mark.parametrize("text", ["", " \n\t ", "\ud800", "a\ud800b. C\udfff.", "\x00\x01\x02", "?!…", "😀. É́a."])
def test_odd_texts_give_spans_that_lie_inside(text: str) -> None:
    for sentence in sentences(text):
        quote = sentence.of(text)
        assert quote == quote.strip() != ""


@pytest.mark.parametrize("unit", ["word ", "“a b. ", "a", "A b. ", "1. x ", "a. "])
def test_work_grows_with_the_length_of_the_text(unit: str) -> None:
    def work(size: int) -> int:
        text = (unit * size)[:size]
        return steps(lambda: sentences(text))

    work(1_000)
    # Five times the text: linear is 5, quadratic 25.
    assert work(100_000) < 8 * work(20_000) + 1_000


def test_a_quotation_that_is_never_closed_begins_its_own_sentence() -> None:
    assert quotes("The pumps stopped at noon. “We saw it coming, said the miller. Nobody answered") == [
        "The pumps stopped at noon.",
        "“We saw it coming, said the miller.",
        "Nobody answered",
    ]


def test_no_ends_a_sentence_and_number_does_not() -> None:
    assert quotes("“The dam is full” — no. Engineers measured it at Gate No. 4 again.") == [
        "“The dam is full” — no.",
        "Engineers measured it at Gate No. 4 again.",
    ]
