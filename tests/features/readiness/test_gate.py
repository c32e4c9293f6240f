"""Who may find an article ready, what refuses it, and what the policy says of that."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import sessionmaker

from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.errors import Invalid, Stale
from annotator.readiness import queries
from annotator.readiness.models import Approval
from tests.features.desk.conftest import form_of
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import (
    TEXT,
    make_article,
    make_claim,
    make_garble,
)

from .rows import WOUNDED, approve, disagree, standing


def test_a_reviewer_finds_an_article_ready_that_nothing_blocks(
    client: DeskClient, cast: Cast, article: Article
) -> None:
    with transaction(by=None):
        make_claim(db.session.get_one(Article, article.id), WOUNDED)
    client.as_(cast.reviewer)
    page = client.get(f"/articles/{article.id}").text
    assert "Not ready yet: nothing blocks" in page and "1 claim not settled" in page
    sent = form_of(page, f"/articles/{article.id}/readiness")
    assert client.post(f"/articles/{article.id}/readiness", data=sent).status_code == 303
    found = standing(article)
    assert found and found.created_by_id == cast.reviewer.id
    assert [each["name"] for each in found.obstacles] == ["unsettled"]
    page = client.get(f"/articles/{article.id}").text
    assert "Ready</span>" in page and "Ravi" in page
    # Sent again, by a double click: it is answered like the first, and there is one approval.
    assert client.post(f"/articles/{article.id}/readiness", data=sent).status_code == 303
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Approval)) == 1


def test_what_blocks_is_told_and_an_editor_passes_over_it_with_a_reason(
    client: DeskClient, cast: Cast, article: Article
) -> None:
    with transaction(by=None):
        garble = make_garble(db.session.get_one(Article, article.id), "Kirkuk")
    at = f"/articles/{article.id}/readiness"
    refused = client.as_(cast.reviewer).post(at, data={"seen": "9999999"})
    assert refused.status_code == 422 and "Not ready: 1 critical garble. An editor may pass over" in refused.text
    assert f"/articles/{article.id}?garble={garble.id}#garble-{garble.id}" in refused.text
    page = client.as_(cast.editor).get(at).text
    sent = form_of(page, at)
    refused = client.post(at, data=sent)
    assert refused.status_code == 422 and "say why" in refused.text and standing(article) is None
    assert client.post(at, data=sent | {"reason": "The agency writes it so."}).status_code == 303
    found = standing(article)
    assert found and found.reason == "The agency writes it so."
    assert found.obstacles == [
        {"name": "garble-critical", "words": "1 critical garble", "number": 1, "blocks": True}
    ]  # fmt: skip
    history = client.get(f"/articles/{article.id}/history").text
    assert "found it ready" in history and "The agency writes it so." in history and "1 critical garble" in history


def test_two_who_find_it_ready_at_once_are_one_approval(cast: Cast, article: Article) -> None:
    approve(article, cast)
    with pytest.raises(Invalid, match="Edda has found it ready already"):
        approve(article, cast)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Approval)) == 1


def test_the_database_keeps_it_at_one(either_app: object) -> None:
    with transaction(by=None):
        row = make_article(TEXT)
    other = sessionmaker(db.engine)()
    with transaction(by=None):
        db.session.add(Approval(article_id=row.id, version_id=row.current.id))
    other.add(Approval(article_id=row.id, version_id=row.current.id))
    with pytest.raises(sa.exc.IntegrityError):
        other.commit()
    other.close()


def test_what_changed_since_the_page_was_made_is_looked_at_first(
    client: DeskClient, cast: Cast, article: Article
) -> None:
    at = f"/articles/{article.id}/readiness"
    sent = form_of(client.as_(cast.editor).get(at).text, at)
    with transaction(by=cast.reviewer, verb="create"):
        claim = make_claim(db.session.get_one(Article, article.id), WOUNDED, state="settled")
    answer = client.post(at, data=sent)
    assert answer.status_code == 409 and "a claim was made" in answer.text and standing(article) is None
    sent = form_of(answer.text, at)
    with transaction(by=cast.reviewer, verb="take"):
        db.session.get_one(Claim, claim.id).assignee_id = cast.reviewer.id
    assert client.post(at, data=sent).status_code == 303


# -- rights, the policy, what it costs


def test_a_reader_sees_and_does_not_do(client: DeskClient, cast: Cast, article: Article) -> None:
    client.as_(cast.reader)
    assert "Nothing stands in the way" in client.get(f"/articles/{article.id}/readiness").text
    assert client.post(f"/articles/{article.id}/readiness").status_code == 403
    with transaction(by=None):
        db.session.get_one(Article, article.id).visibility = "hidden"
    assert client.get(f"/articles/{article.id}/readiness").status_code == 404


def test_a_contradiction_with_an_article_that_one_may_not_know_is_counted_and_not_named(
    client: DeskClient, cast: Cast, article: Article
) -> None:
    with transaction(by=None):
        row = disagree(article, make_article("Some 30 guards.", title="Secret headline", visibility="hidden"))
    page = client.as_(cast.reviewer).get(f"/articles/{article.id}/readiness").text
    assert "1 open contradiction" in page and "Secret headline" not in page and "not open to you" in page
    assert "Secret headline" in client.as_(cast.editor).get(f"/articles/{article.id}/readiness").text
    assert row.id


def test_the_policy_says_what_blocks(client: DeskClient, cast: Cast, article: Article) -> None:
    with transaction(by=None):
        make_garble(db.session.get_one(Article, article.id), "Kirkuk", severity="minor")
    client.as_(cast.administrator)
    sent = form_of(client.get("/policy").text, "/policy/gate")
    kept = {**sent, "blocking": ["garble-minor"], "unready": "refuse"}
    assert client.post("/policy/gate", data=kept).status_code == 303
    assert queries.rules() == queries.Rules(frozenset({"garble-minor"}), "refuse")
    assert "1 thing blocks" in client.get(f"/articles/{article.id}").text
    assert client.post("/policy/gate", data=kept).status_code == 409
    sent = form_of(client.get("/policy").text, "/policy/gate")
    assert "no obstacle called" in client.post(
        "/policy/gate", data={**sent, "blocking": ["stale"]}, follow_redirects=True
    ).text  # fmt: skip
    # What the other form of the page asks stands by itself.
    other = form_of(client.get("/policy").text, "/policy")
    assert client.post("/policy", data=other).status_code == 303
    assert queries.rules().unready == "refuse"
    assert client.as_(cast.editor).post("/policy/gate", data=kept).status_code == 403


def test_a_stale_error_keeps_the_reason(article: Article, cast: Cast) -> None:
    with transaction(by=None):
        make_garble(db.session.get_one(Article, article.id), "Kirkuk")
    with pytest.raises(Stale) as refused:
        approve(article, cast, reason="So it is.", seen=0)
    assert refused.value.mine == {"reason": "So it is."}
