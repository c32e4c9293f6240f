"""What the sample does not have and a desk does, for its pictures: a new version that asks, an article that another
outlet cut, a disagreement that was decided, an article that is ready in spite of something."""

from __future__ import annotations

from collections import Counter

import sqlalchemy as sa

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.contradictions import service as contradictions
from annotator.contradictions.models import Disagreement
from annotator.db import db, transaction
from annotator.gazetteer.queries import gazetteer
from annotator.ingest import renewing
from annotator.ingest.draft import ArticleDraft, Origin
from annotator.ingest.pipeline import Choices, take_in
from annotator.readiness import service as readiness

JUDGED = ("assessed", "settled")


def bring_in(but: int) -> dict[str, int]:
    """What comes in, of other articles than `but`: a new version, a text that another outlet cut. Gives the numbers of
    the articles by name. Then it must be looked for sightings and disagreements."""
    rows = db.session.scalars(sa.select(Claim).where(Claim.state.in_(JUDGED), Claim.article_id != but)).all()
    chosen = [ident for ident, _ in Counter(claim.article_id for claim in rows).most_common(3)]
    renewed, cut, passed = (db.session.get_one(Article, ident) for ident in chosen)
    give_new_version(renewed, [claim for claim in rows if claim.article_id == renewed.id], person())
    shorter = ArticleDraft(
        half_of(cut.current.text), Origin("cut.txt"), title="Three rockets on the Green Zone", feed="Harbour Post",
        published=cut.published_at,
    )  # fmt: skip
    relay = take_in(shorter, by=person(), choices=Choices(), gazetteer=gazetteer())
    return {"renewed": renewed.id, "relayed": relay.article or cut.id, "passed": passed.id}


def decide(passed: int) -> None:
    """Pass over what stands in the way of an article, and decide on a pair of another one."""
    with transaction(by=person(), verb="decide"):
        elsewhere = sa.and_(Disagreement.first_article_id != passed, Disagreement.second_article_id != passed)
        for pair in db.session.scalars(sa.select(Disagreement).where(Disagreement.state == "open", elsewhere).limit(2)):
            contradictions.decide(pair, pair.proposed, note="Asked of both outlets.", by=person())
    with transaction(by=person(), verb="ready"):
        why = "The desk in Erbil has read both figures to us by telephone."
        readiness.approve(db.session.get_one(Article, passed), by=person(), reason=why)


def person() -> User:
    """The one who was invited last."""
    found = db.session.scalars(sa.select(User).order_by(User.id.desc())).first()
    assert found is not None
    return found


def give_new_version(article: Article, judged: list[Claim], person: User) -> None:
    """A text without the sentence of one judged claim, with that of another twice and a figure of a third changed."""
    text = article.current.text
    gone, twice, other, *_ = sorted(judged, key=lambda claim: claim.anchors[0].start)
    first, second, third = (sentence_of(text, claim.anchors[0].start) for claim in (gone, twice, other))
    new = text.replace(third, third.translate(str.maketrans("23456789", "34567892")), 1).replace(first, "", 1)
    new = f"{new}\n\n{second}\n\nThe ministry said on Friday that it would answer the questions of the wire in a week."
    draft = ArticleDraft(new, Origin("wire.txt"), title=article.title)
    ready = renewing.prepared(article, draft, gazetteer=gazetteer())
    with transaction(by=person, verb="new version"):
        renewing.store(article, draft, ready, by=person)


def sentence_of(text: str, at: int) -> str:
    start = max(text.rfind(mark, 0, at) for mark in (". ", "\n", '" '))
    end = min((found for mark in (". ", ".\n", ".") if (found := text.find(mark, at)) >= 0), default=len(text) - 1)
    return text[start + 1 : end + 1].strip()


def half_of(text: str) -> str:
    paragraphs = text.split("\n\n")
    return "\n\n".join(paragraphs[: len(paragraphs) // 2 + 1])
