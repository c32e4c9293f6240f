"""What may be done to claims. Each verb takes objects, writes through the session and never commits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ..accounts.models import User
from ..accounts.policy import may
from ..articles.anchors import anchor
from ..articles.models import Article, Version
from ..db import db
from ..db.versions import require_version
from ..errors import Invalid, NotAllowed, NotFound
from ..gazetteer.queries import entity_rows
from ..text.characters import checked
from ..text.spans import CLAIM_KINDS, ClaimSuggestion, Span
from .facts import (
    date_fact,
    mark_record,
    place_facts,
    quantity_fact,
    read_marks,
    renew_facts,
    speaker_fact,
    surroundings,
)
from .mending import hand_on
from .models import Claim, ClaimAnchor
from .states import drop_to_recheck, move

LONGEST_WORDING = 2_000


def published_day(article: Article) -> dt.date | None:
    return article.published_at.date() if article.published_at else None


def add_suggestions(version: Version, suggestions: Sequence[ClaimSuggestion]) -> list[Claim]:
    """Keep what the rules found in a version as suggested claims."""
    claims = []
    rows = entity_rows(place.entity for found in suggestions for place in found.places)
    for found in suggestions:
        claim = Claim(
            article=version.article,
            wording=found.wording,
            kinds=list(found.kinds),
            worth=found.worth,
            reasons=list(found.reasons),
            checkable=found.checkable,
            marks=[mark_record(mark) for mark in found.marks],
            missing=found.missing,
            state="ambiguous" if found.missing else "suggested",
            origin="rule",
            anchors=[ClaimAnchor(**anchor(version, span)) for span in found.anchors],
            facts=[quantity_fact(quantity) for quantity in found.quantities]
            + [date_fact(date) for date in found.dates]
            + place_facts(found.places, rows)
            + ([speaker_fact(found.speaker)] if found.speaker else []),
        )
        db.session.add(claim)
        claims.append(claim)
    db.session.flush()
    return claims


def create(
    version: Version,
    spans: Sequence[Span],
    *,
    by: User,
    wording: str = "",
    kinds: Sequence[str] = (),
    sensitive: bool = False,
) -> Claim:
    """Make a claim of a selection. Without a wording it says what the article says."""
    stretches = in_order(spans)
    words = wording.strip() or " … ".join(" ".join(span.of(version.text).split()) for span in stretches)
    claim = Claim(
        article=version.article,
        wording=checked_wording(words),
        kinds=checked_kinds(kinds),
        state="open",
        origin="person",
        sensitive=sensitive,
        created_by_id=by.id,
        anchors=[ClaimAnchor(**anchor(version, span)) for span in stretches],
    )
    claim.worth = 0.5
    renew_facts(claim, version.text, published=published_day(version.article))
    db.session.add(claim)
    db.session.flush()
    return claim


def in_order(spans: Sequence[Span]) -> list[Span]:
    """The stretches in text order; touching and overlapping ones become one. Raises Invalid when there are none."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    if not joined:
        raise Invalid("Select the words of the article that the claim stands on.")
    return joined


def checked_wording(words: str) -> str:
    words = checked(words.strip(), "wording")
    if not words:
        raise Invalid("A claim needs a wording.", "wording")
    if len(words) > LONGEST_WORDING:
        raise Invalid(f"A wording has at most {LONGEST_WORDING} characters; this one has {len(words)}.", "wording")
    return words


def checked_kinds(kinds: Sequence[str]) -> list[str]:
    unknown = [kind for kind in kinds if kind not in CLAIM_KINDS]
    if unknown:
        raise Invalid(f"There is no kind of claim called “{unknown[0]}”.", "kinds")
    return [kind for kind in CLAIM_KINDS if kind in kinds]


def accept(claim: Claim, *, by: User) -> None:
    """A suggested claim is a claim."""
    if claim.state not in {"suggested", "ambiguous"}:
        raise Invalid(f"This claim is “{claim.state}” already.", "state")
    move(claim, "open")


def reject(claim: Claim, *, by: User) -> None:
    """There is nothing here to check. It can be reopened."""
    move(claim, "not-a-claim")


def mark_sensitive(claim: Claim, sensitive: bool, *, by: User) -> None:
    """It stays on the desk, or it may leave again: that an editor says."""
    if not sensitive and not may(by, "edit"):
        raise NotAllowed("That a claim may leave the desk again is an editor's to say.")
    claim.sensitive = sensitive


def reopen(claim: Claim, *, by: User) -> None:
    """It was put aside and is a claim again."""
    if claim.state != "not-a-claim":
        raise Invalid(f"This claim was not put aside: it is “{claim.state}”.", "state")
    if version_of(claim).id != claim.article.current.id:
        raise Invalid("The present text does not have its words: say where it belongs, under Versions.", "state")
    move(claim, "open")


def reword(claim: Claim, *, wording: str, kinds: Sequence[str], by: User, seen: int | None = None) -> None:
    """Change wording or kinds. A judged claim whose wording changes must be checked again."""
    require_version(claim, seen, {"wording": wording, "kinds": list(kinds)})
    words, given = checked_wording(wording), checked_kinds(kinds)
    if claim.state == "suggested":
        move(claim, "open")
    if (words, given) == (claim.wording, claim.kinds):
        return
    claim.kinds = given
    if words != claim.wording:
        claim.wording = words
        drop_to_recheck(claim)
    read_again(claim)


def reanchor(claim: Claim, spans: Sequence[Span], *, by: User, seen: int | None = None) -> None:
    """Let a claim stand on other words of its version. Its facts are read from them; wording, kinds, judgement and
    evidence stay as they are, and a judged claim must be checked again. Raises Invalid, Stale."""
    version = version_of(claim)
    stretches = in_order(spans)
    require_version(claim, seen, {"quote": " … ".join(span.of(version.text) for span in stretches)})
    if stretches == [row.span for row in claim.anchors]:
        raise Invalid("The claim stands on these words already.", "stretches")
    # A stretch that stays keeps its row: the history then tells only of those that come and go.
    old = {row.span: row for row in claim.anchors}
    claim.anchors = [old.get(span) or ClaimAnchor(**anchor(version, span)) for span in stretches]
    drop_to_recheck(claim)
    if claim.state in {"suggested", "ambiguous"}:
        move(claim, "open")
    read_again(claim)
    touch(claim)
    db.session.flush()


def read_again(claim: Claim) -> None:
    """Read a claim's facts and marks anew from its words in the article. What a reviewer entered is never touched."""
    text = version_of(claim).text
    renew_facts(claim, text, published=published_day(claim.article))
    claim.marks = read_marks(text, [row.span for row in claim.anchors])


def touch(claim: Claim) -> None:
    """Give a claim its next row version though only its parts changed: a page made before then is stale."""
    claim.row_version += 1


def split(claim: Claim, parts: Sequence[str], *, by: User, seen: int | None = None) -> list[Claim]:
    """Divide a claim: each part is a run of the article's words under it, in order. The claim itself keeps the first.

    Raises Invalid when a part does not stand there, or there is only one.
    """
    wanted = [checked(part, "parts") for part in (" ".join(part.split()) for part in parts) if part]
    require_version(claim, seen, {"wording": " / ".join(wanted)})
    version = version_of(claim)
    if len(wanted) < 2:
        raise Invalid("Put a line break where the claim divides: each line becomes a claim.", "parts")
    spans = find_parts(version.text, [row.span for row in claim.anchors], wanted)
    claim.anchors = [ClaimAnchor(**anchor(version, spans[0]))]
    claim.wording = checked_wording(wanted[0])
    drop_to_recheck(claim)
    if claim.state == "suggested":
        move(claim, "open")
    rest = [
        create(version, [span], by=by, wording=words, kinds=claim.kinds, sensitive=claim.sensitive)
        for span, words in zip(spans[1:], wanted[1:], strict=True)
    ]
    mended = [fact for fact in claim.facts if fact.origin == "person"]
    for part in rest:
        hand_on(mended, part, version)
        read_again(part)
    given = {(fact.kind, fact.start) for part in rest for fact in part.facts if fact.origin == "person"}
    # What went to another part is no longer said by this one.
    claim.facts = [fact for fact in claim.facts if (fact.kind, fact.start) not in given or fact.kind == "speaker"]
    read_again(claim)
    return [claim, *rest]


def find_stretches(text: str, near: Sequence[Span], lines: Sequence[str]) -> list[Span]:
    """Where each typed line stands in the text; white space may differ. One that stands there more than once is looked
    for in the paragraphs around `near`. Raises Invalid."""
    places = [*([surroundings(text, near)] if near else ()), Span(0, len(text))]
    return [find_only(text, line.strip(), places) for line in lines if line.strip()]


def find_only(text: str, words: str, places: Sequence[Span]) -> Span:
    """The one stand of these words in the first of the places that has them only once. Raises Invalid."""
    there = False
    for place in places:
        hit = find_words(text, words, place.start, place.end)
        there = there or hit is not None
        if hit is not None and find_words(text, words, hit.start + 1, place.end) is None:
            return hit
    if there:
        raise Invalid(f"“{words}” stands there more than once. Add the words around it.", "stretches")
    raise Invalid(f"“{words}” does not stand in the article.", "stretches")


def find_parts(text: str, spans: Sequence[Span], parts: Sequence[str]) -> list[Span]:
    """Where each part stands inside the spans, one after another; white space may differ."""
    found: list[Span] = []
    at = spans[0].start
    for part in parts:
        place = next((hit for span in spans if (hit := find_words(text, part, max(at, span.start), span.end))), None)
        if place is None:
            raise Invalid(
                f"“{part}” does not stand in the article's words under this claim, or not in this order.", "parts"
            )
        found.append(place)
        at = place.end
    return found


def find_words(text: str, words: str, start: int, end: int) -> Span | None:
    """The first place in text[start:end] with these words, whatever white space stands between them."""
    squeezed = words.split()
    at = start
    while (first := text.find(squeezed[0], at, end)) >= 0:
        here = first + len(squeezed[0])
        for word in squeezed[1:]:
            here += len(text[here:end]) - len(text[here:end].lstrip())
            if not text.startswith(word, here, end):
                break
            here += len(word)
        else:
            return Span(first, here)
        at = first + 1
    return None


def merge(claims: Sequence[Claim], *, by: User) -> Claim:
    """Make one claim of several of the same article: the first keeps its wording and gets the others' anchors and
    evidence; the others are put aside and say where they went."""
    if len({claim.id for claim in claims}) < 2:
        raise Invalid("Choose at least one other claim to merge with.")
    kept, *others = dict.fromkeys(claims)
    if any(other.article_id != kept.article_id for other in others):
        raise Invalid("Only claims of one article can be merged.")
    if len({row.version_id for claim in claims for row in claim.anchors}) > 1:
        raise Invalid("These claims stand on different versions of the article.")
    version = version_of(kept)
    spans = in_order([row.span for claim in claims for row in claim.anchors])
    kept.anchors = [ClaimAnchor(**anchor(version, span)) for span in spans]
    kept.kinds = checked_kinds([kind for claim in claims for kind in claim.kinds])
    kept.sensitive = any(claim.sensitive for claim in claims)
    drop_to_recheck(kept)
    for other in others:
        for piece in list(other.evidence):
            piece.claim = kept
        drop_to_recheck(other)
        if other.state != "not-a-claim":
            move(other, "not-a-claim")
        other.merged_into_id = kept.id
    if kept.state in {"suggested", "not-a-claim"}:
        move(kept, "open")
    for other in others:
        hand_on([fact for fact in other.facts if fact.origin == "person"], kept, version)
    read_again(kept)
    touch(kept)
    db.session.flush()
    return kept


def version_of(claim: Claim) -> Version:
    """The version a claim's anchors point into."""
    version = db.session.get(Version, claim.anchors[0].version_id) if claim.anchors else claim.article.current
    if version is None:
        raise NotFound("The text of this claim is gone.")
    return version
