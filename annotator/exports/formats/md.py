"""Markdown with footnotes: the text with the numbers of claims, garbles and corrections behind their words.

CommonMark 0.31 with the footnotes that GitHub, Pandoc and others share. Every character of the article that could be
markup is escaped: read by a CommonMark parser, the paragraphs are the article's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from ...text.lines import paragraphs
from ...text.spans import Span
from ..files import in_zip
from ..record import AnchorRecord, ArticleRecord, ClaimRecord, CorrectionRecord, EvidenceRecord, GarbleRecord
from ..terms import Choice, Terms
from .words import (
    VERDICT_SIGNS,
    corrected,
    facts,
    for_the_desk,
    moment,
    notice_head,
    quoted,
    right_name,
    scrubbed,
    scrubbed_note,
    stands,
)

COPY: Final = Choice("copy", "Text", {"published": "As it was published", "corrected": "The corrected copy"})

# What is markup anywhere: emphasis, code, links, raw HTML, entities, strikethrough, tables, mathematics, mentions.
_ANYWHERE: Final = re.compile(r"[\\`*_\[\]<>&~|$^{}@#]")
# What begins a list, a rule, the line under a heading or a definition, where it begins a line.
_BEGINNING: Final = re.compile(r"[-+=:%]")
_NUMBERED: Final = re.compile(r"(\d{1,9})([.)])")
# Addresses that some readers turn into links by themselves, and names of pictures between colons.
_LINKING: Final = re.compile(r"(?i)(?:(?<=\bhttp)|(?<=\bhttps)|(?<=\bftp)):(?=//)|(?<=\bwww)\.|:(?=[\w+-]+:)|!(?=\[)")
_BREAKS: Final = re.compile(r"[\n\r\x85\u2028\u2029]")


def escaped(line: str) -> str:
    """A piece of a line that reads as it stands, wherever in the line it is."""
    return _LINKING.sub(r"\\\g<0>", _ANYWHERE.sub(r"\\\g<0>", line))


def at_line_start(line: str) -> str:
    """The same for what begins a line."""
    found = escaped(line)
    if numbered := _NUMBERED.match(found):
        return f"{numbered[1]}\\{found[len(numbered[1]) :]}"
    return "\\" + found if _BEGINNING.match(found) else found


def inline(text: str) -> str:
    """Words from outside, on one line."""
    return escaped(" ".join(text.split()))


def paragraph(text: str) -> str:
    """Words from outside as a paragraph on one line."""
    return at_line_start(" ".join(text.split()))


def write_one(record: ArticleRecord, terms: Terms) -> bytes:
    """Raises Invalid when two accepted corrections overlap."""
    record, replaced = scrubbed(record)
    is_corrected = terms.options.choice(COPY) == "corrected"
    notes = list(footnotes(record))
    lines = [
        f"# {inline(record.title)}".rstrip(), "", *head(record),
        body(record, is_corrected=is_corrected), "",
        *unplaced(record), *notices(record), "---", "", foot(record, terms, replaced, is_corrected=is_corrected), "",
        *notes,
    ]  # fmt: skip
    return ("\n".join(lines).rstrip() + "\n").encode()


write_many = in_zip(write_one, "md")


def head(record: ArticleRecord) -> Iterator[str]:
    said = [*facts(record), *([moment(record.published_at)] if record.published_at else [])]
    if said:
        yield f"*{' · '.join(map(inline, said))}*"
        yield ""
    if record.address:
        yield f"<{record.address}>"
        yield ""
    for line in for_the_desk(record):
        yield f"**{line}**"
        yield ""


def body(record: ArticleRecord, *, is_corrected: bool) -> str:
    """The paragraphs with the references behind their words; a line break inside one is a hard one."""
    overlay = corrected(record)
    text = overlay.text if is_corrected else record.text
    marks: dict[int, list[str]] = {}
    for label, anchor in references(record):
        if anchor.version == record.version:
            span = Span(anchor.start, anchor.end)
            end = overlay.place(span).end if is_corrected else span.end
            marks.setdefault(end, []).append(f"[^{label}]")
    lines = [(number, line) for number, one in enumerate(paragraphs(text)) for line in line_spans(text, one.span())]
    blocks: dict[int, list[str]] = defaultdict(list)
    ends = sorted(marks)
    placed = 0
    for (number, line), following in zip_longest(lines, lines[1:]):
        # What ends in the white space behind a line belongs to it.
        until = bisect_right(ends, following[1].start) if following else len(ends)
        blocks[number].append(marked(text, line, [(end, marks[end]) for end in ends[placed:until]]))
        placed = until
    if not lines:  # an article without words
        blocks[0].append("".join(mark for end in ends for mark in marks[end]))
    return "\n\n".join("\\\n".join(block) for block in blocks.values())


def line_spans(text: str, span: Span) -> Iterator[Span]:
    """The lines of a paragraph without their outer white space; blank ones are left out."""
    at = span.start
    for found in (*_BREAKS.finditer(text, span.start, span.end), None):
        stop = found.start() if found else span.end
        if bare := text[at:stop].strip():
            begin = at + text[at:stop].index(bare)
            yield Span(begin, begin + len(bare))
        at = found.end() if found else stop


def marked(text: str, line: Span, marks: list[tuple[int, list[str]]]) -> str:
    """A line with the references behind their words. Neither is read together with what stands beside it."""
    parts: list[str] = []
    at = line.start
    for end, labels in [*marks, (line.end, [])]:
        stop = min(max(end, at), line.end)
        piece = text[at:stop]
        escape = at_line_start if at == line.start else escaped
        shown = escape(piece)
        if parts and piece[:1] in {"(", ":"}:  # else a link, or a footnote
            shown = "\\" + shown.lstrip("\\")
        if labels and piece.endswith("!"):  # else a picture
            shown = shown[:-1].removesuffix("\\") + "\\!"
        parts += [shown, *labels] if piece else labels
        at = stop
    return "".join(parts)


def references(record: ArticleRecord) -> Iterator[tuple[str, AnchorRecord]]:
    """The label of each footnote and what it stands on; a claim in stretches is told behind its last one."""
    for claim in record.claims:
        here = [anchor for anchor in claim.anchors if anchor.version == record.version]
        if here:
            yield str(claim.number), max(here, key=lambda anchor: anchor.end)
    yield from ((f"g{row.number}", row.anchor) for row in record.garbles)
    yield from ((f"c{row.number}", row.anchor) for row in record.corrections)


def footnotes(record: ArticleRecord) -> Iterator[str]:
    """A paragraph for each thing that the text refers to."""
    for claim in record.claims:
        if stands(record, claim):
            yield from footnote(str(claim.number), list(claim_lines(claim)))
    for garble in record.garbles:
        if stands(record, garble):
            yield from footnote(f"g{garble.number}", list(garble_lines(garble)))
    for row in record.corrections:
        if stands(record, row):
            yield from footnote(f"c{row.number}", list(correction_lines(row)))


def footnote(label: str, lines: list[str]) -> Iterator[str]:
    """Its first line, and the others as further paragraphs of it."""
    yield f"[^{label}]: {lines[0]}"
    yield ""
    for line in lines[1:]:
        yield f"    {line}"
        yield ""


def claim_lines(claim: ClaimRecord) -> Iterator[str]:
    if claim.redacted:
        yield f"**Claim {claim.number}**: withheld as sensitive"
        return
    if claim.verdict:
        sure = "" if claim.confidence is None else f", confidence {claim.confidence} of 100"
        sign = VERDICT_SIGNS[claim.verdict].glyph
        yield f"**Claim {claim.number}: {sign} {claim.verdict}**{sure} ({claim.state}). {inline(claim.wording)}"
    else:
        state = "not looked at yet" if claim.state == "suggested" else claim.state
        yield f"**Claim {claim.number}** ({state}). {inline(claim.wording)}"
    if claim.fault:
        yield f"Fault: {claim.fault}"
    yield from map(source, claim.evidence)
    for row in claim.assessments:
        if row.note:
            yield f"{paragraph(row.reviewer)} ({row.verdict}, {row.confidence}): {inline(row.note)}"


def source(evidence: EvidenceRecord) -> str:
    told = evidence.source
    title = inline(told.title) or "Without a title"
    linked = f"[{title}](<{evidence.address}>)" if evidence.address else title
    publisher = f", {inline(told.publisher)}" if told.publisher else ""
    read = f", read {moment(evidence.retrieved_at)}" if evidence.retrieved_at else ""
    passage = f": “{inline(evidence.passage)}”" if evidence.passage else ""
    archive = f" ([archived copy](<{evidence.archive}>))" if evidence.archive else ""
    stance = evidence.stance.capitalize()
    return f"{stance}: {linked}{publisher} ({told.kind}, reliability {told.reliability}{read}){archive}{passage}"


def garble_lines(garble: GarbleRecord) -> Iterator[str]:
    about = f"({garble.severity}, {garble.state})"
    yield f"**Garble {garble.number}: {garble.label}** {about}. “{inline(garble.anchor.quote)}”{reading(garble)}"
    if garble.reason:
        yield paragraph(garble.reason)


def reading(garble: GarbleRecord) -> str:
    if right := right_name(garble):
        return f" should read {inline(right)}" + (f" ({inline(garble.native_name)})" if garble.native_name else "")
    if garble.suggestions:
        return ". Perhaps: " + ", ".join(inline(str(one.get("name", ""))) for one in garble.suggestions)
    return ""


def correction_lines(row: CorrectionRecord) -> Iterator[str]:
    new = f"“{inline(row.replacement)}”" if row.replacement else "(taken out)"
    about = f"**Correction {row.number}: {row.kind}** ({row.state})"
    yield f"{about}. “{inline(row.anchor.quote)}” → {new}"
    if row.reason:
        yield paragraph(row.reason)
    if row.evidence:
        yield source(row.evidence)


def unplaced(record: ArticleRecord) -> Iterator[str]:
    """What stands on an earlier version of the text: listed, not placed."""
    claims = [claim for claim in record.claims if not stands(record, claim)]
    garbles = [row for row in record.garbles if not stands(record, row)]
    corrections = [row for row in record.corrections if not stands(record, row)]
    if not claims and not garbles and not corrections:
        return
    yield "## In an earlier version of the text"
    yield ""
    for claim in claims:
        yield from item([f"“{inline(quoted(claim))}”", *claim_lines(claim)])
    for garble in garbles:
        yield from item(list(garble_lines(garble)))
    for row in corrections:
        yield from item(list(correction_lines(row)))


def item(lines: list[str]) -> Iterator[str]:
    yield f"- {lines[0]}"
    yield ""
    for line in lines[1:]:
        yield f"  {line}"
        yield ""


def notices(record: ArticleRecord) -> Iterator[str]:
    if not record.notices:
        return
    yield "## Correction notices"
    yield ""
    for notice in record.notices:
        yield f"**{inline(notice_head(notice))}**"
        yield ""
        for line in notice.text.splitlines():
            if line.strip():
                yield paragraph(line)
                yield ""


def foot(record: ArticleRecord, terms: Terms, replaced: int, *, is_corrected: bool) -> str:
    copy = f"Corrected copy, {len(record.accepted)} applied, of version" if is_corrected else "Version"
    note = f" {scrubbed_note(replaced)}" if replaced else ""
    return f"{copy} {record.version_number}, SHA-256 `{record.sha256}`. Exported {moment(terms.at)} by Wirecheck.{note}"
