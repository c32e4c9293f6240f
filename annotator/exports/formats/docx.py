"""The article as a Word file: accepted corrections as tracked changes, claims and garbles as comments on their words.

The parts that are the same for every article (styles, page, relationships) come from python-docx, once; text, comments,
heads and properties are written anew. Dates are those of the desk and of the export, so that the bytes repeat.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from lxml import etree

from ...text.spans import Span
from ..files import in_zip, member
from ..record import ArticleRecord, CorrectionRecord
from ..terms import Choice, Terms
from .docx_base import CONDITION, FACTS, HEADING, NOTICE, TEXT, TITLE, base
from .docx_changes import Body, Change, Element, Range, moment_of, run_of, scripts, w, word_language, write_text
from .docx_comments import DESK, Comment, comments
from .words import conditions, corrected, facts, for_the_desk, moment, notice_head, scrubbed, scrubbed_note

COPY: Final = Choice(
    "copy",
    "Text",
    {
        "tracked": "With corrections as tracked changes",
        "corrected": "The corrected copy, clean",
        "published": "As it was published",
    },
)
CP: Final = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DC: Final = "http://purl.org/dc/elements/1.1/"
DCTERMS: Final = "http://purl.org/dc/terms/"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"


def write_one(record: ArticleRecord, terms: Terms) -> bytes:
    """Raises Invalid when two accepted corrections overlap."""
    record, replaced = scrubbed(record)
    record = replace(record, corrections=tuple(map(with_plain_lines, record.corrections)))
    copy = terms.options.choice(COPY)
    remarks = comments(record, notices=copy != "corrected")
    parts = dict(base().parts)
    parts["word/document.xml"] = written(document(record, copy, remarks))
    parts["word/comments.xml"] = written(w("comments", *(comment_of(i, one, record) for i, one in enumerate(remarks))))
    parts[base().first_header] = written(w("hdr", *head(record)))
    parts[base().header] = written(w("hdr", paragraph(FACTS, record.title, record.language)))
    foot = f"{record.named_version}, SHA-256 {record.sha256}. Exported {moment(terms.at)} by Wirecheck."
    for name in base().footers:
        parts[name] = written(w("ftr", paragraph(FACTS, f"{foot} {scrubbed_note(replaced) or ''}".rstrip())))
    parts["docProps/core.xml"] = properties(record, terms)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(member(name, terms.at), content)
    return file.getvalue()


write_many = in_zip(write_one, "docx")


def document(record: ArticleRecord, copy: str, remarks: list[Comment]) -> Element:
    body = Body(record.language, TEXT)
    text, changes = record.text, tuple[Change, ...]()
    overlay = corrected(record)
    if copy == "tracked":
        changes = tuple(
            Change(row.anchor.start, row.anchor.end, row.replacement, row.creator or DESK, row.created_at)
            for row in record.accepted
        )
    elif copy == "corrected":
        text = overlay.text
    ranges = []
    for number, remark in enumerate(remarks):
        span = Span(remark.anchor.start, remark.anchor.end) if remark.anchor else Span(0, 0)
        if copy == "corrected" and remark.anchor:
            span = overlay.place(span)
        ranges.append(Range(span.start, span.end, number))
    write_text(body, text, changes, ranges)
    paragraphs = list(body.paragraphs)
    if copy == "corrected" and record.notices:
        paragraphs.append(paragraph(HEADING, "Correction notices"))
        for notice in record.notices:
            paragraphs.append(paragraph(NOTICE, notice_head(notice), bold=True))
            paragraphs += [paragraph(NOTICE, line) for line in notice.text.splitlines()]
    return w("document", w("body", *paragraphs, base().section()))


def with_plain_lines(row: CorrectionRecord) -> CorrectionRecord:
    """Every line end of the new words a line feed, as in every text of the desk; XML would not keep another."""
    return replace(row, replacement=row.replacement.replace("\r\n", "\n").replace("\r", "\n"))


def head(record: ArticleRecord) -> list[Element]:
    """What stands above the text on the first page, with room below."""
    lines = list(head_lines(record))
    lines[-1][0].append(w("spacing", after=280))  # twentieths of a point
    return lines


def head_lines(record: ArticleRecord) -> Iterable[Element]:
    yield paragraph(TITLE, record.title, record.language)
    said = [*facts(record), *([moment(record.published_at)] if record.published_at else [])]
    if said:
        yield paragraph(FACTS, " · ".join(said))
    if record.address:
        yield paragraph(FACTS, record.address)
    for line in for_the_desk(record):
        yield paragraph(CONDITION, line)


def paragraph(style: str, text: str, language: str = "en", *, bold: bool = False) -> Element:
    return w("p", w("pPr", w("pStyle", val=style)), *runs(" ".join(text.split("\n")), language, bold=bold))


def runs(text: str, language: str = "en", *, bold: bool = False) -> Iterable[Element]:
    for start, end, other in scripts(text, language):
        yield run_of(text[start:end].replace("\n", " "), other or language, foreign=other is not None, bold=bold)


def comment_of(number: int, remark: Comment, record: ArticleRecord) -> Element:
    lines = [line for text in remark.lines for line in text.splitlines() or [""]]
    paragraphs = []
    for i, line in enumerate(lines):
        mark = [w("r", w("rPr", w("rStyle", val="CommentReference")), w("annotationRef"))] if i == 0 else []
        properties = w("pPr", w("pStyle", val="CommentText"))
        paragraphs.append(w("p", properties, *mark, *runs(line, bold=i == 0)))
    made = w(
        "comment", *paragraphs, id=number, author=remark.author, date=moment_of(remark.at), initials=remark.initials
    )
    return made


def properties(record: ArticleRecord, terms: Terms) -> bytes:
    root = etree.Element(f"{{{CP}}}coreProperties", nsmap={"cp": CP, "dc": DC, "dcterms": DCTERMS, "xsi": XSI})

    def put(space: str, name: str, value: str | None) -> None:
        if value:
            held = etree.SubElement(root, f"{{{space}}}{name}")
            held.text = value
            if space == DCTERMS:
                held.set(f"{{{XSI}}}type", "dcterms:W3CDTF")

    put(DC, "title", record.title)
    put(DC, "creator", record.byline or record.outlet or DESK)
    put(DC, "subject", " · ".join(facts(record)))
    put(DC, "description", " ".join(conditions(record)))
    put(DC, "identifier", record.address or f"urn:uuid:{record.uid}")
    put(DC, "language", word_language(record.language))
    put(CP, "lastModifiedBy", DESK)
    put(CP, "version", str(record.version_number))
    put(DCTERMS, "created", moment_of(record.published_at or record.created_at))
    put(DCTERMS, "modified", moment_of(terms.at))
    return written(root)


def written(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
