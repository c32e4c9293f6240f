"""Persons told by the office beside them, whose surname is a letter off: "Irrigation Minister Karim Abdel Matti".

What is lost or put before a name ("Aty", "Matti") changes its first consonant, and by its sound it is another one.
Where all other words are the known person's, the article names the country and the sentence the office, a letter is
enough.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final
from weakref import WeakKeyDictionary

from rapidfuzz.distance import OSA

from annotator.garbles import known, written
from annotator.garbles.given_names import different_given_names
from annotator.garbles.passage import Passage
from annotator.garbles.written import WrittenName
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import EntityRecord
from annotator.text import skeleton
from annotator.text.skeleton import Token
from annotator.text.spans import Finding, Reading

SCORE: Final = 0.84
# Behind a given name alone a surname of so many letters; behind two words one of this.
LONG: Final = 5
SHORT: Final = 3
MOST_LONGER: Final = 3  # letters, doubled ones with them
# What says of many people what they are, and of none in which office.
_ANYBODYS: Final = frozenset(
    "minister president general colonel commander leader party politician deputy candidate journalist lawyer activist "
    "spokesman spokeswoman governor mayor director ambassador opposition official army police court".split()
)
_DOUBLED: Final = re.compile(r"(.)\1+")
_SOFT_C: Final = re.compile("c(?=[ei])")
_WORD: Final = re.compile(r"[a-zà-ÿ]+")


def told(passage: Passage) -> Iterator[Finding]:
    """Such names in copy, with the person in that office."""
    if not len(passage.gazetteer):
        return
    by_given = _by_given(passage.gazetteer)
    for name in passage.pieces:
        record = _meant(passage, name, by_given) if len(name.words) > 1 else None
        if record is not None and known.in_copy(passage, name):
            reason = f"{record.name} holds this office; the surname is a letter off."
            reading = Reading(record.name, SCORE, "the same office, the surname a letter off", record.id)
            yield passage.finding("garbled-name", name.span(), reason, [reading])


def _meant(
    passage: Passage, name: WrittenName, by_given: dict[tuple[str, ...], list[EntityRecord]]
) -> EntityRecord | None:
    asked = skeleton.tokens(name.span().of(passage.text))
    persons = by_given.get(_given(asked), ()) if len(asked) > 1 else ()
    if not persons or passage.mentions_in(name.span()):
        return None
    least = LONG if len(asked) == 2 else SHORT
    if len(asked[-1].text) < least or written.is_english(asked[-1].text):
        return None
    found = [
        record
        for record in persons
        if _is_off_by_a_letter(asked, skeleton.tokens(record.name), least)
        and known.is_at_home(passage, record)
        and _is_in_office(passage, name, record)
    ]
    return found[0] if len(found) == 1 else None


def _is_off_by_a_letter(asked: tuple[Token, ...], right: tuple[Token, ...], least: int) -> bool:
    if right[-1].native or len(right[-1].text) < least or abs(len(asked[-1].text) - len(right[-1].text)) > MOST_LONGER:
        return False
    a, b = _plain(asked[-1].text), _plain(right[-1].text)
    if asked[-1].skeleton == right[-1].skeleton or OSA.distance(a, b, score_cutoff=1) > 1:
        return False
    return not any(different_given_names(x.text, y.text) for x, y in zip(asked, right, strict=True))


@lru_cache(maxsize=1 << 13)
def _plain(word: str) -> str:
    """Without what spells one sound in two ways: "Cissé" is Sissé."""
    return _DOUBLED.sub(r"\1", _SOFT_C.sub("s", word.replace("y", "i").replace("ou", "u")))


def _is_in_office(passage: Passage, name: WrittenName, record: EntityRecord) -> bool:
    """Whether the sentence names the office: all words of one of the person's that is not anybody's."""
    sentence = passage.sentence_at(name.start)
    if sentence is None:
        return False
    said = set(_words(sentence.of(passage.text)))
    offices = [set(_words(office)) for office in record.context if office.islower()]
    return any(office <= said for office in offices if not office <= _ANYBODYS)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("defense", "defence").replace("labor", "labour"))


_MADE: Final[WeakKeyDictionary[Gazetteer, dict[tuple[str, ...], list[EntityRecord]]]] = WeakKeyDictionary()


def _by_given(gazetteer: Gazetteer) -> dict[tuple[str, ...], list[EntityRecord]]:
    """The persons by the consonants of all their words but the last; made at the first call."""
    found = _MADE.get(gazetteer)
    if found is None:
        found = _MADE[gazetteer] = _made(gazetteer.entities)
    return found


def _made(records: Iterable[EntityRecord]) -> dict[tuple[str, ...], list[EntityRecord]]:
    found: dict[tuple[str, ...], list[EntityRecord]] = defaultdict(list)
    for record in records:
        tokens = skeleton.read(record.name)[1] if record.kind == "person" else ()
        if len(tokens) > 1:
            found[_given(tokens)].append(record)
    return found


def _given(tokens: tuple[Token, ...]) -> tuple[str, ...]:
    return tuple([token.skeleton for token in tokens[:-1]])
