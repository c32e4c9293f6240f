"""A large gazetteer with a few entities changed, without making its index anew.

An index over 50,000 entities takes seconds to make; a desk confirms a garble every minute. So what was changed is a
small gazetteer of its own that lies over the large one: an entity in it hides the one below. How telling words are is
taken from the large one, so that scores hardly differ from those of an index made anew; what does differ until then:
where a name was taken away, a shorter one inside it is not yet found in texts.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Final, TypeVar

from annotator.text.spans import Place, Span

from .foreign_names import ForeignNames
from .known_garbles import KnownGarble
from .lookup import Expansion, Gazetteer, Match
from .records import EntityRecord

# Numbers of spellings of the upper gazetteer, where numbers are handed out: above all of the lower one's.
_ABOVE: Final = 1 << 40


class LayeredGazetteer(Gazetteer):
    """Answers as a gazetteer of `below` without the `hidden` ids, and with `changed`, would. Immutable as well."""

    def __init__(self, below: Gazetteer, changed: Iterable[EntityRecord], hidden: Iterable[str]) -> None:
        self._below = below
        self._above = Gazetteer(changed, weighed_as=below)
        self._hidden = frozenset(hidden) | {record.id for record in self._above.entities}
        self._gone = sum(below.entity(key) is not None for key in self._hidden)

    @property
    def layers(self) -> tuple[Gazetteer, Gazetteer]:
        """The lower and the upper one."""
        return self._below, self._above

    def is_hidden(self, record: EntityRecord) -> bool:
        """Whether an entity of the lower one was changed or taken away."""
        return record.id in self._hidden

    def __len__(self) -> int:
        return len(self._below) - self._gone + len(self._above)

    @property
    def entities(self) -> list[EntityRecord]:  # type: ignore[override]
        """Every entity; a list of its own, made when asked for."""
        return [record for record in self._below.entities if record.id not in self._hidden] + self._above.entities

    def entity(self, entity_id: str) -> EntityRecord | None:
        if entity_id in self._hidden:
            return self._above.entity(entity_id)
        return self._below.entity(entity_id)

    def exact(self, name: str, *, garbles: bool = True) -> list[EntityRecord]:
        below = [record for record in self._below.exact(name, garbles=garbles) if record.id not in self._hidden]
        return below + self._above.exact(name, garbles=garbles)

    def with_word(self, word: str) -> list[EntityRecord]:
        below = [record for record in self._below.with_word(word) if record.id not in self._hidden]
        return below + self._above.with_word(word)

    def in_others(self, name: str, entity_id: str) -> bool:
        # A name of a hidden entity may still count below: it only weighs a hit less.
        return self._below.in_others(name, entity_id) or self._above.in_others(name, entity_id)

    def spelling(self, number: int) -> tuple[EntityRecord, str]:
        return self._above.spelling(number - _ABOVE) if number >= _ABOVE else self._below.spelling(number)

    def garbles(self, text: str, *, feed: str | None = None, article: str | None = None) -> list[KnownGarble]:
        found = []
        for hit in self._below.garbles(text, feed=feed, article=article):
            meant = tuple(one for one in hit.meant if one[0].id not in self._hidden)
            if meant:
                found.append((hit.span, hit._replace(meant=meant)))
        for hit in self._above.garbles(text, feed=feed, article=article):
            # Somebody's real name is nobody's garble everywhere, also when he stands in the other layer.
            real = hit.meant[0][1].scope == "everywhere" and self.exact(hit.span.of(text), garbles=False)
            if not real:
                found.append((hit.span, hit))
        return [hit for _, hit in longest_first(found)]

    @cached_property
    def foreign(self) -> ForeignNames:
        return _LayeredForeignNames(self)

    def mentions(self, text: str) -> list[tuple[Span, str]]:
        found = [hit for hit in self._below.mentions(text) if hit[1] not in self._hidden]
        above = self._above.mentions(text)
        return longest_first(found + above) if above else found

    def places_among(self, text: str, mentions: Iterable[tuple[Span, str]]) -> list[Place]:
        found = ((span, self.entity(key)) for span, key in mentions)
        return [
            Place(span.start, span.end, span.of(text), at.id)
            for span, at in found
            if at is not None and at.kind == "place"
        ]

    def expand(self, query_name: str) -> list[Expansion]:
        below = [found for found in self._below.expand(query_name) if found.entity_id not in self._hidden]
        return below + self._above.expand(query_name)

    def match(
        self,
        name: str,
        *,
        context: str | frozenset[str] = "",
        limit: int = 10,
        alike_in_length: bool = False,
    ) -> list[Match]:
        words = self.context_words(context) if isinstance(context, str) else context
        more = {"context": words, "alike_in_length": alike_in_length}
        found = self._below.match(name, limit=limit, **more)  # type: ignore[arg-type]
        if any(match.entity_id in self._hidden for match in found):
            found = self._below.match(name, limit=limit + len(self._hidden), **more)  # type: ignore[arg-type]
        found = [match for match in found if match.entity_id not in self._hidden]
        found += self._above.match(name, limit=limit, **more)  # type: ignore[arg-type]
        return sorted(found, key=lambda match: -match.score)[:limit]

    def may_match(self, name: str, words: frozenset[str], *, at_least: float, alone: float) -> bool:
        """As `Gazetteer.may_match`; may say yes for a hidden entity, which `match` then leaves out."""
        return self._above.may_match(name, words, at_least=at_least, alone=alone) or self._below.may_match(
            name, words, at_least=at_least, alone=alone
        )

    def rivals(self, name: str, at_least: float) -> tuple[tuple[int, float], ...]:  # type: ignore[override]
        above = tuple((_ABOVE + number, score) for number, score in self._above.rivals(name, at_least))
        return tuple(self._below.rivals(name, at_least)) + above

    def context_words(self, text: str) -> frozenset[str]:
        return self._below.context_words(text) | self._above.context_words(text)


class _LayeredForeignNames(ForeignNames):
    """A name is foreign when one layer has it in another language and neither has it in English."""

    def __init__(self, names: LayeredGazetteer) -> None:
        self._names = names

    def language(self, name: str) -> str | None:
        below, above = self._names.layers
        for one, other in ((above, below), (below, above)):
            found = one.foreign.language(name)
            if found is not None:
                return found if other.foreign.language(name) or not other.exact(name, garbles=False) else None
        return None


_Hit = TypeVar("_Hit")


def longest_first(hits: list[tuple[Span, _Hit]]) -> list[tuple[Span, _Hit]]:
    """Of overlapping mentions the one that begins first, of those the longest; as a finder of all names would."""
    hits.sort(key=lambda hit: (hit[0].start, -hit[0].end))
    found: list[tuple[Span, _Hit]] = []
    end = -1
    for hit in hits:
        if hit[0].start >= end:
            found.append(hit)
            end = hit[0].end
    return found
