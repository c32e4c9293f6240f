"""Surnames alone with a space more or less than where the article introduced the person in full.

"Hossein Mirzadeh" and then "General Mir Zadeh", "Davoud Kar Andish" and then "Mr. Karandish": Persian, Turkish and
Kurdish surnames are made of two words, and an alphabet without capitals leaves it to the engine whether they are one.
And surnames with Abd, whose last word is spelled apart: "Mahmoud Abdel Shafi", "Abdul Shaafi".

"Abd al-Rahman", "Abdel Rahman" and "Abdulrahman" are one name in good copy, as "Abu Zaid" and "Abuzaid" are: such
spaces are passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from rapidfuzz.distance import Indel

from annotator.garbles import known, written
from annotator.garbles.introduced import Introduced
from annotator.garbles.likeness import bones, near
from annotator.garbles.passage import Passage
from annotator.garbles.written import WrittenName
from annotator.text import skeleton
from annotator.text.skeleton import fold
from annotator.text.spans import Span

# The letters without the space: so many, this alike. Shorter ones are two short names ("Ali Reza", "Alireza").
SHORTEST: Final = 8
LIKE: Final = 0.86
_ABD: Final = "abd"
_Surnames = dict[str, list[tuple[str, Introduced]]]  # by their first letter
_LOOSE: Final = skeleton.PARTICLES | {"abd", "abdul", "abdel", "abdol", "abdal", "abdoul", "mac", "san", "saint"}


def found(passage: Passage, persons: Iterable[Introduced]) -> Iterator[tuple[Span, Introduced]]:
    """Where such a surname stands behind a title or beside a word of speech, and the person."""
    named = [(person, fold(person.whole).split()) for person in persons if person.whole.count(" ")]
    joined = _by_letter({words[-1]: person for person, words in named if len(words[-1]) >= SHORTEST})
    torn = _by_letter(
        {
            "".join(words[-2:]): person._replace(alone=" ".join(person.whole.split()[-2:]))
            for person, words in named
            if len(words) > 2 and _LOOSE.isdisjoint(words[-2:]) and len("".join(words[-2:])) >= SHORTEST
        }
    )
    servants = [
        (tokens[-1].text, person._replace(alone=person.whole.split(maxsplit=1)[1]))
        for person, _ in named
        if (tokens := _servant(person.whole, 3))
    ]
    if not (joined or torn or servants):
        return
    for part in passage.pieces:
        size = len(part.words)
        if size > 2 or part.end - part.start < SHORTEST or not (servants or (torn if size == 1 else joined)):
            continue
        meant = _meant(passage, part, joined, torn) or _of_servant(passage, part, servants)
        if meant is None or not (part.title or written.speaks(passage.text, part)):
            continue  # nearly all
        if known.in_copy(passage, part) and not _is_known(passage, part, meant):
            yield part.span(), meant


def _meant(passage: Passage, part: WrittenName, joined: _Surnames, torn: _Surnames) -> Introduced | None:
    """The person whose surname has these letters with another space."""
    words = fold(part.span().of(passage.text)).split()
    if len(part.words) == 2 and len(words) == 2 and _LOOSE.isdisjoint(words) and min(map(len, words)) > 2:
        return _like("".join(words), joined)
    return _like(words[0], torn) if len(words) == 1 and len(words[0]) >= SHORTEST else None


def _by_letter(surnames: dict[str, Introduced]) -> _Surnames:
    found: _Surnames = {}
    for surname, person in surnames.items():
        found.setdefault(surname[0], []).append((surname, person))
    return found


def _like(letters: str, surnames: _Surnames) -> Introduced | None:
    for surname, person in surnames.get(letters[0], ()):
        same = Indel.normalized_similarity(letters, surname) >= LIKE
        if same and not bones(letters).isdisjoint(bones(surname)):
            return person
    return None


def _of_servant(passage: Passage, part: WrittenName, servants: list[tuple[str, Introduced]]) -> Introduced | None:
    """The one person whose surname is Abd with this word spelled apart."""
    tokens = _servant(part.span().of(passage.text), 2) if servants else ()
    if not tokens or any(surname == tokens[-1].text for surname, _ in servants):
        return None
    meant = [
        person
        for surname, person in servants
        if not bones(surname).isdisjoint(bones(tokens[-1].text)) and near(tokens[-1].text, surname)
    ]
    return meant[0] if len(meant) == 1 else None


def _servant(name: str, size: int) -> tuple[skeleton.Token, ...]:
    """The words of a name of so many that ends in Abd and another, none of any other name."""
    tokens = skeleton.tokens(name)
    return tokens if len(tokens) == size and tokens[-2].text == _ABD else ()


def _is_known(passage: Passage, part: WrittenName, meant: Introduced) -> bool:
    """Whether the words are somebody's name in the gazetteer, or the very spelling by which it has the person."""
    return any(entity != meant.entity for _, entity in passage.mentions_in(part.span())) or bool(
        passage.gazetteer.exact(part.span().of(passage.text), garbles=False)
    )
