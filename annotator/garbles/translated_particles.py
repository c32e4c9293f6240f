"""What stands inside or before a name and came back as a word: "Mohammed son of Salman", "Pilgrim Hadi al-Amiri",
"Ali the Sistani".

`bin`, `ibn`, `ould` and `ag` make a name of a father's, and are no part of a sentence; a haji is no pilgrim under way;
the article of a surname is a part of it. All are told by the known person whose name it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from annotator.garbles import known, meanings, written
from annotator.garbles.passage import Passage
from annotator.gazetteer.records import EntityRecord
from annotator.text.skeleton import fold
from annotator.text.spans import Finding, Reading, Span

KIND: Final = "garbled-name"
SCORE: Final = 0.88
_NAME: Final = r"[A-ZÀ-Þ][\w’'-]+"
_SON_OF: Final = re.compile(
    rf"(?P<first>{_NAME}(?: {_NAME})?) (?:the )?[Ss]on of (?:the )?(?P<last>{_NAME}(?: {_NAME}){{0,2}})"
)
_SONS: Final = ("bin", "ould", "ag")
_HAS_SON: Final = re.compile(r" (?:bin|ibn|ben|ould|ag) ")
_THE: Final = re.compile(rf"(?P<first>{_NAME}) the (?P<last>{_NAME})")
_PILGRIM: Final = re.compile(rf"\b(?:[Tt]he )?Pilgrim (?={_NAME})")


def translated(passage: Passage) -> Iterator[Finding]:
    """Known persons with "son of" for their particle, "the" for their article, or "Pilgrim" for a title."""
    if not len(passage.gazetteer):
        return
    if "on of " in passage.text:
        yield from _sons(passage)
    if " the " in passage.text:
        yield from _articles(passage)
    if "Pilgrim " in passage.text:
        yield from _pilgrims(passage)


def _sons(passage: Passage) -> Iterator[Finding]:
    for match in _SON_OF.finditer(passage.text):
        found = _longest(passage, match)
        if found is not None and known.in_copy(passage, found[0]):
            span, record = found
            reason = f"“Son of” is a part of the name {record.name}."
            reading = Reading(record.name, SCORE, "a part of the name translated as if it were words", record.id)
            yield passage.finding(KIND, span, reason, [reading])


def _longest(passage: Passage, match: re.Match[str]) -> tuple[Span, EntityRecord] | None:
    """The longest stretch of words around "son of" that is a known person's name."""
    text = passage.text
    for start in sorted({match.start(), match.end("first") - len(match["first"].split()[-1])}):
        for end in _ends(match):
            record = _person(passage, text[start : match.end("first")], text[match.start("last") : end])
            if record is not None:
                return Span(start, end), record
    return None


def _ends(match: re.Match[str]) -> Iterator[int]:
    """Where the words behind "son of" end: all of them, then one fewer."""
    last = match["last"]
    while last:
        yield match.start("last") + len(last)
        last = last.rpartition(" ")[0]


def _person(passage: Passage, first: str, last: str) -> EntityRecord | None:
    """The person who has these two names with a particle between."""
    for son in _SONS:
        record = meanings.of_words(passage.gazetteer, f"{fold(first)} {son} {fold(last)}")
        if record is not None and record.kind == "person" and any(_HAS_SON.search(fold(n)) for n in record.names()):
            return record
    return None


def _articles(passage: Passage) -> Iterator[Finding]:
    for match in _THE.finditer(passage.text):
        span = Span(*match.span())
        as_written = passage.gazetteer.exact(f"{match['first']} al-{match['last']}", garbles=False)
        if written.is_english(match["last"]) or not as_written or not known.in_copy(passage, span):
            continue
        record = as_written[0]
        if record.kind == "person" and not any(" the " in name for name in record.names()):
            reason = f"“The” is the article of the surname: English copy has {record.name}."
            reading = Reading(record.name, SCORE, "the article of the surname translated", record.id)
            yield passage.finding(KIND, span, reason, [reading])


def _pilgrims(passage: Passage) -> Iterator[Finding]:
    for match in _PILGRIM.finditer(passage.text):
        for mention, entity in passage.mentions_in(Span(match.end(), match.end() + 1)):
            record = passage.gazetteer.entity(entity)
            span = Span(match.start(), mention.end)
            if mention.start != match.end() or record is None or record.kind != "person":
                continue
            if " " in mention.of(passage.text) and known.in_copy(passage, span):
                reason = f"“Pilgrim” is the title haji; English copy has {record.name}."
                reading = Reading(record.name, SCORE, "the title of a haji translated", record.id)
                yield passage.finding(KIND, span, reason, [reading])
