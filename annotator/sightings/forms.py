"""The form of a matter."""

from __future__ import annotations

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from ..accounts.fields import PlainForm, line_feeds
from .service import LONGEST_NOTE, LONGEST_TITLE


class MatterForm(PlainForm):
    row_version = HiddenField()
    title = StringField(
        "Title",
        [
            DataRequired("A matter needs a title."),
            Length(max=LONGEST_TITLE, message=f"At most {LONGEST_TITLE} characters."),
        ],
    )
    note = TextAreaField(
        "Note", [Length(max=LONGEST_NOTE, message=f"At most {LONGEST_NOTE:,} characters.")], filters=[line_feeds]
    )
