"""UIMA CAS XMI with its type system, as INCEpTION and DKPro programs read it: a zip of the two files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO, Final

from ...text.characters import shown
from ..files import member
from ..record import ArticleRecord, file_name
from ..terms import Copies, Terms
from .layers import LAYERS, marks, sentences, tokens

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem

TYPES_FILE: Final = "TypeSystem.xml"
ANNOTATION: Final = "uima.tcas.Annotation"
STRING: Final = "uima.cas.String"
_SEGMENTATION: Final = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type"
SENTENCE: Final = f"{_SEGMENTATION}.Sentence"
TOKEN: Final = f"{_SEGMENTATION}.Token"
DOCUMENT: Final = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
ABOUT: Final = ("documentTitle", "documentId", "documentUri")


def write_one(record: ArticleRecord, terms: Terms) -> bytes:
    file = io.BytesIO()
    put([record], terms, file)
    return file.getvalue()


def write_many(copies: Copies, terms: Terms, file: BinaryIO) -> None:
    """A file an article, and the type system once."""
    put(copies, terms, file)


def put(records: Iterable[ArticleRecord], terms: Terms, file: BinaryIO) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member(TYPES_FILE, terms.at), types().to_xml())
        for record in records:
            archive.writestr(member(file_name(record, "xmi"), terms.at), cas(record).to_xmi())


@lru_cache(maxsize=1)
def types() -> TypeSystem:
    """The desk's layers and those that annotation tools ask for. What is made by others' programs is not changed."""
    from cassis import TypeSystem  # takes 0.2 s

    made = TypeSystem()
    for name in (SENTENCE, TOKEN):
        made.create_type(name, ANNOTATION)
    about = made.create_type(DOCUMENT, "uima.tcas.DocumentAnnotation")
    for feature in ABOUT:
        made.create_feature(about, feature, STRING)
    for layer in LAYERS:
        kind = made.create_type(layer.name, ANNOTATION)
        for feature in layer.features:
            made.create_feature(kind, feature, STRING)
    return made


def cas(record: ArticleRecord) -> Cas:
    """The text with its sentences, tokens and marks. cassis counts code points and writes UTF-16."""
    from cassis import Cas

    kinds = types()
    text = shown(record.text)
    made = Cas(kinds)
    made.sofa_string = text
    made.sofa_mime = "text/plain"
    about = dict(zip(ABOUT, (shown(record.title), record.uid, record.address), strict=True))
    made.add(kinds.get_type(DOCUMENT)(begin=0, end=len(text), language=record.language, **about))
    sentence_type, token_type = kinds.get_type(SENTENCE), kinds.get_type(TOKEN)
    for sentence in sentences(record):
        made.add(sentence_type(begin=sentence.start, end=sentence.end))
        for token in tokens(text, sentence):
            made.add(token_type(begin=token.start, end=token.end))
    for mark in marks(record):
        values = {
            feature: None if value is None else shown(value)
            for feature, value in zip(mark.layer.features, mark.values, strict=True)
        }
        made.add(kinds.get_type(mark.layer.name)(begin=mark.span.start, end=mark.span.end, **values))
    return made
