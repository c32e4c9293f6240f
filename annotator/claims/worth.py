"""How much a claim is worth checking: a small logistic model of named features, each with its words.

Where the coefficients come from: signs and order follow the features that Hassan et al. (KDD 2017, "Toward Automated
Fact-Checking: Detecting Check-worthy Factual Claims by ClaimBuster") found to matter most in debates (figures, past
tense, names, what somebody did on record for; first person, address and modals against) and Full Fact's rule that
predictions and opinions are not checked. The sizes are set by hand so that a sourced death toll comes out above 0.9, a
plain event near 0.6 and an opinion under 0.2. `benchmarks/fit_worth.py` fits them to labelled sentences and compares by
cross-validation; docs/worth.md has its figures and says why the sizes set by hand stand.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Final

from annotator.text.letters import coded, runs_of_letters

BASE: Final = -0.4
# feature: (coefficient, words for the reviewer)
FEATURES: Final[dict[str, tuple[float, str]]] = {
    "toll": (1.6, "says how many were killed or hurt"),
    "quantity": (1.0, "has a quantity"),
    "figure": (0.5, "has a figure of more than a handful"),
    "money": (0.5, "is about money"),
    "record": (0.6, "says what somebody did that records show"),
    "statistics": (0.5, "is about something that statistics count"),
    "date": (0.5, "has a date"),
    "place": (0.4, "names a place"),
    "name": (0.5, "names somebody or something"),
    "event": (0.6, "reports an event"),
    "relation": (0.1, "says what somebody or something is"),
    "comparison": (0.5, "compares or uses a superlative"),
    "cause": (0.3, "says what caused what"),
    "named speaker": (0.3, "has a named speaker"),
    "anonymous speaker": (0.2, "rests on a speaker without a name"),
    "denial": (0.1, "says that something is not so"),
    "hedge": (-0.4, "is hedged"),
    "first person": (-0.9, "is said in the first person"),
    "own opinion": (-1.2, "is what a speaker thinks or hopes"),
    "wish": (-0.6, "says what somebody wants"),
    "address": (-0.7, "speaks to the audience or an opponent"),
    "courtesy": (-1.5, "thanks, greets or runs the meeting"),
    "judgement": (-1.2, "judges rather than states"),
    "prediction": (-1.6, "is about what may come"),
    "demand": (-1.4, "says what should be, not what is"),
    "incomplete": (-0.6, "cannot stand alone"),
    "short": (-0.6, "is very short"),
}

_WORDS: Final[dict[str, frozenset[str]]] = {
    "comparison": frozenset(
        "more less fewer higher lower larger smaller bigger worse better most least largest biggest highest lowest "
        "first "
        "only deadliest worst record double doubled doubles triple tripled".split()
    ),
    "cause": frozenset("because cause caused causes linked blamed due result resulted".split()),
    "denial": frozenset("not never neither nor denied denies deny cannot".split()),
    "hedge": frozenset(
        "alleged allegedly reportedly suspected apparently possibly perhaps probably likely seem seems seemed "
        "appear appears "
        "appeared believed presumably promised".split()
    ),
    "first person": frozenset("i my me we our us".split()),
    "judgement": frozenset(
        "good bad great terrible wonderful awful beautiful shameful disgraceful important essential interesting "
        "amazing "
        "unfortunately fortunately hopefully best worst ideal appealing impressive".split()
    ),
    "demand": frozenset("should must ought".split()),
    "address": frozenset("you your yours yourself".split()),
    "courtesy": frozenset("thank thanks welcome please applause pleasure sorry".split()),
    "record": frozenset(
        "voted vetoed signed sponsored opposed supported cut raised spent passed repealed balanced created lost "
        "doubled tripled fell fallen rose risen dropped grew increased decreased paid borrowed struck "
        "appointed pardoned deported".split()
    ),
    "statistics": frozenset(
        "jobs unemployment deficit debt taxes tax income wages poverty crime exports imports insurance premiums "
        "budget spending inflation uninsured tuition homicides murders votes billion million trillion "
        "percent medicaid pensions".split()
    ),
    "prediction": frozenset("will shall may might would".split()),
}
# While a claim is read, its features are one number with a bit for each: thousands of claims show the same few sets.
BIT: Final = {name: 1 << at for at, name in enumerate(FEATURES)}
_Phrases = tuple[tuple[int, str], ...]  # bit of the feature, phrase in lower case


def _coded(*phrases: tuple[str, str]) -> _Phrases:
    return tuple((BIT[name], phrase) for name, phrase in phrases)


# Phrases by what must stand in a wording before one of them can: a word, or a few letters.
_PHRASES_OF_WORD: Final = {
    "be": _coded(
        ("prediction", "could be "), ("prediction", "cannot be ruled out"), ("prediction", "can’t be ruled out")
    ),
    "i": _coded(
        ("judgement", " i think "), ("own opinion", " i don’t think"), ("own opinion", " i don't think"),
        ("own opinion", " i hope "), ("own opinion", " i believe "), ("own opinion", " i am proud"),
    ),
    "let": _coded(("demand", " let’s "), ("demand", " let's "), ("courtesy", " let me ")),
    "my": _coded(("judgement", "in my view"), ("judgement", "in my opinion")),
}  # fmt: skip
# Whole words: “failed to” is no “led to”.
_PHRASES_WITH_TO: Final = _coded(
    ("demand", " need to "), ("demand", " needs to "), ("demand", " has to "), ("demand", " have to "),
    ("demand", " got to "), ("prediction", " expected to "), ("prediction", " likely to "),
    ("prediction", " going to "), ("courtesy", " like to respond"), ("wish", " want to "), ("wish", " wants to "),
    ("cause", " led to"),
)  # fmt: skip
_BEFORE_TO: Final = tuple({phrase.partition(" to")[0] for _, phrase in _PHRASES_WITH_TO})
_PHRASES_WITH_GOOD: Final = _coded(("courtesy", "good evening"), ("courtesy", "good night"))
_PHRASES_WITH_NT: Final = _coded(("prediction", " won’t "), ("prediction", " won't "))
# What a word shows by itself, and the phrases that it may stand in.
_SHOWN: Final[dict[bytes, tuple[int, _Phrases]]] = {
    coded(word): (sum(BIT[name] for name, words in _WORDS.items() if word in words), _PHRASES_OF_WORD.get(word, ()))
    for word in frozenset(_PHRASES_OF_WORD).union(*_WORDS.values())
}
_OURSELVES: Final = re.compile(r"\b[Uu]s\b")
_KNOWN: Final = frozenset(_SHOWN)
_UNLESS_MODAL: Final = ~(BIT["prediction"] | BIT["demand"])
_DENIAL, _COURTESY, _SHORT = BIT["denial"], BIT["courtesy"], BIT["short"]
_FEWEST_WORDS: Final = 5


def worded_bits(wording: str, *, is_modal: bool) -> int:
    """The features that the words of a claim show.

    `is_modal`: a "will" or "should" is the claim's own verb. In "an account that nobody may touch" it is not, and the
    claim neither foretells nor demands.
    """
    lower = f" {wording.lower()}"
    words = runs_of_letters(wording)
    found = phrased = 0
    for word in _KNOWN.intersection(words):
        bits, phrases = _SHOWN[word]
        if word != b"us" or _OURSELVES.search(wording):  # not the country
            found |= bits
        if phrases:
            phrased |= _of_phrases(phrases, lower)
    if "n’t" in lower or "n't" in lower:
        found |= _DENIAL | _of_phrases(_PHRASES_WITH_NT, lower)
    if not is_modal:
        found &= _UNLESS_MODAL
    if " to" in lower and _may_have_phrase_with_to(lower):
        phrased |= _of_phrases(_PHRASES_WITH_TO, lower)
    if "good " in lower:
        phrased |= _of_phrases(_PHRASES_WITH_GOOD, lower)
    if "no longer" in lower:
        phrased |= _DENIAL
    if "next question" in lower:
        phrased |= _COURTESY
    if len(words) < _FEWEST_WORDS:
        found |= _SHORT
    return found | phrased


def _may_have_phrase_with_to(lower: str) -> bool:
    """Whether some "to" stands behind what it has in a phrase: one look for all of them, and few claims pass."""
    at = lower.find(" to")
    while at >= 0:
        if lower.endswith(_BEFORE_TO, 0, at):
            return True
        at = lower.find(" to", at + 1)
    return False


def _of_phrases(phrases: _Phrases, lower: str) -> int:
    found = 0
    for bit, phrase in phrases:
        if phrase in lower:
            found |= bit
    return found


def named(bits: int) -> frozenset[str]:
    """The names of features given by their bits."""
    return frozenset([name for name, bit in BIT.items() if bits & bit])


@lru_cache(maxsize=4096)
def worth(features: frozenset[str]) -> tuple[float, tuple[str, ...]]:
    """The worth of a claim with these features, 0..1, and the reasons in words, strongest first.

    A feature that is not in `FEATURES` raises KeyError. Few sets of features occur, so answers are kept.
    """
    ordered = sorted(features, key=lambda name: (-abs(FEATURES[name][0]), name))
    total = BASE + sum(FEATURES[name][0] for name in ordered)
    reasons = tuple(f"{'for' if FEATURES[name][0] > 0 else 'against'}: {FEATURES[name][1]}" for name in ordered)
    return round(1 / (1 + math.exp(-total)), 3), reasons
