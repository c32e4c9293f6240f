"""What may be done to claims, and what is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.claims import evidence, service
from annotator.claims.models import STATES, Claim, Evidence
from annotator.claims.states import MEANINGS, MOVES
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.errors import Invalid, Stale
from annotator.reviews import service as reviews
from annotator.reviews.models import Assessment
from annotator.sources import service as sources
from annotator.text.spans import ClaimSuggestion, DateMention, Quantity, Span, Speaker
from tests.support.cast import make_user
from tests.support.factories import kept, make_claim, span_of

pytestmark = pytest.mark.usefixtures("either_app")


# -- suggestions


def suggestion(article: Article, quote: str, **more: object) -> ClaimSuggestion:
    values: dict[str, object] = {
        "anchors": (span_of(article, quote),),
        "wording": quote,
        "kinds": ("event",),
        "worth": 0.7,
        "reasons": ("for: has a quantity",),
    }
    return ClaimSuggestion(**(values | more))  # type: ignore[arg-type]


def test_what_the_rules_found_is_kept_with_its_facts(article: Article) -> None:
    drivers, day, governor = (span_of(article, words) for words in ("12 drivers", "Tuesday", "the governor"))
    found = suggestion(
        article,
        "12 drivers were hurt",
        quantities=(Quantity(drivers.start, drivers.end, "12 drivers", 12.0, unit="drivers", role="wounded"),),
        dates=(DateMention(day.start, day.end, "Tuesday", "2021-02-16", "day"),),
        speaker=Speaker(governor.start, governor.end, "the governor", "office", "said"),
    )
    with transaction(by=None):
        (claim,) = service.add_suggestions(article.current, [found])
    assert (claim.state, claim.origin, claim.worth, claim.reasons) == (
        "suggested",
        "rule",
        0.7,
        ["for: has a quantity"],
    )
    facts = {fact.kind: fact for fact in claim.facts}
    assert (facts["quantity"].value, facts["quantity"].role) == (12.0, "wounded")
    assert facts["date"].resolved == "2021-02-16"
    assert (facts["speaker"].quote, facts["speaker"].role, facts["speaker"].cue) == ("the governor", "office", "said")


def test_a_suggestion_that_cannot_stand_alone_is_ambiguous_and_says_why(article: Article) -> None:
    with transaction(by=None):
        (claim,) = service.add_suggestions(
            article.current, [suggestion(article, "12 drivers", missing="whose drivers")]
        )
    assert (claim.state, claim.missing) == ("ambiguous", "whose drivers")


def test_an_opinion_is_kept_but_not_to_be_checked(article: Article) -> None:
    with transaction(by=None):
        (claim,) = service.add_suggestions(article.current, [suggestion(article, "Rain is likely", checkable=False)])
    assert not claim.checkable


# -- making


def test_a_claim_made_of_a_selection_says_what_the_article_says(article: Article, by: User) -> None:
    quote = "Four lorries  burned at\nthe depot"
    claim = kept(lambda: service.create(article.current, [span_of(article, quote)], by=by))
    assert claim.wording == "Four lorries burned at the depot"
    assert [anchor.quote for anchor in claim.anchors] == [quote]
    assert (claim.state, claim.origin, claim.created_by_id) == ("open", "person", by.id)
    assert [fact.value for fact in claim.facts if fact.kind == "quantity"] == [4.0]


def test_stretches_are_put_in_order_and_touching_or_overlapping_ones_become_one(article: Article, by: User) -> None:
    spans = [Span(60, 70), Span(0, 4), Span(4, 12), Span(8, 14)]
    claim = kept(lambda: service.create(article.current, spans, by=by))
    assert [(anchor.start, anchor.end) for anchor in claim.anchors] == [(0, 14), (60, 70)]
    assert " … " in claim.wording


@pytest.mark.parametrize("spans", [[], [Span(5, 5)], [Span(0, 10_000)]])
def test_an_empty_selection_or_one_outside_the_text_is_refused(article: Article, by: User, spans: list[Span]) -> None:
    with pytest.raises(Invalid), transaction(by=by):
        service.create(article.current, spans, by=by)
    assert db.session.scalar(sa.select(sa.func.count(Claim.id))) == 0


def test_a_kind_that_nobody_knows_is_refused_by_its_name(article: Article, by: User) -> None:
    with pytest.raises(Invalid, match="gossip") as refused, transaction(by=by):
        service.create(article.current, [Span(0, 4)], kinds=["event", "gossip"], by=by)
    assert refused.value.field == "kinds"


def test_a_wording_over_2000_characters_is_refused_with_its_length(article: Article, by: User) -> None:
    with pytest.raises(Invalid, match="2001") as refused, transaction(by=by):
        service.create(article.current, [Span(0, 4)], wording="x" * 2001, by=by)
    assert refused.value.field == "wording"


# -- states

VERBS: dict[str, tuple[Callable[[Claim, User], object], str]] = {
    "accept": (lambda claim, by: service.accept(claim, by=by), "open"),
    "reject": (lambda claim, by: service.reject(claim, by=by), "not-a-claim"),
    "reopen": (lambda claim, by: service.reopen(claim, by=by), "open"),
    "ask again": (lambda claim, by: reviews.ask_again(claim, by=by), "recheck"),
    "settle": (lambda claim, by: reviews.settle(claim, by=by), "settled"),
}
# Which verb leads on from where; every other pair is refused.
WAYS = {
    "accept": {"suggested", "ambiguous"},
    "reject": {"suggested", "ambiguous", "open", "assessed", "recheck"},
    "reopen": {"not-a-claim"},
    "ask again": {"assessed", "settled"},
    "settle": {"assessed", "recheck"},
}


def judged_claim(article: Article, state: str, colleague: User) -> Claim:
    with transaction(by=None):
        claim = make_claim(article, "Four lorries", state=state, verdict="true", confidence=90)
        db.session.add(Assessment(claim=claim, reviewer_id=colleague.id, verdict="true", confidence=90))
    return claim


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_leads_on_from_its_own_states_and_is_refused_in_all_others(
    article: Article, by: User, verb: str
) -> None:
    with transaction(by=None):
        colleague = make_user("Omar", "reviewer")
    do, goal = VERBS[verb]
    for state in STATES:
        claim = judged_claim(article, state, colleague)
        if state in WAYS[verb]:
            assert goal in MOVES[state]
            with transaction(by=by):
                do(claim, by)
            assert claim.state == goal
        else:
            with pytest.raises(Invalid), transaction(by=by):
                do(claim, by)
            assert claim.state == state


def test_every_state_has_its_ways_and_its_meaning() -> None:
    assert set(MOVES) == set(MEANINGS) == set(STATES)
    assert all(ways <= set(STATES) for ways in MOVES.values())


def test_a_claim_can_be_judged_in_every_state(article: Article, by: User) -> None:
    for state in STATES:
        claim = kept(lambda state=state: make_claim(article, "Four lorries", state=state))  # type: ignore[misc]
        with transaction(by=by):
            reviews.assess(claim, verdict="mixed", confidence=50, by=by)
        assert (claim.state, claim.verdict) == ("assessed", "mixed")


# -- rewording


def test_a_stale_rewording_is_refused_with_both_texts(article: Article, by: User) -> None:
    claim = kept(lambda: make_claim(article, "Four lorries"))
    seen = claim.row_version
    with transaction(by=by):
        service.reword(claim, wording="Four lorries burned", kinds=[], by=by, seen=seen)
    with pytest.raises(Stale) as refused, transaction(by=by):
        service.reword(claim, wording="Five lorries burned", kinds=["event"], by=by, seen=seen)
    assert refused.value.theirs["wording"] == "Four lorries burned"
    assert refused.value.mine == {"wording": "Five lorries burned", "kinds": ["event"]}
    assert claim.wording == "Four lorries burned"


@pytest.mark.parametrize("state, after", [("settled", "recheck"), ("assessed", "recheck"), ("suggested", "open")])
def test_a_judged_claim_whose_words_change_must_be_checked_again(
    article: Article, by: User, state: str, after: str
) -> None:
    claim = kept(lambda: make_claim(article, "Four lorries", state=state))
    with transaction(by=by):
        service.reword(claim, wording="[Army] lorries: four", kinds=[], by=by)
    assert claim.state == after


def test_a_settled_claim_whose_kinds_alone_change_stays_settled(article: Article, by: User) -> None:
    claim = kept(lambda: make_claim(article, "Four lorries", state="settled"))
    with transaction(by=by):
        service.reword(claim, wording="  Four lorries ", kinds=["quantity", "event"], by=by)
    assert (claim.state, claim.kinds) == ("settled", ["quantity", "event"])


@pytest.mark.parametrize("wording", ["", "  \n "])
def test_a_claim_without_words_is_refused(article: Article, by: User, wording: str) -> None:
    claim = kept(lambda: make_claim(article, "Four lorries"))
    with pytest.raises(Invalid) as refused, transaction(by=by):
        service.reword(claim, wording=wording, kinds=[], by=by)
    assert refused.value.field == "wording"


# -- evidence


def add_evidence(claim: Claim, by: User, passage: str = "Nine men were treated.") -> Evidence:
    source = sources.find_or_create("Clinic of Zubair", by=by)
    return evidence.add_evidence(claim, source, stance="supports", passage=passage, by=by)


def test_evidence_keeps_the_hash_of_its_passage(article: Article, by: User) -> None:
    claim = kept(lambda: make_claim(article, "Four lorries"))
    with transaction(by=by):
        piece = add_evidence(claim, by, " Nine men – تسعة رجال – were treated.\n")
    assert piece.passage == "Nine men – تسعة رجال – were treated."
    assert piece.passage_sha256 == hashlib.sha256(piece.passage.encode()).hexdigest()
    assert piece.retrieved_at is not None and piece.created_by_id == by.id


def test_evidence_that_is_taken_off_stays_in_the_articles_history(article: Article, by: User) -> None:
    claim = kept(lambda: make_claim(article, "Four lorries"))
    with transaction(by=by):
        piece = add_evidence(claim, by)
    with transaction(by=by, verb="remove evidence"):
        evidence.remove_evidence(piece, by=by)
    assert claim.evidence == [] and db.session.scalars(sa.select(Evidence)).all() == []
    (entry,) = db.session.scalars(sa.select(HistoryEntry).where(HistoryEntry.verb == "remove evidence"))
    assert (entry.action, entry.article_id, entry.actor_id) == ("delete", article.id, by.id)
    assert entry.before is not None and entry.before["passage"] == "Nine men were treated."


def test_an_address_that_a_browser_would_run_is_refused_also_beside_a_known_source(article: Article, by: User) -> None:
    claim = kept(lambda: make_claim(article, "Four lorries"))
    with pytest.raises(Invalid) as refused, transaction(by=by):
        source = sources.find_or_create("Clinic of Zubair", by=by)
        evidence.add_evidence(claim, source, stance="context", url="javascript:alert(1)", by=by)
    assert refused.value.field == "url"


def test_an_unknown_stance_is_refused(article: Article, by: User) -> None:
    claim = kept(lambda: make_claim(article, "Four lorries"))
    with pytest.raises(Invalid) as refused, transaction(by=by):
        evidence.add_evidence(claim, sources.find_or_create("Clinic", by=by), stance="agrees", by=by)
    assert refused.value.field == "stance"
