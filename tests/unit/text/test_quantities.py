"""Quantities: value, range, how exact, unit and role."""

from __future__ import annotations

import pytest

from annotator.text.quantities import number, quantities
from annotator.text.spans import Span


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("It holds for a maximum of 90 days.", "a maximum of 90 days"),
        ("It takes a minimum of 12 men.", "a minimum of 12 men"),
        ("A maximum of 90 days.", "A maximum of 90 days"),
        ("He lost an average of 7 men.", "an average of 7 men"),
    ],
)
def test_a_quote_begins_with_the_first_word_that_says_how_exact_it_is(text: str, quote: str) -> None:
    (found,) = quantities(text)
    assert found.quote == text[found.start : found.end] == quote


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("The blast killed two people.", (2, None, "exact", "people", "killed")),
        ("It wounded at least seven others.", (7, None, "at least", "others", "wounded")),
        ("The flood made six dead selon the services of the city.", (6, None, "exact", None, "killed")),
        ("At least 12 wounded après the collapse of the bridge.", (12, None, "at least", None, "wounded")),
        ("Some 3,400 US troops stayed.", (3400, None, "about", "troops", "troops")),
        ("About 2.5 million people fled.", (2.5e6, None, "about", "people", "displaced")),
        ("The bank froze $ 4 billion.", (4e9, None, "exact", "USD", "money")),
        ("It cost 1.2 million Iraqi dinars.", (1.2e6, None, "exact", "IQD", "money")),
        ("Half a dozen rockets fell.", (6, None, "exact", "rockets", None)),
        ("They fired dozens of shells.", (24, None, "dozens", "shells", None)),
        ("Tens of thousands of refugees came.", (20_000, None, "dozens", "refugees", "displaced")),
        ("Turnout was 41.5 percent.", (41.5, None, "exact", "percent", None)),
        ("Between 20 and 30 gunmen came.", (20, 30, "exact", "gunmen", "troops")),
        ("They want 3 to 4 million barrels.", (3e6, 4e6, "exact", "barrels", None)),
        ("Police arrested forty-two men.", (42, None, "exact", "men", "arrested")),
        ("No more than 12 guards stood there.", (12, None, "at most", "guards", None)),
        ("Two hundred and fifty tents burned.", (250, None, "exact", "tents", None)),
        ("قتل ۲۵۰۰ جنديا", (2500, None, "exact", "جنديا", None)),
        ("Twenty-five hundred tents burned.", (2500, None, "exact", "tents", None)),
        ("A hundred and ten thousand people fled.", (110_000, None, "exact", "people", "displaced")),
        ("Two thirds of the wells are dry.", (2 / 3, None, "exact", "wells", None)),
        ("They walked two and a half miles.", (2.5, None, "exact", "miles", None)),
        ("It lent one and a half million dollars.", (1.5e6, None, "exact", "USD", "money")),
        ("A couple of dozen boats sank.", (24, None, "dozens", "boats", None)),
        ("The port lost US$2bn.", (2e9, None, "exact", "USD", "money")),
        ("The port lost 3 mln euros.", (3e6, None, "exact", "EUR", "money")),
        ("A meal costs 900 Syrian pounds.", (900, None, "exact", "SYP", "money")),
        ("They found 40 pounds of explosives.", (40, None, "exact", "pounds", None)),
        ("A 500-pound bomb fell.", (500, None, "exact", "pounds", None)),
        ("It costs three dollars and 45 cents.", (3.45, None, "exact", "USD", "money")),
        ("It is 12 km away.", (12, None, "exact", "kilometres", None)),
        ("The field has 40 square metres.", (40, None, "exact", "square metres", None)),
        ("Winds reached 90 km/h.", (90, None, "exact", "km/h", None)),
        ("It was 45 degrees Celsius.", (45, None, "exact", "degrees Celsius", None)),
        ("It was -5 degrees.", (-5, None, "exact", "degrees", None)),
        ("He is a 25-year-old baker.", (25, None, "exact", "years old", None)),
        ("The baker, aged 30, left.", (30, None, "exact", "years old", None)),
        ("The baker Salim Haddo, 34, left.", (34, None, "exact", "years old", None)),
        ("Turnout fell two percentage points.", (2, None, "exact", "percent", None)),
        ("From 5 to 7 boats came.", (5, 7, "exact", "boats", None)),
        ("It pumps 2-3 million barrels.", (2e6, 3e6, "exact", "barrels", None)),
        ("One in five wells is dry.", (0.2, None, "exact", "wells", None)),
        ("They need 500 or more tents.", (500, None, "at least", "tents", None)),
        ("Fewer than a thousand tents are left.", (1000, None, "at most", "tents", None)),
        ("There were no casualties.", (0, None, "exact", "casualties", None)),
        ("The death toll rose to 12.", (12, None, "exact", None, "killed")),
        ("Five people were killed by the flood.", (5, None, "exact", "people", "killed")),
        ("The market, 40 000 square metres large, burned.", (40_000, None, "exact", "square metres", None)),
        ("قتل ٢٥ جنديا", (25, None, "exact", "جنديا", None)),
    ],
)
def test_a_quantity_is_read(text: str, read: tuple[object, ...]) -> None:
    """`read`: value, high, qualifier, unit, role."""
    (found,) = quantities(text)
    assert (found.value, found.high, found.qualifier, found.unit, found.role) == read
    assert text[found.start : found.end] == found.quote


@pytest.mark.parametrize(
    "text",
    [
        "An F-16 flew over.",
        "COVID-19 came back.",
        "The third man ran.",
        "It began in 2019 and ended on March 4, 2021.",
        "They met at 10:30 on the 5th.",
        "One explained that no one knew.",
        "A man left for an hour.",
        "They spoke of 9/11 again.",
        "They work 24/7 there.",
        "The team came third.",
    ],
)
def test_names_dates_and_ordinals_are_no_quantities(text: str) -> None:
    assert quantities(text) == []


def test_two_tolls_of_one_sentence_keep_their_roles() -> None:
    found = quantities("The attack killed three soldiers and wounded eleven civilians.")
    assert [(q.value, q.role) for q in found] == [(3, "killed"), (11, "wounded")]


def test_a_score_is_no_range() -> None:
    assert [q.high for q in quantities("The home side won 3-1.")] == [None, None]


def test_a_list_of_numbers_is_read_apart() -> None:
    assert [q.value for q in quantities("Blocks 12,14,16 burned.")] == [12, 14, 16]


@pytest.mark.parametrize(
    "text", ["1," * 30_000, "twenty " * 10_000, "and " * 20_000, "1 to " * 10_000, "\ud800 3 \x00 5"]
)
def test_odd_input_is_read_without_an_error(text: str) -> None:
    quantities(text, apart_from=[])


def test_two_numbers_joined_by_and_are_no_range() -> None:
    assert [q.value for q in quantities("Houses two and three burned.")] == [2, 3]


def test_a_stretch_gives_only_its_own_quantities() -> None:
    text = "Six boats sank. Nine were towed."
    assert [q.value for q in quantities(text, Span(16, len(text)))] == [9]


@pytest.mark.parametrize(
    ("words", "value"), [("twenty-two thousand and five", 22_005), ("a hundred", 100), ("1,250", 1250)]
)
def test_number_words(words: str, value: float) -> None:
    assert number(words) == value


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The fund paid USD750 to each.", 750, "USD"),
        ("The fund paid ₦900 to each.", 900, "NGN"),
        ("The fund paid 80 Danish kroner to each.", 80, "DKK"),
        ("The fund paid 80 Philippine pesos to each.", 80, "PHP"),
        ("It cost 1.250.300,75 euros.", 1250300.75, "EUR"),
        ("It cost 1'250'300 francs.", 1250300, "francs"),
        ("It was minus 12 degrees.", -12, "degrees"),
        ("The balance was negative 12.", -12, None),
        ("The load was 1.5e4 litres.", 15000, "litres"),
        ("There were 3x10^4 grains.", 30000, "grains"),
        ("Some 3 millions people live there.", 3e6, "people"),
        ("The girl is 5 and a half years old.", 5.5, "years old"),
        ("The girl is 4 yrs old.", 4, "years old"),
        ("The guard is 6 ft 3 in.", 6.25, "feet"),
        ("The guard is 6 feet and 3 inches tall.", 6.25, "feet"),
        ("Turnout rose by half a percent.", 0.5, "percent"),
        ("They walked half a mile.", 0.5, "miles"),
        ("The share is seven twentieths.", 0.35, None),
        ("The share is three twenty-fifths.", 0.12, None),
        ("The sum is forty and nine hundredths.", 40.09, None),
        ("The sum is two million and three quarters.", 2750000, None),
    ],
)
def test_general_forms_of_numbers(text: str, value: float, unit: str | None) -> None:
    (found,) = quantities(text)
    assert found.value == pytest.approx(value)
    assert found.unit == unit


@pytest.mark.parametrize("text", ["The rifle is a KFR35.", "The rifle is a BXW320 of theirs."])
def test_a_code_of_three_letters_is_no_money(text: str) -> None:
    assert not quantities(text)


def test_a_power_that_no_float_holds_is_none() -> None:
    assert [found.value for found in quantities("It is 9^999 and 0^-1 and 10^-400 wide.") if found.value > 1e6] == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("He sent flour to five villages.", "five villages"),
        ("They left on a three-day march.", "three-day"),
        ("So four men left.", "four men"),
        ("The judge sent him to ten years in prison.", "ten years"),
    ],
)
def test_a_number_in_words_is_read_whatever_small_word_stands_before_it(text: str, quote: str) -> None:
    assert [found.quote for found in quantities(text)] == [quote]


@pytest.mark.parametrize(
    ("text", "value", "high", "unit", "qualifier"),
    [
        ("They lost 26 boats.", 26, None, "boats", "exact"),
        ("They lost 26 boats or more.", 26, None, "boats", "at least"),
        ("They lost about 26 boats.", 26, None, "boats", "about"),
        ("They lost minus 26 boats.", -26, None, "boats", "exact"),
        ("They lost 26 million boats.", 26e6, None, "boats", "exact"),
        ("They lost 26 dozens.", 312, None, None, "exact"),
        ("It fell 5 percent.", 5, None, "percent", "exact"),
        ("It fell 5 percent to 7 percent.", 5, 7, "percent", "exact"),
        ("It took 5 years.", 5, None, "years", "exact"),
        ("She is 5 years old.", 5, None, "years old", "exact"),
        ("It flew 900 metres.", 900, None, "metres", "exact"),
        ("It flew 900 metres per second.", 900, None, "metres per second", "exact"),
        ("They lost 26.", 26, None, None, "exact"),
        ("They lost four, he said.", 4, None, None, "exact"),
    ],
)
def test_a_plain_number_is_read_like_one_with_more_about_it(
    text: str, value: float, high: float | None, unit: str | None, qualifier: str
) -> None:
    (found,) = quantities(text)
    assert (found.value, found.high, found.unit, found.qualifier) == (value, high, unit, qualifier)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("The quota does not exceed seven buckets a day.", (7, "at most", "buckets")),
        ("The fee didn’t exceed 40 dollars.", (40, "at most", "USD")),
        ("They pay a rent not exceeding 300 dollars.", (300, "at most", "USD")),
        ("Costs have not yet exceeded 5 billion yen.", (5e9, "at most", "JPY")),
        ("The loss exceeds 40 dollars.", (40, "at least", "USD")),
        ("The prosecutor opened an inquiry about two deputies.", (2, "exact", "deputies")),
        ("The trip costs about five dollars.", (5, "about", "USD")),
        ("The debt is one billion and 400 million dollars.", (1.4e9, "exact", "USD")),
        ("They sent 3 hundred thousand tents.", (300_000, "exact", "tents")),
        ("1.500 people came.", (1500, "exact", "people")),
        ("The silo holds 2.375 tons.", (2.375, "exact", "tons")),
        ("No reported casualties so far.", (0, "exact", "casualties")),
        ("A woman of 62 years was hurt.", (62, "exact", "years old")),
        ("A boy of ten died.", (10, "exact", "years old")),
        ("Salim Haddo (34) left.", (34, "exact", "years old")),
        ("It rose by a percentage of 16.", (16, "exact", "percent")),
        ("Three in four women agreed.", (0.75, "exact", "women")),
        ("The 20-odd guards left.", (20, "about", "guards")),
        ("They sent two hundreds of tents.", (200, "exact", "tents")),
        ("The plant makes 300 MW.", (300, "exact", "megawatts")),
        ("He was jailed for a term of 10 years.", (10, "exact", "years")),
    ],
)
def test_the_words_around_a_number_are_read(text: str, read: tuple[object, ...]) -> None:
    """`read`: value, qualifier, unit."""
    (found,) = quantities(text)
    assert (found.value, found.qualifier, found.unit) == read


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Thirteen citizens were martyred in the raid.", ["killed"]),
        ("Nine bakers were killed.", ["killed"]),
        ("Forty miners lost their lives.", ["killed"]),
        ("The flood claimed the lives of 40 miners.", ["killed"]),
        ("A man with 3 children lives in the house.", [None]),
        ("The number of those displaced reached 1,700 farmers.", ["displaced"]),
        ("Twelve gunmen killed two guards.", ["troops", "killed"]),
        ("Twelve gunmen attacked the post, killing five soldiers.", ["troops", "killed"]),
        ("He was killed by three attackers.", [None]),
        ("The army captured three villages.", [None]),
        ("The storm killed nine goats.", [None]),
        ("Four hostages were killed and six freed.", ["killed", None]),
        ("One dead, the cook, and four injured.", ["killed", "wounded"]),
        ("One killed, two hurt in a fire.", ["killed", "wounded"]),
    ],
)
def test_a_role_is_of_those_to_whom_it_was_done(text: str, roles: list[str | None]) -> None:
    assert [found.role for found in quantities(text)] == roles


@pytest.mark.parametrize(
    "text",
    [
        "The rescue ship Sea-Star 3 docked.",
        "The army began Operation Claw-Fire 2 in the north.",
        "The Claw-Fire 2 operation began.",
        "Under resolution 1701 the army may enter.",
        "The article 140 of the constitution covers it.",
        "Zone 3 burned.",
        "The council met on 26 Bahman.",
        "In Esfand 1399 the price rose.",
        "No one was hurt.",
        "The one killed was a cook.",
        "The twenty-first raid failed.",
        "The city marks the 75th anniversary of its university.",
    ],
)
def test_names_labels_and_other_calendars_count_nothing(text: str) -> None:
    assert not quantities(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("In the zone 3 tents burned.", 3),
        ("In Mosul 12 people died.", 12),
        ("Blast Kills 12 In Market", 12),
        ("He paid Sh 500.", 500),
        ("A twenty-first of the wells are dry.", 1 / 21),
        ("It lasts two one-hundredths of a second.", 0.02),
    ],
)
def test_a_number_behind_a_name_or_place_may_count(text: str, value: float) -> None:
    assert [found.value for found in quantities(text)] == [pytest.approx(value)]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("It cost 500 dinars.", "dinars"),
        ("In Benghazi it cost 500 dinars.", "LYD"),
        ("The shops of Khartoum were shut. A loaf cost 500 pounds.", "SDG"),
        ("Syrian refugees in Beirut pay 900 pounds.", "LBP"),
        ("Beirut is dear. Rents in Beirut rose. Syrian refugees pay 900 pounds.", "LBP"),
        ("The flight from Amman to Baghdad costs 90 dinars.", "dinars"),
        ("It cost 5,000 francs CFA in Bamako.", "XOF"),
        ("It cost 5,000 CFA francs in Douala.", "XAF"),
        ("It cost 5,000 francs CFA.", "CFA francs"),
        ("It cost 300 pounds sterling.", "GBP"),
        ("It cost 300 dinars Kuwaiti.", "KWD"),
        ("It cost 40 old francs.", "francs"),
        ("It cost 3 million rials in Tehran.", "IRR"),
    ],
)
def test_the_places_of_the_article_say_whose_money_it_is(text: str, unit: str) -> None:
    (found,) = quantities(text)
    assert (found.unit, found.role) == (unit, "money")
