from __future__ import annotations

from annotator.text.alignment import align
from annotator.text.spans import Span


def spans(lengths: list[int]) -> list[Span]:
    found, at = [], 0
    for length in lengths:
        found.append(Span(at, at + length))
        at += length + 1
    return found


def shape(ours: list[int], theirs: list[int]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(pair.sources, pair.targets) for pair in align(spans(ours), spans(theirs))]


def test_sentences_of_like_length_are_pairs() -> None:
    assert shape([100, 40, 210], [95, 44, 200]) == [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]


def test_a_sentence_split_in_two_stays_one_pair() -> None:
    assert shape([100, 200, 60], [98, 110, 95, 62]) == [((0,), (0,)), ((1,), (1, 2)), ((2,), (3,))]


def test_a_sentence_that_was_left_out_stands_alone() -> None:
    lengths = [100, 40, 210, 130, 55, 180]
    found = align(spans(lengths), spans([*lengths[:2], *lengths[3:]]))
    assert [pair.sources for pair in found if pair.target is None] == [(2,)]


def test_what_both_sides_hold_alike_outweighs_lengths() -> None:
    ours = [frozenset({"2500"}), frozenset(), frozenset({"mdrd"})]
    theirs = [frozenset({"2500"}), frozenset({"mdrd"})]
    found = align(spans([100, 100, 100]), spans([100, 100]), ours, theirs)
    assert [(pair.sources, pair.targets) for pair in found] == [((0,), (0,)), ((1,), ()), ((2,), (1,))]
    assert found[0].share == 1.0


def test_pairs_hold_every_sentence_once_and_in_order() -> None:
    found = align(spans([30, 400, 20, 20, 90] * 30), spans([35, 200, 210, 40] * 25))
    assert [i for pair in found for i in pair.sources] == list(range(150))
    assert [j for pair in found for j in pair.targets] == list(range(100))


def test_one_side_may_be_empty_or_much_longer() -> None:
    assert [pair.target for pair in align(spans([10, 20]), [])] == [None, None]
    assert sum(len(pair.targets) for pair in align(spans([50]), spans([40] * 1_000))) == 1_000


def test_time_is_linear_in_the_number_of_sentences() -> None:
    found = align(spans([80] * 3_000), spans([80] * 3_000))
    assert len(found) == 3_000
