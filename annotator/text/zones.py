"""Zones: the stretches of an article that are not body copy. No claim is taken from them.

Body copy zoned by mistake loses claims without a word, so each rule here needs two signs (form and place, or form and
length) before it takes a paragraph; what is left over is body copy.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz

from annotator.text import lines, tails
from annotator.text.furniture import (
    BOILERPLATE,
    BYLINE,
    CAPTION,
    DATELINE,
    DESK_LINE,
    FIRST_DATELINE,
    INVITATION,
    LABEL,
    NAME_LINE,
    REPORTED,
    STAMP,
    credit_at_end,
    may_be_furniture,
    rights_kept,
)
from annotator.text.lines import Block, Paragraph, block
from annotator.text.spans import Zone, ZoneKind

_SENTENCE_STOP: Final = re.compile(r"[.!?][\"”’»)]*\s+(?=[\"“‘«(]*[A-ZÀ-Þ])")
_NO_WORD: Final = re.compile(r"[*=_~#•·—–\-\s]{1,40}")  # "* * *"
_LONGEST_LINE: Final = 400  # characters
_NUMBER: Final = re.compile(r"\d[\d.,]*")
_MARKS: Final = "\"“”«»‘’'"
# With one of these a caption begins.
_CAPTIONED: Final = "FPpfICLMV(Aص"
# A whole line in one pair of quotation marks.
_QUOTED: Final = re.compile(r"“[^“”\n.!?…,]{3,68}”|\"[^\"\n.!?…,]{3,68}\"|«[^«»\n.!?…,]{3,68}»")
_PARTED: Final = re.compile(r"[,|–—]|\s[-/]\s")
_BEFORE_AGENCY: Final = re.compile(r"[/(]")
_CAPITALISED: Final = re.compile(r"[A-ZÀ-Þ][\w’'-]+")
_COUNTED: Final = re.compile(r"(?:\d{1,2}|[IVX]{1,4})[.)]\s+(?=[^\W\d_a-z])")
_HEAD_MARK: Final = re.compile(r"#{1,6}\s+\S")


def zones(text: str, *, title: str | None = None) -> list[Zone]:
    """The zones of a text in order; they never overlap. Offsets are code points into `text`.

    `title` is the article's headline where it is known: a paragraph that repeats it is a headline.
    """
    paragraphs = lines.paragraphs(text)
    kinds: list[ZoneKind | None] = [None] * len(paragraphs)
    blocks = [block(text[p.start : p.end]) for p in paragraphs]
    for rule in (_headline, _simple, _repeats, _tails, _headings, _cut_off):
        rule(blocks, kinds, title)
    found: list[Zone] = []
    opening: re.Pattern[str] | None = FIRST_DATELINE
    has_dateline = False
    for paragraph, (quote, *_), kind in zip(paragraphs, blocks, kinds, strict=True):
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


def _headline(blocks: Sequence[Block], kinds: Kinds, title: str | None) -> None:
    """The first paragraph, when it has no stop, is short and copy follows; or the given title."""
    if title:
        wanted = _plain(block(title.strip()))
        for i in range(min(5, len(blocks))):
            if wanted and _plain(blocks[i]) == wanted and len(blocks) > 1:
                kinds[i] = "headline"
    if len(blocks) < 2 or kinds[0] is not None:
        return
    first = blocks[0]
    if _HEAD_MARK.match(first.quote) or (
        first.word_count <= 22
        and (_no_stop(first) or _is_question(first.quote))
        and any(len(other.quote) > 60 and other.has_stop for other in blocks[1:8])
        and not _is_line(first)
    ):
        kinds[0] = "headline"


def _simple(blocks: Sequence[Block], kinds: Kinds, title: str | None) -> None:
    """Paragraphs that their own form gives away: bylines, date lines, captions, labels, subscription lines."""
    if len(blocks) < 2:
        return
    for i, one in enumerate(blocks):
        if kinds[i] is None and len(one.quote) <= _LONGEST_LINE:
            kinds[i] = _form(one, edge=i < 6 or i >= len(blocks) - 8)
    if kinds[0] != "headline":
        return
    for i in range(1, min(3, len(blocks))):
        quote = blocks[i].quote
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
    if edge and len(quote) <= 90 and quote[-1] != "." and STAMP.fullmatch(quote):
        return "dateline"
    if (quote[0] in _CAPTIONED and CAPTION.fullmatch(quote)) or credit_at_end(quote):
        return "caption"
    return "boilerplate" if _is_furniture(one) else None


def _is_furniture(one: Block) -> bool:
    quote = one.quote
    if len(quote) <= 200 and (LABEL.fullmatch(quote) or _NO_WORD.fullmatch(quote) or rights_kept(quote)):
        return True
    core = quote.lstrip('“"»*>-•[( ')
    if not may_be_furniture(core):
        return False
    if BOILERPLATE.match(core) is not None:
        return one.word_count <= 40
    return INVITATION.match(core) is not None and one.word_count <= 30 and REPORTED.search(core) is None


def _is_byline(one: Block) -> bool:
    return len(one.quote) <= 240 and one.word_count <= 30 and BYLINE.fullmatch(one.quote) is not None


def _is_question(quote: str) -> bool:
    """One sentence that asks: an article that opens with one has it for its headline."""
    return quote[-1] in "?؟" and quote[0] not in '“"«' and "\n" not in quote and not _SENTENCE_STOP.search(quote)


def _is_deck(one: Block) -> bool:
    """The line below a headline: longer than a name, shorter than a lead, and without a stop like the headline."""
    quote = one.quote
    return (
        8 <= one.word_count <= 25
        and len(quote) <= 180
        and "\n" not in quote
        and _no_stop(one)
        and not quote[:1].islower()
        and quote[-1] not in ',;-–—”"»'
        and not _SENTENCE_STOP.search(quote)
        and DATELINE.match(quote) is None
        and not lines.is_list_item(quote)
        and not lines.is_open(quote)
    )


def _is_line(one: Block) -> bool:
    return _is_byline(one) or lines.is_list_item(one.quote) or STAMP.fullmatch(one.quote[:200]) is not None


def _tails(blocks: Sequence[Block], kinds: Kinds, title: str | None) -> None:
    sources = _sources(blocks, kinds)
    tails.mark_below(blocks, kinds)
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


def _repeats(blocks: Sequence[Block], kinds: Kinds, title: str | None) -> None:
    """The lead again, also when slightly changed or cut short; and any paragraph that stands twice word for word.

    A copy whose numbers differ is not a repetition: the difference is what a fact-checker looks for.
    """
    if "headline" in kinds:
        headline = blocks[kinds.index("headline")]
        for i, one in enumerate(blocks):
            short = kinds[i] is None and len(one.quote) <= len(headline.quote) + 4
            if short and _plain(one) == _plain(headline):
                kinds[i] = "headline"
    body = [i for i, kind in enumerate(kinds) if kind is None and blocks[i].word_count >= 8]
    if len(body) < 2:
        return
    lead = blocks[body[0]]
    opened = DATELINE.match(lead.quote)  # the copy below has lost it
    plain_lead = _plain(block(lead.quote[opened.end() :]) if opened else lead)
    digits = _digits(plain_lead)
    seen: set[str] = {lead.quote}
    for i in body[1:]:
        one = blocks[i]
        if one.quote in seen or (
            len(one.quote) <= 2 * len(lead.quote)
            and _may_repeat(one, plain_lead, digits)
            and _is_lead_again(plain_lead, _plain(one))
        ):
            kinds[i] = "repeated-lead"
        seen.add(one.quote)


def _digits(plain: str) -> str:
    return "".join([digit for digit in "0123456789" if digit in plain])


def _may_repeat(one: Block, lead: str, digits: str) -> bool:
    """Whether a paragraph may be the lead again: it begins like it, or is as long and holds the same digits.

    `digits` are those of the lead. Most copy fails here, before its words are made plain.
    """
    first = one.flat[0]
    if not (first.isascii() and first.isalnum()) or first.lower() == lead[:1]:
        return True
    return (len(one.flat) >= 0.7 * len(lead) or not one.flat.isascii()) and _digits(one.flat) == digits


def _is_lead_again(lead: str, plain: str) -> bool:
    if len(plain) < 30 or len(lead) > 2_000:
        return False
    cut = plain.rstrip("… ")
    if lead.startswith(cut) and (cut != plain or len(cut) >= 60):
        return True
    if not 0.7 <= len(plain) / len(lead) <= 1.4 or fuzz.ratio(lead, plain, score_cutoff=88) == 0:
        return False
    return _NUMBER.findall(lead) == _NUMBER.findall(plain) and _number_words(lead) == _number_words(plain)


_COUNTING: Final = frozenset(
    "one two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand".split()
)


def _number_words(plain: str) -> list[str]:
    return [word for word in plain.split() if word in _COUNTING]


def _headings(blocks: Sequence[Block], kinds: Kinds, title: str | None) -> None:
    """A short line without a stop, or a short question, that stands alone before copy.

    Not the last line of a text (that is a signature or a cut), not a list item, not one that opens or closes a quote.
    """
    last_body = next((i for i in range(len(blocks) - 1, -1, -1) if kinds[i] is None and _is_copy(blocks[i])), -1)
    if kinds[:2] == ["headline", None] and len(blocks) > 3 and _is_deck(blocks[1]) and _is_copy(blocks[2]):
        kinds[1] = "heading"
    for i in range(1, last_body):
        if (
            kinds[i] is None
            and 10 <= blocks[i].word_count <= 13
            and _is_long_heading(blocks[i])
            and _is_paragraph(blocks[i - 1])
            and _is_paragraph(blocks[i + 1])
        ):
            kinds[i] = "heading"
    for i in range(max(0, last_body)):
        if kinds[i] is not None:
            continue
        one = blocks[i]
        if _HEAD_MARK.match(one.quote) or _is_heading(one) or (i and _is_numbered(blocks, i)):
            kinds[i] = "heading"


def _is_heading(one: Block) -> bool:
    quote = one.quote
    if len(quote) > 70 or one.word_count > 9 or "\n" in quote or lines.is_list_item(quote) or quote[:1].islower():
        return False
    if quote[-1] in "?!؟":
        return 1 <= one.word_count <= 7 and quote[0] not in '“"«'
    if _QUOTED.fullmatch(quote):
        return True
    return one.word_count >= 1 and _no_stop(one) and quote[-1] not in ',;-–—”"»'


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
        and _is_deck(one)
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


def _no_stop(one: Block) -> bool:
    return not one.has_stop and not one.quote.rstrip().endswith(("…", "..."))


def _plain(one: Block) -> str:
    """Lower case, single spaces, no quotation marks: to compare paragraphs by their words."""
    plain = one.flat
    for mark in _MARKS:
        if mark in plain:
            plain = plain.replace(mark, "")
    plain = plain.casefold().replace("...", "…")
    if "  " in plain:  # a mark stood alone
        plain = " ".join(plain.split())
    return plain.strip().rstrip(". ")
