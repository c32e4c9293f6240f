"""What stands in the way of an article, who may find it ready, and what takes that off again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import sessionmaker

from annotator.articles.models import Article, Version
from annotator.claims.models import Claim, Evidence, Fact
from annotator.contradictions.models import Disagreement
from annotator.corrections import service as corrections
from annotator.corrections.models import Correction
from annotator.db import db, now, transaction
from annotator.db.tracking import HistoryEntry
from annotator.errors import Invalid, Stale
from annotator.garbles.models import Garble
from annotator.readiness import finding, queries, service
from annotator.readiness.models import Approval
from annotator.readiness.obstacles import DEFAULT, LIST, OBSTACLES
from annotator.reviews.comments import service as comments
from annotator.reviews.models import Comment
from annotator.sources.models import Source
from tests.features.desk.conftest import form_of
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import (
    TEXT,
    make_article,
    make_claim,
    make_correction,
    make_evidence,
    make_garble,
    make_zone,
)
from tests.support.statements import count_statements

WOUNDED, GUARDS = "Two soldiers were wounded near Kirkuk on Monday.", "The ministry sent 300 guards to the town."


@pytest.fixture
def article(app: object) -> Article:
    with transaction(by=None):
        return make_article(TEXT)


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


IN_THE_WAY: dict[str, Callable[[Article, Cast], object]] = {
    "garble-critical": lambda article, _cast: make_garble(article, "Kirkuk"),
    "garble-major": lambda article, _cast: make_garble(article, "Kirkuk", severity="major", state="confirmed"),
    "garble-minor": lambda article, _cast: make_garble(article, "Kirkuk", severity="minor"),
    "correction": lambda article, _cast: make_correction(article, "300", "30", state="proposed"),
    "contradiction": lambda article, _cast: disagree(article, article),
    "disputed": lambda article, _cast: make_claim(article, WOUNDED, state="assessed", verdict="false", disputed=True),
    "recheck": lambda article, _cast: make_claim(article, WOUNDED, state="recheck"),
    "number": lambda article, _cast: quantity(article),
    "weekday": lambda article, _cast: make_claim(
        article, WOUNDED, state="settled", facts=[fact("date", "Monday", resolved="2021-02-16", doubt="a Tuesday")]
    ),
    "date": lambda article, _cast: make_claim(article, WOUNDED, state="settled", facts=[fact("date", "Monday")]),
    "comment": comment,
    "origin": lambda article, _cast: of_one_origin(article),
    "unsettled": lambda article, _cast: make_claim(article, WOUNDED, state="suggested"),
    "embargo": lambda article, _cast: setattr(article, "embargo_until", now() + dt.timedelta(hours=3)),
}
NOT_IN_THE_WAY: dict[str, Callable[[Article, Cast], object]] = {
    "a dismissed garble": lambda article, _cast: make_garble(article, "Kirkuk", state="dismissed"),
    "a corrected garble": lambda article, _cast: make_garble(article, "Kirkuk", state="corrected"),
    "a confirmed garble whose words are replaced": lambda article, _cast: (
        make_garble(article, "Kirkuk", state="confirmed"),
        make_correction(article, "near Kirkuk", "near Kirkūk", state="accepted"),
    ),
    "a rejected correction": lambda article, _cast: make_correction(article, "300", "30", state="rejected"),
    "another reading": lambda article, _cast: disagree(article, article, proposed="superseded"),
    "a decided contradiction": lambda article, _cast: disagree(
        article, article, state="decided", reading="contradiction", decided_at=now()
    ),
    "a settled claim": lambda article, _cast: make_claim(article, WOUNDED, state="settled", verdict="true"),
    "what was put aside": lambda article, _cast: quantity(article).__setattr__("state", "not-a-claim"),
    "an opinion": lambda article, _cast: make_claim(article, WOUNDED, checkable=False),
    "a number with a source": lambda article, _cast: from_two(article),
    "a resolved date": lambda article, _cast: make_claim(
        article, WOUNDED, state="settled", facts=[fact("date", "Monday", resolved="2021-02-15")]
    ),
    "a resolved comment": lambda article, cast: comment(article, cast, resolved_at=now()),
    "an embargo that has passed": lambda article, _cast: setattr(article, "embargo_until", now()),
}


@pytest.mark.parametrize("name", IN_THE_WAY)
def test_each_obstacle_is_found_alone_with_the_names_that_lists_read(article: Article, cast: Cast, name: str) -> None:
    with transaction(by=None):
        IN_THE_WAY[name](db.session.get_one(Article, article.id), cast)
    assert names(article) == {name: 1}
    if name != "embargo":
        assert finding.names_in([article.id]) == finding.names_in(None) == {article.id: {name}}


@pytest.mark.parametrize("name", NOT_IN_THE_WAY)
def test_what_is_done_is_not_in_the_way(article: Article, cast: Cast, name: str) -> None:
    with transaction(by=None):
        NOT_IN_THE_WAY[name](db.session.get_one(Article, article.id), cast)
    assert names(article) == {}
    assert finding.names_in(None) == {}


def test_the_list_is_whole(article: Article) -> None:
    told = {*IN_THE_WAY, "stale", "carried"}  # the first below, the second by a new version
    assert told == OBSTACLES.keys()
    assert all(each.meaning.endswith(".") and each.do for each in LIST)
    assert "stale" not in DEFAULT


def test_an_earlier_versions_garbles_do_not_stand_in_the_way(article: Article) -> None:
    with transaction(by=None):
        row = db.session.get_one(Article, article.id)
        make_garble(row, "Kirkuk")
        db.session.add(Version(article=row, number=2, text="All new.", length=8, sha256="0" * 64))
        row.current_number = 2
    assert names(article) == {}


# -- ready


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


# -- what takes it off


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
    assert "1 blocks" in client.get(f"/articles/{article.id}").text
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


def test_many_places_cost_what_one_does(article: Article, cast: Cast) -> None:
    def cost() -> int:
        row = db.session.get_one(Article, article.id)
        with count_statements() as statements:
            queries.gate(row, by=cast.editor)
        return len(statements)

    with transaction(by=None):
        row = db.session.get_one(Article, article.id)
        quantity(row)
        make_garble(row, "Kirkuk")
        make_evidence(make_claim(row, WOUNDED), "two")
    few = cost()
    with transaction(by=None):
        row = db.session.get_one(Article, article.id)
        for number in range(30):
            quantity(row)
            make_garble(row, "Kirkuk")
            make_evidence(make_claim(row, WOUNDED), "two", title=f"Log {number}")
    assert cost() == few
    assert queries.gate(db.session.get_one(Article, article.id), by=None).number == 62


def test_a_stale_error_keeps_the_reason(article: Article, cast: Cast) -> None:
    with transaction(by=None):
        make_garble(db.session.get_one(Article, article.id), "Kirkuk")
    with pytest.raises(Stale) as refused:
        approve(article, cast, reason="So it is.", seen=0)
    assert refused.value.mine == {"reason": "So it is."}


def test_sources_that_pass_on_one_word_are_one_origin(article: Article) -> None:
    with transaction(by=None):
        row = db.session.get_one(Article, article.id)
        claim = make_claim(row, WOUNDED, state="settled")
        agency = Source(title="Agency")
        for title in ("Paper", "Radio"):
            make_evidence(claim, "two", title=title).source.origin = agency
    assert names(article) == {"origin": 1}
    assert finding.names_in(None) == {article.id: {"origin"}}
