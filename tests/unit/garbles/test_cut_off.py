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


AFTER = " The road was open."


@pytest.mark.parametrize(
    "fragment",
    [
        "Rome must say before the summit whether its ships.",
        "The committee has not decided whether the candidates of the south.",
        "The envoy fears that the talks in Doha.",
        "The army withdrew because the road to the north.",
        "The minister hopes that the parties of the coalition.",
        "Local sources, quoting witnesses, that the convoy had left the town.",
        "The governor of Kut that the water had been cut off.",
        "The office of the president, in a statement, that he was in good health.",
        "From his cell that he had not confessed.",
        "Followed by a third attack in the same street in the evening.",
        "Accompanied by two ministers and led by the old general.",
        "A column of vehicles escorted by the police.",
        "Families driven out by the flood, children without shoes.",
        "New checkpoints on every road, in carefully guarded districts.",
        "Walked two days to the river and one day back.",
        "Returned to the village after the war with his two brothers.",
        "Escaped from the prison in a truck full of onions.",
        "Declined several times the post of minister.",
        "To eat, a bit of bread and some tea in the morning.",
        "However the hospitals, filled at twice their capacity.",
        "The families, lodged in two schools without heating.",
        "Nothing, for the moment, on the fate of the prisoners.",
        "Repeated once again that the army would not fire.",
        "Visited twice the camps along the border.",
        "Sources in the ministry, on condition of anonymity, that the budget was empty.",
        "And then fled to the mountains.",
        "But fell to a tenth of its value.",
        "And returned to his village.",
        "Chased by drought from their lands.",
        "Bought by an Italian group in spring.",
        "A plan prepared by the ministry and by two experts.",
        "The witness that he had seen three men on the roof.",
        "In a letter that the money had been paid to the wrong man.",
        "Tehran fears that the sanctions of Washington.",
        "It is not known whether the hostages.",
        "He resigned because his party.",
        "Came back to Sirte in the spring.",
        "Died in the hospital of Kut.",
        "Refused to answer the questions of the judge.",
        "Opposed to any dialogue with the army.",
        "Convinced of his right.",
    ],
)
def test_a_sentence_that_only_looks_as_if_it_had_a_verb_or_breaks_off_behind_its_clause_is_flagged(
    fragment: str,
) -> None:
    assert quotes(BEFORE + fragment + AFTER, KIND) == [fragment]


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister knows whether the ships will sail.",
        "Nobody knows why or whether.",
        "He asked whether anyone had left.",
        "They fear that the talks fail.",
        "He left because the army came.",
        "He said that much.",
        "The news that the king had died reached them at noon.",
        "The claims that were made are false.",
        "The fact that he left is known.",
        "The hope that peace comes soon remains.",
        "Now that the war is over, people return.",
        "Given that the road is closed, they wait.",
        "The man that they saw was his brother.",
        "The bus passed by the house.",
        "Prices increased by a third.",
        "The delegation led by Karim arrived in Rome.",
        "The vote was followed by another.",
        "He led by example.",
        "Led by Karim, the men walked home.",
        "In sparsely populated areas, the lights go out.",
        "The newly elected council met on Monday.",
        "Walked out of his job, he took up farming.",
        "Gone are the days of plenty.",
        "Asked about it, he smiled.",
        "Killed were two guards.",
        "To wash, they use a hose.",
        "To be continued.",
        "Nothing in the report surprised him.",
        "Nothing of the kind.",
        "The funds, covered at 20 percent, are not enough.",
        "The mayor, wounded, spoke.",
        "The houses, built of mud, fell.",
        "In the evening, died the last of them.",
        "The children sleep, covered with blankets.",
        "Most of those detained by the police were freed.",
        "Troops backed by tanks took the town.",
        "Rebels backed by Rwanda seized two towns.",
        "The village, known for its olives, burned.",
        "The people walked to the border.",
        "The team won by three points.",
        "Left alone, he wept.",
        "Shops closed early, emptied by the rumour.",
        "Some passed by on foot.",
        "Two soldiers were wounded, hit by splinters.",
        "Rains swept the valley.",
        "They wonder whether to go.",
        "The question is whether and when.",
        "The letter said that and more.",
        "The group that controls the port denied it.",
        "Everything that happened was filmed.",
        "The army says that its men hold the bridge.",
        "The judge ruled that they be freed.",
        "The doctors insist that he rest.",
        "Witnesses said that shots rang out.",
        "A spokesman said that clashes broke out.",
        "Officials stressed that talks continue.",
        "It is feared that many more died.",
        "Surprised by the rain, the herders ran.",
        "Helped by friends, she won.",
        "The most watched film won two prizes.",
        "Her best work, the most read, won.",
        "Kept by the state, the archive is open.",
        "The forces driven out by the army regrouped.",
        "The plan backed by Cairo failed.",
        "The ship owned by Greeks sank.",
        "Talks led by Qatar stalled.",
        "The path taken by the convoy runs north.",
        "And then came the war.",
        "And then the children wept.",
        "But given the price, few buy.",
        "Some wounded men fled.",
        "Many fled to the hills.",
        "All died in the fire.",
        "He knows that the men lie.",
        "She fears that the army attacks the town.",
        "Tehran says that it welcomes the talks.",
        "They hope that peace reigns.",
        "Residents believe that the militia controls the road.",
        "The army believes that rebels control the road.",
        "The mayor warned that water supplies run low.",
        "The ministry denied that food aid was stolen.",
        "He feared that the river rose.",
        "The man hit by the car died.",
        "The farmers hit by drought left.",
        "The court ruled because the law demands it.",
        "They flee because the shells fall.",
        "They left because the shops close.",
        "The dog barked because the cat ran.",
        "It is open whether the vote counts.",
        "People asked whether the train runs.",
        "But the price fell.",
        "And they wept.",
        "Two of the men killed by police were brothers.",
        "The number of children killed by mines rose.",
        "Three villages retaken by the army lie empty.",
        "What followed was worse.",
        "The report that the ship sank proved false.",
        "A rumour that the bank had closed spread fast.",
    ],
)
def test_a_past_form_that_may_be_the_verb_and_a_clause_that_has_one_are_left_alone(sentence: str) -> None:
    assert quotes(BEFORE + sentence + AFTER, KIND) == []
