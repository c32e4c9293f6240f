"""Brackets repeat the word before them, or contradict it: "in Iran (Iran)", "in Iraq (Iran)".

A gloss that was in another script or spelling in the source comes out as the same word twice; an engine that confuses
two names leaves both. Acronyms, translations, ages, parties and the country of a town are what brackets are for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from annotator.garbles.countries import OF_ONE_WORD, homes_of
from annotator.garbles.passage import Passage
from annotator.text.skeleton import fold
from annotator.text.spans import Finding, Reading, Span

KIND: Final = "echo"
_SKIPPED_ZONES: Final = frozenset({"byline", "boilerplate", "caption", "dateline"})
_BRACKET: Final = re.compile(r"(?<=[\w”\"’']) \(([^()\n]{1,60})\)")
_WORD: Final = re.compile(r"[^\s(]+")
_MARKS: Final = "\"'“”‘’«»,.;:"
_ARTICLES: Final = ("the ", "a ", "an ")
# One lies in the other or claims it, or they are two names in one breath.
_BELONG: Final = frozenset({"taiwan", "palestine", "kosovo", "china", "serbia"})
_BEFORE_PLACES: Final = frozenset("in from to the near of for by at with".split())
_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
}
_COUNTED: Final = re.compile(r" [a-z]{3,}s\b| (?:men|women|people|children)\b")
_MOST_PAIRS: Final = 2  # more brackets with a country behind a country are a table


def find(passage: Passage) -> Iterator[Finding]:
    """The word or name with its brackets, and what it reads once."""
    text = passage.text
    if "(" not in text:
        return
    contradictions: list[Finding] = []
    for match in _BRACKET.finditer(text):
        if passage.zone_at(match.start()) in _SKIPPED_ZONES:
            continue
        inside = match.group(1).strip()
        low = max(0, match.start() - 120)
        low = max(low, text.rfind("\n", low, match.start()) + 1)
        before = [Span(*word.span()) for word in _WORD.finditer(text, low, match.start())]
        finding = _echo(passage, match, inside, before)
        if finding:
            yield finding
        elif finding := _contradiction(passage, match, inside, before):
            contradictions.append(finding)
    for match in _SECOND.finditer(text) if ") (" in text else ():
        low = max(text.rfind("\n", 0, match.start()) + 1, match.start() - 120)
        before = [Span(*word.span()) for word in _WORD.finditer(text, low, match.start())]
        if finding := _echo(passage, match, match.group(1).strip(), before):
            yield finding
    if len(contradictions) <= _MOST_PAIRS:
        yield from contradictions


# "Government of Unity (GNU) (Government of Unity)": an acronym stands between.
_SECOND: Final = re.compile(r"(?<=[\w”\"’']) \([A-Z][\w.-]{1,12}\) \(([^()\n]{4,60})\)")


def _plain(words: str) -> str:
    """Folded, without marks and a leading article."""
    plain = fold(words.strip(_MARKS))
    for article in _ARTICLES:
        plain = plain.removeprefix(article)
    return plain


def _echo(passage: Passage, match: re.Match[str], inside: str, before: list[Span]) -> Finding | None:
    text = passage.text
    wanted = _plain(inside)
    if sum(map(str.isalpha, wanted)) < 2:
        return None
    count = len(inside.split())
    for size in (count - 1, count, count + 1):  # either may have an article that the other lacks
        if not 0 < size <= len(before):
            continue
        start = before[-size].start
        once = text[start : match.start()]
        if _plain(once) != wanted:
            continue
        last, echo = (words.rsplit(maxsplit=1)[-1].strip(_MARKS) for words in (once, inside))
        if last[:1].isupper() != echo[:1].isupper():
            return None  # "Turkey (turkey)" tells two things apart
        reason = f"The brackets repeat “{once}”."
        return passage.finding(KIND, Span(start, match.end()), reason, [Reading(once, 0.9, "the words once")])
    return None


def _contradiction(passage: Passage, match: re.Match[str], inside: str, before: list[Span]) -> Finding | None:
    text = passage.text
    if not before:
        return None
    last = before[-1].of(text)
    one, other = last.lower(), inside.lower()
    if other in OF_ONE_WORD and inside[0].isupper() and one not in OF_ONE_WORD:
        return _elsewhere(passage, match, inside, before[-1])
    span = Span(before[-1].start, match.end())
    if (
        one in OF_ONE_WORD
        and other in OF_ONE_WORD
        and not {one, other} & _BELONG
        and last[0].isupper()
        and inside[0].isupper()
    ):
        earlier = before[-2].of(text) if len(before) > 1 else ""
        if earlier[:1].isupper() and earlier[-1].isalpha() and earlier.lower() not in _BEFORE_PLACES:
            return None  # a person's or club's name
        readings = [Reading(last, 0.5, "the word before the brackets"), Reading(inside, 0.5, "the word inside them")]
        return passage.finding(KIND, span, f"“{last}” and “{inside}” are two countries.", readings)
    differs = one in _NUMBERS and inside.isdecimal() and len(inside) <= 2 and int(inside) != _NUMBERS[one]
    if differs and _COUNTED.match(text, match.end()):
        return passage.finding(KIND, span, f"“{last}” and “{inside}” are two numbers.", severity="critical")
    return None


def _elsewhere(passage: Passage, match: re.Match[str], country: str, last: Span) -> Finding | None:
    """ "Spin Boldak (Iran)": every place of this name that the gazetteer knows lies in another country."""
    known = [span for span, _ in passage.mentions_in(last) if span.end == match.start()]
    if not known:
        return None
    name = known[0].of(passage.text)
    homes = homes_of(passage.gazetteer, name, country.lower())
    if not homes:
        return None
    home = ", ".join(sorted(one.title() for one in homes))
    span = Span(known[0].start, match.end())
    return passage.finding(KIND, span, f"{name} is known in {home}.", [Reading(name, 0.5, "without the brackets")])
