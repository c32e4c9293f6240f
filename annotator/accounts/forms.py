"""The forms of accounts. What a form does not list here cannot be set through it."""

from __future__ import annotations

from typing import Any

from flask_security.forms import EmailValidation
from flask_security.forms import LoginForm as SecurityLoginForm
from flask_security.utils import validate_redirect_url
from wtforms import BooleanField, EmailField, PasswordField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length

from ..text.characters import shown
from .fields import PlainForm
from .keys import COMMANDS
from .models import ROLES
from .names import LONGEST
from .passwords import SHORTEST

ROLE_CHOICES = [SelectChoice(role, role.capitalize()) for role in ROLES]


class LoginForm(SecurityLoginForm):
    # No "remember me": a session ends with the browser, or a day after its cookie was written.
    remember = None
    email = EmailField(
        "E-mail address",
        [DataRequired(), EmailValidation()],
        filters=[lambda words: shown(words or "")],  # it is no address then, and nobody's
        render_kw={"autocomplete": "username"},
    )

    def __init__(self, *arguments: Any, **more: Any) -> None:
        """Forget a `next` that leads to another site: it must not keep its victim from logging in."""
        super().__init__(*arguments, **more)
        if not validate_redirect_url(self.next.data):
            self.next.data = ""


class InvitationForm(PlainForm):
    role = SelectField("Role", choices=ROLE_CHOICES, default="reviewer")
    note = StringField("Whom it is for", [Length(max=200)], description="Only administrators see this.")


class NewPasswordForm(PlainForm):
    password = PasswordField(
        "New password",
        [DataRequired("Choose one.")],
        description=f"At least {SHORTEST} characters. Unrelated words are easy to keep and hard to guess.",
        render_kw={"autocomplete": "new-password"},
    )


class AcceptForm(NewPasswordForm):
    """Makes an account; its password is the first, not a new one."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.password.label.text = "Password"

    name = StringField(
        "Name",
        [DataRequired("Say what you are called."), Length(max=LONGEST)],
        description="Stands beside everything you do here.",
        render_kw={"autocomplete": "name"},
    )
    email = EmailField(
        "E-mail address",
        [DataRequired("You log in with it."), Length(max=255)],
        description="You log in with it. Nothing is sent to it.",
        render_kw={"autocomplete": "username"},
    )


class PasswordForm(NewPasswordForm):
    old = PasswordField("Present password", [DataRequired("Type it.")], render_kw={"autocomplete": "current-password"})


class RoleForm(PlainForm):
    role = SelectField("Role", choices=ROLE_CHOICES)


class KeysForm(PlainForm):
    """The keys of the desk: one field a command, called like it."""

    single = BooleanField("Single characters are keys")

    @property
    def by_command(self) -> dict[str, str]:
        """What was typed, by command. Left empty: as at first."""
        return {command.name: self[command.name].data or "" for command in COMMANDS}


for _command in COMMANDS:
    setattr(
        KeysForm,
        _command.name,
        StringField(
            _command.words,
            filters=[lambda typed: (typed or "").strip()],
            render_kw={"maxlength": 1, "autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"},
        ),
    )
