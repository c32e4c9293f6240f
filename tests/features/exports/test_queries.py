"""Articles read into records: what is in, what is left out, who may see it, and at what cost."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.accounts.models import User
from annotator.articles.models import Article, Version
from annotator.claims.models import Claim, Fact
from annotator.db import db, transaction
from annotator.errors import NotFound
from annotator.exports.queries import BATCH, all_ids, load_record, records
from annotator.exports.record import ArticleRecord, PlaceRecord, SpeakerRecord
from annotator.exports.terms import Options
from annotator.gazetteer.models import Alias, Entity
from annotator.reviews.models import Assessment
from tests.support.cast import Cast, make_cast
from tests.support.factories import (
    make_article,
    make_claim,
    make_correction,
    make_evidence,
    make_garble,
    make_zone,
)
from tests.support.statements import count_statements

ALL = Options(suggested=True, notes=True)
TEXT = "Bridge shut 🎖️\n\nThe al-Hasid sent 40 men to e\u0301lite posts. Two were hurt near بغداد. Nobody else came."


def make_full_article(by: User, **more: object) -> Article:
    """Every kind of thing once, and one of each kind that stays out."""
    article = make_article(TEXT, title="Bridge shut", **more)
    make_zone(article, "Bridge shut", "headline")
    judged = make_claim(
        article, "Two were hurt", by=by, state="assessed", verdict="false", confidence=70, fault="source"
    )
    make_evidence(judged, "Three patients came in.", stance="refutes", url="https://example.org/log")
    db.session.add(
        Assessment(claim=judged, reviewer_id=by.id, verdict="false", confidence=70, fault="source", note="See the log.")
    )
    make_claim(article, "sent 40 men", state="suggested", origin="rule")
    make_claim(article, "Nobody else came", state="not-a-claim")
    entity = Entity(key="hashd", name="al-Hashd al-Shaabi", native_name="الحشد الشعبي", kind="group")
    make_garble(article, "al-Hasid", state="confirmed", reading="al-Hashd", entity=entity)
    make_garble(article, "near", state="dismissed")
    make_correction(article, "al-Hasid", "al-Hashd", created_by_id=by.id, state="accepted", decided_by_id=by.id)
    make_correction(article, "men", "women", state="rejected")
    db.session.flush()
    return article


@pytest.mark.usefixtures("either_app")
def test_a_record_holds_all_that_stands_on_the_article_in_text_order() -> None:
    cast = make_cast()
    with transaction(by=cast.reviewer):
        article = make_full_article(cast.reviewer, feed="river")
    record = load_record(article.id, by=cast.reader, options=ALL)
    assert (record.title, record.feed, record.text, record.version) == (
        "Bridge shut",
        "river",
        TEXT,
        article.current.uid,
    )
    assert [(zone.kind, record.text[zone.start : zone.end]) for zone in record.zones] == [("headline", "Bridge shut")]
    assert [(claim.number, claim.wording, claim.creator) for claim in record.claims] == [
        (1, "sent 40 men", None),
        (2, "Two were hurt", "Ravi"),
    ]
    judged = record.claims[1]
    assert (judged.verdict, judged.confidence, judged.fault) == ("false", 70, "source")
    assert [(e.stance, e.passage, e.source.title) for e in judged.evidence] == [
        ("refutes", "Three patients came in.", "Hospital log")
    ]
    assert [(a.reviewer, a.note) for a in judged.assessments] == [("Ravi", "See the log.")]
    assert [(g.anchor.quote, g.reading, g.entity, g.native_name) for g in record.garbles] == [
        ("al-Hasid", "al-Hashd", "al-Hashd al-Shaabi", "الحشد الشعبي")
    ]
    assert [(c.anchor.quote, c.replacement, c.creator, c.decided_by) for c in record.corrections] == [
        ("al-Hasid", "al-Hashd", "Ravi", "Ravi")
    ]


@pytest.mark.usefixtures("either_app")
def test_a_record_tells_who_says_a_claim_its_places_the_source_and_the_names_that_hold_here() -> None:
    cast = make_cast()
    with transaction(by=cast.reviewer):
        article = make_full_article(cast.reviewer, feed="river")
        other = make_article("", feed="lake", source_language="ar")
        text = "Nobody came."
        second = Version(
            article=other, number=2, text=text, length=len(text), sha256="0" * 64, source_text="لم يأت أحد."
        )
        other.current_number = 2
        db.session.add(second)
        claim = next(claim for claim in db.session.scalars(sa.select(Claim)) if claim.wording == "Two were hurt")
        place = Entity(key="baghdad", name="Baghdad", kind="place")
        claim.facts = [
            Fact(kind="quantity", start=0, end=3, quote="Two", value=2.0),
            Fact(kind="place", start=0, end=3, quote="بغداد", entity=place),
            Fact(kind="place", start=4, end=8, quote="Nowhere"),
            Fact(kind="speaker", start=9, end=12, quote="a nurse", role="anonymous", cue="said"),
        ]
        hashd = db.session.scalars(sa.select(Entity).where(Entity.key == "hashd")).one()
        hashd.identifiers = {"wikidata": "Q1"}
        hashd.aliases = [
            Alias(name="PMF", kind="acronym"),
            Alias(name="the Hasid", kind="garble", scope="feed", within="river"),
            Alias(name="the Hazid", kind="garble", scope="feed", within="lake"),
            Alias(name="the Hamid", kind="garble", scope="article", within=article.uid),
            Alias(name="the Habid", kind="garble", scope="article", within=other.uid),
        ]
    record = load_record(article.id, by=cast.reader, options=ALL)
    first, told = record.claims
    assert (first.speaker, first.places) == (None, ())
    assert told.speaker == SpeakerRecord("a nurse", "anonymous")
    assert told.places == (PlaceRecord("Baghdad", "baghdad"), PlaceRecord("Nowhere", None))
    [garble] = record.garbles
    assert garble.named is not None
    assert (garble.named.id, garble.named.kind, garble.named.identifiers) == ("hashd", "group", {"wikidata": "Q1"})
    assert [alias.name for alias in garble.named.aliases] == ["PMF", "the Hasid", "the Hamid"]
    assert record.source_text is None
    assert load_record(other.id, by=cast.reader, options=ALL).source_text == "لم يأت أحد."


def every_anchor(record: ArticleRecord) -> list[tuple[int, int, str]]:
    anchors = [anchor for claim in record.claims for anchor in claim.anchors]
    anchors += [thing.anchor for thing in (*record.garbles, *record.corrections)]
    return [(anchor.start, anchor.end, anchor.quote) for anchor in anchors]


def test_each_anchor_stands_at_its_quote(app: Flask, cast: Cast) -> None:
    with transaction(by=cast.reviewer):
        article = make_full_article(cast.reviewer)
    record = load_record(article.id, by=cast.reader, options=ALL)
    assert len(every_anchor(record)) == 4
    assert all(record.text[start:end] == quote for start, end, quote in every_anchor(record))


def test_without_suggested_claims_the_others_keep_their_numbers(app: Flask, cast: Cast) -> None:
    with transaction(by=cast.reviewer):
        article = make_full_article(cast.reviewer)
    record = load_record(article.id, by=cast.reader, options=Options(suggested=False))
    assert [(claim.number, claim.wording) for claim in record.claims] == [(2, "Two were hurt")]


def test_notes_stay_on_the_desk_unless_asked_for(app: Flask, cast: Cast) -> None:
    with transaction(by=cast.reviewer):
        article = make_full_article(cast.reviewer)
    record = load_record(article.id, by=cast.reader, options=Options())
    assert [a.note for a in record.claims[1].assessments] == [""]


def test_a_change_moves_the_moment_of_the_last_change(app: Flask, cast: Cast) -> None:
    with transaction(by=cast.reviewer):
        claim = make_claim(make_article(), "Two soldiers", created_at=dt.datetime(2021, 2, 1, tzinfo=dt.UTC))
    with transaction(by=cast.reviewer):
        claim.wording = "Two soldiers of the army"
    [record] = load_record(claim.article_id, by=None, options=ALL).claims
    assert record.created_at.year == 2021
    assert dt.datetime.now(dt.UTC) - record.changed_at < dt.timedelta(minutes=5)


def test_an_anchor_left_in_an_earlier_version_says_so(app: Flask, cast: Cast) -> None:
    with transaction(by=cast.reviewer):
        article = make_article()
        first = article.versions[0]
        make_claim(article, "Two soldiers")
        db.session.add(Version(article=article, number=2, text="Three.", length=6, sha256="0" * 64))
        db.session.flush()
        article.current_number = 2
    record = load_record(article.id, by=None, options=ALL)
    assert (record.text, record.version_number) == ("Three.", 2)
    assert record.claims[0].anchors[0].version == first.uid != record.version


@pytest.mark.parametrize(
    "who, sees", [("reader", ["desk"]), ("editor", ["desk", "hidden"]), (None, ["desk", "hidden", "draft"])]
)
def test_only_what_a_person_may_know_of_leaves_with_them(
    app: Flask, cast: Cast, who: str | None, sees: list[str]
) -> None:
    with transaction(by=cast.reviewer):
        articles = {
            name: make_article(title=name, visibility=name, created_by_id=cast.reviewer.id)
            for name in ("desk", "hidden", "draft")
        }
    by = getattr(cast, who) if who else None
    ids = [article.id for article in articles.values()]
    assert [record.title for record in records(ids, by=by, options=ALL)] == sees
    assert all_ids(by) == [articles[name].id for name in sees]
    for name in set(articles) - set(sees):
        with pytest.raises(NotFound):
            load_record(articles[name].id, by=by, options=ALL)


def test_ones_own_draft_leaves_with_its_maker(app: Flask, cast: Cast) -> None:
    with transaction(by=cast.reviewer):
        article = make_article(visibility="draft", created_by_id=cast.reviewer.id)
    assert load_record(article.id, by=cast.reviewer, options=ALL).title == article.title


def test_records_come_in_the_order_asked_for_over_batches(app: Flask, cast: Cast) -> None:
    with transaction(by=cast.reviewer):
        ids = [make_article(title=f"Number {number}").id for number in range(BATCH + 3)]
    backwards = ids[::-1]
    assert [record.id for record in records(backwards, by=None, options=ALL)] == backwards


def test_thirty_articles_cost_as_many_statements_as_three(app: Flask, cast: Cast) -> None:
    def cost(number: int) -> int:
        with transaction(by=cast.reviewer):
            ids = []
            for one in range(number):
                article = make_article(title=f"Number {one}")
                for quote in ("Two soldiers", "Kirkuk", "300 guards"):
                    claim = make_claim(article, quote)
                    make_evidence(claim, "A passage.")
                    db.session.add(Assessment(claim=claim, reviewer_id=cast.colleague.id, verdict="true", confidence=9))
                make_garble(article, "Kirkuk")
                make_correction(article, "Kirkuk", "Karkuk", created_by_id=cast.reviewer.id)
                make_zone(article, "Monday", "dateline")
                ids.append(article.id)
        db.session.expire_all()
        with count_statements() as statements:
            found = list(records(ids, by=None, options=ALL))
        assert len(found) == number and all(len(record.claims) == 3 for record in found)
        return len(statements)

    assert cost(3) == cost(30)
