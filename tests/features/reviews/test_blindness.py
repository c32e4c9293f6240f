"""Judged blind: nobody sees another's judgement, or what gives it away, before their own."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.exports.queries import load_record
from annotator.exports.terms import Options
from annotator.reviews.blindness import Veil, veil_among, veil_over
from annotator.reviews.comments import service as comments
from annotator.reviews.models import Assessment
from annotator.reviews.policy import terms
from annotator.search.engines.engine import Question
from annotator.search.results.queries import Ask, search
from tests.features.desk.conftest import form_of
from tests.features.reviews.conftest import People, ask_for, assess, decide, settle
from tests.support.client import DeskClient
from tests.support.factories import make_claim

NOTE = "The garrison’s diary has none."


class Missing:
    """A search index that cannot be read: the database answers."""

    def frequencies(self, _words: object) -> None:
        self.find(Question())

    def find(self, _question: Question) -> None:
        from annotator.search.engines.engine import IndexUnavailable

        raise IndexUnavailable("of the test")


@pytest.fixture
def judged(claim: Claim, people: People) -> Claim:
    """Judged by one of the reviewers, on a desk that judges blind."""
    ask_for(people.administrator, blind=True)
    assess(claim, "mostly false", by=people.one, confidence=71, fault="translation", note=NOTE)
    return claim


def veiled_for(claim: Claim, by: User) -> bool:
    """By the statement, and by rows that are loaded; both say the same."""
    db.session.expire_all()
    by_statement = claim.id in veil_over(Claim.id == claim.id, by=by)
    own = set(db.session.scalars(sa.select(Assessment.claim_id).where(Assessment.reviewer_id == by.id)))
    assert by_statement == (claim.id in veil_among([claim], own, by=by, wanted=terms()))
    return by_statement


def test_a_judged_claim_is_veiled_until_one_has_judged_it(judged: Claim, people: People) -> None:
    assert veiled_for(judged, people.two) and veiled_for(judged, people.reader)
    assert not veiled_for(judged, people.one)
    assert not veiled_for(judged, people.editor) and not veiled_for(judged, people.administrator)
    assess(judged, "true", by=people.two)
    assert not veiled_for(judged, people.two)
    assert veiled_for(judged, people.three)


def test_what_is_settled_or_not_judged_is_open_to_all(judged: Claim, article: Article, people: People) -> None:
    with transaction(by=None):
        other = make_claim(article, "300 guards", state="open")
    assert not veiled_for(other, people.two)
    settle(judged, by=people.editor)
    assert not veiled_for(judged, people.two)


def test_a_desk_that_does_not_judge_blind_veils_nothing(judged: Claim, people: People) -> None:
    ask_for(people.administrator, blind=False)
    assert not veiled_for(judged, people.two)


TELLING = ("mostly false</span>", "71 sure", "fault: translation", NOTE, ", mostly false")


@pytest.mark.parametrize(
    "address",
    [
        "?claim={claim}",
        "",
        "?tab=comments",
        "/text/0",
        "/history",
        "/export",
        "/export?format=html",
        "/export?format=w3c",
    ],
)
def test_no_page_of_the_article_tells(either_client: DeskClient, judged: Claim, people: People, address: str) -> None:
    address = f"/articles/{judged.article_id}{address.format(claim=judged.id)}"
    seen = either_client.as_(people.editor).get(address).text
    if address.endswith(("w3c", "html")) or "claim=" in address:
        assert "mostly false" in seen, "else the rest proves nothing"
    page = either_client.as_(people.two).get(address)
    shown = re.sub(r'<fieldset class="field verdicts">.*?</fieldset>', "", page.text, flags=re.DOTALL)
    told = [words for words in TELLING if words in shown]
    assert page.status_code == 200 and told == []


def test_the_card_says_that_others_have_judged(either_client: DeskClient, judged: Claim, people: People) -> None:
    address = f"/articles/{judged.article_id}?claim={judged.id}"
    page = either_client.as_(people.two).get(address).text
    assert "1 other has judged; that shows when you have." in page and "It is judged blind" in page
    assess(judged, "true", by=people.three)
    page = either_client.get(address).text
    assert "2 others have judged; theirs show when you have." in page
    assert "differ" not in page.partition('id="panel"')[2]
    assess(judged, "true", by=people.two)
    page = either_client.get(address).text
    assert NOTE in page and "71 sure" in page and "differ</span>" in page


def test_a_refused_save_does_not_tell_either(either_client: DeskClient, judged: Claim, people: People) -> None:
    address = f"/articles/{judged.article_id}?claim={judged.id}"
    client = either_client.as_(people.two)
    fields = form_of(client.get(address).text, f"/claims/{judged.id}/save")
    assess(judged, "mixed", by=people.one, confidence=33)
    answer = client.post(f"/claims/{judged.id}/save", data={**fields, "verdict": "true", "confidence": "90"})
    shown = answer.text.partition('role="alert"')[2].partition("<form")[0]
    assert answer.status_code == 409 and "Only you changed verdict" in shown
    words = re.sub(r"<time.*?</time>", "", shown)  # one save in thirty has a 33 in its hour
    assert "mixed" not in words and "33" not in words


def test_the_queue_does_not_tell(either_client: DeskClient, judged: Claim, people: People) -> None:
    assert "mostly false" in either_client.as_(people.editor).get("/?queue=second").text
    page = either_client.as_(people.two).get("/?queue=second").text
    assert judged.wording in page and "mostly false" not in page


def test_a_search_neither_shows_it_nor_finds_by_it(judged: Claim, people: People) -> None:
    def found(by: User, ask: Ask) -> list[tuple[str, str]]:
        db.session.expire_all()
        return [(result.row.key, result.row.verdict) for result in search(ask, Missing(), by=by).results]  # type: ignore[arg-type]

    words, by_verdict, noted = Ask("soldiers", chosen={"kind": ["claim"]}), Ask("verdict:mostly-false"), Ask("garrison")
    key = f"claim:{judged.id}"
    assert found(people.editor, words) == [(key, "mostly false")]
    assert found(people.two, words) == [(key, "")]
    assert [
        row for row in found(people.two, Ask("soldiers", chosen={"verdict": ["mostly false"]})) if row[0] == key
    ] == []
    assert found(people.two, by_verdict) == []
    assert len(found(people.one, noted)) == 1 and found(people.two, noted) == []


def test_an_export_holds_no_verdict_that_its_reader_may_not_see(judged: Claim, people: People) -> None:
    options = Options(notes=True)
    (hers,) = load_record(judged.article_id, by=people.two, options=options).claims
    assert (hers.verdict, hers.confidence, hers.fault, hers.assessments) == (None, None, None, ())
    for by in (people.one, people.editor, None):
        (theirs,) = load_record(judged.article_id, by=by, options=options).claims
        assert (theirs.verdict, len(theirs.assessments)) == ("mostly false", 1)


def test_comments_on_a_veiled_claim_show_to_whom_they_name(
    either_client: DeskClient, judged: Claim, people: People
) -> None:
    with transaction(by=people.one):
        comments.comment(judged.article, text="Clearly false, see the diary.", claim=judged, by=people.one)
        comments.comment(judged.article, text="@Tariq do you read Kurdish?", claim=judged, by=people.one)
    for query in (f"?claim={judged.id}", "?tab=comments"):
        page = either_client.as_(people.two).get(f"/articles/{judged.article_id}{query}").text
        assert "read Kurdish" in page and "Clearly false" not in page
        page = either_client.as_(people.three).get(f"/articles/{judged.article_id}{query}").text
        assert "read Kurdish" not in page and "Clearly false" not in page
    found = search(Ask("diary"), Missing(), by=people.three)  # type: ignore[arg-type]
    assert [result.row.key for result in found.results] == []


def test_what_was_decided_shows_to_those_who_judged(either_client: DeskClient, judged: Claim, people: People) -> None:
    ask_for(people.administrator, blind=True, sources=1)  # so that it is not settled with it
    other = assess(judged, "true", by=people.two)
    decide(judged, other, by=people.editor, reason="The diary has a gap that week.")
    address = f"/articles/{judged.article_id}?claim={judged.id}"
    for person in (people.one, people.two, people.editor):
        assert "a gap that week" in either_client.as_(person).get(address).text
    assert "a gap that week" not in either_client.as_(people.three).get(address).text


def test_the_history_tells_what_is_not_a_judgement() -> None:
    veil = Veil(frozenset({7}), of=3)
    assert not veil.tells("claims", 7, 1, {"verdict": "true", "state": "assessed"})
    assert not veil.tells("assessments", 1, 1, {"claim_id": 7}) and not veil.tells("assessments", 1, 1, {"note": "x"})
    assert veil.tells("claims", 7, 1, {"wording": "x"}) and veil.tells("claims", 8, 1, {"verdict": "true"})
    assert veil.tells("assessments", 2, 1, {"claim_id": 8}) and veil.tells("garbles", 7, 1, {"state": "confirmed"})
    assert veil.tells("assessments", 1, 3, {"note": "own"})
    assert Veil().tells("claims", 7, 1, {"verdict": "true"})
