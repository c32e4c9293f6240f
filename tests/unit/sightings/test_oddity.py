"""The odd translation stands out, and only it."""

from __future__ import annotations

from annotator.sightings.oddity import Said, agree, odd_ones
from annotator.sightings.scoring import score
from annotator.sightings.scoring.statement import Statement
from annotator.text.spans import Quantity


def troops(value: float, high: float | None = None, qualifier: str = "exact") -> Quantity:
    return Quantity(0, 5, f"{value:,.0f}", value, high, qualifier, "troops", "troops")  # type: ignore[arg-type]


def said(ident: int, value: float | None = None, *, translated: bool = True, **more: object) -> Said:
    quantities = () if value is None else (troops(value),)
    return Said(ident, translated, quantities, **more)  # type: ignore[arg-type]


def test_a_figure_that_all_others_agree_against_stands_out() -> None:
    found = odd_ones([said(1, 2_500), said(2, 2_500), said(3, 25_000)])
    assert list(found) == [3] and "25,000" in found[3][0] and "2,500" in found[3][0] and "all 2 others" in found[3][0]


def test_of_two_that_differ_neither_is_the_odd_one() -> None:
    assert odd_ones([said(1, 2_500), said(2, 25_000)]) == {}


def test_where_the_others_differ_among_themselves_nothing_stands_out() -> None:
    assert odd_ones([said(1, 2_500), said(2, 3_000), said(3, 25_000)]) == {}


def test_what_was_not_translated_is_no_odd_translation() -> None:
    assert odd_ones([said(1, 2_500), said(2, 2_500), said(3, 25_000, translated=False)]) == {}


def test_about_and_at_least_agree_with_what_is_near() -> None:
    assert agree(troops(2_500, qualifier="about"), troops(2_400))
    assert agree(troops(2_000, qualifier="at least"), troops(9_000))
    assert agree(troops(2_000, 3_000), troops(2_500)) and not agree(troops(2_500), troops(2_501))


def test_another_name_and_a_garble_stand_out() -> None:
    hashd, sabi = {"hashd": "al-Hashd al-Shaabi"}, {"sabi": "Hussein Sabi"}
    found = odd_ones([said(1, names=hashd), said(2, names=hashd), said(3, names=sabi), said(4, names=hashd)])
    assert list(found) == [3] and "Hussein Sabi" in found[3][0] and "al-Hashd al-Shaabi" in found[3][0]
    garbled = said(3, names=hashd, garbled=(("al-Hussein al-Sabi", "al-Hashd al-Shaabi"),))
    assert list(odd_ones([said(1, names=hashd), said(2, names=hashd), garbled])) == [3]
    # Who leaves the name out says "the group": no other name, nothing odd.
    assert odd_ones([said(1, names=hashd), said(2, names=hashd), said(3)]) == {}


def test_the_one_that_denies_stands_out() -> None:
    assert list(odd_ones([said(1), said(2, denied=True), said(3)])) == [2]
    assert odd_ones([said(1, denied=True), said(2, denied=True), said(3)]).keys() == {3}


def test_words_far_from_all_others_stand_out() -> None:
    def words(ident: int, wording: str) -> Said:
        return said(ident, prepared=score.prepare(Statement(wording)))

    same = [
        words(1, "Two people were killed in the rocket attack on Erbil"),
        words(2, "The rocket attack on Erbil killed two people"),
        words(3, "Two people died when rockets struck Erbil"),
    ]
    assert list(odd_ones([*same, words(4, "The slope was coffered with bread on the Monday")])) == [4]
    assert odd_ones(same) == {}
