"""Saved queues: a name for a queue with its filters."""

from __future__ import annotations

import sqlalchemy as sa
from werkzeug.test import TestResponse

from annotator.db import db
from annotator.db.tracking import HistoryEntry
from annotator.reviews.models import SavedQueue
from tests.features.desk.conftest import words_of
from tests.support.cast import Cast
from tests.support.client import DeskClient

ADDRESS = "queue=judge&sort=worth&feed=Canal+Wire&due=overdue"


def save(client: DeskClient, name: str, address: str = ADDRESS, **more: str) -> TestResponse:
    return client.post(f"/queues?{address}", data={"name": name, **more})


def only() -> SavedQueue:
    db.session.expire_all()
    return db.session.scalars(sa.select(SavedQueue)).one()


def test_it_keeps_the_filters_and_leads_back_to_them(client: DeskClient, cast: Cast) -> None:
    page = client.as_(cast.reviewer).get(save(client.as_(cast.reviewer), "  Late   wire ").location).text
    assert only().filters == {"queue": "judge", "sort": "worth", "feed": "Canal Wire", "due": "overdue"}
    assert "<bdi>Late wire</bdi>" in page and 'aria-current="page"><bdi>Late wire' in page
    assert f"/?saved={only().id}&amp;queue=judge&amp;sort=worth&amp;feed=Canal+Wire&amp;due=overdue" in page
    assert "Save this as a queue" not in page
    other = client.get(f"/?saved={only().id}&queue=judge").text
    assert "Save this as a queue" in other and "Keep the filters as they are now" in other


def test_what_is_no_filter_is_not_kept(client: DeskClient, cast: Cast) -> None:
    save(client.as_(cast.reviewer), "Odd", "queue=nothing&sort=age&due=never&evil=1&page=7")
    assert only().filters == {"queue": "unassigned"}


def test_it_is_ones_own_unless_it_is_shared(client: DeskClient, cast: Cast) -> None:
    save(client.as_(cast.reviewer), "Late wire")
    assert "Late wire" not in client.as_(cast.colleague).get("/").text
    row = only()
    for verb in ("change", "remove"):
        data = {"name": "Mine", "row_version": str(row.row_version)}
        assert client.post(f"/queues/{row.id}/{verb}", data=data).status_code == 404
    client.as_(cast.reviewer).post(
        f"/queues/{row.id}/change?{ADDRESS}", data={"name": "Late wire", "shared": "on", "row_version": "1"}
    )
    page = client.as_(cast.reader).get(f"/?saved={row.id}").text
    assert "Late wire" in page and "by Ravi" in page and "Delete" not in page


def test_its_owner_renames_it_and_lets_it_stand_for_other_filters(client: DeskClient, cast: Cast) -> None:
    save(client.as_(cast.reviewer), "Late wire")
    where = f"/queues/{only().id}/change?queue=stuck"
    client.post(where, data={"name": "Later", "row_version": "1"})
    assert (only().name, only().filters["queue"]) == ("Later", "judge")
    client.post(where, data={"name": "Later", "refilter": "on", "row_version": "2"})
    assert only().filters == {"queue": "stuck"}
    told = db.session.scalars(sa.select(HistoryEntry).where(HistoryEntry.object_type == "saved_queues")).all()
    assert [row.action for row in told] == ["create", "change", "change"]


def test_a_stale_change_is_refused(client: DeskClient, cast: Cast) -> None:
    save(client.as_(cast.reviewer), "Late wire")
    where = f"/queues/{only().id}"
    client.post(f"{where}/change", data={"name": "Later", "row_version": "1"})
    for verb in ("change", "remove"):
        answer = client.post(f"{where}/{verb}", data={"name": "Latest", "row_version": "1"})
        assert answer.status_code == 409 and "Somebody else saved this" in answer.text
        assert verb == "remove" or "Later" in words_of(answer.text)
    assert only().name == "Later"


def test_a_shared_one_is_deleted_by_its_owner_or_an_editor(client: DeskClient, cast: Cast) -> None:
    save(client.as_(cast.reviewer), "Late wire", shared="on")
    data = {"row_version": "1"}
    where = f"/queues/{only().id}/remove"
    refused = client.as_(cast.colleague).get(client.post(where, data=data).location).text
    assert "by who made it, or by an editor" in refused
    assert "cannot" not in client.as_(cast.editor).get(f"/?saved={only().id}").text
    client.post(where, data=data)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SavedQueue)) == 0


def test_a_name_is_needed_and_is_once_a_persons(client: DeskClient, cast: Cast) -> None:
    client.as_(cast.reviewer)
    for name, words in (("", "a name of 1 to 60"), ("x" * 61, "a name of 1 to 60"), ("a\x07b", "U+0007")):
        assert words in client.get(save(client, name).location).text
    save(client, "Late wire")
    assert "called “Late wire” already" in client.get(save(client, "Late wire").location).text
    save(client.as_(cast.colleague), "Late wire")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SavedQueue)) == 2


def test_a_reader_saves_for_themselves_and_shares_nothing(client: DeskClient, cast: Cast) -> None:
    client.as_(cast.reader)
    assert "shared with the desk by its reviewers" in client.get(save(client, "All", shared="on").location).text
    save(client, "All")
    assert only().owner_id == cast.reader.id


def test_sent_twice_it_is_saved_once(client: DeskClient, cast: Cast) -> None:
    client.as_(cast.reviewer)
    first, second = (save(client, "Late wire", key="once") for _ in range(2))
    assert first.location == second.location and only().name == "Late wire"
