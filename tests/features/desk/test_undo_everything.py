"""Random work of one person, undone to the beginning and redone to the end: every row as it was, on both databases."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.accounts.models import User
from annotator.articles import service as articles
from annotator.articles.models import Article
from annotator.claims import evidence, mending
from annotator.claims import service as claims
from annotator.claims.models import Claim, Evidence, Fact
from annotator.corrections import service as corrections
from annotator.corrections.models import Correction, Notice
from annotator.corrections.notices import service as notices
from annotator.db import Model, db, transaction
from annotator.desk.bench.zoning import rezone
from annotator.desk.history.steps import offered
from annotator.desk.history.undoing import next_step, take_back
from annotator.errors import Invalid, NotAllowed
from annotator.garbles import service as garbles
from annotator.garbles.models import Garble
from annotator.gazetteer.models import Entity
from annotator.reviews import service as reviews
from annotator.reviews.comments import service as comments
from annotator.reviews.models import Assessment
from annotator.sources.service import find_or_create
from annotator.text.spans import Span
from tests.support.cast import Cast, make_cast
from tests.support.factories import make_article, make_claim, make_garble

ACTIONS = 60  # 200 hold too, and take five times as long
TEXT = (
    "Two soldiers were wounded near Kirkuk on Monday, 15 February 2021. The ministry sent 300 guards to the town.\n\n"
    "About 2,500 troops are stationed in the al-Hasid camp, a spokesman for the mayor said. The camp was closed in "
    "2019, and 40 tents were burned.\n\nOur reporters add that nobody was paid. Read more on our site."
)
# Written by the program for itself, or counted up by every save.
LEFT_OUT = {"history", "journal", "idempotency_keys"}
COUNTING = {"row_version", "changed_at"}


def everything() -> dict[str, list[Any]]:
    """All rows of all tables. Facts by rule are read anew with other numbers: compared by what they say."""
    db.session.expire_all()
    found = {}
    for table in Model.metadata.sorted_tables:
        if table.name in LEFT_OUT:
            continue
        columns = [column for column in table.c if column.name not in COUNTING]
        if table is Fact.__table__:
            columns = [column for column in columns if column.name != "id"]
        rows = db.session.execute(sa.select(*columns)).all()
        found[table.name] = sorted(repr(tuple(row)) for row in rows)
    db.session.rollback()
    return found


def unlike(wanted: dict[str, list[Any]]) -> dict[str, set[str]]:
    """The rows that are not as wanted, by table."""
    found = everything()
    return {table: set(rows) ^ set(wanted[table]) for table, rows in found.items() if rows != wanted[table]}


class Work:
    """What a reviewer may do, each on something chosen at random."""

    def __init__(self, article: Article, by: User, seed: int) -> None:
        self.article, self.by, self.chance = article, by, random.Random(seed)

    def one(self, model: Any, *where: Any) -> Any:
        of_article = [model.article_id == self.article.id] if hasattr(model, "article_id") else []
        rows = db.session.scalars(sa.select(model).where(*of_article, *where).order_by(model.id)).all()
        if not rows:
            raise Invalid("nothing there")
        return self.chance.choice(rows)

    def claim(self) -> Claim:
        found: Claim = self.one(Claim)
        return found

    def span(self, near: Claim | None = None) -> Span:
        words = [(at, at + len(word)) for word in set(TEXT.split()) if (at := TEXT.find(word)) >= 0]
        start, end = self.chance.choice(sorted(words))
        return Span(start, min(len(TEXT.rstrip()), max(end, TEXT.find(" ", end + self.chance.randrange(20)))))

    def judge(self) -> None:
        verdict = self.chance.choice(("true", "mostly false", "mixed"))
        note = self.chance.choice(("", "Asked twice."))
        reviews.assess(self.claim(), verdict=verdict, confidence=self.chance.randrange(101), note=note, by=self.by)

    def accept(self) -> None:
        claims.accept(self.claim(), by=self.by)

    def reject(self) -> None:
        claims.reject(self.claim(), by=self.by)

    def reopen(self) -> None:
        claims.reopen(self.claim(), by=self.by)

    def reword(self) -> None:
        kinds = self.chance.sample(["event", "quantity"], self.chance.randrange(3))
        claims.reword(self.claim(), wording=f"Said anew {self.chance.randrange(9)}", kinds=kinds, by=self.by)

    def reanchor(self) -> None:
        claims.reanchor(self.claim(), [self.span() for _ in range(self.chance.randrange(1, 3))], by=self.by)

    def split(self) -> None:
        claim = self.claim()
        words = claim.anchors[0].quote.split()
        cut = self.chance.randrange(1, max(2, len(words)))
        claims.split(claim, [" ".join(words[:cut]), " ".join(words[cut:])], by=self.by)

    def merge(self) -> None:
        claims.merge([self.claim(), self.claim()], by=self.by)

    def mend(self) -> None:
        of_article = Fact.claim_id.in_(sa.select(Claim.id).where(Claim.article_id == self.article.id))
        fact = self.one(Fact, Fact.kind == "quantity", of_article)
        mending.mend(fact, {"value": str(self.chance.randrange(1, 99)), "qualifier": "about"}, by=self.by)

    def add_evidence(self) -> None:
        title = self.chance.choice(("Hospital log", "Camp register"))
        evidence.add_evidence(
            self.claim(), find_or_create(title, by=self.by), stance="refutes", passage="Three.", by=self.by
        )

    def remove_evidence(self) -> None:
        evidence.remove_evidence(self.one(Evidence), by=self.by)

    def make_claim(self) -> None:
        claims.create(self.article.current, [self.span()], by=self.by)

    def propose(self) -> None:
        corrections.propose(self.article.current, self.span(), replacement="other", kind="style", by=self.by)

    def take_correction(self) -> None:
        corrections.accept(self.one(Correction), by=self.by)

    def reject_correction(self) -> None:
        corrections.reject(self.one(Correction), by=self.by)

    def change_correction(self) -> None:
        words = corrections.Words(
            f"words {self.chance.randrange(9)}", "fact", "Asked.", find_or_create("Log", by=self.by)
        )
        corrections.change(self.one(Correction), words, by=self.by)

    def merge_corrections(self) -> None:
        rows = [self.one(Correction), self.one(Correction)]
        words = corrections.Words("merged words", self.chance.choice(("fact", "style")))
        corrections.merge(self.article.current, list(dict.fromkeys(rows)), self.span(), words, by=self.by)

    def draft_notice(self) -> None:
        notices.draft(self.article, by=self.by)

    def edit_notice(self) -> None:
        text = f"It said {self.chance.randrange(9)}."
        notices.edit(self.one(Notice), kind=self.chance.choice(("correction", "refile")), text=text, by=self.by)

    def approve_notice(self) -> None:
        notices.approve(self.one(Notice), by=self.by)

    def withdraw_notice(self) -> None:
        notices.withdraw(self.one(Notice), by=self.by)

    def hold_back(self) -> None:
        claims.mark_sensitive(self.claim(), self.chance.choice((True, False)), by=self.by)

    def mark_garble(self) -> None:
        garbles.create(self.article.current, self.span(), category="leftover", by=self.by)

    def confirm(self) -> None:
        garbles.confirm(self.one(Garble), entity=db.session.scalars(sa.select(Entity)).first(), by=self.by)

    def dismiss(self) -> None:
        garbles.dismiss(self.one(Garble), scope=self.chance.choice(("here", "article", "everywhere")), by=self.by)

    def reopen_garble(self) -> None:
        garbles.reopen(self.one(Garble), by=self.by)

    def take_back(self) -> None:
        garbles.take_back(self.one(Garble), by=self.by)

    def comment(self) -> None:
        comments.comment(self.article, text="Ask again.", claim=self.chance.choice((None, self.claim())), by=self.by)

    def settle(self) -> None:
        reviews.settle(self.claim(), by=self.by)

    def ask_again(self) -> None:
        reviews.ask_again(self.claim(), by=self.by)

    def zone(self) -> None:
        kind = self.chance.choice((None, "boilerplate", "caption"))
        rezone(self.article.current, self.span(), kind, by=self.by)

    def collect(self) -> None:
        name = self.chance.choice(("Kirkuk", "Camps"))
        articles.collect(self.article, articles.find_or_create_collection(name, by=self.by), by=self.by)

    @property
    def actions(self) -> list[Callable[[], None]]:
        return [
            self.judge, self.judge, self.accept, self.reject, self.reopen, self.reword, self.reanchor, self.split,
            self.merge, self.mend, self.add_evidence, self.remove_evidence, self.make_claim, self.propose,
            self.take_correction, self.change_correction, self.merge_corrections, self.reject_correction,
            self.draft_notice, self.edit_notice, self.approve_notice, self.withdraw_notice, self.hold_back,
            self.mark_garble, self.confirm, self.dismiss,
            self.reopen_garble, self.take_back, self.comment, self.settle, self.ask_again, self.zone,
        ]  # fmt: skip


def backwards(article: Article, way: str, by: User) -> bool:
    """Undo or redo one step; False when there is none any more."""
    offer = offered(article.id, by).get(way)
    if offer is None:
        return False
    step = next_step(article, way, None, by=by)
    with transaction(by=by, verb=f"{way}: {offer.verb}", undoes=step.id):
        take_back(article, way, offer.entry_id, by=by)
    return True


def set_up() -> tuple[Article, Cast]:
    cast = make_cast()
    with transaction(by=None):
        article = make_article(TEXT, feed="Camp Wire")
        make_claim(article, "Two soldiers were wounded near Kirkuk on Monday", state="suggested", origin="rule")
        camp = make_claim(article, "About 2,500 troops are stationed in the al-Hasid camp", state="suggested")
        for claim in db.session.scalars(sa.select(Claim)):
            claims.read_again(claim)
        make_garble(article, "al-Hasid")
        make_garble(article, "Read more", detector="leftover", category="leftover", suggestions=[])
        db.session.add(Entity(key="hashd", name="al-Hashd al-Shaabi", kind="group"))
        db.session.add(Assessment(claim=camp, reviewer_id=cast.colleague.id, verdict="mixed", confidence=50))
    return article, cast


@pytest.mark.parametrize("seed", [2])
def test_everything_is_undone_and_redone(either_app: Flask, seed: int) -> None:
    article, cast = set_up()
    by = cast.editor  # who may also accept and take back corrections
    work = Work(article, by, seed)
    states, done = [everything()], 0
    tries = 0
    while done < ACTIONS and tries < ACTIONS * 8:
        tries += 1
        action = work.chance.choice(work.actions)
        try:
            with transaction(by=by, verb=action.__name__):
                action()
        except (Invalid, NotAllowed):
            continue
        done += 1
        if done % 20 == 0:
            states.append(everything())
    states.append(everything())
    assert done == ACTIONS
    undone = 0
    while backwards(article, "undo", by):
        undone += 1
    assert unlike(states[0]) == {}
    redone = 0
    while backwards(article, "redo", by):
        redone += 1
    assert undone == redone
    assert unlike(states[-1]) == {}
