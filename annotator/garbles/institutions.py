"""Institutions and groups by the words of their names: those that came back word by word from another language.

"Union European" and "Council of Security" have the words of a known name in the order of French or Arabic;
"International Anti-Jihadi Coalition" has, one by one, the words of the French name. No likeness of sound tells that.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final
from weakref import WeakKeyDictionary

from annotator.garbles.institution_words import ADJECTIVES, CALQUES, COLLECTIVE, COMES_LAST, EITHER_WAY, HEADS, MEANINGS
from annotator.garbles.likeness import american
from annotator.garbles.wordings import Asked, Foreign, Wording, Wrong
from annotator.garbles.written import is_demonym, is_english
from annotator.gazetteer.lookup import WITH_LARGE, Gazetteer
from annotator.gazetteer.overlay import LayeredGazetteer
from annotator.gazetteer.records import EntityRecord
from annotator.text import names, skeleton
from annotator.text.skeleton import Token, fold

KINDS: Final = frozenset({"institution", "group"})
MOST_WORDS: Final = 8
SHORTEST: Final = 2
# Words of a name in English that are this like those of a foreign name, one by one, are its translation.
COGNATES: Final = 0.72
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|\d+")
_FOREIGN_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# What stands before the part of a name that English puts first: "Council of Security".
_OF: Final = frozenset({"of", "for"})
SMALL: Final = _OF | frozenset(
    "the and in on to against a an de du des d la le les l et en pour contre di della delle dei del dell il lo gli per "
    "der die das und für el los las y al".split()
)
# Words put before a whole name: "Organization of the United Nations".
_PUT_BEFORE: Final = frozenset({"organization", "organisation", "movement"})
_PUT_AFTER: Final = "organization"


class Institutions:
    """The institutions and groups of a gazetteer by their words. Immutable once made."""

    def __init__(
        self,
        records: Iterable[EntityRecord],
        *,
        below: Institutions | None = None,
        is_hidden: Callable[[EntityRecord], bool] = lambda _: False,
    ) -> None:
        """`below`: those of a large gazetteer over which these few lie; of its entities some `is_hidden`."""
        self._below = below
        self._is_hidden = is_hidden
        self._by_words: dict[tuple[str, ...], list[Wording]] = defaultdict(list)
        self._in_order: set[tuple[str, ...]] = set()
        self._foreign: list[Foreign] = []
        self._by_bones: dict[str, list[int]] = defaultdict(list)
        self._stems: set[str] = set()
        for record in records:
            if record.kind in KINDS:
                self._add(record)
        self.wrong = lru_cache(maxsize=1 << 13)(self._look)

    def _add(self, record: EntityRecord) -> None:
        for name, english in _names(record):
            if english:
                wording = _wording(record, name)
                self._add_english(wording)
                # "UN Security Council" is the Security Council too, but nobody's Council of Security.
                if len(wording.words) > 2 and (is_demonym(wording.words[0]) or wording.name.split()[0].isupper()):
                    of = wording.of - 1 if wording.of else None
                    shorter = wording._replace(words=wording.words[1:], stems=wording.stems[1:], of=of, short=True)
                    self._add_english(shorter)
            else:
                words = [_token(word) for word in _FOREIGN_WORD.findall(name) if fold(word) not in SMALL]
                words = [word for word in words if len(word.text) > 1]
                if 2 <= len(words) <= MOST_WORDS:
                    for bones in {word.skeleton for word in words}:
                        self._by_bones[bones].append(len(self._foreign))
                    self._foreign.append(Foreign(record, name, tuple(words)))

    def _add_english(self, wording: Wording) -> None:
        self._in_order.add(tuple(map(_bare, wording.words)))
        if 2 <= len(wording.words) <= MOST_WORDS:
            self._by_words[tuple(sorted(wording.stems))].append(wording)
            self._stems.update(wording.stems)

    def _look(self, quote: str) -> Wrong | None:
        """The first part of a written name that has the words of a known name but not the name; None: nothing."""
        if sum(map(self._may_tell, _WORD.findall(quote))) < 2:
            return None  # nearly all names
        spans = [match.span() for match in _WORD.finditer(quote)]
        words = [quote[start:end] for start, end in spans]
        telling = [n for n, word in enumerate(words) if word.lower() not in SMALL]
        if len(telling) < 2:
            return None
        stems = [stem_of(word.lower()) for word in words]
        tokens = {n: _token(words[n].lower()) for n in telling}
        if sum(self.has_stem(stems[n]) or self._has_bones(tokens[n].skeleton) for n in telling) < 2:
            return None
        for first, last in _windows(len(telling)):
            chosen = telling[first:last]
            whole = _is_whole(quote, spans, chosen[0], chosen[-1])
            found = self._reordered(words[chosen[0] : chosen[-1] + 1], whole=whole)
            between = quote[spans[chosen[0]][1] : spans[chosen[-1]][0]]
            if (
                found is None
                and " and " not in between
                and not self._is_in_order(tuple([_bare(words[n].lower()) for n in chosen]))
            ):
                found = self._translated([tokens[n] for n in chosen])
            if found is not None:
                return Wrong(spans[chosen[0]][0], spans[chosen[-1]][1], *found)
        return None

    def _may_tell(self, word: str) -> bool:
        """Whether a word may be one of a known name's: has its stem, or is English, as translated ones are."""
        lower = word.lower()
        if lower in SMALL:
            return False
        stem = stem_of(lower)
        if stem in self._stems or is_english(fold(lower)):
            return True
        return self._below is not None and self._below.has_stem(stem)

    def has_stem(self, stem: str) -> bool:
        """Whether some institution or group has this word in its English name."""
        return stem in self._stems or (self._below is not None and self._below.has_stem(stem))

    def _has_bones(self, bones: str) -> bool:
        return bones in self._by_bones or (self._below is not None and self._below._has_bones(bones))

    def _is_in_order(self, words: tuple[str, ...]) -> bool:
        """Whether an English name has these words in this order: also one that is hidden."""
        return words in self._in_order or (self._below is not None and self._below._is_in_order(words))

    def _of_stems(self, stems: Iterable[str]) -> list[Wording]:
        """The English names of these words in any order."""
        return self._of_key(tuple(sorted(stems)))

    def _of_key(self, key: tuple[str, ...]) -> list[Wording]:
        found = self._by_words.get(key, [])
        if self._below is None:
            return found
        return found + [one for one in self._below._of_key(key) if not self._is_hidden(one.record)]

    def _reordered(self, words: Sequence[str], *, whole: bool) -> tuple[EntityRecord, str] | None:
        """The entity whose English name has these words in another order, or with the words of another language.

        Without its nationality a name tells less: "High Court" is not the Israeli Supreme Court, "Army National" not
        the Syrian National Army where more words stand beside it (not `whole`).
        """
        asked = [word for word in words if word.lower() not in SMALL]
        stems = tuple([stem_of(word.lower()) for word in asked])
        of, small = _before_of(words), _between(words)
        if of == 1 and asked[0].lower() in _PUT_BEFORE and len(stems) > 1:
            for wording in self._of_stems(stems[1:]):
                if wording.stems == stems[1:]:
                    return wording.record, f"“{wording.name}” has no “{asked[0]} of” before it"
        if stems[-1] == _bare(asked[-1].lower()) == _PUT_AFTER and len(stems) > 2:
            for wording in self._of_stems(stems[:-1]):
                if wording.stems == stems[:-1] and _PUT_AFTER not in wording.stems:
                    return wording.record, f"“{wording.name}” has no “{asked[-1]}” behind it"
        singular = self._singular(asked, stems) if whole else None
        if singular is not None:
            return singular.record, f"“{singular.name}” is always plural"
        bare = sorted(_bare(word.lower()) for word in asked)
        found = [
            wording
            for wording in self._of_stems(stems)
            if ("and" not in small or "and" in wording.small)
            and not (
                wording.short and (not whole or (len(stems) == SHORTEST and bare != sorted(map(_bare, wording.words))))
            )
        ]
        # "Security Council of the United Nations": what follows "of" is a name of its own.
        proper = of is not None and self._is_in_order(tuple([_bare(word.lower()) for word in asked[of:]]))
        if not found or any(_is_right(Asked(asked, stems, of, small, proper), wording) for wording in found):
            return None
        wording = found[0]
        same = bare == sorted(map(_bare, wording.words))
        if same and stems == wording.stems:
            return wording.record, f"“{wording.name}” with another word between"
        what = "in the order of another language" if same else "translated word by word"
        return wording.record, f"the words of “{wording.name}” {what}"

    def _singular(self, asked: Sequence[str], stems: tuple[str, ...]) -> Wording | None:
        """The institution whose name has a plural where the same words have none: "United Nation"."""
        words = [word.lower() for word in asked]
        meant = None
        for wording in self._of_stems(stems):
            known = list(wording.words)
            if words == known:
                return None
            if wording.record.kind == "institution" and not wording.short and len(known) == len(words):
                apart = [(a, b) for a, b in zip(words, known, strict=True) if a != b]
                if len(apart) == 1 and f"{apart[0][0]}s" == apart[0][1] and apart[0][0] not in COLLECTIVE:
                    meant = meant or wording
        return meant

    def _translated(self, asked: Sequence[Token]) -> tuple[EntityRecord, str] | None:
        """The entity of whose name in another language each word is like one of these, in whatever order."""
        if sum(is_english(token.text) for token in asked) < 2:
            return None  # "Hachd al-Chaabi" was not translated
        return self._with_cognates(asked)

    def _with_cognates(self, asked: Sequence[Token]) -> tuple[EntityRecord, str] | None:
        sharing = Counter(
            number
            for bones in dict.fromkeys([token.skeleton for token in asked])
            for number in self._by_bones.get(bones, ())
            if len(self._foreign[number].words) == len(asked)
        )
        for number, count in sharing.items():
            foreign = self._foreign[number]
            if count * 2 >= len(asked) - 1 and _are_cognates(asked, foreign.words):
                return foreign.record, f"word by word what “{foreign.name}” says"
        below = self._below._with_cognates(asked) if self._below is not None else None
        return below if below is not None and not self._is_hidden(below[0]) else None


_MADE: Final[WeakKeyDictionary[Gazetteer, Institutions]] = WeakKeyDictionary()


def institutions(gazetteer: Gazetteer) -> Institutions:
    """Those of a gazetteer: made at the first call, of a large one when it is made."""
    found = _MADE.get(gazetteer)
    if found is not None:
        return found
    if isinstance(gazetteer, LayeredGazetteer):
        below, above = gazetteer.layers
        # After a change only what was changed is made anew.
        found = Institutions(above.entities, below=institutions(below), is_hidden=gazetteer.is_hidden)
    else:
        found = Institutions(gazetteer.entities)
    _MADE[gazetteer] = found
    return found


WITH_LARGE.append(institutions)


@lru_cache(maxsize=1 << 13)
def turned(quote: str) -> tuple[int, int, str] | None:
    """Where a noun with its adjectives behind it stands at the end of a name or before its "of", and how English
    writes it.

    "Union European" is "European Union", "Court Penal International" "International Penal Court", "Ministry American of
    Defense" "American Ministry of Defense".
    """
    words = [match.span() for match in _WORD.finditer(quote)]
    of = next((n for n, word in enumerate(words) if n > 1 and quote[slice(*word)] in _OF), None)
    if of is not None and _is_adjective(quote[slice(*words[of - 1])]) and words[of][0] - words[of - 1][1] == 1:
        words = words[:of]
    elif not words or not _is_adjective(quote[slice(*words[-1])]):
        return None  # nearly all names
    at = len(words) - 1
    while at > 0 and _is_adjective(quote[slice(*words[at])]):
        at -= 1
    if at == len(words) - 1 or quote[slice(*words[at])].lower() not in HEADS or not _spaced(quote, words[at:]):
        return None
    first = at
    while first and quote[slice(*words[first - 1])].lower() not in SMALL:
        first -= 1
    before = [quote[slice(*word)] for word in words[first:at]]
    if not all(map(_is_adjective, before)) or not _spaced(quote, words[first:]):
        return None  # "Air Force Islamic": more of the name stands before
    adjectives = [quote[slice(*word)] for word in words[at + 1 :]]
    return words[first][0], words[-1][1], " ".join([*before, *reversed(adjectives), quote[slice(*words[at])]])


def _is_whole(quote: str, spans: Sequence[tuple[int, int]], first: int, last: int) -> bool:
    """Whether no other word stands right before or behind a stretch of words of a name."""
    before = first > 0 and quote[spans[first - 1][1] : spans[first][0]] == " "
    behind = last + 1 < len(spans) and quote[spans[last][1] : spans[last + 1][0]] == " "
    return not (before and quote[slice(*spans[first - 1])].lower() not in SMALL) and not (
        behind and quote[slice(*spans[last + 1])].lower() not in SMALL
    )


def _is_adjective(word: str) -> bool:
    return word.lower() in ADJECTIVES or (is_demonym(word) and not word.endswith("s"))


def _spaced(quote: str, words: Sequence[tuple[int, int]]) -> bool:
    return all(quote[before[1] : after[0]] == " " for before, after in pairwise(words))


def _names(record: EntityRecord) -> Iterator[tuple[str, bool]]:
    """The names of more than one word, and whether they are English."""
    yield record.name, True
    for alias in record.aliases:
        if alias.kind == "spelling" and alias.scope == "everywhere" and " " in alias.name:
            yield alias.name, alias.language in {None, "en"}


def _wording(record: EntityRecord, name: str) -> Wording:
    words = _WORD.findall(name)
    kept = tuple(word.lower() for word in words if word.lower() not in SMALL)
    return Wording(record, name, kept, tuple(map(stem_of, kept)), _before_of(words), _between(words))


def _before_of(words: Sequence[str]) -> int | None:
    """How many telling words stand before the first "of"; None where there is none."""
    before = 0
    for word in words:
        if word in _OF:
            return before
        before += word.lower() not in SMALL
    return None


def _between(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word.lower() for word in words if word.lower() in SMALL and word.lower() not in {"the", "a", "an"})


def _windows(size: int) -> Iterator[tuple[int, int]]:
    """Stretches of two words or more, the longest first, then from the left."""
    for length in range(min(size, MOST_WORDS), 1, -1):
        for first in range(size - length + 1):
            yield first, first + length


@lru_cache(maxsize=1 << 13)
def stem_of(word: str) -> str:
    """What a word of a name in small letters is compared by: one for words that engines take for each other."""
    bare = _bare(word)
    return CALQUES.get(word) or CALQUES.get(bare) or bare


@lru_cache(maxsize=1 << 13)
def _bare(word: str) -> str:
    """A word folded, without hyphens, plural s and British spelling."""
    folded = word if word.isascii() and word.isalnum() else fold(word).replace(" ", "")
    folded = folded[:-1] if len(folded) > 3 and folded.endswith("s") and not folded.endswith("ss") else folded
    return american(folded)


@lru_cache(maxsize=1 << 13)
def _token(word: str) -> Token:
    return skeleton.tokens(fold(word).replace(" ", "") or word)[0]


def _is_right(asked: Asked, known: Wording) -> bool:
    """Whether English may write the known name so: the same words in their order, or turned around an "of"."""
    if sorted(_bare(word.lower()) for word in asked.words) != sorted(map(_bare, known.words)):
        return False  # "International Penal Court": other words
    if asked.stems == known.stems:
        same = [word.lower() for word in asked.words] == list(known.words)
        return same or asked.small == known.small or not (asked.small and known.small)
    if known.of is not None and asked.of is None:
        return _turned_around(known.stems, known.of, asked.stems)
    if asked.of is None or known.of is not None or not _turned_around(asked.stems, asked.of, known.stems):
        return False
    head, after = asked.words[asked.of - 1].lower(), asked.words[asked.of :]
    proper = asked.proper or not all(is_english(word) and not is_demonym(word) and not word.isupper() for word in after)
    return head not in COMES_LAST if proper else head in EITHER_WAY


def _turned_around(stems: tuple[str, ...], of: int, other: tuple[str, ...]) -> bool:
    """Whether some words before "of" go behind what follows it to make the other name: "X A of B" is "X B A"."""
    before, after = stems[:of], stems[of:]
    return any((*before[: of - length], *after, *before[of - length :]) == other for length in range(1, of + 1))


def _likeness(token: Token, foreign: Token) -> float:
    """How sure one word is the other in English, 0..1: it means it, or is nearly the same."""
    if _bare(token.text) in MEANINGS.get(foreign.text, ()):
        return 1.0
    return names.similarity(token, foreign) if token.text[0] == foreign.text[0] else 0.0


def _are_cognates(asked: Sequence[Token], words: Sequence[Token]) -> bool:
    """Whether each word has a partner of its own that is nearly the same word, or of English words ("Saint Seat", as
    Italian has it word by word) the same."""
    left = list(words)
    least = 1.0 if all(is_english(word.text) for word in words) else COGNATES
    for token in asked:
        best = max(left, key=lambda word: _likeness(token, word))
        if _likeness(token, best) < least and _bare(token.text) != _bare(best.text):
            return False
        left.remove(best)
    return True
