"""How sure it is that two names are one person's, body's or place's: what `names.py` asks of damage, asked of spelling.

"al-Hussein al-Sabi" may be a garble of al-Hashd al-Shaabi, but nobody spells that name so. A name that is the same
leaves words out ("Jamal Sultan al-Tikriti"), shortens them, puts them in another order, transliterates or translates
them; it does not have another word where the first has one. So a word that stands against another costs much, one too
many little. docs/names.md has the rules in words; the figures were found on sanctions lists and on labelled pairs
(benchmarks/names.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA, Levenshtein

from annotator.text import crossing, likeness, nameforms, scripts
from annotator.text.likeness import Alignment
from annotator.text.skeleton import Token

# Weights of words beside 1 for a name's: "bank", "ltd", "J.".
BODY_WEIGHT: Final = 0.58
FORM_WEIGHT: Final = 0.06
INITIAL_WEIGHT: Final = 0.8
# How sure a pair is: an initial and its word; "Jaysh" and "Army"; "Ted" and "Theodore"; one letter wrong in a word of
# five letters, or of four; initials and their words; "Nasr Allah" and "Nasrallah"; a transliteration, at most.
INITIAL: Final = 0.8
MEANING: Final = 0.97
NICKNAME: Final = 0.95
TYPO: Final = 0.87
SHORT_TYPO: Final = 0.81
ACRONYM: Final = 0.88
TOGETHER: Final = 0.97
ACROSS: Final = 0.95
# A word with other consonants and more than one letter other.
OTHER: Final = 0.12
# Words less like than this are no pair, and of one less like than `SURE` more and more is missing.
PARTNERS: Final = 0.6
SURE: Final = 0.76
FALL: Final = 1.05
# Two words written together are as like the one as this.
GLUED: Final = 0.84
# What an unpaired word costs: where the other name has one too, and one too many, in a person's, a body's name, or
# where one word is all that is shared; a number that the other lacks; a company form.
AGAINST: Final = 1.6
TOO_MANY: Final = 0.16
TOO_MANY_IN_BODY: Final = 0.5
ONE_SHARED: Final = 0.35
NUMBER_LACKING: Final = 2.0
FORM_LACKING: Final = 0.5
OTHER_ARTICLE: Final = 0.99
# Names of more words than this are compared by their first ones: alignment is quadratic.
MOST_WORDS: Final = 12
ACRONYM_LENGTHS: Final = range(3, 8)
_EVEN: Final[Mapping[str, float]] = MappingProxyType({})
NAME, BODY, FORM, NUMBER, INITIALS = range(5)
_PLAIN_ROLES: Final = tuple((NAME,) * count for count in range(MOST_WORDS + 1))
_NO_NUMBERS: Final = tuple(("",) * count for count in range(MOST_WORDS + 1))


@dataclass(frozen=True, slots=True, eq=False)  # compared by identity: `read` makes one object for one name
class Reading:
    """The words of a name, company forms as one word, with what each is; `numbers` as digits; `is_body`: no person."""

    tokens: tuple[Token, ...]
    texts: tuple[str, ...]
    roles: tuple[int, ...]
    numbers: tuple[str, ...]
    is_body: bool


class _Group(NamedTuple):
    """Words of the one name that together are words of the other."""

    a: tuple[int, ...]
    b: tuple[int, ...]
    value: float


@lru_cache(maxsize=1 << 16)
def read(tokens: tuple[Token, ...]) -> Reading:
    """What the words of a name (`skeleton.tokens`) are."""
    tokens = tokens[:MOST_WORDS]
    # A word in another script is known by its own letters: صال is no "S.A.L.".
    texts = tuple([token.letters or token.text for token in tokens])
    if nameforms.MEANING.isdisjoint(texts) and not any(len(text) == 1 or text[0].isdigit() for text in texts):
        return Reading(tokens, texts, _PLAIN_ROLES[len(texts)], _NO_NUMBERS[len(texts)], False)
    by_text = dict(zip(texts, tokens, strict=True))
    words = nameforms.with_forms(texts)
    kept = tuple([by_text.get(word) or Token(word, word, word) for word in words])
    numbers = tuple([nameforms.number(word) if len(words) > 1 or word[0].isdigit() else "" for word in words])
    roles = tuple([_role(at, word, digits) for at, (word, digits) in enumerate(zip(words, numbers, strict=True))])
    return Reading(kept, tuple(words), roles, numbers, BODY in roles or FORM in roles)


def _role(at: int, word: str, digits: str) -> int:
    if digits:
        return NUMBER
    if at and word in nameforms.FORM_WORDS:
        return FORM
    if word in nameforms.BODIES:
        return BODY
    return INITIALS if len(word) == 1 else NAME


def same(a: Reading, b: Reading, weights: Mapping[str, float] = _EVEN) -> Alignment:
    """Which words of two names are the same, and how sure it is that the names are, 0..1.

    `weights` has weights by skeleton, 1 for those it lacks. It does not matter which name comes first.
    """
    if a.texts > b.texts:
        turned = _same(b, a, weights)
        return Alignment(a.tokens, b.tokens, tuple([(j, i, value) for i, j, value in turned.pairs]), turned.score)
    return _same(a, b, weights)


def _same(a: Reading, b: Reading, weights: Mapping[str, float]) -> Alignment:
    if not a.tokens or not b.tokens:
        return Alignment(a.tokens, b.tokens, (), 0.0)
    pairs, groups = _pairs(a, b)
    if not pairs and not groups:
        return Alignment(a.tokens, b.tokens, (), likeness.joined(a.tokens, b.tokens))
    own_a, own_b = _weights(a, weights), _weights(b, weights)
    left_a, left_b = list(own_a), list(own_b)
    paired = good = 0.0
    for i, j, value in pairs:
        own = (own_a[i] + own_b[j]) / 2
        left_a[i] = left_b[j] = 0.0
        paired += own
        good += own * value
    for group in groups:
        own = (sum([own_a[i] for i in group.a]) + sum([own_b[j] for j in group.b])) / 2
        for i in group.a:
            left_a[i] = 0.0
        for j in group.b:
            left_b[j] = 0.0
        paired += own
        good += own * group.value
        pairs.append((group.a[0], group.b[0], group.value))
    words_a, numbers_a, forms_a = _left(a, left_a)
    words_b, numbers_b, forms_b = _left(b, left_b)
    against, numbers = min(words_a, words_b), numbers_a + numbers_b
    if against:
        against = max(against, 0.5 * against + 0.15)  # a common word that stands against another is another word too
    too_many = TOO_MANY_IN_BODY if a.is_body or b.is_body else TOO_MANY
    if len(pairs) == 1:
        too_many = max(too_many, ONE_SHARED)
    cost = AGAINST * against + too_many * abs(words_a - words_b) + NUMBER_LACKING * numbers
    cost += FORM_LACKING * (forms_a + forms_b)
    score = min(1.0, max(0.0, good) / (paired + cost))
    if against and not numbers and score < TOGETHER:
        score = max(score, likeness.joined(a.tokens, b.tokens))
    return Alignment(a.tokens, b.tokens, tuple(pairs), score)


def _weights(name: Reading, weights: Mapping[str, float]) -> list[float]:
    if name.roles is _PLAIN_ROLES[len(name.roles)]:
        return [weights.get(token.skeleton, 1.0) for token in name.tokens]
    found = []
    for token, role in zip(name.tokens, name.roles, strict=True):
        own = weights.get(token.skeleton, 1.0)
        if role == BODY:
            own *= BODY_WEIGHT
        elif role == FORM:
            own = FORM_WEIGHT
        elif role == INITIALS:
            own *= INITIAL_WEIGHT
        found.append(own)
    return found


def _left(name: Reading, left: Sequence[float]) -> tuple[float, float, float]:
    """The weights of a name's words without a partner: words, numbers, company forms."""
    words = numbers = forms = 0.0
    for role, own in zip(name.roles, left, strict=True):
        if role == NUMBER:
            numbers += own
        elif role == FORM:
            forms += own
        else:
            words += own
    return words, numbers, forms


def _pairs(a: Reading, b: Reading) -> tuple[list[tuple[int, int, float]], list[_Group]]:
    """The pairs of words, the likest first, and between the sure and the doubtful ones what is written together."""
    scored = []
    for i in range(len(a.tokens)):
        for j in range(len(b.tokens)):
            value = _quality(a, i, b, j)
            if value >= PARTNERS:
                scored.append((-value, abs(i - j), i, j))
    scored.sort()
    free_a, free_b = [True] * len(a.tokens), [True] * len(b.tokens)
    pairs: list[tuple[int, int, float]] = []
    doubtful = []
    for value, _, i, j in scored:
        if -value < 0.9:
            doubtful.append((-value, i, j))
        elif free_a[i] and free_b[j]:
            free_a[i] = free_b[j] = False
            pairs.append((i, j, -value))
    groups: list[_Group] = []
    if len(pairs) < len(a.tokens) and len(pairs) < len(b.tokens):
        groups = [_Group(many, one, value) for many, one, value in _groups(a, b, free_a, free_b)]
        groups += [_Group(one, many, value) for many, one, value in _groups(b, a, free_b, free_a)]
    for value, i, j in doubtful:
        if free_a[i] and free_b[j]:
            free_a[i] = free_b[j] = False
            pairs.append((i, j, value if value >= SURE else value - FALL * (SURE - value)))
    return pairs, groups


def _groups(a: Reading, b: Reading, free_a: list[bool], free_b: list[bool]) -> list[_Group]:
    """Two words of the one name that are one of the other, and words whose initials are one. Takes them."""
    found = []
    for j, word in enumerate(b.texts):
        if not free_b[j] or b.roles[j] == NUMBER:
            continue
        group = _two_as_one(a, b.tokens[j], j, free_a) if len(word) >= 4 else None
        group = group or (_initials(a, word, j, free_a) if len(word) in ACRONYM_LENGTHS else None)
        if group is not None:
            found.append(group)
            free_b[j] = False
            for i in group.a:
                free_a[i] = False
    return found


def _two_as_one(a: Reading, word: Token, j: int, free: Sequence[bool]) -> _Group | None:
    for i in range(len(a.tokens) - 1):
        if free[i] and free[i + 1]:
            value = glued(a.tokens[i], a.tokens[i + 1], word)
            if value >= GLUED:
                return _Group((i, i + 1), (j,), TOGETHER * value)
    return None


def _initials(a: Reading, word: str, j: int, free: Sequence[bool]) -> _Group | None:
    for i in range(len(a.texts) - len(word) + 1):
        if all(free[i + k] and a.texts[i + k][0] == letter for k, letter in enumerate(word)):
            return _Group(tuple(range(i, i + len(word))), (j,), ACRONYM)
    return None


def _quality(a: Reading, i: int, b: Reading, j: int) -> float:
    if a.texts[i] == b.texts[j]:
        value = 1.0
    elif a.numbers[i] or b.numbers[j]:
        return 0.98 if a.numbers[i] == b.numbers[j] else 0.0
    elif (a.roles[i] == FORM) != (b.roles[j] == FORM):
        return 0.0
    else:
        value = quality(a.tokens[i], b.tokens[j])
    return value if a.tokens[i].article == b.tokens[j].article else value * OTHER_ARTICLE


@lru_cache(maxsize=1 << 17)
def quality(x: Token, y: Token) -> float:
    """How sure it is that two words are one, 0..1."""
    if len(x.text) == 1 or len(y.text) == 1:
        return INITIAL if x.text[0] == y.text[0] else 0.0
    meaning = nameforms.BODIES.get(x.letters or x.text)
    if meaning is not None and meaning == nameforms.BODIES.get(y.letters or y.text):
        return MEANING
    if nameforms.same_given_name(x.text, y.text):
        return NICKNAME
    return _across(x, y) if x.native or y.native else _alike(x, y)


def _alike(x: Token, y: Token) -> float:
    """The same for two words in Latin letters."""
    value = likeness.similarity(x, y)
    if x.skeleton == y.skeleton and len(x.skeleton) > 1:
        return value
    longer = max(len(x.text), len(y.text))
    if longer >= 4 and OSA.distance(x.text, y.text, score_cutoff=1) <= 1:
        return max(value, TYPO if longer >= 5 else SHORT_TYPO)
    return value - OTHER


def _across(x: Token, y: Token) -> float:
    """The same where at least one of the words is in another script."""
    bones = likeness.bones_alike(x, y)
    if x.letters and y.letters:
        alike = float(Levenshtein.normalized_similarity(x.letters, y.letters))
        return 1.0 if alike == 1.0 else max(alike - 0.1, likeness.CROSS_SCRIPT * bones)
    latin, native = (x, y) if y.letters else (y, x)
    if not scripts.is_arabic(native.letters) or bones < 0.4:
        return likeness.CROSS_SCRIPT * bones
    return ACROSS * (0.8 * crossing.likeness(latin.text, native.letters) + 0.2 * bones)


@lru_cache(maxsize=1 << 15)
def glued(first: Token, second: Token, word: Token) -> float:
    """How sure it is that two words are one other: "Hasan Abad" and "Hasanabad", in two scripts too."""
    if not (first.letters or second.letters or word.letters):
        text = first.text + second.text
        if abs(len(text) - len(word.text)) > 2:
            return 0.0
        return float(Levenshtein.normalized_similarity(text, word.text))
    if first.letters and second.letters:
        letters = first.letters + second.letters
        if word.letters:
            return float(letters == word.letters)
        return crossing.likeness(word.text, letters) if scripts.is_arabic(letters) else 0.0
    if first.letters or second.letters or not scripts.is_arabic(word.letters):
        return 0.0
    return crossing.likeness(first.text + second.text, word.letters)
