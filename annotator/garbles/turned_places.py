"""Places whose name was turned or given an article, as if it were words: "Port of Sudan", "the Fasher".

French, Arabic and Italian join the parts of such a name by a word that engines put back ("Ciudad de México"), and the
Arabic article is translated though it is part of the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from annotator.garbles import known, written
from annotator.garbles.passage import Passage
from annotator.gazetteer.records import EntityRecord
from annotator.text.spans import Finding, Reading, Span

KIND: Final = "garbled-place"
# What such names begin or end with in English: "Port Said", "Gaza City", "Lake Chad".
_NOUNS: Final = frozenset("Port City Lake Mount Camp Cape Fort Island Bay Tell Wadi".split())
_JOINED: Final = re.compile(
    rf"\b(?P<noun>{'|'.join(sorted(_NOUNS))}) of (?:the )?(?P<name>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)?)"
)
_THE: Final = "the "
# Towns have no article in English; rivers, seas, valleys, some countries have.
_TOWN: Final = re.compile(r"(?:[A-Z][a-z]+ )?(?:city|town|village|capital|port)\b", re.IGNORECASE)
# "the Doha talks" is right: a noun follows. "the Beirut of old" is the town at another time.
_ENDS: Final = re.compile(r"[.,;)]|\Z| (?:in|on|at|by|after|for|with|and|is|was|were|has|had|will|during|since|when)\b")


def turned_places(passage: Passage) -> Iterator[Finding]:
    """Known places that were turned round an "of", and towns behind "the", each with its right name."""
    text = passage.text
    if " of " in text:
        for match in _JOINED.finditer(text):
            record = _joined(passage, match["noun"], match["name"])
            if record is not None and known.in_copy(passage, Span(*match.span())):
                reason = f"English has {record.name}, without “of”."
                reading = Reading(record.name, 0.9, "the parts of the name joined as another language does", record.id)
                yield passage.finding(KIND, Span(*match.span()), reason, [reading])
    for span, entity in passage.mentions:
        if _has_article(text, span):
            record = passage.gazetteer.entity(entity)
            if record is not None and _takes_no_article(passage, span, record) and known.in_copy(passage, span):
                reading = Reading(record.name, 0.8, "the name of a town has no article", record.id)
                reason = f"“the {span.of(text)}”: the town is {record.name}, without an English article."
                yield passage.finding(KIND, _with_article(span), reason, [reading])
    for name in passage.names:
        if len(name.words) == 1 and _has_article(text, name.span()):
            record = _behind_article(passage, name.span())
            if record is not None and known.in_copy(passage, name):
                reading = Reading(record.name, 0.8, "its article is part of the name", record.id)
                reason = f"The article of {record.name} was translated."
                yield passage.finding(KIND, _with_article(name.span()), reason, [reading])


def _has_article(text: str, span: Span) -> bool:
    """Whether a name stands behind "the" and ends its phrase."""
    return text[max(0, span.start - len(_THE)) : span.start] == _THE and _ENDS.match(text, span.end) is not None


def _with_article(span: Span) -> Span:
    return Span(span.start - len(_THE), span.end)


def _behind_article(passage: Passage, span: Span) -> EntityRecord | None:
    """The town whose name is this word behind an Arabic article: "the Fasher" is El Fasher."""
    quote = span.of(passage.text)
    if quote.isupper() or written.is_english(quote) or written.is_demonym(quote) or passage.mentions_in(span):
        return None
    for article in ("El ", "al-"):
        for record in passage.gazetteer.exact(article + quote, garbles=False):
            if record.kind == "place" and _TOWN.match(record.description or ""):
                return record
    return None


def _joined(passage: Passage, noun: str, name: str) -> EntityRecord | None:
    """The place named by the two words without "of", where the words as they stand are nobody's name."""
    gazetteer = passage.gazetteer
    if gazetteer.exact(f"{noun} of {name}", garbles=False):
        return None
    for whole in (f"{noun} {name}", f"{name} {noun}"):
        for record in gazetteer.exact(whole, garbles=False):
            if record.kind == "place":
                return record
    return None


def _takes_no_article(passage: Passage, span: Span, record: EntityRecord) -> bool:
    quote = span.of(passage.text)
    if record.kind != "place" or " " in quote or quote.isupper() or not quote[0].isupper():
        return False
    if any(name.startswith(("The ", "the ")) for name in record.names()):
        return False  # The Hague
    return _TOWN.match(record.description or "") is not None and not written.is_english(quote)
