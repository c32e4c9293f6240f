"""How far one name may be a garble of another, with the parts of the score shown.

Edit distance alone cannot tell that "al-Hussein al-Sabi" stands for al-Hashd al-Shaabi: words are first put side by
side by their skeletons (`skeleton.py`), then each pair is scored by skeleton and by spelling. Whether two spellings
are the same name is another question: identity.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from rapidfuzz.distance import Levenshtein

from annotator.text import identity, skeleton
from annotator.text.likeness import Alignment, joined, similarity, spelling_alike
from annotator.text.skeleton import Token

__all__ = [
    "Alignment",
    "NameScore",
    "align",
    "combine",
    "compare",
    "garble_scores",
    "joined",
    "least",
    "similarity",
    "spelled_alike",
    "weigh",
]

# A word of the longer name without a partner costs this much of its weight; a word of the shorter name all of it.
UNMATCHED_LONGER: Final = 0.35
# Below this two words are not partners: "Badr" and "Sadr" score 0.72, "Erbil" and "Basra" 0.30.
PARTNERS: Final = 0.45
# Each word of a garbled name is at least this like the word it stands for.
GARBLED: Final = 0.5
# A word alone that is spelled less like a known one is not a garble of it.
SPELLED_ALIKE: Final = 0.75
# One that is not even so like it in its letters alone cannot be: the other half of the likeness is 1 at most.
HALF_ALIKE: Final = 2 * SPELLED_ALIKE - 1.001
# Two names that both say "al-… al-…" are a little liker than their words.
SAME_ARTICLE: Final = 0.12
# How far shared context closes the gap to 1.
SHARED: Final = 0.35
# Names of more words than this are compared by their first ones: alignment is quadratic.
MOST_WORDS: Final = 12
# Words whose likeness to one word is kept.
MOST_COMPARED: Final = 1 << 10
_EVEN: Final[Mapping[str, float]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class NameScore:
    """`score` 0..1 and its parts, each 0..1: those of `Alignment.parts`; "type" and "context" where known."""

    score: float
    parts: dict[str, float] = field(default_factory=dict)


def compare(
    a: str,
    b: str,
    *,
    weights: Mapping[str, float] = _EVEN,
    same_type: bool | None = None,
    context: float | None = None,
) -> NameScore:
    """How sure it is that two names are one's (identity.py): at 0.8 and above they are taken for the same.

    `weights` has weights by skeleton, 1 for those it lacks (rare words count more); `same_type`: both are of one kind;
    `context` how far the words around the mention are those of the entity (0..1).
    """
    found = identity.same(identity.read(skeleton.tokens(a)), identity.read(skeleton.tokens(b)), weights)
    if found.score < 1 and (folded := skeleton.fold(a)) and folded == skeleton.fold(b):
        found = found._replace(score=1.0)
    return combine(found, same_type=same_type, context=context)


def combine(aligned: Alignment, *, same_type: bool | None = None, context: float | None = None) -> NameScore:
    """The score with type and context, and its parts."""
    parts = dict(_parts(aligned))
    if context is not None:
        parts["context"] = round(context, 4)
    if same_type is not None:
        parts["type"] = 1.0 if same_type else 0.0
    return NameScore(round(weigh(aligned.score, same_type=same_type, context=context), 4), parts)


@lru_cache(maxsize=1 << 12)
def _parts(aligned: Alignment) -> dict[str, float]:
    """Its parts, kept: a garbled name comes back in every article of a feed, with other words around."""
    return aligned.parts()


def weigh(score: float, *, same_type: bool | None = None, context: float | None = None) -> float:
    """Shared context closes up to `SHARED` of the gap to 1, another type costs 15 %."""
    if context is not None:
        score += (1 - score) * SHARED * context
    return score * 0.85 if same_type is False else score


@lru_cache(maxsize=64)
def least(score: float, *, context: float) -> float:
    """The score that `weigh` lifts to this one where so much of the context is shared."""
    return (score - SHARED * context) / (1 - SHARED * context)


def align(a: Sequence[Token], b: Sequence[Token], weights: Mapping[str, float] = _EVEN) -> Alignment:
    """Put the words of two names side by side, the likest pair first, whatever their order."""
    a, b = a[:MOST_WORDS], b[:MOST_WORDS]
    if not a or not b:
        return Alignment(a, b, (), 0.0)
    pairs = _paired([[similarity(x, y) for y in b] for x in a])
    return Alignment(a, b, tuple(pairs), _score(a, b, pairs, weights))


def garble_scores(
    asked: Sequence[Token], spellings: Iterable[Sequence[Token]], weights: Mapping[str, float], at_least: float
) -> list[float]:
    """The score of `align` for each spelling that a name may be a garble of, 0 for all others.

    Each word of the name is like enough to one of the spelling, and the score may reach `at_least`. All have words.
    """
    tables = [_likeness_to(token) for token in asked]
    return [_garble_score(asked, tables, spelling, weights, at_least) for spelling in spellings]


def _garble_score(
    a: Sequence[Token],
    tables: Sequence[_LikenessTo],
    b: Sequence[Token],
    weights: Mapping[str, float],
    at_least: float,
) -> float:
    rows = []
    likest = 0.0
    for table in tables:
        row = [table[y] for y in b]
        own = max(row)
        if own < GARBLED:
            return 0.0  # most
        likest = own if own > likest else likest
        rows.append(row)
    # No score is above that of the likest pair, but for the articles and for names torn apart.
    if likest + (1 - likest) * SAME_ARTICLE < at_least and (len(a) == len(b) or joined(a, b) < at_least):
        return 0.0
    rows = [row[:MOST_WORDS] for row in rows[:MOST_WORDS]]
    return _score(a[:MOST_WORDS], b[:MOST_WORDS], _paired(rows), weights)


class _LikenessTo(dict[Token, float]):
    """How like each of the words that one word was compared with is to it."""

    def __init__(self, token: Token) -> None:
        self._token = token

    def __missing__(self, known: Token) -> float:
        if len(self) >= MOST_COMPARED:
            self.clear()
        return self.setdefault(known, similarity.__wrapped__(self._token, known))


@lru_cache(maxsize=1 << 11)
def _likeness_to(token: Token) -> _LikenessTo:
    """Its table: given names come back in every article, with other surnames."""
    return _LikenessTo(token)


def _paired(rows: Sequence[Sequence[float]]) -> list[tuple[int, int, float]]:
    """The pairs of words by their likeness: a row for each word of the one name, with all of the other."""
    scored = [
        (-value, i - j if i > j else j - i, i, j)
        for i, row in enumerate(rows)
        for j, value in enumerate(row)
        if value >= PARTNERS
    ]
    if not scored:
        return []
    scored.sort()
    value, _, i, j = scored[0]
    pairs = [(i, j, -value)]
    free_a, free_b = [True] * len(rows), [True] * len(rows[0])
    free_a[i] = free_b[j] = False
    for value, _, i, j in scored:
        if free_a[i] and free_b[j]:
            free_a[i] = free_b[j] = False
            pairs.append((i, j, -value))
    return pairs


def spelled_alike(x: str, y: str) -> bool:
    """Whether two words' spellings are at least `SPELLED_ALIKE`; nearly all words fail at the first half of it."""
    distant = Levenshtein.normalized_similarity(x, y, score_cutoff=HALF_ALIKE) == 0.0
    return not distant and spelling_alike(x, y) >= SPELLED_ALIKE - 0.001


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
    more = len(a) - len(b)
    shorter, longer = (left_a, left_b) if more <= 0 else (left_b, left_a)
    shorter = shorter if shorter > 0.0 else 0.0
    longer = longer if longer > 0.0 else 0.0
    likeness = matched / (paired + shorter + UNMATCHED_LONGER * longer)
    likeness = likeness if likeness < 1.0 else 1.0
    likeness += (1 - likeness) * SAME_ARTICLE * articles / paired
    return max(likeness, joined(a, b)) if more else likeness
