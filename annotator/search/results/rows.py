"""Hits as the database has them now: read again with the person's rights, a fixed number of statements a page.

The index may be a second old; what a person may not see, or what is gone, is not in what comes out. The statements are
made once, and ask for the columns that a hit is made of: to make them, and to load objects with all that belongs to
them, took longer than the search itself.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ...accounts.models import User
from ...articles.models import Article, Version
from ...articles.queries import may_see
from ...claims.models import Claim, ClaimAnchor, Evidence
from ...corrections.models import Correction
from ...db import columns_of
from ...garbles.models import Garble
from ...gazetteer.models import Entity
from ...reviews.blindness import open_comment, open_judgement, veil_over
from ...reviews.models import Assessment, Comment
from ...sources.models import Source
from ...text.spans import Span
from ..documents import right_names

Part = tuple[str, str]  # what it is called ("outlet"), and its text
_IDS: Final = "ids"
_AMONG: Final[Any] = sa.bindparam(_IDS, expanding=True)


class OnArticle(NamedTuple):
    """What is told of the article that a hit stands on."""

    id: int
    title: str
    feed: str | None
    language: str
    visibility: str
    published_at: dt.datetime | None


class Behind(NamedTuple):
    """A garble that a hit may be found behind: its words, and the right names for them."""

    quote: str
    state: str
    readings: tuple[str, ...]
    version_id: int
    span: Span


@dataclass(slots=True)
class Row:
    """One hit. `text` is shown and searched first, then the `parts` in order."""

    key: str
    kind: str
    ident: int
    title: str
    href: str
    text: str
    parts: list[Part] = field(default_factory=list)
    article: OnArticle | None = None
    state: str = ""
    verdict: str = ""
    spans: list[tuple[int, Span]] = field(default_factory=list)  # (version id, where) of what it stands on
    garbles: list[Behind] = field(default_factory=list)  # the garbles it may be found behind
    veiled: bool = False  # its verdict is not shown to this person yet
    worth: int | None = None  # 0 to 100
    confidence: int | None = None  # 0 to 100, of the verdict
    on: str = ""  # the key of what a note or a comment is about


def load(keys: Sequence[str], *, by: User | None, with_garbles: bool) -> dict[str, Row]:
    """The rows of these keys that are there and that this person may see, by key."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for key in keys:
        object_type, _, ident = key.partition(":")
        wanted[object_type].append(int(ident))
    rows = {row.key: row for object_type, idents in wanted.items() for row in _READERS[object_type](idents, by)}
    if with_garbles:
        _add_garbles(rows.values())
    return rows


def _add_garbles(rows: Iterable[Row]) -> None:
    """Give each row the garbles that its right names come from (documents.py)."""
    behind = [row for row in rows if row.kind in {"article", "claim"} and row.article is not None]
    if not behind:
        return
    of: dict[int, list[Any]] = defaultdict(list)
    for garble in columns_of(_garbles_on(), {_IDS: list({row.article.id for row in behind if row.article})}):
        of[garble.article_id].append(garble)
    for row in behind:
        assert row.article is not None
        near = of[row.article.id]
        if row.kind == "claim" and near:
            near = [garble for garble in near if _over(row, garble)]
        row.garbles = [_behind(garble) for garble in near]


def _over(row: Row, garble: Any) -> bool:
    at, start, end = garble.version_id, garble.start, garble.end
    return any(version == at and span.start < end and start < span.end for version, span in row.spans)


def _behind(garble: Any) -> Behind:
    names = right_names(garble.state, garble.reading, garble.suggestions, garble.entity)
    return Behind(garble.quote, garble.state, tuple(names), garble.version_id, Span(garble.start, garble.end))


def _parts(*parts: tuple[str, str | None]) -> list[Part]:
    return [(name, text) for name, text in parts if text]


def _page(article_id: int, fragment: str = "") -> str:
    return f"/articles/{article_id}{'#' + fragment if fragment else ''}"


# The columns of an article that decide whether somebody may see it (`may_see`) and that are told of it.
_ARTICLE: Final = (
    Article.id.label("article_id"), Article.title.label("article_title"), Article.feed, Article.language,
    Article.visibility, Article.published_at, Article.created_by_id,
)  # fmt: skip


def _on(row: Any) -> OnArticle:
    return OnArticle(row.article_id, row.article_title, row.feed, row.language, row.visibility, row.published_at)


def _seen(statement: sa.Executable, idents: Sequence[int], by: User | None) -> Iterator[Any]:
    """The rows that stand on an article which this person may see. The statement asks for `_ARTICLE` too."""
    return (row for row in columns_of(statement, {_IDS: idents}) if may_see(by, row))


@cache
def _article_columns() -> sa.Select[Any]:
    own: Any = (Version.text, Article.outlet, Article.byline, Article.translator, Article.url)
    current = sa.and_(Version.article_id == Article.id, Version.number == Article.current_number)
    statement = sa.select(*own, *_ARTICLE).select_from(Article).join(Version, current, isouter=True)
    return statement.where(Article.id.in_(_AMONG))


def _articles(idents: Sequence[int], by: User | None) -> Iterable[Row]:
    for row in _seen(_article_columns(), idents, by):
        parts = _parts(
            ("title", row.article_title), ("outlet", row.outlet), ("byline", row.byline),
            ("translator", row.translator), ("address", row.url),
        )  # fmt: skip
        article = _on(row)
        href = _page(article.id)
        yield Row(f"article:{article.id}", "article", article.id, article.title, href, row.text or "", parts, article)


@cache
def _on_article(model: Any, *columns: Any) -> sa.Select[Any]:
    """Columns of what stands on an article, with the article's."""
    statement = sa.select(model.id, *columns, *_ARTICLE).join(Article, model.article_id == Article.id)
    return statement.where(model.id.in_(_AMONG))


@cache
def _of_claims(model: Any, order: Any, *columns: Any) -> sa.Select[Any]:
    return sa.select(model.claim_id, *columns).where(model.claim_id.in_(_AMONG)).order_by(order)


def _claims(idents: Sequence[int], by: User | None) -> Iterable[Row]:
    columns = (Claim.wording, Claim.state, Claim.verdict, Claim.worth, Claim.confidence)
    claims = list(_seen(_on_article(Claim, *columns), idents, by))
    if not claims:
        return
    veil = veil_over(Claim.id.in_(idents), by=by)
    some = {_IDS: [claim.id for claim in claims]}
    anchors, passages = defaultdict(list), defaultdict(list)
    places = (ClaimAnchor.quote, ClaimAnchor.version_id, ClaimAnchor.start, ClaimAnchor.end)
    for anchor in columns_of(_of_claims(ClaimAnchor, ClaimAnchor.start, *places), some):
        anchors[anchor.claim_id].append(anchor)
    for evidence in columns_of(_of_claims(Evidence, Evidence.id, Evidence.passage), some):
        passages[evidence.claim_id].append(("evidence", evidence.passage))
    for claim in claims:
        ident, stands = claim.id, anchors[claim.id]
        veiled = ident in veil
        yield Row(
            f"claim:{ident}", "claim", ident, claim.article_title, _page(claim.article_id, f"claim-{ident}"),
            " … ".join(anchor.quote for anchor in stands), [("wording", claim.wording), *passages[ident]], _on(claim),
            claim.state, "" if veiled else claim.verdict or "",
            [(anchor.version_id, Span(anchor.start, anchor.end)) for anchor in stands], veiled=veiled,
            worth=round(claim.worth * 100), confidence=None if veiled else claim.confidence,
        )  # fmt: skip


_OF_GARBLES: Final = (
    Garble.quote, Garble.state, Garble.reading, Garble.suggestions, Garble.version_id, Garble.start, Garble.end,
    Entity.name.label("entity"),
)  # fmt: skip


@cache
def _garbles_on() -> sa.Select[Any]:
    """The garbles of some articles, in the order in which they stand there."""
    statement = sa.select(Garble.article_id, *_OF_GARBLES).join(Entity, Garble.entity_id == Entity.id, isouter=True)
    stands = statement.where(Garble.article_id.in_(_AMONG), Garble.state != "dismissed", ~Garble.withdrawn)
    return stands.order_by(Garble.start)


@cache
def _garble_columns() -> sa.Select[Any]:
    columns = (*_OF_GARBLES, Garble.reason, Garble.detector)
    return _on_article(Garble, *columns).join(Entity, Garble.entity_id == Entity.id, isouter=True)


def _garbles(idents: Sequence[int], by: User | None) -> Iterable[Row]:
    for garble in _seen(_garble_columns(), idents, by):
        parts = _parts(("reason", None if garble.detector else garble.reason))
        behind = _behind(garble)
        yield Row(
            f"garble:{garble.id}", "garble", garble.id, garble.article_title,
            _page(garble.article_id, f"garble-{garble.id}"), garble.quote, parts,
            _on(garble), garble.state, spans=[(behind.version_id, behind.span)], garbles=[behind],
        )  # fmt: skip


def _corrections(idents: Sequence[int], by: User | None) -> Iterable[Row]:
    own = (Correction.quote, Correction.replacement, Correction.reason, Correction.state)
    place = (Correction.version_id, Correction.start, Correction.end)
    for row in _seen(_on_article(Correction, *own, *place), idents, by):
        parts = _parts(("replacement", row.replacement), ("reason", row.reason))
        yield Row(
            f"correction:{row.id}", "correction", row.id, row.article_title,
            _page(row.article_id, f"correction-{row.id}"), row.quote, parts,
            _on(row), row.state, spans=[(row.version_id, Span(row.start, row.end))],
        )  # fmt: skip


@cache
def _note_columns() -> sa.Select[Any]:
    own: Any = (Assessment.id, Assessment.note, Assessment.verdict, Assessment.confidence)
    about: Any = (Claim.id.label("claim_id"), Claim.wording, User.name.label("reviewer"))
    return (
        sa.select(*own, *about, *_ARTICLE)
        .select_from(Assessment)
        .join(Claim, Assessment.claim_id == Claim.id)
        .join(Article, Claim.article_id == Article.id)
        .join(User, Assessment.reviewer_id == User.id)
        .where(Assessment.id.in_(_AMONG))
    )


def _assessments(idents: Sequence[int], by: User | None) -> Iterable[Row]:
    for row in _seen(_note_columns().where(open_judgement(by)), idents, by):
        yield Row(
            f"assessment:{row.id}", "note", row.id, f"{row.reviewer} on “{row.wording}”",
            _page(row.article_id, f"claim-{row.claim_id}"), row.note, [], _on(row), "", row.verdict,
            confidence=row.confidence, on=f"claim:{row.claim_id}",
        )  # fmt: skip


@cache
def _comment_columns() -> sa.Select[Any]:
    subjects = (Comment.claim_id, Comment.garble_id, Comment.correction_id)
    columns = (Comment.text, *subjects, User.name.label("author"))
    return _on_article(Comment, *columns).join(User, Comment.author_id == User.id)


def _comments(idents: Sequence[int], by: User | None) -> Iterable[Row]:
    for row in _seen(_comment_columns().where(open_comment(by)), idents, by):
        subjects = (("claim", row.claim_id), ("garble", row.garble_id), ("correction", row.correction_id))
        about = next((f"{name}:{ident}" for name, ident in subjects if ident), "")
        href = _page(row.article_id, about.replace(":", "-") or f"comment-{row.id}")
        title = f"{row.author} on {row.article_title}"
        yield Row(f"comment:{row.id}", "comment", row.id, title, href, row.text, [], _on(row), on=about)


@cache
def _source_columns() -> sa.Select[Any]:
    origin = aliased(Source)
    own = (Source.id, Source.title, Source.publisher, Source.url, Source.note)
    columns: Any = (*own, origin.title.label("origin"))
    statement = sa.select(*columns).join(origin, Source.origin_id == origin.id, isouter=True)
    return statement.where(Source.id.in_(_AMONG))


def _sources(idents: Sequence[int], _by: User | None) -> Iterable[Row]:
    for row in columns_of(_source_columns(), {_IDS: idents}):
        parts = _parts(("title", row.title), ("publisher", row.publisher), ("origin", row.origin), ("address", row.url))
        yield Row(f"source:{row.id}", "source", row.id, row.title, f"/sources/{row.id}", row.note, parts)


_READERS: Final[dict[str, Callable[[Sequence[int], User | None], Iterable[Row]]]] = {
    "article": _articles,
    "claim": _claims,
    "garble": _garbles,
    "correction": _corrections,
    "assessment": _assessments,
    "comment": _comments,
    "source": _sources,
}
