"""Where the verbs of a stretch stand: which one is a clause's own, and where a predicate begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from annotator.claims.codes import FINITE, NOUN_PHRASE, VERBS
from annotator.text.word_forms import Kind, form_of
from annotator.text.words import Word

_GROUP: Final = re.compile(VERBS)
# What decides whose a verb is: words that open a clause, commas and brackets, "and" right before a verb. It begins with
# a set of letters, which is found faster than alternatives that are tried at each letter.
_EVENT: Final = re.compile(
    rf'[VMBHFWzwSLkh(),CtA](?:(?<=[MBHF])(?:[Ry"]*[eHxF]){{0,3}}(?:[Ry"]*[ugbV])?|(?<=[VWzwSLh(),])|(?<=k)(?!f)|(?<=C)(?=["Ry]*{VERBS})'
    rf'|(?:(?<=t)|(?<=A)(?<![Vub]A))(?=["Ry]*{NOUN_PHRASE}(?:[fI]{NOUN_PHRASE})?[Ry]*[VMBHF]))'
)
# The first verb of a stretch in which nothing before it may claim it, as in most.
_FREE_VERB: Final = re.compile(r"[^VMBHFWzwSLkh(tA]*+[VMBHF]")
_ONE_STATE: Final = frozenset({"States", "Nations", "Emirates"})  # plural in form only
_TWO: Final = re.compile(r"[NP#],?C")  # "the king and the queen", not "a small and quiet town"
_AFTER_PAST: Final = frozenset("DO#PIfTJNpotAG")
# "where storage and transport are dear", "as prices and wages fell": the word before "and" still lacks its verb.
_WAITING: Final = re.compile(r"(?:[WSLz]|k(?!f))[^VMBHF,]{0,6}$|[tA](?![pg#P])[^VMBHF,]{0,6}$")
_WOULD: Final = re.compile(r"[^VMBHF,;]*M")  # "after the raid and nine would be dead": a modal is of no words of time

# Past forms of verbs without an object: they have no passive.
NO_PASSIVE: Final = frozenset(
    "arrived collided landed returned fled died departed emerged appeared escaped travelled traveled vanished "
    "disappeared stayed remained".split()
)
# Verbs after which a noun and then a clause follow ("told the council he would leave"), or a clause alone.
TAKES_CLAUSE: Final = re.compile(
    r"(?:t[eo]ld?|warn|inform|remind|assur|convinc|promis|persuad|notif|advis|show|teach|taught|ask|giv|gave|offer|grant|"
    r"sa(?:y|id)|believ|think|thought|know|knew|hop|claim|insist|confirm|announc|declar|report|reveal|deni|deny|"
    r"mean|call|nam|made|mak|elect|appoint)"
)


@lru_cache(maxsize=1 << 12)
def own_verb(line: str, low: int, high: int) -> int | None:
    """The first finite verb of a code string's stretch that no subordinator or relative pronoun claims.

    Answers are kept: each construction asks again for the same stretches of its sentence.
    """
    free = _FREE_VERB.match(line, low, high)
    if free is not None:
        return free.end() - 1
    pending = prepositions = depth = 0
    embedded = False
    for match in _EVENT.finditer(line, low, high):
        at = match.start()
        code = line[at]
        if code in "()":
            depth = depth + 1 if code == "(" else max(0, depth - 1)
        elif depth:
            continue
        elif code in FINITE:
            if pending <= 0:
                return at
            pending -= 1
            prepositions = min(prepositions, pending)
            embedded = True
        elif code == ",":
            pending -= prepositions
            prepositions = 0
            embedded = False
        elif code == "C":
            pending += embedded  # "the man who drove the car and fired …": one more verb of the relative
        else:
            pending += 1
            prepositions += code in "tA"  # "after the flood," has no verb, "after it fell," has one
    return None


def group_end(line: str, verb: int) -> int:
    """Where the verb group that begins at `verb` ends: "has not been seen"."""
    match = _GROUP.match(line, verb)
    return match.end() if match else verb + 1


def is_only_past(verb: Word) -> bool:
    """Whether a past form is no participle as well: "went", not "elected"."""
    _, tag, kind = form_of(verb.lower, first=False)
    return tag == "VBD" and kind == Kind.FIXED


def starts_predicate(line: str, at: int, high: int) -> bool:
    """Whether a finite verb stands at `at`; a participle counts as a past form where an object or a phrase follows."""
    if at >= high:
        return False
    code = line[at]
    if code in "MBHF":
        return True
    if code not in "Vu" or _is_modifier(line, at, high):
        return False
    if code == "u" and line[at + 1] == "N" and line[at - 2] == "N" and "," in line[max(0, at - 8) : at]:
        return False  # "rice, saffron and dried lemons"
    return code == "V" or (at + 1 < high and line[at + 1] in _AFTER_PAST)


def _is_modifier(line: str, at: int, high: int) -> bool:
    """As in "a tired and bored guard": a participle that a noun follows, joined to another modifier."""
    return at > 2 and at + 1 < high and line[at + 1] == "N" and line[at - 2] in "JuV" and line[at - 3] in "DJO,"


def waits(line: str, low: int, at: int) -> bool:
    """Whether a "where", "which", "after" … before `at` still lacks its verb."""
    found = _WAITING.search(line, max(low, at - 8), at)
    return found is not None and (line[found.start()] != "t" or _WOULD.match(line, at + 1) is None)


def form_of_be(line: str, tokens: Sequence[Word], subject: tuple[int, int], verb: int | None) -> str:
    """The form of "to be" that the subject and the tense of the clause ask for."""
    first, last = subject
    of = line.find("f", first + 1, last)
    head = tokens[(of if of > 0 else last) - 1]
    lower = tokens[first].lower
    plural = (
        (head.tag in {"NNS", "NNPS"} and head.text not in _ONE_STATE)
        or _TWO.search(line, first, last) is not None
        or lower in {"they", "we", "these", "those"}
    )
    past = verb is not None and (tokens[verb].tag == "VBD" or tokens[verb].lower in {"was", "were", "had"})
    return ("were" if plural else "was") if past else ("are" if plural else "is")
