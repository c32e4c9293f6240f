"""Every route against the access table: who gets in, who does not, and that looking changes nothing."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from flask import Flask

from annotator.accounts.models import ROLES, User
from annotator.accounts.policy import ACTIONS, ANYBODY, ROUTES, may
from annotator.config import ROOT
from tests.support.addresses import OF_A_PERSON, OF_AN_ARTICLE, Address, addresses, one_of_each
from tests.support.cast import Cast, make_cast
from tests.support.client import DeskClient
from tests.support.statements import count_statements

# Open to a lower role for what they brought in themselves; for the examples, which are the administrator's, it takes:
FOR_OTHERS = {"articles.edit": "edit"}
# Tools have no session whose token could be sent: the secret of the settings is in the address, and they only read.
OF_TOOLS = {"reconciliation.by_token"}
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


@pytest.fixture
def examples(cast: Cast) -> dict[str, object]:
    return one_of_each(by=cast.administrator)


@pytest.fixture
def all_addresses(app: Flask, examples: dict[str, object]) -> list[Address]:
    return list(addresses(app, examples))


def people(cast: Cast) -> list[User | None]:
    return [None, *(getattr(cast, role) for role in ROLES)]


def writes(statements: Iterable[str]) -> list[str]:
    return [statement for statement in statements if statement.lstrip().upper().startswith(WRITES)]


def test_the_table_names_every_route_and_no_other(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert endpoints == set(ROUTES), f"not in the table: {endpoints - set(ROUTES)}; gone: {set(ROUTES) - endpoints}"


def test_the_table_names_only_actions_that_there_are() -> None:
    assert set(ROUTES.values()) <= set(ACTIONS)
    assert {role for role in ACTIONS.values() if role is not ANYBODY} <= set(ROLES)


def test_only_these_pages_are_open_to_anybody() -> None:
    """A page that is opened to the world is a decision: it is written here, too."""
    assert {endpoint for endpoint, action in ROUTES.items() if action == "enter"} == {
        "static",
        "bootstrap.static",
        "assets.file",
        "security.login",
        "security.logout",
        "accounts.invitation",
        "desk.ready",
        "desk.session_now",
        "saved.feed",  # by the token of one person's feed; 404 without
        "reconciliation.by_token",  # by the token of the settings; 404 without
    }


def test_a_route_that_the_table_does_not_name_is_refused(own_app: Flask) -> None:
    own_app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    client = own_app.test_client()
    assert isinstance(client, DeskClient)
    client.as_(make_cast().administrator)
    with pytest.raises(AssertionError, match="forgotten"):
        client.get("/forgotten")
    own_app.testing = False
    response = client.get("/forgotten")
    assert response.status_code == 403
    assert "secret" not in response.text


def test_addresses_without_a_route_are_not_found_for_everybody(client: DeskClient, cast: Cast) -> None:
    for person in people(cast):
        assert client.as_(person).get("/no/such/page").status_code == 404


def test_each_get_answers_as_the_table_says(client: DeskClient, cast: Cast, all_addresses: list[Address]) -> None:
    wrong = []
    for person in people(cast):
        for address in (each for each in all_addresses if each.method == "GET"):
            response = client.as_(person).get(address.path)
            allowed = may(person, FOR_OTHERS.get(address.endpoint, ROUTES[address.endpoint]))
            if allowed and address.arguments & OF_A_PERSON and person != cast.administrator:
                right = response.status_code == 404  # the examples are the administrator's
            elif allowed:
                right = response.status_code < 400 and "/login" not in (response.location or "")
            elif person is None:
                right = response.status_code == 302 and (response.location or "").startswith("/login?next=")
            else:
                right = response.status_code == 403
            if not right:
                wrong.append((person and person.name, address.path, response.status_code))
    assert not wrong


def test_no_get_writes(client: DeskClient, cast: Cast, all_addresses: list[Address]) -> None:
    wrong = {}
    for person in (cast.reader, cast.administrator):
        client.as_(person)
        for address in (each for each in all_addresses if each.method == "GET"):
            with count_statements() as statements:
                client.get(address.path)
            if found := writes(statements):
                wrong[address.path] = found
    assert not wrong


def test_what_a_role_may_not_change_is_refused_and_nothing_is_written(
    client: DeskClient, cast: Cast, all_addresses: list[Address]
) -> None:
    wrong = []
    for person in people(cast):
        client.as_(person)
        for address in (each for each in all_addresses if each.method != "GET"):
            if may(person, ROUTES[address.endpoint]):
                continue
            with count_statements() as statements:
                response = client.open(address.path, method=address.method)
            if response.status_code != 403 or writes(statements):
                wrong.append((person and person.name, address.path, response.status_code, writes(statements)))
    assert not wrong


@pytest.mark.parametrize("token", [None, "", "invented"])
def test_without_a_token_nothing_is_changed(
    client: DeskClient, cast: Cast, all_addresses: list[Address], token: str | None
) -> None:
    client.as_(cast.administrator)
    wrong = []
    headers = {} if token is None else {"X-CSRFToken": token}
    for address in (each for each in all_addresses if each.method != "GET"):
        with count_statements() as statements:
            response = client.open(address.path, method=address.method, csrf=False, headers=headers)
        if response.status_code != (200 if address.endpoint in OF_TOOLS else 400) or writes(statements):
            wrong.append((address.path, response.status_code, writes(statements)))
    assert not wrong


def test_a_token_of_another_session_is_none(client: DeskClient, cast: Cast, app: Flask) -> None:
    other = app.test_client()
    assert isinstance(other, DeskClient)
    with other.session_transaction() as session:
        session["csrf_token"] = "1" * 40
    stolen = other.csrf_token()
    client.as_(cast.administrator)
    client.csrf_token()
    response = client.post("/people/invitations", csrf=False, headers={"X-CSRFToken": stolen}, data={"role": "reader"})
    assert response.status_code == 400


def test_a_request_from_another_site_is_refused_even_with_a_token(client: DeskClient, cast: Cast) -> None:
    client.as_(cast.administrator)
    response = client.post("/people/invitations", headers={"Sec-Fetch-Site": "cross-site"}, data={"role": "reader"})
    assert response.status_code == 403


def test_htmx_sends_who_is_logged_out_to_the_log_in_page(client: DeskClient, all_addresses: list[Address]) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://localhost/people?page=2"}
    for address in all_addresses:
        if address.method == "GET" and ROUTES[address.endpoint] != "enter":
            response = client.get(address.path, headers=headers)
            assert response.status_code == 401
            assert response.headers["HX-Redirect"] == "/login?next=/people?page%3D2"


@pytest.mark.parametrize(
    ("visibility", "role"), [("draft", "administrator"), ("draft", "reviewer"), ("hidden", "reviewer")]
)
def test_other_peoples_drafts_and_hidden_articles_are_not_found(
    app: Flask, client: DeskClient, cast: Cast, visibility: str, role: str
) -> None:
    """For whatever hangs on them too, by every method, and with the same words as for what is not there."""
    person = getattr(cast, role)
    client.as_(person)
    wrong = []
    for address in addresses(app, one_of_each(by=cast.colleague, visibility=visibility)):
        if not address.arguments & OF_AN_ARTICLE or not may(person, ROUTES[address.endpoint]):
            continue
        with count_statements() as statements:
            response = client.open(address.path, method=address.method)
        if response.status_code != 404 or writes(statements):
            wrong.append((address.method, address.path, response.status_code, writes(statements)))
    assert not wrong


def test_the_access_table_is_the_only_place_that_decides_by_role() -> None:
    """Flask-Security's decorators would be a second table."""
    found = [
        str(path)
        for path in (ROOT / "annotator").rglob("*.py")
        if any(
            word in path.read_text() for word in ("roles_required", "roles_accepted", "auth_required", "login_required")
        )
    ]
    assert not found
