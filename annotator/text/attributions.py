"""One attribution, and the sentence as it is read for one."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Final

from annotator.text.heads import TIMES, Subject
from annotator.text.spans import Span, Speaker
from annotator.text.speakers import kind_of
from annotator.text.words import FINITE, Word

QUOTE_MARKS: Final = frozenset('“”"«»„')
CLOSING: Final = frozenset('”"»“')
ENDS: Final = frozenset(',.;:?!”"»“…')
FAR: Final = 60  # tokens: nothing of one attribution stands farther apart; keeps the reading of a sentence linear
_NOBODY: Final = frozenset("no nobody none neither nothing which what this there".split())
_MONTH: Final = re.compile(
    r"\d\s(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
NO_TOKENS: Final[frozenset[int]] = frozenset()


@dataclass(slots=True)  # not frozen: half of the sentences of copy have one, and it takes three times as long to make
class Attribution:
    """A speaker and the stretch of the sentence that only attributes. What is left is what was said.

    An empty `clause`: the words of the attribution belong to the claim ("denied that …"); it stands where they begin.
    """

    speaker: Speaker
    clause: Span
    quoted: bool
    own_before: bool = False  # what stands before the clause is the article's own statement


_VEHICLE_BEHIND: Final = frozenset({"in", "on", "by", "via"})
_VEHICLES: Final = frozenset(
    "statement communique communiqué release note report tweet post interview letter message email speech briefing "
    "telephone phone television radio twitter facebook telegram".split()
)


@dataclass(slots=True)
class Passage:
    """One sentence as it is read. `inside`: token numbers within a quotation; `hard`: its marks."""

    text: str
    sentence: Span
    tokens: Sequence[Word]
    lowers: Sequence[str]
    tags: Sequence[str]
    inside: Set[int]
    hard: Set[int]

    def has_finite(self, low: int, high: int) -> bool:
        """Whether a finite verb stands from `low` to `high`."""
        return not FINITE.isdisjoint(self.tags[low:high])

    def made(
        self, who: Subject, cue: str, clause: Span | None, *, quoted: bool = False, own_before: bool = False
    ) -> Attribution | None:
        """The attribution with the kind of its speaker; None where the phrase is a date or nobody."""
        first, last = self.tokens[who.start], self.tokens[_without_vehicle(self.tokens, who) - 1]
        name = self.text[first.start : last.end]
        head = self.tokens[who.head]
        if (head.lower in TIMES and head.tag != "NNS") or head.lower in _NOBODY or _is_dated(name):
            return None
        if first.lower in {"no", "neither"} or head.text.isdecimal():
            return None
        aside = self.text[last.end : self.tokens[who.stop - 1].end] if who.stop > who.end else ""
        kind = kind_of(name, self.sentence.of(self.text), aside)
        said = Speaker(first.start, last.end, name, kind, cue, head.text)
        if clause is None:
            at = first.start if own_before else self.sentence.start
            clause = Span(at, at)
        return Attribution(said, clause, quoted, own_before)


def _without_vehicle(tokens: Sequence[Word], who: Subject) -> int:
    """Where the name ends in "the Ministry of the Interior in a communiqué": how it was said is not who said it."""
    for at in range(who.end - 2, max(who.head, who.end - 5), -1):
        if tokens[at].lower in _VEHICLE_BEHIND:
            return at if tokens[who.end - 1].lower in _VEHICLES else who.end
    return who.end


def _is_dated(name: str) -> bool:
    """Whether a phrase holds a day of a month. Few names hold a digit at all."""
    return not name.replace(" ", "").isalpha() and _MONTH.search(name) is not None


def marks_of(tokens: Sequence[Word], at: Sequence[int]) -> tuple[Set[int], Set[int]]:
    """The tokens inside quotations, and the marks of those that are more than a name in quotation marks.

    `at` are the tokens that are such marks.
    """
    inside: set[int] = set()
    hard: set[int] = set()
    opened = -1
    for i in at:
        mark = tokens[i].text
        if opened < 0 and mark in "”»":
            if not hard:
                inside.update(range(i))  # opened in a sentence before
            hard.add(i)
        elif opened < 0 or mark in "“«„":
            opened = i
        else:
            short = (
                i - opened < 6
                and tokens[i - 1].text not in ",.!?"
                and not any(token.tag in FINITE for token in tokens[opened:i])
            )
            if not short or opened == 0:
                hard.update((opened, i))
            inside.update(range(opened + 1, i))
            opened = -1
    if opened >= 0:
        hard.add(opened)
        inside.update(range(opened + 1, len(tokens)))
    return inside, hard
