"""The text as it came, marked, corrected and side by side; each word of the corrected copy knows where it came from."""

from __future__ import annotations

import random
from itertools import pairwise

import html5lib
import pytest
from flask import Flask

from annotator.corrections.overlay import apply
from annotator.corrections.queries import accepted_on
from annotator.db import db, transaction
from annotator.desk.bench.corrected import corrected_copy
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim, make_correction

from .test_pages import TEXT, Desk


@pytest.fixture
def desk(client: DeskClient, cast: Cast) -> Desk:
    with transaction(by=None):
        article = make_article(TEXT)
        make_correction(article, "al-Hasid", "al-Hashd", state="accepted")
        make_correction(article, "governer", "governor")
    return Desk(client.as_(cast.reader), article)


@pytest.mark.parametrize(
    "query, shown",
    [("", "marked"), ("?view=corrected", "corrected"), ("?view=both&tab=corrections", "both"), ("?view=x", "marked")],
)
def test_the_address_says_how_the_text_is_shown(desk: Desk, query: str, shown: str) -> None:
    page = html5lib.parse(desk.get(query), namespaceHTMLElements=False)
    assert page.get("data-view") == shown
    current = [
        link.get("data-view-of") for link in page.iter("a") if link.get("data-view-of") and link.get("aria-current")
    ]
    assert current == [shown]


def test_without_corrections_there_is_nothing_to_switch(client: DeskClient, cast: Cast) -> None:
    with transaction(by=None):
        article = make_article(TEXT)
    assert "data-view-of" not in client.as_(cast.reader).get(f"/articles/{article.id}").text


def test_words_that_are_put_in_know_their_place_and_the_claims_on_it(desk: Desk) -> None:
    with transaction(by=None):
        claim = make_claim(desk.article, "met al-Hasid on Tuesday", state="open")
        part = make_claim(desk.article, "The governer of Zubair met al-", state="open")
    page = html5lib.parse(desk.get(f"?claim={claim.id}"), namespaceHTMLElements=False)
    put = {"".join(each.itertext()): each for each in page.iter("ins") if each.get("data-from")}
    start = TEXT.index("al-Hasid")
    word = put["al-Hashd"]
    assert (word.get("data-from"), word.get("data-to")) == (str(start), str(start + 8))
    assert sorted((word.get("data-claims") or "").split()) == [str(claim.id), str(part.id)]
    assert (
        "chosen" in (word.get("class") or "").split() and "chosen" not in (put["governor"].get("class") or "").split()
    )


def test_the_corrected_copy_stands_beside_sentence_by_sentence(desk: Desk) -> None:
    page = html5lib.parse(desk.get("/corrected"), namespaceHTMLElements=False)
    pairs = [each for each in page.iter("span") if each.get("data-pair") is not None]
    assert ["".join(each.itertext()).strip() for each in pairs][:2] == [
        "The governer of Zubair met al-Hashd on Tuesday.",  # only what is accepted
        "Some 300 guards came.",
    ]
    assert [each.get("data-changed") is not None for each in pairs][:2] == [True, False]


def test_every_word_of_the_copy_knows_where_it_came_from_on_random_sets(app: Flask) -> None:
    chance = random.Random(7)
    letters = [*"ab  .\n", "é", "🎖️", "بغداد", " Mr. ", "? ", "\n\n"]
    for _ in range(60):
        text = "A" + "".join(chance.choice(letters) for _ in range(chance.randrange(2, 60))) + "b."
        bounds = sorted(chance.sample(range(len(text) + 1), min(len(text), chance.randrange(0, 8))))
        with transaction(by=None):
            article = make_article(text, title="Random")
            for start, end in list(pairwise(bounds))[:: chance.choice((1, 2))]:
                row = make_correction(article, text[:1], chance.choice(("", "x", "new words.", "é ")), state="accepted")
                row.start, row.end, row.quote = start, end, text[start:end]
        version = article.current
        corrected = apply(version.text, accepted_on(version))
        sentences = corrected_copy(version)
        runs = [run for sentence in sentences for run in sentence.runs]
        assert "".join(run.words for run in runs) == corrected.text
        for run in runs:
            assert run.words in corrected.place(run.origin).of(corrected.text)
            assert run.changed or run.words == run.origin.of(text)
        db.session.rollback()
