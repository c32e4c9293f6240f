"""The chosen claim: what was read from its words, why it is worth checking, and how a person puts that right."""

from __future__ import annotations

import html
import re

import pytest

from annotator.articles.models import Article
from annotator.claims import service as claims
from annotator.claims.models import Claim, Fact
from annotator.db import db, transaction
from annotator.gazetteer.models import Entity
from annotator.text.spans import ClaimSuggestion, DateMention, Mark, Place, Quantity, Speaker
from tests.features.desk.conftest import TEXT, Bench, form_of, fresh
from tests.features.desk.conftest import words_of as joined_words_of
from tests.support.cast import Cast
from tests.support.factories import make_claim, span_of

QUOTE = "Four guards 🎖️ were hurt at the weir of Nahr Saad on Monday"


def place(words: str) -> tuple[int, int, str]:
    start = TEXT.index(words)
    return start, start + len(words), words


@pytest.fixture
def read(article: Article) -> Claim:
    """A claim with a fact of each kind, as the rules would hand it on."""
    start, end, quote = place("Nahr Saad")
    found = ClaimSuggestion(
        (span_of(article, QUOTE),),
        "Four guards were hurt.",
        ("quantity", "event"),
        0.874,
        ("for: says how many were killed or hurt", "for: has a date", "against: is hedged"),
        quantities=(Quantity(*place("Four guards"), 4.0, 6.0, "at least", "guards", "wounded"),),
        dates=(DateMention(*place("Monday"), "2021-02-15", "day", doubt="16 February 2021 was a Tuesday"),),
        speaker=Speaker(*place("The mayor"), kind="office", cue="sent"),
        places=(Place(start, end, quote, "nahr-saad"),),
        marks=(Mark(*place("denied"), "negated"), Mark(*place("hurt"), "hedged")),
    )
    with transaction(by=None):
        db.session.add(Entity(key="nahr-saad", name="Nahr Saad Canal", kind="place"))
        db.session.flush()
        (claim,) = claims.add_suggestions(article.current, [found])
    return claim


def words_of(page: str) -> str:
    """What a page says, without its markup and the white space that markup leaves before marks."""
    said = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
    return re.sub(r"(?<=“) | (?=[,.”–])|(?<=\d–) ", "", said)


def test_each_fact_is_said_in_words_with_what_it_was_read_from(bench: Bench, read: Claim) -> None:
    page = bench.get(f"?claim={read.id}").text
    said = words_of(page)
    for words in (
        "Quantity at least 4–6 guards, wounded “Four guards”",
        "Date “Monday” → Mon 15 Feb 2021",
        "16 February 2021 was a Tuesday",
        "Place “Nahr Saad” → Nahr Saad Canal",
        "Said by The mayor (office) “sent”",
        "negated: “denied”",
        "hedged: “hurt”",
    ):
        assert words in said, words
    assert re.search(r'href="/names/\d+"><bdi>Nahr Saad Canal', page)


def test_the_worth_is_said_with_what_spoke_for_and_against(bench: Bench, read: Claim) -> None:
    said = words_of(bench.get(f"?claim={read.id}").text)
    assert "Worth 87 of 100 For + says how many were killed or hurt + has a date Against − is hedged" in said


def test_a_claim_that_cannot_stand_alone_says_what_is_missing(bench: Bench, article: Article) -> None:
    with transaction(by=None):
        claim = make_claim(article, "denied it", state="ambiguous", missing="who “they” are")
    assert "Not certain: who “they” are" in words_of(bench.get(f"?claim={claim.id}").text)


def test_a_fact_is_put_right_and_marked_as_a_persons(bench: Bench, read: Claim) -> None:
    fact = next(fact for fact in read.facts if fact.kind == "quantity")
    fields = form_of(bench.get(f"?claim={read.id}").text, f"/facts/{fact.id}/mend")
    assert (fields["value"], fields["high"], fields["qualifier"], fields["unit"]) == ("4", "6", "at least", "guards")
    page = bench.follow(bench.client.post(f"/facts/{fact.id}/mend", data={**fields, "value": "3,5", "high": ""}))
    assert "Put right." in page.text and "by a person" in page.text
    db.session.expire_all()
    kept = db.session.get_one(Fact, fact.id)
    assert (kept.value, kept.high, kept.origin) == (35.0, None, "person")


def test_a_wrong_or_stale_correction_of_a_fact_is_refused_in_words(bench: Bench, read: Claim) -> None:
    fact = next(fact for fact in read.facts if fact.kind == "date")
    address = f"/facts/{fact.id}/mend"
    page = bench.follow(bench.client.post(address, data={"row_version": "1", "resolved": "Monday"})).text
    assert "Give it as 2021-02-16" in page
    refused = bench.client.post(address, data={"row_version": "7", "resolved": "2021-02-08"})
    assert refused.status_code == 409
    assert "Somebody else saved this" in refused.text and "2021-02-08" in joined_words_of(refused.text)


def test_a_fact_that_was_read_again_since_is_not_there(bench: Bench, read: Claim, cast: Cast) -> None:
    fact = next(fact for fact in read.facts if fact.kind == "date").id
    with transaction(by=cast.colleague):
        claims.reanchor(read, [read.anchors[0].span, span_of(read.article, "Two guards died")], by=cast.colleague)
    assert bench.client.post(f"/facts/{fact}/mend", data={"row_version": "1"}).status_code == 404


# -- other words


def test_typed_lines_become_the_claims_stretches(bench: Bench, claim: Claim) -> None:
    address = f"/claims/{claim.id}/reanchor"
    fields = form_of(bench.get(f"?claim={claim.id}").text, address)
    assert str(fields["stretches"]).strip() == "Four guards 🎖️ were hurt"
    lines = "Four guards\r\n\r\n  sent 300   sandbags, and \r\nat the weir"
    assert (
        "stands on these words now"
        in bench.follow(bench.client.post(address, data={**fields, "stretches": lines})).text
    )
    assert [row.quote for row in fresh(claim).anchors] == ["Four guards", "at the weir", "sent 300 sandbags,\nand"]
    assert fresh(claim).wording == "Four guards 🎖️ were hurt"


@pytest.mark.parametrize(
    "lines, told", [("five guards", "does not stand"), ("guards\r\nit", "more than once"), ("", "Select")]
)
def test_lines_that_do_not_stand_there_once_are_refused(bench: Bench, claim: Claim, lines: str, told: str) -> None:
    data = {"row_version": str(claim.row_version), "stretches": lines}
    page = bench.follow(bench.client.post(f"/claims/{claim.id}/reanchor", data=data)).text
    assert told in page and [row.quote for row in fresh(claim).anchors] == ["Four guards 🎖️ were hurt"]


@pytest.mark.parametrize("how, quotes", [("only", ["two barges"]), ("also", ["Four guards 🎖️ were hurt", "two barges"])])
def test_selected_words_become_a_stretch_of_the_chosen_claim(
    bench: Bench, claim: Claim, how: str, quotes: list[str]
) -> None:
    start, end, _ = place("two barges")
    page = bench.get(f"?claim={claim.id}&new=stretch&start={start}&end={end}").text
    data = {"row_version": str(claim.row_version), "start": start, "end": end, "words": "two barges", "how": how}
    assert 'name="how" value="also"' in page
    bench.follow(bench.client.post(f"/claims/{claim.id}/reanchor", data=data))
    assert [row.quote for row in fresh(claim).anchors] == quotes


# -- what is not offered


def test_opinions_and_what_was_put_aside_are_folded_and_open_when_chosen(bench: Bench, article: Article) -> None:
    with transaction(by=None):
        offered = make_claim(article, "Four guards")
        opinion = make_claim(article, "Two guards", checkable=False, kinds=["opinion"])
        aside = make_claim(article, "two barges", state="not-a-claim", withdrawn=True)
    page = bench.get().text
    folded = page[page.index('<details class="folded"') :]
    assert "1 opinion or prediction" in folded and "1 put aside" in folded
    assert f'id="claim-{offered.id}"' not in folded
    assert all(f'id="claim-{claim.id}"' in folded for claim in (opinion, aside))
    assert 'Claims <span class="count">1</span>' in page and "claim-quiet" in page
    assert page.count('<details class="folded" open') == 0
    page = bench.get(f"?claim={aside.id}").text
    assert page.count('<details class="folded" open') == 1 and "Withdrawn: its words are no copy" in page


def test_claims_of_one_sentence_are_numbered_at_their_own_words(bench: Bench, article: Article) -> None:
    with transaction(by=None):
        second, first = (make_claim(article, "The mayor", wording=name) for name in ("second", "first"))
        for claim, own in ((second, "two barges came"), (first, "sent 300 sandbags")):
            more = make_claim(article, own)
            claim.anchors.extend(more.anchors)
            db.session.flush()
            db.session.delete(more)
    page = bench.get().text
    text = page[page.index('id="text"') : page.index('id="panel"')]
    said = words_of(text[text.index("The mayor") - 200 :])
    assert "The mayor 1 sent 300 sandbags, and 2 two barges came" in said
    assert re.findall(r'id="in-claim-(\d+)"', text) == [str(first.id), str(second.id)]
    lit = bench.get(f"?claim={first.id}").text
    assert len(re.findall(r'class="seg claim[^"]*chosen"', lit)) == 2
