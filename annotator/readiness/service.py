"""An article is found ready, and that is taken back; what blocks is chosen. Inside a transaction, as all verbs."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
from blinker import Signal

from ..accounts.models import User
from ..accounts.policy import may
from ..articles.models import Article
from ..db import db, now
from ..db.versions import require_version
from ..errors import Invalid, NotAllowed, Stale
from ..reviews.models import Policy
from ..text.characters import checked
from .models import TAKEN_BACK, Approval
from .obstacles import CHOOSABLE, joined
from .queries import UNREADY, Gate, changed_since, gate, latest

LONGEST = 2_000  # characters of a reason
# Sent with `article` (its number) when it was found ready and that is committed: what is above must not be imported.
became_ready = Signal()


class Blocked(Invalid):
    """What stands in the way, for who may not pass over it, or gave no reason."""

    def __init__(self, words: str, found: Gate) -> None:
        super().__init__(words, "reason")
        self.gate = found


def approve(article: Article, *, by: User, reason: str = "", seen: int | None = None) -> Approval:
    """Find an article ready as it stands. Where something blocks, an editor may do so with a reason; the obstacles are
    kept as they were counted. `seen` is the newest line of its history when the page was made.

    One article is ready once: of two who say so at once the first counts. Raises Invalid, Blocked; Stale when something
    that matters has changed since the page was made.
    """
    # PostgreSQL: two who find it ready wait for each other here; SQLite has one writer.
    db.session.execute(sa.select(Article.id).where(Article.id == article.id).with_for_update())
    words = checked(reason.strip(), "reason")
    if len(words) > LONGEST:
        raise Invalid(f"The reason may have {LONGEST:,} characters at most.", "reason")
    standing = latest(article.id)
    if standing is not None and standing.dropped_at is None:
        who = standing.created_by.name if standing.created_by else "The desk"
        raise Invalid(f"{who} has found it ready already.")
    changed = changed_since(article.id, seen) if seen is not None else []
    if changed:
        what = ", ".join(dict.fromkeys(words for words, _ in changed))
        raise Stale(f"Since this page was made {what}. Look at it as it is now.", theirs={}, mine={"reason": words})
    found = gate(article, by=None)
    if found.blocks and not may(by, "edit"):
        raise Blocked(f"Not ready: {joined(found.blocks)}. An editor may pass over that with a reason.", found)
    if found.blocks and not words:
        raise Blocked(f"Not ready: {joined(found.blocks)}. To pass over that, say why.", found)
    approval = Approval(
        article_id=article.id,
        version_id=article.current.id,
        # What warned is kept too: it is what was known then.
        obstacles=[
            {"name": each.obstacle.name, "words": each.words, "number": each.number, "blocks": each.blocks}
            for each in found.found
        ],
        reason=words if found.blocks else "",
        created_by_id=by.id,
        created_at=now(),
    )
    db.session.add(approval)
    db.session.flush()
    return approval


def take_back(article: Article, *, by: User) -> None:
    """It is not ready after all. Raises Invalid when it is not."""
    standing = latest(article.id)
    if standing is None or standing.dropped_at is not None:
        raise Invalid("This article is not ready.")
    standing.dropped_at, standing.dropped_because, standing.dropped_by_id = now(), TAKEN_BACK, by.id
    db.session.flush()


def choose_blocking(names: Collection[str], unready: str, *, by: User, seen: int | None = None) -> Policy:
    """Which obstacles block, and what becomes of exports of articles that are not ready. Raises Invalid, Stale."""
    if not may(by, "administer"):
        raise NotAllowed("An administrator sets the policy.")
    choosable = [each.name for each in CHOOSABLE]
    unknown = [name for name in names if name not in choosable]
    if unknown:
        raise Invalid(f"There is no obstacle called “{unknown[0]}” that can block.", "blocking")
    if unready not in UNREADY:
        raise Invalid(f"Choose one of: {', '.join(UNREADY)}.", "unready")
    chosen = [name for name in choosable if name in set(names)]
    row = db.session.get(Policy, 1)
    if row is None:
        row = Policy(id=1)
        db.session.add(row)
    else:
        require_version(row, seen, {"blocking": chosen, "unready": unready})
    row.blocking, row.unready = chosen, unready
    db.session.flush()
    return row
