"""What is known of a word by itself: its usual class (Penn Treebank tag) and which others its form allows.

The lexicon (lexicon.py) has one class for a word; that "strike" may be a verb as well is read from its other forms
("striking"). Which class it is in a sentence is settled in word_classes.py.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from annotator.text.lexicon import lexicon, usual_class

NOUNS: Final = frozenset({"NN", "NNS", "NNP", "NNPS"})
NAMES: Final = frozenset({"NNP", "NNPS"})
FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
VERBS: Final = frozenset({"VB", "VBD", "VBZ", "VBP", "VBN", "VBG", "MD"})

BE: Final = frozenset("is are was were am 's 're ’s ’re".split())
HAVE: Final = frozenset("has have had".split())
DO: Final = frozenset("do does did".split())
MODALS: Final = frozenset("will would can could may might shall should must cannot ca wo".split())
_NOUNS_AND_VERBS: Final = NOUNS | VERBS
_NOUNS_AND_ADJECTIVES: Final = NOUNS | {"JJ"}


class Kind:
    """Which rules of context a word needs; FIXED words need none.

    Plain numbers: Python 3.11 takes 0.1 microseconds to look up a member of an enumeration, and the rules ask often.
    """

    FIXED: Final = 0
    PAST: Final = 1  # past tense or participle: "captured", "hit"
    BASE: Final = 2  # verb in its base form or noun: "support"
    ENDS_IN_S: Final = 3  # verb or plural noun: "strikes"
    ENDS_IN_ING: Final = 4  # participle or noun: "building"
    CAPITAL: Final = 5  # a name, or a usual word in a headline
    THAT: Final = 6
    APOSTROPHE_S: Final = 7
    THERE: Final = 8
    HER: Final = 9
    AUXILIARY: Final = 10  # have, do: finite or after a modal
    MORE: Final = 11
    NATION: Final = 12  # "Iraqi": adjective or name
    OPENING: Final = 13  # a word that the lexicon does not have, with the capital of its sentence
    ADJECTIVE: Final = 14  # adjective or noun or adverb: "wounded", "major"


_FIXED: Final = {
    **dict.fromkeys(("is", "has", "does", "says"), "VBZ"),
    **dict.fromkeys(("are", "am", "'re", "’re", "'ve", "’ve", "'m", "’m"), "VBP"),
    **dict.fromkeys(("was", "were", "had", "did"), "VBD"),
    **dict.fromkeys((*MODALS, "'ll", "’ll", "'d", "’d"), "MD"),
    "be": "VB", "been": "VBN", "being": "VBG",
    "not": "RB", "n't": "RB", "n’t": "RB", "to": "TO", "which": "WDT", "who": "WP", "whom": "WP", "whose": "WP$",
    "he": "PRP", "she": "PRP", "it": "PRP", "they": "PRP", "we": "PRP", "him": "PRP", "them": "PRP",
    "his": "PRP$", "its": "PRP$", "their": "PRP$", "our": "PRP$", "my": "PRP$",
    "and": "CC", "or": "CC", "but": "CC", "including": "IN", "according": "VBG", "here": "RB",
    "these": "DT", "those": "DT", "this": "DT", "all": "DT", "both": "DT", "each": "DT",
    "while": "IN", "whereas": "IN", "because": "IN", "although": "IN", "though": "IN", "if": "IN", "when": "WRB",
    "where": "WRB", "as": "IN", "than": "IN", "since": "IN", "after": "IN", "before": "IN", "until": "IN",
    "yesterday": "NN", "today": "NN", "tomorrow": "NN", "tonight": "NN", "such": "JJ", "other": "JJ",
    "further": "RB", "also": "RB", "about": "IN", "under": "IN", "amid": "IN", "despite": "IN", "during": "IN",
    "against": "IN", "near": "IN", "off": "RP", "worth": "JJ", "per": "IN",
    "bin": "NNP", "ibn": "NNP", "bint": "NNP",
}  # fmt: skip
_KINDS: Final = {
    "that": Kind.THAT, "'s": Kind.APOSTROPHE_S, "’s": Kind.APOSTROPHE_S, "there": Kind.THERE, "her": Kind.HER,
    "have": Kind.AUXILIARY, "had": Kind.AUXILIARY, "do": Kind.AUXILIARY, "more": Kind.MORE, "less": Kind.MORE,
}  # fmt: skip
_KIND_TAGS: Final = {
    "that": "IN", "'s": "POS", "’s": "POS", "there": "RB", "her": "PRP$", "have": "VBP", "had": "VBD", "do": "VBP",
    "more": "JJR", "less": "JJR",
}  # fmt: skip

# Past forms that are also the base form: "They hit the car", "to cut".
UNCHANGED: Final = frozenset(
    "hit cut put set let cost shut split spread hurt burst cast broadcast beat forecast upset read"
    " quit bid shed".split()
)
_PAST_AND_PARTICIPLE: Final = frozenset(
    "shot held left led met made brought bought caught fought sought taught thought told sold said paid laid built sent"
    " spent lent lost kept slept swept felt dealt meant heard stood understood found bound won"
    " struck hung fed fled bled"
    " sped dug stuck swung".split()
)
_USUAL_NOUNS: Final = frozenset("bid shed cast burst bound".split())
_ARABIC_NAME: Final = re.compile(r"(?:[Aa]l|[Aa]s|[Aa]r|[Aa]n|[Ee]l|[Uu]l|[Aa]bu|[Ii]bn|[Bb]in)-[A-Z]")
_NATION: Final = re.compile(
    r"[A-Z][a-z]+(?:ian|ean|ese|ish|ican|ench|utch|rab)\Z"
    r"|(?:Iraq|Oman|Yemen|Kuwait|Saud|Qatar|Emirat|Bahrain|Israel|Pakistan|Bangladesh|Somal|Azerbaijan|Azer|Houth|Yazid)i\Z"
    r"|(?:Afghan|German|Turk|Kurd|Druze|Greek|Swiss|Czech|Sunni|Shia|Shiite)\Z"
)
# How all of these end: most names do not, and no expression is run for them.
_NATION_ENDS: Final = tuple(
    "ian ean ese ish ican ench utch rab i Afghan German Turk Kurd Druze Greek Swiss Czech Shia Shiite".split()
)
_ORDINAL: Final = re.compile(r"\d+(?:st|nd|rd|th)\Z")
# Nouns by the lexicon whose other verb forms do not show it ("strike": "striking" is an adjective there).
_IRREGULAR: Final = frozenset(
    "strike fight win break drive fall rise feed hold lead run blow draw die lie tie drink deal ride shake swing tear"
    " show bet bite catch hide sink split spring stick sweep throw wake meet give stand sell".split()
)
PEOPLE: Final = frozenset("dead wounded injured poor rich elderly displaced military public".split())
_NAMES_OF_TIME: Final = frozenset({"May", "March", "Will"})
_WORDS_OF_GRAMMAR: Final = frozenset({*_KINDS, *_FIXED, "us"})


@lru_cache(maxsize=1 << 16)
def class_of(word: str) -> str:
    """The usual class of a word alone, "" when the lexicon does not have it."""
    known = lexicon()
    return known.get(word) or known.get(word.lower()) or ""


def form_of(text: str, *, first: bool) -> tuple[str, str, int]:  # noqa: PLR0911 - tests in order
    """A word in lower case, its usual class and its Kind. `first`: it opens a sentence, its capital says nothing."""
    lower = text.lower()
    if lower in _WORDS_OF_GRAMMAR or text == "March":
        return _of_grammar(text, lower, first=first)
    if text[0].isdigit():
        return lower, "JJ" if not text.isdigit() and _ORDINAL.match(lower) else "CD", Kind.FIXED
    usual = usual_class(text.replace("’", "'"), first=first)
    if not text[0].isalnum():
        return lower, usual if usual not in _NOUNS_AND_VERBS else ":", Kind.FIXED
    if ("-" in text and _ARABIC_NAME.match(text)) or (len(text) == 2 and text[1] == "."):
        return lower, "NNP", Kind.FIXED
    if text[0].isupper():
        if not first or text.isupper():
            return _capital(text, lower, usual)
        known = class_of(lower)
        if not known:
            return lower, usual, Kind.OPENING if usual == "NNP" else Kind.FIXED
        if usual in NAMES:
            # The lexicon has "Police" and "Human" from names; alone they open a sentence as the words they are.
            return lower, known, Kind.OPENING
    return _common(lower, usual)


def _of_grammar(text: str, lower: str, *, first: bool) -> tuple[str, str, int]:
    """A word that the lexicon is not asked for."""
    if lower in _KINDS:
        return lower, _KIND_TAGS[lower], _KINDS[lower]
    if lower == "us":
        return lower, "NNP" if text == "US" else "PRP", Kind.FIXED
    if text in _NAMES_OF_TIME:
        return lower, "MD" if first and text != "March" else "NNP", Kind.OPENING if first else Kind.FIXED
    return lower, _FIXED[lower], Kind.FIXED


def _capital(text: str, lower: str, usual: str) -> tuple[str, str, int]:
    """A capital within a sentence: a name, unless it is a word of grammar or an adjective."""
    is_nation = text.endswith(_NATION_ENDS) and usual in _NOUNS_AND_ADJECTIVES and _NATION.match(text)
    if is_nation and not class_of(lower):
        return lower, "NNP", Kind.NATION
    if usual == "JJ":
        return lower, "JJ", Kind.CAPITAL
    if usual in {"CD", "DT", "IN", "CC", "PRP", "PRP$", "MD", "WDT", "WP", "EX"}:
        return lower, usual, Kind.FIXED
    return lower, "NNPS" if usual == "NNPS" else "NNP", Kind.FIXED


def _common(lower: str, usual: str) -> tuple[str, str, int]:  # noqa: PLR0911 - tests in order
    """A word in small letters: what its form allows beside its usual class."""
    if lower in UNCHANGED:
        return lower, "NN" if lower in _USUAL_NOUNS else "VBD", Kind.PAST
    if lower in _PAST_AND_PARTICIPLE:
        return lower, "NN" if lower in _USUAL_NOUNS else "VBN" if usual not in {"VBD", "VBN"} else usual, Kind.PAST
    if usual in {"VBD", "VBN"}:
        # "went" and "gone" have one class; forms in -ed have both.
        return lower, usual, Kind.PAST if lower.endswith("ed") else Kind.FIXED
    if usual == "NN" and lower.endswith("ed") and len(lower) > 4 and is_verb(lower):
        return lower, "VBN", Kind.PAST
    if usual in {"VB", "VBP"}:
        return lower, usual, Kind.BASE
    if usual == "NN":
        if lower.endswith("ing") and len(lower) > 5 and lower not in {"morning", "evening", "during"}:
            return lower, usual, Kind.ENDS_IN_ING
        return lower, usual, Kind.BASE if is_verb(lower) else Kind.FIXED
    if usual in {"NNS", "VBZ"} and lower.endswith("s"):
        return lower, usual, Kind.ENDS_IN_S if usual == "VBZ" or is_verb(_stem_of_s(lower)) else Kind.FIXED
    if usual == "VBG":
        return lower, usual, Kind.ENDS_IN_ING
    if usual == "JJ":
        noun = class_of(lower + "s") == "NNS" or lower in PEOPLE
        return lower, usual, Kind.ADJECTIVE if noun or is_verb(lower) or lower.endswith("ed") else Kind.FIXED
    return lower, usual.split("|", maxsplit=1)[0], Kind.FIXED


def _stem_of_s(lower: str) -> str:
    if lower.endswith("ies"):
        return lower[:-3] + "y"
    if lower.endswith(("ches", "shes", "sses", "xes", "zes")):
        return lower[:-2]
    return lower[:-1]


def is_verb(stem: str) -> bool:
    """Whether a base form (or a form in -ed) can be a verb, by the lexicon's other forms of it."""
    known = lexicon()
    if known.get(stem) in {"VB", "VBP"} or stem in _IRREGULAR:
        return True
    if known.get(stem + "e") == "VB":
        return False  # "caring" is of "care", not of "car"
    if stem.endswith("ed") and known.get(stem[:-2] + "ing") == "VBG":
        return True
    short = stem[:-1] if stem.endswith("e") else stem
    past = stem[:-1] + "ied" if stem.endswith("y") else short + "ed"
    doubled = stem + stem[-1:]
    return (
        known.get(short + "ing") == "VBG"
        or known.get(past) in {"VBD", "VBN"}
        or known.get(doubled + "ed") in {"VBD", "VBN"}
        or known.get(doubled + "ing") == "VBG"
    )
