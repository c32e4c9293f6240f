"""Dismissing beyond one place, rules switched off, and taking a whole decision back."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.errors import Invalid, Stale
from annotator.garbles import dismissals, service
from annotator.garbles.models import Dismissal, Garble, RuleSwitch
from annotator.gazetteer.models import Entity
from annotator.reviews.models import Comment
from annotator.text.spans import Finding
from tests.support.cast import make_user
from tests.support.factories import make_article, make_garble, span_of

pytestmark = pytest.mark.usefixtures("either_app")


@pytest.fixture
def by() -> User:
    with transaction(by=None):
        user = make_user("Hala", "reviewer")
    return user


def suspect(article: Article, quote: str, **more: object) -> Garble:
    with transaction(by=None):
        garble = make_garble(article, quote, **more)
    return garble


def article_of(text: str = "The Weir Guard left.", **more: object) -> Article:
    with transaction(by=None):
        article = make_article(text, **more)
    return article


def found(article: Article, quote: str, detector: str = "garbled-name") -> list[Garble]:
    span = span_of(article, quote)
    finding = Finding(span.start, span.end, quote, detector, "critical", detector, "Sounds like it")
    with transaction(by=None):
        kept = service.add_findings(article.versions[-1], [finding])
    return kept


@pytest.mark.parametrize(
    ("scope", "passed"), [("article", "own"), ("feed", "own feed"), ("everywhere", "own feed other"), ("here", "")]
)
def test_a_dismissal_covers_what_stands_and_what_comes_in_its_scope(by: User, scope: str, passed: str) -> None:
    text = "The Weir Guard left. Then the weir\nguard came."
    articles = {
        "own": article_of(text, feed="Canal Wire"),
        "feed": article_of(text, feed="Canal Wire"),
        "other": article_of(text, feed="Dune Wire"),
    }
    standing = {name: suspect(article, "weir\nguard") for name, article in articles.items()}
    first = suspect(articles["own"], "Weir Guard")
    with transaction(by=by):
        covered = service.dismiss(first, by=by, scope=scope)
    wanted = set(passed.split())
    assert {name for name, garble in standing.items() if garble.state == "dismissed"} == wanted
    assert len(covered) == len(wanted)
    assert {name for name, article in articles.items() if not found(article, "Weir Guard")} == wanted
    # Another rule says something else of the same words.
    assert found(articles["own"], "Weir Guard", "leftover")


def test_taking_it_back_brings_all_of_them_back_and_the_rule_finds_the_words_again(by: User) -> None:
    one, other, before = (suspect(article_of(), "Weir Guard") for _ in range(3))
    with transaction(by=by):
        service.dismiss(before, by=by)
    with transaction(by=by):
        service.dismiss(one, by=by, scope="everywhere")
    with transaction(by=by, verb="take back"):
        assert service.take_back(other, by=by) == 2
    assert (one.state, other.state, before.state) == ("suspected", "suspected", "dismissed")
    assert db.session.scalar(sa.select(sa.func.count(Dismissal.id))) == 0
    assert found(article_of(), "Weir Guard")
    with pytest.raises(Invalid, match="taken back already"), transaction(by=by):
        service.take_back(one, by=by)
    told = sa.select(HistoryEntry.action, HistoryEntry.verb).where(HistoryEntry.object_type == "garble_dismissals")
    assert [tuple(row) for row in db.session.execute(told)] == [("create", None), ("delete", "take back")]


def test_garbles_of_articles_that_the_person_may_not_see_are_left_alone(by: User) -> None:
    hidden = suspect(article_of(visibility="hidden"), "Weir Guard")
    one = suspect(article_of(), "Weir Guard")
    with transaction(by=by):
        assert service.dismiss(one, by=by, scope="everywhere") == []
    assert hidden.state == "suspected"


@pytest.mark.parametrize(
    ("scope", "more", "told"),
    [("feed", {}, "names no feed"), ("article", {"detector": None}, "person marked"), ("always", {}, "Dismiss it")],
)
def test_a_scope_that_cannot_be_is_refused_and_nothing_is_dismissed(
    by: User, scope: str, more: dict[str, object], told: str
) -> None:
    garble = suspect(article_of(), "Weir Guard", **more)
    with pytest.raises(Invalid, match=told), transaction(by=by):
        service.dismiss(garble, by=by, scope=scope)
    assert garble.state == "suspected"


def test_two_browsers_on_one_garble_the_second_is_refused(by: User) -> None:
    garble = suspect(article_of(), "Weir Guard")
    seen = garble.row_version
    with transaction(by=by):
        service.confirm(garble, reading="Guard of the Weir", seen=seen, by=by)
    with pytest.raises(Stale), transaction(by=by):
        service.dismiss(garble, by=by, seen=seen)
    with pytest.raises(Stale), transaction(by=by):
        service.reopen(garble, by=by, seen=seen)


@pytest.mark.parametrize("feed", ["", "Canal Wire"])
def test_a_rule_that_is_switched_off_finds_nothing_there(feed: str) -> None:
    with transaction(by=None):
        db.session.add(RuleSwitch(detector="garbled-name", feed=feed))
    assert found(article_of(feed="Canal Wire"), "Weir Guard") == []
    assert len(found(article_of(feed="Dune Wire"), "Weir Guard")) == (1 if feed else 0)
    assert found(article_of(feed="Canal Wire"), "Weir Guard", "leftover")


def test_words_of_signs_alone_are_dismissed_too(by: User) -> None:
    text = "He said “ that. Then „ this."
    one, other = article_of(text), article_of(text + " ")
    garble = suspect(one, "“", detector="quotation-marks", category="quotation-marks")
    with transaction(by=by):
        service.dismiss(garble, by=by, scope="everywhere")
    assert found(other, "“", "quotation-marks") == []
    assert found(other, "„", "quotation-marks")


def test_a_broken_line_in_a_right_name_is_confirmed_and_teaches_nothing(by: User) -> None:
    with transaction(by=None):
        entity = Entity(key="guard", name="Weir Guard", kind="group")
        db.session.add(entity)
    garble = suspect(article_of("The Weir\nGuard left."), "Weir\nGuard", category="broken-line")
    with transaction(by=by):
        service.confirm(garble, reading="Weir Guard", by=by)
    assert (garble.state, garble.entity_id, entity.aliases) == ("confirmed", entity.id, [])


def test_a_refused_confirmation_leaves_nothing_behind(by: User) -> None:
    with transaction(by=None):
        db.session.add(Entity(key="guard", name="Weir Guard", kind="group"))
    garble = suspect(article_of(), "Weir Guard")
    with transaction(by=by), pytest.raises(Invalid, match="right name"):
        service.confirm(garble, reading="Weir Guard", by=by)
    assert (garble.state, garble.reading) == ("suspected", None)


def test_a_garble_made_by_its_decision_goes_with_it_unless_somebody_spoke_of_it(by: User) -> None:
    article = article_of()
    with transaction(by=by):
        made, spoken = (
            make_garble(article, "Weir Guard", detector=None, state="confirmed", created_by_id=by.id) for _ in "12"
        )
        for garble in (made, spoken):
            garble.decided_by_id, garble.decided_at = by.id, garble.created_at
        db.session.add(Comment(article_id=article.id, author_id=by.id, garble_id=spoken.id, text="Sure?"))
    with transaction(by=by):
        service.reopen(made, by=by)
        service.reopen(spoken, by=by)
    rows = db.session.execute(sa.select(Garble.id, Garble.state)).all()
    assert [tuple(row) for row in rows] == [(spoken.id, "suspected")]


def test_words_are_compared_folded() -> None:
    assert dismissals.folded("Élite  GUARD’s\nway") == dismissals.folded("elite guard's way")
    assert dismissals.folded("—") == "—"
