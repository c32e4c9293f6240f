"""The two ways in of the browser: a pasted text with its details, and files with what holds for all of them."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, Field, MultipleFileField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from ..articles.forms import DetailFields, OriginFields, visibility_field
from .draft import normalise

COLLECTION = {
    "description": "A set of articles; a new name makes a new one.",
    "validators": [Length(max=200, message="At most 200 characters.")],
    "render_kw": {"list": "collections"},
}
# What the readers understand (ingest/readers/recognition.py), for the browser's file chooser only.
ENDINGS = ".txt,.md,.markdown,.html,.htm,.docx,.pdf,.jsonl,.ndjson,.zip"

AS_NEW = {
    "label": "Take it in as a new article",
    "description": "Else a text with the address or identifier of an article here becomes a new version of it.",
}


class PasteForm(DetailFields):
    text = TextAreaField(
        "Text", [DataRequired("Paste the text of the article.")], render_kw={"rows": 10, "dir": "auto"}
    )
    collection = StringField("Collection", **COLLECTION)
    visibility = visibility_field("desk", "draft")
    as_new = BooleanField(**AS_NEW)
    source_text = TextAreaField(
        "Text of the original",
        description="In the language it was translated from, if you have it: it stands beside the article.",
        render_kw={"rows": 6, "dir": "auto"},
    )

    def check(self, field: Field, words: str) -> None:
        if field in (self.text, self.source_text):
            normalise(words)
        else:
            super().check(field, words)

    def given(self) -> dict[str, Any]:
        return super().given() | {"source_text": self.source_text.data or ""}


class UploadForm(OriginFields):
    """Files say most of themselves; what is filled in here holds for all of them."""

    files = MultipleFileField("Files", render_kw={"accept": ENDINGS})
    collection = StringField("Collection", **COLLECTION)
    visibility = visibility_field("desk", "draft")
    as_new = BooleanField(**AS_NEW)

    def given(self) -> dict[str, Any]:
        names = ("outlet", "feed", "language", "source_language", "translator")
        return {name: getattr(self, name).data or "" for name in names}
