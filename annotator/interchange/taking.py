"""In: a file is looked through (`plan`), or taken in (`carry_out`): line by line, each in whole or not at all."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from itertools import count, groupby
from pathlib import Path
from typing import Any, BinaryIO, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from ..accounts.models import Role, User
from ..accounts.policy import may
from ..db import db, transaction
from ..errors import NotAllowed, WirecheckError
from ..gazetteer.service import one_at_a_time
from .checking import Record, checked, named_in
from .desk import Desk, uid_tables
from .fates import ARTICLES, FATES, USERS, Join, table_called
from .joining import Joining
from .joins import CLAIMS
from .parsing import Bad, lines, parsed
from .placing import Placed, Placing
from .reading import Unit
from .report import Report
from .scanning import scanned
from .scratch import Scratch, reason
from .storing import Storing
from .writing import Progress, snapshot

AT_ONCE: Final = 50  # lines at a time: whoever saves meanwhile waits for one of these, a tenth of a second or two
VERB: Final = "import"
Given = tuple[int, int, str]  # a line's number, its place in the file, its table


def plan(path: Path, *, by: User | None, progress: Progress | None = None) -> Report:
    """What `carry_out` would do with a file; nothing is written. Raises as that does."""
    return Looking(path, by, progress).through()


def carry_out(path: Path, *, by: User | None, progress: Progress | None = None) -> Report:
    """Take in a file of the desk's own form; gives what became of it. Opens its own transactions.

    What articles share comes first, in one transaction, then they, fifty at a time. A record is taken in whole or not
    at all; a line that is refused leaves the others. Who repeats an import that was broken off ends where it would have
    ended. `progress` hears how many of how many lines are done.

    Raises Invalid for what is no such file, or of a newer program; NotAllowed for everybody but administrators (None:
    the program itself): it brings judgements and a history under other people's names.
    """
    return Taking(path, by, progress).through()


class Reading(ABC):
    """One file, gone through line by line."""

    def __init__(self, path: Path, by: User | None, progress: Progress | None) -> None:
        if by is not None and not may(by, "administer"):
            raise NotAllowed("An import brings a history under other people's names: it is for administrators.")
        self.path = path
        self.by = by
        self.progress = progress or (lambda done, total: None)
        self.report = Report()
        self.done = 0

    def through(self) -> Report:
        with opened(self.path) as file:
            self.file = file
            self.scan = scanned(file)
            self.report.lines = self.scan.number_of_lines
            for refused in self.scan.refused:
                self.report.refuse(*refused)
            self.done = len(self.scan.refused)
            self.take_all()
        self.report.refused.sort(key=lambda each: each.line)
        return self.report

    @abstractmethod
    def take_all(self) -> None: ...

    @abstractmethod
    def keep(self, desk: Desk, table: str, placed: list[Placed]) -> list[Placed]:
        """Do with what the records add what is to be done; gives those of which it could be done."""

    def take_shared(self, desk: Desk) -> None:
        """People first: all else names them."""
        for people in (True, False):
            some = [each for each in self.scan.shared if (each.table == USERS) == people]
            desk.promise(some)
            for _, group in groupby(some, key=lambda each: each.table):
                given = [(each.line, each.place, each.table) for each in group]
                for at in range(0, len(given), AT_ONCE):
                    self.take(desk, given[at : at + AT_ONCE])

    def articles(self) -> Iterator[list[Given]]:
        number = len(self.scan.lines)
        for at in range(0, number, AT_ONCE):
            some = range(at, min(at + AT_ONCE, number))
            yield [(self.scan.lines[each], self.scan.places[each], ARTICLES) for each in some]

    def take(self, desk: Desk, given: Sequence[Given]) -> None:
        """Take some lines of one table."""
        table = given[0][2]
        records = list(self.records(given))
        kept = self.keep(desk, table, list(self.placed(desk, table, records)))
        for each in kept:
            self.count(each)
            if table == ARTICLES:
                self.note_joined(desk, each)
            else:
                for name, numbers in each.ids.items():
                    places = (((each.record.key, number), ident) for number, ident in numbers.items())
                    desk.parts[name].update(places)
        if table != ARTICLES:
            well = {each.record.line for each in kept}
            wrong = {line for line, _, _ in given} - well
            desk.refused.update((each.table, each.key) for each in self.scan.shared if each.line in wrong)
        self.done += len(given)
        self.progress(self.done, self.report.lines)

    def note_joined(self, desk: Desk, placed: Placed) -> None:
        """Keep the numbers of what a later line joins."""
        wanted, record = self.scan.joined, placed.record
        if record.key in wanted[ARTICLES]:
            desk.roots[ARTICLES][record.key] = placed.ident
        numbers = placed.ids.get(CLAIMS, {})
        for row in record.parts.get(CLAIMS, ()):
            if row["uid"] in wanted[CLAIMS] and row["id"] in numbers:
                desk.roots[CLAIMS][row["uid"]] = numbers[row["id"]]

    def joins(self) -> Iterator[list[Given]]:
        for _, group in groupby(self.scan.joins, key=lambda each: each[2]):
            some = list(group)
            for at in range(0, len(some), AT_ONCE):
                yield some[at : at + AT_ONCE]

    def join(self, joining: Joining, given: Sequence[Given]) -> None:
        """Take what joins articles, one by one: the next may join the same things."""
        for record in self.records(given):
            try:
                with self.by_itself():
                    found = joining.join(record)
            except Bad as bad:
                self.report.refuse(record.line, record.what, str(bad))
                continue
            except sa.exc.DBAPIError as error:
                self.report.refuse(record.line, record.what, why_refused(record, error))
                continue
            counts = {"new": self.report.new, "merged": self.report.merged, "same": self.report.same}
            counts[found.what][record.table] += 1
            self.report.added.update(found.added)
            for conflict in found.conflicts:
                self.report.conflict(conflict)
        self.done += len(given)
        self.progress(self.done, self.report.lines)

    @abstractmethod
    def by_itself(self) -> AbstractContextManager[Any]:
        """What is written within is written in whole, or not at all."""

    def records(self, given: Sequence[Given]) -> Iterator[Record]:
        """The records of some lines, without those that are refused."""
        for number, place, _ in given:
            self.file.seek(place)
            _, _, line = next(lines(self.file))
            found: object = None
            try:
                found = value = parsed(line)
                record = checked(number, value, older=self.scan.older)
                self.try_out(record)
                yield record
            except Bad as bad:
                self.report.refuse(number, named_in(found), str(bad))

    @abstractmethod
    def try_out(self, record: Record) -> None:
        """What else is asked of a record by itself. Raises Bad."""

    def placed(self, desk: Desk, table: str, records: list[Record]) -> Iterator[Placed]:
        ids = desk.roots[table]
        if table == ARTICLES:
            ids = {key: ident for ident, key in desk.rows_with(table_called(table).table, "uid", keys_of(records))}
        here = desk.units(table, {ids[each.key] for each in records if desk.has(each.table, each.key, ids)})
        taken: dict[str, set[str]] = {}
        for name in uid_tables() if table == ARTICLES else ():
            taken[name] = desk.taken(name, [row["uid"] for each in records for row in each.parts.get(name, ())])
        for record in records:
            try:
                found = self.place(desk, record, ids, here, taken)
            except Bad as bad:
                desk.refused.add((table, record.key))
                self.report.refuse(record.line, record.what, str(bad))
                continue
            desk.promised.discard((table, record.key))  # the next one may name it
            yield found

    def place(
        self, desk: Desk, record: Record, ids: dict[str, int], here: dict[int, Unit], taken: dict[str, set[str]]
    ) -> Placed:
        for ref in record.refs:
            desk.stands(ref)
        table, key = record.table, record.key
        ident = ids.get(key)
        if record.row is None and (table, key) not in desk.unheard:
            return Placed(record, ident or 0, is_new=False)
        if table == USERS and ident is None:
            other = desk.looks_like(key)
            if other is not None:
                raise Bad(f"A reader would take the name for that of “{other}”, who is here or in the file.")
            return Placed(record, 0, is_new=True, rows={USERS: [{}]})
        if ident is None:
            ident = desk.take(table, 1)[0]
        placing = Placing(record, ident, desk, taken)
        unit = here.get(ident)
        return placing.as_new() if unit is None else placing.into(unit)

    def count(self, placed: Placed) -> None:
        table = placed.record.table
        if placed.record.row is not None:
            if placed.is_new:
                self.report.new[table] += 1
            else:
                (self.report.merged if placed.number else self.report.same)[table] += 1
        for name, rows in placed.rows.items():
            self.report.added[name] += len(rows)
        for conflict in placed.conflicts:
            self.report.conflict(conflict)


class Looking(Reading):
    """Only looks: on connections that write nothing, with numbers that no row can have."""

    def take_all(self) -> None:
        numbers = count(-1, -1)

        def take(_table: str, how_many: int) -> list[int]:
            return [next(numbers) for _ in range(how_many)]

        with closing(Scratch()) as self.scratch:
            with snapshot() as self.connection:
                desk = Desk(lambda: self.connection, take)
                self.take_shared(desk)
            for given in self.articles():
                with snapshot() as self.connection:
                    self.take(desk, given)
            joining = Joining(desk, take, writing=False)
            for given in self.joins():
                with snapshot() as self.connection:
                    self.join(joining, given)

    def try_out(self, record: Record) -> None:
        self.scratch.try_out(record)

    def by_itself(self) -> AbstractContextManager[Any]:
        return nullcontext()

    def keep(self, desk: Desk, table: str, placed: list[Placed]) -> list[Placed]:
        if table == USERS:
            for each in placed:
                desk.roots[USERS].setdefault(each.record.key, desk.take(USERS, 1)[0])
        return placed


class Taking(Reading):
    """Takes in."""

    def take_all(self) -> None:
        self.storing = Storing(self.scan)
        desk = Desk(db.session.connection, self.storing.take)
        with self.writing():
            one_at_a_time()
            self.storing.begin(self.path)
            self.take_shared(desk)
        for given in self.articles():
            with self.writing():
                self.take(desk, given)
        if self.scan.joins:
            joining = Joining(desk, self.storing.take, writing=True)
            with closing(Scratch()) as self.scratch:
                for given in self.joins():
                    with self.writing():
                        self.join(joining, given)

    def by_itself(self) -> AbstractContextManager[Any]:
        return db.session.begin_nested()

    @contextmanager
    def writing(self) -> Iterator[None]:
        with transaction(by=self.by, verb=VERB):
            self.storing.new_transaction()
            yield

    def try_out(self, record: Record) -> None:
        if isinstance(FATES[record.table], Join):
            self.scratch.try_out(record)
        else:
            self.storing.number(record)

    def keep(self, desk: Desk, table: str, placed: list[Placed]) -> list[Placed]:
        if table == USERS:
            for each in placed:
                if each.is_new:
                    desk.roots[USERS][each.record.key] = make_person(db.session, each.record)
            return placed
        refused = set()
        for each, error in self.storing.store(desk, placed):
            refused.add(each.record.line)
            self.report.refuse(each.record.line, each.record.what, why_refused(each.record, error))
        return [each for each in placed if each.record.line not in refused]


def why_refused(record: Record, error: sa.exc.DBAPIError) -> str:
    """Which row it was: the database was given many at once."""
    with closing(Scratch()) as scratch:
        try:
            scratch.try_out(record)
        except Bad as bad:
            return str(bad)
    return f"It breaks a rule of the desk: {reason(error)}."


def make_person(session: Session, record: Record) -> int:
    """An account that nobody can log in to: without password and address, like those of sample reviewers."""
    row = record.row or {}
    role = session.scalars(sa.select(Role).where(Role.name == row["role_id"].key)).one()
    user = User(name=record.key, email=None, password=None, active=row["active"], role=role)
    session.add(user)
    session.flush()
    return int(user.id)


def keys_of(records: Sequence[Record]) -> list[str]:
    return [record.key for record in records]


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    try:
        file = path.open("rb")
    except OSError as error:
        raise WirecheckError(f"{path} cannot be read: {error.strerror}.") from error
    with file:
        yield file
