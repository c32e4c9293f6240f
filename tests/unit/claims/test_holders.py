"""Of whom or what the words behind a comma are said: one reason, one sentence, and its look-alikes."""

from __future__ import annotations

import pytest

from annotator.claims.splitting import claims
from annotator.text.segment import sentences


def wordings(text: str) -> list[str]:
    return [claim.wording for claim in claims(text, sentences(text), ())]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        # "which" is of no person: the thing inside the apposition
        ("Karim Aziz, director of the camp of Tella, which was opened in May, is ill.",
         "[The camp of Tella] was opened in May."),
        ("Tariq Ali, spokesman for the northern railway, which carries 900 trucks a day, left.",
         "[The northern railway] carries 900 trucks a day."),
        ("The head of the army, which lost two posts, resigned.", "[The army] lost two posts."),
        ("He is the brother of the head of the party, which rules since 2005.", "[The party] rules since 2005."),
        ("The director of the hospital in Sur, which was bombed twice, resigned.",
         "[The hospital in Sur] was bombed twice."),
        ("Dara, a town on the river, which was flooded in 2019, has no hospital.", "[Dara] was flooded in 2019."),
        ("The king named a commission, chaired by a judge, which will report in May.",
         "[A commission] will report in May."),
        # "who" is of no thing and no place
        ("He lives under the portrait of his father, who died in the war.", "[His father] died in the war."),
        ("The minister met diplomats in Basra, who promised aid.", "[Diplomats in Basra] promised aid."),
        ("The court freed four soldiers from the base of Kut, who were captured in May.",
         "[Four soldiers from the base of Kut] were captured in May."),
        ("The mayor met the chief of the tribe, who was born in 1950.", "[The chief of the tribe] was born in 1950."),
        # "whose": a mill in a town owns its cost, the town its mayor
        ("The two states opened the new gate in Tavan, whose cost is 280 million dollars.",
         "[The new gate in Tavan’s] cost is 280 million dollars."),
        ("The widow of a miner killed in the fire of 2020, who has no pension, joined the women.",
         "[The widow of a miner] has no pension."),
        ("The firm exports to India, its first client, which buys a third of the oil.",
         "[India] buys a third of the oil."),
        ("They found the body of a teacher, mother of three children, who had gone missing.",
         "[A teacher] had gone missing."),
        ("The firm bought a mill in Kut, whose residents protested for weeks.",
         "[Kut’s] residents protested for weeks."),
        ("The butcher Omar Aziz, baker since 1988 and father of five, whose bill rose to 900 dollars, left.",
         "[The butcher Omar Aziz’s] bill rose to 900 dollars."),
        # "where": the town that an apposition describes, the place inside the office of a person
        ("The army besieges Dara, a village 40 km north of Sila, where helicopters dropped food.",
         "[In Dara] helicopters dropped food."),
        ("They met Omar Salman, the mayor of Kut, where the bridge fell.", "[In Kut] the bridge fell."),
        ("The team trained in Basra on Friday, where it will play in May.", "[In Basra] it will play in May."),
        ("Tavan, from where 900 families had fled, is empty.", "From [Tavan] 900 families had fled."),
    ],
)  # fmt: skip
def test_a_relative_is_of_the_nearest_phrase_that_it_can_describe(text: str, claim: str) -> None:
    assert claim in wordings(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The writer, who teaches in Kut and whose latest book appeared in Basra, left.",
         ["The writer left.", "[The writer] teaches in Kut.", "[The writer’s] latest book appeared in Basra."]),
        ("The law, which was adopted in May, and which foresees two posts, is in force.",
         ["The law is in force.", "[The law] was adopted in May.", "[The law] foresees two posts."]),
        ("The ship, which is anchored off Faw and on which 640 people live, will leave.",
         ["The ship will leave.", "[The ship] is anchored off Faw.", "On [The ship] 640 people live."]),
        ("A dam, planned since 2009 and for which two loans were given, was never begun.",
         ["A dam was never begun.", "[A dam was] planned since 2009.", "For [A dam] two loans were given."]),
        ("The armed men, that some of them wore uniforms, looted the stores.",
         ["The armed men looted the stores.", "Some of [The armed men] wore uniforms."]),
        ("The radio published its report, that a copy of it has reached the council.",
         ["The radio published its report.", "A copy of [its report] has reached the council."]),
    ],
)  # fmt: skip
def test_relatives_in_a_row_and_calques_of_them_are_of_one_phrase(text: str, expected: list[str]) -> None:
    assert wordings(text) == expected


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The ship was used in 2018 for a raid, for which its captain was jailed.",
         "For [a raid] its captain was jailed."),
        ("He left in 2015, during which two thousand people fled.", "During [2015] two thousand people fled."),
        ("The radio told of the registration of 14 cases, two of whom are pregnant.",
         "Two of [14 cases] are pregnant."),
        ("He was given 15 years in jail, of which he served nine.", "Of [15 years] he served nine."),
        ("Five children were ill, two of whom are in danger.", "Two of [Five children] are in danger."),
        ("Ten families came to the camp at the end of May, most of them from Kut.",
         "[Ten families,] most of them from Kut."),
        ("He runs a firm in Kut, of which he owns half.", "Of [a firm in Kut] he owns half."),
    ],
)  # fmt: skip
def test_a_share_is_of_what_is_counted_and_a_purpose_of_no_day_or_place(text: str, claim: str) -> None:
    assert claim in wordings(text)


@pytest.mark.parametrize(
    "text",
    [
        "He was held in Tavan, for which his brother paid a fine.",
        "He lived in Amara, who was small.",
        "He has been abroad since 2011, where he runs two hotels.",
        "There are two mills in the town, which means that half of the people have work.",
        "They are at work since the beginning of November, most of them in Kut.",
        "He is a clerk of the council that met in May.",
        "The council met in Kut, the mayor at its head.",
    ],
)
def test_what_no_phrase_before_it_can_bear_stays_in_its_sentence(text: str) -> None:
    assert wordings(text) == [text]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        # two commas between a subject and its verb
        ("The two ships rented from the firm Karpo, moored since 2013 in Faw, will leave.",
         "[The two ships were] moored since 2013 in Faw."),
        ("The driver of the bus in Kut, arrested in May, was freed.",
         "[The driver of the bus in Kut was] arrested in May."),
        ("The houses near the river, flooded in 2019, were sold.", "[The houses near the river were] flooded in 2019."),
        ("The talks with the group, backed by Basra, failed.", "[The group was] backed by Basra."),
        # behind the verb: not of the place or the day where something was
        ("He was arrested in Basra, accused of theft.", "[He was] accused of theft."),
        ("The firm sold a mill in Kut, built in 1950.", "[A mill in Kut was] built in 1950."),
        ("The army lost the town of Dara, held by rebels since May.",
         "[The town of Dara was] held by rebels since May."),
        ("He lives in Dara, destroyed by floods in 2015.", "[Dara was] destroyed by floods in 2015."),
        ("It was moved to the ship “Nur”, of Alta, anchored off Faw since May.",
         "[The ship “Nur” was] anchored off Faw since May."),
        ("The office published the data this morning, updated at noon.", "[The data were] updated at noon."),
        ("The king opened the bridge, accompanied by two sons.", "[The king was] accompanied by two sons."),
        # a verb without an object has no passive
        ("The ferry Rosa, which came from Kut, collided at noon with a tug, and caught fire.",
         "[The ferry Rosa] collided at noon with a tug."),
        ("The judge ordered the arrest of two clerks, accused of theft.", "[Two clerks were] accused of theft."),
        ("He appeared before the court, accused of theft.", "[He was] accused of theft."),
        # the name of the one who did it goes along
        ("The mine, discovered by a French doctor, Paul Morel, in 1886, employs 2,300 people.",
         "[The mine was] discovered by a French doctor, Paul Morel, in 1886."),
        # over and done, whatever the tense of the clause
        ("The engineer, arrested on Tuesday, is ill.", "[The engineer was] arrested on Tuesday."),
        ("The ship, moored in Kut since 1950, is empty.", "[The ship is] moored in Kut since 1950."),
        # an adverb before it
        ("The bank, partly owned by the state, closed.", "[The bank was] partly owned by the state."),
        ("The firm Alta, majority owned by a group, lost a truck.", "[The firm Alta was] majority owned by a group."),
        # straight behind "of" and a plural
        ("The army ended 25 years of the control of southern farmers protected by two groups.",
         "[Southern farmers were] protected by two groups."),
        ("He is a friend of two sailors held in Faw.", "[Two sailors are] held in Faw."),
    ],
)  # fmt: skip
def test_a_participle_is_of_what_can_have_undergone_it(text: str, claim: str) -> None:
    assert claim in wordings(text)


def test_what_hangs_on_the_agent_of_a_participle_leaves_the_rest_to_it() -> None:
    text = "The village was shelled in an attack launched by militias backed by artillery on the town of Dara."
    assert wordings(text)[1:] == [
        "[An attack was] launched by militias on the town of Dara.",
        "[Militias are] backed by artillery.",
    ]


def test_a_group_is_its_men_and_a_measure_holds_nothing() -> None:
    assert wordings("They met a group of clerks who fled in May.")[1] == "[A group of clerks] fled in May."
    assert wordings("It has a garden of eleven hectares designed by a monk.")[1] == (
        "[A garden of eleven hectares is] designed by a monk."
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Kut, the mayor, who was born in Basra, met two envoys.",
         ["In Kut, the mayor met two envoys.", "[The mayor] was born in Basra."]),
        ("In Kut, the mayor, a judge, met two envoys.",
         ["In Kut, the mayor met two envoys.", "[The mayor was] a judge."]),
        ("The talks were held in Kut, the capital of the province.",
         ["The talks were held in Kut.", "[Kut was] the capital of the province."]),
        ("It works under the leadership of Karim Khalid, the acting minister.",
         ["It works under the leadership of Karim Khalid.", "[Karim Khalid is] the acting minister."]),
        ("In the village of Kut, the school, which shelters 40 families, has no water.",
         ["In the village of Kut, the school has no water.", "[The school] shelters 40 families."]),
        ("The mayor, a member of the party Nour, of which he was a founder, left.",
         ["The mayor left.", "[The mayor is] a member of the party Nour.", "Of [the party Nour] he was a founder."]),
        ("The firm exports to India, its first client.",
         ["The firm exports to India.", "[India is] its first client."]),
        ("The king met Omar Salman of Kut, their first meeting.",
         ["The king met Omar Salman of Kut, their first meeting."]),
        ("He met the consul of Norway, a country which owns two mills.",
         ["He met the consul of Norway.", "[Norway] owns two mills."]),
        ("The group, a member of the alliance, left.",
         ["The group left.", "[The group was] a member of the alliance."]),
        ("The army besieges since the 6 October Dara, a village of 3,000 people.",
         ["The army besieges since the 6 October Dara.", "[Dara is] a village of 3,000 people."]),
        ("The army shelled the Gara region, 35 kilometers from the border, in May.",
         ["The army shelled the Gara region in May.", "[The Gara region was] 35 kilometers from the border."]),
        ("The convoy stopped in Dara, 40 minutes later.", ["The convoy stopped in Dara, 40 minutes later."]),
        ("The ship, property of a firm of Faw, left.", ["The ship left.", "[The ship was] property of a firm of Faw."]),
        ("The ship, of property of a firm of Faw, was used in a raid.",
         ["The ship was used in a raid.", "[The ship was] of property of a firm of Faw."]),
        ("The driver, of Syrian origin, was freed.", ["The driver was freed.", "[The driver was] of Syrian origin."]),
        ("The council, of course, agreed.", ["The council, of course, agreed."]),
        ("The island, home to 900 people, was flooded.",
         ["The island was flooded.", "[The island was] home to 900 people."]),
    ],
)  # fmt: skip
def test_no_place_holds_an_office_and_a_thing_needs_no_article(text: str, expected: list[str]) -> None:
    assert wordings(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They are landed in the night at the port of Pola the 105 sailors rescued on Friday by a tug.",
        "They met in the city of Kut the minister dismissed by the king.",
    ],
)
def test_a_subject_behind_its_verb_makes_no_contact_clause(text: str) -> None:
    assert wordings(text) == [text]
