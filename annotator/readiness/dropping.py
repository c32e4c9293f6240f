"""Which changes matter to an article that was found ready, and what they are called. Pure.

What matters is what a reader would see, or what an editor relied on: claims with their words, verdicts and sources,
garbles, corrections, zones, the text, the headline; a contradiction that was found, a comment that is open again. That
somebody looked, took a claim, tagged, or closed a comment does not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

Action = Literal["create", "change", "delete"]
Values = Mapping[str, Any]
Rule = Callable[[Action, Values], str | None]

OF_CLAIM: Final = frozenset(
    "wording kinds checkable state verdict confidence fault disputed merged_into_id withdrawn sensitive".split()
)
JUDGED: Final = frozenset("state verdict confidence fault disputed".split())
OF_STATE: Final = {
    "not-a-claim": "a claim was put aside",
    "recheck": "a claim was sent back to be checked again",
    "settled": "a claim was settled",
}
OF_GARBLE: Final = frozenset("category severity state reading entity_id version_id start end quote".split())
OF_CORRECTION: Final = frozenset("replacement kind state version_id start end quote".split())
OF_ARTICLE: Final = {
    "current_number": "there is a new version",
    "title": "the headline was changed",
    "byline": "the byline was changed",
    "outlet": "the outlet was changed",
    "published_at": "the time of publication was changed",
}
MADE: Final[Mapping[Action, str]] = {"create": "made", "change": "changed", "delete": "taken away"}


def because(table: str, action: Action, after: Values) -> str | None:
    """What to call this change of a row when it matters, without who did it: "a claim was edited"; None when it does
    not. `after` has the columns that changed as they are now; of a new row, or one that goes, those that are given."""
    rule = RULES.get(table)
    return rule(action, after) if rule else None


def of_claim(action: Action, after: Values) -> str | None:
    if action != "change":
        return f"a claim was {MADE[action]}"
    changed = OF_CLAIM & after.keys()
    if not changed:
        return None
    if "wording" not in changed and after.get("state") in OF_STATE:
        return OF_STATE[after["state"]]
    if "sensitive" in changed:
        return "a claim was marked sensitive" if after["sensitive"] else "a claim is not sensitive any more"
    return "a claim was judged" if changed <= JUDGED else "a claim was edited"


def of_words(action: Action, after: Values) -> str | None:
    """A claim is tied to other words; that it lies in another version is the new version's affair."""
    if action == "change" and not {"start", "end", "quote"} & after.keys():
        return None
    return "a claim was put on other words"


def of_garble(action: Action, after: Values) -> str | None:
    if action == "change":
        if not OF_GARBLE & after.keys():
            return None
        words = {"confirmed": "confirmed", "dismissed": "dismissed", "suspected": "reopened", "corrected": "corrected"}
        return f"a garble was {words.get(after.get('state', ''), 'changed')}"
    return "a garble was found" if action == "create" else "a garble was taken away"


def of_correction(action: Action, after: Values) -> str | None:
    if action == "change" and not OF_CORRECTION & after.keys():
        return None
    if action == "delete":
        return "a correction was taken away"
    words = {"accepted": "accepted", "rejected": "rejected", "superseded": "replaced", "proposed": "proposed"}
    usual = "proposed" if action == "create" else ""
    return f"a correction was {words.get(after.get('state', usual), 'changed')}"


def of_article(action: Action, after: Values) -> str | None:
    if action != "change":
        return None
    return next((words for name, words in OF_ARTICLE.items() if name in after), None)


def of_comment(action: Action, after: Values) -> str | None:
    if action == "create" and after.get("parent_id") is None and after.get("resolved_at") is None:
        return "a comment was made"
    if action == "change" and after.get("resolved_at", "not changed") is None:
        return "a comment was opened again"
    return None


def of_disagreement(action: Action, after: Values) -> str | None:
    """`after` has its state and what is proposed, whichever of them changed: by both it is in the way or is not."""
    stands = after.get("state", "open") == "open" and after.get("proposed") == "contradiction"
    return "a contradiction was found" if action != "delete" and stands else None


def of_evidence(action: Action, _after: Values) -> str | None:
    words = {"create": "added to a claim", "change": "changed", "delete": "taken off a claim"}
    return f"a source was {words[action]}"


def of_zone(action: Action, after: Values) -> str | None:
    return None if action == "change" and not {"kind", "start", "end"} & after.keys() else "a zone was changed"


RULES: Final[Mapping[str, Rule]] = {
    "articles": of_article,
    "versions": lambda action, _after: "there is a new version" if action == "create" else None,
    "zones": of_zone,
    "claims": of_claim,
    "claim_anchors": of_words,
    "claim_facts": lambda _action, _after: "a fact was put right",  # a person's alone: the rules' are not told
    "evidence": of_evidence,
    "garbles": of_garble,
    "corrections": of_correction,
    "comments": of_comment,
    "disagreements": of_disagreement,
}
# Of several changes at once the first of these is told: it is what the others followed from.
WEIGHT: Final = tuple(
    "articles versions corrections garbles claims evidence claim_anchors claim_facts zones disagreements"
    " comments".split()
)
