"""Marks laid onto a text of the desk: what is new is made, what is here already stays, what differs is told.

Nothing that stands here is overwritten. A claim that a rule suggests and nobody looked at becomes what a person marked
elsewhere. With `dry` nothing is written and the same is told.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from ..accounts.models import User
from ..articles.models import Article, Version
from ..claims.models import Claim
from ..db import db
from ..errors import WirecheckError
from ..text.spans import Span
from . import making
from .mapping import LabelMap
from .outcome import Entry, Outcome, Result
from .placing import Placed
from .preparing import Prepared
from .records import Mark, MarkKind
from .standing import Standing

# Of identifiers made here from those of other tools (RFC 9562, version 5): the same file gives the same ones again.
NAMESPACE: Final = uuid.UUID("6f0c1c2e-8f0b-5d57-9d55-3d1c1f0a7b52")
_KINDS: Final[tuple[MarkKind, ...]] = ("claim", "garble", "correction")  # what has an identifier
_SHOWN: Final = 80


@dataclass
class Told:
    """What came of one mark. `row` is what it is on the desk now, or will be (a stand-in when `dry`)."""

    result: Result
    reason: str = ""
    row: Any = None


@dataclass
class Ground:
    """The text that marks are laid on. Without a version it is not on the desk yet, and nothing stands on it."""

    text: str
    basis: str  # what makes derived identifiers this text's own: the article's uid
    version: Version | None = None
    article: Article | None = None
    title: str = ""
    standing: Standing = field(default_factory=Standing)
    known: Prepared = field(default_factory=lambda: Prepared(""))

    def __post_init__(self) -> None:
        if self.known.text != self.text:  # another version came in between, or nothing was prepared
            self.known = Prepared(self.text)

    @property
    def number(self) -> int | None:
        return self.article.id if self.article is not None else None


class Laying:
    """Lays the marks of one text. `by` is whose work it is; without one there is nobody to say remarks."""

    def __init__(self, ground: Ground, labels: LabelMap, outcome: Outcome, *, by: User | None) -> None:
        self.ground = ground
        self.labels = labels
        self.outcome = outcome
        self.by = by
        self.dry = outcome.dry
        self._laid: dict[str, Told] = {}  # by identity in the file
        self._ways: dict[str, Callable[[Mark, Placed], Told]] = {
            "claim": self._claim, "garble": self._garble, "correction": self._correction, "zone": self._zone,
        }  # fmt: skip
        self._uids: Counter[str] = Counter()
        self._new: list[tuple[Mark, Any]] = []  # made or taken over, with remarks and tags to come

    def lay(self, marks: Sequence[Mark]) -> None:
        """All marks: zones first, for they are no copy, and replies after what they answer."""
        became: list[Mark] = []
        for mark in marks:
            found = self.labels.of(mark)
            if found is None:
                self.outcome.tally("left", "annotation")
            else:
                became.append(found)
        for mark in sorted(became, key=lambda each: each.kind != "zone"):
            if mark.kind != "reply":
                self._one(mark)
        self._finish()
        replies = {mark.identity: mark for mark in became if mark.kind == "reply"}
        for mark in became:
            if mark.kind == "reply":
                self._reply(mark, replies)
        self._flush()

    def _finish(self) -> None:
        """What needs the numbers of the rows that were made: all at once, for each flush takes its time."""
        self._flush()
        tags: dict[str, Any] = {}
        for mark, row in self._new:
            self._remarks(mark, row)
            for name in mark.tags if isinstance(row, Claim) else ():
                if name not in tags:
                    tags[name] = making.tag_called(name, self.by)
                if tags[name] is not None:
                    making.tag_with(row, tags[name], self.by)
        self._flush()

    def _flush(self) -> None:
        if not self.dry and self.ground.version is not None:
            db.session.flush()

    def uids_of(self, marks: Sequence[Mark]) -> list[str]:
        """The identifiers that these marks have or will get, to look for on the desk."""
        found = []
        for mark in marks:
            found += [mark.uid] if mark.uid else []
            for kind in _KINDS if mark.kind == "span" else (mark.kind,):
                found += [] if mark.uid else [self._derived(replace(mark, kind=kind))]
        self._uids.clear()
        return found

    def tell(self, mark: Mark, told: Told, place: Placed | None = None, thing: str | None = None) -> None:
        """Keep in mind and report what came of a mark."""
        self._laid[mark.identity] = told
        words = " … ".join(span.of(self.ground.text) for span in place.spans) if place and place.spans else ""
        words = words or " … ".join(each.quote for each in mark.places if each.quote)
        reason = "; ".join(filter(None, (told.reason, *mark.notes)))
        self.outcome.add(
            Entry(
                mark.at, told.result, thing or ("remark" if mark.kind == "reply" else mark.kind), reason,
                short(words), self.ground.number, self.ground.title, place.outcome if place else "",
            )
        )  # fmt: skip

    def _one(self, mark: Mark) -> None:
        if mark.kind != "zone":
            mark = replace(mark, uid=mark.uid or self._derived(mark))
            known = self.ground.standing.elsewhere.get(mark.uid or "")
            if known is not None:
                place = self.ground.known.placed(mark)
                self.tell(mark, self._compared(mark, known, place), place)
                return
        place = self.ground.known.placed(mark)
        if not place.spans:
            self.tell(mark, Told("unplaced", place.reason), place)
            return
        try:
            told = self._ways[mark.kind](mark, place)
        except WirecheckError as error:
            told = Told("left", str(error))
        if told.result == "added" and place.reason:
            told.reason = "; ".join(filter(None, (told.reason, place.reason)))
        self.tell(mark, told, place)

    def _derived(self, mark: Mark) -> str:
        """The identifier of what another tool made: from its own there, and which of several alike it is."""
        name = f"{self.ground.basis}\n{mark.kind}\n{mark.identity}"
        self._uids[name] += 1
        return str(uuid.uuid5(NAMESPACE, f"{name}\n{self._uids[name]}"))

    # -- what is here already, by its identifier

    def _compared(self, mark: Mark, row: Any, place: Placed) -> Told:
        if isinstance(row, making.StandIn):
            return Told("known", "it stands twice in the file", row)
        if making.kind_of(row) != mark.kind:
            return Told("conflict", f"Its identifier is that of a {making.kind_of(row)} here.")
        if (row.article_id or row.article.id) != self.ground.number:
            return Told("conflict", "Its identifier belongs to another article here.")
        differences = "; ".join(making.differences(mark, row, place, self.ground.version))
        return Told("conflict", differences, row) if differences else Told("known", "", row)

    # -- one kind each: what stands at the same place, else something new

    def _claim(self, mark: Mark, place: Placed) -> Told:
        there = self.ground.standing.claims.setdefault(place.spans, [])
        if not there:
            told = self._made(
                mark, lambda version: making.claim(version, place.spans, mark, self.ground.known, by=self.by)
            )
            there.append(told.row)
            return told
        claim = there[0]
        if making.is_untouched(claim):
            return self._taken_over(mark, claim)
        if claim.state == "not-a-claim":
            return Told("conflict", f"Claim on the same words was put aside here: “{short(claim.wording)}”.", claim)
        if mark.wording and mark.wording != claim.wording:
            return Told("conflict", f"A claim on the same words says here: “{short(claim.wording)}”.", claim)
        if not isinstance(claim, making.StandIn):
            self._new.append((replace(mark, tags=()), claim))
        return Told("known", "", claim)

    def _taken_over(self, mark: Mark, claim: Claim) -> Told:
        if mark.machine and (not mark.wording or mark.wording == claim.wording):
            return Told("known", "", claim)
        if not self.dry:
            making.take_over(claim, mark, by=self.by)
            self._new.append((mark, claim))
        return Told("added", "a rule suggested the same words: its claim was accepted", claim)

    def _garble(self, mark: Mark, place: Placed) -> Told:
        making.require_category(mark)
        span = hull(place.spans)
        there = self.ground.standing.garbles.setdefault(span, [])
        same = next((row for row in there if row.category == mark.category), None)
        if same is None:
            told = self._made(mark, lambda version: making.garble(version, span, mark, by=self.by))
            there.append(told.row)
            return told
        if same.state == "dismissed":
            return Told("conflict", "The same was dismissed here.", same)
        return Told("known", "", same)

    def _correction(self, mark: Mark, place: Placed) -> Told:
        span = hull(place.spans)
        making.require_replacement(mark, span.of(self.ground.text))
        there = self.ground.standing.corrections.setdefault(span, [])
        same = [row for row in there if row.replacement == mark.replacement]
        if not same:
            told = self._made(mark, lambda version: making.correction(version, span, mark, by=self.by))
            there.append(told.row)
            return told
        if all(row.state == "rejected" for row in same):
            return Told("conflict", "The same was rejected here.", same[0])
        return Told("known", "", same[0])

    def _zone(self, mark: Mark, place: Placed) -> Told:
        making.require_zone(mark)
        span, zones = hull(place.spans), self.ground.standing.zones
        if any(span.overlaps(each) and kind == mark.category for each, kind in zones.items()):
            return Told("known")  # as it is, or as far as a rule or a person here takes it
        if span in zones:
            return Told("conflict", f"It is a zone of another kind here: {zones[span].replace('-', ' ')}.")
        if any(span.overlaps(each) for each in zones):
            return Told("conflict", "A zone here begins or ends inside of it.")
        zones[span] = mark.category
        if self.ground.version is not None and not self.dry:
            making.zone(self.ground.version, span, mark.category)
        return Told("added")

    def _made(self, mark: Mark, make: Callable[[Version], Any]) -> Told:
        """Something new, which from now on stands there."""
        making.check(mark)
        row: Any = making.StandIn.of(mark, self.ground.number)
        if self.ground.version is not None and not self.dry:
            row = make(self.ground.version)
            self._new.append((mark, row))
        self.ground.standing.elsewhere[mark.uid or ""] = row
        return Told("added", "", row)

    # -- what people said

    def _remarks(self, mark: Mark, row: Any) -> None:
        for words in mark.remarks:
            self._remark(row, words)

    def _remark(self, row: Any, words: str) -> Result:
        """Say something about a thing, once."""
        about = (making.kind_of(row), getattr(row, "id", id(row)), words.strip()[: making.LONGEST_REMARK])
        if about in self.ground.standing.comments:
            return "known"
        self.ground.standing.comments.add(about)
        if not self.dry and not isinstance(row, making.StandIn):
            making.remark(row, words, by=self.by)
        return "added"

    def _reply(self, mark: Mark, replies: dict[str, Mark]) -> None:
        """A remark on what the chain of replies begins with."""
        root = self._root(mark, replies)
        if isinstance(root, Told):
            self.tell(mark, root)
        elif self.by is None:
            self.tell(mark, Told("left", "A remark needs somebody who says it: name the person (--as)."))
        elif not mark.remarks:
            self.tell(mark, Told("nothing", "It has no words."))
        else:
            self.tell(mark, Told(self._remark(root, making.said(mark))))

    def _root(self, mark: Mark, replies: dict[str, Mark]) -> Any:
        """The thing on the desk that a reply is about in the end, or what is to be told instead."""
        seen, first = {mark.identity}, mark.answers
        while first in replies:
            if first in seen:
                return Told("problem", "These replies answer each other in a circle: none of them has a beginning.")
            seen.add(first)
            first = replies[first].answers
        root = self._laid.get(first)
        if root is None or root.row is None:
            return Told("left", "What it answers is not in the file, or was left out.")
        return root.row


def hull(spans: Sequence[Span]) -> Span:
    """From the first to the last: what is one stretch on the desk."""
    return Span(spans[0].start, spans[-1].end)


def short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _SHOWN else f"{plain[: _SHOWN - 1]}…"
