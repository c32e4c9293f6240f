"""Which spellings of a gazetteer are worth a full comparison with a name, in a millisecond or two.

From the rarest word of the name on, the spellings with a word like it are put together; a word that thousands have
("Muhammad") is only looked for in those that are there already. Initials, and names with a space more or less, have
look-ups of their own.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from annotator.gazetteer.spelling_index import SpellingIndex
from annotator.text import identity, nameforms
from annotator.text.identity import ACRONYM_LENGTHS, BODY, FORM, Reading
from annotator.text.skeleton import Token

# Spellings put together by their words; what comes after is only looked for among them.
MOST_GATHERED: Final = 1_500
# Words of a gazetteer taken for one asked for: as many, as alike in all and in their letters as this.
MOST_WORDS: Final = 40
LIKE: Final = 0.45
LIKE_IN_LETTERS: Final = 0.4
# Of words in another script so many are compared: that takes longer.
MOST_ACROSS: Final = 150
BODY_SHARE: Final = 0.5
# Spellings by initials, and by their letters without spaces, that are compared.
FEW: Final = 10
LOOKED_THROUGH: Final = 300


class _Like(NamedTuple):
    """A word of the gazetteer that is like one asked for: how like, times how telling; the spellings that have it."""

    value: float
    text: str
    numbers: list[int]


class CandidateIndex:
    """Over the words of a `SpellingIndex`, which it shares. Immutable once made; safe to share between threads."""

    def __init__(self, index: SpellingIndex, with_initials: Iterable[tuple[Token, ...]]) -> None:
        """`with_initials` has the words of each spelling of `index`, none for one that is not known by initials."""
        self._index = index
        self._by_initials: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(with_initials):
            if len(words) >= ACRONYM_LENGTHS[0]:
                for initials in initials_of(words):
                    self._by_initials[initials].append(number)
        self._like = lru_cache(maxsize=1 << 13)(self._look_for_like)

    def find(self, asked: Reading, most: int) -> list[int]:
        """Numbers of at most `most` spellings with words like those of a name, the likeliest first."""
        telling = [at for at, role in enumerate(asked.roles) if role != FORM] or range(len(asked.roles))
        rows = []
        for at in telling:
            like = self._like(asked.tokens[at])
            if like:
                share = BODY_SHARE if asked.roles[at] == BODY else 1.0
                rows.append((sum([len(word.numbers) for word in like]), at, share, like))
        if not rows:
            return []
        rows.sort()
        gathered = self._gathered(rows, most)
        size, words = len(telling), self._index.texts
        ranked = [(value / (size + len(words[number])), -number) for number, value in gathered.items()]
        return [-number for _, number in heapq.nlargest(most, ranked)]

    def otherwise(self, asked: Reading) -> list[int]:
        """Numbers of the few spellings that are a name with a space more or less, or have it for initials."""
        if not asked.tokens:
            return []
        found = self._index.unspaced(asked.tokens)[:FEW]
        if len(asked.texts) == 1:
            known, words = self._by_initials.get(asked.texts[0], [])[:LOOKED_THROUGH], self._index.texts
            found += sorted(known, key=lambda number: nameforms.MEANING.isdisjoint(words[number]))[:FEW]
        return found

    def _gathered(self, rows: Sequence[tuple[int, int, float, list[_Like]]], most: int) -> dict[int, float]:
        """Spellings by what they share with a name, from its rarest word on."""
        words = self._index.texts
        count, _, share, like = rows[0]
        gathered = self._common(rows, most) if count > MOST_GATHERED else _best(like, share)
        for more, _, share, like in rows[1:]:
            if count + more <= MOST_GATHERED:
                count += more
                for number, value in _best(like, share).items():
                    gathered[number] = gathered.get(number, 0.0) + value
                continue
            values = {word.text: word.value * share for word in like}
            lacks = values.keys().isdisjoint
            for number in gathered:
                there = words[number]
                if not lacks(there):
                    gathered[number] += max([values[text] for text in there if text in values])
        return gathered

    def _common(self, rows: Sequence[tuple[int, int, float, list[_Like]]], most: int) -> dict[int, float]:
        """For a name all of whose words thousands have: the spellings that share two of them, else the shortest."""
        like, words = rows[0][3], self._index.texts
        if len(rows) > 1:
            there = set().union(*[word.numbers for word in like])
            there &= set().union(*[word.numbers for word in rows[1][3]])
            if there:
                found: dict[int, float] = {}
                for word in reversed(like):
                    found.update(dict.fromkeys(there.intersection(word.numbers), word.value))
                if len(found) > 2 * MOST_GATHERED:
                    found = dict(heapq.nlargest(2 * MOST_GATHERED, found.items(), key=lambda item: item[1]))
                return found
        found = {}
        for word in like:
            for number in heapq.nsmallest(most, word.numbers, key=lambda number: len(words[number])):
                found.setdefault(number, word.value)
            if len(found) >= 2 * most:
                break
        return found

    def _look_for_like(self, token: Token) -> list[_Like]:
        """The words of the gazetteer that are like one, the likest first."""
        index = self._index
        found = []
        for text, word in self._near(token):
            value = 1.0 if text == token.text else identity.quality(token, word)
            if value >= LIKE:
                found.append(_Like(value * index.weights[word.skeleton], text, index.having[text]))
        found.sort(reverse=True)
        return found[:MOST_WORDS]

    def _near(self, token: Token) -> Iterable[tuple[str, Token]]:
        texts, words = self._index.words_near(token.skeleton)
        if len(texts) <= MOST_WORDS:
            return zip(texts, words, strict=True)
        if token.native:
            scored = [(Levenshtein.distance(token.skeleton, word.skeleton), at) for at, word in enumerate(words)]
            return [(texts[at], words[at]) for _, at in heapq.nsmallest(MOST_ACROSS, scored)]
        near = process.extract(
            token.text,
            texts,
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=LIKE_IN_LETTERS,
            limit=MOST_WORDS,
        )
        return [(text, words[at]) for text, _, at in near]


def initials_of(words: Sequence[Token]) -> Iterator[str]:
    """What the acronym of a name of these words may be: the initials of all words, and without company forms."""
    letters = "".join([word.text[0] for word in words])
    if len(letters) not in ACRONYM_LENGTHS or not letters.isascii() or any(word.native for word in words):
        return
    yield letters
    if not nameforms.FORM_TEXTS.isdisjoint([word.text for word in words[1:]]):
        telling = "".join([word.text[0] for word in words if word.text not in nameforms.FORM_TEXTS])
        if len(telling) in ACRONYM_LENGTHS:
            yield telling


def _best(like: Sequence[_Like], share: float) -> dict[int, float]:
    """The spellings with one of these words, by the likest."""
    found: dict[int, float] = {}
    for word in reversed(like):
        found.update(dict.fromkeys(word.numbers, word.value * share))
    return found
