"""The noun phrases of a sentence, as mentions of who or what a later word may mean.

Found over a string of one letter a token (Abney 1996, "Partial parsing via finite-state cascades"): regular expressions
read it at C speed, and a sentence costs microseconds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import compress
from typing import Final

from annotator.claims.mentions import Mention, letters_of, mention_of, phrase_of
from annotator.text.words import BE, NO_WORDS, Tagged, Word

# A determiner, then modifiers with possessives among them, then a noun; a name may go on with "of" and a name.
_PHRASE: Final = re.compile(
    r"[DO]?(?:[ACNMPS]|(?<=[DOACNM])[gu](?=[ACNMP])){0,14}[NMP](?:(?<=P)o(?:D?P{1,5}))?(?!S)|[DO]?[ACNMP]{0,9}[NMP](?=S)"
)
_NOUNS: Final = bytes(chr(byte) in "NMP" for byte in range(256))  # their letters as true bytes, others as zeros
NAMES: Final = bytes(chr(byte) == "P" for byte in range(256))  # the same for the letter of names
MOST_NAMES: Final = 6  # of one person
_FULL_NAME: Final = re.compile(f"P{{2,{MOST_NAMES}}}")
_PARTICLES: Final = frozenset("out up down off away back".split())
_ASIDE: Final = frozenset({"than", "like", "as"})
_WHERE: Final = frozenset("in at near outside across from".split())
_END: Final = object()


class Phrases:
    """The noun phrases of one sentence, found when somebody asks: most sentences are never asked."""

    _rest: Iterator[None] | None = None  # reads on
    _persons: list[Mention] | None = None

    def __init__(
        self, row: Tagged = NO_WORDS, number: int = 0, full: Callable[[str, int], str] = lambda last, number: ""
    ) -> None:
        self._full = full  # the full name of a person under a last name, as known by a sentence
        self.tokens, self.starts, self.lowers, tags, _ = row
        self.letters = letters_of(self.lowers, tags)
        # Its nouns and names in small letters: what later sentences ask for, most of them in vain.
        self.nouns = set(compress(self.lowers, self.letters.encode().translate(_NOUNS)))
        self.number = number
        self._read: list[Mention] = []  # as far as somebody asked, in text order, a whole before its parts
        self.same: set[int] = set()  # where those begin that are only another word for a name of the sentence

    @cached_property
    def names(self) -> set[str]:
        """The words of its names, in small letters."""
        return set(compress(self.lowers, self.letters.encode().translate(NAMES)))

    @property
    def all(self) -> list[Mention]:
        """In text order, a whole before its parts."""
        while self._reads_on():
            pass
        return self._read

    def before(self, offset: int) -> Iterator[Mention]:
        """Those that begin before this offset; not much more is read than the caller takes."""
        read, at = self._read, 0
        while True:
            for mention in read[at:]:
                if mention.start < offset:
                    yield mention
            at = len(read)
            if (read and read[-1].start >= offset) or not self._reads_on():
                return

    def _reads_on(self) -> bool:
        """Read one phrase more, with its parts; False at the end."""
        if self._rest is None:
            self._rest = _mentions(self.tokens, self.letters, self._read, self.full_name)
        return next(self._rest, _END) is None

    def full_name(self, last: str) -> str:
        """The full name that the article had given by this sentence to who bears this last name (small letters)."""
        return self._full(last, self.number)

    def persons(self) -> list[Mention]:
        """Those that a name of two words or more shows to be persons, places aside."""
        if self._persons is not None:
            return self._persons
        found = self._persons = []
        for match in _FULL_NAME.finditer(self.letters):
            low, high = match.span()
            before = self.tokens[low - 1].lower if low else ""
            if before not in _WHERE and self.letters[low - 1 : low] != "D":
                mention = mention_of(self.tokens, low, high, self.letters)
                if mention is not None and mention.kind == "person":
                    found.append(mention)
        return found

    def phrase(self, at: int) -> Mention | None:
        """The phrase that begins with this token."""
        match = _PHRASE.match(self.letters, at)
        return phrase_of(self.tokens, self.letters, at, match.end()) if match is not None else None


def _mentions(
    tokens: Sequence[Word], letters: str, found: list[Mention], full_name: Callable[[str], str]
) -> Iterator[None]:
    """Adds the noun phrases of a sentence that may be meant later to `found`, one a step, with what belongs to it.

    In text order; times of the calendar are none.
    """
    for match in _PHRASE.finditer(letters):
        low, high = match.span()
        mention = phrase_of(tokens, letters, low, high)
        if mention is None:
            continue
        before = letters[low - 1] if low else ""
        if before == "o" or letters.startswith("S", high):
            mention.role = "owner"
        elif letters[low] == "P" and low and tokens[low - 1].lower == "off":
            mention.role = "place"  # "sank off Kut"
        elif before == "I" and (word := tokens[low - 1].lower) not in _PARTICLES:
            mention.role = "place" if word in _WHERE else "aside" if word in _ASIDE else ""
        elif _is_acted_on(tokens, letters, low):
            mention.role = "object"
        found.append(mention)
        inner = letters.find("S", low, high)
        if inner > low:
            owner = mention_of(tokens, low, inner, letters)
            if owner is not None:
                owner.role = "owner"
                found.append(owner)
        if before == "&" and len(found) > 1:
            _join(tokens, letters, found, mention)
        if mention.is_name and high - low == 1 and (full := full_name(mention.head)):
            mention.kind, mention.name = "person", full
        yield


def _is_acted_on(tokens: Sequence[Word], letters: str, low: int) -> bool:
    """Whether a verb stands right before: "pulled the boy", "pulled out the boy"; not "is the boy"."""
    at = low - 1
    if at > 0 and tokens[at].lower in _PARTICLES:
        at -= 1
    return at >= 0 and letters[at] in "Vubg" and tokens[at].lower not in BE


def _join(tokens: Sequence[Word], letters: str, found: list[Mention], second: Mention) -> None:
    """As in "pulled the mother and daughter": both together are many."""
    first = next((m for m in reversed(found) if m.high == second.low - 1), None)
    if first is not None and first is not second:
        both = Mention(tokens, letters, first.low, second.high, core=second.high, last=second.high - 1)
        both.role, both.is_name, both.pair = first.role, first.is_name and second.is_name, (first, second)
        both.kind = "many"
        found.append(both)
