"""What every form of the desk checks of every field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import wtforms
from flask_wtf import FlaskForm
from flask_wtf.csrf import _FlaskFormCSRF
from wtforms import Field, FieldList, Form, FormField, HiddenField
from wtforms.csrf.core import CSRFTokenField
from wtforms.fields.core import UnboundField

from ..errors import Invalid
from ..text.characters import REFUSED, checked, refused, shown

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


class Offered:
    """Before a field of choices: what was chosen is looked for in them as they are, not as they would be drawn."""

    def pre_validate(self, form: Form) -> None:
        field: Any = self
        plain = isinstance(field.choices, list) and field.coerce is str and not field.process_errors
        there = {each if isinstance(each, str) else each.value for each in field.choices} if plain else ()
        if not all(each in there for each in (field.data if isinstance(field.data, list) else [field.data])):
            super().pre_validate(form)  # type: ignore[misc]


# By the names of WTForms: templates go by a field's type.
class SelectField(Offered, wtforms.SelectField):
    pass


class SelectMultipleField(Offered, wtforms.SelectMultipleField):
    pass


class RadioField(Offered, wtforms.RadioField):
    pass


# The fields of forms as they were first bound, by what they are declared as, their name and the form's prefix; and
# which of their attributes a form may add to.
_FIRST: dict[tuple[UnboundField, str, str], tuple[Field, tuple[str, ...]]] = {}


def bound_again(first: Field, own: tuple[str, ...], form: Form | None, meta: Any) -> Field:
    """Another form's copy of a field that no form has filled yet."""
    field: Field = object.__new__(type(first))
    kept = field.__dict__ = first.__dict__ | {"_form": form, "meta": meta}
    for name in own:
        kept[name] = kept[name].copy()
    return field


class TokenField(CSRFTokenField):
    """The token is made when it is drawn: a form that is only read has been checked before (CSRFProtect)."""

    def process(self, *args: Any, **kwargs: Any) -> None:
        HiddenField.process(self, *args, **kwargs)

    def _value(self) -> str:
        return str(self.csrf_impl.generate_csrf_token(self))


class LateToken(_FlaskFormCSRF):
    field_class = TokenField


class PlainForm(FlaskForm):
    """A form that refuses, at the field, a character that cannot be kept; shown again, the field has U+FFFD there."""

    class Meta(FlaskForm.Meta):
        csrf_class = LateToken

        def bind_field(self, form: Form, unbound_field: UnboundField, options: Mapping[str, Any]) -> Field:
            """A field of the class is bound once, and copied for each form: to read a form of twenty took as long as
            the database took for its save. Not what is added to one form (the token), nor what holds more fields."""
            key = unbound_field, options["name"], options["prefix"]
            if key in _FIRST:
                return bound_again(*_FIRST[key], form, self)
            field: Field = super().bind_field(form, unbound_field, options)
            if getattr(type(form), options["name"], None) is unbound_field and not isinstance(
                field, FieldList | FormField
            ):
                own = tuple(name for name, value in field.__dict__.items() if isinstance(value, list | dict))
                _FIRST[key] = bound_again(field, own, None, None), own
            return field

    def validate(self, extra_validators: Any = None) -> bool:
        fits: bool = super().validate(extra_validators)
        words = "\n".join(each for field in self for each in strings(field))
        if type(self).check is PlainForm.check and not refused(words):
            return fits  # nearly always: all of it looked through at once
        for field in self:
            try:
                for each in strings(field):
                    self.check(field, each)
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
