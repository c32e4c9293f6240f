"""What may be done to sources."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

import sqlalchemy as sa

from ..accounts.models import User
from ..db import db
from ..db.versions import require_version
from ..errors import Invalid
from ..text.characters import checked
from .models import RELIABILITIES, SOURCE_KINDS, Source


def checked_url(url: str | None, field: str = "url") -> str | None:
    """A web address, or None. Raises Invalid (of `field`) for anything a browser might run instead of open."""
    url = checked((url or "").strip(), field)
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:  # a bracket without its other half
        raise Invalid("This is no address. Copy it whole from the browser.", field) from None
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise Invalid("An address starts with http:// or https:// and names a site.", field)
    return url


@dataclass(frozen=True)
class SourceFields:
    """What a person may say of a source; one field of the form each."""

    title: str
    kind: str = "document"
    publisher: str | None = None
    url: str | None = None
    reliability: str = "F"
    origin: str | None = None
    note: str = ""


def create(fields: SourceFields, *, by: User | None) -> Source:
    """Make a source. Raises Invalid when it has no title or a word outside the closed lists."""
    source = Source(created_by_id=by.id if by else None)
    fill(source, fields, by=by)
    db.session.add(source)
    db.session.flush()
    return source


def edit(source: Source, fields: SourceFields, *, by: User, seen: int | None = None) -> None:
    """Change a source that many claims may use."""
    require_version(source, seen, asdict(fields))
    fill(source, fields, by=by)


def fill(source: Source, fields: SourceFields, *, by: User | None) -> None:
    if not fields.title.strip():
        raise Invalid("A source needs a title.", "title")
    if fields.kind not in SOURCE_KINDS:
        raise Invalid(f"There is no kind of source called “{fields.kind}”.", "kind")
    if fields.reliability not in RELIABILITIES:
        raise Invalid("Reliability is a letter from A to F.", "reliability")
    source.title = checked(fields.title.strip(), "title")
    source.kind = fields.kind
    source.publisher = checked((fields.publisher or "").strip(), "publisher") or None
    source.url = checked_url(fields.url)
    source.reliability = fields.reliability
    source.origin = origin_of(source, checked((fields.origin or "").strip(), "origin"), by=by)
    source.note = checked(fields.note.strip(), "note")


def origin_of(source: Source, title: str, *, by: User | None) -> Source | None:
    """The source that this one passes on, by its title. Raises Invalid when that one passes on this one."""
    if not title:
        return None
    with db.session.no_autoflush:
        origin = find_or_create(title, by=by)
        seen = {source.id}
        each: Source | None = origin
        while each is not None:
            if each is source or each.id in seen:
                raise Invalid("A source cannot be its own origin, nor that of what it passes on.", "origin")
            seen.add(each.id)
            each = each.origin
    return origin


def chosen(
    source_id: int | None, title: str, *, by: User | None, url: str | None = None, publisher: str | None = None
) -> Source:
    """The source that was picked from those offered, as long as its title still stands in the field; else the one with
    the typed title, made when it is new (only then with this publisher)."""
    picked = db.session.get(Source, source_id) if source_id is not None else None
    if picked is not None and picked.title.casefold() == title.strip().casefold():
        return picked
    return find_or_create(title, by=by, url=url, publisher=publisher)


def find_or_create(title: str, *, by: User | None, url: str | None = None, publisher: str | None = None) -> Source:
    """The source with this title (and address, where one is given), made when it is new: typing it again reuses it."""
    # Both sides folded by the database: SQLite folds ASCII only, so Python's "élysée" is not its lower("Élysée").
    same = sa.func.lower(Source.title) == sa.func.lower(checked(title.strip(), "title"))
    matching = sa.select(Source).where(same).order_by(Source.id)
    address = checked_url(url)
    if address:
        matching = matching.where(sa.or_(Source.url == address, Source.url.is_(None)))
    known = db.session.scalars(matching).first()
    return known or create(SourceFields(title, url=url, publisher=publisher), by=by)
