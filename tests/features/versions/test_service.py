"""A new text of an article: what stood on the old one is found, moved, changed, asked about, or gone."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from annotator.articles.models import Article, Version
from annotator.claims import mending
from annotator.claims.models import Claim, Fact
from annotator.claims.service import reject, reopen, version_of
from annotator.corrections import service as corrections
from annotator.corrections.models import Correction
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry, JournalEntry
from annotator.deliveries.models import CopyChange
from annotator.desk.bench.queries import bench
from annotator.desk.history import undoing
from annotator.errors import Invalid, NotAllowed, Stale
from annotator.exports.queries import load_record
from annotator.exports.terms import Options
from annotator.garbles import service as garbles
from annotator.garbles.models import Garble
from annotator.gazetteer.queries import gazetteer
from annotator.ingest import renewing
from annotator.ingest.draft import ArticleDraft, Origin
from annotator.ingest.limits import Limits
from annotator.ingest.pipeline import Choices, take_in
from annotator.ingest.service import take_in_paste
from annotator.reviews import service as reviews
from annotator.versions import queries, service
from annotator.versions.models import Carried
from annotator.versions.placing import Carrier
from annotator.versions.service import NewText
from tests.support.cast import Cast
from tests.support.factories import make_article, make_claim, make_garble, span_of

OLD = (
    "Four guards were hurt at the weir of Nahr Saad on Monday. The mayor sent 300 sandbags to the quarter. Nobody from "
    "al-Sabi came to help.\n\nTwo barges lay at the lower bridge. The school was closed for six days."
)


@pytest.fixture
def article(cast: Cast) -> Article:
    with transaction(by=cast.reviewer):
        return make_article(OLD, title="Weir", created_by_id=cast.reviewer.id)


def renew(article: Article, text: str, cast: Cast) -> dict[str, int]:
    """Take a new text in as the editor would; the outcomes."""
    draft = ArticleDraft(text, Origin("test"))
    ready = renewing.prepared(article, draft, gazetteer=gazetteer())
    with transaction(by=cast.editor, verb=service.VERB):
        return dict(renewing.store(article, draft, ready, by=cast.editor).outcomes)


def judged(article: Article, quote: str, cast: Cast, **more: object) -> Claim:
    with transaction(by=cast.reviewer):
        claim = make_claim(article, quote, by=cast.reviewer, state="open", **more)
    with transaction(by=cast.reviewer):
        reviews.assess(claim, verdict="true", confidence=80, by=cast.reviewer)
    return claim


def carried(thing: Claim | Garble | Correction) -> Carried:
    column = getattr(Carried, f"{thing.__tablename__[:-1]}_id")
    return db.session.scalars(sa.select(Carried).where(column == thing.id).order_by(Carried.id.desc())).first()


def stands_on(article: Article, claim: Claim) -> list[str]:
    assert {row.version_id for row in claim.anchors} == {article.current.id}
    return [row.span.of(article.current.text) for row in claim.anchors]


def test_what_stayed_keeps_its_judgement_and_stands_on_the_new_text(article: Article, cast: Cast) -> None:
    claim = judged(article, "Two barges lay at the lower bridge", cast)
    assert renew(article, "An earlier line of the desk.\n\n" + OLD, cast) == {"found": 1}
    assert (claim.state, claim.verdict, stands_on(article, claim)) == ("assessed", "true", [claim.quote])
    assert [row.verdict for row in reviews.assessments_of(claim)] == ["true"]
    assert article.current_number == 2 and article.current.text.endswith(OLD)


def test_changed_words_go_to_recheck_with_old_and_new_wording(article: Article, cast: Cast) -> None:
    claim = judged(article, "The mayor sent 300 sandbags to the quarter", cast)
    renew(article, OLD.replace("300", "500"), cast)
    row = carried(claim)
    assert (claim.state, row.outcome, row.decided) == ("recheck", "changed", "rule")
    assert (row.wording_before, row.wording_after) == (
        "The mayor sent 300 sandbags to the quarter", "The mayor sent 500 sandbags to the quarter",
    )  # fmt: skip
    assert claim.wording == row.wording_after
    assert [fact.value for fact in claim.facts if fact.kind == "quantity"] == [500]


def test_a_wording_that_a_person_gave_is_kept(article: Article, cast: Cast) -> None:
    claim = judged(article, "The mayor sent 300 sandbags to the quarter", cast, wording="[In May] the mayor sent 300.")
    renew(article, OLD.replace("300", "500"), cast)
    assert (claim.wording, claim.state) == ("[In May] the mayor sent 300.", "recheck")


def test_a_fact_that_a_person_put_right_moves_with_its_words(article: Article, cast: Cast) -> None:
    claim = judged(article, "The mayor sent 300 sandbags to the quarter", cast)
    start = OLD.index("300")
    with transaction(by=cast.reviewer):
        claim.facts.append(Fact(kind="quantity", start=start, end=start + 12, quote="300 sandbags", value=300.0))
        db.session.flush()
        mending.mend(claim.facts[-1], {"value": "310", "qualifier": "about"}, by=cast.reviewer)
    renew(article, "First of all, it rained.\n\n" + OLD, cast)
    [fact] = [fact for fact in claim.facts if fact.origin == "person"]
    assert article.current.text[fact.start : fact.end] == "300 sandbags" and fact.value == 310


def test_what_is_gone_waits_keeps_its_anchors_and_is_in_no_list(article: Article, cast: Cast) -> None:
    claim = judged(article, "Two barges lay at the lower bridge", cast)
    with transaction(by=cast.reviewer):
        garble = make_garble(article, "al-Sabi")
        garbles.confirm(garble, by=cast.reviewer, reading="al-Saadi")
    new = OLD.replace("Two barges lay at the lower bridge. ", "").replace(" Nobody from al-Sabi came to help.", "")
    assert renew(article, new, cast) == {"gone": 2}
    assert [row.thing for row in queries.asking(article)] == [garble, claim]
    assert version_of(claim).number == 1 and version_of(claim).text == OLD
    shown = bench(article)
    assert claim.id not in {place.id for place in shown.places} and shown.garbles == []
    record = load_record(article.id, by=None, options=Options())
    assert (record.garbles, record.waiting, record.version_number) == ((), 2, 2)
    assert claim.uid not in {each.uid for each in record.claims}
    with pytest.raises(Invalid, match="does not have its words"), transaction(by=cast.reviewer):
        reopen(claim, by=cast.reviewer)


def test_a_sentence_that_stands_twice_now_asks_and_a_person_says_which(article: Article, cast: Cast) -> None:
    claim = judged(article, "The school was closed for six days", cast)
    renew(article, OLD + " The mayor spoke. The school was closed for six days.", cast)
    row = carried(claim)
    assert (row.outcome, len(row.places), row.asks, claim.state) == ("ambiguous", 2, True, "not-a-claim")
    with transaction(by=cast.reviewer, verb="place"):
        service.place(row, 2, by=cast.reviewer, seen=row.row_version)
    assert claim.state == "assessed" and claim.anchors[0].start == article.current.text.rindex("The school")
    # The rules had suggested the same there: it is said once.
    standing = [each for each in claims_on(article) if each.state != "not-a-claim" and "school" in each.wording]
    assert [each for each in standing if each.anchors[0].start == claim.anchors[0].start] == [claim]
    with transaction(
        by=cast.reviewer, verb="undo: place", undoes=undoing.next_step(article, "undo", None, by=cast.reviewer).id
    ):
        undoing.take_back(article, "undo", by=cast.reviewer)
    assert row.asks and claim.state == "not-a-claim" and version_of(claim).number == 1


def claims_on(article: Article) -> list[Claim]:
    return list(db.session.scalars(sa.select(Claim).where(Claim.article_id == article.id)))


def test_what_is_let_go_stays_with_the_old_version_and_cannot_be_decided_twice(article: Article, cast: Cast) -> None:
    claim = judged(article, "Two barges lay at the lower bridge", cast)
    renew(article, OLD.replace("Two barges lay at the lower bridge. ", ""), cast)
    row = carried(claim)
    with transaction(by=cast.reviewer, verb="let go"):
        service.let_go(row, by=cast.reviewer, seen=1)
    assert queries.waiting_on(article.id) == 0 and claim.state == "not-a-claim"
    with pytest.raises(Stale), transaction(by=cast.colleague):
        service.let_go(row, by=cast.colleague, seen=1)
    with pytest.raises(Invalid, match="decided already"), transaction(by=cast.colleague):
        service.let_go(row, by=cast.colleague, seen=row.row_version)


def test_what_waited_comes_back_when_a_later_version_has_it_again(article: Article, cast: Cast) -> None:
    claim = judged(article, "Two barges lay at the lower bridge", cast)
    renew(article, OLD.replace("Two barges lay at the lower bridge. ", ""), cast)
    first = carried(claim)
    renew(article, OLD + " It rained.", cast)
    assert (first.decided, carried(claim).outcome, claim.state) == ("superseded", "found", "assessed")
    assert stands_on(article, claim) == ["Two barges lay at the lower bridge"]


def test_what_a_person_put_aside_is_not_suggested_again(article: Article, cast: Cast) -> None:
    e = take(OLD + " The river rose by two metres.", cast, url="https://a.example/1")
    suggested = next(each for each in claims_on(e) if "school" in each.wording)
    garble = db.session.scalars(sa.select(Garble).where(Garble.article_id == e.id)).first()
    with transaction(by=cast.reviewer):
        reject(suggested, by=cast.reviewer)
        if garble is not None:
            garbles.dismiss(garble, by=cast.reviewer)
    before = len(claims_on(e))
    take("It began with rain. " + OLD + " The river rose by two metres.", cast, url="https://a.example/1")
    db.session.refresh(e)
    assert e.current_number == 2 and suggested.state == "not-a-claim"
    texts = [each.wording for each in claims_on(e) if each.state != "not-a-claim"]
    assert len(texts) == len(set(texts)) and suggested.wording not in texts
    assert len(claims_on(e)) <= before + 1  # the new sentence's own


def take(text: str, cast: Cast, **given: object) -> Article:
    entry = take_in_paste(text, given, by=cast.reviewer, limits=Limits())
    return db.session.get_one(Article, entry.article)


def test_a_correction_that_the_new_text_makes_itself_is_taken_up(article: Article, cast: Cast) -> None:
    with transaction(by=cast.reviewer):
        span = span_of(article, "300 sandbags")
        row = corrections.propose(article.current, span, replacement="500 sandbags", kind="fact", by=cast.reviewer)
        other = corrections.propose(
            article.current, span_of(article, "six days"), replacement="ten days", kind="fact", by=cast.reviewer
        )
    with transaction(by=cast.editor):
        corrections.accept(row, by=cast.editor)
        corrections.accept(other, by=cast.editor)
    outcomes = renew(article, OLD.replace("300 sandbags", "500 sandbags"), cast)
    assert outcomes == {"found": 1, "taken-up": 1}
    assert (row.withdrawn, other.version_id, other.state) == (True, article.current.id, "accepted")
    record = load_record(article.id, by=None, options=Options())
    assert [each.replacement for each in record.accepted] == ["ten days"]
    changed = db.session.get_one(CopyChange, article.id).at
    assert row.decided_at is not None and changed > row.decided_at


def test_an_accepted_correction_of_changed_words_is_accepted_anew(article: Article, cast: Cast) -> None:
    with transaction(by=cast.editor):
        span = span_of(article, "sent 300 sandbags")
        row = corrections.propose(article.current, span, replacement="sent 500 bags", kind="fact", by=cast.reviewer)
        corrections.accept(row, by=cast.editor)
    renew(article, OLD.replace("300 sandbags", "400 sandbags"), cast)
    assert (row.state, row.quote, row.version_id) == ("proposed", "sent 400 sandbags", article.current.id)


def test_zones_that_a_person_made_go_along(article: Article, cast: Cast) -> None:
    from annotator.articles import zones

    with transaction(by=cast.reviewer):
        zones.lay(article.current, span_of(article, "Two barges lay at the lower bridge."), "caption")
    renew(article, "It rained. " + OLD, cast)
    assert [(zone.kind, zone.origin, article.current.quote(zone.span)) for zone in article.current.zones] == [
        ("caption", "person", "Two barges lay at the lower bridge.")
    ]


def test_everything_is_one_step_of_the_history_and_the_index_hears_of_it(article: Article, cast: Cast) -> None:
    claim = judged(article, "The mayor sent 300 sandbags to the quarter", cast)
    last = db.session.scalar(sa.select(sa.func.max(JournalEntry.seq)))
    renew(article, OLD.replace("300", "500"), cast)
    told = db.session.scalars(sa.select(HistoryEntry).where(HistoryEntry.verb == service.VERB)).all()
    assert len({(row.at, row.actor_id) for row in told}) == 1
    assert {"versions", "articles", "claims", "claim_anchors", "carried"} <= {row.object_type for row in told}
    heard = db.session.execute(
        sa.select(JournalEntry.object_type, JournalEntry.object_id).where(JournalEntry.seq > last)
    )
    assert {("article", article.id), ("claim", claim.id)} <= set(map(tuple, heard))


def test_of_two_at_once_one_wins(article: Article, cast: Cast) -> None:
    draft = ArticleDraft(OLD + " A third line.", Origin("test"))
    ready = renewing.prepared(article, draft, gazetteer=gazetteer())
    renew(article, OLD + " Another third line.", cast)
    with pytest.raises(Stale, match="Version 2 came in meanwhile"), transaction(by=cast.editor):
        renewing.store(article, draft, ready, by=cast.editor)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Version)) == 2


def test_who_may_not_edit_an_article_may_not_renew_it(article: Article, cast: Cast) -> None:
    new = NewText(OLD + " More.", "Weir")
    with pytest.raises(NotAllowed, match="an editor"), transaction(by=cast.colleague):
        service.add(article, new, Carrier(OLD, new.text), by=cast.colleague)
    assert article.current_number == 1


# -- coming in


def came(text: str, cast: Cast, by: str = "reviewer", choices: Choices | None = None, **given: str) -> tuple[str, str]:
    from annotator.ingest.pipeline import tried

    draft = ArticleDraft(text, Origin("wire.txt"), **given)
    entry = tried(draft, by=getattr(cast, by), choices=choices or Choices(), gazetteer=gazetteer())
    return entry.result, entry.reason or " ".join(entry.notes) or entry.carried


@pytest.mark.parametrize("key", [{"url": "https://a.example/weir"}, {"identifier": "weir-1", "feed": "River Post"}])
def test_another_text_with_the_same_address_or_identifier_is_a_new_version(key: dict[str, str], cast: Cast) -> None:
    assert came(OLD, cast, **key)[0] == "taken"
    assert came(OLD + " It rained.", cast, **key)[0] == "version"
    assert came(OLD + " It rained.", cast, **key) == ("known", "nothing stood on it")
    result, said = came(OLD, cast, **key)
    assert result == "known" and "version 1" in said and "version 2 by now" in said
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Article)) == 1


def test_the_same_identifier_in_another_feed_is_another_article(cast: Cast) -> None:
    came(OLD, cast, identifier="1", feed="River Post")
    assert came(OLD + " It rained.", cast, identifier="1", feed="Meridian")[0] == "taken"


def test_who_may_not_renew_it_hears_why_and_may_take_it_in_as_another(cast: Cast) -> None:
    came(OLD, cast, url="https://a.example/weir")
    result, said = came(OLD + " It rained.", cast, by="colleague", url="https://a.example/weir")
    assert result == "skipped" and "an editor" in said
    as_new = Choices(as_new=True)
    assert came(OLD + " It rained.", cast, by="colleague", choices=as_new, url="https://a.example/weir")[0] == "taken"
    result, said = came(OLD + " It snowed.", cast, url="https://a.example/weir")
    assert result == "taken" and "all have its address" in said


def test_a_version_has_its_own_time_and_headline(cast: Cast) -> None:
    import datetime as dt

    days = [dt.datetime(2021, 2, day, 9, tzinfo=dt.UTC) for day in (1, 2)]
    for day, title in zip(days, ("Weir breaks", "Weir mended"), strict=True):
        draft = ArticleDraft(
            OLD + (" It rained." if title == "Weir mended" else ""), Origin("x"), title=title, published=day,
            url="https://a.example/w",
        )  # fmt: skip
        take_in(draft, by=cast.reviewer, choices=Choices(), gazetteer=gazetteer())
    article = db.session.scalars(sa.select(Article)).one()
    assert [(row.title, row.published_at) for row in article.versions] == list(
        zip(("Weir breaks", "Weir mended"), days, strict=True)
    )
    assert article.title == "Weir mended"
    assert load_record(article.id, by=None, options=Options()).named_version == (
        "Version 2, published 2 February 2021, 09:00 UTC"
    )


def test_a_preview_says_what_will_be(article: Article, cast: Cast) -> None:
    judged(article, "Two barges lay at the lower bridge", cast)
    judged(article, "The mayor sent 300 sandbags to the quarter", cast)
    draft = ArticleDraft(OLD.replace("300", "500").replace("Two barges lay at the lower bridge. ", ""), Origin("x"))
    ready = renewing.prepared(article, draft, gazetteer=gazetteer())
    said = renewing.preview(article, draft, ready)
    assert (said.outcomes, said.waiting) == ({"changed": 1, "gone": 1}, 1)
    db.session.rollback()
    assert renew(article, draft.text, cast) == said.outcomes


def test_words_that_a_person_selects_are_its_place(article: Article, cast: Cast) -> None:
    claim = judged(article, "Two barges lay at the lower bridge", cast)
    renew(article, OLD.replace("Two barges lay at the lower bridge", "Boats were seen"), cast)
    row = carried(claim)
    with pytest.raises(Invalid, match="not stand"), transaction(by=cast.reviewer):
        service.place_selected(row, {"words": "Boats were never seen"}, by=cast.reviewer, seen=1)
    with transaction(by=cast.reviewer, verb="place"):
        service.place_selected(row, {"words": "Boats were seen"}, by=cast.reviewer, seen=1)
    assert (claim.state, stands_on(article, claim)) == ("recheck", ["Boats were seen"])
