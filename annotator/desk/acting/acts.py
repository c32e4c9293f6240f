"""What may be done with hits: the closed list. Each act allows what the same action on one row allows, and no more.

An act judges each row by a few columns (targets.py) when it is planned, and again, under the lock, when it is done.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from ...accounts.models import User
from ...accounts.policy import may
from ...accounts.queries import load_user
from ...articles import service as articles
from ...articles.models import Article, Collection, membership
from ...claims.models import Claim
from ...db import db
from ...errors import Invalid
from ...garbles import bulk
from ...garbles.models import Garble
from ...gazetteer.queries import gazetteer
from ...reviews.assignment import WAITING, hand_over, require_able
from ...tags import service as tags
from ...tags.models import Tag, Tagging
from .targets import Target, articles_of, rows

Given = dict[str, str]  # what was chosen with an act, as a form and an address hold it
Left = dict[str, str]  # why a row stays as it is, by key


@dataclass(frozen=True, slots=True)
class Judged:
    """What an act would do to a row. `left`: why it stays as it is; empty when it does not."""

    left: str = ""
    before: str = ""
    after: str = ""


class Act(ABC):
    """`label` has a place for how many; `verb` is what the history calls it."""

    name: str
    label: str
    done: str
    verb: str
    kinds: tuple[str, ...]
    needs = "assess"
    field: str | None = None  # what is chosen with it

    def targets(self, keys: Sequence[str], *, by: User) -> list[str]:
        """The keys of what it is done to."""
        return [key for key in keys if key.partition(":")[0] in self.kinds]

    def checked(self, given: Mapping[str, str], *, by: User) -> Given:
        """What was chosen, as it is kept. Raises Invalid, NotFound."""
        return {}

    def words(self, given: Given, *, by: User) -> dict[str, str]:
        """What was chosen, in words, for `label` and `done`."""
        return dict(given)

    def around(self, batch: Sequence[Target], given: Given | None, *, by: User) -> Any:
        """What else a batch is judged by."""
        return None

    @abstractmethod
    def judge(self, row: Target, given: Given | None, around: Any, *, by: User) -> Judged:
        """What it would do to a row; without `given`, whatever may be chosen."""

    @abstractmethod
    def carry_out(self, batch: Sequence[Target], given: Given, *, by: User) -> Left:
        """Do it to these rows, which were judged just now. Returns why some were left after all. Raises Invalid."""


class Assigning(Act):
    kinds = ("claim",)

    @abstractmethod
    def holder(self, given: Given | None, *, by: User) -> User | None:
        """Whose they are then; None: nobody's."""

    def carry_out(self, batch: Sequence[Target], given: Given, *, by: User) -> Left:
        claims = rows(Claim, [row.ident for row in batch], joinedload(Claim.article))
        hand_over(claims, to=self.holder(given, by=by))
        return {}


class Take(Assigning):
    name, label, done, verb = "take", "Take {n}", "{n} taken", "take"

    def holder(self, given: Given | None, *, by: User) -> User | None:
        return by

    def around(self, batch: Sequence[Target], given: Given | None, *, by: User) -> Any:
        return names_of(row.assignee for row in batch)

    def judge(self, row: Target, given: Given | None, around: Any, *, by: User) -> Judged:
        if row.assignee == by.id:
            return Judged("with you already")
        return waiting(row) or Judged(before=with_whom(row.assignee, around, by), after="with you")


class GiveBack(Assigning):
    name, label, done, verb = "give-back", "Give {n} back", "{n} given back", "give back"

    def holder(self, given: Given | None, *, by: User) -> User | None:
        return None

    def judge(self, row: Target, given: Given | None, around: Any, *, by: User) -> Judged:
        if row.assignee != by.id:
            return Judged("not with you")
        return Judged(before="with you", after="with nobody")


class Assign(Assigning):
    name, label, done, verb = "assign", "Hand {n} over to {who}", "{n} handed over to {who}", "hand over"
    field = "to"

    def checked(self, given: Mapping[str, str], *, by: User) -> Given:
        words = given.get("to", "")
        if words == "none":
            return {"to": words}
        if not words.isdecimal() or len(words) > 11:
            raise Invalid("Choose who shall have them.", "to")
        who = load_user(int(words))
        if not (who.active and may(who, "assess")):
            raise Invalid(f"{who.name} does not judge claims on this desk.", "to")
        return {"to": str(who.id)}

    def words(self, given: Given, *, by: User) -> dict[str, str]:
        who = self.holder(given, by=by)
        return {"who": "nobody" if who is None else "you" if who.id == by.id else who.name}

    def holder(self, given: Given | None, *, by: User) -> User | None:
        return None if not given or given["to"] == "none" else db.session.get_one(User, int(given["to"]))

    def around(self, batch: Sequence[Target], given: Given | None, *, by: User) -> Any:
        return names_of(row.assignee for row in batch), self.holder(given, by=by)

    def judge(self, row: Target, given: Given | None, around: Any, *, by: User) -> Judged:
        names, who = around
        if given is None:
            return waiting(row) or Judged()
        if row.assignee == (who.id if who else None):
            return Judged(f"{with_whom(row.assignee, names, by)} already")
        done = waiting(row) if who is not None else None
        if who is not None and not done:
            try:  # the rule of the single action
                require_able(who, Article(created_by_id=row.creator, visibility=row.visibility, title=""))
            except Invalid:
                return Judged(f"{who.name} cannot see the article")
        after = with_whom(who.id if who else None, {who.id: who.name} if who else {}, by)
        return done or Judged(before=with_whom(row.assignee, names, by), after=after)


class TagIt(Act):
    name, label, done, verb, kinds = "tag", "Tag {n} “{tag}”", "{n} tagged “{tag}”", "tag", ("claim", "article")
    field = "tag"

    def checked(self, given: Mapping[str, str], *, by: User) -> Given:
        known = tags.find(tags.checked_name(given.get("tag", "")))
        return {"tag": known.name if known else tags.checked_name(given["tag"])}

    def around(self, batch: Sequence[Target], given: Given | None, *, by: User) -> Any:
        """The rows that have it, and those that can have no more."""
        if given is None:
            return (), ()
        has: set[str] = set()
        full: set[str] = set()
        for kind, column in (("claim", Tagging.claim_id), ("article", Tagging.article_id)):
            idents = [row.ident for row in batch if row.kind == kind]
            if not idents:
                continue
            of = sa.select(column).where(column.in_(idents))
            same = of.join(Tag, Tag.id == Tagging.tag_id).where(Tag.folded == tags.folded(given["tag"]))
            has |= {f"{kind}:{ident}" for ident in db.session.scalars(same)}
            many = of.group_by(column).having(sa.func.count() >= tags.MOST)
            full |= {f"{kind}:{ident}" for ident in db.session.scalars(many)}
        return has, full

    def judge(self, row: Target, given: Given | None, around: Any, *, by: User) -> Judged:
        has, full = around
        if row.key in has:
            return Judged("tagged so already")
        if row.key in full:
            return Judged(f"has {tags.MOST} tags")
        return Judged(after=f"+ {given['tag']}" if given else "")

    def carry_out(self, batch: Sequence[Target], given: Given, *, by: User) -> Left:
        tag = tags.find_or_create(given["tag"], by=by)
        for model, kind in ((Claim, "claim"), (Article, "article")):
            idents = [row.ident for row in batch if row.kind == kind]
            if idents:
                tags.put_on(rows(model, idents), tag, by=by)
        return {}


class Collect(Act):
    """Done to the articles that the hits stand on."""

    kinds = ("article",)
    name, verb, needs, field = "collect", "collect", "ingest", "collection"
    label, done = "Put {n} into “{collection}”", "{n} put into “{collection}”"

    def targets(self, keys: Sequence[str], *, by: User) -> list[str]:
        return articles_of(keys, by=by)

    def checked(self, given: Mapping[str, str], *, by: User) -> Given:
        words = tags.checked(" ".join(given.get("collection", "").split()), "collection")
        if not words or len(words) > articles.LONGEST_NAME:
            raise Invalid(f"A collection's name has 1 to {articles.LONGEST_NAME} characters.", "collection")
        return {"collection": words}

    def around(self, batch: Sequence[Target], given: Given | None, *, by: User) -> Any:
        if given is None:
            return frozenset()
        same = sa.func.lower(Collection.name) == sa.func.lower(given["collection"])
        of = sa.select(membership.c.article_id).join(Collection, Collection.id == membership.c.collection_id)
        return set(db.session.scalars(of.where(same, membership.c.article_id.in_([row.ident for row in batch]))))

    def judge(self, row: Target, given: Given | None, around: Any, *, by: User) -> Judged:
        if not articles.may_edit(Article(created_by_id=row.creator), by):
            return Judged("not yours to change: an editor's, or whose who brought it in")
        if row.ident in around:
            return Judged("in it already")
        return Judged(after=f"in “{given['collection']}”" if given else "")

    def carry_out(self, batch: Sequence[Target], given: Given, *, by: User) -> Left:
        collection = articles.find_or_create_collection(given["collection"], by=by)
        for article in rows(Article, [row.ident for row in batch], selectinload(Article.collections)):
            articles.collect(article, collection, by=by)
        return {}


class Deciding(Act):
    kinds = ("garble",)
    act: str

    def judge(self, row: Target, given: Given | None, around: Any, *, by: User) -> Judged:
        left = bulk.why_left(self.act, row.state, row.category, row.suggestions)
        after = bulk.ACTS[self.act]
        if self.act == "confirm" and row.suggestions and row.suggestions[0].get("name"):
            after = f"confirmed: {row.suggestions[0]['name']}"
        return Judged(left, row.state, after)

    def carry_out(self, batch: Sequence[Target], given: Given, *, by: User) -> Left:
        garbles = rows(Garble, [row.ident for row in batch], joinedload(Garble.article))
        seen = {garble.id: garble.row_version for garble in garbles}
        plans = bulk.carry_out(garbles, self.act, seen, gazetteer(), by=by)
        return {f"garble:{plan.garble.id}": plan.left for plan in plans if plan.left}


class Confirm(Deciding):
    name, act, verb = "confirm", "confirm", "confirm"
    label, done = "Confirm {n}", "{n} confirmed"


class Dismiss(Deciding):
    name, act, verb = "dismiss", "dismiss", "dismiss"
    label, done = "Dismiss {n}", "{n} dismissed"


ACTS: Final[dict[str, Act]] = {
    act.name: act for act in (Assign(), Take(), GiveBack(), Confirm(), Dismiss(), TagIt(), Collect())
}


def waiting(row: Target) -> Judged | None:
    return None if row.state in WAITING else Judged("nothing left to do: settled, or put aside")


def names_of(idents: Any) -> dict[int, str]:
    wanted = {ident for ident in idents if ident is not None}
    if not wanted:
        return {}
    return {row.id: row.name for row in db.session.execute(sa.select(User.id, User.name).where(User.id.in_(wanted)))}


def with_whom(ident: int | None, names: Mapping[int, str], by: User) -> str:
    if ident is None:
        return "with nobody"
    return "with you" if ident == by.id else f"with {names.get(ident, 'somebody')}"
