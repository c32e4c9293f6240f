"""What stays on the desk: sensitive claims, articles under embargo."""

from __future__ import annotations

import datetime as dt

import pytest

from annotator.articles.models import Article
from annotator.claims import service
from annotator.claims.models import Claim
from annotator.db import db, now, transaction
from annotator.errors import NotAllowed
from tests.support.cast import Cast
from tests.support.factories import make_claim

from .conftest import Bench, form_of, fresh


def test_a_reviewer_marks_a_claim_as_sensitive_and_only_an_editor_takes_the_mark_off(
    bench: Bench, cast: Cast, claim: Claim
) -> None:
    page = bench.follow(bench.client.post(f"/claims/{claim.id}/sensitive", data={"on": "1"})).text
    assert fresh(claim).sensitive and ">sensitive</span>" in page and "Not sensitive" not in page
    refused = bench.follow(bench.client.post(f"/claims/{claim.id}/sensitive"))
    assert "an editor" in refused.text and fresh(claim).sensitive
    bench.client.as_(cast.editor)
    assert "Not sensitive" in bench.get(f"?claim={claim.id}").text
    bench.follow(bench.client.post(f"/claims/{claim.id}/sensitive"))
    assert not fresh(claim).sensitive


def test_a_reader_marks_nothing(bench: Bench, cast: Cast, claim: Claim) -> None:
    assert bench.client.as_(cast.reader).post(f"/claims/{claim.id}/sensitive", data={"on": "1"}).status_code == 403


def test_the_mark_is_told_undone_and_done_again(bench: Bench, claim: Claim) -> None:
    bench.client.post(f"/claims/{claim.id}/sensitive", data={"on": "1"})
    history = bench.client.get(f"/history/claim/{claim.id}").text
    assert "marked as sensitive" in history
    bench.follow(bench.client.post(f"/articles/{bench.article_id}/undo"))
    assert not fresh(claim).sensitive
    bench.follow(bench.client.post(f"/articles/{bench.article_id}/redo"))
    assert fresh(claim).sensitive


def test_an_editors_mark_is_not_taken_off_by_what_a_reviewer_undoes(bench: Bench, cast: Cast, claim: Claim) -> None:
    with transaction(by=cast.editor, verb="mark sensitive"):
        service.mark_sensitive(claim, True, by=cast.editor)
    with pytest.raises(NotAllowed), transaction(by=cast.reviewer):
        service.mark_sensitive(claim, False, by=cast.reviewer)
    bench.follow(bench.client.post(f"/articles/{bench.article_id}/undo"))
    assert fresh(claim).sensitive


def test_parts_of_a_sensitive_claim_and_what_it_is_merged_into_are_sensitive(
    cast: Cast, article: Article, claim: Claim
) -> None:
    with transaction(by=cast.reviewer):
        service.mark_sensitive(claim, True, by=cast.reviewer)
        parts = service.split(claim, ["Four guards", "were hurt"], by=cast.reviewer)
    assert all(part.sensitive for part in parts)
    with transaction(by=cast.reviewer):
        other = make_claim(article, "Two guards died")
        merged = service.merge([other, parts[1]], by=cast.reviewer)
    assert merged is other and other.sensitive


def test_an_embargo_is_typed_in_the_desks_time_and_shown_until_it_has_passed(
    bench: Bench, cast: Cast, article: Article
) -> None:
    bench.client.as_(cast.editor)
    fields = form_of(bench.get("/edit").text, f"/articles/{article.id}/edit")
    assert fields["embargo"] == ""
    later = now() + dt.timedelta(days=2)
    typed = later.strftime("%Y-%m-%dT%H:%M")
    assert bench.client.post(f"/articles/{article.id}/edit", data=fields | {"embargo": typed}).status_code == 302
    for address in (f"/articles/{article.id}", "/articles"):
        assert "Embargo until" in bench.client.get(address).text
    assert form_of(bench.get("/edit").text, f"/articles/{article.id}/edit")["embargo"] == typed
    with transaction(by=None):
        db.session.get_one(Article, article.id).embargo_until = now() - dt.timedelta(minutes=1)
    for address in (f"/articles/{article.id}", "/articles"):
        assert "Embargo until" not in bench.client.get(address).text


def test_an_embargo_that_cannot_be_read_is_refused_at_its_field(bench: Bench, cast: Cast, article: Article) -> None:
    bench.client.as_(cast.editor)
    fields = form_of(bench.get("/edit").text, f"/articles/{article.id}/edit")
    answer = bench.client.post(f"/articles/{article.id}/edit", data=fields | {"embargo": "noon"})
    assert answer.status_code == 422 and "Write it as 2021-02-15T18:00." in answer.text
