"""The words of a statement that say what it is about, each with its lemma, its weight and its part in what is told."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from sys import intern
from typing import Final, NamedTuple

from ...text.skeleton import Token
from ...text.skeleton import tokens as name_tokens
from ...text.spans import Span
from ...text.words import NAMES, NOUNS, VERBS, Word, words
from .concepts import PHRASES
from .lexicon import RAREST, UNKNOWN, Lexicon, lexicon

# Who did it, to whom it was done.
NO_ROLE, AGENT, PATIENT = 0, 1, 2
# Words of grammar, and words so common in news that they tell no matter from another.
_STOP: Final = frozenset(
    "a an the this that these those some any each every all both either neither such same other another own "
    "i me my we us our you your he him his she her it its they them their who whom whose which what "
    "and or but nor so yet if then than as while because although though when where why how whether since until unless "
    "in on at to for from by with of about into onto over under after before between among against during through "
    "within without toward towards upon across along around near off out up down via per amid despite "
    "be is are was were been being am has have had having do does did doing done will would can could may might shall "
    "should must ought not no n't never also just only even still already very too more most much many few less least "
    "there here now later earlier ago again ever once twice however meanwhile according s 's mr mrs ms dr sir "
    "nbsp etc els well "
    "say said says saying tell told tells".split()
)
_BE: Final = frozenset("is are was were be been being 's am get got gets".split())
_PREPOSITIONS: Final = frozenset("IN TO".split())
_US: Final = {
    "US": "america", "U.S.": "america", "U.S": "america", "USA": "america", "UK": "britain", "U.K.": "britain",
    "UN": "un", "U.N.": "un", "EU": "eu", "E.U.": "eu",
}  # fmt: skip
_PHRASES: Final[dict[str, list[tuple[tuple[str, ...], str]]]] = {}
for _phrase, _word in PHRASES.items():
    _words = tuple(_phrase.split())
    _PHRASES.setdefault(_words[0], []).append((_words, _word))
# Rarity at which a word begins to weigh, and the least that any word weighs.
COMMON: Final = 4.5
LEAST: Final = 0.6
_HEADLINE: Final = 0.7  # share of longer words with a capital from which on a capital says nothing


class Term(NamedTuple):
    """One word. `number`: of its lemma in the lexicon, or UNKNOWN. `token`: for names and unknown words."""

    word: str  # lower case, as written
    number: int
    weight: float
    name: bool
    verb: bool
    role: int
    token: Token | None


@lru_cache(maxsize=1 << 15)
def the_same(term: Term) -> Term:
    """One object for all that are equal: thousands of statements are kept that share most of their words."""
    return term


def terms(wording: str, taken: Sequence[Span] = ()) -> list[tuple[int, Term]]:
    """The words of a wording that weigh, in order, each with where it begins; those inside `taken` are left out."""
    tokens = words(wording)
    known = lexicon()
    told = _capitals_tell(tokens)
    roles = _roles(tokens)
    found: list[tuple[int, Term]] = []
    inside = iter(sorted(taken))
    span = next(inside, None)
    phrases = _phrases(tokens, known)
    done = 0
    for at, token in enumerate(tokens):
        if at < done:
            continue
        while span is not None and span.end <= token.start:
            span = next(inside, None)
        if span is not None and span.start <= token.start:
            continue
        phrase = phrases.get(at)
        if phrase is not None:
            done = at + phrase[0]
            number = known.number(phrase[1])
            rarity = RAREST if number == UNKNOWN else known.rarity[number]
            name = number != UNKNOWN and known.proper[number] != 0
            verb = any(token.tag in VERBS for token in tokens[at:done])
            written = " ".join(token.lower for token in tokens[at:done])
            read = [Term(written, number, max(LEAST, rarity - COMMON), name, verb, roles[at], None)]
        else:
            read = _read(tokens, at, known, told, roles[at])
        found += [(token.start, the_same(term)) for term in read]
    return found


def _phrases(tokens: Sequence[Word], known: Lexicon) -> dict[int, tuple[int, str]]:
    """Where phrases of several words that stand for one begin: how many words they have, and that word."""
    lemmas = []
    for token in tokens:
        number = known.number(token.lower)
        lemmas.append(token.lower if number == UNKNOWN else known.lemmas[number])
    found: dict[int, tuple[int, str]] = {}
    for at, lemma in enumerate(lemmas):
        for phrase, word in _PHRASES.get(lemma, ()):
            if tuple(lemmas[at : at + len(phrase)]) == phrase:
                found[at] = (len(phrase), word)
    return found


def _read(tokens: Sequence[Word], at: int, known: Lexicon, told: bool, role: int) -> list[Term]:
    token = tokens[at]
    short = _US.get(token.text)
    lower = short or token.lower
    if not short and (lower in _STOP or lower.rstrip(".") in _STOP or not lower[0].isalnum() or lower.isdigit()):
        return []
    parts = [lower]
    number = known.number(lower)
    if number == UNKNOWN and ("-" in lower or "/" in lower):
        whole = known.number(lower.replace("-", ""))  # "bail-out"
        parts = (
            [lower.replace("-", "")]
            if whole != UNKNOWN
            else [part for part in lower.replace("/", "-").split("-") if part and part not in _STOP and part != "al"]
        )
    found = []
    for part in parts:
        number = known.number(part)
        name = _is_name(tokens, at, known, number, told) or bool(short)
        rarity = RAREST if number == UNKNOWN else known.rarity[number]
        if number == UNKNOWN and not part.isalpha() and not name:
            rarity = 10.0
        if len(part) == 1 and not name:
            continue
        bones = None
        if name or number == UNKNOWN:
            spelled = name_tokens(part)
            bones = spelled[0] if spelled else None
        found.append(Term(intern(part), number, max(LEAST, rarity - COMMON), name, token.tag in VERBS, role, bones))
    return found


def _capitals_tell(tokens: Sequence[Word]) -> bool:
    """Whether a capital means a name: not in a headline with capitals throughout, nor in one without any."""
    longer = [token.text for token in tokens if len(token.text) > 3 and token.text.isalpha()]
    capitals = sum(word[0].isupper() for word in longer)
    return 0 < capitals < max(2, _HEADLINE * len(longer)) or len(longer) <= 2


def _is_name(tokens: Sequence[Word], at: int, known: Lexicon, number: int, told: bool) -> bool:
    token = tokens[at]
    proper = known.proper[number] if number != UNKNOWN else 2
    if proper == 1:
        return True
    if not token.text[0].isupper():
        return False
    if not told:
        return proper == 2
    if at == 0:
        return proper == 2 or (token.tag in NAMES and len(tokens) > 1 and tokens[1].text[0].isupper())
    return token.tag in NAMES or proper == 2 or token.tag not in VERBS


def _roles(tokens: Sequence[Word]) -> list[int]:  # noqa: C901, PLR0912 - one scan
    """For each noun whether it stands as the one who acts or as the one who is acted on, by the nearest verb."""
    roles = [NO_ROLE] * len(tokens)
    verb, passive = -1, False
    preposition = ""
    pending: list[int] = []  # nouns that wait for their verb
    for at, token in enumerate(tokens):
        if token.tag in NOUNS or token.tag == "PRP":
            if preposition:
                if preposition == "by" and passive:
                    roles[at] = AGENT
            elif verb < 0:
                pending.append(at)
            else:
                roles[at] = PATIENT
                pending.append(at)
        elif token.tag in VERBS:
            group_passive = token.tag in {"VBN", "VBD"} and any(
                tokens[back].lower in _BE for back in range(max(0, at - 3), at)
            )
            if token.lower in _BE or token.tag == "MD":
                continue
            if verb < 0 or token.tag not in {"VBG", "VB"}:
                for noun in pending:
                    if roles[noun] == NO_ROLE or group_passive:
                        roles[noun] = PATIENT if group_passive else AGENT
            pending = []
            verb, passive, preposition = at, group_passive, ""
        elif token.tag in _PREPOSITIONS:
            preposition = token.lower
        elif token.tag in {",", "CC", ":", "."} or token.tag.startswith("W"):
            preposition = ""
            if token.tag != "CC":
                verb, passive = -1, False
                pending = pending if token.tag.startswith("W") else pending[-2:]
    return roles
