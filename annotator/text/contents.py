"""What is said beside a cue: a quotation, a "that", or a clause; and whether a word is a cue at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from annotator.text.attributions import CLOSING, ENDS, FAR, QUOTE_MARKS, Passage
from annotator.text.cues import BASES, FINDS, HEARD, ONLY_QUOTES, SAYS, TIGHT
from annotator.text.subjects import is_time, phrase_at
from annotator.text.words import BE, FINITE, NOUNS, Word

_HEARERS: Final = frozenset({"PRP", "DT", "NN", "NNS", "NNP", "NNPS", "JJ", "PRP$", "CC", "POS"})
_NOUN_OR_SMALL: Final = NOUNS | {"JJ", "IN"}
_SUBJECTS: Final = NOUNS | {"PRP", "DT"}
_THAT_ONLY: Final = frozenset({"prove", "rule", "establish", "demonstrate"})  # "has proved its worth"
_OPENERS: Final = QUOTE_MARKS | {":"}
_BEING: Final = frozenset({*BE, "be", "been", "being"})
_GOING_ON: Final = frozenset({"IN", "TO", "RB", "VBG"})
_THAT_REACH: Final = 22  # words
_NO_CONTENT: Final = frozenset({"WRB", "WP", "WDT"})


def is_cue(tokens: Sequence[Word], i: int) -> bool:  # noqa: C901, PLR0911, PLR0912 - tests in order
    """Whether a form that is a noun too ("reports", "claims") is a verb here."""
    if not i:
        return False
    token = tokens[i]
    before = tokens[i - 1]
    if token.lower in {"said", "says", "told", "added", "argued", "insisted"}:
        return before.tag not in {"DT", "PRP$"}
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if token.lower.endswith("ing"):
        return True
    if before.tag == "RB" and i > 1 and tokens[i - 2].tag in {"DT", "PRP$"}:
        return False  # "the newly established board"
    if before.tag == "TO":
        return False  # "who preferred not to reveal his name"
    if i > 1 and (before.text in CLOSING or (before.text == "," and tokens[i - 2].text in CLOSING)):
        return after is not None and (after.tag not in {"IN", "NN"} or after.lower in {"up", "out"})
    if before.text == ",":
        return token.tag not in NOUNS or (after is not None and after.lower in {"that", "the", "a"})
    if after is not None and after.text in ENDS and before.lower in {"one", "he", "she", "they"}:
        return True
    if before.tag in {"DT", "PRP$", "POS", "IN"} and before.lower not in {"some", "others", "many", "that", "both"}:
        return False
    if before.tag in {"JJ", "CD"} and token.tag in NOUNS and before.lower != "one":
        return (
            before.tag == "JJ"
            and before.lower in {"many", "several", "few", "other"}
            and after is not None
            and after.lower == "that"
        )
    if token.tag not in _NOUN_OR_SMALL:
        return True
    if token.lower.endswith("ed") or token.lower in {"thought", "found", "felt", "swore", "spoke"}:
        return True
    if after is None or not (
        after.lower == "that" or after.tag in {"DT", "PRP", "PRP$", "CD", "RB", "TO"} or after.text in QUOTE_MARKS
    ):
        return False
    if after.lower == "that":
        return before.tag in _SUBJECTS
    plural = before.tag in {"NNS", "NNPS"} or before.lower in {
        "they",
        "we",
        "i",
        "you",
        "who",
        "police",
        "many",
        "some",
    }
    return before.tag in _SUBJECTS and plural != token.lower.endswith("s")


def is_passive(tokens: Sequence[Word], i: int) -> bool:
    """ "was told", "is said to": the subject does not speak."""
    j = i - 1
    while j >= 0 and tokens[j].tag == "RB":
        j -= 1
    return (
        j >= 0
        and tokens[j].lower in _BEING
        and tokens[i].tag in {"VBN", "VBD", "VB", "NN"}
        and not tokens[i].lower.endswith("ing")
    )


def content_start(read: Passage, i: int) -> int | None:  # noqa: C901, PLR0911, PLR0912 - frames in order
    """Where the reported clause begins after the cue at `i`; None when no clause is reported."""
    tokens, lowers = read.tokens, read.lowers
    base = BASES[lowers[i]]
    count = len(tokens)
    end = i + 1
    if base in HEARD:  # told them, told reporters in Baghdad
        while end < count and tokens[end].tag in _HEARERS and tokens[end].lower != "that" and end < i + 8:
            if tokens[end].tag == "PRP" and end > i + 1:
                break
            end += 1
    if base == "point" and end < count and tokens[end].lower == "out":
        end += 1
    that = _that_after(read, end) if "that" in lowers[end : end + _THAT_REACH] else None
    if that is not None:
        if base in ONLY_QUOTES:
            return None
        return that + 1 if that + 3 < count else None
    else:
        mark = end
        high = min(count, end + 16)
        while mark < high and tokens[mark].tag not in FINITE and lowers[mark] not in _OPENERS:
            mark += 1
        mark = mark if mark < high else count
        if (
            mark < count
            and tokens[mark].text != ":"
            and mark in read.hard
            and (mark == end or tokens[mark - 1].text in {",", ":"} or base in SAYS)
        ):
            return mark if _goes_on(read, mark) else None
        if mark < count and tokens[mark].text == ":" and mark + 1 < count:
            opens = base in ONLY_QUOTES and tokens[mark + 1].text in QUOTE_MARKS
            return mark + 1 if base in SAYS or opens else None
        if base in ONLY_QUOTES:
            return None
        if end < count and tokens[end].text == ",":
            return None if base in TIGHT or base in FINDS else end + 1
        if base in _THAT_ONLY:
            return None
        if base in FINDS or base in TIGHT:
            probe = i + 1
            if base in HEARD:
                if _tight(tokens, i + 1):
                    return i + 1
                plain = _tight(tokens, end) or (
                    i + 2 < end < count and tokens[end].tag in FINITE and _split_hearer(tokens, i, end)
                )
                return (end if _tight(tokens, end) else _hearer_end(tokens, i, end)) if plain else None
            while probe < count and (
                tokens[probe].tag == "RB" or is_time(tokens[probe]) or tokens[probe].lower == "on"
            ):
                probe += 1
            return probe if _tight(tokens, probe) else None
        end = i + 1
        while end < count and (tokens[end].tag == "RB" or is_time(tokens[end]) or tokens[end].lower == "on"):
            end += 1
    if end < count and tokens[end].tag in _NO_CONTENT and that is None:
        return None  # "said how many": no statement
    return end if _goes_on(read, end) else None


def _hearer_end(tokens: Sequence[Word], i: int, end: int) -> int:
    """ "told Reuters the dam was safe": where the hearer ends and the subject begins."""
    return next((j for j in range(i + 2, end) if tokens[j].tag in {"DT", "PRP$", "PRP", "NNS", "EX"}), end)


def _split_hearer(tokens: Sequence[Word], i: int, end: int) -> bool:
    return _hearer_end(tokens, i, end) < end


def _goes_on(read: Passage, end: int) -> bool:
    if read.hard or read.inside:
        return any(token.tag in FINITE or token.text in QUOTE_MARKS for token in read.tokens[end : end + 2 * FAR])
    return read.has_finite(end, end + 2 * FAR)


def _that_after(read: Passage, end: int) -> int | None:
    """The "that" of the cue: behind it at once or after where, when and to whom; not one behind an object."""
    tokens = read.tokens
    comma = False
    for j in range(end, min(len(tokens), end + _THAT_REACH)):
        token = tokens[j]
        if token.lower == "that":
            after = tokens[j + 1] if j + 1 < len(tokens) else None
            if j == end or (j == end + 1 and tokens[end].text == ","):
                return j if after is not None and after.tag not in FINITE else None
            if comma and tokens[j - 1].tag in NOUNS and not is_time(tokens[j - 1]):
                return None  # "began to raise levies, an act that …"
            opens = tokens[end].tag in {"IN", "TO", "RB"} or is_time(tokens[end]) or tokens[end].text in {",", "("}
            return j if opens and after is not None and after.tag not in FINITE else None
        comma = comma or token.text == ","
        if token.text == ":" or (token.tag in FINITE and not (j + 1 < len(tokens) and tokens[j + 1].lower == "by")):
            return None
        if j in read.hard:
            return None
    return None


def _tight(tokens: Sequence[Word], start: int) -> bool:
    """Whether a subject and then its finite verb follow, with nothing between that could be an object's."""
    who = phrase_at(tokens, start, len(tokens))
    if who is None:
        return start < len(tokens) and tokens[start].tag == "EX"
    j = who.end
    while j < len(tokens) and tokens[j].tag == "RB":
        j += 1
    if j >= len(tokens):
        return False
    return tokens[j].tag in FINITE or (tokens[j].tag == "VBN" and tokens[who.head].tag == "PRP")


def end_of_attribution(read: Passage, i: int, *, inverted: bool) -> int:
    """Where the words end that only attribute; -1 when what follows is what is said."""
    tokens, lowers, hard = read.tokens, read.lowers, read.hard
    end = i + 1
    limit = min(len(tokens), i + FAR)
    if not inverted and end < limit and BASES[lowers[i]] not in HEARD:
        after = tokens[end]
        if not (after.tag in _GOING_ON or lowers[end] in ENDS or end in hard or is_time(after)):
            return -1  # "the council announced a plan, …": an object
    while end < limit:
        lower, tag = lowers[end], tokens[end].tag
        if lower == "(" and end > i + 1:
            closing = next((j for j in range(end + 1, min(len(tokens), end + 9)) if lowers[j] == ")"), end)
            end = closing + 1
        elif inverted and end == i + 1 and lower in QUOTE_MARKS:
            end += 1
        elif lower in ENDS or end in hard or (lower in {"before", "while"} and end > i + 1):
            break
        elif lower in {"that", "adding"} or tag in FINITE:
            return -1
        elif tag in {"WP", "WDT"}:
            if not inverted:
                return -1
            # said a colonel who lives in the town
            end = next((j for j in range(end, limit) if lowers[j] in {",", ".", ";"}), limit)
            break
        else:
            end += 1
    if end < len(tokens) and tokens[end].text == ":":
        return -1
    if (
        end < len(tokens)
        and tokens[end].text in {"“", "«"}
        and end in read.hard
        and end > i + 1
        and tokens[end - 1].text != ","
    ):
        return -1
    return end
