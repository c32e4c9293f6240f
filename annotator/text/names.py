"""How alike two names are, with the parts of the score shown.

Edit distance alone cannot tell that "al-Hussein al-Sabi" stands for al-Hashd al-Shaabi: words are first put side by side
by their skeletons (`skeleton.py`), then each pair is scored by skeleton and by spelling.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz.distance import JaroWinkler, Levenshtein

from annotator.text import skeleton
from annotator.text.skeleton import Token

# Share of the skeleton in a pair's score; spelling has the rest. Found on the sanctions lists (benchmarks/names.py).
SKELETON_SHARE: Final = 0.55
# A word of the longer name without a partner costs this much of its weight; a word of the shorter name all of it.
UNMATCHED_LONGER: Final = 0.35
# Below this two words are not partners: "Badr" and "Sadr" score 0.72, "Erbil" and "Basra" 0.30.
PARTNERS: Final = 0.45
# Equal skeletons in two scripts prove less than equal spellings: vowels are unseen.
CROSS_SCRIPT: Final = 0.9
# Names of more words than this are compared by their first ones: alignment is quadratic.
MOST_WORDS: Final = 12


@dataclass(frozen=True, slots=True)
class NameScore:
    """`score` 0..1 and its parts, each 0..1: "skeleton", "spelling", "coverage", and "type" and "context" where known."""

    score: float
    parts: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which word of one name stands for which of the other: (index, index, similarity), best first."""

    pairs: tuple[tuple[int, int, float], ...]
    skeleton: float
    spelling: float
    coverage: float
    score: float


def compare(
    a: str,
    b: str,
    *,
    weight: Callable[[str], float] | None = None,
    same_type: bool | None = None,
    context: float | None = None,
) -> NameScore:
    """How alike two names are.

    `weight` gives a skeleton's weight (rare words count more), `same_type` whether both are known to be of one kind,
    `context` how far the words around the mention are those of the entity (0..1).
    """
    return combine(align(skeleton.tokens(a), skeleton.tokens(b), weight), same_type=same_type, context=context)


def combine(aligned: Alignment, *, same_type: bool | None = None, context: float | None = None) -> NameScore:
    """The score with type and context: shared context closes up to 35 % of the gap to 1, another type costs 15 %."""
    score = aligned.score
    parts = {"skeleton": aligned.skeleton, "spelling": aligned.spelling, "coverage": aligned.coverage}
    if context is not None:
        parts["context"] = context
        score += (1 - score) * 0.35 * context
    if same_type is not None:
        parts["type"] = 1.0 if same_type else 0.0
        score *= 1.0 if same_type else 0.85
    return NameScore(round(score, 4), {name: round(value, 4) for name, value in parts.items()})


def align(a: Sequence[Token], b: Sequence[Token], weight: Callable[[str], float] | None = None) -> Alignment:
    """Put the words of two names side by side, the likest pair first, whatever their order."""
    a, b = a[:MOST_WORDS], b[:MOST_WORDS]
    if not a or not b:
        return Alignment((), 0.0, 0.0, 0.0, 0.0)
    scored = [(similarity(x, y), i, j) for i, x in enumerate(a) for j, y in enumerate(b)]
    scored.sort(key=lambda item: (-item[0], abs(item[1] - item[2])))
    pairs: list[tuple[int, int, float]] = []
    used_a: set[int] = set()
    used_b: set[int] = set()
    for value, i, j in scored:
        if value < PARTNERS:
            break
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            pairs.append((i, j, value))
    return _score(a, b, pairs, weight or _even)


def _even(_: str) -> float:
    return 1.0


def _score(
    a: Sequence[Token], b: Sequence[Token], pairs: list[tuple[int, int, float]], weight: Callable[[str], float]
) -> Alignment:
    weights_a = [weight(token.skeleton) for token in a]
    weights_b = [weight(token.skeleton) for token in b]
    total_a, total_b = sum(weights_a), sum(weights_b)
    shorter, longer = (total_a, total_b) if len(a) <= len(b) else (total_b, total_a)
    own = [(weights_a[i] + weights_b[j]) / 2 for i, j, _ in pairs]
    aligned = sum(own)
    matched = sum(w * value for w, (_, _, value) in zip(own, pairs, strict=True))
    left_shorter, left_longer = max(0.0, shorter - aligned), max(0.0, longer - aligned)
    score = matched / (aligned + left_shorter + UNMATCHED_LONGER * left_longer) if aligned else 0.0
    joined = _joined(a, b) if len(a) != len(b) or not pairs else 0.0
    bones = sum(w * _bones(a[i], b[j]) for w, (i, j, _) in zip(own, pairs, strict=True))
    spelling = sum(w * _spelling(a[i].text, b[j].text) for w, (i, j, _) in zip(own, pairs, strict=True))
    return Alignment(
        tuple(pairs),
        bones / aligned if aligned else 0.0,
        spelling / aligned if aligned else 0.0,
        2 * aligned / (total_a + total_b),
        max(score, joined),
    )


def _joined(a: Sequence[Token], b: Sequence[Token]) -> float:
    """The names without spaces: "Nasr Allah" and "Nasrallah". Only near equality counts."""
    if a[0].native or b[0].native:
        return 0.0
    first, second = "".join(token.text for token in a), "".join(token.text for token in b)
    value = float(Levenshtein.normalized_similarity(first, second, score_cutoff=0.85))
    return 0.97 * value


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
    return share * bones + (1 - share) * _spelling(x.text, y.text)


def _bones(x: Token, y: Token) -> float:
    fine = Levenshtein.normalized_similarity(x.skeleton, y.skeleton)
    if fine == 1.0:
        return 1.0
    return float(max(fine, 0.85 * Levenshtein.normalized_similarity(x.coarse, y.coarse)))


def _spelling(x: str, y: str) -> float:
    return float((Levenshtein.normalized_similarity(x, y) + JaroWinkler.normalized_similarity(x, y)) / 2)
