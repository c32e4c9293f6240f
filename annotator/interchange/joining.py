"""What people joined articles by, taken in: a decision takes the place of a suggestion, and of no other decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from ..db import db
from ..db.tracking import Reference, journal
from .checking import Record
from .desk import Desk
from .fates import ARTICLES, models, table_called
from .joins import CLAIMS, EITHER_WAY, SIDES, VERSION
from .parsing import Bad
from .report import Conflict
from .values import Ref

MEMBERS: Final = "matter_claims"
# What a decision is, by table; by the first of them two decisions are told apart.
DECISION: Final = {
    "sightings": ("state", "decided_by_id", "decided_at"),
    "relays": ("state", "decided_by_id", "decided_at"),
    "disagreements": ("reading", "state", "note", "decided_by_id", "decided_at"),
}


@dataclass
class Joined:
    """What became of a record: "new", "merged" or "same"; rows that it added, by table."""

    what: str
    added: dict[str, int] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)


class Joining:
    """Takes them in one after the other, in whatever transaction is running. `writing`: else it only looks."""

    def __init__(self, desk: Desk, take: Callable[[str, int], list[int]], *, writing: bool) -> None:
        self.desk = desk
        self.take = take
        self.writing = writing
        self.claimed: dict[int, str] = {}  # claims that matters of this file have taken, with the matter's uid

    def join(self, record: Record) -> Joined:
        """Raises Bad where it cannot be taken."""
        for ref in record.refs:
            self.desk.stands(ref)
        return self.matter(record) if record.table == "matters" else self.pair(record)

    def values(self, row: dict[str, Any]) -> dict[str, Any]:
        return {name: self.desk.ident(value) if type(value) is Ref else value for name, value in row.items()}

    def row_with(self, table: str, **columns: Any) -> Any:
        there = table_called(table).table
        where = (there.c[name] == value for name, value in columns.items())
        return self.desk.connect().execute(sa.select(*there.c).where(*where)).one_or_none()

    def insert(self, table: str, row: dict[str, Any]) -> int:
        ident = self.take(table, 1)[0]
        if self.writing:
            self.desk.connect().execute(sa.insert(table_called(table).table), {**row, "id": ident})
        return ident

    def conflict(self, record: Record, table: str, column: str, ours: Any, theirs: Any) -> Conflict:
        return Conflict(record.line, table, record.key, column, ours, theirs)

    # -- a decision on two things

    def pair(self, record: Record) -> Joined:
        name, row = record.table, self.values(record.row or {})
        one, other = SIDES[name][0]
        if name in EITHER_WAY and row[one] == row[other]:
            raise Bad(f"{name}: it joins a thing with itself.")
        if row[one] > row[other]:
            for left, right in SIDES[name]:
                row[left], row[right] = row[right], row[left]
        found = {each: row[each] for each in ({one, other} | ({"signature"} if name == "disagreements" else set()))}
        here, known = self.row_with(name, **found), self.row_with(name, uid=record.key)
        if known is not None and (here is None or here.id != known.id):
            raise Bad(f"{name} {record.key} joins other things on this desk.")
        if here is None:
            if name == "disagreements":
                self.set_versions(row)
            self.insert(name, row)
            self.tell(name, row)
            return Joined("new", {name: 1})
        decision = DECISION[name]
        ours, theirs = getattr(here, decision[0]), row[decision[0]]
        if ours in {None, "suggested"} and theirs is not None:
            self.decide(name, here, {column: row[column] for column in decision})
            return Joined("merged")
        if theirs in {ours, None}:
            return Joined("same")
        return Joined("same", conflicts=[self.conflict(record, name, decision[0], ours, theirs)])

    def decide(self, name: str, here: Any, decision: dict[str, Any]) -> None:
        """Through the session: that the import decided it is told in this desk's history."""
        if not self.writing:
            return
        row = db.session.get_one(models()[name], here.id, populate_existing=True)
        for column, value in decision.items():
            setattr(row, column, value)
        db.session.flush()

    def tell(self, name: str, row: Any) -> None:
        """Word to who keeps in mind which articles have an open contradiction."""
        if self.writing and name == "disagreements":
            journal(db.session, [("gate", row[each]) for each in SIDES[name][0]])

    def set_versions(self, row: dict[str, Any]) -> None:
        """Both sides are of the newest version of their article, as they are whenever they are found."""
        if not self.writing:
            return
        articles, versions = table_called(ARTICLES).table, table_called("versions").table
        for article, side in zip(SIDES["disagreements"][0], SIDES["disagreements"][2], strict=True):
            newest = sa.and_(versions.c.article_id == articles.c.id, versions.c.number == articles.c.current_number)
            found = sa.select(versions.c.id).join(articles, newest).where(articles.c.id == row[article])
            row[side] = {VERSION: self.desk.connect().scalar(found), **row[side]}

    # -- a matter

    def matter(self, record: Record) -> Joined:
        row, members = record.row or {}, [self.values(each) for each in record.parts.get(MEMBERS, ())]
        here = self.survivor(self.row_with("matters", uid=record.key))
        found = Joined("new" if here is None else "same")
        missing = [each for each in members if self.is_free(each["claim_id"], here, record, found)]
        if here is None and len(missing) < 2:
            found.what = "same"
            return found
        if here is None:
            ident = self.insert("matters", self.values(row))
            found.added["matters"] = 1
        else:
            ident = here.id
            found.what = "merged" if missing else "same"
            # One that took the file's in has words of its own.
            for column in ("title", "note") if here.uid == record.key else ():
                if getattr(here, column) != row[column]:
                    ours, theirs = getattr(here, column), row[column]
                    found.conflicts.append(self.conflict(record, "matters", column, ours, theirs))
        for each in missing:
            self.insert(MEMBERS, {**each, "matter_id": ident})
            self.claimed[each["claim_id"]] = record.key
            if self.writing:
                references: list[Reference] = [("claim", each["claim_id"])]
                journal(db.session, references)
        if missing:
            found.added[MEMBERS] = len(missing)
        return found

    def survivor(self, here: Any) -> Any:
        """Of a matter that was merged on this desk the one that took it in."""
        while here is not None and here.continued_in_id is not None:
            here = self.row_with("matters", id=here.continued_in_id)
        return here

    def is_free(self, claim: int, here: Any, record: Record, found: Joined) -> bool:
        """Whether a claim is of no matter yet; of another than this one it stays, and that is told."""
        taken = self.taken_by(claim)
        if taken is not None and taken not in {here.id if here is not None else None, record.key}:
            what = "not taken: the claim is of another matter here"
            found.conflicts.append(self.conflict(record, MEMBERS, "", taken, what))
        return taken is None

    def taken_by(self, claim: int) -> int | str | None:
        """The matter that a claim is of: its number here, or the uid of one that this file brought."""
        if claim in self.claimed:
            return self.claimed[claim]
        row = self.row_with(MEMBERS, claim_id=claim)
        return None if row is None else int(row.matter_id)


def named(record: Record) -> dict[str, set[str]]:
    """The claims and articles that a record joins, by table: their uids."""
    found: dict[str, set[str]] = {CLAIMS: set(), ARTICLES: set()}
    for ref in record.refs:
        if ref.table in found and ref.key is not None:
            found[ref.table].add(ref.key)
    return found
