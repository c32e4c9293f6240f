"""From drafts to rows."""

from __future__ import annotations

import threading
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.accounts.models import User
from annotator.articles.models import Article, Version, ZoneRow
from annotator.claims.models import Claim
from annotator.db import db
from annotator.db.tracking import HistoryEntry, JournalEntry
from annotator.garbles.models import Garble
from annotator.gazetteer.lookup import Gazetteer
from annotator.ingest import pipeline
from annotator.ingest.draft import ArticleDraft, Origin, Problem
from annotator.ingest.pipeline import Choices, take_in_all
from annotator.ingest.report import Entry
from tests.support.cast import make_cast

TEXT = "By Lamia Ferhat\n\nTwo guards were wounded near Kirkuk on Monday. “The road is closed, said the governor.\n"


def draft(text: str = TEXT, name: str = "a.txt", **more: Any) -> ArticleDraft:
    return ArticleDraft(text, Origin(name), **more)


def take(*reads: ArticleDraft | Problem, by: User | None = None, **choices: Any) -> list[Entry]:
    entries = list(take_in_all(reads, by=by, choices=Choices(**choices), gazetteer=Gazetteer([])))
    db.session.rollback()
    return entries


def count(model: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_an_article_comes_with_all_that_was_found_in_it(either_app: Flask) -> None:
    (entry,) = take(draft(title="Guards wounded", feed="Qamar", notes=("guessed",)))
    article = db.session.get_one(Article, entry.article)
    assert (article.title, article.feed, article.language, article.visibility) == (
        "Guards wounded",
        "Qamar",
        "en",
        "desk",
    )
    assert article.current.text == TEXT and article.current.notes == ["guessed"]
    assert [(zone.kind, zone.span.of(TEXT).strip()) for zone in article.current.zones] == [
        ("byline", "By Lamia Ferhat")
    ]
    assert entry.result == "taken" and entry.claims == count(Claim) > 0 and entry.garbles == count(Garble) > 0


def test_the_dateline_says_when_it_was_published_where_nothing_else_does(either_app: Flask) -> None:
    story = draft("KUT, Feb. 22, 2021 (AFP) – Two guards were wounded near the dam on Sunday, the council said.")
    (entry,) = take(story)
    published = db.session.get_one(Article, entry.article).published_at
    assert published is not None and published.date().isoformat() == "2021-02-22"
    assert entry.notes == ("Its dateline says when it was published: 22 February 2021.",)


def test_history_and_journal_tell_of_it(either_app: Flask) -> None:
    (entry,) = take(draft())
    told = db.session.scalars(sa.select(HistoryEntry).where(HistoryEntry.article_id == entry.article)).all()
    assert {row.verb for row in told} == {"ingest"}
    assert {"articles", "versions", "zones", "claims", "garbles"} <= {row.object_type for row in told}
    found = db.session.execute(sa.select(JournalEntry.object_type, JournalEntry.object_id)).all()
    assert ("article", entry.article) in [tuple(row) for row in found]


def test_the_same_text_again_is_reported_and_not_stored_twice(either_app: Flask) -> None:
    first, again = take(draft(), draft(name="b.txt", title="Another title"))
    assert (again.result, again.article) == ("known", first.article)
    assert count(Article) == count(Version) == 1


def test_a_text_that_differs_by_one_sign_is_another(either_app: Flask) -> None:
    take(draft(), draft(TEXT.replace("Two", "two")))
    assert count(Article) == 2


def test_somebody_elses_draft_is_not_given_away_by_its_text(either_app: Flask) -> None:
    cast = make_cast()
    (hers,) = take(draft(), by=cast.reviewer, visibility="draft")
    (his,) = take(draft(), by=cast.colleague)
    assert his.result == "taken" and his.article != hers.article
    (hers_again,) = take(draft(), by=cast.reviewer)
    assert hers_again == Entry("a.txt", "known", hers.article, hers.title)


def test_what_is_given_for_all_counts_over_what_a_file_says(either_app: Flask) -> None:
    choices = Choices.checked({"feed": "Qamar", "language": ""}, collection="February")
    (entry,) = take(
        draft(feed="Own", outlet="The Ledger", collection="Own set"),
        fields=choices.fields, collection=choices.collection,
    )  # fmt: skip
    article = db.session.get_one(Article, entry.article)
    assert (article.feed, article.outlet) == ("Qamar", "The Ledger")
    assert [collection.name for collection in article.collections] == ["February", "Own set"]


def test_a_problem_stops_nothing(either_app: Flask) -> None:
    entries = take(Problem(Origin("x.pdf"), "It is damaged."), draft())
    assert [(entry.result, entry.reason) for entry in entries] == [("skipped", "It is damaged."), ("taken", "")]


def test_a_rule_that_fails_leaves_nothing_behind_and_stops_nothing(
    either_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pipeline.garbles.add_findings

    def broken(version: Version, findings: Any) -> Any:
        if version.text.startswith("Bad"):
            raise ZeroDivisionError
        return real(version, findings)

    monkeypatch.setattr(pipeline.garbles, "add_findings", broken)
    bad, good = take(draft("Bad luck befell two guards near Kirkuk."), draft())
    assert bad.result == "skipped" and "ZeroDivisionError" in bad.reason
    assert good.result == "taken"
    assert count(Article) == count(Version) == 1
    assert not db.session.scalars(sa.select(Claim).where(Claim.article_id != good.article)).all()


def test_two_at_once_store_one(either_app: Flask) -> None:
    start = threading.Barrier(2)
    results: list[str] = []

    def bring() -> None:
        with either_app.app_context():
            start.wait(10)
            (entry,) = take(draft())
            results.append(entry.result)

    threads = [threading.Thread(target=bring) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(results) == ["known", "taken"]
    assert count(Article) == 1


def test_the_rules_run_outside_the_write_lock(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    real = pipeline.analyse
    saved = []

    def while_another_saves(*arguments: Any, **more: Any) -> Any:
        if not saved:
            saved.append(True)
            with app.app_context():
                take(draft("Three men were arrested in Basra on Tuesday."))
        return real(*arguments, **more)

    monkeypatch.setattr(pipeline, "analyse", while_another_saves)
    take(draft())
    assert count(Article) == 2


def test_zones_stand_inside_their_version(either_app: Flask) -> None:
    take(draft())
    zones = db.session.scalars(sa.select(ZoneRow)).all()
    assert zones and all(zone.end <= zone.version_length == len(TEXT) for zone in zones)
