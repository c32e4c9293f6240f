"""Traits counted by how many documents have each profile."""

from __future__ import annotations

from collections import Counter
from itertools import chain

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from annotator.search.engines.postgres.profiles import NONE

traits = st.lists(st.integers(1, 30), max_size=6, unique=True)


@given(st.lists(st.lists(traits, min_size=1, max_size=5), min_size=1, max_size=4), st.data())
def test_traits_are_counted_as_one_by_one(read: list[list[list[int]]], data: st.DataObject) -> None:
    found, every, number = NONE, dict[int, list[int]](), 1
    for batch in read:  # what comes later is read on top
        number += data.draw(st.integers(0, 2))  # numbers may be left out
        rows = {number + at: each for at, each in enumerate(batch)}
        lengths = np.array([len(each) for each in batch])
        found = found.with_more(np.array(list(rows)), lengths, np.array(list(chain.from_iterable(batch)), np.int32))
        every |= rows
        number += len(rows)
    assert found.last == max(every)
    often = np.zeros(data.draw(st.sampled_from(sorted(every))) + 1, np.int64)
    often[:] = data.draw(st.lists(st.integers(0, 1_000), min_size=len(often), max_size=len(often)))
    expected: Counter[int] = Counter()
    for ident, many in enumerate(often.tolist()):
        expected.update(dict.fromkeys(every.get(ident, ()), many) if many else {})
    unknown = [ident for ident in range(len(often)) if ident not in every]
    often[unknown] = 0
    assert found.counted(often) == dict(expected)
    wanted = data.draw(st.lists(st.integers(1, 31), max_size=3))
    having = found.having(wanted)
    assert all(having[ident] == bool(set(wanted) & set(each)) for ident, each in every.items())
