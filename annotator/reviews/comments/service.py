"""What may be done to comments. Each stands as it was said: nobody edits or deletes one, an answer puts it right."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from ...accounts.models import User
from ...articles.models import Article
from ...claims.models import Claim
from ...corrections.models import Correction
from ...db import db, now
from ...errors import Invalid
from ...garbles.models import Garble
from ...text.characters import checked
from ..models import Comment, Mention, Seen
from .mentions import named_in

LONGEST = 10_000


def comment(
    article: Article,
    *,
    text: str,
    by: User,
    claim: Claim | None = None,
    garble: Garble | None = None,
    correction: Correction | None = None,
) -> Comment:
    """Remark on an article, or on one thing of it. Who is named with an @ is told."""
    if any(about is not None and about.article_id != article.id for about in (claim, garble, correction)):
        raise Invalid("A comment belongs to the article of what it is about.")
    return remark(article, text=text, by=by, claim=claim, garble=garble, correction=correction)


def answer(first: Comment, *, text: str, by: User) -> Comment:
    """Answer a comment, or an answer: threads have one level. An answer to what was resolved opens it again."""
    if first.parent_id is not None:
        first = db.session.get_one(Comment, first.parent_id)
    said = kept(
        Comment(
            article_id=first.article_id,
            claim_id=first.claim_id,
            garble_id=first.garble_id,
            correction_id=first.correction_id,
            parent_id=first.id,
        ),
        text,
        by,
    )
    if first.resolved_at is not None:
        first.resolved_at = first.resolved_by_id = None
        db.session.flush()
    return said


def remark(
    article: Article,
    *,
    text: str,
    by: User,
    claim: Claim | None = None,
    garble: Garble | None = None,
    correction: Correction | None = None,
    names: Iterable[User] = (),
) -> Comment:
    """The same for what the desk says in somebody's name: `names` are told besides those in the text."""
    said = Comment(
        article_id=article.id,
        claim_id=claim.id if claim else None,
        garble_id=garble.id if garble else None,
        correction_id=correction.id if correction else None,
    )
    return kept(said, text, by, names)


def kept(said: Comment, text: str, by: User, names: Iterable[User] = ()) -> Comment:
    """Keep a comment and tell whom it names. Raises Invalid."""
    words = checked(text.strip(), "text")
    if not words:
        raise Invalid("Write something first.", "text")
    if len(words) > LONGEST:
        raise Invalid(f"A comment has at most {LONGEST} characters.", "text")
    said.text, said.author_id = words, by.id
    db.session.add(said)
    db.session.flush()
    told = {person.id for person in names}
    if "@" in words:
        told.update(named_in(words, people()))
    db.session.add_all(Mention(comment_id=said.id, user_id=ident) for ident in sorted(told - {by.id}))
    db.session.flush()
    return said


def people() -> dict[int, str]:
    """The names of everybody with an open account, by id."""
    rows = db.session.execute(sa.select(User.id, User.name).where(User.active).order_by(User.name)).all()
    return {row.id: row.name for row in rows}


def resolve(first: Comment, *, by: User) -> None:
    """What a thread was about is done. It is folded, and can be opened again."""
    if first.parent_id is not None:
        raise Invalid("The first comment of a thread is resolved, and with it all answers.")
    if first.resolved_at is not None:
        raise Invalid("This was resolved already.")
    first.resolved_at, first.resolved_by_id = now(), by.id
    db.session.flush()


def reopen(first: Comment, *, by: User) -> None:
    """It is not done after all."""
    if first.resolved_at is None:
        raise Invalid("This is open already.")
    first.resolved_at = first.resolved_by_id = None
    db.session.flush()


def mark_seen(article: Article, shown: sa.ColumnElement[bool], *, upto: int, by: User) -> None:
    """This person has seen the comments of an article that fulfil a condition, as far as the one with the id `upto`.

    How far somebody has read is one number an article: it goes as far as nothing unseen lies before it, so what stands
    elsewhere on the article and was not shown stays unread.
    """
    here = sa.and_(Comment.article_id == article.id, Comment.id <= upto)
    seen = sa.select(Comment.id).where(here, shown)
    db.session.execute(
        sa.update(Mention)
        .where(Mention.user_id == by.id, Mention.seen_at.is_(None), Mention.comment_id.in_(seen))
        .values(seen_at=now())
    )
    before = db.session.scalar(sa.select(Seen.comment_id).where(Seen.user_id == by.id, Seen.article_id == article.id))
    unseen = sa.select(sa.func.min(Comment.id)).where(
        Comment.article_id == article.id, Comment.id > (before or 0), Comment.author_id != by.id, ~shown
    )
    gap = db.session.scalar(unseen)
    newest = db.session.scalar(sa.select(sa.func.max(Comment.id)).where(here)) or 0
    keep_seen(article.id, min(newest, gap - 1) if gap is not None else newest, by)


def mark_all_seen(*, by: User) -> None:
    """Take every mention of this person as read."""
    unseen = sa.update(Mention).where(Mention.user_id == by.id, Mention.seen_at.is_(None))
    db.session.execute(unseen.values(seen_at=now()))


def keep_seen(article_id: int, comment_id: int, by: User) -> None:
    """Put the mark there, never back. Two pages of one person may do it at the same moment."""
    if comment_id <= 0:
        return
    values = {"user_id": by.id, "article_id": article_id, "comment_id": comment_id}
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    statement = insert(Seen).values(values)
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=["user_id", "article_id"],
            set_={"comment_id": statement.excluded.comment_id},
            where=Seen.comment_id < statement.excluded.comment_id,
        )
    )
