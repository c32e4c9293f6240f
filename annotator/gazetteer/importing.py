"""Taking a gazetteer file in: entities by their ids, what is good of it, with a report on the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from ..accounts.models import User
from ..db import db, transaction
from ..errors import Invalid
from .files import Line
from .models import Alias, Entity
from .queries import directory
from .records import BadLine, EntityRecord, unseen
from .service import one_at_a_time

BATCH: Final = 500
VERB: Final = "import names"
# Of each kind of message so many are kept: a file of the wrong shape has one a line.
MOST_TOLD: Final = 200


@dataclass(slots=True)
class Outcome:
    """What came of a file, or would come of it. `bad` and `notes` are (line, words); `more` counts those beyond."""

    file: str = ""
    added: int = 0
    changed: int = 0
    same: int = 0
    bad: list[tuple[int, str]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    more_bad: int = 0
    more_notes: int = 0
    examples: list[dict[str, str]] = field(default_factory=list)  # the first that are added or changed

    @property
    def left_out(self) -> int:
        return len(self.bad) + self.more_bad

    def refuse(self, number: int, reason: str) -> None:
        if len(self.bad) < MOST_TOLD:
            self.bad.append((number, reason))
        else:
            self.more_bad += 1

    def note(self, number: int, words: str) -> None:
        if len(self.notes) < MOST_TOLD:
            self.notes.append((number, words))
        else:
            self.more_notes += 1

    def show(self, record: EntityRecord, what: str) -> None:
        if len(self.examples) < 50:
            self.examples.append({"name": record.name, "native": record.native_name or "", "kind": record.kind,
                                  "what": what})  # fmt: skip

    def summary(self) -> str:
        """One line: "12 added, 3 changed, 1 as before, 2 left out"."""
        words = [f"{self.added:,} added", f"{self.changed:,} changed"]
        words += [f"{self.same:,} as before"] * bool(self.same) + [f"{self.left_out:,} left out"] * bool(self.left_out)
        return ", ".join(words)

    def lines(self) -> list[str]:
        """As a terminal shows it: what needs a look first, the sum at the end."""
        found = [f"left out: {self.file}, line {number}: {reason}" for number, reason in self.bad]
        found += [f"left out: and {self.more_bad:,} more lines"] * bool(self.more_bad)
        found += [f"note: {self.file}, line {number}: {words}" for number, words in self.notes]
        found += [f"note: and {self.more_notes:,} more"] * bool(self.more_notes)
        return [*found, f"{self.summary()}."]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Outcome:
        lists = {name: [(number, words) for number, words in kept[name]] for name in ("bad", "notes")}
        return cls(**{**kept, **lists})


def load_records(records: Iterable[EntityRecord], *, by: User | None) -> tuple[int, int]:
    """Inside a transaction: put entities into the gazetteer; returns (added, changed). Signposts are passed over."""
    outcome = Outcome()
    lines = ((number, record) for number, record in enumerate(records, 1))
    for _ in _take_in(lines, outcome, dry=False, alone=nullcontext):
        pass
    return outcome.added, outcome.changed


def take_in(
    lines: Iterable[Line],
    file: str,
    *,
    by: User | None,
    dry: bool = False,
    progress: Callable[[int], None] = lambda done: None,
) -> Outcome:
    """Take a file in, `BATCH` entities a transaction, so that others may write meanwhile; broken off, it is done again.

    An entity with the same id takes what the record says; what it does not say stays, and of its other names none is
    taken away. `dry` writes nothing and tells what would be. `progress` hears how many lines are done.
    """
    outcome = Outcome(file)
    who = None if by is None else _Somebody(by.id)  # the person's row is let go of with the others

    @contextmanager
    def alone() -> Iterator[None]:
        with nullcontext() if dry else transaction(by=who, verb=VERB):
            yield
        db.session.expunge_all()  # what was written is not looked at again

    for done in _take_in(lines, outcome, dry=dry, alone=alone):
        progress(done)
    return outcome


def _take_in(
    lines: Iterable[Line], outcome: Outcome, *, dry: bool, alone: Callable[[], AbstractContextManager[None]]
) -> Iterator[int]:
    waiting = iter(lines)
    posts: list[tuple[int, EntityRecord]] = []
    owners = _Owners()
    done = 0
    while batch := list(islice(waiting, BATCH)):
        good: list[tuple[int, EntityRecord]] = []
        for number, read in batch:
            if isinstance(read, BadLine):
                outcome.refuse(number, read.reason)
            elif read.merged_into:
                posts.append((number, read))
            else:
                good.append((number, read))
                for name in unseen(read):
                    outcome.note(number, f"“{name}” of {read.id} holds zero-width or bidi marks: kept as they are, "
                                 "passed over when names are compared.")  # fmt: skip
                owners.note_shared(number, read, outcome)
        if good:
            with alone():
                _take_batch(good, outcome, dry=dry)
        done += len(batch)
        yield done
    if posts:
        with alone():
            _set_up_posts(posts, outcome, dry=dry)


def _take_batch(batch: list[tuple[int, EntityRecord]], outcome: Outcome, *, dry: bool) -> None:
    if not dry:
        one_at_a_time()
    statement = sa.select(Entity).where(Entity.key.in_([record.id for _, record in batch]))
    there = {entity.key: entity for entity in db.session.scalars(statement.options(selectinload(Entity.aliases)))}
    for number, record in batch:
        entity = there.get(record.id)
        if entity is not None and entity.merged_into_id is not None:
            outcome.note(number, f"{record.id} was merged into {entity.survivor.name}: its names go there.")
            entity, fields = entity.survivor, {}
        else:
            fields = _given(record)
        known = {(alias.name, alias.scope, alias.within) for alias in entity.aliases} if entity else set()
        aliases = _new_aliases(number, record, known, outcome)
        if entity is None:
            outcome.added += 1
            outcome.show(record, "added")
            if not dry:
                there[record.id] = entity = Entity(key=record.id, **_whole(record))
                entity.aliases = aliases
                db.session.add(entity)
            continue
        changed = {name: value for name, value in fields.items() if getattr(entity, name) != value}
        if "identifiers" in changed and {**entity.identifiers, **changed["identifiers"]} == entity.identifiers:
            del changed["identifiers"]
        if not changed and not aliases:
            outcome.same += 1
            continue
        outcome.changed += 1
        what = [name.replace("_", " ") for name in changed] + [f"{len(aliases)} more names"] * bool(aliases)
        outcome.show(record, ", ".join(what))
        if not dry:
            for name, value in changed.items():
                setattr(entity, name, {**entity.identifiers, **value} if name == "identifiers" else value)
            entity.aliases.extend(aliases)
    if not dry:
        db.session.flush()


def _whole(record: EntityRecord) -> dict[str, Any]:
    return {
        "name": record.name,
        "kind": record.kind,
        "native_name": record.native_name,
        "description": record.description,
        "context": list(record.context),
        "identifiers": dict(record.identifiers),
    }


def _given(record: EntityRecord) -> dict[str, Any]:
    """What a record says: what it leaves empty stays as it stands."""
    fields = {name: value for name, value in _whole(record).items() if value}
    if fields["kind"] == "other":
        del fields["kind"]
    return fields


def _new_aliases(number: int, record: EntityRecord, known: set[tuple[str, str, str]], outcome: Outcome) -> list[Alias]:
    found = []
    for alias in record.aliases:
        if (alias.scope == "everywhere") != (alias.within == ""):
            outcome.note(number, f"“{alias.name}” of {record.id} is passed over: it does not say where it holds.")
            continue
        key = (alias.name, alias.scope, alias.within)
        if key not in known:
            known.add(key)
            found.append(
                Alias(name=alias.name, kind=alias.kind, language=alias.language, scope=alias.scope,
                      within=alias.within, note=alias.note)
            )  # fmt: skip
    return found


@dataclass
class _Somebody:
    id: int


class _Owners:
    """Whose a name is: in the file, and on the desk before it."""

    def __init__(self) -> None:
        self._directory = directory() if len(db.session.scalars(sa.select(Entity.id).limit(1)).all()) else None
        self._in_file: dict[str, str] = {}

    def note_shared(self, number: int, record: EntityRecord, outcome: Outcome) -> None:
        """Two entities may share a name; that is worth a look, for it is taken for either."""
        for name in dict.fromkeys(record.names()):
            other = self._in_file.setdefault(name, record.id)
            if other != record.id:
                outcome.note(number, f"“{name}” is a name of both {other} and {record.id}: taken in for both.")
        if self._directory is None:
            return
        for name in dict.fromkeys(record.names()):
            others = self._directory.keys_named(name) - {record.id}
            if others and self._in_file[name] == record.id:
                outcome.note(
                    number, f"“{name}” of {record.id} is a name of {sorted(others)[0]} too: taken in for both."
                )


def _set_up_posts(posts: list[tuple[int, EntityRecord]], outcome: Outcome, *, dry: bool) -> None:
    """Entities that a file says were merged: signposts to those that took them in, made when all others are there."""
    if not dry:
        one_at_a_time()
    wanted = {record.id: record.merged_into for _, record in posts}
    keys = wanted.keys() | set(wanted.values())
    there: dict[str, Entity] = {}
    for start in range(0, len(keys), BATCH):
        part = sorted(keys)[start : start + BATCH]
        there |= {entity.key: entity for entity in db.session.scalars(sa.select(Entity).where(Entity.key.in_(part)))}
    for number, record in posts:
        try:
            _lead(record, wanted, there, outcome, dry=dry)
        except Invalid as error:
            outcome.refuse(number, str(error))
    if not dry:
        db.session.flush()


def _lead(
    record: EntityRecord, wanted: Mapping[str, str], there: dict[str, Entity], outcome: Outcome, *, dry: bool
) -> None:
    way = [record.id]
    while (following := wanted.get(way[-1])) is not None and following not in way:
        way.append(following)
    if following is not None:
        raise Invalid(f"the merges lead in a circle: {' → '.join([*way, following])}.", "merged_into")
    target = there.get(way[-1])
    if target is None:
        raise Invalid(f"it was merged into {way[-1]!r}, which is neither in the file nor on the desk.", "merged_into")
    entity = there.get(record.id)
    if target.survivor is entity:
        raise Invalid(f"{target.key} was merged into {record.id} on the desk: that would be a circle.", "merged_into")
    target = target.survivor
    if entity is not None and entity.survivor is target:
        outcome.same += 1
        return
    if entity is not None and entity.aliases:
        raise Invalid(f"{record.id} is in use on the desk. Merge it there, on its page.", "merged_into")
    outcome.added, outcome.changed = outcome.added + (entity is None), outcome.changed + (entity is not None)
    if not dry:
        if entity is None:
            there[record.id] = entity = Entity(key=record.id, aliases=[], **_whole(record))
            db.session.add(entity)
        entity.merged_into = target
