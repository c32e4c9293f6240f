"""Articles in nearly the same words: found when one comes in, decided by people, shown to those who see both."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.accounts.models import User
from annotator.articles.models import Article, Version
from annotator.articles.service import text_hash
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.errors import NotAllowed, NotFound, Stale
from annotator.gazetteer.lookup import Gazetteer
from annotator.ingest.draft import ArticleDraft, Origin
from annotator.ingest.pipeline import Choices, take_in_all
from annotator.ingest.report import Entry
from annotator.jobs import service as jobs
from annotator.relays import queries, service, work
from annotator.relays.models import Relay, SignatureBand, SignedText
from tests.support.cast import make_cast
from tests.unit.relays.test_wordruns import SENTENCES, STORY

MAY = dt.datetime(2024, 5, 3, 9, 0, tzinfo=dt.UTC)
SHORT = " ".join(SENTENCES[:6])
OTHER = (
    "The city council of Merville voted on Thursday to close two of its five swimming pools. Heating had become too"
    " dear, the mayor said after four hours of debate. A petition with 9,000 names was handed over before the vote."
)


def take(text: str, *, by: User | None = None, visibility: str = "desk", **more: Any) -> Entry:
    more.setdefault("published", MAY)
    draft = ArticleDraft(text, Origin(f"{text_hash(text)[:8]}.txt"), **more)
    (entry,) = take_in_all([draft], by=by, choices=Choices(visibility=visibility), gazetteer=Gazetteer([]))
    db.session.rollback()
    assert entry.result == "taken", entry.reason
    return entry


def pairs() -> list[tuple[int, int]]:
    return [(row.first_id, row.second_id) for row in db.session.scalars(sa.select(Relay).order_by(Relay.id))]


def only() -> Relay:
    return db.session.scalars(sa.select(Relay)).one()


def article(entry: Entry) -> Article:
    return db.session.get_one(Article, entry.article)


def new_text(of: Article, text: str) -> Version:
    """A second version, as far as relays have to do with it."""
    version = Version(article=of, number=2, text=text, length=len(text), sha256=text_hash(text))
    of.current_number = 2
    db.session.add(version)
    db.session.flush()
    return version


def test_a_relay_is_found_when_it_comes_in_and_said(either_app: Flask) -> None:
    first = take(STORY, title="Ferry sinks off Karsund", feed="Coast Wire")
    second = take(SHORT, title="Ferry accident")
    take(OTHER, title="Pools close")
    assert pairs() == [(first.article, second.article)]
    assert only().state == "suggested"
    assert only().contained == 1.0
    assert only().alike < 0.8
    assert second.notes == ("100 % of its words stand in “Ferry sinks off Karsund” (Coast Wire) too.",)
    assert first.notes == ()


def test_nobody_hears_of_an_article_that_is_not_theirs(app: Flask) -> None:
    cast = make_cast()
    take(STORY, by=cast.colleague, visibility="draft")
    second = take(SHORT, by=cast.reviewer)
    assert second.notes == ()
    assert len(pairs()) == 1
    for person, number in ((cast.reviewer, 0), (cast.colleague, 1), (cast.editor, 0)):
        assert len(queries.of_article(article(second), by=person)) == number
        assert queries.numbers([second.article], by=person) == ({second.article: 1} if number else {})
        assert len(queries.group_of(article(second), by=person).articles) == 1 + number
        assert len(queries.groups(by=person, most=5)) == number
    with pytest.raises(NotFound):
        queries.load_relay(only().id, by=cast.reviewer)


def test_the_same_words_weeks_later_are_another_story(app: Flask) -> None:
    """A weekly report has the form of the last one."""
    take(STORY)
    take(SHORT, published=MAY + service.APART + dt.timedelta(hours=1))
    assert pairs() == []


def test_a_decision_is_kept_and_told_and_can_be_taken_back(app: Flask) -> None:
    cast = make_cast()
    take(STORY)
    second = take(SHORT)
    with pytest.raises(NotAllowed):
        service.decide(only(), "refused", by=cast.reader)
    with transaction(by=cast.reviewer, verb="refuse relay"):
        service.decide(only(), "refused", by=cast.reviewer, seen=1)
    assert len(queries.group_of(article(second), by=None).articles) == 1
    with pytest.raises(Stale):
        service.decide(only(), "confirmed", by=cast.editor, seen=1)
    db.session.rollback()
    with transaction(by=None):
        service.note(article(second).current)
    assert only().state == "refused"  # it is found again, and stays refused
    with transaction(by=cast.reviewer, verb="undo"):
        service.decide(only(), "suggested", by=cast.reviewer, seen=2)
    assert (only().decided_by_id, only().decided_at) == (None, None)
    told = sa.select(HistoryEntry).where(HistoryEntry.object_type == "relays").order_by(HistoryEntry.id)
    assert [entry.actor_id for entry in db.session.scalars(told)] == [cast.reviewer.id, cast.reviewer.id]


def test_groups_hang_together_by_pairs(app: Flask) -> None:
    """A brief and a long background piece share little; both share much with the story between them."""
    background = " ".join(f"In {year} the line was closed for repairs." for year in range(1960, 2000, 2))
    brief = " ".join(SENTENCES[:4])
    whole, short, long = take(STORY), take(brief), take(" ".join(SENTENCES[3:]) + " " + background)
    assert (short.article, long.article) not in pairs()
    group = queries.group_of(article(short), by=None)
    assert [each.id for each in group.articles] == [whole.article, short.article, long.article]
    assert group.between(article(short), article(long)) is None
    (found,) = queries.groups(by=None, most=5)
    assert found == group


def test_a_new_text_is_signed_anew_and_loses_what_it_shared(app: Flask) -> None:
    take(STORY)
    second = take(SHORT)
    with transaction(by=None):
        service.note(new_text(article(second), OTHER))
    assert pairs() == []
    assert db.session.get_one(SignedText, second.article).version_id == article(second).current.id
    assert db.session.scalar(sa.select(sa.func.count()).where(SignatureBand.article_id == second.article)) <= 48


def test_articles_without_a_signature_are_looked_at_by_a_job(either_app: Flask) -> None:
    first, second = take(STORY), take(SHORT)
    with transaction(by=None):
        for model in (Relay, SignatureBand, SignedText):
            db.session.execute(sa.delete(model))
    uid = work.order_missing()
    assert uid is not None
    assert work.order_missing() is None  # one waits already
    either_app.extensions["jobs"].perform(uid)
    assert pairs() == [(first.article, second.article)]
    assert jobs.find(uid).report == {"signed": 2}
    assert work.order_missing() is None


def test_many_of_one_form_stay_a_few_pairs(app: Flask) -> None:
    """Reports made from a form: each is compared with the nearest dozen, not with all."""
    for number in range(20):
        take(STORY.replace("212", str(300 + number)))
    counts = queries.numbers([row for pair in pairs() for row in pair], by=None)
    assert max(counts.values()) <= 19
    assert len(pairs()) <= 20 * 12


def test_the_command_looks_at_what_was_not_looked_at(app: Flask) -> None:
    take(STORY)
    take(SHORT)
    with transaction(by=None):
        db.session.execute(sa.delete(SignedText))
        db.session.execute(sa.delete(SignatureBand))
    answer = app.test_cli_runner().invoke(args=["relays", "find"])
    assert answer.exit_code == 0
    assert "2 articles were looked at; 1 pairs wait" in answer.output
    assert len(pairs()) == 1
