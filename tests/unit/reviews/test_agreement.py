"""Krippendorff's alpha against values worked out by hand, and what is said where there is none."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.reviews.agreement.measures import (
    FEWEST,
    SCALE,
    Figure,
    Judged,
    agreement,
    interval,
    nominal,
    ordinal,
)

Ratings = list[tuple[int, int, object]]


def two(one: list[object], other: list[object]) -> Ratings:
    """Ratings of two people, in the order of the things; None: not rated."""
    rated = [(person, thing, label) for person, said in ((1, one), (2, other)) for thing, label in enumerate(said)]
    return [rating for rating in rated if rating[2] is not None]


def test_nominal_as_worked_out_by_hand() -> None:
    # Ten things, 20 ratings: a 10, b 6, c 4. They differ in the eighth and the last: Do = 2 * 2 / 20 = 0.2. Different
    # pairs by chance: 2 * (10*6 + 10*4 + 6*4) / (20 * 19) = 248/380. alpha = 1 - 0.2 * 380 / 248 = 0.69355.
    found = nominal(two(list("aaaaabbbcc"), list("aaaaabbccb")))
    assert found.things == 10 and found.alpha == pytest.approx(1 - 0.2 * 380 / 248)


def test_interval_as_worked_out_by_hand() -> None:
    # Five things, 10 ratings. Do: squared distances 0, 0, 100, 0, 400, each twice, over 10 = 100. De: over all pairs.
    one, other = [50, 60, 70, 80, 90], [50, 60, 80, 80, 70]
    everything = one + other
    expected = sum((x - y) ** 2 for x, y in combinations(everything, 2)) * 2 / (10 * 9)
    assert interval(two(list(one), list(other))).alpha == pytest.approx(1 - 100 / expected)


def test_ordinal_counts_what_lies_between() -> None:
    # Ratings: 1 1 | 1 2 | 2 2 | 3 3 | 3 3: n1 = 3, n2 = 3, n3 = 4. Distances: 1-2 ((3+3)/2)^2 = 9,
    # 2-3 ((3+4)/2)^2 = 12.25, 1-3 (3/2 + 3 + 4/2)^2 = 42.25. Do = 2*9/10; De = 2*(9*9 + 12*12.25 + 12*42.25)/90.
    found = ordinal(two([1, 1, 2, 3, 3], [1, 2, 2, 3, 3]), (1, 2, 3))
    expected = 2 * (9 * 9 + 12 * 12.25 + 12 * 42.25) / 90
    assert found.alpha == pytest.approx(1 - 1.8 / expected)


def test_on_a_scale_neighbours_differ_less_than_its_ends() -> None:
    said: list[object] = ["true", "mostly true", "mixed", "mostly false", "false", "true", "false"]
    near, far = list(said), list(said)
    near[0], far[0] = "mostly true", "false"
    assert (ordinal(two(said, near), SCALE).alpha or 0) > (ordinal(two(said, far), SCALE).alpha or 0) + 0.1
    plain = [nominal(two(said, other)).alpha or 0 for other in (near, far)]
    assert plain[0] == pytest.approx(plain[1], abs=0.05)


def test_not_everybody_needs_to_have_rated_everything() -> None:
    rated = two(list("ababab"), list("ababba"))
    lonely = [(3, 99, "c"), (1, 98, "d")]
    assert nominal([*rated, *lonely]) == nominal(rated)
    assert nominal([*rated, (3, 0, "a")]).alpha != nominal(rated).alpha


def test_full_agreement_is_one_and_chance_about_nothing() -> None:
    assert nominal(two(list("abcab"), list("abcab"))).alpha == pytest.approx(1)
    crossed = two(list("aabb") * 10, list("abab") * 10)
    assert nominal(crossed).alpha == pytest.approx(0, abs=0.02)
    assert (nominal(two(list("ababab"), list("bababa"))).alpha or 0) < -0.5


def test_too_few_or_all_the_same_gives_no_figure() -> None:
    few = nominal(two(list("ab"), list("ab")))
    assert few == Figure(None, 2) and few.reading == "too few"
    same = nominal(two(list("aaaaa"), list("aaaaa")))
    assert same.alpha is None and same.uniform and same.reading.startswith("all the same")
    assert nominal([]) == Figure(None, 0)


@pytest.mark.parametrize(
    "value, words",
    [
        (1, "firm"), (0.8, "firm"), (0.79, "tentative"), (0.66, "weak"), (0.1, "as by chance"),
        (-0.1, "as by chance"), (-0.5, "against each other"),
    ],
)  # fmt: skip
def test_a_figure_is_read_in_plain_words(value: float, words: str) -> None:
    assert Figure(value, FEWEST).reading == words


def test_judgements_are_measured_three_ways_each_by_itself() -> None:
    verdicts = ["true", "mostly true", "false", "mixed", "false", "unverifiable", "outdated"]
    judged = [
        Judged(thing, person, verdict, 50 + 5 * thing) for person in (1, 2) for thing, verdict in enumerate(verdicts)
    ]
    judged[-1] = Judged(6, 2, "true", 0)  # the second found the outdated one true, and was not sure at all
    judged.append(Judged(77, 1, "true", 90))  # nobody else judged it
    found = agreement(judged)
    assert (found.things, found.differing) == (7, 1)
    assert found.categories.things == 7 and found.categories.alpha is not None and found.categories.alpha < 1
    assert found.scale == Figure(pytest.approx(1), 5)  # of what both put on the scale
    assert found.confidence.alpha is not None and found.confidence.alpha < 0.5


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 8), st.sampled_from(SCALE)), max_size=40))
def test_a_figure_is_never_above_one_and_names_do_not_matter(said: list[tuple[int, int, str]]) -> None:
    ratings = [(person, thing, label) for (person, thing), label in {(a, b): c for a, b, c in said}.items()]
    for measure in (nominal, lambda rated: ordinal(rated, SCALE)):
        found = measure(ratings)
        renamed = measure([(9 - person, 100 - thing, label) for person, thing, label in ratings])
        assert found.alpha == (None if renamed.alpha is None else pytest.approx(renamed.alpha))
        assert found.alpha is None or found.alpha <= 1 + 1e-9


def test_the_library_is_loaded_only_when_a_figure_is_asked_for() -> None:
    code = (
        "import sys, annotator.reviews.agreement.views as v, annotator.reviews.agreement.measures as m\n"
        "assert 'nltk' not in sys.modules\n"
        "m.nominal([(p, t, t % 2) for p in (1, 2) for t in range(6)])\n"
        "assert 'nltk' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
