"""What each client asked for and what it was told, on disk before it goes on: the faults' only witness.

Three outcomes, as Jepsen's: ok (acknowledged), refused (somebody else was first), unknown (the line was cut).
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path


@dataclass(frozen=True)
class Save:
    """One save. `claim` is 0 for a claim to be made until the answer says which it became; `seen` is the row version
    that the form was made from."""

    key: str
    client: str
    claim: int
    seen: int
    token: str
    wording: str
    fields: dict[str, str | list[str]] = field(default_factory=dict)  # as sent, so that a retry is the same save
    outcome: str = "unknown"  # ok, refused, unknown, or "answered <status>"
    kept: bool = True  # a refusal showed what was typed and what stands now
    tries: int = 0


class Ledger:
    """Append-only; several threads may write."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = threading.Lock()
        self.asked = 0  # requests sent since this object was made
        path.touch()

    def write(self, save: Save) -> Save:
        """Note a save before it is sent (outcome unknown) and again when the outcome is known."""
        with self.lock, self.path.open("a") as file:
            file.write(json.dumps(asdict(save)) + "\n")
            file.flush()
            os.fsync(file.fileno())
        return save

    def invoke(self, save: Save) -> Save:
        self.asked += 1
        return self.write(replace(save, outcome="unknown", tries=save.tries + 1))

    def saves(self) -> list[Save]:
        """Every save as it was last heard of, in the order of first asking."""
        return list({save.key: save for save in self._lines()}.values())

    def of(self, client: str, outcome: str) -> list[Save]:
        return [save for save in self.saves() if (save.client, save.outcome) == (client, outcome)]

    def _lines(self) -> Iterator[Save]:
        for line in self.path.read_text().splitlines():
            yield Save(**json.loads(line))
