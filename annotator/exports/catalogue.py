"""The closed list of export formats: what each is called, what can be chosen, and which functions write it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Final

from ..accounts.models import User
from ..accounts.policy import may
from ..errors import Invalid, NotAllowed
from .formats import (
    bagit,
    csvs,
    docx,
    html,
    html_corrected,
    jsonl,
    md,
    ninjs,
    pdf,
    schemaorg,
    tbx,
    tmx,
    w3c,
    webanno,
    xlsx,
    xmi,
)
from .record import ArticleRecord
from .terms import Choice, Copies, Terms


@dataclass(frozen=True)
class Kind:
    """A kind of file: what its name ends in, and its media type."""

    suffix: str
    media_type: str


ZIP: Final = Kind("zip", "application/zip")
WORKBOOK: Final = Kind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@dataclass(frozen=True)
class Format:
    """One format. `write_one` makes the file of one article, `write_many` streams that of several."""

    name: str
    label: str
    meaning: str
    one: Kind
    many: Kind
    write_one: Callable[[ArticleRecord, Terms], bytes]
    write_many: Callable[[Copies, Terms, BinaryIO], None]
    choices: tuple[Choice, ...] = ()
    group: str = "For readers"
    needs: str = "read"  # what a person must be allowed to do (accounts/policy.py)


FORMATS: Final[dict[str, Format]] = {
    form.name: form
    for form in (
        Format(
            "html",
            "Annotated page",
            "One HTML file with the text, its claims, garbles and corrections. Works offline and prints well.",
            Kind("html", "text/html; charset=utf-8"),
            ZIP,
            html.write_one,
            html.write_many,
        ),
        Format(
            "html-corrected",
            "Corrected page",
            "One HTML file with the corrected copy: accepted corrections applied, nothing else of the checking.",
            Kind("html", "text/html; charset=utf-8"),
            ZIP,
            html_corrected.write_one,
            html_corrected.write_many,
            choices=(html_corrected.COPY,),
        ),
        Format(
            "pdf",
            "Fact sheet",
            "One to three pages to print or to send: numbered claims with verdict and sources, garbles, corrections.",
            Kind("pdf", "application/pdf"),
            ZIP,
            pdf.write_one,
            pdf.write_many,
            choices=(pdf.PAPER,),
        ),
        Format(
            "docx",
            "Word file",
            "The text with corrections as tracked changes, and claims and garbles as comments on their words.",
            Kind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            ZIP,
            docx.write_one,
            docx.write_many,
            choices=(docx.COPY,),
        ),
        Format(
            "md",
            "Markdown",
            "Plain text with footnotes: verdicts, sources, garbles and corrections behind the words they are about.",
            Kind("md", "text/markdown; charset=utf-8"),
            ZIP,
            md.write_one,
            md.write_many,
            choices=(md.COPY,),
        ),
        Format(
            "w3c",
            "Web Annotations",
            "JSON-LD after the W3C Web Annotation model, for annotation tools and programs.",
            Kind("jsonld", "application/ld+json"),
            Kind("json", "application/json"),
            w3c.write_one,
            w3c.write_many,
            group="For programs",
        ),
        Format(
            "schemaorg",
            "ClaimReview",
            "JSON-LD after schema.org: the article with its corrections, a ClaimReview for each settled claim.",
            Kind("jsonld", "application/ld+json"),
            Kind("json", "application/json"),
            schemaorg.write_one,
            schemaorg.write_many,
            schemaorg.CHOICES,
            group="For programs",
        ),
        Format(
            "ninjs",
            "ninjs",
            "ninjs 3.1 of the IPTC, for editorial systems: the text with its corrections, claims beside it.",
            Kind("json", "application/json"),
            ZIP,
            ninjs.write_one,
            ninjs.write_many,
            ninjs.CHOICES,
            group="For programs",
        ),
        Format(
            "csv",
            "CSV",
            "One table: claims, garbles, corrections, sources, notices or the glossary.",
            Kind("csv", "text/csv; charset=utf-8"),
            Kind("csv", "text/csv; charset=utf-8"),
            csvs.write_one,
            csvs.write_many,
            csvs.CHOICES,
            group="Tables",
        ),
        Format(
            "xlsx",
            "Excel workbook",
            "All tables, a sheet each: claims, garbles, corrections, sources, notices, glossary.",
            WORKBOOK,
            WORKBOOK,
            xlsx.write_one,
            xlsx.write_many,
            xlsx.CHOICES,
            group="Tables",
        ),
        Format(
            "tbx",
            "Glossary (TBX)",
            "TBX-Basic: the entities of confirmed garbles with their right, other and garbled names.",
            Kind("tbx", "application/x-tbx+xml"),
            Kind("tbx", "application/x-tbx+xml"),
            tbx.write_one,
            tbx.write_many,
            group="For programs",
        ),
        Format(
            "tmx",
            "Translation memory (TMX)",
            "TMX 1.4b: sentences of the source text beside their corrected translation, where there is a source text.",
            Kind("tmx", "application/x-tmx+xml"),
            Kind("tmx", "application/x-tmx+xml"),
            tmx.write_one,
            tmx.write_many,
            tmx.CHOICES,
            group="For programs",
        ),
        Format(
            "webanno",
            "WebAnno TSV",
            "WebAnno TSV 3.3, which INCEpTION opens: a line a token, with the marks on it.",
            Kind("tsv", "text/tab-separated-values; charset=utf-8"),
            ZIP,
            webanno.write_one,
            webanno.write_many,
            group="For programs",
        ),
        Format(
            "xmi",
            "UIMA XMI",
            "UIMA CAS XMI with its type system, for INCEpTION and DKPro: exact places, white space too.",
            ZIP,
            ZIP,
            xmi.write_one,
            xmi.write_many,
            group="For programs",
        ),
        Format(
            "jsonl",
            "Complete",
            "The desk's own form: everything of the articles with their history, for another desk.",
            Kind("jsonl", "application/x-ndjson"),
            Kind("jsonl", "application/x-ndjson"),
            jsonl.write_one,
            jsonl.write_many,
            group="To keep",
            needs="edit",
        ),
        Format(
            "bagit",
            "Bag",
            "BagIt: texts, corrected copy, notices, annotations and sources in one zip, with checksums.",
            ZIP,
            ZIP,
            bagit.write_one,
            bagit.write_many,
            group="To keep",
        ),
    )
}


def format_named(name: str | None, by: User | None = None) -> Format:
    """Raises Invalid, which names those that there are; NotAllowed for one that is not this person's to take."""
    found = FORMATS.get(name or "")
    if found is None:
        raise Invalid(f"There is no export format called “{name}”. There are: {', '.join(FORMATS)}.", "format")
    if by is not None and not may(by, found.needs):
        raise NotAllowed(f"“{found.label}” holds everybody's judgements and all history: it is for editors.")
    return found


def grouped(by: User | None) -> dict[str, list[Format]]:
    """The formats that this person may take, by whom they are for, in the catalogue's order."""
    found: dict[str, list[Format]] = {}
    for form in FORMATS.values():
        if by is not None and not may(by, form.needs):
            continue
        found.setdefault(form.group, []).append(form)
    return found
