"""A draft that is a new text of an article on the desk: prepared before the write lock, then taken in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from ..accounts.models import User
from ..articles.models import Article
from ..articles.service import text_hash
from ..claims.models import Claim
from ..gazetteer.lookup import Gazetteer
from ..text import zones
from ..text.spans import Span, Zone
from ..versions import service as versions
from ..versions.carrying import TAKEN_UP, leans_of, says_now
from ..versions.placing import Carrier, Placed
from ..versions.queries import articles_called, number_with
from ..versions.standing import Standing, standing_of, things_on
from ..versions.zones import Laid, carried_zones
from .analysis import analyse
from .draft import ArticleDraft
from .report import Entry

ORDER: Final = ("found", "moved", "changed", "ambiguous", "gone", "taken-up")


@dataclass(frozen=True)
class Prepared:
    """All that needs no lock: which version of the article it was made of, the way from its text to the new one, and
    what the rules find there."""

    seen: int
    carrier: Carrier
    new: versions.NewText


def article_for(draft: ArticleDraft, *, by: User | None) -> tuple[Article | None, str]:
    """The article that a draft is a new text of, by its address or identifier, and a note where that is not certain:
    then it is none."""
    found = articles_called(draft.url, draft.identifier, draft.feed, draft.outlet, by=by)
    if len(found) > 1:
        names = ", ".join(f"{article.id}" for article in found[:5])
        return None, (
            f"Articles {names} all have its address or identifier, so it was taken in as an article of its own. To "
            "make it a version of one of them, paste it on that one's page."
        )
    return (found[0], "") if found else (None, "")


def prepared(article: Article, draft: ArticleDraft, *, gazetteer: Gazetteer) -> Prepared:
    """Read the new text: its zones with what persons said of the old ones, its claims and garbles."""
    source = article.current
    language = draft.language or article.language
    carrier = Carrier(source.text, draft.text, language)
    published = draft.published
    laid = carried_zones(
        carrier,
        [Laid(Zone(row.kind, row.start, row.end), row.origin) for row in source.zones],  # type: ignore[arg-type]  # the database checks it
        zones.zones(source.text, title=source.title or article.title) if has_said(article) else [],
        zones.zones(draft.text, title=draft.title),
    )
    analysis = analyse(
        draft.text, title=draft.title, language=language, published=published or article.published_at,
        source=draft.source_text, source_language=draft.source_language or article.source_language,
        feed=draft.feed or article.feed, gazetteer=gazetteer, known_zones=[each.zone for each in laid],
    )  # fmt: skip
    new = versions.NewText(
        text=draft.text, title=analysis.title, published_at=published or article.published_at,
        source_text=draft.source_text, notes=draft.notes, zones=laid, claims=analysis.claims, garbles=analysis.garbles,
    )  # fmt: skip
    return Prepared(article.current_number, carrier, new)


def has_said(article: Article) -> bool:
    """Whether its zones are known at all: an article that nothing read has none, and nobody said that all is copy."""
    return bool(article.current.zones)


def store(article: Article, draft: ArticleDraft, ready: Prepared, *, by: User | None) -> Entry:
    """The new version's rows, inside a transaction. Raises NotAllowed, Invalid, Stale."""
    done = versions.add(article, ready.new, ready.carrier, by=by, seen=ready.seen)
    return Entry(
        str(draft.origin), "version", article.id, article.title, done.claims, done.garbles, notes=tuple(draft.notes),
        number=done.version.number, outcomes=in_order(done.outcomes), waiting=done.waiting,
    )  # fmt: skip


def in_order(counts: Counter[str]) -> dict[str, int]:
    return {word: counts[word] for word in ORDER if counts[word]}


def standing_note(article: Article, text: str) -> str:
    """What to say of a text that an article has, where it is not its newest."""
    number = number_with(article, text_hash(text))
    if number is None or number == article.current_number:
        return ""
    return f"It is the text of version {number}; the article has version {article.current_number} by now."


# -- what would happen, for a page to show before anything is stored


@dataclass(frozen=True)
class Foreseen:
    """One thing of the article and what would become of it. `after` is its new words, empty where it has none."""

    kind: str
    words: str
    outcome: str
    reason: str
    after: str
    asks: bool


@dataclass(frozen=True)
class Preview:
    seen: int
    outcomes: dict[str, int]
    waiting: int
    things: list[Foreseen]
    notes: tuple[str, ...]


def preview(article: Article, draft: ArticleDraft, ready: Prepared) -> Preview:
    """What would become of everything that stands on the article's text. Nothing is written."""
    there = standing_of(article)
    found = [foreseen(article, row, ready, there) for row in things_on(there, article.current.id) if not row.withdrawn]
    found.sort(key=lambda each: -ORDER.index(each.outcome))
    return Preview(
        ready.seen,
        in_order(Counter(each.outcome for each in found)),
        sum(each.asks for each in found),
        found,
        draft.notes,
    )


def foreseen(article: Article, row: object, ready: Prepared, there: Standing) -> Foreseen:
    kind = row.__tablename__[:-1]  # type: ignore[attr-defined]
    spans = [each.span for each in row.anchors] if kind == "claim" else [row.span]  # type: ignore[attr-defined]
    leans = leans_of(row, article.current) if isinstance(row, Claim) else ()
    placed: Placed = ready.carrier.place(spans, leans)
    if says_now(row, placed, ready.carrier.new):
        return Foreseen(
            kind,
            " … ".join(span.of(ready.carrier.old) for span in spans),
            "taken-up",
            TAKEN_UP,
            placed.spans[0].of(ready.carrier.new),
            False,
        )
    quiet = row.state in {"not-a-claim", "dismissed", "rejected", "superseded"}  # type: ignore[attr-defined]
    lost = placed.outcome in {"ambiguous", "gone"}
    return Foreseen(
        kind,
        " … ".join(Span(*span).of(ready.carrier.old) for span in spans),
        placed.outcome,
        placed.reason,
        " … ".join(span.of(ready.carrier.new) for span in placed.spans),
        lost and not quiet and there.is_touched(kind, row),  # type: ignore[arg-type]
    )
