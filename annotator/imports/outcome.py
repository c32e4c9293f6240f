"""What came of files of other tools, or would come of them: counts of all, and the first entries of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Literal

from .mapping import Choice

Result = Literal["added", "changed", "known", "conflict", "unplaced", "left", "nothing", "problem"]
RESULTS: Final[dict[Result, str]] = {
    "problem": "could not be read",
    "conflict": "differ from what stands here",
    "unplaced": "have no certain place",
    "added": "added",
    "changed": "get something more",
    "known": "here already",
    "left": "left out",
    "nothing": "hold nothing to take in",
}
THINGS: Final[dict[str, tuple[str, str]]] = {
    "article": ("article", "articles"), "claim": ("claim", "claims"), "garble": ("garble", "garbles"),
    "correction": ("correction", "corrections"), "zone": ("zone", "zones"), "remark": ("remark", "remarks"),
    "tag": ("tag", "tags"), "item": ("item", "items"), "record": ("record", "records"),
    "file": ("file or record", "files or records"), "annotation": ("annotation", "annotations"),
}  # fmt: skip
_IN_SUMMARY: Final[tuple[Result, ...]] = (
    "added",
    "changed",
    "known",
    "conflict",
    "unplaced",
    "left",
    "nothing",
    "problem",
)
_IN_LINES: Final[tuple[Result, ...]] = ("problem", "conflict", "unplaced", "left", "nothing")
MOST_TOLD: Final = 200  # of each result: a file of the wrong shape has one a line


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a file. `at` says where it stands there, `placed` how its words were found in the article."""

    at: str
    result: Result
    thing: str = "annotation"
    reason: str = ""
    words: str = ""
    article: int | None = None
    title: str = ""
    placed: str = ""

    def line(self) -> str:
        """As a terminal shows it."""
        quoted = f" “{self.words}”" if self.words else ""
        where = f" on article {self.article}" if self.article is not None else ""
        head = f"{self.at}: {THINGS[self.thing][0]}{quoted}{where}"
        return f"{head}: {self.reason}" if self.reason else head


@dataclass(slots=True)
class Outcome:
    """What came of all files. `counts` is by result and thing, `places` by how marks were found."""

    form: str
    dry: bool
    counts: dict[str, int] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    more_notes: int = 0
    choices: list[Choice] = field(default_factory=list)
    _told: Counter[str] = field(default_factory=Counter)

    def tally(self, result: Result, thing: str, number: int = 1) -> None:
        """Count something that needs no line of its own."""
        if number > 0:
            key = f"{result} {thing}"
            self.counts[key] = self.counts.get(key, 0) + number

    def add(self, entry: Entry) -> None:
        self.tally(entry.result, entry.thing)
        if entry.placed:
            self.places[entry.placed] = self.places.get(entry.placed, 0) + 1
        if self._told[entry.result] < MOST_TOLD:
            self._told[entry.result] += 1
            self.entries.append(entry)

    def mark(self) -> tuple[dict[str, int], dict[str, int], int]:
        """How far the report is, for `back_to`."""
        return dict(self.counts), dict(self.places), len(self.entries)

    def back_to(self, mark: tuple[dict[str, int], dict[str, int], int]) -> None:
        """Forget what was told since: it did not come to be."""
        counts, places, told = mark
        self.counts, self.places = counts, places
        for entry in self.entries[told:]:
            self._told[entry.result] -= 1
        del self.entries[told:]

    def note(self, at: str, words: str) -> None:
        if len(self.notes) < MOST_TOLD:
            self.notes.append(f"{at}: {words}")
        else:
            self.more_notes += 1

    def count(self, result: Result) -> int:
        return sum(number for key, number in self.counts.items() if key.startswith(f"{result} "))

    def of(self, result: Result) -> list[Entry]:
        return [entry for entry in self.entries if entry.result == result]

    def more(self, result: Result) -> int:
        """How many of these are counted and not told."""
        return self.count(result) - len(self.of(result))

    @property
    def added(self) -> int:
        """How much is new on the desk, or would be."""
        return self.count("added") + self.count("changed")

    @property
    def troubles(self) -> int:
        return self.count("problem") + self.count("conflict") + self.count("unplaced")

    def in_words(self, result: Result) -> str:
        """ "2 articles, 14 claims and 1 garble"."""
        words = []
        for thing, (one, many) in THINGS.items():
            number = self.counts.get(f"{result} {thing}", 0)
            words += [f"{number:,} {one if number == 1 else many}"] * bool(number)
        return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))

    def summary(self) -> str:
        """One line: "1 article and 14 claims would be added; 2 claims are here already"."""
        parts = []
        for result in _IN_SUMMARY:
            words = self.in_words(result)
            if words:
                one = self.count(result) == 1
                parts.append(f"{words} {_told(result, self.dry, one)}")
        return "; ".join(parts) or "nothing was found in it"

    def lines(self) -> list[str]:
        """As a terminal shows it: what needs a look first, the sum at the end."""
        found = []
        for result in _IN_LINES:
            found += [f"{RESULTS[result]}: {entry.line()}" for entry in self.of(result)]
            more = self.more(result)
            found += [f"{RESULTS[result]}: and {more:,} more"] * bool(more)
        found += [f"note: {note}" for note in self.notes]
        found += [f"note: and {self.more_notes:,} more"] * bool(self.more_notes)
        if self.dry and self.choices:
            found += [f"label: {choice.key} ({choice.count:,}) becomes {choice.target}" for choice in self.choices]
        summary = self.summary()
        return [*found, f"{summary[:1].upper()}{summary[1:]}."]

    def to_json(self) -> dict[str, Any]:
        """As a job's row keeps it; `from_json` is the way back."""
        kept = asdict(self)
        del kept["_told"]
        return kept

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Outcome:
        lists = {
            "entries": [Entry(**entry) for entry in kept["entries"]],
            "choices": [Choice(**choice) for choice in kept["choices"]],
        }
        return cls(**{**kept, **lists})


def _told(result: str, dry: bool, one: bool) -> str:
    is_, has = ("is", "has") if one else ("are", "have")
    holds, differs = ("holds", "differs") if one else ("hold", "differ")
    return {
        "added": "would be added" if dry else f"{'was' if one else 'were'} added",
        "changed": f"{'would get' if dry else 'got'} something more",
        "known": f"{is_} here already",
        "conflict": f"{differs} from what stands here",
        "unplaced": f"{has} no certain place",
        "left": f"{is_} left out",
        "nothing": f"{holds} nothing to take in",
        "problem": "could not be read",
    }[result]
