"""Re-anchoring, and facts that a person put right: what a reviewer entered outlasts every later reading."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.claims import evidence, service
from annotator.claims.mending import mend
from annotator.claims.models import Claim, Fact
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.errors import Invalid, Stale
from annotator.gazetteer.models import Alias, Entity
from annotator.reviews import service as reviews
from annotator.sources import service as sources
from annotator.text.spans import Span
from tests.support.factories import kept, make_article, make_claim, span_of

pytestmark = pytest.mark.usefixtures("either_app")


def values(claim: Claim) -> list[float | None]:
    return [fact.value for fact in claim.facts if fact.kind == "quantity"]


def fact_of(claim: Claim, kind: str) -> Fact:
    return next(fact for fact in claim.facts if fact.kind == kind)


def made(article: Article, by: User, *quotes: str, wording: str = "") -> Claim:
    spans = [span_of(article, quote) for quote in quotes]
    return kept(lambda: service.create(article.current, spans, wording=wording, by=by), by)


def judge(claim: Claim, by: User) -> None:
    with transaction(by=by):
        reviews.assess(claim, verdict="mostly true", confidence=70, note="The clinic says nine.", by=by)
        source = sources.find_or_create("Clinic of Zubair", by=by)
        evidence.add_evidence(claim, source, stance="context", passage="Nine men.", by=by)


def test_a_claim_put_on_other_words_has_their_facts_and_all_that_a_reviewer_entered(article: Article, by: User) -> None:
    claim = made(article, by, "Four lorries", wording="[Army] lorries burned [at Zubair]")
    judge(claim, by)
    with transaction(by=by, verb="re-anchor"):
        spans = [span_of(article, "on Tuesday"), span_of(article, "12 drivers were hurt")]
        service.reanchor(claim, spans, by=by, seen=claim.row_version)
    assert [row.quote for row in claim.anchors] == ["on Tuesday", "12 drivers were hurt"]
    assert values(claim) == [12.0] and fact_of(claim, "date").resolved == "2021-02-16"
    assert fact_of(claim, "speaker").quote == "the governor"
    assert (claim.wording, claim.verdict, claim.confidence) == ("[Army] lorries burned [at Zubair]", "mostly true", 70)
    assert len(claim.evidence) == 1 and claim.state == "recheck"
    told = db.session.scalars(sa.select(HistoryEntry).where(HistoryEntry.verb == "re-anchor")).all()
    assert {entry.action for entry in told if entry.object_type == "claim_anchors"} == {"create", "delete"}


def test_a_stretch_that_stays_keeps_its_row(article: Article, by: User) -> None:
    claim = made(article, by, "Four lorries", "12 drivers were hurt")
    first = claim.anchors[0].id
    with transaction(by=by):
        service.reanchor(claim, [span_of(article, "Four lorries"), span_of(article, "Tuesday")], by=by)
    assert claim.anchors[0].id == first and [row.quote for row in claim.anchors] == ["Four lorries", "Tuesday"]


def test_a_stale_re_anchoring_is_refused_with_both_quotes(article: Article, by: User) -> None:
    claim = made(article, by, "Four lorries")
    seen = claim.row_version
    with transaction(by=by):
        service.reanchor(claim, [span_of(article, "12 drivers")], by=by, seen=seen)
    with pytest.raises(Stale) as refused, transaction(by=by):
        service.reanchor(claim, [span_of(article, "Tuesday")], by=by, seen=seen)
    assert (refused.value.theirs, refused.value.mine) == ({"quote": "12 drivers"}, {"quote": "Tuesday"})


@pytest.mark.parametrize("spans", [[], [Span(0, 12)], [Span(0, 9_999)]])
def test_no_words_the_same_words_and_words_outside_the_text_are_refused(
    article: Article, by: User, spans: list[Span]
) -> None:
    claim = made(article, by, "Four lorries")
    with pytest.raises(Invalid), transaction(by=by):
        service.reanchor(claim, spans, by=by)
    assert [row.quote for row in claim.anchors] == ["Four lorries"]


def test_a_suggested_claim_that_a_person_moves_is_open(article: Article, by: User) -> None:
    for state in ("suggested", "ambiguous"):
        claim = kept(lambda state=state: make_claim(article, "Four lorries", state=state))  # type: ignore[misc]
        with transaction(by=by):
            service.reanchor(claim, [span_of(article, "12 drivers")], by=by)
        assert claim.state == "open"


def test_marks_are_read_again_when_a_claim_is_split_merged_and_put_on_others(by: User) -> None:
    with transaction(by=None):
        article = make_article("Four lorries reportedly burned at Zubair, and 12 drivers were not hurt.")
    claim = made(article, by, "Four lorries reportedly burned at Zubair, and 12 drivers were not hurt")

    def marked(one: Claim) -> list[tuple[str, str]]:
        return [(mark["quote"], mark["kind"]) for mark in one.marks or []]

    burned, hurt = ("reportedly", "hedged"), ("not", "negated")
    with transaction(by=by):
        first, rest = service.split(claim, ["Four lorries reportedly burned", "12 drivers were not hurt"], by=by)
    assert (marked(first), marked(rest)) == ([burned], [hurt])
    with transaction(by=by):
        service.merge([first, rest], by=by)
    assert marked(first) == [burned, hurt]
    with transaction(by=by):
        service.reanchor(first, [span_of(article, "12 drivers were not hurt")], by=by)
    assert marked(first) == [hurt]


def test_a_figure_that_a_person_put_right_outlasts_every_later_reading(article: Article, by: User) -> None:
    claim = made(article, by, "12 drivers were hurt")
    with transaction(by=by, verb="correct a fact"):
        given = {"value": "9", "high": "11", "qualifier": "about", "unit": "drivers", "role": "wounded"}
        mend(fact_of(claim, "quantity"), given, by=by, seen=1)
    for wording in ("Some drivers were hurt", "Drivers were hurt"):
        with transaction(by=by):
            service.reword(claim, wording=wording, kinds=[], by=by)
    with transaction(by=by):
        service.reanchor(claim, [span_of(article, "and 12 drivers were hurt")], by=by)
    fact = fact_of(claim, "quantity")
    assert (fact.value, fact.high, fact.qualifier, fact.origin) == (9.0, 11.0, "about", "person")
    assert values(claim) == [9.0]
    (entry,) = db.session.scalars(sa.select(HistoryEntry).where(HistoryEntry.object_type == "claim_facts"))
    assert entry.before is not None and entry.after is not None
    assert (entry.before["value"], entry.after["value"], entry.article_id, entry.actor_id) == (
        12.0, 9.0, article.id, by.id,
    )  # fmt: skip


def test_a_day_a_speaker_and_a_place_are_put_right(article: Article, by: User) -> None:
    with transaction(by=None):
        zubair = Entity(key="zubair", name="Zubair", kind="place")
        safwan = Entity(key="safwan", name="Safwan", kind="place", aliases=[Alias(name="Safwaan")])
        db.session.add_all([zubair, safwan])
    claim = made(article, by, "the depot of Zubair on Tuesday")
    with transaction(by=by):
        mend(fact_of(claim, "date"), {"resolved": "2021-02-09", "until": "2021-02-10"}, by=by)
        mend(fact_of(claim, "speaker"), {"name": "The mayor of Safwan", "role": "office"}, by=by)
        mend(fact_of(claim, "place"), {"name": "Safwaan"}, by=by)
    with transaction(by=by):
        service.reword(claim, wording="Anything else", kinds=[], by=by)
    day, speaker, place = (fact_of(claim, kind) for kind in ("date", "speaker", "place"))
    assert (day.resolved, day.until, day.precision, day.quote) == ("2021-02-09", "2021-02-10", "day", "Tuesday")
    assert (speaker.quote, speaker.role) == ("The mayor of Safwan", "office")
    assert place.entity is not None and (place.entity.name, place.quote) == ("Safwan", "Zubair")
    assert [fact.kind for fact in claim.facts].count("speaker") == 1


@pytest.mark.parametrize(
    "kind, given, field",
    [
        ("quantity", {"value": "many", "qualifier": "exact"}, "value"),
        ("quantity", {"value": "", "qualifier": "exact"}, "value"),
        ("quantity", {"value": "9" * 400, "qualifier": "exact"}, "value"),
        ("quantity", {"value": "٣", "qualifier": "exact"}, "value"),
        ("quantity", {"value": "9", "high": "8", "qualifier": "exact"}, "high"),
        ("quantity", {"value": "9", "qualifier": "perhaps"}, "qualifier"),
        ("quantity", {"value": "9", "qualifier": "exact", "unit": "x" * 501}, "unit"),
        ("date", {"resolved": "16 February"}, "resolved"),
        ("date", {"resolved": "2021-02-30"}, "resolved"),
        ("date", {"resolved": "2021-02-16", "until": "2021-02-15"}, "until"),
        ("date", {"until": "2021-02-15"}, "resolved"),
        ("speaker", {"name": " ", "role": "person"}, "name"),
        ("speaker", {"name": "Lina Haddad", "role": "ghost"}, "role"),
    ],
)
def test_what_no_fact_can_be_is_refused_by_its_field(
    article: Article, by: User, kind: str, given: dict[str, str], field: str
) -> None:
    claim = made(article, by, "on Tuesday, and 12 drivers were hurt")
    with pytest.raises(Invalid) as refused, transaction(by=by):
        mend(fact_of(claim, kind), given, by=by)
    assert refused.value.field == field and fact_of(claim, kind).origin == "rule"


def test_a_correction_of_a_fact_that_somebody_else_corrected_is_refused(article: Article, by: User) -> None:
    claim = made(article, by, "12 drivers were hurt")
    fact = fact_of(claim, "quantity")
    given = {"value": "9", "qualifier": "exact"}
    with transaction(by=by):
        mend(fact, given, by=by, seen=1)
    with pytest.raises(Stale), transaction(by=by):
        mend(fact, given, by=by, seen=1)


def test_a_fact_put_right_goes_with_its_words_when_a_claim_is_split_and_merged(article: Article, by: User) -> None:
    claim = made(article, by, "Four lorries  burned at\nthe depot of Zubair on Tuesday, and 12 drivers were hurt")
    drivers = next(fact for fact in claim.facts if fact.value == 12.0)
    with transaction(by=by):
        mend(drivers, {"value": "9", "qualifier": "exact", "unit": "drivers"}, by=by)
    with transaction(by=by):
        first, rest = service.split(claim, ["Four lorries burned", "12 drivers were hurt"], by=by)
    assert (values(first), values(rest)) == ([4.0], [9.0])
    with transaction(by=by):
        service.merge([first, rest], by=by)
    assert sorted(value for value in values(first) if value) == [4.0, 9.0]
    assert [fact.origin for fact in first.facts if fact.value == 9.0] == ["person"]
