"""Sentence pairs as TMX 1.4b: a sentence of the source text beside its translation as the desk corrected it.

For translation memories and for those who tune an engine. Sentences are paired by text/alignment.py; where the two
texts are not each other's, there are no pairs.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final, NamedTuple

from ...garbles.source import Source
from ...text import segment
from ...text.spans import Span
from ..record import ArticleRecord, CorrectionRecord
from ..terms import Choice, Copies, Terms
from . import xmls
from .copied import corrected
from .layers import zones

VERSION: Final = "0.1.0"  # of this program (pyproject.toml)
# A memory proposes what is in it: sentences that nobody put right are as the engine wrote them.
PAIRS: Final = Choice("pairs", "Sentences", {"corrected": "Those that were corrected", "all": "All that have a source"})
CHOICES: Final = (PAIRS,)


class Pair(NamedTuple):
    """Sentences that belong together; `number` counts all pairs of the article. `changed`: None, nothing corrected."""

    number: int
    source: str
    target: str
    published: str
    changed: dt.datetime | None


def write_one(record: ArticleRecord, terms: Terms) -> bytes:
    file = io.BytesIO()
    put([record], terms, file, srclang=record.source_language or "*all*")
    return file.getvalue()


def write_many(copies: Copies, terms: Terms, file: BinaryIO) -> None:
    """The pairs of all articles in one file; each says the language of its source."""
    put(copies, terms, file, srclang="*all*")


def put(records: Iterable[ArticleRecord], terms: Terms, file: BinaryIO, *, srclang: str) -> None:
    head = xmls.named(
        creationtool="Wirecheck",
        creationtoolversion=VERSION,
        segtype="sentence",
        o_tmf="Wirecheck",
        adminlang="en",
        srclang=srclang,
        datatype="plaintext",
        creationdate=stamp(terms.at),
    )
    # Without the DOCTYPE that the specification shows: who fears entities refuses files that have one.
    file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n<header{head}/>\n<body>\n'.encode())
    only = terms.options.choice(PAIRS) == "corrected"
    for record in records:
        for pair in pairs(record):
            if pair.changed or not only:
                file.write("".join(unit(pair, record)).encode())
    file.write(b"</body>\n</tmx>\n")


def pairs(record: ArticleRecord) -> Iterator[Pair]:
    """Every sentence that has one on the other side, in text order, with what was accepted laid over it."""
    if not record.source_text or not record.source_text.strip():
        return
    sentences = segment.sentences(record.text, record.language, zones(record))
    source = Source(record.source_text, record.source_language, record.text, sentences, zones(record))
    made = corrected(record)
    for number, couple in enumerate(source.couples, start=1):
        span = couple.pair.target
        if span is None or not couple.source:
            continue
        target = one_line(made.place(span).of(made.text))
        if target:  # a sentence that was taken out has no translation
            changed = [one.decided_at or one.changed_at for one in record.accepted if overlaps(one, span)]
            yield Pair(number, one_line(couple.source), target, one_line(couple.target), max(changed, default=None))


def overlaps(correction: CorrectionRecord, span: Span) -> bool:
    return Span(correction.anchor.start, correction.anchor.end).overlaps(span)


def unit(pair: Pair, record: ArticleRecord) -> Iterator[str]:
    source_language = record.source_language or "und"
    known = xmls.named(tuid=f"{record.version}-{pair.number}", srclang=source_language, datatype="plaintext")
    yield f"<tu{known}>"
    yield xmls.element("prop", record.uid, type_="x-wirecheck-article")
    if record.outlet:
        yield xmls.element("prop", record.outlet, type_="x-outlet")
    yield f"\n<tuv{xmls.named(xml_lang=source_language)}>{xmls.element('seg', pair.source)}</tuv>"
    changed = {"changedate": stamp(pair.changed)} if pair.changed else {}
    yield f"\n<tuv{xmls.named(xml_lang=record.language, **changed)}>"
    if pair.changed:
        yield xmls.element("prop", pair.published, type_="x-as-published")
    yield f"{xmls.element('seg', pair.target)}</tuv>\n</tu>\n"


def one_line(words: str) -> str:
    """A sentence whose lines were broken is one again."""
    return " ".join(words.split())


def stamp(at: dt.datetime) -> str:
    """As TMX has it: ISO 8601 without separators, UTC."""
    return f"{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
