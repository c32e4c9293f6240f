"""The glossary as TBX-Basic (ISO 30042:2019, style DCA): a concept an entity, its names by language.

The right name is preferred, spellings and acronyms are admitted, what translation made of it is deprecated.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final
from xml.sax.saxutils import quoteattr

from ...garbles.glossary import DIALECT
from ..record import ArticleRecord
from ..terms import Copies, Terms
from . import xmls
from .names import Concept, Name, names

# What each kind of name is: its status and its type, of the values that TBX-Basic has.
STATUS: Final = {
    "right": "preferredTerm-admn-sts",
    "native": "preferredTerm-admn-sts",
    "spelling": "admittedTerm-admn-sts",
    "acronym": "admittedTerm-admn-sts",
    "garble": "deprecatedTerm-admn-sts",
}
TYPE: Final = {"right": "fullForm", "native": "fullForm", "spelling": "variant", "acronym": "acronym"}


def write_one(record: ArticleRecord, terms: Terms) -> bytes:
    file = io.BytesIO()
    put([record], terms, file)
    return file.getvalue()


def write_many(copies: Copies, terms: Terms, file: BinaryIO) -> None:
    """One glossary of all articles. Each concept stands once, so all are kept until the last article is read: a
    gazetteer's worth, however many articles there are."""
    put(copies, terms, file)


def put(records: Iterable[ArticleRecord], terms: Terms, file: BinaryIO) -> None:
    concepts: dict[Concept, dict[Name, None]] = {}
    for record in records:
        for name in names(record):
            concepts.setdefault(name.concept, {})[name] = None
    head = "".join(f" {key}={quoteattr(value)}" for key, value in DIALECT.items())
    said = f"Names in machine-translated articles, and what translation made of them. Wirecheck, {terms.at:%Y-%m-%d}."
    file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<tbx{head}>\n'.encode())
    file.write(f"<tbxHeader><fileDesc><sourceDesc><p>{said}</p></sourceDesc></fileDesc></tbxHeader>\n".encode())
    file.write(b"<text><body>\n")
    for number, (concept, those) in enumerate(concepts.items(), start=1):
        file.write("".join(entry(number, concept, those)).encode())
    file.write(b"</body></text>\n</tbx>\n")


def entry(number: int, concept: Concept, those: Iterable[Name]) -> Iterator[str]:
    """A concept: what it is, then a section for each language."""
    languages: dict[str, list[Name]] = {}
    for name in those:
        languages.setdefault(name.language, []).append(name)
    yield f'<conceptEntry id="c{number}">\n'
    yield xmls.element("descrip", concept.kind, type_="subjectField") + "\n"
    if concept.key:
        yield xmls.element("note", f"Gazetteer: {concept.key}") + "\n"
    for language, spoken in languages.items():
        yield f"<langSec{xmls.named(xml_lang=language)}>\n"
        known: set[str] = set()
        for name in spoken:
            if name.words and name.words not in known:  # a garble that is also a spelling is no garble
                known.add(name.words)
                yield from term(name)
        yield "</langSec>\n"
    yield "</conceptEntry>\n"


def term(name: Name) -> Iterator[str]:
    yield "<termSec>" + xmls.element("term", name.words)
    yield xmls.element("termNote", "noun", type_="partOfSpeech")
    yield xmls.element("termNote", STATUS[name.kind], type_="administrativeStatus")
    if name.kind in TYPE:
        yield xmls.element("termNote", TYPE[name.kind], type_="termType")
    yield "</termSec>\n"
