"""Believable rows for tests, one function a noun. Each adds to the session; the caller's transaction commits."""

from __future__ import annotations

import hashlib

from annotator.accounts.models import User
from annotator.articles.anchors import anchor
from annotator.articles.models import Article, Version
from annotator.claims.models import Claim, ClaimAnchor
from annotator.db import db
from annotator.text.spans import Span

TEXT = "Two soldiers were wounded near Kirkuk on Monday. The ministry sent 300 guards to the town."


def make_article(text: str = TEXT, *, title: str = "Two wounded near Kirkuk", **more: object) -> Article:
    article = Article(title=title, **more)
    db.session.add(article)
    db.session.flush()
    version = Version(
        article=article, number=1, text=text, length=len(text), sha256=hashlib.sha256(text.encode()).hexdigest()
    )
    db.session.add(version)
    db.session.flush()
    return article


def make_claim(article: Article, quote: str, *, by: User | None = None, **more: object) -> Claim:
    version = article.versions[-1]
    start = version.text.index(quote)
    claim = Claim(article=article, wording=more.pop("wording", quote), created_by_id=by.id if by else None, **more)
    claim.anchors.append(ClaimAnchor(**anchor(version, Span(start, start + len(quote)))))
    db.session.add(claim)
    db.session.flush()
    return claim
