"""Two versions of a text side by side, paragraph by paragraph: what stayed, changed, moved, came and went. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final, Literal, NamedTuple

from .pairing import Pairing, in_paragraphs, longest_rising, pair

Kind = Literal["same", "changed", "moved", "in", "out"]
_WORDS: Final = re.compile(r"\S+|\s+")
# A number with its marks is one: “2,500” becomes “2,400”, and not a half of it.
_PIECES: Final = re.compile(r"\w+(?:[.,:’'\-‑]\w+)*|\s+|[^\w\s]")
_MOST_PAIRS: Final = 4_000_000  # of words that are compared one by one
_TELLING: Final = re.compile(r"\d")


class Run(NamedTuple):
    """A run of words. `own`: the other text does not have it there. `telling`: a number or name among those."""

    words: str
    own: bool
    telling: bool = False


@dataclass(frozen=True)
class Row:
    """A paragraph of one or both texts. `before` and `after` are its words in each, empty where it has none.

    `number` is its place in the newer text and `old_number` that in the older one, from 1; both count paragraphs.
    """

    kind: Kind
    before: tuple[Run, ...] = ()
    after: tuple[Run, ...] = ()
    old_number: int | None = None
    number: int | None = None


@dataclass(frozen=True)
class Comparison:
    """All paragraphs in the order of the newer text; what went stands where it stood. `counts` by kind, and the words
    that came and went."""

    rows: tuple[Row, ...]
    counts: dict[str, int] = field(default_factory=dict)
    came: int = 0
    went: int = 0

    @property
    def stretches(self) -> list[tuple[bool, list[Row]]]:
        """The paragraphs in runs: whether they stayed as they were, and which they are."""
        return [(same, list(rows)) for same, rows in groupby(self.rows, key=lambda row: row.kind == "same")]


def compare(old: str, new: str, language: str = "en") -> Comparison:
    found = pair(old, new, language, split=in_paragraphs)
    rows = tuple(rows_of(found))
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.kind] = counts.get(row.kind, 0) + 1
    came = sum(words_in(run) for row in rows for run in row.after if run.own)
    went = sum(words_in(run) for row in rows for run in row.before if run.own)
    return Comparison(rows, counts, came, went)


def words_in(run: Run) -> int:
    return sum(1 for word in run.words.split() if any(sign.isalnum() for sign in word))


def rows_of(found: Pairing) -> Iterator[Row]:
    """The newer text's paragraphs with what each was; before each, the older ones that went and stood there."""
    became = dict(found.same)
    for unit, near in found.near.items():
        best = next((each for each in near if each.unit not in became.values()), None)
        if best is not None:
            became[unit] = best.unit
    for unit, places in found.repeated.items():  # the first that is left: a page shows a paragraph once
        left = next((each for each in places if each not in became.values()), None)
        if left is not None:
            became[unit] = left
    was = {there: unit for unit, there in became.items()}
    kept = rising(was, len(found.new.units))
    gone = [unit for unit in range(len(found.old.units)) if unit not in became]
    for number in range(len(found.new.units)):
        old = was.get(number)
        if old is not None and number in kept:
            while gone and gone[0] < old:
                yield went(found, gone.pop(0))
        yield row_of(found, old, number, moved=old is not None and number not in kept)
    for unit in gone:
        yield went(found, unit)


def rising(was: dict[int, int], size: int) -> set[int]:
    """The new paragraphs that kept their order."""
    order = [there for there in range(size) if there in was]
    kept = longest_rising([was[there] for there in order])
    return {there for there in order if was[there] in kept}


def went(found: Pairing, unit: int) -> Row:
    words = found.old.units[unit].of(found.old.text)
    return Row("out", before=(Run(words, True),), old_number=unit + 1)


def row_of(found: Pairing, unit: int | None, there: int, *, moved: bool) -> Row:
    words = found.new.units[there].of(found.new.text)
    if unit is None:
        return Row("in", after=(Run(words, True),), number=there + 1)
    before = found.old.units[unit].of(found.old.text)
    if before == words:
        same = (Run(words, False),)
        return Row("moved" if moved else "same", same, same, unit + 1, there + 1)
    left, right = apart(before, words)
    return Row(
        "moved" if moved else "changed",
        tuple(told(before, left)),
        tuple(told(words, right)),
        unit + 1,
        there + 1,
    )


def apart(one: str, other: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Both paragraphs in pieces, (words, whether the other has them not); a blank between two differences is theirs."""
    left, right = _PIECES.findall(one), _PIECES.findall(other)
    if len(left) * len(right) > _MOST_PAIRS:
        return [(one, True)], [(other, True)]
    steps = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    old = [("".join(left[a:b]), what != "equal") for what, a, b, _, _ in steps if a < b]
    new = [("".join(right[c:d]), what != "equal") for what, _, _, c, d in steps if c < d]
    return bridged(old), bridged(new)


def bridged(pieces: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = []
    for at, (words, own) in enumerate(pieces):
        between = 0 < at < len(pieces) - 1 and not words.strip() and pieces[at - 1][1] and pieces[at + 1][1]
        if found and found[-1][1] == (own or between):
            found[-1] = (found[-1][0] + words, found[-1][1])
        else:
            found.append((words, own or between))
    return found


def told(text: str, pieces: list[tuple[str, bool]]) -> Iterator[Run]:
    """Pieces as runs; of those that the other text does not have, numbers and names by themselves."""
    at = 0
    for words, own in pieces:
        if not own:
            yield Run(words, False)
        else:
            for telling, run in grouped(text, words, at):
                yield Run(run, True, telling)
        at += len(words)


def grouped(text: str, words: str, at: int) -> Iterator[tuple[bool, str]]:
    run, last = "", False
    for hit in _WORDS.finditer(words):
        word = hit.group()
        telling = is_telling(text, at + hit.start(), word) if word.strip() else last
        if run and telling != last:
            yield last, run
            run = ""
        run, last = run + word, telling
    if run:
        yield last, run


def is_telling(text: str, start: int, word: str) -> bool:
    """Whether a word is a number, or a name: one with a capital that does not begin a sentence."""
    if _TELLING.search(word):
        return True
    first = next((sign for sign in word if sign.isalpha()), "")
    before = text[:start].rstrip()
    return (first.isupper() and bool(before) and before[-1] not in ".!?…:\n") or (first.isupper() and "-" in word)
