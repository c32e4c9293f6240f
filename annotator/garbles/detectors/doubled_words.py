"""A word or phrase stands twice in a row, or the same words come again and again.

Reference: MQM, Fluency / Duplication. Engines that lose the thread repeat their last words; editors who move a clause
leave a word behind. English also doubles on purpose ("had had", "very very", "day after day after day") and in names
("Abdullah Abdullah"): those are passed over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, compress, count, islice, pairwise
from operator import eq
from typing import Final, NamedTuple

from annotator.garbles import inner_clauses
from annotator.garbles.doublings import (
    FORCE,
    NAMES,
    NO_FORCE_LAST,
    OF_CLAUSES,
    PARTICLES,
    PRONOUNS,
    THINGS,
    is_grammar,
)
from annotator.garbles.passage import Passage
from annotator.garbles.written import TITLES, is_demonym, is_english
from annotator.text.spans import Finding, Reading, Span
from annotator.text.speakers import is_state
from annotator.text.words import class_of

KIND: Final = "doubled-words"
_ENDS: Final = ".,;:!?…\"'”’»)]"
_OPENS: Final = "\"'“‘«(["
_CHUNK: Final = re.compile(r"\S+")
_ONE_SPACE: Final = frozenset(" \u00a0\u202f")
_CLOSES: Final = "\"'”’»)]"
_WORD: Final = re.compile(r"[^\W_]+(?:[-'’,./][^\W_]+)*")
_BEHIND: Final = re.compile(r"['’]s\W*|['’]\W*|[^\w'’-]\W*|")  # what may follow the second: "pets.", "Trump's"
_POSSESSIVE: Final = re.compile(r"['’]s?$")

_SHORT: Final = frozenset("i he we it is us me am be in on up at to of by as or an a if do my so no".split())
_FUNCTIONS: Final = (
    frozenset(
        "the a an of to for with from at as into onto upon between among against during and or but nor than then if "
        "its their his our your my this these those who whom whose which this not where when while because been being "
        "am he she they we".split()
    )
    | PARTICLES
    | PRONOUNS
)
_CALENDAR: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
_WORLD: Final = frozenset("asia africa europe america australia antarctica earth internet twitter facebook".split())
# One syllable of Chinese in Latin letters: given names are such a syllable twice ("Fan Bing Bing").
_SYLLABLE: Final = re.compile(r"(?:[bpmfdtnlgkhjqxryw]|[zcs]h?)?(?:[aeiou]{1,3}|[aeio]{1,2}ng?|u[ae]?ng?|ü[en]*|er)")
_STAND_IN: Final = frozenset("in at near from to across outside inside around into toward towards".split())

_LONG: Final = 6
_LONGEST_PHRASE: Final = 60  # words of a phrase or sentence that stands twice in a row
_NEAREST: Final = 12  # words between two turns of a loop
_BINDING: Final = frozenset("and or by after upon to in on for but over against".split())
_LEADS: Final = frozenset("to in on for against upon after".split())  # these lead a phrase: "to the", "in Kut"
_PAIRS_OF_BE: Final = frozenset("is are was were am".split())


class _Hit(NamedTuple):
    """A word that stands several times in a row: the first and the last of its chunks."""

    word: str
    first: int
    last: int


@dataclass
class _Line:
    """A line of the text: what stands between its white space in lower case, and, for whoever has a hit, where."""

    passage: Passage
    start: int
    end: int
    words: list[str]

    @cached_property
    def chunks(self) -> list[Span]:
        return [Span(*match.span()) for match in _CHUNK.finditer(self.passage.text, self.start, self.end)]

    def in_one_run(self, first: int, last: int) -> bool:
        """Whether single spaces stand between the chunks: columns of a table are no copy."""
        text, chunks = self.passage.text, self.chunks
        return all(
            chunks[i + 1].start - chunks[i].end == 1 and text[chunks[i].end] in _ONE_SPACE for i in range(first, last)
        )

    def is_quoted(self, i: int) -> bool:
        return self.passage.is_quoted(self.chunks[i].start)

    def knows(self, name: str) -> bool:
        return bool(self.passage.gazetteer.exact(name, garbles=False))

    def written(self, i: int) -> str:
        """A chunk as it is written."""
        return self.chunks[i].of(self.passage.text)


def find(passage: Passage) -> Iterator[Finding]:
    """Doubled words, phrases of two words or more, and loops: four words that come three times close by."""
    lines = _lines(passage)
    hits = [(line, hit) for line in lines for hit in _hits(line.words)]
    often = Counter(hit.word for _, hit in hits)
    found = [finding for line, hit in hits if (finding := _word(line, hit, often[hit.word]))]
    found += [
        passage.finding(KIND, span, f"The predicate with “{verb}” stands twice in one clause.")
        for span, verb in inner_clauses.told_twice(passage)
    ]
    found += [passage.finding(KIND, span, why) for span, why in inner_clauses.twofold(passage)]
    for line in lines:
        again = _again(line.words)
        found += _phrases(line, again)
        if again:
            found += _loops(line, again)
    found.sort(key=lambda finding: (finding.start, -finding.end))
    end = 0
    for finding in found:
        if finding.start >= end:
            end = finding.end
            yield finding


def _lines(passage: Passage) -> list[_Line]:
    """The lines that have something to judge: all, where a word or two stand twice in a row anywhere; else those in
    which three words come again."""
    text = passage.text
    each = [line.split() for line in passage.lower.split("\n")]
    twice = _stand_twice(list(chain.from_iterable(each)))
    lines = []
    start = 0
    for raw, words in zip(text.split("\n"), each, strict=False):
        if words and (twice or len(set(zip(words, words[1:], words[2:], strict=False))) < len(words) - 2):
            lines.append(_Line(passage, start, start + len(raw), words))
        start += len(raw) + 1
    return lines


def _stand_twice(words: Sequence[str]) -> bool:
    """Whether one, two or three words of a text stand twice in a row, across its lines: most copy has none."""
    if next(_hits(words), None) is not None:
        return True
    return any(
        words[i + 1].rstrip(_ENDS) == words[i + 3].rstrip(_ENDS)
        for i in compress(range(len(words) - 3), map(eq, islice(words, 2, None), words))
    ) or any(
        words[i + 1] == words[i + 4] and words[i + 2].rstrip(_ENDS) == words[i + 5].rstrip(_ENDS)
        for i in compress(range(len(words) - 5), map(eq, islice(words, 3, None), words))
    )


def _hits(words: Sequence[str]) -> Iterator[_Hit]:
    """Words that stand twice in a row, or more often."""
    last = -1
    for i in compress(count(), map(str.startswith, islice(words, 1, None), words)):
        word = words[i].strip(_OPENS + _CLOSES)
        if i < last or not word or not _is_twice(word, words[i + 1]):
            continue
        last = i + 1
        while last + 1 < len(words) and words[last] == words[i] and _is_twice(word, words[last + 1]):
            last += 1
        yield _Hit(word, i, last)


def _word(line: _Line, hit: _Hit, often: int) -> Finding | None:
    word, first, last = hit
    if not line.in_one_run(first, last) or _is_right(line, hit, often):
        return None
    start = line.chunks[first].start + line.words[first].index(word)
    end = line.chunks[last].start + line.words[last].index(word) + len(word)
    once = line.passage.text[start : start + len(word)]
    times = "twice" if last == first + 1 else f"{last - first + 1} times in a row"
    mended = [Reading(once, 0.9, "the word once")]
    return line.passage.finding(KIND, Span(start, end), f"“{once}” stands {times}.", mended)


def _is_twice(word: str, following: str) -> bool:
    """Whether the next chunk is the word again, with nothing but marks behind it."""
    following = following.lstrip(_OPENS)
    return (
        following.startswith(word)
        and (_WORD.fullmatch(word) is not None)
        and (_BEHIND.fullmatch(following, len(word)) is not None)
    )


def _is_right(line: _Line, hit: _Hit, often: int) -> bool:  # noqa: PLR0911 - one test a line
    """Whether English doubles this word here on purpose, or it is a name."""
    word, first, last = hit
    words = line.words
    written = line.written(first)[words[first].index(word)]
    again = line.written(first + 1)[words[first + 1].index(word)]
    before = words[first - 1].strip(_OPENS + _ENDS) if first else ""
    opens = first == 0 or words[first - 1][-1] in '.!?:…"”' or words[first][0] in _OPENS
    behind = words[last + 1].strip(_OPENS + _ENDS) if last + 1 < len(words) else ""
    ends = words[last].endswith(tuple(_ENDS)) or last + 1 == len(words)
    if word[0].isdigit():
        return _is_figure(word, before, behind, ends=ends)
    if not any(map(str.isalpha, word)):
        return True
    quoted = line.is_quoted(first)
    many = last - first > 2 and words[last].rstrip(_CLOSES)[-1:] not in ("!", "?")
    if word in FORCE or word in THINGS:
        return not (ends and not quoted and word in NO_FORCE_LAST) and not (many and not quoted)
    if many:
        return False
    if written.isupper() and again.isupper() and len(word) > 1:
        quoted = quoted and words[first][0] in _OPENS
        return _is_name(line, word, first, opens=opens, known=quoted or often > 1)
    if written.isupper() != again.isupper() and word not in _FUNCTIONS:
        # "said Said Ahmed", "Will will be there"; but "Residents residents", which no name is
        return not (opens and written.isupper() and len(word) >= _LONG and class_of(word) == "NNS" and is_english(word))
    if again.isupper() and not written.isupper() and last + 1 < len(words):
        return line.written(last + 1)[0].isupper()  # "the The Hague Group"
    if len(word) <= 2 and word not in _SHORT:
        return True
    if word in _FUNCTIONS or word in _SHORT or word in OF_CLAUSES or word in {"that", "who", "not"}:
        return is_grammar(words, word, first, before, behind, ends=ends, quoted=quoted)
    # A call or chant: "“Fight fight fight!” they cried".
    return quoted and (last > first + 1 or words[last].rstrip(_CLOSES)[-1:] in ("!", "?"))


def _is_figure(word: str, before: str, behind: str, *, ends: bool) -> bool:
    """Whether a number twice may be two numbers: "20 20 people", a row of a table. "In 2016 2016." cannot."""
    if len(word) < 2 and before not in _CALENDAR:
        return True
    is_year = len(word) == 4 and word[:2] in {"19", "20"}
    return not ends or any(map(str.isdigit, behind if is_year else before + behind))


def _is_name(line: _Line, word: str, first: int, *, opens: bool, known: bool) -> bool:
    """Whether a capitalised word doubled is a name: "Sirhan Sirhan", "Bora Bora", but not "United States States"."""
    raw = line.written(first)
    single = raw.strip(_OPENS + _CLOSES)
    if word in _CALENDAR or word in _WORLD or raw[-1] == ")" or _POSSESSIVE.search(word):
        return False  # no name has the ending of its owner, or brackets, at both words
    if known or word in NAMES:
        return True
    before = line.written(first - 1) if first and not opens else ""
    if single.isupper() and len(single) > 1:
        return before.isupper() and len(before) > 1  # an acronym, but for a heading in capitals
    if is_state(word) or is_english(word) or is_demonym(word) or line.knows(single):
        return False
    if before[:1].isupper() and before.lower().rstrip(".") not in TITLES:
        # "Hong Kong Kong" is damage, "Fan Bing Bing" a name, and so is "Singer Duran Duran".
        return _SYLLABLE.fullmatch(word) is not None or (is_english(before) and before[-1] != ".") or is_demonym(before)
    return before.lower() not in _STAND_IN


def _again(words: Sequence[str]) -> list[list[int]]:
    """Where each three words stand that come more than once in a line."""
    if len(words) < 6:
        return []
    threes = list(zip(words, words[1:], words[2:], strict=False))
    if len(set(threes)) == len(threes):
        return []  # most copy
    places: dict[tuple[str, ...], list[int]] = {}
    for i, three in enumerate(threes):
        places.setdefault(three, []).append(i)
    return [found for found in places.values() if len(found) > 1]


def _phrases(line: _Line, again: Sequence[Sequence[int]]) -> Iterator[Finding]:
    """Two words or more that stand twice in a row."""
    past = 0
    for i in compress(count(), map(eq, islice(line.words, 2, None), line.words)):
        if i >= past and (finding := _phrase(line, i, 2)):
            past = i + 2
            yield finding
    past = 0
    for i in compress(count(), map(eq, islice(line.words, 3, None), line.words)):
        if i >= past and (finding := _phrase(line, i, 3)):
            past = i + 3
            yield finding
    past = 0
    for found in again:
        for i, j in pairwise(found):
            if i >= past and 4 <= j - i <= _LONGEST_PHRASE and (finding := _phrase(line, i, j - i)):
                past = j
                yield finding


def _phrase(line: _Line, i: int, length: int) -> Finding | None:
    """The words from `i` on, if as many follow that are the same, marks at the end of each aside."""
    once, twice = line.words[i : i + length], line.words[i + length : i + 2 * length]
    if len(twice) < length or once[:-1] != twice[:-1] or once[-1].rstrip(_ENDS) != twice[-1].rstrip(_ENDS):
        return None
    if not any(map(str.isalpha, "".join(once))) or len(set(once)) == 1:
        return None
    last = i + 2 * length - 1
    if not line.in_one_run(i, last) or _is_meant(line, i, length):
        return None
    chunks, bare = line.chunks, len(once[-1].rstrip(_ENDS))
    shown = line.passage.text[chunks[i].start : chunks[i + length - 1].start + bare]
    name = shown if len(shown) <= 60 else f"{shown[:40].rpartition(' ')[0]} …"
    mended = [Reading(shown, 0.9, "the words once")]
    span = Span(chunks[i].start, chunks[last].start + bare)
    return line.passage.finding(KIND, span, f"“{name}” stands twice in a row.", mended)


def _is_meant(line: _Line, i: int, length: int) -> bool:
    """Whether a phrase is repeated on purpose: "day after day after day", a chant, a name of two words, a clause."""
    inner = line.words[i : i + length]
    once = [word.strip(_OPENS + _ENDS) for word in inner]
    quoted = line.is_quoted(i)
    stops = any(word[-1] in ".!?" for word in inner)
    if (quoted and (length < 4 or stops)) or (stops and length < 6):
        return True
    if any(map(str.isdigit, "".join(once))):
        return length < 6
    if length > 2:
        return False
    # "again and again and …", "bit by bit by bit"; "whoever they are they are right"; "New York, New York".
    if once[1] in _PAIRS_OF_BE or inner[1][-1] == ",":
        return True
    if not _BINDING.isdisjoint(once):
        # "in Kut in Kut" is no chain: nothing goes on from the last word or into the first.
        words, behind = line.words, i + 2 * length
        chained = (i > 0 and words[i - 1].strip(_OPENS + _ENDS) == once[1]) or (
            behind < len(words) and words[behind].strip(_OPENS + _ENDS) == once[0]
        )
        return chained or once[0] not in _LEADS
    name = f"{line.written(i)} {line.written(i + 1)}"
    return name.istitle() and not line.knows(name)


def _loops(line: _Line, again: Sequence[Sequence[int]]) -> Iterator[Finding]:
    """Four words that come three times within a few words each: an engine's loop."""
    words = line.words
    for found in again:
        run: list[int] = []
        for i in (*found, len(words) + _NEAREST):
            if i + 3 < len(words) and (not run or i - run[-1] <= _NEAREST) and _goes_on(words, run, i):
                run.append(i)
                continue
            if len(run) >= 3 and not _is_list(line, run):
                yield _loop(line, run)
            run = []


def _goes_on(words: Sequence[str], run: Sequence[int], i: int) -> bool:
    """Whether the fourth word is the same as well."""
    return not run or words[i + 3] == words[run[0] + 3]


def _loop(line: _Line, run: Sequence[int]) -> Finding:
    first, last = run[0], run[-1] + 3
    shown = line.passage.text[line.chunks[first].start : line.chunks[first + 3].end].rstrip(_ENDS)
    end = line.chunks[last].start + len(line.words[last].rstrip(_ENDS))
    reason = f"“{shown}” comes {len(run)} times close by: a loop."
    return line.passage.finding(KIND, Span(line.chunks[first].start, end), reason)


def _is_list(line: _Line, run: Sequence[int]) -> bool:
    """Whether the words open the items of a list or the clauses of a speech: a comma or "and" stands before each."""
    words = line.words
    if line.is_quoted(run[0]) or not line.in_one_run(run[0], run[-1] + 3):
        return True
    if sum(line.written(i)[0].islower() for i in range(run[0], run[0] + 4)) < 2:
        return True  # names that have words in common
    joined = sum(words[i - 1][-1] in ",;:—–" or words[i - 1] in {"and", "or", "but"} for i in run[1:])
    inside = sum(any(word[-1] in ",;" for word in words[i : i + 4]) for i in run)
    return len(run) < 5 and joined + inside >= len(run) - 1
