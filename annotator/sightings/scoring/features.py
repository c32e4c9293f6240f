"""What speaks for two statements being about one matter, and what against: each a number from 0 to 1.

The longer statement may say more than the shorter one; so how much of the shorter one is in the longer is asked as much
as the other way round, and of what is much longer no more than of what is twice as long.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from ...text.likeness import similarity
from .lexicon import LEAST_COSINE, UNKNOWN, VECTOR_SHARE, Lexicon, both, lexicon
from .prepared import CONTRASTS, Day, Figure, Prepared
from .terms import NO_ROLE, Term

# From here on two words say the same.
STRICT: Final = 0.8
# What a statement is thought to say besides its words, in weight: "Four were wounded" says too little to be known by.
PRIOR: Final = 6.0
# A statement that says more than so many times as much as the other is not asked for more: it is a sentence with a
# fact in it, and the other is that fact.
AT_LENGTH: Final = 2.0
_LEAST: Final = 0.1  # under which two words are no partners at all
# How alike the spellings of two names are at least, of which one is not known.
SPELLED: Final = 0.8
_LEFT_OUT: Final = 0.8  # a word of a name that the other statement gives without it
_MAY_BE_RELATED: Final = 0.15  # cosine under which the lexicon is not asked
_SPOKEN_OF: Final = 0.5  # from here on what one denies is said in the other
_OPPOSITE: Final = 0.6  # opposites are about one thing

NAMES: Final = (
    "shorter", "longer", "both", "strict", "topic", "order", "phrases", "names", "names apart", "rare apart", "verbs",
    "opposites", "denied", "contrast", "replaced names", "replaced", "roles", "swapped", "figures", "figures apart",
    "days", "days apart", "cosine", "wording", "entities", "places apart", "length",
)  # fmt: skip


class Pairing(NamedTuple):
    """The words of two statements side by side: which stands for which (term, term, how alike), and the features."""

    features: dict[str, float]
    shared: float  # weight of what both say
    words: tuple[tuple[Term, Term, float], ...]
    figures: tuple[tuple[Figure, Figure], ...]
    differing: tuple[tuple[Figure, Figure], ...]
    days: tuple[tuple[Day, Day], ...]
    opposites: tuple[tuple[Term, Term], ...]


def pair(a: Prepared, b: Prepared) -> Pairing:
    """Put two statements side by side. The order of the two makes no difference to the features."""
    if a.total > b.total or (a.total == b.total and a.wording > b.wording):
        a, b = b, a  # a is the shorter one
    partners, best_a, best_b, opposites = _align(a, b, lexicon())
    _complete_names(a, b, partners, best_a, best_b)
    strict = 0.0
    for i, _, value in partners:
        if value >= STRICT:
            strict += a.terms[i].weight * value
    shorter = sum([value * term.weight for value, term in zip(best_a, a.terms, strict=True)]) / (a.total + PRIOR)
    said = min(b.total, AT_LENGTH * a.total)
    longer = min(1.0, sum([value * term.weight for value, term in zip(best_b, b.terms, strict=True)]) / (said + PRIOR))
    figures, differing = _figures(a.figures, b.figures)
    days, days_apart = _days(a.days, b.days)
    same_role, swapped = _roles(a, b, partners)
    replaced_names, replaced = _replaced(a, b, partners)
    names_a, names_apart, rare_apart = _left_over(a, b, best_a, best_b)
    features = {
        "shorter": shorter,
        "longer": longer,
        "both": 2 * shorter * longer / (shorter + longer) if shorter + longer else 0.0,
        "strict": strict / (a.total + PRIOR),
        "topic": max(0.0, float(a.topic @ b.topic)),
        "order": _order(partners),
        "names": names_a,
        "names apart": names_apart,
        "rare apart": rare_apart,
        "verbs": _verbs(a, best_a),
        "opposites": min(1.0, len(opposites) / 2),
        "denied": float(_denied(a, best_a) != _denied(b, best_b)),
        "cosine": sum([a.terms[i].weight * b.terms[j].weight * value for i, j, value in partners])
        / (a.length * b.length),
        "wording": 2 * len(a.written & b.written) / max(1, len(a.written) + len(b.written)),
        "roles": same_role,
        "swapped": swapped,
        "figures": len(figures) / min(len(a.figures), len(b.figures)) if a.figures and b.figures else 0.0,
        "figures apart": float(bool(differing)),
        "days": float(bool(days)),
        "days apart": float(days_apart),
        "entities": len(a.entities & b.entities) / min(len(a.entities), len(b.entities))
        if a.entities and b.entities
        else 0.0,
        "places apart": float(bool(a.places and b.places and not a.places & b.places)),
        "length": min(1.0, len(a.terms) / 12),
        "contrast": float(_contrast(a.small, b.small)),
        "replaced names": replaced_names,
        "replaced": replaced,
        "phrases": _phrases(a, b, partners),
    }
    return Pairing(
        features,
        shorter * (a.total + PRIOR),
        tuple((a.terms[i], b.terms[j], value) for i, j, value in partners),
        tuple(figures),
        tuple(differing),
        tuple(days),
        tuple((a.terms[i], b.terms[j]) for i, j in opposites),
    )


def _align(
    a: Prepared, b: Prepared, known: Lexicon
) -> tuple[list[tuple[int, int, float]], list[float], list[float], list[tuple[int, int]]]:
    """Each word of a with at most one of b, the likest first; how alike each word's partner is; and the opposites."""
    best_a, best_b = [0.0] * len(a.terms), [0.0] * len(b.terms)
    partners: list[tuple[int, int, float]] = []
    opposites: list[tuple[int, int]] = []
    if not best_a or not best_b:
        return partners, best_a, best_b, opposites
    place = {key: j for j, key in enumerate(b.keys.tolist())}
    rest_a = []
    for i, key in enumerate(a.keys.tolist()):
        other = place.get(key)
        if other is None:
            rest_a.append(i)
        else:
            partners.append((i, other, 1.0))
            best_a[i] = best_b[other] = 1.0
    rest_b = [j for j, value in enumerate(best_b) if not value]
    if rest_a and rest_b:
        found = _alike(a, b, rest_a, rest_b, known)
        found.sort(reverse=True)
        for value, i, j, opposite in found:
            if best_a[i] or best_b[j]:
                continue
            best_a[i] = best_b[j] = value
            partners.append((i, j, value))
            if opposite:
                opposites.append((i, j))
    partners.sort()
    return partners, best_a, best_b, opposites


def _complete_names(
    a: Prepared, b: Prepared, partners: list[tuple[int, int, float]], best_a: list[float], best_b: list[float]
) -> None:
    """A name that one gives in full and the other by one of its words: what is left out is as good as said. Not where
    the other has a word in its place: "George Bush", "Laura Bush"."""
    if not any(a.joined) and not any(b.joined):
        return
    full: list[tuple[list[float], int]] = []
    for i, j, _ in partners:
        lone_a, lone_b = _lone(a, best_a, i), _lone(b, best_b, j)
        if bool(lone_a) != bool(lone_b):
            full += [(best_a, at) for at in lone_a] + [(best_b, at) for at in lone_b]
    for best, at in full:
        best[at] = _LEFT_OUT


def _lone(side: Prepared, best: list[float], at: int) -> list[int]:
    """The words of the name around a term that have no partner."""
    found = []
    low = at
    while side.joined[low]:
        low -= 1
        if not best[low]:
            found.append(low)
    high = at + 1
    while high < len(side.terms) and side.joined[high]:
        if not best[high]:
            found.append(high)
        high += 1
    return found


def _alike(
    a: Prepared, b: Prepared, rest_a: list[int], rest_b: list[int], known: Lexicon
) -> list[tuple[float, int, int, bool]]:
    """The pairs of words that are anything alike: how much, which, and whether they are opposites."""
    found: list[tuple[float, int, int, bool]] = []
    cosines = known.vectors[a.numbers[rest_a]] @ known.vectors[b.numbers[rest_b]].T
    rows, columns = np.nonzero(cosines > _MAY_BE_RELATED)
    related = known.related
    for r, c, cosine in zip(rows.tolist(), columns.tolist(), cosines[rows, columns].tolist(), strict=True):
        i, j = rest_a[r], rest_b[c]
        x, y = a.terms[i], b.terms[j]
        if UNKNOWN in {x.number, y.number}:
            continue
        value = related.get(both(x.number, y.number), 0.0)
        if value < 0:
            found.append((_OPPOSITE, i, j, True))
            continue
        if cosine > LEAST_COSINE and not x.name and not y.name:
            value = max(value, (cosine - LEAST_COSINE) * (VECTOR_SHARE / (1 - LEAST_COSINE)))
        if value > _LEAST:
            found.append((value, i, j, False))
    for i in rest_a:
        x = a.terms[i]
        if x.token is None:
            continue
        for j in rest_b:
            y = b.terms[j]
            if y.token is None:
                continue
            if UNKNOWN not in {x.number, y.number}:
                # Both are known as they are: only the consonants of a name may make them one ("Masri", "Masry").
                same = len(x.token.skeleton) > 2 and x.token.skeleton == y.token.skeleton and x.word[0] == y.word[0]
                value = SPELLED if same and x.name and y.name else 0.0
            else:
                value = similarity(x.token, y.token)
            if value >= SPELLED:
                found.append((value, i, j, False))
    return found


def _left_over(a: Prepared, b: Prepared, best_a: list[float], best_b: list[float]) -> tuple[float, float, float]:
    """Share of a's names that b has too; how much of both sides' names, and of their other words, has no partner."""
    total = shared = 0.0
    lone_a = lone_b = rare_a = rare_b = 0.0
    for term, value in zip(a.terms, best_a, strict=True):
        if term.name:
            total += term.weight
            lone_a += term.weight * (1 - value)
            shared += term.weight * value
        else:
            rare_a += term.weight * (1 - value)
    for term, value in zip(b.terms, best_b, strict=True):
        if term.name:
            lone_b += term.weight * (1 - value)
        else:
            rare_b += term.weight * (1 - value)
    names = shared / total if total else 0.0
    return names, min(1.0, min(lone_a, lone_b) / 12), min(1.0, min(rare_a, rare_b) / 20)


def _verbs(a: Prepared, best_a: list[float]) -> float:
    verbs = [(term.weight, value) for term, value in zip(a.terms, best_a, strict=True) if term.verb]
    total = sum([weight for weight, _ in verbs])
    return sum([weight * value for weight, value in verbs]) / total if total else 0.5


def _order(partners: list[tuple[int, int, float]]) -> float:
    """Share of neighbouring partners that stand in the same order in both."""
    if len(partners) < 2:
        return 0.5
    steps = [second[1] - first[1] for first, second in pairwise(partners)]
    return sum(0 < step <= 3 for step in steps) / len(steps)


def _denied(side: Prepared, best: list[float]) -> bool:
    """Whether it denies, an odd number of times, what the other one speaks of at all."""
    return sum(not each or any(best[i] > _SPOKEN_OF for i in each) for each in side.denials) % 2 == 1


def _contrast(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether one has a word of grammar and the other its opposite, each without the other's: before, after."""
    return any(
        (x in a and y in b) or (y in a and x in b) for x, y in CONTRASTS if len({x, y} & a) == len({x, y} & b) == 1
    )


def _replaced(a: Prepared, b: Prepared, partners: list[tuple[int, int, float]]) -> tuple[float, float]:
    """Where one word stands in the other's place, between words that both share: how many are names, how many not."""
    places = {i: j for i, j, _ in partners}
    places[-1], places[len(a.terms)] = -1, len(b.terms)
    names = others = 0
    for i, term in enumerate(a.terms):
        if i in places:
            continue
        j, k = places.get(i - 1), places.get(i + 1)
        if j is None or k is None or k - j != 2:
            continue
        if term.name and b.terms[j + 1].name:
            names += 1
        else:
            others += 1
    return min(1.0, names / 2), min(1.0, others / 2)


def _phrases(a: Prepared, b: Prepared, partners: list[tuple[int, int, float]]) -> float:
    """Share of a's neighbouring words that are neighbours in b, too."""
    if len(a.terms) < 2:
        return 0.0
    places = {i: j for i, j, _ in partners}
    near = sum([abs(places.get(i + 1, 99) - j) == 1 for i, j in places.items()])
    return near / (len(a.terms) - 1)


def _roles(a: Prepared, b: Prepared, partners: list[tuple[int, int, float]]) -> tuple[float, float]:
    """Share of partners that act in both or are acted on in both; and whether two have changed places."""
    same = other = 0
    for i, j, _ in partners:
        x, y = a.terms[i].role, b.terms[j].role
        if NO_ROLE not in {x, y}:
            if x == y:
                same += 1
            else:
                other += 1
    if not same + other:
        return 0.5, 0.0
    return same / (same + other), float(other >= 2 and not same)


def _figures(
    a: tuple[Figure, ...], b: tuple[Figure, ...]
) -> tuple[list[tuple[Figure, Figure]], list[tuple[Figure, Figure]]]:
    """Figures that are the same in both, and those that count the same thing and differ."""
    same: list[tuple[Figure, Figure]] = []
    free_b = list(b)
    left_a = []
    for x in a:
        fits = [y for y in free_b if _overlap(x, y)]
        if fits:
            best = max(fits, key=lambda y: (y.role == x.role, y.unit == x.unit))
            same.append((x, best))
            free_b.remove(best)
        else:
            left_a.append(x)
    apart = [(x, y) for x in left_a for y in free_b if _same_thing(x, y)]
    return same, apart


def _overlap(x: Figure, y: Figure) -> bool:
    if x.unit != y.unit and (x.unit in {"percent"} or y.unit in {"percent"}):
        return False
    return x.low <= y.high and y.low <= x.high


def _same_thing(x: Figure, y: Figure) -> bool:
    return bool((x.role and x.role == y.role) or (x.unit and x.unit == y.unit))


def _days(a: tuple[Day, ...], b: tuple[Day, ...]) -> tuple[list[tuple[Day, Day]], bool]:
    """Dates that may be the same, and whether the two have dates of which none may."""
    same = []
    compared = False
    for x in a:
        for y in b:
            if x.first and y.first and x.last and y.last:
                compared = True
                if x.first <= y.last and y.first <= x.last:
                    same.append((x, y))
            elif x.words and y.words:
                compared = True
                if x.words <= y.words or y.words <= x.words:
                    same.append((x, y))
    return same, compared and not same
