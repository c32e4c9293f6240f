"""Clauses inside a sentence that lost their subject, and predicates that stand twice.

"…leaves for Doha, where will take part in a meeting": Italian, Spanish, Arabic and Persian leave the subject to the
verb's ending, English does not. "36 bodies had been brought in by Wednesday were brought": an engine that has put the
verb where English wants it comes to the place where Persian or German had it, and puts it there too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from annotator.garbles.passage import Passage, WordPair
from annotator.text.spans import Span
from annotator.text.word_forms import class_of, is_verb

_AUXILIARY: Final = r"(?:will|would|must|can|could|should|has|have|had|is|are|was|were)"
# "as was expected", "than is needed" and "what has happened" have none in English either.
_CLAUSE: Final = re.compile(
    rf"(?<=[\w,”’] )(?P<link>where|because|although|whereas|after|while|when) (?P<aux>{_AUXILIARY})"
    r"(?: (?:not|also|then|now|already|still|soon|later)){0,2} (?P<verb>[a-z]+)\b(?! (?:more|less)\b)"
)
_MODALS: Final = frozenset("will would must can could should".split())
# "where is left unsaid", "where is best": an adjective may stand there, and "when is …" be asked.
_ADJECTIVES: Final = frozenset("left set best better needed wanted possible safe open closed supposed".split())
_STOP: Final = re.compile(r"[.?!\n]")
_BE: Final = r"(?:was|were|is|are|has been|have been|had been|being)"
_GOVERNING: Final = frozenset(
    "in on at by to from into for near with during over after before against outside yesterday today".split()
)
_PREPOSITION: Final = rf"(?:{'|'.join(sorted(_GOVERNING))})"
_PARTICLES: Final = frozenset("in out up down off away".split())
_NO_CLAUSE: Final = (
    r"(?!(?:and|or|but|that|which|who|whom|whose|when|where|while|as|than|what|how|because|until|since|if)\b)"
)
_TWICE: Final = re.compile(
    rf"\b{_BE} (?P<verb>[a-z]{{3,}})(?: (?:{'|'.join(sorted(_PARTICLES))}))?(?= {_PREPOSITION}\b)"
    rf"(?: {_NO_CLAUSE}[\w’'-]+){{1,12}}? {_BE} (?P=verb)\b"
)
_SAID_TWICE: Final = re.compile(
    r"\b(?P<verb>said|added|announced|stated|declared|confirmed|arrived|met|visited|left|signed|warned|stressed)"
    rf"(?= {_PREPOSITION}\b)(?: {_NO_CLAUSE}(?!(?:he|she|they|it|we|i|had|has|have)\b)[\w’'-]+){{1,9}}? (?P=verb)\b"
)
# "among them the of Agriculture": what the article belongs to is gone.
_NO_NOUN: Final = re.compile(r"(?<=[\w,] )(?:the|an?) (?:of|from|with) (?=[A-Za-z])")
# "rose by to 167 percent": "relied on by the army" has a verb before it, and "from" goes before others.
_PREPOSITIONS: Final = re.compile(
    r"\b(?:by (?:to|of|from|for|with)|of (?:by|from)|with (?:of|to|by)|for (?:of|with)|at (?:of|to)|from (?:of|to|by)) "
    r"(?=(?:\d|the\b|an?\b|its\b|his\b|their\b|[$€£]))"
)
# "has not made not a single victim"; "did not say no", "not without", "not only not" are English.
_NEGATIONS: Final = re.compile(
    r"\b(?:has|have|had|did|does|do|will|would|could|can) not (?!say|mean|know|take|only|think|because|if|let)[a-z]+ "
    r"(?:not an?|not any|not one|nobody|nothing|no one|none of|never an?)\b(?! (?:but|more|less)\b)"
)
# "On February / February 4": two calendars' names of a month, or two forms of a name, came out as one.
_STROKE: Final = re.compile(r"\b(?P<word>[A-Z][a-z]{2,}) ?/ ?(?P=word)\b")
# "The army on its side it needs": Arabic and Persian take the subject up again.
_TAKEN_UP: Final = re.compile(
    r"(?<=[\w,] )(?:on|for|from) (?:its|his|her|their) (?:own )?(?:side|part),? (?:it|he|she|they) (?!too\b)(?=[a-z])"
)
_SUBJECT_BEFORE: Final = re.compile(
    r"(?:\A|[.!?\n”] ?)(?P<subject>(?:The|A|An|[A-Z][\w’'-]+) (?:[\w’'-]+ ){0,5}?[\w’'-]+),? \Z"
)
# "Has his hands tied his hands."
_BOTH_SIDES: Final = re.compile(r"\b(?P<what>(?:his|her|its|their) [a-z]+) [a-z]+(?:ed|en|t) (?P=what)\b")


def _pairs(*beginnings: tuple[str, str]) -> frozenset[WordPair]:
    """All words of the first lists with all of the second: two neighbours that each match of a rule begins with."""
    return frozenset(pair for first, second in beginnings for pair in product(first.split(), second.split()))


# Most texts have none of a rule's pairs, and are not searched.
_NO_NOUN_PAIRS: Final = _pairs(("the a an", "of from with"))
_PREPOSITION_PAIRS: Final = _pairs(
    ("by", "to of from for with"), ("of", "by from"), ("with", "of to by"), ("for", "of with"), ("at", "of to"),
    ("from", "of to by"),
)  # fmt: skip
_NEGATION_PAIRS: Final = _pairs(("not", "a an any one"), ("no", "one"), ("none", "of"), ("never", "a an"))
_CLAUSE_PAIRS: Final = _pairs(
    (
        "where because although whereas after while when",
        "will would must can could should has have had is are was were",
    )
)
_BES: Final = frozenset("was were is are been being".split())
_SAID: Final = frozenset(
    "said added announced stated declared confirmed arrived met visited left signed warned stressed".split()
)
_LEADING: Final = _BES | _SAID
_BEHIND: Final = _GOVERNING | _PARTICLES
# Words between a predicate and itself: twelve, of which some may have hyphens and count as several.
_SOON: Final = 60


def without_noun(passage: Passage) -> Iterator[Span]:
    """Articles before a preposition."""
    if not passage.pairs_among(_NO_NOUN_PAIRS):
        return
    for match in _NO_NOUN.finditer(passage.text):
        yield Span(match.start(), match.end() - 1)


def twofold(passage: Passage) -> Iterator[tuple[Span, str]]:
    """Two prepositions for one, two negations for one, with what they are."""
    text, patterns = passage.text, [(_BOTH_SIDES, "What belongs to the verb stands before and behind it.")]
    if passage.pairs_among(_PREPOSITION_PAIRS):
        patterns.append((_PREPOSITIONS, "Two prepositions stand for one."))
    if passage.pairs_among(_NEGATION_PAIRS) or "nobody" in text or "nothing" in text:
        patterns.append((_NEGATIONS, "Negated twice."))
    if "/" in text:
        patterns.append((_STROKE, "One name stands on both sides of the stroke."))
    for pattern, what in patterns:
        for match in pattern.finditer(text):
            yield Span(match.start(), len(match.group().rstrip()) + match.start()), what
    for match in _TAKEN_UP.finditer(text) if " side" in text or " part" in text else ():
        low = max(0, match.start() - 60)
        subject = _SUBJECT_BEFORE.search(text[low : match.start()])
        if subject:
            yield Span(low + subject.start("subject"), match.end() - 1), "The subject is told once more by a pronoun."


def without_subject(passage: Passage) -> Iterator[tuple[Span, str]]:
    """Where a clause has its link and its verb and nothing between that could be its subject, with the link."""
    text = passage.text
    if not passage.pairs_among(_CLAUSE_PAIRS):
        return
    for match in _CLAUSE.finditer(text):
        verb, auxiliary = match["verb"], match["aux"]
        if auxiliary in _MODALS:
            lacks = is_verb(verb) and class_of(verb) in {"VB", "VBP", "NN"} and not verb.endswith("ing")
        else:
            lacks = verb in {"been", "being"} or (class_of(verb) in {"VBN", "VBD"} and verb not in _ADJECTIVES)
        if lacks and not _asks(text, match.end()):
            yield Span(*match.span()), match["link"]


def told_twice(passage: Passage) -> Iterator[tuple[Span, str]]:
    """Where one predicate stands before and behind what belongs to it, with the verb."""
    for pattern in _soon_again(passage.words):
        for match in pattern.finditer(passage.text):
            if class_of(match["verb"]) in {"VBN", "VBD"}:
                yield Span(*match.span()), match["verb"]


def _soon_again(words: Sequence[str]) -> set[re.Pattern[str]]:
    """The patterns of predicates that come again soon enough to be told twice: of few texts any."""
    last: dict[tuple[bool, str], int] = {}
    found = set()
    for at in [at for at, word in enumerate(words) if word in _LEADING]:
        is_be = words[at] in _BES
        behind = at + 1 + is_be
        verb = is_be, words[behind - 1] if behind <= len(words) else ""
        if at - last.get(verb, -_SOON) < _SOON:
            found.add(_TWICE if is_be else _SAID_TWICE)
        if not _BEHIND.isdisjoint(words[behind : behind + 1]):
            last[verb] = at
    return found


def _asks(text: str, at: int) -> bool:
    """Whether the sentence around ends in a question mark."""
    end = _STOP.search(text, at)
    return end is not None and end.group() == "?"
