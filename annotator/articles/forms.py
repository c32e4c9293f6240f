"""The form of what is known of an article. Its text is not among it: a version is never edited."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from wtforms import DateTimeLocalField, HiddenField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, Regexp
from wtforms.widgets import TextInput

from ..accounts.fields import PlainForm
from ..db.tracking import plain
from ..errors import Invalid, Stale
from ..sources.service import checked_url
from .models import VISIBILITIES, Article
from .service import ArticleFields

LONGEST_FIELD = 1_000
WHEN = "2021-02-15, or with the time 2021-02-15T14:30+03:00"
VISIBLE_TO = {"desk": "Everybody on the desk", "draft": "Only me (draft)", "hidden": "Editors only (hidden)"}
FORMATS = [
    "%Y-%m-%dT%H:%M:%S%z",
    "%Y-%m-%dT%H:%M%z",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
]
FIELD_OF = {"due_at": "due", "embargo_until": "embargo", "published_at": "published"}  # by the article's names
LINES = ("outlet", "byline", "feed", "source_language", "translator", "identifier")
SHORT = [Length(max=LONGEST_FIELD, message=f"At most {LONGEST_FIELD} characters.")]
IS_LANGUAGE = Regexp(r"\s*[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\s*$", message="A language code: en, fr, ar, fa …")


class MomentField(DateTimeLocalField):
    """A moment as text: the browser's own control for it leaves the time zone out."""

    widget = TextInput()


def visibility_field(*words: str) -> SelectField:
    return SelectField("Who sees it", choices=[SelectChoice(word, VISIBLE_TO[word]) for word in words], default="desk")


class OriginFields(PlainForm):
    """What may be said of one article and of many: where they come from."""

    outlet = StringField("Outlet", SHORT, description="Who published it.")
    feed = StringField("Feed", SHORT, description="The wire it came by.", render_kw={"list": "feeds"})
    language = StringField(
        "Language", SHORT, description="A code: en, fr, ar, fa. Empty: recognised.", render_kw={"list": "languages"}
    )
    source_language = StringField(
        "Translated from", SHORT, description="The language of the original.", render_kw={"list": "languages"}
    )
    translator = StringField("Translator", SHORT, description="The engine or person.")


class DetailFields(OriginFields):
    """What is said of one article."""

    title = StringField("Title", SHORT, description="Empty: the headline of the text.")
    byline = StringField("Byline", SHORT)
    published = StringField("Published", SHORT, description=WHEN)
    url = StringField("Address of the original", [Length(max=2_000, message="At most 2,000 characters.")])

    def given(self) -> dict[str, Any]:
        """What was typed, by the names of the readers' fields (ingest/readers/metadata.py)."""
        return {
            name: getattr(self, name).data or ""
            for name in (
                "title", "outlet", "byline", "feed", "language", "source_language", "translator", "published", "url",
            )
        }  # fmt: skip


DEADLINE = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]


def at_desk(words: str, zone: ZoneInfo) -> dt.datetime | None:
    """The moment that a deadline as typed means on the desk, None when nothing was typed. Raises Invalid."""
    typed = words.strip()
    for format_ in DEADLINE if typed else ():
        with suppress(ValueError):
            return dt.datetime.strptime(typed, format_).replace(tzinfo=zone).astimezone(dt.UTC)
    if typed:
        raise Invalid("Write the deadline as 2021-02-15T18:00.", "due")
    return None


def desk_zone() -> ZoneInfo:
    return ZoneInfo(current_app.config["TIME_ZONE"])


class EditForm(DetailFields):
    title = StringField("Title", [DataRequired("An article needs a title."), *SHORT])
    published = MomentField(
        "Published",
        [Optional()],
        format=FORMATS,
        invalid_value_message=f"Write it as {WHEN}.",
        description=f"{WHEN}. Without a zone: UTC.",
    )
    language = StringField("Language", [DataRequired("Give its code."), IS_LANGUAGE], render_kw={"list": "languages"})
    source_language = StringField("Translated from", [Optional(), IS_LANGUAGE], render_kw={"list": "languages"})
    identifier = StringField("Identifier", SHORT, description="The feed's own name for it.")
    due = DateTimeLocalField(
        "Deadline",
        [Optional()],
        format=DEADLINE,
        invalid_value_message="Write it as 2021-02-15T18:00.",
    )
    embargo = DateTimeLocalField(
        "Embargo until",
        [Optional()],
        format=DEADLINE,
        invalid_value_message="Write it as 2021-02-15T18:00.",
    )
    visibility = visibility_field(*VISIBILITIES)
    row_version = HiddenField()

    @classmethod
    def of(cls, article: Article) -> EditForm:
        form = cls(
            obj=article,
            published=article.published_at,
            due=in_desk_zone(article.due_at),
            embargo=in_desk_zone(article.embargo_until),
        )
        form.due.description = f"When the desk must be done with it, {desk_zone().key} time. Empty: no deadline."
        form.embargo.description = f"Until when it may not leave the desk, {desk_zone().key} time. Empty: none."
        return form

    @property
    def seen(self) -> int | None:
        """The row version the form was made from."""
        words = self.row_version.data or ""
        return int(words) if words.isdigit() else None

    def take_theirs(self, stale: Stale) -> None:
        """After a refusal: what only they changed is taken over. Saved again, the rest is saved over theirs, knowingly:
        the page says so beside both."""
        self.row_version.data = str(stale.version)
        for name, typed in stale.mine.items():
            if stale.base is not None and plain(typed) == stale.base.get(name):
                field = self[FIELD_OF.get(name, name)]
                theirs = stale.theirs[name]
                local = theirs if name in {"due_at", "embargo_until"} and isinstance(theirs, dt.datetime) else None
                field.data = local.astimezone(desk_zone()) if local else theirs
                field.raw_data = None

    def fields(self) -> ArticleFields:
        words = {name: line(getattr(self, name).data) for name in LINES}
        published = self.published.data
        if published is not None and published.tzinfo is None:
            published = published.replace(tzinfo=dt.UTC)
        return ArticleFields(
            **words,
            title=line(self.title.data) or "",
            language=self.language.data.strip(),
            url=checked_url(self.url.data),
            published_at=published,
            visibility=self.visibility.data,
            due_at=from_desk_zone(self.due.data),
            embargo_until=from_desk_zone(self.embargo.data),
        )


def in_desk_zone(moment: dt.datetime | None) -> dt.datetime | None:
    return moment.astimezone(desk_zone()) if moment else None


def from_desk_zone(typed: dt.datetime | None) -> dt.datetime | None:
    """The moment that was typed in the desk's time zone."""
    return typed.replace(tzinfo=desk_zone()).astimezone(dt.UTC) if typed else None


def line(words: str | None) -> str | None:
    """A field's words on one line, None when there are none."""
    return " ".join((words or "").split()) or None


class CollectForm(PlainForm):
    collection = StringField(
        "Collection", [DataRequired("Name a collection."), Length(max=200, message="At most 200 characters.")],
        render_kw={"list": "collections"},
    )  # fmt: skip
