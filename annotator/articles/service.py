"""What may be done to articles and collections. A version's text is never among it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from ..accounts.models import User
from ..accounts.policy import may
from ..db import db
from ..db.tracking import HistoryEntry, journal, step_of
from ..db.versions import require_version
from ..errors import Invalid, NotAllowed
from ..text.characters import checked
from ..text.spans import Span, Zone
from .anchors import place
from .models import VISIBILITIES, Article, Collection, Version, ZoneRow
from .queries import visible

LONGEST_NAME = 200


@dataclass(frozen=True)
class ArticleFields:
    """What is known of an article beside its text. Values were checked by the reader or the form that made them."""

    title: str
    outlet: str | None = None
    byline: str | None = None
    feed: str | None = None
    language: str = "en"
    source_language: str | None = None
    translator: str | None = None
    published_at: dt.datetime | None = None
    url: str | None = None
    identifier: str | None = None
    visibility: str = "desk"
    due_at: dt.datetime | None = None
    embargo_until: dt.datetime | None = None


def text_hash(text: str) -> str:
    """SHA-256 of the text in UTF-8, as versions keep it."""
    return hashlib.sha256(text.encode()).hexdigest()


def find_text(digest: str, *, by: User | None) -> Article | None:
    """The article that has this text, in any version, as far as this person may know of it."""
    return db.session.scalars(
        sa.select(Article).join(Version).where(Version.sha256 == digest, visible(by)).order_by(Article.id)
    ).first()


def claim_text(digest: str, *, by: User | None) -> Article | None:
    """Inside a transaction: the article that has this text already, else None, and nobody can add it before we end.

    SQLite has one writer anyway; PostgreSQL locks the hash, because two transactions do not see each other's rows.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        number = int(digest[:15], 16)  # 60 bits: a lock's number is a signed bigint
        db.session.execute(sa.select(sa.func.pg_advisory_xact_lock(number)))
    return find_text(digest, by=by)


def create(
    fields: ArticleFields,
    text: str,
    *,
    by: User | None,
    source_text: str | None = None,
    notes: Sequence[str] = (),
) -> Article:
    """Put an article with its first version on the desk. `text` is normalised already and is kept as it is."""
    article = Article(created_by_id=by.id if by else None)
    fill(article, fields, by=by)
    version = Version(
        article=article,
        number=1,
        text=text,
        length=len(text),
        sha256=text_hash(text),
        source_text=source_text,
        title=fields.title,
        published_at=fields.published_at,
        notes=list(notes),
        created_by_id=by.id if by else None,
    )
    db.session.add(version)
    db.session.flush()
    return article


def add_zones(version: Version, zones: Sequence[Zone]) -> None:
    """Keep the stretches of a version that are not body copy."""
    version.zones = [ZoneRow(kind=zone.kind, **place(version, Span(zone.start, zone.end))) for zone in zones]
    db.session.flush()


def may_edit(article: Article, by: User) -> bool:
    """Editors edit every article they see; whoever brought one in edits their own."""
    return may(by, "edit") or (article.created_by_id == by.id and may(by, "ingest"))


def edit(article: Article, fields: ArticleFields, *, by: User, seen: int | None = None) -> None:
    """Change what is said of an article. Raises NotAllowed, Invalid with the field, Stale."""
    if not may_edit(article, by):
        raise NotAllowed("An article's details are changed by an editor, or by whoever brought it in.")
    require_version(article, seen, mine_of(fields))
    fill(article, fields, by=by)
    db.session.flush()


def set_deadline(articles: Sequence[Article], due: dt.datetime | None, *, by: User) -> None:
    """When the desk must be done with these articles; None: no deadline. Raises NotAllowed, and then sets none."""
    if not all(may_edit(article, by) for article in articles):
        raise NotAllowed("A deadline is set by an editor, or by whoever brought the article in.")
    for article in articles:
        article.due_at = due
    db.session.flush()


def mine_of(fields: ArticleFields) -> dict[str, Any]:
    """What was typed, by the article's attribute names."""
    return asdict(fields)


def fill(article: Article, fields: ArticleFields, *, by: User | None) -> None:
    if not fields.title.strip():
        raise Invalid("An article needs a title.", "title")
    if fields.visibility not in VISIBILITIES:
        raise Invalid("An article is for the desk, a draft, or hidden.", "visibility")
    hides = fields.visibility == "hidden" and article.visibility != "hidden"
    if hides and by is not None and not may(by, "edit"):
        raise Invalid("Hiding an article is an editor's.", "visibility")
    for name, value in asdict(fields).items():
        setattr(article, name, checked(value, name) if isinstance(value, str) else value)


def find_or_create_collection(name: str, *, by: User | None) -> Collection:
    """The collection with this name, whatever its case, made when it is new."""
    words = checked(" ".join(name.split()), "collection")
    if not words or len(words) > LONGEST_NAME:
        raise Invalid(f"A collection's name has 1 to {LONGEST_NAME} characters.", "collection")
    # Both sides folded by the database: SQLite folds ASCII only, so Python's "élysée" is not its lower("Élysée").
    same = sa.func.lower(Collection.name) == sa.func.lower(words)
    found = db.session.scalars(sa.select(Collection).where(same).order_by(Collection.id)).first()
    if found is None:
        found = Collection(name=words)
        db.session.add(found)
        db.session.flush()
    return found


def collect(article: Article, collection: Collection, *, by: User | None) -> None:
    """Put an article into a collection. Does nothing when it is there."""
    if collection not in article.collections:
        regroup(article, [*article.collections, collection], by=by)


def release(article: Article, collection: Collection, *, by: User | None) -> None:
    """Take an article out of a collection. Does nothing when it is not in it."""
    if collection in article.collections:
        regroup(article, [kept for kept in article.collections if kept is not collection], by=by)


def regroup(article: Article, collections: Sequence[Collection], *, by: User | None) -> None:
    """Set an article's collections. The session cannot see a change of membership as one of the article's columns,
    so its history and its place in the index are written here."""
    before = sorted(collection.name for collection in article.collections)
    article.collections = list(collections)
    db.session.flush()
    db.session.add(
        HistoryEntry(
            **step_of(db.session) | {"actor_id": by.id if by else None},
            article_id=article.id,
            object_type="articles",
            object_id=article.id,
            object_version=article.row_version,
            action="change",
            before={"collections": before},
            after={"collections": sorted(collection.name for collection in collections)},
        )
    )
    journal(db.session, article.found_as())
    db.session.flush()
