"""Undo and redo of what a person did to an article: the inverse of a step, row by row, through the session.

So versions count on, and history, journal and constraints hold. All of it or nothing: where somebody else has built on
what the step did, it is refused in words. What one step did to several articles is taken back where it was done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from ...accounts.models import User
from ...articles.models import Article, Collection
from ...articles.service import may_edit, regroup
from ...claims.facts import renew_facts
from ...claims.models import Claim
from ...claims.service import published_day, version_of
from ...db import Model, db
from ...db.tracking import HistoryEntry, step_of
from ...errors import Invalid
from ...gazetteer.service import one_at_a_time
from ...reviews.models import Mention
from .obstacles import Turned
from .rows import FOLLOWING, MODELS, PARTS, Row, link, told, unlink, write
from .steps import Net, Step, load_step, net, offered


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
            f"“{step.verb}” was done to {len(others) + 1} articles at once. Take it back where it was done: among "
            "your acts on hits of a search, or on the pages of all garbles."
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


class Inverse(Turned):
    """Carries the turned step out."""

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
                if hasattr(live, "claim") and values.get("claim_id") is not None:  # by it the history knows the article
                    live.claim = db.session.get(Claim, values["claim_id"])
                db.session.add(live)
                link(live, values)
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
            unlink(live)
            db.session.delete(live)
        db.session.info["tells all facts"] = True  # not only a person's: redo must not read them in another way
        try:
            db.session.flush()
        finally:
            db.session.info.pop("tells all facts")

    def read_claims_again(self) -> None:
        """Facts by rule follow the words that a claim stands on."""
        made = {row.ident for row in self.rows if row.table == "claims" and row.was is None}  # with their facts
        for ident in sorted(self.claims_of("claim_anchors") - made):
            claim = db.session.get(Claim, ident)
            if claim is not None and claim.anchors:
                renew_facts(claim, version_of(claim).text, published=published_day(claim.article))


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
