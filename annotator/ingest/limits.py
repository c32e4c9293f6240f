"""How much one file may ask of the desk. docs/settings.md and docs/ingest.md give the reasons for the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The first six are settings (annotator/config.py) under the same name in capitals; the rest are fixed."""

    max_upload_bytes: int = 20 * MIB
    max_article_characters: int = 2_000_000
    max_zip_files: int = 10_000
    max_unpacked_bytes: int = 200 * MIB
    reader_seconds: int = 20
    reader_memory_bytes: int = 1024 * MIB
    # A page or a Word file of an article is far smaller; the parsers need 20 to 50 times its size in memory.
    max_html_bytes: int = 5 * MIB
    max_docx_bytes: int = 10 * MIB
    max_docx_unpacked_bytes: int = 64 * MIB
    max_docx_members: int = 2_000
    max_pdf_pages: int = 300
    max_jsonl_lines: int = 10_000
    max_line_bytes: int = MIB
    max_head_characters: int = 64 * 1024
    # Text packs at 3 to 20 to one. Small files may pack better by chance: the ratio counts above one MiB unpacked.
    max_ratio: int = 100
    ratio_counts_above_bytes: int = MIB

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> Limits:
        """The limits with the desk's settings; a name that is missing keeps its default."""
        return cls(
            **{field.name: settings[field.name.upper()] for field in fields(cls) if field.name.upper() in settings}
        )


def readable_size(size: int) -> str:
    """Bytes in words: "20 MB" (of 1024 * 1024 bytes), "312 KB", "17 bytes"."""
    if size >= MIB:
        return f"{size / MIB:.1f}".removesuffix(".0") + " MB"
    if size >= 1024:
        return f"{size / 1024:.1f}".removesuffix(".0") + " KB"
    return f"{size} bytes"
