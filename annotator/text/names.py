"""How alike two names are, with the parts of the score shown.

Edit distance alone cannot tell that "al-Hussein al-Sabi" stands for al-Hashd al-Shaabi: words are first put side by
side by their skeletons (`skeleton.py`), then each pair is scored by skeleton and by spelling.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from rapidfuzz.distance import JaroWinkler, Levenshtein

from annotator.text import skeleton
from annotator.text.skeleton import Token

# Share of the skeleton in a pair's score; spelling has the rest. Found on the sanctions lists (benchmarks/names.py).
SKELETON_SHARE: Final = 0.55
# A word of the longer name without a partner costs this much of its weight; a word of the shorter name all of it.
UNMATCHED_LONGER: Final = 0.35
# Below this two words are not partners: "Badr" and "Sadr" score 0.72, "Erbil" and "Basra" 0.30.
PARTNERS: Final = 0.45
# A word alone that is spelled less like a known one is not a garble of it.
SPELLED_ALIKE: Final = 0.75
# One that is not even so like it in its letters alone cannot be: the other half of the likeness is 1 at most.
HALF_ALIKE: Final = 2 * SPELLED_ALIKE - 1.001
# Equal skeletons in two scripts prove less than equal spellings: vowels are unseen.
CROSS_SCRIPT: Final = 0.9
# Two names that both say "al-… al-…" are a little liker than their words.
SAME_ARTICLE: Final = 0.12
# Names of more words than this are compared by their first ones: alignment is quadratic.
MOST_WORDS: Final = 12
_EVEN: Final[Mapping[str, float]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class NameScore:
    """`score` 0..1 and its parts, each 0..1: "skeleton", "spelling", "coverage"; "type" and "context" where known."""

    score: float
    parts: dict[str, float] = field(default_factory=dict)


class Alignment(NamedTuple):
    """Which word of one name stands for which of the other: (index, index, similarity), best first; and the score.

    A tuple: one is made for each known spelling that a name is compared with.
    """

    a: Sequence[Token]
    b: Sequence[Token]
    pairs: tuple[tuple[int, int, float], ...]
    score: float

    def parts(self) -> dict[str, float]:
        """The parts that make the score, each 0..1: "skeleton", "spelling", "coverage" (share of words paired)."""
        if not self.pairs:
            return {"skeleton": 0.0, "spelling": 0.0, "coverage": 0.0}
        couples = [(self.a[i], self.b[j]) for i, j, _ in self.pairs]
        return {
            "skeleton": round(sum(_bones(x, y) for x, y in couples) / len(couples), 4),
            "spelling": round(sum(_spelling(x.text, y.text) for x, y in couples) / len(couples), 4),
            "coverage": round(2 * len(couples) / (len(self.a) + len(self.b)), 4),
        }


def compare(
    a: str,
    b: str,
    *,
    weights: Mapping[str, float] = _EVEN,
    same_type: bool | None = None,
    context: float | None = None,
) -> NameScore:
    """How alike two names are.

    `weights` has weights by skeleton, 1 for those it lacks (rare words count more); `same_type`: both are of one kind;
    `context` how far the words around the mention are those of the entity (0..1).
    """
    return combine(align(skeleton.tokens(a), skeleton.tokens(b), weights), same_type=same_type, context=context)


def combine(aligned: Alignment, *, same_type: bool | None = None, context: float | None = None) -> NameScore:
    """The score with type and context, and its parts."""
    parts = aligned.parts()
    if context is not None:
        parts["context"] = round(context, 4)
    if same_type is not None:
        parts["type"] = 1.0 if same_type else 0.0
    return NameScore(round(weigh(aligned.score, same_type=same_type, context=context), 4), parts)


def weigh(score: float, *, same_type: bool | None = None, context: float | None = None) -> float:
    """Shared context closes up to 35 % of the gap to 1, another type costs 15 %."""
    if context is not None:
        score += (1 - score) * 0.35 * context
    return score * 0.85 if same_type is False else score


def align(a: Sequence[Token], b: Sequence[Token], weights: Mapping[str, float] = _EVEN) -> Alignment:
    """Put the words of two names side by side, the likest pair first, whatever their order."""
    a, b = a[:MOST_WORDS], b[:MOST_WORDS]
    if not a or not b:
        return Alignment(a, b, (), 0.0)
    scored = []
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            value = similarity(x, y)
            if value >= PARTNERS:
                scored.append((-value, abs(i - j), i, j))
    pairs: list[tuple[int, int, float]] = []
    if len(scored) == 1:
        value, _, i, j = scored[0]
        pairs.append((i, j, -value))
    elif scored:
        scored.sort()
        free_a, free_b = [True] * len(a), [True] * len(b)
        for value, _, i, j in scored:
            if free_a[i] and free_b[j]:
                free_a[i] = free_b[j] = False
                pairs.append((i, j, -value))
    return Alignment(a, b, tuple(pairs), _score(a, b, pairs, weights))


def spelled_alike(x: str, y: str) -> bool:
    """Whether two words' spellings are at least `SPELLED_ALIKE`; nearly all words fail at the first half of it."""
    distant = Levenshtein.normalized_similarity(x, y, score_cutoff=HALF_ALIKE) == 0.0
    return not distant and _spelling(x, y) >= SPELLED_ALIKE - 0.001


def pairs_all(a: Sequence[Token], b: Sequence[Token]) -> bool:
    """Whether each word of the first name has a partner in the second: less work than `align`, for a quick no."""
    for x in a:
        for y in b:
            if similarity(x, y) >= PARTNERS:
                break
        else:
            return False
    return True


def _score(
    a: Sequence[Token], b: Sequence[Token], pairs: list[tuple[int, int, float]], weights: Mapping[str, float]
) -> float:
    if not pairs:
        return joined(a, b)
    own_a = [weights.get(token.skeleton, 1.0) for token in a]
    own_b = [weights.get(token.skeleton, 1.0) for token in b]
    left_a, left_b = sum(own_a), sum(own_b)
    paired = matched = articles = 0.0
    for i, j, value in pairs:
        own = (own_a[i] + own_b[j]) / 2
        left_a -= own_a[i]
        left_b -= own_b[j]
        paired += own
        matched += own * value
        if a[i].article and b[j].article:
            articles += own
    shorter, longer = (left_a, left_b) if len(a) <= len(b) else (left_b, left_a)
    score = min(1.0, matched / (paired + max(0.0, shorter) + UNMATCHED_LONGER * max(0.0, longer)))
    score += (1 - score) * SAME_ARTICLE * articles / paired
    return score if len(a) == len(b) else max(score, joined(a, b))


def joined(a: Sequence[Token], b: Sequence[Token]) -> float:
    """The names without spaces: "Nasr Allah" and "Nasrallah". Only near equality counts."""
    if a[0].native or b[0].native:
        return 0.0
    first, second = "".join(token.text for token in a), "".join(token.text for token in b)
    value = float(Levenshtein.normalized_similarity(first, second, score_cutoff=0.85))
    return 0.97 * value


@lru_cache(maxsize=1 << 17)
def similarity(x: Token, y: Token) -> float:
    """How alike two words are, 0..1. A word from another script has no spelling to compare, only its skeleton."""
    if x.text == y.text:
        return 1.0
    bones = _bones(x, y)
    if x.native or y.native:
        return CROSS_SCRIPT * bones
    if len(x.text) == 1 or len(y.text) == 1:  # an initial
        return 0.6 if x.text[0] == y.text[0] else 0.0
    # One consonant says little: "Ali", "Ela" and "Wali" all have the skeleton of l.
    share = SKELETON_SHARE if min(len(x.skeleton), len(y.skeleton)) > 1 else SKELETON_SHARE / 2
    if not bones and share == SKELETON_SHARE:
        return 0.0  # less than partners need, whatever the spelling
    return share * bones + (1 - share) * _spelling(x.text, y.text)


def _bones(x: Token, y: Token) -> float:
    fine = Levenshtein.normalized_similarity(x.skeleton, y.skeleton)
    if fine == 1.0:
        return 1.0
    return float(max(fine, 0.85 * Levenshtein.normalized_similarity(x.coarse, y.coarse)))


def _spelling(x: str, y: str) -> float:
    return float((Levenshtein.normalized_similarity(x, y) + JaroWinkler.normalized_similarity(x, y)) / 2)
