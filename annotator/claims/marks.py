"""Words that change how far a statement goes: negated, modal, hedged and alleged, found once in a text.

A mark is a warning to the reviewer, not a judgement: "not" may deny the whole claim or one word of it. Left alone is
what only looks like a mark: "not only", "No. 5", "the might of the army", "the month of May", "claimed responsibility".
"About" and "around" before a number are the quantity's qualifier (text/quantities.py), not a hedge.
"""

from __future__ import annotations

import re
from typing import Final

from annotator.text.beginnings import beginnings, heads
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
_MARK: Final = re.compile(r"(?:" + "|".join(f"({form})" for _, form in _FORMS) + r")\b")
# What "is", "was", "been" must have after them to be of any interest.
_SAID: Final = (
    " (?:widely|also|believed|thought|rumo|assumed|understood|feared|said|reported"
    "|expected|due|set|sched|supp|about|to )"
)
# How the words that may be marks go on after their first three letters: most words of news are none of them.
_GOES_ON: Final = {
    "all": "eg", "acc": "us", "app": "(?:arently|ear)", "arg": "uabl", "are": _SAID, "att": "empt", "aim": "",
    "agr": "ee", "bee": f"n{_SAID}", "bei": f"ng{_SAID}", "cou": "ld", "can": "not", "cla": "im", "den": "[yi]",
    "dec": "line", "fai": "l", "goi": "ng to", "har": "dly", "hop": "", "is ": _SAID[1:], "int": "end", "lik": "ely",
    "may": r"(?:be|\b)", "mig": "ht", "mus": "t", "not": r"(?:hing|\b)", "nev": "er", "nob": "ody", "non": "e",
    "now": "here", "nei": "ther", "nor": r"\b", "oug": "ht", "pre": "(?:sum|par)", "pur": "port", "pos": "sib",
    "per": "haps", "pro": "(?:bab|mis)", "pot": "ent", "ple": "dg", "pla": "n", "rep": "ortedly", "ref": "us",
    "so-": "called", "sel": "f-styled", "sho": "uld", "sca": "rcely", "see": "[mk]", "sou": "ght",
    "sup": "pos", "sus": "pect", "thr": "eaten", "tri": "", "try": "", "unl": "ikely", "unc": "onfirmed", "vow": "",
    "wil": r"l\b", "wou": "ld", "was": _SAID, "wer": f"e{_SAID}", "wit": "hout", "wan": "t",
}  # fmt: skip
_BEGINNINGS: Final = beginnings(rf"[nN]o\b|{heads(_GOES_ON)}")
_NEGATIVE_ENDING: Final = re.compile(r"n[’']t\b")
_OPENING: Final = re.compile(
    r"(?:(Alleged(?:ly)?|Suspected|So-called|Presumed)|"
    r"(Not(?! only\b)|Never|No(?! doubt\b|\.|-)(?= [a-z])|Nobody|None|Nothing|Neither|Without)|"
    r"(Reportedly|Apparently|Possibly|Perhaps|Maybe|Probably|Presumably|Unconfirmed))\b"
)


def marks(text: str) -> list[Mark]:
    """All marks of a text in order, none overlapping; offsets are code points into `text`."""
    found: list[Mark] = []
    end = 0
    for at in _BEGINNINGS(text, 0):
        if at < end:
            continue
        match = (_OPENING if text[at].isupper() else _MARK).match(text, at)
        if match:
            end = match.end()
            found.append(Mark(at, end, match[0], _KINDS[(match.lastindex or 1) - 1]))
    if "n’t" in text or "n't" in text:
        found += [Mark(m.start(), m.end(), m.group(), "negated") for m in _NEGATIVE_ENDING.finditer(text)]
        found.sort()
    return found
