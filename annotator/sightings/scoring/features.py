"""What speaks for two statements being about one matter, and what against: each a number from 0 to 1.

The longer statement may say more than the shorter one; so most is asked of how much of the shorter one is in the longer.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
from rapidfuzz.distance import Levenshtein

from ...text.likeness import similarity
from .lexicon import UNKNOWN, Lexicon, by_vector, lexicon
from .prepared import Day, Figure, Prepared
from .terms import NO_ROLE, Term

# From here on two words are partners.
PARTNERS: Final = 0.6
# How alike the spellings of two names are at least, of which one is not known.
SPELLED: Final = 0.8
_MAY_BE_RELATED: Final = 0.15  # cosine under which the lexicon is not asked
_OPPOSITE: Final = 0.6  # opposites are about one thing

NAMES: Final = (
    "shorter", "longer", "both", "exact", "order", "names", "names apart", "rare apart", "verbs", "opposites", "denied",
    "roles", "swapped", "figures", "figures apart", "days", "days apart", "entities", "places apart", "length", "spelling",
)  # fmt: skip


class Pairing(NamedTuple):
    """The words of two statements side by side: which stands for which (term, term, how alike), and the features."""

    features: dict[str, float]
    words: tuple[tuple[Term, Term, float], ...]
    figures: tuple[tuple[Figure, Figure], ...]
    differing: tuple[tuple[Figure, Figure], ...]
    days: tuple[tuple[Day, Day], ...]
    opposites: tuple[tuple[Term, Term], ...]


def pair(a: Prepared, b: Prepared) -> Pairing:
    """Put two statements side by side. The order of the two makes no difference to the features."""
    if a.total > b.total or (a.total == b.total and a.wording > b.wording):
        a, b = b, a  # a is the shorter one
    known = lexicon()
    alike, opposites = _alike(a, b, known)
    if alike.size:
        best_a, best_b = alike.max(axis=1), alike.max(axis=0)
        partner_a, partner_b = alike.argmax(axis=1), alike.argmax(axis=0)
        exact = float(a.weights[best_a >= 1.0].sum())
        left_a, left_b = best_a < PARTNERS, best_b < PARTNERS
    else:
        best_a, best_b = np.zeros(len(a.terms)), np.zeros(len(b.terms))
        partner_a = partner_b = np.zeros(0, np.int64)
        exact, left_a, left_b = 0.0, best_a < 1, best_b < 1
    shorter = float(best_a @ a.weights) / a.total
    longer = float(best_b @ b.weights) / b.total
    partners = [
        (i, int(partner_a[i]), float(best_a[i]))
        for i in range(len(a.terms))
        if not left_a[i] and int(partner_b[partner_a[i]]) == i
    ]
    figures, differing = _figures(a.figures, b.figures)
    days, days_apart = _days(a.days, b.days)
    same_role, swapped = _roles(a, b, partners)
    names_a, names_apart, rare_apart = _left_over(a, b, left_a, left_b)
    features = dict.fromkeys(NAMES, 0.0)
    features.update(
        {
            "shorter": shorter,
            "longer": longer,
            "both": 2 * shorter * longer / (shorter + longer) if shorter + longer else 0.0,
            "exact": exact / (a.total * b.total) ** 0.5,
            "order": _order(partners),
            "names": names_a,
            "names apart": names_apart,
            "rare apart": rare_apart,
            "verbs": _verbs(a, best_a),
            "opposites": min(1.0, len(opposites) / 2),
            "denied": float(a.denied != b.denied),
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
            "spelling": Levenshtein.normalized_similarity(a.wording.lower(), b.wording.lower()),
        }
    )
    return Pairing(
        features,
        tuple((a.terms[i], b.terms[j], value) for i, j, value in partners),
        tuple(figures),
        tuple(differing),
        tuple(days),
        tuple((a.terms[i], b.terms[j]) for i, j in opposites),
    )


def _alike(a: Prepared, b: Prepared, known: Lexicon) -> tuple[Any, list[tuple[int, int]]]:
    """How alike each word of a is to each of b, and which are opposites."""
    if not len(a.terms) or not len(b.terms):
        return np.zeros((len(a.terms), len(b.terms))), []
    cosines = known.vectors[a.numbers] @ known.vectors[b.numbers].T
    alike = by_vector(cosines) * a.known[:, None] * b.known
    same = a.keys[:, None] == b.keys
    alike[same] = 1.0
    opposites: list[tuple[int, int]] = []
    rows, columns = np.nonzero((cosines > _MAY_BE_RELATED) & ~same)
    for i, j in zip(rows.tolist(), columns.tolist(), strict=True):
        x, y = a.terms[i], b.terms[j]
        if x.number == UNKNOWN or y.number == UNKNOWN:
            continue
        value = known.related(x.number, y.number)
        if value > alike[i, j]:
            alike[i, j] = value
        elif known.opposite(x.number, y.number):
            alike[i, j] = min(_OPPOSITE, alike[i, j])
            opposites.append((i, j))
    matched_rows, matched_columns = same.any(axis=1), same.any(axis=0)
    for i, x in enumerate(a.terms):
        if x.token is None or matched_rows[i]:
            continue
        for j, y in enumerate(b.terms):
            if y.token is None or matched_columns[j] or (x.number != UNKNOWN and y.number != UNKNOWN):
                continue
            value = similarity(x.token, y.token)
            if value >= SPELLED and value > alike[i, j]:
                alike[i, j] = value
    if opposites:
        opposites = [(i, j) for i, j in opposites if alike[i].max() <= _OPPOSITE and alike[:, j].max() <= _OPPOSITE]
    return alike, opposites


def _left_over(a: Prepared, b: Prepared, left_a: Any, left_b: Any) -> tuple[float, float, float]:
    """Share of a's names that b has too; how much of both sides' names, and of their rare words, has no partner."""
    total = shared = 0.0
    lone_a = lone_b = rare_a = rare_b = 0.0
    for term, left in zip(a.terms, left_a.tolist(), strict=True):
        if term.name:
            total += term.weight
            if left:
                lone_a += term.weight
            else:
                shared += term.weight
        elif left:
            rare_a += term.weight
    for term, left in zip(b.terms, left_b.tolist(), strict=True):
        if left:
            if term.name:
                lone_b += term.weight
            else:
                rare_b += term.weight
    names = shared / total if total else 0.0
    return names, min(1.0, min(lone_a, lone_b) / 12), min(1.0, min(rare_a, rare_b) / 20)


def _verbs(a: Prepared, best_a: Any) -> float:
    verbs = [(term.weight, value) for term, value in zip(a.terms, best_a.tolist(), strict=True) if term.verb]
    total = sum(weight for weight, _ in verbs)
    return sum(weight * value for weight, value in verbs) / total if total else 0.5


def _order(partners: list[tuple[int, int, float]]) -> float:
    """Share of neighbouring partners that stand in the same order in both."""
    if len(partners) < 2:
        return 0.5
    steps = [second[1] - first[1] for first, second in zip(partners, partners[1:], strict=False)]
    return sum(0 < step <= 3 for step in steps) / len(steps)


def _roles(a: Prepared, b: Prepared, partners: list[tuple[int, int, float]]) -> tuple[float, float]:
    """Share of partners that act in both or are acted on in both; and whether two have changed places."""
    same = other = 0
    for i, j, _ in partners:
        x, y = a.terms[i].role, b.terms[j].role
        if x != NO_ROLE and y != NO_ROLE:
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
    slack = 0.1 if x.vague or y.vague else 0.005
    return x.low <= y.high * (1 + slack) and y.low <= x.high * (1 + slack)


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
            elif x.words == y.words:
                same.append((x, y))
            elif x.first is None and y.first is None:
                compared = True
    return same, compared and not same
