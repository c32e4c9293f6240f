"""Traits counted by how many documents have each profile."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.search.engines.engine import IndexUnavailable
from annotator.search.engines.postgres.profiles import NONE

traits = st.lists(st.integers(1, 30), max_size=6, unique=True)


@given(st.lists(st.lists(traits, min_size=1, max_size=5), min_size=1, max_size=4), st.data())
def test_traits_are_counted_as_one_by_one(read: list[list[list[int]]], data: st.DataObject) -> None:
    found, every, number = NONE, dict[int, list[int]](), 1
    for batch in read:  # what comes later is read on top
        number += data.draw(st.integers(0, 2))  # numbers may be left out
        rows = [(number + at, each) for at, each in enumerate(batch)]
        found = found.with_more(rows)
        every |= dict(rows)
        number += len(rows)
    asked = data.draw(st.lists(st.sampled_from(sorted(every)), unique=True))
    often = [data.draw(st.integers(1, 1_000)) for _ in asked]
    expected: Counter[int] = Counter()
    for ident, many in zip(asked, often, strict=True):
        expected.update(dict.fromkeys(every[ident], many))
    assert found.counted(asked, often) == dict(expected)


def test_a_number_of_another_generation_is_told() -> None:
    found = NONE.with_more([(1, [4])])
    with pytest.raises(IndexUnavailable):
        found.counted([2], [1])
