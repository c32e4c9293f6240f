"""Surnames alone that are nearly, and not quite, that of a person whom the article introduced in full.

"Tarek Bitar" and then "Judge Bitard", "Hans Grundberg" and then "Mr. Grundberger": copy names nobody by a surname alone
who was not introduced, so where a title, a word of speech or an office stands beside a surname that nobody bears here,
it is that of the one person whose surname is a letter away.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA, Indel

from annotator.garbles import written
from annotator.garbles.passage import Passage
from annotator.garbles.written import WrittenName
from annotator.text import skeleton
from annotator.text.skeleton import fold
from annotator.text.spans import Span

SHORTEST: Final = 4
# So long a surname, one letter off, needs no title or speech beside it.
LONG: Final = 6
# With the same consonants two surnames are spelled this alike; with an ending more, this long.
SPELLED: Final = 0.6
WITH_ENDING: Final = 7
# Nouns behind which, with "of", a person in office stands.
_OFFICE_OF: Final = re.compile(
    r"\b(?:government|regime|cabinet|presidency|decree|speech|visit|arrest|resignation|election|lawyers?|supporters?|"
    r"party|camp|forces|troops|men|fighters|brother|son|family|entourage|departure|death|office|arrival) of \Z"
)
_ARTICLES: Final = re.compile(r"\A(?:al|el|ad|as|ash|at|an|ar|az|ed|er|es)-(?=.{3})", re.IGNORECASE)
_ENDINGS: Final = frozenset("s n d t e h i y er ed is es en".split())
LONGEST_ENDING: Final = max(map(len, _ENDINGS))
_LONGEST_BEFORE: Final = 24


class Introduced(NamedTuple):
    """A person named in full: the surname as it is looked at and as written, the whole name, whose it is if known."""

    surname: str
    alone: str
    whole: str
    entity: str | None


def introduced(passage: Passage, whole: str, span: Span, entity: str | None) -> Introduced:
    """That person; `span` is where the full name stands."""
    alone = span.of(passage.text).split()[-1]
    return Introduced(_surname(alone), alone, whole, entity)


def misspelt(passage: Passage, persons: Iterable[Introduced]) -> Iterator[tuple[Span, Introduced]]:
    """Where a surname stands alone that is nearly one person's, and that person."""
    known_here = {person.surname: person for person in persons if len(person.surname) >= SHORTEST}
    if not known_here:
        return
    first_letters = frozenset(_first(surname) for surname in known_here)
    # Tried are those that begin alike and are of about that length, and those with the same consonants.
    by_size, by_bones = defaultdict[tuple[str, int], list[str]](list), defaultdict[str, list[str]](list)
    for surname in known_here:
        by_size[surname[0], len(surname)].append(surname)
        by_bones[skeleton.skeleton(surname)].append(surname)
    borne: set[str] | None = None
    for part in passage.pieces:
        if len(part.words) > 1:
            continue
        word = _surname(part.span().of(passage.text))
        if len(word) < SHORTEST or _first(word) not in first_letters or word in known_here:
            continue  # nearly all
        beside = part.title or written.speaks(passage.text, part) or _stands_behind_office(passage, part)
        if not _may_be_surname(passage, part, word, beside=beside):
            continue
        sizes = range(len(word) - LONGEST_ENDING, len(word) + LONGEST_ENDING + 1)
        tried = set(by_bones.get(skeleton.skeleton(word), ()))
        tried.update(each for size in sizes for each in by_size.get((word[0], size), ()))
        meant = [known_here[surname] for surname in tried if _nearly(word, surname, beside=beside)]
        if len(meant) != 1:
            continue
        borne = _borne(passage) if borne is None else borne
        if word not in borne:
            yield part.span(), meant[0]


def _borne(passage: Passage) -> set[str]:
    """The words of all longer names: whoever bears one is not misspelt."""
    return {_surname(word.of(passage.text)) for part in passage.pieces if len(part.words) > 1 for word in part.words}


def _may_be_surname(passage: Passage, name: WrittenName, word: str, *, beside: bool) -> bool:
    """Whether a word is no name, people or place that is known, and no English word but behind a title."""
    quote = name.span().of(passage.text)
    if quote.isupper() or written.is_demonym(word) or word in passage.lower_words or passage.mentions_in(name.span()):
        return False
    return beside and (name.title or not name.starts_sentence) if written.is_english(word) else True


def _nearly(word: str, surname: str, *, beside: bool) -> bool:
    off = OSA.distance(word, surname, score_cutoff=2)
    shorter, longer = sorted((word, surname), key=len)
    if longer.startswith(shorter) and longer[len(shorter) :] in _ENDINGS:
        # "Martin" and "Martins" are two names; behind a title "Bitard" is Bitar.
        return beside and not longer.endswith("s") and (off == 1 or len(shorter) >= WITH_ENDING)
    if off == 1 and word[0] == surname[0] and len(shorter) > SHORTEST:
        return beside or len(shorter) >= LONG
    bones = skeleton.skeleton(word)
    same = bones == skeleton.skeleton(surname) and Indel.normalized_similarity(word, surname) >= SPELLED
    return same and beside and word.rstrip("h") != surname.rstrip("h")


def _stands_behind_office(passage: Passage, name: WrittenName) -> bool:
    return _OFFICE_OF.search(passage.text[max(0, name.start - _LONGEST_BEFORE) : name.start]) is not None


@lru_cache(maxsize=1 << 13)
def _surname(word: str) -> str:
    """A surname folded, without its article."""
    return fold(_ARTICLES.sub("", word)).replace(" ", "")


def _first(word: str) -> str:
    """The letter that a surname begins with; "v" and "w" are one."""
    return "v" if word[0] == "w" else word[0]
