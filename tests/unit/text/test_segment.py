"""Sentences: where they end, and what must not end one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["The talks opened at 9 p.m.", "Governor Salman left early."]),
        ("en", ["The raid began at 5 a.m. Tuesday near Kut.", "It ended at 8 p.m. Baghdad time."]),
        ("en", ["Kut paid the Tigris Oil Co. in May.", "The Basra Gas Co. wants more.", "It sued the Tigris Oil Co."]),
        (
            "en",
            [
                "In Feb. the court met.",
                "He was freed on Jan. 3.",
                "No. 5 stayed shut.",
                "He likes modern art.",
                "So did I.",
            ],
        ),
        ("en", ["He taught law (He had been a judge in Kut.) for a year.", "(Nobody knew.)", "He left."]),
        ("en", ["She said: “The gate is shut. Nobody waits.”", "The guards laughed.", "“We ran!” Hadi said."]),
        ("en", ["“We ran!” the boy said.", "‘Don’t wait. The bridge’s pillars may go,’ he told me."]),
        ("en", ["He waited...", "Then he left… nobody saw him.", "It is over . . . I think so."]),
        (
            "en",
            [
                "The blast killed two.",
                "al-Salam Brigade claimed it.",
                "Write to desk@wire.example.",
                "See b.example.org/x.",
            ],
        ),
        ("en", ["He paid 3.5 million.", "20 men were freed.", "Did they go home?!", "Nobody knows."]),
        ("en", ["Ask Y. S. Hadi.", "He saw the U.S. Army off.", "They came from the U.N. in May."]),
        ("en", ["Oil fell to sixty.[3]", "Traders sold.12", "The bank bought."]),
        ("en", ["• Close the gate", "• Call Mr. Amin", "• Wait"]),
        ("en", ["a) Close the gate b.", "It is shut."]),
        (
            "fr",
            ["M. Hadi vivait en 300 av. J.-C.", "Il dit : « Non. Jamais. »", "Mme Amin (p. 5) rit !", "De Kut, rien."],
        ),
        ("en", ["The gate was built in 1990.", "August was calm."]),
        ("de", ["Am 3. Mai kam Dr. Weber.", "Er blieb."]),
        ("es", ["El Sr. Gómez llegó a las 5.", "La Sra. Ruiz no."]),
        ("ar", ["قال د. كريم إن الجسر مغلق.", "عاد م. سالم، ثم رحل!", "لا أحد يعرف…"]),
        ("ar", ["تقرير:", "هل عاد سالم إلى الكوت؟", "لا."]),
        ("fa", ["او به خانه رفت.", "چه شد؟", "کسی نمی‌داند."]),
        ("ur", ["پل بند ہے۔", "کیوں؟", "کوئی نہیں جانتا۔"]),
    ],
)
def test_sentences_with_stops_inside_and_at_their_ends(language: str, expected: list[str]) -> None:
    assert quotes(" ".join(expected), language) == expected


def test_sentences_glued_together_are_cut_and_addresses_are_not() -> None:
    text = "The army left Kut.The mayor stayed.”He waved. See kut.com.Now or mail.kut.example."
    assert quotes(text)[:3] == ["The army left Kut.", "The mayor stayed.”", "He waved."]
    assert quotes("أغلق الجسر.وعاد سالم") == ["أغلق الجسر.", "وعاد سالم"]


def test_a_speaker_named_after_a_quotation_stays_with_it_and_a_new_report_does_not() -> None:
    assert quotes("“Nobody came!” Governor Salman said. “Why?” The mayor said the road was shut.") == [
        "“Nobody came!” Governor Salman said.",
        "“Why?”",
        "The mayor said the road was shut.",
    ]


def test_markup_leaders_and_written_out_line_breaks_belong_to_no_sentence() -> None:
    assert quotes("<p>The gate is <b>shut</b>.</p> <p>Nobody waits.</p>") == [
        "The gate is <b>shut</b>.",
        "Nobody waits.",
    ]
    assert quotes("Old bridges ........... 12\nThe floods........... 14-15") == ["Old bridges", "The floods"]
    assert quotes("The gate is shut.\\r\\nNobody waits.") == ["The gate is shut.", "Nobody waits."]


def test_an_arabic_stretch_without_stops_is_cut_at_its_commas() -> None:
    clauses = ["أغلقت قوات الأمن الجسر القديم في مدينة الكوت صباح اليوم،", "وعاد السكان إلى بيوتهم قبل الظهر،",
               "وطلب المحافظ من الحكومة إرسال مهندسين لفحص الأعمدة"]  # fmt: skip
    assert quotes(" ".join(clauses), "ar") == clauses
    assert quotes(" ".join(clauses) + ". انتهى", "ar")[0] == " ".join(clauses) + "."


def test_a_stop_or_an_aside_that_slipped_to_the_next_line_is_taken_back() -> None:
    assert quotes("The guards closed the gate of the old yard\n. Nobody was waiting there") == [
        "The guards closed the gate of the old yard\n.",
        "Nobody was waiting there",
    ]
    assert quotes("The wall was longer than 400 yards\n(365 m). It fell.") == [
        "The wall was longer than 400 yards\n(365 m).",
        "It fell.",
    ]


PIECES = [
    "The U.S. ",
    "“Stop. ",
    "Go!” ",
    "(He left. ",
    "no.) ",
    "Mr. ",
    "J. ",
    "1. ",
    "2) ",
    "a) ",
    "• ",
    "\n",
    "\r\n\n",
    ". ",
    "…",
    "'Why ",
    "al-Kut ",
    "p.m. ",
    "x.The ",
    "<b>",
    "....... 5",
    "\\n",
    "،",
    "؟ ",
    "قال ",
    "。",
    "\ud800",
    "\0",
    "\u2028",
    "I ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.sampled_from(["en", "fr", "ar", "xx"]))
def test_sentences_are_ordered_bare_and_hold_every_word(text: str, language: str) -> None:
    found = sentences(text, language)
    assert found == sentences(text, language)
    end = 0
    for sentence in found:
        assert end <= sentence.start < sentence.end <= len(text)
        # Only markup, leaders and written-out line breaks stand outside.
        between = re.sub(r"<b>|\.{4,}\s*\d?|\\n|\s", "", text[end : sentence.start])
        assert between == ""
        end = sentence.end


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join), st.integers(0, 60), st.integers(1, 30))
def test_no_sentence_crosses_the_edge_of_a_zone(text: str, start: int, length: int) -> None:
    zone = Zone("caption", min(start, len(text)), min(start + length, len(text)))
    for sentence in sentences(text, "en", (zone,)):
        assert (
            sentence.end <= zone.start
            or sentence.start >= zone.end
            or (zone.start <= sentence.start and sentence.end <= zone.end)
        )


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


def test_stops_of_several_sorts_are_judged_in_text_order() -> None:
    text = "Who left?! Nobody did … Gen. Latif stayed. “No!” he cried. The year 3.5 of the U.S. plan began."
    assert quotes(text) == [
        "Who left?!",
        "Nobody did …",
        "Gen. Latif stayed.",
        "“No!” he cried.",
        "The year 3.5 of the U.S. plan began.",
    ]


def test_an_apostrophe_opens_no_quotation() -> None:
    text = "The dogs' owner left. It was Omar's dam. 'We stay. We fight.' The end came."
    assert quotes(text) == ["The dogs' owner left.", "It was Omar's dam.", "'We stay. We fight.'", "The end came."]
