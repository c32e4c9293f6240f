from __future__ import annotations

from collections.abc import Mapping

from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, StringField
from wtforms.fields.choices import SelectChoice

from .catalogue import Format
from .terms import SENSITIVE, Options


class OptionsForm(FlaskForm):
    """What goes into an export. Sent by GET where one article leaves: it changes none, and its address can be kept."""

    class Meta:
        csrf = False

    claims = RadioField(
        "Claims",
        choices=[
            SelectChoice("all", "All that were not put aside"),
            SelectChoice("reviewed", "Without those nobody has looked at yet"),
        ],
        default="all",
    )
    notes = BooleanField("With the reviewers' notes")
    sensitive = RadioField(
        "Claims marked sensitive",
        choices=[SelectChoice(name, label) for name, label in SENSITIVE.items()],
        default="out",
    )
    recipient = StringField("For whom")

    def options(self, form: Format | None, sent: Mapping[str, str]) -> Options:
        """The terms, with what was chosen for one format: `table=…`, or `csv-table=…` from the page, on which the
        choices of all formats stand side by side."""
        chosen = {}
        for choice in form.choices if form else ():
            name = f"{form.name}-{choice.name}" if form else ""
            if value := sent.get(name) or sent.get(choice.name):
                chosen[choice.name] = value
        return Options(
            suggested=self.claims.data != "reviewed",
            notes=bool(self.notes.data),
            sensitive=self.sensitive.data or "out",
            chosen=chosen,
        )
