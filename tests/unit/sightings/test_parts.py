"""What the score is made of: words, names, figures and days side by side, and how much they must say."""

from __future__ import annotations

import datetime as dt

import pytest

from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import AliasRecord, EntityRecord
from annotator.sightings.scoring import features
from annotator.sightings.scoring.keys import keys
from annotator.sightings.scoring.lexicon import lexicon
from annotator.sightings.scoring.score import Comparison, compare, prepare
from annotator.sightings.scoring.statement import read

NAMES = Gazetteer(
    [
        EntityRecord("cairo", "Cairo", "place", aliases=(AliasRecord("Le Caire", language="fr"),)),
        EntityRecord("aleppo", "Aleppo", "place"),
        EntityRecord(
            "hashd", "al-Hashd al-Shaabi", "group", aliases=(AliasRecord("al-Hussein al-Sabi", kind="garble"),)
        ),
    ]
)


def pairing(a: str, b: str) -> features.Pairing:
    return features.pair(prepare(read(a)), prepare(read(b)))


def compared(a: str, b: str, *, names: Gazetteer | None = None) -> Comparison:
    return compare(prepare(read(a, gazetteer=names)), prepare(read(b, gazetteer=names)))


def partners(a: str, b: str) -> set[frozenset[str]]:
    return {frozenset((x.word, y.word)) for x, y, _ in pairing(a, b).words}


@pytest.mark.parametrize(
    ("a", "b", "one", "other"),
    [
        ("Soldiers were slain near the dam.", "Troops died by the dam.", "slain", "died"),
        ("The blast shook the capital.", "An explosion shook the capital.", "blast", "explosion"),
        ("Iraqi deputies met.", "Lawmakers of Iraq met.", "iraqi", "iraq"),
        ("Clashes went on in Mossoul.", "Clashes went on in Mosul.", "mossoul", "mosul"),
        ("The court jailed Moustafa Kadhmi.", "The court jailed Mustafa al-Kazimi.", "kadhmi", "kazimi"),
        ("The minister stepped down.", "The minister resigned.", "stepped down", "resigned"),
        ("Shares rose on Monday.", "Shares fell on Monday.", "rose", "fell"),
    ],
)
def test_a_word_has_its_partner(a: str, b: str, one: str, other: str) -> None:
    assert frozenset((one, other)) in partners(a, b)


@pytest.mark.parametrize(
    ("a", "b", "one", "other"),
    [
        ("Rockets fell on Basra.", "Rockets fell on Mosul.", "basra", "mosul"),
        ("Iran closed the border.", "Iraq closed the border.", "iran", "iraq"),
        ("A bridge in Texas collapsed.", "A bridge in Colorado collapsed.", "texas", "colorado"),
    ],
)
def test_names_that_are_only_used_alike_are_no_partners(a: str, b: str, one: str, other: str) -> None:
    assert frozenset((one, other)) not in partners(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("2,500 soldiers left.", "Two thousand five hundred soldiers left."),
        ("More than 400 people died.", "At least 407 people died."),
        ("About 3,000 people marched.", "2,900 people marched."),
        ("The firm paid $2.1 billion.", "The firm paid 2,100 million dollars."),
        ("Between 20 and 30 men were held.", "25 men were held."),
    ],
)
def test_one_figure_in_two_ways_agrees(a: str, b: str) -> None:
    found = pairing(a, b).features
    assert found["figures"] == 1 and not found["figures apart"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("12 people were killed.", "30 people were killed."),
        ("At most 10 soldiers left.", "40 soldiers left."),
        ("Prices rose by 4.3 percent.", "Prices rose by 5.4 percent."),
    ],
)
def test_two_figures_of_one_thing_stand_against_one_another(a: str, b: str) -> None:
    assert pairing(a, b).features["figures apart"] == 1


def test_one_of_several_is_no_figure() -> None:
    found = pairing("The league had six teams, one of which was Nahr.", "One of the teams in the league was Nahr.")
    assert not found.features["figures apart"]


def test_what_contradicts_stands_behind_what_says_the_same_and_is_offered() -> None:
    told = "A bomb in the market of Basra killed 12 people on Friday."
    same = compared(told, "Twelve people died on Friday when a bomb exploded in a market in Basra.")
    other = compared(told, "Nobody was killed by the bomb in the market of Basra on Friday.")
    assert same.score > other.score
    assert other.band is not None and other.parts["agreement"] < same.parts["agreement"]


def test_little_is_offered_with_little() -> None:
    assert compared("Four were wounded.", "Four were wounded.").band != "likely"
    assert compared("Four.", "Four.").band is None


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Talks began in Le Caire.", "Talks began in Cairo."),
        ("Al-Hussein al-Sabi fighters left the town.", "The fighters of al-Hashd al-Shaabi left the town."),
    ],
)
def test_the_gazetteer_says_what_two_names_are(a: str, b: str) -> None:
    known, unknown = compared(a, b, names=NAMES), compared(a, b)
    assert known.parts["entities"] == 1 and known.score > unknown.score
    ids = keys(prepare(read(a, gazetteer=NAMES))) & keys(prepare(read(b, gazetteer=NAMES)))
    assert any(key.startswith("e:") for key in ids)


def test_places_that_the_gazetteer_tells_apart_speak_against_it() -> None:
    a, b = "A bomb killed two in Aleppo.", "A bomb killed two in Cairo."
    assert compared(a, b, names=NAMES).score < compared(a, b).score


def test_days_are_compared_by_the_day_of_publication() -> None:
    a = prepare(read("Two men were arrested in Tyre on Monday.", published=dt.date(2021, 2, 16)))
    b = prepare(read("Two men were arrested in Tyre on 15 February.", published=dt.date(2021, 3, 1)))
    c = prepare(read("Two men were arrested in Tyre on Monday.", published=dt.date(2021, 5, 4)))
    assert features.pair(a, b).features["days"] == 1
    assert features.pair(a, c).features["days apart"] == 1


def test_a_statement_without_words_is_compared_with_any() -> None:
    for words in ("", "…", "the of", "\u202e", "٢٥٠٠", "مصطفى الكاظمي"):
        assert 0 <= compared(words, "Two people died in Basra.").score <= 1


def test_the_table_knows_forms_relations_and_names() -> None:
    known = lexicon()
    assert known.number("killed") == known.number("kill") != known.number("dead")
    assert known.proper[known.number("baghdad")] and not known.proper[known.number("market")]
    assert known.rarity[known.number("ceasefire")] > known.rarity[known.number("say")]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The bridge at Karun was closed.", "The bridge at Karun was not closed."),
        ("The mayor took bribes.", "Report that the mayor took bribes is a hoax."),
        ("The mayor took bribes.", "No, the mayor did not take bribes."),
        ("The mayor took bribes.", "The mayor did NOT take bribes, it is a hoax."),
        ("Kernel Motors will cut 900 jobs.", "Kernel Motors denies report that it will cut 900 jobs."),
        ("The envoy met rebels in Amra.", "Photograph of the envoy with rebels in Amra is fake."),
        ("The dam has cracked.", "Engineers ruled out that the dam has cracked."),
        ("The player failed a drug test.", "The agent shot down a report of a failed drug test."),
        ("The dam has cracked.", "Engineers cast doubt on reports that the dam has cracked."),
    ],
)
def test_one_denies_what_the_other_says(a: str, b: str) -> None:
    assert pairing(a, b).features["denied"] == pairing(b, a).features["denied"] == 1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The union bought the harbour.", "The paper says no good will come of the union's purchase of the harbour."),
        (
            "The party won 33 seats in May.",
            "The leader failed to unseat the cabinet, though the party won 33 seats in May.",
        ),
        ("The mayor did not take bribes.", "It is a hoax that the mayor took bribes."),
        ("The mayor denied the affair.", "The mayor rejected the affair."),
        ("The dam has cracked.", "It is no hoax: the dam has cracked."),
        ("Rebels shot down two planes.", "Two planes were downed by rebels."),
        ("The road stayed open from Amra to Basra.", "The road from Amra to Basra stayed open."),
        ("The mayor met not only the union.", "The mayor met the union."),
    ],
)
def test_a_denial_of_something_else_denies_nothing_of_what_the_other_says(a: str, b: str) -> None:
    assert pairing(a, b).features["denied"] == 0


def test_a_name_in_full_is_the_name_by_one_of_its_words() -> None:
    told = "A bird landed on {} during the speech in Amra."
    full = pairing(told.format("Vladimir Putin"), told.format("Putin")).features
    assert full["names apart"] == 0 and full["shorter"] > 0.7
    others = pairing(told.format("George Bush"), told.format("Laura Bush")).features
    assert others["names apart"] > 0 and others["names"] < full["names"]


def test_titles_say_nothing_and_hyphens_part_no_word() -> None:
    plain, titled = pairing("Karam resigned.", "Karam resigned."), pairing("Mr. Karam resigned.", "Karam resigned.")
    assert titled.features["longer"] == plain.features["longer"]
    assert pairing("Ministers back the bail-out.", "Ministers back the bailout.").features["rare apart"] == 0


def test_what_is_much_longer_is_asked_for_no_more_than_twice_as_much() -> None:
    short, told = (
        "The harbour of Amra was closed.",
        "The harbour of Amra was closed by the navy after a collision of tankers",
    )
    longer = f"{told}, while ministers debated wheat prices, tariffs, pensions and a delayed football tournament."
    assert pairing(short, longer).features["longer"] == pytest.approx(pairing(short, told).features["longer"], abs=0.1)


def test_a_contradiction_keeps_its_band() -> None:
    told = "A bomb in the market of Basra killed 12 people on Friday."
    found = compared(told, "A bomb in the market of Basra killed 40 people on Friday.")
    assert found.band == "likely" and found.score < 0.5 < compared(told, told).score
