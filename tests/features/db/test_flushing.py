"""What the session writes by itself (db/flushing.py) is what the ORM's unit of work would have written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import PendingRollbackError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from annotator.accounts.models import User
from annotator.articles.models import Collection
from annotator.claims.models import Claim
from annotator.db import Model, db, flushing, transaction
from annotator.db.idempotency import IdempotencyKey
from annotator.db.tracking import HistoryEntry, JournalEntry
from annotator.errors import Stale
from annotator.reviews import service as reviews
from annotator.reviews.models import Assessment, Comment, Policy
from tests.support.cast import make_user
from tests.support.factories import make_article, make_claim, make_evidence

pytestmark = pytest.mark.usefixtures("either_app")
CHANGING = frozenset({"uid", "at", "created_at", "changed_at", "state_since", "xid", "fs_uniquifier", "priority"})


def judged(claim: Claim) -> None:
    reviews.assess(claim, verdict="true", confidence=80, by=make_user("Hana", "reviewer"))


def judged_anew(claim: Claim) -> None:
    judged(claim)
    hana = db.session.scalars(sa.select(Assessment)).one().reviewer
    reviews.assess(claim, verdict="false", confidence=70, note="Both agencies took it back.", by=hana)


def judged_alike(claim: Claim) -> None:
    judged(claim)
    claim.verdict = claim.verdict
    claim.confidence = 80


def touched(claim: Claim) -> None:
    claim.row_version += 1


def worth_more(claim: Claim) -> None:
    claim.worth, claim.reasons = 0.9, ["a figure", "a name"]


def commented(claim: Claim) -> None:
    author = make_user("Hana", "reviewer")
    db.session.flush()
    db.session.add(Comment(article_id=claim.article_id, claim_id=claim.id, author_id=author.id, text="Which hospital?"))


def renamed(claim: Claim) -> None:
    make_user("Hana", "reviewer")
    db.session.flush()
    claim.article.title = "Three wounded near Kirkuk"


def a_policy(_claim: Claim) -> None:
    db.session.add(Policy(id=1, second_reader=["event"]))
    db.session.flush()
    policy = db.session.get_one(Policy, 1)
    policy.blind, policy.blocking = True, ["garble"]


def a_key(_claim: Claim) -> None:
    db.session.add(IdempotencyKey(key="1:abc", answer="/articles/1"))


def with_evidence(claim: Claim) -> None:
    make_evidence(claim, "Two were brought in at noon.")


def collected(claim: Claim) -> None:
    claim.article.collections.append(Collection(name="Kirkuk"))


def put_apart(claim: Claim) -> None:
    claim.anchors = []


ALL: tuple[Callable[[Claim], None], ...] = (
    judged, judged_anew, judged_alike, touched, worth_more, commented, renamed, a_policy, a_key, with_evidence,
    collected, put_apart,
)  # fmt: skip
PLAIN = (judged, judged_anew, touched, worth_more, commented, renamed, a_policy, a_key)


def rows() -> dict[str, list[str]]:
    """All that stands in the database, without what no two runs share, and without the numbers of what is told: the ORM
    itself tells the changes of one flush in no certain order."""
    return {
        table.name: sorted(repr(strip(row._mapping, *(["id"] if table.name == "history" else []))) for row in found)
        for table in Model.metadata.tables.values()
        for found in [db.session.execute(sa.select(table))]
    }


def strip(row: Any, *left_out: str) -> dict[str, Any]:
    kept = {name: value for name, value in row.items() if name not in CHANGING.union(left_out)}
    for side in ("before", "after"):
        if isinstance(kept.get(side), dict):
            kept[side] = {name: value for name, value in kept[side].items() if name not in CHANGING}
    return kept


def done(what: Callable[[Claim], None]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is in the database afterwards, and in the session before it is read again; then none of it is there."""
    with transaction(by=None):
        claim = make_claim(make_article(), "Two soldiers")
        db.session.flush()
        what(claim)
        db.session.flush()
        held = {
            f"{type(row).__name__} {sa.inspect(row).identity}": strip(
                {each.key: getattr(row, each.key) for each in sa.inspect(type(row)).column_attrs}
            )
            for row in db.session
        }
        assert not db.session.dirty and not db.session.new
        found = rows()
        db.session.rollback()
        db.session.expunge_all()
    return found, held


@pytest.mark.parametrize("what", ALL, ids=lambda what: what.__name__)
def test_it_writes_tells_and_holds_what_the_orm_would(what: Callable[[Claim], None], monkeypatch: Any) -> None:
    ours = done(what)
    monkeypatch.setattr(flushing, "plain_rows", lambda _session: [])
    theirs = done(what)
    for mine, other in zip(numbered(ours), numbered(theirs), strict=True):
        assert [name for name in mine | other if mine.get(name) != other.get(name)] == []


def numbered(found: tuple[dict[str, Any], dict[str, Any]]) -> Any:
    """The same; on PostgreSQL, whose sequences go on after a rollback, how much there is of each."""
    if db.engine.dialect.name != "postgresql":
        return found
    tables, held = found
    return {name: len(those) for name, those in tables.items()}, Counter(name.split()[0] for name in held)


@pytest.mark.parametrize("what", PLAIN, ids=lambda what: what.__name__)
def test_what_saves_mostly_do_takes_the_short_way(what: Callable[[Claim], None], monkeypatch: Any) -> None:
    with transaction(by=None):
        claim = make_claim(make_article(), "Two soldiers")
    sorted_out: list[Any] = []
    whole = Session.flush

    def flush(self: Session, objects: Any = None) -> None:
        sorted_out.extend(row for row in (*self.new, *self.dirty) if not isinstance(row, User))
        whole(self, objects)

    monkeypatch.setattr(Session, "flush", flush)
    with transaction(by=None):
        what(claim)
    assert sorted_out == []


def test_what_somebody_else_saved_meanwhile_is_not_overwritten() -> None:
    with transaction(by=None):
        claim = make_claim(make_article(), "Two soldiers")
    with pytest.raises(Stale), transaction(by=None):
        assert claim.worth is not None
        db.session.connection().execute(sa.text("UPDATE claims SET row_version = row_version + 1"))
        claim.worth = 0.9
    assert claim.worth != 0.9


def test_what_is_not_there_any_more_is_not_changed_in_silence() -> None:
    with transaction(by=None):
        db.session.add(IdempotencyKey(key="1:abc", answer="/"))
    row = db.session.get_one(IdempotencyKey, "1:abc")
    with pytest.raises(Stale), transaction(by=None):
        assert row.answer == "/"
        db.session.connection().execute(sa.text("DELETE FROM idempotency_keys"))
        row.answer = "/articles"


def how_many() -> list[int | None]:
    return [db.session.scalar(sa.select(sa.func.count()).select_from(each)) for each in (HistoryEntry, JournalEntry)]


def test_a_second_flush_tells_nothing_again() -> None:
    with transaction(by=None):
        claim = make_claim(make_article(), "Two soldiers")
        db.session.flush()
        claim.worth = 0.9
        db.session.flush()
        told = how_many()
        db.session.flush()
        again = how_many()
    assert told == again


def test_a_savepoint_that_is_rolled_back_takes_its_changes_along() -> None:
    with transaction(by=None):
        claim = make_claim(make_article(), "Two soldiers")
        db.session.flush()
        before = claim.worth
        point = db.session.begin_nested()
        claim.worth = 0.9
        db.session.flush()
        point.rollback()
        assert claim.worth == before
    assert db.session.get_one(Claim, claim.id).worth == before


def test_after_one_that_failed_the_transaction_takes_nothing_more() -> None:
    with transaction(by=None):
        claim = make_claim(make_article(), "Two soldiers")
    with pytest.raises(PendingRollbackError), transaction(by=None):
        assert claim.worth is not None
        db.session.connection().execute(sa.text("UPDATE claims SET row_version = row_version + 1"))
        claim.worth = 0.9
        with suppress(StaleDataError):
            db.session.flush()
        how_many()
    assert claim.row_version == 1
