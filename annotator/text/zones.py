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
from annotator.text.lines import Paragraph
from annotator.text.spans import Zone, ZoneKind

_AGENCIES: Final = (
    "AFP|AP|Reuters|dpa|DPA|ANSA|EFE|TASS|UPI|Xinhua|Anadolu|AA|INA|IRNA|SANA|KUNA|QNA|WAM|SPA|MENA|BBC|CNN|"
    "Associated Press|Agence France-Presse|Al[- ]Jazeera|Bloomberg|The \\w+ (?:Times|Post|News|Press|Journal)"
)
_NAMES: Final = rf"{tails.NAME}(?:(?:,| and| et| with|,? &)\s+{tails.NAME}){{0,3}}"
_BYLINE: Final = (
    re.compile(rf"(?:By|Par|BY)\s+(?:{_NAMES})(?:\s*[,/|–—-]\s*.{{1,60}})?"),
    re.compile(r"\(?(?:Additional |Writing and )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|Written|Reported) by\s.{2,200}"),
    re.compile(rf"[—–-]?\s*{_NAMES}\s*(?:[/|,(–—-])\s*(?:with\s+)?(?:{_AGENCIES})\)?"),
    re.compile(rf"[\[(—–-]*\s*(?:with |avec |Source: )?(?:{_AGENCIES})(?:\s*[/&,]\s*(?:{_AGENCIES}))*[\])]?"),
    # A name, a slash, and whoever it is: agencies are many, and copy does not read like this.
    re.compile(rf"[—–-]?\s*{_NAMES}\s+/\s+[A-ZÀ-Þ][\w’'.\- ]{{1,40}}(?<!\.)"),
    re.compile(r"بقلم\s.{2,60}"),
    tails.CREDIT,
)
_PLACE: Final = r"[A-ZÀ-Þ][\w’'.\-]*(?:\s[A-ZÀ-Þ][\w’'.\-]*){0,2}"
_SOURCE: Final = r"[A-ZÀ-Þ][\w’'.\-]*(?:\s[A-ZÀ-Þ][\w’'.\-]*){0,3}"
_DASH: Final = r"(?:[—–]|--|-(?=\s))"
_ON_DAY: Final = r"(?:,\s*[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,\s*\d{4})?)?"
# "ERBIL, Iraq (Reuters) —", "BALAD, Salahuddin —", "Mosul (AFP) -", "Baghdad / Tigris News:". The body follows.
_DATELINE: Final = re.compile(
    rf"(?:{_PLACE}(?:,\s*{_PLACE})?{_ON_DAY}\s*\((?:{_SOURCE})(?:/{_SOURCE})?\)\s*{_DASH}"
    rf"|[A-ZÀ-Þ][A-ZÀ-Þ’'.\- ]{{2,40}}(?:,\s*{_PLACE})?{_ON_DAY}\s*{_DASH}(?=[^\w\n]*[A-ZÀ-Þ\d])"
    rf"|{_PLACE}\s*/\s*{_SOURCE}\s*:)\s*"
)
_DATE_ONLY: Final = re.compile(
    r"(?:(?:Published|Updated|Posted|Last modified|Publié(?: le)?|Mis à jour(?: le)?)\b.{3,60}"
    r"|(?:[A-Z]\w+,\s*)?(?:\d{1,2}\s+[A-Z][a-z]{2,8}\.?\s+\d{4}|[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4})(?:\s*[,|–-].{0,30})?)"
)
_CAPTION: Final = re.compile(
    r"(?:(?:FILE )?PHOTO|File photo|Photo|Image|Picture|Pictured|Caption|Légende|Infographic|Map|Video)"
    r"\s*(?:[:|/(–—]|by\b|credit).{2,}"
    r"|.{4,300}(?:\((?:Photo|Image|AP Photo|File)\b[^()]{0,80}\)|/\s*(?:AFP|Reuters|AP)\s+via\s+"
    r"Getty Images|Getty Images)\.?"
    r"|\(?(?:AP )?Photo(?:graph)? by\s.{2,120}",
    re.DOTALL,
)
_SENTENCE_STOP: Final = re.compile(r"[.!?][\"”’»)]*\s+(?=[\"“‘«(]*[A-ZÀ-Þ])")
_NUMBER: Final = re.compile(r"\d[\d.,]*")
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
    for paragraph, quote, kind in zip(paragraphs, quotes, kinds, strict=True):
        zone = _zone_of(paragraph, quote, kind, opens=not any(zone.kind == "dateline" for zone in found))
        if zone is not None:
            found.append(zone)
    return found


def _zone_of(paragraph: Paragraph, quote: str, kind: ZoneKind | None, *, opens: bool) -> Zone | None:
    if kind is None:
        # A dateline opens a body paragraph: only its own words are a zone.
        match = _DATELINE.match(quote) if opens else None
        if match and match.end() < len(quote) and len(quote) - match.end() > 20:
            return Zone("dateline", paragraph.start, paragraph.start + len(match.group().rstrip()))
        return None
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
    follows = any(len(quote) > 60 and lines.ends_with_stop(quote) for quote in quotes[1:4])
    if _HEAD_MARK.match(first) or (_no_stop(first) and tails.count(first) <= 22 and follows and not _is_line(first)):
        kinds[0] = "headline"


def _simple(quotes: Sequence[str], kinds: Kinds, title: str | None) -> None:
    """Paragraphs that their own form gives away: bylines, date lines, captions, subscription lines."""
    for i, quote in enumerate(quotes):
        if kinds[i] is not None or len(quote) > 400:
            continue
        edge = i < 6 or i >= len(quotes) - 8
        if _is_byline(quote) and edge:
            kinds[i] = "byline"
        elif _DATE_ONLY.fullmatch(quote) and edge and not quote.endswith("."):
            kinds[i] = "dateline"
        elif _CAPTION.fullmatch(quote):
            kinds[i] = "caption"
        elif tails.BOILERPLATE.match(quote.lstrip('“"»>*-•[( ')) and tails.count(quote) <= 40 and len(quotes) > 1:
            kinds[i] = "boilerplate"


def _is_byline(quote: str) -> bool:
    return tails.count(quote) <= 30 and any(form.fullmatch(quote) for form in _BYLINE)


def _is_line(quote: str) -> bool:
    return _is_byline(quote) or lines.is_list_item(quote)


def _tails(quotes: Sequence[str], kinds: Kinds, title: str | None) -> None:
    tails.mark_tail(quotes, kinds, _sources(quotes, kinds))
    tails.mark_after_lead(quotes, kinds)


def _sources(quotes: Sequence[str], kinds: Kinds) -> frozenset[str]:
    """The words by which a text names its agency: in brackets or after a slash, in its dateline and bylines."""
    named: list[str] = []
    dateline = next((match for match in map(_DATELINE.match, quotes[:4]) if match), None)
    if dateline is not None:
        named.append(dateline.group())
    named.extend(quote for quote, kind in zip(quotes, kinds, strict=True) if kind == "byline")
    after = [re.split(r"[/(]", name, maxsplit=1)[1] for name in named if re.search(r"[/(]", name)]
    return frozenset(word for name in after for word in re.findall(r"[A-ZÀ-Þ][\w’'-]+", name))


def _repeats(quotes: Sequence[str], kinds: Kinds, title: str | None) -> None:
    """The lead again, also when slightly changed or cut short; and any paragraph that stands twice word for word.

    A copy whose numbers differ is not a repetition: the difference is what a fact-checker looks for.
    """
    body = [i for i, kind in enumerate(kinds) if kind is None and tails.count(quotes[i]) >= 8]
    if len(body) < 2:
        return
    lead = quotes[body[0]]
    plain_lead = _plain(lead)
    seen: set[str] = {plain_lead}
    for i in body[1:]:
        plain = _plain(quotes[i])
        if plain in seen or _is_lead_again(plain_lead, plain):
            kinds[i] = "repeated-lead"
        seen.add(plain)


def _is_lead_again(lead: str, plain: str) -> bool:
    if len(plain) < 30 or len(plain) > 2 * len(lead) or len(lead) > 2_000:
        return False
    if plain.endswith("…") and lead.startswith(plain.rstrip("… ")):
        return True
    if not 0.7 <= len(plain) / len(lead) <= 1.4 or _NUMBER.findall(lead) != _NUMBER.findall(plain):
        return False
    return fuzz.ratio(lead, plain, score_cutoff=88) > 0 and _number_words(lead) == _number_words(plain)


_COUNTING: Final = frozenset(
    "one two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand".split()
)


def _number_words(plain: str) -> list[str]:
    return [word for word in plain.split() if word in _COUNTING]


def _headings(quotes: Sequence[str], kinds: Kinds, title: str | None) -> None:
    """A short line without a stop, or a short question, that stands alone before copy.

    Not the last line of a text (that is a signature or a cut), not a list item, not one that opens or closes a quote.
    """
    last_body = max((i for i, kind in enumerate(kinds) if kind is None and _is_copy(quotes[i])), default=-1)
    for i, quote in enumerate(quotes):
        if kinds[i] is not None or i >= last_body:
            continue
        if _HEAD_MARK.match(quote) or _is_heading(quote):
            kinds[i] = "heading"


def _is_heading(quote: str) -> bool:
    if len(quote) > 70 or "\n" in quote or lines.is_list_item(quote) or quote[:1].islower():
        return False
    count = tails.count(quote)
    if quote.endswith("?"):
        return 1 <= count <= 7 and quote[0] not in '“"«'
    return 1 <= count <= 9 and _no_stop(quote) and quote[-1] not in ',;-–—”"»'


def _is_copy(quote: str) -> bool:
    return tails.count(quote) > 9 or lines.ends_with_stop(quote)


def _cut_off(quotes: Sequence[str], kinds: Kinds, title: str | None) -> None:
    """A paragraph that ends in an ellipsis with nothing but zones after it: a teaser that was cut."""
    for i in range(len(quotes) - 1, 0, -1):
        if kinds[i] is not None:
            continue
        if not tails.is_cut_off(quotes[i]):
            return
        kinds[i] = "truncated"


def _no_stop(quote: str) -> bool:
    return not lines.ends_with_stop(quote) and not quote.rstrip().endswith(("…", "..."))


def _plain(quote: str) -> str:
    """Lower case, single spaces, no quotation marks: to compare paragraphs by their words."""
    return " ".join(re.sub(r"[\"“”«»‘’']", "", quote).casefold().replace("...", "…").split()).rstrip(". ")
