"""A definite count takes up one that was told before."""

from __future__ import annotations

import pytest

from tests.unit.garbles.test_number_clash import clashes


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Clashes broke out in Zawiya on Thursday and five people were wounded.\n\n"
         "A doctor said that the condition of the nine wounded was stable.",
         "nine wounded"),
        ("Police arrested twelve men after the fire in the port.\n\n"
         "A judge in Kut will question the fifteen detained next week.",
         "fifteen detained"),
        ("The raid on the depot killed 14 people.\n\nThe bodies of the 17 dead were taken to Basra.", "17 dead"),
    ],
)  # fmt: skip
def test_another_number_than_was_told_before_is_flagged(text: str, quote: str) -> None:
    (found,) = clashes(text)
    assert found.quote == quote


@pytest.mark.parametrize(
    "text",
    [
        "Five people were wounded in Zawiya.\n\nA doctor said that the condition of the five wounded was stable.",
        "Nine people were wounded in Zawiya, four seriously.\n\nThe four wounded were flown to Tunis.",
        "Five people were wounded in Zawiya and three in Zuwara.\n\nThe eight wounded were flown to Tunis.",
        "At least five people were wounded in Zawiya.\n\nThe seven wounded were flown to Tunis.",
        "The nine wounded were flown to Tunis.",
        "Five people were wounded in Zawiya.\n\nThe two killed in Zuwara were brothers.",
        "Five people were wounded in Zawiya.\n\nAmong the nine wounded since January are two doctors.",
    ],
)
def test_what_fits_or_tells_of_others_is_not(text: str) -> None:
    assert clashes(text) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The ship rescued 40 migrants off Zuwara.\n\nThen the 41 migrants were taken to Tunis.", "41 migrants"),
        ("The army freed 12 hostages in Kut.\n\nThe 15 hostages were taken to Basra.", "15 hostages"),
        ("The commander has 600 men in Kut. He asks these 800 men for patience.", "800 men"),
        ("At least 43 civilians were killed in Kut.\n\nThe names of the 36 victims stand on a wall.", "36 victims"),
    ],
)  # fmt: skip
def test_so_is_another_number_of_the_same_things(text: str, quote: str) -> None:
    (found,) = clashes(text)
    assert found.quote == quote


@pytest.mark.parametrize(
    "text",
    [
        "The ship rescued 40 migrants and 3 sailors.\n\nThe 43 people were taken to Tunis.",
        "The army freed 12 hostages in Kut.\n\nThe 15 hostages who are still held are in Basra.",
        "Police arrested 20 people in Kut.\n\nThe 27 members of the bloc condemned it.",
        "He has 600 men in Kut. These two men were seen at the gate.",
        "Some 200 workers struck in Kut.\n\nThe 50 workers dismissed in April want their jobs back.",
        "The group holds 14 towns.\n\nThe other 12 towns are quiet.",
    ],
)
def test_counts_of_others_are_not(text: str) -> None:
    assert clashes(text) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Militants ambushed a convoy near Djibo on Sunday. Fourteen gendarmes were killed, the army said.\n\n"
         "The funeral of the 41 gendarmes will be held on Friday.",
         "41 gendarmes"),
        ("The coast guard rescued 62 migrants off Zuwara.\n\n"
         "The 26 migrants were taken to a centre in Tripoli.",
         "26 migrants"),
        ("The court in Tunis sentenced nine opponents to prison.\n\n"
         "The seven opponents deny the charges, their lawyer said.",
         "seven opponents"),
        ("Gunmen abducted 317 girls from a school in Jangebe.\n\n"
         "The 371 girls were taken into the forest, the police said.",
         "371 girls"),
        ("The parliament of Tobruk counted 130 deputies on Monday.\n\n"
         "The session was adjourned.\n\n"
         "According to the speaker, the 103 deputies will vote next week.",
         "103 deputies"),
        ("Tehran said that it had installed 174 centrifuges at Natanz.\n\n"
         "The 164 centrifuges will be fed with gas within days, the agency said.",
         "164 centrifuges"),
        ("He spent 13 years in exile in Paris. His party won.\n\n"
         "After 31 years of exile, he returned to Tunis.",
         "31 years"),
        ("Ten soldiers were killed in the attack on the post at Inata.\n\n"
         "The president decorated the thirteen soldiers killed in the attack on Inata.",
         "thirteen soldiers"),
        ("The ferry carried 280 passengers from Basra to Khorramshahr.\n\n"
         "All the 208 passengers were brought to land.",
         "208 passengers"),
        ("Police arrested 33 demonstrators in Algiers on Friday.\n\n"
         "The 43 demonstrators arrested will appear before a judge, their lawyer said.",
         "43 demonstrators"),
        ("The cabinet approved 45 billion dinars for Sinjar.\n\n"
         "The 54 billion dinars will be paid in June, the ministry said.",
         "54 billion dinars"),
        ("The avalanche in Darband killed eight climbers on Friday.\n\n"
         "The bodies of the ten were found by dogs.",
         "ten"),
        ("Some 200 lorries wait at the crossing of Rafah.\n\n"
         "The 2,000 lorries have been there for a week, the drivers say.",
         "2,000 lorries"),
        ("Seven members of one family died in the strike on Khan Younis.\n\n"
         "The nine members of the family were buried on Sunday.",
         "nine members"),
        ("“We are 250 families here,” said the mayor of Arsal.\n\n"
         "The 350 families of Arsal have no water.",
         "350 families"),
    ],
)  # fmt: skip
def test_a_definite_count_is_flagged_where_digits_names_or_fates_say_that_it_takes_up_another(
    text: str, quote: str
) -> None:
    (found,) = clashes(text)
    assert found.quote == quote


@pytest.mark.parametrize(
    "text",
    [
        "Ten soldiers were killed at Inata.\n\nThe president recalled the 53 soldiers killed in 2019 at Inata.",
        "Police arrested 33 demonstrators in Algiers on Friday.\n\n"
        "The 12 demonstrators arrested in Oran were released.",
        "The ship rescued 62 migrants off Zuwara.\n\nThe 26 women were taken to a centre.",
        "Four soldiers were wounded. The two soldiers on guard had seen nothing.",
        "The law was passed by 103 deputies out of 130.\n\nThe 103 deputies sit in Tobruk.",
        "He said 108 people had been freed on Monday and 180 people on Tuesday.",
        "The agency counted 1,200 centrifuges in May and 2,100 centrifuges in August.",
        "The group had five hostages. Two were freed.\n\nThe three hostages are in Kidal.",
        "Seven people were wounded. Two of the seven died.\n\nThe bodies of the two were brought home.",
        "Some 200 lorries wait at Rafah and 150 lorries at Kerem Shalom.\n\nThe 350 lorries carry flour.",
        "The army lost 12 soldiers in May and 14 soldiers in June.\n\nThe 26 soldiers were buried with honours.",
        "The council has 25 members.\n\nTwelve members voted against. The 13 members who voted for it left.",
        "A boat with 45 migrants sank. A second boat with 54 migrants was rescued.",
        "The 5 permanent members of the council met. The 10 elected members did not.",
        "More than 300 lawyers signed. The 350 lawyers of Sfax went on strike.",
        "The six brothers left. The three brothers of the king came back.",
        "On Monday 13 men were arrested. On Tuesday, the 31 men of the village fled.",
        "The unit has 600 men. Its 45 officers were trained in Italy.",
        "The company employs 4,000 workers. The 5,000 workers of the port support them.",
        "The two villages have 120 houses. The 210 houses of Kfar Kila were destroyed.",
        "The mission has 13,000 soldiers, of whom 5,000 come from Africa.\n\n"
        "The 1,300 soldiers of the German army leave.",
        "Three journalists were arrested on Sunday. The four journalists of the daily were already in prison.",
        "Five people were killed and 23 were injured. The injured, 32 people in all with those of Sunday, are in Kut.",
        "The 12 states signed. The 13 states of the group will meet in Doha.",
    ],
)
def test_counts_of_another_place_time_or_group_are_not(text: str) -> None:
    assert clashes(text) == []


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        (
            "The curfew holds for a maximum of 60 days.\n\nDuring these six days nobody may leave the port.",
            ["six days"],
        ),
        ("The ferry was held for 20 days.\n\nIn these 200 days nobody was paid.", ["200 days"]),
        ("The truce lasted 30 days.\n\nFor three days it rained, and these three days were enough.", []),
        ("The truce lasted 30 days.\n\nThese four days were the quiet ones.", []),
    ],
)
def test_a_length_of_time_that_is_taken_up_may_not_lose_a_nought(text: str, quotes: list[str]) -> None:
    assert [found.quote for found in clashes(text)] == quotes
