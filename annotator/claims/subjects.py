"""Who or what a clause speaks of: its subject, as one that a later word may mean.

Few subjects are ever asked for: most sentences have no pronoun behind them. So a `Stretch` keeps what it takes to read
them, and they are read when somebody asks (pronouns.py).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from weakref import proxy

from annotator.claims.changes import Change
from annotator.claims.clauses import Clause
from annotator.claims.mentions import (
    Mention,
    again,
    is_person_noun,
    letters_of,
    mention_of,
    speaking,
    title_of,
)
from annotator.claims.pronouns import Sentence
from annotator.text.quotes import QUOTE_MARKS
from annotator.text.spans import Speaker
from annotator.text.words import Word

# "The smiles on their faces" would need words of its own, "rescuers pulled the boy" is more than a phrase.
_HELD: Final = re.compile("[Op]|uR?[DO]")
_VERB_WITHIN: Final = re.compile("[^WI]*V")
_LONGEST: Final = 14  # words of a subject that may stand for a pronoun


@dataclass(slots=True)
class Stretch:
    """The words of a sentence that are one person's, with their letters (mentions.py).

    `changes` are what its pronouns become, by where they stand. The sentence keeps what reads its subjects, and with it
    the stretch: the stretch holds it weakly, so that an article's words are gone with it and not only when Python next
    looks for cycles, which takes longer the more there are.
    """

    tokens: Sequence[Word]
    letters: str
    sentence: Sentence
    changes: Mapping[int, Change]

    def in_sentence(self, at: int) -> int:
        """Where a word of the stretch stands in its sentence; -1 behind the end."""
        if at >= len(self.tokens):
            return -1
        whole = self.sentence.tokens
        return at if len(self.tokens) == len(whole) else bisect_left(self.sentence.starts, self.tokens[at].start)


class Voice:
    """Who says a stretch."""

    __slots__ = ("_mention", "_speaker")

    def __init__(self, speaker: Speaker, known: Mention | None) -> None:
        self._speaker: Speaker | None = None if known is not None else speaker
        self._mention = known
        if known is not None:
            known.name, known.speaks = again(known.name), True

    def who(self) -> Mention | None:
        """As one who may be meant later; None for a pronoun of whom nobody knows."""
        if self._speaker is not None:
            self._mention, self._speaker = speaking(self._speaker), None
            if self._mention is not None:
                self._mention.name = again(self._mention.name)
        return self._mention


def stretch_of(tokens: Sequence[Word], sentence: Sentence, changes: Mapping[int, Change]) -> Stretch:
    """These words of the sentence; most are all of it, or all that stands on one side of an attribution."""
    whole = sentence.tokens
    if len(tokens) == len(whole):
        return Stretch(tokens, sentence.letters, proxy(sentence), changes)
    low = bisect_left(sentence.starts, tokens[0].start) if tokens else 0
    high = low + len(tokens)
    joined = low < high <= len(whole) and whole[high - 1].start == tokens[-1].start
    if joined:
        letters = sentence.letters[low:high]
    else:
        letters = letters_of([token.lower for token in tokens], [token.tag for token in tokens])
    return Stretch(tokens, letters, proxy(sentence), changes)


def core_of(stretch: Stretch, clause: Clause) -> tuple[int, int] | None:
    """Where a clause's subject stands, without the marks and adverbs at its ends; None for half a name."""
    tokens, letters = stretch.tokens, stretch.letters
    low, high = clause.subject or (0, 0)
    if low and letters[low - 1] == "." and tokens[low - 1].text[0].isupper():
        return None  # "Umm Qasr", its first word unknown
    low += tokens[low].text in QUOTE_MARKS and low + 1 < high
    while high - 1 > low and (letters[high - 1] in "RA," or tokens[high - 1].text in QUOTE_MARKS):
        high -= 1
    return low, high


def subject_of(stretch: Stretch, clause: Clause) -> Mention | None:
    """A clause's subject; None where it is nobody, or needs words of another sentence to be understood."""
    core = core_of(stretch, clause)
    if core is None:
        return None
    tokens, letters = stretch.tokens, stretch.letters
    low, high = core
    word = tokens[low]
    verb = tokens[clause.verb] if clause.verb is not None else None
    subject = mention_of(tokens, low, high, letters, verb)
    if subject is None:
        if not _is_title(tokens, clause):
            return None
        subject = title_of(tokens, letters, low, high)
    if letters[low] == "O":
        change = stretch.changes.get(word.start)
        if change is None:
            return None  # what cannot be named itself names nobody
        subject.name = f"{change.new}{subject.name[len(word.text) :]}"
    held = _HELD.search(letters, low + 1, high) or _VERB_WITHIN.match(letters, low, high)
    subject.is_clear = high - low <= _LONGEST and held is None
    if subject.is_name and high - low == 1 and (full := stretch.sentence.full_name(subject.head)):
        subject.name, subject.kind = full, "person"
    if verb is not None and verb.tag == "VBD":
        subject.is_told = True
    return subject


def _is_title(tokens: Sequence[Word], clause: Clause) -> bool:
    low, high = clause.subject or (0, 0)
    return tokens[low - 1 if low else low].text in QUOTE_MARKS and tokens[high - 1].text in QUOTE_MARKS


def same_as(stretch: Stretch, subject: Mention, verb: int, learn: Callable[[str, str], None]) -> Mention:
    """Whom to remember of "X is a restaurant" and "the minister is X": the one with the name stands for both.

    `learn` is told that the noun (small letters) was said of the name.
    """
    at, letters, sentence = verb + 1, stretch.letters, stretch.sentence
    while at < len(letters) and letters[at] == "R":
        at += 1
    at = stretch.in_sentence(at)
    other = sentence.phrase(at) if at >= 0 else None
    if other is None:
        return subject
    letters = sentence.letters
    sentence.states = True
    sentence.alike |= {other.key, subject.key}
    own = sentence.phrase(stretch.in_sentence(subject.low))
    if own is not None:
        sentence.alike.add(own.key)  # "the oldest judge" of "the oldest judge of the court is Omar Said"
    if subject.is_name and not other.is_name and letters[at] == "D":
        sentence.same.add(other.start)
        learn(other.head, subject.name)
        if subject.kind == "thing":
            subject.kind = "person" if is_person_noun(other.head) else "thing"
            subject.sex = subject.sex or other.sex
    elif other.is_name and not subject.is_name and not letters.startswith("S", other.high):
        sentence.same.add(subject.start)
        learn(subject.head, other.name)
        other.kind = subject.kind if subject.kind == "person" else other.kind
        return other
    return subject
