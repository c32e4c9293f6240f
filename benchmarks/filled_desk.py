"""Fill a desk with invented articles, claims, garbles and judgements, for benchmarks/desk.py to measure."""

from __future__ import annotations

import argparse
import hashlib
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask

from annotator.accounts.models import Role, User
from annotator.accounts.passwords import hashed
from annotator.articles.models import Article, Version
from annotator.claims.models import Claim, ClaimAnchor
from annotator.claims.priority import priority_of, prominence_of
from annotator.db import db, transaction
from annotator.garbles.models import Garble
from annotator.reviews.models import Assessment
from annotator.search.engines.chosen import store_of
from annotator.search.keeping.indexer import Keeper
from benchmarks.wire_copy import FEEDS, Writer

PASSWORD = "a long pass phrase of the bench"
PEOPLE = 8
STATES = ("suggested",) * 5 + ("open",) * 2 + ("assessed",) * 3 + ("settled", "recheck", "not-a-claim")
VERDICTS = ("true", "mostly true", "false", "unverifiable")
BEGIN = datetime(2021, 1, 1, tzinfo=UTC)


def fill(app: Flask, given: argparse.Namespace) -> None:
    """Straight into the tables, without history: what a desk holds is to be measured, not how it got there."""
    writer = Writer(7)
    with transaction(by=None):
        role = db.session.scalars(sa.select(Role).where(Role.name == "editor")).one()
        word = hashed(PASSWORD)
        db.session.add_all(
            User(name=f"Reader {number}", email=f"reader{number}@example.org", role=role, password=word)
            for number in range(PEOPLE)
        )
    for first in range(0, given.articles, 500):
        with transaction(by=None):
            insert_articles(writer, range(first, min(first + 500, given.articles)), given.claims)
    with transaction(by=None):
        insert_articles(writer, range(given.articles, given.articles + 10), 30)
        if given.long:
            insert_articles(writer, range(given.articles + 10, given.articles + 11), given.long)
    if given.articles <= 2_000:  # more would take minutes, and no measure here searches
        keeper = Keeper(store_of(app.config))
        with keeper.store.writing():
            keeper.bring_up()
            keeper.close()


def insert_articles(writer: Writer, numbers: range, claims: int) -> None:
    pick = writer.random
    articles: list[dict[str, Any]] = []
    versions: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    anchors: list[dict[str, Any]] = []
    garbles: list[dict[str, Any]] = []
    assessments: list[dict[str, Any]] = []
    first_claim = (db.session.scalar(sa.select(sa.func.max(Claim.id))) or 0) + 1
    for number in numbers:
        ident, at = number + 1, BEGIN + timedelta(hours=number % 2_000)
        sentences = [writer.sentence() for _ in range(max(25, claims))]
        text = "\n\n".join(sentences)
        articles.append({"id": ident, "uid": str(uuid.UUID(int=pick.getrandbits(128))), "title": sentences[0][:70],
            "feed": FEEDS[number % 4], "published_at": at, "created_at": at, "language": "en", "visibility": "desk",
            "current_number": 1, "row_version": 1})  # fmt: skip
        versions.append({"id": ident, "uid": str(uuid.UUID(int=pick.getrandbits(128))), "article_id": ident,
            "number": 1, "text": text, "length": len(text), "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "notes": [], "created_at": at})  # fmt: skip
        start = 0
        for order, sentence in enumerate(sentences):
            place = {"version_id": ident, "version_length": len(text)}
            if order < claims:
                claim = first_claim + len(rows)
                state = pick.choice(STATES)
                judged = state in {"assessed", "settled", "recheck"}
                verdict = pick.choice(VERDICTS) if judged else None
                worth, prominence = pick.random(), prominence_of(start, len(text))
                rows.append({"id": claim, "uid": str(uuid.UUID(int=pick.getrandbits(128))), "article_id": ident,
                    "wording": sentence, "kinds": ["event"], "worth": worth, "prominence": prominence,
                    "priority": priority_of(worth, prominence, at), "reasons": ["for: has a quantity"],
                    "checkable": True, "marks": [], "state": state, "state_since": at, "verdict": verdict,
                    "confidence": 80 if judged else None, "origin": "rule", "withdrawn": False, "disputed": False,
                    "created_at": at, "row_version": 1})  # fmt: skip
                anchors.append({"claim_id": claim, **place, "start": start, "end": start + len(sentence),
                    "quote": sentence, "prefix": text[max(0, start - 40) : start],
                    "suffix": text[start + len(sentence) :][:40]})  # fmt: skip
                if judged:
                    assessments.append({"uid": str(uuid.UUID(int=pick.getrandbits(128))), "claim_id": claim,
                        "reviewer_id": 1 + order % PEOPLE, "verdict": verdict, "confidence": 80, "note": "",
                        "created_at": at, "changed_at": at, "row_version": 1})  # fmt: skip
            if order % 6 == 1 and order < 30:
                end = start + sentence.index(" ", 4)
                garbles.append({"uid": str(uuid.UUID(int=pick.getrandbits(128))), "article_id": ident, **place,
                    "start": start, "end": end, "quote": text[start:end], "prefix": "", "suffix": "",
                    "category": "garbled-name", "severity": "major", "state": "suspected", "reason": "Sounds alike.",
                    "suggestions": [], "detector": "garbled-name", "created_at": at, "row_version": 1})  # fmt: skip
            start += len(sentence) + 2
    for model, found in ((Article, articles), (Version, versions), (Claim, rows), (ClaimAnchor, anchors),
                         (Garble, garbles), (Assessment, assessments)):  # fmt: skip
        if found:
            db.session.execute(sa.insert(model.__table__), found)  # type: ignore[attr-defined]
