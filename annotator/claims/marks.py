"""Words that change how far a statement goes: negated, modal, hedged and alleged, found once in a text.

A mark is a warning to the reviewer, not a judgement: "not" may deny the whole claim or one word of it. Left alone is
what only looks like a mark: "not only", "No. 5", "the might of the army", "the month of May", "claimed responsibility".
"About" and "around" before a number are the quantity's qualifier (text/quantities.py), not a hedge.
"""

from __future__ import annotations

import re
from typing import Final

from annotator.text.spans import Mark, MarkKind

# A noun or name after these: "the will of the people", "his own will", "military might".
_NOT_NOUN: Final = r"(?<!the )(?<!The )(?<!his )(?<!her )(?<!its )(?<!own )(?<!free )(?<!ary )(?<!eir )(?<![’']s )"
_PASSIVE: Final = r"(?:is|are|was|were|been|being)"
# "is to leave" plans; "is to the east" and "was to blame" say how things are.
_PLANNED: Final = r"(?:is|are|was|were) to(?= (?!the\b|a\b|an\b|its\b|his\b|her\b|their\b|blame\b)[a-z])"
# Verbs that have "to" and a verb behind them; what is attempted, vowed or wanted has not yet happened.
_INTENDING: Final = (
    r"(?:promis|vow|pledg|plan|threaten|tri|try|attempt|intend|want|hop|seek|prepar|aim|agree)"
    r"(?:e|s|es|ed|d|ned|ning|ing)?(?: not)? to|sought to"
)
_FORMS: Final[tuple[tuple[MarkKind, str], ...]] = (
    (
        "alleged",
        r"alleged(?:ly)?|alleges?|alleging|suspected|suspects? (?:of|that)|accus(?:ed|es|ing) of|accused|"
        r"accus(?:e|es|ing)|so-called|self-styled|presumed|purported(?:ly)?|supposed(?:ly)?|"
        r"claim(?:s|ed|ing)(?! the li[fv]es?\b)"
        r"(?= (?:that|to|the|he|she|it|they)\b)",
    ),
    (
        "negated",
        r"not(?! only\b| just\b)|never|no longer|no(?! doubt\b|\.|-)|nobody|none|nothing|nowhere|neither|nor|"
        r"cannot|hardly|scarcely|den(?:y|ies|ied|ying)|"
        r"(?:fail|refus|declin)(?:e|s|es|ed|d|ing)? to|without",
    ),
    (
        "hedged",
        r"(?:un)?likely|reportedly|apparently|possibly|perhaps|maybe|probably|presumably|potentially|arguably|"
        r"seem(?:s|ed|ingly)?|appear(?:s|ed)?(?= to\b| that\b)|unconfirmed|"
        + _PASSIVE
        + r" (?:widely |also )?(?:believed|thought|rumou?red|assumed|understood|feared|said|reported)(?= to\b| that\b)",
    ),
    (
        "modal",
        r"(?:could|would|should|must)|" + _NOT_NOUN + r"(?:may|might|will)|ought to|"
        + _PASSIVE + r" (?:expected|due|set|scheduled|supposed|about) to|going to|" + _PLANNED + r"|" + _INTENDING,
    ),
)  # fmt: skip
_KINDS: Final[tuple[MarkKind, ...]] = tuple(kind for kind, _ in _FORMS)
# A cheap look first: how a marking word begins. Most words of news begin none of them.
_BEGIN: Final = re.compile(
    r"\b(?:a(?:lleg|ccus|pp(?:arent|ear)|rg(?:uabl)|re |ttempt|im|gree)|be(?:en|ing) |c(?:ould|annot|laim)|"
    r"de(?:n(?:y|i)|cline)|fail|going to|h(?:ardly|op)|i(?:s |ntend)|m(?:ay\b|aybe|ight|ust)|"
    r"n(?:o\b|ot\b|ever|o(?:body|ne|thing|where)\b|either|or\b)|"
    r"ought|p(?:resum|urport|ossibl|erhaps|robabl|otential|romis|ledg|lan|repar)|re(?:portedly|fus)|"
    r"s(?:o-called|elf-styled|hould|carcely|eem|ee?k|ought|uppos|uspect)|t(?:hreaten|r[iy])|un(?:likely|confirmed)|likely|"
    r"vow|w(?:ill\b|ould|as |ere |ithout|ant))"
)
_MARK: Final = re.compile(r"(?:" + "|".join(f"({form})" for _, form in _FORMS) + r")\b")
_NEGATIVE_ENDING: Final = re.compile(r"n[’']t\b")
_OPENING: Final = re.compile(
    r"\b(?=[AMNPRSUW][a-z])(?:(Alleged(?:ly)?|Suspected|So-called|Presumed)|"
    r"(Not(?! only\b)|Never|No(?! doubt\b|\.|-)(?= [a-z])|Nobody|None|Nothing|Neither|Without)|"
    r"(Reportedly|Apparently|Possibly|Perhaps|Maybe|Probably|Presumably|Unconfirmed))\b"
)


def marks(text: str) -> list[Mark]:
    """All marks of a text in order, none overlapping; offsets are code points into `text`."""
    found: list[Mark] = []
    end = 0
    for begin in _BEGIN.finditer(text):
        at = begin.start()
        match = _MARK.match(text, at) if at >= end else None
        if match:
            end = match.end()
            found.append(Mark(at, end, match.group(), _KINDS[(match.lastindex or 1) - 1]))
    in_order = len(found)
    if "n’t" in text or "n't" in text:
        found += [Mark(m.start(), m.end(), m.group(), "negated") for m in _NEGATIVE_ENDING.finditer(text)]
    found += [Mark(m.start(), m.end(), m.group(), _KINDS[(m.lastindex or 1) - 1]) for m in _OPENING.finditer(text)]
    return sorted(found, key=_start) if len(found) > in_order else found


def _start(mark: Mark) -> int:
    return mark.start
