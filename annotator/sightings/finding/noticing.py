"""Which claims are due: those that the journal says were changed, and those that a change of the gazetteer may have
given another meaning.

The journal is written in the transaction of every change anyway (db/tracking.py): a save pays nothing for its claims'
sightings. How far it was read stands in the database, and moves in the transaction that makes claims due.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final, cast

import sqlalchemy as sa

from ...claims.models import Claim, ClaimAnchor
from ...db import columns_of, db, journal, now, transaction
from ...db.journal import Mark
from ...db.tracking import HistoryEntry, Reference
from ...garbles.models import Garble
from ...gazetteer import changes
from ...gazetteer.mentions import MentionFinder
from ...gazetteer.models import Entity
from ..models import MatchedClaim, MatchingDue, MatchingKey, MatchingMark
from .keyed import NOTHING, naming

ENTRIES: Final = 500  # of the journal, read at once
# History rows of names up to which the claims they touch are looked for; after more (an import) all are due.
MOST_NAMES: Final = 5_000
FEW_NAMES: Final = 12  # looked for by the database; more by reading every wording
SCANNED: Final = 5_000  # wordings read at once
ROWS: Final = 500  # of one statement
JOURNAL, NAMES = "journal", "names"
READ: Final = ("claim", "garble", "article")  # what is read of the journal
_DUE: Final = cast(sa.Table, MatchingDue.__table__)
_ENDS: Final = sa.select(sa.func.coalesce(sa.func.min(Claim.id), 0), sa.func.coalesce(sa.func.max(Claim.id), 0))


# -- how far it was read


def mark_called(name: str) -> dict[str, Any] | None:
    row = db.session.get(MatchingMark, name, populate_existing=True)
    return None if row is None else row.mark


def keep_mark(name: str, mark: dict[str, Any]) -> None:
    """In the running transaction."""
    db.session.merge(MatchingMark(name=name, mark=mark))


def forget_mark(name: str) -> None:
    """In the running transaction."""
    db.session.connection().execute(sa.delete(MatchingMark).where(MatchingMark.name == name))


def journal_mark() -> Mark | None:
    """Where the journal was read to; None when it was not, or cannot be followed from there: it was pruned, or the
    database is another one."""
    kept = mark_called(JOURNAL)
    mark = None if kept is None else Mark(**kept)
    return mark if mark is not None and journal.follows(mark) else None


# -- claims made due


def upsert() -> Any:
    if db.session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert
    else:
        from sqlalchemy.dialects.sqlite import insert  # type: ignore[assignment]
    statement = insert(_DUE)
    excluded = statement.excluded
    # What waits longest for its first finding is urgent when it is changed meanwhile.
    return statement.on_conflict_do_update(
        index_elements=["claim_id"], set_={"urgent": sa.or_(_DUE.c.urgent, excluded.urgent)}
    )


def make_due(idents: Iterable[int], *, urgent: bool = True, at: dt.datetime | None = None) -> None:
    """In the running transaction. One that is due already keeps its place."""
    moment = at or now()
    rows = [{"claim_id": ident, "at": moment, "urgent": urgent} for ident in sorted(set(idents))]
    for start in range(0, len(rows), ROWS):
        db.session.connection().execute(upsert(), rows[start : start + ROWS])


def forget_all() -> None:
    """Have every claim looked at anew, also those that are as they were, in the running transaction: when the rules of
    the score have changed."""
    connection = db.session.connection()
    for model in (MatchingMark, MatchedClaim, MatchingKey):
        connection.execute(sa.delete(model))


def make_all_due(*, anew: bool = False, step: int = 20_000) -> None:
    """Every claim, each at its turn: a desk's first filling, or when what changed cannot be told; `anew`: also those
    that are as they were. In transactions of their own, none so long that a writer would notice."""
    first, last = columns_of(_ENDS).one()
    db.session.rollback()
    insert = sa.text(
        "INSERT INTO matching_due (claim_id, at, urgent) SELECT id, :at, :urgent FROM claims"
        " WHERE id >= :low AND id < :high ON CONFLICT (claim_id) DO NOTHING"
    ).bindparams(sa.bindparam("at", type_=_DUE.c.at.type), sa.bindparam("urgent", type_=sa.Boolean()))
    for low in range(first, last + 1, step):
        with transaction(by=None):
            db.session.connection().execute(insert, {"at": now(), "urgent": False, "low": low, "high": low + step})
            if anew:
                here = sa.and_(MatchedClaim.claim_id >= low, MatchedClaim.claim_id < low + step)
                db.session.connection().execute(sa.update(MatchedClaim).where(here).values(signature=NOTHING))


def no_more_due(idents: Sequence[int]) -> None:
    if idents:
        db.session.connection().execute(sa.delete(_DUE).where(_DUE.c.claim_id.in_(idents)))


# -- what the journal tells


def claims_of(references: Sequence[Reference]) -> set[int]:
    """The claims that the changes of these objects may have given other words, facts, or another meaning."""
    wanted: dict[str, list[int]] = {kind: [] for kind in READ}
    for kind, ident in references:
        if kind in wanted:
            wanted[kind].append(ident)
    found = set(wanted["claim"])
    for idents in parts(wanted["article"]):
        found.update(columns_of(sa.select(Claim.id).where(Claim.article_id.in_(idents))).scalars())
    overlap = sa.and_(
        ClaimAnchor.version_id == Garble.version_id, ClaimAnchor.start < Garble.end, Garble.start < ClaimAnchor.end
    )
    over = sa.select(ClaimAnchor.claim_id).join(Garble, overlap)
    for idents in parts(wanted["garble"]):
        found.update(columns_of(over.where(Garble.id.in_(idents))).scalars())
    return found


def parts(idents: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(idents), ROWS):
        yield idents[start : start + ROWS]


# -- what the gazetteer tells


def claims_named_anew(seen: int) -> tuple[int, set[int] | None]:
    """The newest history row of names by now, and the claims that changes of names after row `seen` touch: those that
    named one of the changed entities, and those in whose wording one of the names stands that came or went. None: so
    many that all claims are due."""
    newest, idents = changes.since(db.session, seen, most=MOST_NAMES)
    if idents is None:
        return newest, None
    if not idents:
        return newest, set()
    keys = set(db.session.scalars(sa.select(Entity.key).where(Entity.id.in_(idents))))
    return newest, naming(keys) | saying(names_changed(seen, newest))


def names_changed(seen: int, newest: int) -> set[str]:
    """The names in the history of entities and their other names, before and after, from one row to another."""
    statement = sa.select(HistoryEntry.before, HistoryEntry.after).where(
        HistoryEntry.id > seen, HistoryEntry.id <= newest, HistoryEntry.object_type.in_(changes.TRACKED)
    )
    return {
        name
        for row in columns_of(statement)
        for values in (row.before, row.after)
        for column in ("name", "native_name")
        if (name := (values or {}).get(column))
    }


def saying(names: Collection[str]) -> set[int]:
    """The claims in whose wording one of these names stands."""
    if not names:
        return set()
    finder = MentionFinder()
    for name in names:
        finder.add(name, 0)
    patterns = [pattern_of(name) for name in names]
    statement = sa.select(Claim.id, Claim.wording)
    if len(patterns) <= FEW_NAMES and all(patterns):
        where = sa.or_(*(Claim.wording.ilike(str(pattern)) for pattern in patterns))
        return {row.id for row in columns_of(statement.where(where)) if finder.find(row.wording)}
    found, last = set[int](), 0
    while True:
        rows = columns_of(statement.where(Claim.id > last).order_by(Claim.id).limit(SCANNED)).all()
        if not rows:
            return found
        found.update(row.id for row in rows if finder.find(row.wording))
        last = rows[-1].id


def pattern_of(name: str) -> str | None:
    """A pattern that every spelling of a name fits which the finder would take for it; None where it says too
    little."""
    plain = re.findall(r"[A-Za-z0-9]+", name)
    return "%" + "%".join(plain) + "%" if sum(map(len, plain)) >= 4 else None


def keep_journal_mark(mark: Mark) -> None:
    keep_mark(JOURNAL, asdict(mark))
