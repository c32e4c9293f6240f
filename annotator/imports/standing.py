"""What stands on a version already: what a mark would be laid beside, or over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from ..articles.models import Article, Version
from ..claims.models import Claim
from ..corrections.models import Correction
from ..db import db
from ..garbles.models import Garble
from ..reviews.models import Comment
from ..text.spans import Span

_CHUNK: Final = 500
TABLES: Final[tuple[type[Any], ...]] = (Claim, Garble, Correction)


@dataclass
class Standing:
    """The rows of one version by where they stand. Empty for an article that is not here yet."""

    claims: dict[tuple[Span, ...], list[Claim]] = field(default_factory=dict)
    garbles: dict[Span, list[Garble]] = field(default_factory=dict)
    corrections: dict[Span, list[Correction]] = field(default_factory=dict)
    zones: dict[Span, str] = field(default_factory=dict)
    elsewhere: dict[str, Any] = field(default_factory=dict)  # by uid, rows of whatever article
    comments: set[tuple[str, int | None, str]] = field(default_factory=set)  # of what, its number, the words


def standing_on(version: Version, uids: Sequence[str]) -> Standing:
    """What stands on the version, and what else has one of these uids."""
    found = Standing(elsewhere=with_uids(uids))
    claims = sa.select(Claim).where(Claim.article_id == version.article_id).options(selectinload(Claim.anchors))
    for claim in db.session.scalars(claims.order_by(Claim.id)):
        if claim.anchors and claim.anchors[0].version_id == version.id:
            found.claims.setdefault(tuple(row.span for row in claim.anchors), []).append(claim)
    for garble in db.session.scalars(sa.select(Garble).where(Garble.version_id == version.id).order_by(Garble.id)):
        found.garbles.setdefault(garble.span, []).append(garble)
    rows = sa.select(Correction).where(Correction.version_id == version.id).order_by(Correction.id)
    for correction in db.session.scalars(rows):
        found.corrections.setdefault(correction.span, []).append(correction)
    found.zones = {zone.span: zone.kind for zone in version.zones}
    for comment in db.session.scalars(sa.select(Comment).where(Comment.article_id == version.article_id)):
        found.comments.add(about(comment))
    return found


def about(comment: Comment) -> tuple[str, int | None, str]:
    """What a comment is on, and what it says."""
    for name in ("claim", "garble", "correction"):
        ident = getattr(comment, f"{name}_id")
        if ident is not None:
            return name, ident, comment.text
    return "article", comment.article_id, comment.text


def with_uids(uids: Iterable[str]) -> dict[str, Any]:
    """The claims, garbles and corrections with these uids, wherever they stand."""
    wanted = sorted(set(uids))
    found: dict[str, Any] = {}
    for at in range(0, len(wanted), _CHUNK):
        some = wanted[at : at + _CHUNK]
        for table in TABLES:
            found.update((row.uid, row) for row in db.session.scalars(sa.select(table).where(table.uid.in_(some))))
    return found


def articles_named(names: Iterable[str], shown: sa.ColumnElement[bool]) -> dict[str, list[int]]:
    """The articles that sources name: by address, or by the uid of an article or of one of its versions; ids by
    source. `shown` is what the person may know of."""
    by_uid: dict[str, list[str]] = {}
    by_url: dict[str, list[str]] = {}
    for name in set(names):
        if name.lower().startswith("urn:uuid:"):
            by_uid.setdefault(name[9:].split("#", 1)[0].lower(), []).append(name)
        elif name.startswith(("http://", "https://")):
            for form in forms_of(name):
                by_url.setdefault(form, []).append(name)
    of_article = sa.select(Article.uid, Article.id).where(shown)
    of_version = sa.select(Version.uid, Article.id).join(Article, Article.id == Version.article_id).where(shown)
    of_address = sa.select(Article.url, Article.id).where(shown)
    found: dict[str, list[int]] = {}
    for statement, column, sources in (
        (of_article, Article.uid, by_uid), (of_version, Version.uid, by_uid), (of_address, Article.url, by_url),
    ):  # fmt: skip
        for some in _chunks(sorted(sources)):
            for key, ident in db.session.execute(statement.where(column.in_(some))):
                for source in sources[key or ""]:
                    found[source] = sorted({*found.get(source, ()), ident})
    return found


def _chunks(values: Sequence[str]) -> Iterable[Sequence[str]]:
    return (values[at : at + _CHUNK] for at in range(0, len(values), _CHUNK))


def forms_of(url: str) -> set[str]:
    """One address as it may be written: with and without its fragment, the last slash, and the s of https."""
    plain = url.split("#", 1)[0]
    bare = plain.rstrip("/")
    forms = {url, plain, bare, f"{bare}/"}
    return forms | {
        form.replace("https://", "http://", 1)
        if form.startswith("https://")
        else form.replace("http://", "https://", 1)
        for form in forms
    }
