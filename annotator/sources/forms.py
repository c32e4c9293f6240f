from __future__ import annotations

from wtforms import HiddenField, SelectField, StringField, SubmitField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from ..accounts.fields import PlainForm
from .models import MEANINGS, SOURCE_KINDS
from .service import SourceFields


class SourceForm(PlainForm):
    row_version = HiddenField()
    title = StringField("Title", [InputRequired("A source needs a title."), Length(max=500)])
    kind = SelectField("Kind", choices=list(SOURCE_KINDS))
    reliability = SelectField(
        "Reliability",
        choices=[SelectChoice(letter, f"{letter}: {meaning}") for letter, meaning in MEANINGS.items()],
        default="F",
    )
    publisher = StringField("Publisher", [Length(max=500)])
    url = StringField("Address", [Length(max=2_000)], render_kw={"type": "url", "placeholder": "https://"})
    origin = StringField(
        "Origin",
        [Length(max=500)],
        description="Whose word it passes on. Six outlets with one origin count as one.",
    )
    note = TextAreaField("Note", [Length(max=10_000)])
    submit = SubmitField("Save")

    def fields(self) -> SourceFields:
        return SourceFields(
            title=self.title.data or "",
            kind=self.kind.data,
            publisher=self.publisher.data,
            url=self.url.data,
            reliability=self.reliability.data,
            origin=self.origin.data,
            note=self.note.data or "",
        )
