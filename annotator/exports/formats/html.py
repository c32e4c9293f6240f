"""Annotated HTML: one file that stands alone, works offline, prints well and leads from text to list and back.

The text is drawn by the renderer of the workbench (articles/rendering.py, templates/articles/text.html). The page's
own policy allows no script at all and one style sheet, by its hash.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO, Final

import jinja2

from ...articles.rendering import Mark, MarkKind, Paragraph, at_own_words, direction, layout
from ...config import ROOT
from ...text.characters import shown
from ..files import member
from ..record import ArticleRecord, ClaimRecord, Counts, count, file_name
from ..terms import Copies, Terms
from .words import STANCE_SIGNS, VERDICT_SIGNS, facts, for_the_desk, notice_head, quoted

STYLES: Final = ("tokens.css", "text.css", "export.css")


@dataclass(frozen=True)
class Entry:
    """A line of the list that lies beside several pages."""

    file: str
    title: str
    feed: str | None
    published_at: dt.datetime | None
    counts: Counts


@cache
def templates() -> jinja2.Environment:
    # Made once: templates are compiled for the first article and used for all others.
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(ROOT / "templates"), autoescape=True, undefined=jinja2.StrictUndefined
    )


@cache
def style() -> str:
    """The style sheets of every exported page, as one."""
    return "\n".join((ROOT / "static" / "css" / name).read_text() for name in STYLES)


@cache
def policy() -> str:
    """The Content-Security-Policy of an exported page: no script, nothing fetched, one style sheet."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def write_one(record: ArticleRecord, terms: Terms) -> bytes:
    """One article as a page."""
    return page("article.html", article_values(record) | {"at": terms.at})


def write_many(copies: Copies, terms: Terms, file: BinaryIO) -> None:
    """Several articles as a zip: a page each, and index.html that lists them."""
    entries = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for record in copies:
            name = file_name(record, "html")
            archive.writestr(member(name, terms.at), write_one(record, terms))
            entries.append(Entry(name, record.title, record.feed, record.published_at, count(record)))
        archive.writestr(member("index.html", terms.at), page("list.html", {"entries": entries, "at": terms.at}))


def page(template: str, values: dict[str, object]) -> bytes:
    styled = {"style": style(), "policy": policy()}
    return shown(templates().get_template(f"exports/{template}").render(values | styled)).encode()


def article_values(record: ArticleRecord) -> dict[str, object]:
    drawn = list(marks(record))
    paragraphs = layout(record.text, drawn, language=record.language)
    return {
        "record": record,
        "counts": count(record),
        "facts": list(facts(record)),
        "conditions": list(for_the_desk(record)),
        "paragraphs": paragraphs,
        "others": together(paragraphs),
        "drawn": {mark.key for mark in drawn},
        "direction": direction(record.language),
        "signs": VERDICT_SIGNS,
        "stances": STANCE_SIGNS,
        "quoted": quoted,
        "notice_head": notice_head,
    }


Key = tuple[MarkKind, int]


def together(paragraphs: Iterable[Paragraph]) -> dict[Key, list[Key]]:
    """By claim, garble and correction: what of the other two kinds stands on its words, in text order."""
    found: dict[Key, dict[Key, None]] = defaultdict(dict)
    for paragraph in paragraphs:
        for segment in paragraph.segments:
            standing = [(kind, ident) for kind, ids in segment.standing for ident in ids]
            if len({kind for kind, _ in standing}) < 2:
                continue
            for one in standing:
                found[one].update((other, None) for other in standing if other[0] != one[0])
    return defaultdict(list, {key: list(others) for key, others in found.items()})


def marks(record: ArticleRecord) -> Iterator[Mark]:
    """All that is drawn in the text. Ids are the numbers of this export, not the desk's."""
    for zone in record.zones:
        yield Mark("zone", zone.id, zone.start, zone.end, zone.kind, zone.kind.replace("-", " "), "Not body copy")
    yield from at_own_words(
        Mark("claim", claim.number, anchor.start, anchor.end, claim.state, str(claim.number), claim_title(claim))
        for claim in record.claims
        for anchor in claim.anchors
        if anchor.version == record.version
    )
    for garble in record.garbles:
        if (anchor := garble.anchor).version == record.version:
            label, title = f"G{garble.number}", f"Garble {garble.number}: {garble.label}, {garble.state}"
            yield Mark("garble", garble.number, anchor.start, anchor.end, garble.state, label, title)
    for row in record.corrections:
        if (anchor := row.anchor).version == record.version:
            label, title = f"C{row.number}", f"Correction {row.number}: {row.kind}, {row.state}"
            yield Mark("correction", row.number, anchor.start, anchor.end, row.state, label, title, row.replacement)


def claim_title(claim: ClaimRecord) -> str:
    verdict = f", {claim.verdict}" if claim.verdict else ""
    return f"Claim {claim.number}: {claim.state}{verdict}"
