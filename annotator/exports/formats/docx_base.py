"""The parts of a Word file that every article shares: styles, page, heads and feet, relationships. Made once."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from lxml import etree

from .docx_changes import Element, W

# Identifiers of styles. What has TEXT is the article's own text and nothing else is.
TEXT, FACTS, CONDITION, NOTICE = "ArticleText", "ArticleFacts", "ArticleCondition", "ArticleNotice"
TITLE, HEADING = "Title", "Heading2"
FONT: Final = "Georgia"
_KEPT: Final = {"Normal", "Title", "Heading 2", "Header", "Footer", "Default Paragraph Font"}
_UNUSED: Final = ("stylesWithEffects", "customXml", "numbering", "thumbnail", "webSettings")


@dataclass(frozen=True)
class Base:
    """The parts of an empty file, and the names of those that are written for each article."""

    parts: dict[str, bytes]
    first_header: str
    header: str
    footers: tuple[str, ...]
    section_xml: bytes

    def section(self) -> Element:
        return etree.fromstring(self.section_xml)


@cache
def base() -> Base:
    """An empty A4 file of python-docx with the desk's styles, another head on the first page, and room for comments."""
    from docx import Document

    made = Document()
    for rels in (made.part.rels, made.part.package.rels):
        for ident in [key for key, rel in rels.items() if any(name in rel.reltype for name in _UNUSED)]:
            del rels[ident]
    add_styles(made)
    add_page(made)
    made.add_comment(made.add_paragraph().add_run("x"), text="x", author="x", initials="x")
    heads = made.sections[0]
    names = {
        key: str(part.part.partname).lstrip("/")
        for key, part in (("first", heads.first_page_header), ("other", heads.header))
    }
    file = io.BytesIO()
    made.save(file)
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    section = etree.fromstring(parts["word/document.xml"]).find(f".//{{{W}}}sectPr")
    footers = tuple(name for name in parts if name.startswith("word/footer"))
    return Base(parts, names["first"], names["other"], footers, etree.tostring(section))


def add_page(made: Any) -> None:
    from docx.shared import Mm

    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(28)
    page.top_margin = page.bottom_margin = Mm(24)
    page.different_first_page_header_footer = True
    for part in (page.header, page.first_page_header, page.footer, page.first_page_footer):
        part.is_linked_to_previous = False


def add_styles(made: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    for style in list(made.styles):
        if style.name not in _KEPT:
            style.delete()
    muted, ink, warn = RGBColor(0x5D, 0x5B, 0x55), RGBColor(0x1D, 0x1D, 0x1B), RGBColor(0x8A, 0x5A, 0x00)
    # name, size, colour, bold, space below
    for name, size, colour, bold, below in (
        ("Article Text", 11.5, ink, False, 6),
        ("Article Facts", 9, muted, False, 2),
        ("Article Condition", 10, warn, True, 2),
        ("Article Notice", 10.5, ink, False, 4),
        ("Comment Text", 10, ink, False, 0),
    ):
        style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = made.styles["Normal"]
        set_font(style, FONT if name in {"Article Text", "Article Notice"} else "Calibri", size, colour, bold=bold)
        style.paragraph_format.space_after, style.paragraph_format.space_before = Pt(below), Pt(0)
        style.paragraph_format.line_spacing = 1.25 if name == "Article Text" else 1.05
    title = made.styles["Title"]
    set_font(title, FONT, 20, ink, bold=True)
    for line in title.element.pPr.findall(f"{{{W}}}pBdr"):
        title.element.pPr.remove(line)
    title.paragraph_format.space_after = Pt(6)
    set_font(made.styles["Heading 2"], "Calibri", 12, ink, bold=True)
    reference = made.styles.add_style("Comment Reference", WD_STYLE_TYPE.CHARACTER)
    reference.font.size = Pt(8)


def set_font(style: Any, name: str, size: float, colour: Any, *, bold: bool) -> None:
    """The font for every script, not only for Latin letters as python-docx sets it."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style.font.name, style.font.size, style.font.bold, style.font.color.rgb = name, Pt(size), bold, colour
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), name)
    sizes = style.element.rPr.find(qn("w:szCs"))
    if sizes is None:
        sizes = style.element.rPr.makeelement(qn("w:szCs"), {})
        style.element.rPr.find(qn("w:sz")).addnext(sizes)
    sizes.set(qn("w:val"), str(int(size * 2)))
