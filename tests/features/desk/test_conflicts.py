"""A refused save: what only one side changed is merged by itself and said so, the rest is chosen in sight of both."""

from __future__ import annotations

import html5lib
import pytest

from annotator.claims import service as claims
from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.desk.bench.conflicts import Field, merge
from annotator.reviews import service as reviews
from annotator.reviews.models import Policy
from tests.features.desk.conftest import Bench, form_of, fresh, words_of
from tests.support.cast import Cast

WORDS = "Four guards 🎖️ were hurt"  # what the claim says when it is opened


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "chosen", "by_itself"),
    [
        ("a", "b", "a", "b", "theirs"),
        ("a", "a", "c", "c", "mine"),
        ("a", "b", "c", "c", None),
        (["event"], ["quantity", "event"], ["event"], ["quantity", "event"], "theirs"),
        (None, "false", None, "false", "theirs"),
        ("", None, "a note", "a note", "mine"),
        (80, 80, 90, 90, "mine"),
    ],
)
def test_each_field_is_merged_by_what_it_was_made_from(
    base: object, theirs: object, mine: object, chosen: object, by_itself: str | None
) -> None:
    (field,) = merge(["it"], {"it": base}, {"it": theirs}, {"it": mine})
    assert (field.chosen, field.by_itself) == (chosen, by_itself)


@pytest.mark.parametrize(("theirs", "mine"), [("a", "a"), ("a ", "a"), (None, ""), (["a", "b"], ["b", "a"])])
def test_what_is_the_same_is_no_conflict(theirs: object, mine: object) -> None:
    assert merge(["it"], None, {"it": theirs}, {"it": mine}) == []


def test_without_a_base_everything_that_differs_is_chosen() -> None:
    assert merge(["it"], None, {"it": "b"}, {"it": "a"}) == [Field("it", "b", "a", "a")]


def reworded(claim: Claim, cast: Cast, wording: str, kinds: list[str]) -> None:
    with transaction(by=cast.colleague, verb="judge"):
        claims.reword(claim, wording=wording, kinds=kinds, by=cast.colleague)


def side(page: str, field: str, name: str) -> str:
    """One side of a field as the page shows it."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    sides = next(each for each in tree.iter("fieldset") if each.get("data-field") == field)
    return "".join(next(each for each in sides.iter("p") if each.get(f"data-{name}") is not None).itertext())


def test_what_only_they_changed_is_taken_and_what_only_i_typed_is_kept(bench: Bench, claim: Claim, cast: Cast) -> None:
    opened = bench.form(claim.id)
    reworded(claim, cast, "Four guards fell ill", ["event"])
    answer = bench.save(claim.id, opened, verdict="true", confidence="70", note="Called twice.")
    back = form_of(answer.text, f"/claims/{claim.id}/save")
    assert answer.status_code == 409
    assert (back["wording"], back["note"], back["verdict"]) == ("Four guards fell ill", "Called twice.", "true")
    assert "only they changed it" in answer.text and "data-field=" not in answer.text
    assert f"{cast.colleague.name} saved at" in " ".join(words_of(answer.text).split())
    assert bench.save(claim.id, back).status_code == 303
    assert (fresh(claim).wording, claim.verdict) == ("Four guards fell ill", "true")


def test_where_both_changed_it_both_are_shown_and_mine_stays_in_the_form(
    bench: Bench, claim: Claim, cast: Cast
) -> None:
    opened = bench.form(claim.id)
    reworded(claim, cast, "Four guards fell ill", ["event", "quantity"])
    answer = bench.save(claim.id, opened, wording="Three guards fell ill")
    assert (side(answer.text, "wording", "theirs"), side(answer.text, "wording", "mine")) == (
        "Four guards fell ill",
        "Three guards fell ill",
    )
    assert "<mark>Four</mark>" in answer.text and "<mark>Three</mark>" in answer.text
    back = form_of(answer.text, f"/claims/{claim.id}/save")
    assert (back["wording"], sorted(back["kinds"])) == ("Three guards fell ill", ["event", "quantity"])


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ({"take-wording": "theirs"}, "Four guards fell ill"),
        ({"take-wording": "both"}, "Four guards fell ill\nThree guards came"),
        ({"take-wording": "mine"}, "Three guards came"),
        ({"take-wording": "theirs", "chosen": "here"}, "Three guards came"),  # a script has put it into the field
    ],
)
def test_the_choice_is_what_is_saved_also_without_scripts_and_once(
    bench: Bench, claim: Claim, cast: Cast, choice: dict[str, str], kept: str
) -> None:
    opened = bench.form(claim.id)
    reworded(claim, cast, "Four guards fell ill", ["event"])
    back = form_of(bench.save(claim.id, opened, wording="Three guards came").text, f"/claims/{claim.id}/save")
    back.pop("take-wording", None)
    for _ in range(2):
        assert bench.save(claim.id, {**back, **choice}).status_code == 303
    assert fresh(claim).wording == kept


def test_a_choice_made_before_it_changed_again_is_refused_again(bench: Bench, claim: Claim, cast: Cast) -> None:
    opened = bench.form(claim.id)
    reworded(claim, cast, "Four guards fell ill", ["event"])
    back = form_of(bench.save(claim.id, opened, wording="Three guards came").text, f"/claims/{claim.id}/save")
    reworded(claim, cast, "Nobody fell ill", ["event"])
    again = bench.save(claim.id, {**back, "take-wording": "theirs"})
    assert again.status_code == 409 and "Nobody fell ill" in words_of(again.text)
    assert fresh(claim).wording == "Nobody fell ill"


def test_a_verdict_of_a_colleague_is_told_unless_the_desk_judges_blind(bench: Bench, claim: Claim, cast: Cast) -> None:
    opened = bench.form(claim.id)
    with transaction(by=cast.colleague, verb="judge"):
        reviews.assess(claim, verdict="mostly false", confidence=60, by=cast.colleague)
    answer = bench.save(claim.id, opened, wording="Three guards came")
    assert "the verdict of the claim is now “mostly false”" in answer.text
    with transaction(by=cast.administrator):
        db.session.add(Policy(blind=True))
    assert "the verdict of the claim is now" not in bench.save(claim.id, opened, wording="Three guards came").text


def test_every_other_refusal_shows_both_sides_too(bench: Bench, claim: Claim, cast: Cast) -> None:
    page = bench.get(f"?claim={claim.id}").text
    split = form_of(page, f"/claims/{claim.id}/split")
    elsewhere = form_of(page, f"/claims/{claim.id}/reanchor")
    reworded(claim, cast, "Four guards fell ill", ["event"])
    refused = bench.client.post(f"/claims/{claim.id}/split", data={**split, "parts": "Four guards\nwere hurt"})
    assert refused.status_code == 409
    assert "Four guards fell ill" in words_of(refused.text) and "Four guards / were hurt" in words_of(refused.text)
    assert 'data-version="2"' in refused.text
    data = {**elsewhere, "stretches": "Two guards died later"}
    refused = bench.client.post(f"/claims/{claim.id}/reanchor", data=data)
    assert refused.status_code == 409 and "Two guards died later" in words_of(refused.text)


@pytest.mark.parametrize("again", [False, True])
def test_a_split_sent_twice_happens_once(bench: Bench, claim: Claim, again: bool) -> None:
    split = form_of(bench.get(f"?claim={claim.id}").text, f"/claims/{claim.id}/split")
    for _ in range(1 + again):
        data = {**split, "parts": "Four guards\nwere hurt"}
        assert bench.client.post(f"/claims/{claim.id}/split", data=data).status_code == 303
    assert bench.get().text.count('class="item"') + bench.get().text.count('class="item chosen"') == 2
