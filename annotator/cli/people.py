"""`people`: who may enter the desk, for the one who runs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import current_app

from ..accounts import queries, service
from ..accounts.models import ROLES
from ..db import transaction
from ..errors import WirecheckError

people = click.Group("people", help="List people, invite them, shut them out.")


@contextmanager
def one_line() -> Iterator[None]:
    """An error of ours as one line and exit code 1."""
    try:
        yield
    except WirecheckError as error:
        raise click.ClickException(str(error)) from None


def address_of(token: str) -> str:
    """The link for a browser on this machine; behind a proxy the desk's public address stands in front instead."""
    scheme = "https" if current_app.config["TLS"] else "http"
    host = f"{current_app.config['HOST']}:{current_app.config['PORT']}"
    with current_app.test_request_context(base_url=f"{scheme}://{host}"):
        return current_app.url_for("accounts.invitation", token=token, _external=True)


@people.command("list")
def list_people() -> None:
    """Everybody: name, e-mail address, role, state, last change; tabs between."""
    for row in queries.people():
        changed = row.changed_at.strftime("%Y-%m-%d %H:%M") if row.changed_at else ""
        click.echo("\t".join((row.user.name, row.user.email or "", row.user.role.name, row.state, changed)))


@people.command("invite")
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--note", default="", help="Whom it is for; administrators see it.")
def invite(role: str, note: str) -> None:
    """Print a one-time link that makes an account."""
    with one_line(), transaction(by=None, verb="invite"):
        token = service.invite(role, note, by=None)
    click.echo(address_of(token))


@people.command("password-link")
@click.argument("name")
def password_link(name: str) -> None:
    """Print a one-time link by which a person sets a new password, by name or e-mail address."""
    with one_line(), transaction(by=None, verb="make password link"):
        token = service.password_link(queries.find_user(name), by=None)
    click.echo(address_of(token))


@people.command("deactivate")
@click.argument("name")
def deactivate(name: str) -> None:
    """Shut a person out, by name or e-mail address. Their sessions end at once; what they did stays."""
    with one_line(), transaction(by=None, verb="deactivate"):
        user = queries.find_user(name)
        service.deactivate(user)
        click.echo(f"{user.name} is shut out.")


@people.command("setup-link")
def setup_link() -> None:
    """Print a fresh link for the first administrator; older ones end. Fails when there is an administrator."""
    with one_line(), transaction(by=None, verb="make set-up link"):
        token = service.setup_link()
    if token is None:
        raise click.ClickException("There is an administrator. Ask them, or use `people invite --role administrator`.")
    click.echo(address_of(token))
