"""Who took which copy, who is told of corrections since: the rows, the pages, the webhooks."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import sqlalchemy as sa

from annotator.articles.models import Article
from annotator.corrections import service as corrections
from annotator.corrections.models import Correction, Notice
from annotator.db import db, transaction
from annotator.deliveries import queries, service, webhooks
from annotator.deliveries.models import CopyChange, DeliveredCopy, Delivery, Webhook
from annotator.errors import Invalid
from annotator.jobs import service as jobs
from annotator.jobs.models import Job
from annotator.jobs.queue import Again
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim, make_correction


@pytest.fixture
def article(cast: Cast) -> Article:
    with transaction(by=cast.reviewer):
        article = make_article()
        make_claim(article, "Two soldiers", state="settled", verdict="true")
        make_claim(article, "300 guards")
    return article


def take(article: Article, by: Any, recipient: str = "") -> DeliveredCopy:
    with transaction(by=by):
        delivery = service.deliver([article.id], form="html", options={}, by=by, recipient=recipient)
    assert delivery is not None
    return db.session.scalars(sa.select(DeliveredCopy).where(DeliveredCopy.delivery_id == delivery.id)).one()


def correct(article: Article, cast: Cast, quote: str = "300", replacement: str = "200") -> Correction:
    with transaction(by=cast.reviewer):
        row = make_correction(db.session.get_one(Article, article.id), quote, replacement)
    with transaction(by=cast.editor):
        corrections.accept(db.session.get_one(Correction, row.id), by=cast.editor)
    return row


def waits(cast: Cast) -> int:
    return queries.number_waiting(cast.reader)


def test_a_download_is_written_down_with_its_state_and_for_whom(
    client: DeskClient, cast: Cast, article: Article
) -> None:
    at = f"/articles/{article.id}/export?format=w3c&notes=y&recipient=River+Post"
    assert client.as_(cast.reader).get(at).status_code == 200
    copy = db.session.scalars(sa.select(DeliveredCopy)).one()
    assert copy.state == {"claims": 2, "settled": 1, "garbles": 0, "corrections": 0, "ready": 0}
    assert (copy.delivery.taker_id, copy.delivery.recipient, copy.delivery.format) == (
        cast.reader.id, "River Post", "w3c",
    )  # fmt: skip
    assert copy.delivery.options["notes"] is True
    page = client.get(f"/articles/{article.id}/copies").text
    assert "River Post" in page and "1 of 2 settled" in page and "has what stands now" in page


def test_a_look_is_no_copy(client: DeskClient, cast: Cast, article: Article) -> None:
    client.as_(cast.reader)
    for name in ("html", "w3c"):
        assert client.get(f"/articles/{article.id}/export?format={name}&view=1").status_code == 200
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Delivery)) == 0


def test_whoever_took_it_before_a_correction_waits_for_word_and_can_be_marked_told(
    client: DeskClient, cast: Cast, article: Article
) -> None:
    before = take(article, cast.reader)
    assert waits(cast) == 0
    correct(article, cast)
    after = take(article, cast.reader, "Late Edition")
    client.as_(cast.reviewer)
    page = client.get("/copies").text
    assert waits(cast) == 1 and "not yet told" in page and "Late Edition" not in page
    client.post(f"/copies/{before.id}/told", data={"article": article.id})
    assert waits(cast) == 0
    client.post(f"/copies/{before.id}/told", data={"untold": "1"})
    assert waits(cast) == 1
    client.post(f"/articles/{article.id}/copies/told")
    assert waits(cast) == 0
    correct(article, cast, "Monday", "Tuesday")
    assert waits(cast) == 2, "the next correction: both wait again"
    assert after.id != before.id


def test_a_correction_that_is_taken_back_also_makes_another_copy(cast: Cast, article: Article) -> None:
    row = correct(article, cast)
    take(article, cast.reader)
    with transaction(by=cast.editor):
        corrections.reject(db.session.get_one(Correction, row.id), by=cast.editor)
    assert waits(cast) == 1


def test_what_is_only_proposed_or_refused_changes_no_copy(cast: Cast, article: Article) -> None:
    take(article, cast.reader)
    with transaction(by=cast.reviewer):
        row = make_correction(db.session.get_one(Article, article.id), "300", "200")
    with transaction(by=cast.editor):
        corrections.reject(db.session.get_one(Correction, row.id), by=cast.editor)
    assert waits(cast) == 0
    assert db.session.scalars(sa.select(CopyChange)).all() == []


def test_a_change_that_is_rolled_back_leaves_nothing(cast: Cast, article: Article) -> None:
    take(article, cast.reader)
    with pytest.raises(RuntimeError), transaction(by=cast.editor):
        make_correction(db.session.get_one(Article, article.id), "300", "200", state="accepted")
        db.session.flush()
        raise RuntimeError
    assert waits(cast) == 0


def test_a_delivery_under_a_known_uid_is_written_once(cast: Cast, article: Article) -> None:
    uid = "00000000-0000-4000-8000-000000000001"
    for _ in range(2):
        with transaction(by=cast.reader):
            service.deliver([article.id], form="csv", options={}, by=cast.reader, uid=uid)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(DeliveredCopy)) == 1


def test_of_an_article_that_one_may_not_see_neither_page_nor_copy_is_there(client: DeskClient, cast: Cast) -> None:
    with transaction(by=cast.editor):
        hidden = make_article(visibility="hidden", title="Under the table")
    copy = take(hidden, cast.editor)
    correct(hidden, cast)
    client.as_(cast.reviewer)
    assert client.get(f"/articles/{hidden.id}/copies").status_code == 404
    assert client.post(f"/copies/{copy.id}/told").status_code == 404
    assert "Under the table" not in client.get("/copies").text
    assert (waits(cast), queries.number_waiting(cast.editor)) == (0, 1)


# -- webhooks


class Receiver(BaseHTTPRequestHandler):
    """Keeps what it is sent, and answers with the first of `answers`."""

    got: list[tuple[dict[str, str], bytes]]
    answers: list[int]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).got.append((dict(self.headers.items()), body))
        self.send_response(type(self).answers.pop(0))
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[str]:
    Receiver.got, Receiver.answers = [], []
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hook"
    server.shutdown()
    server.server_close()


def hook_for(recipient: str, url: str, cast: Cast, **more: Any) -> Webhook:
    with transaction(by=cast.administrator):
        hook = webhooks.add(recipient, url, automatic=False, private=True, by=cast.administrator)
        for name, value in more.items():
            setattr(hook, name, value)
    return hook


def job_of(client: DeskClient, copy: DeliveredCopy) -> Job:
    client.post(f"/copies/{copy.id}/tell", data={"article": copy.article_id})
    db.session.rollback()
    return db.session.scalars(sa.select(Job).where(Job.kind == webhooks.KIND).order_by(Job.id.desc())).first()


def test_a_recipient_is_told_by_a_signed_call_and_counts_as_told(
    client: DeskClient, cast: Cast, article: Article, receiver: str
) -> None:
    copy = take(article, cast.reader, "River Post")
    correct(article, cast)
    hook = hook_for("River Post", receiver, cast)
    Receiver.answers = [204]
    job = job_of(client.as_(cast.editor), copy)
    report = webhooks.WebhookWork(private=True).run(job, lambda _: None)
    assert report == {"status": 204}
    [(headers, body)] = Receiver.got
    at, sent = (part.partition("=")[2] for part in headers["Wirecheck-Signature"].split(","))
    assert hmac.compare_digest(
        sent, hmac.new(hook.secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    )
    assert headers["Wirecheck-Call"] == job.uid
    [said] = json.loads(body)["copies"]
    assert said["copy"] == copy.uid and said["article"]["uid"] == article.uid
    assert [(row["was"], row["is"]) for row in said["corrections"]] == [("300", "200")]
    assert waits(cast) == 0
    assert "by webhook" in client.get(f"/articles/{article.id}/copies").text


def test_a_call_that_fails_is_tried_again_with_the_same_bytes_and_given_up_in_the_end(
    client: DeskClient, cast: Cast, article: Article, receiver: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = client.application
    copy = take(article, cast.reader, "River Post")
    correct(article, cast)
    hook_for("River Post", receiver, cast)
    app.config["WEBHOOK_PRIVATE"] = True
    queue = app.extensions["jobs"]
    monkeypatch.setitem(queue._kinds, webhooks.KIND, webhooks.WebhookWork(private=True))
    waited: list[float] = []
    monkeypatch.setattr(queue, "send", lambda uid, seconds=0.0: waited.append(seconds))
    Receiver.answers = [500] * webhooks.ATTEMPTS
    job = job_of(client.as_(cast.editor), copy)
    for _ in range(webhooks.ATTEMPTS):
        queue.perform(job.uid)
    db.session.rollback()
    job = jobs.find(job.uid)
    assert (job.state, job.message) == ("failed", "The receiver answered with 500.")
    assert waited == [0.0, *webhooks.RETRIES]
    assert len({body for _, body in Receiver.got}) == 1 and len(Receiver.got) == webhooks.ATTEMPTS
    assert waits(cast) == 1
    assert "given up" in client.as_(cast.administrator).get("/webhooks").text


def test_a_webhook_set_so_tells_by_itself_when_a_notice_is_approved(
    client: DeskClient, cast: Cast, article: Article, receiver: str
) -> None:
    for name in ("River Post", "Late Edition"):
        take(article, cast.reader, name)
    take(article, cast.reader, "River Post")
    hook_for("River Post", receiver, cast, automatic=True)
    hook_for("Late Edition", receiver, cast)
    correct(article, cast)
    client.as_(cast.editor).post(f"/articles/{article.id}/notices")
    [notice] = db.session.scalars(sa.select(Notice)).all()
    form = {"kind": notice.kind, "text": notice.text, "row_version": notice.row_version}
    client.post(f"/notices/{notice.id}", data=form)
    db.session.rollback()
    assert db.session.scalars(sa.select(Job)).all() == [], "saved, not approved"
    form["row_version"] = db.session.get_one(Notice, notice.id).row_version
    client.post(f"/notices/{notice.id}", data=form | {"then": "approve"})
    db.session.rollback()
    [job] = db.session.scalars(sa.select(Job).where(Job.kind == webhooks.KIND))
    assert job.payload["recipient"] == "River Post" and len(job.payload["copies"]) == 2
    assert job.payload["body"]["copies"][0]["notice"]["text"] == form["text"]


def test_private_addresses_are_refused_unless_a_setting_allows_them(cast: Cast, receiver: str) -> None:
    work = webhooks.WebhookWork(private=False)
    for url in ("http://localhost/hook", "http://127.0.0.1/hook", "http://[::1]/", "http://169.254.169.254/latest"):
        with pytest.raises(Invalid, match="not on the public internet"):
            work.post(url, "s" * 32, "uid", b"{}")
    with pytest.raises(Invalid, match="usual ports"):
        work.post(receiver, "s" * 32, "uid", b"{}")
    assert Receiver.got == []


def test_a_redirect_is_not_followed(cast: Cast, receiver: str) -> None:
    Receiver.answers = [302]
    with pytest.raises(Again, match="302"):
        webhooks.WebhookWork(private=True).post(receiver, "s" * 32, "uid", b"{}")
    assert len(Receiver.got) == 1


@pytest.mark.parametrize("url", ["", "ftp://example.org/", "https://", "https://me:secret@example.org/", "x" * 3000])
def test_an_address_that_no_webhook_may_have_is_refused(client: DeskClient, cast: Cast, url: str) -> None:
    client.as_(cast.administrator).post("/webhooks", data={"recipient": "River Post", "url": url})
    assert queries.webhooks() == []
    assert 'class="notice bad"' in client.get("/webhooks").text


def test_webhooks_are_kept_changed_tried_and_removed(client: DeskClient, cast: Cast, receiver: str) -> None:
    client.as_(cast.administrator).post(
        "/webhooks", data={"recipient": " River  Post ", "url": "https://example.org/h"}
    )
    [hook] = queries.webhooks()
    assert (hook.recipient, hook.active, hook.automatic) == ("River Post", True, False)
    secret, version = hook.secret, hook.row_version
    changed = {"url": "https://example.org/i", "automatic": "1", "renew": "1", "row_version": version}
    client.post(f"/webhooks/{hook.id}/change", data=changed)
    db.session.rollback()
    [hook] = queries.webhooks()
    assert (hook.url, hook.active, hook.automatic) == ("https://example.org/i", False, True)
    assert hook.secret != secret
    stale = client.post(f"/webhooks/{hook.id}/change", data=changed)
    assert stale.status_code == 409
    client.post(f"/webhooks/{hook.id}/try")
    db.session.rollback()
    trial = db.session.scalars(sa.select(Job).where(Job.kind == webhooks.KIND)).one()
    assert trial.payload["body"]["event"] == "trial"
    client.post(f"/webhooks/{hook.id}/remove", data={"row_version": hook.row_version})
    db.session.rollback()
    assert queries.webhooks() == []
    with pytest.raises(Invalid, match="removed or switched off"):
        webhooks.WebhookWork(private=True).run(jobs.find(trial.uid), lambda _: None)


def test_the_secret_is_in_no_history(cast: Cast, receiver: str) -> None:
    hook = hook_for("River Post", receiver, cast)
    told = db.session.execute(sa.text("SELECT before, after FROM history WHERE object_type = 'webhooks'")).all()
    assert told and hook.secret not in str(told)
