"""Files made by code, so that no binary lies in the repository and each flaw can be read off."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

import docx

STORY = (
    "Two rockets fell on the road to the airport of Kirkuk, the police of the province said on Thursday.\n"
    "Nobody was hurt, but a fuel depot of the electricity ministry burned for three hours.\n"
)


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{body}</body></html>".encode()


def story_page() -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in STORY.splitlines() * 3)
    return page(f"<article>{paragraphs}</article>", "<title>Depot burns near Kirkuk</title>")


def packed(files: Mapping[str, bytes] | Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of the files, in the order given; names may repeat when given as pairs."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items() if isinstance(files, Mapping) else files:
            archive.writestr(name, content)
    return buffer.getvalue()


def word_file(*paragraphs: str, title: str = "", author: str = "") -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.core_properties.title = title
    document.core_properties.author = author
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_part(word: bytes, name: str, content: bytes) -> bytes:
    """The Word file with one part replaced or added."""
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    return packed({**parts, name: content})


def word_body(xml: str) -> bytes:
    """A Word file whose body is this WordprocessingML."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<?xml version="1.0"?><w:document xmlns:w="{space}"><w:body>{xml}</w:body></w:document>'
    return with_part(word_file(), "word/document.xml", document.encode())


def pdf(*pages: Iterable[str], info: str = "", encrypted: bool = False) -> bytes:
    """A PDF with one text line below the other on each page, in Helvetica, Latin letters only."""
    pages_of_lines = [list(lines) for lines in pages]
    numbers = [5 + 2 * index for index in range(len(pages_of_lines))]
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Count {len(numbers)} /Kids [{' '.join(f'{n} 0 R' for n in numbers)}] >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        4: f"<< {info} >>".encode(),
    }
    for number, lines in zip(numbers, pages_of_lines, strict=True):
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
        stream = f"BT /F1 11 Tf 60 760 Td {shown}ET".encode("latin-1") if lines else b""
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        ).encode()
        objects[number + 1] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
    trailer = f"/Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R"
    if encrypted:  # the standard handler with a user key that no empty password opens
        trailer += (
            f" /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<00> <00>]"
        )
    out = bytearray(b"%PDF-1.4\n")
    places = {}
    for number, content in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % places[number] for number in sorted(places))
    out += f"trailer\n<< {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
