"""What came of an ingest: what was taken, what the desk had already, what was left out and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Result = Literal["taken", "version", "known", "skipped"]
SUMMARY = {"taken": "taken in", "version": "new version", "known": "known already", "skipped": "left out"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One article, or one thing that is none. `reason` is set for what was skipped, `notes` for what was guessed."""

    origin: str
    result: Result
    article: int | None = None
    title: str = ""
    claims: int = 0
    garbles: int = 0
    reason: str = ""
    notes: tuple[str, ...] = ()
    # Of a new version: its number, what became of all that stood on the one before, and how much of it waits.
    number: int = 1
    outcomes: Mapping[str, int] = field(default_factory=dict)
    waiting: int = 0

    @property
    def carried(self) -> str:
        """What became of that which stood on the version before: "12 found, 1 changed; 2 ask"."""
        said = ", ".join(f"{number} {word.replace('-', ' ')}" for word, number in self.outcomes.items())
        asks = f"{self.waiting} ask{'s' if self.waiting == 1 else ''}" if self.waiting else ""
        return "; ".join(filter(None, (said or "nothing stood on it", asks)))


@dataclass(slots=True)
class Report:
    entries: list[Entry] = field(default_factory=list)

    def of(self, result: Result) -> list[Entry]:
        return [entry for entry in self.entries if entry.result == result]

    @property
    def skipped(self) -> list[Entry]:
        return self.of("skipped")

    def summary(self) -> str:
        """One line: "12 articles taken in, 1 known already, 2 left out"."""
        counts = {result: len(self.of(result)) for result in SUMMARY}  # type: ignore[arg-type]
        first = f"{counts['taken']} article{'' if counts['taken'] == 1 else 's'} taken in"
        told = [f"{counts[word]} {SUMMARY[word]}" for word in ("known", "skipped") if counts[word]]
        if counts["version"]:
            told.insert(0, f"{counts['version']} new version{'' if counts['version'] == 1 else 's'}")
        return ", ".join([first, *told])

    def lines(self) -> list[str]:
        """The report as a terminal shows it: what needs a look first line by line, the sum at the end."""
        found = []
        for entry in self.entries:
            if entry.result == "skipped":
                found.append(f"left out: {entry.origin}: {entry.reason}")
            elif entry.result == "known":
                found.append(f"known already: {entry.origin}: article {entry.article}, {entry.title}")
            elif entry.result == "version":
                found.append(
                    f"version {entry.number}: {entry.origin}: article {entry.article}, {entry.title}: {entry.carried}"
                )
            found += [f"note: {entry.origin}: {note}" for note in entry.notes]
        return [*found, f"{self.summary()}."]

    def to_json(self) -> dict[str, Any]:
        """As a job's row keeps it; `from_json` is the way back."""
        return {
            "entries": [
                {
                    "origin": entry.origin,
                    "result": entry.result,
                    "article": entry.article,
                    "title": entry.title,
                    "claims": entry.claims,
                    "garbles": entry.garbles,
                    "reason": entry.reason,
                    "notes": list(entry.notes),
                    "number": entry.number,
                    "outcomes": dict(entry.outcomes),
                    "waiting": entry.waiting,
                }
                for entry in self.entries
            ]
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any] | None) -> Report:
        entries = record["entries"] if record else []
        return cls([Entry(**{**entry, "notes": tuple(entry["notes"])}) for entry in entries])
