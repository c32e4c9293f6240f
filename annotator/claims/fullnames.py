"""The full names of the persons of an article, to complete what later sentences say in short."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from annotator.claims.mentions import TITLE
from annotator.claims.nounphrases import MOST_NAMES, Phrases
from annotator.text.words import NAMES, Word

_OF_PLACES: Final = frozenset("north south east west northern southern eastern western new saint united great".split())
_NAMES: Final = re.compile("P+")
_END: Final = re.compile("PP(?!P)")
_MORE_THAN_ONE: Final = "P" * (MOST_NAMES + 1)  # a row that is no single person's
_NEVER: Final = 1 << 60


class FullNames:
    """Last names with the one full name that bears each: "Douglas" after "William O. Douglas".

    Whether two names in a row are a person's is looked at only when the last one is asked for.
    """

    def __init__(self) -> None:
        self._ends: set[str] = set()  # what ends a row of names anywhere: all last names are among them
        self._unread: list[Phrases] = []
        # The full name, the sentence that has it first, and the one in which somebody else bears the last name.
        self._full: dict[str, tuple[str, int, int]] = {}
        self._here: set[str] = set()  # those of the last sentence that was read
        self._here_in = -1
        self._has_short = False

    def enter(self, phrases: Phrases) -> None:
        """Remember the next sentence, and whether it may have a last name alone."""
        letters, known = phrases.letters, self._ends
        self._has_short = bool(known) and self._may_have_short(phrases)
        if "PP" not in letters:
            return
        self._unread.append(phrases)
        if _MORE_THAN_ONE in letters:
            known.update(phrases.nouns)
        for match in _END.finditer(letters):
            known.add(phrases.lowers[match.end() - 1])

    def _may_have_short(self, phrases: Phrases) -> bool:
        """Whether a name of an earlier sentence may stand here with nothing but titles before it."""
        known = self._ends
        if known.isdisjoint(phrases.nouns):
            return False
        tokens, letters = phrases.tokens, phrases.letters
        if _MORE_THAN_ONE in letters:
            return True
        for match in _NAMES.finditer(letters):
            low, high = match.span()
            if phrases.lowers[high - 1] in known and (high - low == 1 or TITLE.fullmatch(tokens[high - 2].text)):
                return True
        return False

    def _read(self) -> None:
        for phrases in self._unread:
            self._here, self._here_in = set(), phrases.number
            for mention in phrases.persons():
                own = [token for token in mention.words if token.tag in NAMES and not TITLE.fullmatch(token.text)]
                if len(own) > 1 and own[0].lower not in _OF_PLACES and own[0] is mention.words[-len(own)]:
                    full = " ".join(token.text for token in own)
                    self._here.add(full)
                    last = own[-1].lower
                    known, since, until = self._full.get(last, (full, phrases.number, _NEVER))
                    self._full[last] = (known, since, until if known == full else min(until, phrases.number))
        self._unread.clear()

    def forget(self) -> None:
        """The article ends. Its sentences ask here for full names: what holds on to them would never be free."""
        self._unread.clear()

    def full(self, last: str, number: int) -> str:
        """The full name under a last name (small letters) by this sentence; "" where none or two bear it."""
        if last not in self._ends:
            return ""
        if self._unread:
            self._read()
        name, since, until = self._full.get(last, ("", 0, 0))
        return name if since <= number < until else ""

    def short(self, phrases: Phrases) -> Iterator[tuple[Word, str]]:
        """The last names of this sentence that stand alone, with what goes before; none that it has in full too."""
        if not self._has_short:
            return
        self._read()
        here = self._here if self._here_in == phrases.number else ()
        for mention in phrases.all:
            full = self.full(mention.head, phrases.number) if mention.is_name else ""
            if not full or full in here or mention.role == "place" or mention.kind == "many":
                continue
            if mention.words[0].tag == "DT":
                continue  # "the Plan" is no person
            own = [token for token in mention.words if token.tag in NAMES and not TITLE.fullmatch(token.text)]
            first = full.partition(" ")[0]
            if len(own) == 1 and own[0].lower == mention.head and all(token.text != first for token in mention.tokens):
                yield own[0], full.rpartition(" ")[0]
