"""What may stand between an article and its publication: the closed list, which pages and settings read.

Which obstacles block is the desk's policy; `blocks` is what holds until it says otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple


class Obstacle(NamedTuple):
    """One kind of obstacle. `one` and `many` say what is found of it, with the number in front; `meaning` in a line
    what it is; `do` what ends it; `blocks` whether it does where the policy does not say."""

    name: str
    label: str
    one: str
    many: str
    meaning: str
    do: str
    blocks: bool
    may_block: bool = True


LIST: Final = (
    Obstacle(
        "garble-critical", "Critical garble", "critical garble", "critical garbles",
        "Suspected damage that changes who, what or how many; or confirmed, and its words not corrected.",
        "Confirm it and correct the words, or dismiss it", True,
    ),
    Obstacle(
        "garble-major", "Major garble", "major garble", "major garbles",
        "Suspected damage that misleads; or confirmed, and its words not corrected.",
        "Confirm it and correct the words, or dismiss it", True,
    ),
    Obstacle(
        "garble-minor", "Minor garble", "minor garble", "minor garbles",
        "Suspected damage that only reads badly; or confirmed, and its words not corrected.",
        "Confirm it and correct the words, or dismiss it", False,
    ),
    Obstacle(
        "correction", "Proposed correction", "proposed correction", "proposed corrections",
        "Somebody proposed other words, and nobody has accepted or rejected them.",
        "Accept or reject it", True,
    ),
    Obstacle(
        "contradiction", "Open contradiction", "open contradiction", "open contradictions",
        "Figures, dates or statements that seem to contradict each other, in this article or with another one.",
        "Decide how the two are to be read", True,
    ),
    Obstacle(
        "disputed", "Disputed claim", "disputed claim", "disputed claims",
        "Reviewers came to different verdicts, and no editor has decided.",
        "An editor decides between the judgements", True,
    ),
    Obstacle(
        "recheck", "Claim to be checked again", "claim to be checked again", "claims to be checked again",
        "It was judged; its words changed since, or somebody sent it back.",
        "Judge it again", True,
    ),
    Obstacle(
        "carried", "Asked by a new version", "question of the new version", "questions of the new version",
        "What stood on an earlier version, and nobody has said where it stands in this one.",
        "Say where it stands now, or that it is gone", True,
    ),
    Obstacle(
        "number", "Unsourced number", "claim with a number and no source", "claims with a number and no source",
        "A claim that can be checked states a quantity, and nothing is kept of what a source says on it.",
        "Add a source", True,
    ),
    Obstacle(
        "weekday", "Weekday in doubt", "claim whose weekday does not fit its date",
        "claims whose weekday does not fit their date",
        "The article names a weekday, and the date that it gives falls on another one.",
        "Put the date right, or correct the words", True,
    ),
    Obstacle(
        "comment", "Open comment", "open comment", "open comments",
        "A thread that nobody has resolved.",
        "Answer and resolve it", True,
    ),
    Obstacle(
        "date", "Unresolved date", "claim with a date that is not resolved", "claims with a date that is not resolved",
        "The words name a day, and which day that is nobody knows: most often the article has no date.",
        "Put the date right, or give the article its date", False,
    ),
    Obstacle(
        "origin", "Single origin", "claim from a single origin", "claims from a single origin",
        "Everything that is kept of what sources say on it goes back to one and the same source.",
        "Add a source with an origin of its own", False,
    ),
    Obstacle(
        "unsettled", "Claim not settled", "claim not settled", "claims not settled",
        "A claim that can be checked, and that is not judged yet, or not settled.",
        "Judge it, or put it aside", False,
    ),
    Obstacle(
        "embargo", "Embargo", "embargo", "embargoes",
        "The article may not leave the desk yet.",
        "Wait for its end, or change it under Details", False,
    ),
    Obstacle(
        "stale", "Changed since it was ready", "change since it was found ready", "changes since it was found ready",
        "It was found ready once, and something that matters has changed since.",
        "Look at what changed, and find it ready again", False, may_block=False,
    ),
)  # fmt: skip
OBSTACLES: Final = {each.name: each for each in LIST}
ORDER: Final = {each.name: number for number, each in enumerate(LIST)}
# Those that may block; what has no way to end but to find the article ready again never does.
CHOOSABLE: Final = tuple(each for each in LIST if each.may_block)
DEFAULT: Final = frozenset(each.name for each in LIST if each.blocks)


class Place(NamedTuple):
    """The very thing that stands in the way: `kind` claim, garble, correction, comment, carried, disagreement or
    article, its number and its words."""

    kind: str
    id: int
    words: str


@dataclass(frozen=True)
class Found:
    """What was found of one obstacle: the first places, how many `more` there are, and `others`, which may not be
    told."""

    obstacle: Obstacle
    places: tuple[Place, ...]
    blocks: bool
    more: int = 0
    others: int = 0

    @property
    def number(self) -> int:
        return len(self.places) + self.more + self.others

    @property
    def words(self) -> str:
        """ "2 critical garbles"."""
        return f"{self.number} {self.obstacle.one if self.number == 1 else self.obstacle.many}"


def in_order(found: Iterable[Found]) -> list[Found]:
    """What blocks first, then in the order of the list."""
    return sorted(found, key=lambda each: (not each.blocks, ORDER[each.obstacle.name]))


def blocking_of(chosen: Collection[str] | None) -> frozenset[str]:
    """The names of those that block: as the policy chose (None: it did not), unknown names aside."""
    if chosen is None:
        return DEFAULT
    return frozenset(name for name in chosen if name in OBSTACLES and OBSTACLES[name].may_block)


def joined(found: Iterable[Found]) -> str:
    """ "2 critical garbles, 1 open comment"."""
    return ", ".join(each.words for each in found)
