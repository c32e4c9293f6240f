"""On which terms articles leave: what goes into the export, when it is written and for whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from ..accounts.models import User
from ..errors import Invalid
from .record import ArticleRecord

# What becomes of claims marked sensitive. "with" takes an editor, or the command line.
SENSITIVE: Final = {
    "out": "Leave them out",
    "redacted": "Black them out, also in the text",
    "with": "Keep them in",
}


@dataclass(frozen=True)
class Choice:
    """An option that one format has: `values` are what may be chosen, each with its words; the first is the default."""

    name: str
    label: str
    values: Mapping[str, str]

    @property
    def default(self) -> str:
        return next(iter(self.values))


@dataclass(frozen=True)
class Options:
    """What goes into an export. Claims put aside, dismissed garbles and rejected corrections never do."""

    suggested: bool = True  # claims found by rule that nobody has looked at yet
    notes: bool = False  # the reviewers' notes: written for the desk, so only when asked for
    sensitive: str = "out"  # one of SENSITIVE
    chosen: Mapping[str, str] = field(default_factory=dict)  # the format's own, by name of choice

    def choice(self, choice: Choice) -> str:
        """What was chosen, or the default. Raises Invalid for a value that there is not."""
        value = self.chosen.get(choice.name) or choice.default
        if value not in choice.values:
            raise Invalid(f"{choice.label}: there is no “{value}”. There are: {', '.join(choice.values)}.", choice.name)
        return value


@dataclass(frozen=True)
class Terms:
    """`at`: when it is written, in UTC. `by`: for whom; None is the program itself, which sees everything."""

    at: dt.datetime
    options: Options = field(default_factory=Options)
    by: User | None = None


class Copies(Protocol):
    """The articles of one export, in order: iterated, their records, read in batches as they are asked for.

    A format that reads the rows itself takes the ids instead and says with `passed` how many it has written.
    """

    @property
    def ids(self) -> Sequence[int]: ...

    @property
    def passed(self) -> Callable[[int], None]: ...

    def __iter__(self) -> Iterator[ArticleRecord]: ...
