"""Tags on the workbench: added, found by, taken off, undone; their names compared folded."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.articles.models import Article
from annotator.db import db, transaction
from annotator.errors import Invalid, NotFound
from annotator.exports.formats import w3c
from annotator.exports.queries import load_record
from annotator.exports.terms import Options, Terms
from annotator.tags import service
from annotator.tags.models import Tag, Tagging
from annotator.tags.queries import names_in_use, tags_on
from tests.support.cast import Cast, make_cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim


@pytest.fixture
def article(app: Flask, cast: Cast) -> Article:
    with transaction(by=None):
        article = make_article()
        make_claim(article, "Two soldiers were wounded")
    return article


def test_names_are_compared_folded_and_kept_as_they_were_first_written(either_app: Flask) -> None:
    cast = make_cast()
    with transaction(by=cast.reviewer):
        first = service.find_or_create("  Élysée   watch ", by=cast.reviewer)
        for same in ("elysee watch", "ÉLYSÉE WATCH", "Élysée-watch"):
            assert service.find_or_create(same, by=cast.reviewer).id == first.id
        assert service.find_or_create("Elysee", by=cast.reviewer).id != first.id
    assert db.session.scalars(sa.select(Tag.name).order_by(Tag.id)).all() == ["Élysée watch", "Elysee"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "nul\x00"])
def test_what_is_no_name_is_refused(app: Flask, cast: Cast, name: str) -> None:
    with pytest.raises(Invalid) as refused, transaction(by=cast.reviewer):
        service.find_or_create(name, by=cast.reviewer)
    assert refused.value.field == "tag"


def test_a_claim_and_an_article_have_tags_of_their_own(either_app: Flask) -> None:
    cast = make_cast()
    with transaction(by=cast.reviewer):
        article = make_article()
        claim = make_claim(article, "Two soldiers were wounded")
        tag, other = (service.find_or_create(name, by=cast.reviewer) for name in ("late", "early"))
        assert len(service.put_on([article, claim], tag, by=cast.reviewer)) == 2
        assert service.put_on([article, claim], tag, by=cast.reviewer) == [], "it is there already"
        service.put_on([claim], other, by=cast.reviewer)
    of_article, of_claim = tags_on(article.id, claim.id)
    assert [each.name for each in of_article] == ["late"]
    assert [each.name for each in of_claim] == ["early", "late"]
    with transaction(by=cast.reviewer):
        service.take_off(article, tag.id)
        with pytest.raises(NotFound):
            service.take_off(article, other.id)
    assert [[each.name for each in named] for named in tags_on(article.id, claim.id)] == [[], ["early", "late"]]


def test_the_workbench_adds_shows_and_takes_off(client: DeskClient, cast: Cast, article: Article) -> None:
    claim = f"/claims/{claim_of(article)}"
    at = client.as_(cast.reviewer).post(f"{claim}/tags", data={"tag": "Follow up"}).location
    page = client.get(at).text
    assert "<bdi>Follow up</bdi>" in page and "/search?q=tag:%22Follow+up%22" in page
    client.post(f"/articles/{article.id}/tags", data={"tag": "follow UP"})
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Tag)) == 1
    tag = db.session.scalars(sa.select(Tag.id)).one()
    client.post(f"{claim}/tags/{tag}/remove")
    assert [each.article_id for each in db.session.scalars(sa.select(Tagging))] == [article.id]
    assert "Follow up" in client.as_(cast.reader).get(f"/articles/{article.id}").text
    assert "Take the tag" not in client.get(f"/articles/{article.id}").text


def test_a_tag_is_undone_and_redone_on_the_workbench(client: DeskClient, cast: Cast, article: Article) -> None:
    client.as_(cast.reviewer).post(f"/claims/{claim_of(article)}/tags", data={"tag": "Follow up"})
    client.post(f"/articles/{article.id}/undo")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Tagging)) == 0
    client.post(f"/articles/{article.id}/redo")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Tagging)) == 1
    assert "Follow up" in client.get(f"/articles/{article.id}/history").text


def test_names_on_what_one_may_not_see_are_not_offered(app: Flask, cast: Cast) -> None:
    with transaction(by=cast.editor):
        hidden = make_article(visibility="hidden")
        service.put_on([hidden], service.find_or_create("Secret source", by=cast.editor), by=cast.editor)
        claim = make_claim(make_article(), "Two soldiers")
        service.put_on([claim], service.find_or_create("Late", by=cast.editor), by=cast.editor)
    assert names_in_use(cast.reviewer) == ["Late"]
    assert names_in_use(cast.editor) == ["Late", "Secret source"]


def test_tags_of_claims_leave_with_the_web_annotations(app: Flask, cast: Cast, article: Article) -> None:
    with transaction(by=cast.reviewer):
        tag = service.find_or_create("Follow up", by=cast.reviewer)
        service.put_on([article, *claims(article)], tag, by=cast.reviewer)
    record = load_record(article.id, by=None, options=Options())
    written = json.loads(w3c.write_one(record, Terms(article.created_at)))
    (claim,) = written["first"]["items"]
    assert {"Follow up"} <= {body.get("value") for body in claim["body"] if body.get("purpose") == "tagging"}


def claims(article: Article) -> list[object]:
    from annotator.claims.models import Claim

    return list(db.session.scalars(sa.select(Claim).where(Claim.article_id == article.id)))


def claim_of(article: Article) -> int:
    db.session.rollback()
    return claims(article)[0].id  # type: ignore[attr-defined]
