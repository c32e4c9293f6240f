"""Acronyms that came back through another alphabet, as they are spoken: "Yunama" is UNAMA, "Ekowas" ECOWAS.

Arabic and Persian write an acronym by its sound, letter for letter; the engine reads it as a name. The consonants of
the acronym are still there, and its first vowel has the "y" with which English speaks it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from weakref import WeakKeyDictionary

from rapidfuzz.distance import Indel

from annotator.garbles import known, written
from annotator.garbles.passage import Passage
from annotator.gazetteer.lookup import WITH_LARGE, Gazetteer
from annotator.gazetteer.mentions import is_acronym
from annotator.gazetteer.overlay import LayeredGazetteer
from annotator.gazetteer.records import EntityRecord
from annotator.text.skeleton import fold, skeleton
from annotator.text.spans import Finding, Reading

SHORTEST: Final = 5  # letters of an acronym that is spoken as a word
LIKE: Final = 0.72
# The sound of a "U" in English, in the letters that other languages give it.
_SPOKEN_U: Final = re.compile(r"\A(?:y[uo]u?|[ij]u|you)(?=[a-z])")
SCORE: Final = 0.85
Table = dict[str, list[tuple[str, EntityRecord]]]  # by consonants: folded acronyms, whose they are


def spoken(passage: Passage) -> Iterator[Finding]:
    """Names of one word that are an acronym of the gazetteer in the letters of its sound."""
    tables = _tables(passage.gazetteer)
    text = passage.text
    for name in passage.names:
        quote = text[name.words[0].start : name.words[0].end] if len(name.words) == 1 else ""
        if len(quote) < SHORTEST or quote.isupper() or written.is_english(quote):
            continue
        record = next((found for table in tables if (found := _meant(table, fold(quote))) is not None), None)
        if record is None or passage.mentions_in(name.span()) or not known.in_copy(passage, name):
            continue
        acronym = next(iter(_acronyms(record)), record.name)
        readings = [Reading(acronym, SCORE, "the acronym as it is spoken", record.id)]
        reason = f"“{quote}” is {acronym} as it is spoken, put into letters again."
        yield passage.finding(known.kind_of(record), name.span(), reason, readings)


def _meant(table: Table, word: str) -> EntityRecord | None:
    heard = _SPOKEN_U.sub("u", word)
    for acronym, record in table.get(skeleton(heard.replace("c", "k")), ()):
        # The first letter is heard; without the "y" only an acronym's "c" and "k" may differ.
        if heard[0] == acronym[0] and word != acronym and Indel.normalized_similarity(heard, acronym) >= LIKE:
            # "Minousma": French has the sound of "u" in two letters.
            sure = heard != word or acronym in {heard.replace("k", "c"), heard.replace("ou", "u")}
            return record if sure else None
    return None


_MADE: Final[WeakKeyDictionary[Gazetteer, tuple[Table, ...]]] = WeakKeyDictionary()


def _tables(gazetteer: Gazetteer) -> tuple[Table, ...]:
    """The acronyms that can be spoken as words, by their consonants: made at the first call, of a large gazetteer when
    it is made. After a change of a large one only what was changed is made anew."""
    found = _MADE.get(gazetteer)
    if found is None:
        if isinstance(gazetteer, LayeredGazetteer):
            below, above = gazetteer.layers
            shown = [_without(table, gazetteer) for table in _tables(below)]
            found = (*shown, _table(above))
        else:
            found = (_table(gazetteer),)
        _MADE[gazetteer] = found
    return found


WITH_LARGE.append(_tables)


def _without(table: Table, names: LayeredGazetteer) -> Table:
    """The same without what was changed or taken away."""
    return {
        bones: kept for bones, known in table.items() if (kept := [one for one in known if not names.is_hidden(one[1])])
    }


def _table(gazetteer: Gazetteer) -> Table:
    found: Table = {}
    for record in gazetteer.entities:
        for acronym in _acronyms(record) if record.kind in {"institution", "group"} else ():
            if len(acronym) >= SHORTEST and acronym.isalpha():
                folded = fold(acronym)
                # A "c" is spoken as "k" or as "s".
                for bones in {skeleton(folded.replace("c", letter)) for letter in "ks"}:
                    found.setdefault(bones, []).append((folded, record))
    return found


def _acronyms(record: EntityRecord) -> Iterator[str]:
    """The acronyms of an entity that English copy has."""
    for alias in record.aliases:
        if alias.kind == "acronym" and alias.language in {None, "en"} and is_acronym(alias.name):
            yield alias.name
