"""A desk on which everything was done that its people do: for tests of what must hold for all of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from annotator.accounts.models import User
from annotator.articles import service as articles
from annotator.articles import zones
from annotator.articles.models import Article
from annotator.claims import evidence, mending
from annotator.claims import service as claims
from annotator.claims.models import Claim, Fact
from annotator.corrections import service as corrections
from annotator.corrections.models import Correction, Notice
from annotator.db import db, now, transaction
from annotator.desk.history import undoing
from annotator.garbles import service as garbles
from annotator.gazetteer import merging
from annotator.gazetteer import service as gazetteer
from annotator.gazetteer.service import AliasFields, EntityFields
from annotator.reviews import adjudication
from annotator.reviews import service as reviews
from annotator.reviews.comments import service as comments
from annotator.reviews.models import Assessment
from annotator.sources import service as sources
from annotator.sources.service import SourceFields
from annotator.tags import service as tags
from annotator.versions import service as versions
from annotator.versions.placing import Carrier

from .cast import Cast, find_cast, make_cast
from .factories import make_article, make_correction, make_garble, span_of

TEXT = (
    "CANAL TOWN COUNTS ITS LOSSES\n\n"
    "Four guards 🎖️ were hurt at the weir of Nahr Saad on Monday, the ministry said. Two guards died later.\n\n"
    "The الحشد الشعبي denied it. The mayor sent 300 sandbags,\nand two barges came to al-Sabi. It rained for six days."
)
SECOND = "River Post counts 12 boats at Nahr Saad. Nobody was hurt, “said” the mayor\u2028of al-Sabi."


@dataclass
class Lived:
    """Numbers of what the tests ask for."""

    cast: Cast
    first: int
    second: int


@contextmanager
def step(by: User | None, verb: str) -> Iterator[None]:
    with transaction(by=by, verb=verb):
        yield


def live() -> Lived:
    """Fill the desk. Two articles, three people who disagree, and what they took back."""
    cast = make_cast()
    names(cast)
    with step(cast.reviewer, "ingest"):
        first = make_article(
            TEXT, title="Canal town counts its losses", feed="River Post", created_by_id=cast.reviewer.id,
            published_at=dt.datetime(2021, 3, 4, 15, 30, tzinfo=dt.UTC), source_language="ar",
        )  # fmt: skip
        second = make_article(SECOND, title="Boats at Nahr Saad", visibility="hidden")
        suspected = [make_garble(article, "al-Sabi") for article in (first, second)]
    judged(cast, first)
    damaged(cast, first, suspected)
    talked(cast, first, second)
    grouped(cast, first, second)
    rewritten(cast, first)
    taken_back(cast, first)
    db.session.rollback()
    return Lived(cast, first.id, second.id)


def lived_before() -> Lived:
    """What `live` gives, of a desk that it filled and that was opened anew."""
    first, second = db.session.scalars(sa.select(Article.id).order_by(Article.id)).all()
    return Lived(find_cast(), first, second)


def names(cast: Cast) -> None:
    with step(cast.editor, "create"):
        one = gazetteer.create(
            EntityFields("Zab al-Saghir", "place", native_name="الزاب الصغير", context=("river",)), by=cast.editor
        )
        other = gazetteer.create(EntityFields("Little Zab", "place", identifiers={"wikidata": "Q1"}), by=cast.editor)
        lost = gazetteer.add_alias(one, AliasFields("Zab Saghir"), by=cast.editor)
        gazetteer.add_alias(other, AliasFields("Lesser Zab", "spelling", "en"), by=cast.editor)
    with step(cast.editor, "remove"):
        gazetteer.remove_alias(lost, by=cast.editor)
    with step(cast.editor, "merge"):
        merging.merge(other, one, by=cast.editor)  # fmt: skip


def new_claim(cast: Cast, article: Article, *quotes: str, by: User | None = None) -> Claim:
    person = by or cast.reviewer
    with step(person, "create"):
        version = article.versions[-1]
        return claims.create(version, [span_of(article, quote) for quote in quotes], by=person)


def judged(cast: Cast, article: Article) -> None:
    hurt = new_claim(cast, article, "Four guards", "were hurt at the weir of Nahr Saad on Monday")
    died = new_claim(cast, article, "Two guards died later", by=cast.colleague)
    sent = new_claim(cast, article, "The mayor sent 300 sandbags,\nand two barges came to al-Sabi")
    rained = new_claim(cast, article, "It rained for six days")
    with step(cast.reviewer, "add evidence"):
        source = sources.create(
            SourceFields("Hospital log", origin="Ministry of health", reliability="B", url="https://example.org/log"),
            by=cast.reviewer,
        )
        evidence.add_evidence(hurt, source, stance="refutes", passage="Three guards were treated.", by=cast.reviewer)
        wrong = evidence.add_evidence(died, source, stance="context", passage="", by=cast.reviewer)
    with step(cast.reviewer, "remove evidence"):
        evidence.remove_evidence(wrong, by=cast.reviewer)
    for person, verdict in ((cast.reviewer, "false"), (cast.colleague, "mostly true")):
        with step(person, "judge"):
            reviews.assess(
                hurt,
                verdict=verdict,
                confidence=70,
                fault="translation" if verdict == "false" else None,
                note="“Three”, not four",
                by=person,
            )
    with step(cast.editor, "decide"):
        picked = db.session.scalars(sa.select(Assessment).where(Assessment.claim_id == hurt.id)).first()
        adjudication.adjudicate(hurt, reason="The log says three.", picked=picked, by=cast.editor)
    with step(cast.colleague, "judge"):
        reviews.assess(died, verdict="true", confidence=90, by=cast.colleague)
    with step(cast.reviewer, "judge"):
        reviews.assess(died, verdict="true", confidence=80, by=cast.reviewer)
        reviews.settle(died, by=cast.reviewer)
    with step(cast.reviewer, "split"):
        parts = claims.split(sent, ["The mayor sent 300 sandbags", "two barges came to al-Sabi"], by=cast.reviewer)
    with step(cast.reviewer, "merge"):
        claims.merge([parts[0], rained], by=cast.reviewer)
    with step(cast.colleague, "correct a fact"):
        fact = db.session.scalars(sa.select(Fact).where(Fact.claim_id == parts[0].id, Fact.kind == "quantity")).first()
        assert fact is not None
        mending.mend(fact, {"value": "300", "qualifier": "about", "unit": "bags", "role": ""}, by=cast.colleague)
    with step(cast.editor, "hold back"):
        secret = claims.create(article.versions[-1], [span_of(article, "The الحشد الشعبي denied it")], by=cast.editor)
        secret.sensitive = True
        evidence.add_evidence(
            secret,
            sources.create(SourceFields("A whisper"), by=cast.editor),
            stance="supports",
            passage="Do not print.",
            by=cast.editor,
        )
    with step(cast.colleague, "judge"):
        reviews.assess(secret, verdict="unverifiable", confidence=10, note="Only heard.", by=cast.colleague)
    with step(cast.colleague, "comment"):
        comments.comment(article, text="Who whispered?", by=cast.colleague, claim=secret)


def damaged(cast: Cast, article: Article, suspected: list[Any]) -> None:
    entity = garbles.entity_named("Zab al-Saghir")
    with step(cast.reviewer, "confirm"):
        garbles.confirm(suspected[0], reading="Zab al-Saghir", entity=entity, by=cast.reviewer)
    for way in ("undo", "redo"):
        undo(article, way, by=cast.reviewer)
    with step(cast.colleague, "confirm"):
        garbles.confirm(suspected[1], entity=entity, scope="article", by=cast.colleague)
    undo(suspected[1].article, "undo", by=cast.colleague)
    with step(cast.colleague, "dismiss"):
        garbles.dismiss(suspected[1], by=cast.colleague, scope="article")
    version = article.versions[-1]
    propose: dict[str, Any] = {"kind": "translation", "by": cast.reviewer}
    with step(cast.reviewer, "propose"):
        name = corrections.propose(
            version, span_of(article, "al-Sabi"), replacement="Zab al-Saghir", garble=suspected[0], **propose
        )
        bags = corrections.propose(version, span_of(article, "300 sandbags"), replacement="3,000 sandbags", **propose)
        older = corrections.propose(
            version, span_of(article, "six days"), replacement="seven days", reason="The gauge", **propose
        )
    with step(cast.editor, "accept"):
        corrections.accept(name, by=cast.editor)
        corrections.accept(older, by=cast.editor)
    with step(cast.editor, "reject"):
        corrections.reject(bags, by=cast.editor)
    superseded(cast, article, older)
    with step(cast.editor, "draft"):
        notice = Notice(
            article_id=article.id, version_id=version.id, text="It rained for seven days.", created_by_id=cast.editor.id
        )
        notice.corrections = [older]
        db.session.add(notice)
    with step(cast.administrator, "approve"):
        notice.state, notice.approved_by_id, notice.approved_at = "approved", cast.administrator.id, now()


def superseded(cast: Cast, article: Article, older: Correction) -> None:
    """One with a lower number is superseded by one with a higher, and that by an older one again."""
    with step(cast.editor, "supersede"):
        by = cast.editor.id
        make_correction(
            article, "six days", "8 days", kind="fact", created_by_id=by, state="superseded", superseded_by_id=older.id
        )
        third = make_correction(article, "rained", "poured", kind="style", created_by_id=by)
        fourth = make_correction(article, "rained", "rained hard", kind="style", created_by_id=by)
        third.state, third.superseded_by_id = "superseded", fourth.id


def talked(cast: Cast, first: Article, second: Article) -> None:
    claim = db.session.scalars(sa.select(Claim).where(Claim.article_id == first.id).order_by(Claim.id)).first()
    with step(cast.reviewer, "comment"):
        said = comments.comment(first, text="@Cora is it four?", by=cast.reviewer, claim=claim)
    with step(cast.colleague, "answer"):
        comments.answer(said, text="Three.", by=cast.colleague)
    with step(cast.colleague, "resolve"):
        comments.resolve(said, by=cast.colleague)
    with step(None, "comment"):
        comments.comment(second, text="كم عدد القوارب؟", by=cast.editor)


def grouped(cast: Cast, first: Article, second: Article) -> None:
    claim = db.session.scalars(sa.select(Claim).where(Claim.article_id == first.id).order_by(Claim.id)).first()
    assert claim is not None
    for name in ("Floods", "Empty soon"):
        with step(cast.administrator, "create"):
            articles.find_or_create_collection(name, by=cast.administrator)
        for article in (first, second):
            with step(cast.editor, "collect"):
                collection = articles.find_or_create_collection(name, by=cast.editor)
                articles.collect(article, collection, by=cast.editor)
    for article in (first, second):
        with step(cast.editor, "release"):
            articles.release(article, collection, by=cast.editor)
    with step(cast.administrator, "remove"):
        db.session.delete(collection)
    with step(cast.reviewer, "tag"):
        kept, lost = (tags.find_or_create(name, by=cast.reviewer) for name in ("Überschwemmung", "boats"))
        tags.put_on([first, claim], kept, by=cast.reviewer)
        tags.put_on([first], lost, by=cast.reviewer)
    with step(cast.reviewer, "untag"):
        tags.take_off(first, lost.id)
    with step(cast.editor, "untag"):
        if db.session.get(type(lost), lost.id) is not None:
            db.session.delete(lost)


def rewritten(cast: Cast, article: Article) -> None:
    """The text came again; the article is due, and held back until then."""
    text = TEXT.replace("six days", "seven days")
    new = versions.NewText(text, article.title, source_text="أربعة حراس", notes=["mojibake mended"])
    with step(None, versions.VERB):
        version = versions.add(article, new, Carrier(TEXT, text), by=None).version
    with step(cast.colleague, "zone"):
        zones.lay(version, span_of(article, "CANAL TOWN COUNTS ITS LOSSES"), "headline")
    with step(cast.colleague, "zone"):
        zones.lay(version, span_of(article, "CANAL TOWN COUNTS ITS LOSSES"), None)
    with step(cast.colleague, "zone"):
        zones.lay(version, span_of(article, "CANAL TOWN COUNTS"), "headline")
    with step(cast.administrator, "zone"):
        zones.lay(version, span_of(article, "It rained"), "caption")
    with step(cast.editor, "edit"):
        article.due_at, article.embargo_until = now(), now() + dt.timedelta(days=1)


def taken_back(cast: Cast, article: Article) -> None:
    """Undone, done again, undone."""
    with step(cast.reviewer, "tag"):
        tags.put_on([article], tags.find_or_create("rain", by=cast.reviewer), by=cast.reviewer)
    for way, person in (
        ("undo", cast.reviewer),
        ("redo", cast.reviewer),
        ("undo", cast.reviewer),
        ("undo", cast.colleague),
    ):
        undo(article, way, by=person)


def undo(article: Article, way: str, *, by: User) -> str:
    """Press the button: what the next step of this person was called."""
    found = undoing.next_step(article, way, None, by=by)
    with transaction(by=by, verb=f"{way}: {found.verb}", undoes=found.id):
        undoing.take_back(article, way, by=by)
    return found.verb


Filling = Callable[[], Lived]
