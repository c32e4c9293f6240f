"""Who says it, by a verb: "X said that …", "…," said X, "X, who said that …", "… , saying that …"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from annotator.text.attributions import CLOSING, ENDS, FAR, QUOTE_MARKS, Attribution, Passage
from annotator.text.contents import content_start, end_of_attribution, is_cue, is_passive, is_progressive
from annotator.text.cues import BASES, HEARD, KEPT, QUOTING, SAYS
from annotator.text.heads import Subject, phrase_at
from annotator.text.inversions import has_aside, opens_name, past_aside, past_time
from annotator.text.spans import Span
from annotator.text.speakers import is_office_word, is_titled
from annotator.text.subjects import first_subject, subject_of
from annotator.text.words import BE, FINITE, HAVE, NAMES, NOUNS, Word

_SUBORDINATE: Final = frozenset("after before when because although though since until".split())
_CONCEDING: Final = frozenset({"although", "though", "because"})
_EMBEDDING: Final = frozenset("as if unless that whether where than how what why".split())
# Only behind a quotation: "Iran responded with a raid" answers nothing.
_ANSWERS: Final = frozenset({*QUOTING.values(), "respond", "reply", "retort", "repeat", "brief"}) - {"say"}
_BENDING: Final = frozenset("repeat deny doubt demand threaten expect propose recommend urge".split())
_NO_STATEMENT: Final = _SUBORDINATE | _EMBEDDING
_OBJECTIVE: Final = frozenset("me us him them".split())
_ORDERS: Final = frozenset({"add", "remember", "recall", "note"})
_PAUSES: Final = frozenset({",", "?", "!"})
_PUT: Final = frozenset({"?", "!"})
_WHICH: Final = frozenset({"who", "which", "that"})
_ASKING: Final = frozenset({"MD", "WP", "WDT"})
_NEGATIONS: Final = frozenset({"not", "n't", "n’t", "never"})
_BEFORE_CUE: Final = frozenset({"RB", "VBD", "VBZ", "VBP"})
_SPEAKERS: Final = NAMES | {"NNS", "PRP", "CD"}
_MOST_CUES: Final = 12
# What only those do who have a will: of plurals these want people, not "the floods threaten to destroy".
_WILLED: Final = frozenset("threaten demand expect hope urge promise pledge vow".split())
# Prepositions in form of a participle: they tell of what was said.
_NO_PARTICIPLES: Final = frozenset(
    "according including regarding concerning following considering given during".split()
)
_SPOKEN: Final = frozenset(
    "statement interview speech tweet letter message report remarks address conference communiqué comments briefing "
    "broadcast post note memo testimony sermon article".split()
)
_PLURAL_PEOPLE: Final = frozenset("rebels tribes people clans families thieves pirates locals youths guards".split())
_SPEAKING: Final = re.compile(
    r"(?:er|or|ist|man|woman|ian|ant|loyee|son|ive|general|official|source|statement|report|letter|study|survey|document"
    r"|expert|analyst|diplomat|witness|resident|colleague|boss|mother|father|wife|guide|press|team|side|state|accused"
    r"|envoy|deputy|delegate|candidate|judge|king|queen|prince|bishop|patriarch|priest|imam|mufti|sheikh|mukhtar|aide"
    r"|widow|brother|daughter|victim|villager|inhabitant|correspondent|channel)$"
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
            participle = lowers[i].endswith("ing") and not is_progressive(tokens, i)
            subjects[i] = None if participle else subject_of(tokens, i, 0, read.hard)
        return subjects[i]

    for i in cues:
        if lowers[i] in BASES and i not in passive:
            found = _after_speech(read, i, subject)
            if found is not None:
                return found
    for i in cues:
        who = subject(i)
        if who is not None:
            found = (
                _quoted_as(read, i, who) or _told_by(read, i, who)
                if i in passive
                else _before_speech(read, i, who) or _kept(read, i, who)
            )
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


def _after_speech(  # noqa: C901, PLR0911, PLR0912 - tests in order
    read: Passage, i: int, subject: Callable[[int], Subject | None]
) -> Attribution | None:
    """As in "…," X said · "…," said X of Y · …, he says, adding that … · …, as X announced."""
    tokens, lowers = read.tokens, read.lowers
    if not read.hard and _PAUSES.isdisjoint(lowers[1:i]):
        return None
    verb = i - (lowers[i - 1] in HAVE)  # "…, has announced the union"
    follows = verb - 1 in read.hard or lowers[verb - 1] in _PAUSES
    end = end_of_attribution(read, i, inverted=False)
    if end < 0 and not follows:
        return None
    base = BASES[lowers[i]]
    who = subject(i)
    inverted = follows and (who is None or lowers[verb - 1] not in _PUT)
    if inverted and lowers[i] in _ORDERS and i - 1 not in read.hard:
        inverted = False  # "…, add nine wards": an order, no "says"
    if who is not None and inverted:
        inverted = base in SAYS and base != "tell" and opens_name(tokens, i) and not has_aside(read, i, verb, who)
    start = verb if inverted else who.start if who is not None else i
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
    stated = quoted or (inverted and mark > 3) or read.has_finite(max(0, mark - FAR), mark)
    # "The Russian side, Omar Said stressed after the talks, is ready": the verb of what was said follows
    between = 0 < end < len(tokens) - 1 and lowers[end] == "," and tokens[end + 1].tag in FINITE
    if not stated and not (between and who is not None and can_speak(tokens[who.head])):
        return None
    if inverted:
        end = end_of_attribution(read, past_aside(read, i), inverted=True)
    if end < 0:
        return None
    if inverted:
        who = phrase_at(tokens, past_time(tokens, past_aside(read, i) + 1), end)
        if who is not None and base in HEARD and who.end < end and tokens[who.end].tag in {"DT", "PRP$", "PRP"}:
            who = phrase_at(tokens, who.end, end)  # "told AFP the minister"
    if who is None or (inverted and lowers[who.head] in _OBJECTIVE):
        return None
    first = mark
    while first > 0 and lowers[first - 1] in _PAUSES and lowers[first] in CLOSING:
        first -= 1
    low = tokens[first].start if lowers[first] == "," else tokens[start - as_said].start
    return read.made(who, tokens[i].text, Span(low, tokens[end - 1].end), quoted=quoted)


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
    as_where = who.start == 1 and before == "where"  # a calque: "Where the spokesman said that …"
    # "It is on this ground that the minister said …": what "it is … that" points to goes with the attribution
    cleft = (
        before == "that"
        and lowers[0] == "it"
        and lowers[1] in BE
        and tokens[2].tag == "IN"
        and not read.has_finite(2, who.start)
    )
    as_where = as_where or cleft
    if before in _EMBEDDING and not as_where and not (before == "where" and lowers[who.start - 2] == ","):
        return None
    tags_before = [token.tag for token in tokens[max(who.end, i - 3) : i]]
    if not _ASKING.isdisjoint(tags_before):
        return None
    end = content_start(read, i)
    if end is None or (BASES[lowers[i]] == "learned" and not is_office_word(tokens[who.head].text)):
        return None  # a paper has learned that something is so; a mother who has learned it says nothing
    quoted = end < len(tokens) and lowers[end] in QUOTE_MARKS
    finite = read.has_finite(max(0, who.start - FAR), who.start)
    subordinate = before in _SUBORDINATE or (finite and not as_where and tokens[0].tag in {"IN", "WRB"})
    shared = "CC" in tags_before and read.has_finite(who.end, i - 1)
    # "denied that", "did not say that": cut out, it would change what is stated
    bends = BASES[lowers[i]] in _BENDING
    negated = not _NEGATIONS.isdisjoint(lowers[max(who.end, i - 3) : i])
    relative = before == "where" and who.start > 1 and lowers[who.start - 2] == ","
    if (before in _CONCEDING or relative) and finite:
        # "The plan passed, although experts say that …": the first clause is the article's own
        comma = who.start - 1 - (lowers[who.start - 2] == ",")
        joiner = Span(tokens[comma].start, tokens[who.start].start)
        return read.made(who, tokens[i].text, joiner, quoted=quoted, own_before=True)
    if subordinate or shared:
        return read.made(who, tokens[i].text, None, quoted=quoted)
    if bends or negated:
        return read.made(who, tokens[i].text, None, quoted=quoted, own_before=finite)
    start = 0 if as_where or _opens_with_speaker(read, who) else who.start
    clause = Span(tokens[start].start, tokens[end - 1].end)
    return read.made(who, tokens[i].text, clause, quoted=quoted, own_before=finite)


def _opens_with_speaker(read: Passage, who: Subject) -> bool:
    """Whether what is fronted tells of the speaker or his words, not of what was said: "Speaking in Kut, he said …",
    "In a statement, the ministry said …". Where and when else may be that of what was said: "In Kut, he said, …"."""
    tokens, lowers = read.tokens, read.lowers
    if who.start < 2 or lowers[who.start - 1] != "," or read.hard:
        return False
    first = tokens[0]
    if first.tag in {"VBG", "VBN"}:
        return lowers[0] not in _NO_PARTICIPLES
    if lowers[0] not in {"in", "on", "during"}:
        return False
    found = phrase_at(tokens, 1, who.start)
    return found is not None and tokens[found.head].lower in _SPOKEN


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


def _told_by(read: Passage, i: int, who: Subject) -> Attribution | None:
    """As in "the council was told by experts that the dam …": who stands behind "by" speaks."""
    tokens, lowers = read.tokens, read.lowers
    if i + 2 >= len(tokens) or lowers[i + 1] != "by":
        return None
    agent = phrase_at(tokens, i + 2, len(tokens))
    if agent is None or agent.end >= len(tokens) - 2 or lowers[agent.end] != "that":
        return None
    return read.made(agent, lowers[i], Span(tokens[who.start].start, tokens[agent.end].end))


def _kept(  # noqa: PLR0911 - tests in order
    read: Passage, i: int, who: Subject
) -> Attribution | None:
    """X denied, accused, called for …: what is said cannot be told apart from the saying."""
    tokens, lowers = read.tokens, read.lowers
    if lowers[i] not in KEPT or tokens[i - 1].tag == "TO":
        return None
    if lowers[i].endswith("ing") and not is_progressive(tokens, i):
        return None
    if not _WHICH.isdisjoint(lowers[max(0, i - 2) : i]):
        return None
    if who.start and lowers[who.start - 1] in _NO_STATEMENT:
        return None
    head = tokens[who.head]
    if not (can_speak(head) or _is_called(read, who)) or not _is_kept(read, i):
        return None
    if BASES.get(lowers[i]) in _WILLED and head.tag in {"NNS", "CD"} and not _are_people(head.lower):
        return None
    if tokens[i].tag == "VBN" and tokens[i - 1].tag in NOUNS and HAVE.isdisjoint(lowers[max(0, i - 3) : i]):
        return None  # "beans and coffee estimated at 2 million"
    joined = who.start > 1 and (tokens[who.start - 1].tag == "CC" or lowers[who.start - 1] in {"while", "whereas"})
    own_before = joined and read.has_finite(max(0, who.start - FAR), who.start)
    return read.made(who, tokens[i].text, None, own_before=own_before)


def can_speak(head: Word) -> bool:
    """Whether a word may name who does something with words: a name, people, an office; not "the guarantee"."""
    return (
        head.tag in _SPEAKERS
        or _SPEAKING.search(head.lower) is not None
        or is_office_word(head.text)
        or is_titled(head.text)
    )


def _is_called(read: Passage, who: Subject) -> bool:
    """Whether a name stands behind the noun: "the envoy, Geir Dahl,"."""
    aside = read.tokens[who.end : who.stop]
    return len(aside) > 2 and aside[0].text == "," and aside[1].tag in NAMES


def _are_people(plural: str) -> bool:
    return plural in _PLURAL_PEOPLE or is_office_word(plural) or _SPEAKING.search(plural.removesuffix("s")) is not None


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
