"""What a claim needs to stand alone: the antecedent of its pronoun where a rule makes it certain, else what is missing.

Certain means: the pronoun is the first subject of its sentence, no other noun stands before it there, and the subjects
of the two sentences before offer exactly one candidate of its number and kind. Anything else is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from annotator.claims.clauses import Part, Piece, clauses
from annotator.text.quotes import kind_of
from annotator.text.spans import Span, Speaker
from annotator.text.words import NAMES, NOUNS, Word

_PERSONAL: Final = {"he": "person", "she": "person", "it": "thing", "they": "many"}
_OWNED: Final = {"his": "person", "her": "person", "its": "thing", "their": "many"}
_POINTING: Final = frozenset({"this", "that", "these", "those"})
_TIME_WORDS: Final = frozenset("today yesterday tomorrow year years month months week weeks day days time".split())
_TITLES: Final = re.compile(r"\b(?:president|minister|general|mr|mrs|ms|dr|sheikh|ambassador|senator|king|prince|judge)\b", re.I)
_PLURAL_NAMES: Final = frozenset({"united states", "the united states", "united nations", "the united nations", "the us"})


@dataclass(frozen=True, slots=True)
class _Candidate:
    name: str
    kind: str  # person, thing, many


class Standing:
    """Remembers the subjects of the last two sentences while an article is read from top to bottom."""

    def __init__(self) -> None:
        self._earlier: list[list[_Candidate]] = []
        self._now: list[_Candidate] = []
        self._first: Word | None = None
        self._answer: _Candidate | None = None

    def enter(self, tokens: Sequence[Word], speaker: Speaker | None) -> None:
        """Begin a sentence: its subjects become candidates for the ones after it."""
        self._now = []
        self._first = self._pronoun(tokens)
        self._answer = self._resolve(self._first) if self._first is not None else None
        for clause in clauses(tokens, 0, len(tokens)):
            if clause.subject is None:
                continue
            phrase = tokens[slice(*clause.subject)]
            if any(token.tag in NOUNS for token in phrase):
                self._now.append(_candidate(phrase))
        if self._answer is not None:
            self._now.append(self._answer)
        if speaker is not None and speaker.name.lower() in _PERSONAL:
            return

    def leave(self) -> None:
        """End the sentence. One without a subject of its own does not push the earlier ones out."""
        if self._now:
            self._earlier = [*self._earlier[-1:], self._now]

    def alone(
        self, text: str, piece: Piece, tokens: Sequence[Word], speaker: Speaker | None
    ) -> tuple[list[Part], str | None]:
        """The parts with the pronoun replaced, and what is missing in words (None: the claim stands alone)."""
        pronoun = self._first
        parts: list[Part] = []
        missing: str | None = None
        for part in piece.parts:
            if isinstance(part, str):
                changed, lost = self._in_added(part)
            else:
                changed, lost = self._in_quote(text, part, pronoun)
            parts.extend(changed)
            missing = missing or lost
        if missing is None:
            missing = _no_subject(piece, tokens)
        return parts, missing

    def _in_added(self, part: str) -> tuple[list[Part], str | None]:
        head, _, rest = part.partition(" ")
        if head.lower() not in _PERSONAL and head.lower() not in _OWNED:
            return [part], None
        if self._answer is None or self._first is None or self._first.lower != head.lower():
            return [part], _who(head)
        return [(_form(self._answer.name, head) + " " + rest).strip()], None

    def _in_quote(self, text: str, part: Span, pronoun: Word | None) -> tuple[list[Part], str | None]:
        if pronoun is None or not part.start <= pronoun.start < part.end:
            return [part], None
        if self._answer is None:
            return [part], _who(pronoun.text)
        found: list[Part] = []
        if part.start < pronoun.start:
            found.append(Span(part.start, pronoun.start))
        found.append(_form(self._answer.name, pronoun.lower))
        if pronoun.end < part.end:
            found.append(Span(pronoun.end, part.end))
        return found, None

    def _pronoun(self, tokens: Sequence[Word]) -> Word | None:
        """The pronoun that is the sentence's first subject, or opens it as a possessive."""
        for i, token in enumerate(tokens[:40]):
            if token.lower in _PERSONAL and token.tag == "PRP":
                return token if not _is_dummy(tokens, i) else None
            if token.lower in _OWNED and token.tag == "PRP$":
                return token
            if token.tag in NOUNS and token.lower not in _TIME_WORDS:
                if not _in_adverbial(tokens, i):
                    return None
        return None

    def _resolve(self, pronoun: Word) -> _Candidate | None:
        wanted = _PERSONAL.get(pronoun.lower) or _OWNED[pronoun.lower]
        for sentence in reversed(self._earlier):
            fitting = {c.name: c for c in sentence if c.kind == wanted}
            if len(fitting) == 1:
                return next(iter(fitting.values()))
            if fitting:
                return None
        return None


def _in_adverbial(tokens: Sequence[Word], i: int) -> bool:
    """Whether the noun at `i` belongs to a short opening phrase that a comma closes ("In 2003, he …")."""
    return tokens[0].tag in {"IN", "TO"} and any(token.text == "," for token in tokens[i : i + 5])


def _is_dummy(tokens: Sequence[Word], i: int) -> bool:
    """"It is believed that", "it was Monday": an "it" that stands for nothing."""
    if tokens[i].lower != "it":
        return False
    after = [token.lower for token in tokens[i + 1 : i + 6]]
    return bool(after) and after[0] in {"is", "was", "seems", "appears"} and bool({"that", "to"} & set(after[1:]))


def _candidate(phrase: Sequence[Word]) -> _Candidate:
    name = _said(phrase)
    head = next((token for token in phrase if token.lower in {"of", "in", "for", "at", "from"}), None)
    core = phrase[: phrase.index(head)] if head is not None and phrase.index(head) else phrase
    nouns = [token for token in core if token.tag in NOUNS]
    last = nouns[-1] if nouns else phrase[-1]
    if any(token.lower == "and" for token in core) or last.tag == "NNS":
        return _Candidate(name, "many")
    if name.lower() in _PLURAL_NAMES:
        return _Candidate(name, "thing")
    names = [token for token in core if token.tag in NAMES]
    personal = bool(_TITLES.search(name)) or (len(names) >= 2 and len(names) == len(core) and kind_of(name) == "person")
    return _Candidate(name, "person" if personal else "thing")


def _said(phrase: Sequence[Word]) -> str:
    out = ""
    last = -1
    for token in phrase:
        out += (" " if out and token.start > last else "") + token.text
        last = token.end
    return out


def _form(name: str, pronoun: str) -> str:
    if pronoun.lower() in _OWNED:
        return name + ("’" if name.endswith("s") else "’s")
    return name


def _who(pronoun: str) -> str:
    question = "whose" if pronoun.lower() in _OWNED else "who or what"
    return f"{question} “{pronoun}” is" if question == "who or what" else f"{question} is meant by “{pronoun}”"


def _no_subject(piece: Piece, tokens: Sequence[Word]) -> str | None:
    """A main clause that opens with a verb lost its subject; one that points back needs what it points to."""
    first = piece.parts[0]
    if not isinstance(first, Span):
        return None
    token = next((token for token in tokens if token.start >= first.start), None)
    if token is None:
        return None
    if token.tag in {"VBD", "VBN", "VBZ"} and token is tokens[0]:
        return "who did it: the sentence has no subject"
    if token.lower in _POINTING and token.tag == "DT":
        following = next((other for other in tokens if other.start > token.start), None)
        if following is not None and following.tag in {"VBZ", "VBP", "VBD", "MD"}:
            return f"what “{token.text}” points to"
    return None
