"""The list of obstacles: whole, in order, in the docs; which of them block."""

from __future__ import annotations

from pathlib import Path

from annotator.readiness.dropping import RULES, WEIGHT, because
from annotator.readiness.obstacles import (
    CHOOSABLE,
    DEFAULT,
    LIST,
    OBSTACLES,
    Found,
    Place,
    blocking_of,
    in_order,
    joined,
)

DOCS = Path(__file__).parents[3] / "docs"


def found(name: str, number: int = 1, *, blocks: bool = False) -> Found:
    return Found(OBSTACLES[name], tuple(Place("claim", at, "") for at in range(number)), blocks)


def test_the_docs_have_the_list_as_it_is() -> None:
    table = (DOCS / "readiness.md").read_text()
    for each in LIST:
        blocks = "never" if not each.may_block else "yes" if each.blocks else "no"
        assert f"| {each.name} | {each.meaning} | {blocks} |" in table


def test_what_blocks_comes_first_then_the_order_of_the_list() -> None:
    given = [found("unsettled"), found("comment", blocks=True), found("date"), found("garble-major", blocks=True)]
    assert [each.obstacle.name for each in in_order(given)] == ["garble-major", "comment", "date", "unsettled"]


def test_they_are_counted_in_words() -> None:
    assert joined([found("comment", 2), found("garble-critical")]) == "2 open comments, 1 critical garble"
    hidden = Found(OBSTACLES["disputed"], (), True, others=1)
    assert hidden.words == "1 disputed claim"


def test_the_policy_chooses_among_those_that_can_end() -> None:
    assert blocking_of(None) == DEFAULT
    assert blocking_of(["date", "stale", "what an older program knew"]) == {"date"}
    assert blocking_of([]) == frozenset()
    assert "stale" not in {each.name for each in CHOOSABLE}


def test_every_table_that_matters_has_its_weight() -> None:
    assert set(WEIGHT) == RULES.keys()
    assert because("taggings", "create", {}) is None
    assert because("claims", "change", {"assignee_id": 3, "row_version": 4}) is None
    assert because("claims", "change", {"state": "settled", "wording": "so"}) == "a claim was edited"
    assert because("claim_anchors", "change", {"version_id": 2}) is None
