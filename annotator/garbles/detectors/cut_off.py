"""A sentence stops before its end, or has no subject or verb."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from typing import Final

from annotator.garbles import fragments, inner_clauses, participles, subjectless
from annotator.garbles.passage import Passage
from annotator.text.lexicon import lexicon
from annotator.text.spans import Finding, Span
from annotator.text.words import FINITE, NOUNS, Word, class_of, words

KIND: Final = "cut-off"
# Zones whose lines are no sentences. A "truncated" zone is cut off by definition and is flagged.
_NOT_SENTENCES: Final = frozenset(
    {"headline", "byline", "dateline", "heading", "caption", "boilerplate", "repeated-lead"}
)
_ELLIPSES: Final = ("…", "...", "[…]", "[...]")
# What no English sentence ends with. Prepositions may end one ("accounted for"): those that never do stand here.
_OPEN_ENDS: Final = frozenset(
    "the a an and or but its their whose than because if although whereas while my despite during amid among towards "
    "toward unless until via regarding concerning".split()
)
_OPEN_PHRASES: Final = re.compile(
    r"(?<!\w)(?:according to|because of|due to|as well as|such as|in order to|on behalf of|in front of|instead of|"
    r"in addition to|as a result of|along with|together with|for the sake of|the number of|a group of|"
    r"(?<!is )(?<!was )(?<!are )(?<!were )the (?!kind|sort|type|one|likes|use|thought)[a-z]{4,} of|"
    r"(?:added|stressed|indicated|declared|warned|affirmed|stated|emphasi[sz]ed|underlined|pointed out) that)\Z",
    re.IGNORECASE,
)
_OPEN_LAST: Final = frozenset({"to", "of", "as", "with", "that"})
_OPEN: Final = _OPEN_ENDS | _OPEN_LAST | {""}
# The last sentence of a text may be cut anywhere; these tell that it was.
_OPEN_AT_END: Final = frozenset(
    "the a an and or but its their whose than because if although whereas while my of was were is are be been being "
    "has have had will would could should must may can to in on at by with from into for that which who whom he she "
    "they it not said between under against his her this these those as about before after during when where".split()
)
_QUOTES: Final = "\"'“”‘’«»()[]"
# Longer sentences without a verb are a tagger's mistake more often than damage.
MOST_WORDS: Final = 24
_SHORT: Final = 5
_FEWEST_WHOLE: Final = 4  # sentences of a text whose last one may be cut
_AROUND: Final = ".,()" + _QUOTES
_PRONOUNS: Final = frozenset("some many most all few others several both these those this that none".split())
_CHUNK: Final = re.compile(r"\S+")
_LONG_NOTHING: Final = 6  # words: "Nothing, so far, on the fate of the men." was a sentence in French
_BEFORE_NOUNS: Final = frozenset({"DT", "JJ", "PRP$", "IN", "CC", ""})
_FRAMES: Final = frozenset(
    "not no never yes so why how what hardly thanks perhaps maybe nothing neither nor same enough good anything more "
    "less better worse first last next hence photo photos picture video source editing reporting writing".split()
)
# A clause of its own inside the fragment: its verb is not the sentence's ("The man who was arrested on Monday.").
_RELATIVE: Final = re.compile(
    r"(?<=[a-z]),?\s(?:who|which)\s(?:(?:was|were|is|are|has|have|had|been|also|reportedly|later)\s){0,4}"
    r"(?P<verb>[^\W\d_]+)"
)
# "Police source in Salah al-Din.": who said it, and no more. "Police source weapons" would have a verb.
_ONLY_WHO: Final = re.compile(
    r"(?:[A-Z][a-z]+ )(?:[a-z]+ )?(?:sources?|spokes(?:man|woman|person)|officials?|commanders?|chiefs?) "
    r"(?:in|from|at|of) (?:the )?(?:(?:[A-Z][\w’'-]*|al-[A-Z][\w’'-]*|of|governorate|province|city|town|district|"
    r"region|ministry|army|police|hospital|government)(?: |\.\Z)){1,6}\Z"
)
_DETERMINED: Final = re.compile(r"(?:The|A|An|This|That|One|Another|Some|Several|Two|Three)\s")
_SURE_VERB: Final = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|does|do|did|will|would|can|could|(?-i:may)|might|must|shall|should|said|says|told|"
    r"took|made|came|went|began|became|got|gave|[^\W\d_]+n[’']t|[^\W\d_]+[’'](?:re|ve|ll|d|m))\b",
    re.IGNORECASE,
)


def find(passage: Passage) -> Iterator[Finding]:
    """Sentences of body copy that end in an ellipsis or a function word, or lack a verb or a subject.

    The first sentence of a text may be a headline that no zone marks: it needs no verb.
    """
    text = passage.text
    for sentence in passage.sentences:
        if _is_whole(text[sentence.start : sentence.end]) or passage.zone_at(sentence.start) in _NOT_SENTENCES:
            continue
        reason = _reason(passage, sentence)
        if reason:
            yield passage.finding(KIND, _core(passage.text, sentence), reason)
    for span, link in inner_clauses.without_subject(passage):
        if passage.zone_at(span.start) not in _NOT_SENTENCES:
            yield passage.finding(KIND, span, f"The clause with “{link}” has no subject: who?")
    for span in inner_clauses.without_noun(passage):
        if not passage.is_quoted(span.start):
            yield passage.finding(KIND, span, "The noun that belongs to the article is missing.")
    broken = _broken_end(passage)
    if broken is not None:
        yield passage.finding(KIND, broken, "The text ends inside a sentence: the rest is missing.")


def _broken_end(passage: Passage) -> Span | None:
    """The last sentence of a text that has stops, where it ends in a word or comma that none ends with."""
    if len(passage.sentences) < _FEWEST_WHOLE:
        return None
    sentence = passage.sentences[-1]
    quote = sentence.of(passage.text).rstrip()
    last = quote[-20:].rpartition(" ")[2]
    if not last or not (last[-1] == "," or last.lower() in _OPEN_AT_END) or last.lower() in _OPEN_ENDS:
        return None  # the last: told of above
    if last in _OPEN_LAST and _OPEN_PHRASES.search(quote[-40:]):
        return None  # as well
    if quote.count(" ") < _SHORT or passage.zone_at(sentence.start) in _NOT_SENTENCES:
        return None
    stops = sum(one.of(passage.text).rstrip()[-2:].rstrip(_QUOTES)[-1:] in {".", "?", "!"} for one in passage.sentences)
    return Span(sentence.start, sentence.start + len(quote)) if 2 * stops > len(passage.sentences) else None


def _is_whole(quote: str) -> bool:
    """Whether a sentence breaks off nowhere, ends in no open word, and needs no verb, has one by the usual class of its
    words, or is too long to be judged. Nearly all are passed over by these tests, none of which goes word by word."""
    found = quote.split()
    if found[-1].strip(_QUOTES).rstrip(".,;:") in _OPEN or quote[-1] in "…] " or quote[-2:] == "..":
        return False
    if quote[-1] != "." or not "A" <= quote[0] <= "\u024f" or quote[0] in _QUOTES:
        return True  # headings, questions and what is quoted need no verb; another script is not judged
    if subjectless.may_begin(found[0]) or fragments.may_begin(found[0].lower(), quote):
        return False
    if quote.count(" ") >= MOST_WORDS:
        return True
    if "who" in quote or "which" in quote:
        return _SURE_VERB.search(quote) is not None and _DETERMINED.match(quote) is None
    forms = _finite().intersection(found)
    return len(forms) > 1 or any(not participles.quick(quote, form) for form in forms)


@lru_cache(maxsize=1)
def _finite() -> frozenset[str]:
    """The words of the lexicon, written small, whose usual class is that of a finite verb."""
    return frozenset(word for word, usual in lexicon().items() if usual in FINITE and word.islower())


def _reason(passage: Passage, sentence: Span) -> str | None:
    quote = sentence.of(passage.text)
    # Beyond this the text has no stops at all; its ends tell nothing, and tagging it would take long.
    # One that begins in another script is not English, and left untranslated rather than cut off.
    if len(quote) > 1_500 or (not "A" <= quote[0] <= "\u024f" and quote[0] not in _QUOTES):
        return None
    if quote.endswith(_ELLIPSES) and len(quote) > 12 and _breaks_off(passage, sentence, quote):
        return "The sentence ends in an ellipsis: the rest may be missing."
    stripped = quote.rstrip(_QUOTES + " ")
    last = stripped[-40:].rstrip(" .,;:").rpartition(" ")[2]
    if last in _OPEN_ENDS and " " in quote:
        return f"The sentence ends with “{last}”: the rest is missing."
    if last in _OPEN_LAST and (phrase := _OPEN_PHRASES.search(stripped[-40:].rstrip(" .,;:"))):
        return f"The sentence ends with “{phrase.group()}”: the rest is missing."
    if not stripped.endswith(".") or quote[0] in _QUOTES or quote[-1] in _QUOTES:
        return None  # headings, questions and what is quoted need no verb
    return _fragment(passage, sentence, quote)


def _breaks_off(passage: Passage, sentence: Span, quote: str) -> bool:
    """Whether an ellipsis stands for what is missing. Chinese copy ends lists with one that means "and so on"."""
    return (
        passage.zone_at(sentence.start) == "truncated"
        or sentence is passage.sentences[-1]
        or quote.rstrip(".…[]")[-1:].isspace()
    )


def _fragment(passage: Passage, sentence: Span, quote: str) -> str | None:  # noqa: PLR0911 - one test a line
    verb = subjectless.missing(quote)
    if verb:
        return f"“{verb}” has no subject: who?"
    if quote.count(" ") >= MOST_WORDS or any(mark in quote for mark in ":;–—/|"):
        return None
    clause = fragments.only_clause(quote)
    if clause and sentence is not passage.sentences[0] and passage.text[sentence.start - 1].isspace():
        return clause
    if _ONLY_WHO.match(quote) and sentence is not passage.sentences[0] and passage.text[sentence.start - 1].isspace():
        return "The sentence has no verb."
    idle = participles.starts(quote)
    if _is_plain(quote, idle):
        return None
    relative = _RELATIVE.search(quote) if _DETERMINED.match(quote) else None
    main = quote[: relative.start()] + quote[relative.end() :] if relative else quote
    if _SURE_VERB.search(main):
        return None
    if sentence is passage.sentences[0] or not passage.text[sentence.start - 1].isspace():
        # The second: a stop inside a name ("U.S. relations", ".NET") was taken for a sentence's end.
        return None
    found = [word for word in words(passage.text, sentence) if word.text[0].isalnum() or word.text[0] in "'’"]
    if relative:
        low, high = sentence.start + relative.start(), sentence.start + relative.end()
        found = [word for word in found if word.end <= low or word.start >= high]
    if len(found) < 2 or _is_framed(found) or _has_verb(found, {sentence.start + at for at in idle}):
        return None
    if all(word.text[0].isupper() or word.text[0].isdigit() for word in found):
        return None  # a name, a date, a signature
    return "The sentence has only the verb of a clause inside it." if relative else "The sentence has no verb."


def _is_framed(found: Sequence[Word]) -> bool:
    """Whether a fragment begins as such do that are meant so: "Not so.", "Nothing new." """
    return found[0].lower in _FRAMES and (found[0].lower != "nothing" or len(found) < _LONG_NOTHING)


def _is_plain(quote: str, idle: Container[int]) -> bool:
    """Whether the usual classes of the words tell of a verb already: nearly every sentence needs no closer look."""
    before = "DT"
    for match in _CHUNK.finditer(quote):
        usual = class_of(match.group().strip(_AROUND))
        if usual in FINITE or (usual in {"VB", "VBN"} and before not in _BEFORE_NOUNS):
            if match.start() not in idle:
                return "who" not in quote and "which" not in quote
            usual = "VBN"
        before = usual
    return False


def _has_verb(found: Sequence[Word], idle: Container[int]) -> bool:
    """Whether any word may be a finite verb, by its class here or by its usual class: in doubt there is one.

    `idle`: where past forms stand that are none for certain.
    """
    for n, word in enumerate(found):
        if word.start in idle or word.text == "May":
            continue
        usual = class_of(word.lower)
        if word.tag in FINITE or usual in FINITE:
            return True
        if word.lower in {"'s", "’s"} and (n + 1 == len(found) or found[n + 1].tag not in NOUNS | {"JJ", "CD"}):
            return True
        if (word.tag in {"VB", "VBN"} or usual in {"VB", "VBN"}) and _may_be_finite(found, n, word):
            return True
        if word.tag != "IN" and fragments.conjugates(word.lower) and _stands_as_verb(found, n, word):
            return True
    return False


def _stands_as_verb(found: Sequence[Word], n: int, word: Word) -> bool:
    """Whether a word that may be noun or verb stands where a verb can: not last, not behind what goes before a noun."""
    if n == 0:
        # "Even the president in the street.": what stands first as an adverb is no verb.
        return not word.lower.endswith("s") and class_of(word.lower) not in {"RB", "IN", "DT"}
    if n + 1 == len(found):
        # "Then the commercial ends." is whole; longer, it is more often a plural ("a rush of goods across borders").
        return n < _SHORT and word.lower.endswith("s") and found[n - 1].tag in {"NN", "NNP", "JJ"}
    return found[n - 1].tag not in {"DT", "JJ", "PRP$", "POS", "VBG", "IN", "CD", "CC"}


def _may_be_finite(found: Sequence[Word], n: int, word: Word) -> bool:
    """A base form or past form is finite unless it begins the fragment, or stands before its noun ("armed groups")."""
    if n == 0:
        return word.tag == "VB"  # an imperative
    before = found[n - 1]
    if n == 1 and before.lower in _PRONOUNS and (n + 1 == len(found) or found[n + 1].tag not in NOUNS | {"JJ"}):
        return True  # "Some passed by on foot."
    return before.tag not in {"DT", "JJ", "PRP$", "IN", "CC"} or before.lower == "that"


def _core(text: str, sentence: Span) -> Span:
    """The sentence without white space at its end."""
    quote = sentence.of(text)
    return Span(sentence.start, sentence.start + len(quote.rstrip()))
