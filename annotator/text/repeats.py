"""Paragraphs that stand a second time: the headline, and the lead as sites repeat it below the copy.

A copy that differs in a number, a name or a "not" is no repetition: the difference is what a fact-checker looks for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from annotator.text.furniture import DATELINE
from annotator.text.lines import Block, block
from annotator.text.spans import ZoneKind

_MARKS: Final = "\"“”«»‘’'"
# What changes a statement as much as a figure does.
_COUNTING: Final = frozenset(
    "one two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand "
    "no not never none without neither nor".split()
)
_NAME: Final = re.compile(r"(?<=[a-z,;] )[A-ZÀ-Þ][\w’'-]+")  # not behind a stop, where any word has its capital
_LEADS: Final = 6  # paragraphs; a stamp, a summary or a deck that nobody knew for one may stand above the lead
_LONG: Final = re.compile(r"[^\W\d_]{4,}+")
_ALIKE: Final = 88  # of 100: two renderings of one sentence
_REWORDED: Final = 66  # … when the words of both are the same
_FEWEST: Final = 8  # long words
_SHARED: Final = 0.75  # of them
_SHORTEST: Final = 60  # characters of a copy that is not whole
_KEY: Final = 8  # characters by which a copy of any but the first lead begins like it


class _Lead(NamedTuple):
    """A paragraph that may stand again."""

    quote: str
    plain: str  # without its dateline, which copies lose
    digits: str


def plain(one: Block) -> str:
    """Lower case, single spaces, no quotation marks: to compare paragraphs by their words."""
    bare = one.flat
    for mark in _MARKS:
        if mark in bare:
            bare = bare.replace(mark, "")
    bare = bare.casefold().replace("...", "…")
    if "  " in bare:  # a mark stood alone
        bare = " ".join(bare.split())
    return bare.strip().rstrip(". ")


def mark_repeats(blocks: Sequence[Block], kinds: list[ZoneKind | None]) -> None:
    """The headline and the lead again, also when slightly changed or cut short; and what stands twice word for word.

    The lead is one of the first paragraphs: the first of all, or one that its copy begins like.
    """
    if "headline" in kinds:
        headline = blocks[kinds.index("headline")]
        for i, one in enumerate(blocks):
            short = kinds[i] is None and len(one.quote) <= len(headline.quote) + 4
            if short and plain(one) == plain(headline):
                kinds[i] = "headline"
    body = [i for i, kind in enumerate(kinds) if kind is None and blocks[i].word_count >= 8]
    if len(body) < 2:
        return
    first = _lead(blocks[body[0]])
    others: dict[str, int] = {}
    seen: set[str] = {first.quote}
    for n, i in enumerate(body[1:], 1):
        one = blocks[i]
        key = one.flat[:_KEY].casefold()
        if (
            one.quote in seen
            or (_may_repeat(one, first) and _is_again(first, one))
            or (key in others and _is_again(_lead(blocks[others[key]]), one))
        ):
            kinds[i] = "repeated-lead"
        elif n < _LEADS and one.word_count >= 12:
            others.setdefault(key, i)
            opened = DATELINE.match(one.quote)
            if opened:
                others.setdefault(one.flat[opened.end() :][:_KEY].casefold(), i)
        seen.add(one.quote)


def _lead(one: Block) -> _Lead:
    bare = plain(_behind_dateline(one))
    return _Lead(one.quote, bare, _digits(bare))


def _behind_dateline(one: Block) -> Block:
    opened = DATELINE.match(one.quote)
    return block(one.quote[opened.end() :]) if opened else one


def _digits(text: str) -> str:
    return "".join([digit for digit in "0123456789" if digit in text])


def _may_repeat(one: Block, lead: _Lead) -> bool:
    """Whether a paragraph may be the lead again: it begins like it, or is as long and holds the same digits.

    Most copy fails here, before its words are made plain.
    """
    first = one.flat[0]
    if not (first.isascii() and first.isalnum()) or first.lower() == lead.plain[:1] or one.flat[:4] == lead.quote[:4]:
        return True
    return (len(one.flat) >= 0.7 * len(lead.plain) or not one.flat.isascii()) and _digits(one.flat) == lead.digits


def _is_again(lead: _Lead, one: Block) -> bool:  # noqa: PLR0911 - one test a line
    if len(one.quote) > 2 * len(lead.quote) or len(lead.plain) > 2_000:
        return False
    copy = plain(_behind_dateline(one) if one.flat[:4] == lead.quote[:4] else one)
    if len(copy) < 30:
        return False
    cut = copy.rstrip("… ")
    whole = lead.plain
    is_part = len(cut) < 0.7 * len(whole)
    if whole.startswith(cut) and (cut != copy or len(cut) >= _SHORTEST):
        return True
    if is_part:
        if len(cut) < _SHORTEST or whole[:4] != cut[:4]:
            return False
        whole = whole[: len(cut)]  # the copy has fewer sentences, or was cut
    if len(cut) > 1.4 * len(whole):
        return False
    alike = fuzz.ratio(whole, cut, score_cutoff=_REWORDED)
    if alike < _ALIKE and (alike == 0 or not _is_reworded(lead.plain, cut)):
        return False
    is_part = is_part or not one.has_stop
    counts, others = figures(whole), figures(cut)
    if is_part and abs(len(counts) - len(others)) == 1:
        # What was added or left out moves the edge, and a figure over it.
        shorter = min(len(counts), len(others))
        counts, others = counts[:shorter], others[:shorter]
    return counts == others and not _is_of_others(lead.quote, one.quote)


def _is_reworded(lead: str, copy: str) -> bool:
    """Whether nearly all long words of a copy stand in the lead, and nearly all of its beginning in the copy."""
    right = stems(copy)
    left = stems(lead[: len(copy)])
    return (
        min(len(left), len(right)) >= _FEWEST
        and len(right & stems(lead)) >= _SHARED * len(right)
        and len(left & right) >= _SHARED * len(left)
    )


def stems(text: str) -> frozenset[str]:
    """The beginnings of the long words of a text."""
    return frozenset([word[:5].casefold() for word in _LONG.findall(text)])


def figures(text: str) -> list[str]:
    """The figures of a text, its words of number and of denial, in order."""
    found = [word.strip(".,;:()%$€£") for word in text.split()]
    return [word for word in found if word in _COUNTING or any(map(str.isdigit, word))]


def _is_of_others(lead: str, copy: str) -> bool:
    """Whether each of two paragraphs names somebody whom the other does not name, in no spelling."""
    return _has_new_name(lead, copy) and _has_new_name(copy, lead[: len(copy) + 20])


def _has_new_name(one: str, other: str) -> bool:
    names = {name for name in _NAME.findall(one) if name not in other}
    return any(all(fuzz.ratio(name, known) < 60 for known in _NAME.findall(other)) for name in names)
