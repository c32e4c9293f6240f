"""Places of the article's own country that came back a letter or a vowel off: "Natniz" for Natanz, "Um Derman".

Sound alone would take too many names for each other. Three things are asked at once: the words beside say that a place
must stand there, the article names the country to which the right one belongs, and the letters or the consonants are
those of the right one. `misspelt_places` asks less of the words beside and more of the letters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache, partial
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel

from annotator.garbles import known, misspelt_places, powers, written
from annotator.garbles.passage import Passage
from annotator.garbles.written import WrittenName
from annotator.gazetteer.lookup import WITH_LARGE, Gazetteer
from annotator.gazetteer.overlay import LayeredGazetteer
from annotator.gazetteer.records import EntityRecord
from annotator.text import skeleton
from annotator.text.skeleton import fold
from annotator.text.spans import Finding, Reading

KIND: Final = "garbled-place"
SCORE: Final = 0.85
SHORTEST: Final = 3  # letters
# So short a name must have but two letters changed about, or stand among other places of its country.
SHORT: Final = 4
# Behind "from" or "to" anybody may stand: so long a name.
LONG: Final = 6
# The same consonants tell a place where there are so many and the spelling is this alike.
BONES_ALONE: Final = 4
SPELLED: Final = 0.45
# With fewer consonants the spelling is this alike, or the noun behind the name is what the place is known for.
BONES: Final = 3
SPELLED_FEW: Final = 0.7
# A place of a country of which this many others are named belongs there.
COMPANIONS: Final = 2
_BEFORE: Final = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Ii]nside|[Aa]round|[Tt]owards?|[Bb]etween|"
    r"(?:north|south|east|west|centre|center|city|town|village|province|port|region|governorate|district|outskirts|"
    r"suburbs?|coasts?|shores?|residents|streets|countryside|siege|battle|hospitals?|agreement|airport|camp|prison|"
    r"mayor|bishop|archbishop|hotel|road|bases?|site) of) \Z"
)
# "in Tripoli and", "from Gao, Menaka and": another place of a list stands before it.
_IN_LIST: Final = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom|[Bb]etween|of) (?:[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)?(?:, | and |, and ))+"
    r"(?:in |near |at |from )?\Z"
)
_LONGEST_LIST: Final = 70
_BEFORE_LONG: Final = re.compile(r"\b(?:[Ff]rom|to|for|of|left|reached|entered|visited|and|,) \Z")
_BEHIND: Final = re.compile(
    r" (?:facility|plant|air ?base|base|airport|port|prison|camp|province|region|district|city|cemetery|hospital|"
    r"crossing|refinery|dam|governorate|oil ?field|reactor|road|highway|bridge|strait|island|market)\b"
)
_LONGEST_BEFORE: Final = 24
_LISTED: Final = (" and ", ", ", " near ", " in ", " at ", " from ")
_ARTICLES: Final = ("al ", "el ")
# Spellings whose consonants are those of the native name: of other languages' names ("Syrien") they are not.
_SOUND: Final = (None, "en", "ar", "fa")
# One sound in the letters of French and of English: "Ouallam", "Wallam".
_LETTERS: Final = (
    (re.compile(r"ou(?=[aeiy])|(?<=[aeo])ou(?=[aeiy])"), "w"), (re.compile(r"ou|oo|ow\Z"), "u"),
    (re.compile("tch"), "ch"), (re.compile("dj"), "j"), (re.compile("x"), "ks"), (re.compile("ph"), "f"),
    (re.compile("ee"), "i"),
    (re.compile(r"([bcdfghjklmnpqrstvwxz])\1"), r"\1"),
)  # fmt: skip
# Letters that come to each other on the way through another alphabet: "Qandahar", "Guba", "Bersina".
_SOUNDS: Final = str.maketrans("cqgjpvwfztxyio", "kkkkbbbbsts   ")
_DIRECTIONS: Final = frozenset("north south east west new upper lower northern southern eastern western".split())
_MARKS: Final = ".,;:()“”’‘\"'"
_OF_TWO_WORDS: Final = tuple(dict.fromkeys(name for name in powers.NAMES.values() if " " in name))
_VOWEL: Final = "A"  # in a skeleton
_AGE: Final = re.compile(r", \d\d,")


class _Place(NamedTuple):
    spelling: str
    plain: str  # its sounds in one way of writing
    bones: str
    record: EntityRecord


class _Like(NamedTuple):
    """A place that a word is like: how its spelling is, and whether it is by its consonants, sounds or letters."""

    spelled: float
    place: _Place
    bones: bool
    sounds: bool
    off_by_one: bool


class Places:
    """The places of a gazetteer by their spellings without spaces. Immutable once made."""

    def __init__(self, records: Iterable[EntityRecord]) -> None:
        self._by_bones: dict[str, list[_Place]] = defaultdict(list)
        self._by_plain: dict[str, list[_Place]] = defaultdict(list)
        self._by_size: dict[tuple[str, int], list[_Place]] = defaultdict(list)
        for record in records:
            if record.kind == "place":
                self._add(record)
        self._spellings = {key: [place.spelling for place in places] for key, places in self._by_size.items()}
        # The same names come back in every article of a feed.
        self.like = lru_cache(maxsize=1 << 13)(self._look)

    def _add(self, record: EntityRecord) -> None:
        languages = {alias.name: alias.language for alias in record.aliases}
        names = [name for name in record.names() if name[:1].isupper() and not name.isupper()]
        forms = {
            form.replace(" ", ""): languages.get(name) in _SOUND
            for name in names
            for form in (_without_article(fold(name)), fold(name))
        }
        for spelling, heard in sorted(forms.items()):
            if len(spelling) < SHORTEST or not spelling[0].isascii() or not spelling.isalnum():
                continue
            place = _Place(spelling, _plain(spelling), skeleton.skeleton(spelling), record)
            if heard and len(place.bones) >= BONES:
                self._by_bones[place.bones].append(place)
            self._by_plain[place.plain].append(place)
            self._by_size[_first_sound(spelling), len(spelling)].append(place)

    def _look(self, word: str) -> tuple[_Like, ...]:
        """The places that a word is like, those whose spelling is nearest first."""
        bones, plain, first = skeleton.skeleton(word), _plain(word), _first_sound(word)
        near: dict[int, _Place] = {}
        for place in (*self._by_bones.get(bones, ()), *self._by_plain.get(plain, ())):
            if _first_sound(place.spelling) == first:
                near[id(place)] = place
        for size in range(len(word) - 1, len(word) + 2):
            found = self._by_size.get((first, size))
            if found:
                hits = process.extract(word, self._spellings[first, size], scorer=OSA.distance, score_cutoff=1, limit=9)
                near.update((id(found[at]), found[at]) for _, _, at in hits)
        likes = [
            _Like(
                Indel.normalized_similarity(word, place.spelling),
                place,
                place.bones == bones,
                place.plain == plain and len(plain) > SHORTEST and word.rstrip("h") != place.spelling.rstrip("h"),
                OSA.distance(word, place.spelling, score_cutoff=1) == 1,
            )
            for place in near.values()
        ]
        return tuple(sorted(likes, key=lambda like: (-like.spelled, like.place.spelling)))


def near(passage: Passage) -> Iterator[Finding]:
    """Names of one word, or two torn apart, that must be a place and are nearly one of a country that is named."""
    tables = _tables(passage.gazetteer)
    text = passage.text
    homes = cache(partial(_homes, passage))
    for part in passage.pieces:
        word = _asked(text[part.start : part.end]) if len(part.words) <= 2 and not part.title else ""
        likes = [like for table in tables for like in table.like(word)] if word else ()
        if not likes or not _stands_for_place(passage, part, word):
            continue  # nearly all
        place = _meant(passage, part, word, likes, homes)
        if place is not None and known.in_copy(passage, part):
            reason = f"Not a known place; nearly {place.name}, in copy about its country: {place.name}?"
            reading = Reading(place.name, SCORE, "nearly its letters or its consonants", place.id)
            yield passage.finding(KIND, part.span(), reason, [reading])


@lru_cache(maxsize=1 << 14)
def _asked(quote: str) -> str:
    """The word that is looked up for a name as written, folded; empty where it can be no such place."""
    if len(quote) < SHORTEST or quote.isupper():
        return ""
    word = _without_article(fold(quote))
    first, _, second = word.partition(" ")
    if second:
        plain = written.is_english(first) and written.is_english(second)
        return "" if plain or " " in second or first in _DIRECTIONS else first + second
    return "" if written.is_english(word) or written.is_demonym(word) else word


def _stands_for_place(passage: Passage, name: WrittenName, word: str) -> bool:
    """Whether only a place can stand here, or for a longer name one probably does, and the name is unknown."""
    text = passage.text
    before = text[max(0, name.start - _LONGEST_BEFORE) : name.start]
    if not (
        _must_be_place(text, name)
        or (len(word) >= LONG and _BEFORE_LONG.search(before))
        or (before.endswith(_LISTED) and _IN_LIST.search(text[max(0, name.start - _LONGEST_LIST) : name.start]))
    ):
        return False
    if word in passage.lower_words or _AGE.match(text, name.end) or passage.mentions_in(name.span()):
        return False
    known_ones = [text[name.start : name.end], *(each.of(text) for each in name.words if len(name.words) > 1)]
    return not any(passage.gazetteer.exact(each) for each in known_ones)


def _must_be_place(text: str, name: WrittenName) -> bool:
    before = text[max(0, name.start - _LONGEST_BEFORE) : name.start]
    return _BEFORE.search(before) is not None or _BEHIND.match(text, name.end) is not None


def _meant(
    passage: Passage, name: WrittenName, word: str, likes: Iterable[_Like], homes: Callable[[], frozenset[str]]
) -> EntityRecord | None:
    torn = len(name.words) > 1
    if not torn and any(like.place.spelling == word for like in likes):
        return None  # the place itself, without its article
    bones = skeleton.skeleton(word).removeprefix(_VOWEL)
    behind = _BEHIND.match(passage.text, name.end)
    few = len(bones) >= BONES and _must_be_place(passage.text, name)
    for like in likes:
        record = like.place.record
        # "the Marawi air base": the noun behind it is what the right one is known for.
        told = behind is not None and behind.group().strip() in record.context
        enough = len(bones) >= BONES_ALONE or (few and (told or like.spelled >= SPELLED_FEW))
        same = like.bones and enough and like.spelled >= SPELLED and abs(len(word) - len(like.place.spelling)) <= 1
        if not (same or like.sounds or like.off_by_one):
            continue
        if passage.gazetteer.entity(record.id) is not record:
            continue  # changed or taken away since
        of = _countries(record) & homes()
        if of and (same or like.sounds or _off_by_a_letter(passage, name, word, like.place, of)):
            return record
    return None


def _off_by_a_letter(passage: Passage, name: WrittenName, word: str, place: _Place, homes: frozenset[str]) -> bool:
    right = place.spelling
    if misspelt_places.is_inflected(word, right):
        return False
    if word.rstrip("h") == right.rstrip("h") or len(name.words) > 1:
        return len(name.words) > 1
    if len(word) > SHORT:
        return True
    about = sorted(word) == sorted(right)
    return (len(word) == SHORT or about) and _companions(passage, place, homes) >= COMPANIONS


def _companions(passage: Passage, place: _Place, homes: frozenset[str]) -> int:
    """How many other places are named that have the same country."""
    found = set()
    for _, entity in passage.mentions:
        record = passage.gazetteer.entity(entity)
        if (
            record is not None
            and record.kind == "place"
            and record.id != place.record.id
            and not homes.isdisjoint(_countries(record))
        ):
            found.add(entity)
    return len(found)


def _homes(passage: Passage) -> frozenset[str]:
    """The words in capitals of a text, states by their own name, and the states of the places that it names."""
    stripped = {chunk.strip(_MARKS).removesuffix("’s").removesuffix("'s") for chunk in passage.chunks}
    words = {powers.state(word) or word for word in stripped if word[:1].isupper()}
    text = passage.text
    words.update(name for name in _OF_TWO_WORDS if name in text)
    for _, entity in passage.mentions:
        record = passage.gazetteer.entity(entity)
        if record is not None and record.kind == "place":
            words.update(state for word in record.context if (state := powers.state(word)) is not None)
    return frozenset(words)


def _countries(record: EntityRecord) -> frozenset[str]:
    return frozenset(powers.state(word) or word for word in record.context if word[:1].isupper())


def _first_sound(word: str) -> str:
    return _plain(word)[0].translate(_SOUNDS)


def _without_article(word: str) -> str:
    return word[3:] if word.startswith(_ARTICLES) and len(word) > 5 else word


@lru_cache(maxsize=1 << 13)
def _plain(word: str) -> str:
    for letters, plain in _LETTERS:
        word = letters.sub(plain, word)
    return word


_MADE: Final[WeakKeyDictionary[Gazetteer, tuple[Places, ...]]] = WeakKeyDictionary()


def _tables(gazetteer: Gazetteer) -> tuple[Places, ...]:
    """Made at the first call, of a large gazetteer when it is made; after a change only what was changed is anew."""
    found = _MADE.get(gazetteer)
    if found is None:
        if isinstance(gazetteer, LayeredGazetteer):
            below, above = gazetteer.layers
            found = (*_tables(below), Places(above.entities))
        else:
            found = (Places(gazetteer.entities),)
        _MADE[gazetteer] = found
    return found


WITH_LARGE.append(_tables)
