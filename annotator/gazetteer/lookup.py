"""A gazetteer in memory: which entity a name belongs to, exactly, nearly, or somewhere in a text.

Candidates come from an index of skeletons (spelling_index.py), never from a scan.
"""

from __future__ import annotations

import gc
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from rapidfuzz.distance import Levenshtein

from annotator.gazetteer.candidates import CandidateIndex, initials_of
from annotator.gazetteer.contexts import phrases_of, stems
from annotator.gazetteer.foreign_names import ForeignNames
from annotator.gazetteer.known_garbles import KnownGarble, KnownGarbles
from annotator.gazetteer.mentions import MentionFinder
from annotator.gazetteer.records import EntityRecord
from annotator.gazetteer.spelling_index import SpellingIndex, packed
from annotator.gazetteer.spellings import Spelling, reason_for, spellings_of, stand_in_others, why, with_initials
from annotator.text import identity, names, skeleton
from annotator.text.skeleton import fold
from annotator.text.spans import Place, Span

# Spellings scored in full for one query. On the sanctions lists 80 lose nothing against 500.
CANDIDATES: Final = 80
# The same where an article's names are looked for: the best is wanted, and soon.
FEW_CANDIDATES: Final = 20
# Spellings that are so many objects that a search for garbage among them is felt.
LARGE: Final = 20_000
# Spellings scored in full for a name that is not thought to be garbled.
IDENTIFIED: Final = 40
# Share of a score that the spelling of the whole name decides: as good as none.
AS_WRITTEN: Final = 0.02
# What a garble's likeness counts where a name is asked for, and at most.
GARBLED_SHARE: Final = 0.85
ACROSS_SCRIPTS: Final = 0.93  # of a garble's score against a name in another script
GARBLED_AT_MOST: Final = 0.75
# How sure it is that two entities with one full name are the same: less than any name that is taken for the same.
NAMESAKE: Final = 0.78
# Scores are shown rounded to four places: what rounds up to a threshold reaches it.
_ROUNDED: Final = 0.001


@dataclass(frozen=True, slots=True)
class Match:
    """An entity that a name may stand for. `name` is its right name, `spelling` the one that came nearest."""

    entity_id: str
    name: str
    score: float
    parts: dict[str, float]
    reason: str
    kind: str = "other"
    spelling: str = ""


@dataclass(frozen=True, slots=True)
class Expansion:
    """A spelling to search for beside the one asked, and why."""

    name: str
    entity_id: str
    reason: str


class Gazetteer:
    """Entities with an index over all their spellings. Immutable once made; safe to share between threads."""

    def __init__(self, records: Iterable[EntityRecord], *, weighed_as: Gazetteer | None = None) -> None:
        """`weighed_as`: how telling words are is taken from that gazetteer, of which these are a few entities more."""
        with without_collection():
            self._index_all(records)
        if weighed_as is not None:
            self._weigh_as(weighed_as)
        if len(self._spellings) <= LARGE:
            return
        with without_collection():
            _ = self.foreign
            for make in WITH_LARGE:
                make(self)
        if gc.isenabled():
            gc.collect()  # once, here: else it takes most of a second in the middle of some look-up to come

    def _index_all(self, records: Iterable[EntityRecord]) -> None:
        self.entities: list[EntityRecord] = list(records)
        self._numbers = {record.id: number for number, record in enumerate(self.entities)}
        self._spellings = [spelling for n, record in enumerate(self.entities) for spelling in spellings_of(n, record)]
        by_fold: dict[str, list[int]] = defaultdict(list)
        self._finder = MentionFinder()
        # The same names come back in every article of a feed.
        self._worthwhile = lru_cache(maxsize=1 << 12)(self._candidates)
        self._compared = lru_cache(maxsize=1 << 12)(self._compare)
        self.rivals = lru_cache(maxsize=1 << 14)(self._look_for_rivals)
        for number, spelling in enumerate(self._spellings):
            by_fold[spelling.folded].append(number)
            if spelling.kind != "garble" and spelling.everywhere:
                self._finder.add(spelling.name, spelling.entity, spelling.folded)
        self._by_fold = packed(by_fold)
        self._garbles = KnownGarbles(self.entities)
        # Acronyms are found exactly or not at all: "Anise" is not INIS. What holds somewhere only is like nothing here.
        self._index = SpellingIndex(
            known.tokens if known.kind != "acronym" and known.everywhere else () for known in self._spellings
        )
        self._weights = self._index.weights
        self._candidate_index = CandidateIndex(self._index, map(with_initials, self._with_entities()))
        self._entity_count = max(1, len(self.entities))
        self._contexts = [phrases_of(record) for record in self.entities]
        frequency = Counter(word for words in self._contexts for word in words)
        self._context_weight = {
            word: math.log(self._entity_count / count) / math.log(self._entity_count + 1)
            for word, count in frequency.items()
        }
        # What a longer phrase of the contexts begins with: "armed" of "armed group".
        self._openings = {phrase[:at] for phrase in frequency for at, char in enumerate(phrase) if char == " "}

    def _weigh_as(self, other: Gazetteer) -> None:
        """Before the first look-up. Words that only this one has are rare ones."""
        self._weights = dict.fromkeys(self._weights, 1.0) | other._weights
        self._index.weights = self._weights
        self._context_weight = dict.fromkeys(self._context_weight, 1.0) | other._context_weight

    def __len__(self) -> int:
        return len(self.entities)

    def entity(self, entity_id: str) -> EntityRecord | None:
        """The entity with this id, or None."""
        number = self._numbers.get(entity_id)
        return None if number is None else self.entities[number]

    def exact(self, name: str, *, garbles: bool = True) -> list[EntityRecord]:
        """Entities of which this is a spelling, whatever its case, diacritics, hyphens, apostrophes, Arabic variants.

        `garbles=False` leaves out names that are only a confirmed garble, or hold only in one feed or article.
        """
        numbers = self._by_fold.get(fold(name))
        if not numbers:
            return []  # nearly all
        spellings = [self._spellings[number] for number in numbers]
        found = {
            spelling.entity: None
            for spelling in spellings
            if garbles or (spelling.kind != "garble" and spelling.everywhere)
        }
        return [self.entities[entity] for entity in found]

    def with_word(self, word: str) -> list[EntityRecord]:
        """Entities with this word, folded, in a name that is right everywhere: no garble, no name of one feed."""
        known = (self._spellings[number] for number in self._index.having.get(word, ()))
        found = {spelling.entity: None for spelling in known if spelling.kind != "garble" and spelling.everywhere}
        return [self.entities[entity] for entity in found]

    def in_others(self, name: str, entity_id: str) -> bool:
        """Whether the words of a name are a name of another entity, or stand, one behind the other, in a longer one."""
        known = map(self._spellings.__getitem__, self._index.with_rarest(fold(name)))
        return stand_in_others(fold(name), self._numbers.get(entity_id), known)

    def spelling(self, number: int) -> tuple[EntityRecord, str]:
        """The entity and the name of one of the `rivals`."""
        known = self._spellings[number]
        return self.entities[known.entity], known.name

    def spellings(self, entity_id: str) -> list[str]:
        """Every name of an entity, the right one first; empty for an unknown id."""
        record = self.entity(entity_id)
        return [] if record is None else list(dict.fromkeys(record.names()))

    def mentions(self, text: str) -> list[tuple[Span, str]]:
        """Where known names stand: (span, entity id), longest first, word-bounded, in text order, not overlapping."""
        return [(span, self.entities[number].id) for span, number in self._finder.find(text)]

    def garbles(self, text: str, *, feed: str | None = None, article: str | None = None) -> list[KnownGarble]:
        """Where confirmed garbles stand that hold in this feed, in the article with this uid, or everywhere.

        In text order, not overlapping. A name that some entity rightly has is no garble everywhere.
        """
        return self._garbles.find(text, feed=feed, article=article)

    @cached_property
    def foreign(self) -> ForeignNames:
        """Names as other languages write them."""
        return ForeignNames(self.entities)

    def places(self, text: str) -> list[Place]:
        """Where known places are named, in text order, not overlapping."""
        return self.places_among(text, self.mentions(text))

    def places_among(self, text: str, mentions: Iterable[tuple[Span, str]]) -> list[Place]:
        """Those of the `mentions` of a text that are places."""
        found = ((span, self.entities[self._numbers[entity]]) for span, entity in mentions)
        return [Place(span.start, span.end, span.of(text), at.id) for span, at in found if at.kind == "place"]

    def expand(self, query_name: str) -> list[Expansion]:
        """Every spelling of every entity of which `query_name` is one, itself left out, with the reason."""
        asked = fold(query_name)
        found: dict[tuple[str, str], Expansion] = {}
        for record in self.exact(query_name):
            for spelling in spellings_of(self._numbers[record.id], record):
                if spelling.folded != asked:
                    expansion = Expansion(spelling.name, record.id, why(spelling, record))
                    found.setdefault((spelling.name, record.id), expansion)
        return list(found.values())

    def match(
        self,
        name: str,
        *,
        context: str | frozenset[str] = "",
        limit: int = 10,
        alike_in_length: bool = False,
    ) -> list[Match]:
        """Entities that `name` may stand for, best first, at most `limit`.

        `context` is the text around the mention, or its `context_words`: words that the entity shares lift its score.
        `alike_in_length` leaves out spellings that have another number of words: all for a name of one word, those
        that differ by more than one for a longer name.
        """
        words = self.context_words(context) if isinstance(context, str) else context
        shares: dict[int, float] = {}
        best: dict[int, tuple[float, names.Alignment, int]] = {}
        for number, same, aligned in self._compared(name, alike_in_length, bool(words)):
            entity = self._spellings[number].entity
            known = best.get(entity)
            if known is not None and known[1].score >= aligned.score and not same:
                continue  # the same words around: the better spelling stays the better one
            if words and entity not in shares:
                shares[entity] = self._context(entity, words)
            value = 1.0 if same else names.weigh(aligned.score, context=shares.get(entity))
            if known is None or value > known[0]:
                best[entity] = (value, aligned, number)
        if not alike_in_length:
            for entity, number in self._namesakes(name).items():
                if entity not in best or best[entity][0] < NAMESAKE:
                    tokens = self._spellings[number].tokens
                    shared = names.Alignment(skeleton.tokens(name), tokens, (), NAMESAKE)
                    best[entity] = (NAMESAKE, shared, number)
        ordered = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))[:limit]
        return [
            self._match(number, value, names.combine(aligned, context=shares.get(entity)), words)
            for entity, (value, aligned, number) in ordered
        ]

    def may_match(self, name: str, words: frozenset[str], *, at_least: float, alone: float) -> bool:
        """Whether one of the `rivals` of a name, with these words around, reaches a score.

        `at_least` is for an entity that shares some of the words, `alone` for any other.
        """
        for number, score in self.rivals(name, at_least):
            share = self._context(self._spellings[number].entity, words)
            if names.weigh(score, context=share) >= (at_least if share else alone) - _ROUNDED:
                return True
        return False

    def _look_for_rivals(self, name: str, at_least: float) -> tuple[tuple[int, float], ...]:
        """Numbers and scores of the spellings alike in length that pair all words of a name and could be its match.

        "Could": where all words around spoke for them. Of most names none; this says so in few comparisons. A name of
        one word has no partner that is not also spelled alike. One that is the name but for its spaces scores 1.
        """
        asked = skeleton.tokens(name)
        if not asked:
            return ()
        at_least -= _ROUNDED
        alone = names.least(at_least, context=1.0) - _ROUNDED
        index, known = self._index, self._spellings
        if len(asked) == 1:
            like, found = index.spelled_alike(asked[0]), []
        else:
            like = index.like_throughout(asked)
            found = [(n, 1.0) for n in index.unspaced(asked) if names.joined(asked, known[n].tokens)]
        scores = names.garble_scores(asked, [known[number].tokens for number in like], self._weights, alone)
        found += [
            (number, score)
            for number, score in zip(like, scores, strict=True)
            if score >= alone and names.weigh(score, context=1.0) >= at_least
        ]
        return tuple(found)

    def context_words(self, text: str) -> frozenset[str]:
        """Those words and word pairs of a text, folded, by which entities are known: `match` compares by them."""
        known, openings = self._context_weight, self._openings
        words = stems(text)
        found = [word for word in words if word in known]
        if not openings.isdisjoint(words):
            found += [
                pair
                for i, word in enumerate(words[:-1])
                if word in openings and (pair := f"{word} {words[i + 1]}") in known
            ]
        return frozenset(found)

    def _compare(self, name: str, alike_in_length: bool, in_text: bool) -> list[tuple[int, bool, names.Alignment]]:
        """The spellings worth a comparison with a name: number, whether it is the same when folded, and how they align.

        All of `match` that does not depend on the words around: a name stands in many sentences.
        """
        if not alike_in_length:
            return self._identify(name, in_text)
        asked, folded = skeleton.tokens(name), fold(name)
        found = []
        for number in self._worthwhile(name, alike_in_length):
            spelling = self._spellings[number]
            aligned = names.align(asked, spelling.tokens, self._weights)
            if spelling.kind == "native" and folded.isascii():
                # Letters of two scripts are compared by their consonants alone, so more of them are alike.
                aligned = aligned._replace(score=ACROSS_SCRIPTS * aligned.score)
            found.append((number, folded == spelling.folded, aligned))
        return found

    def _identify(self, name: str, in_text: bool) -> list[tuple[int, bool, names.Alignment]]:
        """The same for a name that is not thought to be garbled, by what makes two names one (identity.py)."""
        folded, asked = fold(name), identity.read(skeleton.tokens(name))
        written = [folded, *initials_of(asked.tokens)] if folded else []
        numbers = [
            number for key in written for number in self._by_fold.get(key, ()) if self._spellings[number].everywhere
        ]
        numbers += self._candidate_index.otherwise(asked)
        numbers += self._candidate_index.find(asked, IDENTIFIED)
        found = []
        for number in dict.fromkeys(numbers):
            spelling = self._spellings[number]
            same = folded == spelling.folded
            like = identity.same(asked, identity.read(spelling.tokens), self._weights)
            if in_text and like.score < GARBLED_AT_MOST and len(asked.tokens) == len(spelling.tokens) > 1:
                # With words around that can tell it may be damaged after all, as "al-Hussein al-Sabi" is. That is
                # less sure than any name that is the same.
                garbled = names.align(asked.tokens, spelling.tokens, self._weights)
                if len(garbled.pairs) == len(asked.tokens) and GARBLED_SHARE * garbled.score > like.score:
                    like = garbled._replace(score=min(GARBLED_AT_MOST, GARBLED_SHARE * garbled.score))
            alike = 1.0 if same else Levenshtein.normalized_similarity(folded, spelling.folded)
            # Of names that are equally sure the one that is written alike goes first: "Ar Rastan" and "Al-Rastan".
            found.append((number, same, like._replace(score=like.score * (1 - AS_WRITTEN * (1 - alike)))))
        return found

    def _namesakes(self, name: str) -> dict[int, int]:
        """Entities that share a full name with one of which `name` is a spelling, with the number of that name.

        Two lists, each with the same person under other aliases, make two entities: an alias of the one finds both.
        """
        found: dict[int, int] = {}
        exact = {self._spellings[number].entity for number in self._by_fold.get(fold(name), ())}
        for entity in exact if len(exact) <= FEW_CANDIDATES else ():
            for spelling in spellings_of(entity, self.entities[entity]):
                if " " in spelling.folded:
                    for number in self._by_fold[spelling.folded]:
                        if self._spellings[number].entity not in exact:
                            found.setdefault(self._spellings[number].entity, number)
        return found

    def _with_entities(self) -> Iterator[tuple[Spelling, EntityRecord]]:
        for spelling in self._spellings:
            yield spelling, self.entities[spelling.entity]

    def _match(self, number: int, value: float, score: names.NameScore, words: frozenset[str]) -> Match:
        spelling = self._spellings[number]
        record = self.entities[spelling.entity]
        weight, shared = self._context_weight, words.intersection(self._contexts[spelling.entity])
        reason = reason_for(score, spelling, sorted(shared, key=lambda word: (-weight[word], word)))
        return Match(record.id, record.name, round(value, 4), score.parts, reason, record.kind, spelling.name)

    def _context(self, entity: int, words: frozenset[str]) -> float:
        """How far the words around are the entity's, 0..1: words that few entities have count more."""
        shared = words.intersection(self._contexts[entity])
        if not shared:
            return 0.0
        return 1 - math.exp(-1.2 * sum([self._context_weight[word] for word in shared]))

    def _candidates(self, name: str, alike_in_length: bool) -> list[int]:
        """Numbers of the spellings worth a full comparison, the likeliest first."""
        asked, folded = skeleton.tokens(name), fold(name)
        most = FEW_CANDIDATES if alike_in_length else CANDIDATES
        close = self._index.most_alike(asked, most, alike_in_length=alike_in_length)
        same = [number for number in self._by_fold.get(folded, ()) if self._spellings[number].everywhere]
        return list(dict.fromkeys([*same, *close]))


# What others make of a gazetteer, at its making where it is large: a second that no text has to wait for.
WITH_LARGE: Final[list[Callable[[Gazetteer], object]]] = []


@contextmanager
def without_collection() -> Iterator[None]:
    """No search for garbage: a million objects are made here and all stay, looked through again and again they took
    half of the time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
