"""Other occurrences of a confirmed garble's words: accepted (the same reading, entity and alias there) or dismissed.

A place is named by what the page saw of it: "t.<version>.<start>.<end>" for words of a text that nobody marked,
"g.<garble>.<row version>" for a suspected garble. One that is no longer so is left as it is, with the reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final, NamedTuple

import sqlalchemy as sa

from ..accounts.models import User
from ..articles.anchors import anchor
from ..articles.models import Article, Version
from ..articles.queries import visible
from ..db import db, now
from ..errors import Invalid, NotFound
from ..gazetteer.lookup import Gazetteer
from ..text.skeleton import fold
from ..text.spans import Span
from . import service
from .decisions import decide
from .guard import guard
from .models import Garble

# Kinds whose wrong words are wrong wherever they stand. A quotation mark that never closes says nothing of others.
RECURRING: Final = frozenset(
    "garbled-name garbled-place garbled-institution name-variants leftover literal mixed-scripts mojibake other".split()
)
ACTS: Final = {"accept": "confirmed", "dismiss": "dismissed"}
MOST: Final = 500
ACCEPTED: Final = "The same words as a garble that was confirmed elsewhere."
RIGHT_HERE: Final = "Right here, though the same words were confirmed as a garble elsewhere."
MEANWHILE: Final = "judged by somebody else meanwhile"


class Settled(NamedTuple):
    """The garbles that were decided, and why which number of others was left."""

    garbles: list[Garble]
    left: list[str]


def recurs(garble: Garble) -> bool:
    """Whether the same words elsewhere are likely to be the same damage: then they are looked for."""
    return garble.state in {"confirmed", "corrected"} and bool(garble.reading) and garble.category in RECURRING


def holds(garble: Garble) -> tuple[str, str]:
    """The scope in which a confirmed garble's words are its entity's, and what it is tied to."""
    return (garble.alias.scope, garble.alias.within) if garble.alias else ("everywhere", "")


def settle(like: Garble, places: Sequence[str], act: str, gazetteer: Gazetteer, *, by: User) -> Settled:
    """Decide on these places in one go, as the garble `like` was decided. Raises Invalid, NotFound."""
    if act not in ACTS:
        raise Invalid(f"There is: {', '.join(ACTS)}.", "act")
    if not recurs(like):
        raise Invalid(f"This garble is {like.state} by now: there is no reading to take elsewhere.", "state")
    if len(places) > MOST:
        raise Invalid(f"At most {MOST} places are decided in one go.", "place")
    at, done, left = now(), list[Garble](), list[str]()
    for place in dict.fromkeys(places):
        try:
            done.append(settle_one(like, place, act, gazetteer, by=by, at=at))
        except (Invalid, NotFound) as error:  # refused before anything of it was changed
            left.append(str(error))
    db.session.flush()
    return Settled(done, left)


def settle_one(like: Garble, place: str, act: str, gazetteer: Gazetteer, *, by: User, at: dt.datetime) -> Garble:
    kind, *numbers = place.split(".")
    if not all(number.isdecimal() and number.isascii() and len(number) < 12 for number in numbers):
        raise Invalid("This is no place of a text.", "place")
    if kind == "g" and len(numbers) == 2:
        return settle_garble(like, int(numbers[0]), int(numbers[1]), act, gazetteer, by=by, at=at)
    if kind == "t" and len(numbers) == 3:
        return settle_words(like, int(numbers[0]), Span(int(numbers[1]), int(numbers[2])), act, by=by, at=at)
    raise Invalid("This is no place of a text.", "place")


def settle_garble(
    like: Garble, ident: int, seen: int, act: str, gazetteer: Gazetteer, *, by: User, at: dt.datetime
) -> Garble:
    """A suspected garble with the same words, or with the same suggestion."""
    garble = db.session.scalars(
        sa.select(Garble).join(Article, Article.id == Garble.article_id).where(Garble.id == ident, visible(by))
    ).one_or_none()
    if garble is None:
        raise NotFound("gone by now")
    if garble.state != "suspected" or seen != garble.row_version:
        raise Invalid(MEANWHILE, "place")
    if act == "dismiss":
        service.dismiss(garble, by=by, at=at)
        return garble
    scope = holds(like)[0] if same_words(garble.quote, like.quote) else None
    scope = scope or guard(garble.quote, gazetteer, like.entity.key if like.entity else None).scope
    service.confirm(garble, reading=like.reading, entity=like.entity, scope=scope, by=by, at=at)
    return garble


def settle_words(like: Garble, version_id: int, span: Span, act: str, *, by: User, at: dt.datetime) -> Garble:
    """Words of a text that nobody marked: a garble is made there, decided already."""
    version = db.session.scalars(
        sa.select(Version)
        .join(Article, sa.and_(Article.id == Version.article_id, Article.current_number == Version.number))
        .where(Version.id == version_id, visible(by))
    ).one_or_none()
    if version is None:
        raise NotFound("the article has another text by now, or is not open to you")
    if not same_words(version.quote(span), like.quote):
        raise Invalid("other words stand there", "place")
    if overlapping(version, span):
        raise Invalid(MEANWHILE, "place")
    accepted = act == "accept"
    garble = Garble(
        article=version.article,
        category=like.category,
        severity=like.severity,
        reason=ACCEPTED if accepted else RIGHT_HERE,
        created_by_id=by.id,
        created_at=at,
        **anchor(version, span),
    )
    decide(garble, ACTS[act], by, at)
    if accepted:
        garble.reading, garble.entity, garble.alias = like.reading, like.entity, like.alias
    db.session.add(garble)
    db.session.flush()
    return garble


def same_words(one: str, other: str) -> bool:
    """Whether these are the same words but for case, line breaks and apostrophes."""
    return " ".join(one.split()) == " ".join(other.split()) or (bool(fold(one)) and fold(one) == fold(other))


def overlapping(version: Version, span: Span) -> bool:
    """Whether a garble stands at these words, whatever became of it."""
    there = sa.exists().where(Garble.version_id == version.id, Garble.start < span.end, Garble.end > span.start)
    return bool(db.session.scalar(sa.select(there)))
