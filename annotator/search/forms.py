"""The search form. It is sent with GET: a search has an address, and nothing to forge."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, IntegerField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from ..accounts.models import User
from ..claims.models import VERDICTS
from .asking.fields import KINDS, STATES
from .results.queries import Ask, collections, feeds

LAST_PAGE = 500  # a hit on page 500 is looked for with better words


def offered(words: Iterable[str]) -> list[SelectChoice]:
    return [SelectChoice(word) for word in words]


class Choices(SelectMultipleField):
    """Boxes to tick. A value that is not offered is passed over: a shared address must open for everybody."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Any) -> None:
        values = {choice.value for choice in self.choices or ()}
        self.data: list[Any] = [value for value in self.data or () if value in values]


class SearchForm(FlaskForm):
    class Meta:
        csrf = False

    q = StringField("Search for")
    exact = BooleanField("Only this spelling")
    kind = Choices("Kind", choices=offered(KINDS))
    state = Choices("State", choices=offered(STATES))
    verdict = Choices("Verdict", choices=offered(VERDICTS))
    feed = Choices("Feed")
    collection = Choices("Collection", coerce=int)
    first = DateField("Published from", name="from", validators=[Optional()])
    last = DateField("to", name="to", validators=[Optional()])
    page = IntegerField("Page", default=1, validators=[Optional(), NumberRange(1, LAST_PAGE)])

    def offer(self, by: User) -> None:
        """Offer the feeds and collections that this person may know of."""
        self.feed.choices = offered(feeds(by))
        self.collection.choices = [SelectChoice(ident, name) for ident, name in collections(by)]

    def ask(self) -> Ask:
        """What was asked. A field that cannot be read (page=x) is as if it were empty; its error is on the form."""
        self.validate()
        return Ask(
            text=self.q.data or "",
            exact=bool(self.exact.data),
            kinds=tuple(self.kind.data),
            states=tuple(self.state.data),
            verdicts=tuple(self.verdict.data),
            feeds=tuple(self.feed.data),
            collections=tuple(self.collection.data),
            first_day=self.first.data,
            last_day=self.last.data,
            page=1 if self.page.errors else self.page.data or 1,
        )
