"""Who says it, by a verb: "X said that …", "…," said X, "X, who said that …", "… , saying that …"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from annotator.text.attributions import CLOSING, ENDS, FAR, QUOTE_MARKS, Attribution, Passage
from annotator.text.contents import content_start, end_of_attribution, is_cue, is_passive
from annotator.text.cues import BASES, KEPT, QUOTING, SAYS
from annotator.text.spans import Span
from annotator.text.speakers import is_office_word, is_titled
from annotator.text.subjects import Subject, first_subject, is_time, phrase_at, subject_of
from annotator.text.words import NAMES, Word

_SUBORDINATE: Final = frozenset("after before when because although though since until".split())
_EMBEDDING: Final = frozenset("as if unless that whether where than how what why".split())
# Only behind a quotation: "Iran responded with a raid" answers nothing.
_ANSWERS: Final = frozenset({*QUOTING.values(), "respond", "reply", "retort", "repeat", "brief"}) - {"say"}
_BENDING: Final = frozenset("repeat deny doubt demand threaten expect propose recommend urge".split())
_NO_STATEMENT: Final = _SUBORDINATE | _EMBEDDING
_PAUSES: Final = frozenset({",", "?", "!"})
_PUT: Final = frozenset({"?", "!"})
_WHICH: Final = frozenset({"who", "which", "that"})
_ASKING: Final = frozenset({"MD", "WP", "WDT"})
_NEGATIONS: Final = frozenset({"not", "n't", "n’t", "never"})
_BEFORE_CUE: Final = frozenset({"RB", "VBD", "VBZ", "VBP"})
_SPEAKERS: Final = NAMES | {"NNS", "PRP", "CD"}
_MOST_CUES: Final = 12
_SPEAKING: Final = re.compile(
    r"(?:er|or|ist|man|woman|ian|ant|loyee|son|ive|general|official|source|statement|report|letter|study|survey|document"
    r"|expert|analyst|diplomat|witness|resident|colleague|boss|mother|father|wife|guide|press|team|side|state|accused)$"
)


def cued(read: Passage, verbs: Sequence[int]) -> Attribution | None:
    """The outermost of the cues among these words: speech marks before one count first, since a quotation may hold
    cues of its own."""
    tokens, lowers = read.tokens, read.lowers
    cues = _cues(read, verbs)
    if not cues:
        return None
    passive = [i for i in cues if is_passive(tokens, i)]
    subjects: dict[int, Subject | None] = {}

    def subject(i: int) -> Subject | None:
        if i not in subjects:
            subjects[i] = None if lowers[i].endswith("ing") else subject_of(tokens, i, 0, read.hard)
        return subjects[i]

    for i in cues:
        if lowers[i] in BASES and i not in passive:
            found = _after_speech(read, i, subject)
            if found is not None:
                return found
    for i in cues:
        who = subject(i)
        if who is not None:
            found = _quoted_as(read, i, who) if i in passive else _before_speech(read, i, who) or _kept(read, i, who)
            if found is not None:
                return found
    for i in cues:
        found = (_relative(read, i) if i not in passive else None) or _participle(read, i)
        if found is not None:
            return found
    return None


def _cues(read: Passage, verbs: Sequence[int]) -> list[int]:
    """Those of the words that are verbs, and have behind them what they need to report anything.

    That much is known before any subject is looked for, which is what costs.
    """
    found: list[int] = []
    tried = 0
    for i in verbs:
        if i in read.inside or not is_cue(read.tokens, i):
            continue
        tried += 1
        if tried > _MOST_CUES:
            break
        if read.lowers[i] in BASES or _is_kept(read, i):
            found.append(i)
    return found


def _is_kept(read: Passage, i: int) -> bool:
    """Whether the words follow a cue that it needs where no clause is reported: "accused … of"."""
    lower = read.lowers[i]
    if lower not in KEPT:
        return False
    pattern = KEPT[lower]
    end = read.tokens[i].end
    return pattern is None or pattern.match(read.text, end, min(read.sentence.end, end + 200)) is not None


def _after_speech(  # noqa: C901, PLR0911 - tests in order
    read: Passage, i: int, subject: Callable[[int], Subject | None]
) -> Attribution | None:
    """As in "…," X said · "…," said X of Y · …, he says, adding that … · …, as X announced."""
    tokens, lowers = read.tokens, read.lowers
    if not read.hard and _PAUSES.isdisjoint(lowers[1:i]):
        return None
    follows = i - 1 in read.hard or lowers[i - 1] in _PAUSES
    end = end_of_attribution(read, i, inverted=False)
    if end < 0 and not follows:
        return None
    base = BASES[lowers[i]]
    who = subject(i)
    inverted = follows and (who is None or lowers[i - 1] not in _PUT)
    if inverted and lowers[i] == "add" and i - 1 not in read.hard:
        inverted = False  # "…, add nine wards": an order, no "says"
    if who is not None and inverted:
        # "The engineers, who came in May, found cracks": the cue has its subject before the aside
        aside = lowers[i - 1] == "," and tokens[min(who.end + 1, i)].tag in {"WP", "WDT", "WP$"}
        inverted = not aside and base in SAYS and base != "tell" and _opens_name(tokens, i)
    start = i if inverted else who.start if who is not None else i
    mark = start - 1
    if mark < 1:
        return None
    as_said = lowers[mark] == "as" and mark > 1 and not inverted
    mark -= as_said
    if lowers[mark] not in _PAUSES and mark not in read.hard:
        return None
    quoted = bool(read.hard) and min(read.hard) < start
    if base in _ANSWERS and not quoted:
        return None
    if not quoted and not (inverted and mark > 3) and not read.has_finite(max(0, mark - FAR), mark):
        return None
    end = end_of_attribution(read, i, inverted=True) if inverted else end
    if end < 0:
        return None
    if inverted:
        who = phrase_at(tokens, _past_time(tokens, i + 1), end)
    if who is None:
        return None
    first = mark
    while first > 0 and lowers[first - 1] in _PAUSES and lowers[first] in CLOSING:
        first -= 1
    low = tokens[first].start if lowers[first] == "," else tokens[start - as_said].start
    return read.made(who, tokens[i].text, Span(low, tokens[end - 1].end), quoted=quoted)


def _past_time(tokens: Sequence[Word], i: int) -> int:
    """Past "Thursday" in "said Thursday the minister", and a mark gone astray: "says“ Omar Said"."""
    while i < len(tokens) and (
        tokens[i].text in QUOTE_MARKS or is_time(tokens[i]) or tokens[i].lower in {"on", "up", "out"}
    ):
        i += 1
    if i + 2 < len(tokens) and tokens[i].lower == "to" and tokens[i + 1].text.isupper():
        return i + 2  # "explains to AFP Omar Said"
    return i


def _opens_name(tokens: Sequence[Word], i: int) -> bool:
    """Whether a name or noun phrase follows the cue and then its end: "said the mayor of Kut."."""
    who = phrase_at(tokens, _past_time(tokens, i + 1), len(tokens))
    if who is None or tokens[who.head].tag in {"CD", "JJ", "DT"}:
        return False
    stop = tokens[who.end] if who.end < len(tokens) else None
    return stop is None or stop.text in ENDS or (stop.tag in {"IN", "VBN", "VBG", "WP"} and stop.lower != "that")


def _before_speech(read: Passage, i: int, who: Subject) -> Attribution | None:  # noqa: PLR0911 - tests in order
    """X said (on Tuesday) (that) …: a clause with its own finite verb follows. The cue at `i` is no passive."""
    tokens, lowers = read.tokens, read.lowers
    if lowers[i] not in BASES:
        return None
    if who.start == 1 and lowers[0] == "as":
        # "As he stated, the dam will hold."
        close = end_of_attribution(read, i, inverted=False)
        if not 0 < close < len(tokens) - 3 or lowers[close] != ",":
            return None
        return read.made(who, tokens[i].text, Span(tokens[0].start, tokens[close].end))
    before = lowers[who.start - 1] if who.start else ""
    if before in _EMBEDDING:
        return None
    tags_before = [token.tag for token in tokens[max(who.end, i - 3) : i]]
    if not _ASKING.isdisjoint(tags_before):
        return None
    end = content_start(read, i)
    if end is None:
        return None
    quoted = end < len(tokens) and lowers[end] in QUOTE_MARKS
    finite = read.has_finite(max(0, who.start - FAR), who.start)
    subordinate = before in _SUBORDINATE or (finite and tokens[0].tag in {"IN", "WRB"})
    shared = "CC" in tags_before and read.has_finite(who.end, i - 1)
    # "denied that", "did not say that": cut out, it would change what is stated
    bends = BASES[lowers[i]] in _BENDING
    negated = not _NEGATIONS.isdisjoint(lowers[max(who.end, i - 3) : i])
    if subordinate or shared:
        return read.made(who, tokens[i].text, None, quoted=quoted)
    if bends or negated:
        return read.made(who, tokens[i].text, None, quoted=quoted, own_before=finite)
    clause = Span(tokens[who.start].start, tokens[end - 1].end)
    return read.made(who, tokens[i].text, clause, quoted=quoted, own_before=finite)


def _quoted_as(read: Passage, i: int, who: Subject) -> Attribution | None:
    """X was quoted (by the agency) as saying (that) … · “…,” X was quoted by the agency."""
    tokens = read.tokens
    if read.lowers[i] not in {"quoted", "cited", "reported"}:
        return None
    limit = min(len(tokens), i + 25)
    saying = next((j for j in range(i, limit) if tokens[j].lower in {"saying", "telling", "stating"}), 0)
    if not saying:
        if tokens[i].lower == "quoted" and any(j < who.start for j in read.hard):
            return read.made(
                who, tokens[i].text, Span(tokens[who.start].start, tokens[min(limit, len(tokens)) - 1].end), quoted=True
            )
        return None
    end = saying + 1 + (saying + 1 < len(tokens) and tokens[saying + 1].lower == "that")
    if end >= len(tokens) or (tokens[end].text in ENDS and tokens[end].text not in QUOTE_MARKS | {",", ":"}):
        return read.made(who, tokens[i].text, None)
    quoted = tokens[end].text in QUOTE_MARKS
    return read.made(who, tokens[i].text, Span(tokens[who.start].start, tokens[end - 1].end), quoted=quoted)


def _kept(read: Passage, i: int, who: Subject) -> Attribution | None:
    """X denied, accused, called for …: what is said cannot be told apart from the saying."""
    tokens, lowers = read.tokens, read.lowers
    if lowers[i] not in KEPT or lowers[i].endswith("ing") or tokens[i - 1].tag == "TO":
        return None
    if not _WHICH.isdisjoint(lowers[max(0, i - 2) : i]):
        return None
    if who.start and lowers[who.start - 1] in _NO_STATEMENT:
        return None
    if not can_speak(tokens[who.head]) or not _is_kept(read, i):
        return None
    return read.made(who, tokens[i].text, None)


def can_speak(head: Word) -> bool:
    """Whether a word may name who does something with words: a name, people, an office; not "the guarantee"."""
    return (
        head.tag in _SPEAKERS
        or _SPEAKING.search(head.lower) is not None
        or is_office_word(head.text)
        or is_titled(head.text)
    )


def _relative(read: Passage, i: int) -> Attribution | None:
    """As in "the mayor, who said that the dam would hold, …"."""
    tokens, lowers = read.tokens, read.lowers
    at = i - 1
    while at > 0 and tokens[at].tag in _BEFORE_CUE and at > i - 4:
        at -= 1
    if at < 1 or lowers[at] not in {"who", "which"} or lowers[i] not in BASES:
        return None
    if content_start(read, i) is None:
        return None
    stop = at - (tokens[at - 1].text == ",")
    who = subject_of([*tokens[:stop], tokens[i]], stop, 0, read.hard)
    if who is None:
        return None
    return read.made(who, tokens[i].text, None)


def _participle(read: Passage, i: int) -> Attribution | None:
    """As in "The army closed the road, saying that it was mined": the sentence's subject speaks."""
    tokens, lowers = read.tokens, read.lowers
    if not lowers[i].endswith("ing") or not _is_kept(read, i):
        return None
    if i and lowers[i - 1] not in {",", "statement"}:
        return None
    who = first_subject(tokens, 0, i, read.hard)
    return read.made(who, tokens[i].text, None) if who is not None else None
