"""One maker a type: ids in, documents out, a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, load_only, selectinload

from ...articles.models import Article
from ...claims.models import Claim, ClaimAnchor, Evidence, Fact
from ...corrections.models import Correction
from ...db import db
from ...garbles.models import Garble
from ...gazetteer.models import Entity
from ...readiness.queries import ready_among
from ...reviews.models import Assessment, Comment, Mention
from ...sightings.queries import matters_by
from ...sources.models import Source
from ...tags.models import Tagging
from ...tags.queries import names_by
from ..folding import GAP, key
from .claim_rows import OF_ANCHOR, OF_CLAIM, OF_EVIDENCE, OF_FACT, by_claim, over
from .document import Document, Reference, pairs, readings

_OF_ARTICLE: Final = load_only(
    Article.id, Article.title, Article.feed, Article.outlet, Article.language, Article.published_at, Article.byline,
    Article.translator, Article.visibility, Article.created_by_id,
)  # fmt: skip
Property = tuple[str, str | int | None]


def only(references: Sequence[Reference]) -> Iterator[Document]:
    """The documents of exactly these objects, nothing that depends on them."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for object_type, ident in references:
        if object_type in MAKERS:
            wanted[object_type].append(ident)
    for object_type, idents in wanted.items():
        yield from MAKERS[object_type](sorted(set(idents)))


# -- what stands around


@dataclass(frozen=True, slots=True)
class Around:
    """What stands on some articles: garbles that nobody dismissed and corrections that nobody refused, by article, in
    one order: a document whose names changed places would not be the document that is in the index."""

    garbles: Mapping[int, Sequence[Garble]] = field(default_factory=dict)
    corrections: Mapping[int, Sequence[Correction]] = field(default_factory=dict)


def _around(articles: Collection[int]) -> Around:
    garbles: dict[int, list[Garble]] = defaultdict(list)
    statement = sa.select(Garble).where(Garble.article_id.in_(articles), Garble.state != "dismissed", ~Garble.withdrawn)
    for garble in db.session.scalars(statement.options(joinedload(Garble.entity)).order_by(Garble.id)):
        garbles[garble.article_id].append(garble)
    corrections: dict[int, list[Correction]] = defaultdict(list)
    standing = sa.and_(Correction.state.in_(("proposed", "accepted")), ~Correction.withdrawn)
    for row in db.session.scalars(
        sa.select(Correction).where(Correction.article_id.in_(articles), standing).order_by(Correction.id)
    ):
        corrections[row.article_id].append(row)
    return Around(garbles, corrections)


def _commented(column: Any, idents: Sequence[int]) -> set[int]:
    """Which of these have a comment."""
    return set(db.session.scalars(sa.select(column).where(column.in_(idents)).distinct()))


def _reviewers(claims: Collection[int]) -> dict[int, list[int]]:
    """Who judged each claim."""
    found: dict[int, list[int]] = defaultdict(list)
    statement = sa.select(Assessment.claim_id, Assessment.reviewer_id).where(Assessment.claim_id.in_(claims))
    for claim_id, reviewer_id in db.session.execute(statement.order_by(Assessment.reviewer_id)):
        found[claim_id].append(reviewer_id)
    return found


# -- properties


def _of_article(article: Article) -> dict[str, Any]:
    """What every document of an article carries of it, its properties aside."""
    draft = article.visibility == "draft"
    return {
        "article": article.id,
        "seen": f"draft-{article.created_by_id}" if draft else article.visibility,
        "date": int(f"{article.published_at:%Y%m%d}") if article.published_at else None,
    }


def _article_properties(article: Article) -> list[Property]:
    return [
        ("article", article.id),
        ("feed", key(article.feed or "")),
        ("outlet", key(article.outlet or "")),
        ("language", key(article.language)),
        ("translator", key(article.translator or "")),
        ("author", key(article.byline or "")),
        ("month", f"{article.published_at:%Y-%m}" if article.published_at else None),
        ("is", article.visibility if article.visibility != "desk" else None),
        *(("collection", collection.id) for collection in article.collections),
    ]


def _entered(row: Any) -> Property:
    """The day it came to the desk (UTC), yyyymmdd: saved searches ask what is new by it."""
    return "entered", f"{row.created_at:%Y%m%d}"


def _having(**what: object) -> list[Property]:
    return [("has", name) for name, is_there in what.items() if is_there]


def _garble_properties(garbles: Iterable[Garble]) -> Iterator[Property]:
    for garble in garbles:
        yield "garble", key(garble.quote)
        yield from (("garble", key(name)) for name in readings(garble))


def _correction_properties(corrections: Iterable[Correction]) -> Iterator[Property]:
    for row in corrections:
        yield "correction", key(row.quote)
        yield "correction", key(row.replacement)


def _fact_properties(facts: Iterable[Any]) -> Iterator[Property]:
    for fact in facts:
        if fact.kind == "quantity":
            yield "has", "number"
            yield "unit", key(fact.unit or "")
            yield "role", key(fact.role or "")
        elif fact.kind == "speaker":
            yield "has", "speaker"
            yield "said", key(fact.quote)
            yield "said", key(fact.entity or "")
        elif fact.kind == "place":
            yield "has", "place"
            yield "place", key(fact.quote)
            yield "place", key(fact.entity or "")
        else:
            yield "has", "date"


def _source_properties(evidence: Iterable[Any]) -> Iterator[Property]:
    for row in evidence:
        yield "has", "source"
        yield "source", key(row.title)
        yield "source", key(row.publisher or "")


def _numbers(facts: Iterable[Any]) -> tuple[float, ...]:
    """The quantities stated; both ends of a range."""
    found = {value for fact in facts if fact.kind == "quantity" for value in (fact.value, fact.high)}
    return tuple(sorted(value for value in found if value is not None))


def _veil(claim: Any, reviewers: Iterable[int]) -> dict[str, Any]:
    """Whether what was judged of a claim is kept from who judges blind, and who may see it (reviews/blindness.py)."""
    return {"veil": claim.verdict is not None and claim.state != "settled", "open_to": tuple(sorted(set(reviewers)))}


def _joined(*parts: str | None) -> str:
    return GAP.join(part for part in parts if part)


# -- makers


def _articles(idents: Sequence[int]) -> Iterator[Document]:
    around = _around(idents)
    commented, tags = _commented(Comment.article_id, idents), names_by(Tagging.article_id, idents)
    ready = ready_among(idents)
    loading = (joinedload(Article.current), selectinload(Article.collections))
    for article in db.session.scalars(sa.select(Article).where(Article.id.in_(idents)).options(*loading)):
        garbles, corrections = around.garbles.get(article.id, ()), around.corrections.get(article.id, ())
        names = dict.fromkeys(name for garble in garbles for name in readings(garble))
        yield Document(
            f"article:{article.id}",
            "article",
            **_of_article(article),
            properties=pairs([
                *_article_properties(article), _entered(article),
                *(("tag", key(name)) for name in tags.get(article.id, ())),
                *_garble_properties(garbles),
                *_correction_properties(corrections),
                *_having(garble=garbles, correction=corrections, comment=article.id in commented),
                ("is", "ready" if article.id in ready else None),
            ]),
            title=article.title,
            text=article.current.text if article.current else "",
            right=_joined(*names),
            about=_joined(article.outlet, article.byline, article.translator, article.url),
        )  # fmt: skip


def _claims(idents: Sequence[int]) -> Iterator[Document]:
    """By columns: most of what is indexed are claims, and mapped objects of all around them took most of the time."""
    claims = db.session.execute(sa.select(*OF_CLAIM).where(Claim.id.in_(idents))).all()
    on = {claim.article_id for claim in claims}
    around = _around(on)
    articles = {
        article.id: (_of_article(article), _article_properties(article))
        for article in db.session.scalars(
            sa.select(Article).where(Article.id.in_(on)).options(_OF_ARTICLE, selectinload(Article.collections))
        )
    }
    anchors = by_claim(sa.select(*OF_ANCHOR).order_by(ClaimAnchor.start, ClaimAnchor.id), ClaimAnchor, idents)
    facts = by_claim(sa.select(*OF_FACT).outerjoin(Entity, Fact.entity_id == Entity.id), Fact, idents)
    sources = sa.select(*OF_EVIDENCE).join(Source, Evidence.source_id == Source.id).order_by(Evidence.id)
    evidence = by_claim(sources, Evidence, idents)
    reviewers, commented = _reviewers(idents), _commented(Comment.claim_id, idents)
    tags, matters = names_by(Tagging.claim_id, idents), matters_by(idents)
    for claim in claims:
        places = anchors[claim.id]
        garbles = over(places, around.garbles.get(claim.article_id, ()))
        corrections = over(places, around.corrections.get(claim.article_id, ()))
        judges = reviewers.get(claim.id, [])
        of_article, properties = articles[claim.article_id]
        quote = " … ".join(anchor.quote for anchor in places)
        yield Document(
            f"claim:{claim.id}",
            "claim",
            **of_article,
            worth=round(claim.worth * 100),
            confidence=claim.confidence,
            properties=pairs([
                *properties,
                _entered(claim), *(("tag", key(name)) for name in tags.get(claim.id, ())),
                *(("matter", key(word)) for word in matters.get(claim.id, ())),
                ("state", claim.state), ("verdict", claim.verdict), ("fault", claim.fault),
                ("disputed", "yes" if claim.disputed else None),
                ("assigned", claim.assignee_id), ("is", "assigned" if claim.assignee_id else "unassigned"),
                ("is", "withdrawn" if claim.withdrawn else None), ("is", "checkable" if claim.checkable else None),
                *(("reviewer", judge) for judge in judges),
                *(("category", kind) for kind in claim.kinds),
                *_fact_properties(facts[claim.id]),
                *_source_properties(evidence[claim.id]),
                *_garble_properties(garbles),
                *_correction_properties(corrections),
                *_having(garble=garbles, correction=corrections, comment=claim.id in commented),
                *_having(sensitive=claim.sensitive),
            ]),
            numbers=_numbers(facts[claim.id]),
            **_veil(claim, judges),
            text=_joined(quote, claim.wording if claim.wording != quote else None),
            right=_joined(*dict.fromkeys(name for garble in garbles for name in readings(garble))),
            about=_joined(*(row.passage for row in evidence[claim.id])),
        )  # fmt: skip


def _garbles(idents: Sequence[int]) -> Iterator[Document]:
    commented = _commented(Comment.garble_id, idents)
    for garble in _on_articles(Garble, idents, joinedload(Garble.entity)):
        yield Document(
            f"garble:{garble.id}",
            "garble",
            **_of_article(garble.article),
            properties=pairs([
                *_article_properties(garble.article), _entered(garble),
                ("state", garble.state), ("category", garble.category), ("is", garble.severity),
                ("is", "withdrawn" if garble.withdrawn else None),
                ("reviewer", garble.decided_by_id),
                *_garble_properties([garble]),
                *_having(comment=garble.id in commented),
            ]),
            text=garble.quote,
            right=_joined(*readings(garble)),
            about="" if garble.detector else garble.reason,  # a rule's reason names names that are not there
        )  # fmt: skip


def _corrections(idents: Sequence[int]) -> Iterator[Document]:
    commented = _commented(Comment.correction_id, idents)
    for row in _on_articles(Correction, idents):
        yield Document(
            f"correction:{row.id}",
            "correction",
            **_of_article(row.article),
            properties=pairs([
                *_article_properties(row.article), _entered(row),
                ("state", row.state), ("category", row.kind), ("reviewer", row.decided_by_id),
                ("is", "withdrawn" if row.withdrawn else None),
                *_correction_properties([row]),
                *_having(comment=row.id in commented),
            ]),
            text=_joined(row.quote, row.replacement),
            about=_joined(row.reason, row.passage),
        )  # fmt: skip


def _on_articles(model: Any, idents: Sequence[int], *more: Any) -> Iterable[Any]:
    loading = joinedload(model.article).options(_OF_ARTICLE, selectinload(Article.collections))
    return db.session.scalars(sa.select(model).where(model.id.in_(idents)).options(loading, *more))


def _assessments(idents: Sequence[int]) -> Iterator[Document]:
    loading = (
        joinedload(Assessment.claim).joinedload(Claim.article).options(_OF_ARTICLE, selectinload(Article.collections))
    )
    rows = db.session.scalars(sa.select(Assessment).where(Assessment.id.in_(idents)).options(loading)).all()
    reviewers = _reviewers({row.claim_id for row in rows})
    for row in rows:
        if row.note:
            yield Document(
                f"assessment:{row.id}",
                "note",
                **_of_article(row.claim.article),
                confidence=row.confidence,
                properties=pairs([
                    *_article_properties(row.claim.article), _entered(row),
                    ("verdict", row.verdict), ("fault", row.fault), ("reviewer", row.reviewer_id),
                ]),
                **_veil(row.claim, reviewers.get(row.claim_id, ())),
                text=row.note,
            )  # fmt: skip


def _comments(idents: Sequence[int]) -> Iterator[Document]:
    rows = db.session.execute(
        sa.select(Comment, Article, Claim)
        .join(Article, Comment.article_id == Article.id)
        .outerjoin(Claim, Comment.claim_id == Claim.id)
        .where(Comment.id.in_(idents))
        .options(_OF_ARTICLE, selectinload(Article.collections))
    ).all()
    reviewers = _reviewers({claim.id for _, _, claim in rows if claim is not None})
    mentioned: dict[int, list[int]] = defaultdict(list)
    for comment_id, user_id in db.session.execute(
        sa.select(Mention.comment_id, Mention.user_id).where(Mention.comment_id.in_(idents))
    ):
        mentioned[comment_id].append(user_id)
    for comment, article, claim in rows:
        judges = reviewers.get(claim.id, []) if claim is not None else []
        veil = {} if claim is None else _veil(claim, [*judges, comment.author_id, *mentioned[comment.id]])
        yield Document(
            f"comment:{comment.id}",
            "comment",
            **_of_article(article),
            properties=pairs([
                *_article_properties(article), _entered(comment),
                ("reviewer", comment.author_id), ("is", "resolved" if comment.resolved_at else None),
            ]),
            **veil,
            text=comment.text,
        )  # fmt: skip


def _sources(idents: Sequence[int]) -> Iterator[Document]:
    statement = sa.select(Source).where(Source.id.in_(idents)).options(selectinload(Source.origin))
    for source in db.session.scalars(statement):
        origin = source.origin.title if source.origin else None
        yield Document(
            f"source:{source.id}",
            "source",
            properties=pairs([
                _entered(source), ("category", source.kind), ("source", key(source.title)),
                ("source", key(source.publisher or "")), ("source", key(origin or "")),
            ]),
            title=source.title,
            text=source.note,
            about=_joined(source.publisher, origin, source.url),
        )  # fmt: skip


MAKERS: Final[dict[str, Callable[[Sequence[int]], Iterator[Document]]]] = {
    "article": _articles,
    "claim": _claims,
    "garble": _garbles,
    "correction": _corrections,
    "assessment": _assessments,
    "comment": _comments,
    "source": _sources,
}
