"""A name close in sound to one of the gazetteer but not a known spelling of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from annotator.garbles import written
from annotator.garbles.passage import Passage
from annotator.garbles.written import WrittenName
from annotator.gazetteer.lookup import Match
from annotator.text import names, skeleton
from annotator.text.names import align, joined
from annotator.text.skeleton import fold
from annotator.text.spans import Finding, Reading, Span

KIND: Final = "garbled-name"
# A name of two words or more: this score, and words around that speak for it unless the name alone is this like.
SCORE: Final = 0.79
SCORE_ALONE: Final = 0.88
CONTEXT: Final = 0.2
# What is left of a name beside plain English words ("News Agency") must be this like.
SCORE_BESIDE_GENERIC: Final = 0.72
# A single word is a name of its own more often than a garble: it needs more of everything.
SCORE_ONE_WORD: Final = 0.88
CONTEXT_ONE_WORD: Final = 0.35
ALWAYS_CONTEXT: Final = 2.0  # no score is this high
SUGGESTIONS: Final = 5
# Pieces of one run that are looked at: every stretch of them may be a name.
MOST_PIECES: Final = 5
LONGEST_TORN: Final = 10  # characters
SEVERE_BELOW: Final = 0.93
_SKIPPED_ZONES: Final = frozenset({"byline", "boilerplate", "repeated-lead"})
# Given names with the same or nearly the same consonants that are different names: one is not a garble of the other.
_GIVEN: Final = {
    name: group
    for group, line in enumerate(
        (
            "hassan hasan", "hussein hussain hossein husayn husain hosein houssein", "ali", "alaa ala", "saad sad",
            "saeed said saied", "omar umar", "amir ameer amer", "salim saleem", "salam", "salman", "karim kareem",
            "akram", "hamid hameed", "ahmed ahmad", "mohammed muhammad mohamed mohammad mohamad", "mahmoud mahmud",
            "rashid rasheed", "rashad", "majid majeed", "amjad", "jamal", "jamil jameel", "nasir nasser nasir", "nasr",
            "khalid khaled", "khalil", "faisal faysal", "fadhil fadel", "yasin yassin", "yasir yasser",
            "masoud massoud",
            "masrour masrur", "mahdi mehdi", "mahir maher", "adel adil", "adnan", "samir sameer", "samar",
            "tariq tarek",
            "walid waleed", "khadim kadhim", "qasim qassem qasem kassem", "wisam wissam", "hisham", "hashim hashem",
            "haider haidar haydar", "hadi", "huda hoda", "ibrahim ebrahim", "bashar", "bashir", "jafar jaafar",
            "jabbar", "jaber jabir",
        )
    )
    for name in line.split()
}  # fmt: skip


def find(passage: Passage) -> Iterator[Finding]:
    """Names that sound like a known one but are not a known spelling of it, with the readings they may stand for.

    A name that resembles nothing is no finding, nor is a short form of a known name.
    """
    judged: dict[str, tuple[Reading, ...]] = {}
    for name in passage.names:
        if passage.zone_at(name.start) in _SKIPPED_ZONES or _covered(passage, name):
            continue
        for candidate, readings in _garbled(passage, name):
            judged[fold(candidate.span().of(passage.text))] = readings
            yield _finding(passage, candidate.span(), readings)
    yield from _surnames(passage, judged)


def _finding(passage: Passage, span: Span, readings: tuple[Reading, ...]) -> Finding:
    reason = f"Not a known name; {readings[0].reason}: {readings[0].name}?"
    # A reader still knows who "Faleh al-Fayad" is; nobody knows who "al-Hussein al-Sabi" is.
    severity = "major" if readings[0].score >= SEVERE_BELOW else None
    return passage.finding(KIND, span, reason, readings, severity=severity)


def _covered(passage: Passage, name: WrittenName) -> bool:
    """Whether known names cover every word of a name but "of", "for", "and", "the"."""
    known = passage.mentions_in(name.span())
    if not known:
        return False
    for word in name.words:
        for span, _ in known:
            if span.start < word.end and word.start < span.end:
                break
        else:
            if word.of(passage.text) not in written.BETWEEN:
                return False
    return True


def _garbled(passage: Passage, name: WrittenName) -> Iterator[tuple[WrittenName, tuple[Reading, ...]]]:
    """The garbled names in a run: from the left the longest stretch between "of", "for" and "and" that is one."""
    parts = written.pieces(passage.text, name)[:MOST_PIECES]
    if len(parts) == 1:
        found = _first_garbled(passage, parts[0])
        if found is not None:
            yield found
        return
    first = 0
    while first < len(parts):
        last = len(parts)
        while last > first:
            stretch = written.joined(parts[first:last])
            found = _first_garbled(passage, stretch)
            if found is not None:
                yield found
                break
            last -= 1
        first = max(last, first + 1)


def _first_garbled(passage: Passage, name: WrittenName) -> tuple[WrittenName, tuple[Reading, ...]] | None:
    """The name, or it without a sentence's first word, when it is garbled."""
    listed = " and " in passage.text[name.start : name.end]  # "Biden and Qasim": two names when one is known
    if _covered(passage, name) or (listed and passage.mentions_in(name.span())):
        return None
    readings = _readings(passage, name)
    if readings:
        return name, readings
    candidate = _without_first(passage, name) if name.starts_sentence else None
    readings = _readings(passage, candidate) if candidate is not None else ()
    return (candidate, readings) if candidate is not None and readings else None


def _without_first(passage: Passage, name: WrittenName) -> WrittenName | None:
    """The name less a first word that only stands in capitals because it begins the sentence."""
    if not name.starts_sentence or len(name.words) < 2 or not written.is_english(name.words[0].of(passage.text)):
        return None
    words = name.words[1:]
    while words[0].of(passage.text) in written.BETWEEN:
        words = words[1:]
    return WrittenName(words[0].start, name.end, words, False, name.title)


def _readings(passage: Passage, name: WrittenName) -> tuple[Reading, ...]:
    """The readings of a garbled name, best first; empty when it is not taken for garbled."""
    quote = passage.text[name.start : name.end]
    asked = skeleton.tokens(quote)
    if not _worth_asking(passage, name, quote, asked):
        return ()
    at_least, alone = (SCORE_ONE_WORD, ALWAYS_CONTEXT) if len(asked) == 1 else (SCORE, SCORE_ALONE)
    if not passage.gazetteer.rivals(quote, at_least):
        return ()  # nearly all names: no more of the text is looked at
    if passage.gazetteer.exact(quote, garbles=False) or (len(asked) == 1 and _also_small(passage, name)):
        return ()
    context = passage.context_at(name.start)
    if not passage.gazetteer.may_match(quote, context, at_least=at_least, alone=alone):
        return ()
    best = passage.gazetteer.match(quote, context=context, limit=1, alike_in_length=True)
    if not best or not _is_garble(asked, best[0]):
        return ()  # most names: the reasons of the others need not be put into words
    matches = passage.gazetteer.match(quote, context=context, limit=SUGGESTIONS, alike_in_length=True)
    return tuple(
        Reading(match.name, match.score, match.reason, match.entity_id)
        for match in matches
        if match.score >= max(0.55, matches[0].score - 0.3)
    )


def _worth_asking(passage: Passage, name: WrittenName, quote: str, asked: tuple[skeleton.Token, ...]) -> bool:
    if not asked or len(quote) > 120:
        return False
    if len(asked) > 1:
        # Two plain English words are never taken for a garble, below, but for a short name torn apart ("Bag Dad"):
        # most such names ("Security Council") need not be looked up.
        torn = len(quote) <= LONGEST_TORN
        return len(asked) > 2 or torn or not all(written.is_english(token.text) for token in asked)
    word = name.words[-1].of(passage.text)
    if len(asked[0].text) < 4 or word.isupper() or written.is_demonym(word):
        return False
    return not (name.starts_sentence and written.is_english(word))


def _also_small(passage: Passage, name: WrittenName) -> bool:
    """Whether the text writes a name of one word small, too."""
    return name.words[-1].of(passage.text).lower() in passage.lower_words


def _is_garble(asked: tuple[skeleton.Token, ...], match: Match) -> bool:
    """Whether the best match is near enough to be what was meant, and far enough not to be the same."""
    spelling = skeleton.tokens(match.spelling)
    pairs = align(asked, spelling).pairs
    if len(pairs) < len(asked):
        return len(asked) != len(spelling) and joined(asked, spelling) >= SCORE
    likeness = [value for _, _, value in pairs]
    same = all(_same_word(asked, i, spelling[j].text) for i, j, _ in pairs)  # a short form, or another order
    others = any(_different_given_names(asked[i].text, spelling[j].text) for i, j, _ in pairs)
    if same or others or min(likeness) < 0.5:
        return False
    if len(asked) == 1:
        return _one_word(asked[0], spelling, match)
    if all(written.is_english(token.text) for token in asked):
        # "White Horse" is not the White House: plain English words must be nearly those of a longer name.
        return len(asked) >= 3 and match.score >= 0.9 and min(likeness) >= 0.75
    telling = [value for i, j, value in pairs if not _generic(asked[i].text, spelling[j].text)]
    if len(telling) < len(asked) and min(telling) < SCORE_BESIDE_GENERIC:
        return False  # "Vietnam News Agency" is not Tasnim News Agency
    context = match.parts.get("context", 0.0)
    return match.score >= SCORE and (context >= CONTEXT or match.score >= SCORE_ALONE)


def _same_word(asked: tuple[skeleton.Token, ...], i: int, known: str) -> bool:
    """Whether a word is the known one; the last may be its singular or plural ("Revolutionary Guard")."""
    word = asked[i].text
    return word == known or (i == len(asked) - 1 and word.removesuffix("s") == known.removesuffix("s"))


def _generic(a: str, b: str) -> bool:
    """Whether two words are the same English word: it tells little about whose name this is."""
    return a == b and written.is_english(a)


def _one_word(token: skeleton.Token, spelling: tuple[skeleton.Token, ...], match: Match) -> bool:
    if len(spelling) != 1 or spelling[0].native or _inflected(token.text, spelling[0].text):
        return False
    context = match.parts.get("context", 0.0)
    return (
        match.score >= SCORE_ONE_WORD and context >= CONTEXT_ONE_WORD and match.parts["spelling"] >= names.SPELLED_ALIKE
    )


def _inflected(word: str, known: str) -> bool:
    """ "Iraqis" from "Iraq": a known name and an ending."""
    return word.startswith(known[:-1]) and len(word) > len(known) and word[len(known) - 1 :] != known[-1:] * 2


def _different_given_names(a: str, b: str) -> bool:
    return a in _GIVEN and b in _GIVEN and _GIVEN[a] != _GIVEN[b]


def _surnames(passage: Passage, judged: dict[str, tuple[Reading, ...]]) -> Iterator[Finding]:
    """The last word of a person's garbled name where it stands alone."""
    persons = {}
    for folded, readings in judged.items():
        record = passage.gazetteer.entity(readings[0].entity or "")
        if record is not None and record.kind == "person" and " " in folded:
            persons[folded.split()[-1]] = readings
    if not persons:
        return
    for name in passage.names:
        readings = persons.get(fold(name.words[-1].of(passage.text)), ())
        if readings and len(name.words) == 1 and not passage.mentions_in(name.span()):
            yield _finding(passage, name.span(), readings)
