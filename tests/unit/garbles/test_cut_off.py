from __future__ import annotations

import pytest

from annotator.text.spans import Zone

from .cast import findings, quotes

KIND = "cut-off"
BEFORE = "The men had left by noon. "


@pytest.mark.parametrize(
    "fragment",
    [
        "A rather tall official.",
        "Police source in Tell Kef.",
        "Police sources in the governorate of Babil.",
        "However, a new page in the slow history of the region.",
        "Sent the letter to the mayor by hand.",
        "The troops left the base and the …",
        "The troops were sent to the.",
        "She wanted it but.",
    ],
)
def test_a_sentence_without_verb_subject_or_end_is_flagged(fragment: str) -> None:
    assert quotes(BEFORE + fragment, KIND) == [fragment]


@pytest.mark.parametrize(
    "sentence",
    [
        "Rockets hit the base.",
        "Prices share one cause.",
        "Police sources in Babil confirm the toll.",
        "Police source weapons in Babil.",
        "Nobody, in town, bets on peace.",
        "Not so.",
        "Why?",
        "“A tall official,” he said.",
        "Sent to the front, the men wrote home.",
        "That is what she was afraid of.",
        "Sign here.",
        "It wasn’t.",
        "U.S. relations with them are good.",
        "Trump’s back.",
        "AFP, 15 February 2021.",
    ],
)
def test_a_whole_sentence_is_left_alone(sentence: str) -> None:
    assert quotes(BEFORE + sentence, KIND) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Stressed that the government will not yield to pressure.",
        "And added that the price would fall.",
        "Also said that the vote will be held on time.",
        "In this context, denied that any money had been paid.",
        "Confirmed the spokesman that the road was open.",
        "Is considered one of the closest allies of the palace.",
        "Has also been accused of corruption.",
        "Was born in Mosul in 1965.",
        "But has received the Russian ambassador twice.",
        "And will visit Amman next week to meet the king.",
        "Will visit Amman next week to meet the king.",
        "Does not want a war with its neighbours.",
        "Is worth noting that the two men had never met.",
        "Took part in the meeting of ministers.",
        "Called on all parties to exercise restraint.",
        "Insists that the port is safe.",
    ],
)
def test_a_verb_whose_subject_was_left_out_is_flagged(sentence: str) -> None:
    [found] = findings(BEFORE + sentence, KIND)
    assert found.quote == sentence and "has no subject" in found.reason


@pytest.mark.parametrize(
    "sentence",
    [
        "Asked about the attack, the minister said nothing.",
        "Added to this is the fact that the bank is empty.",
        "Had the army arrived earlier, the town would have been saved.",
        "But had he known, he would have stayed.",
        "And is it true that they left.",
        "But have no fear of it.",
        "Should the talks fail, war is likely.",
        "Called the last of its kind, the bird was sold.",
        "Told that the deal was off, he left.",
        "Also killed were two guards.",
        "Stressed workers need rest.",
        "Claims that the army fled were denied.",
        "Will power is not enough.",
        "Must try harder.",
        "After the attack, reported that night, the city slept.",
        "On Monday, said Ali, the road was closed.",
        "Said Ali is a lawyer from Basra.",
        "Confirmed cases in the province rose to 40.",
    ],
)
def test_a_sentence_turned_round_or_begun_by_a_participle_has_its_subject(sentence: str) -> None:
    assert quotes(BEFORE + sentence, KIND) == []


@pytest.mark.parametrize(
    "fragment",
    [
        "A small town on the banks of the river in the far north of the country near the border with Turkey.",
        "The man who was arrested on Monday in the port.",
        "The attack which killed two soldiers near the bridge.",
        "The convoy was stopped because of.",
    ],
)
def test_a_long_fragment_and_one_with_only_a_relative_clause_are_flagged(fragment: str) -> None:
    assert quotes(BEFORE + fragment, KIND) == [fragment]


def test_an_ellipsis_in_mid_text_is_the_authors() -> None:
    text = "First the ships were stopped, then the trucks, then the trains…\n\nThe port was closed."
    assert quotes(text, KIND) == []
    cut = "First the ships were stopped, then the trucks and …"
    assert quotes(cut + text[text.index("\n") :], KIND) == [cut]


def test_headings_bylines_and_a_first_line_need_no_verb() -> None:
    fragment = "A rather tall official."
    assert quotes(fragment + " " + BEFORE, KIND) == []
    text = BEFORE.strip() + "\n\n" + fragment
    assert quotes(text, KIND) == [fragment]
    assert quotes(text, KIND, (Zone("heading", text.index(fragment), len(text)),)) == []


_BEFORE, _BEHIND = "The talks went on in Cairo. ", " The minister left on Monday."


@pytest.mark.parametrize(
    "fragment",
    [
        "Which the spokesman of the army denied.",
        "Which was confirmed by the ministry of health.",
        "Which led to the closure of the road to Sidon.",
        "Emphasizing that the border should be drawn as soon as possible.",
        "Stressing that nobody would be left behind.",
        "Noting that the harvest had been good.",
        "Where the minister stressed that the talks would go on.",
        "Where he said that the party was ready.",
        "According to the mayor, who went to the village on Monday.",
        "In the north of the city, where two houses collapsed.",
        "With the commander of the brigade, who was wounded in the leg.",
        "Although the company denied it.",
        "Because the bridge was closed.",
        "Despite the truce, which began on Sunday at dawn.",
    ],
)
def test_a_clause_without_its_main_clause_is_flagged(fragment: str) -> None:
    assert quotes(_BEFORE + fragment + _BEHIND, KIND) == [fragment]


@pytest.mark.parametrize(
    "sentence",
    [
        "Which is why they left the country.",
        "Which means that nobody was there.",
        "Emphasizing that the border was open, he left.",
        "Noting the time, she left.",
        "Adding that up takes time.",
        "According to the mayor, who went there, two men died.",
        "In the north of the city, where two houses collapsed, people waited.",
        "In Paris, he met the minister who had left.",
        "For the first time, those who stayed were paid.",
        "Although he was ill he went to work.",
        "Because of the rain they stayed at home.",
        "Where the road ends the desert begins.",
        "Like her father, who was a pilot, she loved the sky.",
        "After the vote, who will lead the party remains unclear.",
        "By Friday, which side had won was clear.",
        "Where he lives is not known.",
        "Though tired they walked on.",
    ],
)
def test_a_sentence_that_opens_with_a_clause_is_passed_over(sentence: str) -> None:
    assert quotes(_BEFORE + sentence + _BEHIND, KIND) == []


@pytest.mark.parametrize(
    ("sentence", "flagged"),
    [
        ("And he added that nobody from the officials.", True),
        ("The spokesman said that the bridge in the north of the town.", True),
        ("He said that the army left.", False),
        ("He stressed that one must wait.", False),
        ("She said that that was all.", False),
        ("He confirmed that the talks, held in Doha, had failed.", False),
        ("They announced that the price of bread rose.", False),
    ],
)
def test_what_was_said_needs_a_verb(sentence: str, flagged: bool) -> None:
    assert quotes(_BEFORE + sentence + _BEHIND, KIND) == ([sentence] if flagged else [])


@pytest.mark.parametrize(
    "sentence",
    [
        "Which raised the anger of the residents.",
        "That the elections would be held in May.",
        "And that the government would answer.",
        "Who was arrested in the north.",
        "If the sanctions are not lifted.",
        "While the army has closed the road.",
        "And to release the prisoners of the war.",
        "But the army no.",
        "Refused to comment on the report.",
        "Warned of a new wave of violence.",
        "Said he was ready to resign.",
        "Expressed the hope of a rapid solution.",
    ],
)
def test_a_clause_that_a_long_sentence_left_behind_is_flagged(sentence: str) -> None:
    assert quotes(BEFORE + sentence, KIND) == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "That man will be tried in the north.",
        "That is what the ministers had in mind.",
        "That the vote would be held at all was a surprise.",
        "Who dares wins.",
        "Who is to blame is not clear.",
        "If the mayor resigns they will vote.",
        "While he may be right they will not vote.",
        "Which is why they left the town.",
        "And to think he was once a minister.",
        "But the answer was no.",
        "Warned of the danger, they had fled.",
        "Said Hassan was there too.",
        "Threatened species are kept there.",
        "If only the road was open.",
        "Who they are is not known.",
    ],
)
def test_a_clause_with_a_main_clause_is_left_alone(sentence: str) -> None:
    assert quotes(BEFORE + sentence, KIND) == []
