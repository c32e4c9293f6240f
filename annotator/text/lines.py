"""Lines and paragraphs of a text, with lines that were broken in mid-sentence joined again.

Machine-translated copy often breaks a line inside a sentence or a name ("… under the Obama⏎administration"), while
headings stand on a line of their own without a stop. Which is which is decided here, for sentences and zones alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from annotator.text.furniture import credit_at_end, is_set_apart
from annotator.text.spans import Span
from annotator.text.stops import STARTERS

# A line from its first to its last mark that is no white space.
_LINE: Final = re.compile(r"\S(?:[^\r\n\v\f\x85\u2028\u2029]*\S)?")
_BREAK: Final = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
_RARE_BREAKS: Final = "\r\v\f\x85\u2028\u2029"
CLOSERS: Final = "\"'”’»›)]}*_ \t\u00a0"
STOPS: Final = ".!?…؟۔。！？"
_LIST_ITEM: Final = re.compile(r"(?:[-–—•*·▪‣]|\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,5})[.)]{1,2})\s")
# Words that cannot end an English or French line of their own: the sentence must go on in the next one.
_OPEN_WORDS: Final = frozenset(
    "the a an of in on at to for from by with and or but that which who under against between into his her its their "
    "is are was were has have had will would Mr. Mrs. Ms. Dr. Gen. Col. le la les de du des et un une à au aux".split()
)
# Of these the ones that belong to a verb or are one may end a heading: "The displaced flow in", "Where the money is".
_PARTICLES: Final = frozenset("in on by for from to is are was were".split())
_LONGEST_HEADING: Final = 70  # characters
_MID_NAME: Final = re.compile(r"[A-ZÀ-Þ][\w’'\-]+,\s[a-z]+ed\s")
# Not behind one capital: that is an initial ("L. MARCHETTI").
_INNER_STOP: Final = re.compile(r"[.!?؟](?<!\b[A-ZÀ-Þ]\.)['\"”’»)]*\s+['\"“‘«(]*[^\W\d_a-zà-ÿ]")
_WORD: Final = re.compile(r"\w+")
_ASIDE: Final = re.compile(r"\(\s?[\da-zà-ÿ][^()A-ZÀ-Þ]{0,60}\)[.,;]?(?=\s|$)")
_BY_NAME: Final = re.compile(
    r"(?:by|from our (?:\w+ )?(?:correspondent|envoy|reporter)) [A-ZÀ-Þ][\w.’'-]+"
    r"(?: (?:and |al |bin |de )?[A-ZÀ-Þ][\w.’'-]+){1,5}(?<!\.)"
)
_STOPS_OR_COLON: Final = STOPS + ":;؛"
_COUNTED: Final = 1_500  # characters of a paragraph whose words are counted
_TAIL: Final = 400  # characters of a line that are looked at from its end
_REMEMBERED: Final = 100_000  # characters of the longest text whose paragraphs are kept for the next rule


class Line(NamedTuple):
    """One line without its outer white space. `apart`: a blank line, or the start of the text, stands before it."""

    start: int
    end: int
    apart: bool


class Paragraph(NamedTuple):
    """One or more lines that read on. `lines` are their stretches; the text between them is a line break."""

    start: int
    end: int
    lines: tuple[Span, ...]

    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(slots=True)
class Block:
    """A paragraph as the rules for zones ask about it, again and again: read once."""

    quote: str
    flat: str  # with single spaces for all white space
    word_count: int  # of a very long one of its beginning
    has_stop: bool  # whether it ends with one


def block(quote: str) -> Block:
    """A paragraph's text, read. No white space stands around it."""
    if quote.isprintable() and "  " not in quote:
        flat, count = quote, quote.count(" ", 0, _COUNTED) + 1  # no white space is printable but the space
    else:
        flat, count = " ".join(quote.split()), 0
    if len(quote) > _COUNTED or not count:
        count = len(quote[:_COUNTED].split())
    return Block(quote, flat, count, ends_with_stop(quote))


def lines(text: str) -> list[Line]:
    """All lines that are not blank."""
    if any(map(text.__contains__, _RARE_BREAKS)):
        return _lines_by_any_break(text)
    # Readers hand on texts that know only "\n": splitting costs a third of the pattern.
    found: list[Line] = []
    at = 0
    apart = True
    for raw in text.split("\n"):
        bare = raw.strip()
        if bare:
            start = at if raw[0] == bare[0] else at + raw.index(bare[0])
            found.append(Line(start, start + len(bare), apart))
        apart = not bare
        at += len(raw) + 1
    return found


def _lines_by_any_break(text: str) -> list[Line]:
    found: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        # One line break is the rule; two characters may be "\r\n", or a blank line.
        apart = not found or (start - last > 1 and len(_BREAK.findall(text, last, start)) > 1)
        found.append(Line(start, end, apart))
        last = end
    return found


def ends_with_stop(line: str) -> bool:
    """Whether the last mark of a line, closing quotes and brackets aside, ends a sentence or announces a list."""
    core = line.rstrip(CLOSERS)
    return core[-1:] in _STOPS_OR_COLON and core != ""


def is_list_item(line: str) -> bool:
    """Whether a line begins with a bullet, a number or a letter as lists have."""
    return _LIST_ITEM.match(line) is not None


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs in text order: lines that were broken in mid-sentence are one paragraph."""
    return list(_remembered(text) if len(text) <= _REMEMBERED else _paragraphs(text))


def _paragraphs(text: str) -> tuple[Paragraph, ...]:
    found = lines(text)
    width = _wrap_width(found)
    paragraphs: list[Paragraph] = []
    group: list[Line] = []
    top = True  # no line of copy has come yet
    for line in found:
        if group and (line.apart or not _runs_on(text, group, line, width, top=top)):
            paragraphs.append(_joined(group))
            top = top and not ends_with_stop(text[max(group[0].start, group[-1].end - 40) : group[-1].end])
            group = []
        group.append(line)
    if group:
        paragraphs.append(_joined(group))
    return tuple(paragraphs)


def _joined(group: Sequence[Line]) -> Paragraph:
    return Paragraph(group[0].start, group[-1].end, tuple([Span(line.start, line.end) for line in group]))


# Zones, sentences and detectors each ask for the paragraphs of the article in hand.
_remembered: Final = lru_cache(maxsize=4)(_paragraphs)


def _runs_on(text: str, group: Sequence[Line], line: Line, width: int, *, top: bool) -> bool:  # noqa: PLR0911 - one test a line
    """Whether `line` continues the paragraph that has the lines of `group` so far.

    At the `top` of a text stand headlines and decks: there a long line without a stop may be whole.
    """
    before = group[-1]
    if line.end - line.start <= 2 and before.end - before.start <= 2:
        # A word set downwards, a letter or two on each line: "WA⏎R⏎N⏎IN⏎G".
        return (text[before.start : before.end] + text[line.start : line.end]).isalpha() and text[line.start].isupper()
    b = text[line.start : min(line.end, line.start + 200)]
    if is_list_item(b):
        return False
    a = text[max(before.start, before.end - _TAIL) : before.end]
    stopped = ends_with_stop(a)
    if b[0] in ",;)" or (b[0] == "." and _is_lone_stop(b)):
        return True
    if not stopped and _stands_alone(a, text[line.start : line.end]):
        return False
    # "… a group, Saraya⏎Salim, claimed the attack": no sentence opens with "Salim, claimed".
    if not stopped and (_MID_NAME.match(b) or (b[0] == "(" and _ASIDE.match(text, line.start, line.end))):
        return True
    full = 0 < width * 0.7 <= before.end - before.start
    opened = a[-1] == "," or (is_open(a) and not (len(group) == 1 and _is_subhead(a, b)))
    if stopped and not opened:
        return full and not is_list_item(text[before.start : before.end][:20])
    if a[-1] in ")]" and not full and not b[0].islower():
        return False  # a caption's credit: "… (Photo by …)"
    words = len(_WORD.findall(a))
    if b.startswith(("by ", "from our ")) and _BY_NAME.fullmatch(b):
        return False
    if b.lstrip("\"'“‘«(")[:1].islower():
        return full or words > 3
    if full or opened:
        return True
    # A line of body copy that stops without a stop: earlier sentences on it, or too long for a heading. What
    # follows must itself read like copy; a lone short line is a heading.
    goes_on = len(_WORD.findall(b)) > 8 or ends_with_stop(text[max(line.start, line.end - 40) : line.end])
    return (
        goes_on
        and not credit_at_end(a)
        and ((words > 14 and not top) or _INNER_STOP.search(text, _behind_number(text, before), before.end) is not None)
    )


def _stands_alone(line: str, below: str) -> bool:
    """Whether what stands below a line without a stop is none of its words, however its sentence was cut.

    Lines that are a site's own ("Editor: …", "End of message"), and a line in capitals below or above one that is not.
    """
    if is_set_apart(below) or (len(line) <= _LONGEST_HEADING and is_open(line) and is_set_apart(line)):
        return True
    if below[0].islower():
        return False
    capitals = line.isupper()
    return capitals != below.isupper() and len(_WORD.findall(line if capitals else below)) >= 3


def _is_lone_stop(line: str) -> bool:
    """Whether a line begins with the stop that the line above has lost: "⏎. The next"."""
    return len(line) == 1 or line[1].isspace()


def is_open(line: str) -> bool:
    """Whether a line stops behind a word that ends no sentence ("… what they expect is")."""
    return line.rpartition(" ")[2] in _OPEN_WORDS


def _is_subhead(line: str, below: str) -> bool:
    """Whether a line ends in the particle of its verb, and a new sentence begins below: "They move in⏎Some …"."""
    return (
        line.rpartition(" ")[2] in _PARTICLES
        and len(line) <= _LONGEST_HEADING
        and line[:1].isupper()
        and _INNER_STOP.search(line) is None
        and below[:1].isupper()
        and (word := _WORD.match(below)) is not None
        and word.group().lower() in STARTERS
    )


def _behind_number(text: str, line: Line) -> int:
    """Where a line's words begin: the stop of "1. The price" is none of a sentence."""
    item = _LIST_ITEM.match(text, line.start, line.end)
    return item.end() if item else line.start


def _wrap_width(found: Sequence[Line]) -> int:
    """The width a text was hard-wrapped at, 0 when it was not.

    Hard-wrapped: of the lines that have a neighbour below without a blank line, at least four and nearly all lie
    between 45 and 100 characters. A text with one paragraph a line has longer lines, a list has shorter ones.
    """
    inner = [a.end - a.start for a, b in pairwise(found) if not b.apart]
    if len(inner) < 4:
        return 0
    fitting = [length for length in inner if 45 <= length <= 100]
    if len(fitting) < 4 or len(fitting) < 0.8 * len(inner):
        return 0
    return max(fitting)
