"""Names known to be wrong where they stand: confirmed before as a garble, or as another language writes them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from annotator.garbles import powers, written
from annotator.garbles.passage import Passage
from annotator.garbles.written import WrittenName
from annotator.gazetteer.known_garbles import KnownGarble
from annotator.gazetteer.mentions import is_acronym
from annotator.gazetteer.records import EntityRecord
from annotator.text.spans import Finding, Reading, Span

LANGUAGES: Final = {
    "ar": "Arabic", "de": "German", "es": "Spanish", "fa": "Persian", "fr": "French", "he": "Hebrew", "it": "Italian",
    "ku": "Kurdish", "nl": "Dutch", "pt": "Portuguese", "ru": "Russian", "tr": "Turkish",
}  # fmt: skip
_KIND_OF: Final = {"place": "garbled-place", "institution": "garbled-institution"}
_SKIPPED_ZONES: Final = frozenset({"byline", "boilerplate"})
# Before a place, and never before a person: an English word or a surname after it is a place.
_BEFORE_PLACES: Final = re.compile(
    r"\b(?:in|at|from|near|outside|around|towards?|of|to|for|north|south|east|west|city|town|village|province|port) \Z"
)
_LONGEST_BEFORE: Final = 20
_AFTER_NUMBER: Final = re.compile(r"(?:\d|centur(?:y|ies)|millenni(?:um|a))\s?\Z")
# The beginning of a country's name that the words for its people share: "Syria", "Leban", "Afgha".
_COUNTRY: Final = 5
# Before a place's name in another language these are part of it: a street, a club, a paper ("Via Roma", "AS Roma").
_NAMED_AFTER: Final = frozenset(
    "via viale piazza corso porta rue place avenue boulevard calle plaza rua stadio stade hotel radio tele canal inter "
    "as fc ac ss cf sc us real atletico sporting gazzetta corriere messaggero banca banco banque université telecom "
    "telecoms airlines airways poste magazine hebdo info assurances leasing".split()
)
_ELIDED: Final = frozenset({"d'", "d’"})
# A name that stands so close behind another of the same entity explains it: "Aleppo (Alep)".
_EXPLAINED_WITHIN: Final = 3


def kind_of(record: EntityRecord | None) -> str:
    """The kind of garble that a wrong name of this entity is."""
    return _KIND_OF.get(record.kind if record is not None else "", "garbled-name")


def in_copy(passage: Passage, name: Span | WrittenName) -> bool:
    """Whether names are judged here: not in bylines and other furniture."""
    return passage.zone_at(name.start) not in _SKIPPED_ZONES


def confirmed(passage: Passage) -> Iterator[Finding]:
    """Names that a person confirmed before as a garble, where that holds; each of the kind of its entity.

    What is part of a longer known name is that name; a single word must be the whole name that is written there.
    """
    about = passage.about
    for garble in passage.gazetteer.garbles(passage.text, feed=about.feed, article=about.article):
        if not in_copy(passage, garble.span) or _is_of_another(passage, garble):
            continue
        readings = [
            Reading(record.name, 1.0, f"confirmed before as a garble of {record.name}", record.id)
            for record, _ in garble.meant
        ]
        first, alias = garble.meant[0]
        where = {"feed": " in this feed", "article": " in this article"}.get(alias.scope, "")
        names = " and of ".join(reading.name for reading in readings)
        yield passage.finding(kind_of(first), garble.span, f"Confirmed before{where} as a garble of {names}.", readings)


def foreign(passage: Passage) -> Iterator[Finding]:
    """Names as another language writes them: "Bassorah", OTAN, "Moustafa al-Kazimi"."""
    names, gazetteer, text = passage.gazetteer.foreign, passage.gazetteer, passage.text
    for number, (span, entity) in enumerate(passage.mentions):
        quote = text[span.start : span.end]
        language = names.language(quote)
        if language is None:
            continue  # nearly all
        record = gazetteer.entity(entity)
        if record is None or not in_copy(passage, span):
            continue
        explains = number > 0 and _explains(passage.mentions[number - 1], (span, entity))
        if is_acronym(quote):
            if _AFTER_NUMBER.search(text, max(0, span.start - 12), span.start):
                continue  # "500 BCE", "the third century BCE" are no bank
        elif explains or not stands_alone(passage, span, person=record.kind == "person"):
            continue
        tongue = LANGUAGES.get(language, f"the language “{language}”")
        right = _right_name(record, quote)
        reason = f"“{quote}” is how {tongue} names it; English copy has {right}."
        if record.kind == "person":
            reason = f"“{quote}” is how {tongue} spells the name; English copy has {right}."
        yield passage.finding(kind_of(record), span, reason, _readings(record, right, tongue))


def is_at_home(passage: Passage, record: EntityRecord | None) -> bool:
    """Whether the text names something that an entity is known by: its party, its country by any of its names."""
    if record is None:
        return False
    text = passage.text
    known = [word for word in record.context if word[:1].isupper()]
    if any(_begins(text, word) for word in known):
        return True
    states = {powers.state(word) for word in known}
    return any(len(name) > _COUNTRY and name in text for state in states if state for name in powers.names_of(state))


def _begins(text: str, word: str) -> bool:
    """Whether a word of the text begins as this one does: "Inter" does not begin "PInternational"."""
    at = text.find(word[:_COUNTRY])
    while at > 0 and text[at - 1].isalnum():
        at = text.find(word[:_COUNTRY], at + 1)
    return at >= 0


def is_after_place_word(passage: Passage, offset: int) -> bool:
    """Whether "in", "near", "city of" or the like stands before, as before a place."""
    return _BEFORE_PLACES.search(passage.text[max(0, offset - _LONGEST_BEFORE) : offset]) is not None


def name_at(passage: Passage, offset: int) -> WrittenName | None:
    """The part of a written name around an offset, between "of", "for" and "and"."""
    names = passage.names
    i = bisect_right(names, offset, key=_start) - 1
    if i < 0 or offset >= names[i].end:
        return None
    return next((part for part in written.pieces(passage.text, names[i]) if part.start <= offset < part.end), None)


def _start(name: WrittenName) -> int:
    return name.start


def _is_of_another(passage: Passage, garble: KnownGarble) -> bool:
    """Whether the words of a garble are part of somebody else's name here: "Hussein" of Fuad Hussein."""
    start, end = garble.span
    if any(mention.end - mention.start > end - start for mention, _ in passage.mentions_in(garble.span)):
        return True
    if " " in garble.span.of(passage.text):
        return False
    name = name_at(passage, start)
    if name is None:
        return False
    # A title stands before a person: "President Hussein" is no paramilitary force.
    person = any(record.kind == "person" for record, _ in garble.meant)
    return (name.start, name.end) != (start, end) or (name.title and not person)


def _explains(before: tuple[Span, str], mention: tuple[Span, str]) -> bool:
    return before[1] == mention[1] and mention[0].start - before[0].end <= _EXPLAINED_WITHIN


def stands_alone(passage: Passage, span: Span, *, person: bool = False) -> bool:
    """Whether one word is a name of its own: not the surname of "Alyssa Milano", no English word.

    A title stands before a person's ("President Poutine"), never before a place's.
    """
    text = passage.text
    quote = span.of(text)
    if " " in quote:
        return True
    if text[max(0, span.start - 2) : span.start].lower() in _ELIDED:
        return False  # "Banca d'Italia"
    name = name_at(passage, span.start)
    if name is not None:
        others = [word.of(text) for word in name.words if not word.overlaps(span)]
        if not all(_says_nothing(word) for word in others) or (name.title and not person):
            return False
    return not written.is_english(quote) or is_after_place_word(passage, span.start)


def _says_nothing(word: str) -> bool:
    """Whether a word beside a name leaves it a name of its own: plain English, no acronym, no "Via" or "Banque"."""
    return written.is_english(word) and not word.isupper() and word.lower() not in _NAMED_AFTER


def _right_name(record: EntityRecord, quote: str) -> str:
    """What English copy has: for an acronym the English one, if there is any."""
    if is_acronym(quote):
        for alias in record.aliases:
            if alias.kind == "acronym" and alias.language in {None, "en"}:
                return alias.name
    return record.name


def _readings(record: EntityRecord, right: str, tongue: str) -> list[Reading]:
    readings = [Reading(right, 1.0, f"so named in {tongue}", record.id)]
    if right != record.name:
        readings.append(Reading(record.name, 0.9, "the right name in full", record.id))
    return readings
