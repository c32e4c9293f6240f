"""Sentences with exact offsets: every mark that may end one is found in one pass and judged by what stands around it.

A quotation of several sentences stays in one piece (the golden rules of pragmatic_segmenter have it so), and so does
what stands in brackets. Why no library: docs/adr/0007-sentences-by-own-rules.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from annotator.text import lines
from annotator.text.spans import Span, Zone
from annotator.text.stops import SHORTENED, STARTERS, is_inside

_CLOSERS: Final = "\"'”’»›)\\]}"
# A stop with its closing marks: spaced dots (". . ."), doubled marks ("?!"). French and machine-translated copy may set
# a space before the closing mark.
# It begins with one class of characters: a search for alternatives would try them at every letter.
_STOPS: Final = ".!?…؟۔。！？।"
_STOP: Final = re.compile(
    rf"[{_STOPS}](?:(?<=\.)(?:\s\.(?!\.))+|[{_STOPS}]*+)[{_CLOSERS}]*+(?:[ \u00a0\u202f][”»][{_CLOSERS}]*+)?"
)
_TO_NEXT: Final = re.compile("[\\s\"'“‘«„‹(\\[`_*¿¡\u200e\u200f\u202a-\u202e\u2066-\u2069]*+")
_FULL_WIDTH: Final = "。！？"
# What is kept in one piece. Each sort ends at its own next mark, which keeps this linear; a quotation of more than
# 1,500 characters is one whose closing mark was lost.
_KEPT: Final = re.compile(
    r"“[^“”]{1,1500}+”"
    r'|"(?<!\w")[^"]{1,1500}+"(?!\w)'
    r"|«[^«»]{1,1500}+»"
    r"|„[^„“”]{1,1500}+[“”]"
    r"|‘[^‘’]{1,700}+(?:(?<=\w)’(?=\w)[^‘’]{1,700}+){0,12}’"
    r"|'(?<!\S')(?=[^\W\d])[^']{1,700}+(?:(?<=\w)'(?=\w)[^']{1,700}+){0,12}(?<=[.,!?…])'(?!\w)"
    r"|`[^`']{1,700}+(?:(?<=\w)'(?=\w)[^`']{1,700}+){0,12}'"
    r"|\([^()]{1,700}+\)"
    r"|\[[^\[\]]{1,700}+\]"
)
_OPENERS: Final = '“"(‘[«„`'
_SINGLE: Final = re.compile(r"'(?<!\S')")  # one that opens; most are apostrophes
_MARKUPS: Final = ("<", "\\", "....")
_SAYS: Final = (
    r"(?:said|says|asked|asks|told|added|adds|wrote|shouted|replied|recalled|tweeted|explained|explains|cried|warned)"
)
# "“…!” Hadi said." The words that name the speaker belong to the quotation before them; "Hadi said the …" do not.
# Nor do they where a statement of their own follows: "He said, that …", "The mayor added, “The …”".
_NAMED_AFTER: Final = re.compile(
    rf"(?:(?:The|Its|His|Her|Their)\s(?:[\w’'-]+\s){{1,3}}?|(?:[A-ZÀ-Þ][\w.’'-]*\s){{1,4}}){_SAYS}(?=[.;]|,(?!\s+(?:that\b|[“\"«‘][A-ZÀ-Þ]))|\s*$)|{_SAYS}\s[A-ZÀ-Þ]"
)
_RELATIVE_ASIDE: Final = re.compile(r"\s*\((?:Which|Whose|Whom)\s[^()?]{1,300}\)\s*$")
_REFERENCE: Final = re.compile(r"\s*\([^()]{1,80}\)(?:[.,;]|$)")  # of a quotation, before the sentence's own stop
_LOWER_NAME: Final = re.compile(r"(?:a[lnrdstz]|a[sd][hs]|e[ls])-[A-Z]|[a-z][A-Z]")  # "al-Shabaab", "eBay"
_MARKED_NAME: Final = re.compile(r"(?:Yahoo|Jeopardy|Yum|Joomla)$")
_GLUED: Final = re.compile(r"([A-ZÀ-Þ][a-zà-ÿ]*)(?=[\s,’'])")
_PLAIN_BEFORE: Final = re.compile(r"(?:^|[\s“\"'‘(«-])[^\W\d_]*[a-zà-ÿ]{2}$")
_ARABIC_BEFORE: Final = re.compile("[\u0620-\u06d3]{3}$")
_ARABIC: Final = re.compile("[\u0620-\u06d3]{2}")
_FOOTNOTE: Final = re.compile(r"\.(?<=[a-z)]\.)(?:\d{1,3}|\[\d{1,3}\])(?:[ ,]\d{1,3})*(?=\s+[A-Z])")

# What most sentences do not begin with; one that does may still be no item of a list.
_LISTED: Final = re.compile(r"\s*+(?:[•▪‣⁃\d(]|\S[ivx]{0,4}[.)])")
_MARK: Final = re.compile(r"(\(?)(\d{1,3}|[A-Za-z]|[ivx]{1,5})([.)]{1,2})(?=\s)")
_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_BULLET: Final = re.compile(r"(?<!\S)[•▪‣⁃]\s*+(?:\d{1,3}[.)]{1,2}(?=\s))?")
_ITEM_REACH: Final = 400  # characters in which the next item of a list must come

_MARKUP: Final = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_LEADER: Final = re.compile(r"\.(?<!\.\.)\.{3,}+\s*+\d{1,4}(?:\s?[-–]\s?\d{1,4})?$")  # of a table of contents
_ESCAPE: Final = re.compile(r"\\ ?(?:r ?\\ ?n|[rn])(?=\s?[\\A-Z])")  # line breaks that a broken export wrote out
_ARABIC_STOP: Final = re.compile(r"[.؟!?۔…]")
_ARABIC_COMMA: Final = re.compile(r"،(?=\s)(?!\s\S+،)")
_ARABIC_LABEL: Final = re.compile(
    "(?!و?(?:قال|سأل|يسأل|أضاف|تساءل))[\u0620-\u06d3]+(?: [\u0620-\u06d3]+){0,2}:(?=[^.!؟]{3,200}؟)"
)
_LONG_ARABIC: Final = 120  # characters without a stop


class _Signs(NamedTuple):
    """Which signs a text holds at all: to look for one is a hundred times as fast as to run a pattern."""

    stops: Sequence[str]  # but the full stop, which every text holds
    openers: Sequence[str]
    markups: Sequence[str]
    is_arabic: bool


def sentences(text: str, language: str = "en", zones: Sequence[Zone] = ()) -> list[Span]:
    """The sentences of `text` in order, without outer white space.

    Offsets are code points into `text`. A line broken in mid-sentence is joined; a blank line, a heading without a
    stop and the edge of a zone end a sentence. Any text gives an answer, in time linear in its length.
    `language` is a BCP 47 tag; only Arabic has rules of its own, because its copy may set commas for stops.
    """
    found: list[Span] = []
    edges = sorted({edge for zone in zones for edge in (zone.start, zone.end)})
    at = 0
    signs = _Signs(
        [sign for sign in _STOPS[1:] if sign in text],
        [sign for sign in _OPENERS if sign in text],
        [sign for sign in _MARKUPS if sign in text],
        is_arabic=language[:2] == "ar",
    )
    for paragraph in lines.paragraphs(text):
        start, end = paragraph.start, paragraph.end
        while at < len(edges) and edges[at] <= start:
            at += 1
        while at < len(edges) and edges[at] < end:
            _add(found, text[start : edges[at]], start, signs)
            start = edges[at]
            at += 1
        _add(found, text[start:end], start, signs)
    return found


def _add(found: list[Span], flat: str, start: int, signs: _Signs) -> None:
    """Add the sentences of one paragraph, or of the part of it that is not in a zone; `start`: where it stands."""
    if signs.markups:
        flat = _without_markup(flat)
    low = 0
    for cut in _cuts(flat, signs):
        core = flat[low:cut].rstrip()
        bare = core.lstrip()
        if bare:
            end = start + low + len(core)
            found.append(Span(end - len(bare), end))
        low = cut


def _without_markup(flat: str) -> str:
    """The same length with spaces for what is no word of a sentence: tags, leaders, line breaks written out."""
    if "<" in flat:
        flat = _MARKUP.sub(_blank, flat)
    if "\\" in flat:
        flat = _ESCAPE.sub(_blank, flat)
    if "...." in flat:
        flat = _LEADER.sub(_blank, flat)
    return flat


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _stops(flat: str, signs: _Signs) -> list[tuple[int, int]]:
    """Where each mark that may end a sentence stands, and where its closing marks end."""
    places = _places(flat, ".")
    others = [sign for sign in signs.stops if sign in flat]
    if others:
        places = sorted([*places, *(place for sign in others for place in _places(flat, sign))])
    found: list[tuple[int, int]] = []
    end = 0
    for stop in places:
        if stop < end:
            continue  # one of several that stand together
        end = stop + 1
        if flat[end : end + 1] != " " or not flat[end + 1 : end + 2].isalnum():
            match = _STOP.match(flat, stop)
            end = match.end() if match else end
        found.append((stop, end))
    return found


def _places(flat: str, sign: str) -> list[int]:
    found: list[int] = []
    at = flat.find(sign)
    while at >= 0:
        found.append(at)
        at = flat.find(sign, at + 1)
    return found


def _kept(flat: str, signs: _Signs) -> list[tuple[int, int]]:
    """What no sentence ends in, and behind it an empty stretch at the end."""
    kept: list[tuple[int, int]] = []
    if any(map(flat.__contains__, signs.openers)) or ("'" in flat and _SINGLE.search(flat)):
        kept = [match.span() for match in _KEPT.finditer(flat)]
    kept.append((len(flat), len(flat)))
    return kept


def _cuts(flat: str, signs: _Signs) -> list[int]:
    """Where the sentences of a stretch end, in order; the last ends with it."""
    length = len(flat)
    cuts: list[int] = []
    low = 0
    kept: list[tuple[int, int]] = []
    at = 0
    mark, item = _list_at(flat, 0)
    for stop, close in _stops(flat, signs):
        end = close
        if end == length:
            break
        while item and item <= stop:
            cuts.append(item)
            low = item
            mark, item = _list_at(flat, low)
        if stop < mark:
            continue
        kept = kept or _kept(flat, signs)
        while kept[at][1] < end:
            at += 1
        if kept[at][0] < end < kept[at][1]:
            if kept[at][1] > end + 2 or flat[end : end + 2] != ' "':
                continue
            end += 2  # '… the end. " The next': the space stands on the wrong side of the mark
        cut = _judge(flat, low, stop, end)
        if cut:
            cuts.append(cut)
            low = cut
            mark, item = _list_at(flat, low)
    while item:
        cuts.append(item)
        mark, item = _list_at(flat, item)
    if signs.is_arabic:
        cuts.extend(_arabic_cuts(flat))
        cuts = sorted(set(cuts))
    cuts.append(length)
    return cuts


def _judge(flat: str, low: int, stop: int, end: int) -> int:  # noqa: PLR0911 - one test a line
    """Where the sentence ends whose stop stands at `stop` and whose closing marks end at `end`; 0: nowhere here."""
    if end == stop + 1 and flat[stop] == "." and flat[end] == " " and flat[end + 1 : end + 2].isupper():
        # Nearly every stop is one full stop, a space and a capital.
        word = flat[flat.rfind(" ", low, stop) + 1 : stop]
        if len(word) > 1 and word.isalpha() and word.lower() not in SHORTENED:
            return end
        return end if flat[stop - 1 : stop].isspace() or not is_inside(flat, low, stop, end + 1) else 0
    if end < len(flat) and not flat[end].isspace():
        return _glued(flat, stop, end)
    blank = _TO_NEXT.match(flat, end)
    after = blank.end() if blank else end
    if after >= len(flat):
        return 0
    first = flat[after]
    if first.islower() and not (_LOWER_NAME.match(flat, after) or _MARK.match(flat, after)):
        return 0
    if first in ",;)–—" or flat.startswith("--", after) or (first == "." and not flat.startswith("..", after)):
        return 0
    mark = flat[stop]
    several = flat[stop + 1 : stop + 2] == "." or flat[stop + 2 : stop + 3] == "." or mark == "…"
    if mark == "." and not several and stop and not flat[stop - 1].isspace() and is_inside(flat, low, stop, after):
        return 0
    if several and first == "I" and flat[after + 1 : after + 2] in " '’" and not flat.startswith("....", stop):
        return 0  # "… I": a capital by spelling, not because a sentence begins
    if mark == "!" and (flat[stop - 1] == "," or _MARKED_NAME.search(flat, max(low, stop - 9), stop)):
        return 0
    if several and flat[stop:end] == ". . . ." and flat[stop - 1].islower():
        return stop + 1  # a full stop, and the mark of what was left out before the next sentence
    return 0 if _goes_on(flat, stop, end, after) else end


def _goes_on(flat: str, stop: int, end: int, after: int) -> bool:
    """Whether what follows a quotation or a bracket is no sentence of its own: who said it, where it stands."""
    is_quoted = end - stop > 1 and flat[end - 1] in "\"'”’»"
    if is_quoted and _NAMED_AFTER.match(flat, after):
        return True
    if flat[after - 1] != "(":
        return False
    return bool(_RELATIVE_ASIDE.match(flat, end) or (is_quoted and _REFERENCE.match(flat, end)))


def _glued(flat: str, stop: int, end: int) -> int:
    """The end of a sentence that the next one follows without a space, 0 when it is no end ("3.5", "bbc.com")."""
    if flat[stop] in _FULL_WIDTH or (flat[end] in "“«" and end - stop > 1):
        return end
    if flat[end].isdigit() or flat[end] == "[":
        note = _FOOTNOTE.match(flat, stop)
        return note.end() if note else 0
    if _ARABIC.match(flat, end):
        return end if _ARABIC_BEFORE.search(flat, max(0, stop - 3), stop) else 0
    word = _GLUED.match(flat, end)
    if word is None or not _PLAIN_BEFORE.search(flat, max(0, stop - 24), stop):
        return 0
    sure = end - stop > 1 or flat[stop] in "!?" or word.group(1).lower() in STARTERS
    return end if sure else 0


def _list_at(flat: str, low: int) -> tuple[int, int]:
    """For a sentence that begins as items of lists do: the end of its mark, and where the next item begins (0: none).

    `low` may stand before white space. For any other sentence (0, 0).
    """
    if _LISTED.match(flat, low) is None:
        return 0, 0
    while low < len(flat) and flat[low].isspace():
        low += 1
    bullet = _BULLET.match(flat, low)
    if bullet:
        following = _BULLET.search(flat, bullet.end())
        return bullet.end(), following.start() if following else 0
    mark = _MARK.match(flat, low)
    if mark is None:
        return 0, 0
    close = mark.group(3)
    high = low + _ITEM_REACH
    found = [
        match.start()
        for wanted in _marks_after(mark.group(2))
        if flat.find(wanted + close, mark.end(), high) >= 0
        and (match := _item(wanted, close).search(flat, mark.end(), high))
    ]
    return mark.end(), min(found, default=0)


def _marks_after(mark: str) -> list[str]:
    """The marks that may follow one in a list: "8" follows "7"; "j" and "ii" follow "i"."""
    if mark.isdecimal():
        return [str(int(mark) + 1)]
    letter = [chr(ord(mark) + 1)] if len(mark) == 1 else []
    return letter + ([_ROMAN[_ROMAN.index(mark) + 1]] if mark in _ROMAN[:-1] else [])


@lru_cache(maxsize=512)
def _item(mark: str, close: str) -> re.Pattern[str]:
    # A capital letter with a stop is an initial unless a stop stands before it.
    before = r"(?<=[.!?;]\s)" if mark.isupper() and close == "." else r"(?<=\s)"
    return re.compile(rf"{before}\(?{re.escape(mark + close)}(?=\s+\S)")


def _arabic_cuts(flat: str) -> Iterator[int]:
    """A label before a question; and commas, in a long stretch that has no stop but them, as Arabic copy is written."""
    label = _ARABIC_LABEL.match(flat)
    if label:
        yield label.end()
    if len(flat) >= _LONG_ARABIC and not _ARABIC_STOP.search(flat, 0, len(flat) - 3):
        yield from (match.end() for match in _ARABIC_COMMA.finditer(flat))
