"""XML of strangers: without document types, so that no entity grows or fetches anything (OWASP XXE Prevention)."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from annotator.errors import Invalid

_MOST_ELEMENTS: Final = 500_000
# Looked for in every encoding that a parser would guess: a mark of UTF-16 hides "<!DOCTYPE" from a look at bytes.
_DOCTYPE: Final = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MARKS: Final = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))


def parse(data: bytes) -> etree._Element:
    """The root. Raises Invalid, with the line, for what is not well-formed or says more than data may."""
    if not data.strip():
        raise Invalid("There is nothing in the file.")
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "latin-1")
    if _DOCTYPE.search(data.decode(encoding, errors="replace")):
        raise Invalid(
            "The file declares a document type or entities, which could make it grow without end or fetch other files. "
            "Export it again without <!DOCTYPE …>."
        )
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, character = error.position
        what = (error.msg or "it ends too early").split(", line")[0]
        raise Invalid(f"It is not well-formed XML: {what} (line {line}, character {character}).") from None
    except ValueError as error:
        raise Invalid(f"It is not XML that can be read: {error}.") from None
    if root is None:
        raise Invalid("There is no element in it.")
    if sum(1 for _ in root.iter()) > _MOST_ELEMENTS:
        raise Invalid(f"The file has more than {_MOST_ELEMENTS:,} elements. Split it.")
    return root


def name_of(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def namespace_of(element: etree._Element) -> str:
    return etree.QName(element).namespace or "" if isinstance(element.tag, str) else ""


def first(element: etree._Element, *path: str) -> etree._Element | None:
    """The first element down a path of names, whatever their namespaces."""
    here: etree._Element | None = element
    for name in path:
        if here is None:
            return None
        here = next((each for each in here if name_of(each) == name), None)
    return here


def words_of(element: etree._Element | None) -> str:
    """All text in an element, white space folded."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""
