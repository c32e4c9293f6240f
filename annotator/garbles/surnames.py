"""Surnames alone behind a title that sound like that of a known person: "President Araqtchi"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final
from weakref import WeakKeyDictionary

from rapidfuzz.distance import Indel

from annotator.garbles import known, written
from annotator.garbles.likeness import near
from annotator.garbles.passage import Passage
from annotator.garbles.written import WrittenName
from annotator.gazetteer.lookup import Gazetteer, Match
from annotator.gazetteer.records import EntityRecord
from annotator.text import skeleton
from annotator.text.skeleton import Token, fold

SCORE: Final = 0.85
LEAST_LETTERS: Final = 5
# With two consonants many surnames are alike: "Saad", "Said", "Sayed".
LEAST_BONES: Final = 2
SPELLED: Final = 0.55
# With so few consonants two surnames are one only where they are spelled this alike.
BARE_BONES: Final = 2
SPELLED_BARE: Final = 0.7


def meant(passage: Passage, name: WrittenName) -> EntityRecord | None:
    """The one known person whose surname a single word behind a title is a garble of, in an article that names their
    country or party; None where the word is any known name as it stands, or more than one person may be meant."""
    quote = passage.text[name.start : name.end]
    tokens = skeleton.tokens(quote)
    if len(tokens) != 1 or len(tokens[0].text) < LEAST_LETTERS or written.is_english(tokens[0].text):
        return None
    token, gazetteer = tokens[0], passage.gazetteer
    persons = by_bones(gazetteer).get(token.skeleton, ())
    if not persons or gazetteer.with_word(token.text) or _is_somebody(passage, name, token):
        return None
    found = {
        record.id: record
        for surname, record in persons
        if near(token.text, surname, SPELLED) and known.is_at_home(passage, record)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def are_others(asked: tuple[Token, ...], spelling: tuple[Token, ...]) -> bool:
    """Whether the surnames have two consonants at most and are not spelled alike: "Ismail Khan", Ismail Haniya."""
    a, b = asked[-1], spelling[-1]
    return len(a.skeleton) <= BARE_BONES and Indel.normalized_similarity(a.text, b.text) < SPELLED_BARE


def right_words(record: EntityRecord) -> frozenset[str]:
    """Words that are right for an entity alone, folded: those of its right name, and its English names of one word."""
    right = [alias.name for alias in record.aliases if alias.kind == "spelling" and alias.language in {None, "en"}]
    alone = [fold(name) for name in right if " " not in name]
    return frozenset([*fold(record.name).split(), *alone])


def is_right(passage: Passage, token: Token, match: Match) -> bool:
    """Whether one word stands in a person's right name as it is: "Sisi", though the gazetteer has "Sissi" alone."""
    record = passage.gazetteer.entity(match.entity_id) if match.kind == "person" else None
    return record is not None and token.text in right_words(record)


def _is_somebody(passage: Passage, name: WrittenName, token: Token) -> bool:
    """Whether the word stands in a longer name of the text too: then the full name tells who that is."""
    text = passage.text
    return any(
        skeleton.fold(word.of(text)).split()[-1:] == [token.text]
        for other in passage.names
        for word in other.words[1:]
        if word.end != name.end
    )


_MADE: Final[WeakKeyDictionary[Gazetteer, dict[str, list[tuple[str, EntityRecord]]]]] = WeakKeyDictionary()


def by_bones(gazetteer: Gazetteer) -> dict[str, list[tuple[str, EntityRecord]]]:
    """The last words of the right names of persons by their consonants; made at the first call."""
    found = _MADE.get(gazetteer)
    if found is None:
        found = _MADE[gazetteer] = _made(gazetteer.entities)
    return found


def _made(records: Iterable[EntityRecord]) -> dict[str, list[tuple[str, EntityRecord]]]:
    found: dict[str, list[tuple[str, EntityRecord]]] = defaultdict(list)
    for record in records:
        if record.kind != "person":
            continue
        tokens = skeleton.tokens(record.name)
        if len(tokens) > 1 and not tokens[-1].native and len(tokens[-1].skeleton) >= LEAST_BONES:
            found[tokens[-1].skeleton].append((tokens[-1].text, record))
    return found
