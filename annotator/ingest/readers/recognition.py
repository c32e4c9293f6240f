"""What a file is: its name's ending, its first bytes and its contents must agree (OWASP File Upload Cheat Sheet)."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from annotator.errors import Invalid

from . import archive

# Ending to reader: the module of this package that reads it.
ENDINGS = {
    ".txt": "plain", ".text": "plain", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".docx": "docx", ".pdf": "pdf", ".jsonl": "jsonl", ".ndjson": "jsonl", ".zip": "zip",
}  # fmt: skip
ACCEPTED = ".txt, .md, .html, .docx, .pdf, .jsonl or .zip"
_CONTAINERS = {"docx": "a Word file (.docx)", "pdf": "a PDF", "zip": "a zip archive"}
_FOREIGN = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls or .ppt) or a Word file with a password"),
    (b"{\\rtf", "a rich text file (.rtf)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound or video file"),
    (b"%!PS", "a PostScript file"),
)
_ADVICE = {
    ".doc": "Save it as .docx.", ".rtf": "Save it as .docx.", ".odt": "Save it as .docx.",
    ".pages": "Save it as .docx.",
    ".json": "Write one article a line and name it .jsonl.", ".csv": "Write one article a line as .jsonl.",
    ".rar": "Pack it as .zip.", ".7z": "Pack it as .zip.", ".gz": "Unpack it, or pack it as .zip.",
}  # fmt: skip
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)


def recognise(name: str, data: bytes) -> str:
    """The reader's name for a file ("plain", "html", "zip", …). Raises Invalid, saying what the file is instead."""
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    kind = ENDINGS.get(ending)
    if kind is None:
        what = f"Files ending in {ending[:20]!r}" if ending else "Files without an ending"
        raise Invalid(f"{what} are not read. {_ADVICE.get(ending, f'Send {ACCEPTED}.')}")
    if not data:
        raise Invalid("The file is empty. Perhaps it was not saved or fetched whole.")
    inside = _inside(data)
    if kind in _CONTAINERS and inside != kind:
        is_instead = f"but {inside}" if inside and inside not in _CONTAINERS else None
        is_instead = is_instead or (f"but {_CONTAINERS[inside]}" if inside else "or it is damaged or cut off")
        raise Invalid(
            f"The name ends in {ending}, yet the file is not {_CONTAINERS[kind]}, {is_instead}. Send {ACCEPTED}."
        )
    if kind not in _CONTAINERS and inside:
        raise Invalid(
            f"The name ends in {ending}, but the file is {_CONTAINERS.get(inside, inside)}. "
            f"Give it its right ending, or send {ACCEPTED}."
        )
    if kind in {"plain", "markdown", "jsonl"} and _PAGE.match(data):
        raise Invalid(f"The name ends in {ending}, but the file is an HTML page. Let its name end in .html.")
    return kind


def _inside(data: bytes) -> str | None:
    """A container's kind, or in words what other binary it is, by its first bytes; None: perhaps text."""
    # Readers of PDF look for the mark in the first KB: mail gateways put lines before it.
    if data.startswith(b"%PDF-") or (b"%PDF-" in data[:1024] and b"%%EOF" in data[-2048:]):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        with archive.open_zip(data) as opened:
            return "docx" if "word/document.xml" in opened.NameToInfo else "zip"
    return next((what for mark, what in _FOREIGN if data.startswith(mark)), None)
