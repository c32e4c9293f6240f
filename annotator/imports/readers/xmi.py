"""UIMA CAS as XMI (OASIS UIMA 1.0, section 4.1): a text and its typed spans. The type system is not needed for them.

Offsets count UTF-16 code units (Java). dkpro-cassis reads the same, but only with the type system at hand, which many
exports leave out, and passes over what that does not name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from annotator.errors import Invalid
from annotator.ingest.draft import Origin, Problem
from annotator.ingest.limits import Limits
from annotator.text import characters

from ..records import MOST_MARKS, Read
from .layers import OURS, Spanned, marks_of, uuid_of
from .strict_xml import name_of, namespace_of, parse
from .texts import Original, draft

_XMI: Final = "http://www.omg.org/XMI"
_CAS: Final = "http:///uima/cas.ecore"
_PASSED: Final = frozenset({"sofa", "begin", "end"})
_TYPES: Final = "typeSystemDescription"
# References to other annotations, which say nothing by themselves.
_REFERENCES: Final = frozenset({"Governor", "Dependent", "next", "first", "pos", "lemma", "stem", "parent", "order"})
_MANY: Final = re.compile(r"\d+(?: \d+)+")  # a list of references
_DOCUMENT: Final = "DocumentMetaData"


def read(data: bytes, origin: Origin, limits: Limits) -> Iterator[Read | Problem]:
    root = parse(data)
    if name_of(root) == _TYPES:
        return  # beside the texts in a zip
    if name_of(root) != "XMI" or namespace_of(root) != _XMI:
        raise Invalid(f"The file is XML, but no UIMA XMI: its outermost element is <{name_of(root)[:40]}>.")
    text, sofa, views = _text(root)
    original = Original(text)
    spans: list[Spanned] = []
    wrong: list[Problem] = []
    known: set[str] = set()
    about: dict[str, str] = {}
    for element in root:
        at = f"{origin}, line {element.sourceline or 0}"
        ident = element.get(f"{{{_XMI}}}id")
        if ident is not None and ident in known:
            wrong.append(Problem(origin.at_line(element.sourceline or 0), f"The xmi:id {ident[:20]} is given twice."))
            continue
        known.add(ident or "")
        if name_of(element) == _DOCUMENT:
            about = {name: element.get(name, "") for name in ("documentTitle", "documentUri", "documentId", "language")}
        elif element.get("sofa") == sofa and element.get("begin") is not None:
            try:
                spanned = _span(element, original, at)
            except Invalid as error:
                wrong.append(Problem(origin.at_line(element.sourceline or 0), str(error)))
            else:
                spans += [spanned] if spanned else []
    if len(spans) > MOST_MARKS:
        raise Invalid(f"The file has {len(spans):,} annotations; at most {MOST_MARKS:,} are taken.")
    notes = [f"{views - 1} other views of the document left out"] if views > 1 else []
    yield Read(
        str(origin),
        draft(original, origin, limits, found=_metadata(about)),
        tuple(marks_of(spans)),
        sources=tuple(f"urn:uuid:{uid}" for uid in (uuid_of(about.get("documentId", "")),) if uid),
        notes=tuple(notes),
    )
    yield from wrong


def _text(root: etree._Element) -> tuple[str, str, int]:
    """The text of the document's first view, that view's identifier, and how many views have a text."""
    sofas = [each for each in root if name_of(each) == "Sofa" and namespace_of(each) == _CAS]
    texts = [each for each in sofas if each.get("sofaString")]
    if not texts:
        raise Invalid(
            "The file holds no text (a cas:Sofa with its sofaString): it was cut off, or its text is elsewhere."
        )
    chosen = next((each for each in texts if each.get("sofaID") == "_InitialView"), texts[0])
    return chosen.get("sofaString", ""), chosen.get(f"{{{_XMI}}}id", ""), len(texts)


def _span(element: etree._Element, original: Original, at: str) -> Spanned | None:
    begin, end = (_offset(element, name) for name in ("begin", "end"))
    if begin == end:
        return None  # a mark between two characters, or of the whole document: there are no words under it
    start, stop = original.span(begin, end, utf16=True)
    return Spanned(at, _type(element), start, stop, original.kept[start:stop], _features(element))


def _offset(element: etree._Element, name: str) -> int:
    words = element.get(name, "")
    if not words.isascii() or not words.isdecimal() or len(words) > 9:
        raise Invalid(f"{name} must be a whole number, not “{words[:20]}” ({name_of(element)}).")
    return int(words)


def _type(element: etree._Element) -> str:
    """The UIMA type: "http:///webanno/custom.ecore" and "Span" are webanno.custom.Span."""
    package = namespace_of(element).removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
    name = name_of(element)
    return f"{package}.{name}" if package and package != "uima.noNamespace" else name


def _features(element: etree._Element) -> dict[str, str]:
    own = _type(element) in OURS
    found: dict[str, Any] = {}
    for name, value in element.attrib.items():
        plain = str(name)
        if plain.startswith("{") or plain in _PASSED:
            continue
        if not own and (plain in _REFERENCES or _MANY.fullmatch(str(value))):
            continue
        found[plain] = str(value)
    for child in element:  # a feature with several values
        found[name_of(child)] = ", ".join(filter(None, (found.get(name_of(child), ""), child.text or "")))
    for name, value in found.items():
        refused = characters.refused(value)
        if refused:
            raise Invalid(f"The feature {name[:40]} holds {characters.named(refused.group())}.")
    return found


def _metadata(about: dict[str, str]) -> dict[str, object]:
    address = about.get("documentUri", "")
    language = about.get("language", "")
    return {
        "title": about.get("documentTitle", ""),
        "url": address if address.startswith(("http://", "https://")) else "",
        "language": "" if language == "x-unspecified" else language,
    }
