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
    rights_kept,
)
from annotator.text.lines import Paragraph
from annotator.text.spans import Zone, ZoneKind

_SENTENCE_STOP: Final = re.compile(r"[.!?][\"”’»)]*\s+(?=[\"“‘«(]*[A-ZÀ-Þ])")
_NO_WORD: Final = re.compile(r"[*=_~#•·—–\-\s]{1,40}")  # "* * *"
_LONGEST_LINE: Final = 400  # characters
_NUMBER: Final = re.compile(r"\d[\d.,]*")
_MARKS: Final = re.compile("[\"“”«»‘’']+")
# A whole line in one pair of quotation marks.
_QUOTED: Final = re.compile(r"“[^“”\n.!?…,]{3,68}”|\"[^\"\n.!?…,]{3,68}\"|«[^«»\n.!?…,]{3,68}»")
_COUNTED: Final = re.compile(r"(?:\d{1,2}|[IVX]{1,4})[.)]\s+(?=[^\W\d_a-z])")
_HEAD_MARK: Final = re.compile(r"#{1,6}\s+\S")


def zones(text: str, *, title: str | None = None) -> list[Zone]:
    """The zones of a text in order; they never overlap. Offsets are code points into `text`.

    `title` is the article's headline where it is known: a paragraph that repeats it is a headline.
    """
    paragraphs = lines.paragraphs(text)
    kinds: list[ZoneKind | None] = [None] * len(paragraphs)
    quotes = [text[p.start : p.end] for p in paragraphs]
    for rule in (_headline, _simple, _repeats, _tails, _headings, _cut_off):
        rule(quotes, kinds, title)
    found: list[Zone] = []
    opening: re.Pattern[str] | None = FIRST_DATELINE
    has_dateline = False
    for paragraph, quote, kind in zip(paragraphs, quotes, kinds, strict=True):
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


def _headline(quotes: Sequence[str], kinds: Kinds, title: str | None) -> None:
    """The first paragraph, when it has no stop, is short and copy follows; or the given title."""
    wanted = _plain(title) if title else ""
    for i in range(min(5, len(quotes))):
        if wanted and _plain(quotes[i]) == wanted and len(quotes) > 1:
            kinds[i] = "headline"
    if len(quotes) < 2 or kinds[0] is not None:
        return
    first = quotes[0]
    follows = any(len(quote) > 60 and lines.ends_with_stop(quote) for quote in quotes[1:8])
    if _HEAD_MARK.match(first) or (
        (_no_stop(first) or _is_question(first)) and tails.count(first) <= 22 and follows and not _is_line(first)
    ):
        kinds[0] = "headline"


def _simple(quotes: Sequence[str], kinds: Kinds, title: str | None) -> None:
    """Paragraphs that their own form gives away: bylines, date lines, captions, labels, subscription lines."""
    if len(quotes) < 2:
        return
    for i, quote in enumerate(quotes):
        if kinds[i] is None and len(quote) <= _LONGEST_LINE:
            kinds[i] = _form(quote, edge=i < 6 or i >= len(quotes) - 8)
    for i in range(1, min(3, len(quotes))):
        if (
            kinds[i] is None
            and kinds[0] == "headline"
            and re.search(r"[,|–—]|\s[-/]\s", quotes[i][:90])
            and (NAME_LINE.fullmatch(quotes[i]) or (len(quotes[i]) <= 60 and DESK_LINE.fullmatch(quotes[i])))
        ):
            kinds[i] = "byline"


def _form(quote: str, *, edge: bool) -> ZoneKind | None:
    kind: ZoneKind | None = None
    if edge and _is_byline(quote):
        kind = "byline"
    elif edge and len(quote) <= 90 and quote[-1] != "." and STAMP.fullmatch(quote):
        kind = "dateline"
    elif CAPTION.fullmatch(quote) or credit_at_end(quote):
        kind = "caption"
    elif _is_furniture(quote):
        kind = "boilerplate"
    return kind


def _is_furniture(quote: str) -> bool:
    if len(quote) <= 200 and (LABEL.fullmatch(quote) or _NO_WORD.fullmatch(quote) or rights_kept(quote)):
        return True
    core = quote.lstrip('“"»*>-•[( ')
    if BOILERPLATE.match(core) is not None:
        return tails.count(quote) <= 40
    return INVITATION.match(core) is not None and tails.count(quote) <= 30 and REPORTED.search(core) is None


def _is_byline(quote: str) -> bool:
    return len(quote) <= 240 and tails.count(quote) <= 30 and BYLINE.fullmatch(quote) is not None


def _is_question(quote: str) -> bool:
    """One sentence that asks: an article that opens with one has it for its headline."""
    return quote[-1] in "?؟" and quote[0] not in '“"«' and "\n" not in quote and not _SENTENCE_STOP.search(quote)


def _is_deck(quote: str) -> bool:
    """The line below a headline: longer than a name, shorter than a lead, and without a stop like the headline."""
    return (
        8 <= tails.count(quote) <= 25
        and len(quote) <= 180
        and "\n" not in quote
        and _no_stop(quote)
        and not quote[:1].islower()
        and quote[-1] not in ',;-–—”"»'
        and not _SENTENCE_STOP.search(quote)
        and DATELINE.match(quote) is None
        and not lines.is_list_item(quote)
        and not lines.is_open(quote)
    )


def _is_line(quote: str) -> bool:
    return _is_byline(quote) or lines.is_list_item(quote) or STAMP.fullmatch(quote[:200]) is not None


def _tails(quotes: Sequence[str], kinds: Kinds, title: str | None) -> None:
    sources = _sources(quotes, kinds)
    tails.mark_below(quotes, kinds)
    tails.mark_tail(quotes, kinds, sources)
    if tails.mark_after_lead(quotes, kinds):
        tails.mark_tail(quotes, kinds, sources)


def _sources(quotes: Sequence[str], kinds: Kinds) -> frozenset[str]:
    """The words by which a text names its agency: in brackets or after a slash, in its dateline and bylines."""
    named: list[str] = []
    dateline = next((match for match in map(DATELINE.match, quotes[:4]) if match), None)
    if dateline is not None:
        named.append(dateline.group())
    named.extend(quote for quote, kind in zip(quotes, kinds, strict=True) if kind == "byline")
    after = [re.split(r"[/(]", name, maxsplit=1)[1] for name in named if re.search(r"[/(]", name)]
    return frozenset(word for name in after for word in re.findall(r"[A-ZÀ-Þ][\w’'-]+", name))


def _repeats(quotes: Sequence[str], kinds: Kinds, title: str | None) -> None:
    """The lead again, also when slightly changed or cut short; and any paragraph that stands twice word for word.

    A copy whose numbers differ is not a repetition: the difference is what a fact-checker looks for.
    """
    headline = next((quote for quote, kind in zip(quotes, kinds, strict=True) if kind == "headline"), None)
    body = [i for i, kind in enumerate(kinds) if kind is None]
    if headline is not None:
        short = [i for i in body if len(quotes[i]) <= len(headline) + 4]
        for i in short:
            if _plain(quotes[i]) == _plain(headline):
                kinds[i] = "headline"
    body = [i for i in body if kinds[i] is None and tails.count(quotes[i]) >= 8]
    if len(body) < 2:
        return
    lead = quotes[body[0]]
    opened = DATELINE.match(lead)  # the copy below has lost it
    plain_lead = _plain(lead[opened.end() :] if opened else lead)
    seen: set[str] = {lead}
    for i in body[1:]:
        quote = quotes[i]
        if quote in seen or (len(quote) <= 2 * len(lead) and _is_lead_again(plain_lead, _plain(quote))):
            kinds[i] = "repeated-lead"
        seen.add(quote)


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


def _headings(quotes: Sequence[str], kinds: Kinds, title: str | None) -> None:
    """A short line without a stop, or a short question, that stands alone before copy.

    Not the last line of a text (that is a signature or a cut), not a list item, not one that opens or closes a quote.
    """
    last_body = next((i for i in range(len(quotes) - 1, -1, -1) if kinds[i] is None and _is_copy(quotes[i])), -1)
    if kinds[:2] == ["headline", None] and len(quotes) > 3 and _is_deck(quotes[1]) and _is_copy(quotes[2]):
        kinds[1] = "heading"
    for i in range(1, last_body):
        if (
            kinds[i] is None
            and _is_long_heading(quotes[i])
            and _is_paragraph(quotes[i - 1])
            and _is_paragraph(quotes[i + 1])
        ):
            kinds[i] = "heading"
    for i, quote in enumerate(quotes):
        if kinds[i] is not None or i >= last_body:
            continue
        if _HEAD_MARK.match(quote) or _is_heading(quote) or (i and _is_numbered(quotes, i)):
            kinds[i] = "heading"


def _is_heading(quote: str) -> bool:
    if len(quote) > 70 or "\n" in quote or lines.is_list_item(quote) or quote[:1].islower():
        return False
    count = tails.count(quote)
    if quote[-1] in "?!؟":
        return 1 <= count <= 7 and quote[0] not in '“"«'
    if _QUOTED.fullmatch(quote):
        return count <= 9
    return 1 <= count <= 9 and _no_stop(quote) and quote[-1] not in ',;-–—”"»'


def _is_numbered(quotes: Sequence[str], i: int) -> bool:
    """A number and a few words without a stop between two whole paragraphs: in a list its neighbours are short too."""
    number = _COUNTED.match(quotes[i])
    return (
        number is not None
        and _is_heading(quotes[i][number.end() :])
        and _is_paragraph(quotes[i - 1])
        and _is_paragraph(quotes[i + 1])
        and not lines.is_list_item(quotes[i + 1])
    )


def _is_long_heading(quote: str) -> bool:
    """Ten to thirteen words without a stop. A line that ends in a capital may be a name that a line break has cut."""
    return (
        len(quote) <= 95
        and 10 <= tails.count(quote) <= 13
        and _is_deck(quote)
        and not quote.rpartition(" ")[2][:1].isupper()
    )


def _is_paragraph(quote: str) -> bool:
    """A paragraph as agencies write it: several lines' worth of words, and a stop that announces nothing."""
    return tails.count(quote) >= 15 and lines.ends_with_stop(quote) and quote[-1] != ":"


def _is_copy(quote: str) -> bool:
    return tails.count(quote) > 9 or lines.ends_with_stop(quote)


def _cut_off(quotes: Sequence[str], kinds: Kinds, title: str | None) -> None:
    """A paragraph that ends in an ellipsis with nothing but zones after it: a teaser that was cut.

    The last one may also be cut without an ellipsis, behind a word that ends no sentence ("… expect from it is").
    """
    is_last = True
    for i in range(len(quotes) - 1, 0, -1):
        if kinds[i] is not None:
            continue
        if not tails.is_cut_off(quotes[i]) and not (is_last and lines.is_open(quotes[i])):
            return
        is_last = False
        kinds[i] = "truncated"


def _no_stop(quote: str) -> bool:
    return not lines.ends_with_stop(quote) and not quote.rstrip().endswith(("…", "..."))


def _plain(quote: str) -> str:
    """Lower case, single spaces, no quotation marks: to compare paragraphs by their words."""
    return " ".join(_MARKS.sub("", quote).casefold().replace("...", "…").split()).rstrip(". ")
