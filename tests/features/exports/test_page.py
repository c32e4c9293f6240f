"""/articles/<id>/export: choose a format and options, see what will be in it, download it."""

from __future__ import annotations

import json

import pytest

from annotator.articles.models import Article
from annotator.db import transaction
from annotator.exports.catalogue import FORMATS
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim, make_garble


@pytest.fixture
def article(cast: Cast) -> Article:
    with transaction(by=cast.reviewer):
        article = make_article()
        make_claim(article, "Two soldiers", by=cast.reviewer, state="assessed", verdict="true", confidence=90)
        make_claim(article, "300 guards", state="suggested")
        make_garble(article, "Kirkuk")
    return article


def count_shown(text: str, term: str) -> int:
    return int(text.partition(f"<dt>{term}</dt><dd>")[2].partition("<")[0])


def test_the_page_offers_each_format_and_counts_what_will_be_in_it(
    client: DeskClient, cast: Cast, article: Article
) -> None:
    page = client.as_(cast.reader).get(f"/articles/{article.id}/export")
    assert page.status_code == 200
    assert 'value="html"' in page.text and 'value="w3c"' in page.text
    assert (count_shown(page.text, "Claims"), count_shown(page.text, "of these not looked at yet")) == (2, 1)
    assert (count_shown(page.text, "judged true"), count_shown(page.text, "Garbles")) == (1, 1)


def test_the_count_follows_the_options(client: DeskClient, cast: Cast, article: Article) -> None:
    page = client.as_(cast.reader).get(f"/articles/{article.id}/export?claims=reviewed")
    assert count_shown(page.text, "Claims") == 1


def test_the_annotated_page_is_downloaded_and_cannot_act_for_this_site(
    client: DeskClient, cast: Cast, article: Article
) -> None:
    answer = client.as_(cast.reader).get(f"/articles/{article.id}/export?format=html")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f"attachment; filename=two-wounded-near-kirkuk-{article.id}.html"
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox"
    assert "Two soldiers" in answer.text and "300 guards" in answer.text


def test_looked_at_in_the_browser_it_stands_in_a_sandbox_with_its_own_style(
    client: DeskClient, cast: Cast, article: Article
) -> None:
    answer = client.as_(cast.reader).get(f"/articles/{article.id}/export?format=html&view=1")
    policy = answer.headers["Content-Security-Policy"]
    assert "Content-Disposition" not in answer.headers
    assert policy.startswith("sandbox; default-src 'none'; style-src 'sha256-")
    assert "allow-" not in policy and "script-src" not in policy


def test_web_annotations_are_downloaded(client: DeskClient, cast: Cast, article: Article) -> None:
    answer = client.as_(cast.reader).get(f"/articles/{article.id}/export?format=w3c&claims=reviewed")
    assert answer.headers["Content-Disposition"].endswith(f"-{article.id}.jsonld")
    assert answer.mimetype == "application/ld+json"
    found = json.loads(answer.data)
    assert (found["total"], found["type"]) == (2, "AnnotationCollection")


def test_an_unknown_format_or_option_is_refused_in_words(client: DeskClient, cast: Cast, article: Article) -> None:
    client.as_(cast.reader)
    answer = client.get(f"/articles/{article.id}/export?format=docx.exe")
    assert answer.status_code == 422
    assert f"There are: {', '.join(FORMATS)}" in answer.text
    assert client.get(f"/articles/{article.id}/export?claims=some").status_code == 422


def test_what_one_may_not_know_of_is_not_there(client: DeskClient, cast: Cast) -> None:
    with transaction(by=cast.reviewer):
        draft = make_article(visibility="draft", created_by_id=cast.reviewer.id)
    client.as_(cast.reader)
    for address in (f"/articles/{draft.id}/export", f"/articles/{draft.id}/export?format=w3c", "/articles/999/export"):
        assert client.get(address).status_code == 404


def test_nobody_exports_without_logging_in(client: DeskClient, article: Article) -> None:
    answer = client.as_(None).get(f"/articles/{article.id}/export?format=html")
    assert answer.status_code in {302, 401, 403}
    assert "Two soldiers" not in answer.text
