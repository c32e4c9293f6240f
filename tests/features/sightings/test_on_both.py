"""The same on both databases: what is found, kept by people, listed, and gone with its claim."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.sightings import queries, service
from annotator.sightings.finding import keyed, noticing
from annotator.sightings.finding.queries import lag, numbers
from annotator.sightings.models import MatchedClaim, Matter, MatterClaim, Sighting
from tests.support.cast import Cast

from .conftest import ATTACK, SAME, Take, claim_with, pair, suggested


@pytest.fixture
def app(either_app: Flask) -> Flask:
    return either_app


def test_found_decided_and_listed(take: Take, find: Callable[[], int], cast: Cast) -> None:
    first, second = take(ATTACK), take(SAME, feed="Harbour News")
    assert find() > 0 and not lag().due and numbers().keys > 0
    ends = claim_with(first, "troops"), claim_with(second, "troops")
    assert pair(*ends) in suggested()
    statement = sa.select(Sighting).where(Sighting.first_id == pair(*ends)[0], Sighting.second_id == pair(*ends)[1])
    with transaction(by=cast.reviewer, verb="confirm sighting"):
        service.confirm(db.session.scalars(statement).one(), by=cast.reviewer)
    total, [listed] = queries.matters(queries.Filters(words="troops", feed="Harbour News"), 1, by=cast.reader)
    assert total == 1 and (listed.sightings, listed.feeds) == (2, 2) and listed.first == listed.last
    assert queries.glance(ends[0], by=cast.reader).confirmed == 1
    assert [row.claim_id for row in queries.elsewhere(ends[0], by=cast.reader).confirmed] == [ends[1].id]
    with transaction(by=cast.reviewer, verb="take back sighting"):
        service.take_back(db.session.scalars(statement).one(), by=cast.reviewer)
    assert db.session.scalars(sa.select(Matter)).all() == []


def test_a_claim_that_is_gone_takes_its_suggestions_along_and_its_keys_follow(
    take: Take, find: Callable[[], int]
) -> None:
    first, second = take(ATTACK), take(SAME)
    find()
    ident = claim_with(first, "troops").id
    other = claim_with(second, "troops").id
    numbers_there = keyed.unpacked(keyed.known([ident])[ident].keys)
    with transaction(by=None):
        db.session.delete(db.session.get_one(Claim, ident))
    assert not any(ident in each for each in suggested())
    find()
    assert db.session.get(MatchedClaim, ident) is None
    assert all(ident not in keyed.sharing(number, 100) for number in numbers_there)
    assert db.session.get(MatchedClaim, other) is not None


def test_a_claim_of_a_matter_is_not_taken_away(take: Take, find: Callable[[], int]) -> None:
    ident = claim_with(take(ATTACK), "troops").id
    with transaction(by=None):
        db.session.add(Matter(title="Troops", members=[MatterClaim(claim_id=ident)]))
    with pytest.raises(sa.exc.IntegrityError), transaction(by=None):
        db.session.delete(db.session.get_one(Claim, ident))


def test_what_is_due_twice_is_due_once_and_stays_urgent(take: Take) -> None:
    with transaction(by=None):
        noticing.make_due([1, 2], urgent=False)
        noticing.make_due([2, 3])
        noticing.make_due([3], urgent=False)
    assert (lag().due, lag().first) == (3, 1)
