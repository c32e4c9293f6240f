"""Many hits: a job in batches, what stands after a failure, what others changed meanwhile, who may act at all."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from annotator.articles.models import Article
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.desk.acting import acts, work
from annotator.errors import Invalid
from annotator.jobs import service as jobs
from annotator.tags.models import Tagging
from tests.features.acting.conftest import Desk, claims, garbles


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "AT_ONCE", 3)
    monkeypatch.setattr(work, "BATCH", 2)


def tagged() -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(Tagging)) or 0


def test_many_are_a_job_of_batches_that_one_undo_takes_back(desk: Desk) -> None:
    desk.articles(5)
    at = desk.select(desk.cast.reviewer, search="q=barges&kind=claim")
    answer = desk.client.post(desk.button(desk.preview(at, "tag", tag="late")))
    page = desk.client.get(answer.location).text
    assert 'data-state="queued"' in page and 'hx-trigger="every 1s"' in page and tagged() == 0
    job = desk.done(answer)
    assert (job.state, job.done, job.report["done"], len(job.report["steps"])) == ("done", 5, 5, 3)
    moments = sa.select(sa.func.count(sa.distinct(HistoryEntry.at))).where(HistoryEntry.verb == "tag")
    assert db.session.scalar(moments) == 3
    undo = desk.undo(job)
    assert (undo.kind, undo.state, undo.report["done"], tagged()) == (work.UNDO, "done", 5, 0)
    page = desk.client.get(f"/search/acts/{job.uid}").text
    assert "It was taken back" in page
    assert desk.client.post(f"/search/acts/{job.uid}/undo").location.endswith(job.uid), "once is enough"


def test_a_refused_batch_is_told_and_the_others_stand(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.articles(6)
    put_on, calls = acts.tags.put_on, []

    def refusing(*arguments: object, **more: object) -> object:
        calls.append(1)
        made = put_on(*arguments, **more)  # type: ignore[arg-type]
        if len(calls) == 2:
            raise Invalid("That was too much.")
        return made

    monkeypatch.setattr(acts.tags, "put_on", refusing)
    at = desk.select(desk.cast.reviewer, search="q=barges&kind=claim")
    job = desk.carry_out(desk.preview(at, "tag", tag="late"))
    assert (job.report["done"], job.report["failed"], tagged()) == (4, 2, 4)
    assert job.report["left"] == {"refused together: That was too much.": 2}
    assert "2 left out: refused together: That was too much." in desk.client.get(f"/search/acts/{job.uid}").text
    assert desk.undo(job).report["done"] == 4


def test_a_job_that_was_broken_off_goes_on_where_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.articles(5)
    at = desk.select(desk.cast.reviewer, search="q=barges&kind=claim")
    uid = desk.client.post(desk.button(desk.preview(at, "tag", tag="late"))).location.rpartition("/")[2]
    one_batch, calls = work.one_batch, []

    def dying(*arguments: object, **more: object) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise OSError("no space left")
        one_batch(*arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(work, "one_batch", dying)
    queue = desk.app.extensions["jobs"]
    queue.perform(uid)
    db.session.rollback()
    assert (jobs.find(uid).state, jobs.find(uid).done, tagged()) == ("queued", 2, 2)
    queue.perform(uid)
    db.session.rollback()
    assert (jobs.find(uid).state, jobs.find(uid).report["done"], tagged()) == ("done", 5, 5)


def test_of_a_job_that_failed_for_good_what_was_done_can_be_taken_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.articles(5)
    at = desk.select(desk.cast.reviewer, search="q=barges&kind=claim")
    uid = desk.client.post(desk.button(desk.preview(at, "tag", tag="late"))).location.rpartition("/")[2]
    one_batch, calls = work.one_batch, []

    def dying(*arguments: object, **more: object) -> None:
        calls.append(1)
        if len(calls) > 1:
            raise OSError("no space left")
        one_batch(*arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(work, "one_batch", dying)
    for _ in range(jobs.ATTEMPTS):
        desk.app.extensions["jobs"].perform(uid)
    db.session.rollback()
    job = jobs.find(uid)
    assert job.state == "failed" and tagged() == 2
    page = desk.client.get(f"/search/acts/{uid}").text
    assert "2 were changed before, and stand." in page and "/undo" in page
    desk.undo(job)
    assert tagged() == 0


def test_what_changed_since_the_preview_is_left_out(desk: Desk) -> None:
    desk.articles(3)
    at = desk.select(desk.cast.reviewer, search="q=barges&kind=claim")
    preview = desk.preview(at, "take")
    with transaction(by=desk.cast.colleague, verb="reword"):
        claims()[0].wording = "Two barges went down near Basra"
    with transaction(by=desk.cast.editor, verb="edit"):
        db.session.get_one(Article, claims()[2].article_id).visibility = "hidden"
    job = desk.carry_out(preview)
    assert job.report["done"] == 1
    assert job.report["left"] == {"changed meanwhile": 1, "not there any more, or not open to you": 1}


def test_what_came_after_the_selection_is_not_in_it(desk: Desk) -> None:
    desk.articles(2)
    at = desk.select(desk.cast.reviewer, search="q=barges&kind=claim")
    desk.articles(2)
    assert "Tag 2 claims “late”?" in desk.preview(at, "tag", tag="late").text


def test_undo_leaves_what_somebody_changed_since_and_says_so(desk: Desk) -> None:
    desk.articles(4)
    at = desk.select(desk.cast.reviewer, search="q=barges&kind=claim")
    job = desk.carry_out(desk.preview(at, "take"))
    taken = [claim for claim in claims() if claim.assignee_id]
    with transaction(by=desk.cast.colleague, verb="take"):
        claims()[0].assignee_id = desk.cast.colleague.id
    with transaction(by=desk.cast.colleague, verb="reword"):
        claims()[2].wording = "Two barges went down"  # another column: stays in nobody's way
    undo = desk.undo(job)
    assert undo.report == {"done": 3, "left": {"changed since by Cora": 1}}
    assert [claim.assignee_id for claim in claims() if claim.id in {row.id for row in taken}] == [
        desk.cast.colleague.id, None, None, None,
    ]  # fmt: skip
    assert "1 stands: changed since by Cora" in desk.client.get(f"/search/acts/{undo.uid}").text


def test_undo_leaves_what_is_no_longer_open(desk: Desk) -> None:
    desk.articles(3)
    at = desk.select(desk.cast.reviewer, search="q=barges&kind=claim")
    job = desk.carry_out(desk.preview(at, "take"))
    with transaction(by=desk.cast.editor, verb="edit"):
        db.session.get_one(Article, claims()[0].article_id).visibility = "hidden"
    assert desk.undo(job).report == {"done": 2, "left": {"not open to you any more": 1}}
    assert claims()[0].assignee_id == desk.cast.reviewer.id


def test_a_selection_and_its_work_are_its_owners_alone(desk: Desk) -> None:
    desk.articles(2)
    at = desk.select(desk.cast.reviewer)
    preview = desk.preview(at, "tag", tag="late")
    plan = desk.button(preview)
    assert desk.client.as_(desk.cast.editor).get(at).status_code == 404
    assert desk.client.post(plan).status_code == 404
    job = desk.done(desk.client.as_(desk.cast.reviewer).post(plan))
    desk.client.as_(desk.cast.colleague)
    assert desk.client.get(f"/search/acts/{job.uid}").status_code == 404
    assert desk.client.post(f"/search/acts/{job.uid}/undo").status_code == 404


def test_who_may_only_read_changes_nothing_even_by_a_plan_of_another_time(desk: Desk) -> None:
    desk.articles(2)
    at = desk.select(desk.cast.reviewer, search="q=barges&kind=claim")
    plan = desk.button(desk.preview(at, "take"))
    with transaction(by=None):
        desk.cast.reviewer.role = desk.cast.reader.role
    assert desk.client.post(plan).status_code == 403
    assert desk.preview(at, "take").status_code == 403
    assert all(claim.assignee_id is None for claim in claims())


def test_hidden_articles_cannot_be_reached_by_keys_that_are_made_up(desk: Desk) -> None:
    desk.articles(1, visibility="hidden")
    keys = [f"claim:{claims()[0].id}", f"garble:{garbles()[0].id}", f"article:{claims()[0].article_id}"]
    at = desk.select(desk.cast.reviewer, *keys)
    page = desk.client.get(at).text
    assert "nothing that you may do" in page
    for act, given in (
        ("tag", {"tag": "x"}),
        ("collect", {"collection": "x"}),
        ("confirm", {}),
    ):
        assert "Nothing would change." in desk.preview(at, act, **given).text


@pytest.mark.parametrize("given", [{"tag": ""}, {"tag": "x" * 61}, {"tag": "a\x00b"}])
def test_what_cannot_be_a_tag_is_refused_at_its_field(desk: Desk, given: dict[str, str]) -> None:
    desk.articles(1)
    page = desk.preview(desk.select(desk.cast.reviewer), "tag", **given)
    assert page.status_code == 422 and 'aria-describedby="act-trouble"' in page.text


def test_without_a_tick_one_is_sent_back_to_the_hits(desk: Desk) -> None:
    answer = desk.client.as_(desk.cast.reviewer).post(
        "/search/act?q=barges&kind=claim", data={"hit": ["evil:1", "claim:x"]}
    )
    assert answer.location == "/search?q=barges&kind=claim"
    assert "Tick hits first" in desk.client.get(answer.location).text
