"""What is indexed: from the database's rows to flat documents, in batches, a fixed number of statements a batch.

| kind | object types | text | right (the right name behind a wrong one) | about |
|---|---|---|---|---|
| article | article | the current version | readings of its garbles | outlet, byline, translator, address |
| claim | claim | quote, wording | readings of garbles that it overlaps | passages of its evidence |
| garble | garble | quote | its readings: suggested and confirmed | a person's reason |
| correction | correction | quote, replacement | | reason |
| note | assessment, comment | note | | |
| source | source | note | | publisher, origin, address |
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, field
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, load_only, selectinload

from ..accounts.models import User
from ..accounts.policy import may
from ..articles.models import Article
from ..claims.models import Claim
from ..corrections.models import Correction
from ..db import db
from ..garbles.models import Garble
from ..reviews.models import Assessment, Comment
from ..sources.models import Source
from .folding import GAP, key

Reference = tuple[str, int]
# Parameters of one statement: SQLite takes 32,766, and a batch of texts has to fit in memory.
BATCH: Final = 200


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that can be found. `key` is "<object type>:<id>"; `date` is yyyymmdd (UTC)."""

    key: str
    kind: str
    article: int | None = None
    seen: str = "desk"
    state: str = ""
    verdict: str = ""
    feed: str = ""
    outlet: str = ""
    language: str = ""
    collections: tuple[int, ...] = ()
    date: int | None = None
    title: str = field(default="", kw_only=True)
    text: str = field(default="", kw_only=True)
    right: str = field(default="", kw_only=True)
    about: str = field(default="", kw_only=True)

    def digest(self) -> str:
        """Tells whether the index holds this very document."""
        return hashlib.blake2b(repr(astuple(self)).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def seen_by(user: User | None) -> frozenset[str] | None:
    """The `seen` words of what this person may find: articles.queries.visible, as the index knows it. None: all."""
    if user is None:
        return None
    return frozenset({"desk", f"draft-{user.id}"} | ({"hidden"} if may(user, "edit") else set()))


def readings(garble: Garble) -> list[str]:
    """The right names behind a garble, the confirmed one first. None of a dismissed one: it is no garble."""
    if garble.state == "dismissed":
        return []
    suggested = [str(suggestion.get("name", "")) for suggestion in garble.suggestions]
    names = [garble.reading] if garble.reading else suggested
    if garble.entity is not None:
        names = [*names, garble.entity.name]
    return list(dict.fromkeys(name for name in names if name))


def documents(references: Iterable[Reference]) -> Iterator[Document]:
    """The documents of these objects as they stand now; none for one that is gone.

    An article stands for everything on it (all of its documents carry its feed, date and visibility), a garble for
    its article and the claims that it overlaps too (they are found under its right name).
    """
    wanted = _with_dependants(references)
    for object_type, make in _MAKERS.items():
        idents = sorted(wanted.get(object_type, ()))
        for start in range(0, len(idents), BATCH):
            yield from make(idents[start : start + BATCH])


def everything() -> Iterator[list[Reference]]:
    """References to all objects, in batches, by ascending id; what is added meanwhile is in the journal."""
    for object_type, model in MODELS.items():
        last = 0
        while True:
            statement = sa.select(model.id).where(model.id > last).order_by(model.id).limit(BATCH)
            idents = list(db.session.scalars(statement))
            if not idents:
                break
            yield [(object_type, ident) for ident in idents]
            last = idents[-1]


def only(references: Sequence[Reference]) -> Iterator[Document]:
    """The documents of exactly these objects, nothing that depends on them."""
    wanted = _by_type(references)
    for object_type, idents in wanted.items():
        yield from _MAKERS[object_type](sorted(idents))


def count() -> int:
    """How many documents there should be."""
    return sum(db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0 for model in MODELS.values())


MODELS: Final[dict[str, Any]] = {
    "article": Article,
    "claim": Claim,
    "garble": Garble,
    "correction": Correction,
    "assessment": Assessment,
    "comment": Comment,
    "source": Source,
}


def _by_type(references: Iterable[Reference]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for object_type, ident in references:
        if object_type in MODELS:
            found[object_type].add(ident)
    return found


def _with_dependants(references: Iterable[Reference]) -> dict[str, set[int]]:
    found = _by_type(references)
    articles = found.get("article", set())
    for model, object_type in ((Claim, "claim"), (Garble, "garble"), (Correction, "correction"), (Comment, "comment")):
        found[object_type] |= set(_ids(model.id, model.article_id, articles))
    garbles = found.get("garble", set())
    found["article"] = articles | set(_ids(Garble.article_id, Garble.id, garbles))
    for start in range(0, len(garbles), BATCH):
        found["claim"] |= set(_claims_over(sorted(garbles)[start : start + BATCH]))
    assessed = _ids(Assessment.id, Assessment.claim_id, _ids(Claim.id, Claim.article_id, articles))
    found["assessment"] |= set(assessed)
    return found


def _ids(wanted: Any, column: Any, values: Collection[int]) -> list[int]:
    found: list[int] = []
    ordered = sorted(values)
    for start in range(0, len(ordered), BATCH):
        found += db.session.scalars(sa.select(wanted).where(column.in_(ordered[start : start + BATCH])))
    return found


def _claims_over(garbles: Sequence[int]) -> Iterable[int]:
    anchor = Claim.anchors.property.mapper.class_
    overlap = sa.and_(anchor.version_id == Garble.version_id, anchor.start < Garble.end, Garble.start < anchor.end)
    return db.session.scalars(sa.select(anchor.claim_id).join(Garble, overlap).where(Garble.id.in_(garbles)))


# -- one maker a type: ids in, documents out

_OF_ARTICLE = load_only(
    Article.id, Article.title, Article.feed, Article.outlet, Article.language, Article.published_at,
    Article.visibility, Article.created_by_id,
)  # fmt: skip


def _properties(article: Article) -> dict[str, Any]:
    """What every document of an article carries of it."""
    draft = article.visibility == "draft"
    return {
        "article": article.id,
        "seen": f"draft-{article.created_by_id}" if draft else article.visibility,
        "feed": key(article.feed or ""),
        "outlet": key(article.outlet or ""),
        "language": key(article.language),
        "collections": tuple(sorted(collection.id for collection in article.collections)),
        "date": int(f"{article.published_at:%Y%m%d}") if article.published_at else None,
    }


def _joined(*parts: str | None) -> str:
    return GAP.join(part for part in parts if part)


def _garbles_of(articles: Collection[int]) -> dict[int, list[Garble]]:
    found: dict[int, list[Garble]] = defaultdict(list)
    statement = sa.select(Garble).where(Garble.article_id.in_(articles), Garble.state != "dismissed")
    # In one order: a document whose names changed places would not be the document that is in the index.
    for garble in db.session.scalars(statement.options(joinedload(Garble.entity)).order_by(Garble.id)):
        found[garble.article_id].append(garble)
    return found


def _articles(idents: Sequence[int]) -> Iterator[Document]:
    garbles = _garbles_of(idents)
    loading = (joinedload(Article.current), selectinload(Article.collections))
    for article in db.session.scalars(sa.select(Article).where(Article.id.in_(idents)).options(*loading)):
        names = dict.fromkeys(name for garble in garbles[article.id] for name in readings(garble))
        yield Document(
            f"article:{article.id}",
            "article",
            **_properties(article),
            title=article.title,
            text=article.current.text if article.current else "",
            right=_joined(*names),
            about=_joined(article.outlet, article.byline, article.translator, article.url),
        )


def _claims(idents: Sequence[int]) -> Iterator[Document]:
    loading = (
        joinedload(Claim.article).options(_OF_ARTICLE, selectinload(Article.collections)),
        selectinload(Claim.anchors),
        selectinload(Claim.evidence),
    )
    claims = db.session.scalars(sa.select(Claim).where(Claim.id.in_(idents)).options(*loading)).all()
    garbles = _garbles_of({claim.article_id for claim in claims})
    for claim in claims:
        over = (
            garble
            for garble in garbles[claim.article_id]
            for anchor in claim.anchors
            if anchor.version_id == garble.version_id and anchor.span.overlaps(garble.span)
        )
        yield Document(
            f"claim:{claim.id}",
            "claim",
            state=claim.state,
            verdict=claim.verdict or "",
            **_properties(claim.article),
            text=_joined(claim.quote, claim.wording if claim.wording != claim.quote else None),
            right=_joined(*dict.fromkeys(name for garble in over for name in readings(garble))),
            about=_joined(*(evidence.passage for evidence in claim.evidence)),
        )


def _garbles(idents: Sequence[int]) -> Iterator[Document]:
    for garble in _on_articles(Garble, idents, joinedload(Garble.entity)):
        yield Document(
            f"garble:{garble.id}",
            "garble",
            state=garble.state,
            **_properties(garble.article),
            text=garble.quote,
            right=_joined(*readings(garble)),
            about="" if garble.detector else garble.reason,  # a rule's reason names names that are not there
        )


def _corrections(idents: Sequence[int]) -> Iterator[Document]:
    for correction in _on_articles(Correction, idents):
        yield Document(
            f"correction:{correction.id}",
            "correction",
            state=correction.state,
            **_properties(correction.article),
            text=_joined(correction.quote, correction.replacement),
            about=correction.reason,
        )


def _on_articles(model: Any, idents: Sequence[int], *more: Any) -> Iterable[Any]:
    loading = joinedload(model.article).options(_OF_ARTICLE, selectinload(Article.collections))
    return db.session.scalars(sa.select(model).where(model.id.in_(idents)).options(loading, *more))


def _assessments(idents: Sequence[int]) -> Iterator[Document]:
    loading = (
        joinedload(Assessment.claim).joinedload(Claim.article).options(_OF_ARTICLE, selectinload(Article.collections))
    )
    for row in db.session.scalars(sa.select(Assessment).where(Assessment.id.in_(idents)).options(loading)):
        if row.note:
            properties = _properties(row.claim.article)
            yield Document(f"assessment:{row.id}", "note", verdict=row.verdict, **properties, text=row.note)


def _comments(idents: Sequence[int]) -> Iterator[Document]:
    rows = db.session.execute(
        sa.select(Comment, Article)
        .join(Article, Comment.article_id == Article.id)
        .where(Comment.id.in_(idents))
        .options(_OF_ARTICLE, selectinload(Article.collections))
    )
    for comment, article in rows:
        yield Document(f"comment:{comment.id}", "note", **_properties(article), text=comment.text)


def _sources(idents: Sequence[int]) -> Iterator[Document]:
    statement = sa.select(Source).where(Source.id.in_(idents)).options(selectinload(Source.origin))
    for source in db.session.scalars(statement):
        origin = source.origin.title if source.origin else None
        about = _joined(source.publisher, origin, source.url)
        yield Document(f"source:{source.id}", "source", title=source.title, text=source.note, about=about)


_MAKERS: Final[dict[str, Callable[[Sequence[int]], Iterator[Document]]]] = {
    "article": _articles,
    "claim": _claims,
    "garble": _garbles,
    "correction": _corrections,
    "assessment": _assessments,
    "comment": _comments,
    "source": _sources,
}
