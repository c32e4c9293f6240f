"""Which documents a change makes stale, and all that there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from ...articles.models import Article
from ...claims.models import Claim, Evidence
from ...corrections.models import Correction
from ...db import db
from ...garbles.models import Garble
from ...reviews.models import Assessment, Comment
from ...sources.models import Source
from .document import Document, Reference
from .making import MAKERS

# Parameters of one statement: SQLite takes 32,766, and a batch of texts has to fit in memory.
BATCH: Final = 200
MODELS: Final[dict[str, Any]] = {
    "article": Article,
    "claim": Claim,
    "garble": Garble,
    "correction": Correction,
    "assessment": Assessment,
    "comment": Comment,
    "source": Source,
}


def documents(references: Iterable[Reference]) -> Iterator[Document]:
    """The documents of these objects as they stand now, and of what tells of them; none for one that is gone.

    An article stands for everything on it (all of its documents carry its feed, date and visibility); a garble or a
    correction for its article and the claims that it overlaps; a claim for what was said of it; a comment for what it
    is about; a source for the claims that it speaks to.
    """
    wanted = _with_dependants(references)
    for object_type, make in MAKERS.items():
        idents = sorted(wanted.get(object_type, ()))
        for start in range(0, len(idents), BATCH):
            yield from make(idents[start : start + BATCH])


@dataclass(frozen=True, slots=True)
class Half:
    """The newer or the older half of each type's objects: those up to `middles` of ids are the older. The middles are
    reckoned once, for both: while new rows come, two who each reckon them would not part the rest alike."""

    newer: bool
    middles: Mapping[str, int]


def middles() -> dict[str, int]:
    """The middle of each type's ids as they are now."""
    return {name: (db.session.scalar(sa.select(sa.func.max(model.id))) or 0) // 2 for name, model in MODELS.items()}


def everything(half: Half | None = None) -> Iterator[list[Reference]]:
    """References to all objects, or to a half, in batches, by ascending id. What is added meanwhile is in the
    journal."""
    for object_type, model in MODELS.items():
        last = half.middles[object_type] if half and half.newer else 0
        here = model.id <= half.middles[object_type] if half and not half.newer else sa.true()
        while True:
            statement = sa.select(model.id).where(model.id > last, here).order_by(model.id).limit(BATCH)
            idents = list(db.session.scalars(statement))
            if not idents:
                break
            yield [(object_type, ident) for ident in idents]
            last = idents[-1]


def count() -> int:
    """How many documents there should be."""
    return sum(db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0 for model in MODELS.values())


def _with_dependants(references: Iterable[Reference]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for object_type, ident in references:
        if object_type in MODELS:
            found[object_type].add(ident)
    articles = set(found["article"])
    for model, object_type in ((Claim, "claim"), (Garble, "garble"), (Correction, "correction"), (Comment, "comment")):
        found[object_type] |= set(_ids(model.id, model.article_id, articles))
    for model, object_type in ((Garble, "garble"), (Correction, "correction")):
        found["article"] |= set(_ids(model.article_id, model.id, found[object_type]))
        for batch in _batches(found[object_type]):
            found["claim"] |= set(_claims_over(model, batch))
    for batch in _batches(found["comment"]):
        for comment in db.session.execute(sa.select(*_SUBJECTS.values()).where(Comment.id.in_(batch))):
            for object_type, ident in zip(_SUBJECTS, comment, strict=True):
                if ident is not None:
                    found[object_type].add(ident)
    found["claim"] |= set(_ids(Evidence.claim_id, Evidence.source_id, found["source"]))
    # What was judged and said of a claim is veiled as the claim is.
    found["assessment"] |= set(_ids(Assessment.id, Assessment.claim_id, found["claim"]))
    found["comment"] |= set(_ids(Comment.id, Comment.claim_id, found["claim"]))
    return found


_SUBJECTS: Final = {
    "article": sa.case(
        (sa.func.coalesce(Comment.claim_id, Comment.garble_id, Comment.correction_id).is_(None), Comment.article_id)
    ),
    "claim": Comment.claim_id,
    "garble": Comment.garble_id,
    "correction": Comment.correction_id,
}


def _batches(idents: Collection[int]) -> Iterator[Sequence[int]]:
    ordered = sorted(idents)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


def _ids(wanted: Any, column: Any, values: Collection[int]) -> list[int]:
    found: list[int] = []
    for batch in _batches(values):
        found += db.session.scalars(sa.select(wanted).where(column.in_(batch)))
    return found


def _claims_over(model: Any, idents: Sequence[int]) -> Iterable[int]:
    """The claims whose words these garbles or corrections stand in."""
    anchor = Claim.anchors.property.mapper.class_
    overlap = sa.and_(anchor.version_id == model.version_id, anchor.start < model.end, model.start < anchor.end)
    return db.session.scalars(sa.select(anchor.claim_id).join(model, overlap).where(model.id.in_(idents)))
