from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice

from .terms import Options


class OptionsForm(FlaskForm):
    """What goes into an export. Sent by GET: it changes nothing, and its address can be kept."""

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

    @property
    def options(self) -> Options:
        return Options(suggested=self.claims.data != "reviewed", notes=bool(self.notes.data))
