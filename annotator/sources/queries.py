"""Reading sources."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager

from ..db import db
from ..errors import NotFound
from .models import Source

PAGE = 50


def load_source(source_id: int) -> Source:
    """One source. Raises NotFound."""
    source = db.session.get(Source, source_id)
    if source is None:
        raise NotFound("There is no such source.")
    return source


def listed(words: str, page: int) -> Sequence[Source]:
    """One page of the sources whose title, publisher or origin has these words."""
    origin = aliased(Source)
    found = (
        sa.select(Source)
        .outerjoin(Source.origin.of_type(origin))
        .options(contains_eager(Source.origin.of_type(origin)))
    )
    found = found.order_by(sa.func.lower(Source.title), Source.id)
    for word in words.split():
        found = found.where(
            sa.or_(
                *(column.icontains(word, autoescape=True) for column in (Source.title, Source.publisher, origin.title))
            )
        )
    return db.session.scalars(found.offset((page - 1) * PAGE).limit(PAGE)).all()
