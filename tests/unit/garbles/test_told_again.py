"""One fact that is told twice with two numbers."""

from __future__ import annotations

import pytest

from tests.unit.garbles.test_number_clash import clashes


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("An explosion in a fuel depot in Beirut killed 12 people on Monday.\n\n"
         "The explosion, which killed 15 people, shook the whole district, residents said.",
         "15 people"),
        ("The prison, built for 900 inmates, holds 2,000 today.\n\n"
         "The governor said that a building designed for 600 could not go on like this.",
         "600"),
        ("Two trains collided near Sohag on Friday and 19 people died.\n\n"
         "The collision, which cost the lives of 32 people, is the worst in years.",
         "32 people"),
        ("Protests entered their twelfth day on Tuesday in Baghdad.\n\n"
         "The square is full on the tenth day of the protests, and nobody leaves.",
         "tenth"),
        ("Hossein Rezai, 34, has a bakery in Shiraz. His shop is empty.\n\n"
         "“Nobody buys,” Hossein Rezai, 43, says.",
         "43"),
        ("Amina, aged 27, fled Tawila with her children.\n\n"
         "At the camp, Amina, 72, waits for water.",
         "72"),
        ("The EU pledged 800 million euros to Tunis, of which 500 million come from the "
         "Commission and 400 million come from member states.",
         "400 million"),
        ("The group holds five hostages in Kidal.\n\n"
         "The families of the eight hostages wrote to the president.",
         "eight hostages"),
        ("The wall fell from a height of 12 metres, the engineer said.\n\n"
         "The wall had fallen from a height of 21 metres onto the street.",
         "21 metres"),
        ("Khartoum: the army retakes the bridge after 17 months\n\n"
         "The army has retaken the bridge after 17 months of siege.\n\n"
         "Residents spoke of the 71 months of siege as of a nightmare.",
         "71 months"),
        ("The strike of the dockers in Genoa is in its third week.\n\n"
         "In the fifth week of the strike, nothing moves in the port.",
         "fifth"),
    ],
)  # fmt: skip
def test_one_fact_with_two_numbers_is_flagged_where_it_is_told_again(text: str, quote: str) -> None:
    (found,) = clashes(text)
    assert found.quote == quote


@pytest.mark.parametrize(
    "text",
    [
        "An explosion killed 12 people in Beirut.\n\n"
        "The explosion that killed 218 people in the port in 2020 is not forgotten.",
        "Protests entered their twelfth day on Tuesday in Baghdad.\n\n"
        "On the tenth day of the protests, the police had fired into the air.",
        "Hassan Karim, 34, has a shop. His brother Ali Karim, 43, helps him.",
        "The camp was built for 3,000 people. It houses 12,000.\n\nAnother camp, designed for 600 people, is closed.",
        "The EU pledged 800 million euros, of which 500 million come from the "
        "Commission and 300 million come from member states.",
        "He worked for 13 years in Paris.\n\nHer 31 years in Rome were hard.",
        "Inflation reached 108 percent in May. In June it was 180 percent.",
        "The price rose from 123 dinars to 132 dinars.",
        "They fell from a height of seven metres.\n\nThe bridge stands at a height of 40 metres.",
        "Forty people died.\n\nThe clashes, which left hundreds wounded, went on.",
        "Six people were killed in Kut and eight in Basra.\n\nThe clashes, which left 14 dead, went on.",
        "The war is in its third week. “We were told on the second day of the war that it would end,” he says.",
        "The council of ten members met. Nine members were present. The nine members chose Hassan.",
        "Salem (52) votes. Salem, 52, has his card.",
    ],
)
def test_two_facts_are_not(text: str) -> None:
    assert clashes(text) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("An armed group freed 16 pupils in Kagara on Sunday.\n\n"
         "The 19 pupils arrived in Minna by bus.",
         "19 pupils"),
        ("TUNIS - The boat had 110 people on board when it capsized off Mahdia.\n\n"
         "Of the 101 people on board, only six survived.",
         "101 people"),
        ("Thirty-one workers were buried in the mine of Zonguldak.\n\n"
         "The families of the 13 workers wait at the gate.",
         "13 workers"),
        ("The judge ordered the release of four activists on Monday.\n\n"
         "The six activists had been detained since the march.",
         "six activists"),
        ("The trial of 24 officers opened in Ankara.\n\n"
         "The 42 officers risk life imprisonment.",
         "42 officers"),
        ("Two journalists of the channel were killed near Aleppo on Thursday.\n\n"
         "The bodies of the three journalists were brought to Gaziantep.",
         "three journalists"),
        ("More than 700 families fled the village of Tel Tamer.\n\n"
         "Most of the 70 families sleep in schools.",
         "70 families"),
        ("Italy will send three ships to the Gulf, the minister said.\n\n"
         "The four ships will leave Taranto in March.",
         "four ships"),
        ("A bomb on a bus in Kabul killed five people on Saturday.\n\n"
         "The bomb, which killed seven people, had been hidden under a seat.",
         "seven people"),
        ("Riyadh will lend Khartoum 500 million dollars.\n\n"
         "The 5 billion dollars will be paid over two years.",
         "5 billion dollars"),
        ("“We have waited 17 years for this verdict,” said the widow.\n\n"
         "After 71 years of waiting, she said, she can sleep.",
         "71 years"),
        ("The ministry closed 38 schools in Herat.\n\n"
         "The 83 schools will open again in spring, it said.",
         "83 schools"),
        ("The crew of the Altair, 12 sailors, was freed on Friday.\n\n"
         "The 21 sailors are in good health, the owner said.",
         "21 sailors"),
        ("Baghdad asked for the return of 2,340 antiquities.\n\n"
         "The 2,430 antiquities lie in a museum in Boston.",
         "2,430 antiquities"),
        ("A court in Tehran condemned seven teachers.\n\n"
         "The eleven condemned teachers have appealed.",
         "eleven condemned teachers"),
        ("Four villages were flooded on the Euphrates.\n\n"
         "The five flooded villages have no road.",
         "five flooded villages"),
        ("Six candidates remain in the race for the presidency of the Kurdistan Region.\n\n"
         "The eight candidates will debate on television.",
         "eight candidates"),
        ("The convoy of 35 trucks left Sirte on Monday.\n\n"
         "The 53 trucks carry fuel.",
         "53 trucks"),
    ],
)  # fmt: skip
def test_other_news_in_which_one_number_is_wrong(text: str, quote: str) -> None:
    (found,) = clashes(text)
    assert found.quote == quote


@pytest.mark.parametrize(
    "text",
    [
        "The government has 22 ministers. Nine ministers resigned.\n\nThe nine ministers belong to the Amal movement.",
        "Italy will send three ships. France will send one.\n\nThe four ships will leave in March.",
        "A bomb killed five people. Two of the wounded died later.\n\nThe bomb, which killed seven people, was hidden.",
        "Ten schools were closed. The twelve schools of Mosul stay open.",
        "The death toll rose to 82.\n\nThe 28 children among the dead were buried in Najaf.",
        "Five ships were seized.\n\nThe three ships that flew the flag of Panama were freed.",
        "Thirty workers were buried. Twelve were saved.\n\nThe families of the 18 workers wait.",
        "The two sides met.\n\nThe three sides of the square were closed.",
        "Two men were arrested in Kut. Four men were arrested in Basra.\n\nThe four men belong to one tribe.",
        "The army has 14,000 soldiers in the north.\n\nThe 12,000 soldiers of the mission are to leave.",
        "Seven people were killed on Monday. On Tuesday a strike killed nine.\n\nThe nine people were in one house.",
        "The law has 12 articles.\n\nThe five articles on the press were dropped.",
        "Twenty countries signed the treaty. Of the twenty countries, eighteen ratified it.\n\n"
        "The 18 countries meet in Rome.",
        "The district has 40 schools. The 30 schools that have heating opened.",
        "Mr. Karim, 62, was elected.\n\nIn 2010 Mr. Karim, 49, had lost.",
        "The convoy of 35 trucks left. Five trucks broke down.\n\nThe 30 trucks reached Kufra.",
        "Four soldiers guard the gate.\n\nThe two soldiers at the door did not move.",
        "Three provinces have no power. The eight provinces of the south have power for two hours.",
        "The hospital has 200 beds. The ministry promised a new one with a capacity of 400 beds.",
        "Eleven lawmakers left. “The ten lawmakers who stayed,” he said, “are with us.”",
        "Some 300 people gathered in Tunis and 500 people in Sfax.\n\nThe 800 people went home at night.",
        "Seven rockets were fired at the base. Three rockets fell inside.\n\nThe three rockets damaged a hangar.",
        "More than 100 houses burned.\n\nThe 120 houses belonged to farmers.",
        "A total of 45 hostages were taken. Some have died.\n\nThe 38 hostages are believed to be alive.",
    ],
)
def test_sums_remainders_and_other_groups_are_left_alone(text: str) -> None:
    assert clashes(text) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("He will visit three countries: France, Germany, Italy and Spain.", "three countries"),
        ("The four districts: Sadr City, Karrada and Mansour.", "four districts"),
        ("They took five towns: Ras Lanuf, Brega and Ajdabiya.", "five towns"),
    ],
)
def test_a_number_and_the_names_behind_it_must_agree(text: str, quote: str) -> None:
    (found,) = clashes(f"The men had left by noon. {text} The road was open.")
    assert found.quote == quote


@pytest.mark.parametrize(
    "text",
    [
        "The three provinces: Fars, Sistan and Baluchestan and Kerman.",
        "The three provinces: Fars, Kerman, Sistan and Baluchestan.",
        "He met two men: Ali Hassan, the mayor, and Omar.",
        "Four states: Oman, Qatar, Kuwait, and the United Arab Emirates.",
        "Two ministers: Hassan and Karim.",
        "At least three cities: Rome, Paris, Berlin and Vienna.",
    ],
)
def test_names_with_more_words_between_are_not_counted(text: str) -> None:
    assert clashes(f"The men had left by noon. {text} The road was open.") == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Four dead in Basra protest\n\n"
         "Six protesters were killed on Friday in Basra, a hospital source said.\n\n"
         "The governor resigned.",
         "Six protesters"),
        ("The ministry gave the strikers a deadline of 45 days.\n\n"
         "The 54 days end in March, the union said.",
         "54 days"),
        ("A delegation of five ministers landed in Juba.\n\n"
         "The six ministers met the rebels.",
         "six ministers"),
        ("The quake of magnitude 6.8 struck at night.\n\n"
         "With a magnitude of 8.6, it was felt in Rabat.",
         "8.6"),
        ("Eleven clubs signed the charter.\n\n"
         "The twelve clubs that signed the charter will meet again.",
         "twelve clubs"),
        ("The detention centre has room for 250 people.\n\n"
         "The centre, built for 520 people, holds 900.",
         "520 people"),
        ("The assembly elected him with 73 votes.\n\n"
         "The 37 votes came from the south.",
         "37 votes"),
    ],
)  # fmt: skip
def test_a_third_sheaf_of_news_with_one_wrong_number(text: str, quote: str) -> None:
    (found,) = clashes(text)
    assert found.quote == quote


@pytest.mark.parametrize(
    "text",
    [
        "Four dead in Basra protest\n\nSix protesters were killed on Friday in Kut, a hospital source said.",
        "Four dead in Basra\n\nThree protesters and a guard were killed on Friday in Basra, a hospital source said.",
        "Nine ministers resigned. The six ministers of the Karama bloc stayed.",
        "The quake of magnitude 6.8 struck at night.\n\nAn aftershock of magnitude 4.9 followed.",
        "The quake of magnitude 6.8 struck at night.\n\nA survey put it at magnitude 7.1.",
        "Eleven clubs signed the charter. The three clubs that did not sign the charter left.",
    ],
)
def test_what_differs_for_a_reason_is_left_alone(text: str) -> None:
    assert clashes(text) == []
