"""What the workbench fetches for the cursor and for the source beside the text."""

from __future__ import annotations

import re

import html5lib
import pytest

from annotator.articles.models import Article
from annotator.articles.service import ArticleFields, create
from annotator.claims.models import Claim
from annotator.db import transaction
from tests.features.desk.conftest import TEXT, Bench
from tests.support.cast import Cast
from tests.support.factories import make_claim, make_zone

TRANSLATION = (
    "The river rose by 40 centimetres on Friday. Mayor Dubois closed 2 bridges in Vernon. "
    "About 900 people left their houses. A boat sank near Giverny. The army sent 60 soldiers."
)
SOURCE = (
    "La rivière est montée de 40 centimètres vendredi. Le maire Dubois a fermé 2 ponts à Vernon. "
    "Quelque 900 personnes ont quitté leurs maisons.\n\n<b>Personne</b> n’a été blessé. "
    "Un bateau a coulé près de Giverny. L’armée a envoyé 60 soldats."
)


@pytest.fixture
def translated(cast: Cast, bench: Bench) -> Article:
    with transaction(by=None):
        article = create(
            ArticleFields(title="The river rose", source_language="fr"), TRANSLATION, by=None, source_text=SOURCE
        )
    bench.article_id = article.id
    return article


def quotes(bench: Bench, text: str) -> list[str]:
    return [text[start:end] for start, end in bench.get("/sentences").json]  # type: ignore[union-attr]


def test_sentences_are_code_points_and_stop_at_zones(bench: Bench, article: Article) -> None:
    with transaction(by=None):
        make_zone(article, "CANAL TOWN COUNTS ITS LOSSES", "headline")
    assert quotes(bench, TEXT) == [
        "CANAL TOWN COUNTS ITS LOSSES",
        "Four guards 🎖️ were hurt at the weir of Nahr Saad on Monday.",
        "Two guards died later.",
        "The الحشد الشعبي denied it.",
        "The mayor sent 300 sandbags,\nand two barges came.",
    ]


def test_the_source_stands_sentence_by_sentence_with_what_translates_it(bench: Bench, translated: Article) -> None:
    page = bench.get("/source").text
    found = re.findall(r'<span data-pair="\d+"(?: data-start="(\d+)" data-end="(\d+)")?[^>]*>(.*?)</span>', page)
    pairs = {words: TRANSLATION[int(start) : int(end)] for start, end, words in found if start}
    assert pairs["Un bateau a coulé près de Giverny."] == "A boat sank near Giverny."
    assert pairs["Le maire Dubois a fermé 2 ponts à Vernon."] == "Mayor Dubois closed 2 bridges in Vernon."
    assert '<div id="beside-text" lang="fr" dir="ltr">' in page
    assert page.count('<p dir="auto">') == 2, "paragraphs are the source's own"
    assert "<b>" not in page and "&lt;b&gt;" in page
    words = html5lib.parseFragment(page, namespaceHTMLElements=False)
    assert "".join("".join(words.itertext()).split()) == "".join(SOURCE.split()), "nothing of the source is left out"


def test_a_source_that_is_another_text_stands_there_unpaired(bench: Bench, translated: Article) -> None:
    with transaction(by=None):
        fields = ArticleFields(title="Short", source_language="ar")
        other = create(fields, "Something else.", by=None, source_text="؟؟؟ \n\n !!!")
    bench.article_id = other.id
    page = bench.get("/source").text
    assert 'lang="ar" dir="rtl"' in page
    assert "data-start" not in page or "could not be found" not in page


def test_only_an_article_with_a_source_offers_it(bench: Bench, article: Article) -> None:
    assert 'data-command="beside"' not in bench.get().text and 'id="beside"' not in bench.get().text
    assert bench.get("/source").status_code == 200


def test_with_a_source_it_is_offered(bench: Bench, translated: Article) -> None:
    page = bench.get().text
    assert 'data-command="beside" aria-pressed="false"' in page and f"/articles/{translated.id}/source" in page


def test_the_next_unjudged_claim_is_found_by_the_server(bench: Bench, article: Article) -> None:
    with transaction(by=None):
        last = make_claim(article, "300 sandbags")
        make_claim(article, "Two guards died", state="assessed", verdict="true", confidence=90)
        first = make_claim(article, "Four guards")

    def after(query: str) -> str:
        answer = bench.get(f"/next{query}")
        assert answer.status_code == 302
        return answer.location

    assert after("").endswith(f"?claim={first.id}#claim-{first.id}")
    assert after(f"?after={first.id}").endswith(f"#claim-{last.id}")
    assert after(f"?after={last.id}").endswith(f"#claim-{first.id}"), "from the end back to the first"
    assert after("?after=999999").endswith(f"#claim-{first.id}")


def test_where_nothing_waits_the_article_is_shown(bench: Bench, claim: Claim) -> None:
    with transaction(by=None):
        claim.state = "settled"
    assert bench.get("/next").location == f"/articles/{bench.article_id}"


def test_a_claim_is_offered_its_neighbours_to_merge_with_and_not_every_other(bench: Bench, article: Article) -> None:
    with transaction(by=None):
        rows = [make_claim(article, "Four guards", wording=f"Claim {number}") for number in range(60)]
    page = bench.get(f"?claim={rows[30].id}").text
    options = re.findall(r'<option value="(\d+)">', page[page.index('id="with"') :].partition("</select>")[0])
    assert len(options) == 30 and str(rows[30].id) not in options
    assert {str(rows[29].id), str(rows[31].id)} <= set(options)
