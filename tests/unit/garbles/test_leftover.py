from __future__ import annotations

import pytest

from annotator.garbles import shortforms, tongues
from annotator.garbles.detectors import leftover
from annotator.garbles.passage import About, Passage
from annotator.text import segment
from annotator.text.spans import Finding

from .cast import findings, quotes

KIND = "leftover"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The army également withdrew its tanks from the border.", "également"),
        ("Two soldiers were blessés in the raid on the camp.", "blessés"),
        ("The minister said the avions would leave at dawn.", "avions"),
        ("Talks on the budget will resume malgré the strike.", "malgré"),
        ("They met in the capital pour la première fois since the war.", "pour la première fois"),
        ("The convoy was hit en raison de la guerre near the river.", "en raison de la guerre"),
        ("Selon the ministry, four people died.", "Selon"),
        ("Three people were killed selon the health services.", "selon"),
        ("The president a declaré that nothing would change.", "declaré"),
        ("The two sides signed the treaty und the protocol.", "und"),
        ("Prices rose by landesweit ten per cent.", "landesweit"),
        ("A Bewegung of students blocked the road.", "Bewegung"),
        ("The police arrested the presunto killer on Friday.", "presunto"),
        ("The vote was postponed por la lluvia until May.", "la lluvia"),
        ("The bridge was closed by the polizia after the quake.", "polizia"),
        ("He was treated in hospital after the wypadek on Sunday.", "wypadek"),
        ("The court said the rozhodnutí would be published.", "rozhodnutí"),
        ("The minister spoke wa the crowd cheered.", "wa"),
        ("The envoy said قوات would stay in the north.", "قوات"),
        ("The envoy said the دولت would not answer.", "دولت"),
        ("The statement said the 部队 had moved south.", "部队"),
        ("The spokesman said войска had crossed the river.", "войска"),
    ],
)
def test_a_word_of_another_language_is_flagged_exactly(text: str, words: str) -> None:
    assert words in quotes(text, KIND)


@pytest.mark.parametrize(
    "text",
    [
        "Le Monde reported that the strike on the Champs-Élysées had ended.",
        "Doctors of Médecins sans frontières treated forty people.",
        "The coup d'état failed, and the chargé d'affaires left the capital.",
        "They agreed to a rendez-vous at a café near the Arc de Triomphe.",
        "The régime's communiqué denied any rapprochement with the junta.",
        "The so-called gilets jaunes (yellow vests) marched again.",
        "Critics call it “laïcité” and say it goes too far.",
        "The group is known as hogra in the suburbs of the capital.",
        "The doctrine of force majeure was invoked, a fait accompli for the firm.",
        "Jean-Marc and François met María José Ortega y Gasset in Rio de Janeiro.",
        "He was jailed in absentia; the modus operandi was that of a de facto ruler.",
        "The peshmerga and the mujahideen fought beside the basij near the wadi.",
        "Analysts analysed the programme of the neighbouring centre-left coalition.",
        "Residents organised a neighbourhood defence programme with metre-high barriers.",
        "The Bundestag passed the law, and the Luftwaffe flew to the Bundeswehr base.",
        "The Chinese leader, Xi Jinping (习近平), met the Iraqi prime minister.",
        "Write to desk@exemple.fr or see www.lemonde.fr/actualités for more.",
        "The firm's smartphone apps track emojis, podcasts and cryptocurrencies.",
        "Boulanger said the tribunal had no mandate; Fischer and Weber agreed.",
        "Weber was born in 1951. Schneider, a teacher, knew her well.",
        "The dos and don'ts of the hajj were explained by the imam.",
        "Many people et al. were cited in the study of per capita income.",
        "The rate of β-blockers at 37 °C was 5 μg.",
        "The Gendarmerie nationale and the Garde nationale took part.",
        "His book, Le Suicide français, and the tweet “Je suis Charlie” were quoted.",
        "The film's auteur ate foie gras and a pain au chocolat.",
        "The hawza and the hussainiya were closed during arbaeen, said the mukhtar of the barangay.",
        "The attention of the public, the police and the population is simple to gain.",
    ],
)
def test_what_english_rightly_has_is_let_stand(text: str) -> None:
    assert findings(text, KIND) == []


@pytest.mark.parametrize(
    ("text", "words", "reading"),
    [
        ("MM Biden and Qasim discussed the attacks.", "MM Biden and Qasim", "Messrs. Biden and Qasim"),
        ("On Monday MM. Macron et Merkel met.", "MM. Macron et Merkel", "Messrs. Macron and Merkel"),
        ("The letter went to Mme Dupont on Monday.", "Mme Dupont", "Ms. Dupont"),
        ("The envoy wrote: “MM Haddad and Saleh have met.”", "MM Haddad and Saleh", "Messrs. Haddad and Saleh"),
        ("The others (Mme Dubreuil was ill) went on.", "Mme Dubreuil", "Ms. Dubreuil"),
        ("Emmanuel Macron left. On Friday M. Macron came back.", "M. Macron", "Mr. Macron"),
        ("The ONU sent forty observers.", "ONU", "UN"),
        ("A report by l'ONU was published.", "l'ONU", "UN"),
        ("Ministers of the OTAN met in Brussels.", "OTAN", "NATO"),
        ("The UE will not pay.", "UE", "EU"),
        ("He warned that EE.UU. would answer.", "EE.UU.", "US"),
        ("Four people died selon the army.", "selon", "according to"),
    ],
)
def test_a_short_form_has_its_english(text: str, words: str, reading: str) -> None:
    (finding,) = findings(text, KIND)
    assert (finding.quote, finding.suggestions[0].name) == (words, reading)


@pytest.mark.parametrize(
    "text",
    [
        "The deal is worth USD 100 MM and EUR 5 MM.",
        "He shot the film on 8 MM stock with MM Enterprises.",
        "M. Night Shyamalan spoke. Robert M. Gates listened.",
        "M. Ward sang. M. Ward left.",
        "The vase dates from 300 BCE and was sold by BCE Inc.",
        "A UE Boom speaker stood on the desk.",
        "THE MEN WHO ONU WORE THE SHIRT",
        "She used an ONU-branded pen.",
    ],
)
def test_letters_that_look_like_a_short_form_are_let_stand(text: str) -> None:
    assert findings(text, KIND) == []


def test_words_of_another_language_in_a_row_are_one_finding() -> None:
    (finding,) = findings("He then said que les soldats sont partis hier before he left.", KIND)
    assert finding.quote == "que les soldats sont partis hier"
    assert "French" in finding.reason


def test_a_word_known_by_its_letters_alone_is_called_so() -> None:
    (finding,) = findings("He spoke of odpowiedzialność and left.", KIND)
    assert "by its letters it is Polish" in finding.reason


def test_german_nouns_are_flagged_in_a_text_translated_from_german() -> None:
    text = "The commission spoke to the Geschäftsführer of the firm."
    assert _quotes(Passage(text, segment.sentences(text))) == []
    assert _quotes(Passage(text, segment.sentences(text), about=About(source_language="de"))) == ["Geschäftsführer"]


def test_a_text_wholly_in_another_language_costs_no_more_than_its_length() -> None:
    sentence = "Le ministre a déclaré que les soldats étaient partis hier matin de la capitale. "
    found = _find(sentence * 400)
    assert len(found) <= 2_000


def test_zero_width_characters_and_marks_break_nothing() -> None:
    for text in ("", "\u200f\u200e", "é" * 10_000, "l'" * 5_000, "MM " * 5_000, "- ' ’ -"):
        assert isinstance(_find(text), list)


def test_every_line_of_the_table_is_read() -> None:
    lines = [
        line.split("\t")
        for line in (tongues.FOLDER / "leftover.tsv").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert all(len(line) == 4 and line[1] in tongues.NAMES_OF_LANGUAGES for line in lines)
    assert {when for *_, when in lines} == {"alone", "opens", "neighbour", "noun", "acronym", "the", "title"}
    table = shortforms.table()
    assert len(table.acronyms) == sum(when in {"acronym", "the"} for *_, when in lines)


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("travaillé", "fr"), ("temps", "fr"), ("nicht", "de"), ("puede", "es"), ("sœurs", "fr"),
        ("naïvely", None), ("coöperate", None), ("attention", None), ("simple", None),
        ("civilisations", None), ("rendez-vous", None), ("zeitgeist", None),
        ("weaponised", None), ("policymakers", None), ("x" * 500, None),
    ],
)  # fmt: skip
def test_the_language_of_a_word(word: str, language: str | None) -> None:
    assert tongues.language_of(word) == language


def _find(text: str) -> list[Finding]:
    return list(leftover.find(Passage(text, segment.sentences(text))))


def _quotes(passage: Passage) -> list[str]:
    return [finding.quote for finding in leftover.find(passage)]
