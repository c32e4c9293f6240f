"""/agreement and /agreement/differences: who agrees how far, and where they differ."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from annotator.articles.models import Article, Collection
from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.reviews.models import Assessment, Policy
from tests.support.cast import Cast, make_user
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim
from tests.support.statements import count_statements

SAID = [  # by the reviewer, by the colleague
    ("true", "true"), ("true", "mostly true"), ("false", "false"), ("mixed", "mixed"), ("false", "false"),
    ("unverifiable", "unverifiable"), ("true", "true"),
]  # fmt: skip


def judge(claim: Claim, people: list[int], verdicts: list[str]) -> None:
    for person, verdict in zip(people, verdicts, strict=True):
        db.session.add(Assessment(claim=claim, reviewer_id=person, verdict=verdict, confidence=50 + claim.id % 40))


@pytest.fixture
def article(cast: Cast) -> Article:
    with transaction(by=None):
        article = make_article()
        article.collections.append(Collection(name="February"))
        for number, verdicts in enumerate(SAID):
            kinds = ["quantity"] if number < 2 else ["event"]
            claim = make_claim(
                article, "300 guards", wording=f"Claim number {number}", kinds=kinds, state="assessed", verdict="true"
            )
            judge(claim, [cast.reviewer.id, cast.colleague.id], list(verdicts))
        judge(make_claim(article, "Kirkuk", state="assessed"), [cast.editor.id], ["true"])
    return article


@pytest.mark.parametrize("by, named", [("collection", "February"), ("kind", "event"), ("pair", "Cora and Ravi")])
def test_each_table_names_its_groups_with_figures_and_claims(
    client: DeskClient, cast: Cast, article: Article, by: str, named: str
) -> None:
    page = client.as_(cast.reader).get(f"/agreement?by={by}").text
    assert named in page and "All of them" in page and "7 claims" in page and "1 differ" in page
    if by == "kind":
        assert "too few" in page  # of quantities there are two


def test_the_differences_stand_side_by_side_with_the_way_to_the_claim(
    client: DeskClient, cast: Cast, article: Article
) -> None:
    pair = sorted((cast.reviewer.id, cast.colleague.id))
    page = client.as_(cast.reader).get(f"/agreement/differences?one={pair[0]}&other={pair[1]}").text
    assert "1 claim judged by" in page and "Claim number 1" in page and "Claim number 2" not in page
    assert "mostly true" in page and "Ravi" in page and "Cora" in page and f"/articles/{article.id}?claim=" in page
    assert "Nobody differs here." in client.get("/agreement/differences?kind=event").text
    assert "Claim number 1" in client.get("/agreement/differences?kind=quantity").text


def test_filters_hold_and_what_is_none_is_not_there(client: DeskClient, cast: Cast, article: Article) -> None:
    client.as_(cast.reader)
    collection = article.collections[0].id
    assert "2 claims" not in client.get(f"/agreement?by=pair&collection={collection}&kind=quantity").text
    assert "too few" in client.get(f"/agreement?by=pair&collection={collection}&kind=quantity").text
    for address in ("/agreement?by=mood", "/agreement?kind=gossip", "/agreement?collection=99"):
        assert client.get(address).status_code == 404
    assert client.get("/agreement/differences?one=77&other=78").status_code == 200


def test_an_empty_desk_says_what_to_do(client: DeskClient, cast: Cast) -> None:
    assert "No claim was judged by two people yet" in client.as_(cast.reader).get("/agreement").text


def test_hidden_articles_count_only_for_who_may_see_them(client: DeskClient, cast: Cast, article: Article) -> None:
    with transaction(by=None):
        article.visibility = "hidden"
    assert "No claim" in client.as_(cast.reviewer).get("/agreement").text
    assert "Nobody differs" in client.get("/agreement/differences").text
    assert "1 differ" in client.as_(cast.editor).get("/agreement").text


def test_while_the_desk_judges_blind_nobody_learns_of_claims_they_have_not_judged(
    client: DeskClient, cast: Cast, article: Article
) -> None:
    with transaction(by=None):
        other = make_user("Omar", "reviewer")
        db.session.add(Policy(id=1, blind=True))
    for person in (other, cast.reader):
        for address in ("/agreement", "/agreement/differences"):
            assert "Claim number 1" not in client.as_(person).get(address).text
            assert "1 differ" not in client.get(address).text
    for person in (cast.reviewer, cast.editor):  # who judged it, and who picks where two differ
        assert "Claim number 1" in client.as_(person).get("/agreement/differences").text
    with transaction(by=None):
        for claim in db.session.scalars(sa.select(Claim).where(Claim.article_id == article.id)):
            claim.state = "settled"
    assert "Claim number 1" in client.as_(other).get("/agreement/differences").text


def test_the_pages_cost_the_same_however_many_claims(client: DeskClient, cast: Cast, article: Article) -> None:
    addresses = ["/agreement?by=collection", "/agreement?by=kind", "/agreement?by=pair", "/agreement/differences"]
    client.as_(cast.reader).get("/agreement")

    def costs() -> list[int]:
        found = []
        for address in addresses:
            with count_statements() as seen:
                client.get(address)
            found.append(len(seen))
        return found

    before = costs()
    with transaction(by=None):
        for number in range(20):
            claim = make_claim(article, "300 guards", wording=f"More {number}", kinds=["date"], state="assessed")
            judge(claim, [cast.reviewer.id, cast.editor.id], ["true", "false" if number % 2 else "true"])
    assert costs() == before and max(before) <= 10
