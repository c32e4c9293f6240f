"""How much a claim is worth checking: a small logistic model of named features, each with its words.

Where the coefficients come from: their signs and order follow the features that Hassan et al. (KDD 2017,
"Toward Automated Fact-Checking: Detecting Check-worthy Factual Claims by ClaimBuster") found to matter most in
debates (numbers, past-tense verbs, names for; first person and modals against) and Full Fact's rule that predictions
and opinions are not checked. The sizes are set by hand so that a sourced death toll comes out above 0.9, a plain event
near 0.6 and an opinion under 0.2; they are not yet fitted to labelled articles.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from typing import Final

BASE: Final = -0.4
# feature: (coefficient, words for the reviewer)
FEATURES: Final[dict[str, tuple[float, str]]] = {
    "toll": (1.6, "says how many were killed or hurt"),
    "quantity": (1.0, "has a quantity"),
    "money": (0.5, "is about money"),
    "date": (0.5, "has a date"),
    "place": (0.4, "names a place"),
    "name": (0.5, "names somebody or something"),
    "event": (0.6, "reports an event"),
    "relation": (0.3, "says what somebody or something is"),
    "comparison": (0.5, "compares or uses a superlative"),
    "cause": (0.3, "says what caused what"),
    "named speaker": (0.3, "has a named speaker"),
    "anonymous speaker": (0.2, "rests on a speaker without a name"),
    "denial": (0.2, "says that something is not so"),
    "hedge": (-0.4, "is hedged"),
    "first person": (-0.9, "is said in the first person"),
    "judgement": (-1.2, "judges rather than states"),
    "prediction": (-1.6, "is about what may come"),
    "demand": (-1.4, "says what should be, not what is"),
    "incomplete": (-0.6, "cannot stand alone"),
    "short": (-0.6, "is very short"),
}

_WORDED: Final = (
    ("comparison", re.compile(r"\b(?:more|less|fewer|higher|lower|larger|smaller|bigger|worse|better|most|least|largest|"
                              r"biggest|highest|lowest|first|only|deadliest|worst|record|double[ds]?|tripled?)\b", re.I)),
    ("cause", re.compile(r"\b(?:because|caused?|led to|due to|result(?:s|ed)? (?:in|of|from)|linked to|blamed)\b", re.I)),
    ("denial", re.compile(r"\b(?:not|never|no longer|neither|nor|denie[ds]|deny|cannot)\b|n[’']t\b", re.I)),
    ("hedge", re.compile(r"\b(?:alleged(?:ly)?|reportedly|suspected|apparently|possibly|perhaps|probably|likely|seem(?:s|ed)?|"
                         r"appear(?:s|ed)?|believed|presumably|promised)\b", re.I)),
    ("first person", re.compile(r"\b(?:I|my|me|I[’']m|we|our|us)\b")),
    ("judgement", re.compile(r"\b(?:good|bad|great|terrible|wonderful|awful|beautiful|shameful|disgraceful|important|"
                             r"essential|interesting|amazing|unfortunately|fortunately|hopefully|I think|in my (?:view|opinion)|"
                             r"best|worst|ideal|appealing|impressive|definite)\b", re.I)),
    ("demand", re.compile(r"\b(?:should|must|ought to|need to|needs to|has to|have to)\b", re.I)),
    ("prediction", re.compile(r"\b(?:will|won[’']t|shall|may|might|could be|would|is expected to|are expected to|is likely to|"
                              r"are likely to|going to|cannot be ruled out)\b", re.I)),
)  # fmt: skip


def worded_features(wording: str) -> set[str]:
    """The features that the words of a claim show."""
    found = {name for name, pattern in _WORDED if pattern.search(wording)}
    if len(wording.split()) < 5:
        found.add("short")
    return found


def worth(features: Collection[str]) -> tuple[float, tuple[str, ...]]:
    """The worth of a claim with these features, 0..1, and the reasons in words, strongest first.

    A feature that is not in `FEATURES` raises KeyError.
    """
    ordered = sorted(set(features), key=lambda name: (-abs(FEATURES[name][0]), name))
    total = BASE + sum(FEATURES[name][0] for name in ordered)
    reasons = tuple(
        f"{'for' if FEATURES[name][0] > 0 else 'against'}: {FEATURES[name][1]}" for name in ordered
    )
    return round(1 / (1 + math.exp(-total)), 3), reasons
