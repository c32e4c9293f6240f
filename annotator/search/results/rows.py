"""Hits as the database has them now: read again with the person's rights, a fixed number of statements a page.

The index may be a second old; what a person may not see, or what is gone, is not in what comes out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from ...accounts.models import User
from ...articles.models import Article
from ...articles.queries import visible
from ...claims.models import Claim
from ...corrections.models import Correction
from ...db import db
from ...garbles.models import Garble
from ...reviews.blindness import open_comment, open_judgement, veil_over
from ...reviews.models import Assessment, Comment
from ...sources.models import Source
from ...text.spans import Span

Part = tuple[str, str]  # what it is called ("outlet"), and its text


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
    article: Article | None = None
    state: str = ""
    verdict: str = ""
    spans: list[tuple[int, Span]] = field(default_factory=list)  # (version id, where) of what it stands on
    garbles: list[Garble] = field(default_factory=list)  # the garbles it may be found behind
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
    of: dict[int, list[Garble]] = defaultdict(list)
    statement = sa.select(Garble).where(
        Garble.article_id.in_({row.article.id for row in behind if row.article}),
        Garble.state != "dismissed",
        ~Garble.withdrawn,
    )
    for garble in db.session.scalars(statement.options(joinedload(Garble.entity)).order_by(Garble.start)):
        of[garble.article_id].append(garble)
    for row in behind:
        assert row.article is not None
        row.garbles = [garble for garble in of[row.article.id] if row.kind == "article" or _over(row, garble)]


def _over(row: Row, garble: Garble) -> bool:
    return any(version == garble.version_id and span.overlaps(garble.span) for version, span in row.spans)


def _parts(*parts: tuple[str, str | None]) -> list[Part]:
    return [(name, text) for name, text in parts if text]


def _page(article: Article, fragment: str = "") -> str:
    return f"/articles/{article.id}{'#' + fragment if fragment else ''}"


def _articles(idents: Sequence[int], by: User | None) -> Iterable[Row]:
    statement = sa.select(Article).where(Article.id.in_(idents), visible(by)).options(joinedload(Article.current))
    for article in db.session.scalars(statement):
        text = article.current.text if article.current else ""
        parts = _parts(
            ("title", article.title), ("outlet", article.outlet), ("byline", article.byline),
            ("translator", article.translator), ("address", article.url),
        )  # fmt: skip
        yield Row(f"article:{article.id}", "article", article.id, article.title, _page(article), text, parts, article)


def _claims(idents: Sequence[int], by: User | None) -> Iterable[Row]:
    veil = veil_over(Claim.id.in_(idents), by=by)
    for claim in _visible(Claim, idents, by, selectinload(Claim.anchors), selectinload(Claim.evidence)):
        parts = [("wording", claim.wording), *(("evidence", row.passage) for row in claim.evidence)]
        yield Row(
            f"claim:{claim.id}", "claim", claim.id, claim.article.title, _page(claim.article, f"claim-{claim.id}"),
            claim.quote, parts, claim.article, claim.state, "" if claim.id in veil else claim.verdict or "",
            [(anchor.version_id, anchor.span) for anchor in claim.anchors], veiled=claim.id in veil,
            worth=round(claim.worth * 100), confidence=None if claim.id in veil else claim.confidence,
        )  # fmt: skip


def _garbles(idents: Sequence[int], by: User | None) -> Iterable[Row]:
    for garble in _visible(Garble, idents, by, joinedload(Garble.entity)):
        parts = _parts(("reason", None if garble.detector else garble.reason))
        yield Row(
            f"garble:{garble.id}", "garble", garble.id, garble.article.title,
            _page(garble.article, f"garble-{garble.id}"), garble.quote, parts,
            garble.article, garble.state, spans=[(garble.version_id, garble.span)], garbles=[garble],
        )  # fmt: skip


def _corrections(idents: Sequence[int], by: User | None) -> Iterable[Row]:
    for row in _visible(Correction, idents, by):
        parts = _parts(("replacement", row.replacement), ("reason", row.reason))
        href = _page(row.article, f"correction-{row.id}")
        yield Row(
            f"correction:{row.id}", "correction", row.id, row.article.title, href, row.quote, parts,
            row.article, row.state, spans=[(row.version_id, row.span)],
        )  # fmt: skip


def _visible(model: Any, idents: Sequence[int], by: User | None, *loading: Any) -> Iterable[Any]:
    """Rows that stand on an article, with it."""
    statement = sa.select(model).join(model.article).where(model.id.in_(idents), visible(by))
    return db.session.scalars(statement.options(contains_eager(model.article), *loading))


def _assessments(idents: Sequence[int], by: User | None) -> Iterable[Row]:
    statement = (
        sa.select(Assessment, Claim, Article)
        .join(Claim, Assessment.claim_id == Claim.id)
        .join(Article, Claim.article_id == Article.id)
        .where(Assessment.id.in_(idents), visible(by), open_judgement(by))
        .options(joinedload(Assessment.reviewer))
    )
    for row, claim, article in db.session.execute(statement):
        href = _page(article, f"claim-{claim.id}")
        title = f"{row.reviewer.name} on “{claim.wording}”"
        yield Row(
            f"assessment:{row.id}", "note", row.id, title, href, row.note, [], article, "", row.verdict,
            confidence=row.confidence, on=f"claim:{claim.id}",
        )  # fmt: skip


def _comments(idents: Sequence[int], by: User | None) -> Iterable[Row]:
    statement = (
        sa.select(Comment, Article)
        .join(Article, Comment.article_id == Article.id)
        .where(Comment.id.in_(idents), visible(by), open_comment(by))
        .options(joinedload(Comment.author))
    )
    for row, article in db.session.execute(statement):
        subjects = (("claim", row.claim_id), ("garble", row.garble_id), ("correction", row.correction_id))
        about = next((f"{name}:{ident}" for name, ident in subjects if ident), "")
        href = _page(article, about.replace(":", "-") or f"comment-{row.id}")
        title = f"{row.author.name} on {article.title}"
        yield Row(f"comment:{row.id}", "comment", row.id, title, href, row.text, [], article, on=about)


def _sources(idents: Sequence[int], _by: User | None) -> Iterable[Row]:
    statement = sa.select(Source).where(Source.id.in_(idents)).options(joinedload(Source.origin))
    for source in db.session.scalars(statement):
        origin = source.origin.title if source.origin else None
        parts = _parts(
            ("title", source.title), ("publisher", source.publisher), ("origin", origin), ("address", source.url)
        )
        href = f"/sources/{source.id}"
        yield Row(f"source:{source.id}", "source", source.id, source.title, href, source.note, parts)


_READERS: Final[dict[str, Callable[[Sequence[int], User | None], Iterable[Row]]]] = {
    "article": _articles,
    "claim": _claims,
    "garble": _garbles,
    "correction": _corrections,
    "assessment": _assessments,
    "comment": _comments,
    "source": _sources,
}
