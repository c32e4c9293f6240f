"""Places of one word that are one letter off, where the copy says that a place of this country must stand there.

One word is a name of its own more often than a garble ("Mantes" is not Nantes), so the likeness of sound that is asked
of it is high. Behind "in" or "the town of" only a place can stand, and a name of seven letters is seldom another's.
"""

from __future__ import annotations

import re
from typing import Final

from rapidfuzz.distance import OSA

from annotator.garbles import known, written
from annotator.garbles.passage import Passage
from annotator.garbles.written import WrittenName
from annotator.gazetteer.lookup import Match
from annotator.text import skeleton
from annotator.text.skeleton import Token

# What such a name must score; another one of one word needs more.
SCORE: Final = 0.84
SHORTEST: Final = 5  # letters
# So long a name needs no word before it that says that it is a place.
LONG: Final = 7
# Behind these only a place, a time or a body can stand, no people and no language.
_IN_PLACE: Final = re.compile(
    r"\b(?:in|at|near|outside|around|towards?|(?:north|south|east|west|centre|center|city|town|village|province|port|"
    r"region|governorate|district|outskirts|suburbs?) of) \Z"
)
# A people may stand behind these too ("to Libyans"): a name must not look like one.
_TOWARDS: Final = re.compile(r"\b(?:from|to|of|for|on) \Z")
_LONGEST_BEFORE: Final = 20


def may_be(passage: Passage, name: WrittenName) -> bool:
    """Whether a place may stand here that is one letter off: long enough, or where only a place can stand."""
    if len(name.words) != 1 or name.title:
        return False
    size = name.end - name.start
    return size >= LONG or (
        size >= SHORTEST and (_stands_in_place(passage, name) or _stands_behind(passage, name, _TOWARDS))
    )


def is_off_by_a_letter(passage: Passage, name: WrittenName, token: Token, match: Match) -> bool:
    """Whether one letter is wrong, missing, too many or in its neighbour's place, in copy about the place's country.

    An ending that English adds ("Basrans") is none but where only a place can stand. The first letter must be right.
    """
    right = skeleton.tokens(match.spelling)
    if match.kind != "place" or len(right) != 1 or right[0].native or not may_be(passage, name):
        return False
    spelling, known_as = token.text, right[0].text
    if spelling[0] != known_as[0] or OSA.distance(spelling, known_as, score_cutoff=1) != 1:
        return False
    if written.is_english(spelling) or (is_inflected(spelling, known_as) and not _stands_in_place(passage, name)):
        return False
    return known.is_at_home(passage, passage.gazetteer.entity(match.entity_id))


def is_inflected(word: str, right: str) -> bool:
    """ "Iraqis" from "Iraq", "Libyan" from "Libya": a known name, or it less its last vowel, and an ending of English;
    "Baabdah" has none, and "Haarets" is not formed from "Haaretz"."""
    stems = (right, right[:-1]) if right[-1] in "aeiouy" else (right,)
    return any(word.startswith(stem) and word[len(stem) :] in _ENDINGS for stem in stems)


_ENDINGS: Final = frozenset("s n i is ns an ans ian ians in ins ese ite ites ist ists ish iya iyah ic ism".split())


def _stands_in_place(passage: Passage, name: WrittenName) -> bool:
    return _stands_behind(passage, name, _IN_PLACE)


def _stands_behind(passage: Passage, name: WrittenName, words: re.Pattern[str]) -> bool:
    return words.search(passage.text[max(0, name.start - _LONGEST_BEFORE) : name.start]) is not None
