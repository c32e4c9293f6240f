"""The forms of evidence, and a field for a moment in the desk's time zone."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from wtforms import DateTimeLocalField, HiddenField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from ..accounts.fields import PlainForm, SelectField, line_feeds
from .evidence import LONGEST_PASSAGE, EvidenceFields
from .models import STANCES

STANCE_WORDS = dict(zip(STANCES, ("supports", "refutes", "gives context"), strict=True))


class MomentField(DateTimeLocalField):
    """A moment to the minute, typed and shown in the desk's time zone, kept aware in UTC."""

    data: dt.datetime | None

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.data is not None:
            try:
                self.data = self.data.replace(tzinfo=desk_zone()).astimezone(dt.UTC)
            except OverflowError:
                self.data = None
                raise ValueError(self.gettext("Not a valid datetime value.")) from None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.astimezone(desk_zone()).strftime("%Y-%m-%dT%H:%M") if self.data else ""


def desk_zone() -> ZoneInfo:
    return ZoneInfo(current_app.config["TIME_ZONE"])


def stances() -> Any:
    """The field that says how a source stands to a claim."""
    return SelectField("It", choices=[SelectChoice(stance, words) for stance, words in STANCE_WORDS.items()])


class EvidenceForm(PlainForm):
    """All that may be changed of a piece of evidence."""

    row_version = HiddenField()
    stance = stances()
    passage = TextAreaField("Passage", [Length(max=LONGEST_PASSAGE)], filters=[line_feeds])
    url = StringField("Address", [Length(max=2_000)], filters=[line_feeds])
    archive_url = StringField(
        "Archived copy",
        [Length(max=2_000)],
        filters=[line_feeds],
        description="The address of a copy that stays as it is, also when the page changes.",
    )
    retrieved_at = MomentField("Read at", [Optional()])

    def fields(self) -> EvidenceFields:
        return EvidenceFields(
            stance=self.stance.data,
            passage=self.passage.data or "",
            url=self.url.data,
            archive_url=self.archive_url.data,
            retrieved_at=self.retrieved_at.data,
        )


class CheckForm(PlainForm):
    """A passage read anew, to be compared with the one that was kept."""

    again = TextAreaField(
        "The passage as it reads now",
        [DataRequired("Paste the passage as it reads at the source now."), Length(max=LONGEST_PASSAGE)],
        filters=[line_feeds],
    )
