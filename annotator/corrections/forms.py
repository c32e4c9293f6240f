"""The fields of a correction: what it says, why, and its evidence."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields import Label
from wtforms.validators import Length

from ..accounts.fields import PlainForm, line_feeds
from ..accounts.models import User
from ..articles.queries import offset
from ..claims.evidence import LONGEST_PASSAGE
from ..errors import Invalid
from ..sources.service import chosen
from .models import CLASSES
from .service import Words


class CorrectionForm(PlainForm):
    """A correction that is proposed, changed or merged. Its fields stand on a page under ids that begin with `at`."""

    replacement = TextAreaField("Should read", [Length(max=10_000)], filters=[line_feeds])
    kind = SelectField("Class", choices=list(CLASSES), default=CLASSES[0])
    reason = StringField("Reason", [Length(max=1_000)], filters=[line_feeds])
    source = StringField("Source", [Length(max=500)], filters=[line_feeds])
    source_id = HiddenField()  # of the one that was picked from those offered
    passage = TextAreaField("Passage", [Length(max=LONGEST_PASSAGE)], filters=[line_feeds])

    def __init__(self, *args: Any, at: str = "new", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self:
            field.id = f"{at}-{field.name}"
            field.label = Label(field.id, field.label.text)

    def words(self, *, by: User) -> Words:
        """What was typed; a source that is new is made. Inside a transaction. Raises Invalid with the field."""
        if not self.validate():
            name, errors = next(iter(self.errors.items()))
            raise Invalid(str(errors[0]), name)
        title = self.source.data or ""
        return Words(
            replacement=self.replacement.data or "",
            kind=self.kind.data,
            reason=self.reason.data or "",
            source=chosen(offset(self.source_id.data or ""), title, by=by) if title.strip() else None,
            passage=self.passage.data or "",
        )
