"""A line, checked as far as it can be by itself: its shape, its values, and that its parts fit each other.

What the tables say is asked of the tables: which columns there are, what they hold, what may be empty; the rules
between columns are tried on an empty database in memory (scratch.py). Only what no table says stands here.
"""

from __future__ import annotations

import hashlib
import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ..accounts import names
from ..errors import Invalid
from .fates import ARTICLES, FATES, USERS, Join, Root, parts_of, table_called
from .parsing import Bad, too_deep
from .reading import is_part, travelling
from .values import Ref, moment, read_row, reference, whole, words

ACTIONS: Final = ("create", "change", "delete")
FIELDS: Final = {"table", "row", "gone", "parts", "history"}
TOLD: Final = {"at", "by", "verb", "action", "table", "of", "version", "undoes", "before", "after"}
STEP: Final = {"at", "by", "verb"}
Rows = dict[str, list[dict[str, Any]]]


@dataclass(slots=True)
class Entry:
    """One line of the history. `step` is what it shares with all that was done with it."""

    at: Any
    actor: str | None
    verb: str | None
    action: str
    of: Ref
    version: int | None
    undoes: tuple[Any, str | None, str | None] | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def step(self) -> tuple[Any, str | None, str | None]:
        return self.at, self.actor, self.verb

    def refs(self) -> Iterator[Ref]:
        yield self.of
        if self.actor is not None:
            yield Ref(USERS, self.actor, None)
        for values in (self.before, self.after):
            if values:
                yield from (value for value in values.values() if type(value) is Ref)


@dataclass(slots=True)
class Record:
    """A checked line. `row` is None for a root that is gone. References are `Ref`; moments, times."""

    line: int
    table: str
    key: str
    row: dict[str, Any] | None
    parts: Rows
    history: list[Entry]
    refs: set[Ref] = field(default_factory=set)  # rows outside the line that must be there

    @property
    def what(self) -> str:
        return called(self.table, self.key, self.row or {})


def named_in(given: Any) -> str:
    """What a line is about, as far as it can be read."""
    if type(given) is not dict or type(given.get("table")) is not str:
        return ""
    row = given.get("row") if type(given.get("row")) is dict else {}
    fate = FATES.get(given["table"])
    key = row.get(fate.key) if isinstance(fate, Root) and isinstance(row, dict) else None
    return called(given["table"], key, row or {}) if type(key) is str else given["table"][:60]


def called(table: str, key: str, row: Mapping[str, Any]) -> str:
    """What to call a record in a report."""
    title = row.get("title") or row.get("name")
    return f"{table} {key[:60]}" + (f", “{title[:60]}”" if type(title) is str and title != key else "")


def checked(line: int, given: dict[str, Any], *, older: bool) -> Record:
    """The record of a line. Raises Bad with the reason."""
    unknown = given.keys() - FIELDS
    if unknown:
        raise Bad(f"The form has no field “{min(unknown)[:60]}”.")
    name = given.get("table")
    fate = FATES.get(name) if type(name) is str else None
    if type(name) is not str or not isinstance(fate, Root):
        raise Bad(f"There is no record called {str(name)[:60]!r}.")
    if ("row" in given) == ("gone" in given):
        raise Bad("A record has a row, or the key under which it is gone: one of the two.")
    if "gone" in given and (name == ARTICLES or not fate.told or given.get("parts")):
        raise Bad(f"Nothing of {name} can be gone, or have parts when it is.")
    if isinstance(fate, Join) and given.get("history"):
        raise Bad(f"The history of {name} stays at its desk.")
    row = read_row(name, given["row"], older=older) if "row" in given else None
    if isinstance(fate, Join):
        is_decided(name, row or {}, given)
    key = words(given["gone"]) if row is None else row[fate.key]
    record = Record(line, name, key, row, parts_in(name, given.get("parts", {}), older=older), [])
    record.history = [told(name, entry) for entry in listed(given.get("history", []), "history")]
    fit_together(record)
    return record


def is_decided(name: str, row: Mapping[str, Any], given: Mapping[str, Any]) -> None:
    """Only what people said of several articles is in a file. Raises Bad."""
    if name == "matters":
        if row.get("continued_in_id") is not None or not given.get("parts"):
            raise Bad("A matter has claims, and no other matter that took it in.")
    elif row.get("state") == "suggested":
        raise Bad(f"Nobody decided on this row of {name}: it is for the rules to find.")


def listed(given: Any, what: str) -> list[Any]:
    if type(given) is not list:
        raise Bad(f"{what} is no list.")
    return given


def parts_in(root: str, given: Any, *, older: bool) -> Rows:
    if type(given) is not dict:
        raise Bad("parts is no object.")
    known = {table.name for table in parts_of(root)}
    unknown = given.keys() - known
    if unknown:
        raise Bad(f"{root} have no parts called “{min(unknown)[:60]}”.")
    return {
        name: [read_row(name, row, older=older) for row in listed(given[name], name)]
        for name in (table.name for table in parts_of(root))
        if name in given
    }


def told(root: str, given: Any) -> Entry:
    """One line of the history. Raises Bad."""
    if type(given) is not dict or given.keys() - TOLD:
        raise Bad("A line of the history has fields that it cannot have, or is no object.")
    name = given.get("table")
    if name not in travelling():
        raise Bad(f"The history tells of {str(name)[:60]!r}, which no file holds.")
    if given.get("action") not in ACTIONS:
        raise Bad(f"The history knows no action {str(given.get('action'))[:60]!r}.")
    step = step_in(given)
    try:
        of = (reference(name, root) if is_part(name) else named_root(name))(given.get("of"))
        version = None if given.get("version") is None else whole(given["version"])
    except Bad as bad:
        raise Bad(f"In the history of {name}, {str(given.get('of'))[:60]!r} {bad}.") from None
    undoes = None
    if given.get("undoes") is not None:
        if type(given["undoes"]) is not dict or given["undoes"].keys() - STEP:
            raise Bad("A step that the history takes back is no step.")
        undoes = step_in(given["undoes"])
    before, after = (columns_told(root, name, given.get(side)) for side in ("before", "after"))
    return Entry(*step, given["action"], of, version, undoes, before, after)


def named_root(name: str) -> Any:
    return lambda value: Ref(name, words(value), None)


def step_in(given: Mapping[str, Any]) -> tuple[Any, str | None, str | None]:
    try:
        at = moment(given.get("at"))
        actor, verb = (None if given.get(each) is None else words(given[each]) for each in ("by", "verb"))
    except Bad as bad:
        raise Bad(f"A step in the history {bad}.") from None
    return at, actor, verb


def columns_told(root: str, name: str, given: Any) -> dict[str, Any] | None:
    """What stood in a row's columns, with references where the columns refer to rows."""
    if given is None:
        return None
    if type(given) is not dict:
        raise Bad(f"The history of {name} tells no columns.")
    too_deep(given)
    found = dict(given)
    references = table_called(name).references
    for column in found.keys() & (references.keys() | {"id"}):
        if found[column] is not None:
            target = references.get(column, name)
            try:
                found[column] = reference(target, root)(found[column])
            except Bad as bad:
                raise Bad(f"In the history of {name}, {column} {bad}.") from None
    return found


def fit_together(record: Record) -> None:
    """That the parts of a line fit each other. Raises Bad."""
    numbers: dict[str, set[int]] = {}
    for name, rows in record.parts.items():
        if table_called(name).is_numbered:
            numbers[name] = {row["id"] for row in rows}
            if len(numbers[name]) != len(rows):
                raise Bad(f"Two rows of {name} have one number.")
    if record.row is not None:
        references_stand(record, record.table, record.row, numbers)
    for name, rows in record.parts.items():
        for row in rows:
            references_stand(record, name, row, numbers)
        for column in table_called(name).to_itself:
            no_cycle(name, {row["id"]: row[column].number for row in rows if row[column] is not None}, column)
    if record.table == ARTICLES:
        texts = texts_of(record)
        for name, rows in record.parts.items():
            for row in rows:
                stands_in_text(name, row, texts)
        lie_apart(record)
    if record.table == USERS:
        is_a_name(record.key)


def references_stand(record: Record, name: str, row: dict[str, Any], numbers: dict[str, set[int]]) -> None:
    """Rows of this line that a row refers to are there; those of other lines are noted."""
    table = table_called(name)
    for column in table.references:
        ref = row.get(column)
        if ref is None:
            continue
        if ref.key is None:
            if ref.number not in numbers.get(ref.table, ()):
                raise Bad(f"{name}, {column}: the line has no row {ref.number} of {ref.table}.")
        elif ref.table != record.table or ref.key != record.key:
            if ref.table == ARTICLES and not isinstance(table.fate, Join):
                raise Bad(f"{name}, {column} names another article.")
            record.refs.add(ref)
        elif name == record.table:
            raise Bad(f"{name}, {column} names the record itself.")
    leads = [column for column in table.parents if column in row]
    if leads and all(row[column] is None for column in leads):
        raise Bad(f"A row of {name} belongs to nothing.")


def no_cycle(name: str, leads: dict[int, int], column: str) -> None:
    """What leads from row to row ends somewhere."""
    ends: set[int] = set()
    for start in leads:
        seen: list[int] = []
        at = start
        while at in leads and at not in ends:
            if at in seen[-1:] or at in set(seen):
                raise Bad(f"{name}, {column} goes round in a circle, at row {at}.")
            seen.append(at)
            at = leads[at]
        ends.update(seen)


def texts_of(record: Record) -> dict[int, str]:
    """The versions' texts by number in the line: as long as they say, with the hash that they say."""
    texts = {}
    for row in record.parts.get("versions", ()):
        text = row["text"]
        if len(text) != row["length"]:
            raise Bad(f"Version {row['number']} has {len(text)} characters and not {row['length']}.")
        if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
            raise Bad(f"The text of version {row['number']} is not the one that its SHA-256 is of.")
        texts[row["id"]] = text
    assert record.row is not None
    if record.row["current_number"] not in {row["number"] for row in record.parts.get("versions", ())}:
        raise Bad(f"There is no version {record.row['current_number']}, which the article says is its newest.")
    return texts


def stands_in_text(name: str, row: dict[str, Any], texts: dict[int, str]) -> None:
    """What has a start and an end is inside its text, and a quote is the text there. Facts and marks, which name no
    version, are inside the longest."""
    longest = max(map(len, texts.values()), default=0)
    spans = [row] if "start" in row else []
    spans += [mark for mark in row.get("marks") or () if "start" in mark]
    for span in spans:
        start, end = span["start"], span.get("end")
        own = row.get("version_id") if span is row else None
        text = texts[own.number] if own is not None else None
        length = longest if text is None else len(text)
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= length:
            raise Bad(f"{name}: {start}-{end} is no place in a text of {length} characters.")
        if text is None:
            continue
        if row["version_length"] != length:
            raise Bad(f"{name}: the version has {length} characters and not {row['version_length']}.")
        if "quote" in row and text[start:end] != row["quote"]:
            raise Bad(f"{name}: the quote {row['quote'][:60]!r} does not stand at {start}-{end}.")


def lie_apart(record: Record) -> None:
    """Accepted corrections of one version do not overlap: nobody could apply them."""
    by_version: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in record.parts.get("corrections", ()):
        if row["state"] == "accepted":
            by_version[row["version_id"].number].append((row["start"], row["end"]))
    for places in by_version.values():
        places.sort()
        for (_, end), (start, _) in itertools.pairwise(places):
            if start < end:
                raise Bad(f"corrections: two that are accepted overlap at {start}.")


def is_a_name(name: str) -> None:
    try:
        if names.clean(name) != name:
            raise Invalid("It is not written as names are kept here.")
    except Invalid as error:
        raise Bad(f"“{name[:60]}” cannot be the name of a person: {error}") from None
