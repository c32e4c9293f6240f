"""Worth: a number between 0 and 1 whose reasons can be read."""

from __future__ import annotations

import pytest

from annotator.claims.splitting import claims
from annotator.claims.worth import FEATURES, named, worded_bits, worth
from annotator.text.segment import sentences
from annotator.text.spans import ClaimSuggestion


def worded_features(wording: str) -> frozenset[str]:
    return named(worded_bits(wording, is_modal=True))


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
        ("The senator voted against the harbour bill.", "record"),
        ("Unemployment in Tarsin stands at a third.", "statistics"),
        ("You cannot trust this council.", "address"),
        ("Thank you for coming tonight.", "courtesy"),
        ("He wants to sell the waterworks.", "wish"),
    ],
)
def test_words_show_features(wording: str, feature: str) -> None:
    assert feature in worded_features(wording)


def test_the_us_is_not_the_first_person() -> None:
    assert "first person" not in worded_features("The US closed its embassy in Damascus in 2012.")


def test_every_feature_of_words_has_a_coefficient() -> None:
    assert worded_features("I think we may never be the best because it should allegedly rain") <= FEATURES.keys()


def _only(text: str) -> ClaimSuggestion:
    (claim,) = claims(text, sentences(text), [])
    return claim


def test_what_a_speaker_thinks_is_an_opinion_and_not_offered() -> None:
    claim = _only("I believe the harbour road is safe for our children.")
    assert "opinion" in claim.kinds and not claim.checkable
    assert "against: is what a speaker thinks or hopes" in claim.reasons
    assert claim.worth < 0.2


def test_a_figure_on_record_outranks_talk() -> None:
    record = _only("The mayor cut 900 jobs at the waterworks in 2016.")
    talk = _only("You have to work hard for this town.")
    assert record.worth > 0.9
    assert talk.worth < 0.3
    assert "for: has a figure of more than a handful" in record.reasons


@pytest.mark.parametrize(
    ("wording", "feature"),
    [
        ("The town has gone to court, and it has to pay.", "demand"),
        ("The two went together to the mayor, who was expected to resign.", "prediction"),
        ("The farmers want to sell.", "wish"),
        ("The leak to the north led to a fire.", "cause"),
        ("To that I would like to respond.", "courtesy"),
    ],
)
def test_a_phrase_with_to_is_seen_behind_any_other_to(wording: str, feature: str) -> None:
    assert feature in worded_features(wording)
    assert feature not in worded_features("The two went to the town, together with guards.")


def test_a_phrase_is_made_of_whole_words() -> None:
    assert "cause" in worded_features("The flood led to a shortage of bread in the town.")
    assert "cause" not in worded_features("The mayor failed to open the bridge in the town.")
    assert "prediction" not in worded_features("The mayor is unlikely to open the bridge in the town.")
