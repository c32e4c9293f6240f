"""What the database itself promises, on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, IntegrityError

from annotator.articles.models import Version, ZoneRow
from annotator.claims.models import Claim, ClaimAnchor
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry, JournalEntry
from annotator.errors import Invalid, Stale
from tests.support.cast import make_user
from tests.support.factories import make_article, make_claim

pytestmark = pytest.mark.usefixtures("either_app")
EMOJI = "The minister 🎖️ said e\u0301lite units reached بغداد on Monday."


def run(statement: str, **values: object) -> None:
    with transaction(by=None):
        db.session.execute(sa.text(statement), values)


def test_an_anchor_points_at_its_quote_in_text_with_emoji_arabic_and_combining_marks() -> None:
    with transaction(by=None):
        article = make_article(EMOJI)
        claim = make_claim(article, "e\u0301lite units reached بغداد")
    anchor = claim.anchors[0]
    assert article.current.text[anchor.start : anchor.end] == anchor.quote
    assert anchor.prefix == EMOJI[: anchor.start]


def test_the_database_refuses_an_anchor_outside_its_version() -> None:
    with transaction(by=None):
        claim = make_claim(make_article(), "Two soldiers")
    with pytest.raises(IntegrityError):
        run('UPDATE claim_anchors SET "end" = version_length + 1 WHERE claim_id = :id', id=claim.id)


def test_the_database_refuses_a_length_that_is_not_the_versions() -> None:
    with transaction(by=None):
        claim = make_claim(make_article(), "Two soldiers")
    with pytest.raises(IntegrityError):
        run('UPDATE claim_anchors SET version_length = 9999, "end" = 9999 WHERE claim_id = :id', id=claim.id)


def test_the_database_refuses_an_empty_span() -> None:
    with transaction(by=None):
        claim = make_claim(make_article(), "Two soldiers")
    with pytest.raises(IntegrityError):
        run('UPDATE claim_anchors SET "end" = start WHERE claim_id = :id', id=claim.id)


def test_a_quote_that_is_not_the_text_at_its_place_is_refused() -> None:
    with transaction(by=None):
        claim = make_claim(make_article(), "Two soldiers")
    with pytest.raises(Invalid), transaction(by=None):
        claim.anchors[0].quote = "Ten soldiers"


def test_the_text_of_a_version_is_never_edited_or_removed() -> None:
    with transaction(by=None):
        make_article()
    with pytest.raises(DatabaseError):
        run("UPDATE versions SET text = 'Nobody was hurt.', length = 16")
    with pytest.raises(DatabaseError):
        run("DELETE FROM versions")


def test_the_history_cannot_be_changed_or_removed() -> None:
    with transaction(by=None):
        make_article()
    with pytest.raises(DatabaseError):
        run("UPDATE history SET actor_id = NULL")
    with pytest.raises(DatabaseError):
        run("DELETE FROM history")


@pytest.mark.parametrize("confidence", [-1, 101])
def test_the_database_refuses_a_confidence_outside_0_to_100(confidence: int) -> None:
    with pytest.raises(IntegrityError), transaction(by=None):
        make_claim(make_article(), "Two soldiers", confidence=confidence)


@pytest.mark.parametrize(
    "column, word", [("state", "finished"), ("verdict", "rather true"), ("fault", "nobody's"), ("origin", "heaven")]
)
def test_the_database_refuses_words_outside_the_closed_lists(column: str, word: str) -> None:
    with pytest.raises(IntegrityError), transaction(by=None):
        make_claim(make_article(), "Two soldiers", **{column: word})


def test_a_zone_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(IntegrityError), transaction(by=None):
        version = make_article().versions[0]
        db.session.add(ZoneRow(version_id=version.id, version_length=version.length, start=0, end=3, kind="crossword"))


def test_an_article_has_each_version_number_once() -> None:
    with pytest.raises(IntegrityError), transaction(by=None):
        article = make_article()
        first = article.versions[0]
        db.session.add(Version(article=article, number=1, text=first.text, length=first.length, sha256=first.sha256))


def test_a_version_knows_its_true_length() -> None:
    with pytest.raises(IntegrityError), transaction(by=None):
        article = make_article()
        db.session.add(Version(article=article, number=2, text="Four words stand here.", length=3, sha256="0" * 64))


def test_each_change_leaves_a_history_row_with_who_what_before_and_after() -> None:
    with transaction(by=None):
        user = make_user("Hala", "reviewer")
        claim = make_claim(make_article(), "Two soldiers were wounded")
    with transaction(by=user, verb="reword"):
        claim.wording = "Two soldiers were injured"
    entry = db.session.scalars(
        sa.select(HistoryEntry).where(HistoryEntry.object_type == "claims").order_by(HistoryEntry.id.desc())
    ).first()
    assert entry is not None
    assert (entry.actor_id, entry.verb, entry.action, entry.article_id) == (
        user.id,
        "reword",
        "change",
        claim.article_id,
    )
    assert entry.before is not None and entry.before["wording"] == "Two soldiers were wounded"
    assert entry.after is not None and entry.after["wording"] == "Two soldiers were injured"


def test_a_change_and_its_journal_entry_share_one_fate() -> None:
    with transaction(by=None):
        claim = make_claim(make_article(), "Two soldiers")
    before = db.session.scalar(sa.select(sa.func.max(JournalEntry.seq)))
    with pytest.raises(RuntimeError), transaction(by=None):
        claim.wording = "Two troopers"
        db.session.flush()
        raise RuntimeError("the power went")
    assert db.session.scalar(sa.select(sa.func.max(JournalEntry.seq))) == before
    assert db.session.scalars(sa.select(Claim)).one().wording == "Two soldiers"


def test_a_row_changed_elsewhere_meanwhile_is_not_overwritten() -> None:
    with transaction(by=None):
        claim = make_claim(make_article(), "Two soldiers")
    with pytest.raises(Stale), transaction(by=None):
        assert claim.wording == "Two soldiers"
        db.session.execute(sa.text("UPDATE claims SET row_version = row_version + 1"))
        claim.wording = "Two troopers"


def test_a_claims_anchors_go_with_it() -> None:
    with transaction(by=None):
        claim = make_claim(make_article(), "Two soldiers")
    with transaction(by=None):
        db.session.delete(claim)
    assert db.session.scalars(sa.select(ClaimAnchor)).all() == []


def test_a_change_outside_a_transaction_is_an_error() -> None:
    with transaction(by=None):
        claim = make_claim(make_article(), "Two soldiers")
    claim.wording = "Two troopers"
    with pytest.raises(RuntimeError), transaction(by=None):
        pass
    db.session.rollback()
