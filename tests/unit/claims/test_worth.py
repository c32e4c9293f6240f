"""Worth: a number between 0 and 1 whose reasons can be read."""

from __future__ import annotations

import pytest

from annotator.claims.worth import FEATURES, worded_features, worth


def test_a_sourced_toll_is_worth_more_than_an_event_and_that_more_than_an_opinion() -> None:
    toll, _ = worth(frozenset({"toll", "quantity", "event", "named speaker", "place"}))
    event, _ = worth(frozenset({"event", "name"}))
    opinion, _ = worth(frozenset({"judgement", "first person"}))
    assert toll > 0.9 > event > 0.5
    assert 0 < opinion < 0.2


def test_the_reasons_say_for_or_against_strongest_first() -> None:
    _, reasons = worth(frozenset({"place", "prediction", "quantity"}))
    assert reasons == ("against: is about what may come", "for: has a quantity", "for: names a place")


def test_an_unknown_feature_is_refused() -> None:
    with pytest.raises(KeyError):
        worth(frozenset({"nonsense"}))


@pytest.mark.parametrize(
    ("wording", "feature"),
    [
        ("It was the deadliest attack of the year.", "comparison"),
        ("The fire was caused by a short circuit.", "cause"),
        ("The army hasn’t left the town.", "denial"),
        ("The suspect allegedly fled to the north.", "hedge"),
        ("We have never seen such a crowd here.", "first person"),
        ("The council should pay the drivers now.", "demand"),
        ("The dam is expected to open in spring.", "prediction"),
        ("They left.", "short"),
    ],
)
def test_words_show_features(wording: str, feature: str) -> None:
    assert feature in worded_features(wording)


def test_the_us_is_not_the_first_person() -> None:
    assert "first person" not in worded_features("The US closed its embassy in Damascus in 2012.")


def test_every_feature_of_words_has_a_coefficient() -> None:
    assert worded_features("I think we may never be the best because it should allegedly rain") <= FEATURES.keys()
