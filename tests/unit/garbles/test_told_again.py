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
