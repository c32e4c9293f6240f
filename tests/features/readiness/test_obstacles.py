"""What stands in the way of an article, and what does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from annotator.articles.models import Article, Version
from annotator.db import db, now, transaction
from annotator.readiness import finding, queries
from annotator.readiness.obstacles import DEFAULT, LIST, OBSTACLES
from annotator.sources.models import Source
from annotator.versions.models import Carried
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import (
    make_claim,
    make_correction,
    make_evidence,
    make_garble,
)
from tests.support.statements import count_statements

from .rows import WOUNDED, comment, disagree, fact, from_two, names, of_one_origin, quantity


def asked(article: Article) -> None:
    """A new version has asked where a claim stands now."""
    claim = make_claim(article, WOUNDED, state="not-a-claim")
    here = article.current.id
    db.session.add(
        Carried(
            article_id=article.id, version_id=here, from_version_id=here, claim_id=claim.id, outcome="ambiguous",
            state_before="open", wording_before=WOUNDED,
        )
    )  # fmt: skip


IN_THE_WAY: dict[str, Callable[[Article, Cast], object]] = {
    "garble-critical": lambda article, _cast: make_garble(article, "Kirkuk"),
    "garble-major": lambda article, _cast: make_garble(article, "Kirkuk", severity="major", state="confirmed"),
    "garble-minor": lambda article, _cast: make_garble(article, "Kirkuk", severity="minor"),
    "correction": lambda article, _cast: make_correction(article, "300", "30", state="proposed"),
    "contradiction": lambda article, _cast: disagree(article, article),
    "carried": lambda article, _cast: asked(article),
    "disputed": lambda article, _cast: make_claim(article, WOUNDED, state="assessed", verdict="false", disputed=True),
    "recheck": lambda article, _cast: make_claim(article, WOUNDED, state="recheck"),
    "number": lambda article, _cast: quantity(article),
    "weekday": lambda article, _cast: make_claim(
        article, WOUNDED, state="settled", facts=[fact("date", "Monday", resolved="2021-02-16", doubt="a Tuesday")]
    ),
    "date": lambda article, _cast: make_claim(article, WOUNDED, state="settled", facts=[fact("date", "Monday")]),
    "comment": comment,
    "origin": lambda article, _cast: of_one_origin(article),
    "unsettled": lambda article, _cast: make_claim(article, WOUNDED, state="suggested"),
    "embargo": lambda article, _cast: setattr(article, "embargo_until", now() + dt.timedelta(hours=3)),
}
NOT_IN_THE_WAY: dict[str, Callable[[Article, Cast], object]] = {
    "a dismissed garble": lambda article, _cast: make_garble(article, "Kirkuk", state="dismissed"),
    "a corrected garble": lambda article, _cast: make_garble(article, "Kirkuk", state="corrected"),
    "a confirmed garble whose words are replaced": lambda article, _cast: (
        make_garble(article, "Kirkuk", state="confirmed"),
        make_correction(article, "near Kirkuk", "near Kirkūk", state="accepted"),
    ),
    "a rejected correction": lambda article, _cast: make_correction(article, "300", "30", state="rejected"),
    "another reading": lambda article, _cast: disagree(article, article, proposed="superseded"),
    "a decided contradiction": lambda article, _cast: disagree(
        article, article, state="decided", reading="contradiction", decided_at=now()
    ),
    "a settled claim": lambda article, _cast: make_claim(article, WOUNDED, state="settled", verdict="true"),
    "what was put aside": lambda article, _cast: quantity(article).__setattr__("state", "not-a-claim"),
    "an opinion": lambda article, _cast: make_claim(article, WOUNDED, checkable=False),
    "a number with a source": lambda article, _cast: from_two(article),
    "a resolved date": lambda article, _cast: make_claim(
        article, WOUNDED, state="settled", facts=[fact("date", "Monday", resolved="2021-02-15")]
    ),
    "a resolved comment": lambda article, cast: comment(article, cast, resolved_at=now()),
    "an embargo that has passed": lambda article, _cast: setattr(article, "embargo_until", now()),
}


@pytest.mark.parametrize("name", IN_THE_WAY)
def test_each_obstacle_is_found_alone_with_the_names_that_lists_read(article: Article, cast: Cast, name: str) -> None:
    with transaction(by=None):
        IN_THE_WAY[name](db.session.get_one(Article, article.id), cast)
    assert names(article) == {name: 1}
    if name != "embargo":
        assert finding.names_in([article.id]) == finding.names_in(None) == {article.id: {name}}


@pytest.mark.parametrize("name", NOT_IN_THE_WAY)
def test_what_is_done_is_not_in_the_way(article: Article, cast: Cast, name: str) -> None:
    with transaction(by=None):
        NOT_IN_THE_WAY[name](db.session.get_one(Article, article.id), cast)
    assert names(article) == {}
    assert finding.names_in(None) == {}


def test_the_list_is_whole(article: Article) -> None:
    told = {*IN_THE_WAY, "stale"}  # that one in test_dropping.py
    assert told == OBSTACLES.keys()
    assert all(each.meaning.endswith(".") and each.do for each in LIST)
    assert "stale" not in DEFAULT


def test_an_earlier_versions_garbles_do_not_stand_in_the_way(article: Article) -> None:
    with transaction(by=None):
        row = db.session.get_one(Article, article.id)
        make_garble(row, "Kirkuk")
        db.session.add(Version(article=row, number=2, text="All new.", length=8, sha256="0" * 64))
        row.current_number = 2
    assert names(article) == {}


def test_many_places_cost_what_one_does(article: Article, cast: Cast) -> None:
    def cost() -> int:
        row = db.session.get_one(Article, article.id)
        with count_statements() as statements:
            queries.gate(row, by=cast.editor)
        return len(statements)

    with transaction(by=None):
        row = db.session.get_one(Article, article.id)
        quantity(row)
        make_garble(row, "Kirkuk")
        make_evidence(make_claim(row, WOUNDED), "two")
    few = cost()
    with transaction(by=None):
        row = db.session.get_one(Article, article.id)
        for number in range(30):
            quantity(row)
            make_garble(row, "Kirkuk")
            make_evidence(make_claim(row, WOUNDED), "two", title=f"Log {number}")
    assert cost() == few
    assert queries.gate(db.session.get_one(Article, article.id), by=None).number == 62


def test_sources_that_pass_on_one_word_are_one_origin(article: Article) -> None:
    with transaction(by=None):
        row = db.session.get_one(Article, article.id)
        claim = make_claim(row, WOUNDED, state="settled")
        agency = Source(title="Agency")
        for title in ("Paper", "Radio"):
            make_evidence(claim, "two", title=title).source.origin = agency
    assert names(article) == {"origin": 1}
    assert finding.names_in(None) == {article.id: {"origin"}}


def test_a_claim_with_several_obstacles_and_sources_counts_once_for_each(article: Article) -> None:
    with transaction(by=None):
        row = db.session.get_one(Article, article.id)
        claim = make_claim(
            row, WOUNDED, state="recheck", disputed=True,
            facts=[fact("date", "Monday", doubt="a Tuesday"), fact("quantity", "300 guards", value=300.0)],
        )  # fmt: skip
        first = make_evidence(claim, "two", title="Agency report")
        make_evidence(claim, "two again", title="Paper").source.origin = first.source
    assert names(article) == dict.fromkeys(("disputed", "recheck", "weekday", "date", "origin"), 1)
    assert finding.names_in([article.id])[article.id] == names(article).keys()


def test_of_many_places_the_first_are_named_and_the_others_counted(
    client: DeskClient, cast: Cast, article: Article
) -> None:
    with transaction(by=None):
        row = db.session.get_one(Article, article.id)
        claims = [make_claim(row, WOUNDED, wording=f"Soldier {number} was wounded.") for number in range(5)]
    (found,) = queries.gate(db.session.get_one(Article, article.id), by=None, most=2).found
    assert [(place.kind, place.id, place.words) for place in found.places] == [
        ("claim", claim.id, claim.wording) for claim in claims[:2]
    ]
    assert (found.number, found.more, found.words) == (5, 3, "5 claims not settled")
    (found,) = queries.gate(db.session.get_one(Article, article.id), by=None).found
    assert (found.places, found.words) == ((), "5 claims not settled")
    page = client.as_(cast.reviewer).get(f"/articles/{article.id}").text
    gate = page[page.index('class="gate"') : page.index("All places")]
    assert "Soldier 2 was wounded." in gate and "Soldier 3 was wounded." not in gate and "and 2 more" in gate
    page = client.get(f"/articles/{article.id}/readiness").text
    assert "Soldier 4 was wounded." in page and "more</li>" not in page


def test_an_articles_claims_are_gone_through_once(article: Article) -> None:
    """Once for all obstacles: an article of 10,000 claims is read as fast as its rows."""
    one = finding.of_one().params(article=article.id)
    sql = str(one.compile(db.engine, compile_kwargs={"literal_binds": True}))
    plan = [row.detail for row in db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")]
    assert [step for step in plan if "claims" in step and "COVERING" not in step] == [
        "SEARCH claims USING INTEGER PRIMARY KEY (rowid=?)"
    ]
