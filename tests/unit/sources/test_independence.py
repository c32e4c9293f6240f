"""How many sources are independent: those that pass on one origin count as one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.sources.independence import Group, independence, last_origin

AGENCY, MINISTRY = 100, 200


def test_six_outlets_with_one_origin_are_one_source() -> None:
    found = independence(range(1, 7), dict.fromkeys(range(1, 7), AGENCY))
    assert (found.sources, found.independent) == (6, 1)
    assert found.shared == (Group(AGENCY, (1, 2, 3, 4, 5, 6)),)


def test_sources_without_an_origin_are_each_their_own() -> None:
    found = independence([1, 2, 3], {1: None, 2: None})
    assert (found.sources, found.independent, found.shared) == (3, 3, ())


def test_a_source_beside_its_own_origin_adds_none() -> None:
    assert independence([1, AGENCY], {1: AGENCY, AGENCY: None}).groups == (Group(AGENCY, (1, AGENCY)),)


def test_chains_are_followed_to_their_end() -> None:
    origins = {1: AGENCY, AGENCY: MINISTRY, 2: MINISTRY, 3: None, MINISTRY: None}
    found = independence([1, 2, 3], origins)
    assert found.groups == (Group(MINISTRY, (1, 2)), Group(3, (3,)))
    assert (found.sources, found.independent) == (3, 2)


def test_a_source_used_twice_for_a_claim_counts_once() -> None:
    assert independence([1, 1, 2], {}).sources == 2


def test_nothing_is_no_source() -> None:
    assert independence([], {}).independent == 0


def test_a_circle_ends_and_is_one_origin_from_wherever_it_is_entered() -> None:
    circle = {1: 2, 2: 3, 3: 1, 4: 2, 5: 5}
    assert {last_origin(each, circle) for each in (1, 2, 3, 4)} == {1}
    assert last_origin(5, circle) == 5


@given(st.dictionaries(st.integers(0, 12), st.none() | st.integers(0, 12)), st.lists(st.integers(0, 12)))
def test_each_source_is_in_one_group_and_order_does_not_matter(
    origins: dict[int, int | None], sources: list[int]
) -> None:
    found = independence(sources, origins)
    members = [member for group in found.groups for member in group.members]
    assert sorted(members) == sorted(set(sources))
    assert {frozenset(group.members) for group in independence(sources[::-1], origins).groups} == {
        frozenset(group.members) for group in found.groups
    }
