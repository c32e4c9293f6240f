"""Which spellings have words like those of a name: an index over skeletons.

A spelling is looked at when one of its words has a skeleton of the name's, one consonant more, less or other, or the
same coarse skeleton. Sets are united and intersected whole. What costs is the common words of a large gazetteer: of
thousands of spellings with a word like one asked for only the likest are looked at.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Final, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from annotator.text import names, skeleton
from annotator.text.skeleton import Token

# Spellings that share words with a name ("Muhammad Ali" among 20,000 persons) are ranked one by one up to here.
COMMON: Final = 2_000
# Sets of spellings with a word of one key are kept as one where they have no more than this in all.
FEW: Final = 1_000
# Of a large gazetteer those of a word that comes back are, up to this: a megabyte each.
MOST_MERGED: Final = 20_000
# With this many that share two words, one that shares only one is not looked for.
ENOUGH: Final = 120
# Words of a gazetteer in which thousands are like one asked for: as alike as this, and in their letters as this.
LIKE: Final = 0.6
LIKE_IN_LETTERS: Final = 0.5
# Spellings all of whose words are like a name's that are compared with it in full: of more than this the likest.
MOST_RIVALS: Final = 40
_VALUE: Final = itemgetter(0)
_COUNT: Final = attrgetter("count")
# How like a word of a name the words of spellings are: likeness, numbers of the spellings; the likest last.
Likeness = list[tuple[float, set[int]]]
_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


@dataclass(slots=True)
class _Around:
    """Spellings with a skeleton like one asked for, of so many words or one more; how many, some counted twice.

    `asked`: how often it was the commoner one of a name's two words.
    """

    bones: str
    posted: Sequence[set[int]]
    count: int
    asked: int = 0


class SpellingIndex:
    """Spellings by number, each known by its words. Immutable once made; safe to share between threads."""

    def __init__(self, spellings: Iterable[tuple[Token, ...]]) -> None:
        """A spelling without words keeps its number and is never found."""
        self._words = list(spellings)
        self.texts = [tuple([word.text for word in words]) for words in self._words]
        # Skeleton, number of words of the spelling: a name of one word is sought among names of one word.
        self._postings: dict[str, dict[int, set[int]]] = {}
        near: dict[str, list[str]] = defaultdict(list)
        # Spellings by their consonants without spaces and their number of words: "Nasr Allah" and "Nasrallah".
        unspaced: dict[tuple[str, int], list[int]] = defaultdict(list)
        # Words by skeleton, and the spellings that have them: where a skeleton says too little.
        self._known: dict[str, dict[str, Token]] = {}
        having: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(self._words):
            if words:
                unspaced[_unspaced(words), len(words)].append(number)
            for bones in {word.skeleton for word in words}:
                if bones not in self._postings:
                    self._postings[bones] = {}
                    self._known[bones] = {}
                    for key in _keys(bones):
                        near[key].append(bones)
                self._postings[bones].setdefault(len(words), set()).add(number)
            for word in words:
                self._known[word.skeleton][word.text] = word
                having[word.text].append(number)
        self._near, self._unspaced, self.having = packed(near), packed(unspaced), packed(having)
        self._share_sets()
        count = max(1, len(self._words))
        # 0.3 for a word that every tenth spelling has, 1 for a rare one.
        self.weights = {
            bones: max(0.3, min(1.0, -math.log10(sum(map(len, numbers.values())) / count + 1e-3) / 2.5))
            for bones, numbers in self._postings.items()
        }
        # By number of words: the spellings of so many, or of one more, with a word of this skeleton.
        sized: dict[int, dict[str, list[set[int]]]] = defaultdict(lambda: defaultdict(list))
        for bones, lengths in self._postings.items():
            for length, numbers in lengths.items():
                sized[length][bones].append(numbers)
                sized[length - 1][bones].append(numbers)
        self._sized = {length: packed(by_bones) for length, by_bones in sized.items()}
        # Spellings of one word by their skeleton: the words, the numbers.
        self._alone = {
            bones: ([self.texts[number][0] for number in numbers[1]], list(numbers[1]))
            for bones, numbers in self._postings.items()
            if 1 in numbers
        }
        # The same words come back in every article of a feed.
        self._nearby = lru_cache(maxsize=1 << 14)(self._look_nearby)
        self._likeness = lru_cache(maxsize=1 << 12)(self._look_for_likeness)
        self._near_alone = {
            key: alone
            for key, bones in self._near.items()
            if (alone := tuple([known for known in bones if known in self._alone]))
        }
        self._lone = lru_cache(maxsize=1 << 12)(self._look_for_lone)
        self._around = lru_cache(maxsize=1 << 14)(self._look_around)
        self._keyed = lru_cache(maxsize=1 << 13)(self._look_by_key)
        self._merged = lru_cache(maxsize=1 << 6)(self._merge)

    def _share_sets(self) -> None:
        """Most words are in one spelling only: its rare words have one set between them."""
        alone: dict[int, set[int]] = {}
        for lengths in self._postings.values():
            for length, numbers in lengths.items():
                if len(numbers) == 1:
                    lengths[length] = alone.setdefault(next(iter(numbers)), numbers)

    def with_rarest(self, words: str) -> Sequence[int]:
        """The spellings that have the rarest of these words; those that are in no spelling's index ("abu") aside."""
        having = [numbers for word in words.split() if (numbers := self.having.get(word))]
        return min(having, key=len, default=())

    def words_near(self, bones: str) -> tuple[list[str], list[Token]]:
        """The words whose skeletons are like this one: their texts, and themselves."""
        texts: list[str] = []
        words: list[Token] = []
        for near in self._near_to(bones):
            known = self._known[near]
            texts += known
            words += known.values()
        return texts, words

    def like_throughout(self, asked: Sequence[Token]) -> list[int]:
        """Spellings of as many words as a name or one more in which each word of the name has one like it.

        Nearly always none, and this says so in a look-up a word and a pass over those with a word like the rarest.
        """
        size = len(asked)
        if size == 2:  # nearly always
            rare, common = self._around(asked[0].skeleton, size), self._around(asked[1].skeleton, size)
            if common.count < rare.count:
                rare, common = common, rare
            if not rare.count:
                return []
            # Sets whole: of 3,000 spellings looked at one by one each took a microsecond.
            common.asked += 1
            if common.asked > 1 and common.count <= MOST_MERGED:  # a given name comes back with other surnames
                found = _shared(self._merged(common.bones, size), rare.posted)
            else:
                found = _shared(set().union(*rare.posted), common.posted)
        else:
            rare, *others = sorted([self._around(token.skeleton, size) for token in asked], key=_COUNT)
            found = list(set().union(*rare.posted))
            for common in others:
                found = _shared(set(found), common.posted)
        if len(found) > 1:
            found = sorted(set(found))
        return found if len(found) <= MOST_RIVALS else self._likest(asked, found)

    def unspaced(self, asked: Sequence[Token]) -> list[int]:
        """Spellings that may be a name with a space more or less."""
        key, size = _unspaced(asked), len(asked)
        fewer, more = self._unspaced.get((key, size - 1)), self._unspaced.get((key, size + 1))
        return [*(fewer or ()), *(more or ())]

    def spelled_alike(self, asked: Token) -> list[int]:
        """Spellings of one word with a skeleton like this one's that are spelled alike."""
        return _spelled_alike(asked.text, *self._lone(asked.skeleton))

    def most_alike(self, asked: Sequence[Token], most: int, *, alike_in_length: bool) -> list[int]:
        """At most so many spellings worth a full comparison with a name of these words, the likeliest first.

        `alike_in_length`: as for `Gazetteer.match`.
        """
        size = len(asked)
        lengths = None
        if alike_in_length:
            lengths = (1,) if size == 1 else (size - 1, size, size + 1)
        words = {token.skeleton: token for token in reversed(asked)}
        bones = list(dict.fromkeys([token.skeleton for token in asked]))
        near = [self._likeness(words[bone], lengths) for bone in bones]
        ranked = self._sharing(bones, near, lengths, size, most)
        # What shares less than half of what the best shares is never the best after all.
        return [number for value, number in ranked[:most] if value <= ranked[0][0] / 2]

    def _ranked(self, near: Sequence[Likeness], numbers: set[int], size: int) -> list[tuple[float, int]]:
        """These spellings by how much of a name of `size` words is like a word of theirs: the best first, negative."""
        if not numbers:
            return []
        shares = []
        for alike in near:
            best: dict[int, float] = {}  # the likest word is written last
            for value, posted in alike:
                if not numbers.isdisjoint(posted):
                    best.update(dict.fromkeys(numbers & posted, value))
            shares.append(best)
        ranked = []
        for number in numbers:
            value = 0.0
            for best in shares:
                value += best.get(number, 0.0)
            ranked.append((-value / (size + len(self._words[number])), number))
        ranked.sort()
        return ranked

    def _sharing(
        self, asked: Sequence[str], near: Sequence[Likeness], lengths: tuple[int, ...] | None, size: int, most: int
    ) -> list[tuple[float, int]]:
        """Spellings with words like those asked for: like two of them, or like the rarer ones while these are few.

        Sets are united and intersected whole: a loop over the four thousand Muhammads of a list took 20 ms.
        """
        unlike = sum([not alike for alike in near])
        if not near or (unlike and len(near) - unlike < 2):
            return []  # most names of an article: a word like no known one, and no two others
        sized = [(sum([len(numbers) for _, numbers in alike]), n) for n, alike in enumerate(near)]
        sized.sort()
        rare = near[sized[0][1]]
        rarest = set().union(*[posted for _, posted in rare])
        once, twice, thrice = rarest, set[int](), set[int]()
        for size_of, n in sized[1:]:
            sets = [posted for _, posted in near[n]]
            if size_of > COMMON and n == sized[-1][1]:
                # All spellings with a word like the commonest need not be put together, only those that share another.
                sets = [once & posted for posted in sets]
            numbers = set().union(*sets)
            thrice |= twice & numbers
            twice |= once & numbers
            once = once | numbers
        if len(thrice) >= ENOUGH:
            return self._ranked(near, thrice, size)
        if len(twice) > COMMON:
            exactly = twice & set().union(*[numbers for bones in asked for numbers in self._posted(bones, lengths)])
            twice = exactly if len(exactly) >= ENOUGH else twice
        ranked = self._ranked(near, twice, size) if twice else []
        if len(twice) < ENOUGH and (len(rarest) <= COMMON or not twice):
            ranked += self._with_one_word(rare, twice, size, most, ranked[0][0] / 2 if ranked else 0.0)
            ranked.sort()
        return ranked

    def _with_one_word(
        self, alike: Likeness, others: set[int], size: int, most: int, at_best: float
    ) -> list[tuple[float, int]]:
        """At least the `most` likest of the spellings that share one word only, none of the `others`; ranked likewise.

        None is looked at by itself: a word and a length are all that tells one from another. None is wanted that is
        less like than `at_best`, which is negative as the values are.
        """
        groups = [(-v / (size + len(self._words[next(iter(posted))])), n) for n, (v, posted) in enumerate(alike)]
        found: dict[int, float] = {}
        last = 0.0
        for value, n in sorted(groups):
            if value > at_best or (len(found) >= most and value > last):
                break
            new = alike[n][1] - others
            found = dict.fromkeys(sorted(new)[:most] if len(new) > most else new, value) | found
            last = value
        return [(value, number) for number, value in found.items()]

    def _likest(self, asked: Sequence[Token], numbers: list[int]) -> list[int]:
        """Of thousands of spellings those whose letters are the likest."""
        near = process.extract(
            " ".join([word.text for word in asked]),
            [" ".join(self.texts[number]) for number in numbers],
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=LIKE_IN_LETTERS,
            limit=MOST_RIVALS,
        )
        return [numbers[at] for _, _, at in near]

    def _look_around(self, bones: str, size: int) -> _Around:
        posted = [numbers for key in _keys(bones) for numbers in self._keyed(key, size)]
        return _Around(bones, posted, sum(map(len, posted)))

    def _look_by_key(self, key: str, size: int) -> Sequence[set[int]]:
        """The spellings of so many words, or of one more, that have a word of this key: new names have old keys."""
        sized = self._sized.get(size, {})
        posted = [numbers for known in self._near.get(key, ()) if known in sized for numbers in sized[known]]
        return [set().union(*posted)] if len(posted) > 1 and sum(map(len, posted)) <= FEW else posted

    def _merge(self, bones: str, size: int) -> set[int]:
        """The spellings of `_look_around` as one set."""
        return set().union(*self._around(bones, size).posted)

    def _look_for_likeness(self, token: Token, lengths: tuple[int, ...] | None) -> Likeness:
        """Spellings with a word like this one, of these numbers of words: how like, times how telling, least first.

        By skeleton, or by word where so many spellings have a skeleton like this one that only the likest help.
        """
        postings = self._postings
        found = [
            (value, numbers)
            for bones, value in self._nearby(token.skeleton).items()
            for length, numbers in postings[bones].items()
            if lengths is None or length in lengths
        ]
        if sum([len(numbers) for _, numbers in found]) > COMMON:
            found = self._look_for_likest(token, lengths)
        found.sort(key=_VALUE)
        return found

    def _posted(self, bones: str, lengths: tuple[int, ...] | None) -> list[set[int]]:
        """Spellings with a word of this skeleton, of these numbers of words."""
        posted = self._postings.get(bones, {})
        return [numbers for length, numbers in posted.items() if lengths is None or length in lengths]

    def _look_for_likest(self, token: Token, lengths: tuple[int, ...] | None) -> Likeness:
        """The same by words instead of skeletons, from the likest on as far as `COMMON` spellings."""
        words = [word for bones in self._nearby(token.skeleton) for word in self._known[bones].values()]
        near = process.extract(
            token.text,
            [word.text for word in words],
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=LIKE_IN_LETTERS,
            limit=None,
        )
        alike = sorted([(-names.similarity(token, words[at]), at) for _, _, at in near])
        found: Likeness = []
        count = 0
        for value, at in alike:
            if -value < LIKE or count > COMMON:
                break
            by_length: dict[int, set[int]] = {}
            for number in self.having[words[at].text]:
                length = len(self._words[number])
                if lengths is None or length in lengths:
                    by_length.setdefault(length, set()).add(number)
            for numbers in by_length.values():
                found.append((-value * self.weights[words[at].skeleton], numbers))
                count += len(numbers)
        return found

    def _look_for_lone(self, bones: str) -> tuple[list[str], list[int]]:
        """Spellings of one word with a skeleton like this one: the words, the numbers."""
        texts: list[str] = []
        numbers: list[int] = []
        for known in sorted(set().union(*[self._near_alone.get(key, ()) for key in _keys(bones)])):
            alone, numbered = self._alone[known]
            texts += alone
            numbers += numbered
        return texts, numbers

    def _near_to(self, bones: str) -> frozenset[str]:
        """Skeletons like this one, at most one consonant away or coarsely equal."""
        known = self._near
        return frozenset[str]().union(*[known[key] for key in _keys(bones) if key in known])

    def _look_nearby(self, bones: str) -> dict[str, float]:
        """The skeletons like this one: how like, times how telling."""
        rough = skeleton.coarse(bones)
        found: dict[str, float] = {}
        for near in self._near_to(bones):
            alike = float(Levenshtein.normalized_similarity(bones, near))
            alike = max(alike, 0.75) if skeleton.coarse(near) == rough else alike
            found[near] = alike * self.weights[near]
        return found


def packed(lists: Mapping[_Key, Sequence[_Value]]) -> dict[_Key, tuple[_Value, ...]]:
    """As tuples: for one entry, which most have, a list takes twice the memory."""
    return {key: tuple(values) for key, values in lists.items()}


def _shared(numbers: set[int], sets: Sequence[set[int]]) -> list[int]:
    """What the sets share with these numbers; some may come twice."""
    return [number for other in sets if not numbers.isdisjoint(other) for number in numbers & other]


def _unspaced(words: Sequence[Token]) -> str:
    """The coarse consonants of a name without its spaces, and without the vowels that words begin with."""
    return skeleton.undoubled("".join([word.coarse for word in words]).replace("A", ""))


def _spelled_alike(text: str, texts: list[str], numbers: list[int]) -> list[int]:
    near = process.extract(
        text, texts, scorer=Levenshtein.normalized_similarity, score_cutoff=names.HALF_ALIKE, limit=None
    )
    return [numbers[at] for known, _, at in near if names.spelled_alike(text, known)]


def _keys(bones: str) -> set[str]:
    """Index keys: the skeleton, itself less one consonant (from three on), its coarse form.

    A consonant between two that are the same is one too many, but the same two are then one: "Trahoré", "Pashinjan".
    """
    keys = {bones, "~" + skeleton.coarse(bones)}
    if len(bones) >= 3:
        keys.update([skeleton.undoubled(bones[:i] + bones[i + 1 :]) for i in range(len(bones))])
    return keys
