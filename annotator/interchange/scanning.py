"""The first look at a file: where each line stands, what it shares with others, and when everything happened.

Lines come in one by one, but the history of the desk is one, in the order of time: undo, the audit log and whoever
follows the history go by its numbers. So it is counted beforehand how many lines of it each moment has, and each line
of a record gets the number that it would have had if the desk had lived through it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final

from ..db.schema import HEAD
from ..errors import Invalid
from .checking import named_in
from .fates import ARTICLES, FATES, SENSITIVE, Join, Root, table_called, travels
from .lines import FORMAT, VERSION
from .parsing import Bad, lines, parsed

EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
CLAIMS: Final = SENSITIVE[0]
MICROSECOND: Final = dt.timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class SharedLine:
    """A record that several articles may need. `names` are its columns that no two records share, by column."""

    line: int
    place: int
    table: str
    key: str
    names: dict[str, str]
    gone: str | None  # when it was made, if it is gone


@dataclass
class Moments:
    """How many lines of the history each moment has, in microseconds since 1970; then, which numbers were given."""

    counts: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    next: dict[int, int] = field(default_factory=dict)

    def note(self, moments: Iterable[int]) -> None:
        latest = -(2**62)
        for moment in moments:
            # Two who save at once wait for each other: the history's order is that of its lines, not of the clock.
            latest = max(latest, moment)
            self.counts[latest] += 1

    def count(self) -> int:
        """Put the moments in order, and give the number of all lines."""
        number = 1
        for moment in sorted(self.counts):
            self.next[moment] = number
            number += self.counts[moment]
        self.counts.clear()
        return number - 1

    def take(self, moments: Iterable[int]) -> list[int]:
        """The numbers of one record's lines, rising, from 1."""
        latest, found = -(2**62), []
        for moment in moments:
            latest = max(latest, moment)
            found.append(self.next[latest])
            self.next[latest] += 1
        return found


@dataclass
class Scan:
    """What a file holds, by lines. `older`: written by a program that knew fewer columns."""

    older: bool
    shared: list[SharedLine] = field(default_factory=list)
    lines: array[int] = field(default_factory=lambda: array("q"))  # of articles
    places: array[int] = field(default_factory=lambda: array("q"))
    joins: list[tuple[int, int, str]] = field(default_factory=list)  # line, place, table of what joins articles
    joined: dict[str, set[str]] = field(default_factory=lambda: {ARTICLES: set(), CLAIMS: set()})  # what they name
    moments: Moments = field(default_factory=Moments)
    refused: list[tuple[int, str, str]] = field(default_factory=list)
    sha256: str = ""

    @property
    def number_of_lines(self) -> int:
        return len(self.lines) + len(self.shared) + len(self.joins) + len(self.refused)


def micro(moment: dt.datetime) -> int:
    return (moment - EPOCH) // MICROSECOND


def scanned(file: BinaryIO) -> Scan:
    """Look through a file. Raises Invalid for one that is none of ours, or newer than this program."""
    all_lines = lines(file)
    scan = Scan(older=begun(next(all_lines, None)))
    seen: dict[tuple[str, str], int] = {}
    for number, place, line in all_lines:
        given: Any = None
        try:
            given = parsed(line)
            look_at(scan, number, place, given, seen)
        except Bad as bad:
            scan.refused.append((number, named_in(given), str(bad)))
    file.seek(0)
    scan.sha256 = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    return scan


def begun(first: tuple[int, int, bytes | None] | None) -> bool:
    """Whether an older program wrote the file, by its first line. Raises Invalid."""
    try:
        given = parsed((first[2] or b"").removeprefix(b"\xef\xbb\xbf")) if first else {}
    except Bad:
        given = {}
    if given.get("format") != FORMAT:
        raise Invalid("This is no file of Wirecheck's own form: its first line does not say so.", "file")
    version, schema = given.get("version"), given.get("schema")
    if version != VERSION or type(schema) is not str or schema > HEAD:
        raise Invalid(
            f"The file was written by a newer Wirecheck (form {version!r}, schema {schema!r}; this one knows form "
            f"{VERSION}, schema {HEAD}). Bring this one up to date first.",
            "file",
        )
    return schema < HEAD


def look_at(scan: Scan, number: int, place: int, given: dict[str, Any], seen: dict[tuple[str, str], int]) -> None:
    name = given.get("table")
    fate = FATES.get(name) if type(name) is str else None
    if type(name) is not str or not isinstance(fate, Root):
        raise Bad(f"There is no record called {str(name)[:60]!r}.")
    row = given.get("row") if type(given.get("row")) is dict else {}
    key = row.get(fate.key) if isinstance(row, dict) and "row" in given else given.get("gone")
    if type(key) is not str:
        raise Bad(f"The record has no {fate.key}.")
    earlier = seen.setdefault((name, key), number)
    if earlier != number:
        raise Bad(f"Line {earlier} is of the same record.")
    history = given.get("history")
    scan.moments.note(moments_in(history if type(history) is list else []))
    if name == ARTICLES:
        scan.lines.append(number)
        scan.places.append(place)
        return
    if isinstance(fate, Join):
        scan.joins.append((number, place, name))
        note_joined(scan, name, given)
        return
    alone = [each[0] for each in table_called(name).identities if len(each) == 1]
    names = {column: row[column] for column in alone if isinstance(row, dict) and type(row.get(column)) is str}
    gone = None
    if "gone" in given and type(history) is list:
        made = next((each for each in history if type(each) is dict and each.get("action") == "create"), {})
        gone = str(made.get("at", ""))
    scan.shared.append(SharedLine(number, place, name, key, names, gone))


def note_joined(scan: Scan, name: str, given: dict[str, Any]) -> None:
    """Which claims and articles a line joins: of all others the numbers need not be kept."""
    parts = given.get("parts")
    rows = [(name, given.get("row"))]
    for part, some in parts.items() if type(parts) is dict else ():
        rows += [(part, row) for row in some] if type(some) is list and travels(part) else []
    for table, row in rows:
        if not isinstance(row, dict):
            continue
        for column, target in table_called(table).references.items():
            value = row.get(column)
            if target in scan.joined and type(value) is str:
                scan.joined[target].add(value)


def moments_in(history: Sequence[Any]) -> list[int]:
    """When each line of a history was; none for one of which that cannot be read: its record is refused later."""
    try:
        return [micro(dt.datetime.fromisoformat(entry["at"])) for entry in history]
    except (TypeError, ValueError, KeyError, OverflowError):
        return []
