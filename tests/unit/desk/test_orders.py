"""Orders of the ledger: the first of a mask, and the same order after a change."""

from __future__ import annotations

import random

import pytest

from annotator.desk.garbles.board import sum_of_bits
from annotator.desk.ledger import orders
from annotator.desk.ledger.orders import Order, members
from annotator.desk.ledger.rows import order_key


def made(keys: dict[int, float]) -> Order:
    return Order.of(keys, keys.values())


def told(order: Order) -> list[tuple[int, float]]:
    return [(ident, order.key(ident)) for ident in order.ids]


@pytest.mark.parametrize("few", [0, 4_000], ids=["walked through", "sorted"])
def test_the_first_and_the_last_of_a_mask(monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(orders, "FEW", few)
    chance = random.Random(few)
    keys = {ident: float(chance.randrange(30)) for ident in range(1, 400)}
    inside = set(chance.sample(range(1, 450), 20)) | {7}
    ordered = sorted((key, ident) for ident, key in keys.items() if ident in inside)
    ids = [ident for _, ident in ordered]
    order, mask = made(keys), sum_of_bits(inside)
    for start, count in ((0, 5), (3, 40), (len(ids), 3), (10**30, 3)):
        assert order.first(mask, start, count) == ids[start : start + count]
        assert order.last(mask, start, count) == ids[::-1][start : start + count]
    assert list(order.between(4.0, 9.0)) == [i for k, i in sorted((k, i) for i, k in keys.items()) if 4.0 <= k < 9.0]
    assert list(order.until(4.0)) == [ident for key, ident in sorted((k, i) for i, k in keys.items()) if key <= 4.0]


@pytest.mark.parametrize("many", [1, 500])
def test_a_changed_order_is_the_order_made_anew_and_the_old_one_stays(
    monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(orders, "MANY", many)
    chance = random.Random(many)
    keys = {ident: float(chance.randrange(9)) for ident in range(1, 60)}
    order = made(keys)
    for _ in range(50):
        before = told(order)
        read = chance.sample(range(1, 90), 6)
        found = {ident: float(chance.randrange(9)) for ident in read if chance.random() < 0.7}
        keys = {ident: key for ident, key in keys.items() if ident not in read} | found
        later, anew = order.changed(read, found), made(keys)
        assert told(later) == told(anew)
        assert told(order) == before
        order = later


def test_the_members_of_a_mask() -> None:
    assert list(members(sum_of_bits([3, 8, 77]))) == [3, 8, 77]
    assert list(members(0)) == []


def test_a_deadline_counts_before_the_priority_and_the_priority_within_the_minute() -> None:
    minute = 60.0
    ordered = [
        (9e3, 10 * minute),
        (5.0, 10 * minute + 59),
        (-9e9, 10 * minute),
        (9e9, 11 * minute),
        (9e9, None),
        (1.0, None),
    ]
    keys = [order_key(priority, due) for priority, due in ordered]
    assert keys == sorted(keys) and len(set(keys)) == len(keys)
    assert order_key(9_500.001, None) < order_key(9_500.0, None), "a minute and a half of age is told apart"
