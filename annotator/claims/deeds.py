"""What the words behind a pronoun say of it: a deed, a state, that it is an event; or a time, and it is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from annotator.claims.mentions import ATTACKS
from annotator.text.words import BE, HAVE, Word

# "It came after …" and "It was the first attack": the event of the sentence before, not its subject.
_HAPPENED: Final = frozenset("came comes happened followed occurred".split())
_SEEMS: Final = frozenset("is was seems appears remains ’s 's".split())
_SUBJECT_CLAUSE: Final = frozenset("when whether why how where if".split())  # "It is unclear when …"
_RAISED: Final = frozenset(
    "likely unlikely able unable ready set due willing designed used expected supposed meant forced said".split()
)
_CLOCK: Final = frozenset("p.m. a.m. p.m a.m pm am o’clock o'clock o".split())
_TIMES_OF_DAY: Final = frozenset(
    "noon midday midnight dawn dusk sunset sunrise raining snowing monday tuesday wednesday thursday friday saturday "
    "sunday".split()
)
# "It is the … that …": words of the phrase between at most.
_LONGEST_CLEFT: Final = 9
_RELATIVES: Final = frozenset({"who", "which", "that"})
_NAMED: Final = frozenset({"NN", "NNS", "NNP", "NNPS", "CD"})
_TIMES_AGAIN: Final = frozenset({"time", "times"})
_NOT: Final = frozenset({"not", "n't", "n’t", "only"})


def is_dummy(tokens: Sequence[Word], i: int) -> bool:
    """As in "It is believed that", "it was Monday", "making it easy": an "it" that stands for nothing."""
    if tokens[i].lower != "it":
        return False
    if i and tokens[i - 1].lower in {"make", "makes", "made", "making", "find", "finds", "found"}:
        return True
    after = [token.lower for token in tokens[i + 1 : i + 8]]
    if len(after) < 2 or after[0] not in _SEEMS:
        return False
    if after[0] in BE and len(after) > 2 and _is_time(after[1:]):
        return True
    if after[0] in BE and (not _SUBJECT_CLAUSE.isdisjoint(after[2:6]) or is_cleft(tokens, i)):
        return True
    return "that" in after[1:6] or ("to" in after[1:6] and _RAISED.isdisjoint(after[1:4]))


def is_cleft(tokens: Sequence[Word], i: int) -> bool:
    """As in "It is not the heat which kills", "it was Omar who left", "it is the first time in years that it rains"."""
    if tokens[i].lower != "it" or i + 4 > len(tokens) or tokens[i + 1].lower not in BE:
        return False
    at = i + 2
    while at < len(tokens) - 1 and tokens[at].tag == "RB":
        at += 1
    opens = next((k for k in range(at + 1, min(len(tokens) - 1, at + _LONGEST_CLEFT)) if _opens(tokens, k)), None)
    if opens is None:
        return False
    if tokens[opens].lower == "that" and any(word.lower in _TIMES_AGAIN for word in tokens[at:opens]):
        return True
    names = tokens[at].lower == "the" or tokens[at].tag in {"NNP", "NNPS"}
    return names and (tokens[opens].lower == "who" or any(word.lower in _NOT for word in tokens[i + 2 : at]))


def _opens(tokens: Sequence[Word], at: int) -> bool:
    """Whether a relative stands here behind its noun."""
    return tokens[at].lower in _RELATIVES and tokens[at - 1].tag in _NAMED


def is_of_event(after: Sequence[Word]) -> bool:
    """Whether an "it" with these words behind it is an event: "came after", "was the first deadly attack"."""
    if not after or after[0].lower in _HAPPENED:
        return bool(after)
    return after[0].lower in BE and any(token.lower in ATTACKS for token in after)


def is_state(after: Sequence[Word]) -> bool:
    """Whether a verb group is of "to be" and tells no deed: "is 90 dinars", "was closed", not "is planning"."""
    at = 0
    while at < len(after) and (after[at].tag in {"RB", "MD"} or after[at].lower in HAVE):
        at += 1
    if at == len(after) or after[at].lower not in BE:
        return False
    following = next((word for word in after[at + 1 :] if word.tag != "RB"), None)
    return following is None or following.tag != "VBG"


def is_passive(after: Sequence[Word]) -> bool:
    """As in "was repaired": what was done to its subject."""
    return is_state(after) and any(word.tag == "VBN" and word.lower not in BE for word in after)


def _is_time(after: Sequence[str]) -> bool:
    """As in "(it is) 6 p.m.", "noon", "already Monday"."""
    at = after[0] in {"already", "almost", "nearly", "just", "now", "still", "only", "about", "a"}
    return after[at] in _TIMES_OF_DAY or (after[at][0].isdigit() and not _CLOCK.isdisjoint(after[at + 1 : at + 2]))
