"""The fields of an article beside its text: their names, other names they go by, and what may stand in them.

One list for JSONL, Markdown heads and the paste form; docs/ingest.md shows it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from annotator.errors import Invalid

from ..draft import normalise, shown_name
from .decoding import mend

MAX_FIELD_CHARACTERS = 1_000
MAX_URL_CHARACTERS = 2_000
FIELDS = (
    "title", "outlet", "byline", "feed", "language", "source_language", "source_text", "translator",
    "published", "published_text", "url", "collection", "identifier",
)  # fmt: skip
# As static site generators and news exports call them.
ALIASES = {
    "author": "byline", "authors": "byline", "date": "published", "lang": "language", "source": "outlet",
    "headline": "title", "link": "url", "id": "identifier",
}  # fmt: skip
_LISTS = frozenset({"byline", "translator"})  # several people may be given as a list of strings
_LANGUAGE_NAMES = {"english": "en", "french": "fr", "français": "fr", "arabic": "ar", "persian": "fa", "farsi": "fa"}
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*", re.IGNORECASE)  # BCP 47, as far as its shape goes
_WHITE = re.compile(r"\s+")
_UNKNOWN_SHOWN = 5
_EARLIEST = 1800
_LATEST = timedelta(days=366)


class Metadata(NamedTuple):
    """`values` by field name, only those that are given; `notes` for the ingest report."""

    values: dict[str, Any]
    notes: tuple[str, ...]


NOTHING = Metadata({}, ())


def check(given: Mapping[str, object]) -> Metadata:
    """The metadata of one article as given by a person or a file. Unknown names are left out with a note.

    Raises Invalid, with the field's name, for a value that cannot be taken.
    """
    values: dict[str, Any] = {}
    notes: list[str] = []
    unknown: list[str] = []
    # Right names first, so that they win over another name for the same field.
    for name in sorted(given, key=lambda name: name not in FIELDS):
        field = name if name in FIELDS else ALIASES.get(name.lower().replace("-", "_"), name.lower().replace("-", "_"))
        value = given[name]
        if field not in FIELDS:
            unknown.append(f"“{shown_name(name)}”")
        elif value is None or value in ("", []):
            continue
        elif field in values:
            notes.append(f"field “{shown_name(name)}” left out: {field} is given already")
        else:
            values[field] = _CHECKS.get(field, _line)(field, value, notes)
    if unknown:
        more = f" and {len(unknown) - _UNKNOWN_SHOWN} more" if len(unknown) > _UNKNOWN_SHOWN else ""
        notes.append(f"unknown fields left out: {', '.join(unknown[:_UNKNOWN_SHOWN])}{more}")
    return Metadata({name: value for name, value in values.items() if value not in (None, "")}, tuple(notes))


def found(given: Mapping[str, object], where: str) -> Metadata:
    """Metadata that a page or document carries unasked: a value that cannot be taken is left out with a note."""
    values: dict[str, Any] = {}
    notes: list[str] = []
    for name, value in given.items():
        try:
            checked = check({name: value})
        except Invalid as error:
            notes.append(f"{name} of the {where} left out: {error}")
        else:
            values |= checked.values
            notes += checked.notes
    return Metadata(values, tuple(notes))


def parse_published(value: str) -> tuple[datetime, str | None]:
    """A point in time from ISO 8601 or the dates of mail and RSS (RFC 5322), in UTC; and a note when one is needed.

    Raises Invalid: day and month are never guessed ("3/4/2021").
    """
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        try:
            moment = parsedate_to_datetime(value)
        except (ValueError, TypeError, IndexError, OverflowError):
            raise Invalid(
                f"published “{shown_name(value[:60])}” is not a date. "
                "Write it as 2021-02-15 or 2021-02-15T14:30:00+03:00.",
                field="published",
            ) from None
    return _in_utc(moment)


def _in_utc(moment: datetime) -> tuple[datetime, str | None]:
    note = None
    if moment.tzinfo is None:
        note = "published has no time zone: taken as UTC"
        moment = moment.replace(tzinfo=UTC)
    if moment.year < _EARLIEST:
        raise Invalid(f"published is in the year {moment.year}: write a date after {_EARLIEST}.", field="published")
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        raise Invalid("published is beyond the year 9999: write the date of publication.", field="published") from None
    now = datetime.now(UTC)
    if moment > now + _LATEST:
        raise Invalid(
            f"published lies in the future ({moment:%Y-%m-%d}): write the date of publication.", field="published"
        )
    return moment, "published lies in the future" if moment > now else note


def _text(field: str, value: object, notes: list[str]) -> str:
    if not isinstance(value, str):
        raise Invalid(f"{field} must be a string, not {_kind(value)}.", field=field)
    try:
        text = normalise(value)
    except Invalid as error:
        raise Invalid(f"{field}: {error}", field=field) from None
    text, mended = mend(text)
    notes += [f"{field}: {note}" for note in mended]
    return normalise(text)


def _source_text(field: str, value: object, notes: list[str]) -> str | None:
    """Kept as it is: offsets may point into it, too."""
    text = _text(field, value, notes)
    return text if text.strip() else None


def _line(field: str, value: object, notes: list[str]) -> str:
    if field in _LISTS and isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = ", ".join(value)
    line = _WHITE.sub(" ", _text(field, value, notes)).strip()
    if len(line) > MAX_FIELD_CHARACTERS:
        raise Invalid(
            f"{field} has {len(line):,} characters; at most {MAX_FIELD_CHARACTERS:,} fit. Shorten it.", field=field
        )
    return line


def _language(field: str, value: object, notes: list[str]) -> str:
    code = _line(field, value, notes)
    code = _LANGUAGE_NAMES.get(code.lower(), code).replace("_", "-")
    if code and not _LANGUAGE.fullmatch(code):
        raise Invalid(
            f"{field} “{shown_name(code[:60])}” is not a language code: write “en”, “fr”, “ar” …", field=field
        )
    return code.lower() if len(code) <= 3 else code


def _published(field: str, value: object, notes: list[str]) -> datetime:
    if isinstance(value, date):
        midnight = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - _in_utc notes the missing zone
        moment, note = _in_utc(value if isinstance(value, datetime) else midnight)
    else:
        moment, note = parse_published(_line(field, value, notes))
    if note:
        notes.append(note)
    return moment


def _url(field: str, value: object, notes: list[str]) -> str:
    url = _text(field, value, notes).strip()
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and not _WHITE.search(url)
    except ValueError:
        usable = False
    if url and (not usable or len(url) > MAX_URL_CHARACTERS):
        raise Invalid(f"url “{shown_name(url[:60])}” is not a web address: write it whole, with https://.", field=field)
    return url


def _kind(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return kinds.get(type(value), type(value).__name__)


_CHECKS: dict[str, Callable[[str, object, list[str]], Any]] = {
    "language": _language,
    "source_language": _language,
    "source_text": _source_text,
    "published": _published,
    "url": _url,
}
