"""The forms of the workbench."""

from __future__ import annotations

from wtforms import (
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from ...accounts.fields import PlainForm, plain_lines
from ...claims.forms import MomentField, stances
from ...claims.models import FAULTS, VERDICTS
from ...corrections.models import CLASSES
from ...text.spans import CLAIM_KINDS


class ClaimForm(PlainForm):
    """Everything a reviewer says of one claim, saved at once: nothing typed in one part is lost by saving another."""

    row_version = HiddenField()
    own_version = HiddenField()  # of this person's own judgement; 0: none yet
    key = HiddenField()  # makes a save that is sent twice happen once
    wording = TextAreaField("Wording that stands alone", [Length(max=2_000)], filters=[plain_lines])
    kinds = SelectMultipleField(
        "Kinds",
        choices=list(CLAIM_KINDS),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    verdict = RadioField("Verdict", [Optional()], choices=list(VERDICTS))
    confidence = IntegerField("Confidence", [Optional(), NumberRange(0, 100, "A number from 0 to 100.")])
    fault = SelectField(
        "Whose fault, if it is wrong",
        [Optional()],
        choices=[SelectChoice("", "–"), *FAULTS],
    )
    note = TextAreaField("Note for the second reader", [Length(max=10_000)], filters=[plain_lines])
    source = StringField("Source", [Length(max=500)], filters=[plain_lines])
    source_id = HiddenField()  # of the one that was picked from those offered
    source_publisher = StringField("Publisher, if it is new", [Length(max=500)], filters=[plain_lines])
    source_url = StringField("Address", [Length(max=2_000)], filters=[plain_lines])
    stance = stances()
    passage = TextAreaField("Passage", [Length(max=20_000)], filters=[plain_lines])
    archive_url = StringField("Archived copy", [Length(max=2_000)], filters=[plain_lines])
    retrieved_at = MomentField("Read at", [Optional()], description="Empty: now.")
    correct_words = TextAreaField("In the text", [Length(max=2_000)], filters=[plain_lines])
    correct_to = TextAreaField("should read", [Length(max=2_000)], filters=[plain_lines])
    correct_kind = SelectField("Class", choices=list(CLASSES))
    correct_reason = StringField("Reason", [Length(max=1_000)], filters=[plain_lines])

    def showing(self, field: str | None) -> Field:
        """The field an error belongs to, whatever the service calls it; the wording where it is none of ours."""
        names = {
            "title": "source", "url": "source_url", "publisher": "source_publisher",
            "replacement": "correct_to", "words": "correct_words",
        }  # fmt: skip
        return getattr(self, names.get(field or "", field or "wording"), self.wording)
