"""A word or phrase translated by its form instead of its meaning: "suffocation sanctions", "a peaceful manifestation".

Reference: MQM, Accuracy / Mistranslation / Overly literal and False friend. The lexicon is lexica/literal.tsv: a word
that is right English too stands there with the neighbours that speak for the false friend.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from annotator.garbles.passage import Passage, WordPair
from annotator.garbles.tongues import FOLDER, NAMES_OF_LANGUAGES
from annotator.text.spans import Finding, Reading, Span

KIND: Final = "literal"
FIELDS: Final = 7
_SKIPPED_ZONES: Final = frozenset({"byline", "boilerplate", "repeated-lead"})
_WORD: Final = re.compile(r"[^\W\d_]+")
_NUMBER: Final = (
    r"(?:\d[\d,.]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|"
    r"several|many|hundreds of|thousands of|dozens of|hundred|thousand)"
)
_DAY: Final = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_OFFICE: Final = (
    "(?:president|minister|premier|governor|ambassador|mayor|government|parliament|assembly|senate|commission|"
    "spokesman|spokeswoman|deputy|deputies|prosecutor|secretary|director|general|speaker|leader|opposition|party)"
)
_NATION: Final = (
    r"(?:american|british|french|german|italian|spanish|turkish|russian|iranian|iraqi|syrian|lebanese|israeli|egyptian|"
    r"saudi|qatari|libyan|tunisian|algerian|moroccan|chinese|european|arab|u\.s\.|us)"
)
# How far a pattern may reach before and behind its key.
_BEFORE: Final = 60
_BEHIND: Final = 90
# How far back the mark is sought that opens a quotation.
_QUOTATION: Final = 600


class Entry(NamedTuple):
    """A line of literal.tsv under one of its keys. `key`: what the match has; `opens`: it stands first in each;
    `large`: it may be written so; `unquoted`: a match inside a quotation is the speaker's own;
    `anywhere`: in bylines and the publisher's lines too.
    """

    key: str
    large: bool
    unquoted: bool
    anywhere: bool
    opens: bool
    languages: tuple[str, ...]
    source: str
    pattern: re.Pattern[str]
    readings: tuple[str, ...]
    wrong: str
    right: str


@cache
def entries() -> dict[str, tuple[Entry, ...]]:
    """The lexicon by key. Raises ValueError with the line's number where a line has not its seven fields."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    lines = (FOLDER / "literal.tsv").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != FIELDS:
            message = f"literal.tsv, line {number}: {len(fields)} fields, not {FIELDS}. Put one tab between two fields."
            raise ValueError(message)
        keys, languages, source, pattern, readings, wrong, right = fields
        keys, _, how = keys.partition(",")
        whole = pattern
        for mark, meant in (("{n}", _NUMBER), ("{day}", _DAY), ("{office}", _OFFICE), ("{nation}", _NATION)):
            whole = whole.replace(mark, meant)
        for key in keys.split("|"):
            found[key].append(
                Entry(
                    key=key,
                    large=how in {"name", "anywhere"},
                    unquoted=how == "unquoted",
                    anywhere=how == "anywhere",
                    opens=all(choice.lstrip("(").startswith(key) for choice in _choices(pattern)),
                    languages=tuple(languages.split(",")),
                    source=source,
                    pattern=re.compile(rf"(?<!\w)(?:{whole})(?!\w)"),
                    readings=tuple(readings.split("|")),
                    wrong=wrong,
                    right=right,
                )
            )
    return {key: tuple(rows) for key, rows in found.items()}


def _choices(pattern: str) -> list[str]:
    """The parts of a pattern between the bars that stand in no group."""
    parts, depth = [""], 0
    for char in pattern:
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts


class _Telling(NamedTuple):
    """`keys` by a word where they are one word, else by two that stand side by side; these are `words` and `pairs`."""

    keys: dict[str | WordPair, tuple[str, ...]]
    words: frozenset[str]
    pairs: frozenset[WordPair]


@cache
def _telling() -> _Telling:
    """What the words of a text are looked up in: of longer keys the longest two words, which few texts have."""
    found: defaultdict[str | WordPair, list[str]] = defaultdict(list)
    for key in entries():
        words = _WORD.findall(key)
        longest = max(pairwise(words), key=lambda pair: len(pair[0]) + len(pair[1]), default=words[0])
        found[longest].append(key)
    return _Telling(
        {words: tuple(keys) for words, keys in found.items()},
        frozenset([words for words in found if isinstance(words, str)]),
        frozenset([words for words in found if not isinstance(words, str)]),
    )


def find(passage: Passage) -> Iterator[Finding]:
    """Matches of the lexicon, none inside another, with the English for each."""
    lower = passage.lower
    table, words, pairs = _telling()
    held: list[str | WordPair] = [*words.intersection(passage.words), *passage.pairs_among(pairs)]
    found: dict[Span, Finding] = {}
    for key in sorted([key for words_of_key in held for key in table[words_of_key]]):
        at = lower.find(key)
        while at >= 0:
            # Looked at before the pattern: "as" stands in "was", and trying one costs more than a look.
            inside = lower[at - 1 : at].isalnum() or lower[at + len(key) : at + len(key) + 1].isalnum()
            for entry in () if inside else entries()[key]:
                finding = _at(passage, lower, entry, at)
                if finding is not None:
                    found.setdefault(Span(finding.start, finding.end), finding)
            at = lower.find(key, at + len(key))
    end = -1
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if span.start >= end:
            end = span.end
            yield found[span]


def _at(passage: Passage, lower: str, entry: Entry, at: int) -> Finding | None:
    """The finding of an entry whose key stands at a place."""
    low, high = max(0, at - _BEFORE), at + len(entry.key) + _BEHIND
    if entry.opens:
        match = entry.pattern.match(lower, at, high)
    else:
        matches = entry.pattern.finditer(lower, low, high)
        match = next((one for one in matches if one.start() <= at < one.end() + 1), None)
    if match is None or (not entry.anywhere and passage.zone_at(at) in _SKIPPED_ZONES):
        return None
    group = match.lastindex or 0
    span = Span(*match.span(group))
    if not entry.large and _is_name(passage, span):
        return None
    if entry.unquoted and _is_quoted(passage.text, span.start):
        return None
    quote = span.of(passage.text)
    readings = [_fitted(reading, quote) for reading in entry.readings]
    names = [NAMES_OF_LANGUAGES[code] for code in entry.languages]
    languages = " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    reason = f"“{quote}” is {languages} put into English by its form (“{entry.source}”); English says “{readings[0]}”."
    suggestions = [
        Reading(reading, max(0.5, 0.8 - 0.1 * place), f"what {names[0]} “{entry.source}” means")
        for place, reading in enumerate(readings)
    ]
    return passage.finding(KIND, span, reason, suggestions)


def _fitted(reading: str, quote: str) -> str:
    """A reading in the number and with the capital of what it replaces."""
    reading = reading.replace("(s)", "s" if quote.endswith("s") else "")
    return reading[0].upper() + reading[1:] if quote[0].isupper() else reading


def _is_name(passage: Passage, span: Span) -> bool:
    """Whether a word of it is written large though no sentence begins there: the title of a work, an office, a firm."""
    for match in _WORD.finditer(passage.text, span.start, span.end):
        if match.group()[0].isupper():
            sentence = passage.sentence_at(match.start())
            opening = passage.text[sentence.start : match.start()] if sentence is not None else ""
            if sentence is None or opening.strip("\"'“‘«( "):
                return True
    return False


def _is_quoted(text: str, at: int) -> bool:
    """Whether a quotation is open at a place of its paragraph."""
    low = max(text.rfind("\n", 0, at) + 1, at - _QUOTATION, 0)
    return text.rfind("“", low, at) > text.rfind("”", low, at) or text.count('"', low, at) % 2 == 1
