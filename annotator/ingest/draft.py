"""What a reader hands on: an article not yet on the desk, or the reason why there is none.

An article's text is normalised here, once: anchors count code points of this text, so nothing later may change it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from annotator.errors import Invalid
from annotator.text import characters

_SHOWN_NAME_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article came from: the file's name as given, the file inside a zip, the line (from 1) of a JSONL.

    Names are text to show, never a path to open. What could deceive the eye (line breaks, controls, bidi and other
    invisible characters, lone surrogates) is written as an escape.
    """

    name: str
    member: str | None = None
    line: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", shown_name(self.name))
        if self.member is not None:
            object.__setattr__(self, "member", shown_name(self.member))

    def at_line(self, line: int) -> Origin:
        return replace(self, line=line)

    def __str__(self) -> str:
        inside = f" > {self.member}" if self.member is not None else ""
        return f"{self.name}{inside}" + (f", line {self.line}" if self.line is not None else "")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was skipped. `reason` says what is wrong and what to do, in whole sentences."""

    origin: Origin
    reason: str

    @property
    def line(self) -> int | None:
        return self.origin.line

    def __str__(self) -> str:
        return f"{self.origin}: {self.reason}"


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """One article as read. `text` and `source_text` are normalised; `published` is an aware datetime in UTC.

    `notes` are sentences for the ingest report: what was guessed, mended or left out.
    """

    text: str
    origin: Origin
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    feed: str | None = None
    language: str | None = None
    source_language: str | None = None
    source_text: str | None = None
    translator: str | None = None
    published: datetime | None = None
    published_text: str | None = None
    url: str | None = None
    collection: str | None = None
    identifier: str | None = None
    notes: tuple[str, ...] = ()

    def to_record(self) -> dict[str, Any]:
        """As JSON can hold it; `from_record` is the way back."""
        record = asdict(self)
        record["published"] = self.published.isoformat() if self.published else None
        return record

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> ArticleDraft:
        published = record["published"]
        return cls(
            **{
                **record,
                "origin": Origin(**record["origin"]),
                "published": datetime.fromisoformat(published) if published else None,
                "notes": tuple(record["notes"]),
            }
        )


def normalise(text: str) -> str:
    """The text as the desk keeps it: no byte order marks in front, every line end a line feed, nothing else changed.

    No NFC and no NFKC: composing would move offsets and hide what the wire really sent. Raises Invalid, naming
    character, line and offset (code points of the normalised text), for what no export could carry.
    """
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    refused = characters.refused(text)
    if refused:
        offset = refused.start()
        line = text.count("\n", 0, offset) + 1
        raise Invalid(
            f"Line {line} holds {characters.named(refused.group())}, at character {offset}, which no text may hold. "
            "Remove it, or export the file again as plain UTF-8 text.",
            field="text",
        )
    return text


def shown_name(name: str) -> str:
    """A file name as it may be printed and stored: deceiving characters as escapes, at most 200 characters."""
    if 0 < len(name) <= _SHOWN_NAME_CHARACTERS and name.isascii() and name.isprintable():
        return name
    if len(name) > 2 * _SHOWN_NAME_CHARACTERS:  # head and end suffice: escapes only make it longer
        name = name[:_SHOWN_NAME_CHARACTERS] + name[-_SHOWN_NAME_CHARACTERS:]
    shown = "".join(
        # Control, format (bidi, zero width), surrogate, private, unassigned; line and paragraph separator.
        character.encode("unicode_escape").decode("ascii")
        if unicodedata.category(character)[0] == "C" or unicodedata.category(character) in {"Zl", "Zp"}
        else character
        for character in name
    )
    if len(shown) > _SHOWN_NAME_CHARACTERS:
        half = _SHOWN_NAME_CHARACTERS // 2
        shown = f"{shown[:half]}…{shown[-half + 1 :]}"
    return shown or "(no name)"
