"""Correction notices: drafted from what readers were not told, edited, approved, followed by newer ones."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from annotator.articles.models import Article
from annotator.corrections import service
from annotator.corrections.models import Correction, Notice
from annotator.corrections.notices import service as drafting
from annotator.db import db, transaction
from tests.features.desk.conftest import form_of
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_correction

from .test_pages import TEXT, Desk


@pytest.fixture
def desk(client: DeskClient, cast: Cast) -> Desk:
    with transaction(by=None):
        article = make_article(TEXT)
        make_correction(article, "300 guards", "30 guards", state="accepted", kind="fact")
    return Desk(client.as_(cast.reviewer), article)


def notices() -> list[Notice]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Notice).order_by(Notice.id)))


def page(desk: Desk) -> str:
    return desk.get("/notices")


def draft(desk: Desk) -> Notice:
    desk.told(desk.post(f"{desk.at}/notices"))
    return notices()[-1]


def save(desk: Desk, notice: Notice, **typed: str) -> str:
    """The form as it stands, with this typed into it, sent."""
    fields = form_of(page(desk), f"/notices/{notice.id}") | typed
    answer = desk.client.post(f"/notices/{notice.id}", data=fields)
    return desk.told(answer) if answer.status_code == 303 else answer.text


def approved(desk: Desk, cast: Cast) -> Notice:
    desk.client.as_(cast.editor)
    notice = draft(desk)
    save(desk, notice, then="approve")
    return notices()[-1]


def correct(article: Article, quote: str, replacement: str, **more: object) -> None:
    with transaction(by=None):
        make_correction(db.session.get_one(Article, article.id), quote, replacement, state="accepted", **more)


def test_what_readers_were_not_told_is_listed_and_drafted(desk: Desk) -> None:
    assert "some 300 guards" in page(desk) and "Draft a notice" in page(desk)
    notice = draft(desk)
    assert (notice.kind, notice.state) == ("correction", "draft")
    assert notice.text == (
        "An earlier version of this article gave a figure as “some 300 guards”. It should be “some 30 guards”."
    )
    assert [row.quote for row in notice.corrections] == ["300 guards"]
    shown = page(desk)
    assert "It puts a fact right" in shown and "An editor approves it." in shown and ">Approve<" not in shown


def test_the_workbench_leads_there_and_says_how_many_are_not_told(desk: Desk, cast: Cast) -> None:
    assert f'href="{desk.at}/notices" title="1 not told to readers yet"' in desk.get()
    approved(desk, cast)
    assert "not told to readers yet" not in desk.get() and f'href="{desk.at}/notices"' in desk.get()


def test_a_draft_is_edited_and_approved_by_an_editor_in_one_step(desk: Desk, cast: Cast) -> None:
    notice = draft(desk)
    assert "Saved." in save(desk, notice, text="It said 300 guards; it should say 30.", kind="clarification")
    refused = desk.client.post(
        f"/notices/{notice.id}", data=form_of(page(desk), f"/notices/{notice.id}") | {"then": "approve"}
    )
    assert refused.status_code == 403 and notices()[0].state == "draft"
    desk.client.as_(cast.editor)
    shown = save(desk, notice, text="It said 300; it is 30.", then="approve")
    (kept,) = notices()
    assert (kept.state, kept.text, kept.kind) == ("approved", "It said 300; it is 30.", "clarification")
    assert kept.approved_by_id == cast.editor.id and kept.approved_at is not None
    assert "approved by Edda" in shown and "Draft a notice" not in shown


def test_an_approved_notice_is_never_edited(desk: Desk, cast: Cast) -> None:
    notice = approved(desk, cast)
    fields = {"row_version": notice.row_version, "kind": "refile", "text": "Nothing happened."}
    answer = desk.client.post(f"/notices/{notice.id}", data=fields)
    assert answer.status_code == 422 and "This notice is approved" in answer.text
    assert notices()[0].text == notice.text


def test_a_stale_save_is_refused_with_both_sides(desk: Desk, cast: Cast) -> None:
    notice = draft(desk)
    fields = form_of(page(desk), f"/notices/{notice.id}")
    save(desk, notice, text="It said 300 men.")
    answer = desk.client.post(f"/notices/{notice.id}", data=fields | {"text": "It said 300 women."})
    assert answer.status_code == 409
    assert "300 <mark>men</mark>" in answer.text and "300 <mark>women</mark>" in answer.text
    again = form_of(answer.text, f"/notices/{notice.id}")
    assert again["text"] == "It said 300 women."
    assert desk.client.post(f"/notices/{notice.id}", data=again).status_code == 303
    assert notices()[0].text == "It said 300 women."


def test_the_next_notice_tells_only_of_what_changed_since(desk: Desk, cast: Cast) -> None:
    approved(desk, cast)
    correct(desk.article, "governer", "governor")
    second = draft(desk)
    assert (second.kind, [row.quote for row in second.corrections]) == ("refile", ["governer"])
    save(desk, second, then="approve")
    assert "Draft a notice" not in page(desk)
    assert "nothing to draft" in desk.told(desk.post(f"{desk.at}/notices"))


def test_a_correction_of_a_correction_says_what_readers_saw_last(desk: Desk, cast: Cast) -> None:
    approved(desk, cast)
    (row,) = notices()[0].corrections
    fields = form_of(desk.get(f"?correction={row.id}"), f"/corrections/{row.id}/change")
    desk.told(desk.client.post(f"/corrections/{row.id}/change", data=fields | {"replacement": "33 guards"}))
    second = draft(desk)
    assert "“some 30 guards”. It should be “some 33 guards”" in second.text
    save(desk, second, then="approve")
    newest = notices()[-1].corrections[-1]
    desk.post(f"/corrections/{max(newest.id, row.id)}/reject")
    third = draft(desk)
    assert "“some 33 guards”. It should be “some 300 guards”" in third.text


def test_a_draft_that_no_longer_fits_is_not_approved_and_drafted_anew(desk: Desk, cast: Cast) -> None:
    desk.client.as_(cast.editor)
    notice = draft(desk)
    correct(desk.article, "governer", "governor")
    shown = page(desk)
    assert "have changed since this was drafted" in shown and "Draft it anew" in shown
    assert "have changed since the notice was drafted" in save(desk, notice, then="approve")
    draft(desk)
    assert [each.state for each in notices()] == ["withdrawn", "draft"]
    assert "two errors" in notices()[1].text


def test_a_withdrawn_notice_leaves_readers_untold_again(desk: Desk, cast: Cast) -> None:
    notice = approved(desk, cast)
    desk.client.as_(cast.colleague)
    assert "by an editor" in desk.told(desk.post(f"/notices/{notice.id}/withdraw"))
    desk.client.as_(cast.editor)
    shown = desk.told(desk.post(f"/notices/{notice.id}/withdraw"))
    assert "1 withdrawn" in shown and "Draft a notice" in shown
    assert "withdrawn already" in desk.told(desk.post(f"/notices/{notice.id}/withdraw"))


def test_a_notice_is_told_in_the_history_undone_and_done_again_with_its_corrections(desk: Desk, cast: Cast) -> None:
    notice = approved(desk, cast)
    assert "approved a correction notice" in desk.get("/history")
    desk.undo()
    assert (notices()[0].state, notices()[0].approved_by_id) == ("draft", None)
    desk.undo()
    assert notices() == []
    desk.undo("redo")
    desk.undo("redo")
    (back,) = notices()
    assert (back.state, back.text, [row.quote for row in back.corrections]) == ("approved", notice.text, ["300 guards"])
    assert "Draft a notice" not in page(desk)


def test_an_acceptance_that_is_undone_after_it_was_told_is_to_be_told(desk: Desk, cast: Cast) -> None:
    desk.client.as_(cast.editor)
    desk.propose("governer", "governor")
    last = desk.client.get(f"{desk.at}?tab=corrections")
    assert last.status_code == 200
    with transaction(by=cast.editor, verb="accept"):
        row = db.session.scalars(sa.select(Correction).where(Correction.quote == "governer")).one()
        service.accept(row, by=cast.editor)
    with transaction(by=cast.administrator, verb="approve notice"):
        notice = drafting.draft(db.session.get_one(Article, desk.article.id), by=cast.administrator)
        drafting.approve(notice, by=cast.administrator)
    assert "Not told yet" not in page(desk)
    desk.undo()
    shown = page(desk)
    assert "Not told yet" in shown and "The governor of Zubair met" in shown


def test_what_a_notice_tells_of_is_not_undone_under_it(desk: Desk, cast: Cast) -> None:
    desk.client.as_(cast.editor)
    desk.propose("governer", "governor")
    with transaction(by=None):
        last = db.session.scalars(sa.text("SELECT max(id) FROM corrections")).one()
    desk.client.post(f"/corrections/{last}/accept")
    desk.client.as_(cast.administrator)
    draft(desk)
    desk.client.as_(cast.editor)
    desk.undo()  # the acceptance
    assert "by now" in desk.undo()


def test_a_reader_reads_notices_and_changes_none(desk: Desk, cast: Cast) -> None:
    notice = draft(desk)
    desk.client.as_(cast.reader)
    shown = page(desk)
    assert "some 300 guards" in shown and "<form id=" not in shown
    for address in (f"{desk.at}/notices", f"/notices/{notice.id}", f"/notices/{notice.id}/withdraw"):
        assert desk.client.post(address).status_code == 403


def test_notices_of_a_draft_article_are_not_there_for_others(client: DeskClient, cast: Cast) -> None:
    with transaction(by=None):
        article = make_article(TEXT, visibility="draft", created_by_id=cast.reviewer.id)
        db.session.add(Notice(article=article, version=article.versions[-1], text="It said 300."))
    ident = notices()[0].id
    client.as_(cast.colleague)
    assert client.get(f"/articles/{article.id}/notices").status_code == 404
    assert client.post(f"/notices/{ident}/withdraw").status_code == 404
