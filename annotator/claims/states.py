"""The review states of a claim, and the ways between them."""

from __future__ import annotations

from ..db import now
from ..errors import Invalid
from .models import Claim

MOVES: dict[str, frozenset[str]] = {
    "suggested": frozenset({"open", "assessed", "not-a-claim", "ambiguous"}),
    "ambiguous": frozenset({"open", "assessed", "not-a-claim"}),
    "open": frozenset({"assessed", "not-a-claim", "ambiguous"}),
    "assessed": frozenset({"assessed", "settled", "recheck", "not-a-claim"}),
    "settled": frozenset({"recheck"}),
    "recheck": frozenset({"assessed", "settled", "not-a-claim"}),
    "not-a-claim": frozenset({"open"}),
}

# In these states nobody needs to have a claim any more (reviews/assignment.py).
DONE = frozenset({"assessed", "settled", "not-a-claim"})

MEANINGS: dict[str, str] = {
    "suggested": "Found by rule, nobody has looked at it yet.",
    "open": "Accepted as a claim, not judged yet.",
    "assessed": "Judged by one reader.",
    "settled": "Judged and confirmed by a second reader.",
    "recheck": "Was settled or judged; its words changed since.",
    "not-a-claim": "Put aside: there is nothing here to check.",
    "ambiguous": "Cannot stand alone: something it needs is not certain.",
}


def move(claim: Claim, to: str) -> None:
    """Put a claim into another state. Raises Invalid when there is no way from where it stands."""
    if to not in MOVES[claim.state]:
        raise Invalid(f"A claim that is “{claim.state}” cannot become “{to}”.", "state")
    put(claim, to)
    if to in DONE:  # what it was taken for is done: it is free for the next reader
        claim.assignee_id = claim.assigned_at = None
    if to != "not-a-claim":
        claim.merged_into_id = None  # it stands by itself again
        claim.withdrawn = False


def put(claim: Claim, state: str) -> None:
    if claim.state != state:
        claim.state, claim.state_since = state, now()


def withdraw(claim: Claim) -> None:
    """Put a suggestion aside because its words are no copy. Not a reviewer's word on it: it may come back."""
    move(claim, "not-a-claim")
    claim.withdrawn = True


def restore(claim: Claim) -> None:
    """Suggest a withdrawn claim again: its words are copy again."""
    put(claim, "ambiguous" if claim.missing else "suggested")
    claim.withdrawn = False


def put_aside(claim: Claim) -> None:
    """Put any claim aside whose words the present text does not have; what it was stands in versions/models.py."""
    put(claim, "not-a-claim")
    claim.withdrawn = True
    claim.assignee_id = claim.assigned_at = None


def bring_back(claim: Claim, state: str) -> None:
    """Its words stand in the present text after all: it is as far as it was."""
    put(claim, state)
    claim.withdrawn = False


def drop_to_recheck(claim: Claim) -> None:
    """Its words changed: a judgement made of the old ones no longer stands."""
    if claim.state in {"settled", "assessed"}:
        put(claim, "recheck")
