"""Accepting an invitation, one's own account, and the administrator's page of people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import login_user
from flask_wtf import FlaskForm

from ..db import transaction
from ..errors import Invalid
from . import preferences, queries, service
from .current import person, person_or_none
from .forms import AcceptForm, InvitationForm, KeysForm, NewPasswordForm, PasswordForm, RoleForm
from .keys import COMMANDS, DEFAULTS
from .models import ROLES

pages = Blueprint("accounts", __name__)


@pages.app_template_global("key_table")
def key_table() -> dict[str, object]:
    """The keys of the person who asks, for the scripts of a page."""
    return preferences.keys_of(person_or_none()).table


@contextmanager
def showing_errors(form: FlaskForm) -> Iterator[None]:
    """Inside, an Invalid lands on the field it names, else on the form."""
    try:
        yield
    except Invalid as error:
        field = form._fields.get(error.field)
        if field is None:
            form.form_errors.append(str(error))
        else:
            field.errors = [*field.errors, str(error)]


@pages.route("/invitation/<token>", methods=["GET", "POST"])
def invitation(token: str) -> ResponseReturnValue:
    if person_or_none() is not None:
        return render_template("accounts/invitation.html", form=None, role=None)
    if service.load_invitation(token).used_by_id:
        return new_password(token)
    return new_account(token)


def new_account(token: str) -> ResponseReturnValue:
    form = AcceptForm()
    if form.validate_on_submit():
        with showing_errors(form):
            with transaction(by=None, verb="accept invitation"):
                user = service.accept(token, name=form.name.data, email=form.email.data, password=form.password.data)
            login_user(user, authn_via=["invitation"])
            flash(f"Welcome, {user.name}. This is the desk: what waits to be checked, most worth it first.", "good")
            return redirect(url_for("desk.queue"))
    role = service.load_invitation(token).role
    return render_template("accounts/invitation.html", form=form, role=role), 422 if form.errors else 200


def new_password(token: str) -> ResponseReturnValue:
    form = NewPasswordForm()
    if form.validate_on_submit():
        with showing_errors(form):
            with transaction(by=None, verb="set password by link"):
                user = service.set_password(token, password=form.password.data)
            login_user(user, authn_via=["invitation"])
            flash("Your password is changed. You are logged out everywhere else.", "good")
            return redirect(url_for("accounts.account"))
    return render_template("accounts/new_password.html", form=form), 422 if form.errors else 200


@pages.get("/account")
def account() -> ResponseReturnValue:
    return show_account()


def show_account(*, form: PasswordForm | None = None, keys: KeysForm | None = None) -> str:
    """One's own account. `form` or `keys` is what was refused."""
    if keys is None:
        own = preferences.keys_of(person())
        keys = KeysForm(formdata=None, single=own.single, data=dict(own.by_command))
    form = form or PasswordForm(formdata=None)
    return render_template(
        "accounts/account.html", form=form, keys=keys, commands=COMMANDS, first=DEFAULTS.by_command, user=person()
    )


@pages.post("/account/password")
def change_password() -> ResponseReturnValue:
    form, user = PasswordForm(), person()
    if form.validate_on_submit():
        with showing_errors(form):
            with transaction(by=user, verb="change password"):
                service.change_password(user, old=form.old.data, new=form.password.data)
            login_user(user, authn_via=["change"])
            flash("Your password is changed. You are logged out everywhere else.", "good")
            return redirect(url_for("accounts.account"))
    return show_account(form=form), 422


@pages.post("/account/keys")
def change_keys() -> ResponseReturnValue:
    form, user = KeysForm(), person()
    if "reset" in request.form:
        with transaction(by=user, verb="change keys"):
            preferences.reset_keys(user)
        flash("All keys are as at first.", "good")
        return redirect(url_for("accounts.account", _anchor="keys"))
    if form.validate_on_submit():
        with showing_errors(form):
            with transaction(by=user, verb="change keys"):
                preferences.set_keys(user, single=form.single.data, by_command=form.by_command)
            flash("Your keys are saved.", "good")
            return redirect(url_for("accounts.account", _anchor="keys"))
    return show_account(keys=form), 422


@pages.get("/people")
def people() -> ResponseReturnValue:
    return show_people(InvitationForm())


def show_people(form: InvitationForm, *, link: str | None = None) -> str:
    return render_template(
        "accounts/people.html",
        form=form,
        link=link,
        people=queries.people(),
        invitations=queries.pending_invitations(),
        roles=ROLES,
    )


@pages.post("/people/invitations")
def invite() -> ResponseReturnValue:
    """Shows the link in this one answer: it is kept nowhere, so a redirect would lose it."""
    form = InvitationForm()
    if not form.validate_on_submit():
        return show_people(form), 422
    with transaction(by=person(), verb="invite"):
        token = service.invite(form.role.data, form.note.data or "", by=person())
    return show_people(InvitationForm(formdata=None), link=address_of(token))


def address_of(token: str) -> str:
    return url_for("accounts.invitation", token=token, _external=True)


@pages.post("/people/invitations/<int:invitation_id>/revoke")
def revoke(invitation_id: int) -> ResponseReturnValue:
    with transaction(by=person(), verb="revoke invitation"):
        service.revoke(queries.load_invitation(invitation_id))
    flash("The link no longer works.", "good")
    return redirect(url_for("accounts.people"))


@pages.post("/people/<int:user_id>/role")
def change_role(user_id: int) -> ResponseReturnValue:
    form = RoleForm()
    if not form.validate_on_submit():
        raise Invalid("That is not one of the roles.", "role")
    with transaction(by=person(), verb="change role"):
        user = queries.load_user(user_id)
        service.change_role(user, form.role.data)
    flash(f"{user.name} is now {form.role.data}.", "good")
    return redirect(url_for("accounts.people"))


@pages.post("/people/<int:user_id>/password-link")
def password_link(user_id: int) -> ResponseReturnValue:
    with transaction(by=person(), verb="make password link"):
        token = service.password_link(queries.load_user(user_id), by=person())
    return show_people(InvitationForm(formdata=None), link=address_of(token))


@pages.post("/people/<int:user_id>/deactivate")
def deactivate(user_id: int) -> ResponseReturnValue:
    with transaction(by=person(), verb="deactivate"):
        user = queries.load_user(user_id)
        service.deactivate(user)
    flash(f"{user.name} is logged out and cannot log in until you let them in again.", "good")
    return redirect(url_for("accounts.people"))


@pages.post("/people/<int:user_id>/reactivate")
def reactivate(user_id: int) -> ResponseReturnValue:
    with transaction(by=person(), verb="reactivate"):
        user = queries.load_user(user_id)
        service.reactivate(user)
    flash(f"{user.name} can log in again.", "good")
    return redirect(url_for("accounts.people"))
