"""What stands in the way of articles, read from the rows: of one with the very places, of many the names alone.

The statements are made once: to put one together takes longer than to run it. Each asks by columns that are indexed, so
that an article costs the same on a desk of 240,000 claims; and each goes through the claims of an article once, for all
obstacles together, so that one of 10,000 claims opens too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ..articles.models import Article, Version
from ..claims.models import Claim, Evidence, Fact
from ..claims.queries import in_row_order
from ..contradictions.models import Disagreement
from ..corrections.models import Correction
from ..db import columns_of, now
from ..garbles.models import Garble
from ..reviews.models import Comment
from ..sources.independence import last_origin
from ..sources.models import Source
from ..sources.queries import ancestry
from ..versions.models import Carried
from .models import TAKEN_BACK, Approval
from .obstacles import OBSTACLES

LONGEST: Final = 160  # characters of what a place is called
BATCH: Final = 500  # articles asked of at once
NOT_SETTLED: Final = ("suggested", "open", "assessed", "ambiguous")
IDS: sa.BindParameter[Any] = sa.bindparam("articles", expanding=True)

# The claims whose judgement counts: opinions and predictions are kept, and there is nothing to judge in them.
STANDS: Final = sa.and_(Claim.checkable, Claim.state != "not-a-claim", Claim.merged_into_id.is_(None))
SOURCED: Final = sa.exists().where(Evidence.claim_id == Claim.id).correlate(Claim)
CURRENT: Final = sa.and_(Version.article_id == Article.id, Version.number == Article.current_number)


class Things(NamedTuple):
    """What is in the way by one name: all of one kind (obstacles.Place), by their ids in order. `words` has what each
    is called; of claims it is empty (`wordings`)."""

    kind: str
    ids: list[int]
    words: dict[int, str]


def has_fact(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.exists().where(Fact.claim_id == Claim.id, *conditions)


# Kept off its index: SQLite would read every claim of the desk that is not disputed.
DISPUTED: Final = sa.func.coalesce(Claim.disputed, sa.false())
# Of each obstacle of a claim, which claims have it.
OF_CLAIMS: Final[Mapping[str, sa.ColumnElement[bool]]] = {
    "disputed": sa.and_(DISPUTED, Claim.state != "settled"),
    "recheck": Claim.state == "recheck",
    "number": sa.and_(has_fact(Fact.kind == "quantity"), ~SOURCED),
    "weekday": has_fact(Fact.kind == "date", Fact.doubt.is_not(None)),
    "date": has_fact(Fact.kind == "date", Fact.resolved.is_(None)),
    "unsettled": sa.and_(Claim.state.in_(NOT_SETTLED), ~DISPUTED),
}
# A confirmed garble whose words an accepted correction replaces is corrected, whoever tied the two together or not.
REPLACED: Final = sa.exists().where(
    Correction.version_id == Garble.version_id,
    Correction.state == "accepted",
    ~Correction.withdrawn,
    Correction.start <= Garble.start,
    Correction.end >= Garble.end,
)
OPEN_GARBLE: Final = sa.and_(
    ~Garble.withdrawn, sa.or_(Garble.state == "suspected", sa.and_(Garble.state == "confirmed", ~REPLACED))
)
CONTRADICTS: Final = sa.and_(Disagreement.state == "open", Disagreement.proposed == "contradiction")


# All of them as one number, a bit each in the order of OF_CLAIMS.
BITS: Final = [sa.case((condition, 1 << at), else_=0) for at, condition in enumerate(OF_CLAIMS.values())]


@cache
def named(bits: int) -> tuple[str, ...]:
    """The names that stand in such a number."""
    return tuple(name for at, name in enumerate(OF_CLAIMS) if bits >> at & 1)


Within = Callable[[Any], sa.ColumnElement[bool]]


def arms(within: Within) -> list[sa.Select[Any]]:
    """A statement for each kind of thing but claims, with its article, the obstacle's name, what it is
    (obstacles.Place); `within` makes the condition on its article."""

    def row(article: Any, name: Any, kind: str, model: Any, words: Any) -> sa.Select[Any]:
        name = sa.literal(name) if isinstance(name, str) else name
        return sa.select(
            article.label("article"), name.label("name"), sa.literal(kind).label("kind"), model.id.label("id"),
            sa.func.substr(words, 1, LONGEST).label("words"),
        )  # fmt: skip

    # What stands on an earlier version is not in the way of this one: a new version asks about it by itself.
    found = [
        row(model.article_id, name, kind, model, model.quote)
        .join(Article, Article.id == model.article_id)
        .join(Version, CURRENT)
        .where(within(model.article_id), model.version_id == Version.id, condition)
        for model, kind, name, condition in (
            (Garble, "garble", sa.literal("garble-") + Garble.severity, OPEN_GARBLE),
            (Correction, "correction", "correction", sa.and_(Correction.state == "proposed", ~Correction.withdrawn)),
        )
    ]
    found += [
        row(side, "contradiction", "disagreement", Disagreement, sa.literal("")).where(within(side), CONTRADICTS, more)
        for side, more in (
            (Disagreement.first_article_id, sa.true()),
            (Disagreement.second_article_id, Disagreement.first_article_id != Disagreement.second_article_id),
        )
    ]
    thread = sa.and_(Comment.parent_id.is_(None), Comment.resolved_at.is_(None))
    found.append(
        row(Comment.article_id, "comment", "comment", Comment, Comment.text).where(within(Comment.article_id), thread)
    )
    asked = sa.func.coalesce(Carried.wording_before, Carried.reason)
    found.append(
        row(Carried.article_id, "carried", "carried", Carried, asked).where(
            within(Carried.article_id), Carried.decided.is_(None)
        )
    )
    return found


SOURCES_OF = (
    sa.select(Claim.article_id, Claim.id, Evidence.source_id, Source.origin_id)
    .join(Evidence, Evidence.claim_id == Claim.id)
    .join(Source, Source.id == Evidence.source_id)
    .where(STANDS)
)
SOURCES_OF_SOME = SOURCES_OF.where(Claim.article_id.in_(IDS))
WORDINGS = sa.select(Claim.id, sa.func.substr(Claim.wording, 1, LONGEST)).where(Claim.id.in_(IDS))
ONE: sa.BindParameter[int] = sa.bindparam("article", type_=sa.Integer)


@cache
def of_one() -> sa.CompoundSelect[Any]:
    """Of one article all that has a place. Claims are grouped by what they have of OF_CLAIMS and by their sources, with
    their ids in one text: rows of thousands of claims take longer to fetch than to find."""
    bits = sum(BITS, sa.literal(0)).label("bits")
    ids = sa.func.aggregate_strings(sa.cast(Claim.id, sa.Text), " ").label("ids")
    claims = (
        sa.select(
            sa.literal("").label("name"), sa.literal("claim").label("kind"), sa.literal(0).label("id"), ids, bits,
            Evidence.source_id, Source.origin_id,
        )
        .outerjoin(Evidence, Evidence.claim_id == Claim.id)
        .outerjoin(Source, Source.id == Evidence.source_id)
        .where(in_row_order(ONE), STANDS)
        .group_by(bits, Evidence.source_id, Source.origin_id)
    )  # fmt: skip
    # Of a type: PostgreSQL takes a bare NULL for text.
    nothing = [sa.literal(0), *(sa.cast(sa.null(), sa.Integer) for _ in range(2))]
    others = arms(lambda article: article == ONE)
    return sa.union_all(
        claims, *(each.with_only_columns(*list(each.selected_columns)[1:], *nothing) for each in others)
    )


def things_in(article: int) -> dict[str, Things]:
    """What is in the way of an article by the obstacle's name, but for the embargo and what hangs on an approval: in
    one statement, two where a source passes on another's word."""
    found: dict[str, Things] = {}
    of_claims: dict[str, set[int]] = defaultdict(set)
    sources: list[tuple[int, int, int, int | None]] = []
    for name, kind, ident, words, bits, source, origin in columns_of(of_one(), {"article": article}):
        if kind != "claim":
            things = found.setdefault(name, Things(kind, [], {}))
            things.ids.append(ident)
            things.words[ident] = cut(words)
        elif bits or source is not None:
            claims = list(map(int, words.split()))
            for each in named(bits):
                of_claims[each].update(claims)
            if source is not None:
                sources += ((article, claim, source, origin) for claim in claims)
    if sources:
        of_claims["origin"].update(from_one_origin(sources, origins_above))
    found |= {name: Things("claim", list(claims), {}) for name, claims in of_claims.items() if claims}
    for things in found.values():
        things.ids.sort()
    return found


def wordings(claims: Collection[int]) -> dict[int, str]:
    """What claims are called as places."""
    if not claims:
        return {}
    return {ident: cut(words) for ident, words in columns_of(WORDINGS, {"articles": sorted(claims)})}


def cut(words: str | None) -> str:
    """Words as they were read, and that they go on."""
    return f"{words}…" if words and len(words) == LONGEST else words or ""


Origins = dict[int, int | None]


def from_one_origin(rows: Iterable[Any], above: Callable[[Origins], Origins]) -> dict[int, int]:
    """The claims all of whose sources go back to one source, with their articles. Rows: article, claim, source, the
    source's origin; `above` gives the origins of these sources and of all that they pass on."""
    sources: dict[int, set[int]] = defaultdict(set)
    article_of: dict[int, int] = {}
    origins: Origins = {}
    for article, claim, source, origin in rows:
        sources[claim].add(source)
        article_of[claim], origins[source] = article, origin
    if any(origin is not None for origin in origins.values()):
        origins |= above(origins)
    end = {source: last_origin(source, origins) for source in origins}
    return {claim: article_of[claim] for claim, those in sources.items() if len({end[each] for each in those}) == 1}


def origins_above(sources: Origins) -> Origins:
    return ancestry(sources).origins


def all_origins(_sources: Origins) -> Origins:
    """Of a whole desk: more sources than one statement can name."""
    rows = columns_of(sa.select(Source.id, Source.origin_id).where(Source.origin_id.is_not(None)))
    return {row[0]: row[1] for row in rows}


@cache
def names_of_all() -> sa.CompoundSelect[Any]:
    return names_within(lambda _article: sa.true())


@cache
def names_of_some() -> sa.CompoundSelect[Any]:
    return names_within(lambda article: article.in_(IDS))


def names_within(within: Within) -> sa.CompoundSelect[Any]:
    """Each article with a name, and with what any of its claims has of OF_CLAIMS."""
    any_of_them = sum(map(sa.func.max, BITS), sa.literal(0)).label("bits")
    claims = sa.select(Claim.article_id, sa.literal("").label("name"), any_of_them).where(
        within(Claim.article_id), STANDS
    )
    others = [
        each.with_only_columns(columns.article, columns.name, sa.literal(0))
        for each in arms(within)
        for columns in [each.selected_columns]
    ]
    return sa.union(claims.group_by(Claim.article_id), *others)


def names_in(articles: Collection[int] | None) -> dict[int, set[str]]:
    """The names of what stands in the way of each of these articles (None: of all), without the embargo, which ends by
    itself, in as many statements whatever their number up to BATCH."""
    found: dict[int, set[str]] = defaultdict(set)
    if articles is None:
        read(found, names_of_all(), SOURCES_OF, {}, all_origins)
        for row in columns_of(CHANGED_SINCE):
            found[row[0]].add("stale")
        return found
    ordered = sorted(articles)
    for start in range(0, len(ordered), BATCH):
        some = {"articles": ordered[start : start + BATCH]}
        read(found, names_of_some(), SOURCES_OF_SOME, some, origins_above)
        for row in columns_of(CHANGED_SINCE.where(Approval.article_id.in_(IDS)), some):
            found[row[0]].add("stale")
    return found


def read(found: dict[int, set[str]], names: Any, sources: Any, values: dict[str, Any], above: Any) -> None:
    for article, name, bits in columns_of(names, values):
        if not (name or bits):
            continue
        found[article].update(named(bits) if bits else (name,))
    for article in from_one_origin(columns_of(sources, values), above).values():
        found[article].add("origin")


def with_obstacle(name: str) -> list[int]:
    """All articles that this obstacle stands in the way of, but for the embargo: one look through the desk."""
    if name == "stale":
        return [row[0] for row in columns_of(CHANGED_SINCE)]
    if name == "origin":
        return list(set(from_one_origin(columns_of(SOURCES_OF), all_origins).values()))
    return [row[0] for row in columns_of(of_name(name))] if name in OBSTACLES else []


@cache
def of_name(name: str) -> sa.CompoundSelect[Any]:
    if name in OF_CLAIMS:
        found = [sa.select(Claim.article_id).where(STANDS, OF_CLAIMS[name])]
    else:
        found = [
            each.with_only_columns(columns.article).where(columns.name == name)
            for each in arms(lambda _article: sa.true())
            for columns in [each.selected_columns]
        ]
    return sa.union(*found)


LATER = aliased(Approval)
# Once ready, and something changed: not what somebody took back themselves.
CHANGED_SINCE = sa.select(Approval.article_id).where(
    Approval.dropped_because != TAKEN_BACK,
    ~sa.exists().where(LATER.article_id == Approval.article_id, LATER.id > Approval.id),
)


def under_embargo() -> list[int]:
    """The articles that may not leave the desk yet."""
    rows = columns_of(sa.select(Article.id).where(Article.embargo_until > now()))
    return [row[0] for row in rows]
