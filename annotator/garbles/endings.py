"""Whether a stop is missing where a paragraph of body copy ends: is it a sentence, or a headline, label or list?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from annotator.garbles.passage import Passage
from annotator.text import lines
from annotator.text.lines import Paragraph
from annotator.text.spans import Span
from annotator.text.words import FINITE, words

# How a sentence opens and a headline hardly ever does.
_OPENING: Final = frozenset(
    "the a an in on at by to from this these that those he she it they we i there his her its their our my according "
    "however but and as for after before when while if although since with during some many all both one most last "
    "of also under now more another such".split()
)
_AUXILIARY: Final = re.compile(
    r"\b(?:was|were|is|are|has|have|had|will|would|can|could|may|might|must|should|said|did|does|do|been)\b"
)
_RELATIVE: Final = re.compile(r"\b(?:which|who|that|whose|where|because|although|when|if|while)\b")
_ARTICLE: Final = re.compile(r"\b(?:[Tt]he|[Aa]n?)\b")
# " - Outlet" or "hard-Outlet.com" at the end of a headline.
_OUTLET: Final = re.compile(r"\s[-–—|] ?[A-Z]|[-–—|]\s?[A-Z][\w.]*(?:\.com)?$")
_LAST: Final = re.compile(r"(?:[^\W_]|[%€°])[\"'”’»)]{0,3}$")
_NO_WORD: Final = re.compile(r"[@#/\\=<>]|[^\W\d]\.[^\W\d]")
# cut_off tells of these: words that no sentence ends with.
_OPEN: Final = frozenset("the a an and or but its their whose than because if although whereas while my of".split())
_SENTENCE: Final = 5  # points
_LONGEST_HEADING: Final = 9  # words and one
_FEWEST: Final = 6  # words of a sentence that is judged


def missing_stops(passage: Passage) -> Iterator[Span]:
    """The last word of each paragraph of copy that is a sentence and has no mark at its end.

    Above the first paragraph that has its stop stand headline and deck; and where few have one, the text is a list.
    """
    text, paragraphs = passage.text, passage.paragraphs
    bare = [n for n, one in enumerate(paragraphs) if _LAST.search(text, max(one.start, one.end - 5), one.end)]
    if not bare:
        return
    stopped = [
        n for n, one in enumerate(paragraphs) if lines.ends_with_stop(text[max(one.start, one.end - 8) : one.end])
    ]
    alone = len(paragraphs) == 1
    if not alone and not stopped:
        return
    found = [
        _word(text, paragraphs[n])
        for n in bare
        if (alone or n > stopped[0]) and _is_copy(passage, paragraphs[n]) and is_sentence(_last(passage, paragraphs[n]))
    ]
    if alone or len(found) <= len(stopped):
        yield from found


def _is_copy(passage: Passage, paragraph: Paragraph) -> bool:
    text = passage.text
    zone = passage.zone_at(paragraph.start) or passage.zone_at(paragraph.end - 1)
    # A line without a stop is a heading to the rules for zones: a sentence of this many words is none.
    if zone and not (zone == "heading" and text.count(" ", paragraph.start, paragraph.end) >= _LONGEST_HEADING):
        return False
    if lines.is_list_item(text[paragraph.start : paragraph.start + 20]) or text[paragraph.start] in "([*-–—•<{|":
        return False
    return "\t" not in text[paragraph.start : paragraph.end] and text[paragraph.end - 1] != "]"


def _last(passage: Passage, paragraph: Paragraph) -> str:
    """The last sentence of a paragraph."""
    sentence = passage.sentence_at(paragraph.end - 1)
    start = max(paragraph.start, paragraph.end - 1_000, sentence.start if sentence else 0)
    return " ".join(passage.text[start : paragraph.end].split())


def is_sentence(line: str) -> bool:
    """Whether a line without a stop reads as a sentence of copy and not as a headline or label."""
    found = line.split()
    count = len(found)
    last = found[-1]
    if count < _FEWEST or _NO_WORD.search(last) or last.strip("\"'”’»)").lower() in _OPEN or _OUTLET.search(line):
        return False
    if not (found[0][0].isupper() or found[0][0] in "\"“‘'«0123456789"):
        return False
    capitals = sum(word[0].isupper() for word in found[1:]) / (count - 1)
    points = (
        3 * (count >= 14)
        + 2 * (_AUXILIARY.search(line) is not None)
        + 2 * (_RELATIVE.search(line) is not None)
        + 2 * (found[0].strip("\"“‘'«,").lower() in _OPENING)
        + (_ARTICLE.search(line) is not None)
        - 2 * (capitals > 0.4)
    )
    if points != _SENTENCE - 1:
        return points >= _SENTENCE
    # Headlines tell in the present: a past tense decides, in a long line any finite verb.
    tags = {word.tag for word in words(line)}
    return "VBD" in tags or (count >= 18 and not tags.isdisjoint(FINITE))


def _word(text: str, paragraph: Paragraph) -> Span:
    """The last word with the marks that close behind it."""
    start = paragraph.end
    while start > max(paragraph.start, paragraph.end - 60) and not text[start - 1].isspace():
        start -= 1
    return Span(start, paragraph.end)
