"""What leaves says whether it was ready, and may be held back until it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from annotator.articles.models import Article
from annotator.corrections import service as corrections
from annotator.corrections.models import Correction, Notice
from annotator.db import db, now, transaction
from annotator.deliveries import service as deliveries
from annotator.deliveries.models import DeliveredCopy, Webhook
from annotator.errors import Invalid
from annotator.exports.queries import load_record
from annotator.exports.terms import Options
from annotator.jobs.models import Job
from annotator.readiness import queries, service
from annotator.reviews.models import Policy
from annotator.search.documents import documents
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_correction, make_garble


@pytest.fixture
def article(cast: Cast) -> Article:
    with transaction(by=cast.reviewer):
        article = make_article()
        make_garble(article, "Kirkuk")
    return article


def approve(article: Article, cast: Cast) -> None:
    with transaction(by=cast.editor, verb="approve"):
        service.approve(db.session.get_one(Article, article.id), by=cast.editor, reason="It is late.")


def refuse() -> None:
    with transaction(by=None):
        db.session.add(Policy(id=1, unready="refuse"))


def test_a_record_says_who_found_it_ready_and_in_spite_of_what(cast: Cast, article: Article) -> None:
    def record() -> object:
        return load_record(article.id, by=cast.reader, options=Options()).ready

    assert record() is None
    approve(article, cast)
    found = load_record(article.id, by=cast.reader, options=Options()).ready
    assert found and (found.by, found.over) == ("Edda", "1 critical garble")
    with transaction(by=cast.reviewer):
        db.session.get_one(Article, article.id).title = "Another headline"
    assert record() is None


def test_the_copy_says_it_at_its_head_and_the_page_before(client: DeskClient, cast: Cast, article: Article) -> None:
    client.as_(cast.reader)
    at = f"/articles/{article.id}/export"
    assert "Not ready. In the way: 1 critical garble." in client.get(at).text
    assert "Found ready" not in client.get(f"{at}?format=html").text
    approve(article, cast)
    assert "Found ready by Edda" in client.get(at).text
    page = client.get(f"{at}?format=html").text
    assert "Found ready for publication by Edda" in page and "in spite of 1 critical garble" in page
    assert "It is late." not in page, "the reason stays on the desk"
    assert "Found ready for publication by Edda" in client.get(f"{at}?format=md").text
    assert "Found ready" not in client.get(f"{at}?format=corrected").text, "that one is for readers"
    copies = client.get(f"/articles/{article.id}/copies").text
    assert "· ready" in copies and "not ready" in copies


def test_where_the_policy_says_so_only_what_is_ready_leaves(client: DeskClient, cast: Cast, article: Article) -> None:
    refuse()
    at = f"/articles/{article.id}/export"
    for person in (cast.reader, cast.editor):
        answer = client.as_(person).get(f"{at}?format=html")
        assert answer.status_code == 403 and "In the way: 1 critical garble" in answer.text
    assert client.get("/exports/new?all=1").text.count("no article in it that you may take") == 1
    assert load_record(article.id, by=None, options=Options()), "the command line takes all"
    approve(article, cast)
    assert client.get(f"{at}?format=html").status_code == 200
    assert "1 article" in client.get("/exports/new?all=1").text


def test_several_are_warned_of(client: DeskClient, cast: Cast, article: Article) -> None:
    with transaction(by=None):
        make_article("Another text.")
    approve(article, cast)
    assert "1 of them is not ready" in client.as_(cast.reader).get("/exports/new?all=1").text


def test_the_command_line_says_how_many_were_not_ready(
    cast: Cast, article: Article, app: object, tmp_path: Path
) -> None:
    runner = app.test_cli_runner()  # type: ignore[attr-defined]
    done = runner.invoke(args=["export", "--format", "html", "--article", str(article.id), "-o", str(tmp_path / "a")])
    assert "1 article of these not found ready for publication" in done.output
    approve(article, cast)
    done = runner.invoke(args=["export", "--format", "html", "--article", str(article.id), "-o", str(tmp_path / "b")])
    assert "not found ready" not in done.output


def test_search_finds_what_is_ready(cast: Cast, article: Article) -> None:
    def found() -> bool:
        db.session.rollback()
        return any(("is", "ready") in each.properties for each in documents([("article", article.id)]))

    assert not found()
    approve(article, cast)
    assert found()
    with transaction(by=cast.reviewer):
        make_garble(db.session.get_one(Article, article.id), "ministry")
    assert not found()


# -- webhooks


@pytest.fixture
def copy(cast: Cast, article: Article) -> DeliveredCopy:
    with transaction(by=cast.reader):
        delivery = deliveries.deliver([article.id], form="html", options={}, by=cast.reader, recipient="River Post")
    with transaction(by=cast.administrator):
        db.session.add(Webhook(recipient="River Post", url="https://example.org/hook", automatic=True))
    with transaction(by=cast.editor):
        row = make_correction(db.session.get_one(Article, article.id), "300", "200")
        db.session.flush()
        corrections.accept(db.session.get_one(Correction, row.id), by=cast.editor)
    assert delivery is not None
    return db.session.scalars(sa.select(DeliveredCopy)).one()


def orders() -> list[Job]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Job).where(Job.kind == "webhook").order_by(Job.id)))


def test_a_call_tells_since_when_it_is_ready(
    client: DeskClient, cast: Cast, article: Article, copy: DeliveredCopy
) -> None:
    client.as_(cast.editor).post(f"/copies/{copy.id}/tell")
    approve(article, cast)
    client.post(f"/copies/{copy.id}/tell")
    said = [job.payload["body"]["copies"][0]["article"]["ready_since"] for job in orders()]
    standing = queries.latest(article.id)
    assert standing and said == [None, standing.created_at.isoformat()]
    assert json.dumps(said)


def test_what_is_not_ready_is_told_to_nobody_until_it_is(
    client: DeskClient, cast: Cast, article: Article, copy: DeliveredCopy
) -> None:
    refuse()
    client.as_(cast.editor).post(f"/copies/{copy.id}/tell")
    assert "Only what is ready is told" in client.get(f"/articles/{article.id}/copies").text
    client.post(f"/articles/{article.id}/notices")
    notice = db.session.scalars(sa.select(Notice)).one()
    form = {"kind": notice.kind, "text": notice.text, "row_version": notice.row_version, "then": "approve"}
    client.post(f"/notices/{notice.id}", data=form)
    assert orders() == []
    at = f"/articles/{article.id}/readiness"
    assert client.post(at, data={"reason": "It is late.", "seen": "9999999"}).status_code == 303
    [job] = orders()
    assert job.payload["recipient"] == "River Post"
    # Found ready again, without a new notice: it was told.
    with transaction(by=None):
        deliveries.mark_told([db.session.get_one(DeliveredCopy, copy.id)], by=None, how="webhook")
    client.post(f"{at}/take-back")
    client.post(at, data={"reason": "It is late.", "seen": "9999999"})
    assert len(orders()) == 1


def test_an_approval_of_nothing_is_refused(cast: Cast, article: Article) -> None:
    with pytest.raises(Invalid, match="not ready"), transaction(by=cast.editor):
        service.take_back(db.session.get_one(Article, article.id), by=cast.editor)
    assert now()
