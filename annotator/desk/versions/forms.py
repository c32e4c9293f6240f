"""The form of a new version. What is known of the article stays as it is, but for its time and title."""

from __future__ import annotations

from typing import Any

from wtforms import Field, HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from ...accounts.fields import PlainForm
from ...articles.forms import LONGEST_FIELD, WHEN
from ...ingest.draft import normalise

SHORT = [Length(max=LONGEST_FIELD, message=f"At most {LONGEST_FIELD} characters.")]


class VersionForm(PlainForm):
    text = TextAreaField(
        "New text", [DataRequired("Paste the new text of the article.")], render_kw={"rows": 12, "dir": "auto"}
    )
    published = StringField("Published", SHORT, description=f"{WHEN}. Empty: as the version before.")
    title = StringField("Title", SHORT, description="Empty: the headline of the text.")
    source_text = TextAreaField(
        "Text of the original", description="In the language it was translated from, if you have it.",
        render_kw={"rows": 4, "dir": "auto"},
    )  # fmt: skip
    seen = HiddenField()

    def check(self, field: Field, words: str) -> None:
        if field in (self.text, self.source_text):
            normalise(words)
        else:
            super().check(field, words)

    def given(self) -> dict[str, Any]:
        """By the names of the readers' fields (ingest/readers/metadata.py)."""
        return {name: getattr(self, name).data or "" for name in ("published", "title", "source_text")}
