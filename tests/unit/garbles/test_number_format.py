from __future__ import annotations

import pytest

from annotator.garbles import sums

from .cast import findings, quotes

KIND = "number-format"


@pytest.mark.parametrize(
    ("text", "flagged", "mended"),
    [
        ("About 2.500 troops are there.", "2.500", "2,500"),
        ("The city has 1.234.567 inhabitants.", "1.234.567", "1,234,567"),
        ("He paid 1.000,50 euros for it.", "1.000,50", "1,000.50"),
        ("The loan is $ 2 billion.", "$ 2 billion", "$2 billion"),
        ("Some 1,5 million people fled.", "1,5", "1.5"),
        ("Prices rose by 10 % last year.", "10 %", "10%"),
        ("Prices rose by 10 % and then by 5 percent.", "10 %", "10 percent"),
        ("More than 1 000 000 barrels were lost.", "1 000 000", "1,000,000"),
        ("Some 25 000 people marched.", "25 000", "25,000"),
        ("The bill was 2,500,00 dollars.", "2,500,00", "2,500.00"),
        ("The rockets fell at 20h30 near it.", "20h30", "20:30"),
        ("They fell at 20h30, and not at 9 a.m.", "20h30", "8:30 p.m."),
        ("He arrived at 14h and left.", "14h", "14:00"),
        ("It costs 500 € a month.", "500 €", "€500"),
        ("Petrol is €3,50 a litre.", "€3,50", "€3.50"),
        ("About ٢٥٠٠ troops came.", "٢٥٠٠", "2500"),
        ("A budget of 1'000'000 francs.", "1'000'000", "1,000,000"),
        ("The debt of 1,50,000 was paid.", "1,50,000", "150,000"),
        ("Some 10.000 fled the town.", "10.000", "10,000"),
        ("In house n° 5 of it.", "n° 5", "No. 5"),
        ("About 10,0000 people live there.", "10,0000", "100,000"),
        ("It failed shortly after 13h, when the heat rose.", "13h", "13:00"),
        ("It failed at 13 h 30, and not at 9 a.m.", "13 h 30", "1:30 p.m."),
        ("The talks begin at 15.30 Uhr in Kut.", "15.30 Uhr", "15:30"),
        ("The talks begin at 20 o’clock, or at 7 a.m.", "20 o’clock", "8 p.m."),
        ("The dollar is trading at 26/200 tomans.", "26/200", "26,200"),
        ("The count stopped at 6.762, and then rose.", "6.762", "6,762"),
        ("The memorandum grants it 105 millions of euro for the coast.", "105 millions of euro", "€105 million"),
        ("About 2 million of people fled.", "2 million of people", "2 million people"),
        ("They owe 3 milliards of dollars.", "3 milliards of dollars", "$3 billion"),
        ("They owe five millions of dollars.", "five millions of dollars", "five million dollars"),
        ("Some 100 thousands refugees came.", "100 thousands refugees", "100 thousand refugees"),
        ("The price is 2 million and 300 thousand dinars.", "2 million and 300 thousand", "2.3 million"),
        ("They sell one million and 200 thousand barrels.", "one million and 200 thousand", "1.2 million"),
        ("Iran has 17/7 kilograms of it.", "17/7", "17.7"),
        ("It cost 5 Mds € last year.", "5 Mds €", "€5 billion"),
        ("The deal is worth 2,5 M€ for the port.", "2,5 M€", "€2.5 million"),
        ("A credit of 10 million dollar was given.", "10 million dollar", "10 million dollars"),
        ("They paid 500 dinar for it.", "500 dinar", "500 dinars"),
        ("They paid 15.000 euro for it.", "15.000 euro", "15,000 euros"),
        ("One thousand 200 people fled.", "One thousand 200", "1,200"),
        ("Some five hundreds people fled.", "five hundreds", "five hundred"),
        ("He got percent 60 of the vote.", "percent 60", "60 percent"),
        ("He got 60 for cent of the vote.", "60 for cent", "60 percent"),
        ("It was signed on 24-05-2021 in Baghdad.", "24-05-2021", "May 24, 2021"),
        ("In the 2019 year the war ended.", "the 2019 year", "2019"),
        ("Inflation soared to 2.700 percent.", "2.700", "2,700"),
        ("The road is 84/5 km long.", "84/5", "84.5"),
        ("It grew by 12/35 tons a day.", "12/35", "12.35"),
        ("The quake had a magnitude of 5,8 there.", "5,8", "5.8"),
        ("It took 2,5 hours to get there.", "2,5", "2.5"),
        ("Only %25 of them voted.", "%25", "25%"),
        ("Only 25٪ of them voted.", "25٪", "25%"),
        ("It was signed on 12.03.2021 in Kut.", "12.03.2021", "March 12, 2021"),
        ("It was signed on 12.03.2021, not on 3 May.", "12.03.2021", "12 March 2021"),
        ("It was signed le 12/03 in Kut.", "le 12/03", "March 12"),
        ("It was signed on 3. October in Kut.", "3. October", "October 3"),
        ("It was signed on the 12 of March in Kut.", "the 12 of March", "March 12"),
        ("It was the 1er May, a holiday.", "1er", "1"),
        ("The 2ème division left.", "2ème", "2nd"),
        ("It was built in the XIX century.", "XIX", "19th"),
        ("The house is Nr. 5 in it.", "Nr. 5", "No. 5"),
        ("It was signed on the 15 March in Kut.", "the 15 March", "March 15"),
        ("It was signed on the 15 March 2021.", "the 15 March 2021", "March 15, 2021"),
        ("In the years ’80 there was a war.", "years ’80", "1980s"),
        ("Some 25 percents of them voted.", "25 percents", "25 percent"),
        ("The talks began at 15:30 p.m. in Kut.", "15:30 p.m.", "3:30 p.m."),
        ("It was signed on 24/03/2021 in Kut.", "24/03/2021", "March 24, 2021"),
        ("It was the 20-th day of it.", "20-th", "20th"),
        ("It was built in 2020 year there.", "2020 year", "2020"),
        ("Some 30 ten thousand people fled.", "30 ten thousand", "300,000"),
        ("The loss was 1.2 hundred million yuan.", "1.2 hundred million", "120 million"),
        ("About 12 thousand and 500 people fled.", "12 thousand and 500", "12,500"),
    ],
)
def test_a_figure_in_another_languages_convention_is_flagged_with_the_english_one(
    text: str, flagged: str, mended: str
) -> None:
    (finding,) = findings(text, KIND)
    assert finding.quote == flagged
    assert finding.suggestions[0].name == mended


@pytest.mark.parametrize(
    "text",
    [
        "The value of pi is 3.141 and of e 2.718.",
        "About 2,500 troops and 2.5 million people.",
        "The rate rose to 1.125 percent, from 0.250.",
        "See section 3.1.2 and version 1.234.567.",
        "The IP is 192.168.100.200.",
        "The euro traded at $1.085 on Monday.",
        "He won 2-1 and 6-4, 7-6.",
        "On May 12 300 people marched.",
        "At 10 500 people gathered.",
        "Call +33 1 42 34 50 00 or 0800 123 456.",
        "IBAN DE89 3704 0044 0532 0130 00",
        "In 2019 300 people died.",
        "He batted .300 with a 1.000 OPS.",
        "The film, 1,500 minutes long, cost $1,500.50.",
        "It costs $2 billion, €5 and £3.50, up 10%.",
        "Pages 1,5 and 7 are missing.",
        "A 24h clock and a 48h strike.",
        "He is 6'2\" and weighs 80 kg.",
        "The ratio was 1.618 to 1.",
        "Petrol costs €1.459 a litre.",
        "Rs 1,50,000 is one lakh and a half in India.",
        "The vote was 1,234 to 987, or 55.6 percent.",
        "Psalm 1,5 says so.",
        "The 1990s, the 20th century, 3,000 BC.",
        "He ran 100 m in 9.580 seconds and 5.000 km in 15:30.",
        "Groups of 12, 30 and 45 men.",
        "Article 5 200 words long",
        "GPA of 4.000 was needed",
        "The flag (US$20m) flew at 10:30.",
        "Table 4 500 600 700",
        "After 12h of talks and a 24h strike, at 5 p.m., 24 hours later, they left.",
        "Resolution 26/200 states it, and 1/100 people know it.",
        "The pound traded at 1.267, and the index closed at 6.762.",
        "Some 2 million of the refugees, 3 million of them children, and a million of its people fled.",
        "Tens of millions of people, two million people and 5 million, thousands of them.",
        "On the 12th of March, on March 12, 2021, on 12 March, in 5 of March’s cases.",
        "It stands in group 3. March was late. Henry VIII reigned a century; the 19th century came.",
        "A path with a%20space, a 25% rise and version 12.3.2021b.",
        "A 10 million dollar loan, one dollar a day, 0.5 dollar; the 500 euro note and the 100 dollar bill.",
        "The bond yields 4.500 percent. He drank 5 M of water; the M 5 is closed; 5 MD of them came.",
        "In the 2019 year-end report, of the 2020 year group; five hundreds of thousands; a thousand 200s.",
        "What percent 60 years ago? It is 10 per hundred thousand. Born 12-05-2021, tel. 24-05-20211.",
        "World War II and the XIX Corps; 9/11 and 24/7; the 2nd division.",
        "The toll rose by 1.125 percent.",
        "The 11 September attacks, the 8 March coalition and, in later years, 80 of them; in years 20 and 30.",
        "In 2020 years of work were lost; at 2:30 p.m. and 12 p.m., on 2/3/2021, a 20-year term.",
        "Ten thousand people, two hundred thousand, 10 thousand to 300 thousand, 5 thousand or 500 of them.",
    ],
)
def test_what_english_writes_alike_is_passed_over(text: str) -> None:
    assert quotes(text, KIND) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran enriches uranium to 3/67 percent.", [("3/67", "3.67")]),
        ("The price of bread rose by 48/5 percent.", [("48/5", "48.5")]),
        ("The rate fell by 3/4 percent.", []),
        ("A height of 2/4 kilometers, 6/8 million litres.", [("2/4", "2.4"), ("6/8", "6.8")]),
        ("Only 31/6 million litres came.", [("31/6", "31.6")]),
        ("A rise of 3/16 percent was fixed.", []),
        ("The 9/11 attacks, 24/7 percent of the time.", []),
    ],
)
def test_a_stroke_is_the_decimal_point_of_persian_copy(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(span.of(text), right) for span, right, _ in sums.decimals(text)] == expected


def test_a_unit_of_two_words_behind_of_is_one_sum_too() -> None:
    assert quotes("They need 3 million of cubic meters a year.", KIND) == ["3 million of cubic meters"]
    assert quotes("The price of bread rose by 48/5 percent.", KIND) == ["48/5"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The explosion of 2.750 tons of nitrate.",
        "Some 2.750 tons burned.",
        "The ship carried 1.250 tons of wheat.",
        "The boat left at 7,40.",
        "The plane landed at 18,05 in Rome.",
        "The meeting began shortly after 11 hours.",
        "Polls opened at 6.00 hours on Sunday.",
        "He spoke at 21 hours on Monday.",
        "A mourning of 72h was declared.",
        "Some 2/400 Afghanis a sack.",
        "Only five percents of families eat.",
        "He said that on the 22 November will begin the trial.",
        "It opens at 10 o’clock of the morning.",
        "Damage of 14 billion dinar (46 million dollars).",
        "The train at 17,30 was late.",
        "The area measures 3.200 square kilometers.",
        "Production fell to 1.150.000 barrels.",
        "The curfew begins at 20.00 hours.",
        "He paid 3,500.50 euros and 2.500,50 euros.",
        "The aid is 1.300 million euros.",
        "The budget of 4.500 million dollars was voted.",
        "It costs 0,50 euro a litre.",
        "A magnitude of 5,9 was felt.",
    ],
)
def test_hours_and_sums_that_other_languages_tell_so_are_flagged(sentence: str) -> None:
    assert quotes(f"The men had left by noon. {sentence} The road was open.", KIND)


@pytest.mark.parametrize(
    "sentence",
    [
        "He waited 11 hours.",
        "After 11 hours of talks, they agreed.",
        "Shortly after 11 hours in the water, he was found.",
        "The talks lasted until 11.",
        "At 7,400 metres it is cold.",
        "Prices rose 7.40 percent.",
        "It closed at 7.40 dollars.",
        "The flight takes 2 hours.",
        "Within 24 hours he was back.",
        "The boat sank at 3.750 metres.",
        "It weighs 2.755 tons.",
        "She ran it in 9.875 seconds.",
        "The index closed at 1.250.",
        "A power cut of 6 hours hit Beirut.",
        "They get power for 2 hours at night.",
        "The rate stands at 1.250 percent.",
        "It was fixed at 1.750 per dollar.",
        "He slept at most 4 hours.",
        "He arrived at 7, 40 minutes late.",
        "Rooms 7,40 and 52 were empty.",
        "After 3 hours at sea, they drowned.",
        "In 15 hours the army took the town.",
        "It took at least 11 hours.",
    ],
)
def test_lengths_of_time_measures_and_rates_are_left_alone(sentence: str) -> None:
    assert quotes(f"The men had left by noon. {sentence} The road was open.", KIND) == []


@pytest.mark.parametrize(
    ("sentence", "right"),
    [
        ("In the 2021-2018 war many died.", "2018-2021"),
        ("They lost between 3,000 and 2,500 men.", "between 2,500 and 3,000"),
    ],
)
def test_a_range_that_stands_from_right_to_left_is_turned(sentence: str, right: str) -> None:
    (found,) = findings(sentence, KIND)
    assert found.suggestions[0].name == right


@pytest.mark.parametrize(
    "sentence",
    [
        "In 2018-2021 it rained.",
        "Between 9 and 5 people rest.",
        "the season 2020-21",
        "It costs between 10 and 20 dollars.",
    ],
)
def test_a_range_that_rises_is_left_alone(sentence: str) -> None:
    assert quotes(sentence, KIND) == []
