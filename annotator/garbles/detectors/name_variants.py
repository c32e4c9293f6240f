"""One person's name is spelled in two ways in the same article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import Levenshtein

from annotator.garbles import comparing, written
from annotator.garbles.passage import Passage
from annotator.garbles.written import WrittenName
from annotator.text import skeleton
from annotator.text.skeleton import fold
from annotator.text.spans import Finding, Reading, Span

KIND: Final = "name-variants"
_SKIPPED_ZONES: Final = frozenset({"byline", "boilerplate", "repeated-lead"})
# Spellings with surnames of the same consonants that are compared with each other, pair by pair.
MOST_ALIKE: Final = 40


@dataclass(slots=True)
class _Person:
    """One spelling of a person's name: its words folded, where it stands, the entity when it is known."""

    words: tuple[str, ...]
    written: str
    spans: list[Span]
    entity: str | None
    readings: tuple[Reading, ...] = ()


def find(passage: Passage) -> Iterator[Finding]:
    """The rarer of two spellings of one person, at each place; of two equally frequent ones the later.

    A person is a name of two words or more with a title, a word of speech beside it, or a person of the gazetteer
    behind it; a single word is compared with surnames only.
    """
    persons = _persons(passage)
    by_bones: dict[str, list[_Person]] = defaultdict(list)
    for person in persons:
        group = by_bones[skeleton.skeleton(person.words[-1])]
        if len(group) < MOST_ALIKE:
            group.append(person)
    flagged: set[Span] = set()
    for group in by_bones.values():
        for i, first in enumerate(group):
            for second in group[i + 1 :]:
                if _same_person(first, second):
                    common, rare = _by_frequency(first, second)
                    yield from _findings(passage, common, rare.spans, flagged)
    if not by_bones:
        return
    for span in _singles(passage, by_bones.keys()):
        bones = skeleton.skeleton(fold(span.of(passage.text)))
        for person in by_bones[bones]:
            if _near(fold(span.of(passage.text)), person.words[-1]):
                yield from _findings(passage, person, [span], flagged)
                break


def _findings(passage: Passage, common: _Person, spans: list[Span], flagged: set[Span]) -> Iterator[Finding]:
    for span in spans:
        if span in flagged:
            continue
        flagged.add(span)
        reason = f"The same person is “{common.written}” elsewhere in this article."
        own = Reading(common.written, 0.8, "the other spelling in this article", common.entity)
        yield passage.finding(KIND, span, reason, common.readings or (own,))


def _persons(passage: Passage) -> list[_Person]:
    garbled = passage.once("sounding", comparing.sounding)
    readings = {Span(finding.start, finding.end): finding.suggestions for finding in garbled}
    found: dict[tuple[str, ...], _Person] = {}
    for name in passage.names:
        if len(name.words) == 1 and "-" not in passage.text[name.start : name.end]:
            continue  # most names
        if passage.zone_at(name.start) in _SKIPPED_ZONES:
            continue
        for part in written.pieces(passage.text, name):
            person = _person(passage, part, readings.get(part.span(), ()))
            if person is not None:
                found.setdefault(person.words, person).spans.append(part.span())
    return list(found.values())


def _person(passage: Passage, name: WrittenName, readings: tuple[Reading, ...]) -> _Person | None:
    quote = passage.text[name.start : name.end]
    if len(name.words) == 1 and "-" not in quote:
        return None
    words = tuple(fold(quote).split())
    if not 2 <= len(words) <= 5 or len(words[-1]) < 3:
        return None
    entity = readings[0].entity if readings else None
    if entity is None:
        known = passage.gazetteer.exact(quote, garbles=False)
        entity = known[0].id if known else None
    record = passage.gazetteer.entity(entity) if entity else None
    if record is not None:
        return _Person(words, quote, [], entity, readings) if record.kind == "person" else None
    if not (name.title or written.speaks(passage.text, name)) or written.is_english(words[-1]):
        return None
    return _Person(words, quote, [], None)


def _same_person(a: _Person, b: _Person) -> bool:
    """Whether two spellings with surnames of the same consonants are one person's, spelled apart."""
    if a.entity and b.entity and a.entity != b.entity and not (a.readings or b.readings):
        return False
    if a.words[-1] == b.words[-1]:
        return False
    first = skeleton.skeleton(a.words[0]) == skeleton.skeleton(b.words[0])
    return first and (a.entity == b.entity is not None or _near(a.words[-1], b.words[-1]))


def _near(a: str, b: str) -> bool:
    """Whether two surnames with the same consonants are spelled alike but not the same, and not by ending only."""
    if a.rstrip("s") == b.rstrip("s") or min(len(a), len(b)) < 4:
        return False
    return Levenshtein.normalized_similarity(a, b) >= 0.7


def _by_frequency(a: _Person, b: _Person) -> tuple[_Person, _Person]:
    if len(a.spans) != len(b.spans):
        return (a, b) if len(a.spans) > len(b.spans) else (b, a)
    return (a, b) if a.spans[0] < b.spans[0] else (b, a)


def _singles(passage: Passage, bones: Collection[str]) -> Iterator[Span]:
    """Single capitalised words that may be one of the surnames with these consonants: not known, not English, no
    nationality."""
    text = passage.text
    for name in passage.names:
        if len(name.words) == 1 and _bones(text[name.start : name.end]) not in bones:
            continue  # nearly all that could be one
        if passage.zone_at(name.start) in _SKIPPED_ZONES:
            continue
        for part in written.pieces(text, name):
            word = text[part.start : part.end]
            if (
                len(part.words) == 1
                and len(word) >= 4
                and _bones(word) in bones
                and word.lower() not in passage.lower_words
                and not written.is_demonym(word)
                and not written.is_english(word)
                and not passage.mentions_in(part.span())
            ):
                yield part.span()


@lru_cache(maxsize=1 << 14)
def _bones(word: str) -> str:
    return skeleton.skeleton(fold(word))
