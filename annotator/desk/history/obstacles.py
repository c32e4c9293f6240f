"""What may stand in the way of undoing a step: what others have built on it since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from ...accounts.models import User
from ...articles.models import Article, Version
from ...claims.models import Claim, Fact
from ...corrections.models import Correction
from ...db import Model, db
from ...db.tracking import HistoryEntry
from ...errors import Invalid
from ...garbles.models import Garble
from .approvals import without_lapsed
from .rows import FOLLOWING, JUDGED, LINKED, MODELS, NAMES, OWNED, SHARED, Row, called, is_read, told
from .steps import UNSAID, Net, Step


class Turned:
    """The turned step: from `was` (as the step left it, None: no row) to `became` (as it was before)."""

    def __init__(self, article: Article, step: Step, rows: Sequence[Net], by: User) -> None:
        self.article, self.step, self.by = article, step, by
        rows = [row for row in rows if not is_read(row)]
        self.going = {(row.table, row.ident) for row in rows if row.became is None}
        self.there = self.load(rows)
        self.rows = rows
        self.rows = without_lapsed([row for row in rows if not self.stays(row)], self.there, article, step)

    def load(self, rows: Sequence[Net]) -> dict[tuple[str, int], Row]:
        """The rows as they stand, by table and number."""
        wanted: dict[str, list[int]] = defaultdict(list)
        for row in rows:
            wanted[row.table].append(row.ident)
        found: dict[tuple[str, int], Row] = {}
        for table, idents in wanted.items():
            model: Any = MODELS[table]
            for start in range(0, len(idents), 500):
                some = sa.select(model).where(model.id.in_(idents[start : start + 500]))
                found |= {(table, each.id): each for each in db.session.scalars(some)}
        for row in rows:
            missing = row.table == "claim_facts" and (row.table, row.ident) not in found
            if missing and row.was is not None and (fact := self.same_fact(row)) is not None:
                found[row.table, row.ident] = fact
        return found

    def same_fact(self, row: Net) -> Fact | None:
        """Facts by rule come and go with every reading of their claim: the one on the same words is meant."""
        same = [getattr(Fact, name) == row.known.get(name) for name in ("claim_id", "kind", "start", "end")]
        return db.session.scalars(sa.select(Fact).where(*same).order_by(Fact.id)).first()

    def stays(self, row: Net) -> bool:
        """Whether what the step made is shared, and something that the step did not make leans on it or changed it."""
        if row.table not in SHARED or row.became is not None:
            return False
        live = self.there.get((row.table, row.ident))
        return live is None or bool(self.unlike(live, row.was or {})) or bool(self.leaning(row, live))

    def unlike(self, live: Row, left: dict[str, Any]) -> list[str]:
        """The columns that are not as the step left them."""
        return [
            name
            for name, value in left.items()
            if name not in UNSAID | FOLLOWING and hasattr(live, name) and told(live, name) != value
        ]

    def require_as_left(self, row: Net) -> None:
        live = self.there.get((row.table, row.ident))
        if row.was is None:
            if live is not None:
                raise Invalid(f"There is another {NAMES[row.table]} in its place by now. Nothing was changed.")
            return
        if live is None:
            raise Invalid(f"{self.who(row)} taken {self.called(row)} away since. Nothing was changed.")
        unlike = self.unlike(live, row.was)
        if unlike:
            what = ", ".join(name.removesuffix("_id").replace("_", " ") for name in unlike[:3])
            raise Invalid(f"{self.who(row)} changed {self.called(row)} since ({what}). Nothing was changed.")

    def who(self, row: Net) -> str:
        """Who touched this row after the step, as the beginning of a sentence: "Lina has"."""
        after = (
            sa.select(HistoryEntry.actor_id)
            .where(
                HistoryEntry.object_type == row.table,
                HistoryEntry.object_id == row.ident,
                HistoryEntry.id > self.step.last,
            )
            .order_by(HistoryEntry.id.desc())
        )
        actors = db.session.scalars(after).all()
        other = next((actor for actor in actors if actor is not None and actor != self.by.id), None)
        if other is not None:
            return f"{db.session.get_one(User, other).name} has"
        return "You have" if self.by.id in actors else "The desk has"

    def called(self, row: Net) -> str:
        """A row as the workbench names it."""
        return called(self.article, row, self.there.get((row.table, row.ident)))

    def later(self, *tables: str) -> list[HistoryEntry]:
        """What others did since to rows of these tables on the article."""
        return list(
            db.session.scalars(
                sa.select(HistoryEntry).where(
                    HistoryEntry.article_id == self.article.id,
                    HistoryEntry.id > self.step.last,
                    HistoryEntry.object_type.in_(tables),
                    HistoryEntry.actor_id != self.by.id,
                )
            )
        )

    def require_unjudged(self) -> None:
        """A judgement, and the settling of one, was made of what stood there: that does not change under it."""
        words = {row.ident for row in self.rows if row.table == "claims" and JUDGED & (row.became or {}).keys()}
        words |= {
            row.known["claim_id"] for row in self.rows if row.table == "claim_anchors" and "claim_id" in row.known
        }
        judged = {row.known["claim_id"] for row in self.rows if row.table == "assessments" and "claim_id" in row.known}
        if not words | judged:
            return
        for entry in self.later("assessments", "adjudications", "claims"):
            model: Any = MODELS[entry.object_type]
            live = db.session.get(model, entry.object_id)
            if live is None:
                continue
            claim = live if isinstance(live, Claim) else db.session.get(Claim, live.claim_id)
            settled = isinstance(live, Claim) and claim is not None and "state" in (entry.after or {})
            touched = claim is not None and claim.id in (words | judged if settled else words)
            if touched and (settled or not isinstance(live, Claim)):
                name = db.session.get_one(User, entry.actor_id).name if entry.actor_id else "The desk"
                said = called(self.article, Net("claims", claim.id if claim else 0, {}, {}), claim)
                verb = "moved on with" if settled else "judged"
                raise Invalid(f"{name} has {verb} {said} since. Nothing was changed.")

    def claims_of(self, table: str) -> set[int]:
        """The claims whose parts of this kind the step had to do with."""
        return {row.known["claim_id"] for row in self.rows if row.table == table and row.known.get("claim_id")}

    def leaning(self, row: Net, live: Row) -> list[str]:
        """The tables with rows that lean on this one, and neither go with the step nor let go of it."""
        found = []
        for table in Model.metadata.sorted_tables:
            keys = [key for key in table.foreign_keys if (key.column.table.name, key.column.name) == (row.table, "id")]
            owned = any(table is model.__table__ for model in OWNED.get(row.table, ()))
            for key in keys if (table.name, row.table) not in LINKED else ():
                column: Any = table.c.get("id", key.parent)
                rows = sa.select(column).where(key.parent == live.id)
                if owned:
                    rows = rows.where(Fact.origin == "person") if table is Fact.__table__ else rows.where(sa.false())
                idents = set(db.session.scalars(rows)) - self.letting_go(table.name, key.parent.name, live.id)
                if any((table.name, ident) not in self.going for ident in idents):
                    found.append(table.name)
        return found

    def letting_go(self, table: str, column: str, ident: int) -> set[int]:
        """The rows of a table whose reference to this one goes back to what it was."""
        return {
            row.ident
            for row in self.rows
            if row.table == table and row.became is not None and (row.was or {}).get(column) == ident
        }

    def require_free(self, row: Net) -> None:
        leaning = self.leaning(row, self.there[row.table, row.ident])
        if leaning:
            name = self.called(row)
            what = ", ".join(dict.fromkeys(NAMES.get(table, table.replace("_", " ")) for table in leaning))
            raise Invalid(f"{name[:1].upper()}{name[1:]} has a {what} by now. Nothing was changed.")

    def require_sound(self) -> None:
        """What holds across rows: accepted corrections and zones do not overlap, a judged claim has a judgement, and
        nothing that stands on an older version is in the lists of the present text."""
        self.require_present()
        for row in self.rows:
            live = db.session.get(MODELS[row.table], row.ident) if row.table in {"corrections", "zones"} else None
            model = type(live)
            if live is None or (isinstance(live, Correction) and live.state != "accepted"):
                continue
            columns: Any = model
            across = sa.select(columns).where(
                columns.version_id == live.version_id,  # type: ignore[attr-defined]
                columns.id != live.id,  # type: ignore[attr-defined]
                columns.start < live.end,  # type: ignore[attr-defined]
                columns.end > live.start,  # type: ignore[attr-defined]
            )
            if isinstance(live, Correction):
                across = across.where(Correction.state == "accepted")
            if db.session.scalars(across).first() is not None:
                raise Invalid(f"Another {NAMES[row.table]} stands on these words by now. Nothing was changed.")

    def require_present(self) -> None:
        """Each on the present text of its own article: a step may be of many."""
        on: set[int] = set()
        for row in self.rows:
            live = db.session.get(MODELS[row.table], row.ident) if row.table in {"claims", "garbles"} else None
            if isinstance(live, Claim) and live.state != "not-a-claim":
                on |= {anchor.version_id for anchor in live.anchors}
            elif isinstance(live, Garble) and not live.withdrawn:
                on.add(live.version_id)
        older = sa.select(Version.id).join(Version.article).where(Version.number != Article.current_number)
        if on and db.session.scalar(older.where(Version.id.in_(on)).limit(1)) is not None:
            raise Invalid("The article has a newer text since. Nothing was changed.")
