"""The pages of versions: chain and comparison, a new text with what it would do, what asks, an old text."""

from __future__ import annotations

import re

import pytest

from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.desk.versions.views import around
from annotator.reviews import service as reviews
from annotator.versions import queries
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim

OLD = (
    "Four guards were hurt at the weir on Monday. The mayor sent 300 sandbags to the quarter.\n\nTwo barges lay at the "
    "lower bridge. The school was closed for six days."
)
NEW = OLD.replace("300", "500").replace("Two barges lay at the lower bridge. ", "") + "\u202e"


@pytest.fixture
def article(cast: Cast) -> Article:
    with transaction(by=cast.reviewer):
        article = make_article(OLD, title="Weir", created_by_id=cast.reviewer.id)
        claims = [
            make_claim(article, words, by=cast.reviewer, state="open")
            for words in ("Two barges lay at the lower bridge", "The mayor sent 300 sandbags to the quarter")
        ]
    with transaction(by=cast.reviewer):
        for claim in claims:
            reviews.assess(claim, verdict="true", confidence=80, by=cast.reviewer)
    return article


def renew(client: DeskClient, article: Article, text: str, *, seen: int = 1, then: str = "save") -> object:
    return client.post(f"/articles/{article.id}/versions/new", data={"text": text, "seen": seen, "then": then})


def test_the_way_of_a_new_version(client: DeskClient, cast: Cast, article: Article) -> None:
    client.as_(cast.reviewer)
    assert "See what it would do" in client.get(f"/articles/{article.id}/versions/new").text
    seen = renew(client, article, NEW, then="preview")
    assert seen.status_code == 200
    assert "1 changed, 1 gone" in seen.text and "Nothing is stored yet" in seen.text
    assert db.session.get_one(Article, article.id).current_number == 1
    saved = renew(client, article, NEW)
    assert saved.status_code == 303 and saved.location.endswith(f"/articles/{article.id}/asks")

    asks = client.get(saved.location).text
    assert "1 asks in version 2" in asks and "<mark>Two barges lay at the lower bridge</mark>" in asks
    assert "Nothing in it is like these words" in asks
    bench = client.get(f"/articles/{article.id}").text
    assert "version 2 of 2" in bench and "1 ask" in bench
    assert "Two barges" not in bench.partition('id="text"')[2].partition("</article>")[0]

    compared = client.get(f"/articles/{article.id}/versions?from=1&to=2").text
    assert '<del class="telling">300</del>' in compared and '<ins class="telling">500</ins>' in compared
    assert "[RLO U+202E]" in compared and "\u202e" not in compared

    old = client.get(f"/articles/{article.id}/versions/1").text
    assert "Version 1 of 2" in old
    assert 'in version 2: <span class="lost">gone' in old and '<span class="lost">changed' in old
    assert client.get(f"/articles/{article.id}/versions/2").status_code == 302
    assert client.get(f"/articles/{article.id}/versions/3").status_code == 404


def test_a_claim_to_check_again_shows_the_old_and_the_new_words(
    client: DeskClient, cast: Cast, article: Article
) -> None:
    renew(client.as_(cast.reviewer), article, NEW)
    changed = next(each for each in db.session.query(Claim) if each.state == "recheck")
    card = client.get(f"/articles/{article.id}?claim={changed.id}").text
    assert "<del>300</del><ins>500</ins>" in card and "The words changed" in card


def test_placing_letting_go_and_undoing(client: DeskClient, cast: Cast, article: Article) -> None:
    renew(client.as_(cast.reviewer), article, NEW)
    [row] = queries.asking(article)
    form = {"row_version": row.row_version, "words": "The school was closed"}
    refused = client.post(f"/carried/{row.id}/place", data=form | {"words": "The school was open"})
    assert "exactly like this" in client.get(refused.location).text
    assert client.post(f"/carried/{row.id}/place", data=form).status_code == 303
    assert db.session.get_one(Claim, row.claim_id).quote == "The school was closed"
    page = client.get(f"/articles/{article.id}/asks").text
    assert "Everything of the version before has its place" in page and "Undo: place" in page
    step = re.search(r'name="step" value="(\d+)"', page)
    undone = client.post(f"/articles/{article.id}/undo", data={"step": step[1] if step else "", "back": "asks"})
    assert undone.location.endswith("/asks") and "1 asks" in client.get(undone.location).text
    let_go = client.post(f"/carried/{row.id}/let-go", data={"row_version": queries.asking(article)[0].row_version})
    assert "Let go" in client.get(let_go.location).text and queries.waiting_on(article.id) == 0


def test_the_new_text_stands_beside_what_asks_to_select_its_words_in(
    client: DeskClient, cast: Cast, article: Article
) -> None:
    twice = OLD.replace("Two barges lay at the lower bridge. ", "") + "\n\nThe mayor slept. The mayor slept."
    renew(client.as_(cast.reviewer), article, twice)
    [row] = queries.asking(article)
    page = client.get(f"/articles/{article.id}/asks").text
    text = page.partition('id="text"')[2].partition("</article>")[0]
    assert "The school was closed for six days." in text and 'class="seg" data-start="' in text
    assert f'data-article="{article.id}"' in page
    # The words stand there twice: which of them is meant is said by the place that goes along.
    form = {"row_version": row.row_version, "words": "The mayor slept"}
    assert "more than once" in client.get(client.post(f"/carried/{row.id}/place", data=form).location).text
    start = twice.rindex("The mayor slept")
    placed = {**form, "start": start, "end": start + len("The mayor slept")}
    assert client.post(f"/carried/{row.id}/place", data=placed).status_code == 303
    assert db.session.get_one(Claim, row.claim_id).anchors[0].start == start
    reader = client.as_(cast.reader).get(f"/articles/{article.id}/asks").text
    assert 'id="text"' not in reader and "Select its words" not in reader


def test_a_long_text_is_fetched_in_parts(client: DeskClient, cast: Cast, article: Article) -> None:
    long = OLD.replace("Two barges lay at the lower bridge. ", "") + "\n\n" + "The river rose a hand. " * 2_000
    renew(client.as_(cast.reviewer), article, long)
    page = client.get(f"/articles/{article.id}/asks").text
    assert f'hx-get="/articles/{article.id}/text/0"' in page and page.count("The river rose a hand") < 10


def test_words_around_a_place_are_whole_and_without_empty_lines() -> None:
    text = (
        "\n\n"
        + "Long ago a bridge stood here. " * 8
        + "\n\n\n\nTwo barges sank.\n\n\nNobody was "
        + "very " * 60
        + "hurt."
    )
    start = text.index("Two barges")
    runs = around(text, [{"start": start, "end": start + 10}])
    assert runs[1] == ("Two barges", True)
    assert runs[0][0].startswith("… ") and runs[0][0].endswith("here.\n")
    assert runs[2][0].startswith(" sank.\nNobody was very") and runs[2][0].endswith("very …")
    assert around("Two barges sank", [{"start": 0, "end": 3}, {"start": 11, "end": 15}]) == [
        ("Two", True), (" barges ", False), ("sank", True),
    ]  # fmt: skip


def test_a_stale_decision_is_refused(client: DeskClient, cast: Cast, article: Article) -> None:
    renew(client.as_(cast.reviewer), article, NEW)
    [row] = queries.asking(article)
    answer = client.post(f"/carried/{row.id}/let-go", data={"row_version": row.row_version + 1})
    assert answer.status_code == 409 and "Somebody else decided" in answer.text


def test_of_two_pastes_the_second_sees_what_came_in_and_can_go_on(
    client: DeskClient, cast: Cast, article: Article
) -> None:
    renew(client.as_(cast.reviewer), article, NEW)
    late = renew(client.as_(cast.editor), article, OLD + " It rained.")
    assert late.status_code == 409
    assert "Version 2 came in meanwhile" in late.text and "It rained." in late.text and 'value="2"' in late.text
    assert renew(client, article, OLD + " It rained.", seen=2).status_code == 303
    assert db.session.get_one(Article, article.id).current_number == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "Paste the new text"), (OLD, "the text that the article has now"), ("a\x00b", "NUL")],
)
def test_what_is_no_new_text_is_refused_at_its_field(
    client: DeskClient, cast: Cast, article: Article, text: str, said: str
) -> None:
    answer = renew(client.as_(cast.reviewer), article, text)
    assert answer.status_code == 422 and said in answer.text


def test_an_older_text_is_known(client: DeskClient, cast: Cast, article: Article) -> None:
    renew(client.as_(cast.reviewer), article, NEW)
    answer = renew(client, article, OLD, seen=2)
    assert answer.status_code == 422 and "the text of version 1 of 2" in answer.text


def test_who_may_not_edit_it_is_told_whom_to_ask(client: DeskClient, cast: Cast, article: Article) -> None:
    client.as_(cast.colleague)
    assert "an editor, or from whoever brought it in" in client.get(f"/articles/{article.id}/versions/new").text
    assert renew(client, article, NEW).status_code == 403
    assert "New version" not in client.get(f"/articles/{article.id}/versions").text


def test_the_export_page_names_the_version_and_counts_what_is_left_out(
    client: DeskClient, cast: Cast, article: Article
) -> None:
    renew(client.as_(cast.reviewer), article, NEW)
    page = client.get(f"/articles/{article.id}/export").text
    assert "Version 2, received" in page and "waits for its place in this version" in page
