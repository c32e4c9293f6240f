"""An article of hundreds of claims: the page holds a part of its list and of its text, and all of it can be reached."""

from __future__ import annotations

import re

import html5lib
import pytest

from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.db import transaction
from annotator.desk.bench import parts
from annotator.desk.bench.parts import spans_of
from annotator.desk.bench.queries import LISTED
from tests.features.desk.conftest import Bench
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim, make_zone
from tests.support.statements import count_statements

NUMBER = LISTED + 40
SENTENCES = [f"Convoy {number} of the day brought {number} sacks of flour to the depot." for number in range(NUMBER)]
FILLER = "Nothing else is known of it, said the clerk who counted the sacks at the gate of the depot that morning. "
LONG = "\n\n".join(f"{sentence} {FILLER * 2}".strip() for sentence in SENTENCES)


@pytest.fixture
def long_article(cast: Cast, bench: Bench) -> Article:
    with transaction(by=None):
        article = make_article(LONG, title="Sacks of flour")
        for sentence in SENTENCES:
            make_claim(article, sentence)
    bench.article_id = article.id
    return article


def listed(page: str) -> list[int]:
    return [int(ident) for ident in re.findall(r'<li id="claim-(\d+)"', page)]


def numbers_in(page: str) -> dict[int, int]:
    found = re.findall(r'id="in-claim-(\d+)"[^>]*><a[^>]*>(\d+)</a>', page)
    assert len(found) == len(dict(found))
    return {int(ident): int(number) for ident, number in found}


def drawn(page: str) -> str:
    tree = html5lib.parseFragment(page, namespaceHTMLElements=False)
    pieces = [piece for piece in tree.iter("span") if "seg" in (piece.get("class") or "").split()]
    return "".join("".join(piece.itertext()) for piece in pieces)


def test_the_list_holds_a_stretch_around_the_chosen_claim_and_leads_on(bench: Bench, long_article: Article) -> None:
    page = bench.get().text
    shown = listed(page)
    assert len(shown) == LISTED and f"{NUMBER - LISTED} later" in page and "earlier" not in page
    (after,) = re.findall(r'href="[^"]*\?claim=(\d+)#claim-\d+" data-next-row', page)
    page = bench.get(f"?claim={after}").text
    assert int(after) == max(shown) + 1 and int(after) in listed(page)
    assert len(listed(page)) == LISTED and "earlier" in page
    assert f">{NUMBER}</span> " in page or f'<span class="count">{NUMBER}</span>' in page


def test_all_parts_of_the_text_together_are_the_text_with_each_number_once(
    client: DeskClient, bench: Bench, long_article: Article
) -> None:
    assert len(LONG) > parts.WHOLE
    page = bench.get().text
    addresses = re.findall(r'hx-get="(/articles/\d+/text/\d+)"', page)
    assert len(addresses) == len(spans_of(LONG)) - 1
    pieces, numbers = [drawn(page)], numbers_in(page)
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        assert not numbers.keys() & numbers_in(answer.text).keys()
        numbers |= numbers_in(answer.text)
        pieces.append(drawn(answer.text))
        starts = [int(place) for place in re.findall(r'class="seg[^"]*" data-start="(\d+)"', answer.text)]
        assert LONG[starts[0] :].startswith(pieces[-1][:20])
    assert "".join(pieces) == LONG
    assert list(numbers.values()) == list(range(1, NUMBER + 1))


def test_the_part_of_the_chosen_claim_is_there_at_once(bench: Bench, long_article: Article, cast: Cast) -> None:
    with transaction(by=None):
        last = make_claim(long_article, "at the gate of the depot that morning.\n\nConvoy 200")
    page = bench.get(f"?claim={last.id}").text
    assert f'id="in-claim-{last.id}"' in page and "chosen" in page


def test_a_part_that_is_not_there_says_so(client: DeskClient, bench: Bench, long_article: Article) -> None:
    assert client.get(f"/articles/{long_article.id}/text/999").status_code == 404


def test_a_mark_that_crosses_parts_is_drawn_in_each(client: DeskClient, bench: Bench, cast: Cast) -> None:
    with transaction(by=None):
        article = make_article(LONG, title="One zone")
        zone = make_zone(article, LONG[100 : parts.PART + 3_000 + parts.NEAR], "boilerplate")
    bench.article_id = article.id
    first = bench.get().text
    second = client.get(f"/articles/{article.id}/text/1").text
    assert "zone-boilerplate" in first and "zone-boilerplate" in second
    assert zone.kind == "boilerplate"


@pytest.mark.parametrize("text", ["", "word", "x" * 200_000, "line\n" * 30_000, "a b " * 50_000, "p\n\n" * 40_000])
def test_parts_joined_are_the_text_and_none_is_too_long(text: str) -> None:
    spans = spans_of(text)
    assert "".join(span.of(text) for span in spans) == text
    if len(text) > parts.WHOLE:
        assert all(len(span) <= parts.PART + parts.NEAR + 2 for span in spans)


def test_a_long_list_costs_as_many_statements_as_a_short_one(bench: Bench, long_article: Article) -> None:
    bench.get()
    with count_statements() as seen:
        bench.get()
    long = len(seen)
    with transaction(by=None):
        article = make_article("A short one stands here.", title="Short")
        make_claim(article, "A short one")
    bench.article_id = article.id
    bench.get()
    with count_statements() as seen:
        bench.get()
    assert len(seen) == long <= 14


def test_the_chosen_claim_of_another_tab_is_read_whole(bench: Bench, article: Article, claim: Claim) -> None:
    assert claim.wording in bench.get(f"?claim={claim.id}").text
    assert bench.get("?tab=zones").status_code == 200
