"""Known persons whose name was torn in two where it is one word: "Good Luck Jonathan", "Behrouz Kamal Wendy".

An alphabet without capitals leaves it to the engine where a name ends, and what is left may be words or names of their
own: no word of it is like one of the right name.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from rapidfuzz.distance import Indel

from annotator.garbles import known, surnames, written
from annotator.garbles.passage import Passage
from annotator.garbles.written import WrittenName
from annotator.gazetteer.records import EntityRecord
from annotator.text import names, skeleton
from annotator.text.spans import Finding, Reading

SCORE: Final = 0.88
# The name without its spaces is this like the right one, or its torn surname is, with so many of the same consonants.
LIKE: Final = 0.86
SPELLED: Final = 0.6
LEAST_BONES: Final = 4
MOST_WORDS: Final = 4


def torn(passage: Passage) -> Iterator[Finding]:
    """Names of three or four words that are a known person's of one word fewer; a surname in two behind a title."""
    for name in passage.names:
        size = len(name.words)
        if size < 2 or (size == 2 and not name.title):
            continue  # nearly all
        for part in written.pieces(passage.text, name):
            if 3 <= len(part.words) <= MOST_WORDS:
                record = _meant(passage, part)
            else:
                record = _surname(passage, part) if len(part.words) == 2 and part.title else None
            if record is not None and known.in_copy(passage, part):
                reason = f"{record.name} torn apart: the same letters with a space more."
                reading = Reading(record.name, SCORE, "the same letters with a space more", record.id)
                yield passage.finding(known.kind_of(record), part.span(), reason, [reading])


def _meant(passage: Passage, name: WrittenName) -> EntityRecord | None:
    quote = name.span().of(passage.text)
    asked = skeleton.tokens(quote)
    if len(asked) != len(name.words) or passage.mentions_in(name.span()):
        return None
    for number, score in passage.gazetteer.rivals(quote, LIKE):
        record, spelling = passage.gazetteer.spelling(number)
        right = skeleton.tokens(spelling)
        if score >= LIKE and record.kind == "person" and len(right) < len(asked) and names.joined(asked, right) >= LIKE:
            return record if _keeps_a_word(asked, right) else None
    given, *_, last, end = asked
    bones = last.skeleton + end.skeleton
    if len(asked) != 3 or len(bones) < LEAST_BONES:
        return None
    for surname, record in surnames.by_bones(passage.gazetteer).get(bones, ()):
        first = skeleton.tokens(record.name)[0]
        spelled = Indel.normalized_similarity(last.text + end.text, surname)
        if first.skeleton == given.skeleton and spelled >= SPELLED and known.is_at_home(passage, record):
            return record
    return None


def _surname(passage: Passage, name: WrittenName) -> EntityRecord | None:
    """The person named in this text whose surname two words behind a title are: "Mr. Khatib Zadeh"."""
    asked = skeleton.tokens(name.span().of(passage.text))
    if len(asked) != 2 or passage.mentions_in(name.span()):
        return None
    bones, letters = _bones(*asked), asked[0].text + asked[1].text
    if len(bones) < LEAST_BONES:
        return None
    named = {entity for _, entity in passage.mentions}
    for surname, record in surnames.by_bones(passage.gazetteer).get(bones, ()):
        if record.id in named and Indel.normalized_similarity(letters, surname) >= LIKE:
            return record
    return None


def _keeps_a_word(asked: tuple[skeleton.Token, ...], right: tuple[skeleton.Token, ...]) -> bool:
    """Whether two neighbours make one word of the right name: "Abu Dhabi" is torn nowhere."""
    return any(
        a.text + b.text in {word.text for word in right} or _bones(a, b) in _all(right) for a, b in pairwise(asked)
    )


def _bones(a: skeleton.Token, b: skeleton.Token) -> str:
    return a.skeleton + b.skeleton


def _all(words: tuple[skeleton.Token, ...]) -> set[str]:
    return {word.skeleton for word in words}
