"""The page that takes files of other tools, and what their labels become."""

from __future__ import annotations

import re
from typing import Any

from wtforms import MultipleFileField, RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Length

from ..accounts.fields import PlainForm
from ..articles.forms import visibility_field
from ..errors import Invalid
from ..ingest.forms import COLLECTION
from .readers import FORMATS

ENDINGS = ",".join(sorted({ending for form in FORMATS.values() for ending in form.endings} | {".zip"}))
# An article as a person names it: its number, or its address on this desk.
_ARTICLE = re.compile(r"\s*(?:.*/articles/)?(\d{1,11})(?:[/?#].*)?\s*")


class ImportForm(PlainForm):
    form = RadioField(
        "What the files are", choices=[SelectChoice(form.name, form.label) for form in FORMATS.values()], default="w3c"
    )
    files = MultipleFileField("Files", render_kw={"accept": ENDINGS})
    article = StringField(
        "Article",
        [Length(max=300, message="At most 300 characters.")],
        description="Its number or address here, when the annotations do not name it or the text has changed since.",
    )
    collection = StringField("Collection", **COLLECTION)
    visibility = visibility_field("desk", "draft")

    def article_id(self) -> int | None:
        """The article that was named. Raises Invalid."""
        words: Any = self.article.data or ""
        if not words.strip():
            return None
        found = _ARTICLE.fullmatch(words)
        if found is None:
            raise Invalid("Write the article's number, or its address on this desk.", "article")
        return int(found.group(1))
