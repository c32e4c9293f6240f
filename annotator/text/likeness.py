"""How alike two words of names are, by consonants and by letters: what `names` and `identity` are made of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz.distance import JaroWinkler, Levenshtein

from annotator.text.skeleton import Token

# Share of the skeleton in a pair's score; spelling has the rest. Found on the sanctions lists (benchmarks/names.py).
SKELETON_SHARE: Final = 0.55
_same_letters: Final = Levenshtein.normalized_similarity
_jaro: Final = JaroWinkler.normalized_similarity
# Equal skeletons in two scripts prove less than equal spellings: vowels are unseen.
CROSS_SCRIPT: Final = 0.9


class Alignment(NamedTuple):
    """Which word of one name stands for which of the other: (index, index, similarity), best first; and the score.

    A tuple: one is made for each known spelling that a name is compared with.
    """

    a: Sequence[Token]
    b: Sequence[Token]
    pairs: tuple[tuple[int, int, float], ...]
    score: float

    def parts(self) -> dict[str, float]:
        """The parts that make the score, each 0..1.

        "skeleton" and "spelling": of the words that are paired; "coverage": share of all words that are; "agreement":
        share of words that do not stand against another one.
        """
        if not self.pairs:
            return {"skeleton": 0.0, "spelling": 0.0, "coverage": 0.0, "agreement": 0.0}
        couples = [(self.a[i], self.b[j]) for i, j, _ in self.pairs]
        paired, a, b = len(couples), len(self.a), len(self.b)
        return {
            "skeleton": round(sum([bones_alike(x, y) for x, y in couples]) / paired, 4),
            "spelling": round(sum([spelling_alike(x.text, y.text) for x, y in couples]) / paired, 4),
            "coverage": round(2 * paired / (a + b), 4),
            "agreement": round(paired / max(paired, min(a, b)), 4),
        }


@lru_cache(maxsize=1 << 17)
def similarity(x: Token, y: Token) -> float:
    """How alike two words are, 0..1. A word from another script has no spelling to compare, only its skeleton."""
    a, b = x.text, y.text
    if a == b:
        return 1.0
    # The words of `bones_alike`: each new name of a text comes here with some dozens of known words.
    bones_a, bones_b = x.skeleton, y.skeleton
    if bones_a == bones_b:
        bones = 1.0
    else:
        bones = _same_letters(bones_a, bones_b)
        rough = 0.85 * _same_letters(x.coarse, y.coarse)
        bones = bones if bones > rough else rough
    if x.native or y.native:
        return CROSS_SCRIPT * bones
    if len(a) == 1 or len(b) == 1:  # an initial
        return 0.6 if a[0] == b[0] else 0.0
    # One consonant says little: "Ali", "Ela" and "Wali" all have the skeleton of l.
    if len(bones_a) > 1 and len(bones_b) > 1:
        # Without a consonant in common it is less than partners need, whatever the spelling.
        return (
            SKELETON_SHARE * bones + (1 - SKELETON_SHARE) * ((_same_letters(a, b) + _jaro(a, b)) / 2) if bones else 0.0
        )
    share = SKELETON_SHARE / 2
    return share * bones + (1 - share) * ((_same_letters(a, b) + _jaro(a, b)) / 2)


def bones_alike(x: Token, y: Token) -> float:
    """How alike two words' consonants are, 0..1: equal, nearly, or only when folded coarsely."""
    if x.skeleton == y.skeleton:
        return 1.0
    fine = float(Levenshtein.normalized_similarity(x.skeleton, y.skeleton))
    rough = 0.85 * float(Levenshtein.normalized_similarity(x.coarse, y.coarse))
    return fine if fine > rough else rough


def spelling_alike(x: str, y: str) -> float:
    """How alike two folded words are in their letters, 0..1."""
    return float((Levenshtein.normalized_similarity(x, y) + JaroWinkler.normalized_similarity(x, y)) / 2)


def joined(a: Sequence[Token], b: Sequence[Token]) -> float:
    """The names without spaces: "Nasr Allah" and "Nasrallah". Only near equality counts."""
    if a[0].native or b[0].native:
        return 0.0
    first, second = "".join([token.text for token in a]), "".join([token.text for token in b])
    value = float(Levenshtein.normalized_similarity(first, second, score_cutoff=0.85))
    return 0.97 * value
