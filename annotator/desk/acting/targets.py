"""The rows behind hits, as one person may see them now: a few columns each, a fixed number of statements a batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from ...accounts.models import User
from ...articles.models import Article
from ...articles.queries import visible
from ...claims.models import Claim
from ...corrections.models import Correction
from ...db import db
from ...garbles.models import Garble
from ...reviews.blindness import open_comment, open_judgement
from ...reviews.models import Assessment, Comment

BATCH: Final = 500
KINDS: Final = ("claim", "article", "garble")  # what acts change


@dataclass(frozen=True, slots=True)
class Target:
    """One claim, article or garble. `visibility` and `creator` are its article's."""

    key: str
    kind: str
    ident: int
    version: int
    visibility: str
    creator: int | None
    state: str = ""
    assignee: int | None = None
    category: str = ""
    suggestions: Sequence[Mapping[str, Any]] = field(default=(), repr=False)


_OF_ARTICLE: Final = (Article.visibility, Article.created_by_id)
_SELECTS: Final[dict[str, Any]] = {
    "claim": sa.select(Claim.id, Claim.row_version, *_OF_ARTICLE, Claim.state, Claim.assignee_id).join(
        Article, Article.id == Claim.article_id
    ),
    "article": sa.select(Article.id, Article.row_version, *_OF_ARTICLE),
    "garble": sa.select(
        Garble.id, Garble.row_version, *_OF_ARTICLE, Garble.state, sa.null(), Garble.category, Garble.suggestions
    ).join(Article, Article.id == Garble.article_id),
}
_MODELS: Final[dict[str, Any]] = {"claim": Claim, "article": Article, "garble": Garble}


def split(keys: Iterable[str]) -> dict[str, list[int]]:
    """Ids by kind, in their order."""
    found: dict[str, list[int]] = defaultdict(list)
    for key in keys:
        kind, _, ident = key.partition(":")
        found[kind].append(int(ident))
    return found


def batches(keys: Sequence[str], size: int = BATCH) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]


def load(keys: Sequence[str], *, by: User, locked: bool = False) -> dict[str, Target]:
    """The rows of these keys (one batch) that are there and that this person may see, by key. `locked`: nobody else
    changes them before the running transaction ends."""
    found: dict[str, Target] = {}
    for kind, idents in split(keys).items():
        if kind not in _SELECTS:
            continue
        model = _MODELS[kind]
        statement = _SELECTS[kind].where(model.id.in_(idents), visible(by))
        if locked:
            statement = statement.order_by(model.id).with_for_update(of=model)
        for ident, *columns in db.session.execute(statement):
            key = f"{kind}:{ident}"
            found[key] = Target(key, kind, ident, *columns)
    return found


def rows(model: type[Any], idents: Sequence[int], *loading: Any) -> list[Any]:
    """The rows themselves, to be changed."""
    statement = sa.select(model).where(model.id.in_(idents)).order_by(model.id).options(*loading)
    return list(db.session.scalars(statement))


# From a hit to the article that it stands on, as far as this person may know of the hit.
_ON: Final[dict[str, tuple[Any, Any]]] = {
    "article": (Article.id, sa.select(Article.id, Article.id)),
    "claim": (Claim.id, sa.select(Claim.id, Article.id).join(Article, Article.id == Claim.article_id)),
    "garble": (Garble.id, sa.select(Garble.id, Article.id).join(Article, Article.id == Garble.article_id)),
    "correction": (
        Correction.id, sa.select(Correction.id, Article.id).join(Article, Article.id == Correction.article_id),
    ),
    "comment": (Comment.id, sa.select(Comment.id, Article.id).join(Article, Article.id == Comment.article_id)),
    "assessment": (
        Assessment.id,
        sa.select(Assessment.id, Article.id)
        .join(Claim, Claim.id == Assessment.claim_id)
        .join(Article, Article.id == Claim.article_id),
    ),
}  # fmt: skip


def articles_of(keys: Sequence[str], *, by: User) -> list[str]:
    """The keys of the articles that these hits stand on, each once, in the order of the hits."""
    found: dict[str, None] = {}
    for batch in batches(keys):
        on: dict[str, int] = {}
        for kind, idents in split(batch).items():
            if kind not in _ON:
                continue
            column, statement = _ON[kind]
            rights = {"comment": open_comment, "assessment": open_judgement}.get(kind)
            allowed = [visible(by), *([rights(by)] if rights else [])]
            for ident, article in db.session.execute(statement.where(column.in_(idents), *allowed)):
                on[f"{kind}:{ident}"] = article
        found |= {f"article:{on[key]}": None for key in batch if key in on}
    return list(found)
