"""When and where: a claim takes its day and place from its sentence or the dateline where that is certain."""

from __future__ import annotations

import datetime as dt

import pytest

from annotator.claims.splitting import claims
from annotator.text.segment import sentences
from annotator.text.spans import ClaimSuggestion
from annotator.text.zones import zones

TUESDAY = dt.date(2021, 2, 23)


def found(text: str, published: dt.date | None = None) -> list[ClaimSuggestion]:
    zoned = zones(text)
    return claims(text, sentences(text, "en", zoned), zoned, published=published)


def wordings(text: str, published: dt.date | None = None) -> list[str]:
    return [claim.wording for claim in found(text, published)]


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        # what opens the sentence holds for the clauses joined to the first
        ("On 3 May 2020, rebels took the fort and burned the gate.", "[Rebels] burned the gate [on 3 May 2020]."),
        ("In Sirte, a tank exploded near a bakery and five people died.", "Five people died [in Sirte]."),
        ("In 1950, Hala Amin left Kut, but her sons stayed on the farm.",
         "[Hala Amin’s] sons stayed on the farm [in 1950]."),
        # an attack and its toll are one event
        ("Rebels stormed a fort near Gao on 3 May 2020 and killed nine guards.",
         "[Rebels] killed nine guards [near Gao on 3 May 2020]."),
        ("On 3 May 2020, rebels stormed a fort in Gao and killed nine guards.",
         "[Rebels] killed nine guards [in Gao on 3 May 2020]."),
        ("In Kut on 3 May 2020, a mine exploded and two men died.", "Two men died [in Kut on 3 May 2020]."),
        ("But on 3 May 2020, rebels took the fort and burned the gate.",
         "[Rebels] burned the gate [on 3 May 2020]."),
        ("Gunmen opened fire on a bus in Kut and killed two.", "[Gunmen] killed two [in Kut]."),
        ("On 3 May 2020, shells hit a dam in Kut, wounding a fisherman.",
         "[Shells] wounding a fisherman [in Kut on 3 May 2020]."),
    ],
)  # fmt: skip
def test_a_claim_takes_the_day_and_place_of_its_sentence(text: str, wording: str) -> None:
    assert wordings(text)[-1] == wording


def test_what_stands_behind_two_tolls_holds_for_both() -> None:
    first, second = wordings("Two people were killed and nine were wounded in Kut on 3 May 2020.")
    assert first == "Two people were killed [in Kut on 3 May 2020]."
    assert second == "Nine were wounded in Kut on 3 May 2020."


def test_a_toll_without_its_verb_has_the_day_and_place_of_the_toll_before_it() -> None:
    second = wordings("Two guards were killed in Kut on 3 May 2020 and six injured.")[1]
    assert second == "Six [guards were] injured [in Kut on 3 May 2020]."


def test_what_a_claim_takes_is_anchored_where_it_stands_and_is_a_fact_of_it() -> None:
    text = "On 3 May 2020, rebels took the fort and burned the gate."
    claim = found(text)[-1]
    assert [anchor.of(text) for anchor in claim.anchors] == ["On 3 May 2020, rebels", "burned the gate"]
    assert [date.resolved for date in claim.dates] == ["2020-05-03"]
    assert "date" in claim.kinds


@pytest.mark.parametrize(
    "text",
    [
        "On 3 May 2020, he was arrested in Gao and is now in prison.",  # another tense
        "On 3 May 2020, rebels took the fort and later burned the gate.",  # another time
        "On 3 May 2020, rebels took the fort and on 5 May 2020 left it.",  # a day of its own
        "Two men were freed on 3 May 2020 and left the country.",  # may be another day
        "On 3 May 2020, officials said, the bridge fell and the road sank.",  # may be the day of the words
        "On 3 May 2020, rebels took the fort; the army burned the gate.",  # not joined
        "He worked until 3 May 2020 and wrote two books.",
        # the day of something else
        "After the talks in Kut on 3 May 2020, the army closed the road and the governor resigned.",
        "In a speech on 3 May 2020, the king praised the army and the police were silent.",
        "The king opened the port on 3 May 2020 and died in exile.",
    ],
)
def test_nothing_is_taken_where_it_is_not_certain(text: str) -> None:
    assert "2020]" not in wordings(text)[-1]


def test_a_place_of_its_own_keeps_the_other_out() -> None:
    assert (
        wordings("In Kut, rebels took the fort and burned a gate in Sirte.")[-1] == "[Rebels] burned a gate in Sirte."
    )


@pytest.mark.parametrize(
    "text",
    [
        "In Kut, he met the governor and flew to Sirte.",
        "In Kut, the army is weak and the president of France knows it.",
        "In Kut, the pope received the envoy and Berlin welcomed the step.",
    ],
)
def test_a_name_that_may_be_another_place_keeps_the_first_out(text: str) -> None:
    assert "in Kut" not in wordings(text)[-1]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("on Monday", "on Monday [22 February 2021]"),
        ("yesterday", "yesterday [22 February 2021]"),
        ("last Saturday", "last Saturday [20 February 2021]"),
        ("on February 15", "on February 15 [2021]"),
        ("last month", "last month [January 2021]"),
        ("last year", "last year [2020]"),
        # what says it itself, or only roughly
        ("on 15 February 2021", "on 15 February 2021"),
        ("in 2018", "in 2018"),
        ("last week", "last week"),
        ("on Tuesday night", "on Tuesday night"),
    ],
)
def test_the_day_that_relative_words_mean_is_added(words: str, meant: str) -> None:
    assert wordings(f"Shells hit the dam {words}.", TUESDAY) == [f"Shells hit the dam {meant}."]


def test_without_a_day_of_publication_relative_words_stay_alone() -> None:
    assert wordings("Shells hit the dam on Monday.") == ["Shells hit the dam on Monday."]


def test_in_a_quotation_yesterday_is_the_speakers() -> None:
    assert "[" not in wordings("“Yesterday the guards left the dam,” Omar Salman said.", TUESDAY)[0]


def test_a_day_that_another_claim_shares_is_said_in_full() -> None:
    text = "On Monday, rebels took the fort and burned the gate."
    assert wordings(text, TUESDAY)[-1] == "[Rebels] burned the gate [on Monday 22 February 2021]."


LEAD = "KUT, Iraq, 3 May 2020 (AFP) – {} The prime minister of the country has ordered an inquiry into it."


def test_the_dateline_says_where_a_spot_without_a_name_is() -> None:
    assert wordings(LEAD.format("Shells landed near the hospital at dawn."))[0] == (
        "Shells landed near the hospital at dawn [in Kut]."
    )


@pytest.mark.parametrize(
    "lead",
    [
        "Shells landed near the hospital in Sirte at dawn.",  # another place
        "Rebels in Mali took a fort near Gao. Shells landed near the hospital at dawn.",
        "The minister flew to Basra. Shells landed near the hospital at dawn.",
        "The ministry has opened an inquiry at dawn.",  # no spot
        "Shells landed near the hospital of the order at dawn.",  # says which
    ],
)
def test_the_dateline_is_not_used_where_another_place_may_be_meant(lead: str) -> None:
    assert not any("[in Kut]" in wording for wording in wordings(LEAD.format(lead)))


def test_below_the_lead_the_dateline_says_nothing() -> None:
    text = LEAD.format("The council met at dawn.") + "\n\nShells landed near the hospital on the eve of the talks."
    assert not any("in Kut" in wording for wording in wordings(text))
