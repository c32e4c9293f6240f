"""The pages of articles in nearly the same words, and what is taken over from one to the other."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.relays import service
from annotator.relays.models import Relay
from annotator.reviews.models import Assessment
from annotator.sightings.models import MatterClaim
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim, make_evidence
from tests.unit.relays.test_wordruns import SENTENCES, STORY

SHORT = " ".join(SENTENCES[:6]).replace("212", "221")


@pytest.fixture
def both(cast: Cast) -> tuple[Article, Article]:
    """The story, with two settled claims, and a shortened one with another figure."""
    with transaction(by=cast.editor):
        first = make_article(STORY, title="Ferry sinks", feed="Coast Wire")
        claim = make_claim(first, SENTENCES[2], by=cast.reviewer, state="settled", verdict="true", confidence=80)
        make_evidence(claim, "Boats reached it first.")
        make_claim(first, SENTENCES[0], by=cast.reviewer, state="settled", verdict="true", confidence=70)
        make_claim(first, SENTENCES[9], by=cast.reviewer, state="settled", verdict="true", confidence=70)
        second = make_article(SHORT, title="Ferry accident", feed="Island Post")
        for article in (first, second):
            service.note(article.current)
    return first, second


def relay() -> Relay:
    return db.session.scalars(sa.select(Relay)).one()


def settled_on(article: Article, quote: str) -> Claim:
    rows = db.session.scalars(sa.select(Claim).where(Claim.article_id == article.id))
    return next(row for row in rows if row.quote == quote)


def at(article: Article, way: str = "") -> str:
    return f"/articles/{article.id}/relays{way}"


def test_the_page_shows_the_group_what_differs_and_what_was_settled(
    client: DeskClient, cast: Cast, both: tuple[Article, Article]
) -> None:
    first, second = both
    page = client.as_(cast.reviewer).get(at(second)).text
    assert "Ferry sinks" in page
    assert '<del class="telling">212</del>' in page
    assert '<ins class="telling">221</ins>' in page
    assert SENTENCES[2] in page
    assert "the same words here" in page
    assert "changed here:" in page  # the claim with the figure
    assert page.count(">Take over</button>") == 1  # what was changed is not offered
    assert SENTENCES[9] not in page.split('id="beside"')[0]  # it does not stand here
    bench = client.get(f"/articles/{second.id}").text
    assert "1 in nearly the same words" in bench
    assert "Ferry accident" in client.get("/relays").text or "Island Post" in client.get("/relays").text
    assert first.title in client.get("/relays").text


def test_a_verdict_is_taken_over_onto_the_same_words(
    client: DeskClient, cast: Cast, both: tuple[Article, Article]
) -> None:
    first, second = both
    origin = settled_on(first, SENTENCES[2])
    answer = client.as_(cast.reviewer).post(at(second, "/take-over"), data={"claim": origin.id, "evidence": "1"})
    assert answer.status_code == 303
    here = settled_on(second, SENTENCES[2])
    assert (here.verdict, here.confidence, len(here.evidence)) == ("true", 80, 1)
    made = db.session.scalars(sa.select(Assessment).where(Assessment.claim_id == here.id)).one()
    assert made.reviewer_id == cast.reviewer.id
    assert "Taken over from “Ferry sinks” (Coast Wire)" in made.note
    matters = db.session.scalars(sa.select(MatterClaim.matter_id).order_by(MatterClaim.id)).all()
    assert len(matters) == 2
    assert len(set(matters)) == 1
    # Only once: what has a verdict by oneself is not made again, and no second claim stands there.
    number = sa.select(sa.func.count()).where(Claim.article_id == second.id)
    before = db.session.scalar(number)
    client.post(at(second, "/take-over"), data={"claim": origin.id})
    assert db.session.scalar(number) == before


def test_what_stands_changed_here_is_not_taken_over(
    client: DeskClient, cast: Cast, both: tuple[Article, Article]
) -> None:
    first, second = both
    answer = client.as_(cast.reviewer).post(
        at(second, "/take-over"), data={"claim": settled_on(first, SENTENCES[0]).id}, follow_redirects=True
    )
    assert "That is not offered any more" in answer.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Assessment)) == 0


def test_a_pair_is_confirmed_refused_and_taken_back(
    client: DeskClient, cast: Cast, both: tuple[Article, Article]
) -> None:
    _first, second = both
    address = f"/relays/{relay().id}/decide"
    client.as_(cast.reviewer)
    for seen, state in ((1, "confirmed"), (2, "suggested"), (3, "refused")):
        answer = client.post(address, data={"state": state, "row_version": seen, "article": second.id})
        assert answer.status_code == 303
        assert relay().state == state
    assert client.post(address, data={"state": "confirmed", "row_version": 1}).status_code == 409
    client.post(address, data={"state": "merged", "row_version": 4})
    assert relay().state == "refused"
    page = client.get(at(second)).text
    assert "another story" in page
    assert "What differs" not in page
    assert client.as_(cast.reader).post(address, data={"state": "confirmed", "row_version": 4}).status_code == 403


def test_an_article_that_is_not_open_is_not_there(
    client: DeskClient, cast: Cast, both: tuple[Article, Article]
) -> None:
    first, second = both
    with transaction(by=cast.editor):
        first.visibility = "hidden"
    page = client.as_(cast.reviewer).get(at(second)).text
    assert "Ferry sinks" not in page
    assert "nearly the same words" not in client.get(f"/articles/{second.id}").text
    assert client.get(at(second, f"?with={first.id}")).status_code == 404
    assert client.post(f"/relays/{relay().id}/decide", data={"state": "refused", "row_version": 1}).status_code == 404
    assert client.post(at(second, "/take-over"), data={"claim": settled_on(first, SENTENCES[2]).id}).status_code == 404
