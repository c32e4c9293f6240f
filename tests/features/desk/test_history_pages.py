"""/articles/<id>/history and /history/<kind>/<id>: what became of what, in words."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from annotator.articles.models import Article
from annotator.claims import evidence
from annotator.claims import service as claims
from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.desk.history import queries
from annotator.reviews import service as reviews
from annotator.reviews.comments import service as comments
from annotator.reviews.models import Policy
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_correction, make_evidence, make_garble, make_zone
from tests.support.statements import count_statements


def steps(page: str) -> list[str]:
    """The steps of a page, newest first, each as its words; what is struck out in -, what is put in in +."""
    found = re.findall(r'<li class="step.*?</li>', page, re.DOTALL)
    marked = (re.sub(r"<(/?)(del|ins)>", lambda m: "-" if m[2] == "del" else "+", each) for each in found)
    spoken = (re.sub(r'<span class="visually-hidden">.*?</span>', "", each) for each in marked)
    return [" ".join(re.sub(r"<[^>]*>", " ", each).split()) for each in spoken]


def test_a_text_is_told_word_by_word(client: DeskClient, cast: Cast, article: Article, claim: Claim) -> None:
    with transaction(by=cast.colleague, verb="reword"):
        claims.reword(claim, wording="Four <b>guards</b> 🎖️ were wounded", kinds=[], by=cast.colleague)
    newest, *_, oldest = steps(client.as_(cast.reader).get(f"/articles/{article.id}/history").text)
    assert "Cora reword claim 1" in newest
    assert "Four +&lt;b&gt;+guards+&lt;/b&gt;+ 🎖️ were -hurt-+wounded+" in newest
    assert "kinds event → nothing" in newest and "state suggested → open" in newest
    assert "the desk" in oldest  # who made the article: the program


def test_each_row_is_told_once_a_step(client: DeskClient, cast: Cast, article: Article, claim: Claim) -> None:
    with transaction(by=cast.reviewer, verb="judge"):
        claims.reword(claim, wording=claim.wording, kinds=["event"], by=cast.reviewer)  # suggested, then open
        db.session.flush()
        reviews.assess(claim, verdict="mixed", confidence=40, by=cast.reviewer)
    newest = steps(client.as_(cast.reader).get(f"/articles/{article.id}/history").text)[0]
    assert newest.count("Claim 1 changed") == 1 and "state suggested → assessed" in newest
    assert "Ravi judged claim 1 and 1 more" in newest and "Judgement of claim 1 made" in newest


def test_ids_are_told_by_what_they_mean(client: DeskClient, cast: Cast, article: Article, claim: Claim) -> None:
    with transaction(by=cast.reviewer, verb="take"):
        claim.assignee_id = cast.colleague.id
    with transaction(by=cast.reviewer, verb="add evidence"):
        make_evidence(claim, "Three guards were treated.", title="Weir log")
    page = steps(client.as_(cast.reader).get(f"/history/claim/{claim.id}").text)
    assert "taken by nothing → Cora" in page[1]
    assert "Evidence of claim 1 made source Weir log stance context passage Three guards were treated." in page[0]


def test_what_was_taken_off_is_still_told(client: DeskClient, cast: Cast, article: Article, claim: Claim) -> None:
    with transaction(by=cast.reviewer):
        piece = make_evidence(claim, "Three guards were treated.")
    with transaction(by=cast.reviewer, verb="remove evidence"):
        evidence.remove_evidence(piece, by=cast.reviewer)
    for address in (f"/articles/{article.id}/history", f"/history/claim/{claim.id}"):
        newest = steps(client.as_(cast.reader).get(address).text)[0]
        assert "Ravi took a source off" in newest
        assert "Evidence of claim 1 taken away" in newest and "-Three guards were treated.-" in newest


def test_a_claims_history_is_its_own(client: DeskClient, cast: Cast, article: Article, claim: Claim) -> None:
    with transaction(by=cast.reviewer, verb="create"):
        made = claims.create(article.current, [claim.anchors[0].span], by=cast.reviewer)
    with transaction(by=cast.reviewer, verb="comment"):
        comments.comment(article, text="Of the other one.", claim=made, by=cast.reviewer)
    with transaction(by=cast.reviewer, verb="comment"):
        comments.comment(article, text="Of this one.", claim=claim, by=cast.reviewer)
    page = client.as_(cast.reader).get(f"/history/claim/{claim.id}").text
    assert "Of this one." in page and "Of the other one." not in page


def test_each_kind_has_its_page(client: DeskClient, cast: Cast, article: Article) -> None:
    with transaction(by=cast.reviewer, verb="mark"):
        garble = make_garble(article, "Nahr Saad")
        correction = make_correction(article, "Nahr Saad", "Nahr Sa'd", garble_id=garble.id)
        zone = make_zone(article, "CANAL TOWN", "headline")
    client.as_(cast.reader)
    assert "Nahr Sa&#39;d" in client.get(f"/history/garble/{garble.id}").text
    assert "Correction" in client.get(f"/history/correction/{correction.id}").text
    assert "Zone made words CANAL TOWN" in steps(client.get(f"/articles/{article.id}/history").text)[0]
    assert zone.id and client.get("/history/source/999").status_code == 404
    assert client.get("/history/claim/999").status_code == 404


def test_the_history_of_somebody_elses_draft_is_not_there(
    client: DeskClient, cast: Cast, article: Article, claim: Claim
) -> None:
    with transaction(by=None):
        article.visibility, article.created_by_id = "draft", cast.colleague.id
    for address in (f"/articles/{article.id}/history", f"/history/claim/{claim.id}"):
        assert client.as_(cast.reviewer).get(address).status_code == 404


def test_where_the_desk_judges_blind_the_history_gives_nothing_away(
    client: DeskClient, cast: Cast, article: Article, claim: Claim
) -> None:
    with transaction(by=None):
        db.session.add(Policy(id=1, blind=True))
    with transaction(by=cast.colleague, verb="judge"):
        reviews.assess(claim, verdict="mostly false", confidence=73, note="Hospital says so.", by=cast.colleague)
    for address in (f"/articles/{article.id}/history", f"/history/claim/{claim.id}"):
        page = client.as_(cast.reviewer).get(address).text
        assert "mostly false" not in page and "73" not in page and "Hospital says so." not in page
        assert "hidden until you have judged this claim" in page
        assert "mostly false" in client.as_(cast.colleague).get(address).text  # one's own
    with transaction(by=cast.reviewer, verb="judge"):
        reviews.assess(claim, verdict="true", confidence=90, by=cast.reviewer)
    assert "mostly false" in client.as_(cast.reviewer).get(f"/history/claim/{claim.id}").text


def test_a_long_history_goes_on_and_no_step_is_cut(
    client: DeskClient, cast: Cast, article: Article, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(7):
        with transaction(by=cast.reviewer, verb=f"reword {number}"):
            claims.reword(claim, wording=f"Wording {number}", kinds=[], by=cast.reviewer)
            make_garble(article, "Nahr Saad")
    first = queries.of_article(article, None)
    monkeypatch.setattr(queries.page_of, "__defaults__", (5,))
    seen, before, pages = [], None, 0
    while True:
        page = queries.of_article(article, before)
        moments = {entry.at for entry in page.entries}
        assert not moments & {entry.at for entry in seen}
        seen += page.entries
        before, pages = page.before, pages + 1
        if before is None:
            break
    assert [entry.id for entry in seen] == [entry.id for entry in first.entries] and pages > 3
    text = client.as_(cast.reader).get(f"/articles/{article.id}/history").text
    assert 'rel="next"' in text and len(steps(text)) == 2


def test_a_long_history_costs_as_many_statements_as_a_short_one(
    client: DeskClient, cast: Cast, article: Article, claim: Claim
) -> None:
    addresses = (f"/articles/{article.id}/history", f"/history/claim/{claim.id}")
    client.as_(cast.reader).get(addresses[0])
    costs = []
    for changes in (3, 27):
        for number in range(changes):
            person = (cast.reviewer, cast.colleague, cast.editor)[number % 3]
            with transaction(by=person, verb="reword"):
                claims.reword(claim, wording=f"Wording {changes} {number}", kinds=[], by=person)
        for address in addresses:
            with count_statements() as seen:
                assert client.get(address).status_code == 200
            costs.append(len(seen))
    assert costs[:2] == costs[2:] and max(costs) <= 11


def test_the_database_lets_nobody_change_the_history(article: Article) -> None:
    for statement in ("UPDATE history SET verb = 'nothing'", "DELETE FROM history"):
        with pytest.raises(DatabaseError, match="append-only"), transaction(by=None):
            db.session.execute(sa.text(statement))
    assert db.session.scalar(sa.select(sa.func.count(HistoryEntry.id)))
