"""What every form of the desk checks of every field."""

from __future__ import annotations

import re
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field

from ..errors import Invalid
from ..text.characters import REFUSED, checked, shown

# Word ends lines with a vertical tab, PDF pages with a form feed.
LINE_ENDS = re.compile("\r\n?|[\x0b\x0c]")


def line_feeds(words: str | None) -> str | None:
    """A browser sends line breaks as CR LF; the desk's texts have LF."""
    return LINE_ENDS.sub("\n", words) if words else words


def plain_lines(words: str | None) -> str | None:
    """The same; what came along with pasted words and cannot be kept is left out: a form as large as that of a claim is
    not refused for it."""
    fed = line_feeds(words)
    return REFUSED.sub("", fed) if fed else fed


class PlainForm(FlaskForm):
    """A form that refuses, at the field, a character that cannot be kept; shown again, the field has U+FFFD there."""

    def validate(self, extra_validators: Any = None) -> bool:
        fits: bool = super().validate(extra_validators)
        for field in self:
            try:
                for words in strings(field):
                    self.check(field, words)
            except Invalid as error:
                field.errors = [*map(shown, field.errors), str(error)]
                field.raw_data = [shown(words) for words in strings(field)]
                if isinstance(field.data, str):
                    field.data = shown(field.data)
                fits = False
        return fits

    def check(self, field: Field, words: str) -> None:
        """Raise Invalid for words that this field cannot have."""
        checked(words)


def strings(field: Field) -> list[str]:
    """What was typed into a field: through its filters where it holds words, else as it came."""
    typed = [field.data] if isinstance(field.data, str) else field.raw_data or []
    return [words for words in typed if isinstance(words, str)]
