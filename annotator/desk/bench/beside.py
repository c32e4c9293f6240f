"""The source language beside the translation: which of its sentences belongs to which of the article's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...articles.models import Version
from ...articles.rendering import direction
from ...garbles.source import Source
from ...text.lines import paragraphs
from ...text.segment import sentences
from ...text.spans import Span, Zone


@dataclass(frozen=True)
class Piece:
    """Words of the source. `target`: the stretch of the article (code points) that translates them; None: nothing
    does. `begins`: whether a new paragraph of the source does here. `before`: what stands there outside sentences."""

    words: str
    target: Span | None
    begins: bool
    before: str = ""


@dataclass(frozen=True)
class Beside:
    """The source in order. `aligned`: whether its sentences were found in the article."""

    pieces: Sequence[Piece]
    aligned: bool
    language: str
    direction: str


def sentences_of(version: Version) -> list[Span]:
    """The sentences of the article's text, none across a zone."""
    return sentences(version.text, version.article.language, zones_of(version))


def zones_of(version: Version) -> tuple[Zone, ...]:
    return tuple(Zone(row.kind, row.start, row.end) for row in version.zones)  # type: ignore[arg-type]  # checked by the database


def beside(version: Version) -> Beside:
    """The source of an article; empty without one."""
    article = version.article
    source = version.source_text or ""
    language = article.source_language or ""
    pieces, aligned = paired(version.text, article.language, zones_of(version), source, language)
    return Beside(pieces, aligned, language, direction(language) if language else "auto")


@lru_cache(maxsize=16)  # texts never change, and a page of an article is asked for again and again
def paired(
    text: str, language: str, zones: tuple[Zone, ...], source: str, source_language: str
) -> tuple[tuple[Piece, ...], bool]:
    """The source's words with the article's stretches that translate them. Where the two are not each other's, the
    source's paragraphs."""
    found = Source(source, source_language or None, text, sentences(text, language, zones), zones)
    starts = [paragraph.start for paragraph in paragraphs(source)]
    couples = [couple.pair for couple in found.couples if couple.pair.source]
    if not couples:
        return tuple(Piece(source[row.start : row.end], None, True) for row in paragraphs(source)), False
    pieces: list[Piece] = []
    at = 0
    for pair in couples:
        assert pair.source is not None  # left out above
        new = any(at <= start <= pair.source.start for start in starts) or not pieces
        pieces.append(Piece(pair.source.of(source), pair.target, new, source[at : pair.source.start].strip()))
        at = pair.source.end
    if rest := source[at:].strip():
        pieces.append(Piece("", None, False, rest))
    return tuple(pieces), True
