"""The administrator's page of people."""

from __future__ import annotations

import re
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.accounts import service
from annotator.accounts.models import ROLES, Invitation, User
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.errors import NotAllowed
from tests.support.cast import Cast, make_cast
from tests.support.client import DeskClient
from tests.support.entrance import give_password, is_in
from tests.support.statements import count_statements


@pytest.fixture
def administrator(client: DeskClient, open_cast: Cast) -> DeskClient:
    return client.as_(open_cast.administrator)


def test_everybody_stands_there_with_role_and_state(administrator: DeskClient, open_cast: Cast) -> None:
    with transaction(by=None):
        open_cast.colleague.active = False
        open_cast.editor.password = None
    text = administrator.get("/people").text
    for name in ("Rana", "Ravi", "Cora", "Edda", "Adam"):
        assert f"<bdi>{name}</bdi>" in text
    assert "<td>inactive</td>" in text
    assert "<td>cannot log in</td>" in text


def test_an_invitation_shows_its_link_once(administrator: DeskClient, client: DeskClient) -> None:
    response = administrator.post("/people/invitations", data={"role": "editor", "note": "Layla, night desk"})
    found = re.search(r'value="(http://localhost/invitation/([\w-]{43}))"', response.text)
    assert found
    assert service.load_invitation(found[2]).role == "editor"
    page = administrator.get("/people").text
    assert "Layla, night desk" in page
    assert found[2] not in page


def test_an_invitation_can_be_ended(administrator: DeskClient) -> None:
    administrator.post("/people/invitations", data={"role": "reader", "note": "wrong person"})
    invitation = db.session.scalars(sa.select(Invitation)).one()
    assert administrator.post(f"/people/invitations/{invitation.id}/revoke").status_code == 302
    assert "wrong person" not in administrator.get("/people").text
    assert administrator.post("/people/invitations/999/revoke").status_code == 404


def test_a_role_is_changed_and_the_history_says_by_whom(administrator: DeskClient, open_cast: Cast) -> None:
    administrator.post(f"/people/{open_cast.reader.id}/role", data={"role": "editor"})
    assert open_cast.reader.role.name == "editor"
    entry = db.session.scalars(sa.select(HistoryEntry).where(HistoryEntry.verb == "change role")).one()
    assert (entry.actor_id, entry.object_id) == (open_cast.administrator.id, open_cast.reader.id)


def test_a_change_of_role_counts_in_running_sessions(app: Flask, administrator: DeskClient, open_cast: Cast) -> None:
    other = app.test_client()
    assert isinstance(other, DeskClient)
    assert other.as_(open_cast.editor).get("/people").status_code == 403
    administrator.post(f"/people/{open_cast.editor.id}/role", data={"role": "administrator"})
    assert other.get("/people").status_code == 200


@pytest.mark.parametrize("role", ["owner", "", "4"])
def test_a_role_that_is_none_is_refused(administrator: DeskClient, open_cast: Cast, role: str) -> None:
    assert administrator.post(f"/people/{open_cast.reader.id}/role", data={"role": role}).status_code == 422
    assert open_cast.reader.role.name == "reader"


def test_the_form_of_the_role_sets_nothing_else(administrator: DeskClient, open_cast: Cast) -> None:
    before = open_cast.reader.password
    more = {"active": "", "password": "x", "name": "Root", "email": "root@example.org", "id": "77"}
    administrator.post(f"/people/{open_cast.reader.id}/role", data={"role": "reviewer"} | more)
    reader = open_cast.reader
    assert (reader.role.name, reader.active, reader.name) == ("reviewer", True, "Rana")
    assert (reader.email, reader.password) == ("rana@example.org", before)


def test_deactivation_ends_sessions_at_once_and_can_be_taken_back(
    app: Flask, administrator: DeskClient, open_cast: Cast
) -> None:
    other = app.test_client()
    assert isinstance(other, DeskClient)
    assert is_in(other.as_(open_cast.reviewer))
    administrator.post(f"/people/{open_cast.reviewer.id}/deactivate")
    assert not is_in(other)
    assert "inactive" in administrator.get("/people").text
    administrator.post(f"/people/{open_cast.reviewer.id}/reactivate")
    assert open_cast.reviewer.active


def test_the_last_administrator_stays(administrator: DeskClient, open_cast: Cast) -> None:
    own = f"/people/{open_cast.administrator.id}"
    assert administrator.post(f"{own}/deactivate").status_code == 403
    assert administrator.post(f"{own}/role", data={"role": "editor"}).status_code == 403
    assert open_cast.administrator.active
    assert open_cast.administrator.role.name == "administrator"
    administrator.post(f"/people/{open_cast.editor.id}/role", data={"role": "administrator"})
    assert administrator.post(f"{own}/role", data={"role": "editor"}).status_code == 302


def test_two_administrators_cannot_demote_each_other_at_once(either_app: Flask) -> None:
    cast = make_cast()
    give_password(cast.administrator, cast.editor)
    with transaction(by=None):
        service.change_role(cast.editor, "administrator")
    ids = [cast.administrator.id, cast.editor.id]
    db.session.rollback()
    gate, outcomes = Barrier(2), []

    def demote(user_id: int) -> None:
        with either_app.app_context():
            gate.wait(10)
            try:
                with transaction(by=None):
                    service.change_role(db.session.get_one(User, user_id), "reader")
                outcomes.append("done")
            except NotAllowed:
                outcomes.append("refused")

    threads = [Thread(target=demote, args=(user_id,)) for user_id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["done", "refused"]


@pytest.mark.parametrize("role", ROLES[:-1])
def test_nobody_else_gets_in(client: DeskClient, open_cast: Cast, role: str) -> None:
    client.as_(getattr(open_cast, role))
    assert client.get("/people").status_code == 403
    for path in (
        "/people/invitations",
        f"/people/{open_cast.reader.id}/role",
        f"/people/{open_cast.reader.id}/deactivate",
    ):
        assert client.post(path, data={"role": "administrator"}).status_code == 403
    assert open_cast.reader.active
    assert open_cast.reader.role.name == "reader"
    assert not db.session.scalars(sa.select(Invitation)).all()


def test_unknown_people_are_not_found(administrator: DeskClient) -> None:
    for verb in ("role", "deactivate", "reactivate"):
        assert administrator.post(f"/people/999/{verb}", data={"role": "reader"}).status_code == 404


def test_the_page_costs_the_same_number_of_statements_with_three_people_and_thirty(
    app: Flask, administrator: DeskClient
) -> None:
    def count() -> int:
        with count_statements() as statements:
            administrator.get("/people")
        return len(statements)

    few = count()
    with transaction(by=None):
        role = service.role_called("reader")
        db.session.add_all(User(name=f"Person {number}", role=role) for number in range(27))
        for _ in range(5):
            service.invite("reader", by=None)
    assert count() == few
