"""The queues: which claims wait in each, as masks of the ledger, under the filters of an address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import reduce
from operator import and_
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from ...accounts.models import User
from ..garbles.board import Board
from ..gate.claims import matching as standing_as
from ..gate.standings import CHOICES
from ..ledger.ledger import Ledger
from ..ledger.rows import TO_JUDGE

SOON: Final = dt.timedelta(days=7)
DEADLINES: Final = {
    "overdue": "Overdue",
    "today": "Due today",
    "week": "Due in 7 days",
    "set": "With a deadline",
    "none": "Without one",
}


class Queue(NamedTuple):
    """`meaning` is said on the page, `empty` when nothing waits."""

    label: str
    meaning: str
    empty: str


QUEUES: Final = {
    "mine": Queue(
        "Mine",
        "Claims you have taken, or that were handed to you, until you have judged them.",
        "You have taken nothing. Take claims from Unassigned, or open an article.",
    ),
    "unassigned": Queue(
        "Unassigned",
        "Claims to judge that nobody has taken.",
        "Every claim to judge is with somebody, or judged. New ones come with the next article.",
    ),
    "judge": Queue(
        "To judge",
        "All claims that nobody has judged, whoever has them.",
        "Every claim has been judged. New ones come with the next article.",
    ),
    "second": Queue(
        "Second reader",
        "Claims that others have judged and you have not: settle them, or judge them too.",
        "No claim waits for a second reader.",
    ),
    "recheck": Queue(
        "Recheck",
        "Judged claims whose words changed since, or that were sent back.",
        "Nothing that was judged has changed since.",
    ),
    "stuck": Queue(
        "Stuck",
        "Taken and not judged, waiting for a second reader, a recheck or a decision, for more than {hours} hours.",
        "Nothing waits for too long.",
    ),
    "disputed": Queue(
        "Disagreements",
        "Claims on which reviewers differ and nobody has decided.",
        "Nobody disagrees.",
    ),
    "garbles": Queue(
        "Garbles",
        "Suspected damage of translation, the most severe first.",
        "No suspected garble is undecided.",
    ),
}  # fmt: skip
# Other orders than the queue's own, by the word in the address.
SORTS: Final = ("worth",)
# What a garble can be filtered by.
OF_GARBLES: Final = ("feed",)


@dataclass(frozen=True)
class Filters:
    """What a queue is narrowed to; empty means all. `assignee` is a person's id, "me" or "none", `due` a key of
    DEADLINES, `collection` an id, `gate` what stands in the way of the article, of gate.CHOICES."""

    feed: str = ""
    collection: str = ""
    kind: str = ""
    assignee: str = ""
    due: str = ""
    language: str = ""
    source_language: str = ""
    gate: str = ""

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Filters:
        """Those of an address, or of a saved queue; what means nothing is left out."""
        words = {name: str(given.get(name) or "")[:200] for name in cls.__dataclass_fields__}
        found = cls(**words)
        return replace(
            found,
            due=found.due if found.due in DEADLINES else "",
            gate=found.gate if found.gate in CHOICES else "",
        )

    @property
    def address(self) -> dict[str, str]:
        """Those that are set, for an address."""
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True)
class Asked:
    """Who looks at the queues, when, and what the desk's settings say. `hours` is after how long a claim is stuck."""

    user: User
    filters: Filters
    at: dt.datetime
    zone: ZoneInfo
    hours: int


def waiting(counted: Ledger, kind: str, asked: Asked) -> int:
    """The claims of one queue that fit the filters and that this person may see."""
    narrowed = reduce(and_, masks(counted, asked), counted.claims_open_to(asked.user))
    return narrowed & IN_QUEUE[kind](counted, asked) if narrowed else 0


def masks(counted: Ledger, asked: Asked) -> list[int]:
    """A mask for each filter that is set."""
    filters = asked.filters
    found = [
        counted.claims_of(name, getattr(filters, name))
        for name in ("feed", "collection", "kind", "language", "source_language")
        if getattr(filters, name)
    ]
    if filters.assignee == "none":
        found.append(~counted.claims_of("assigned", ""))
    elif filters.assignee:
        found.append(
            counted.claims_of("assignee", str(asked.user.id) if filters.assignee == "me" else filters.assignee)
        )
    if filters.due:
        found.append(due(filters.due, asked, counted.claims_due, counted.with_deadline))
    if filters.gate and (mask := standing_as(filters.gate)) is not None:
        found.append(mask)
    return found


def due(word: str, asked: Asked, until: Callable[[float], int], ever: Callable[[], int]) -> int:
    """The mask that a filter on the deadline stands for. `until` gives what is due at a moment or before."""
    if word == "set":
        return ever()
    if word == "none":
        return ~ever()
    over = until(asked.at.timestamp())
    if word == "overdue":
        return over
    end = end_of_day(asked.at, asked.zone) if word == "today" else asked.at + SOON
    return until(end.timestamp()) & ~over


def end_of_day(at: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The last minute of this day on the desk."""
    return at.astimezone(zone).replace(hour=23, minute=59, second=0, microsecond=0)


def to_judge(counted: Ledger, _asked: Asked) -> int:
    return counted.claims_of("state", *TO_JUDGE) & counted.claims_of("checkable", "")


def disputed(counted: Ledger, _asked: Asked) -> int:
    return counted.claims_of("disputed", "") & ~counted.claims_of("state", "settled", "not-a-claim")


def by_another(counted: Ledger, asked: Asked) -> int:
    return counted.claims_of("state", "assessed") & ~counted.claims_of("judged by", str(asked.user.id))


def mine(counted: Ledger, asked: Asked) -> int:
    own = counted.claims_of("assignee", str(asked.user.id))
    return own & (to_judge(counted, asked) | by_another(counted, asked) | counted.claims_of("state", "recheck"))


def stuck(counted: Ledger, asked: Asked) -> int:
    return counted.waiting_since((asked.at - dt.timedelta(hours=asked.hours)).timestamp())


IN_QUEUE: Final[Mapping[str, Callable[[Ledger, Asked], int]]] = {
    "mine": mine,
    "unassigned": lambda counted, asked: to_judge(counted, asked) & ~counted.claims_of("assigned", ""),
    "judge": to_judge,
    "second": lambda counted, asked: by_another(counted, asked) & ~disputed(counted, asked),
    "recheck": lambda counted, _asked: counted.claims_of("state", "recheck"),
    "stuck": stuck,
    "disputed": disputed,
}


def suspected(counted: Board, asked: Asked) -> int:
    """The suspected garbles that fit the filters that a garble can be filtered by."""
    found = counted.open_to(asked.user) & counted.of("state", "suspected")
    return found & counted.of("feed", asked.filters.feed) if asked.filters.feed else found
