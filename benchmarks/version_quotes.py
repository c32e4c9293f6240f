"""Quotes of an old text, and what is true of them in the edited one (version_edits.py)."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass

from annotator.text.spans import Span

from .version_edits import Sentence, Story


@dataclass(frozen=True)
class Quote:
    """Words of the old text. `truth`: where they stand in the new one, None where they do not stand there as they were.

    `untouched`: their sentence is as it was, and stands once in both texts. `repeated`: it stands there more times, or
    fewer, than it did.
    """

    span: Span
    truth: Span | None
    untouched: bool
    repeated: bool


def quotes(old: Story, new: Story, chance: random.Random, number: int) -> list[Quote]:
    before, after = old.places(), new.places()
    old_text, new_text = old.text(), new.text()
    home = {word: each for each in new.sentences for word in each.words}
    times = Counter(each.text for each in new.sentences), Counter(each.text for each in old.sentences)
    found = []
    for _ in range(number):
        each = chance.choice(old.sentences)
        first, last = stretch(each, chance)
        words = each.words[first:last]
        span = Span(before[words[0]].start, before[words[-1]].end)
        there = [after.get(word) for word in words]
        truth = None
        if all(there):
            whole = Span(there[0].start, there[-1].end)  # type: ignore[union-attr]
            if whole.of(new_text) == span.of(old_text):
                truth = whole
        if truth is None and times[0][each.text] == times[1][each.text] == 1:
            # Its copy stayed and it went: that is a move, and nobody could tell it from one.
            copy = next(other for other in new.sentences if other.text == each.text)
            truth = Span(after[copy.words[first]].start, after[copy.words[last - 1]].end)
        homes = {home[word] for word in words if word in home}
        same = len(homes) == 1 and next(iter(homes)).text == each.text
        repeated = times[0][each.text] > 0 and times[0][each.text] != times[1][each.text]
        alone = times[0][each.text] == times[1][each.text] == 1
        found.append(Quote(span, truth, bool(same and truth and alone), repeated))
    return found


def stretch(each: Sentence, chance: random.Random) -> tuple[int, int]:
    """First and one behind the last word of a quote: a whole sentence, a clause, or a few words."""
    size = len(each.words)
    kind = chance.random()
    if kind < 0.3 or size < 4:
        return 0, size
    if kind < 0.6:
        ends = [at + 1 for at, word in enumerate(each.words) if word.text.endswith((",", ";"))]
        if ends:
            end = chance.choice(ends)
            return (0, end) if chance.random() < 0.5 else (end, size)
    first = chance.randrange(size - 1)
    return first, min(size, first + chance.randint(1, 8))
