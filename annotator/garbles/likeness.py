"""Whether two spellings are of one name, and where they differ."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import Levenshtein

from annotator.garbles import written
from annotator.text import names, skeleton
from annotator.text.skeleton import Token

# Two words of one entity's known names that are this like each other are one word spelled in two ways.
ONE_WORD: Final = 0.6
NEAR: Final = 0.7
_AMERICAN: Final = {
    "programme": "program", "programmes": "programs", "labour": "labor", "defence": "defense", "centre": "center",
    "centres": "centers", "harbour": "harbor", "theatre": "theater", "honour": "honor",
}  # fmt: skip
# Regions and their peoples, whose names are each other's but for an ending.
_SIDES: Final = frozenset(
    "north south east west northern southern eastern western central middle southeast southwest northeast northwest "
    "latin sub inner equatorial".split()
)
_REGIONS: Final = frozenset(
    f"{region}{ending}"
    for region in (
        "africa",
        "asia",
        "america",
        "europea",
        "korea",
        "europe",
        "eurasia",
        "saharan",
        "yemeni",
        "caucasia",
    )
    for ending in ("", "n", "ns", "s")
)
# French and Italian write a k so: "Boubacar". Turkish has a j in its place ("Cavad"): words are looked at in both ways.
_HARD_C: Final = re.compile("c(?=[aou])")


@lru_cache(maxsize=1 << 14)
def bones(word: str) -> frozenset[str]:
    """The consonants of a folded word: once, or twice where it has a "c" that may be a k."""
    plain = skeleton.skeleton(word)
    return frozenset((plain, skeleton.skeleton(_HARD_C.sub("k", word)))) if "c" in word else frozenset((plain,))


def same_consonants(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return len(a) == len(b) and all(not bones(x).isdisjoint(bones(y)) for x, y in zip(a, b, strict=True))


def near(a: str, b: str, least: float = NEAR) -> bool:
    """Whether two surnames with the same consonants are spelled alike but not the same, and not by ending only."""
    if a.rstrip("s") == b.rstrip("s") or min(len(a), len(b)) < 4:
        return False
    return Levenshtein.normalized_similarity(a, b) >= least


def _plain(word: str) -> str:
    """Without a plural s and the British spelling."""
    return word.rstrip("s").replace("isation", "ization")


def spelled_apart(a: str, b: str) -> bool:
    """Whether two names have a word in common that they spell apart, and no English one: no acronym, no translation."""
    pairs = names.align(skeleton.tokens(a), skeleton.tokens(b)).pairs
    first, second = skeleton.tokens(a), skeleton.tokens(b)
    apart = [(first[i], second[j]) for i, j, value in pairs if value >= ONE_WORD]
    if any(written.is_english(x.text) and written.is_english(y.text) for x, y in apart if x.text != y.text):
        return False
    return any(
        _plain(x.text) != _plain(y.text) and not (x.native or y.native) and min(len(x.text), len(y.text)) > 2
        for x, y in apart
    )


def american(word: str) -> str:
    """As America spells it: "programme" and "program" are one word."""
    return _AMERICAN.get(word, word).replace("isation", "ization")


def same_word(asked: tuple[Token, ...], i: int, right: str, *, plural: bool) -> bool:
    """Whether a word is the known one; the last may be its singular or `plural` ("Revolutionary Guard")."""
    word, right = american(asked[i].text), american(right)
    return word == right or (plural and i == len(asked) - 1 and word.removesuffix("s") == right.removesuffix("s"))


def generic(a: str, b: str) -> bool:
    """Whether two words are the same English word: it tells little about whose name this is."""
    return a == b and written.is_english(a)


def is_region(first: str, second: str) -> bool:
    """Whether two folded words name a part of the world or its people: "West African" is no garble of West Africa."""
    return first in _SIDES and second in _REGIONS
