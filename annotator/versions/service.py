"""What may be done with versions: take a new one in, and say where the things belong that could not be placed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from ..accounts.models import User
from ..articles.anchors import place as span_columns
from ..articles.models import Article, Version, ZoneRow
from ..articles.queries import selected
from ..articles.service import may_edit, text_hash
from ..claims.models import Claim
from ..claims.service import add_suggestions, in_order, read_again
from ..claims.states import bring_back, drop_to_recheck, put_aside
from ..corrections.models import Correction
from ..corrections.queries import Overlap, live_on
from ..db import db, now
from ..db.versions import require_version
from ..errors import Invalid, NotAllowed, Stale
from ..garbles.models import Garble
from ..garbles.service import add_findings
from ..text.anchoring import alike
from ..text.spans import ClaimSuggestion, Finding, Span
from .carrying import SAME, Carrying, common, put, set_anchors
from .models import Carried
from .placing import Carrier
from .queries import number_with
from .standing import VERB, standing_of, things_on, version_id_of
from .zones import Laid

__all__ = ["VERB", "Done", "NewText", "add", "let_go", "place", "place_at"]


@dataclass(frozen=True)
class NewText:
    """A new text of an article with all that the rules find in it. Offsets are code points into `text`."""

    text: str
    title: str
    published_at: dt.datetime | None = None
    source_text: str | None = None
    notes: Sequence[str] = ()
    zones: Sequence[Laid] = ()
    claims: Sequence[ClaimSuggestion] = ()
    garbles: Sequence[Finding] = ()


@dataclass
class Done:
    """What came of a new version: how many things had each outcome, how many wait, what the rules suggest besides."""

    version: Version
    outcomes: Counter[str] = field(default_factory=Counter)
    waiting: int = 0
    claims: int = 0
    garbles: int = 0


def require_right(article: Article, by: User | None) -> None:
    """Raises NotAllowed for who may not change this article."""
    if by is not None and not may_edit(article, by):
        raise NotAllowed(
            f"“{article.title}” gets a new version from an editor, or from whoever brought it in. Ask one of them."
        )


def require_new(article: Article, text: str) -> None:
    """Raises Invalid for a text that the article has, or had."""
    number = number_with(article, text_hash(text))
    if number == article.current_number:
        raise Invalid("This is the text that the article has now. Nothing was stored.", "text")
    if number is not None:
        raise Invalid(
            f"This is the text of version {number} of {article.current_number}, which is on the desk. Nothing was "
            "stored.",
            "text",
        )


def add(
    article: Article,
    new: NewText,
    carrier: Carrier,
    *,
    by: User | None,
    seen: int | None = None,
) -> Done:
    """Put a new version of an article on the desk and carry over what stood on the one before.

    `carrier` maps the text of version `seen` (the current one) onto the new one. Raises NotAllowed, Invalid for a text
    that it has already, Stale when another version came in meanwhile.
    """
    require_right(article, by)
    # PostgreSQL: two versions at once would have one number.
    db.session.execute(sa.select(Article.id).where(Article.id == article.id).with_for_update())
    db.session.refresh(article)
    require_new(article, new.text)
    source = article.current
    if (seen is not None and seen != article.current_number) or source.text != carrier.old:
        raise Stale(
            f"Version {article.current_number} came in meanwhile. Nothing was stored.",
            theirs={"text": source.text}, mine={"text": new.text},
        )  # fmt: skip
    there = standing_of(article)
    version = Version(
        article=article, number=article.current_number + 1, text=new.text, length=len(new.text),
        sha256=text_hash(new.text), source_text=new.source_text, title=new.title, published_at=new.published_at,
        notes=list(new.notes), created_by_id=by.id if by else None,
    )  # fmt: skip
    db.session.add(version)
    db.session.flush()
    version.zones = [
        ZoneRow(kind=laid.zone.kind, origin=laid.origin, **span_columns(version, Span(laid.zone.start, laid.zone.end)))
        for laid in new.zones
    ]
    if source.title is None or article.title == source.title:  # nobody gave it another
        article.title = new.title or article.title
    article.current_number = version.number
    db.session.flush()
    db.session.expire(article, ["current"])
    work = Carrying(version, there, list(new.claims), list(new.garbles), by.id if by else None)
    for older, mapped in carriers(article, source, carrier, work):
        work.carry(mapped, older, things_on(there, older.id))
    db.session.flush()
    claims = add_suggestions(version, work.suggestions)
    garbles = add_findings(version, work.new_findings(there.garbles))
    waiting = sum(row.asks for row in work.rows)
    return Done(version, work.counts, waiting, len(claims), len(garbles))


def carriers(article: Article, source: Version, carrier: Carrier, work: Carrying) -> list[tuple[Version, Carrier]]:
    """The current version, and the older ones on which something still waits, each with its way to the new text."""
    found = [(source, carrier)]
    waiting = {version_id_of(row.thing) for row in work.there.waiting.values()} - {source.id, None}
    for version in sorted(article.versions, key=lambda each: -each.number):
        if version.id in waiting:
            found.append((version, Carrier(version.text, work.version.text, article.language)))
    return found


# -- what could not be placed


def require_asking(row: Carried, by: User, seen: int | None) -> None:
    require_version(row, seen, {})
    if not row.asks:
        raise Invalid("That was decided already. Undo takes the decision back.")
    if row.version_id != row.article.current.id:
        raise Invalid("A newer version came in meanwhile: reload the page.")


def place(row: Carried, number: int, *, by: User, seen: int | None = None) -> None:
    """Put what waits at the offered place `number` (from 1). Raises Invalid, Stale."""
    if not 1 <= number <= len(row.places):
        raise Invalid(f"There is no place {number}.", "place")
    spans = [Span(each["start"], each["end"]) for each in row.places[number - 1]["stretches"]]
    place_at(row, spans, by=by, seen=seen)


def place_selected(row: Carried, given: Mapping[str, str], *, by: User, seen: int | None = None) -> None:
    """Put what waits on words that a person selected or typed. Raises Invalid, Stale."""
    place_at(row, [selected(row.article.current.text, given)], by=by, seen=seen)


def place_at(row: Carried, spans: Sequence[Span], *, by: User, seen: int | None = None) -> None:
    """Let what waits stand on these stretches of the present text; it is as far as it was. A judged claim whose words
    are others now must be checked again. Raises Invalid, Stale, Overlap."""
    require_asking(row, by, seen)
    version, spans = row.article.current, in_order(spans)
    thing = row.thing
    _PLACING[type(thing)](row, version, spans)
    decide(row, "placed", by)
    db.session.flush()


def place_claim(row: Carried, version: Version, spans: Sequence[Span]) -> None:
    claim = row.claim
    assert claim is not None
    same = alike(row.quote, " … ".join(span.of(version.text) for span in spans))
    double = double_of(claim, version, spans)
    for fact in claim.facts:
        if fact.origin == "person":  # on its words where they stand there, else on the claim's first ones
            at = next(
                (
                    span.start + span.of(version.text).find(fact.quote)
                    for span in spans
                    if fact.quote in span.of(version.text)
                ),
                None,
            )
            fact.start, fact.end = (at, at + len(fact.quote)) if at is not None else spans[0]
    set_anchors(claim, version, spans)
    bring_back(claim, row.state_before)
    if not same:
        if double is not None and claim.wording == row.wording_before and claim.origin == "rule":
            claim.wording = double.wording
        drop_to_recheck(claim)
    if double is not None:  # the rules suggest what this claim says already
        put_aside(double)
        double.merged_into_id = claim.id
    row.wording_after = claim.wording
    db.session.flush()
    read_again(claim)


def double_of(claim: Claim, version: Version, spans: Sequence[Span]) -> Claim | None:
    """The suggestion on the same words that nobody looked at."""
    there = standing_of(claim.article)
    ranked = [
        (common(spans, [row.span for row in other.anchors]), -other.id, other)
        for other in there.claims
        if other is not claim and other.state in {"suggested", "ambiguous"} and version_id_of(other) == version.id
        and ("claim", other.id) not in there.touched
    ]  # fmt: skip
    best = max(ranked, default=None, key=lambda each: each[:2])
    return best[2] if best is not None and best[0] >= SAME else None


def place_garble(row: Carried, version: Version, spans: Sequence[Span]) -> None:
    garble = row.garble
    assert garble is not None
    span = whole(spans)
    doubles = db.session.scalars(
        sa.select(Garble).where(
            Garble.version_id == version.id, Garble.start < span.end, Garble.end > span.start,
            Garble.state == "suspected", Garble.detector.is_not(None), Garble.withdrawn.is_(False),
        )
    )  # fmt: skip
    untouched = standing_of(garble.article).touched
    for other in doubles:
        if ("garble", other.id) not in untouched:
            other.withdrawn = True
    put(garble, version, span)
    garble.withdrawn = False


def place_correction(row: Carried, version: Version, spans: Sequence[Span]) -> None:
    correction = row.correction
    assert correction is not None
    span = whole(spans)
    if span.of(version.text) == correction.replacement:
        raise Invalid("The replacement stands there already. Let the correction go.", "words")
    if there := live_on(version.id, span, but=[correction.id]):
        raise Overlap(span.of(version.text), span, there)
    if correction.state == "accepted" and not alike(row.quote, span.of(version.text)):
        correction.state, correction.decided_by_id, correction.decided_at = "proposed", None, None
    put(correction, version, span)
    correction.withdrawn = False


def whole(spans: Sequence[Span]) -> Span:
    if len(spans) != 1:
        raise Invalid("This stands on one stretch of words.", "words")
    return spans[0]


_PLACING: dict[type, Callable[[Carried, Version, Sequence[Span]], None]] = {
    Claim: place_claim,
    Garble: place_garble,
    Correction: place_correction,
}


def let_go(row: Carried, *, by: User, seen: int | None = None) -> None:
    """The new text says nothing of it: it stays with the version that it stood on. Raises Invalid, Stale."""
    require_asking(row, by, seen)
    decide(row, "let-go", by)
    db.session.flush()


def decide(row: Carried, how: str, by: User) -> None:
    row.decided, row.decided_by_id, row.decided_at = how, by.id, now()
