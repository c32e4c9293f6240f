"""Quoted and reported speech: who says it, by which cue, and which words are only the attribution.

Three steps: a cue (cues.py), beside it what is said (contents.py), and the noun phrase that says it (subjects.py).
docs/speakers.md has the rules in words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress, count
from typing import Final

from annotator.text.attributions import FAR, NO_TOKENS, QUOTE_MARKS, Attribution, Passage, marks_of
from annotator.text.contents import is_passive
from annotator.text.cues import BY_WHOM, CUES, HELD, NOUN_CUES, PREPOSED, PREPOSING, VERB_CUES
from annotator.text.heads import is_time, phrase_at
from annotator.text.reports import can_speak, cued
from annotator.text.spans import Span, Speaker
from annotator.text.speakers import is_office_word, is_state, is_titled
from annotator.text.subjects import first_subject
from annotator.text.words import FINITE, NAMES, NOUNS, VERBS, Tagged, Word, tagged

__all__ = ["QUOTE_MARKS", "Attribution", "attribution", "quotations", "speakers"]

_SIGNS: Final = CUES | QUOTE_MARKS
_OWNERS: Final = NOUNS | {"DT", "JJ", "CD"}
_PEOPLE: Final = frozenset("he she i woman man girl boy mother father".split())
_IN_CAPITALS: Final = NOUNS | VERBS | {"JJ"}  # what headlines write with capitals
_JUDGES: Final = frozenset(
    f"{noun}{ending}"
    for noun in "analyst expert sociologist economist historian researcher specialist observer "
    "geographer anthropologist demographer scholar critic opponent commentator".split()
    for ending in ("", "s")
)
_JOINING: Final = frozenset("in and or as".split())  # "for experts in old coins": whom a thing is for
_ASIDE: Final = 20  # tokens
_CITING: Final = frozenset({"citing", "quoting"})
_MOST_PREPOSED: Final = 3
_BEFORE_COLON: Final = 14  # tokens: a speaker with his office, no clause
# A quotation does not cross a line: one that is never closed would swallow the article.
_QUOTATION: Final = re.compile(
    r"“[^“”\r\n]{1,2000}[”“]|«[^«»\r\n]{1,2000}»|\"[^\"\r\n]{1,2000}\"|„[^“”\r\n]{1,2000}[“”]"
)


def quotations(text: str) -> list[Span]:
    """Stretches in quotation marks, the marks included, in order. A quotation ends with its line."""
    return [Span(match.start(), match.end()) for match in _QUOTATION.finditer(text)]


def speakers(text: str, sentence: Span) -> Speaker | None:
    """Who says what the sentence states, or None where the article itself does."""
    found = attribution(text, sentence, tagged(text, sentence))
    return found.speaker if found else None


def attribution(text: str, sentence: Span, row: Tagged) -> Attribution | None:
    """The outermost attribution of one sentence. `row` are its words; offsets are code points into `text`."""
    tokens, _, lowers, tags, _ = row
    # One look at each word finds all that the steps below begin at; half of the sentences hold none of it.
    signs = list(compress(count(), map(_SIGNS.__contains__, lowers)))
    if not signs:
        return _view(text, sentence, row) if tokens and tokens[0].text == "For" else None
    verbs: list[int] = []
    nouns: list[int] = []
    marks: list[int] = []
    matches: list[tuple[int, re.Match[str]]] = []
    colon = -1
    for i in signs:
        lower = lowers[i]
        if lower in QUOTE_MARKS:
            marks.append(i)
        elif lower == ":":
            colon = i if colon < 0 else colon
        else:
            if lower in VERB_CUES and not (i and tokens[i].text[0].isupper() and _is_name(tokens, i)):
                verbs.append(i)
            if lower in NOUN_CUES:
                nouns.append(i)
            if lower in PREPOSING:
                matches += _preposing(text, sentence, tokens, i)
    headed = 0 < colon < _BEFORE_COLON
    if not (verbs or nouns or matches or headed or tokens[0].text == "For"):
        return None
    inside, hard = marks_of(tokens, marks) if marks else (NO_TOKENS, NO_TOKENS)
    read = Passage(text, sentence, tokens, lowers, tags, inside, hard)
    preposed = None
    for first, match in matches[:_MOST_PREPOSED]:
        preposed = preposed or _preposed(read, first, match)
    # The verb that reports comes before what it cites: "…, Reuters said, citing a source".
    cites = preposed is not None and preposed.speaker.cue in _CITING
    if (
        preposed is not None
        and not cites
        and (preposed.clause.start - sentence.start < 3 or preposed.clause.end > sentence.end - 3)
    ):
        return preposed
    verbal = cued(read, verbs) if verbs else None
    if verbal is not None and verbal.own_before and preposed is not None and not cites:
        verbal = None  # "…, according to a source, while the firm speaks of twelve": of the main clause first
    return (
        (_colon(read, colon) if headed else None)
        or verbal
        or (_before_quotation(read, colon) if headed and colon + 1 in hard else None)
        or preposed
        or (_nominal(read, nouns) if nouns else None)
        or (_view(text, sentence, row) if tokens[0].text == "For" else None)
    )


def _view(text: str, sentence: Span, row: Tagged) -> Attribution | None:
    """As in "For the historian Omar Said, who teaches in Kut, the treaty is dead": whoever judges by profession."""
    tokens, _, lowers, tags, _ = row
    who = phrase_at(tokens, 1, len(tokens))
    if who is None or who.end >= len(tokens) or tokens[who.end].text != ",":
        return None
    if not any(token.lower in _JUDGES for token in tokens[1 : who.end]) or any(
        token.lower in _JOINING for token in tokens[1 : who.end]
    ):
        return None
    end = who.end
    if tokens[end + 1 :] and tokens[end + 1].tag in {"WP", "DT", "VBG", "VBN", "NN"}:
        # past an aside, if one closes before the verb of what is said
        closing = next((j for j in range(end + 1, min(len(tokens), end + _ASIDE)) if tokens[j].text == ","), 0)
        relative = tokens[end + 1].tag == "WP"
        if closing and (relative or not any(token.tag in FINITE for token in tokens[end + 1 : closing])):
            end = closing
    verb = next((token for token in tokens[end : end + FAR] if token.tag in FINITE), None)
    if verb is None or verb.tag == "VBD":
        return None  # a judgement stands in the present: "For lawyers, a hall was built"
    read = Passage(text, sentence, tokens, lowers, tags, NO_TOKENS, NO_TOKENS)
    return read.made(who, "for", Span(tokens[0].start, tokens[end].end))


def _is_name(tokens: Sequence[Word], i: int) -> bool:
    """Whether a cue with a capital within a sentence is a name ("Omar Said"), and not a verb in a line of capitals."""
    return any(token.text[0].islower() and len(token.text) > 3 and token.tag in _IN_CAPITALS for token in tokens)


def _preposing(text: str, sentence: Span, tokens: Sequence[Word], i: int) -> list[tuple[int, re.Match[str]]]:
    """The "according to" or the like that the word at `i` belongs to, with the number of its first token; or none."""
    first = i - PREPOSING[tokens[i].lower]
    first -= tokens[first].lower in {"is", "was"} and i > 1  # "it was learned from …"
    if first < 0 or (tokens[i].lower == "by" and tokens[first].lower not in BY_WHOM):
        return []
    match = PREPOSED.match(text, tokens[first].start, sentence.end)
    return [(first, match)] if match else []


def _preposed(read: Passage, first: int, match: re.Match[str]) -> Attribution | None:
    """As in "According to X, …" and "…, according to X"."""
    text, sentence, tokens = read.text, read.sentence, read.tokens
    cue = " ".join(match.group().lower().split())
    lead = text[sentence.start : match.start()].rstrip()
    if cue.endswith(" by") and not (
        cue.startswith("in ")
        or lead.endswith(",")
        or lead.lower().endswith((" as", ", as"))
        or lead.lower() == "as"
        or (lead.endswith((" was", " is", " were")) and not cue.startswith(("quoted", "cited")))
    ):
        return None
    after = match.end()
    while first < len(tokens) and tokens[first].start < after:
        first += 1
    if first - 1 in read.inside or first >= len(tokens) or tokens[first].tag == "WDT":
        return None  # "a treaty according to which …" is no speaker
    if tokens[first].lower == "what":
        return _as_was_said(read, match.start(), first)
    who = phrase_at(tokens, first, len(tokens)) or phrase_at(tokens, first + 1, len(tokens))  # past a lost adjective
    if who is None or (cue in _CITING and not can_speak(tokens[who.head])):
        return None
    end = who.end
    opens = match.start() - sentence.start < 3 or lead.strip(' “"').lower() in {"but", "and", "however,", "meanwhile,"}
    start = match.start()
    if cue.endswith(" by") and lead.lower().endswith("as"):
        start = sentence.start + len(lead) - 2  # "as reported by X"
        opens = start - sentence.start < 3
    if opens:
        rest = tokens[end].tag if end < len(tokens) else ""
        if rest in {"VBN", "VBG", "VBD", "WP", "WDT", "IN", "TO"} or (end < len(tokens) and is_time(tokens[end])):
            # "According to the data that the office gave out in May, …"
            end = next((i for i in range(end, min(len(tokens), end + 25)) if tokens[i].text == ","), end)
        if end < len(tokens) and tokens[end].text == ",":
            end += 1
    else:
        while start > sentence.start and text[start - 1] in " ,":
            start -= 1
    return read.made(who, cue, Span(start, tokens[end - 1].end))


def _as_was_said(read: Passage, start: int, what: int) -> Attribution | None:
    """As in "According to what was declared by X, …" and "according to what X said"."""
    tokens = read.tokens
    cue = next((i for i in range(what + 1, min(len(tokens), what + 14)) if tokens[i].lower in VERB_CUES), 0)
    if not cue:
        return None
    if is_passive(tokens, cue):
        by = cue + 1
        who = phrase_at(tokens, by + 1, len(tokens)) if by + 1 < len(tokens) and tokens[by].lower == "by" else None
        end = who.end if who is not None else 0
    else:
        who, end = phrase_at(tokens, what + 1, cue), cue + 1
    if who is None:
        return None
    opens = start - read.sentence.start < 3
    end += opens and end < len(tokens) and tokens[end].text == ","
    return read.made(who, "according to", Span(start, tokens[end - 1].end))


def _colon(read: Passage, at: int) -> Attribution | None:
    """As in "Omar Said: “We stay.”" and "Minister: the dam will hold": a person or an office, and a colon."""
    tokens = read.tokens
    if not at or at + 2 >= len(tokens) or any(token.tag in FINITE for token in tokens[:at]):
        return None
    who = phrase_at(tokens, 0, at)
    if who is None or not (who.end == at or tokens[who.end].text in {",", "("}):
        return None
    after = tokens[at + 1]
    quoted = after.text in QUOTE_MARKS
    head = tokens[who.head]
    # "Lebanon: the judge is back" names where, not who.
    office = is_titled(head.text) or (is_office_word(head.text) and not is_state(head.text))
    states = any(token.tag in FINITE for token in tokens[at + 1 : at + FAR])
    headline = office and tokens[-1].text != "." and len(tokens) - at > 4
    if not (quoted and (head.tag in NAMES or office)) and not (office and states) and not headline:
        return None
    return read.made(who, ":", Span(tokens[0].start, tokens[at].end), quoted=quoted)


def _before_quotation(read: Passage, at: int) -> Attribution | None:
    """As in "Omar Said is sure: “We stay.”": whoever the clause before the colon is about."""
    tokens = read.tokens
    who = first_subject(tokens, 0, at, read.hard)
    if who is None or not read.has_finite(at + 1, at + FAR) or not read.has_finite(who.end, at):
        return None
    head = tokens[who.head]
    named = head.tag == "NNP" and not is_office_word(head.text)
    if not (named or head.lower in _PEOPLE or is_titled(head.text)):
        return None
    return read.made(who, ":", Span(tokens[at].start, tokens[at].end), quoted=True, own_before=True)


def _nominal(read: Passage, nouns: Sequence[int]) -> Attribution | None:
    """As in "the claim by the army that …" and "the army's claim that …"."""
    tokens, lowers = read.tokens, read.lowers
    if "that" not in lowers:
        return None
    last = len(tokens) - 2
    for i in nouns:
        lower = lowers[i]
        if i >= last or i in read.inside:
            continue
        by = i + 1 + (lowers[i + 1] in {"made", "issued", "released"})
        if lowers[by] in {"by", "from"} or (lowers[by] == "of" and lower in HELD):
            who = phrase_at(tokens, by + 1, len(tokens))
            if who is not None and who.end < len(tokens) and lowers[who.end] == "that":
                return read.made(who, lower, None)
        elif lowers[i + 1] == "that" and i > 1:
            owner = i - 1 - (tokens[i - 1].tag == "JJ")
            if owner > 0 and tokens[owner].tag == "POS":
                low = owner
                while low > 0 and tokens[low - 1].tag in _OWNERS and owner - low < 8:
                    low -= 1
                who = phrase_at(tokens, low, owner)
                if who is not None and who.end == owner:
                    return read.made(who, lower, None)
    return None
