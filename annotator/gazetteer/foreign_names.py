"""Names as another language writes them: "Bassorah" is French for Basra, OTAN for NATO."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from annotator.gazetteer.records import EntityRecord
from annotator.text.skeleton import fold

# What English copy may be written in: a desk's own names have no language.
_ENGLISH: Final = frozenset({"", "en"})


class ForeignNames:
    """The languages of those names that no entity has in English. Immutable once made."""

    def __init__(self, records: Iterable[EntityRecord]) -> None:
        foreign: list[tuple[str, str]] = []
        written: set[str] = set()
        folded: set[str] = set()
        for record in records:
            for name, language in _names(record):
                if language in _ENGLISH:
                    written.add(_plain(name))
                    folded.add(fold(name))
                else:
                    foreign.append((name, language))
        # "Téhéran" is French although "Teheran" is a spelling of English copy: as written first, then folded.
        self._written = {_plain(name): language for name, language in reversed(foreign) if _plain(name) not in written}
        self._folded = {fold(name): language for name, language in reversed(foreign) if fold(name) not in folded}

        # The same names come back in every article.
        self._asked = lru_cache(maxsize=1 << 13)(self._language)

    def language(self, name: str) -> str | None:
        """The ISO 639-1 code of the language that writes a name so and English does not; None for any other name."""
        return self._asked(name)

    def _language(self, name: str) -> str | None:
        found = self._written.get(_plain(name))
        return found if found is not None or not self._folded else self._folded.get(fold(name))


def _names(record: EntityRecord) -> Iterator[tuple[str, str]]:
    yield record.name, ""
    for alias in record.aliases:
        if alias.kind != "garble" and alias.scope == "everywhere":
            yield alias.name, (alias.language or "").lower().partition("-")[0]


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split())
