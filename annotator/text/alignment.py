"""Which sentences of a text and of its translation belong together: runs of sentences, in order, none crossed.

W. Gale and K. Church, "A Program for Aligning Sentences in Bilingual Corpora" (Computational Linguistics 19, 1993): a
sentence's translation is about as long as it. Where that leaves a choice, anchors decide: what both hold alike
(numbers, names). Time is linear in the number of sentences: only a band around the diagonal is looked at.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from annotator.text.spans import Span


class Pair(NamedTuple):
    """Sentences that belong together: of the source and of the translation, as indices and as stretches of each text.

    `source` or `target` is None where a sentence has nothing on the other side. Pairs come in text order, and together
    they hold every sentence of both texts once. `share`: 0..1, how many of its anchors both sides have; 0 without any.
    """

    sources: tuple[int, ...]
    targets: tuple[int, ...]
    source: Span | None
    target: Span | None
    share: float


# Shapes of a pair, (sentences of the source, of the translation), with what each costs: -log of how often it is one
# (Gale and Church, table 5).
_SHAPES: Final = (
    (1, 1, -math.log(0.89)), (1, 0, -math.log(0.005)), (0, 1, -math.log(0.005)), (2, 1, -math.log(0.0445)),
    (1, 2, -math.log(0.0445)), (2, 2, -math.log(0.011)), (3, 1, -math.log(0.005)), (1, 3, -math.log(0.005)),
)  # fmt: skip
_VARIANCE: Final = 2.5  # of a length, a character; 6.8 in their table of debates, 1.5 to 2.2 in news (PUD)
_BAND: Final = 24  # sentences to both sides of the diagonal
_ALONE: Final = 1.0  # on top of how rarely a sentence stands alone: its length tells nothing
_ANCHORED: Final = 6.0  # what all anchors in common are worth against lengths


def align(
    sources: Sequence[Span],
    targets: Sequence[Span],
    source_anchors: Sequence[frozenset[str]] = (),
    target_anchors: Sequence[frozenset[str]] = (),
) -> list[Pair]:
    """Pairs of two texts' sentences, in order. Spans are code points into their own text.

    `source_anchors`, `target_anchors`: for each sentence what it can be known by in the other language; as many as
    sentences, or none.
    """
    if not sources or not targets:
        return [
            *(Pair((i,), (), span, None, 0.0) for i, span in enumerate(sources)),
            *(Pair((), (i,), None, span, 0.0) for i, span in enumerate(targets)),
        ]
    lengths = [span.end - span.start for span in sources], [span.end - span.start for span in targets]
    anchors = list(source_anchors) or [frozenset()] * len(sources), list(target_anchors) or [frozenset()] * len(targets)
    ratio = sum(lengths[1]) / sum(lengths[0])
    found = [_path(lengths, anchors, ratio)]
    # Where something is missing on one side, the texts' lengths do not tell how long a translation is: the pairs do.
    for guess in [] if len(sources) == len(targets) else [ratio, ratio * len(sources) / len(targets)]:
        _, draft = _path(lengths, anchors, guess)
        alike = [(lengths[0][i], lengths[1][j]) for i, di, j, dj in draft if di == dj == 1]
        if len(alike) > 1:
            found.append(_path(lengths, anchors, sum(two for _, two in alike) / sum(one for one, _ in alike)))
    _, path = min(found[1:] or found)
    return [_pair(sources, targets, anchors, i, di, j, dj) for i, di, j, dj in path]


_Way = list[tuple[int, int, int, int]]
_Anchored = tuple[Sequence[frozenset[str]], Sequence[frozenset[str]]]


def _pair(  # noqa: PLR0917 - where a pair stands
    sources: Sequence[Span], targets: Sequence[Span], anchors: _Anchored, i: int, di: int, j: int, dj: int
) -> Pair:
    return Pair(
        tuple(range(i, i + di)),
        tuple(range(j, j + dj)),
        Span(sources[i].start, sources[i + di - 1].end) if di else None,
        Span(targets[j].start, targets[j + dj - 1].end) if dj else None,
        max(0.0, _common(anchors, i, di, j, dj)),
    )


def _path(lengths: tuple[list[int], list[int]], anchors: _Anchored, ratio: float) -> tuple[float, _Way]:
    """What the cheapest way through both texts costs, and the way: (first source, how many, first target, how many).

    `ratio`: characters of the translation for one of the source.
    """
    n, m = len(lengths[0]), len(lengths[1])
    best: list[dict[int, tuple[float, int, int]]] = [{} for _ in range(n + 1)]
    best[0][0] = (0.0, 0, 0)
    for i in range(n + 1):
        # One sentence against a thousand: the band is as wide as a step along the diagonal is long.
        for j in range(max(0, (i - 1) * m // n - _BAND), min(m, (i + 1) * m // n + _BAND) + 1):
            here = best[i].get(j)
            for di, dj, prior in _SHAPES:
                before = best[i - di].get(j - dj) if i >= di and j >= dj and (i or j) else None
                if before is None:
                    continue
                cost = before[0] + prior + _cost(lengths, anchors, ratio, i - di, di, j - dj, dj)
                if here is None or cost < here[0]:
                    here = best[i][j] = (cost, di, dj)
    found: list[tuple[int, int, int, int]] = []
    i, j = n, m
    while i or j:
        _, di, dj = best[i][j]
        i, j = i - di, j - dj
        found.append((i, di, j, dj))
    return best[n][m][0], found[::-1]


def _cost(  # noqa: PLR0917 - where a pair stands
    lengths: tuple[list[int], list[int]], anchors: _Anchored, ratio: float, i: int, di: int, j: int, dj: int
) -> float:
    """How unlikely it is that these sentences are each other's: by lengths, less what their anchors have in common."""
    one, other = sum(lengths[0][i : i + di]), sum(lengths[1][j : j + dj])
    if not di or not dj:
        return _ALONE
    mean = (one + other / ratio) / 2
    delta = abs(other - one * ratio) / math.sqrt(max(1.0, mean) * _VARIANCE * max(1.0, ratio))
    # The tail of the normal distribution, both sides; bounded, so that one odd length does not outweigh all else.
    tail = max(1e-9, math.erfc(delta / math.sqrt(2)))
    return min(-math.log(tail), 12.0) - _ANCHORED * _common(anchors, i, di, j, dj)


def _common(anchors: _Anchored, i: int, di: int, j: int, dj: int) -> float:
    """How much of their anchors both sides have in common (Dice), -0.2..1: none speaks against them."""
    one = anchors[0][i] if di == 1 else frozenset().union(*anchors[0][i : i + di])
    other = anchors[1][j] if dj == 1 else frozenset().union(*anchors[1][j : j + dj])
    if not one or not other:
        return 0.0
    common = len(one & other)
    return 2 * common / (len(one) + len(other)) if common else -0.2
