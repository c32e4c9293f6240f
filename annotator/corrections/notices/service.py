"""What may be done to correction notices: drafted, edited, approved, withdrawn. An approved one is never edited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ...accounts.models import User
from ...accounts.policy import may
from ...articles.models import Article, Version
from ...db import db, now
from ...db.tracking import HistoryEntry, step_of
from ...db.versions import require_version
from ...errors import Invalid, NotAllowed
from ...text.characters import checked
from ..models import NOTICE_KINDS, Correction, Notice
from ..overlay import apply, joint
from ..queries import accepted_on
from . import wording
from .wording import Change

LONGEST = 10_000


@dataclass(frozen=True)
class Untold:
    """What readers of a version were not told yet: the stretches that read otherwise than after the last approved
    notice (than the version itself, where there is none), and the corrections behind them."""

    changes: Sequence[Change]
    corrections: Sequence[Correction]


def notices_on(article: Article) -> list[Notice]:
    """The notices of an article, the newest first."""
    return list(
        db.session.scalars(
            sa.select(Notice)
            .where(Notice.article_id == article.id)
            .options(
                sa.orm.selectinload(Notice.corrections),
                sa.orm.joinedload(Notice.created_by),
                sa.orm.joinedload(Notice.approved_by),
            )
            .order_by(Notice.id.desc())
        )
    )


def in_force_when_told(version: Version, notices: Sequence[Notice]) -> list[Correction]:
    """The corrections that readers of this version know of by its approved notices, in text order."""
    approved = [each for each in notices if each.state == "approved" and each.version_id == version.id]
    if not approved:
        return []
    last = max(approved, key=lambda each: (each.approved_at, each.id))
    linked = Counter(row for each in approved for row in each.corrections)

    # One that was taken back before the last notice was drafted was told of by that notice, or before. One that undo
    # took back has no moment of that: a notice tells of it when it comes, and again when it goes.
    def known(row: Correction, times: int) -> bool:
        if row.state in {"accepted", "proposed"}:
            return times % 2 == 1
        return row.decided_at is not None and row.decided_at > last.created_at

    return without_overlap([row for row, times in linked.items() if known(row, times)])


def without_overlap(rows: Sequence[Correction]) -> list[Correction]:
    kept: list[Correction] = []
    for row in sorted(rows, key=lambda each: (each.start, each.id)):
        if not kept or row.start >= kept[-1].end:
            kept.append(row)
    return kept


def untold(article: Article, notices: Sequence[Notice]) -> Untold:
    """What a notice drafted now would tell."""
    version = article.current
    accepted = without_overlap(accepted_on(version))
    before = in_force_when_told(version, notices)
    same = {row.id for row in accepted} & {row.id for row in before}
    changed = [row for row in (*before, *accepted) if row.id not in same]
    if not changed:
        return Untold((), ())
    was, is_now = apply(version.text, before), apply(version.text, accepted)
    changes = []
    for group in grouped(changed):
        span = joint([row.span for row in group])
        kinds = [row.kind for row in group if row.state == "accepted"] or [row.kind for row in group]
        change = wording.change_of(was, is_now, span, kinds)
        if change.before != change.after:
            changes.append(change)
    return Untold(changes, sorted(changed, key=lambda row: (row.start, row.id)))


def grouped(rows: Sequence[Correction]) -> list[list[Correction]]:
    """Those that overlap together: one that was superseded, and what stands in its place."""
    groups: list[list[Correction]] = []
    reach = -1
    for row in sorted(rows, key=lambda each: (each.start, each.end)):
        if groups and row.start < reach:
            groups[-1].append(row)
        else:
            groups.append([row])
        reach = max(reach, row.end) if len(groups[-1]) > 1 else row.end
    return groups


def draft(article: Article, *, by: User) -> Notice:
    """Draft a notice of what readers were not told. A draft that is there is withdrawn. Raises Invalid when there is
    nothing to tell."""
    notices = notices_on(article)
    found = untold(article, notices)
    text = wording.text_of(found.changes)
    kind, _why = wording.kind_of(found.changes)
    for old in notices:
        if old.state == "draft":
            old.state = "withdrawn"
    made = Notice(article=article, version=article.current, kind=kind, text=text, created_by_id=by.id)
    db.session.add(made)
    db.session.flush()
    made.corrections = list(found.corrections)
    db.session.flush()
    tell_corrections(made, [])
    return made


def tell_corrections(notice: Notice, before: Sequence[int]) -> None:
    """Which corrections a notice tells of is no column: its history is written here, as that of an article's
    collections is."""
    db.session.add(
        HistoryEntry(
            **step_of(db.session),
            article_id=notice.article_id,
            object_type=Notice.__tablename__,
            object_id=notice.id,
            object_version=notice.row_version,
            action="change",
            before={"corrections": list(before)},
            after={"corrections": sorted(row.id for row in notice.corrections)},
        )
    )
    db.session.flush()


def edit(notice: Notice, *, kind: str, text: str, by: User, seen: int | None = None) -> None:
    """Change a draft. Raises Stale, and Invalid with the field."""
    words = checked(text.strip(), "text")
    require_version(notice, seen, {"kind": kind, "text": words})
    require_draft(notice)
    if kind not in NOTICE_KINDS:
        raise Invalid(f"A notice is one of: {', '.join(NOTICE_KINDS)}.", "kind")
    if not words:
        raise Invalid("A notice needs its words. Withdraw it if there is nothing to say.", "text")
    if len(words) > LONGEST:
        raise Invalid(f"At most {LONGEST:,} characters.", "text")
    notice.kind, notice.text = kind, words


def approve(notice: Notice, *, by: User) -> None:
    """It may go to readers: dated, by an editor. Raises Invalid when the corrections are not those it was drafted
    from any more."""
    if not may(by, "edit"):
        raise NotAllowed("A notice is approved by an editor.")
    require_draft(notice)
    article = notice.article
    found = untold(article, notices_on(article))
    if notice.version_id != article.current.id or {row.id for row in found.corrections} != {
        row.id for row in notice.corrections
    }:
        raise Invalid("Corrections of this article have changed since the notice was drafted. Draft it anew.")
    notice.state = "approved"
    notice.approved_by_id = by.id
    notice.approved_at = now()


def withdraw(notice: Notice, *, by: User) -> None:
    """It is not, or no longer, what the desk says. An approved one is an editor's to withdraw."""
    if notice.state == "withdrawn":
        raise Invalid("This notice is withdrawn already.")
    if notice.state == "approved" and not may(by, "edit"):
        raise NotAllowed("An approved notice is withdrawn by an editor.")
    notice.state = "withdrawn"


def require_draft(notice: Notice) -> None:
    if notice.state != "draft":
        raise Invalid(f"This notice is {notice.state}. A newer one takes its place: draft that.")
