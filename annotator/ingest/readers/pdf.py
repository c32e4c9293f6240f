"""PDF with a text layer, by PDFium. Lines broken by the page are joined to paragraphs again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

from annotator.errors import Invalid

from ..draft import ArticleDraft, Origin
from ..limits import Limits
from . import metadata
from .assembly import assemble

# What PDFium gives for a hyphen at a line's end, depending on the font's tables; often without the line's end.
_LINE_HYPHEN = re.compile("[\u00ad\u0002\ufffe]\n?")
_ARTEFACTS = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufdd0-\ufdef\uffff\ud800-\udfff]")
_ENDS = re.compile(r"[.!?:…؟۔][\"'”’»)\]]*$")
_BROKEN_WORD = re.compile(r"(\w+)-\n(\w+)")
_FULL_LINE = 0.75  # of the page's usual longest line: shorter ones end a paragraph
_FILE_NAME_TITLE = re.compile(r"(?i)^(microsoft word - .*|untitled.*|.*\.(docx?|odt|indd|pdf|qxp|tmp))$")


def read(data: bytes, origin: Origin, limits: Limits) -> Iterator[ArticleDraft]:
    document = _open(data)
    try:
        if len(document) > limits.max_pdf_pages:
            raise Invalid(
                f"The PDF has {len(document):,} pages; at most {limits.max_pdf_pages} are read. "
                "Split it into its articles."
            )
        pages = [_page_text(document, number) for number in range(len(document))]
        properties = document.get_metadata_dict()
    finally:
        document.close()
    if not any(character.isalnum() for page in pages for character in page):
        raise Invalid("The PDF has no text layer (it is a scan, or empty). Run text recognition (OCR) on it first.")
    yield assemble(rejoin(pages), origin, limits, found=_properties(properties), notes=_notes(pages))


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY):
            raise Invalid("The PDF is encrypted. Save it again without a password.") from None
        raise Invalid("The PDF is damaged or cut off. Fetch it again, or print it to a new PDF.") from None


def _page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    try:
        page = document[number]
        text = page.get_textpage().get_text_range()
    except pypdfium2.PdfiumError:
        raise Invalid(f"Page {number + 1} of the PDF is damaged. Print the document to a new PDF.") from None
    text = _LINE_HYPHEN.sub("-\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _ARTEFACTS.sub("", text.replace("\f", "\n")).strip("\n")


def rejoin(pages: list[str]) -> str:
    """Paragraphs from the lines of the pages, parted by an empty line.

    A line goes on in the next when it is full and no sentence ends with it, or the next begins in lower case. A word
    parted by a hyphen is joined, and keeps the hyphen only if the document writes it so elsewhere.
    """
    whole = "\n".join(pages)
    lines = [line.strip() for line in whole.split("\n")]
    full = _FULL_LINE * _usual_longest(lines)
    paragraphs: list[str] = []
    goes_on = False
    for line in lines:
        if not line:
            goes_on = False
            continue
        if paragraphs and (goes_on or line[0].islower()):
            paragraphs[-1] += f"\n{line}"
        else:
            paragraphs.append(line)
        goes_on = len(line) >= full and not (_ENDS.search(line) and len(line) < full / _FULL_LINE * 0.95)
    compounds = Counter(re.findall(r"\w+-\w+", whole))

    def joined(match: re.Match[str]) -> str:
        left, right = match.groups()
        keeps = compounds[f"{left}-{right}"] or not right[0].islower()
        return f"{left}-{right}" if keeps else left + right

    return "\n\n".join(_BROKEN_WORD.sub(joined, paragraph).replace("\n", " ") for paragraph in paragraphs) + "\n"


def _usual_longest(lines: list[str]) -> int:
    """The length that one line in ten reaches: a single overlong line must not make all others short."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0


def _properties(properties: dict[str, str]) -> metadata.Metadata:
    title = properties.get("Title", "").strip()
    given = {"title": "" if _FILE_NAME_TITLE.match(title) else title, "byline": properties.get("Author", "").strip()}
    return metadata.found(given, "document")


def _notes(pages: list[str]) -> list[str]:
    notes = ["lines of the PDF were joined to paragraphs"]
    blank = [str(number) for number, page in enumerate(pages, start=1) if not page.strip()]
    if blank:
        shown = ", ".join(blank[:10]) + (" …" if len(blank) > 10 else "")
        notes.append(f"no text on page {shown}")
    return notes
