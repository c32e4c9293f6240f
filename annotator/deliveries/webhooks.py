"""Webhooks: where recipients are told of corrections. What is kept of each, what is sent, how it is signed.

A call is a job: what is said was settled when it was ordered, and each further attempt sends the same bytes under the
same identifier. It is signed so that a receiver can prove who sent it and when:

    Wirecheck-Call: <uid of the call>
    Wirecheck-Signature: t=<seconds since 1970>,v1=<HMAC-SHA256 of "t.body" with the webhook's secret, in hex>
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

import sqlalchemy as sa

from ..accounts.models import User
from ..articles.models import Article
from ..corrections.models import Correction, Notice
from ..db import db, transaction
from ..errors import Invalid, Stale
from ..hardened import session
from ..jobs import service as jobs
from ..jobs.models import Job
from ..jobs.queue import Again
from ..readiness.queries import ready_since, rules, why_not
from ..text.characters import checked
from .models import DeliveredCopy, Webhook, new_secret
from .service import checked_recipient, mark_told

KIND: Final = "webhook"
STEP_SECONDS: Final = 5.0
LONGEST_URL: Final = 2_000
PORTS: Final = {"http": 80, "https": 443}
# Seconds before each further attempt: a receiver that is being mended over night is still told.
RETRIES: Final = (60.0, 300.0, 1_800.0, 7_200.0, 21_600.0, 43_200.0)
ATTEMPTS: Final = len(RETRIES) + 1
REFUSED: Final = "This address is not on the public internet. WIRECHECK_WEBHOOK_PRIVATE=1 lets webhooks reach it."


def checked_url(url: str, *, private: bool) -> str:
    """Raises Invalid for what is no address a webhook may have. Whether its name leads to a private address is seen
    when it is called: names change."""
    words = checked(url.strip(), "url")
    try:
        parts = urlsplit(words)
        port = parts.port
    except ValueError:
        raise Invalid("This is no address.", "url") from None
    if parts.scheme not in PORTS or not parts.hostname or len(words) > LONGEST_URL:
        raise Invalid("A webhook's address begins with http:// or https:// and names a host.", "url")
    if parts.username is not None or parts.password is not None:
        raise Invalid("An address with a name or a password in it is not kept: calls are signed.", "url")
    if not private and port not in (None, PORTS[parts.scheme]):
        raise Invalid("Only the usual ports are called; WIRECHECK_WEBHOOK_PRIVATE=1 allows others.", "url")
    return words


def add(recipient: str, url: str, *, automatic: bool, private: bool, by: User) -> Webhook:
    """Raises Invalid."""
    name = checked_recipient(recipient)
    if not name:
        raise Invalid("Say whose copies it is about: a recipient, or a person of the desk.", "recipient")
    if db.session.scalar(sa.select(Webhook.id).where(Webhook.recipient == name)):
        raise Invalid(f"“{name}” has a webhook already.", "recipient")
    hook = Webhook(recipient=name, url=checked_url(url, private=private), automatic=automatic, created_by_id=by.id)
    db.session.add(hook)
    db.session.flush()
    return hook


def change(hook: Webhook, *, url: str, active: bool, automatic: bool, renew: bool, private: bool, seen: int) -> None:
    """With `renew` it gets another secret, and the old one is good no more. Raises Invalid, Stale."""
    if hook.row_version != seen:
        raise Stale("Somebody else changed this webhook in between.", theirs={"url": hook.url}, mine={"url": url})
    hook.url, hook.active, hook.automatic = checked_url(url, private=private), active, automatic
    if renew:
        hook.secret = new_secret()
    db.session.flush()


def remove(hook: Webhook, *, seen: int) -> None:
    """Raises Stale. Calls that wait find it gone, and end."""
    if hook.row_version != seen:
        raise Stale("Somebody else changed this webhook in between.", theirs={"url": hook.url}, mine={})
    db.session.delete(hook)
    db.session.flush()


def order(hook: Webhook, copies: Sequence[DeliveredCopy], *, by: User | None) -> Job:
    """Inside a transaction: write down that the hook's recipient is to be told about these copies; none: a trial."""
    body = {"event": "article.corrected", "copies": [said_of(copy) for copy in copies]}
    if not copies:
        body["event"] = "trial"
    payload = {"webhook": hook.id, "recipient": hook.recipient, "copies": [copy.id for copy in copies], "body": body}
    return jobs.create(KIND, payload, total=1, by=by)


def order_for(copy: DeliveredCopy, *, by: User) -> Job:
    """Let the webhook of a copy's recipient tell of it. Raises Invalid when there is none that is switched on, or the
    article is not ready and the policy refuses that."""
    delivery = copy.delivery
    name = delivery.recipient or (delivery.taker.name if delivery.taker else "")
    hook = db.session.scalars(sa.select(Webhook).where(Webhook.recipient == name, Webhook.active)).one_or_none()
    if hook is None:
        raise Invalid(f"There is no webhook for “{name}”. An administrator adds one under “Webhooks”.")
    require_ready(copy.article)
    return order(hook, [copy], by=by)


def require_ready(article: Article) -> None:
    """Raises Invalid where the policy lets nobody be told of an article that is not ready."""
    if rules().unready == "refuse" and (why := why_not(article, by=None)):
        raise Invalid(f"Only what is ready is told by this desk's webhooks. {why}")


def said_of(copy: DeliveredCopy) -> dict[str, Any]:
    """What a recipient is told about a copy of theirs: the article, the corrections since, the newest notice."""
    article: Article = db.session.get_one(Article, copy.article_id)
    since = sa.select(Correction).where(
        Correction.article_id == article.id,
        Correction.state == "accepted",
        ~Correction.withdrawn,
        Correction.decided_at > copy.at,
    )
    ready = ready_since([article.id]).get(article.id)
    notice = db.session.scalars(
        sa.select(Notice)
        .where(Notice.article_id == article.id, Notice.state == "approved")
        .order_by(Notice.approved_at.desc(), Notice.id.desc())
        .limit(1)
    ).one_or_none()
    return {
        "copy": copy.uid,
        "taken_at": copy.at.isoformat(),
        "format": copy.delivery.format,
        "version": copy.version.number,
        "article": {
            "uid": article.uid,
            "title": article.title,
            "url": article.url,
            "identifier": article.identifier,
            "language": article.language,
            "version": article.current_number,
            "ready_since": ready and ready.created_at.isoformat(),  # None: it is not ready
        },
        "corrections": [
            {"uid": row.uid, "was": row.quote, "is": row.replacement, "class": row.kind, "reason": row.reason}
            for row in db.session.scalars(since.order_by(Correction.start))
        ],
        "notice": notice and {"kind": notice.kind, "text": notice.text, "approved_at": approved(notice)},
    }


def approved(notice: Notice) -> str | None:
    return notice.approved_at.isoformat() if notice.approved_at else None


def signature(secret: str, body: bytes, at: int) -> str:
    """The header's value for a body that is sent at this moment (seconds since 1970)."""
    digest = hmac.new(secret.encode(), b"%d." % at + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


class WebhookWork:
    """What jobs of webhooks do, for the queue (jobs/queue.py). `private`: the setting WEBHOOK_PRIVATE."""

    retries = RETRIES

    def __init__(self, *, private: bool) -> None:
        self._private = private

    def run(self, job: Job, progress: Callable[[int], None]) -> dict[str, Any]:
        uid, payload = job.uid, job.payload
        hook = db.session.get(Webhook, payload["webhook"])
        if hook is None or not hook.active:
            raise Invalid("The webhook was removed or switched off: nothing was sent.")
        url, secret = hook.url, hook.secret
        db.session.rollback()  # no connection to the database is held while somebody else thinks
        status = self.post(url, secret, uid, json.dumps(payload["body"], ensure_ascii=False).encode())
        with transaction(by=None, verb="tell by webhook"):
            wanted = sa.select(DeliveredCopy).where(DeliveredCopy.id.in_(payload["copies"]))
            mark_told(list(db.session.scalars(wanted)), by=None, how="webhook")
        return {"status": status}

    def post(self, url: str, secret: str, uid: str, body: bytes) -> int:
        """Raises Invalid for an address that may not be called, Again for what did not work this time."""
        import requests
        from requests_hardened.ip_filter import InvalidIPAddress

        checked_url(url, private=self._private)
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Wirecheck-Call": uid,
            "Wirecheck-Signature": signature(secret, body, int(time.time())),
        }
        try:
            with session(STEP_SECONDS, private=self._private) as client:
                answer = client.post(url, data=body, headers=headers, allow_redirects=False, stream=True)
                status = int(answer.status_code)
                answer.close()  # what it says besides is not read
        except InvalidIPAddress:
            raise Invalid(REFUSED) from None
        except (requests.RequestException, OSError, UnicodeError, ValueError) as error:
            raise Again(f"The receiver could not be reached ({type(error).__name__}).") from None
        if not 200 <= status < 300:
            raise Again(f"The receiver answered with {status}.")
        return status

    def finished(self, job: Job) -> None:
        """Nothing is kept for it."""

    def tidy(self, unfinished: list[Job]) -> None:
        """Nothing is kept for it."""
