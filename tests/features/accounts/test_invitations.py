"""One-time links: who may make them, what they are good for, and how they end."""

from __future__ import annotations

import datetime as dt
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.accounts import service
from annotator.accounts.models import Invitation, User
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry
from annotator.errors import Invalid, NotFound
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.entrance import PASSWORD, give_password, is_in, log_in

NEWCOMER = {"name": "Nadia Rahim", "email": "Nadia@Example.org", "password": "vier tinten trocknen"}


def invited(role: str = "reviewer", by: User | None = None) -> str:
    with transaction(by=by, verb="invite"):
        return service.invite(role, "for Nadia", by=by)


def find(name: str) -> User | None:
    db.session.rollback()
    return db.session.scalars(sa.select(User).where(User.name == name)).one_or_none()


def test_a_link_makes_one_account_of_its_role_and_logs_in(client: DeskClient, cast: Cast) -> None:
    link = f"/invitation/{invited('editor', cast.administrator)}"
    assert client.get(link).status_code == 200
    assert client.post(link, data=NEWCOMER).location == "/"
    assert is_in(client)
    nadia = find("Nadia Rahim")
    assert nadia is not None
    assert (nadia.role.name, nadia.email, nadia.active) == ("editor", "nadia@example.org", True)


def test_a_used_link_is_dead(client: DeskClient, cast: Cast) -> None:
    link = f"/invitation/{invited()}"
    client.post(link, data=NEWCOMER)
    client.as_(None)
    again = client.get(link)
    assert again.status_code == 404
    assert "administrator" in again.text
    assert client.post(link, data=NEWCOMER | {"name": "Second", "email": "second@example.org"}).status_code == 404
    assert find("Second") is None


def test_expired_revoked_and_invented_links_get_the_same_answer(client: DeskClient, cast: Cast) -> None:
    expired, revoked = invited(), invited()
    with transaction(by=None):
        old = service.load_invitation(expired)
        old.expires_at = old.created_at - dt.timedelta(seconds=1)
        service.revoke(service.load_invitation(revoked))
    answers = {client.get(f"/invitation/{token}") for token in (expired, revoked, "invented")}
    assert {answer.status_code for answer in answers} == {404}
    assert all(service.NO_SUCH_LINK in answer.text for answer in answers)


def test_a_link_is_good_for_the_days_of_the_setting(app: Flask, cast: Cast) -> None:
    app.config["INVITATION_DAYS"] = 3
    invitation = service.load_invitation(invited())
    assert invitation.expires_at - invitation.created_at == pytest.approx(
        dt.timedelta(days=3), abs=dt.timedelta(seconds=5)
    )


def test_the_token_itself_is_kept_nowhere(app: Flask, cast: Cast) -> None:
    token = invited("reader", cast.administrator)
    everything = "".join(db.session.connection().connection.driver_connection.iterdump())
    assert "for Nadia" in everything
    assert token not in everything
    assert service.digest(token) in everything
    entry = db.session.scalars(sa.select(HistoryEntry).where(HistoryEntry.object_type == "invitations")).one()
    assert service.digest(token) not in str(entry.after)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("email", "not an address", "not an e-mail address"),
        ("email", "RAVI@example.org", "account with this e-mail address"),
        ("name", "Ravi", "looks the same"),
        ("name", "\u0420avi", "mixes letters"),
        ("name", "R\u00e1vi", "looks the same"),
        ("name", "Nadia\u202eRahim", "U+202E"),
        ("name", "....", "letter"),
        ("password", "too-small", "has 9 characters; 12 are needed"),
        ("password", "Password123456!", "first passwords"),
        ("password", "nadia tinten trocknen", "name or e-mail"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_the_link_stays_good(
    client: DeskClient, cast: Cast, field: str, value: str, words: str
) -> None:
    token = invited()
    response = client.post(f"/invitation/{token}", data=NEWCOMER | {field: value})
    assert response.status_code == 422
    assert f'id="{field}-error"' in response.text
    assert words in response.text
    assert service.load_invitation(token)


@pytest.mark.parametrize("name", ["محمد\u200cرضا", "Ali Rıza Çelik", "Nguyễn Thị Ánh", "क्\u200dष", "O’Neill-Şahin"])
def test_real_names_of_many_scripts_are_taken(client: DeskClient, cast: Cast, name: str) -> None:
    assert client.post(f"/invitation/{invited()}", data=NEWCOMER | {"name": name}).status_code == 302


def test_an_invitation_cannot_be_given_another_role_by_its_form(client: DeskClient, cast: Cast) -> None:
    more = {"role": "administrator", "role_id": "4", "active": "0", "id": "1", "fs_uniquifier": "known", "first": "1"}
    client.post(f"/invitation/{invited('reader')}", data=NEWCOMER | more)
    nadia = find("Nadia Rahim")
    assert nadia is not None
    assert (nadia.role.name, nadia.active) == ("reader", True)
    assert nadia.fs_uniquifier != "known"
    assert nadia.id not in {person.id for person in vars(cast).values()}


def test_who_is_logged_in_cannot_make_a_second_account(client: DeskClient, cast: Cast) -> None:
    link = f"/invitation/{invited()}"
    assert client.as_(cast.reader).post(link, data=NEWCOMER).status_code == 200
    assert find("Nadia Rahim") is None


def test_an_unknown_role_cannot_be_invited(app: Flask) -> None:
    with pytest.raises(Invalid), transaction(by=None):
        service.invite("owner", by=None)


def test_the_setup_link_makes_the_first_administrator(client: DeskClient, app: Flask) -> None:
    with transaction(by=None):
        token = service.setup_link()
    assert client.post(f"/invitation/{token}", data=NEWCOMER).status_code == 302
    nadia = find("Nadia Rahim")
    assert nadia is not None
    assert nadia.role.name == "administrator"
    with transaction(by=None):
        assert service.setup_link() is None


def test_a_new_setup_link_ends_the_older_one(app: Flask) -> None:
    with transaction(by=None):
        first = service.setup_link()
    with transaction(by=None):
        second = service.setup_link()
    assert first and second
    assert service.load_invitation(second)
    with pytest.raises(NotFound):
        service.load_invitation(first)


def test_a_setup_link_is_dead_once_there_is_an_administrator(client: DeskClient, cast: Cast, app: Flask) -> None:
    with transaction(by=None):
        token = service.setup_link()
    give_password(cast.administrator)
    assert client.get(f"/invitation/{token}").status_code == 404


def test_administrators_who_cannot_log_in_do_not_count(cast: Cast) -> None:
    """The sample's people have no password: a desk that only has them still needs its first administrator."""
    assert cast.administrator.password is None
    with transaction(by=None):
        assert service.setup_link()


def test_a_new_person_can_log_in_again(client: DeskClient, cast: Cast) -> None:
    client.post(f"/invitation/{invited()}", data=NEWCOMER)
    nadia = find("Nadia Rahim")
    assert nadia is not None
    assert log_in(client.as_(None), nadia, PASSWORD).status_code == 302


def test_one_link_used_twice_at_once_makes_one_account(either_app: Flask) -> None:
    """The second of two that read the link before either wrote finds it used, on both databases."""
    with transaction(by=None):
        token = service.invite("reader", by=None)
    outcomes: list[str] = []
    gate = Barrier(2)

    def take(name: str) -> None:
        with either_app.app_context():
            service.load_invitation(token)
            gate.wait(10)
            try:
                with transaction(by=None):
                    service.accept(token, name=name, email=f"{name}@example.org", password=PASSWORD)
                outcomes.append("made")
            except NotFound:
                outcomes.append("refused")

    threads = [Thread(target=take, args=(name,)) for name in ("Nadia", "Bashir")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["made", "refused"]
    assert (
        db.session.scalar(sa.select(sa.func.count()).select_from(Invitation).where(Invitation.used_at.is_(None))) == 0
    )
