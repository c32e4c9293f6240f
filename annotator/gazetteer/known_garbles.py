"""Wrong names that a person confirmed before, where they hold: everywhere, in one feed, or in one article."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from annotator.gazetteer.mentions import MentionFinder
from annotator.gazetteer.records import AliasRecord, EntityRecord
from annotator.text.skeleton import fold
from annotator.text.spans import Span

EVERYWHERE: Final = ("everywhere", "")


class KnownGarble(NamedTuple):
    """A confirmed garble that stands in a text, and the entities that it was confirmed for: nearly always one."""

    span: Span
    meant: tuple[tuple[EntityRecord, AliasRecord], ...]


class KnownGarbles:
    """The confirmed garbles of a gazetteer, by where they hold. Immutable once made."""

    def __init__(self, records: Iterable[EntityRecord]) -> None:
        records = list(records)
        garbled = [
            (record, alias, fold(alias.name))
            for record in records
            for alias in record.aliases
            if alias.kind == "garble"
        ]
        right = _right_names(records) if garbled else frozenset()
        self._finders: dict[tuple[str, str], MentionFinder] = {}
        self._meant: list[list[tuple[EntityRecord, AliasRecord]]] = []
        numbers: dict[tuple[str, str, str], int] = {}
        for record, alias, folded in garbled:
            # Somebody's real name is nobody's garble everywhere: "Hussein" the person is never touched.
            if alias.scope == "everywhere" and folded in right:
                continue
            place = (alias.scope, alias.within)
            number = numbers.setdefault((*place, folded), len(self._meant))
            if number == len(self._meant):
                self._meant.append([])
                self._finders.setdefault(place, MentionFinder()).add(alias.name, number)
            self._meant[number].append((record, alias))

    def find(self, text: str, *, feed: str | None = None, article: str | None = None) -> list[KnownGarble]:
        """Those that stand in a text of this feed, with this uid, in text order, not overlapping.

        Of two that begin at one place the longer goes first; of two for the same words the one that was confirmed for
        fewer texts: the article's, the feed's, everybody's.
        """
        places = [("article", article)] if article else []
        places += [("feed", feed)] if feed else []
        met = [
            (span.start, -span.end, rank, number)
            for rank, place in enumerate([*places, EVERYWHERE])
            if place in self._finders
            for span, number in self._finders[place].find(text)
        ]
        found: list[KnownGarble] = []
        low = 0
        for start, end, _, number in sorted(met):
            if start >= low:
                low = -end
                found.append(KnownGarble(Span(start, low), tuple(self._meant[number])))
        return found


def _right_names(records: Iterable[EntityRecord]) -> frozenset[str]:
    """All names, folded, that are no garble and hold everywhere."""
    names = [record.name for record in records]
    names += [record.native_name for record in records if record.native_name]
    names += [
        alias.name
        for record in records
        for alias in record.aliases
        if alias.kind != "garble" and alias.scope == "everywhere"
    ]
    return frozenset(map(fold, names))
