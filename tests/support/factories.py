"""Believable rows for tests, one function a noun. Each adds to the session; the caller's transaction commits."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from annotator.accounts.models import User
from annotator.articles.anchors import anchor, place
from annotator.articles.models import Article, Version, ZoneRow
from annotator.claims.models import Claim, ClaimAnchor, Evidence
from annotator.corrections.models import Correction
from annotator.db import db, transaction
from annotator.garbles.models import Garble
from annotator.sources.models import Source
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
    claim = Claim(article=article, wording=more.pop("wording", quote), created_by_id=by.id if by else None, **more)
    claim.anchors.append(ClaimAnchor(**anchor(article.versions[-1], span_of(article, quote))))
    db.session.add(claim)
    db.session.flush()
    return claim


def kept(make: Callable[[], Claim], by: User | None = None) -> Claim:
    """Make a claim in a transaction of its own."""
    with transaction(by=by):
        claim = make()
    return claim


def make_garble(article: Article, quote: str, **more: object) -> Garble:
    """A suspected garbled name."""
    values: dict[str, object] = {
        "category": "garbled-name",
        "severity": "critical",
        "detector": "garbled-name",
        "reason": "Close in sound to a name of the gazetteer.",
        "suggestions": [{"name": "Kirkuk", "score": 0.8, "reason": "close in sound", "entity": None}],
    }
    garble = Garble(article=article, **anchor(article.versions[-1], span_of(article, quote)), **values | more)
    db.session.add(garble)
    db.session.flush()
    return garble


def make_correction(article: Article, quote: str, replacement: str, **more: object) -> Correction:
    correction = Correction(
        article=article, replacement=replacement, **anchor(article.versions[-1], span_of(article, quote)), **more
    )
    db.session.add(correction)
    db.session.flush()
    return correction


def make_evidence(claim: Claim, passage: str, *, title: str = "Hospital log", **more: object) -> Evidence:
    """A passage of a source of its own."""
    evidence = Evidence(
        claim=claim,
        source=Source(title=title, reliability="B"),
        passage=passage,
        passage_sha256=hashlib.sha256(passage.encode()).hexdigest(),
        **more,
    )
    db.session.add(evidence)
    db.session.flush()
    return evidence


def make_zone(article: Article, quote: str, kind: str) -> ZoneRow:
    version = article.versions[-1]
    zone = ZoneRow(version=version, kind=kind, **place(version, span_of(article, quote)))
    db.session.add(zone)
    db.session.flush()
    return zone


def span_of(article: Article, quote: str) -> Span:
    start = article.versions[-1].text.index(quote)
    return Span(start, start + len(quote))
