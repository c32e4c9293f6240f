"""Words of a sentence with offsets and word classes (Penn Treebank tags).

The classes come from TextBlob's English tagger, whose lexicon (E. Brill, MIT licence) ships in its wheel: nothing is
downloaded. The repairs below mend what it gets wrong in news copy again and again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, Final

from annotator.text.spans import Span

_WORD: Final = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sen|Rep|Gov|St|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\."
    r"|\b[A-Z]\.(?=\s[A-Z])"  # an initial
    r"|\d+(?:[.,:]\d+)*(?![^\W_])"
    r"|[’']s\b"
    r"|[^\W_]+?(?=n[’']t\b)|n[’']t\b"
    r"|[^\W_]+(?:[-‑/.][^\W_]+|[’'](?!s\b)[^\W_]+|[\u0300-\u036f\u064b-\u065f]+[^\W_]*)*"
    r"|[^\w\s]|_+"
)

NOUNS: Final = frozenset({"NN", "NNS", "NNP", "NNPS"})
NAMES: Final = frozenset({"NNP", "NNPS"})
FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
VERBS: Final = frozenset({"VB", "VBD", "VBZ", "VBP", "VBN", "VBG", "MD"})

BE: Final = frozenset("is are was were am 's 're ’s ’re".split())
HAVE: Final = frozenset("has have had".split())
DO: Final = frozenset("do does did".split())
MODALS: Final = frozenset("will would can could may might shall should must cannot ca wo".split())
_AUX_TAGS: Final = {
    **dict.fromkeys(("is", "has", "does"), "VBZ"),
    **dict.fromkeys(("are", "have", "do", "am"), "VBP"),
    **dict.fromkeys(("was", "were", "had", "did"), "VBD"),
    **dict.fromkeys(MODALS, "MD"),
    "not": "RB", "n't": "RB", "n’t": "RB", "to": "TO", "which": "WDT", "who": "WP", "whom": "WP", "whose": "WP$",
    "he": "PRP", "she": "PRP", "it": "PRP", "they": "PRP", "we": "PRP", "him": "PRP", "them": "PRP",
    "his": "PRP$", "its": "PRP$", "their": "PRP$", "our": "PRP$", "my": "PRP$",
    "and": "CC", "or": "CC", "but": "CC", "including": "IN", "according": "VBG", "there": "EX", "here": "RB",
    "these": "DT", "those": "DT", "this": "DT", "all": "DT", "both": "DT", "each": "DT",
    "while": "IN", "whereas": "IN", "because": "IN", "although": "IN", "though": "IN", "if": "IN", "when": "WRB",
    "where": "WRB", "as": "IN", "than": "IN", "since": "IN", "after": "IN", "before": "IN", "until": "IN",
    "yesterday": "NN", "today": "NN", "tomorrow": "NN", "tonight": "NN", "such": "JJ", "other": "JJ", "more": "JJR",
    "further": "RB", "also": "RB", "about": "IN", "under": "IN", "amid": "IN", "despite": "IN", "during": "IN",
    "against": "IN", "near": "IN", "said": "VBD", "says": "VBZ",
}  # fmt: skip
_FORMS: Final = frozenset({*_AUX_TAGS, "us", "that"})
_MOVABLE: Final = frozenset({"NN", "NNS", "VB", "VBD", "VBN", "VBP", "VBZ"})
_ARABIC_NAME: Final = re.compile(r"(?:[Aa]l|[Aa]s|[Aa]r|[Aa]n|[Ee]l|[Uu]l|[Aa]bu|[Ii]bn|[Bb]in)-[A-Z]")
_WHO: Final = frozenset({"NNS", "NNP", "NNPS"})
_STRETCH_ENDS: Final = frozenset(',;:.!?—–()“”"')
_STRETCH_JOINERS: Final = frozenset("but while whereas although because".split())
_OPENS_SUBJECT: Final = NOUNS | {"DT", "CD", "JJ", "PRP$"}
_OBJECTS: Final = frozenset({"DT", "PRP$", "JJ", "NNS", "NNP", "CD", "RB", "PRP"})
_AFTER_SUBJECT: Final = frozenset({"DT", "PRP", "PRP$", "NNP", "CD", "WDT", "WP", "VBG"})
# What may follow a verb that the lexicon knows as a noun only ("no longer share seats", "rumours travel faster").
_AFTER_VERB: Final = frozenset({"DT", "PRP$", "RB", "RBR", "JJR", "NNS", "CD"})
_QUOTES: Final = frozenset('“”"«»')


@cache
def tagger() -> Any:
    """TextBlob's English module. Imported when the first text is read: it would take a tenth of a start."""
    from textblob import en

    return en


@dataclass(slots=True)
class Word:
    """One token. `lower` is its text in lower case; `tag` may be repaired."""

    start: int
    end: int
    text: str
    lower: str
    tag: str


def words(text: str, span: Span | None = None) -> list[Word]:
    """The tokens of a stretch with their classes. Offsets point into `text`."""
    low, high = (span.start, span.end) if span else (0, len(text))
    matches = list(_WORD.finditer(text, low, high))
    if not matches:
        return []
    found: list[Word] = []
    for match in matches:
        raw = match.group()
        found.append(Word(match.start(), match.end(), raw, raw.lower(), _usual(raw, first=not found)))
    _repair(found)
    return found


@lru_cache(maxsize=1 << 16)
def _usual(word: str, *, first: bool) -> str:
    """The tagger's class of a word. It looks at the word alone and whether it opens the sentence: answers keep."""
    word = word.replace("’", "'")
    tagged = tagger().parser.find_tags([word] if first else ["", word])
    return str(tagged[-1][1] or "NN")


@lru_cache(maxsize=1 << 16)
def class_of(word: str) -> str:
    """The usual class of a word alone, "" when the lexicon does not have it."""
    return str(tagger().lexicon.get(word) or tagger().lexicon.get(word.lower()) or "")


def _repair(found: list[Word]) -> None:
    for i, word in enumerate(found):
        # Most words are small letters that no rule of form knows: half the time of this module went into asking.
        if word.text == word.lower and word.lower not in _FORMS and word.text[0].isalpha():
            continue
        before = found[i - 1] if i else None
        after = found[i + 1] if i + 1 < len(found) else None
        word.tag = _by_form(word, before, after)
    for i, word in enumerate(found):
        if word.tag in _MOVABLE:
            word.tag = _by_place(found, i, word)
    _find_lost_verbs(found)


def _find_lost_verbs(found: list[Word]) -> None:
    """A stretch between commas and joiners that begins with a noun phrase and has a participle but no finite verb.

    "Arsenal first reached the final" comes as a participle from the lexicon; "a base built in 1990 was hit" has its
    verb later on and stays.
    """
    finite = any(word.tag in FINITE for word in found)
    low = 0
    for high in range(len(found) + 1):
        if high < len(found) and found[high].text not in _STRETCH_ENDS and found[high].lower not in _STRETCH_JOINERS:
            continue
        stretch = found[low:high]
        opens = low == 0 or found[low - 1].lower in _STRETCH_JOINERS or not finite
        low = high + 1
        if not opens:
            continue  # after a comma it is an apposition: "an ally of forces affiliated with …"
        if len(stretch) < 3 or stretch[0].tag not in _OPENS_SUBJECT or any(w.tag in FINITE for w in stretch):
            continue
        nouns = False
        before = ""
        for word, after in pairwise(stretch):
            if word.tag == "VBN" and before in _WHO and after.tag in NOUNS:
                word.tag = "VBD"  # "warplanes bombed buildings"
                break
            if word.tag == "VBN" and nouns and after.tag not in NOUNS and after.lower != "by":
                word.tag = "VBD"
                break
            if word.tag in {"NN", "VB"} and nouns and not finite and _is_lost(before, after):
                word.tag = "VBP"  # "police search the cafes"
                break
            before = word.tag
            nouns = nouns or word.tag in NOUNS | {"PRP"}
            if word.tag in {"WDT", "WP", "TO", "VBG"}:
                break


def _is_lost(before: str, after: Word) -> bool:
    """Whether a noun between these is a verb: before an object, or after a plural or adverb and before more."""
    return after.tag in {"DT", "PRP$"} or (before in {"NNS", "NNPS", "RB", "RBR"} and after.tag in _AFTER_VERB)


def _by_form(word: Word, before: Word | None, after: Word | None) -> str:  # noqa: PLR0911 - tests in order
    """Classes that the form decides: closed-class words, acronyms, capitals, numbers."""
    text, lower, tag = word.text, word.lower, word.tag
    if lower == "us":
        return "NNP" if text == "US" else "PRP"
    if lower in {"'s", "’s"}:
        return "POS" if before is not None and (before.tag in NOUNS or before.text[:1].isupper()) else "VBZ"
    if text in {"May", "March", "Will"} and before is not None:
        return "NNP"
    fixed = _AUX_TAGS.get(lower)
    if fixed is not None:
        if lower == "there" and not (after is not None and after.lower in BE | HAVE | MODALS | {"'s", "remain"}):
            return "RB"
        return fixed
    if lower == "that":
        return "WDT" if tag == "WDT" else "IN" if tag == "IN" else "DT"
    if text[0].isdigit():
        return "CD"
    if not text[0].isalnum():
        return tag if tag not in NOUNS | VERBS else ":"
    if _ARABIC_NAME.match(text) or (len(text) == 2 and text[1] == "."):
        return "NNP"
    capital = text[0].isupper() and before is not None and before.text not in {"“", '"', "‘", "."}
    if capital and tag not in {"NNP", "NNPS", "CD", "JJ", "DT", "IN", "CC", "PRP", "PRP$", "MD", "WDT", "WP", "EX"}:
        return "NNP"
    return tag


def _by_place(found: list[Word], i: int, word: Word) -> str:  # noqa: PLR0911 - tests in order
    """Noun or verb, past or participle, by the neighbours."""
    tag = word.tag
    before = found[i - 1] if i else None
    after = found[i + 1] if i + 1 < len(found) else None
    if before is None:
        return tag
    if tag in {"VBN", "VBD"}:
        return _past(found, i)
    if before.tag == "TO" and tag in {"NN", "VBP"} and after is not None and after.tag in {"DT", "PRP$", "JJ", "NNP"}:
        return "VB"
    if before.tag == "MD" and tag in {"NN", "VBP"}:
        return "VB"
    if tag == "VB" and before.tag in {"NNS", "NNPS", "PRP"} and before.lower not in {"it", "he", "she", "him"}:
        return "VBP"
    if tag in {"NN", "NNS"} and after is not None and _likely_verb(before, word, after):
        return "VBP" if tag == "NN" else "VBZ"
    if (
        tag == "NN"
        and before.text == ","
        and word.lower.endswith("ing")
        and after is not None
        and after.tag in _OBJECTS
    ):
        return "VBG"
    if tag in {"VB", "VBP"} and before.tag in {"DT", "JJ", "PRP$", "POS"}:
        return "NN"
    if tag == "VBZ" and before.tag in {"DT", "JJ", "PRP$", "CD", "POS"} and word.lower not in BE | HAVE | DO:
        return "NNS"
    return tag


def _likely_verb(before: Word, word: Word, after: Word) -> bool:
    """As in "reports show that …": a noun between a plural and "that", or between a pronoun and an object."""
    if word.tag == "NN":
        plural = before.tag in {"NNS", "NNPS"} or before.lower in {"they", "we", "i", "you", "who", "which"}
        return plural and after.tag in {"DT", "PRP$", "TO"} | ({"IN"} if after.lower == "that" else set())
    if before.lower == "that":  # "a port that exports oil", not "said that exports rose"
        return after.tag in {"DT", "JJ", "NN", "NNS", "CD", "PRP$"}
    return before.lower in {"he", "she", "it", "who", "which"} and after.tag not in {"POS"}


def _is_passive(found: list[Word], i: int, j: int) -> bool:
    """As in "the law signed by the king is …": a doer follows, not a measure, and another verb comes later."""
    doer = found[i + 2] if i + 2 < len(found) else None
    if doer is None or doer.tag == "CD" or j < 0 or found[j].tag not in NOUNS or not found[i].lower.endswith("ed"):
        return False
    return any(word.tag in FINITE for word in found[i + 3 :])


def _past(found: list[Word], i: int) -> str:
    """VBN after have or be, else VBD when a subject stands before it or an object after it."""
    j = i - 1
    while j >= 0 and (found[j].tag == "RB" or found[j].text in _QUOTES or found[j].lower in {"been", "being", "both"}):
        j -= 1
    lower = found[j].lower if j >= 0 else ""
    if lower in BE | HAVE or found[j].lower in {"be", "been", "being", "get", "got", "having"}:
        return "VBN"
    word = found[i]
    after = found[i + 1] if i + 1 < len(found) else None
    if word.tag == "VBD" and after is not None and after.lower == "by" and _is_passive(found, i, j):
        return "VBN"
    if j >= 0 and found[j].tag in {"PRP", "WDT", "WP"}:
        return "VBD"
    if word.lower == "left" and after is not None and after.text in {",", "."} and j >= 0 and found[j].tag in NOUNS:
        return "VBD"
    follows = after is not None and (after.tag in _AFTER_SUBJECT or after.lower == "that")
    if word.tag == "VBN" and follows and j >= 0 and word.lower != "given":
        # "condemned the attack", "repeated that …": a participle has no object of its own.
        return "VBD" if found[j].tag in NOUNS or found[j].lower in {",", "and", "but"} else word.tag
    return word.tag
