"""Zones: the stretches of an article that are not body copy. No claim is taken from them.

Body copy zoned by mistake loses claims without a word, so each rule here needs two signs (form and place, or form and
length) before it takes a paragraph; what is left over is body copy.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from annotator.text import lines, tails
from annotator.text.furniture import (
    BOILERPLATE,
    BYLINE,
    CAPTION,
    DATELINE,
    DESK_LINE,
    FIRST_DATELINE,
    INVITATION,
    NAME_LINE,
    REPORTED,
    credit_at_end,
    is_label,
    is_stamp,
    may_be_furniture,
    rights_kept,
)
from annotator.text.lines import Block, Paragraph, block
from annotator.text.repeats import mark_repeats
from annotator.text.spans import Zone, ZoneKind
from annotator.text.tops import HEAD_MARK, is_deck, mark_deck, mark_headline, not_stopped

_SENTENCE_STOP: Final = re.compile(r"[.!?][\"”’»)]*\s+(?=[\"“‘«(]*[A-ZÀ-Þ])")
_NO_WORD: Final = re.compile(r"[*=_~#•·—–\-\s]{1,40}")  # "* * *"
_TOP: Final = 6  # paragraphs in which a name by itself may be the author's
_LONGEST_LINE: Final = 400  # characters
# With one of these a caption begins.
_CAPTIONED: Final = "FPpfICLMV(Aص"
# A whole line in one pair of quotation marks.
_QUOTED: Final = re.compile(r"“[^“”\n.!?…,]{3,68}”|\"[^\"\n.!?…,]{3,68}\"|«[^«»\n.!?…,]{3,68}»")
_PARTED: Final = re.compile(r"[,|–—]|\s[-/]\s")
_PARTS: Final = re.compile(r"\s?[|•·]\s?|\s[/–—-]\s")
_NAMED: Final = re.compile(r"(?:[A-ZÀ-Þ][\w’'.-]*(?:\s|$)(?:(?:of|de|for|and|the|in)\s){0,2}){1,5}")
_BEFORE_AGENCY: Final = re.compile(r"[/(]")
_CAPITALISED: Final = re.compile(r"[A-ZÀ-Þ][\w’'-]+")
_COUNTED: Final = re.compile(r"(?:\d{1,2}|[IVX]{1,4})[.)]\s+(?=[^\W\d_a-z])")


def zones(text: str, *, title: str | None = None) -> list[Zone]:
    """The zones of a text in order; they never overlap. Offsets are code points into `text`.

    `title` is the article's headline where it is known: a paragraph that repeats it is a headline.
    """
    paragraphs = lines.paragraphs(text)
    kinds: list[ZoneKind | None] = [None] * len(paragraphs)
    blocks = [block(text[p.start : p.end]) for p in paragraphs]
    for rule in (mark_headline, _simple, _again, _tails, _headings, _cut_off):
        rule(blocks, kinds, title)
    found: list[Zone] = []
    opening: re.Pattern[str] | None = FIRST_DATELINE
    has_dateline = False
    for paragraph, one, kind in zip(paragraphs, blocks, kinds, strict=True):
        quote = one.quote
        if kind is None and not has_dateline:
            # A dateline opens a body paragraph: only its own words are a zone.
            match = DATELINE.match(quote) or (opening.match(quote) if opening else None)
            opening = None
            if match and len(quote) - match.end() > 20:
                found.append(Zone("dateline", paragraph.start, paragraph.start + len(match.group().rstrip())))
                has_dateline = True
        elif kind is not None:
            found.append(_zone_of(paragraph, quote, kind))
    return found


def _zone_of(paragraph: Paragraph, quote: str, kind: ZoneKind) -> Zone:
    if kind == "truncated":
        # The whole sentences before the one that was cut are body copy.
        stops = list(_SENTENCE_STOP.finditer(quote))
        return Zone(kind, paragraph.start + (stops[-1].end() if stops else 0), paragraph.end)
    return Zone(kind, paragraph.start, paragraph.end)


Kinds = list[ZoneKind | None]


def _simple(blocks: Sequence[Block], kinds: Kinds, title: str | None) -> None:
    """Paragraphs that their own form gives away: bylines, date lines, captions, labels, subscription lines."""
    if len(blocks) < 2:
        return
    for i, one in enumerate(blocks):
        if kinds[i] is None and len(one.quote) <= _LONGEST_LINE:
            kinds[i] = _form(one, edge=i < 6 or i >= len(blocks) - 8 or None not in kinds[:i])
    if kinds[0] != "headline":
        return
    for i in range(1, min(_TOP, len(blocks))):
        quote = blocks[i].quote
        if i > 2 and kinds[i] is None and blocks[i].has_stop:
            return
        if (
            kinds[i] is None
            and _PARTED.search(quote[:90])
            and (NAME_LINE.fullmatch(quote) or (len(quote) <= 60 and DESK_LINE.fullmatch(quote)))
        ):
            kinds[i] = "byline"


def _form(one: Block, *, edge: bool) -> ZoneKind | None:
    quote = one.quote
    if edge and _is_byline(one):
        return "byline"
    if edge and len(quote) <= 90 and is_stamp(quote):
        return "dateline"
    if edge and len(quote) <= 160 and _PARTS.search(quote) and (kind := _of_parts(quote)):
        return kind
    if (quote[0] in _CAPTIONED and CAPTION.fullmatch(quote)) or credit_at_end(quote):
        return "caption"
    return "boilerplate" if _is_furniture(one) else None


def _of_parts(quote: str) -> ZoneKind | None:
    """The kind of a line whose parts are a name, a place, a stamp, a label: "Our correspondent | Kut | 03.05.2021"."""
    parts = [part.strip(" []()*") for part in _PARTS.split(quote)]
    signs: list[ZoneKind] = []
    for part in parts:
        if not part:
            continue
        if BYLINE.fullmatch(part):
            signs.append("byline")
        elif is_stamp(part):
            signs.append("dateline")
        elif is_label(part):
            signs.append("boilerplate")
        elif not _NAMED.fullmatch(part):
            return None
    return signs[0] if signs else None


def _is_furniture(one: Block) -> bool:
    quote = one.quote
    if len(quote) <= 200 and (is_label(quote) or _NO_WORD.fullmatch(quote) or rights_kept(quote)):
        return True
    core = quote.lstrip('“"»*>-•[( ')
    if not may_be_furniture(core):
        return False
    if BOILERPLATE.match(core) is not None:
        return one.word_count <= 40
    return INVITATION.match(core) is not None and one.word_count <= 30 and REPORTED.search(core) is None


def _is_byline(one: Block) -> bool:
    return len(one.quote) <= 240 and one.word_count <= 30 and BYLINE.fullmatch(one.quote) is not None


def _tails(blocks: Sequence[Block], kinds: Kinds, title: str | None) -> None:
    sources = _sources(blocks, kinds)
    tails.mark_below(blocks, kinds)
    tails.mark_links(blocks, kinds)
    tails.mark_tail(blocks, kinds, sources)
    if tails.mark_after_lead(blocks, kinds):
        tails.mark_tail(blocks, kinds, sources)


def _sources(blocks: Sequence[Block], kinds: Kinds) -> frozenset[str]:
    """The words by which a text names its agency: in brackets or after a slash, in its dateline and bylines."""
    dateline = next((match for match in [DATELINE.match(one.quote) for one in blocks[:4]] if match), None)
    named = [dateline.group()] if dateline is not None else []
    if "byline" in kinds:
        named.extend(one.quote for one, kind in zip(blocks, kinds, strict=True) if kind == "byline")
    after = [_BEFORE_AGENCY.split(name, maxsplit=1)[1] for name in named if _BEFORE_AGENCY.search(name)]
    return frozenset([word for name in after for word in _CAPITALISED.findall(name)])


def _again(blocks: Sequence[Block], kinds: Kinds, title: str | None) -> None:
    mark_deck(blocks, kinds)
    mark_repeats(blocks, kinds)


def _headings(blocks: Sequence[Block], kinds: Kinds, title: str | None) -> None:
    """A short line without a stop, or a short question, that stands alone before copy.

    Not the last line of a text (that is a signature or a cut), not a list item, not one that opens or closes a quote.
    """
    last_body = next((i for i in range(len(blocks) - 1, -1, -1) if kinds[i] is None and _is_copy(blocks[i])), -1)
    for i in range(1, last_body):
        if (
            kinds[i] is None
            and 10 <= blocks[i].word_count <= 13
            and _is_long_heading(blocks[i])
            and _is_paragraph(blocks[i - 1])
            and _is_paragraph(blocks[i + 1])
        ):
            kinds[i] = "heading"
    rows = tails.listed(blocks, kinds)
    for i in range(max(0, last_body)):
        if kinds[i] is not None or i in rows:
            continue
        one = blocks[i]
        if HEAD_MARK.match(one.quote) or _is_heading(one) or (i and _is_numbered(blocks, i)):
            kinds[i] = "heading"


def _is_heading(one: Block) -> bool:
    quote = one.quote
    if len(quote) > 70 or one.word_count > 9 or "\n" in quote or lines.is_list_item(quote) or quote[:1].islower():
        return False
    if quote[-1] in "?!؟":
        return 1 <= one.word_count <= 7 and quote[0] not in '“"«'
    if _QUOTED.fullmatch(quote):
        return True
    return one.word_count >= 1 and not_stopped(one) and quote[-1] not in ',;-–—”"»'


def _is_numbered(blocks: Sequence[Block], i: int) -> bool:
    """A number and a few words without a stop between two whole paragraphs: in a list its neighbours are short too."""
    number = _COUNTED.match(blocks[i].quote)
    return (
        number is not None
        and _is_heading(block(blocks[i].quote[number.end() :]))
        and _is_paragraph(blocks[i - 1])
        and _is_paragraph(blocks[i + 1])
        and not lines.is_list_item(blocks[i + 1].quote)
    )


def _is_long_heading(one: Block) -> bool:
    """Ten to thirteen words without a stop. A line that ends in a capital may be a name that a line break has cut."""
    return (
        len(one.quote) <= 95
        and 10 <= one.word_count <= 13
        and is_deck(one)
        and not one.quote.rpartition(" ")[2][:1].isupper()
    )


def _is_paragraph(one: Block) -> bool:
    """A paragraph as agencies write it: several lines' worth of words, and a stop that announces nothing."""
    return one.word_count >= 15 and one.has_stop and one.quote[-1] != ":"


def _is_copy(one: Block) -> bool:
    return one.word_count > 9 or one.has_stop


def _cut_off(blocks: Sequence[Block], kinds: Kinds, title: str | None) -> None:
    """A paragraph that ends in an ellipsis with nothing but zones after it: a teaser that was cut.

    The last one may also be cut without an ellipsis, behind a word that ends no sentence ("… expect from it is").
    """
    is_last = True
    for i in range(len(blocks) - 1, 0, -1):
        if kinds[i] is not None:
            continue
        if not tails.is_cut_off(blocks[i].quote) and not (is_last and lines.is_open(blocks[i].quote)):
            return
        is_last = False
        kinds[i] = "truncated"
