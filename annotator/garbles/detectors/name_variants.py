"""One name is spelled in two ways in the same article."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final

from annotator.garbles import comparing, introduced, known, surnames, torn_surnames, written
from annotator.garbles.given_names import different_given_names
from annotator.garbles.likeness import NEAR, bones, near, same_consonants, spelled_apart
from annotator.garbles.passage import Passage
from annotator.garbles.written import WrittenName
from annotator.text import skeleton
from annotator.text.skeleton import fold
from annotator.text.spans import Finding, Reading, Span

KIND: Final = "name-variants"
_SKIPPED_ZONES: Final = frozenset({"byline", "boilerplate", "repeated-lead"})
# With an article before it a surname is no other word: "Ad-Debibah" for Dabaiba. It may be less like.
NEAR_WITH_ARTICLE: Final = 0.4
# Two names that share so many consonants in all words are one, though their surnames are spelled only this alike.
TELLING: Final = 7
LONG: Final = 3  # words
NEAR_IN_FULL: Final = 0.6
_ARTICLES: Final = ("al-", "el-", "ad-", "as-", "ash-", "at-", "an-", "ar-", "az-", "es-", "ed-", "er-", "en-")
_ARTICLE_WORDS: Final = frozenset(article.rstrip("-") for article in _ARTICLES)
# Spellings with surnames of the same consonants that are compared with each other, pair by pair.
MOST_ALIKE: Final = 40
# What presents another name of a person: "nicknamed Hemedti".
_NICKNAMED: Final = re.compile(
    r"\b(?:nicknamed|known(?: \w+)? (?:as|by)|dubbed|called|alias|aka|a\.k\.a\.|or|born|"
    r"(?:nom de guerre|nickname|alias)(?: of| is| was)?),? [“\"‘(]?\Z"
)
_LONGEST_BEFORE: Final = 32


@dataclass(slots=True)
class _Person:
    """One spelling of a person's name: its words folded, where it stands, the entity when it is known."""

    words: tuple[str, ...]
    written: str
    spans: list[Span]
    entity: str | None
    readings: tuple[Reading, ...] = ()
    sure: bool = True  # a person by what stands around
    right: frozenset[str] = frozenset()  # the words of the right name, where it is known


def find(passage: Passage) -> Iterator[Finding]:
    """The rarer of two spellings of one name, at each place; of two equally frequent ones the later.

    Of places, groups and institutions two known spellings; of persons any. A person is a name of two words or more
    with a title, a word of speech beside it, or a person of the gazetteer behind it; of other names all words must
    have the same consonants. A single word is compared with surnames only.
    """
    flagged: set[Span] = set()
    yield from _known_variants(passage, flagged)
    persons = _persons(passage)
    by_bones: dict[str, list[_Person]] = defaultdict(list)
    for person in persons:
        for key in bones(person.words[-1]):
            if len(by_bones[key]) < MOST_ALIKE:
                by_bones[key].append(person)
    rarer: set[tuple[str, ...]] = set()
    for group in by_bones.values():
        for i, first in enumerate(group):
            for second in group[i + 1 :]:
                if _same_person(first, second):
                    common, rare = _by_frequency(first, second)
                    rarer.add(rare.words)
                    yield from _findings(passage, common, rare.spans, flagged)
    if not by_bones:
        return
    yield from _alone(passage, by_bones, rarer, flagged)
    in_full = [
        introduced.introduced(passage, one.written, one.spans[0], one.entity) for one in persons if not one.readings
    ]
    for span, meant in chain(introduced.misspelt(passage, in_full), torn_surnames.found(passage, in_full)):
        if span not in flagged and passage.zone_at(span.start) not in _SKIPPED_ZONES:
            flagged.add(span)
            reason = f"Nobody of this name was introduced; “{meant.whole}” is named in this article."
            reading = Reading(meant.alone, 0.8, f"the surname of “{meant.whole}”", meant.entity)
            yield passage.finding(KIND, span, reason, [reading])


def _alone(
    passage: Passage, by_bones: dict[str, list[_Person]], rarer: set[tuple[str, ...]], flagged: set[Span]
) -> Iterator[Finding]:
    """Single words with the consonants of a person's surname that spell it apart."""
    for span in _singles(passage, by_bones.keys()):
        quote = span.of(passage.text)
        surname, least = _surname(quote), NEAR_WITH_ARTICLE if _has_article(quote) else NEAR
        if any(person.words[-1] == surname and person.words not in rarer for person in by_bones[_bones(quote)]):
            continue  # the surname of a person as it is spelled here
        for person in by_bones[_bones(quote)]:
            if surname not in person.right and near(surname, person.words[-1], least):
                yield from _findings(passage, person, [span], flagged)
                break


def _findings(passage: Passage, common: _Person, spans: list[Span], flagged: set[Span]) -> Iterator[Finding]:
    for span in spans:
        if span in flagged:
            continue
        flagged.add(span)
        reason = f"The same name is “{common.written}” elsewhere in this article."
        own = Reading(common.written, 0.8, "the other spelling in this article", common.entity)
        yield passage.finding(KIND, span, reason, common.readings or (own,))


def _persons(passage: Passage) -> list[_Person]:
    garbled = passage.once("sounding", comparing.sounding)
    readings = {Span(finding.start, finding.end): finding.suggestions for finding in garbled}
    found: dict[tuple[str, ...], _Person] = {}
    for name in passage.names:
        if len(name.words) == 1 and "-" not in passage.text[name.start : name.end]:
            continue  # most names
        for piece in written.pieces(passage.text, name) if len(name.words) > 2 else (name,):
            part = _without_owner(passage.text, piece) if len(piece.words) > 2 else piece
            span = Span(part.start, part.end)
            person = _person(passage, part, readings.get(span, ()))
            if person is not None and passage.zone_at(name.start) not in _SKIPPED_ZONES:
                found.setdefault(person.words, person).spans.append(span)
    return list(found.values())


def _without_owner(text: str, name: WrittenName) -> WrittenName:
    """A name without the one whose it is: "Tunisia's Lena Zubairi"."""
    if name.words[0].of(text).endswith(("'s", "’s")):
        return WrittenName(name.words[1].start, name.end, name.words[1:], False, name.title)
    return name


@lru_cache(maxsize=1 << 14)
def _folded(quote: str) -> tuple[str, ...]:
    """The words of a name, folded; "Karim Shabi" and "Karim al-Shabi" are one."""
    words = fold(quote).split()
    return tuple([word for n, word in enumerate(words) if n == 0 or word not in _ARTICLE_WORDS])


def _person(passage: Passage, name: WrittenName, readings: tuple[Reading, ...]) -> _Person | None:
    quote = passage.text[name.start : name.end]
    if len(name.words) == 1 and "-" not in quote:
        return None
    words = _folded(quote)
    if not 2 <= len(words) <= 5 or len(words[-1]) < 3:
        return None
    entity = readings[0].entity if readings else None
    if entity is None:
        known = passage.gazetteer.exact(quote, garbles=False)
        entity = known[0].id if known else None
    record = passage.gazetteer.entity(entity) if entity else None
    if record is not None:
        right = surnames.right_words(record)
        return _Person(words, quote, [], entity, readings, right=right) if record.kind == "person" else None
    # "Raid Shakir Joudat": of three words the first may be English too, where all have another spelling's consonants.
    opens_english = written.is_english(words[0]) > name.title
    if written.is_english(words[-1]) or (opens_english and len(words) < LONG):
        return None
    sure = not opens_english and (name.title or written.speaks(passage.text, name))
    return _Person(words, quote, [], None, sure=sure)


def _same_person(a: _Person, b: _Person) -> bool:
    """Whether two spellings with surnames of the same consonants are one person's, spelled apart."""
    if a.entity and b.entity and a.entity != b.entity and not (a.readings or b.readings):
        return False
    alike = same_consonants(a.words, b.words)
    if not (a.sure and b.sure) and not alike:
        return False
    if a.words[-1] == b.words[-1]:
        return _same_given_name(a.words, b.words)
    if bones(a.words[0]).isdisjoint(bones(b.words[0])) or _are_two(a.words[0], b.words[0]):
        return False
    if a.entity == b.entity is not None:
        return True
    telling = alike and sum(len(skeleton.skeleton(word)) for word in a.words) >= TELLING
    return near(a.words[-1], b.words[-1], NEAR_IN_FULL if telling else NEAR)


def _are_two(a: str, b: str) -> bool:
    """Whether two given names of the same consonants are two names: "Hassan" and "Hussein", "Samir" and "Samira"."""
    return a != b and (different_given_names(a, b) or a.rstrip("aeio") == b.rstrip("aeio"))


def _same_given_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two given names before one surname are one, spelled apart: "Moustafa" and "Mustafa", not "Samir" and
    "Samira" or two brothers."""
    if a[0] == b[0] or a[1:] != b[1:] or not same_consonants(a, b) or _are_two(a[0], b[0]):
        return False
    return near(a[0], b[0])


def _known_variants(passage: Passage, flagged: set[Span]) -> Iterator[Finding]:
    """The rarer of two known spellings of one entity, where a word is spelled apart: "Raqqa" and "Rakka"."""
    spellings: dict[str, dict[str, list[Span]]] = defaultdict(dict)
    quotes: dict[str, set[str]] = defaultdict(set)
    for (start, end), entity in passage.mentions:
        quotes[entity].add(passage.text[start:end])
    several = {entity for entity, written_so in quotes.items() if len(written_so) > 1}
    for span, entity in passage.mentions if several else ():
        if entity in several:
            spellings[entity].setdefault(fold(span.of(passage.text)), []).append(span)
    foreign = passage.gazetteer.foreign
    for entity, found in spellings.items():
        record = passage.gazetteer.entity(entity) if len(found) > 1 else None
        if record is None:
            continue  # nearly all
        right = fold(record.name)
        # The right name first, then the commonest, then the first.
        english = {
            words: spans
            for words, spans in found.items()
            if words != fold(record.native_name or "") and not foreign.language(spans[0].of(passage.text))
        }
        ordered = sorted(english.items(), key=lambda item: (item[0] != right, -len(item[1]), item[1][0]))[:MOST_ALIKE]
        for n, (words, spans) in enumerate(ordered):
            for common, (first, *_) in ordered[:n]:
                if spelled_apart(common, words):
                    quote = first.of(passage.text)
                    person = _Person(tuple(common.split()), quote, [], entity)
                    standing = [
                        span
                        for span in spans
                        if passage.zone_at(span.start) not in _SKIPPED_ZONES
                        and known.stands_alone(passage, span, person=record.kind == "person")
                        and _NICKNAMED.search(passage.text[max(0, span.start - _LONGEST_BEFORE) : span.start]) is None
                    ]
                    yield from _findings(passage, person, standing, flagged)
                    break


def _by_frequency(a: _Person, b: _Person) -> tuple[_Person, _Person]:
    """The right one of two spellings first: that of the gazetteer, else the commoner, else the earlier."""
    right = [one for one in (a, b) if one.entity is not None and not one.readings]
    if len(right) == 1:
        return right[0], b if right[0] is a else a
    if len(a.spans) != len(b.spans):
        return (a, b) if len(a.spans) > len(b.spans) else (b, a)
    return (a, b) if a.spans[0] < b.spans[0] else (b, a)


def _singles(passage: Passage, bones: Collection[str]) -> Iterator[Span]:
    """Single capitalised words that may be one of the surnames with these consonants: not known, not English, no
    nationality."""
    text = passage.text
    for name in passage.names:
        size = len(name.words)
        if size == 2 or (size == 1 and _bones(text[name.start : name.end]) not in bones):
            continue  # nearly all: a part of one word stands alone, or between "of" and "and"
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
    return skeleton.skeleton(_surname(word))


def _surname(word: str) -> str:
    """A surname folded, without its article."""
    return fold(word.partition("-")[2] if _has_article(word) else word)


def _has_article(word: str) -> bool:
    return word.lower().startswith(_ARTICLES)
