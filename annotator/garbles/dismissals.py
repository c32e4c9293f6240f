"""Words that are no damage: dismissed beyond their place, and passed over when a rule finds them again.

A dismissal holds for one rule and one wording, folded (case, diacritics, apostrophes, line breaks make no difference).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

import sqlalchemy as sa

from ..accounts.models import User
from ..articles.models import Article, Version
from ..articles.queries import visible
from ..db import db
from ..errors import Invalid
from ..text.skeleton import fold
from ..text.spans import Finding
from .decisions import decide
from .models import Dismissal, Garble, RuleSwitch

# How far "not a garble" reaches, in words. "here" is no row: the garble's own state says it.
SCOPES = {"here": "here", "article": "in this article", "feed": "in this feed", "everywhere": "always"}


def folded(words: str) -> str:
    """Words as dismissals compare them; the words themselves where nothing but signs is in them (“ ”)."""
    return fold(words) or " ".join(words.split())


def scope_name(article: Article, scope: str) -> str:
    """What something of this scope is tied to. Raises Invalid for the scope of a feed when the article has none."""
    if scope == "feed":
        if not article.feed:
            raise Invalid("This article names no feed, so it cannot be kept to one.", "scope")
        return article.feed
    return article.uid if scope == "article" else ""


def remember(garble: Garble, scope: str, *, by: User, at: dt.datetime) -> list[Garble]:
    """Pass these words over from now on, in the scope. Returns the other suspected garbles that it covers, dismissed.

    Raises Invalid for a scope that there is not, and for a garble that a person marked: no rule finds it again.
    """
    if scope not in SCOPES:
        raise Invalid(f"Dismiss it {', '.join(SCOPES)}.", "scope")
    if scope == "here":
        return []
    if garble.detector is None:
        raise Invalid("A person marked this garble, no rule. It can only be dismissed here.", "scope")
    words, within = folded(garble.quote), scope_name(garble.article, scope)
    if not there(garble.detector, words, scope, within):
        db.session.add(
            Dismissal(
                detector=garble.detector, words=words, scope=scope, within=within, created_by_id=by.id, created_at=at
            )
        )
    covered = list(covered_by(garble, scope, by=by))
    for other in covered:
        decide(other, "dismissed", by, at)
    db.session.flush()
    return covered


def there(detector: str, words: str, scope: str, within: str) -> Dismissal | None:
    return db.session.scalars(
        sa.select(Dismissal).where(
            Dismissal.detector == detector,
            Dismissal.words == words,
            Dismissal.scope == scope,
            Dismissal.within == within,
        )
    ).one_or_none()


def covered_by(garble: Garble, scope: str, *, by: User | None) -> Sequence[Garble]:
    """The other suspected garbles of this rule with these words, in the scope, that this person may see."""
    if scope == "here" or garble.detector is None:
        return []
    found = (
        sa.select(Garble.id, Garble.quote)
        .join(Article, Article.id == Garble.article_id)
        .where(
            Garble.state == "suspected", Garble.detector == garble.detector, Garble.id != garble.id,
            Garble.withdrawn.is_(False), visible(by),
        )
    )  # fmt: skip
    if scope == "article":
        found = found.where(Garble.article_id == garble.article_id)
    elif scope == "feed":
        found = found.where(Article.feed == garble.article.feed)
    words = folded(garble.quote)
    wanted = [row.id for row in db.session.execute(found) if folded(row.quote) == words]
    return loaded(wanted)


def loaded(idents: Sequence[int]) -> list[Garble]:
    """Garbles by id, in batches that every database takes."""
    rows: list[Garble] = []
    for start in range(0, len(idents), 500):
        rows += db.session.scalars(sa.select(Garble).where(Garble.id.in_(idents[start : start + 500])))
    return rows


def behind(garble: Garble) -> Dismissal | None:
    """The dismissal that this garble's own dismissal made, or was covered by."""
    if garble.state != "dismissed" or garble.detector is None or garble.decided_at is None:
        return None
    return db.session.scalars(
        sa.select(Dismissal).where(
            Dismissal.detector == garble.detector,
            Dismissal.words == folded(garble.quote),
            Dismissal.created_at == garble.decided_at,
            Dismissal.created_by_id == garble.decided_by_id,
        )
    ).first()


def forget(dismissal: Dismissal) -> None:
    """Let the rule find these words again in what comes in from now on."""
    db.session.delete(dismissal)
    db.session.flush()


def passing(version: Version, findings: Sequence[Finding]) -> list[Finding]:
    """The findings that stay: those whose rule is not switched off there, and whose words nobody dismissed there."""
    if not findings:
        return []
    article = version.article
    off = switched_off(article.feed)
    asked = {(finding.detector, folded(finding.quote)) for finding in findings if finding.detector not in off}
    dismissed = dismissed_among(asked, article)
    return [
        finding
        for finding in findings
        if finding.detector not in off and (finding.detector, folded(finding.quote)) not in dismissed
    ]


def switched_off(feed: str | None) -> frozenset[str]:
    """The rules that are off everywhere or in this feed."""
    feeds = ("", feed) if feed else ("",)
    return frozenset(db.session.scalars(sa.select(RuleSwitch.detector).where(RuleSwitch.feed.in_(feeds))))


def dismissed_among(asked: Collection[tuple[str, str]], article: Article) -> set[tuple[str, str]]:
    """Of (rule, folded words), those that a dismissal covers in this article."""
    holds = [Dismissal.scope == "everywhere", sa.and_(Dismissal.scope == "article", Dismissal.within == article.uid)]
    if article.feed:
        holds.append(sa.and_(Dismissal.scope == "feed", Dismissal.within == article.feed))
    found: set[tuple[str, str]] = set()
    words = sorted({folded_words for _, folded_words in asked})
    for start in range(0, len(words), 500):
        rows = db.session.execute(
            sa.select(Dismissal.detector, Dismissal.words).where(
                Dismissal.words.in_(words[start : start + 500]), sa.or_(*holds)
            )
        )
        found |= {(row.detector, row.words) for row in rows} & set(asked)
    return found
