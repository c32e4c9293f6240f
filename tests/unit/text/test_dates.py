"""Dates: as written, and resolved against the day of publication."""

from __future__ import annotations

import datetime

import pytest

from annotator.text.dates import dates

WEDNESDAY = datetime.date(2022, 5, 11)


@pytest.mark.parametrize(
    ("text", "quote", "resolved", "precision"),
    [
        ("It began on 3 March 2019.", "3 March 2019", "2019-03-03", "day"),
        ("It began on March 3rd, 2019.", "March 3rd, 2019", "2019-03-03", "day"),
        ("It began on 2019-03-03.", "2019-03-03", "2019-03-03", "day"),
        ("It began on April 2.", "April 2", "2022-04-02", "day"),
        ("It began on December 2.", "December 2", "2021-12-02", "day"),
        ("They met on Tuesday.", "Tuesday", "2022-05-10", "day"),
        ("They met last Saturday night.", "last Saturday night", "2022-05-07", "day"),
        ("They will meet on Friday.", "Friday", "2022-05-13", "day"),
        ("They meet next Friday.", "next Friday", "2022-05-20", "day"),
        ("It was quiet yesterday.", "yesterday", "2022-05-10", "day"),
        ("It rained three days ago.", "three days ago", "2022-05-08", "day"),
        ("It rained last week.", "last week", "2022-W18", "week"),
        ("At the end of January they left.", "At the end of January", "2022-01", "month"),
        ("The vote is scheduled for October.", "October", "2022-10", "month"),
        ("They left in October.", "October", "2021-10", "month"),
        ("They left in early May 2020.", "early May 2020", "2020-05", "month"),
        ("It closed in late 2018.", "late 2018", "2018", "year"),
        ("It closed a year ago.", "a year ago", "2021", "year"),
        ("It closed in the 1990s.", "1990s", "1990", "year"),
        ("It fell in the summer of 2014.", "summer of 2014", "2014-SU", "season"),
        ("It fell at 10:30 p.m.", "10:30 p.m.", "T22:30", "time"),
        ("It fell at 7 PM on a roof.", "7 PM", "T19:00", "time"),
        ("Le 15 février 2021, tout allait bien.", "15 février 2021", "2021-02-15", "day"),
        ("في ١٥ فبراير ٢٠٢١", "١٥ فبراير ٢٠٢١", "2021-02-15", "day"),
        ("The talks opened on the fourth of July 2017.", "fourth of July 2017", "2017-07-04", "day"),
        ("Shelling resumed on the 15th of February.", "15th of February", "2022-02-15", "day"),
        ("It opened on Sept. 9, 2011.", "Sept. 9, 2011", "2011-09-09", "day"),
        ("It opened on 21/03/2019.", "21/03/2019", "2019-03-21", "day"),
        ("It opened on 9/6/2021.", "9/6/2021", None, "day"),
        ("It opened on 05/10/2022.", "05/10/2022", "2022-05-10", "day"),
        ("It opened on the second Sunday of May 2021.", "second Sunday of May 2021", "2021-05-09", "day"),
        ("He was born on 2 March nineteen eighty-four.", "2 March nineteen eighty-four", "1984-03-02", "day"),
        ("They met in mid-March.", "mid-March", "2022-03", "month"),
        ("They met on the Friday of last week.", "Friday of last week", "2022-05-06", "day"),
        ("They met this past Monday.", "this past Monday", "2022-05-09", "day"),
        ("The bridge will open in three weeks.", "in three weeks", "2022-06-01", "week"),
        ("The bridge will open in a week.", "in a week", "2022-05-18", "week"),
        ("They left the day before yesterday.", "day before yesterday", "2022-05-09", "day"),
        ("They left two weeks before 15 March 2020.", "two weeks before 15 March 2020", "2020-03-01", "week"),
        ("Three years later they returned.", "Three years later", None, "year"),
        ("They left a year and three months ago.", "a year and three months ago", "2021-02", "month"),
        ("Prices rose in the week of 4 April.", "week of 4 April", "2022-W14", "week"),
        ("He resigned on Christmas Eve 2019.", "Christmas Eve 2019", "2019-12-24", "day"),
        ("It was signed on Good Friday 1998.", "Good Friday 1998", "1998-04-10", "day"),
        ("The lights went out at midnight.", "midnight", "T00:00", "time"),
        ("It began at 9.15 am.", "9.15 am", "T09:15", "time"),
        ("وقع في شباط 2020", "شباط 2020", "2020-02", "month"),
        ("وقع في 3 كانون الثاني 2020", "3 كانون الثاني 2020", "2020-01-03", "day"),
        ("Elle est morte jeudi.", "jeudi", "2022-05-05", "day"),
        ("It fell on 03/04/2022.", "03/04/2022", None, "day"),
        ("It fell on February 31.", "February 31", None, "day"),
    ],
)
def test_a_date_is_read(text: str, quote: str, resolved: str | None, precision: str) -> None:
    (found,) = dates(text, published=WEDNESDAY)
    assert (found.quote, found.resolved, found.precision) == (quote, resolved, precision)
    assert text[found.start : found.end] == quote


@pytest.mark.parametrize(
    ("text", "quote", "resolved", "until"),
    [
        ("They met from 3 to 5 May 2020.", "3 to 5 May 2020", "2020-05-03", "2020-05-05"),
        ("They met on 3–5 May 2020.", "3–5 May 2020", "2020-05-03", "2020-05-05"),
        ("They met on May 3-5, 2020.", "May 3-5, 2020", "2020-05-03", "2020-05-05"),
        ("He ruled between 2003 and 2011.", "2003 and 2011", "2003", "2011"),
        ("He ruled there (2014-2017).", "2014-2017", "2014", "2017"),
        ("The season of 1948-49 was cut short.", "1948-49", "1948", "1949"),
        ("It ran from January to March 2019.", "January to March 2019", "2019-01", "2019-03"),
        ("It ran from November to February 2019.", "November to February 2019", "2018-11", "2019-02"),
        ("It ran from April 2016 until 3 June 2017.", "April 2016 until 3 June 2017", "2016-04", "2017-06-03"),
        ("They will meet from Friday to Sunday.", "Friday to Sunday", "2022-05-13", "2022-05-15"),
        ("The shops closed from 9 to 12 of April.", "9 to 12 of April", "2022-04-09", "2022-04-12"),
        ("Exports fell in the third quarter of 2021.", "third quarter of 2021", "2021-07", "2021-09"),
        ("Exports fell in Q2 2021.", "Q2 2021", "2021-04", "2021-06"),
        ("Exports fell last quarter.", "last quarter", "2022-01", "2022-03"),
        ("Raids grew over the past three months.", "past three months", "2022-02-11", "2022-05-11"),
        ("Raids grew in the two last weeks.", "two last weeks", "2022-04-27", "2022-05-11"),
        ("It will rain in the next two days.", "in the next two days", "2022-05-12", "2022-05-13"),
        ("It was built in the 19th century.", "19th century", "1800", "1899"),
        ("It was built in the seventies.", "seventies", "1970", "1979"),
        ("It closed this weekend.", "this weekend", "2022-05-14", "2022-05-15"),
        ("It rained overnight.", "overnight", "2022-05-10", "2022-05-11"),
    ],
)
def test_a_range_has_two_ends(text: str, quote: str, resolved: str, until: str) -> None:
    (found,) = dates(text, published=WEDNESDAY)
    assert (found.quote, found.resolved, found.until) == (quote, resolved, until)


def test_days_joined_by_and_are_two_dates() -> None:
    found = dates("They met on 3 and 5 May 2020.")
    assert [(date.quote, date.resolved) for date in found] == [("3", "2020-05-03"), ("5 May 2020", "2020-05-05")]


def test_a_meeting_that_was_moved_has_two_dates_and_no_range() -> None:
    assert [d.until for d in dates("It was postponed from 3 May 2020 to 9 May 2020.")] == [None, None]


def test_a_weekday_that_does_not_fit_is_doubted() -> None:
    (found,) = dates("They met on Tuesday, 15 February 2021, in Basra.", published=WEDNESDAY)
    assert found.resolved == "2021-02-15"
    assert found.doubt == "15 February 2021 was a Monday, not a Tuesday"


def test_a_weekday_that_fits_is_not_doubted() -> None:
    assert [d.doubt for d in dates("They met on Monday (15 February 2021).", published=WEDNESDAY)] == [None]


def test_day_and_month_in_either_order_are_doubted() -> None:
    (found,) = dates("It opened on 9/6/2021.", published=WEDNESDAY)
    assert found.doubt == "2021-06-09 or 2021-09-06: day and month may stand in either order"


@pytest.mark.parametrize("words", ["in two days", "within a week"])
def test_how_long_something_took_is_no_date(words: str) -> None:
    assert dates(f"The army captured the town {words}.", published=WEDNESDAY) == []


@pytest.mark.parametrize(
    "text", ["7" * 50_000, "May " * 20_000, "1 to " * 20_000, "a " * 40_000, "2019 - " * 10_000, "\ud800 3 \x00 May"]
)
def test_odd_input_is_read_without_an_error(text: str) -> None:
    dates(text, published=WEDNESDAY)


@pytest.mark.parametrize(
    "text",
    [
        "He may go.",
        "Some 2000 people came.",
        "About 1200 men fled.",
        "COVID-19 came.",
        "It spoke of 9/11.",
        "All seven sat down.",
        "The sun rose.",
        "They march on.",
        "2000 soldiers came.",
        "Flight 2019A",
        "It cost 1500 dinars.",
    ],
)
def test_words_and_counts_are_no_dates(text: str) -> None:
    assert dates(text, published=WEDNESDAY) == []


def test_without_a_day_of_publication_relative_dates_stay_open() -> None:
    assert [date.resolved for date in dates("They met on Tuesday and again in June.")] == [None, None]


@pytest.mark.parametrize(
    ("text", "quote", "resolved", "until"),
    [
        ("The camp closed on the last day of March.", "last day of March", "2022-03-31", None),
        ("The first ten days of 2020 were calm.", "first ten days of 2020", "2020-01-01", "2020-01-10"),
        ("Rain fell on the final three days of last month.",
         "final three days of last month", "2022-04-28", "2022-04-30"),
        ("The third month of last year was dry.", "third month of last year", "2021-03", None),
        ("The bridge stays shut for the rest of the week.", "rest of the week", "2022-05-11", "2022-05-15"),
        ("Prices rose by a tenth in the year to date.", "year to date", "2022-01-01", "2022-05-11"),
        ("The hall must be ready by the end of the month.", "end of the month", "2022-05", None),
        ("The council meets the week after next.", "week after next", "2022-W21", None),
        ("The dam was opened the year before last.", "year before last", "2020", None),
        ("The road will be closed for two weeks starting 20 May.",
         "two weeks starting 20 May", "2022-05-20", "2022-06-02"),
        ("The fair lasts 3 days, from today.", "3 days, from today", "2022-05-11", "2022-05-13"),
        ("They will pay within 2 years and 3 months.", "within 2 years and 3 months", "2022-05-11", "2024-08-11"),
        ("It fell over the past 2 months and 5 days.", "past 2 months and 5 days", "2022-03-06", "2022-05-11"),
        ("He left a year and a half ago.", "a year and a half ago", "2020", None),
        ("He left half a year ago.", "half a year ago", "2021-11", None),
        ("They met this morning.", "this morning", "2022-05-11", None),
        ("The clinic opens on Saturday 4 June.", "Saturday 4 June", "2022-06-04", None),
        ("Output grew from the first quarter of 2020 to the third quarter of 2021.",
         "first quarter of 2020 to the third quarter of 2021", "2020-01", "2021-09"),
        ("Wells dried up between the 1970s and the 1990s.", "1970s and the 1990s", "1970", "1999"),
        ("The office stays shut from April to August.", "April to August", "2022-04", "2022-08"),
        ("She was born on 29 February.", "29 February", "2020-02-29", None),
        ("The lines were cut on the 9th.", "9th", "2022-05-09", None),
        ("The lines were cut on the twenty-second.", "twenty-second", "2022-04-22", None),
        ("The parcel was sent 4/22.", "4/22", "2022-04-22", None),
        ("The parcel was sent 15-Feb-16.", "15-Feb-16", "2016-02-15", None),
        ("The parcel was sent 15.Feb.2016.", "15.Feb.2016", "2016-02-15", None),
        ("It was built in this decade.", "this decade", "2020", "2029"),
        ("Snow fell in the winter of last year.", "winter of last year", "2021-WI", None),
        ("They met on the first Friday last month.", "first Friday last month", "2022-04-01", None),
        ("The lake froze in january.", "january", "2022-01", None),
        ("The fair was on the first weekend of April.", "first weekend of April", "2022-04-02", "2022-04-03"),
        ("Profit fell in the final quarter of 2019.", "final quarter of 2019", "2019-10", "2019-12"),
        ("They left the day after Christmas 2020.", "day after Christmas 2020", "2020-12-26", None),
        ("Rain is due from early June to late July.", "early June to late July", "2022-06", "2022-07"),
        ("The mill was built in the mid-19th century.", "mid-19th century", "1800", "1899"),
        ("The mill was built in the 1700s.", "1700s", "1700", "1799"),
        ("The mill was built two and half years ago.", "two and half years ago", "2019", None),
        ("The vote will be held in about two weeks.", "in about two weeks", "2022-05-25", None),
        ("Talks open in the week commencing 6 June 2022.", "week commencing 6 June 2022", "2022-W23", None),
        ("It was the day after Hassan left.", "", None, None),
    ],
)  # fmt: skip
def test_stretches_and_days_in_the_calendar(text: str, quote: str, resolved: str | None, until: str | None) -> None:
    found = dates(text, published=WEDNESDAY)
    expected = [(quote, resolved, until)] if quote else []
    assert [(date.quote, date.resolved, date.until) for date in found] == expected


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("It was Palm Sunday.", "2022-04-10"),
        ("It was Ash Wednesday 2021.", "2021-02-17"),
        ("It was Labour Day.", "2022-05-01"),
        ("It was Labor Day last year.", "2021-09-06"),
        ("Shops were full on Black Friday 2020.", "2020-11-27"),
        ("They left three days before Christmas.", "2021-12-22"),
        ("They met on International Women's Day.", "2022-03-08"),
        ("They left two days after new year.", "2022-01-03"),
        ("They will meet next Easter.", "2023-04-09"),
        ("They met on Presidents' Day.", "2022-02-21"),
    ],
)
def test_feasts_follow_from_rules(text: str, resolved: str) -> None:
    assert [date.resolved for date in dates(text, published=WEDNESDAY)] == [resolved]


@pytest.mark.parametrize(
    "text",
    [
        "About 5/20 of them failed, 7/16 of the rest.",
        "Families marked the Chinese New Year.",
        "It was a new year of hope.",
        "He came from a small village and went to the end of the road.",
        "They lost 4-22.",
        "She lives on 15 square metres.",
    ],
)
def test_shares_and_other_calendars_are_no_dates(text: str) -> None:
    assert not [date for date in dates(text, published=WEDNESDAY) if date.resolved]


@pytest.mark.parametrize(
    "text", ["It was dry from last summer to May.", "It was dry from the first week of 2020 to May."]
)
def test_a_season_or_week_may_begin_a_range(text: str) -> None:
    assert dates(text, published=WEDNESDAY)


TUESDAY = datetime.date(2021, 2, 23)


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("The contract expires in September.", ["2021-09"]),
        ("The licence of the mine runs out on Friday.", ["2021-02-26"]),
        ("The vote takes place in May.", ["2021-05"]),
        ("The bank is heading towards default at the end of March.", ["2021-03"]),
        ("He warned that the town was heading towards “a dry tap” in May.", ["2021-05"]),
        ("The minister said on Tuesday that talks will resume on Friday.", ["2021-02-23", "2021-02-26"]),
        ("The minister said the talks on Friday will decide.", ["2021-02-26"]),
        ("He said that on Friday the council will vote.", ["2021-02-26"]),
        ("Troops deployed in October will leave in May.", ["2020-10", "2021-05"]),
        ("The works will be finished by Friday.", ["2021-02-26"]),
        ("The camp is due to open in October.", ["2021-10"]),
        ("The road closed due to rain in October.", ["2020-10"]),
        ("He resigned in November, earlier than expected.", ["2020-11"]),
        ("They must have left in October.", ["2020-10"]),
        ("The shop next to the bridge burned in October.", ["2020-10"]),
        ("In October the army took the town, which will be rebuilt.", ["2020-10"]),
        ("The school was shut. It will open in March.", ["2021-03"]),
        ("They left in June. They will return in July.", ["2020-06", "2021-07"]),
    ],
)
def test_the_nearest_verb_says_whether_a_date_is_past_or_to_come(text: str, resolved: list[str]) -> None:
    assert [found.resolved for found in dates(text, published=TUESDAY)] == resolved


@pytest.mark.parametrize(
    "text",
    [
        "The bill tripled in a year.",
        "Three attacks in a week shook Basra.",
        "This is the third raid in eight days.",
        "Three raids on the port in a week.",
        "They captured the town in two days.",
    ],
)
def test_in_so_long_is_no_date_where_nothing_is_to_come(text: str) -> None:
    assert not dates(text, published=TUESDAY)


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("The dam will open in a year.", "2022"),
        ("In two weeks the bridge will open.", "2021-03-09"),
        ("He vowed to be back in two days.", "2021-02-25"),
        ("The firm plans to lay off workers in the next two months.", "2021-02-24"),
    ],
)
def test_what_is_to_come_in_so_long_is_a_date(text: str, resolved: str) -> None:
    (found,) = dates(text, published=TUESDAY)
    assert found.resolved == resolved


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("The quake came at 03.40 at night.", "T03:40"),
        ("The quake came at 02.55 and lasted a minute.", "T02:55"),
        ("At hours 21.14 the shaking began.", "T21:14"),
        ("Fire broke out at around 9.45.", "T09:45"),
        ("The shop was shut at 1:10 in the afternoon.", "T13:10"),
        ("The shop was shut at 8 in the morning.", "T08:00"),
        ("The guards changed at 3:15 at night.", "T03:15"),
        ("The bus left at 14h30.", "T14:30"),
        ("The siren sounded at 0230 hours.", "T02:30"),
    ],
)
def test_a_time_of_day_is_read_as_many_countries_write_it(text: str, resolved: str) -> None:
    (found,) = dates(text)
    assert (found.resolved, found.precision) == (resolved, "time")


@pytest.mark.parametrize(
    "text",
    [
        "The dollar closed at 14.50.",
        "It rose by 2.30 and fell again.",
        "The price was set at 3.45 percent.",
        "He ran it in 21.14.",
        "They found the name of the thirteenth, a cook.",
    ],
)
def test_a_price_or_a_rank_is_no_time_or_day(text: str) -> None:
    assert not dates(text, published=TUESDAY)


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("The fair ran in May and June 2019.", ["2019-05", "2019-06"]),
        ("They met on 5 December and 7 January 2020.", ["2019-12-05", "2020-01-07"]),
        ("The fair ran in May/June 2019.", ["2019-05", "2019-06"]),
        ("They met in the first half of May.", ["2020-05-01"]),
        ("They met in the last days of May.", ["2020-05"]),
        ("They met over the weekend.", ["2021-02-20"]),
        ("They will meet at the weekend.", ["2021-02-27"]),
        ("They met in the 20th week of 2019.", ["2019-W20"]),
        ("It was built in one thousand nine hundred and seven.", ["1907"]),
        ("The mill closed in the late seventies.", ["1970"]),
        ("The mill was shut from the 4th to the 12th.", ["2021-02-04"]),
        ("“The bridge will open on Friday,” he said.", ["2021-02-26"]),
        ("He spoke in the week of the flood.", []),
    ],
)
def test_dates_of_parts_and_lists(text: str, resolved: list[str]) -> None:
    assert [found.resolved for found in dates(text, published=TUESDAY)] == resolved


@pytest.mark.parametrize(
    ("text", "resolved", "until"),
    [
        ("The fair ran from 5/1 to 5/7/2020.", "2020-05-01", "2020-05-07"),
        ("The fair ran from 10/1 to 11/7.", "2020-10-01", "2020-11-07"),
        ("The fair ran from 2/27/2020 to 3/1/2020.", "2020-02-27", "2020-03-01"),
        ("The fair ran from 27 to 3 April 2019.", "2019-03-27", "2019-04-03"),
        ("The fair ran from the 28th of February to the 3rd.", "2020-02-28", "2020-03-03"),
        ("The fair began on October2.", "2020-10-02", None),
    ],
)
def test_the_ends_of_a_stretch_help_each_other(text: str, resolved: str, until: str | None) -> None:
    (found,) = dates(text, published=TUESDAY)
    assert (found.resolved, found.until) == (resolved, until)


def test_what_two_orders_leave_open_is_said() -> None:
    for text, doubt in (
        ("The fair ran from 10/1 to 11/2/2017.", "2017-01-10 to 2017-02-11 or 2017-10-01 to 2017-11-02: day and month"),
        ("They met on Friday 5/12.", "2021-12-05 or 2021-05-12: neither is a Friday"),
    ):
        (found,) = dates(text, published=datetime.date(2021, 12, 31))
        assert found.resolved is None and (found.doubt or "").startswith(doubt)
