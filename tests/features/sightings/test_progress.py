"""While a large desk is compared for the first time, the pages on what comes of it say how far that is."""

from __future__ import annotations

import pytest

from annotator.db import db
from annotator.sightings.finding import finder, progress
from annotator.sightings.finding.finder import Finder
from annotator.sightings.models import MatchingMark
from tests.support.cast import Cast
from tests.support.client import DeskClient

from .conftest import ATTACK, OTHER, SAME, Take, claim_with


@pytest.fixture
def upgraded(take: Take, monkeypatch: pytest.MonkeyPatch) -> Finder:
    """A desk with three articles on which nobody looked yet; each claim is a large lot."""
    monkeypatch.setattr(progress, "WORTH_TELLING", 1)
    monkeypatch.setattr(finder, "UNREAD", finder.UNREAD.limit(1))
    monkeypatch.setattr(finder, "NEXT", finder.NEXT.limit(1))
    for text in (ATTACK, SAME, OTHER):
        take(text)
    made = Finder()
    made.begin()
    return made


def test_both_steps_are_told_until_nothing_waits(upgraded: Finder, client: DeskClient, cast: Cast, take: Take) -> None:
    assert progress.progress() is None  # nothing was begun
    client.as_(cast.reviewer)
    claim = claim_with(take(ATTACK + " It rained."), "troops")
    addresses = ("/matters", "/contradictions", f"/claims/{claim.id}/sightings")
    told = []
    while upgraded.round():
        now = progress.progress()
        if now is not None and (not told or told[-1].step != now.step):
            words = "read to be compared" if now.step == "read" else "compared"
            for address in addresses:
                assert f"{now.of} claims are being {words}: {now.percent} %" in client.get(address).text
        told += [now] if now is not None else []
    assert [each.step for each in told] == sorted([each.step for each in told], reverse=True)  # read, then compare
    assert {each.step for each in told} == {"read", "compare"}
    for step in ("read", "compare"):
        of_step = [each for each in told if each.step == step]
        assert all(0 <= each.percent < 100 for each in of_step)
        assert [each.left for each in of_step] == sorted((each.left for each in of_step), reverse=True)
    assert progress.progress() is None
    assert db.session.get(MatchingMark, progress.PROGRESS) is None
    assert all("are being" not in client.get(address).text for address in addresses)


def test_one_that_is_taken_up_again_goes_on_from_what_is_done(upgraded: Finder) -> None:
    for _ in range(3):
        upgraded.round()
    before = progress.progress()
    assert before is not None and before.step == "read"
    again = Finder()
    again.begin()
    again.round()
    after = progress.progress()
    assert after is not None and (after.of, after.left) == (before.of, before.left - 1)


def test_a_few_claims_are_not_told_of(take: Take) -> None:
    take(ATTACK)
    made = Finder()
    made.begin()
    made.round()
    assert progress.progress() is None
    made.run()
    assert db.session.get(MatchingMark, progress.PROGRESS) is None
