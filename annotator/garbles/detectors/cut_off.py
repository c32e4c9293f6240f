"""A sentence stops before its end, or has no subject or verb."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from annotator.garbles.passage import Passage
from annotator.text.spans import Finding, Span
from annotator.text.words import FINITE, NOUNS, Word, class_of, words

KIND: Final = "cut-off"
# Zones whose lines are no sentences. A "truncated" zone is cut off by definition and is flagged.
_NOT_SENTENCES: Final = frozenset(
    {"headline", "byline", "dateline", "heading", "caption", "boilerplate", "repeated-lead"}
)
_ELLIPSES: Final = ("…", "...", "[…]", "[...]")
# What no English sentence ends with. Prepositions may end one ("accounted for") and are left out.
_OPEN_ENDS: Final = frozenset("the a an and or but its their whose than because if although whereas while my".split())
_QUOTES: Final = "\"'“”‘’«»()[]"
# A fragment this short is judged; longer sentences without a verb are a tagger's mistake more often than damage.
MOST_WORDS: Final = 12
# Verbs that need a subject before them and do not begin an English sentence but as a participle.
_LEADING: Final = frozenset(
    "sent said told added made took gave met warned announced declared explained asked called met received held urged "
    "claimed rejected condemned ordered demanded says tells adds explains calls sends asks".split()
)
_LONGEST_LEADING: Final = 1 + max(map(len, _LEADING))
_FIRST_TWO: Final = re.compile(r"([^\W\d_]+)\s+([^\W\d_]+)")
_OBJECT: Final = frozenset("a an the that his her their its him them us this these those".split())
_FRAMES: Final = frozenset("not no never yes so why how what hardly thanks perhaps maybe".split())


_SURE_VERB: Final = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|does|do|did|will|would|can|could|may|might|must|shall|should|said|says|told|"
    r"took|made|came|went|began|became|got|gave|[^\W\d_]+n[’']t|[^\W\d_]+[’'](?:re|ve|ll|d|m))\b",
    re.IGNORECASE,
)


def find(passage: Passage) -> Iterator[Finding]:
    """Sentences of body copy that end in an ellipsis or a function word, or lack a verb or a subject.

    The first sentence of a text may be a headline that no zone marks: it needs no verb.
    """
    for sentence in passage.sentences:
        if passage.zone_at(sentence.start) in _NOT_SENTENCES:
            continue
        reason = _reason(passage, sentence)
        if reason:
            yield passage.finding(KIND, _core(passage.text, sentence), reason)


def _reason(passage: Passage, sentence: Span) -> str | None:
    quote = sentence.of(passage.text)
    # Beyond this the text has no stops at all; its ends tell nothing, and tagging it would take long.
    if len(quote) > 1_500 or (not quote[0].isalpha() and quote[0] not in _QUOTES):
        return None
    if quote.endswith(_ELLIPSES) and len(quote) > 12:
        return "The sentence ends in an ellipsis: the rest may be missing."
    stripped = quote.rstrip(_QUOTES + " ")
    last = stripped[-40:].rstrip(" .,;:").rpartition(" ")[2]
    if last in _OPEN_ENDS and " " in quote:
        return f"The sentence ends with “{last}”: the rest is missing."
    if not stripped.endswith(".") or quote[0] in _QUOTES or quote[-1] in _QUOTES:
        return None  # headings, questions and what is quoted need no verb
    return _fragment(passage, sentence, quote)


def _fragment(passage: Passage, sentence: Span, quote: str) -> str | None:
    if quote[:_LONGEST_LEADING].split(None, 1)[0].lower() in _LEADING:
        first = _FIRST_TWO.match(quote)
        if first and first.group(2).lower() in _OBJECT and "," not in quote:
            return f"“{first.group(1)}” has no subject: who?"
    if quote.count(" ") >= MOST_WORDS or any(mark in quote for mark in ":;–—/|") or _SURE_VERB.search(quote):
        return None
    if sentence is passage.sentences[0] or not passage.text[sentence.start - 1].isspace():
        # The second: a stop inside a name ("U.S. relations", ".NET") was taken for a sentence's end.
        return None
    found = [word for word in words(passage.text, sentence) if word.text[0].isalnum() or word.text[0] in "'’"]
    if len(found) < 2 or found[0].lower in _FRAMES or _has_verb(found):
        return None
    if all(word.text[0].isupper() or word.text[0].isdigit() for word in found):
        return None  # a name, a date, a signature
    return "The sentence has no verb."


def _has_verb(found: Sequence[Word]) -> bool:
    """Whether any word may be a finite verb, by its class here or by its usual class: in doubt there is one."""
    for n, word in enumerate(found):
        usual = class_of(word.lower)
        if word.tag in FINITE or usual in FINITE:
            return True
        if word.lower in {"'s", "’s"} and (n + 1 == len(found) or found[n + 1].tag not in NOUNS | {"JJ", "CD"}):
            return True
        if (word.tag in {"VB", "VBN"} or usual in {"VB", "VBN"}) and _may_be_finite(found, n, word):
            return True
        if _conjugates(word.lower) and _stands_as_verb(found, n, word):
            return True
    return False


def _conjugates(word: str) -> bool:
    """Whether the lexicon knows a past or -ing form of a word: "bets" (betting), "share" (shared)."""
    stem = word.removesuffix("s").removesuffix("e")
    forms = (stem + "ed", stem + "ing", stem + stem[-1:] + "ing", word.removesuffix("es") + "ed")
    return any(class_of(form) in {"VBD", "VBN", "VBG"} for form in forms)


def _stands_as_verb(found: Sequence[Word], n: int, word: Word) -> bool:
    """Whether a word that may be noun or verb stands where a verb can: not last, not behind what goes before a noun."""
    if n == 0:
        return not word.lower.endswith("s")
    return n + 1 < len(found) and found[n - 1].tag not in {"DT", "JJ", "PRP$", "POS", "VBG", "IN", "CD", "CC"}


def _may_be_finite(found: Sequence[Word], n: int, word: Word) -> bool:
    """A base form or past form is finite unless it begins the fragment, or stands before its noun ("armed groups")."""
    if n == 0:
        return word.tag == "VB"  # an imperative
    before = found[n - 1]
    return before.tag not in {"DT", "JJ", "PRP$", "IN", "CC"} or before.lower == "that"


def _core(text: str, sentence: Span) -> Span:
    """The sentence without white space at its end."""
    quote = sentence.of(text)
    return Span(sentence.start, sentence.start + len(quote.rstrip()))
