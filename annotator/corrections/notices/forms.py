"""The form of a draft."""

from __future__ import annotations

from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from ...accounts.fields import PlainForm, line_feeds
from .service import LONGEST

KINDS = {
    "correction": "Correction: a fact was wrong",
    "clarification": "Clarification: the words said something else",
    "refile": "Refile: only the spelling or setting changes",
}


class NoticeForm(PlainForm):
    row_version = HiddenField()
    kind = RadioField("Kind", choices=[SelectChoice(kind, words) for kind, words in KINDS.items()])
    text = TextAreaField(
        "Words",
        [
            DataRequired("A notice needs its words. Withdraw it if there is nothing to say."),
            Length(max=LONGEST, message=f"At most {LONGEST:,} characters."),
        ],
        filters=[line_feeds],
    )
