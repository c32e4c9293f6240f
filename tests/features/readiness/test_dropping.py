"""What ends that an article is ready, what does not, and what undo makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa

from annotator.articles.models import Article, Version
from annotator.claims.models import Claim, Evidence, Fact
from annotator.corrections import service as corrections
from annotator.corrections.models import Correction
from annotator.db import db, now, transaction
from annotator.db.tracking import HistoryEntry
from annotator.garbles.models import Garble
from annotator.readiness import queries
from annotator.readiness.models import Approval
from annotator.reviews.comments import service as comments
from annotator.reviews.models import Comment
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import (
    make_claim,
    make_correction,
    make_evidence,
    make_garble,
    make_zone,
)

from .rows import GUARDS, WOUNDED, approve, comment, disagree, fact, names, standing


def changed(model: type, **values: object) -> Callable[[Article, Cast], None]:
    def change(_article: Article, _cast: Cast) -> None:
        row = db.session.scalars(sa.select(model)).first()
        for name, value in values.items():
            setattr(row, name, value)

    return change


def take_evidence_off(_article: Article, _cast: Cast) -> None:
    piece = db.session.scalars(sa.select(Evidence)).one()
    piece.claim.evidence.remove(piece)


def new_version(article: Article, _cast: Cast) -> None:
    row = db.session.get_one(Article, article.id)
    db.session.add(Version(article=row, number=2, text="All new.", length=8, sha256="0" * 64))
    row.current_number = 2


def here(make: Callable[..., object], *given: object, **more: object) -> Callable[[Article, Cast], object]:
    return lambda article, _cast: make(db.session.get_one(Article, article.id), *given, **more)


MATTERS: dict[str, Callable[[Article, Cast], object]] = {
    "a claim was edited": changed(Claim, wording="Two soldiers were hurt"),
    "a claim was judged": changed(Claim, verdict="false", confidence=80),
    "a claim was made": here(make_claim, GUARDS),
    "a claim was put aside": changed(Claim, state="not-a-claim"),
    "a source was added to a claim": lambda _article, _cast: make_evidence(
        db.session.scalars(sa.select(Claim)).one(), "three"
    ),
    "a source was changed": changed(Evidence, passage="three"),
    "a source was taken off a claim": take_evidence_off,
    "a garble was found": here(make_garble, "ministry"),
    "a garble was dismissed": changed(Garble, state="dismissed"),
    "a correction was proposed": here(make_correction, "300", "30"),
    "a correction was rejected": changed(Correction, state="rejected"),
    "a zone was changed": here(make_zone, WOUNDED, "caption"),
    "the headline was changed": changed(Article, title="Three wounded"),
    "there is a new version": new_version,
    "a contradiction was found": lambda article, _cast: disagree(article, article),
    "a comment was made": comment,
    "a comment was opened again": changed(Comment, resolved_at=None),
    "a fact was put right": changed(Fact, origin="person", value=301.0),
}
QUIET: dict[str, Callable[[Article, Cast], object]] = {
    "a claim is taken": lambda _article, cast: changed(Claim, assignee_id=cast.reviewer.id)(_article, cast),
    "its order changes": changed(Claim, priority=4.0, prominence=0.1),
    "a deadline is set": changed(Article, due_at=now()),
    "a comment is answered": lambda article, cast: comment(
        article, cast, parent_id=db.session.scalars(sa.select(Comment.id)).first()
    ),
    "a comment is closed": lambda article, cast: comment(article, cast, resolved_at=now()),
    "a reading that is none": lambda article, _cast: disagree(article, article, proposed="same"),
    "suggestions": changed(Garble, suggestions=[]),
}


@pytest.fixture
def ready(article: Article, cast: Cast) -> Iterator[Article]:
    with transaction(by=None):
        row = db.session.get_one(Article, article.id)
        claim = make_claim(
            row, WOUNDED, state="settled", verdict="true", facts=[fact("quantity", "Two", value=2.0)]
        )  # fmt: skip
        make_evidence(claim, "two")
        make_garble(row, "Kirkuk")
        make_correction(row, "on Monday", "on Tuesday", state="accepted")
        comment(row, cast, resolved_at=now())
    approve(article, cast, reason="It is late.")
    yield article


@pytest.mark.parametrize("words", MATTERS)
def test_what_matters_takes_it_off_whoever_did_it(ready: Article, cast: Cast, words: str) -> None:
    with transaction(by=cast.colleague, verb="change"):
        MATTERS[words](ready, cast)
    db.session.rollback()
    found = queries.latest(ready.id)
    assert found and found.dropped_because == words and found.dropped_by_id == cast.colleague.id
    assert found.dropped_at is not None
    told = db.session.scalars(sa.select(HistoryEntry).where(HistoryEntry.object_type == "approvals")).all()
    assert told[-1].actor_id == cast.colleague.id and told[-1].article_id == ready.id
    # And the page that somebody has open notices the same.
    assert words in [said for said, _ in queries.changed_since(ready.id, told[0].id)] or words.startswith("a contrad")
    assert "stale" in names(ready)


@pytest.mark.parametrize("words", QUIET)
def test_what_changes_nothing_for_readers_leaves_it(ready: Article, cast: Cast, words: str) -> None:
    with transaction(by=cast.colleague, verb="change"):
        QUIET[words](ready, cast)
    assert standing(ready) is not None


def test_reading_leaves_it(ready: Article, client: DeskClient, cast: Cast) -> None:
    client.as_(cast.reviewer)
    for address in ("", "/readiness", "/history", "/export"):
        assert client.get(f"/articles/{ready.id}{address}").status_code == 200
    assert standing(ready) is not None


def test_comments_and_corrections_by_their_services(ready: Article, cast: Cast) -> None:
    with transaction(by=cast.colleague):
        row = db.session.get_one(Article, ready.id)
        comments.comment(row, text="Sure?", by=cast.colleague)
    assert standing(ready) is None
    thread = db.session.scalars(sa.select(Comment).where(Comment.resolved_at.is_(None))).one()
    with transaction(by=cast.colleague):
        comments.resolve(thread, by=cast.colleague)
    approve(ready, cast, reason="It is late.")
    with transaction(by=cast.editor):
        corrections.reject(db.session.scalars(sa.select(Correction)).one(), by=cast.editor)
    found = queries.latest(ready.id)
    assert found and found.dropped_because == "a correction was rejected"


# -- undo


def undo(client: DeskClient, article: Article, way: str = "undo") -> str:
    client.post(f"/articles/{article.id}/{way}")
    return client.get(f"/articles/{article.id}").text


def test_undo_takes_an_approval_back_and_redo_gives_it_again(ready: Article, client: DeskClient, cast: Cast) -> None:
    client.as_(cast.editor)
    undo(client, ready)
    assert db.session.scalars(sa.select(Approval)).first() is None
    undo(client, ready, "redo")
    assert standing(ready) is not None


def test_undo_of_what_took_it_off_brings_it_back(ready: Article, client: DeskClient, cast: Cast) -> None:
    with transaction(by=cast.reviewer, verb="judge"):
        MATTERS["a claim was edited"](ready, cast)
    client.as_(cast.reviewer)
    undo(client, ready)
    assert standing(ready) is not None
    assert db.session.scalars(sa.select(Claim)).one().wording == WOUNDED
    undo(client, ready, "redo")
    assert standing(ready) is None
    undo(client, ready)
    assert standing(ready) is not None


def test_but_not_where_something_else_has_changed_since(ready: Article, client: DeskClient, cast: Cast) -> None:
    with transaction(by=cast.reviewer, verb="judge"):
        MATTERS["a claim was edited"](ready, cast)
    with transaction(by=cast.colleague, verb="mark"):
        MATTERS["a garble was found"](ready, cast)
    client.as_(cast.reviewer)
    undo(client, ready)
    assert standing(ready) is None
    assert db.session.scalars(sa.select(Claim)).one().wording == WOUNDED


def test_taking_it_back_is_undone_only_while_nothing_has_changed(
    ready: Article, client: DeskClient, cast: Cast
) -> None:
    client.as_(cast.editor)
    at = f"/articles/{ready.id}/readiness/take-back"
    assert client.post(at).status_code == 303
    assert standing(ready) is None and "stale" not in names(ready)
    undo(client, ready)
    assert standing(ready) is not None
    client.post(at)
    with transaction(by=cast.colleague, verb="mark"):
        MATTERS["a garble was found"](ready, cast)
    assert "Since then a garble was found" in undo(client, ready)
    assert standing(ready) is None
