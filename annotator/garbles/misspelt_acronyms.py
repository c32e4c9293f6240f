"""Acronyms with a vowel too many, missing or wrong, or two letters changed about: "UNISMIL", "EGAD", "UNWRA".

Another alphabet has an acronym without its vowels, or has what is heard. Acronyms are alike by chance more often than
names, so either the body's name stands before the brackets that hold it, or the article is about what it deals with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from weakref import WeakKeyDictionary

from rapidfuzz.distance import OSA

from annotator.garbles import known
from annotator.garbles.passage import Passage
from annotator.garbles.written import WrittenName
from annotator.gazetteer.lookup import WITH_LARGE, Gazetteer
from annotator.gazetteer.mentions import is_acronym
from annotator.gazetteer.overlay import LayeredGazetteer
from annotator.gazetteer.records import EntityRecord
from annotator.text.spans import Finding, Reading, Span

KIND: Final = "garbled-institution"
SCORE: Final = 0.85
SHORTEST: Final = 4  # letters
LONGEST: Final = 9
LONG: Final = 6  # one that is spelled so long may have lost or changed any letter
_DOUBLED: Final = re.compile(r"([A-Z])\1")
_VOWELS: Final = str.maketrans("", "", "AEIOUY")
_IN_BRACKETS: Final = " ("
Table = dict[str, list[tuple[str, EntityRecord]]]  # by `_keys`


def misspelt(passage: Passage) -> Iterator[Finding]:
    """Acronyms that no gazetteer has and that are one letter off an institution's or a group's."""
    tables: tuple[Table, ...] | None = None
    text = passage.text
    if not any(map(_may_be, passage.chunks)):
        return
    for name in passage.pieces:
        word = text[name.start : name.end]
        if not (SHORTEST <= len(word) <= LONGEST and word.isupper() and word.isalpha()):
            continue  # nearly all
        if passage.mentions_in(name.span()) or not known.in_copy(passage, name) or _is_headline(text, name):
            continue
        tables = _tables(passage.gazetteer) if tables is None else tables
        meant = next((found for table in tables if (found := _meant(passage, name, word, table)) is not None), None)
        if meant is not None:
            acronym, record = meant
            readings = [Reading(acronym, SCORE, f"the acronym of {record.name}", record.id)]
            yield passage.finding(KIND, name.span(), f"“{word}” is nearly {acronym}, {record.name}.", readings)


def _may_be(chunk: str) -> bool:
    return len(chunk) >= SHORTEST and chunk.isupper()


def _meant(passage: Passage, name: WrittenName, word: str, table: Table) -> tuple[str, EntityRecord] | None:
    before = passage.text[max(0, name.start - len(_IN_BRACKETS)) : name.start]
    named = passage.mentions_in(_before(name)) if before == _IN_BRACKETS else []
    for key in _keys(word):
        for acronym, record in table.get(key, ()):
            if OSA.distance(acronym, word, score_cutoff=1) != 1 or not passage.chunks.isdisjoint(
                (acronym, f"{acronym},", f"{acronym}.", f"({acronym})")
            ):
                continue  # the right one stands there too: two bodies
            if before == _IN_BRACKETS:
                if any(entity == record.id for _, entity in named):
                    return acronym, record
            elif known.is_at_home(passage, _by_long_words(record)):
                return acronym, record
    return None


def _by_long_words(record: EntityRecord) -> EntityRecord:
    """Known by words of three letters or more: "UN" begins every acronym of the United Nations."""
    return replace(record, context=tuple(word for word in record.context if len(word) > 2))


def _before(name: WrittenName) -> Span:
    return Span(name.start - len(_IN_BRACKETS) - 1, name.start - len(_IN_BRACKETS))


def _is_headline(text: str, name: WrittenName) -> bool:
    """Whether words in capitals stand beside it: there any word may."""
    behind = text[name.end : name.end + 8].split()
    return len(name.words) > 1 or bool(behind and len(behind[0]) > 1 and behind[0].isupper())


def _keys(word: str) -> set[str]:
    """By these a misspelt one is found: its consonants, its letters in order of the alphabet, a long one less a letter;
    the same letter twice counts once."""
    single = _DOUBLED.sub(r"\1", word)
    keys = {f"consonants {single.translate(_VOWELS)}", f"letters {''.join(sorted(word))}"}
    if len(word) >= LONG:
        keys |= {word[:at] + word[at + 1 :] for at in range(len(word))} | {word}
    return keys


_MADE: Final[WeakKeyDictionary[Gazetteer, tuple[Table, ...]]] = WeakKeyDictionary()


def _tables(gazetteer: Gazetteer) -> tuple[Table, ...]:
    """The acronyms of a gazetteer: made at the first call, of a large one when it is made."""
    found = _MADE.get(gazetteer)
    if found is None:
        if isinstance(gazetteer, LayeredGazetteer):
            below, above = gazetteer.layers
            shown = [
                {key: [one for one in there if not gazetteer.is_hidden(one[1])] for key, there in table.items()}
                for table in _tables(below)
            ]
            found = (*shown, _table(above))
        else:
            found = (_table(gazetteer),)
        _MADE[gazetteer] = found
    return found


WITH_LARGE.append(_tables)


def _table(gazetteer: Gazetteer) -> Table:
    found: Table = {}
    for record in gazetteer.entities:
        if record.kind not in {"institution", "group"}:
            continue
        names = [record.name, *(alias.name for alias in record.aliases if alias.language in {None, "en"})]
        for acronym in dict.fromkeys(name for name in names if is_acronym(name) and name.isalpha() and name.isupper()):
            if SHORTEST <= len(acronym) <= LONGEST:
                for key in _keys(acronym):
                    found.setdefault(key, []).append((acronym, record))
    return found
