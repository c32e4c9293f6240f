"""The accepted right readings: what the translation engine writes wrong, and what it should write, for its operator.

As CSV and as TBX-Basic (ISO 30042:2019, style dca): a concept a right reading, its wrong forms as deprecated terms.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

import sqlalchemy as sa

from ..db import db
from ..gazetteer.models import Entity
from ..text.characters import shown
from ..text.scripts import is_arabic
from .kinds import KINDS

COLUMNS: Final = (
    "wrong_form", "right_reading", "native_name", "kind", "source_language", "language", "feed", "times_confirmed",
    "last_confirmed",
)  # fmt: skip
TBX: Final = "urn:iso:std:iso:30042:ed-2"
ARABIC_LANGUAGES: Final = frozenset({"ar", "fa", "ku", "ckb", "ur", "ps"})
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class Accepted(NamedTuple):
    """One confirmed garble: its words, the right reading, its kind, the ids of its entity and article."""

    wrong: str
    right: str
    category: str
    entity: int | None
    article: int
    at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One wrong form with its right reading, as one feed has it. `kind` is the entity's (person, place …), else the
    kind of damage; `native` is the entity's name in its own script. Both are empty until `described`."""

    wrong: str
    right: str
    category: str
    entity: int | None
    source_language: str
    language: str
    feed: str
    times: int
    last: dt.datetime | None
    kind: str = ""
    native: str = ""


def collected(found: Iterable[tuple[Accepted, str, str, str]]) -> list[Entry]:
    """From confirmed garbles with source language, language and feed of their articles: the oftenest confirmed first.

    A broken line, whose words are right but for it, is nothing for a glossary.
    """
    times: dict[tuple[str, str, str, int | None, str, str, str], list[dt.datetime | None]] = {}
    for accepted, source_language, language, feed in found:
        wrong, right = " ".join(accepted.wrong.split()), " ".join(accepted.right.split())
        if wrong != right:
            key = (wrong, right, accepted.category, accepted.entity, source_language, language, feed)
            times.setdefault(key, []).append(accepted.at)
    entries = [
        Entry(*key, times=len(moments), last=max((at for at in moments if at), default=None))
        for key, moments in times.items()
    ]
    entries.sort(key=lambda entry: (-entry.times, entry.right, entry.wrong, entry.feed))
    return entries


def described(entries: Sequence[Entry]) -> list[Entry]:
    """The same with kinds and native names, as the gazetteer has them now."""
    known: dict[int, tuple[str, str]] = {}
    wanted = sorted({entry.entity for entry in entries if entry.entity is not None})
    for start in range(0, len(wanted), 500):
        found = sa.select(Entity.id, Entity.kind, Entity.native_name).where(Entity.id.in_(wanted[start : start + 500]))
        known |= {row.id: (row.kind, row.native_name or "") for row in db.session.execute(found)}
    return [
        replace(entry, kind=kind, native=native)
        for entry in entries
        for kind, native in [known.get(entry.entity or 0, (KINDS[entry.category].label.lower(), ""))]
    ]


# -- as files


def cell(words: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{words}" if words.startswith(_FORMULA) else words


def as_csv(entries: Iterable[Entry]) -> bytes:
    """UTF-8 with a byte order mark, as Excel wants it; lines end with CR LF (RFC 4180). Entries are `described`."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for entry in entries:
        last = entry.last.date().isoformat() if entry.last else ""
        words = (
            entry.wrong, entry.right, entry.native, entry.kind, entry.source_language, entry.language, entry.feed,
        )  # fmt: skip
        writer.writerow([*map(cell, words), entry.times, last])
    return file.getvalue().encode("utf-8-sig")


def as_tbx(entries: Sequence[Entry], *, made: dt.datetime) -> bytes:
    """One concept a right reading and kind, in the order of the entries, which are `described`."""
    return "".join(tbx_lines(entries, made)).encode()


def tbx_lines(entries: Sequence[Entry], made: dt.datetime) -> Iterator[str]:
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<tbx style="dca" type="TBX-Basic" xml:lang="en" xmlns="{TBX}">\n'
        "<tbxHeader><fileDesc><sourceDesc>"
        f"<p>Right readings that the desk confirmed, from Wirecheck, {made:%Y-%m-%d}.</p>"
        "</sourceDesc></fileDesc></tbxHeader>\n<text><body>\n"
    )
    concepts: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        concepts.setdefault((entry.right, entry.kind), []).append(entry)
    for number, ((right, kind), those) in enumerate(concepts.items(), start=1):
        yield concept(number, right, kind, those)
    yield "</body></text>\n</tbx>\n"


def concept(number: int, right: str, kind: str, those: Sequence[Entry]) -> str:
    """A right reading with its wrong forms, language by language, and its native name."""
    languages = dict.fromkeys(entry.language for entry in those)
    sections = [
        section(language, [term(native) for native in sorted(natives)])
        for language, natives in sorted(native_names(those).items())
        if language not in languages
    ]
    for language in languages:
        wrong: dict[str, list[Entry]] = {}
        for entry in those:
            if entry.language == language:
                wrong.setdefault(entry.wrong, []).append(entry)
        terms = [term(words, "deprecatedTerm-admn-sts", told(rows)) for words, rows in wrong.items()]
        sections.append(section(language, [term(right, "preferredTerm-admn-sts"), *terms]))
    subject = f'<descrip type="subjectField">{plain(kind)}</descrip>'
    return f'<conceptEntry id="c{number}">{subject}\n{"".join(sections)}</conceptEntry>\n'


def section(language: str, terms: Iterable[str]) -> str:
    return f"<langSec xml:lang={quoteattr(language)}>\n{''.join(terms)}</langSec>\n"


def term(words: str, status: str = "", note: str = "") -> str:
    status = f'<termNote type="administrativeStatus">{status}</termNote>' if status else ""
    note = f"<note>{plain(note)}</note>" if note else ""
    return f"<termSec><term>{plain(words)}</term>{status}{note}</termSec>\n"


def plain(words: str) -> str:
    """Words as XML 1.0 can hold them."""
    return escape(shown(words))


def told(rows: Sequence[Entry]) -> str:
    """Where a wrong form came from, how often, and when last."""
    times = sum(row.times for row in rows)
    where = sorted({row.feed for row in rows if row.feed})
    sources = sorted({row.source_language for row in rows if row.source_language})
    last = max((row.last for row in rows if row.last), default=None)
    parts = [
        f"Confirmed {times} {'time' if times == 1 else 'times'}",
        f"in {', '.join(where)}" if where else "",
        f"translated from {', '.join(sources)}" if sources else "",
        f"last on {last:%Y-%m-%d}" if last else "",
    ]
    return ", ".join(part for part in parts if part) + "."


def native_names(those: Iterable[Entry]) -> dict[str, set[str]]:
    """The entity's native names, by the source languages that are written in their script."""
    found: dict[str, set[str]] = {}
    for entry in those:
        arabic = entry.source_language.partition("-")[0] in ARABIC_LANGUAGES
        if entry.native and entry.source_language and is_arabic(entry.native) == arabic:
            found.setdefault(entry.source_language, set()).add(entry.native)
    return found
