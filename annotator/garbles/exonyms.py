"""Towns, countries and seas as another language names them: "Tolone" for Toulon, "Sicily Canal" for Strait of Sicily.

The table is `lexica/exonyms.tsv`. A gazetteer has such names of its own places (`known.foreign`); these are of the
whole map, and are looked for also where no entity stands behind them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from annotator.garbles import known, tongues, written
from annotator.garbles.passage import Passage
from annotator.text.spans import Finding, Reading, Span

KIND: Final = "garbled-place"
SCORE: Final = 0.9
_WORD: Final = re.compile(r"[^\W\d_]+")
# Behind these only a place can stand: at and from leave room for a club, to and of for a person.
_IN_PLACE: Final = re.compile(
    r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|(?:north|south|east|west|centre|center|city|town|village|province|port|region|"
    r"outskirts|suburbs?|streets|coasts?|capital|airport|mayor|bishop|archbishop|residents) of) \Z"
)
_LONGEST_BEFORE: Final = 20
# A word in capitals right before makes it a surname ("Maria Varsavia"), but for these.
_CAPITAL_BEFORE: Final = re.compile(r"(?P<word>[A-ZÀ-Þ][\w’'.-]*) \Z")
_NO_GIVEN_NAMES: Final = frozenset(
    "In From At To Near Outside Around Between Towards And But Of For The North South East West Northern Southern "
    "Eastern Western Central Greater Old Upper Lower While When After Before Since Until".split()
)
# And one right behind a firm's or a paper's name: "Maroc Telecom".
_CAPITAL_BEHIND: Final = re.compile(r" [A-ZÀ-Þ]")
# "the Damas talks" is a place, "the Londres family" a name.
_KIN: Final = re.compile(r" (?:family|brothers|sisters|clan|prize|award|club)\b")


class Exonym(NamedTuple):
    """A line of the table: the name, where it stands in a text, the languages (ISO 639-1) that name the place so."""

    name: str
    pattern: re.Pattern[str]
    languages: tuple[str, ...]
    english: str
    needs_place: bool


@cache
def table() -> dict[str, list[Exonym]]:
    """The exonyms by the longest word of each, in small letters; longer names first."""
    found: dict[str, list[Exonym]] = defaultdict(list)
    for line in (tongues.FOLDER / "exonyms.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, languages, english, where = line.split("\t")
        pattern = re.compile(rf"(?<![\w’'-]){re.escape(name).replace('’', '[’' + chr(39) + ']')}(?![\w-])")
        key = max(_WORD.findall(name.lower()), key=len)
        found[key].append(Exonym(name, pattern, tuple(languages.split(",")), english, where == "place"))
    for there in found.values():
        there.sort(key=lambda exonym: -len(exonym.name))
    return dict(found)


def foreign_names(passage: Passage) -> Iterator[Finding]:
    """Places under another language's name, with the English one; of a known source language only its own names."""
    by_word = table()
    words = by_word.keys() & set(passage.words)
    if not words:
        return  # nearly all texts
    source = passage.about.source_language
    taken: list[Span] = []
    # The longest first: "Mer Noire" is not looked at for a "Noire".
    for exonym in sorted((one for word in words for one in by_word[word]), key=lambda one: -len(one.name)):
        if source is not None and source not in exonym.languages and len(source) == len("fr"):
            continue
        spans = [Span(*match.span()) for match in exonym.pattern.finditer(passage.text)]
        if not all(_may_be(passage, exonym, span) for span in spans):
            continue  # somebody bears it as a surname here
        for span in spans:
            if not any(span.overlaps(one) for one in taken) and _is_place(passage, exonym, span):
                taken.append(span)
                yield _finding(passage, exonym, span)


def _may_be(passage: Passage, exonym: Exonym, span: Span) -> bool:
    """Whether no other name stands around it, by which it would be a person's or a club's."""
    before = _CAPITAL_BEFORE.search(passage.text[max(0, span.start - _LONGEST_BEFORE) : span.start])
    if " " in exonym.name:
        return True
    if before is not None and before["word"] not in _NO_GIVEN_NAMES:
        return False
    if _CAPITAL_BEHIND.match(passage.text, span.end):
        return False
    return known.stands_alone(passage, span) or written.is_english(exonym.name)


def _is_place(passage: Passage, exonym: Exonym, span: Span) -> bool:
    text = passage.text
    if not known.in_copy(passage, span) or _KIN.match(text, span.end):
        return False
    if any(mention == span or not span.contains(mention) for mention, _ in passage.mentions_in(span)):
        return False  # judged as the gazetteer has it
    before = text[max(0, span.start - _LONGEST_BEFORE) : span.start]
    if exonym.needs_place:
        return _IN_PLACE.search(before) is not None and known.stands_alone(passage, span)
    # "Toulon (Tolone)": explained, "“Londres”": a word that is spoken of.
    return not before.endswith(("(", "“", "‘", '"')) and known.stands_alone(passage, span)


def _finding(passage: Passage, exonym: Exonym, span: Span) -> Finding:
    right = exonym.english
    tongue = " and ".join(known.LANGUAGES[one] for one in exonym.languages if one in known.LANGUAGES)
    places = [record for record in passage.gazetteer.exact(right, garbles=False) if record.kind == "place"]
    entity = places[0].id if len(places) == 1 else None
    reason = f"“{span.of(passage.text)}” is its name in {tongue}; English copy has {right}."
    return passage.finding(KIND, span, reason, [Reading(right, SCORE, f"so named in {tongue}", entity)])
