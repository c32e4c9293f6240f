"""Rows for the tests of the gate: each thing that stands in the way, and what is said of an article."""

from __future__ import annotations

from annotator.articles.models import Article
from annotator.claims.models import Claim, Fact
from annotator.contradictions.models import Disagreement
from annotator.db import db, transaction
from annotator.readiness import queries, service
from annotator.readiness.models import Approval
from annotator.reviews.models import Comment
from tests.support.cast import Cast
from tests.support.factories import (
    TEXT,
    make_claim,
    make_evidence,
)

WOUNDED, GUARDS = "Two soldiers were wounded near Kirkuk on Monday.", "The ministry sent 300 guards to the town."


def names(article: Article, by: object = None) -> dict[str, int]:
    db.session.rollback()
    found = queries.gate(db.session.get_one(Article, article.id), by=by)  # type: ignore[arg-type]
    return {each.obstacle.name: each.number for each in found.found}


def fact(kind: str, quote: str, **more: object) -> Fact:
    start = TEXT.index(quote)
    return Fact(kind=kind, start=start, end=start + len(quote), quote=quote, **more)


def quantity(article: Article, **more: object) -> Claim:
    return make_claim(
        article, GUARDS, state="settled", facts=[fact("quantity", "300 guards", value=300.0)], **more
    )  # fmt: skip


def of_one_origin(article: Article) -> None:
    claim = make_claim(article, WOUNDED, state="settled")
    first = make_evidence(claim, "two", title="Agency report")
    make_evidence(claim, "two again", title="Paper").source.origin = first.source


def from_two(article: Article) -> None:
    claim = make_claim(article, WOUNDED, state="settled")
    make_evidence(claim, "two", title="Hospital log")
    make_evidence(claim, "two", title="Police log")


def disagree(article: Article, other: Article, **more: object) -> Disagreement:
    values: dict[str, object] = {
        "sort": "figure", "first_article_id": article.id, "second_article_id": other.id, "signature": "a" * 64,
        "first": {"quote": "300 guards"}, "second": {"quote": "30 guards"}, "proposed": "contradiction",
    }  # fmt: skip
    row = Disagreement(**values | more)
    db.session.add(row)
    db.session.flush()
    return row


def comment(article: Article, cast: Cast, **more: object) -> Comment:
    row = Comment(article_id=article.id, author_id=cast.colleague.id, text="Which Monday?", **more)
    db.session.add(row)
    db.session.flush()
    return row


def approve(article: Article, cast: Cast, **more: object) -> Approval:
    with transaction(by=cast.editor, verb="approve"):
        return service.approve(
            db.session.get_one(Article, article.id),
            by=cast.editor,
            **more,  # type: ignore[arg-type]
        )


def standing(article: Article) -> Approval | None:
    db.session.rollback()
    found = queries.latest(article.id)
    return found if found is not None and found.dropped_at is None else None
