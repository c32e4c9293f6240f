"""The rows that marks become. Each function writes one thing through the session and never commits.

Whoever imports need not be a person (the command line): then nobody stands as maker, and remarks are kept as reasons.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from ..accounts.models import User
from ..articles import zones
from ..articles.anchors import anchor
from ..articles.models import Article, Version
from ..claims.facts import read_facts, read_marks
from ..claims.models import Claim, ClaimAnchor
from ..claims.service import checked_kinds, checked_wording
from ..claims.service import published_day as day_of
from ..claims.states import move, withdraw
from ..corrections.models import CLASSES, Correction
from ..db import db
from ..errors import Invalid
from ..garbles.kinds import KINDS
from ..garbles.models import SEVERITIES, Garble
from ..reviews.comments.service import remark as say
from ..reviews.models import Assessment, Comment
from ..tags import service as tags
from ..tags.models import Tag, Tagging
from ..text.characters import checked
from ..text.spans import ZONE_KINDS, Span
from .placing import Placed
from .preparing import Prepared
from .records import Mark

_LONGEST_REASON: Final = 2_000
_MOST_REASONS: Final = 20
LONGEST_REMARK: Final = 10_000  # reviews/comments/service.py


@dataclass
class StandIn:
    """Of a thing that is only planned: enough to compare another mark with it."""

    kind: str
    article_id: int | None
    wording: str
    category: str
    replacement: str | None
    state: str
    origin: str
    withdrawn: bool = False
    facts: tuple[()] = ()

    @classmethod
    def of(cls, mark: Mark, article_id: int | None) -> StandIn:
        machine = mark.machine
        state, origin = ("suggested", "rule") if machine else ("open", "person")
        return cls(mark.kind, article_id, mark.wording, mark.category, mark.replacement, state, origin)


def kind_of(row: Any) -> str:
    if isinstance(row, StandIn):
        return row.kind
    return {Claim: "claim", Garble: "garble", Correction: "correction"}.get(type(row), "article")


def check(mark: Mark) -> None:
    """What would be refused when it is made. Raises Invalid."""
    if mark.kind == "claim":
        wording_of(mark, "")
    for words in (*mark.reasons, *mark.remarks, mark.reading):
        checked(words)


def wording_of(mark: Mark, quote: str) -> str:
    """What the claim says: as the file has it, else the article's words. Raises Invalid for one that is too long."""
    if mark.wording:
        return checked_wording(mark.wording)
    plain = " ".join(quote.split())
    return checked_wording(plain if len(plain) <= 2_000 else f"{plain[:1_999]}…") if plain else ""


def claim(version: Version, spans: tuple[Span, ...], mark: Mark, known: Prepared, *, by: User | None) -> Claim:
    """Not flushed: an import makes hundreds, and each flush takes as long as twenty rows."""
    quote = " … ".join(span.of(version.text) for span in spans)
    made = Claim(
        uid=mark.uid,
        article=version.article,
        wording=wording_of(mark, quote),
        kinds=checked_kinds(mark.kinds),
        state="suggested" if mark.machine else "open",
        origin="rule" if mark.machine else "person",
        reasons=reasons_of(mark, by),
        created_by_id=None if mark.machine or by is None else by.id,
        anchors=[ClaimAnchor(**anchor(version, span)) for span in spans],
    )
    made.worth = 0.5
    made.facts = known.facts.pop(spans, None) or read_facts(version.text, spans, published=day_of(version.article))
    made.marks = known.marked.get(spans) or read_marks(version.text, spans)
    db.session.add(made)
    return made


def is_untouched(found: Claim | StandIn) -> bool:
    """Whether a rule suggested it and nobody has had a hand in it."""
    waiting = found.state in {"suggested", "ambiguous"} and found.origin == "rule"
    return waiting and not found.withdrawn and not any(fact.origin == "person" for fact in found.facts)


def take_over(found: Claim, mark: Mark, *, by: User | None) -> None:
    """A rule's suggestion becomes what a person marked."""
    if mark.wording:
        found.wording = checked_wording(mark.wording)
    if mark.kinds:
        found.kinds = checked_kinds(mark.kinds)
    found.reasons = [*found.reasons, *reasons_of(mark, by)][:_MOST_REASONS]
    if not mark.machine:
        move(found, "open")


def reasons_of(mark: Mark, by: User | None) -> list[str]:
    """What is kept on the thing itself; without anybody who could say them, remarks too."""
    said = [*mark.reasons, *(mark.remarks if by is None else ())]
    return [checked(" ".join(words.split())[:_LONGEST_REASON]) for words in said if words.strip()][:_MOST_REASONS]


def garble(version: Version, span: Span, mark: Mark, *, by: User | None) -> Garble:
    """Suspected, whatever it was elsewhere: to confirm it teaches the gazetteer, and that is for people here."""
    reading = checked(" ".join(mark.reading.split()))
    suggestion = {"name": reading, "score": 1.0, "reason": "as it was read where it comes from", "entity": None}
    made = Garble(
        uid=mark.uid,
        article=version.article,
        category=mark.category,
        severity=mark.severity if mark.severity in SEVERITIES else KINDS[mark.category].severity,
        reason="; ".join(reasons_of(mark, by)),
        suggestions=[suggestion] if reading else [],
        created_by_id=by.id if by else None,
        **anchor(version, span),
    )
    db.session.add(made)
    return made


def require_category(mark: Mark) -> None:
    if mark.category not in KINDS:
        raise Invalid(f"There is no kind of garble called “{mark.category[:60]}”.")


def correction(version: Version, span: Span, mark: Mark, *, by: User | None) -> Correction:
    """Proposed, whatever it was elsewhere: to accept it is for people here."""
    made = Correction(
        uid=mark.uid,
        article=version.article,
        replacement=checked(mark.replacement or ""),
        kind=mark.correction if mark.correction in CLASSES else "translation",
        reason="; ".join(reasons_of(mark, by)),
        created_by_id=by.id if by else None,
        **anchor(version, span),
    )
    db.session.add(made)
    return made


def require_replacement(mark: Mark, quote: str) -> None:
    if mark.replacement is None:
        raise Invalid("It does not say what should stand there.")
    checked(mark.replacement)
    if mark.replacement == quote:
        raise Invalid("Its replacement is what stands there already.")
    if len(mark.replacement) > 20_000:
        raise Invalid(f"Its replacement has {len(mark.replacement):,} characters; at most 20,000 are taken.")


def require_zone(mark: Mark) -> None:
    if mark.category not in ZONE_KINDS:
        raise Invalid(f"There is no kind of zone called “{mark.category[:60]}”.")


def zone(version: Version, span: Span, kind: str) -> None:
    """Lay a zone; what rules suggest inside of it is withdrawn, for no claim is taken from a zone."""
    zones.lay(version, span, kind)
    rows = sa.select(Claim).where(Claim.article_id == version.article_id, Claim.state.in_(("suggested", "ambiguous")))
    for found in db.session.scalars(rows):
        inside = found.anchors and all(span.contains(row.span) for row in found.anchors)
        if inside and found.anchors[0].version_id == version.id and is_untouched(found) and not is_spoken_of(found):
            withdraw(found)
    db.session.flush()


def is_spoken_of(found: Claim) -> bool:
    return any(
        db.session.scalar(sa.select(sa.exists().where(table.claim_id == found.id)))
        for table in (Assessment, Comment, Correction)
    )


def remark(row: Any, words: str, *, by: User | None) -> None:
    """A comment on a thing that has its number, or on the article; not flushed. Without anybody who says it, it is kept
    with the reasons."""
    plain = checked(words.strip()[:LONGEST_REMARK])
    if by is None or not plain:
        return
    article = row if isinstance(row, Article) else db.session.get_one(Article, row.article_id)
    about: dict[str, Any] = {} if isinstance(row, Article) else {kind_of(row): row}
    if "@" in plain:  # whom it names is told
        say(article, text=plain, by=by, **about)
        return
    columns = {f"{name}_id": each.id for name, each in about.items()}
    db.session.add(Comment(article_id=article.id, author_id=by.id, text=plain, **columns))


def said(mark: Mark) -> str:
    """A remark with who said it there."""
    maker = next((each.removeprefix("by ") for each in mark.reasons if each.startswith("by ")), "")
    words = "\n".join(mark.remarks)
    return (f"{maker}: {words}" if maker else words)[:LONGEST_REMARK].strip()


def tag_called(name: str, by: User | None) -> Tag | None:
    """The tag of this name, made when it is new; None for what is no name of one."""
    try:
        return tags.find_or_create(" ".join(name.split())[: tags.LONGEST], by=by)
    except Invalid:
        return None


def tag_with(row: Article | Claim, tag: Tag, by: User | None) -> bool:
    """Put a tag on a thing that has its number; whether it is new. One with too many is left as it is."""
    column = Tagging.claim_id if isinstance(row, Claim) else Tagging.article_id
    known = set(db.session.scalars(sa.select(Tagging.tag_id).where(column == row.id)))
    if tag.id in known or len(known) >= tags.MOST:
        return False
    subject: dict[str, Any] = {"claim": row} if isinstance(row, Claim) else {"article_id": row.id}
    db.session.add(Tagging(tag=tag, created_by_id=by.id if by else None, **subject))
    return True


def differences(mark: Mark, row: Any, place: Placed, version: Version | None) -> Iterator[str]:
    """In words, what of a thing that is here differs from the file. What the file does not say is no difference."""
    if isinstance(row, Claim):
        spans = tuple(each.span for each in row.anchors)
        same_version = bool(row.anchors) and version is not None and row.anchors[0].version_id == version.id
        pairs = [
            ("wording", row.wording, mark.wording),
            ("kinds", ", ".join(sorted(row.kinds)), ", ".join(sorted(mark.kinds))),
        ]
    elif isinstance(row, Garble):
        spans, same_version = (row.span,), version is not None and row.version_id == version.id
        pairs = [("kind of damage", row.category, mark.category), ("reading", row.reading or "", mark.reading)]
        pairs = [each for each in pairs if not (each[0] == "reading" and not row.reading)]
    else:
        spans, same_version = (row.span,), version is not None and row.version_id == version.id
        pairs = [("class", row.kind, mark.correction)]
        if mark.replacement is not None and mark.replacement != row.replacement:
            yield f"replacement: here “{row.replacement[:60]}”, in the file “{mark.replacement[:60]}”"
    for name, here, there in pairs:
        if there and here != there:
            yield f"{name}: here “{here[:60]}”, in the file “{there[:60]}”"
    if same_version and place.spans and place.spans != spans:
        yield "it stands on other words here"
