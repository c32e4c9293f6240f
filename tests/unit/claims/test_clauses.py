"""Where a sentence parts into clauses, and where it must not: sentences that translators leave joined."""

from __future__ import annotations

import pytest

from annotator.claims.splitting import claims
from annotator.text.segment import sentences


def wordings(text: str) -> list[str]:
    return [claim.wording for claim in claims(text, sentences(text), ())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The road runs between Basra and Kut and it carries 900 trucks a day.",
         ["The road runs between Basra and Kut.", "[The road] carries 900 trucks a day."]),
        ("The tug left the port in the night between Monday and Tuesday, had taken water and sank.",
         ["The tug left the port in the night between Monday and Tuesday.", "[The tug] had taken water and sank."]),
        ("The fighting spread between farmers and herders and it reached Kut.",
         ["The fighting spread between farmers and herders.", "[The fighting] reached Kut."]),
        ("The firm shuttles workers between Kut, Basra and Amara and pays 900 dinars.",
         ["The firm shuttles workers between Kut, Basra and Amara.", "[The firm] pays 900 dinars."]),
        # "between" has both of its sides already
        ("The army stood between the crowds and the police fired.",
         ["The army stood between the crowds.", "The police fired."]),
        ("He was moving between the farms with a bike, and his brother was following him.",
         ["He was moving between the farms with a bike.", "His brother was following him."]),
    ],
)  # fmt: skip
def test_the_and_of_between_parts_nothing(text: str, expected: list[str]) -> None:
    assert wordings(text) == expected


def test_two_points_of_time_are_not_parted() -> None:
    text = "The envoy said that two guards, whom the group had held in a cave since 2015 and 2016, were freed in May."
    assert all("2015 and 2016" in wording for wording in wordings(text) if "2015" in wording)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The firm lost its licence in May, the workers have received no pay since then.",
         ["The firm lost its licence in May.", "The workers have received no pay since then."]),
        ("The road is closed after the flood, the secretary of the council attributed the delay to the rain.",
         ["The road is closed after the flood.", "The secretary of the council attributed the delay to the rain."]),
        ("He is accused of theft, fraud and forgery, the trial opens on 3 May.",
         ["He is accused of theft.", "[He is accused of] fraud.", "[He is accused of] forgery.",
          "The trial opens on 3 May."]),
        ("Their house, a hut of clay, collapsed, its roof had been repaired in May.",
         ["Their house, a hut of clay, collapsed.", "Its roof had been repaired in May."]),
        ("In 2019 he founded the party, in 2020 he left it.",
         ["In 2019 he founded the party.", "In 2020 he left it."]),
        ("Nine guards were hurt in the fire, two are in hospital.",
         ["Nine guards were hurt in the fire.", "Two are in hospital."]),
        ("The mayor put five questions at the meeting, Salman, for his part, filed a suit against the paper.",
         ["The mayor put five questions at the meeting.", "Salman, for his part, filed a suit against the paper."]),
        ("The envoy received the consul in Basra, in the meeting, the new bridge was also discussed.",
         ["The envoy received the consul in Basra.", "In the meeting, the new bridge was also discussed."]),
        ("Nine men were held in Kut on Friday, at the same time an inquiry was opened into the mayor.",
         ["Nine men were held in Kut on Friday.", "An inquiry was opened into the mayor."]),
        ("The share does not exceed nine, at a time when 20 is the norm, and that the tankers stopped on Monday.",
         ["The share does not exceed nine.", "20 is the norm.", "The tankers stopped on Monday."]),
        ("The strike began at a time when prices are rising in Kut.",
         ["The strike began.", "Prices are rising in Kut."]),
        ("The tower was built in 1901, the bell was added in 1920 and the clock came later.",
         ["The tower was built in 1901.", "The bell was added in 1920.", "The clock came later."]),
    ],
)  # fmt: skip
def test_clauses_joined_by_a_comma_are_parted(text: str, expected: list[str]) -> None:
    assert wordings(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The day the army came, the mayor fled the town.",
        "As soon as the army came to Kut, the mayor fled.",
        "Not only did the army leave the town, the police left it too.",
        "Provided the road is open on Monday, the army will bring food.",
        "He will stay if the army leaves the town, the mayor will go to Kut.",
        "He told the council of the flood, the mayor left the room.",
        "The men held in Kut, Iraq were freed in May.",
        "On may 19, the agency began testing mushrooms.",
        "Since the US withdrew from the pact in May 2015, the other states have repeatedly asked for talks.",
        "The road will open in June However, the army has closed the bridge.",
        "He lives in Kut and, finally, he has a shop.",
        "He died on the day when the army left Kut.",
        "The clerk claims to have been beaten, the guard denies it.",
        "He lives in a house of stone, a firm called the Eagle Works built it.",
    ],
)
def test_a_comma_that_may_belong_to_one_clause_parts_nothing(text: str) -> None:
    assert wordings(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least nine soldiers were killed and more than 20 injured in the raid on Kut.",
         ["At least nine soldiers were killed.", "More than 20 [soldiers were] injured in the raid on Kut."]),
        ("Nine people have been killed and 12 injured since May.",
         ["Nine people have been killed.", "12 [people have been] injured since May."]),
        ("Nine houses were burned, three shops looted and a school destroyed.",
         ["Nine houses were burned.", "Three shops [were] looted.", "A school [was] destroyed."]),
        ("Two men were arrested in Kut, three in Basra.",
         ["Two men were arrested in Kut.", "Three [men were arrested] in Basra."]),
        ("Nine are Tunisians, 12 Ivorians, 30 from Guinea.",
         ["Nine are Tunisians.", "12 [are] Ivorians.", "30 [are] from Guinea."]),
        ("Four guards were killed and seven others wounded when a mine exploded near Kut.",
         ["Four guards were killed.", "Seven others [were] wounded.", "A mine exploded near Kut."]),
        ("Nine people, including four children, were killed and dozens injured in the bombing, which hit a market.",
         ["Nine people were killed.", "[Nine people were killed,] including four children.",
          "Dozens [were] injured in the bombing.", "[The bombing] hit a market."]),
        ("In Kut, a nurse was killed and two doctors injured.",
         ["In Kut, a nurse was killed.", "Two doctors [were] injured [in Kut]."]),
        # no gap: a clause of its own, or nothing that could be told apart
        ("Nine men were seen in May and 20 wounded soldiers came in June.",
         ["Nine men were seen in May.", "20 wounded soldiers came in June."]),
        ("The attack left nine dead and 20 wounded.", ["The attack left nine dead and 20 wounded."]),
        ("Two were shot and one escaped.", ["Two were shot and one escaped."]),
    ],
)  # fmt: skip
def test_a_count_that_lacks_its_verb_takes_it_from_the_clause_before(text: str, expected: list[str]) -> None:
    assert wordings(text) == expected


def test_what_describes_the_opening_is_no_subject() -> None:
    text = (
        "Born in 1950 in a village, a place whose school was shut in 1960, the singer raises horses and writes songs."
    )
    assert wordings(text)[0] == "The singer raises horses."


def test_words_of_time_own_no_verb() -> None:
    text = "The bank gave nine millions in May, but the work that was due to end till the end of 2020 has not begun."
    assert wordings(text)[1] == "The work that was due to end till the end of 2020 has not begun."


def test_it_should_be_said_states_nothing_and_it_is_said_does() -> None:
    assert wordings("It should be said that the bank failed in May.") == ["The bank failed in May."]
    assert wordings("It is said that the bank failed in May.") == ["It is said that the bank failed in May."]


def test_a_list_takes_no_head_from_before_a_semicolon() -> None:
    text = "The south leads; then come Kut, Amara, Basra and Wasit."
    assert wordings(text) == [text]


def test_words_of_place_behind_an_example_go_with_it() -> None:
    assert wordings("The firm has offered options, including talks inside and outside Kut.") == [
        "The firm has offered options.",
        "[The firm has offered] talks inside and outside Kut.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He also built and sold nine houses.", ["He also built and sold nine houses."]),
        ("The leaves absorb and store water.", ["The leaves absorb and store water."]),
        # the first verb takes no object
        ("The roof collapsed and killed nine people.",
         ["The roof collapsed.", "[The roof] killed nine people."]),
        ("Its output fell and rose again.", ["Its output fell.", "[Its output] rose again."]),
    ],
)  # fmt: skip
def test_a_verb_is_not_parted_from_the_object_it_shares(text: str, expected: list[str]) -> None:
    assert wordings(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army had moved to the hills in May and recovered - according to the staff - about half of the land.",
         ["The army had moved to the hills in May.", "[The army had] recovered about half of the land."]),
        ("The army withdrew, the staff said, two days ago.", ["The army withdrew two days ago."]),
        ("The dam was opened on Thursday, officials said, amid a quarrel over the water.",
         ["The dam was opened on Thursday amid a quarrel over the water."]),
        # what follows is of the speaker
        ("“The gates are shut in May,” said Omar Salman, in the east of Kut.", ["The gates are shut in May."]),
        ("The state owes nine millions, according to a source close to the matter, while the firm speaks of twelve.",
         ["The state owes nine millions.", "The firm speaks of twelve."]),
    ],
)  # fmt: skip
def test_what_goes_on_behind_an_attribution_stays_with_its_verb(text: str, expected: list[str]) -> None:
    assert wordings(text) == expected


def test_contents_joined_by_that_are_parted() -> None:
    text = "The firm said that it had spent nine millions on the dam, that the work would end in June and that it paid."
    assert wordings(text)[:2] == ["It had spent nine millions on the dam.", "The work would end in June."]
    land = "The clan sold the land, that the king had given it, and left."
    assert not any(wording.startswith("The king") for wording in wordings(land))


def test_because_of_waits_for_no_verb() -> None:
    text = "Because of the flood, work was halted and the workers were sent home."
    assert wordings(text) == ["Because of the flood, work was halted.", "The workers were sent home."]


def test_either_and_or_are_one_statement() -> None:
    text = "Either the state pays the debt or the firm cuts the current."
    assert wordings(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "He was killed by a mine or a shell in May.",
        "They signed a pact for a truce in the port and the exchange of prisoners.",
    ],
)
def test_a_list_that_states_neither_or_hangs_on_nothing_sure_stays_whole(text: str) -> None:
    assert wordings(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor opened the bridge that joins the two banks, promised a school and left for Basra.",
         ["The mayor opened the bridge that joins the two banks.", "[The mayor] promised a school.",
          "[The mayor] left for Basra."]),
        ("The plan protects the land which feeds the town, closes the quarry and bans hunting.",
         ["The plan protects the land which feeds the town, closes the quarry.", "[The plan] bans hunting."]),
    ],
)  # fmt: skip
def test_a_row_of_predicates_goes_on_behind_a_relative_of_another_tense(text: str, expected: list[str]) -> None:
    assert wordings(text) == expected


def test_a_pronoun_behind_words_of_place_begins_a_clause() -> None:
    assert (
        wordings("In Kut, the council met on Monday, in Basra it met on Tuesday.")[0]
        == "In Kut, the council met on Monday."
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Salma Karim was raised in Sirte and died in Gao.",
         ["Salma Karim was raised in Sirte.", "[Salma Karim] died in Gao."]),
        ("Late on 3 May 2020, guards shut the gate and left the dam.",
         ["Late on 3 May 2020, guards shut the gate.", "[Guards] left the dam [on 3 May 2020]."]),
        ("A ferry sank off Sirte, and 12 passengers drowned.",
         ["A ferry sank off Sirte.", "12 passengers drowned."]),
    ],
)  # fmt: skip
def test_a_second_predicate_has_the_subject_and_the_verb_of_its_own(text: str, expected: list[str]) -> None:
    assert wordings(text) == expected


def test_a_text_that_breaks_off_behind_which_has_states_what_stands_before() -> None:
    # The relative's verb was looked up behind the last word, and the whole analysis ended there.
    found = wordings("The council sold the ferry without a vote, which has")
    assert found[0] == "The council sold the ferry without a vote."
