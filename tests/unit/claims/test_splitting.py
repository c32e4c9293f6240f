"""Claims: one for each fact, worded to stand alone, tied to the exact words."""

from __future__ import annotations

import datetime
import gc

import pytest

from annotator.claims import splitting
from annotator.claims.splitting import claims
from annotator.claims.wording import worded
from annotator.text.segment import sentences
from annotator.text.spans import ClaimSuggestion, Place, Span
from annotator.text.zones import zones


def found(text: str, language: str = "en") -> list[ClaimSuggestion]:
    stretches = zones(text)
    return claims(text, sentences(text, language, stretches), stretches, published=datetime.date(2022, 5, 11))


def wordings(text: str) -> list[str]:
    return [claim.wording for claim in found(text)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The army closed the road and the mayor opened a school.",
            ["The army closed the road.", "The mayor opened a school."],
        ),
        (
            "The rebels left the town on Friday but returned two days later.",
            ["The rebels left the town on Friday [6 May 2022].", "[The rebels] returned two days later."],
        ),
        (
            "Five people were hurt, including a Turkish driver.",
            ["Five people were hurt.", "[Five people were hurt,] including a Turkish driver."],
        ),
        (
            "Karwan Aziz, the head of the council, resigned on Sunday.",
            ["Karwan Aziz resigned on Sunday [8 May 2022].", "[Karwan Aziz was] the head of the council."],
        ),
        (
            "The head of the council, Karwan Aziz, resigned on Sunday.",
            [
                "The head of the council, Karwan Aziz, resigned on Sunday [8 May 2022].",
                "[Karwan Aziz was] the head of the council.",
            ],
        ),
        (
            "Rockets hit the Sinjar base, which houses French engineers.",
            ["Rockets hit the Sinjar base.", "[The Sinjar base] houses French engineers."],
        ),
        (
            "A car bomb exploded in Hilla, killing four students.",
            ["A car bomb exploded in Hilla.", "[A car bomb] killing four students [in Hilla]."],
        ),
        (
            "Turkey, backed by two allies, has built a dam.",
            ["Turkey has built a dam.", "[Turkey is] backed by two allies."],
        ),
        (
            "The firm sells wheat, rice and sugar.",
            ["The firm sells wheat.", "[The firm sells] rice.", "[The firm sells] sugar."],
        ),
        (
            "Basra is a port that exports crude oil.",
            ["Basra is a port.", "[Basra] exports crude oil."],
        ),
        (
            "Although the talks failed, both sides signed the map.",
            ["The talks failed.", "Both sides signed the map."],
        ),
    ],
)  # fmt: skip
def test_a_sentence_with_several_facts_gives_several_claims(sentence: str, expected: list[str]) -> None:
    assert wordings(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The Kingdom of Jordan and the United States signed a pact.",
        "The man who drove the car and fired the shots was caught.",
        "Trade between Iran and Iraq grew.",
        "If the river rises, the lower town floods.",
        "Police search the cafes inside and outside the old walls.",
    ],
)
def test_names_restrictive_clauses_and_conditions_stay_whole(sentence: str) -> None:
    assert wordings(sentence) == [sentence]


@pytest.mark.parametrize(
    ("sentence", "wording", "speaker"),
    [
        ("According to two envoys, the bridge is unsafe.", "The bridge is unsafe.", "two envoys"),
        ("Officials say the bridge is unsafe.", "The bridge is unsafe.", "Officials"),
        ("“The bridge is unsafe,” an engineer said.", "The bridge is unsafe.", "an engineer"),
        (
            "The bridge is unsafe, according to the Transport Ministry.",
            "The bridge is unsafe.",
            "the Transport Ministry",
        ),
        ("After the flood, Ankara said the bridge was unsafe.", "After the flood, the bridge was unsafe.", "Ankara"),
    ],
)
def test_the_attribution_is_apart_from_the_content(sentence: str, wording: str, speaker: str) -> None:
    (claim,) = found(sentence)
    assert claim.wording == wording
    assert claim.speaker is not None and claim.speaker.name == speaker
    assert "quote" in claim.kinds


def test_a_second_statement_of_the_same_speaker_keeps_the_speaker() -> None:
    first, second = found("“The wells are dry,” he said, adding that the pumps were stolen.")
    assert (first.wording, second.wording) == ("The wells are dry.", "The pumps were stolen.")
    assert second.speaker is not None and second.speaker.name == "he"


def test_a_pronoun_with_one_antecedent_is_replaced_in_brackets() -> None:
    assert wordings("General Hadi Salim took the town in March. He left it in June.")[1] == (
        "[General Hadi Salim] left it in June [2021]."
    )


def test_a_pronoun_with_two_antecedents_is_not_guessed() -> None:
    last = found("General Hadi Salim came and General Omar Latif went. He left the town in June.")[-1]
    assert last.wording == "He left the town in June [2021]." and last.missing == "who or what “He” is"


def test_a_sentence_that_lost_its_subject_says_so() -> None:
    (claim,) = found("Sent a letter to the court asking for a new trial.")
    assert claim.missing == "who did it: the sentence has no subject"


def test_a_word_that_points_back_says_what_is_missing() -> None:
    (claim,) = found("This is a breach of the truce.")
    assert claim.missing == "what “This” points to"


@pytest.mark.parametrize(
    "text", ["Who fired the rockets?", "Choices", "", "?", "Karwan Aziz.", "Long live freedom!", "- : - “", "١ ٢ ٣ ٤"]
)
def test_questions_and_fragments_give_no_claim(text: str) -> None:
    assert found(text) == []


def test_zones_give_no_claim() -> None:
    lead = "Four drones were shot down over Kirkuk on Thursday night, the provincial police said."
    text = f"{lead}\nUnstoppable?\nThe airport stayed open.\nSamira HADDAD / AFP\n{lead}\n“They came back,” one said …"
    assert wordings(text) == [
        "Four drones were shot down over Kirkuk on Thursday night [5 May 2022].",
        "The airport stayed open.",
    ]


def test_a_lead_without_a_verb_counts_when_it_has_a_figure() -> None:
    (claim,) = found("Three blasts at oil wells in one month in Kirkuk.")
    assert claim.kinds[:2] == ("quantity", "event")


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The river will flood the lower town.", "prediction"),
        ("The government must pay the teachers.", "opinion"),
        ("It was a shameful vote.", "opinion"),
    ],
)
def test_opinion_and_prediction_are_kept_but_not_offered(sentence: str, kind: str) -> None:
    (claim,) = found(sentence)
    assert kind in claim.kinds and not claim.checkable


def test_facts_are_those_inside_the_anchors() -> None:
    first, second = found("Two guards died on Monday and nine were hurt in Basra.")
    assert [q.value for q in first.quantities] == [2] and [d.resolved for d in first.dates] == ["2022-05-09"]
    assert [q.role for q in second.quantities] == ["wounded"] and second.dates == ()


def test_places_are_those_that_are_given() -> None:
    text = "The convoy reached Tal Afar."
    start = text.index("Tal")
    stretches = sentences(text)
    (with_places,) = claims(text, stretches, (), places=[Place(start, start + 8, "Tal Afar", "tal-afar")])
    (without,) = claims(text, stretches, ())
    assert "place" in with_places.kinds and "place" not in without.kinds
    assert [place.quote for place in with_places.places] == ["Tal Afar"]


def test_a_sentence_in_another_language_is_one_claim() -> None:
    for language, text in (
        ("fr", "Le ministre de la Défense est arrivé à Bassora et les soldats sont dans la ville."),
        ("ar", "وصل الوزير إلى البصرة وعاد الجنود إلى المدينة."),
    ):
        (claim,) = found(text, language)
        assert claim.anchors == (Span(0, len(text) - 0),)


def test_added_words_stand_in_brackets_and_quoted_ones_do_not() -> None:
    text = "The rebels left the town but kept its bridge."
    second = found(text)[1]
    assert second.wording == "[The rebels] kept [the town’s] bridge."
    assert [anchor.of(text) for anchor in second.anchors] == ["The rebels", "kept its bridge"]


def test_a_name_behind_added_words_keeps_its_capital() -> None:
    text = "Karim Ahmed opened the bridge at Kut. Mr. Ahmed left before the rain came."
    assert wordings(text)[-1] in {
        "Mr. Ahmed left before the rain came.",
        "Mr. [Karim] Ahmed left before the rain came.",
    }
    assert worded("Ahmed left.", ["Karim", Span(0, 11)]) == "[Karim] Ahmed left."
    assert worded("Located on the Tigris.", ["Kut is", Span(0, 22)]) == "[Kut is] located on the Tigris."


def test_what_was_made_for_an_article_is_gone_with_its_claims() -> None:
    """Nothing waits in cycles until Python looks for them: every look would take longer."""
    text = (
        "William Osei met Rana Aziz in Kut on Monday. He said that she had left the council. “It was late,” Osei said. "
        "The mayor, who was ill, did not come. Her deputy opened the school, and the pupils sang."
    )
    found(text)
    gc.disable()
    try:
        left = []
        for _ in range(3):  # a thread that another test left may make cycles of its own meanwhile
            gc.collect()
            found(text)
            left.append(gc.collect())
        assert min(left) == 0
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The governor visited the camp, that shelters 4,000 families from Mosul.",
            ["The governor visited the camp.", "[The camp] shelters 4,000 families from Mosul."],
        ),
        (
            "The nurses, that had worked for nine months, left the ward in Kut.",
            ["The nurses left the ward in Kut.", "[The nurses] had worked for nine months."],
        ),
        ("After the raid, that changed.", ["After the raid, that changed."]),
        ("In the capital, that is no longer possible.", ["In the capital, that is no longer possible."]),
        (
            "If the army leaves the valley, that will change the balance.",
            ["If the army leaves the valley, that will change the balance."],
        ),
        (
            "Nine men died in the mine, that is the highest toll.",
            ["Nine men died in the mine, that is the highest toll."],
        ),
    ],
)
def test_that_behind_a_translators_comma_is_a_relative(sentence: str, expected: list[str]) -> None:
    assert wordings(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Police arrested eleven men, among them two former officers.",
            ["Police arrested eleven men.", "[Police arrested eleven men,] among them two former officers."],
        ),
        (
            "Three villages were retaken in May, among them Tal Sabah.",
            [
                "Three villages were retaken in May [2022].",
                "[Three villages were retaken in May,] among them Tal Sabah.",
            ],
        ),
        (
            "Twelve people, among them three children, were killed in the raid.",
            [
                "Twelve people were killed in the raid.",
                "[Twelve people were killed in the raid,] among them three children.",
            ],
        ),
        (
            "Twelve people were killed, among whom were three children.",
            ["Twelve people were killed.", "Among [Twelve people] were three children."],
        ),
        ("The minister, among others, signed the deal.", ["The minister, among others, signed the deal."]),
    ],
)
def test_who_is_among_them_is_a_fact_of_its_own(sentence: str, expected: list[str]) -> None:
    assert wordings(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # what is said of all that stands before the comma
        (
            "The army withdrew from the port, a decision welcomed by residents.",
            [
                "The army withdrew from the port.",
                "[The army withdrew from the port,] a decision welcomed by residents.",
            ],
        ),
        # who stands before his age
        (
            "Rami Chehade, 44, a former soldier, was released in Kut.",
            ["Rami Chehade, 44, was released in Kut.", "[Rami Chehade was] a former soldier."],
        ),
        # a plural verb is of both names
        (
            "Italy and Greece, which fight their own fires, sent no planes.",
            ["Italy and Greece sent no planes.", "[Italy and Greece] fight their own fires."],
        ),
        # so many hurt
        (
            "The ministry, which deplored 25 injured among the troops, opened an inquiry.",
            ["The ministry opened an inquiry.", "[The ministry] deplored 25 injured among the troops."],
        ),
        (
            "At least 26 persons, including ten soldiers, died in the fires.",
            [
                "At least 26 persons died in the fires.",
                "[At least 26 persons died in the fires,] including ten soldiers.",
            ],
        ),
        (
            "The lake, once the largest of the country, dried up in 2001 and since then half of the farmers have left.",
            [
                "The lake, once the largest of the country, dried up in 2001.",
                "Since then half of the farmers have left.",
            ],
        ),
        (
            "The Milak crossing, through which 700 trucks pass each day, has been closed.",
            ["The Milak crossing has been closed.", "Through [The Milak crossing] 700 trucks pass each day."],
        ),
        (
            "The commission shut the lists after receiving the papers of 98 people, including two women.",
            [
                "The commission shut the lists.",
                "[The commission] receiving the papers of 98 people.",
                "[The commission shut the lists after receiving the papers of 98 people,] including two women.",
            ],
        ),
        (
            "The candidate is Omar Said, who handed his duties to his deputy, Ali Karim, in Kut in order to run.",
            [
                "The candidate is Omar Said.",
                "[Omar Said] handed his duties to his deputy, Ali Karim, in Kut in order to run.",
            ],
        ),
        (
            "The speaker signed the law in Kut without a vote in the chamber, which angered the council.",
            [
                "The speaker signed the law in Kut without a vote in the chamber.",
                "[The speaker signed the law in Kut without a vote in the chamber,] which angered the council.",
            ],
        ),
        (
            "The envoy handed in his resignation in Kut less than a year after taking office.",
            ["The envoy handed in his resignation in Kut less than a year after taking office."],
        ),
        # "it" stands for nothing
        ("It is the first time that a minister has come.", ["It is the first time that a minister has come."]),
        ("It is not the heat which lights the fires.", ["It is not the heat which lights the fires."]),
    ],
)  # fmt: skip
def test_what_hangs_on_a_clause_is_stated_of_the_right_words(sentence: str, expected: list[str]) -> None:
    assert wordings(sentence) == expected
    assert all(claim.missing is None for claim in found(sentence))


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_claims_are_the_same_wherever_a_block_of_sentences_ends(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "KIRKUK, May 3 - Salma Idris, the mayor of Dahar, opened a clinic on Monday. “It has forty beds,” she said. "
        "“We waited nine years. Nobody believed in it.” Le maire a ouvert la clinique dans la ville lundi. Is that it? "
        "The clinic cost 2 million dollars, and its director promised to hire 60 nurses. He was a surgeon in Basra. "
        "Two raids in one night. According to residents, who fled in April, the road there is mined, and … "
        "They asked the mayor for buses. Idris, he said, had refused. "
    )
    whole = found(text)
    monkeypatch.setattr(splitting, "_BLOCK", size)
    assert found(text) == whole
    assert len(whole) > 8
