"""Written names that sound like a known one: what the detectors of garbled names, places and institutions share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final
from weakref import WeakKeyDictionary

from annotator.garbles import known, meanings, misspelt_places, spoken_acronyms, surnames, written
from annotator.garbles.given_names import different_given_names
from annotator.garbles.likeness import generic, is_region, same_word
from annotator.garbles.passage import Passage
from annotator.garbles.written import WrittenName
from annotator.gazetteer.lookup import Gazetteer, Match
from annotator.text import names, skeleton
from annotator.text.names import align, joined
from annotator.text.skeleton import Token, fold
from annotator.text.spans import Finding, Reading, Span

# A name of two words or more: this score, and words around that speak for it unless the name alone is this like.
SCORE: Final = 0.79
SCORE_ALONE: Final = 0.88
CONTEXT: Final = 0.2
# What is left of a name beside plain English words ("News Agency") must be this like.
SCORE_BESIDE_GENERIC: Final = 0.72
IN_OFFICE: Final = 0.08
# A single word is a name of its own more often than a garble: it needs more of everything.
SCORE_ONE_WORD: Final = 0.88
CONTEXT_ONE_WORD: Final = 0.35
# Where a word before it tells what it is, one this long with the same consonants, spelled this alike, needs no context.
LONG_WORD: Final = 5
SPELLED_BESIDE: Final = 0.8
SPELLED_IN_PLACE: Final = 0.88
# A surname alone, known by itself, with no title before it has so many consonants.
TELLING_BONES: Final = 4
# A longer name with no word around that speaks for it, in an article that names the country it belongs to.
SCORE_AT_HOME: Final = 0.83
# Words that stand in another order than in the known name must be this like.
OTHER_ORDER: Final = 0.8
# A name that is like a native one must be this like the right one too.
SCORE_IN_LATIN: Final = 0.76
LONG_NAME: Final = 3  # words
SUGGESTIONS: Final = 5
# Pieces of one run that are looked at: every stretch of them may be a name.
MOST_PIECES: Final = 5
LONGEST_TORN: Final = 10  # characters
MOST_HOPELESS: Final = 1 << 14  # names kept
_AGE: Final = re.compile(r", \d\d,")  # "Salem, 52, shows his card"
_CLUBS: Final = ("AS ", "AC ", "FC ", "SC ", "SS ", "US ")  # "AS Roma": its articles are capitals
SEVERE_BELOW: Final = 0.93


def sounding(passage: Passage) -> Iterator[Finding]:
    """Names that sound like a known one but are not a known spelling of it, with the readings they may stand for.

    A name that resembles nothing is no finding, nor is a short form of a known name. Each has the kind of the first
    reading's entity. What is confirmed already is passed over.
    """
    judged: dict[str, tuple[Reading, ...]] = {}
    confirmed = {finding.start for finding in passage.once("confirmed", known.confirmed)}
    hopeless = _hopeless(passage.gazetteer)
    for name in passage.names:
        if name.title:
            yield from _titled(passage, name, judged)
        written_as = passage.text[name.start : name.end], name.starts_sentence
        if written_as in hopeless:
            continue  # nearly all names
        if not _may_be_garbled(passage, name):
            if len(hopeless) >= MOST_HOPELESS:
                hopeless.clear()
            hopeless.add(written_as)
            continue
        if not known.in_copy(passage, name) or name.start in confirmed or _covered(passage, name):
            continue
        for candidate, readings in _garbled(passage, name):
            judged[fold(candidate.span().of(passage.text))] = readings
            yield _finding(passage, candidate.span(), readings)
    yield from _surnames(passage, judged)


# By gazetteer, names that can be no garble of it wherever they stand, and whether they began a sentence: the same names
# come back in every article of a feed.
_HOPELESS: Final[WeakKeyDictionary[Gazetteer, set[tuple[str, bool]]]] = WeakKeyDictionary()


def _hopeless(gazetteer: Gazetteer) -> set[tuple[str, bool]]:
    found = _HOPELESS.get(gazetteer)
    if found is None:
        found = _HOPELESS[gazetteer] = set()
    return found


def _may_be_garbled(passage: Passage, name: WrittenName) -> bool:
    """Whether some stretch of a written name that is looked at has rivals, and is no name of the gazetteer itself."""
    if len(name.words) < 3:
        return _stretch_may_be(passage, name)
    parts = written.pieces(passage.text, name)[:MOST_PIECES]
    return any(
        _stretch_may_be(passage, written.joined(parts[first:last]) if last - first > 1 else parts[first])
        for first in range(len(parts))
        for last in range(first + 1, len(parts) + 1)
    )


def _stretch_may_be(passage: Passage, name: WrittenName) -> bool:
    if _rivals(passage, name) and not passage.gazetteer.exact(passage.text[name.start : name.end], garbles=False):
        return True
    rest = _without_first(passage, name)
    return rest is not None and bool(_rivals(passage, rest))


def _titled(passage: Passage, name: WrittenName, judged: dict[str, tuple[Reading, ...]]) -> Iterator[Finding]:
    """A surname alone behind a title that sounds like a known one, and is no garble in itself."""
    name = written.pieces(passage.text, name)[0]  # "General Kaani of Iran"
    if (
        len(name.words) > 1
        or passage.mentions_in(name.span())
        or not known.in_copy(passage, name)
        or _first_garbled(passage, name)
    ):
        return
    record = surnames.meant(passage, name)
    if record is not None:
        reason = f"the same consonants as the surname of “{record.name}”"
        readings = (Reading(record.name, surnames.SCORE, reason, record.id),)
        judged[fold(name.span().of(passage.text))] = readings
        yield _finding(passage, name.span(), readings)


def _finding(passage: Passage, span: Span, readings: tuple[Reading, ...]) -> Finding:
    reason = f"Not a known name; {readings[0].reason}: {readings[0].name}?"
    kind = known.kind_of(passage.gazetteer.entity(readings[0].entity or ""))
    # A reader still knows who "Faleh al-Fayad" is; nobody knows who "al-Hussein al-Sabi" is.
    severity = "major" if readings[0].score >= SEVERE_BELOW else None
    return passage.finding(kind, span, reason, readings, severity=severity)


def _covered(passage: Passage, name: WrittenName) -> bool:
    """Whether known names cover every word of a name but "of", "for", "and", "the"."""
    mentions = passage.mentions_in(name.span())
    if not mentions:
        return False
    for word in name.words:
        for span, _ in mentions:
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
    candidate = _without_first(passage, name)
    readings = _readings(passage, candidate) if candidate is not None else ()
    return (candidate, readings) if candidate is not None and readings else None


def _without_first(passage: Passage, name: WrittenName) -> WrittenName | None:
    """The name less a first word that only stands in capitals because it begins the sentence, or is no part of it:
    "the Dutchman Marco Rutte", "the EU's Josep Borrell"."""
    if len(name.words) < (2 if name.starts_sentence else 3):
        return None
    start, end = name.words[0]
    first = passage.text[start:end]
    if not (written.is_english(first) or written.is_demonym(first) or first.endswith(("'s", "’s"))):
        return None
    words = name.words[1:]
    while words[0].of(passage.text) in written.BETWEEN:
        words = words[1:]
    return WrittenName(words[0].start, name.end, words, False, name.title)


def _readings(passage: Passage, name: WrittenName) -> tuple[Reading, ...]:
    """The readings of a garbled name, best first; empty when it is not taken for garbled."""
    if not _rivals(passage, name):
        return ()  # nearly all names: no more of the text is looked at
    gazetteer, quote = passage.gazetteer, written.looked_up(passage.text, name)
    asked = _telling(quote)
    at_least, alone = (SCORE_ONE_WORD, SCORE_ONE_WORD) if len(asked) == 1 else (SCORE, SCORE_AT_HOME)
    if len(asked) == 1 and misspelt_places.may_be(passage, name):
        alone = misspelt_places.SCORE
    if gazetteer.exact(quote, garbles=False) or (len(asked) == 1 and _is_no_name(passage, name)):
        return ()
    context = passage.context_at(name.start)
    if not gazetteer.may_match(quote, context, at_least=at_least, alone=alone):
        return ()
    matches = gazetteer.match(quote, context=context, limit=SUGGESTIONS, alike_in_length=True)
    if not matches or not _is_garble(passage, name, asked, matches[0]):
        return ()
    return tuple(
        Reading(match.name, match.score, match.reason, match.entity_id)
        for match in matches
        if match.score >= max(0.55, matches[0].score - 0.3)
    )


def _rivals(passage: Passage, name: WrittenName) -> tuple[tuple[int, float], ...]:
    """The gazetteer's spellings that might be what was meant, wherever the name stands."""
    quote = written.looked_up(passage.text, name)
    asked = _telling(quote)
    if not asked:
        return ()
    return passage.gazetteer.rivals(quote, SCORE_ONE_WORD if len(asked) == 1 else SCORE)


@lru_cache(maxsize=1 << 14)
def _telling(quote: str) -> tuple[Token, ...]:
    """The words of a name that tell it from others, none when they could never make a garble.

    Two plain English words are never taken for one (`_is_garble`) but for a short name torn apart ("Bag Dad"): most
    such names ("Security Council") need not be looked up.
    """
    if len(quote) > 120 or quote.startswith(_CLUBS):
        return ()
    asked = skeleton.tokens(quote)
    size = len(asked)
    if size == 1:
        return asked if asked[0].text[3:] and not written.is_demonym(quote) else ()
    if size == 2 and is_region(asked[0].text, asked[1].text):
        return ()
    plain = size == 2 and written.is_english(asked[0].text) and written.is_english(asked[1].text)
    return () if plain and len(quote) > LONGEST_TORN else asked


def _is_no_name(passage: Passage, name: WrittenName) -> bool:
    """Whether one word is an acronym, a nationality or an English word, or one that the text writes small too."""
    word = name.words[-1].of(passage.text)
    if word.isupper() or written.is_demonym(word) or (name.starts_sentence and written.is_english(word)):
        return True
    return word.lower() in passage.lower_words or _AGE.match(passage.text, name.end) is not None


def _is_garble(  # noqa: PLR0911 - one test a line
    passage: Passage, name: WrittenName, asked: tuple[Token, ...], match: Match
) -> bool:
    """Whether the best match is near enough to be what was meant, and far enough not to be the same."""
    spelling = skeleton.tokens(match.spelling)
    if len(pairs := align(asked, spelling).pairs) < len(asked):
        return len(asked) != len(spelling) and joined(asked, spelling) >= SCORE
    likeness = [value for _, _, value in pairs]
    # Only the same words may stand in another order: "Wang Qun" is not Qin Gang.
    crossed = min(likeness) < OTHER_ORDER and any(b[1] < a[1] for a, b in pairwise(sorted(pairs)))
    plural = match.kind != "person" or len(asked) == 1  # "Martin Griffith" is no singular
    same = all(
        same_word(asked, i, spelling[j].text, plural=plural) for i, j, _ in pairs
    )  # a short form, or another order
    plain = all(written.is_english(token.text) or written.is_demonym(token.text) for token in asked)
    same = same and (plain or _is_english_form(passage, asked, match))  # "British Ministry", of whatever it is a part
    others = any(different_given_names(asked[i].text, spelling[j].text) for i, j, _ in pairs)
    if same or others or crossed or min(likeness) < names.GARBLED or _is_somebody_else(passage, asked, match):
        return same and len(asked) > 1 and meanings.has_particle(passage.text[name.start : name.end], match)
    if len(asked) == 1:
        off = misspelt_places.is_off_by_a_letter(passage, name, asked[0], match)
        return off or _one_word(passage, name, asked[0], match)
    if plain and " of " in passage.text[name.start : name.end] and " of " not in match.spelling and len(asked) < 3:
        return False  # "Part of the European" is no "Parquet européen"
    if all(written.is_english(token.text) for token in asked):
        # "White Horse" is not the White House: plain English words must be nearly those of a longer name.
        return len(asked) >= 3 and match.score >= 0.9 and min(likeness) >= 0.75
    if match.kind == "person" and surnames.are_others(asked, spelling) and match.parts.get("context", 0.0) < CONTEXT:
        return False
    telling = [value for i, j, value in pairs if not generic(asked[i].text, spelling[j].text)]
    # A person in office ("UN humanitarian chief Mark Lukuk") is told by the words around as well.
    in_office = match.kind == "person" and match.parts.get("context", 0.0) >= CONTEXT_ONE_WORD
    if len(telling) < len(asked) and min(telling) < SCORE_BESIDE_GENERIC - (IN_OFFICE if in_office else 0.0):
        return False  # "Vietnam News Agency" is not Tasnim News Agency
    return match.score >= SCORE and _is_spoken_for(passage, match)


def _is_somebody_else(passage: Passage, asked: tuple[Token, ...], match: Match) -> bool:
    """Whether a name is like a known one by chance.

    Only the surname differs and is another known one: "Ebrahim Rezaei" is not Ebrahim Raisi. Or it is like only in the
    native script, where a letter is a vowel or a consonant: "Ali Fayyad" is not Ali Fadavi.
    """
    spelling = skeleton.tokens(match.spelling)
    if len(asked) < 2 or not spelling:
        return False
    if spelling[0].native:
        return align(asked, skeleton.tokens(match.name)).score < SCORE_IN_LATIN
    if len(asked) != len(spelling) or asked[-1].skeleton == spelling[-1].skeleton:
        return False
    same = all(word.text == right.text for word, right in zip(asked[:-1], spelling[:-1], strict=True))
    # Of three words and more the other one must be of the article's country: "Abdul Amir Jarallah" is no Kuwaiti.
    others = [record for record in passage.gazetteer.with_word(asked[-1].text) if record.kind == match.kind]
    return same and any(len(asked) < LONG_NAME or known.is_at_home(passage, record) for record in others)


def _is_spoken_for(passage: Passage, match: Match) -> bool:
    """Whether a longer name is so like that it needs no more, or what stands around speaks for it."""
    if match.parts.get("context", 0.0) >= CONTEXT or match.score >= SCORE_ALONE:
        return True
    return match.score >= SCORE_AT_HOME and known.is_at_home(passage, passage.gazetteer.entity(match.entity_id))


def _is_english_form(passage: Passage, asked: tuple[Token, ...], match: Match) -> bool:
    """Whether English copy writes the words of a known spelling so: "Burhane" is French."""
    record = passage.gazetteer.entity(match.entity_id)
    if record is None or passage.gazetteer.foreign.language(match.spelling) is None:
        return True
    names_of = [record.name, *(alias.name for alias in record.aliases if alias.language in {None, "en"})]
    words = {token.text for name in names_of for token in skeleton.tokens(name)}
    return all(token.text in words for token in asked)


def _one_word(passage: Passage, name: WrittenName, token: Token, match: Match) -> bool:
    spelling = skeleton.tokens(match.spelling)
    if len(spelling) != 1 or spelling[0].native or misspelt_places.is_inflected(token.text, spelling[0].text):
        return False
    spelled = match.parts["spelling"]
    if match.score < SCORE_ONE_WORD or spelled < names.SPELLED_ALIKE or surnames.is_right(passage, token, match):
        return False
    if match.parts.get("context", 0.0) >= CONTEXT_ONE_WORD:
        return True
    long = len(token.text) >= LONG_WORD and not written.is_english(token.text)
    if not long or token.skeleton != spelling[0].skeleton or spelled < SPELLED_BESIDE:
        return False
    # "in" before it says that it is a place, a title that it is a person.
    at_home = known.is_at_home(passage, passage.gazetteer.entity(match.entity_id))
    if match.kind != "place":
        # Four consonants in a row and more are hardly another person's: "Bleinken" in copy about the United States.
        telling = len(token.skeleton) >= TELLING_BONES and at_home
        return (match.kind == "person" and (name.title or telling)) or (match.kind == "group" and telling)
    return at_home or (
        spelled >= SPELLED_IN_PLACE
        and len(token.skeleton) > surnames.BARE_BONES
        and known.is_after_place_word(passage, name.start)
    )


def _surnames(passage: Passage, judged: dict[str, tuple[Reading, ...]]) -> Iterator[Finding]:
    """The last word of a person's garbled name where it stands alone, unless it is right by itself."""
    for finding in [*passage.once("confirmed", known.confirmed), *passage.once("foreign", known.foreign)]:
        judged.setdefault(fold(finding.quote), finding.suggestions)
    persons = {}
    for folded, readings in judged.items():
        record = passage.gazetteer.entity(readings[0].entity or "")
        if record is not None and record.kind == "person" and " " in folded:
            surname = folded.split()[-1]
            if surname not in surnames.right_words(record):
                persons[surname] = readings
    if not persons:
        return
    text = passage.text
    for name in passage.names:
        surname = fold(text[name.words[-1].start : name.end])
        if surname in persons and len(name.words) == 1 and not passage.mentions_in(name.span()):
            yield _finding(passage, name.span(), persons[surname])


SEARCHES: Final = (
    ("confirmed", known.confirmed),
    ("foreign", known.foreign),
    ("sounding", sounding),
    ("translated", meanings.translated),
    ("spoken", spoken_acronyms.spoken),
)


def wrong_names(passage: Passage, kind: str) -> Iterator[Finding]:
    """The findings of one kind: confirmed before, as another language writes them, like a known name in sound.

    Each search is made once for the three kinds.
    """
    for name, search in SEARCHES:
        for finding in passage.once(name, search):
            if finding.category == kind:
                yield finding
