"""Quoted and reported speech: who says it, by which cue, and which words are only the attribution."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from annotator.text.spans import Span, Speaker
from annotator.text.speakers import kind_of
from annotator.text.words import FINITE, NAMES, NOUNS, Word, words

# A quotation does not cross a line: one that is never closed would swallow the article.
_QUOTATION: Final = re.compile(
    r"“[^“”\r\n]{1,2000}[”“]|«[^«»\r\n]{1,2000}»|\"[^\"\r\n]{1,2000}\"|„[^“”\r\n]{1,2000}[“”]"
)
QUOTE_MARKS: Final = frozenset('“”"«»„')
_CLOSING: Final = frozenset('”"»“')

_CUES: Final = {
    **{form: base for base, forms in {
        "say": "say says said saying", "tell": "tells told telling", "explain": "explain explains explained",
        "add": "adds added adding", "announce": "announce announces announced", "claim": "claim claims claimed",
        "state": "states stated", "report": "reports reported", "warn": "warn warns warned warning",
        "stress": "stress stresses stressed", "insist": "insist insists insisted", "note": "notes noted noting",
        "argue": "argue argues argued", "confirm": "confirm confirms confirmed", "admit": "admits admitted",
        "acknowledge": "acknowledges acknowledged", "declare": "declares declared", "allege": "allege alleges alleged",
        "believe": "believe believes believed", "suggest": "suggests suggested", "reveal": "reveals revealed",
        "estimate": "estimate estimates estimated", "predict": "predict predicts predicted", "write": "writes wrote",
        "think": "think thinks thought", "show": "shows showed", "recall": "recalls recalled",
        "emphasise": "emphasised emphasized", "conclude": "concludes concluded", "complain": "complains complained",
        "find": "found", "indicate": "indicates indicated", "mention": "mentions mentioned",
        "specify": "specifies specified", "affirm": "affirm affirms affirmed",
        "summarise": "summarizes summarized summarises summarised", "slip": "slips",
    }.items() for form in forms.split()},
}  # fmt: skip
# These report without the speaker standing for the content only when a "that" clause follows.
_NEEDS_THAT: Final = frozenset(
    "found show shows showed state states report reports reported suggests suggested indicates indicated reveals "
    "revealed claim claims claimed estimate announce announces announced confirm confirms confirmed write writes wrote "
    "note notes recalls recalled added mentions mentioned specifies specified affirm affirms affirmed slips "
    "summarizes summarized summarises summarised".split()
)
_TOLD: Final = frozenset({"tells", "told", "warned", "warns", "assured"})
_HEARERS: Final = frozenset({"PRP", "DT", "NN", "NNS", "NNP", "JJ", "PRP$"})
_PLURAL_REPORTS: Final = frozenset({"reports", "states", "claims", "notes", "estimate", "estimates", "claim", "report"})
_WEEKDAY: Final = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day$|tonight$|today$|yesterday$")
_MONTH: Final = re.compile(
    r"\d\s(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_ACCORDING: Final = re.compile(r"\b(?:according\s+to|selon|d['’]après)\s+", re.IGNORECASE)
_MODIFIERS: Final = frozenset(
    {"RB", "RBR", "IN", "TO", "DT", "JJ", "NN", "NNS", "NNP", "NNPS", "CD", "PRP", "PRP$", "POS", "VBG"}
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """A speaker and the stretches of the sentence that only attribute. What is left is what was said."""

    speaker: Speaker
    clause: Span
    quoted: bool


def quotations(text: str) -> list[Span]:
    """Stretches in quotation marks, the marks included, in order. A quotation ends with its line."""
    return [Span(match.start(), match.end()) for match in _QUOTATION.finditer(text)]


def speakers(text: str, sentence: Span) -> Speaker | None:
    """Who says what the sentence states, or None where the article itself does."""
    found = attribution(text, sentence, words(text, sentence))
    return found.speaker if found else None


def attribution(text: str, sentence: Span, tokens: Sequence[Word]) -> Attribution | None:
    """The attribution of one sentence. `tokens` are its words; offsets are code points into `text`."""
    if not tokens:
        return None
    return _according(text, sentence, tokens) or _cued(text, sentence, tokens)


def _according(text: str, sentence: Span, tokens: Sequence[Word]) -> Attribution | None:
    """As in "According to X, …" and "…, according to X"."""
    match = _ACCORDING.search(text, sentence.start, sentence.end)
    if match is None:
        return None
    inside = [i for i, token in enumerate(tokens) if token.start >= match.end()]
    if not inside:
        return None
    first = inside[0]
    stop = _phrase_end(tokens, first)
    if stop == first or not any(token.tag in NOUNS | {"PRP", "CD"} for token in tokens[first:stop]):
        return None
    name = Span(tokens[first].start, tokens[stop - 1].end)
    opens = match.start() - sentence.start < 3 or text[sentence.start : match.start()].strip(' “"') in {"But", "And"}
    start, end = match.start(), name.end
    if opens:
        if stop < len(tokens) and tokens[stop].text == ",":
            end = tokens[stop].end
    else:
        while start > sentence.start and text[start - 1] in " ,":
            start -= 1
    return _made(text, name, "according to", Span(start, end), sentence)


def _phrase_end(tokens: Sequence[Word], start: int) -> int:
    """Where the noun phrase ends that begins at `start`, its "of …" included."""
    i = start
    while i < len(tokens):
        token = tokens[i]
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        joins = token.lower in {"of", "for", "in", "at", "from"} and i > start and after is not None
        named = token.lower in {"and", "&"} and after is not None and after.tag in NAMES and tokens[i - 1].tag in NAMES
        if not (joins or named or token.tag in NOUNS | {"DT", "JJ", "JJS", "CD", "POS", "PRP", "PRP$", "FW"}):
            break
        i += 1
    return i


def _cued(text: str, sentence: Span, tokens: Sequence[Word]) -> Attribution | None:
    """The outermost cue: speech marks before it count first, since a quotation may hold cues of its own."""
    cues = [
        i for i, token in enumerate(tokens)
        if token.lower in _CUES and (token.tag in {"VBD", "VBZ", "VBP", "VBN", "VB"} or _forced(tokens, i))
    ]  # fmt: skip
    for rule in (_after_speech, _before_speech):
        for i in cues:
            found = rule(text, sentence, tokens, i)
            if found is not None and not _is_date(found.speaker.name):
                return found
    return None


def _forced(tokens: Sequence[Word], i: int) -> bool:
    """A cue that the tagger took for a noun: "experts say", "the study claims that", "“…”, slips a diplomat"."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if i > 1 and {tokens[i - 1].text, tokens[i - 2].text} in ({"”", ","}, {'"', ","}, {"»", ","}):
        return after is not None and after.tag in {"DT", "NNP", "CD", "NNS"}
    return after is not None and after.lower == "that" and i > 0 and tokens[i - 1].tag in NOUNS


def _is_date(name: str) -> bool:
    return _WEEKDAY.search(name.lower()) is not None or _MONTH.search(name) is not None


def _after_speech(text: str, sentence: Span, tokens: Sequence[Word], i: int) -> Attribution | None:
    """As in "…," X said · "…," said X of Y · …, he says, adding that …"""
    start = _phrase_start(tokens, i)
    mark = start - 1
    inverted = start == i
    if mark < 1 or tokens[mark].text not in _CLOSING | {",", "?", "!"}:
        return None
    quoted = any(token.text in QUOTE_MARKS for token in tokens[:start])
    if not quoted and not any(token.tag in FINITE for token in tokens[:mark]):
        return None
    end = i + 1
    while end < len(tokens) and (
        (tokens[end].text == "(" and end > i + 1)
        or (tokens[end].tag in _MODIFIERS and tokens[end].lower not in {"that", "adding"})
        or (inverted and end == i + 1 and tokens[end].text in QUOTE_MARKS)
        or (inverted and tokens[end].tag in {"VBN", "VBD"} and tokens[end - 1].tag == "DT")
    ):
        end = _after_brackets(tokens, end) if tokens[end].text == "(" else end + 1
    if inverted and end < len(tokens) and tokens[end].tag in {"WP", "WDT"}:
        # said a colonel who lives in the town
        end = next((j for j in range(end, len(tokens)) if tokens[j].text in {",", ".", ";"}), len(tokens))
    stop = tokens[end] if end < len(tokens) else None
    if stop is not None and (stop.text not in {",", ".", ";", ":", "”", '"', "?"} | _CLOSING or stop.lower == "that"):
        return None
    if inverted:
        first_name = i + 1
        while first_name < end and (tokens[first_name].text in QUOTE_MARKS or _is_day(tokens[first_name])):
            first_name += 1  # "says“ Omar Said": a mark gone astray; "said Thursday the minister"
        name_end = first_name
        while name_end < end and (
            tokens[name_end].tag in NOUNS | {"DT", "JJ", "CD", "POS", "PRP", "PRP$"}
            or tokens[name_end].lower in {"of", "for"}
            or (tokens[name_end].tag in {"VBN", "VBD"} and tokens[name_end - 1].tag == "DT")
        ):
            name_end += 1
        if name_end == first_name:
            return None
        name = Span(tokens[first_name].start, tokens[name_end - 1].end)
    else:
        name = Span(tokens[start].start, tokens[i - 1].end)
    first = mark
    while first > 0 and tokens[first - 1].text in {",", "?", "!"} and tokens[first].text in _CLOSING:
        first -= 1
    low = tokens[first].start if tokens[first].text == "," else tokens[start].start
    return _made(text, name, tokens[i].text, Span(low, tokens[end - 1].end), sentence, quoted=quoted)


def _before_speech(text: str, sentence: Span, tokens: Sequence[Word], i: int) -> Attribution | None:
    """X said (on Tuesday) (that) …: a clause with its own finite verb follows."""
    subject_end = _before_aside(tokens, i)
    start = _whole_subject(tokens, _phrase_start(tokens, subject_end))
    if start == subject_end or tokens[start].lower in {"no", "nobody", "none", "neither"}:
        return None
    end = _content_start(tokens, i)
    if end is None:
        return None
    before = [token for token in tokens[:start] if token.tag in FINITE]
    if before:
        return None  # reported inside a longer clause: left to the splitting of clauses
    name_end = subject_end
    while name_end - 1 > start and tokens[name_end - 1].tag in {"RB", "MD"} | FINITE:
        name_end -= 1
    name = Span(tokens[start].start, tokens[name_end - 1].end)
    aside = tokens[subject_end + 1 : i - 1]
    if aside and len(aside) < 6 and all(token.tag in NAMES for token in aside):
        name = Span(aside[0].start, aside[-1].end)  # "The minister, Omar Said, told …"
    quoted = end < len(tokens) and tokens[end].text in QUOTE_MARKS
    return _made(
        text,
        name,
        text[tokens[i].start : tokens[i].end],
        Span(tokens[start].start, tokens[end - 1].end),
        sentence,
        quoted=quoted,
    )


def _content_start(tokens: Sequence[Word], i: int) -> int | None:
    """Where the reported clause begins after the cue at `i`; None when no clause is reported."""
    end = i + 1
    if tokens[i].lower in _TOLD:  # told them, told reporters in Baghdad
        while end < len(tokens) and tokens[end].tag in _HEARERS and tokens[end].lower != "that":
            end += 1
    that = next((j for j in range(end, min(len(tokens), end + 9)) if tokens[j].lower == "that"), None)
    if that is not None and not any(_parts_from_that(tokens, j) for j in range(end, that)):
        end = that + 1
    elif tokens[i].lower in _TOLD and end < len(tokens) and tokens[end].tag in {"IN", "TO"}:
        return None  # "warned Ankara of the consequences"
    elif end < len(tokens) and (tokens[end].text in QUOTE_MARKS | {":", ","}):
        marked = tokens[end].text in QUOTE_MARKS or (end + 1 < len(tokens) and tokens[end + 1].text in QUOTE_MARKS)
        if not marked and (tokens[i].lower in _NEEDS_THAT or tokens[i].lower in _TOLD):
            return None
        end += tokens[end].text in {":", ","}
    elif tokens[i].lower in _NEEDS_THAT or tokens[i].lower in {"told", "tells"}:
        return None
    else:
        while end < len(tokens) and (tokens[end].tag == "RB" or _is_day(tokens[end])):
            end += 1
    if end < len(tokens) and tokens[end].tag in {"WRB", "WP", "WDT"}:
        return None  # "said how many": no statement
    if tokens[i].lower in _PLURAL_REPORTS and that is None:
        return None
    return end if any(token.tag in FINITE or token.text in QUOTE_MARKS for token in tokens[end:]) else None


def _parts_from_that(tokens: Sequence[Word], j: int) -> bool:
    """A verb or a colon: the "that" behind it is not the cue's. "In a statement received by the agency" has none."""
    return tokens[j].text == ":" or (tokens[j].tag in FINITE and tokens[j + 1].lower != "by")


def _after_brackets(tokens: Sequence[Word], opening: int) -> int:
    """Past what stands in brackets: a name in its own letters."""
    closing = next((j for j in range(opening + 1, min(len(tokens), opening + 9)) if tokens[j].text == ")"), opening)
    return closing + 1


def _before_aside(tokens: Sequence[Word], i: int) -> int:
    """Where the subject of the verb at `i` ends: before a relative or an apposition between commas."""
    if i < 3 or tokens[i - 1].text != ",":
        return i
    return next((j for j in range(i - 2, 0, -1) if tokens[j].text == ","), i)


def _is_day(token: Word) -> bool:
    return token.lower == "on" or _WEEKDAY.search(token.lower) is not None


def _phrase_start(tokens: Sequence[Word], end: int) -> int:
    """Where the noun phrase begins that ends before `end`; `end` itself when there is none."""
    i = end
    while i > 0 and tokens[i - 1].tag in {"RB", "VBD", "VBZ", "VBP"} and tokens[i - 1].lower in {
        "also", "later", "had", "has", "have", "previously", "earlier", "recently", "repeatedly",
    }:  # fmt: skip
        i -= 1
    while i > 0 and _in_phrase(tokens, i - 1, inner=i < end):
        i -= 1
    # "In Baghdad officials said": the phrase must not begin with a stranded preposition or only be an adverb.
    return i if any(token.tag in NOUNS | {"PRP", "CD", "DT", "JJ"} for token in tokens[i:end]) else end


def _whole_subject(tokens: Sequence[Word], start: int) -> int:
    """As in "Lawyers for people hurt in the riots said": back over the nouns that the last phrase hangs on."""
    if start == 0 or tokens[start - 1].tag not in {"IN", "TO", "VBN", "VBG"}:
        return start
    low = start
    while low > 0 and (tokens[low - 1].text[0].isalnum() and tokens[low - 1].tag not in FINITE):
        low -= 1
    return low if tokens[low].tag in NOUNS | {"DT", "CD", "JJ", "PRP$"} else start


def _in_phrase(tokens: Sequence[Word], i: int, *, inner: bool) -> bool:
    """Whether the token at `i` belongs to the noun phrase that goes on after it (`inner`) or ends with it."""
    token = tokens[i]
    before = tokens[i - 1].tag if i else ""
    if token.tag in NOUNS | {"DT", "JJ", "JJS", "CD", "POS", "PRP", "PRP$", "FW"}:
        return True
    if not inner:
        return False
    if token.tag in {"VBN", "VBG"}:
        return before in {"DT", "JJ"}
    if token.lower in {"of", "for", "in", "at", "from"}:
        return before in NOUNS | {"CD"}
    return token.lower in {"and", "&"} and before in NAMES


def _made(text: str, name: Span, cue: str, clause: Span, sentence: Span, *, quoted: bool = False) -> Attribution:
    """The attribution with the kind of its speaker."""
    said_by = name.of(text)
    speaker = Speaker(name.start, name.end, said_by, kind_of(said_by, sentence.of(text)), cue)
    return Attribution(speaker, clause, quoted)
