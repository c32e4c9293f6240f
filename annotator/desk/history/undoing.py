"""Undo and redo of what a person did to an article: the inverse of a step, row by row, through the session.

So versions count on, and history, journal and constraints hold. All of it or nothing: where somebody else has built on
what the step did, it is refused in words. What one step did to several articles is taken back where it was done.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, cast

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from ...accounts.models import User
from ...articles.models import Article, Collection, ZoneRow
from ...articles.service import may_edit, regroup
from ...claims.facts import renew_facts
from ...claims.models import Claim, ClaimAnchor, Evidence, Fact
from ...claims.service import published_day, version_of
from ...corrections.models import Correction
from ...db import Model, db
from ...db.base import UtcDateTime
from ...db.tracking import HistoryEntry, plain, step_of
from ...errors import Invalid
from ...garbles.models import Dismissal, Garble
from ...gazetteer.models import Alias
from ...gazetteer.service import one_at_a_time
from ...reviews.models import Adjudication, Assessment, Comment, Mention
from ...sources.models import Source
from .steps import UNSAID, Net, Step, load_step, net, offered

Row = Any
MODELS: Final[dict[str, type[Model]]] = {
    model.__tablename__: model
    for model in (
        Article, Claim, ClaimAnchor, Fact, Evidence, Assessment, Adjudication, Correction, Garble, Dismissal, Alias,
        Comment, ZoneRow, Source,
    )
}  # fmt: skip
# Shared by the whole desk: what a step made of them stays when something else leans on it by now.
SHARED: Final = frozenset({"sources", "aliases", "garble_dismissals"})
# Follow from other columns: they go back where they are as the step left them, and stand in nobody's way else.
FOLLOWING: Final = frozenset({"priority", "prominence", "state_since"})
JUDGED: Final = frozenset({"wording", "state", "verdict", "confidence", "fault"})
# What belongs to a row alone, has no history, and goes with it.
OWNED: Final[dict[str, tuple[type[Model], ...]]] = {"claims": (Fact,), "comments": (Mention,)}
PARTS: Final = ("claim_anchors", "claim_facts", "evidence")
NAMES: Final = {
    "claims": "claim", "claim_anchors": "words of a claim", "claim_facts": "fact", "assessments": "judgement",
    "adjudications": "decision", "corrections": "correction", "garbles": "garble", "comments": "comment",
    "zones": "zone", "sources": "source", "articles": "article", "aliases": "name", "evidence": "source of a claim",
    "garble_dismissals": "dismissal",
}  # fmt: skip


def next_step(article: Article, way: str, entry_id: int | None, *, by: User) -> Step:
    """The step that this person undoes or redoes next; `entry_id` is what the page offered. Raises Invalid when there
    is none, or another one by now."""
    offer = offered(article.id, by).get(way)
    if offer is None:
        raise Invalid(f"There is nothing of yours to {way} on this article.")
    if entry_id is not None and entry_id != offer.entry_id:
        raise Invalid(f"You have done something since this page was made: next to {way} is “{offer.verb}”.")
    return load_step(offer.entry_id)


def take_back(article: Article, way: str, entry_id: int | None = None, *, by: User) -> list[Net]:
    """Undo (or redo) this person's next step. Inside a transaction that names it (`undoes`). Returns what was done now:
    the step's changes turned round. Raises Invalid, with nothing changed."""
    step = next_step(article, way, entry_id, by=by)
    inverse = [Net(row.table, row.ident, row.became, row.was, row.known) for row in net(step.entries)]
    require_own_article(step, article, by)
    if any(row.table == "aliases" for row in inverse):
        one_at_a_time()
    # PostgreSQL: what hangs together by more than one row (zones, accepted corrections) is changed one after the other.
    db.session.execute(sa.select(Article.id).where(Article.id == article.id).with_for_update())
    with refusing():
        done = Inverse(article, step, inverse, by).apply()
    keep_a_trace(article, step)
    return done


def require_own_article(step: Step, article: Article, by: User) -> None:
    others = {entry.article_id for entry in step.entries} - {None, article.id}
    if others:
        raise Invalid(
            f"“{step.verb}” was done to {len(others) + 1} articles at once. Take it back where it was done, on the "
            "pages of all garbles."
        )
    for entry in step.entries:
        of_article = entry.object_type == "articles"
        if entry.object_type not in MODELS or (of_article and entry.action != "change"):
            raise Invalid(f"“{step.verb}” is not undone here: it did more than change what stands on this article.")
        if of_article and not may_edit(article, by):
            raise Invalid("An article's details are changed by an editor, or by whoever brought it in.")


@contextmanager
def refusing() -> Iterator[None]:
    """What the database does not let go, in words."""
    try:
        yield
    except IntegrityError:
        raise Invalid("Something else on the desk leans on that by now. Nothing was changed.") from None


class Inverse:
    """The turned step: from `was` (as the step left it, None: no row) to `became` (as it was before)."""

    def __init__(self, article: Article, step: Step, rows: Sequence[Net], by: User) -> None:
        self.article, self.step, self.by = article, step, by
        self.going = {(row.table, row.ident) for row in rows if row.became is None}
        self.there = self.load(rows)
        self.rows = rows
        self.rows = [row for row in rows if not self.stays(row)]

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

    def apply(self) -> list[Net]:
        for row in self.rows:
            self.require_as_left(row)
        self.require_unjudged()
        for row in self.rows:
            if row.became is None:
                self.require_free(row)
        with db.session.no_autoflush:
            self.bring_back([row for row in self.rows if row.was is None])
            self.change([row for row in self.rows if row.was is not None and row.became is not None])
            self.take_away([row for row in self.rows if row.became is None])
        db.session.expire_all()
        self.read_claims_again()
        db.session.flush()
        self.require_sound()
        return self.rows

    # -- what stands in its way

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
            for key in keys:
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
            what = ", ".join(dict.fromkeys(NAMES.get(table, table.replace("_", " ")) for table in leaning))
            raise Invalid(f"{self.called(row).capitalize()} has a {what} by now. Nothing was changed.")

    def require_sound(self) -> None:
        """What holds across rows: accepted corrections and zones do not overlap, a judged claim has a judgement."""
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

    # -- the three ways back

    def bring_back(self, rows: Sequence[Net]) -> None:
        """Rows that were taken away are made again, with their number and their identifier."""
        waiting: dict[str, list[Net]] = defaultdict(list)
        for row in rows:
            waiting[row.table].append(row)
        for table in (table.name for table in Model.metadata.sorted_tables if table.name in waiting):
            made: list[tuple[Row, dict[str, Any]]] = []
            for row in waiting[table]:
                values, live = row.became or {}, cast(Any, MODELS[table]())
                write(live, values)
                if hasattr(live, "claim"):  # by it the history knows the article
                    live.claim = db.session.get(Claim, values["claim_id"])
                db.session.add(live)
                made.append((live, values))
            db.session.flush()
            for live, values in made:
                if "row_version" in values:
                    live.row_version = values["row_version"] + 1  # counts on from where it ended
            db.session.flush()

    def change(self, rows: Sequence[Net]) -> None:
        for row in rows:
            live = self.there[row.table, row.ident]
            back = dict(row.became or {})
            names = back.pop("collections", None)
            if names is not None:
                where = Collection.name.in_(names)
                regroup(live, db.session.scalars(sa.select(Collection).where(where)).all(), by=self.by)
            write(live, {name: value for name, value in back.items() if self.is_as_left(live, row, name)})
        touched = {row.ident for row in rows if row.table == "claims"}
        made = {row.ident for row in self.rows if row.table == "claims" and row.was is None}
        for ident in sorted(self.with_other_parts() - touched - made):
            claim = db.session.get(Claim, ident)
            if claim is not None and ("claims", ident) not in self.going:
                claim.row_version += 1  # a page made before is stale
        db.session.flush()

    def is_as_left(self, live: Row, row: Net, name: str) -> bool:
        return name not in FOLLOWING or told(live, name) == (row.was or {}).get(name)

    def with_other_parts(self) -> set[int]:
        """Claims whose parts come, go or change."""
        return {
            ident
            for row in self.rows
            if row.table in PARTS
            for values in (row.was, row.became, row.known)
            if (ident := (values or {}).get("claim_id")) is not None
        } | {
            live.claim_id
            for row in self.rows
            if row.table in PARTS and (live := self.there.get((row.table, row.ident))) is not None
        }

    def take_away(self, rows: Sequence[Net]) -> None:
        lost = [(row.table, self.there[row.table, row.ident]) for row in rows]
        db.session.expire_all()
        for table, live in lost:
            if table == "comments":
                for mention in db.session.scalars(sa.select(Mention).where(Mention.comment_id == live.id)):
                    db.session.delete(mention)
        db.session.flush()
        for _table, live in lost:
            db.session.delete(live)
        db.session.flush()

    def read_claims_again(self) -> None:
        """Facts by rule follow the words that a claim stands on."""
        for ident in sorted(self.claims_of("claim_anchors")):
            claim = db.session.get(Claim, ident)
            if claim is not None and claim.anchors:
                renew_facts(claim, version_of(claim).text, published=published_day(claim.article))


def told(live: Row, name: str) -> Any:
    """A column as the history tells it. Collections are told by their names."""
    if name == "collections":
        return [collection.name for collection in live.collections]
    return plain(getattr(live, name))


def write(live: Row, values: dict[str, Any]) -> None:
    """Give a row these values, as the history keeps them."""
    columns = type(live).__table__.columns
    for name, value in values.items():
        if name in columns and name not in UNSAID:
            is_moment = isinstance(columns[name].type, UtcDateTime) and value is not None
            setattr(live, name, dt.datetime.fromisoformat(value) if is_moment else value)


def keep_a_trace(article: Article, step: Step) -> None:
    """A step whose taking back changed no row of its article would be the next one again: the history tells of it."""
    db.session.flush()
    there = sa.select(HistoryEntry.id).where(
        HistoryEntry.article_id == article.id, HistoryEntry.id > step.last, HistoryEntry.undoes_id == step.id
    )
    if db.session.scalars(there.limit(1)).first() is None:
        db.session.add(
            HistoryEntry(
                **step_of(db.session),
                article_id=article.id,
                object_type="articles",
                object_id=article.id,
                object_version=article.row_version,
                action="change",
                before={},
                after={},
            )
        )
        db.session.flush()


def called(article: Article, row: Net, live: Row | None) -> str:
    """A row as a sentence names it: "claim 4", "the garble “al-Sabi”"."""
    if row.table == "claims":
        number = numbers_of(article).get(row.ident)
        if number is not None:
            return f"claim {number}"
    values = row.known | {name: getattr(live, name) for name in QUOTED if live is not None and hasattr(live, name)}
    words = next((str(values[name]) for name in QUOTED if values.get(name)), "")
    return f"the {NAMES[row.table]}" + (f" “{words if len(words) <= 60 else words[:59] + '…'}”" if words else "")


QUOTED: Final = ("wording", "quote", "title", "name", "words", "passage", "text")


def numbers_of(article: Article) -> dict[int, int]:
    """The number that each claim has on the workbench, by its id (desk/bench/queries.py): those put aside have none."""
    rows = db.session.execute(
        sa.select(Claim.id, ClaimAnchor.start)
        .outerjoin(ClaimAnchor, ClaimAnchor.claim_id == Claim.id)
        .where(Claim.article_id == article.id, Claim.state != "not-a-claim")
    )
    starts: dict[int, list[int]] = defaultdict(list)
    for ident, start in rows:
        starts[ident] += [start] if start is not None else []
    order = sorted((sorted(places), ident) for ident, places in starts.items())
    return {ident: number for number, (_places, ident) in enumerate(order, start=1)}
