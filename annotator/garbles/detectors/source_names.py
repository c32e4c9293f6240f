"""A name of the source sentence is missing in the translation, or another one stands there.

Names are compared by their consonants (text/skeleton.py), so that "Kazimi", "الكاظمي" and "Kadhimi" are one. Countries and
towns have names of their own in each language: those of the Unicode CLDR (Babel) are known, and a name that may be an
English word ("White House") is never compared. Where the source is written in Latin letters, a name that is missing
and a name that is new make one finding; where it has no capitals, a person's name of two words that no word of the
source sounds like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError
from rapidfuzz.fuzz import ratio

from annotator.garbles import powers
from annotator.garbles.passage import Passage
from annotator.garbles.source import Couple
from annotator.text.calendar import MONTH_WORDS, WEEKDAYS
from annotator.text.skeleton import fold, tokens
from annotator.text.spans import Finding, Reading, Span
from annotator.text.words import class_of

KIND: Final = "source-names"
_MOST: Final = 3  # sentences on both sides together
_LONGEST: Final = 1_000
_NAME: Final = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w’'-]*[\w](?: (?:(?:al|el|bin|ibn|de|van|von|der|ben)[ -])?[^\W\d_a-zß-öø-ÿ][\w’'-]*\w)*")
_LATIN: Final = frozenset({"fr", "it", "es", "tr"})  # German writes every noun with a capital
_WORDS: Final = re.compile(r"[^\W\d_]+")
_CALENDAR: Final = frozenset({*WEEKDAYS, *MONTH_WORDS})
_ALIKE: Final = 60  # of 100: Londres and London, Moscou and Moscow are one


def find(passage: Passage) -> Iterator[Finding]:
    """Names of aligned sentences that have no counterpart."""
    source = passage.translated_from
    if source is None or not (source.language in _LATIN or source.language in {"ar", "fa"}):
        return
    couples = source.couples
    for number, couple in enumerate(couples):
        target = couple.pair.target
        if target is None or not couple.source or len(couple.pair.sources) + len(couple.pair.targets) > _MOST:
            continue
        near = couples[max(0, number - 1) : number + 2]
        if source.language in _LATIN:
            yield from _exchanged(passage, couple, near, source.language)
        else:
            yield from _unheard(passage, couple, near)


def _exchanged(passage: Passage, couple: Couple, near: Sequence[Couple], language: str) -> Iterator[Finding]:
    """A name of the source that is nowhere in the translation, while the translation has one that is not in the source."""
    ours = [name for name in _names(couple.source) if _is_name(name.group())]
    theirs = [name for name in _names(couple.target) if _is_name(name.group())]
    if not ours or not theirs:
        return
    all_ours, all_theirs = _sounds(near, "source"), _sounds(near, "target")
    missing = [name for name in ours if (name.start() or " " in name.group()) and not _heard(name.group(), all_theirs, language)]
    new = [name for name in theirs if not _heard(name.group(), all_ours, language)]
    assert couple.pair.target is not None  # noqa: S101 - for the type checker: couples without were left out
    for meant, instead in zip(missing, new, strict=False):
        if len(meant.group().split()) != len(instead.group().split()):
            continue
        start = couple.pair.target.start
        yield passage.finding(
            KIND, Span(start + instead.start(), start + instead.end()),
            f"The source names “{meant.group()}” here; “{instead.group()}” is not in it.",
            [Reading(meant.group(), 0.7, "as the source spells it")],
        )  # fmt: skip


def _unheard(passage: Passage, couple: Couple, near: Sequence[Couple]) -> Iterator[Finding]:
    """A name of two words and more of which no word of a source in Arabic script sounds like any."""
    names = [name for name in _names(couple.target) if " " in name.group() and _is_name(name.group())]
    if not names:
        return
    ours = _sounds(near, "source")
    assert couple.pair.target is not None  # noqa: S101 - as above
    for name in names:
        if not _heard(name.group(), ours, "ar"):
            start = couple.pair.target.start
            yield passage.finding(
                KIND, Span(start + name.start(), start + name.end()),
                f"No word of the source sentence sounds like “{name.group()}”: “{_short(couple.source)}”.",
            )  # fmt: skip


def _names(sentence: str) -> list[re.Match[str]]:
    return list(_NAME.finditer(sentence[:_LONGEST]))


@lru_cache(maxsize=1 << 12)
def _is_name(name: str) -> bool:
    """Whether a capitalised stretch can be nothing but a name: no word of it is one of the English lexicon's."""
    words = [word for word in _WORDS.findall(name) if len(word) > 1]
    return bool(words) and all(
        len(word) > 3 and not word.isupper() and word not in _CALENDAR and word not in powers.PEOPLES and not _is_word(word) for word in words
    )


def _is_word(word: str) -> bool:
    lower = word.lower()
    return class_of(lower) not in {"", "NNP", "NNPS"} or class_of(word) in {"JJ", "JJS", "RB", "IN", "DT", "PRP"}


def _sounds(near: Sequence[Couple], side: str) -> list[tuple[str, str, str]]:
    """The words of some couples: folded, their consonants, and those folded further."""
    found: list[tuple[str, str, str]] = []
    for couple in near:
        for word in _WORDS.findall(getattr(couple, side)[:_LONGEST]):
            found.extend(_parts(word))
    return found


@lru_cache(maxsize=1 << 14)
def _parts(word: str) -> tuple[tuple[str, str, str], ...]:
    parts = [word, *(word[len(prefix) :] for prefix in ("و", "ب", "ل", "ف", "ك", "لل", "وال", "بال") if word.startswith(prefix))]
    return tuple((token.text, token.skeleton, token.coarse) for part in parts if len(part) > 2 for token in tokens(part))


def _heard(name: str, sounds: Sequence[tuple[str, str, str]], language: str) -> bool:
    """Whether any word of a name sounds like a word of the other side, or is a place that has another name there."""
    if fold(name) in _places(language):
        return True
    for word in _WORDS.findall(name):
        if fold(word) in _places(language):
            return True
        for token in tokens(word):
            for text, bones, coarse in sounds:
                if bones == token.skeleton or coarse == token.coarse or text[:4] == token.text[:4]:
                    return True
                if ratio(text, token.text) >= _ALIKE or ratio(bones, token.skeleton) >= _ALIKE:
                    return True
    return False


@lru_cache(maxsize=16)
def _places(language: str) -> frozenset[str]:
    """The countries and well-known towns of CLDR in a language and in English, folded."""
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
