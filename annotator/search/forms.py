"""The search form. It is sent with GET: a search has an address, and nothing to forge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, DateField, IntegerField, SelectField, StringField
from wtforms.validators import NumberRange, Optional

from .engines.engine import FACETS, SORTS
from .results.queries import Ask

LAST_PAGE = 500  # a hit on page 500 is looked for with better words
MOST_VALUES = 50  # of one facet in an address
LONGEST_VALUE = 200


class Given(Protocol):
    """The fields of an address, each with all of its values."""

    def getlist(self, key: str, /) -> list[str]: ...

    def __contains__(self, key: object, /) -> bool: ...


class SearchForm(FlaskForm):
    class Meta:
        csrf = False

    q = StringField("Search for")
    exact = BooleanField("Only this spelling")
    sort = SelectField("Sorted by", choices=SORTS, default=SORTS[0])
    grouped = BooleanField("By article")
    first = DateField("Published from", name="from", validators=[Optional()])
    last = DateField("to", name="to", validators=[Optional()])
    like = StringField("Like")
    article = IntegerField("Article", validators=[Optional(), NumberRange(1, 2**62)])
    page = IntegerField("Page", default=1, validators=[Optional(), NumberRange(1, LAST_PAGE)])
    kept = StringField("Kept hits")

    def ask(self, given: Given) -> Ask:
        """What was asked, facets from the address. A field that cannot be read (page=x) is as if it were empty; its
        error is on the form."""
        self.validate()
        chosen = {
            facet: tuple(dict.fromkeys(value for value in given.getlist(facet) if 0 < len(value) <= LONGEST_VALUE))
            for facet in FACETS
            if facet in given
        }
        return Ask(
            text=self.q.data or "",
            exact=bool(self.exact.data),
            chosen={facet: values[:MOST_VALUES] for facet, values in chosen.items() if values},
            first_day=self.first.data,
            last_day=self.last.data,
            sort=self.sort.data if self.sort.data in SORTS else SORTS[0],
            grouped=bool(self.grouped.data),
            like=self.like.data or "",
            article=None if self.article.errors else self.article.data,
            page=1 if self.page.errors else self.page.data or 1,
            kept=self.kept.data or "",
        )


def ask_of(address: Mapping[str, Sequence[str]]) -> Ask:
    """What an address asks, its fields by name: as it is kept with a saved search."""
    fields: MultiDict[str, str] = MultiDict([(name, value) for name, values in address.items() for value in values])
    return SearchForm(fields).ask(fields)
