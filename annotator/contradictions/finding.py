"""Disagreements found: what changed is compared with the articles that have a figure of the same thing, place and time,
or a claim that was suggested or confirmed as about the same matter.

Off the request path: the worker that looks for sightings calls `find` with the claims that changed. Rows keep their
identity: a pair is known by what is compared and by both values, and what a person decided holds as long as these do.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import sqlalchemy as sa

from ..claims.models import Claim
from ..db import db, transaction
from ..garbles.models import Garble
from ..sightings.models import Sighting
from ..text.lines import paragraphs
from ..text.segment import sentences
from ..text.spans import Span
from . import dated, denials, marking, within
from .keeping import Found, Looked, keep, keep_marks, marks_kept
from .looking import Look, Read
from .models import Disagreement, FigureMark
from .pairing import pairs
from .readings import Part, Reading, between, later_lower
from .telling import Saying, Told
from .things import TOLLS

MOST: Final = 80  # articles that one is compared with, the nearest in time first
_GARBLED: Final = ("number-clash", "weekday")


def find(claim_ids: Iterable[int]) -> int:
    """Look anew for what disagrees with the articles of these claims. Outside of a transaction: it takes one to write
    what it found, and reads without one. Returns how many articles were looked at."""
    wanted = sorted(set(claim_ids))
    articles: set[int] = set()
    for start in range(0, len(wanted), 500):
        some = sa.select(Claim.article_id).where(Claim.id.in_(wanted[start : start + 500]))
        articles.update(db.session.scalars(some))
    return find_in(articles)


def find_in(article_ids: Iterable[int]) -> int:
    """Look anew for what disagrees with these articles, and inside them."""
    wanted = sorted(set(article_ids))
    look = mark_anew(wanted)
    for ident in wanted:
        looked = look_at(ident, look)
        db.session.rollback()
        with transaction(by=None, verb="find disagreements"):
            keep(looked)
    return len(wanted)


def mark_anew(article_ids: Sequence[int]) -> Look:
    """Under which marks these articles are found, before any comparison: else two new ones would not see each other."""
    look = Look()
    marks = {ident: marking.marks_of(look.at(ident).telling.figures) for ident in article_ids}
    changed = {ident: found for ident, found in marks.items() if found != marks_kept(ident)}
    db.session.rollback()
    if changed:
        with transaction(by=None):
            for ident, found in changed.items():
                keep_marks(ident, found)
    return look


def look_at(article_id: int, look: Look) -> Looked:
    """Everything about one article, with others and inside it. Reads only."""
    mine = look.at(article_id)
    sighted = sighted_with(mine)
    near = set(nearby(mine)) | {other for other, _, _ in sighted}
    met = {
        row.second_article_id if row.first_article_id == article_id else row.first_article_id
        for row in rows_of(article_id)
        if row.state != "gone"
    }
    others = sorted((near | met) - {article_id})
    alike = {other: list(pairs(mine.telling.figures, look.at(other).telling.figures)) for other in others}
    cluster = [told for some in alike.values() for pair in some for told in pair]
    found: dict[tuple[int, int], dict[str, Found]] = {}
    for other in others:
        these = dict(between_articles(mine, look.at(other), alike[other], cluster))
        for claim, against, firm in ((a, b, firm) for o, (a, b), firm in sighted if o == other):
            these.update(said_otherwise(mine, look.at(other), claim, against, strict=not firm))
        found[min(article_id, other), max(article_id, other)] = these
    found[article_id, article_id] = dict(inside(mine))
    return Looked(found, outdated(mine, others, look))


def rows_of(article_id: int) -> Sequence[Disagreement]:
    """The rows that an article has a side of."""
    return db.session.scalars(
        sa.select(Disagreement).where(
            sa.or_(Disagreement.first_article_id == article_id, Disagreement.second_article_id == article_id)
        )
    ).all()


def nearby(mine: Read) -> list[int]:
    """The articles with a figure of one thing, place and time, the nearest in time first."""
    marks = sorted(marking.looked_up(mine.telling.figures))
    shared: dict[int, int] = defaultdict(int)
    for start in range(0, len(marks), 400):
        query = (
            sa.select(FigureMark.article_id, sa.func.count())
            .where(FigureMark.mark.in_(marks[start : start + 400]), FigureMark.article_id != mine.article_id)
            .group_by(FigureMark.article_id)
            .order_by(sa.func.count().desc(), FigureMark.article_id.desc())
            .limit(MOST * 4)
        )
        for ident, number in db.session.execute(query):
            shared[ident] += number
    return sorted(shared, key=lambda ident: (-shared[ident], -ident))[:MOST]


def sighted_with(mine: Read) -> list[tuple[int, tuple[int, int], bool]]:
    """(other article, (claim here, claim there), whether a person confirmed it) of the sightings of its claims."""
    found = []
    idents = list(mine.quotes)
    for start in range(0, len(idents), 400):
        some = idents[start : start + 400]
        for here, there in ((Sighting.first_id, Sighting.second_id), (Sighting.second_id, Sighting.first_id)):
            query = (
                sa.select(here, there, Claim.article_id, Sighting.state)
                .join(Claim, Claim.id == there)
                .where(
                    here.in_(some),
                    sa.or_(
                        Sighting.state == "confirmed", sa.and_(Sighting.state == "suggested", Sighting.band == "likely")
                    ),
                )
            )
            found += [(article, (a, b), state == "confirmed") for a, b, article, state in db.session.execute(query)]
    return [each for each in found if each[0] != mine.article_id]


# -- what is found


def between_articles(
    mine: Read, theirs: Read, alike: Sequence[tuple[Told, Told]], cluster: Sequence[Told]
) -> Iterator[tuple[str, Found]]:
    """What the figures, dates and denials of two articles disagree in, by signature."""
    for one, other in alike:
        reading = between(one.figure, one.setting, other.figure, other.setting)
        if reading is not None:
            reading = later_lower(reading, one, other, cluster)
            yield found_figure(mine, theirs, one, other, reading)
    for ours in mine.telling.sayings:
        for others in theirs.telling.sayings:
            if ours.setting.named & others.setting.named:
                yield from said(mine, theirs, ours, others, strict=True)


def said_otherwise(mine: Read, theirs: Read, claim: int, against: int, *, strict: bool) -> Iterator[tuple[str, Found]]:
    """The dates and denials of two claims that are sightings of one matter."""
    one = next((each for each in mine.telling.sayings if each.stated.claim == claim), None)
    other = next((each for each in theirs.telling.sayings if each.stated.claim == against), None)
    if one is not None and other is not None:
        yield from said(mine, theirs, one, other, strict=strict)


def said(mine: Read, theirs: Read, one: Saying, other: Saying, *, strict: bool) -> Iterator[tuple[str, Found]]:
    reading = dated.read(one.statement, one.setting, other.statement, other.setting, strict=strict) or denials.read(
        one.statement, one.setting, other.statement, other.setting, strict=strict
    )
    if reading is not None:
        sides = side(mine, one, reading.first), side(theirs, other, reading.second)
        values = [
            f"{each['mark']}|{' '.join(sorted(saying.setting.words.all))}"
            for each, saying in zip(sides, (one, other), strict=True)
        ]
        if reading.sort == "date":
            values = [
                f"{each['value']}|{' '.join(sorted(saying.setting.words.all))}"
                for each, saying in zip(sides, (one, other), strict=True)
            ]
        yield put_together(mine, theirs, reading.sort, reading, values, sides, (one.stated.claim, other.stated.claim))


def found_figure(mine: Read, theirs: Read, one: Told, other: Told, reading: Reading) -> tuple[str, Found]:
    sides = (
        side(mine, one, reading.first) | figure_side(one),
        side(theirs, other, reading.second) | figure_side(other),
    )
    values = [value_of(one), value_of(other)]
    return put_together(mine, theirs, "figure", reading, values, sides, (one.stated.claim, other.stated.claim))


def put_together(  # noqa: PLR0917 - a pair's fields
    mine: Read, theirs: Read, sort: str, reading: Reading, values: list[str],
    sides: tuple[dict[str, Any], dict[str, Any]], claims: tuple[int, int],
) -> tuple[str, Found]:  # fmt: skip
    """In the order of the articles, by the signature of both values."""
    if mine.article_id > theirs.article_id:
        values, sides, claims = values[::-1], sides[::-1], claims[::-1]
    signature = signature_of(sort, values)
    return signature, Found(sort, signature, reading.proposed, list(reading.reasons), *sides, claims)


def signature_of(sort: str, values: Sequence[str]) -> str:
    return hashlib.sha256("\n".join((sort, *values)).encode()).hexdigest()


def value_of(told: Told) -> str:
    """A figure as its pairs are known by."""
    figure = told.figure
    high = "" if figure.quantity.high is None else f"{figure.quantity.high:g}"
    days = " ".join(first.isoformat() for first, _last in told.setting.days[:2]) if told.figure.name in TOLLS else ""
    return "|".join(
        (
            figure.name,
            f"{figure.value:.12g}",
            high,
            figure.quantity.qualifier,
            figure.stage,
            " ".join(sorted(figure.thing.who)),
            days,
        )
    )


def side(read: Read, saying: Told | Saying, part: Part) -> dict[str, Any]:
    """One side of a pair as it was compared. `start`, `end`: of the claim in its version; `at`: of what disagrees, in
    the wording."""
    return {
        "version_id": read.version_id,
        "start": saying.stated.start,
        "end": saying.stated.end,
        "quote": read.quotes[saying.stated.claim],
        "wording": saying.statement.wording,
        "at": [part.start, part.end],
        "mark": part.quote,
        "value": part.shown,
        "published": read.published,
    }


def figure_side(told: Told) -> dict[str, Any]:
    quantity = told.figure.quantity
    when = told.setting.when
    return {
        "number": told.figure.value,
        "high": quantity.high,
        "qualifier": quantity.qualifier,
        "unit": quantity.unit,
        "role": told.figure.name,
        "resolved": when[0][0].isoformat() if when and when[0][0] == when[0][1] else None,
        "place": sorted(told.setting.where),
    }


# -- inside one article


def inside(mine: Read) -> Iterator[tuple[str, Found]]:
    """Headline against body, sums, weekdays: what the detectors of garbles found and nobody dismissed, and sums of
    things."""
    text, zones = mine.text, mine.zones
    garbles = db.session.scalars(
        sa.select(Garble)
        .where(Garble.version_id == mine.version_id, Garble.detector.in_(_GARBLED), Garble.state != "dismissed")
        .order_by(Garble.start)
    )
    spans = sentences(text, zones=zones)
    clashes = [
        within.of_garble(
            garble.detector or "", garble.span, garble.reason,
            [(each["name"], each.get("reason", "")) for each in garble.suggestions], text, zones, paragraphs_of(text),
        )
        for garble in garbles
    ]  # fmt: skip
    covered = [clash.first for clash in clashes]
    clashes += [clash for clash in within.sums(text, spans) if not any(clash.first.overlaps(each) for each in covered)]
    for clash in clashes:
        sides = stretch_side(mine, clash.first, spans), stretch_side(mine, clash.second, spans)
        signature = signature_of(clash.sort, [str(each["quote"]) for each in sides] + [clash.reason])
        yield signature, Found(
            clash.sort, signature, "contradiction", [clash.reason], *sides,
            (claim_at(mine, clash.first), claim_at(mine, clash.second)),
        )  # fmt: skip


def paragraphs_of(text: str) -> list[Span]:
    """As a detector counts them that says "in paragraph 3"."""
    return [Span(each.start, each.end) for each in paragraphs(text)]


def stretch_side(mine: Read, span: Span, spans: Sequence[Span]) -> dict[str, Any]:
    """A stretch of the article with the sentence that it stands in."""
    text = mine.text
    around = next((each for each in spans if each.start <= span.start < each.end), span)
    low, high = min(around.start, span.start), max(around.end, span.end)
    return {
        "version_id": mine.version_id,
        "start": span.start,
        "end": span.end,
        "quote": text[span.start : span.end],
        "wording": text[low:high],
        "at": [span.start - low, span.end - low],
        "mark": text[span.start : span.end],
        "value": text[span.start : span.end],
        "published": mine.published,
    }


def claim_at(mine: Read, span: Span) -> int | None:
    """The claim that stands on a stretch; none on a headline."""
    on = [
        each.stated for each in mine.telling.sayings if each.stated.start <= span.start and span.end <= each.stated.end
    ]
    return min(on, key=lambda one: (one.rank, one.end - one.start)).claim if on else None


def outdated(mine: Read, others: Sequence[int], look: Look) -> dict[int, Reading]:
    """By row: what was proposed as a later toll between two other articles, and was none, as this one has a lower toll
    still later."""
    if not others:
        return {}
    rows = db.session.scalars(
        sa.select(Disagreement).where(
            Disagreement.first_article_id.in_(others), Disagreement.second_article_id.in_(others),
            Disagreement.state == "open", Disagreement.proposed == "superseded", Disagreement.sort == "figure",
        )
    ).all()  # fmt: skip
    found = {}
    for row in rows:
        if row.first["role"] not in TOLLS:
            continue
        first, second = look.at(row.first_article_id), look.at(row.second_article_id)
        for one, other in pairs(first.telling.figures, second.telling.figures):
            if signature_of("figure", [value_of(one), value_of(other)]) != row.signature:
                continue
            reading = between(one.figure, one.setting, other.figure, other.setting)
            if reading is not None:
                again = later_lower(reading, one, other, mine.telling.figures)
                if again.proposed != row.proposed:
                    found[row.id] = again
    return found
