"""Fill a desk for benchmarks/search.py: articles of 3 KB with claims, facts, judgements, garbles, sources, names."""

from __future__ import annotations

import hashlib
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from annotator.accounts.models import Role, User
from annotator.accounts.passwords import hashed
from annotator.articles.models import Article, Collection, Version, membership
from annotator.claims.models import FAULTS, VERDICTS, Claim, ClaimAnchor, Evidence, Fact
from annotator.corrections.models import Correction
from annotator.db import db, transaction
from annotator.garbles.models import Garble
from annotator.gazetteer.models import Alias, Entity
from annotator.reviews.models import Assessment, Comment
from annotator.sources.models import SOURCE_KINDS, Source
from annotator.text.spans import CLAIM_KINDS
from benchmarks.wire_copy import FEEDS, Writer

PASSWORD: Final = "a long pass phrase of the bench"
PEOPLE: Final = 14
SENTENCES: Final = 25
CLAIMS: Final = 11.85  # of an article on average: 237,000 of 20,000
STATES: Final = ("suggested",) * 5 + ("open",) * 2 + ("assessed",) * 3 + ("settled", "recheck", "not-a-claim")
JUDGED: Final = frozenset({"assessed", "settled", "recheck"})
BEGIN: Final = datetime(2019, 1, 1, tzinfo=UTC)
SOURCES: Final = 500
COLLECTIONS: Final = 24
BATCH: Final = 500


def fill(articles: int, seed: int) -> None:
    """Straight into the tables, without history and journal, in batches. Needs an application context."""
    writer = Writer(seed)
    with transaction(by=None):
        _people_and_names(writer)
    for first in range(0, articles, BATCH):
        with transaction(by=None):
            _articles(writer, range(first, min(first + BATCH, articles)))


def _people_and_names(writer: Writer) -> None:
    pick = writer.random
    role = db.session.scalars(sa.select(Role).where(Role.name == "editor")).one()
    word = hashed(PASSWORD)
    db.session.add_all(
        User(name=f"Reader {number}", email=f"reader{number}@example.org", role=role, password=word)
        for number in range(PEOPLE)
    )
    db.session.add_all(Collection(name=f"Collection {number}") for number in range(COLLECTIONS))
    for number, name in enumerate(writer.names):
        _, surname = name.split()
        entity = Entity(key=f"bench-{number}", name=name, kind="person")
        entity.aliases = [Alias(name=surname), Alias(name=f"al-{surname}"), Alias(name=f"{name[0]}. {surname}")]
        db.session.add(entity)
    for number in range(SOURCES):
        kind, publisher = SOURCE_KINDS[number % len(SOURCE_KINDS)], pick.choice(FEEDS)
        db.session.add(Source(title=writer.sentence()[:60], kind=kind, publisher=publisher, note=writer.sentence()))


def _articles(writer: Writer, numbers: range) -> None:
    rows = Rows(writer)
    for number in numbers:
        rows.add(number)
    rows.insert()


class Rows:
    """The rows of some articles, by table."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.pick = writer.random
        self.of: dict[Any, list[dict[str, Any]]] = {
            table: []
            for table in (
                Article,
                Version,
                membership,
                Claim,
                ClaimAnchor,
                Fact,
                Evidence,
                Garble,
                Correction,
                Assessment,
                Comment,
            )
        }
        self.next_claim = (db.session.scalar(sa.select(sa.func.max(Claim.id))) or 0) + 1

    def uid(self) -> str:
        return str(uuid.UUID(int=self.pick.getrandbits(128)))

    def insert(self) -> None:
        for model, found in self.of.items():
            if found:
                db.session.execute(sa.insert(getattr(model, "__table__", model)), found)

    def add(self, number: int) -> None:
        ident, at, pick = number + 1, BEGIN + timedelta(hours=number % 26_000), self.pick
        sentences = [self.writer.sentence() for _ in range(SENTENCES)]
        text = "\n\n".join(sentences)
        self.of[Article].append({"id": ident, "uid": self.uid(), "title": sentences[0][:70],
            "feed": FEEDS[number % len(FEEDS)], "outlet": f"Outlet {number % 60}",
            "byline": pick.choice(self.writer.names), "translator": f"Engine {number % 5}", "published_at": at,
            "created_at": at, "language": ("en", "en", "fr", "ar")[number % 4], "visibility": "desk",
            "current_number": 1, "row_version": 1})  # fmt: skip
        self.of[Version].append({"id": ident, "uid": self.uid(), "article_id": ident, "number": 1, "text": text,
            "length": len(text), "sha256": hashlib.sha256(text.encode()).hexdigest(), "notes": [],
            "created_at": at})  # fmt: skip
        if number % 3 == 0:
            self.of[membership].append({"collection_id": 1 + number // 3 % COLLECTIONS, "article_id": ident})
        # Whole numbers of claims that come to the average.
        claims = int((number + 1) * CLAIMS) - int(number * CLAIMS)
        start = 0
        for order, sentence in enumerate(sentences):
            place = {"version_id": ident, "version_length": len(text), "start": start, "end": start + len(sentence)}
            if order < claims:
                self.claim(ident, at, sentence, place)
            elif order == claims + 1:
                self.garble(ident, at, sentence, place)
            elif order == claims + 2 and number % 4 == 0:
                self.correction(ident, at, sentence, place)
            start += len(sentence) + 2

    def claim(self, article: int, at: datetime, sentence: str, place: dict[str, Any]) -> None:
        pick, ident = self.pick, self.next_claim
        self.next_claim += 1
        state = pick.choice(STATES)
        verdict = pick.choice(VERDICTS) if state in JUDGED else None
        confidence = pick.randrange(101) if verdict else None
        fault = pick.choice(FAULTS) if verdict in {"false", "mostly false"} else None
        wording = sentence if pick.random() < 0.7 else f"{pick.choice(self.writer.names)} said {sentence}"
        self.of[Claim].append({"id": ident, "uid": self.uid(), "article_id": article, "wording": wording,
            "kinds": [pick.choice(CLAIM_KINDS)], "worth": pick.random(), "prominence": 0.5, "priority": 0.5,
            "reasons": [], "checkable": pick.random() < 0.9, "marks": [], "state": state, "state_since": at,
            "verdict": verdict, "confidence": confidence, "fault": fault, "origin": "rule", "withdrawn": False,
            "disputed": pick.random() < 0.04, "assignee_id": pick.randint(1, PEOPLE) if pick.random() < 0.2 else None,
            "created_at": at, "row_version": 1})  # fmt: skip
        self.of[ClaimAnchor].append({"claim_id": ident, **place, "quote": sentence, "prefix": "", "suffix": ""})
        if pick.random() < 0.5:
            self.fact(ident, "quantity", value=float(pick.randint(2, 9_000)), unit=self.writer.unit(),
                      role=pick.choice(("killed", "wounded", "deployed", "paid")))  # fmt: skip
        if pick.random() < 0.3:
            self.fact(ident, "speaker", quote=pick.choice(self.writer.names), role="person")
        if pick.random() < 0.3:
            self.fact(ident, "place", quote=pick.choice(self.writer.body[:300]).capitalize())
        if verdict:
            note = self.writer.sentence() if pick.random() < 0.1 else ""
            self.of[Assessment].append({"uid": self.uid(), "claim_id": ident, "reviewer_id": pick.randint(1, PEOPLE),
                "verdict": verdict, "confidence": confidence, "note": note, "created_at": at, "changed_at": at,
                "row_version": 1})  # fmt: skip
            if pick.random() < 0.3:
                self.of[Evidence].append({"uid": self.uid(), "claim_id": ident, "source_id": pick.randint(1, SOURCES),
                    "stance": "context", "passage": sentence[:60], "passage_sha256": "", "created_at": at,
                    "row_version": 1})  # fmt: skip
        if pick.random() < 0.02:
            self.of[Comment].append({"uid": self.uid(), "article_id": article, "claim_id": ident,
                "author_id": pick.randint(1, PEOPLE), "text": self.writer.sentence(), "created_at": at,
                "row_version": 1})  # fmt: skip

    def fact(self, claim: int, kind: str, **more: Any) -> None:
        own = {"quote": "fact", "value": None, "unit": None, "role": None} | more
        self.of[Fact].append({"claim_id": claim, "kind": kind, "start": 0, "end": 4, "origin": "rule",
            "row_version": 1, **own})  # fmt: skip

    def garble(self, article: int, at: datetime, sentence: str, place: dict[str, Any]) -> None:
        words = sentence.split()[:2]
        quote = " ".join(words)
        name = self.pick.choice(self.writer.names)
        self.of[Garble].append({"uid": self.uid(), "article_id": article, **place, "end": place["start"] + len(quote),
            "quote": quote, "prefix": "", "suffix": "", "category": "garbled-name", "severity": "major",
            "state": self.pick.choice(("suspected", "suspected", "dismissed")), "reason": "Sounds alike.",
            "suggestions": [{"name": name, "score": 0.8, "reason": "close in sound", "entity": None}],
            "detector": "garbled-name", "created_at": at, "row_version": 1})  # fmt: skip

    def correction(self, article: int, at: datetime, sentence: str, place: dict[str, Any]) -> None:
        first = sentence.split(maxsplit=1)[0]
        self.of[Correction].append({"uid": self.uid(), "article_id": article, **place,
            "end": place["start"] + len(first), "quote": first, "prefix": "", "suffix": "",
            "replacement": self.pick.choice(self.writer.body[:500]), "kind": "translation", "reason": "",
            "state": "proposed", "created_at": at, "row_version": 1})  # fmt: skip
