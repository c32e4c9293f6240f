"""A name of the source sentence is missing in the translation, or another one stands there.

Names are compared by their consonants (text/skeleton.py), so that "Kazimi", "الكاظمي" and "Kadhimi" are one. Countries
and towns have names of their own in each language: those of the Unicode CLDR (Babel) are known, and a name that may be
an English word ("White House") is never compared. Where the source is written in Latin letters, a name that is missing
and a name that is new make one finding; where it has no capitals, a person's name of two words that no word of the
source sounds like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz.fuzz import ratio

from annotator.garbles import powers
from annotator.garbles.passage import Passage
from annotator.garbles.source import Couple
from annotator.text.calendar import MONTH_WORDS, WEEKDAYS
from annotator.text.skeleton import Token, fold, tokens
from annotator.text.spans import Finding, Reading, Span
from annotator.text.words import class_of

KIND: Final = "source-names"
_LONGEST: Final = 1_000
_NAME: Final = re.compile(
    r"[^\W\d_a-zß-öø-ÿ][\w’'-]*[\w](?: (?:(?:al|el|bin|ibn|de|van|von|der|ben)[ -])?[^\W\d_a-zß-öø-ÿ][\w’'-]*\w)*"
)
_LATIN: Final = frozenset({"fr", "it", "es", "tr"})  # German writes every noun with a capital
_WORDS: Final = re.compile(r"[^\W\d_]+")
_CALENDAR: Final = frozenset({*WEEKDAYS, *MONTH_WORDS})
_PEOPLES: Final = ("ian", "ians", "ism", "ish", "ese", "ans", "ews", "ims", "ity", "day")  # "Christian", "Jews"
_ALIKE: Final = 72  # of 100, over the words of a name: Londres and London, Moscou and Moscow are one
# Prepositions and the article, which Arabic writes as one with the word behind.
_PREFIXES: Final = ("و", "ب", "ل", "ف", "ك", "لل", "وال", "بال")


def find(passage: Passage) -> Iterator[Finding]:
    """Names of aligned sentences that have no counterpart."""
    source = passage.translated_from
    if source is None or not (source.language in _LATIN or source.language in {"ar", "fa"}):
        return
    couples = source.couples
    for number, couple in enumerate(couples):
        target = couple.pair.target
        if target is None or not couple.is_close:
            continue
        near = couples[max(0, number - 1) : number + 2]
        if source.language in _LATIN:
            yield from _exchanged(passage, couple, near, source.language)
        else:
            yield from _unheard(passage, couple, near)


def _exchanged(passage: Passage, couple: Couple, near: Sequence[Couple], language: str) -> Iterator[Finding]:
    """A name of the source that is nowhere in the translation, which has one that is not in the source."""
    ours = [name for name in _names(couple.source) if _is_name(name.words)]
    theirs = [name for name in _names(couple.target) if _is_name(name.words)]
    if not ours or not theirs:
        return
    sounds = _sounds([couple], "source", capitals=True), _sounds([couple], "target", capitals=True)
    around = _sounds(near, "source", capitals=True), _sounds(near, "target", capitals=True)
    missing = [
        name
        for name in ours
        if (name.start or " " in name.words) and not _heard(name.words, sounds[1], around[1], language)
    ]
    new = [name for name in theirs if not _heard(name.words, sounds[0], around[0], language)]
    assert couple.pair.target is not None
    for instead in new:
        count = instead.words.count(" ")
        meant = next((name for name in missing if name.words.count(" ") == count), None)
        if meant is None:
            continue
        missing.remove(meant)
        start = couple.pair.target.start
        yield passage.finding(
            KIND, Span(start + instead.start, start + instead.end),
            f"The source names “{meant.words}” here; “{instead.words}” is not in it.",
            [Reading(meant.words, 0.7, "as the source spells it")],
        )  # fmt: skip


def _unheard(passage: Passage, couple: Couple, near: Sequence[Couple]) -> Iterator[Finding]:
    """A name of two words and more of which no word of a source in Arabic script sounds like any."""
    names = [name for name in _names(couple.target) if " " in name.words and _is_name(name.words)]
    if not names:
        return
    ours, around = _sounds([couple], "source", capitals=False), _sounds(near, "source", capitals=False)
    assert couple.pair.target is not None
    for name in names:
        if not _heard(name.words, ours, around, "ar"):
            start = couple.pair.target.start
            yield passage.finding(
                KIND, Span(start + name.start, start + name.end),
                f"No word of the source sentence sounds like “{name.words}”: “{_short(couple.source)}”.",
            )  # fmt: skip


class _Name(NamedTuple):
    """A capitalised stretch of a sentence: where it stands in it, without the small words that may open it."""

    start: int
    end: int
    words: str


def _names(sentence: str) -> list[_Name]:
    found = []
    for match in _NAME.finditer(sentence[:_LONGEST]):
        start, words = match.start(), match.group()
        while " " in words and (len(words.split(" ", 1)[0]) < 4 or _is_word(words.split(" ", 1)[0])) and not start:
            first, _, words = words.partition(" ")
            start += len(first) + 1
        found.append(_Name(start, match.end(), words))
    return found


@lru_cache(maxsize=1 << 12)
def _is_name(name: str) -> bool:
    """Whether a capitalised stretch can be nothing but a name: its last word is none of the English lexicon's."""
    words = [word for word in _WORDS.findall(name) if len(word) > 1]
    if len(words) == 1 and words[0].endswith(_PEOPLES):
        return False
    return bool(words) and all(
        len(word) > 3 and not word.isupper() and word not in _CALENDAR and word not in powers.PEOPLES for word in words
    ) and not _is_word(words[-1]) and (len(words) > 1 or not _is_word(words[0]))  # fmt: skip


def _is_word(word: str) -> bool:
    lower = word.lower()
    return class_of(lower) not in {"", "NNP", "NNPS"} or class_of(word) in {"JJ", "JJS", "RB", "IN", "DT", "PRP"}


def _sounds(near: Sequence[Couple], side: str, *, capitals: bool) -> frozenset[tuple[str, str]]:
    """The words of some couples, or their capitalised ones: folded, and their consonants."""
    found: set[tuple[str, str]] = set()
    for couple in near:
        for word in _WORDS.findall(getattr(couple, side)[:_LONGEST]):
            if not capitals or word[0].isupper():
                found.update(_parts(word))
    return frozenset(found)


@lru_cache(maxsize=1 << 14)
def _parts(word: str) -> tuple[tuple[str, str], ...]:
    parts = [word, *(word[len(prefix) :] for prefix in _PREFIXES if word.startswith(prefix))]
    return tuple((token.text, token.coarse) for part in parts if len(part) > 2 for token in tokens(part))


def _heard(name: str, sounds: frozenset[tuple[str, str]], around: frozenset[tuple[str, str]], language: str) -> bool:
    """Whether a name sounds like words of the other side, or is a place that has another name there.

    In the sentences around it must be the same consonants: translators move a name to the next sentence.
    """
    places = _places(language)
    words = _WORDS.findall(name)
    if fold(name) in places or any(fold(word) in places for word in words):
        return True
    # "King Gongmin", "Miss Piggy": the title is translated.
    parts = [token for word in words if len(word) > 2 and not _is_word(word) for token in tokens(word)]
    if not parts or all(any(coarse == token.coarse for _, coarse in around) for token in parts):
        return True
    likeness = [max((_like(token, sound) for sound in sounds), default=0.0) for token in parts]
    return sum(likeness) / len(likeness) >= _ALIKE


def _like(token: Token, sound: tuple[str, str]) -> float:
    """How much a word sounds like another, 0..100: by its consonants, where both have some; else by its letters."""
    text, coarse = sound
    if len(coarse) < 3 or len(token.coarse) < 3:
        return 100.0 if coarse == token.coarse and len(coarse) > 1 else ratio(text, token.text)
    return max(ratio(coarse, token.coarse), ratio(text, token.text))


@lru_cache(maxsize=16)
def _places(language: str) -> frozenset[str]:
    """The countries and well-known towns of CLDR in a language and in English, folded."""
    from babel import Locale, UnknownLocaleError  # only where there is a source: it takes longer than an article

    found: set[str] = set()
    for code in {language, "en"}:
        try:
            locale = Locale(code)
        except UnknownLocaleError:
            continue
        found.update(fold(name) for name in locale.territories.values())
        found.update(fold(zone["city"]) for zone in locale.time_zones.values() if "city" in zone)
    found.update(fold(name) for name in powers.NAMES)
    return frozenset(found)


def _short(words: str) -> str:
    return words if len(words) <= 120 else words[:120].rpartition(" ")[0] + " …"
