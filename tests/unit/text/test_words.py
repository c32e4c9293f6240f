"""Word classes where the lexicon alone is wrong, and offsets of words with marks."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.text.lexicon import lexicon, usual_class
from annotator.text.spans import Span
from annotator.text.word_codes import letter_of
from annotator.text.words import NAMES, NO_WORDS, tagged, words

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("sentence", "word", "tag"),
    [
        ("The US closed its gates.", "US", "NNP"),
        ("Gunmen further targeted an employee.", "targeted", "VBD"),
        ("Turkish jets bombed depots near Dohuk.", "bombed", "VBD"),
        ("A depot built in May was bombed.", "built", "VBN"),
        ("Two reports show that prices fell.", "show", "VBP"),
        ("Basra is a port that exports oil.", "exports", "VBZ"),
        ("A leader of al-Hashd spoke.", "al-Hashd", "NNP"),
        ("They left there on foot.", "there", "RB"),
        # past or participle
        ("The rebels captured the bridge.", "captured", "VBD"),
        ("Rebels captured at the bridge were freed.", "captured", "VBN"),
        ("The rockets fired at the camp were made abroad.", "fired", "VBN"),
        ("A man named Rashid Omari fled.", "named", "VBN"),
        ("The emir named his brother minister.", "named", "VBD"),
        ("Villagers accused of theft were freed.", "accused", "VBN"),
        ("Officers have had no pay.", "had", "VBN"),
        ("The dam, damaged in May, holds little water.", "damaged", "VBN"),
        ("Selma Aziz, the head of the port, resigned on Sunday.", "resigned", "VBD"),
        ("She was born in Mosul, and served in the navy.", "served", "VBD"),
        ("The men were tried and released by a judge.", "released", "VBN"),
        ("Those who stayed lost their homes.", "lost", "VBD"),
        ("It has become a custom.", "become", "VBN"),
        # verb or noun
        ("The general denies that troops attack the town.", "attack", "VBP"),
        ("An attack on the town failed.", "attack", "NN"),
        ("Workers refused to strike.", "strike", "VB"),
        ("Both sides report heavy fighting.", "report", "VBP"),
        ("The opposition claims victory.", "claims", "VBZ"),
        ("The claims of the opposition were false.", "claims", "NNS"),
        ("This raises the price of bread.", "raises", "VBZ"),
        ("Dust storms often close the road.", "storms", "NNS"),
        ("The port sells dates and imports grain.", "imports", "VBZ"),
        ("Villagers and soldiers share a well.", "share", "VBP"),
        ("A share of the oil is sold.", "share", "NN"),
        ("He agreed to end the siege and let aid through.", "let", "VB"),
        ("They will have no water.", "have", "VB"),
        # names and usual words
        ("Police closed the road.", "Police", "NN"),
        ("Turkey has closed the road.", "Turkey", "NNP"),
        ("Horsemen closed the road.", "Horsemen", "NNS"),
        ("Two Iraqi drivers were hurt.", "Iraqi", "JJ"),
        ("The general left Amman.", "general", "NN"),
        ("Yusuf bin Saad spoke.", "bin", "NNP"),
        # small words
        ("The claim that he fled is false.", "that", "IN"),
        ("The firm that bought Delta Cement is Swiss.", "that", "WDT"),
        ("It's late.", "'s", "VBZ"),
        ("The mayor's been ill.", "'s", "VBZ"),
        ("The mayor's car burned.", "'s", "POS"),
        ("Guards stopped her at noon.", "her", "PRP"),
        ("Guards stopped her driver.", "her", "PRP$"),
        ("There were no guards.", "There", "EX"),
    ],
)
def test_a_class_is_mended_by_form_or_place(sentence: str, word: str, tag: str) -> None:
    assert next(found.tag for found in words(sentence) if found.text == word) == tag


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "'s", "that", "her", "the general", "\ud800 hit", "\x00", "There", "the dead\ud800", "to hit"],
)
def test_any_text_has_words_with_right_offsets(text: str) -> None:
    assert all(text[word.start : word.end] == word.text and word.tag for word in words(text))


def test_each_visible_character_is_in_one_word() -> None:
    text = "  al-Sadr’s B. Omar paid $ 3.5m – “too much”,\n he didn't say  "
    assert "".join(word.text for word in words(text)) == "".join(text.split())


def test_a_stretch_is_read_without_what_stands_around_it() -> None:
    text = "Do not. Rebels hit the camp. Never."
    found = words(text, Span(8, 28))
    assert [word.text for word in found] == ["Rebels", "hit", "the", "camp", "."]
    assert found == [replace(word, start=word.start + 8, end=word.end + 8) for word in words(text[8:28])]


def test_the_classes_of_the_gold_sentences_are_right_in_98_of_100() -> None:
    lines = (ROOT / "benchmarks" / "gold" / "word_classes.txt").read_text(encoding="utf-8").splitlines()
    right = wrong = 0
    for line in lines:
        if line.startswith("#"):
            continue
        pairs = [item.rsplit("/", 1) for item in line.split()]
        found = words(" ".join(word for word, _ in pairs).replace(" 's", "'s"))
        for word, (_, tags) in zip(found, pairs, strict=True):
            hit = tags == "." or word.tag in tags.split("|") or (word.tag in NAMES and "NNP" in tags)
            right, wrong = right + hit, wrong + (not hit)
    assert right / (right + wrong) >= 0.98


def test_a_word_keeps_its_combining_marks() -> None:
    assert [word.text for word in words("Nai\u0308f left.")] == ["Nai\u0308f", "left", "."]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Then J. Omar spoke.", ["Then", "J.", "Omar", "spoke", "."]),
        ("(J. Omar spoke.)", ["(", "J.", "Omar", "spoke", ".", ")"]),
        ("It lacks vitamin B. 12 others do.", ["It", "lacks", "vitamin", "B", ".", "12", "others", "do", "."]),
        ("It lacks vitamin B.", ["It", "lacks", "vitamin", "B", "."]),
        ("The U.S. Army", ["The", "U.S.", "Army"]),
    ],
)
def test_one_capital_and_a_stop_are_an_initial_before_a_capital(text: str, found: list[str]) -> None:
    assert [word.text for word in words(text)] == found


@pytest.mark.parametrize("blank", [" ", "  ", "\n", "\u00a0", " \u2003\t"])
def test_offsets_hold_whatever_blanks_stand_between_around_and_before(blank: str) -> None:
    text = f"{blank}Rebels,{blank}he said,{blank}{blank}hit the camp.{blank}"
    for span in (None, Span(0, len(text)), Span(len(blank), len(text) - len(blank))):
        found = words(text, span)
        assert [text[word.start : word.end] for word in found] == [
            "Rebels", ",", "he", "said", ",", "hit", "the", "camp", "."
        ]  # fmt: skip
        assert [word.text for word in found] == [text[word.start : word.end] for word in found]


def test_a_chunk_too_long_to_be_kept_is_read_as_any_other() -> None:
    text = "a " + "x" * 100 + "," + "y" * 100 + " b"
    assert [word.text for word in words(text)] == ["a", "x" * 100, ",", "y" * 100, "b"]
    assert words(text) == words(text)


def test_a_possessive_and_a_negation_are_words_of_their_own() -> None:
    assert [word.text for word in words("Iran’s army didn’t move.")] == [
        "Iran",
        "’s",
        "army",
        "did",
        "n’t",
        "move",
        ".",
    ]


@pytest.mark.parametrize(
    ("form", "tag"),
    [
        ("harbour", "NN"),
        ("Zorbane", "NNP"),
        ("12/07-4%", "CD"),
        ("zorbated", "VBN"),
        ("zorb-like", "JJ"),
        ("zorbious", "JJ"),
        ("zorbise", "VBP"),
        ("zorbis", "NN"),
        ("zorbers", "NNS"),
        ("zorbly", "RB"),
        ("zorbing", "VBG"),
        ("", "NN"),
        ("\ud800", "NN"),
    ],
)
def test_a_form_alone_has_the_lexicons_class_or_that_of_its_ending(form: str, tag: str) -> None:
    assert usual_class(form, first=False) == tag


def test_a_capital_at_a_sentences_start_is_looked_up_in_small_letters() -> None:
    assert (usual_class("Conceded", first=True), usual_class("Conceded", first=False)) == ("VBD", "NNP")


def test_the_lexicon_is_read_without_its_package_and_whole() -> None:
    program = "import sys; from annotator.text.words import words; words('A bridge fell.'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {"textblob", "nltk"}.isdisjoint(loaded.stdout.split())
    assert len(lexicon()) > 90_000
    assert all(lexicon().values())


def test_rows_stand_beside_the_words_and_are_cut_with_them() -> None:
    text = "Two  men fled Kut."
    read = tagged(text, Span(5, len(text)))
    for cut in (read, read.first(2)):
        assert [word.start for word in cut.tokens] == cut.starts
        assert [word.lower for word in cut.tokens] == cut.lowers
        assert [word.tag for word in cut.tokens] == cut.tags
        assert [letter_of(word.lower, word.tag) for word in cut.tokens] == list(cut.letters)
    assert [word.text for word in read.first(2).tokens] == ["men", "fled"]
    assert tagged(" ") == NO_WORDS
