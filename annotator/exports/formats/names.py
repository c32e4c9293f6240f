"""The names in an article's garbles: what each entity is called, rightly and wrongly, and in which language.

For the glossary as a table and as TBX. Only what a person said is taken: garbles that were confirmed or corrected.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from ...text.scripts import is_arabic
from ..record import ArticleRecord, GarbleRecord

DECIDED: Final = frozenset({"confirmed", "corrected"})
# Languages whose names a native name in Arabic letters, or in others, can be one of.
ARABIC: Final = frozenset({"ar", "fa", "ku", "ckb", "ur", "ps"})


class Concept(NamedTuple):
    """What is named. `key`: its gazetteer id; without one, a right reading that stands alone. `kind` as there."""

    key: str | None
    name: str
    kind: str


class Name(NamedTuple):
    """One of its names. `kind`: right, native, spelling, acronym or garble. `language`: BCP 47, "und" if not known."""

    concept: Concept
    words: str
    kind: str
    language: str


def names(record: ArticleRecord) -> Iterator[Name]:
    """All names, each once, in the order of the garbles: the right one first, the garbled words after the others."""
    yield from dict.fromkeys(name for garble in record.garbles for name in _of(garble, record))


def _of(garble: GarbleRecord, record: ArticleRecord) -> Iterator[Name]:
    entity = garble.named
    right = one_line(entity.name if entity else garble.reading or "")
    if not right or garble.state not in DECIDED:
        return
    concept = Concept(entity.id, right, entity.kind) if entity else Concept(None, right, garble.label.lower())
    yield Name(concept, right, "right", record.language)
    if entity:
        if entity.native_name:
            yield Name(concept, one_line(entity.native_name), "native", native_language(entity.native_name, record))
        for alias in entity.aliases:
            yield Name(concept, one_line(alias.name), alias.kind, alias.language or record.language)
    wrong = one_line(garble.anchor.quote)
    if wrong and wrong != right:
        yield Name(concept, wrong, "garble", record.language)


def native_language(name: str, record: ArticleRecord) -> str:
    """The source's language where the name is in its script."""
    source = (record.source_language or "").lower()
    if source and is_arabic(name) == (source.partition("-")[0] in ARABIC):
        return source
    return "ar" if is_arabic(name) else "und"


def one_line(words: str) -> str:
    """A name as a term: line ends of the copy in it are none of the name's."""
    return " ".join(words.split())
