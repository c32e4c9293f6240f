"""HTML: the main text and the metadata of a page. Scripts, styles, navigation and comments go; nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as markup
from trafilatura import bare_extraction

from annotator.errors import Invalid

from ..draft import ArticleDraft, Origin, normalise
from ..limits import Limits, readable_size
from . import metadata
from .assembly import assemble
from .decoding import decode

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TAG = re.compile(r"<(?:!doctype\s+html|/?[a-z][a-z0-9]*[\s/>])", re.IGNORECASE)
_JSON_LD_DATE = re.compile(r"\"datePublished\"\s*:\s*\"([^\"]{4,40})\"")
_BLOCKS = frozenset(
    {"p", "div", "li", "tr", "br", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "blockquote"}
)
_NOT_READ = (
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "nav",
    "footer",
    "aside",
    "form",
    "iframe",
    "svg",
    "object",
)
# Where pages state the moment of publication, most reliable first.
_PUBLISHED = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished' or @name='datePublished' or @name='date' or @name='dc.date']/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
    "//article//time/@datetime",
)


def read(data: bytes, origin: Origin, limits: Limits) -> Iterator[ArticleDraft]:
    if len(data) > limits.max_html_bytes:
        raise Invalid(
            f"The page has {readable_size(len(data))}; at most {readable_size(limits.max_html_bytes)} are read. "
            "Save only the article, or its text."
        )
    declared = _DECLARED.search(data[:4096])
    page, notes = decode(data, declared.group(1).decode("ascii") if declared else None)
    page = _XML_DECLARATION.sub("", normalise(page))
    if not _TAG.search(page):
        raise Invalid("There is no HTML in it. If it is plain text, let its name end in .txt.")
    text, page_metadata, more = _extract(page)
    yield assemble(text, origin, limits, found=page_metadata, notes=(*notes, *more))


def _extract(page: str) -> tuple[str, metadata.Metadata, tuple[str, ...]]:
    """The main text, what the page says of itself, and notes."""
    try:
        tree = markup.document_fromstring(page)
    except (etree.LxmlError, ValueError, AssertionError):
        raise Invalid("There is no page in it that could be read. Open it in a browser and save it again.") from None
    stated = _stated_date(tree, page)
    document = bare_extraction(
        page,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        # The extensive search takes any number in the page for a date.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    notes: tuple[str, ...] = ()
    text = getattr(document, "text", None) or ""
    if not text.strip():
        text = all_text(tree)
        notes = ("no main text recognised: the text of the whole page was taken",) if text.strip() else ()
    if not text.strip():
        raise Invalid(
            "There is no text in the page, only mark-up or scripts. "
            "Save the page after it has loaded, or paste its text."
        )
    return text, _metadata(document, tree, stated), notes


def _metadata(document: object, tree: etree._Element, stated: str | None) -> metadata.Metadata:
    def of(name: str) -> str | None:
        return getattr(document, name, None) or None

    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    values = {
        "title": of("title"),
        "outlet": of("sitename"),
        "byline": of("author"),
        "url": of("url"),
        "language": language or of("language"),
        "published": stated or of("date"),
        "published_text": stated,
    }
    return metadata.found({name: value for name, value in values.items() if value}, "page")


def _stated_date(tree: etree._Element, page: str) -> str | None:
    """The moment of publication as the page states it, with its time of day, which trafilatura drops."""
    for path in _PUBLISHED:
        for value in tree.xpath(path)[:1]:
            if value.strip():
                return str(value).strip()
    in_json = _JSON_LD_DATE.search(page)
    return in_json.group(1).strip() if in_json else None


def all_text(tree: etree._Element) -> str:
    """For pages too short or odd for the extractor: every word of the body, blocks on lines of their own."""
    etree.strip_elements(tree, *_NOT_READ, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag in _BLOCKS:
            parts.append("\n")
        words = element.text if event == "start" else element.tail
        parts.append(re.sub(r"\s+", " ", words or ""))
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)
