"""How long the finder of sightings rests, so that others come first."""

from __future__ import annotations

from annotator.sightings.finding.worker import LONGEST_REST, rest_after


def test_on_a_quiet_machine_it_rests_half_as_long_as_it_worked() -> None:
    assert rest_after(0.4, 0.4) == 0.2


def test_it_rests_longer_the_longer_it_waited_for_others() -> None:
    assert rest_after(0.4, 0.4) < rest_after(0.5, 0.4) < rest_after(0.6, 0.4)


def test_what_people_changed_is_never_left_for_long() -> None:
    assert rest_after(60.0, 1.0) == LONGEST_REST


def test_clocks_that_differ_by_a_little_make_no_rest_shorter() -> None:
    assert rest_after(0.4, 0.41) == 0.2
