"""The workbench's small buttons: making things of selected words, deciding, splitting, merging, remarking."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from annotator.articles.models import Article
from annotator.claims.models import Claim, Evidence
from annotator.corrections.models import Correction
from annotator.db import db, transaction
from annotator.garbles.models import Garble
from annotator.reviews.models import Comment
from tests.features.desk.conftest import TEXT, Bench, form_of, fresh, words_of
from tests.support.cast import Cast
from tests.support.factories import make_article, make_claim, make_correction, make_evidence, make_garble

MADE = {"claim": ("claims", Claim), "garble": ("garbles", Garble), "correction": ("corrections", Correction)}


def made_quote(kind: str) -> str | None:
    row = db.session.scalars(sa.select(MADE[kind][1])).one_or_none()
    return row.anchors[0].quote if isinstance(row, Claim) else row.quote if row else None


@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize("quote", ["guards 🎖️ were hurt", "الحشد الشعبي denied", "sandbags,\nand two"])
def test_something_is_made_of_selected_words_counted_in_code_points(bench: Bench, kind: str, quote: str) -> None:
    """The page that the selection leads to, then its form as a browser sends it: line breaks as CR LF."""
    start = TEXT.index(quote)
    page = bench.get(f"?new={kind}&start={start}&end={start + len(quote)}")
    address = f"/articles/{bench.article_id}/{MADE[kind][0]}"
    fields = form_of(page.text, address)
    assert fields["words"] == quote.replace("\n", "\r\n")
    after = bench.follow(bench.client.post(address, data={**fields, "replacement": "other words"}))
    assert after.status_code == 200 and made_quote(kind) == quote
    assert 'class="item chosen"' in after.text


@pytest.mark.parametrize("kind", MADE)
def test_something_is_made_of_typed_words_that_stand_there_once(bench: Bench, kind: str) -> None:
    data = {"start": "", "end": "", "words": "300 sandbags,\r\nand two barges", "replacement": "300 bags"}
    bench.follow(bench.client.post(f"/articles/{bench.article_id}/{MADE[kind][0]}", data=data))
    assert made_quote(kind) == "300 sandbags,\nand two barges"


@pytest.mark.parametrize(
    "place, told",
    [
        ({"words": "five guards"}, "do not stand in the article"),
        ({"words": "guards"}, "more than once"),
        ({"words": " "}, "Select words"),
        ({"start": "²", "end": "9" * 5000}, "Select words"),
        ({"start": "4", "end": "99999"}, "Select words"),
    ],
)
@pytest.mark.parametrize("kind", MADE)
def test_what_cannot_be_made_is_said_and_what_was_typed_is_still_in_the_form(
    bench: Bench, kind: str, place: dict[str, str], told: str
) -> None:
    typed = {
        "claim": {"wording": "Five guards [of the canal]\r\nwere hurt"},
        "garble": {"category": "cut-off", "reason": "No “verb”"},
        "correction": {"replacement": "six\r\nguards", "kind": "fact", "reason": "The clinic's count"},
    }[kind]
    address = f"/articles/{bench.article_id}/{MADE[kind][0]}"
    page = bench.follow(bench.client.post(address, data=place | typed))
    assert told in page.text and made_quote(kind) is None
    back = form_of(page.text, address)
    assert {name: back[name] for name in typed} == typed
    assert str(back["words"]).strip() == place.get("words", "").strip()


def test_a_claim_is_accepted_put_aside_and_reopened(bench: Bench, claim: Claim) -> None:
    for verb, state in (("accept", "open"), ("reject", "not-a-claim"), ("reopen", "open")):
        bench.follow(bench.client.post(f"/claims/{claim.id}/{verb}"))
        assert fresh(claim).state == state


def test_accepting_from_a_page_older_than_a_colleagues_judgement_does_not_take_it_back(
    bench: Bench, claim: Claim
) -> None:
    with transaction(by=None):
        claim.state, claim.verdict, claim.confidence = "assessed", "true", 90
    page = bench.follow(bench.client.post(f"/claims/{claim.id}/accept"))
    assert "“assessed” already" in page.text and fresh(claim).state == "assessed"


def test_putting_aside_leads_to_the_next_claim_and_a_refusal_stays_and_says_why(bench: Bench, article: Article) -> None:
    with transaction(by=None):
        first, second = make_claim(article, "Four guards"), make_claim(article, "300 sandbags")
        settled = make_claim(article, "Two guards died", state="settled")
    assert f"claim={second.id}#" in bench.client.post(f"/claims/{first.id}/reject").location
    refused = bench.client.post(f"/claims/{settled.id}/reject")
    assert f"claim={settled.id}#" in refused.location
    assert "cannot become “not-a-claim”" in bench.follow(refused).text


def test_a_claim_is_split_at_the_line_breaks_of_its_form(bench: Bench, article: Article) -> None:
    with transaction(by=None):
        whole = make_claim(article, "The mayor sent 300 sandbags,\nand two barges came")
    address = f"/claims/{whole.id}/split"
    fields = form_of(bench.get(f"?claim={whole.id}").text, address)
    assert fields["parts"] == "The mayor sent 300 sandbags, and two barges came\r\n"
    parts = "The mayor sent 300 sandbags\r\ntwo barges came"
    assert "was split" in bench.follow(bench.client.post(address, data={**fields, "parts": parts})).text
    found = db.session.scalars(sa.select(Claim.wording).order_by(Claim.id)).all()
    assert found == ["The mayor sent 300 sandbags", "two barges came"]


def test_a_split_from_an_older_page_or_without_its_version_is_refused_and_shown(bench: Bench, claim: Claim) -> None:
    for version in ({"row_version": "0"}, {}):
        answer = bench.client.post(f"/claims/{claim.id}/split", data={"parts": "Four guards\nwere hurt", **version})
        assert answer.status_code == 409 and "Four guards / were hurt" in words_of(answer.text)
    assert db.session.scalar(sa.select(sa.func.count(Claim.id))) == 1


def test_claims_are_merged_and_the_other_leads_to_the_one_that_stayed(bench: Bench, article: Article) -> None:
    with transaction(by=None):
        one, other = make_claim(article, "Four guards"), make_claim(article, "Two guards died")
    answer = bench.client.post(f"/claims/{one.id}/merge", data={"with": [str(other.id), str(one.id), "x"]})
    assert "were merged" in bench.follow(answer).text
    assert (fresh(other).state, other.merged_into_id, one.state) == ("not-a-claim", one.id, "open")
    assert f'Merged into <a href="/articles/{bench.article_id}?claim={one.id}' in bench.get(f"?claim={other.id}").text


def test_a_claim_of_a_draft_is_not_pulled_out_of_it_by_a_merge(bench: Bench, claim: Claim, cast: Cast) -> None:
    with transaction(by=None):
        secret = make_claim(make_article(visibility="draft", created_by_id=cast.colleague.id), "Two soldiers")
    assert bench.client.post(f"/claims/{claim.id}/merge", data={"with": str(secret.id)}).status_code == 404


def test_a_source_is_taken_off_a_claim(bench: Bench, claim: Claim) -> None:
    with transaction(by=None):
        address = f"/evidence/{make_evidence(claim, 'Three guards.').id}/remove"
    assert "was taken off" in bench.follow(bench.client.post(address)).text
    assert db.session.scalars(sa.select(Evidence)).all() == []
    assert bench.client.post(address).status_code == 404


def test_a_garble_is_confirmed_by_the_suggestions_button_then_proposed_as_a_correction(
    bench: Bench, article: Article
) -> None:
    with transaction(by=None):
        garble = make_garble(article, "Nahr Saad")
    address = f"/garbles/{garble.id}/confirm"
    fields = form_of(bench.get(f"?garble={garble.id}").text, address)
    page = bench.follow(bench.client.post(address, data={**fields, "suggestion": "0"}))
    db.session.expire_all()
    assert (garble.state, garble.reading) == ("confirmed", "Kirkuk")
    address = f"/articles/{bench.article_id}/corrections"
    bench.follow(bench.client.post(address, data=form_of(page.text, address)))
    (made,) = db.session.scalars(sa.select(Correction))
    assert (made.quote, made.replacement, made.garble_id) == ("Nahr Saad", "Kirkuk", garble.id)


def test_a_reading_typed_on_an_older_page_is_refused_and_shown_beside_what_stands(
    bench: Bench, article: Article, cast: Cast
) -> None:
    with transaction(by=None):
        garble = make_garble(article, "Nahr Saad")
    fields = form_of(bench.get(f"?garble={garble.id}").text, f"/garbles/{garble.id}/confirm")
    for person, reading in ((cast.colleague, "Nahr Said"), (cast.reviewer, "Nahr Sayid")):
        bench.client.as_(person)
        answer = bench.client.post(f"/garbles/{garble.id}/confirm", data={**fields, "reading": reading})
    assert answer.status_code == 409 and "Somebody else saved this" in answer.text
    assert "Nahr Sayid" in words_of(answer.text) and "Nahr Said" in words_of(answer.text)
    db.session.expire_all()
    assert garble.reading == "Nahr Said"


def test_a_garble_is_dismissed_and_suspected_again(bench: Bench, article: Article) -> None:
    with transaction(by=None):
        garble = make_garble(article, "Nahr Saad")
    for verb, state in (("dismiss", "dismissed"), ("reopen", "suspected")):
        bench.follow(bench.client.post(f"/garbles/{garble.id}/{verb}"))
        db.session.expire_all()
        assert garble.state == state


def test_ones_own_correction_is_not_accepted_and_the_page_says_by_whom(
    bench: Bench, article: Article, cast: Cast
) -> None:
    with transaction(by=None):
        made = make_correction(article, "Two guards", "Three guards", created_by_id=cast.reviewer.id)
    page = bench.follow(bench.client.post(f"/corrections/{made.id}/accept"))
    assert "accepted by somebody else" in page.text
    bench.client.as_(cast.editor)
    assert "Accepted." in bench.follow(bench.client.post(f"/corrections/{made.id}/accept")).text
    assert "<ins" in bench.get().text


def test_a_second_reader_is_needed_to_settle_and_the_page_says_so(bench: Bench, claim: Claim, cast: Cast) -> None:
    bench.save(claim.id, verdict="true", confidence="90")
    assert "second reader must settle" in bench.follow(bench.client.post(f"/claims/{claim.id}/settle")).text
    bench.client.as_(cast.colleague)
    bench.follow(bench.client.post(f"/claims/{claim.id}/settle"))
    assert fresh(claim).state == "settled"
    bench.follow(bench.client.post(f"/claims/{claim.id}/recheck"))
    assert fresh(claim).state == "recheck"


def test_a_comment_stands_on_the_article_or_at_its_claim(bench: Bench, claim: Claim) -> None:
    address = f"/articles/{bench.article_id}/comments"
    assert "Ask the clinic" in bench.follow(bench.client.post(address, data={"text": "Ask the clinic."})).text
    page = bench.follow(bench.client.post(address, data={"text": "Which four?", "claim": str(claim.id)})).text
    assert "Which four?" in page and f'id="claim-{claim.id}" class="item chosen"' in page
    assert "Write something first" in bench.follow(bench.client.post(address, data={"text": " "})).text
    assert db.session.scalar(sa.select(sa.func.count(Comment.id))) == 2


def test_a_comment_is_not_put_on_another_articles_claim(bench: Bench) -> None:
    with transaction(by=None):
        elsewhere = make_claim(make_article(), "Two soldiers")
    bench.client.post(f"/articles/{bench.article_id}/comments", data={"text": "Which?", "claim": str(elsewhere.id)})
    assert db.session.scalar(sa.select(sa.func.count(Comment.id))) == 0
