"""What a claim needs to stand alone: the antecedent of its pronoun where a rule makes it certain, else what is missing.

Certain means: the pronoun is the first subject of its sentence, no other noun stands before it there, and the subjects
of the two sentences before offer exactly one candidate of its number and kind. Anything else is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from annotator.claims.additions import Part, Piece
from annotator.claims.clauses import Clause
from annotator.text.quotes import QUOTE_MARKS, Attribution
from annotator.text.spans import Span, Speaker
from annotator.text.speakers import is_office_word, kind_of
from annotator.text.words import HAVE, NAMES, NOUNS, Word

_PERSONAL: Final = {"he": "person", "she": "person", "it": "thing", "they": "many"}
_OPENING: Final = frozenset('“«"')
_CLOSING: Final = frozenset('”»"')
_OBJECTIVE: Final = {"him": "person", "her": "person", "them": "many"}
_OWNED: Final = {"his": "person", "her": "person", "its": "thing", "their": "many"}
_POINTING: Final = frozenset({"this", "that", "these", "those"})
_MINDS: Final = frozenset(
    "says said sees saw believes believed thinks thought adds added argues argued expects expected hopes hoped fears "
    "feared considers considered explains explained notes noted warns warned".split()
)
_TIME_WORDS: Final = frozenset("today yesterday tomorrow year years month months week weeks day days time".split())
_NOBODY: Final = frozenset("nobody none no one everyone everybody something nothing anyone others neither".split())
# "It was the first attack", "It came after": the event of the sentence before, not its subject.
_EVENTS: Final = frozenset("first second third last only latest came comes happened follows followed".split())
_CALENDAR: Final = frozenset(
    "January February March April May June July August September October November December "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)
_TITLES: Final = re.compile(
    r"\b(?:president|minister|general|mr|mrs|ms|dr|sheikh|ambassador|senator|justice|king|prince|judge)\b", re.I
)
_WHERE: Final = frozenset({"in", "at", "near", "outside", "across"})
_OF: Final = re.compile(r"\s(?:of|for|in|at|on|from|with)\s")
# The unnamed whom "he" or "she" may stand for.
_HOLDER: Final = re.compile(
    r"(?:man|woman|person|official|officer|doctor|nurse|source|witness|resident|engineer|adviser|aide|diplomat|envoy"
    r"|analyst|expert|colonel|general|worker|researcher|student|teacher|farmer|mayor|governor|minister|president|deputy"
    r"|commander|director|ambassador|secretary|lawyer|driver|owner|guard|soldier|chief|head|member)$"
)
_PLURAL_NAMES: Final = frozenset(
    {"united states", "the united states", "united nations", "the united nations", "the us"}
)


# "The ministry said it had found …": only who speaks can have done these; of "it was unsafe" anything may be meant.
_OWN_DEEDS: Final = frozenset(
    "found fired launched ordered received decided needed needs wanted wants planned plans hoped hopes expected "
    "expects intends intended regrets regretted welcomes welcomed supports supported sent recognize recognise agreed "
    "signed captured seized destroyed rejects rejected denies denied believes believed".split()
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    name: str
    kind: str  # person, thing, many
    speaks: bool = False
    start: int = -1  # where it stands, code points; the pronoun's own place is never kept
    end: int = -1


class Standing:
    """Remembers the subjects of the last two sentences while an article is read from top to bottom."""

    def __init__(self) -> None:
        self._earlier: list[list[_Candidate]] = []
        self._now: list[_Candidate] = []
        self._people: list[set[str]] = [set(), set(), set()]  # named in the last two sentences and in this one
        self._quoted = False
        self._voice: _Candidate | None = None  # who says what is being read
        self._reported = False
        self._said_as = ""  # the words that name the speaker
        self._pronouns: dict[int, tuple[Word, _Candidate | None]] = {}
        self._heard: tuple[int, Speaker | None, bool] = (0, None, False)  # where a quotation ended, whose, still open

    def begin(self, tokens: Sequence[Word]) -> None:
        """Begin a sentence with these words."""
        self._people = [*self._people[-2:], _people(tokens)]

    def speaker(self, said: Speaker, text: str, tokens: Sequence[Word]) -> Speaker:
        """Who a pronoun speaker ("he said", "according to him") is, where that is certain; else the pronoun."""
        self._said_as = said.name.lower()
        wanted = _PERSONAL.get(self._said_as) or _OBJECTIVE.get(self._said_as)
        if wanted is None:
            return said
        found = self._antecedent(wanted, speaking=wanted == "person")
        if found is None or found.start < 0 or (wanted == "person" and not self._is_alone(found)):
            return said
        if any(token.text == found.name.split()[-1] for token in tokens):
            return said  # "“Omar told us,” he said": somebody else
        name = text[found.start : found.end]
        return Speaker(found.start, found.end, name, kind_of(name), said.cue)

    def voice(self, text: str, sentence: Span, said: Attribution | None) -> Speaker | None:
        """Who goes on speaking: a sentence in quotation marks straight behind a quotation, on its line.

        “We left,” Ali said. “We had no bread. It was cold.” All three sentences are Ali's.
        """
        quote = sentence.of(text)
        end, speaker, is_open = self._heard
        opens, closes = quote[0] in _OPENING, quote[-1] in _CLOSING
        if said is not None:
            self._heard = (sentence.end, said.speaker if said.quoted else None, False)
            return said.speaker
        follows = speaker is not None and end <= sentence.start <= end + 3 and "\n" not in text[end : sentence.start]
        inner = sum(quote.count(mark) for mark in '“”«»"')
        if not follows or inner - opens - closes or not (opens or is_open or closes):
            self._heard = (sentence.end, None, False)
            return None
        self._heard = (sentence.end, speaker, not closes)
        return speaker

    def _is_alone(self, person: _Candidate) -> bool:
        """Whether nobody else is named around here, in whatever place of the sentence."""
        return all(name in person.name or person.name in name for names in self._people for name in names)

    def enter(self, tokens: Sequence[Word], found: Sequence[Clause], speaker: Speaker | None, *, quoted: bool) -> None:
        """Begin a stretch of a sentence: its subjects become candidates for what follows."""
        self._pronouns = {}
        self._quoted = quoted
        self._reported = speaker is not None and not quoted
        self._voice = _speaking(speaker) if speaker is not None else None
        for number, clause in enumerate(found):
            opening = tokens[clause.low]
            if opening.tag == "PRP$" and opening.lower in _OWNED:
                is_open = quoted or self._reported or number
                self._pronouns[opening.start] = (opening, None if is_open else self._resolve(opening, tokens, 0))
            if clause.subject is None:
                continue
            low, high = clause.subject
            if high - low == 1 and tokens[low].lower in _PERSONAL:
                if not _is_dummy(tokens, low):
                    self._enter_pronoun(tokens, low, inside=number > 0, lead=tokens[clause.low : low])
            elif any(token.tag in NOUNS for token in tokens[low:high]) and tokens[low].lower not in _NOBODY:
                self._now.append(_named_after_be(tokens, clause) or _candidate(tokens[low:high], _verb(tokens, clause)))
        if self._voice is not None:
            self._now.append(self._voice)

    def _enter_pronoun(self, tokens: Sequence[Word], at: int, *, inside: bool, lead: Sequence[Word]) -> None:
        pronoun = tokens[at]
        answer: _Candidate | None = None
        if inside and self._now:
            pool = [*self._now, *(c for sentence in self._earlier for c in sentence)]
            fitting = {c.name: c for c in pool if c.kind == _PERSONAL[pronoun.lower]}
            answer = next(iter(fitting.values())) if len(fitting) == 1 else None
        elif self._reported:
            answer = self._who_says(tokens, at)
        elif not self._is_open(tokens, at) and not any(token.tag in NOUNS and not _is_time(token) for token in lead):
            answer = self._resolve(pronoun, tokens, at)
        self._pronouns[pronoun.start] = (pronoun, answer)
        if answer is not None:
            self._now.append(answer)

    def _is_open(self, tokens: Sequence[Word], at: int) -> bool:
        """Whether a rule forbids an answer: inside a quotation, or "it" for a whole event."""
        if self._quoted or any(token.text in QUOTE_MARKS for token in tokens[:at]):
            return True
        return tokens[at].lower == "it" and any(token.lower in _EVENTS for token in tokens[at + 1 : at + 4])

    def _who_says(self, tokens: Sequence[Word], at: int) -> _Candidate | None:
        """As in "The mayor said that he was ill": the speaker, where nobody and nothing else can be meant."""
        voice, wanted = self._voice, _PERSONAL[tokens[at].lower]
        if voice is None or voice.kind != wanted or any(token.tag in NOUNS for token in tokens[:at]):
            return None
        if tokens[at].lower == self._said_as:
            return voice  # "It said it had fired": one and the same
        others = {c.name for sentence in self._earlier for c in sentence if c.kind == wanted} - {voice.name}
        if wanted == "person":
            return voice if not others and self._is_alone(voice) else None
        after = (token for token in tokens[at + 1 : at + 4] if token.lower not in HAVE)
        verb = next((token.lower for token in after if token.tag not in {"RB", "MD"}), "")
        return voice if verb in _OWN_DEEDS and not others else None

    def break_off(self) -> None:
        """A fragment stands here: what it lost may be what a later pronoun means."""
        self._earlier, self._now = [], []

    def leave(self) -> None:
        """End the sentence. One without a subject of its own does not push the earlier ones out."""
        if self._now:
            self._earlier = [*self._earlier[-1:], self._now]
        self._now = []

    def alone(self, piece: Piece, tokens: Sequence[Word]) -> tuple[list[Part], str | None]:
        """The parts with the pronouns replaced, and what is missing in words (None: the claim stands alone)."""
        parts: list[Part] = []
        missing: str | None = None
        for part in piece.parts:
            changed, lost = self._in_added(part) if isinstance(part, str) else self._in_quote(part)
            parts.extend(changed)
            missing = missing or lost
        return parts, missing or _no_subject(piece, tokens)

    def _in_added(self, part: str) -> tuple[list[Part], str | None]:
        head, _, rest = part.partition(" ")
        if head.lower() not in _PERSONAL and head.lower() not in _OWNED:
            return [part], None
        answers = [answer for word, answer in self._pronouns.values() if word.lower == head.lower()]
        if not answers or answers[0] is None:
            return [part], _who(head)
        return [f"{_form(answers[0].name, head)} {rest}".strip()], None

    def _in_quote(self, part: Span) -> tuple[list[Part], str | None]:
        found: list[Part] = []
        missing: str | None = None
        at = part.start
        for start, (pronoun, answer) in sorted(self._pronouns.items()):
            if not part.start <= start < part.end:
                continue
            if answer is None:
                missing = missing or _who(pronoun.text)
                continue
            if at < start:
                found.append(Span(at, start))
            found.append(_form(answer.name, pronoun.lower))
            at = pronoun.end
        if at < part.end:
            found.append(Span(at, part.end))
        return found, missing

    def _resolve(self, pronoun: Word, tokens: Sequence[Word], at: int) -> _Candidate | None:
        wanted = _PERSONAL.get(pronoun.lower) or _OWNED[pronoun.lower]
        minds = wanted == "person" and any(token.lower in _MINDS for token in tokens[at + 1 : at + 4])
        return self._antecedent(wanted, speaking=minds)

    def _antecedent(self, wanted: str, *, speaking: bool) -> _Candidate | None:
        """The one subject of the nearest sentence that has such a one. `speaking`: who was quoted comes first."""
        for sentence in reversed(self._earlier):
            fitting = {c.name: c for c in sentence if c.kind == wanted}
            quoted = {name: c for name, c in fitting.items() if c.speaks}
            if speaking and len(quoted) == 1:
                fitting = quoted  # who was quoted before goes on speaking
            if len(fitting) == 1:
                return next(iter(fitting.values()))
            if fitting:
                return None
        if wanted == "many":
            # A firm or a group may be "they": certain when it is the only name among the subjects.
            names = {c.name: c for sentence in self._earlier for c in sentence if c.kind != "person"}
            if len(names) == 1 and next(iter(names))[:1].isupper():
                return next(iter(names.values()))
        return None


def _people(tokens: Sequence[Word]) -> set[str]:
    """The names of two words or more that may be people's."""
    found: set[str] = set()
    low = 0
    for high in range(len(tokens) + 1):
        if high < len(tokens) and tokens[high].tag in NAMES:
            continue
        in_place = low > 0 and tokens[low - 1].lower in _WHERE
        if high - low > 1 and not in_place and kind_of(name := _said(tokens[low:high])) == "person":
            found.add(name)
        low = high + 1
    return found


def _speaking(speaker: Speaker) -> _Candidate | None:
    """The speaker as one who may be meant later; a speaker who is only a pronoun is nobody new."""
    lower = speaker.name.lower()
    if lower in _PERSONAL or lower in _OBJECTIVE:
        return None
    words = _OF.split(lower, maxsplit=1)[0].split() or [lower]
    name = " ".join(speaker.name.split())
    plural = words[-1].endswith("s") and not words[-1].endswith("ss") and not is_office_word(words[-1])
    if speaker.kind == "person":
        kind = "person"
    elif plural or words[0] in {"both", "many", "some", "several", "two", "three", "police"}:
        kind = "many"
    elif speaker.kind == "document" or is_office_word(words[-1]) or not _HOLDER.search(words[-1]):
        kind = "thing"
    else:
        kind = "person"
    return _Candidate(name, kind, speaks=True, start=speaker.start, end=speaker.end)


def _is_time(token: Word) -> bool:
    return token.lower in _TIME_WORDS or token.text in _CALENDAR


def _is_dummy(tokens: Sequence[Word], i: int) -> bool:
    """As in "It is believed that", "it was Monday": an "it" that stands for nothing."""
    if tokens[i].lower != "it":
        return False
    after = [token.lower for token in tokens[i + 1 : i + 6]]
    return bool(after) and after[0] in {"is", "was", "seems", "appears"} and bool({"that", "to"} & set(after[1:]))


def _named_after_be(tokens: Sequence[Word], clause: Clause) -> _Candidate | None:
    """As in "The new minister is Omar Said": the name stands for the subject from here on."""
    if clause.verb is None or tokens[clause.verb].lower not in {"is", "was"}:
        return None
    names = []
    for token in tokens[clause.verb + 1 : clause.high]:
        if token.tag not in NAMES:
            break
        names.append(token)
    return _candidate(names) if len(names) > 1 else None


def _verb(tokens: Sequence[Word], clause: Clause) -> Word | None:
    return tokens[clause.verb] if clause.verb is not None else None


def _candidate(phrase: Sequence[Word], verb: Word | None = None) -> _Candidate:
    """Person, thing or many: by the form of the verb where it shows, else by the words."""
    name = _said(phrase)
    start, end = phrase[0].start, phrase[-1].end
    head = next((token for token in phrase if token.lower in {"of", "in", "for", "at", "from"}), None)
    core = phrase[: phrase.index(head)] if head is not None and phrase.index(head) else phrase
    nouns = [token for token in core if token.tag in NOUNS]
    last = nouns[-1] if nouns else phrase[-1]
    singular = verb is not None and (verb.lower in {"is", "was", "has"} or verb.tag == "VBZ")
    plural = verb is not None and (verb.lower in {"are", "were", "have"} or verb.tag == "VBP")
    if plural or (not singular and (last.tag == "NNS" or any(token.lower == "and" for token in core))):
        return _Candidate(name, "many", start=start, end=end)
    if name.lower() in _PLURAL_NAMES:
        return _Candidate(name, "thing", start=start, end=end)
    names = [token for token in core if token.tag in NAMES]
    personal = bool(_TITLES.search(name)) or (len(names) >= 2 and len(names) == len(core) and kind_of(name) == "person")
    return _Candidate(name, "person" if personal else "thing", start=start, end=end)


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
