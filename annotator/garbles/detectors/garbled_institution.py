"""An institution's name that is almost right, or was translated word by word."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from annotator.garbles import comparing, known, misspelt_acronyms, witnessed, written
from annotator.garbles.institutions import Institutions, institutions, turned
from annotator.garbles.passage import Passage
from annotator.garbles.turned_names import turned_round
from annotator.garbles.written import WrittenName
from annotator.text.spans import Finding, Reading, Span
from annotator.text.words import class_of

KIND: Final = "garbled-institution"
# After a noun with its adjective behind it no noun follows: "the Army National Guard" is no Army National.
_NO_END: Final = ("NN", "JJ")
_JOINED: Final = frozenset({" in ", " in the "})
_LONGEST_JOINED: Final = max(map(len, _JOINED))


def find(passage: Passage) -> Iterator[Finding]:
    """Institutions under a wrong name: confirmed before, nearly right in sound, in the words or the word order of
    another language ("Union European", "Council of Security"), or by its acronym there (OTAN) or a letter off.

    Groups too where the words of their names came back from another language.
    """
    found = list(comparing.wrong_names(passage, KIND))
    taken: set[int] = set()
    known_ones = institutions(passage.gazetteer)
    of_words = [
        finding
        for name in _whole_names(passage)
        if len(name.words) > 1
        for finding in _word_by_word(passage, name, known_ones)
    ]
    # Of two that overlap the longer is the whole name, of two alike the likeness in sound says more.
    spans = {offset: finding for finding in of_words for offset in range(finding.start, finding.end)}
    for finding in found:
        other = spans.get(finding.start) or spans.get(finding.end - 1)
        if other is None or other.end - other.start <= finding.end - finding.start:
            taken.update(range(finding.start, finding.end))
            yield finding
    for finding in chain(of_words, witnessed.witnessed(passage), misspelt_acronyms.misspelt(passage)):
        if taken.isdisjoint(range(finding.start, finding.end)):
            yield finding


def _whole_names(passage: Passage) -> list[WrittenName]:
    """The written names, those put together that "in" joins: "United Nations Mission for the Support in Libya"."""
    found: list[WrittenName] = []
    end = -1
    for name in passage.names:
        if (
            name.start - end <= _LONGEST_JOINED
            and passage.text[end : name.start] in _JOINED
            and len(found[-1].words) > 1
        ):
            found[-1] = written.joined([found[-1], name])
        else:
            found.append(name)
        end = name.end
    return found


def _word_by_word(passage: Passage, name: WrittenName, known_ones: Institutions) -> list[Finding]:
    quote = passage.text[name.start : name.end]
    wrong, back = known_ones.wrong(quote), turned(quote) or turned_round(quote)
    if (wrong is None and back is None) or not known.in_copy(passage, name):
        return []  # nearly all
    if wrong is not None:
        span = Span(name.start + wrong.start, name.start + wrong.end)
        reading = Reading(wrong.record.name, 0.9, wrong.reason, wrong.record.id)
        return [passage.finding(KIND, span, f"Not its name in English: {wrong.reason}.", [reading])]
    if back is None:
        return []
    start, end, right = back
    span = Span(name.start + start, name.start + end)
    if _goes_on(passage.text, span.end) or _is_known(passage, span):
        return []
    reading = Reading(right, 0.7, "English puts these words before the noun")
    return [passage.finding(KIND, span, f"The words stand in the order of another language: {right}?", [reading])]


def _goes_on(text: str, end: int) -> bool:
    """Whether a noun or an adjective follows: "the Union European leaders"."""
    following = text[end : end + 30].removeprefix(" ").split(" ")[0]
    return following.isalpha() and following.islower() and class_of(following).startswith(_NO_END)


def _is_known(passage: Passage, words: Span) -> bool:
    """Whether a known name ends where these words do, and has two of them at least."""
    last = words.of(passage.text).rfind(" ")
    return any(span.end >= words.end and span.start < words.start + last for span, _ in passage.mentions_in(words))
