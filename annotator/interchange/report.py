"""What came of it: counts of what was written, and the report on what was, or would be, taken in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

from .fates import ARTICLES
from .reading import Unit

MOST: Final = 1_000  # conflicts and refused lines that are listed; the others are counted


@dataclass
class Counts:
    """What was written: rows by table, lines of history, and sensitive claims that stayed here."""

    rows: Counter[str] = field(default_factory=Counter)
    history: int = 0
    left_out: int = 0

    @property
    def articles(self) -> int:
        return self.rows[ARTICLES]

    def add(self, unit: Unit) -> None:
        self.rows[unit.table] += unit.row is not None
        for name, rows in unit.parts.items():
            self.rows[name] += len(rows)
        self.history += len(unit.history)


@dataclass(frozen=True)
class Refused:
    """A line that was not taken in. `line` counts from 1; `what` names its record, as far as that could be read."""

    line: int
    what: str
    why: str

    def __str__(self) -> str:
        return f"line {self.line}{f' ({self.what})' if self.what else ''}: {self.why}"


@dataclass(frozen=True)
class Conflict:
    """What differs and stays as it is here. `field` is the column, or "" for a row that is not taken."""

    line: int
    table: str
    what: str  # the row's uid or name
    field: str
    here: Any
    there: Any

    def __str__(self) -> str:
        place = f"{self.table} {self.what}" + (f", {self.field}" if self.field else "")
        return f"line {self.line}: {place}: here {self.here!r}, in the file {self.there!r}"


@dataclass
class Report:
    """What is (plan) or was (carry_out) done with a file. `new`, `same` and `merged` count lines by table: unknown
    here, here with nothing to add, here with something added. `added` counts rows by table."""

    new: Counter[str] = field(default_factory=Counter)
    same: Counter[str] = field(default_factory=Counter)
    merged: Counter[str] = field(default_factory=Counter)
    added: Counter[str] = field(default_factory=Counter)
    conflicts: list[Conflict] = field(default_factory=list)
    number_of_conflicts: int = 0
    refused: list[Refused] = field(default_factory=list)
    number_refused: int = 0
    lines: int = 0

    def refuse(self, line: int, what: str, why: str) -> None:
        self.number_refused += 1
        if len(self.refused) < MOST:
            self.refused.append(Refused(line, what, why))

    def conflict(self, found: Conflict) -> None:
        self.number_of_conflicts += 1
        if len(self.conflicts) < MOST:
            self.conflicts.append(found)
