"""Carries what stands on a version over to the new one: anchors are set, what cannot be placed waits or is let go.

Suggestions that nobody has looked at never ask: the rules read the new text anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..articles.anchors import anchor
from ..articles.models import Version
from ..claims.facts import date_fact, mark_record, place_facts, quantity_fact, speaker_fact
from ..claims.models import Claim, ClaimAnchor, Fact
from ..claims.service import published_day, read_again
from ..claims.states import bring_back, drop_to_recheck, put_aside
from ..corrections.models import Correction
from ..db import db, now
from ..garbles.dismissals import folded
from ..garbles.models import Garble
from ..gazetteer.queries import entity_rows
from ..text.spans import ClaimSuggestion, Finding, Span
from .models import Carried
from .placing import Carrier, Placed, tokens_of
from .standing import Standing, stretches

Thing = Claim | Garble | Correction
# Of a claim and a suggestion: so much of both's words in common makes them one.
SAME = 0.5
LIVE = ("proposed", "accepted")


@dataclass
class Carrying:
    """The work on one new version. `suggestions` and `findings` are what the rules find in it; what the carried things
    cover of them is taken off."""

    version: Version
    there: Standing
    suggestions: list[ClaimSuggestion]
    findings: list[Finding]
    by_id: int | None = None
    rows: list[Carried] = field(default_factory=list)
    unplaced_dismissals: set[tuple[str, str]] = field(default_factory=set)

    @property
    def counts(self) -> Counter[str]:
        return Counter(row.outcome for row in self.rows)

    def carry(self, carrier: Carrier, source: Version, things: Iterable[Thing]) -> None:
        """Carry these things, which stand on `source`, over."""
        for row in sorted(things, key=lambda each: (isinstance(each, Claim), isinstance(each, Garble), each.id)):
            if isinstance(row, Claim):
                self.claim(row, carrier, source)
            elif isinstance(row, Garble):
                self.garble(row, carrier, source)
            else:
                self.correction(row, carrier, source)

    def told(self, row: Thing, source: Version, placed: Placed, state: str, **more: Any) -> Carried:
        """The row that says what became of a thing. `decided` is "rule" unless it waits."""
        own = row.anchors if isinstance(row, Claim) else [row]
        kind = row.__tablename__[:-1]
        waiting = self.there.waiting.get((kind, row.id))
        if waiting is not None:
            waiting.decided, waiting.decided_at, waiting.decided_by_id = "superseded", now(), self.by_id
        values: dict[str, Any] = {
            "outcome": placed.outcome,
            "reason": placed.reason,
            "decided": "rule",
            f"{kind}_id": row.id,
        }
        made = Carried(
            article_id=self.version.article_id,
            version_id=self.version.id,
            from_version_id=source.id,
            before=stretches(own),
            places=[
                {"stretches": [{"start": s.start, "end": s.end, "quote": s.of(self.version.text)} for s in place]}
                for place in placed.places[:20]
            ],
            state_before=state,
            **(values | more),
        )
        if made.decided is not None:
            made.decided_at, made.decided_by_id = now(), self.by_id
        db.session.add(made)
        self.rows.append(made)
        return made

    # -- claims

    def claim(self, claim: Claim, carrier: Carrier, source: Version) -> None:
        waiting = self.there.waiting.get(("claim", claim.id))
        state = waiting.state_before if waiting is not None else claim.state
        touched = self.there.is_touched("claim", claim) or waiting is not None
        if claim.withdrawn and waiting is None:
            return  # put aside with its zone, or let go: it stays where it was
        spans = [row.span for row in claim.anchors]
        placed = carrier.place(spans, leans_of(claim, source))
        carried = placed.outcome in {"found", "moved"}
        said = {"wording_before": claim.wording, "wording_after": claim.wording}
        if not carried and placed.spans and not touched:
            self.read_anew(claim, source, placed, state, said)
        elif placed.spans:
            made = self.told(claim, source, placed, state, **said)
            self.put_on(claim, placed, carrier, state, waiting)
            made.wording_after = claim.wording
        elif not touched:
            self.told(claim, source, placed, state, **said)
            put_aside(claim)
        elif state == "not-a-claim":
            self.told(claim, source, placed, state, **said)
            claim.withdrawn = True
        else:
            self.told(claim, source, placed, state, **said, decided=None)
            put_aside(claim)

    def put_on(self, claim: Claim, placed: Placed, carrier: Carrier, state: str, waiting: Carried | None) -> None:
        """Let a claim stand on its words in the new text."""
        found = self.best(placed.spans)
        facts = shifted_facts(claim, carrier, self.version)
        set_anchors(claim, self.version, placed.spans)
        if waiting is not None:
            bring_back(claim, state)
        if placed.outcome == "changed" and not placed.signs_only:
            words = self.wording_of(claim, placed, found)
            if words is not None:
                claim.wording = words
            drop_to_recheck(claim)
        if facts is None or placed.outcome == "changed":
            keep_facts_of_persons(claim, carrier, placed)
            db.session.flush()
            read_again(claim)
        self.cover(placed.spans)

    def wording_of(self, claim: Claim, placed: Placed, found: ClaimSuggestion | None) -> str | None:
        """The wording of changed words, where no person gave the claim its own."""
        if claim.id in self.there.worded:
            return None
        old = " … ".join(
            " ".join(row["quote"].split()) for row in before_of(self.rows, claim) or stretches(claim.anchors)
        )
        if claim.wording == old or (found is None and claim.wording in old):
            return " … ".join(" ".join(span.of(self.version.text).split()) for span in placed.spans)
        return found.wording if found is not None and claim.origin == "rule" else None

    def read_anew(self, claim: Claim, source: Version, placed: Placed, state: str, said: dict[str, Any]) -> None:
        """A suggestion that nobody looked at becomes what the rules say of its changed words now, or goes."""
        found = self.best(placed.spans)
        if found is None:
            self.told(claim, source, placed, state, **said)
            put_aside(claim)
            return
        self.told(claim, source, placed, state, **(said | {"wording_after": found.wording}))
        become(claim, found, self.version)
        self.suggestions.remove(found)

    def best(self, spans: Sequence[Span]) -> ClaimSuggestion | None:
        """The suggestion that says what a claim on these words says."""
        ranked = sorted(((common(spans, each.anchors), -at) for at, each in enumerate(self.suggestions)), reverse=True)
        return self.suggestions[-ranked[0][1]] if ranked and ranked[0][0] >= SAME else None

    def cover(self, spans: Sequence[Span]) -> None:
        """Take off the suggestions that would say a carried claim again."""
        best = self.best(spans)
        self.suggestions = [
            each for each in self.suggestions if each is not best and tuple(each.anchors) != tuple(spans)
        ]

    # -- garbles

    def garble(self, garble: Garble, carrier: Carrier, source: Version) -> None:
        waiting = self.there.waiting.get(("garble", garble.id))
        if garble.withdrawn and waiting is None:
            return
        placed = carrier.place([garble.span])
        taken_up = says_now(garble, placed, self.version.text)
        keeps = placed.spans and (placed.outcome != "changed" or placed.same_words)
        if taken_up:
            self.told(garble, source, placed, garble.state, outcome="taken-up", reason=TAKEN_UP)
            garble.withdrawn = True
        elif keeps:
            self.told(garble, source, placed, garble.state)
            put(garble, self.version, placed.spans[0])
            garble.withdrawn = False
        else:
            asks = garble.state != "dismissed" and (self.there.is_touched("garble", garble) or waiting is not None)
            self.told(garble, source, placed, garble.state, decided=None if asks else "rule")
            garble.withdrawn = True
            if garble.state == "dismissed" and garble.detector:
                self.unplaced_dismissals.add((garble.detector, folded(garble.quote)))

    def new_findings(self, standing: Iterable[Garble]) -> list[Finding]:
        """What the rules find that no garble on the new version covers, and nobody said is none."""
        there = [row for row in standing if row.version_id == self.version.id]
        return [
            found
            for found in self.findings
            if not any(covers(row, found) for row in there)
            and (found.detector, folded(found.quote)) not in self.unplaced_dismissals
        ]

    # -- corrections

    def correction(self, row: Correction, carrier: Carrier, source: Version) -> None:
        waiting = self.there.waiting.get(("correction", row.id))
        if row.withdrawn and waiting is None:
            return
        placed = carrier.place([row.span])
        live = row.state in LIVE
        free = live and bool(placed.spans) and self.is_free(row, placed.spans[0])
        if says_now(row, placed, self.version.text):
            self.told(row, source, placed, row.state, outcome="taken-up", reason=TAKEN_UP)
            row.withdrawn = True
        elif placed.spans and placed.same_words and (free or not live):
            self.told(row, source, placed, row.state)
            put(row, self.version, placed.spans[0])
            row.withdrawn = False
        elif live and placed.spans and free:
            self.told(row, source, placed, row.state)
            put(row, self.version, placed.spans[0])
            row.withdrawn = False
            if row.state == "accepted":  # it was accepted of other words
                row.state, row.decided_by_id, row.decided_at = "proposed", None, None
                garble = db.session.get(Garble, row.garble_id) if row.garble_id else None
                if garble is not None and garble.state == "corrected":
                    garble.state = "confirmed"
        else:
            self.told(row, source, placed, row.state, decided=None if live else "rule")
            row.withdrawn = True

    def is_free(self, row: Correction, span: Span) -> bool:
        """Whether no other live correction stands on these words of the new text."""
        return not any(
            other is not row
            and other.state in LIVE
            and other.version_id == self.version.id
            and other.span.overlaps(span)
            for other in self.there.corrections
        )


TAKEN_UP = "The new text says what it says."


def says_now(row: Thing | object, placed: Placed, text: str) -> bool:
    """Whether the new text says at its place what a live correction or a confirmed garble's reading says."""
    if isinstance(row, Correction):
        return row.state in LIVE and is_said(row.replacement, placed, text)
    return isinstance(row, Garble) and row.state in {"confirmed", "corrected"} and is_said(row.reading, placed, text)


def is_said(words: str | None, placed: Placed, text: str) -> bool:
    """Whether the new text has these words where the old ones stood."""
    if words is None or placed.outcome != "changed" or not placed.spans:
        return False
    there = " ".join(span.of(text) for span in placed.spans)
    return bool(words.strip()) and tokens_of(there) == tokens_of(words)


def covers(garble: Garble, found: Finding) -> bool:
    span = Span(found.start, found.end)
    return garble.span == span or (garble.detector == found.detector and garble.span.overlaps(span))


def put(row: Garble | Correction, version: Version, span: Span) -> None:
    for name, value in anchor(version, span).items():
        setattr(row, name, value)


def set_anchors(claim: Claim, version: Version, spans: Sequence[Span]) -> None:
    """Let a claim stand on these stretches. Rows are kept, in order: the history tells what became of each."""
    rows = sorted(claim.anchors, key=lambda row: row.start)
    for row, span in zip(rows, spans, strict=False):
        put(row, version, span)  # type: ignore[arg-type]  # all of them are anchored
    claim.anchors = [*rows[: len(spans)], *(ClaimAnchor(**anchor(version, span)) for span in spans[len(rows) :])]
    claim.row_version += 1  # a page made before is stale


def become(claim: Claim, found: ClaimSuggestion, version: Version) -> None:
    """A claim by rule becomes what the rules say now."""
    set_anchors(claim, version, found.anchors)
    claim.wording, claim.kinds = found.wording, list(found.kinds)
    claim.worth, claim.reasons = found.worth, list(found.reasons)
    claim.checkable, claim.missing = found.checkable, found.missing
    claim.marks = [mark_record(mark) for mark in found.marks]
    bring_back(claim, "ambiguous" if found.missing else "suggested")
    claim.facts = facts_of(found)


def facts_of(found: ClaimSuggestion) -> list[Fact]:
    rows = entity_rows(place.entity for place in found.places)
    return (
        [quantity_fact(quantity) for quantity in found.quantities]
        + [date_fact(date) for date in found.dates]
        + place_facts(found.places, rows)
        + ([speaker_fact(found.speaker)] if found.speaker else [])
    )


def before_of(rows: Iterable[Carried], claim: Claim) -> list[dict[str, Any]]:
    return next((row.before for row in rows if row.claim_id == claim.id), [])


def common(one: Sequence[Span], other: Sequence[Span]) -> float:
    """How much of both's characters they share, 0 to 1."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    whole = sum(span.end - span.start for span in (*one, *other)) - shared
    return shared / whole if whole else 0.0


def leans_of(claim: Claim, source: Version) -> list[Span]:
    """The words outside of a claim's own that it hangs on: who says it, and a day that it shares."""
    own = [row.span for row in claim.anchors]
    found = [Span(fact.start, fact.end) for fact in claim.facts if fact.kind in {"speaker", "date"}]
    return [span for span in found if span.end <= source.length and not any(each.contains(span) for each in own)]


def shifted_facts(claim: Claim, carrier: Carrier, version: Version) -> list[Fact] | None:
    """Give a claim's facts and marks their places in the new text; None, with nothing changed, where one has none, or
    days are reckoned from another day."""
    if day_of(version) != day_of_source(claim) and any(fact.kind == "date" for fact in claim.facts):
        return None
    moved: list[Span] = []
    for start, end in [(fact.start, fact.end) for fact in claim.facts] + [
        (mark["start"], mark["end"]) for mark in claim.marks or ()
    ]:
        if end > len(carrier.old):
            return None
        there = carrier.place_one(Span(start, end))
        if there.span is None or there.outcome not in {"found", "moved"}:
            return None
        moved.append(there.span)
    for fact, span in zip(claim.facts, moved, strict=False):
        fact.start, fact.end = span
    if claim.marks:
        rest = moved[len(claim.facts) :]
        claim.marks = [mark | {"start": at.start, "end": at.end} for mark, at in zip(claim.marks, rest, strict=True)]
    return claim.facts


def day_of(version: Version) -> Any:
    moment = version.published_at or version.article.published_at
    return moment.date() if moment else None


def day_of_source(claim: Claim) -> Any:
    first = db.session.get(Version, claim.anchors[0].version_id) if claim.anchors else None
    return day_of(first) if first is not None else published_day(claim.article)


def keep_facts_of_persons(claim: Claim, carrier: Carrier, placed: Placed) -> None:
    """What a person put right stays, on its words where they stand, else on the claim's first ones."""
    for fact in claim.facts:
        if fact.origin != "person":
            continue
        there = carrier.place_one(Span(fact.start, fact.end)).span if fact.end <= len(carrier.old) else None
        fact.start, fact.end = there or placed.spans[0]
