"""What is kept of articles is always what would be read anew, whoever changes what, and however old a look at the
database is."""

from __future__ import annotations

import random
import threading
from collections.abc import Sequence

import pytest
import sqlalchemy as sa

from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.desk import following
from annotator.desk.gate.standings import in_the_way, read_standings
from annotator.desk.ledger.ledger import ledger
from annotator.desk.progress import counted, read_counts
from annotator.garbles.models import Garble
from annotator.readiness import service as readiness
from annotator.reviews.models import Comment
from annotator.sources.models import Source
from tests.features.desk.conftest import TEXT
from tests.support.cast import Cast
from tests.support.factories import make_article, make_claim, make_correction, make_evidence, make_garble
from tests.support.statements import count_statements


@pytest.fixture
def articles(cast: Cast) -> list[int]:
    with transaction(by=None):
        rows = [make_article(TEXT, title=f"Headline {number}") for number in range(5)]
        for row in rows:
            make_evidence(make_claim(row, "Four guards"), "4", title=f"Paper {row.id}")
    return [row.id for row in rows]


def change_something(chance: random.Random, cast: Cast, articles: Sequence[int]) -> None:
    """One of the things that change how an article of a list stands, or how far it is."""
    article = db.session.get_one(Article, chance.choice(articles))
    match chance.randrange(8):
        case 0:
            make_garble(article, "guards", severity=chance.choice(["minor", "critical"]))
        case 1:
            for garble in db.session.scalars(sa.select(Garble).where(Garble.article_id == article.id)):
                garble.state = "dismissed"
        case 2:
            make_claim(article, "300 sandbags", state=chance.choice(["suggested", "assessed", "settled"]))
        case 3:
            claims = db.session.scalars(sa.select(Claim).where(Claim.article_id == article.id)).all()
            chance.choice(claims).state = chance.choice(["settled", "recheck", "not-a-claim"])
        case 4:
            db.session.add(Comment(article_id=article.id, author_id=cast.reviewer.id, text="Is it?"))
        case 5:
            make_correction(article, "Two guards", "Three guards", state="proposed")
        case 6:
            sources = db.session.scalars(sa.select(Source).order_by(Source.id)).all()
            one, other = chance.sample(list(sources), 2)
            if one.id > other.id:  # so that none comes to be its own origin
                one.origin = other
        case _:
            if not read_standings([article.id])[article.id][0]:
                readiness.approve(article, by=cast.editor, reason="It must go out.")


def test_after_any_changes_it_is_what_would_be_read_anew(app: object, cast: Cast, articles: list[int]) -> None:
    chance = random.Random(11)
    seen = set()
    for _ in range(60):
        counted(articles), in_the_way(articles)
        with transaction(by=cast.editor):
            change_something(chance, cast, articles)
        assert counted(articles) == read_counts(articles)
        assert in_the_way(articles) == read_standings(articles)
        seen |= {name for _, names in in_the_way(articles).values() for name in names}
    assert {"unsettled", "comment", "correction", "garble-critical"} <= seen


def test_only_what_was_changed_is_read_again(app: object, cast: Cast, articles: list[int]) -> None:
    counted(articles)
    with count_statements() as none_changed:
        counted(articles)
    assert len(none_changed) == 1
    with transaction(by=None):
        make_garble(db.session.get_one(Article, articles[2]), "guards")
    with count_statements() as statements:
        assert counted(articles)[articles[2]][3] == 1
    assert [each for each in statements if "FROM claims" in each and "count" in each]
    assert not any("articles" in each and "IN (?, ?" in each for each in statements)


def test_no_more_than_a_bound_is_kept(
    app: object, cast: Cast, articles: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "MOST", 3)
    read: list[int] = []

    def reading(idents: Sequence[int]) -> dict[int, int]:
        read.extend(idents)
        return {ident: -ident for ident in idents}

    kept = following.ByArticle(reading)
    assert kept(articles) == kept(articles) == {ident: -ident for ident in articles}
    assert read == [*articles, *articles[:2]]


def elsewhere(app: object, act: object) -> None:
    """In another thread, with a session and a look at the database of its own."""

    def work() -> None:
        with app.app_context():  # type: ignore[attr-defined]
            act()  # type: ignore[operator]

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def test_who_looks_at_an_older_database_neither_reads_all_again_nor_spoils_what_is_kept(
    app: object, cast: Cast, articles: list[int]
) -> None:
    before = ledger()
    db.session.rollback()
    db.session.scalars(sa.select(Article.id)).all()  # from now on this session sees the database as it is

    def change_and_follow() -> None:
        with transaction(by=None):
            make_garble(db.session.get_one(Article, articles[0]), "guards")
        assert counted(articles[:1])[articles[0]][3] == 1
        assert ledger() is not before

    elsewhere(app, change_and_follow)
    with count_statements() as statements:
        newer = ledger()
    assert newer.mark != before.mark and not any("FROM claims" in each for each in statements)
    counted(articles)  # of the older database: four articles that were not kept
    db.session.rollback()
    assert counted(articles) == read_counts(articles)
