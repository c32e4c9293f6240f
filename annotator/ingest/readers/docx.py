"""Word documents (.docx): paragraphs and tables in their order, tracked changes as if accepted."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

from annotator.errors import Invalid, WirecheckError

from ..draft import ArticleDraft, Origin
from ..limits import Limits, readable_size
from . import archive, metadata
from .assembly import assemble

# An entity may open files, or grow from 1 KB to 1 GB; python-docx drops it with all that follows. Word writes none.
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DEFAULT_TITLES = {"", "word document"}
_SIGNS = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
# Deleted by a tracked change, moved away, twice there for old programs, or set apart from the running text.
_LEFT_OUT = frozenset(qn(name) for name in ("w:del", "w:moveFrom", "w:txbxContent")) | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_WRAPPERS = frozenset(qn(name) for name in ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag"))


def read(data: bytes, origin: Origin, limits: Limits) -> Iterator[ArticleDraft]:
    if len(data) > limits.max_docx_bytes:
        raise Invalid(
            f"The Word file has {readable_size(len(data))}; at most {readable_size(limits.max_docx_bytes)} are taken. "
            "Remove its pictures or split it."
        )
    _refuse_hostile_parts(data, limits)
    try:
        document = docx.Document(io.BytesIO(data))
        body = document.element.body
        text = "\n\n".join(block for block in _blocks(body) if block.strip())
        found = _properties(document)
    except WirecheckError:
        raise
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # python-docx has no error of its own: KeyError, ValueError, XMLSyntaxError, …
        raise Invalid(
            f"The Word file is damaged ({type(error).__name__}). "
            "Open it in a word processor and save it again as .docx."
        ) from None
    if not text:
        raise Invalid("There is no text in the Word file. If it holds pictures of pages, run text recognition first.")
    yield assemble(text, origin, limits, found=found, notes=_notes(document, body))


def _refuse_hostile_parts(data: bytes, limits: Limits) -> None:
    listed = archive.contents(data, limits.max_docx_members, limits.max_docx_unpacked_bytes, limits)
    budget = archive.Budget(len(data), limits.max_docx_unpacked_bytes, limits)
    with archive.open_zip(data) as parts:
        for info in listed:
            _refuse_declaration(parts, info, budget, limits)


def _refuse_declaration(parts: zipfile.ZipFile, info: zipfile.ZipInfo, budget: archive.Budget, limits: Limits) -> None:
    content = archive.unpack(parts, info, budget, limits.max_docx_unpacked_bytes)
    # Without its NULs UTF-16 reads as ASCII here.
    if info.filename.lower().endswith((".xml", ".rels")) and _DECLARATION.search(content.replace(b"\0", b"")):
        raise Invalid(
            "A part of the Word file declares a DOCTYPE or entities, as no word processor writes and attacks do. "
            "Copy its text into a new document."
        )


def _blocks(parent: Any) -> Iterator[str]:
    """Paragraphs and table rows in document order; the cells of a row are joined by tabs."""
    for child in parent:
        if child.tag == qn("w:p"):
            yield _paragraph(child)
        elif child.tag == qn("w:tbl"):
            for row in child.iter(qn("w:tr")):
                cells = (" ".join(_blocks(cell)) for cell in row if cell.tag == qn("w:tc"))
                yield "\t".join(cells)
        elif child.tag in _WRAPPERS:
            yield from _blocks(child)


def _paragraph(paragraph: Any) -> str:
    signs = {qn(name): sign for name, sign in _SIGNS.items()}
    parts: list[str] = []
    waiting = [paragraph]
    while waiting:  # by hand: a hostile file nests deeper than Python may recurse
        element = waiting.pop()
        if element.tag in _LEFT_OUT:
            continue
        if element.tag == qn("w:t"):
            parts.append(element.text or "")
        elif element.tag in signs:
            parts.append(signs[element.tag])
        else:
            waiting.extend(reversed(element))
    return "".join(parts)


def _properties(document: Any) -> metadata.Metadata:
    """Title and author. The file's own dates are noted only: a template's date would date every "Monday" wrongly."""
    core = document.core_properties
    given = {"title": core.title.strip(), "byline": core.author.strip()}
    if given["title"].lower() in _DEFAULT_TITLES:
        del given["title"]
    if given["byline"] == "python-docx":
        del given["byline"]
    found = metadata.found(given, "document")
    if core.created:
        note = f"the document was created on {core.created:%Y-%m-%d}; the day of publication is not in it"
        return metadata.Metadata(found.values, (*found.notes, note))
    return found


def _notes(document: Any, body: Any) -> list[str]:
    notes = []
    if next(body.iter(qn("w:ins"), qn("w:del"), qn("w:moveFrom")), None) is not None:
        notes.append("tracked changes were read as if accepted")
    if next(body.iter(qn("w:txbxContent")), None) is not None:
        notes.append("text boxes were left out")
    if next(body.iter(qn("w:footnoteReference"), qn("w:endnoteReference")), None) is not None:
        notes.append("footnotes were left out")
    return notes
