"""What an open page asks for every other second: cheap, silent while nothing happens, and no way round who may see."""

from __future__ import annotations

import os
import time
from pathlib import Path

import sqlalchemy as sa

from annotator.articles.models import Article
from annotator.claims import service as claims
from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.desk.live.presence import SECONDS, Presence
from annotator.reviews import service as reviews
from annotator.versions import service as versions
from annotator.versions.placing import Carrier
from tests.features.desk.conftest import Bench, form_of
from tests.support.cast import Cast
from tests.support.statements import count_statements


def latest_change(article_id: int) -> int:
    """The newest entry of an article's history."""
    newest = sa.select(sa.func.max(HistoryEntry.id)).where(HistoryEntry.article_id == article_id)
    return db.session.execute(newest).scalar_one()


def changes(bench: Bench, after: int, *, here: str = "", at: str = "") -> tuple[int, dict[str, object]]:
    answer = bench.client.get(f"/articles/{bench.article_id}/changes?after={after}&here={here}&at={at}")
    return answer.status_code, answer.get_json() if answer.status_code == 200 else {}


def test_nothing_new_is_answered_by_nothing_with_one_statement_and_no_cookie(bench: Bench, article: Article) -> None:
    latest = latest_change(article.id)
    assert changes(bench, latest) == (204, {})
    with count_statements() as statements:
        answer = bench.client.get(f"/articles/{bench.article_id}/changes?after={latest}")
    assert (answer.status_code, answer.data) == (204, b"")
    about = [statement for statement in statements if "history" in statement]
    assert len(about) == 1 and len([each for each in statements if each.lstrip().startswith("SELECT")]) <= 2
    assert "Set-Cookie" not in answer.headers, "an open page must not prolong its session"


def test_a_change_is_told_once_with_who_and_what(bench: Bench, claim: Claim, cast: Cast) -> None:
    latest = latest_change(bench.article_id)
    assert f'data-latest="{latest}"' in bench.get().text
    with transaction(by=cast.colleague, verb="judge"):
        claims.reword(claim, wording="Four guards fell ill", kinds=["event"], by=cast.colleague)
        reviews.assess(claim, verdict="true", confidence=80, by=cast.colleague)
    status, told = changes(bench, latest)
    assert status == 200
    (change,) = told["changes"]  # type: ignore[misc]
    assert (change["thing"], change["who"], change["own"]) == (f"claim-{claim.id}", cast.colleague.name, False)
    assert "verdict" not in str(told).replace("judge", ""), "what was judged is for the page to show, or not"
    assert changes(bench, int(str(told["latest"]))) == (204, {})


def test_an_article_that_one_may_not_see_tells_nothing(bench: Bench, article: Article, cast: Cast) -> None:
    with transaction(by=cast.administrator):
        article.visibility = "hidden"
    for after in (0, 10**9):
        assert changes(bench, after)[0] == 404


def test_a_new_version_is_told_with_who_brought_it(bench: Bench, article: Article, cast: Cast) -> None:
    assert 'data-version="1"' in bench.get().text
    latest = latest_change(article.id)
    new = article.current.text + " It rained."
    with transaction(by=cast.editor, verb="new version"):
        versions.add(article, versions.NewText(new, article.title), Carrier(article.current.text, new), by=cast.editor)
    address = f"/articles/{article.id}/changes?after={latest}"
    told = bench.client.get(f"{address}&version=1").get_json()["version"]
    assert (told["number"], told["who"]) == (2, cast.editor.name) and told["at"]
    assert bench.client.get(f"{address}&version=2").get_json()["version"] is None
    assert bench.client.get(address).get_json()["version"] is None  # a page that does not say what it shows


def test_two_see_each_other_and_where_they_are(bench: Bench, claim: Claim, cast: Cast) -> None:
    latest = latest_change(bench.article_id)
    assert changes(bench, latest, at=f"claim-{claim.id}")[0] == 204
    bench.client.as_(cast.colleague)
    status, told = changes(bench, latest)
    assert (status, told["here"]) == (200, [{"who": cast.reviewer.name, "at": f"claim-{claim.id}"}])
    assert changes(bench, latest, here=str(told["tag"])) == (204, {})


def test_who_says_nothing_any_more_is_gone(tmp_path: Path) -> None:
    here = Presence(tmp_path)
    here.say(1, 7, "Ravi", "claim-4")
    assert here.others(1, 8) == [("Ravi", "claim-4")] and here.others(1, 7) == here.others(2, 8) == []
    assert here.knows(1, 7) and not here.knows(1, 8)
    long_ago = time.time() - SECONDS - 1
    os.utime(tmp_path / "1" / "7", (long_ago, long_ago))
    assert here.others(1, 8) == [] and not here.knows(1, 7)


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "presence").write_text("no folder")
    here = Presence(tmp_path / "presence")
    here.say(1, 7, "Ravi", "claim-4")
    assert here.others(1, 8) == []


def test_a_save_is_known_by_the_key_of_its_form_to_who_sent_it_only(bench: Bench, claim: Claim, cast: Cast) -> None:
    opened = bench.form(claim.id)
    asked = f"/saved?key={opened['key']}"
    assert bench.client.get(asked).get_json() == {"saved": False, "at": None}
    bench.save(claim.id, opened, wording="Four guards fell ill")
    told = bench.client.get(asked).get_json()
    assert told["saved"] and len(told["at"]) == 5
    assert bench.client.get("/saved?key=").get_json()["saved"] is False
    assert bench.client.get(f"/saved?key={str(opened['key'])[:-1]}").get_json()["saved"] is False
    assert bench.client.as_(cast.colleague).get(asked).get_json()["saved"] is False


def test_what_was_refused_with_words_alone_is_not_called_saved(bench: Bench, claim: Claim) -> None:
    """It is told on the page that follows, whose answer looks like that of a save."""
    form = form_of(bench.get(f"?claim={claim.id}").text, f"/articles/{bench.article_id}/comments")
    bench.client.post(f"/articles/{bench.article_id}/comments", data={**form, "text": "x" * 10_001})
    assert bench.client.get(f"/saved?key={form['key']}").get_json()["saved"] is False


def test_whose_session_it_is(bench: Bench, cast: Cast) -> None:
    own = bench.client.get("/session").get_json()
    assert (own["person"], own["name"]) == (cast.reviewer.id, cast.reviewer.name) and own["token"]
    nobody = bench.client.as_(None).get("/session").get_json()
    assert nobody["person"] is None and nobody["token"]
