"""What a claim needs to stand alone: who its pronouns mean and what its "the …" points to, where a rule is certain.

While an article is read from top to bottom, `Standing` remembers who and what was spoken of (mentions.py) and words
each claim so that it can be read by itself; else it says what is missing. The rules: pronouns.py for "he", "its",
"them"; definites.py for "the group", "these tools". How sure they are was measured: docs/standing.md.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import compress
from typing import Final

from annotator.claims.changes import Change, lent, quoted_with
from annotator.claims.clauses import Clause
from annotator.claims.deeds import is_dummy, is_of_event
from annotator.claims.definites import HERE_NOW, WHICH, Described, changed, refers
from annotator.claims.fullnames import FullNames
from annotator.claims.lacks import POINTING, may_lack, no_subject, who
from annotator.claims.mentions import Mention, sex_of
from annotator.claims.parts import Part, Piece, Shared
from annotator.claims.pronouns import (
    OBJECTIVE,
    OWNED,
    PERSONAL,
    Antecedents,
    Sentence,
    form,
    is_joined,
    may_be,
)
from annotator.claims.subjects import Stretch, Voice, core_of, same_as, stretch_of, subject_of
from annotator.claims.voices import Voices
from annotator.text.quotes import QUOTE_MARKS, Attribution
from annotator.text.spans import Span, Speaker
from annotator.text.speakers import head_of, is_office_word, kind_of
from annotator.text.words import BE, Tagged, Word

_NOTHING_OWNED: Final = re.compile(r"R*A*(?![ARNMPCSug])")
_PRONOUN: Final = re.compile("[pO]")
_GOAL: Final = re.compile("[ITo]D?P")
_BACK: Final = re.compile(r"D[NM](?![oWNMPAC&uI])|DN(?=S)")


# What opens a subject that may be a pronoun.
_MAY_BE_PRONOUN: Final = frozenset(PERSONAL) | QUOTE_MARKS


@dataclass(slots=True)
class _Open:
    """A pronoun whose antecedent is looked for only when a claim quotes it without it."""

    word: Word
    kind: str
    owned: bool
    answer: Mention | None = None
    asked: bool = False


class Standing:
    """Remembers who and what an article spoke of while it is read from top to bottom."""

    def __init__(self) -> None:
        self._known = Antecedents()
        self._described = Described()
        self._names = FullNames()
        self._marks: list[int] | None = None  # where its quotation marks stand, when asked for
        self._sentence = Sentence()
        self._before = Sentence()
        self._quoted = self._entered = self._lost = False
        self._voice: Voice | None = None  # who says what is being read
        self._reported = False
        self._said_as = ""  # the words that name the speaker
        self._said_by: Mention | None = None  # who these are, where they are a pronoun
        self._may_lack = False  # whether a claim of this stretch may lack its subject
        self._changes: dict[int, Change] = {}
        self._missing: dict[int, str] = {}
        self._open: dict[int, _Open] = {}
        self._voices = Voices()

    def end(self) -> None:
        """The article ends."""
        self._names.forget()

    def begin(self, row: Tagged) -> None:
        """Begin a sentence with these words."""
        sentence = Sentence(row, self._sentence.number + 1, self._names.full)
        self._before, self._sentence = self._sentence, sentence
        self._said_by = self._marks = None
        self._entered = self._lost = False
        self._known.begin(sentence)
        self._described.enter(sentence)
        self._names.enter(sentence)

    def speaker(self, said: Speaker, text: str, tokens: Sequence[Word]) -> Speaker:
        """Who a pronoun speaker ("he said", "according to him") is, where that is certain; else the pronoun."""
        self._said_as, self._said_by = said.name.lower(), None
        wanted = PERSONAL.get(self._said_as) or OBJECTIVE.get(self._said_as)
        if wanted is None:
            return said
        found = self._known.before(wanted, sex_of(self._said_as), speaking=wanted == "person")
        if found is None or found.start < 0 or (wanted == "person" and not self._known.is_alone(found)):
            return said
        if found.name.split()[-1] in [token.text for token in tokens]:
            return said  # "“Omar told us,” he said": somebody else
        self._said_by = found
        name = text[found.start : found.end]
        return Speaker(found.start, found.end, name, kind_of(name), said.cue, head_of(name))

    def voice(self, text: str, sentence: Span, said: Attribution | None) -> Speaker | None:
        """Who says this sentence: its own speaker, or the one whose quotation goes on."""
        return self._voices.go_on(text, sentence, said)

    def enter(self, tokens: Sequence[Word], found: Sequence[Clause], speaker: Speaker | None, *, quoted: bool) -> None:
        """Begin a stretch of a sentence: its subjects become candidates for what follows."""
        self._changes, self._missing, self._open = {}, {}, {}
        self._quoted, self._entered = quoted, True
        # "According to the report, it …": who speaks is not whom the sentence is about.
        self._reported = speaker is not None and not quoted and not speaker.cue.startswith("accord")
        self._voice = Voice(speaker, self._said_by) if speaker is not None else None
        stretch = stretch_of(tokens, self._sentence, self._changes)
        letters = stretch.letters
        self._may_lack = may_lack(letters)
        for number, clause in enumerate(found):
            if letters[clause.low] == "O":
                self._owner(tokens, clause, first=number == 0)
            if clause.subject is not None:
                self._subject(stretch, clause, inside=number > 0)
        if "p" in letters or "O" in letters:
            for match in _PRONOUN.finditer(letters):
                self._leave_open(tokens, letters, match.start(), found)
        if not quoted:
            self._point_back(tokens, letters)
            for token, rest in self._names.short(self._sentence):
                self._changes[token.start] = Change(token.start, token.start, rest, token.text)
            if "R" in letters:
                self._there(tokens, letters)
        if self._voice is not None:
            self._sentence.add(self._voice.who)

    def _owner(self, tokens: Sequence[Word], clause: Clause, *, first: bool) -> None:
        """As in "Her research has been …": the possessive that opens a clause."""
        word = tokens[clause.low]
        if word.lower not in OWNED:
            return
        if self._is_in_quotes(word.start):
            answer = None
        elif first:
            answer = self._of_reported(tokens, clause.low) if self._reported else self._known.of_subject(word, ())
        else:
            answer = self._known.inside(word, joined=is_joined(tokens, clause.low))
        if (
            answer is not None
            and (
                "W" in answer.letters[answer.low : answer.high]  # no “’s” behind "the judge who lived in Kut"
                or not self._known.may_have(answer, tokens[clause.low + 1 : clause.low + 5])
            )
        ):
            answer = None
        self._answer(word, answer, owned=True)

    def _of_reported(self, tokens: Sequence[Word], at: int) -> Mention | None:
        """Whom a pronoun means in what somebody is said to have said."""
        voice = self._voice.who() if self._voice is not None else None
        return self._known.who_says(voice, self._said_as, tokens, at)

    def _subject(self, stretch: Stretch, clause: Clause, *, inside: bool) -> None:
        """A clause's subject becomes a candidate; a pronoun as subject is looked up."""
        tokens = stretch.tokens
        if clause.subject is not None and tokens[clause.subject[0]].lower in _MAY_BE_PRONOUN:
            core = core_of(stretch, clause)
            if core is None:
                return
            low, high = core
            if high - low == 1 and tokens[low].lower in PERSONAL:
                if not is_dummy(tokens, low):
                    self._pronoun(tokens, low, inside=inside, lead=tokens[clause.low : low])
                return
        if clause.verb is None or tokens[clause.verb].lower not in BE:
            self._sentence.add(partial(subject_of, stretch, clause))
            return
        subject = subject_of(stretch, clause)
        if subject is not None:
            self._sentence.add(same_as(stretch, subject, clause.verb, self._described.learn))

    def _pronoun(self, tokens: Sequence[Word], at: int, *, inside: bool, lead: Sequence[Word]) -> None:
        word = tokens[at]
        answer: Mention | None = None
        if self._is_in_quotes(word.start):
            pass
        elif inside and self._known.now.subjects:
            voice = self._voice.who() if self._reported and self._voice is not None else None
            after = tokens[at + 1 : at + 5]
            answer = self._known.inside(word, joined=is_joined(tokens, at - len(lead)), after=after, voice=voice)
        elif self._reported:
            answer = self._of_reported(tokens, at)
        elif word.lower == "it" and is_of_event(tokens[at + 1 : at + 9]):
            attack = self._described.attack()
            if attack is not None:
                self._changes[word.start] = Change(word.start, word.end, attack, word.text)
                return
        elif not self._leads_with(lead, PERSONAL[word.lower]):
            answer = self._known.of_subject(word, tokens[at + 1 : at + 4])
        self._answer(word, answer, owned=False)

    def _is_in_quotes(self, start: int) -> bool:
        """Whether somebody else speaks here: his "he" and "it" need not be the article's."""
        if self._quoted:
            return True
        if self._marks is None:
            sentence = self._sentence
            self._marks = list(compress(sentence.starts, map(QUOTE_MARKS.__contains__, sentence.lowers)))
        return bisect_left(self._marks, start) % 2 == 1

    def _leads_with(self, lead: Sequence[Word], kind: str) -> bool:
        """Whether the words before a subject name one that it may mean: "Near the port, it …"; not "As a poet, he"."""
        if not lead:
            return False
        end, own = lead[-1].end, lead[0].lower == "as"
        inside = (m for m in self._sentence.before(end) if lead[0].start <= m.start)
        return any(m.kind == kind and not (own and not m.is_name) for m in inside)

    def _answer(self, word: Word, answer: Mention | None, *, owned: bool) -> None:
        if answer is None:
            self._lost = self._lost or not (owned or self._quoted)
            self._missing[word.start] = who(word.text, owned=owned)
            return
        self._changes[word.start] = Change(word.start, word.end, form(answer, owned=owned), word.text)
        if answer.kind == "person":
            self._known.learn(answer, sex_of(word.lower))
        elif answer.kind == "thing" and word.lower == "they":
            answer.is_they = True
        self._sentence.add(answer)

    def _leave_open(self, tokens: Sequence[Word], letters: str, at: int, found: Sequence[Clause]) -> None:
        """A pronoun in another place than the subject's: its claim may hold its antecedent itself.

        One before its subject ("Under its waiver, Iraq may …") means that subject.
        """
        word = tokens[at]
        # "It made her famous": no owner without something owned.
        owned = word.tag == "PRP$" and not (word.lower == "her" and _NOTHING_OWNED.match(letters, at + 1))
        kind = OWNED.get(word.lower) if owned else (OBJECTIVE.get(word.lower) or PERSONAL.get(word.lower))
        if kind is None or (kind == "thing" and not owned):
            return
        if word.start in self._changes or word.start in self._missing:
            return
        if at > 1 and tokens[at - 1].lower in {"among", "amongst"} and tokens[at - 2].text == ",":
            return  # "Five were hurt, among them a nurse": said in the same breath
        for clause in found:
            if clause.low <= at and clause.subject is not None and at < clause.subject[0]:
                return
        if not self._is_in_quotes(word.start):
            self._open[word.start] = _Open(word, kind, owned)

    def _point_back(self, tokens: Sequence[Word], letters: str) -> None:
        """What "the restaurant" and "these tools" mean."""
        for match in _BACK.finditer(letters):
            low, at = match.start(), match.start() + 1
            pointer, noun = tokens[low], tokens[at]
            if pointer.lower != "the" and pointer.lower not in POINTING:
                continue
            if noun.lower in HERE_NOW or noun.text[0].isupper():
                continue
            meant = self._described.meant(noun.lower, pointer.start, plural=letters[at] == "M")
            if meant is not None and (pointer.start in self._sentence.same or not refers(tokens, letters, low, at)):
                continue
            if meant is None or meant.unsure:
                opens = low == 0 and noun.lower in WHICH and self._sentence.number > 1
                if opens and noun.lower not in self._before.lowers:
                    self._missing[pointer.start] = f"which {noun.lower} is meant"
            else:
                owner = letters[at + 1 : at + 2] == "S"
                named = self._named_here(meant.name)
                for one in changed(tokens, low, at, meant, owner=owner):
                    one.named = named
                    self._changes[one.start] = one

    def _named_here(self, name: str) -> int:
        """Where the sentence has the last word of this name; -1 if nowhere."""
        last = name.rpartition(" ")[2]
        return next((token.start for token in self._sentence.tokens if token.text == last), -1)

    def _there(self, tokens: Sequence[Word], letters: str) -> None:
        """As in "He settled there.": the one place of the sentence before."""
        at = letters.find("R")
        while at >= 0 and tokens[at].lower != "there":
            at = letters.find("R", at + 1)
        if at < 0 or any(m.role == "place" and m.is_name for m in self._sentence.all):
            return
        if _GOAL.search(letters, 0, at):
            return  # "moved to Kut and fights there"
        there = tokens[at]
        words = self._before.tokens
        names = [m for m in self._before.all if m.is_name and m.kind == "thing"]
        places = [f"{words[m.low - 1].lower} {m.name}" for m in names if m.role == "place"]
        if len(places) == 1 and len({m.key for m in names if not is_office_word(m.head)}) == 1:
            self._changes[there.start] = Change(there.start, there.end, places[0], there.text)
        elif places:
            self._missing[there.start] = "which place “there” means"

    def break_off(self) -> None:
        """A fragment stands here: what it lost may be what a later pronoun means."""
        self._known.break_off()

    def leave(self) -> None:
        """End the sentence. One without a subject of its own does not push the earlier ones out."""
        if self._entered:
            self._known.leave(lost=self._lost)
        else:
            self._known.break_off()  # nothing was read in it: whom it spoke of is not known

    def alone(self, piece: Piece, tokens: Sequence[Word]) -> tuple[list[Part], str | None]:
        """The parts with the pronouns replaced, and what is missing in words (None: the claim stands alone)."""
        if not (self._changes or self._missing or self._open):
            return list(piece.parts), no_subject(piece, tokens) if self._may_lack else None
        parts: list[Part] = []
        missing: str | None = None
        for part in piece.parts:
            if isinstance(part, Span):
                changed, lost = self._in_quote(part, piece)
                parts.extend(changed)
            else:
                added, lost = self._in_added(part)
                parts.append(added)
            missing = missing or lost
        return parts, missing or (no_subject(piece, tokens) if self._may_lack else None)

    def _in_added(self, part: str) -> tuple[Part, str | None]:
        """Words that another claim lends: the same changes, found by the words."""
        spans = part.spans if isinstance(part, Shared) else ()
        if not (spans and (self._changes or self._missing)):
            return part, None
        missing: str | None = None
        for start, lost in self._missing.items():
            if any(span.start <= start < span.end for span in spans):
                missing = missing or lost
        return lent(part, self._changes.values()), missing

    def _in_quote(self, part: Span, piece: Piece) -> tuple[list[Part], str | None]:
        changes = [
            change
            for start, change in self._changes.items()
            if part.start <= start <= part.end and (change.named < 0 or not _holds(piece, change.named))
        ]
        lacks = [lost for start, lost in self._missing.items() if part.start <= start < part.end]
        missing = lacks[0] if lacks else None
        for start, pronoun in self._open.items():
            if part.start <= start < part.end and not self._is_inside(pronoun, piece):
                answer = self._near(pronoun)
                if answer is not None:
                    word = pronoun.word
                    changes.append(Change(word.start, word.end, form(answer, owned=pronoun.owned), word.text))
                elif pronoun.kind == "person" and not pronoun.owned:
                    missing = missing or who(pronoun.word.text, owned=False)
        if not changes:
            return [part], missing
        return quoted_with(part, changes), missing

    def _near(self, pronoun: _Open) -> Mention | None:
        if not pronoun.asked:
            pronoun.asked, pronoun.answer = True, self._known.near(pronoun.word)
        return pronoun.answer

    def _is_inside(self, pronoun: _Open, piece: Piece) -> bool:
        """Whether the claim itself holds one that the pronoun may mean, before it."""
        start = pronoun.word.start
        for part in piece.parts:
            if isinstance(part, str):
                if not isinstance(part, Shared) or not part.spans:
                    return True
                spans: tuple[Span, ...] = part.spans
            else:
                spans = (part,)
            for span in spans:
                if span.start >= start:
                    continue
                for mention in self._sentence.before(min(span.end, start)):
                    if span.start <= mention.start and may_be(mention, pronoun.kind):
                        return True
                if any(span.start <= change < min(span.end, start) for change in self._changes):
                    return True
        return False


def _holds(piece: Piece, offset: int) -> bool:
    """Whether a claim has the word at this offset."""
    for part in piece.parts:
        spans = part.spans if isinstance(part, Shared) else (part,) if isinstance(part, Span) else ()
        if any(start <= offset < end for start, end in spans):
            return True
    return False
