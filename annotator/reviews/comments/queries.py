"""Reading comments: the threads of an article, what of them is new to a person, and where they were named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from ...accounts.models import User
from ...articles.models import Article
from ...articles.queries import visible
from ...db import db
from ..blindness import NOTHING, Veil
from ..models import Comment, Mention
from .mentions import named_in

SUBJECTS: Final = ("claim", "garble", "correction")
PAGE: Final = 60


def subject_of(said: Comment) -> tuple[str, int]:
    """What a comment is on: ("claim", 7), or ("", 0) for the article as a whole."""
    idents = ((kind, getattr(said, f"{kind}_id")) for kind in SUBJECTS)
    return next(((kind, ident) for kind, ident in idents if ident is not None), ("", 0))


@dataclass(frozen=True)
class Thread:
    """A comment and the answers to it; `new` are the ids of those that the person has not read."""

    first: Comment
    answers: Sequence[Comment]
    new: frozenset[int]

    @property
    def resolved(self) -> bool:
        return self.first.resolved_at is not None

    @property
    def size(self) -> int:
        return 1 + len(self.answers)

    @property
    def new_count(self) -> int:
        return len(self.new)

    @property
    def subject(self) -> tuple[str, int]:
        return subject_of(self.first)


@dataclass
class Talk:
    """What was said of an article, as one person sees it."""

    threads: list[Thread] = field(default_factory=list)
    newest: int = 0  # the id of the newest comment that is shown

    @cached_property
    def by_subject(self) -> dict[tuple[str, int], list[Thread]]:
        found: dict[tuple[str, int], list[Thread]] = defaultdict(list)
        for thread in self.threads:
            found[thread.subject].append(thread)
        return found

    def on(self, kind: str, ident: int) -> list[Thread]:
        return self.by_subject.get((kind, ident), [])

    @property
    def total(self) -> int:
        return sum(thread.size for thread in self.threads)

    @property
    def new(self) -> int:
        return sum(thread.new_count for thread in self.threads)


def talk(comments: Sequence[Comment], *, by: User, seen: int, veil: Veil = NOTHING) -> Talk:
    """The threads of an article's comments (all of them, by id) as this person sees them: `seen` is how far they read,
    and of a veiled claim they see their own comments and those that name them."""
    shown = [row for row in comments if row.claim_id not in veil or row.author_id == by.id or names(row, by)]
    answers: dict[int, list[Comment]] = defaultdict(list)
    firsts = {row.id for row in shown if row.parent_id is None}
    for row in shown:
        if row.parent_id in firsts:
            answers[row.parent_id].append(row)
    threads = []
    for row in shown:
        # An answer whose first comment is veiled stands alone.
        if row.parent_id is None or row.parent_id not in firsts:
            rest = answers.get(row.id, [])
            new = frozenset(each.id for each in (row, *rest) if each.id > seen and each.author_id != by.id)
            threads.append(Thread(row, rest, new))
    return Talk(threads, max((row.id for row in shown), default=0))


def names(said: Comment, person: User) -> bool:
    return "@" in said.text and bool(named_in(said.text, {person.id: person.name}))


def mentions(by: User) -> Sequence[Mention]:
    """Where this person was named, on articles that they may see: what they have not read first, then the newest."""
    return (
        db.session.scalars(
            sa.select(Mention)
            .join(Mention.comment)
            .join(Article, Article.id == Comment.article_id)
            .where(Mention.user_id == by.id, visible(by))
            .options(contains_eager(Mention.comment).joinedload(Comment.author))
            .order_by(Mention.seen_at.is_not(None), Comment.id.desc())
            .limit(PAGE)
        )
        .unique()
        .all()
    )


def titles(article_ids: Iterable[int]) -> dict[int, str]:
    """The titles of these articles, by id."""
    rows = db.session.execute(sa.select(Article.id, Article.title).where(Article.id.in_(set(article_ids)))).all()
    return {row.id: row.title for row in rows}
