"""The full names of the persons of an article, to complete what later sentences say in short."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from annotator.claims.mentions import TITLE, Phrases
from annotator.text.words import NAMES, Word

_OF_PLACES: Final = frozenset("north south east west northern southern eastern western new saint united great".split())


class FullNames:
    """Last names with the one full name that bears each: "Douglas" after "William O. Douglas"."""

    def __init__(self) -> None:
        self._full: dict[str, str] = {}  # "" where two persons bear it
        self._here: set[str] = set()

    def enter(self, phrases: Phrases) -> None:
        """Learn the full names of the next sentence."""
        self._here = set()
        for mention in phrases.persons():
            own = [token for token in mention.words if token.tag in NAMES and not TITLE.fullmatch(token.text)]
            if len(own) > 1 and own[0].lower not in _OF_PLACES and own[0] is mention.words[-len(own)]:
                full = " ".join(token.text for token in own)
                self._here.add(full)
                last = own[-1].lower
                self._full[last] = full if self._full.get(last, full) == full else ""

    def full(self, last: str) -> str:
        """The full name under a last name in small letters, "" where none or two bear it."""
        return self._full.get(last, "")

    def short(self, phrases: Phrases) -> Iterator[tuple[Word, str]]:
        """The last names of a sentence that stand alone, with what goes before them; none that it has in full too."""
        if not self._full or all(token.lower not in self._full for token in phrases.tokens):
            return
        for mention in phrases.all:
            full = self._full.get(mention.head) if mention.is_name else ""
            if not full or full in self._here or mention.role == "place" or mention.kind == "many":
                continue
            if mention.words[0].tag == "DT":
                continue  # "the Plan" is no person
            own = [token for token in mention.words if token.tag in NAMES and not TITLE.fullmatch(token.text)]
            first = full.partition(" ")[0]
            if len(own) == 1 and own[0].lower == mention.head and all(token.text != first for token in mention.tokens):
                yield own[0], full.rpartition(" ")[0]
