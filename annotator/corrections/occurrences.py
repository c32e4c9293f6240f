"""Where else a text has the number or the name that a correction changes. Pure; code points.

A number is the same by its value ("2,500", "two thousand five hundred"), a name by its words, or by how they are
spelled (text/names.py). Words that are neither are not looked for: "met" put right here may be right elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from ..garbles.written import is_english
from ..text import names, numbers
from ..text.quantities import quantities
from ..text.skeleton import fold
from ..text.spans import Quantity, Span

# Two numbers of different things are the same only by accident, unless they are as particular as this: an exact number
# of three digits comes back in an article because it is the same.
PARTICULAR: Final = 100
SAME_NAME: Final = 0.8  # text/names.py: from here on two spellings are taken for one name
AROUND: Final = 200  # code points on each side of the words that decide what a number counts
MOST: Final = 50
MOST_WORDS: Final = 6  # of a name
_WORD: Final = re.compile(r"[^\s“”\"()\[\],;:!?…]*[^\s“”\"()\[\],;:!?….]")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_OPENS: Final = re.compile(r"(?:^|[.!?:]['’”\"]?\s+|\n\s*|[“\"‘(]\s*)$")
_CAPITAL: Final = re.compile(r"^(?:[a-z]{1,3}[-'’])?[A-ZÀ-ÖØ-Þ]")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Another place of the old words, and what would stand there. `sure`: the same words, or the same number of the
    same thing; else it is only like them, and a person must look."""

    span: Span
    words: str
    replacement: str
    sure: bool

    @property
    def value(self) -> str:
        """What names it in a form."""
        return f"{self.span.start}-{self.span.end}"


@dataclass(frozen=True, slots=True)
class _Change:
    """Words of a correction that differ: where they stood in the text, and what they become."""

    span: Span
    old: str
    new: str


def occurrences(text: str, span: Span, replacement: str) -> list[Occurrence]:
    """The other places of the number or name that this correction changes, in text order, none overlapping it."""
    found: dict[tuple[int, int], Occurrence] = {}
    for each in (*_of_numbers(text, span, replacement), *_of_names(text, span, replacement)):
        free = not each.span.overlaps(span) and all(not each.span.overlaps(other.span) for other in found.values())
        if free and len(found) < MOST:
            found[each.span.start, each.span.end] = each
    return [found[place] for place in sorted(found)]


# -- numbers


def _of_numbers(text: str, span: Span, replacement: str) -> Iterator[Occurrence]:
    if not any(character.isalnum() for character in replacement):
        return
    low, high = max(0, span.start - AROUND), min(len(text), span.end + AROUND)
    # Read where they stand: what a number counts may stand behind the corrected words.
    before = quantities(text[low:high])
    put = text[low : span.start] + replacement
    after = quantities(put + text[span.end : high])
    olds = [each for each in before if each.start < span.end - low and each.end > span.start - low]
    news = [each for each in after if each.start < len(put) and each.end > span.start - low]
    changed = [
        (old, new) for old, new in zip(olds, news, strict=False) if (old.value, old.high) != (new.value, new.high)
    ]
    if len(olds) != len(news) or not changed:
        return
    elsewhere = quantities(text)
    for old, new in changed:
        written = _numeral(new)
        if written is None or old.high is not None or new.high is not None:
            continue  # a range has two numbers, and which of them goes where is a person's to say
        for other in elsewhere:
            sure = _of_the_same(old, other)
            if other.value != old.value or other.high is not None or not (sure or old.value >= PARTICULAR):
                continue
            place = _numeral(other)
            if place is not None:
                where = Span(other.start + place.start, other.start + place.end)
                words = where.of(text)
                yield Occurrence(where, words, _as_written(written.of(new.quote), new.value, words), sure)


def _of_the_same(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit or (one.role is not None and one.role == other.role)


def _numeral(quantity: Quantity) -> Span | None:
    """Where in its quote the number itself stands, without what it counts: "2,500" of "about 2,500 US troops"."""
    quote = quantity.quote
    for match in re.finditer(r"[^\W_]+", quote):
        at = match.start()
        found = numbers.in_digits(quote, at) if quote[at].isdigit() else numbers.in_words(quote.lower(), at)
        if found is not None:
            return Span(at, found.end)
    return None


def _as_written(new: str, value: float, old: str) -> str:
    """The new number in digits where the old one was, else as it was typed, with a capital where that had one."""
    if old[:1].isdigit() and not new[:1].isdigit() and value.is_integer():
        return f"{int(value):,}" if "," in old or (value >= 10_000 and len(old) < 5) else str(int(value))
    return _cased(new, old)


def _cased(new: str, old: str) -> str:
    """The new words with a capital where the old ones had one: at the beginning of a sentence."""
    return new[:1].upper() + new[1:] if old[:1].isupper() and new[:1].islower() else new


# -- names


def _of_names(text: str, span: Span, replacement: str) -> Iterator[Occurrence]:
    for change in _changes(text, span, replacement):
        if not _is_name(text, change):
            continue
        old, new = change.old, change.new
        size = len(old.split())
        for where in _runs(text, size):
            words = where.of(text)
            if fold(words) == fold(new) or not fold(words):
                continue
            if fold(words) == fold(old):
                yield Occurrence(where, words, _like_it(new, old, words), True)
            elif _spelled_like(words, old):
                yield Occurrence(where, words, _like_it(new, old, words), False)


def _like_it(new: str, old: str, words: str) -> str:
    """The new name in capitals, or with a first one, where `words` are written so and the old name was not."""
    if words.isupper() and len(words) > 3:
        return new.upper()
    return _cased(new, words) if old[:1].islower() else new


def _spelled_like(words: str, old: str) -> bool:
    return names.compare(words, old).score >= SAME_NAME


def _changes(text: str, span: Span, replacement: str) -> Iterator[_Change]:
    """The words that differ between what stands there and the replacement, paired; what only came or went is none."""
    left = [Span(span.start + match.start(), span.start + match.end()) for match in _WORD.finditer(span.of(text))]
    right = [Span(match.start(), match.end()) for match in _WORD.finditer(replacement)]
    olds, news = [_bare(each.of(text)) for each in left], [_bare(each.of(replacement)) for each in right]
    for what, a, b, c, d in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if what == "replace" and b - a <= MOST_WORDS:
            place = Span(left[a].start, left[b - 1].start + len(olds[b - 1]))
            yield _Change(place, place.of(text), replacement[right[c].start : right[d - 1].start + len(news[d - 1])])


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word)


def _is_name(text: str, change: _Change) -> bool:
    """Whether the old words have one with a capital that is not only the first of its sentence."""
    for at, word in enumerate(change.old.split()):
        if not _CAPITAL.match(word):
            continue
        opens = at == 0 and _OPENS.search(text[max(0, change.span.start - 8) : change.span.start]) is not None
        if not opens or not is_english(word):
            return True
    return False


def _runs(text: str, size: int) -> Iterator[Span]:
    """Every `size` words on end that begin and end with a name's word, without the possessive of the last."""
    words = [Span(match.start(), match.start() + len(_bare(match.group()))) for match in _WORD.finditer(text)]
    capital = [bool(_CAPITAL.match(word.of(text))) for word in words]
    for at in range(len(words) - size + 1):
        last = at + size - 1
        if not (capital[at] and capital[last]):
            continue
        run = Span(words[at].start, words[last].end)
        # Nothing but white space between them: no name goes on over a comma.
        if len(re.findall(r"[,;:()“”\"\n]{1}(?=\s)|\n\n", run.of(text))) == 0:
            yield run
