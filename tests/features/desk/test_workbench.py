"""/articles/<id>: the text with all that stands on it, and beside it what a person may do."""

from __future__ import annotations

import re

import html5lib
import pytest

from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.desk.bench import queries
from annotator.reviews import service as reviews
from annotator.reviews.comments import service as comments
from tests.features.desk.conftest import TEXT, Bench
from tests.support.cast import Cast
from tests.support.factories import (
    make_article,
    make_claim,
    make_correction,
    make_evidence,
    make_garble,
    make_zone,
)
from tests.support.statements import count_statements


def drawn_text(page: str) -> str:
    """The article's text as it stands in the page's pieces: without numbers, zone names and replacements."""
    document = html5lib.parse(page, namespaceHTMLElements=False)
    article = next(element for element in document.iter("article") if element.get("id") == "text")
    pieces = [piece for piece in article.iter("span") if "seg" in (piece.get("class") or "").split()]
    return "".join("".join(piece.itertext()) for piece in pieces)


def test_the_whole_text_is_drawn_code_point_for_code_point(bench: Bench, article: Article, claim: Claim) -> None:
    with transaction(by=None):
        make_garble(article, "weir of Nahr")
        make_claim(article, "hurt at the weir")
        make_correction(article, "Two guards", "Three guards", state="accepted")
        make_zone(article, "CANAL TOWN COUNTS ITS LOSSES", "headline")
    assert drawn_text(bench.get().text) == TEXT


def test_claims_are_numbered_in_text_order_and_one_put_aside_has_no_number(bench: Bench, article: Article) -> None:
    with transaction(by=None):
        last = make_claim(article, "300 sandbags")
        aside = make_claim(article, "Two guards died", state="not-a-claim")
        first = make_claim(article, "Four guards")
    page = bench.get().text
    numbers = re.findall(r'id="in-claim-(\d+)".*?>(\d+)</a>', page)
    assert numbers == [(str(first.id), "1"), (str(last.id), "2")]
    assert f'id="claim-{aside.id}"' in page  # still in the list, so that it can be reopened


def test_zones_are_named_and_hidden_characters_are_visible(client: object, cast: Cast, bench: Bench) -> None:
    with transaction(by=None):
        odd = make_article("HEADLINE HERE\n\nThe guard\u202e who\u200b left.", title="Odd one")
        make_zone(odd, "HEADLINE HERE", "headline")
    bench.article_id = odd.id
    page = bench.get().text
    assert ">headline</a></span>" in page
    assert 'data-name="RLO U+202E"' in page and 'data-name="ZWSP U+200B"' in page


def test_markup_in_the_text_or_in_what_people_typed_is_only_text(bench: Bench, cast: Cast) -> None:
    evil = "<img src=x onerror=alert(1)>"
    with transaction(by=None):
        odd = make_article(f"The guard said {evil} twice.", title=evil, feed=evil)
        claim = make_claim(odd, evil)
        make_garble(odd, evil, reason=evil, suggestions=[{"name": evil, "score": 0.5, "reason": evil, "entity": None}])
        make_correction(odd, evil, evil, created_by_id=cast.reviewer.id, reason=evil)
        make_evidence(claim, evil, title=evil)
    bench.article_id = odd.id
    for query in ("", f"?claim={claim.id}", "?garble=1", "?correction=1", "?tab=comments"):
        page = bench.get(query)
        assert page.status_code == 200 and evil not in page.text


def test_the_chosen_claims_form_has_ones_own_judgement_and_shows_the_others(
    bench: Bench, claim: Claim, cast: Cast
) -> None:
    for person, verdict, note in ((cast.reviewer, "true", "Mine."), (cast.colleague, "false", "Hers.")):
        with transaction(by=person):
            reviews.assess(claim, verdict=verdict, confidence=70, note=note, by=person)
    form = bench.form(claim.id)
    assert (form["verdict"], form["confidence"], form["note"], form["wording"]) == (
        "true",
        "70",
        "Mine.",
        claim.wording,
    )
    assert form["kinds"] == ["event"]
    page = bench.get(f"?claim={claim.id}").text
    assert "Cora" in page and "Hers." in page


def test_a_claim_judged_by_somebody_else_comes_with_an_empty_judgement(bench: Bench, claim: Claim, cast: Cast) -> None:
    with transaction(by=cast.colleague):
        reviews.assess(claim, verdict="false", confidence=70, note="Hers.", by=cast.colleague)
    form = bench.form(claim.id)
    assert "verdict" not in form and (form["confidence"], form["note"], form["fault"]) == ("", "", "")


def test_a_reader_sees_claims_garbles_and_corrections_but_no_form(
    bench: Bench, article: Article, claim: Claim, cast: Cast
) -> None:
    with transaction(by=None):
        garble = make_garble(article, "Nahr Saad")
        correction = make_correction(article, "Two guards", "Three guards")
    bench.client.as_(cast.reader)
    for query in (
        f"claim={claim.id}",
        f"garble={garble.id}",
        f"correction={correction.id}",
        "tab=comments",
        "new=claim",
    ):
        page = bench.get(f"?{query}").text
        main = page[page.index("<main") : page.index("</main>")]
        assert "<form" not in main and "<textarea" not in main
    assert claim.wording in bench.get(f"?claim={claim.id}").text


def test_somebody_elses_draft_and_a_hidden_article_are_not_there(bench: Bench, article: Article, cast: Cast) -> None:
    with transaction(by=None):
        article.visibility, article.created_by_id = "draft", cast.colleague.id
    assert bench.get().status_code == 404
    with transaction(by=None):
        article.visibility = "hidden"
    assert bench.get().status_code == 404
    bench.client.as_(cast.editor)
    assert bench.get().status_code == 200


def test_an_article_on_which_nothing_stands_says_what_to_do(bench: Bench) -> None:
    for query, words in (("", "Select words"), ("?tab=garbles", "No damage"), ("?tab=corrections", "as it came")):
        page = bench.get(query)
        assert page.status_code == 200 and words in page.text


@pytest.mark.parametrize("query", ["?claim=999", "?claim=x", "?tab=nothing", "?new=poem", "?new=claim&start=9&end=2"])
def test_an_address_that_names_nothing_still_shows_the_article(bench: Bench, query: str) -> None:
    assert bench.get(query).status_code == 200


def fill(article: Article, number: int, cast: Cast) -> Claim:
    """Claims, each with two judgements, a source and a comment; garbles and corrections beside them."""
    quotes = ["Four guards", "Two guards", "300 sandbags", "two barges"]
    with transaction(by=None):
        for index in range(number):
            claim = make_claim(article, quotes[index % 4], wording=f"Claim {index}")
            make_evidence(claim, "Three guards.", title=f"Log {index}")
            make_garble(article, quotes[index % 4])
            make_correction(article, quotes[index % 4], "x", created_by_id=cast.colleague.id)
    for person in (cast.reviewer, cast.colleague):
        with transaction(by=person):
            reviews.assess(claim, verdict="true", confidence=60, by=person)
            comments.comment(article, text="Look again.", claim=claim, by=person)
    return claim


def test_an_article_with_60_claims_costs_as_many_statements_as_one_with_3(bench: Bench, cast: Cast) -> None:
    costs = []
    for number in (3, 60):
        with transaction(by=None):
            article = make_article(TEXT, title=f"{number} claims")
        claim = fill(article, number, cast)
        bench.article_id, query = article.id, f"?claim={claim.id}"
        bench.get(query)
        with count_statements() as seen:
            assert bench.get(query).status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 28


def test_the_numbers_are_counted_once_and_not_for_every_row(article: Article, claim: Claim) -> None:
    found = queries.bench(article)
    assert found.numbers == {claim.id: 1}
    assert found.numbers is found.numbers


def test_the_text_is_as_the_claims_are_by_now_whoever_saw_it_before(bench: Bench, cast: Cast, claim: Claim) -> None:
    pages = []
    for state in ("suggested", "settled", "suggested", "not-a-claim"):
        with transaction(by=None):
            db.session.get_one(Claim, claim.id).state = state
        pages.append(text_of(bench.get().text))
        assert ("claim-settled" in pages[-1]) == (state == "settled")
        assert ('data-claims="' in pages[-1]) == (state != "not-a-claim")
    assert pages[0] == pages[2] != pages[1]
    with transaction(by=None):
        db.session.get_one(Claim, claim.id).state = "suggested"
    chosen = text_of(bench.get(f"?claim={claim.id}").text)
    assert " chosen" in chosen and " chosen" not in pages[2]
    bench.client.as_(cast.colleague)
    assert text_of(bench.get().text) == pages[0]


def text_of(page: str) -> str:
    return page.split('id="text"', 1)[1].split("</article>", 1)[0]
