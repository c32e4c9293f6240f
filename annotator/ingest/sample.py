"""The sample corpus: its gazetteer, its articles through the same pipeline, its reviews through the same services.

corpus/README.md has the format of `reviews.jsonl`. Loading twice changes nothing: texts are known by their hash, and
an article whose reviews were loaded says so in its history.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm.attributes import set_committed_value

from ..accounts.models import Role, User
from ..articles.models import Article, Version
from ..claims import service as claims
from ..claims.evidence import add_evidence
from ..claims.models import Claim
from ..claims.states import move
from ..config import ROOT
from ..corrections import service as corrections
from ..db import db, transaction
from ..db.tracking import HistoryEntry
from ..garbles import service as garbles
from ..garbles.kinds import KINDS
from ..garbles.models import Garble
from ..gazetteer.importing import load_records
from ..gazetteer.models import Entity
from ..gazetteer.queries import gazetteer
from ..gazetteer.records import read_jsonl
from ..reviews import service as reviews
from ..reviews.comments import service as comments
from ..sightings import service as sightings
from ..sightings.models import Matter
from ..sources import service as sources
from ..sources.models import Source
from ..text.spans import Span
from .draft import ArticleDraft
from .limits import Limits
from .paths import files
from .pipeline import Choices, take_in_all
from .report import Report
from .sandbox import read_files

CORPUS = ROOT / "corpus"
VERB = "load sample reviews"
# Two readings of a sentence that differ by a clause share less than this of their words.
SAME = 0.8
# A suggestion with fewer words of its own than this leaves says what a reviewed claim says already.
MOSTLY = 0.6

Line = Mapping[str, Any]
Progress = Callable[[int, int], None]


def load_sample(
    progress: Progress = lambda done, total: None, *, folder: Path = CORPUS, limits: Limits | None = None
) -> Report:
    """Load the corpus of a folder. `progress` hears how many of how many steps are done; the report is of its articles.

    Each article is one transaction, and its reviews another: a load that was broken off goes on where it stopped.
    """
    drafts = [read for _, read in read_files(files([folder / "articles"]), limits or Limits())]
    lines = [json.loads(line) for line in (folder / "reviews.jsonl").read_text(encoding="utf-8").splitlines() if line]
    total = 1 + 2 * len(drafts)
    with transaction(by=None, verb="load gazetteer"), (folder / "gazetteer.jsonl").open(encoding="utf-8") as records:
        load_records(read_jsonl(records, "gazetteer.jsonl"), by=None)
    progress(1, total)
    report = Report()
    placed: dict[str, int] = {}
    for draft, entry in zip(
        drafts, take_in_all(drafts, by=None, choices=Choices(), gazetteer=gazetteer()), strict=True
    ):
        report.entries.append(entry)
        if isinstance(draft, ArticleDraft) and draft.identifier and entry.article is not None:
            placed[draft.identifier] = entry.article
        progress(1 + len(report.entries), total)
    with transaction(by=None, verb="load sample people"):
        load_people_and_sources(lines)
    reviewers = [line["name"] for line in lines if line["type"] == "reviewer"]
    by_article: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if "article" in line:
            by_article[line["article"]].append(line)
    for number, (identifier, article_id) in enumerate(placed.items(), start=1):
        load_reviews(article_id, by_article[identifier], reviewers)
        progress(1 + len(drafts) + number, total)
    for line in lines:
        if line["type"] == "matter":
            load_matter(line, placed)
    progress(total, total)
    return report


def load_people_and_sources(lines: list[Line]) -> None:
    """Sample reviewers cannot log in: they have no password and no address, and are not active."""
    role = db.session.scalars(sa.select(Role).where(Role.name == "reviewer")).one()
    for line in lines:
        if line["type"] == "reviewer" and reviewer_named(line["name"]) is None:
            db.session.add(User(name=line["name"], email=None, password=None, active=False, role=role))
        elif line["type"] == "source" and source_titled(line["title"]) is None:
            said = {name: value for name, value in line.items() if name != "type"}
            sources.create(sources.SourceFields(**said), by=None)
    db.session.flush()


def reviewer_named(name: str) -> User | None:
    """The sample reviewer of this name, never a person who can log in."""
    return db.session.scalars(
        sa.select(User).where(User.name == name, User.password.is_(None), User.active.is_(False))
    ).one_or_none()


def source_titled(title: str) -> Source | None:
    return db.session.scalars(sa.select(Source).where(Source.title == title).order_by(Source.id)).first()


def load_reviews(article_id: int, lines: list[Line], reviewers: list[str]) -> None:
    """Put one article's reviews on the desk, once, in one transaction."""
    with transaction(by=None, verb=VERB):
        done = sa.select(sa.exists().where(HistoryEntry.article_id == article_id, HistoryEntry.verb == VERB))
        if not lines or db.session.scalar(done):
            return
        review = SampleReview(db.session.get_one(Article, article_id), reviewers)
        for line in lines:
            review.load(line)
        review.put_doubles_aside()


def load_matter(line: Line, placed: Mapping[str, int]) -> None:
    """Put claims of several articles into one matter, once, in one transaction."""
    with transaction(by=reviewer_named(line["by"]), verb=VERB):
        if db.session.scalar(sa.select(sa.exists().where(Matter.title == line["title"]))):
            return
        by = reviewer_named(line["by"])
        assert by is not None, line["by"]
        first, *others = (claim_on(placed[one["article"]], one["quote"]) for one in line["claims"])
        for other in others:
            matter = sightings.join(first, other, by=by)
        matter.title, matter.note = line["title"], line["note"]


def claim_on(article_id: int, quote: str) -> Claim:
    """The claim of an article that stands on these words."""
    article = db.session.get_one(Article, article_id)
    start = article.current.text.index(quote)
    there = db.session.scalars(sa.select(Claim).where(Claim.article_id == article_id, Claim.state != "not-a-claim"))
    found = nearest(Span(start, start + len(quote)), {row: [each.span for each in row.anchors] for row in there})
    assert found is not None, quote
    return found


Anchored = TypeVar("Anchored", Claim, Garble)


@dataclass
class SampleReview:
    """The reviews of one article while they are loaded."""

    article: Article
    reviewers: list[str]
    people: dict[str, User] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)  # by quote, for comments

    @property
    def version(self) -> Version:
        return self.article.current

    def load(self, line: Line) -> None:
        loaders = {
            "claim": self.load_claim,
            "garble": self.load_garble,
            "correction": self.load_correction,
            "comment": self.load_comment,
        }
        loaders[line["type"]](line)

    def person(self, name: str) -> User:
        if name not in self.people:
            found = reviewer_named(name)
            if found is None:
                raise LookupError(f"reviews.jsonl names no reviewer {name!r}")
            # For what follows in this transaction only: the services let nobody act who is not active.
            set_committed_value(found, "active", True)
            self.people[name] = found
        return self.people[name]

    @contextmanager
    def acting(self, name: str) -> Iterator[User]:
        """Several people act in one transaction: each row of the history names who did it."""
        person = self.person(name)
        db.session.flush()
        before = db.session.info["actor"]
        db.session.info["actor"] = person.id
        yield person
        db.session.flush()
        db.session.info["actor"] = before

    def place(self, line: Line) -> Span:
        """Where its quote stands: it stands there once, with the prefix where one is given."""
        prefix = line.get("prefix", "")
        start = self.version.text.index(prefix + line["quote"]) + len(prefix)
        return Span(start, start + len(line["quote"]))

    def load_claim(self, line: Line) -> None:
        span = self.place(line)
        judges = [said["reviewer"] for said in line["assessments"]] or [self.reviewers[0]]
        with self.acting(judges[0]) as person:
            claim = self.suggested_claim(span)
            if claim is None:
                claim = claims.create(self.version, [span], by=person, wording=line["wording"], kinds=line["kinds"])
            else:
                claims.reword(claim, wording=line["wording"], kinds=line["kinds"], by=person)
                if claim.state == "ambiguous":
                    claims.accept(claim, by=person)
            for piece in line["evidence"]:
                source = source_titled(piece["source"])
                assert source is not None, piece["source"]
                add_evidence(
                    claim, source, stance=piece["stance"], passage=piece["passage"], url=piece["url"], by=person
                )
        for said in line["assessments"]:
            with self.acting(said["reviewer"]) as person:
                reviews.assess(
                    claim, verdict=said["verdict"], confidence=said["confidence"], fault=said["fault"],
                    note=said["note"], by=person,
                )  # fmt: skip
        with self.acting(judges[-1]) as person:
            self.bring_to(claim, line["state"], person)
        self.claims[line["quote"]] = claim

    def bring_to(self, claim: Claim, state: str, person: User) -> None:
        if state == "settled":
            reviews.settle(claim, by=person)
        elif state == "recheck":
            reviews.ask_again(claim, by=person)
        elif state == "not-a-claim":
            claims.reject(claim, by=person)
        elif state == "ambiguous":
            move(claim, "ambiguous")

    def suggested_claim(self, span: Span) -> Claim | None:
        """The claim that the rules found at nearly the same words, if nobody has taken it yet."""
        return nearest(span, self.suggestions())

    def suggestions(self) -> dict[Claim, list[Span]]:
        """The claims that the rules found and nobody has taken yet, with where they stand."""
        there = db.session.scalars(
            sa.select(Claim).where(
                Claim.article_id == self.article.id, Claim.origin == "rule", Claim.state.in_(("suggested", "ambiguous"))
            )
        )
        return {claim: [anchor.span for anchor in claim.anchors] for claim in there}

    def put_doubles_aside(self) -> None:
        """A suggestion most of whose words a reviewed claim covers is no claim of its own any more."""
        reviewed = [anchor.span for claim in self.claims.values() for anchor in claim.anchors]
        with self.acting(self.reviewers[0]) as person:
            for claim, spans in self.suggestions().items():
                covered = sum(shared_length(span, other) for span in spans for other in reviewed)
                if covered >= MOSTLY * sum(span.end - span.start for span in spans):
                    claims.reject(claim, by=person)

    def load_garble(self, line: Line) -> None:
        span = self.place(line)
        with self.acting(line["by"]) as person:
            there = db.session.scalars(
                sa.select(Garble).where(Garble.article_id == self.article.id, Garble.state == "suspected")
            )
            garble = nearest(span, {garble: [garble.span] for garble in there})
            if garble is None:
                garble = garbles.create(self.version, span, category=line["category"], by=person)
            garble.category, garble.severity = line["category"], KINDS[line["category"]].severity
            if line["state"] == "dismissed":
                garbles.dismiss(garble, by=person)
            else:
                entity = db.session.scalars(sa.select(Entity).where(Entity.key == line["entity"])).one_or_none()
                garbles.confirm(garble, by=person, reading=line["reading"], entity=entity)

    def load_correction(self, line: Line) -> None:
        with self.acting(line["by"]) as person:
            correction = corrections.propose(
                self.version, self.place(line), replacement=line["replacement"], kind=line["class"],
                reason=line["reason"], by=person,
            )  # fmt: skip
        if line["state"] == "accepted":
            second_reader = next(name for name in self.reviewers if name != line["by"])
            with self.acting(second_reader) as second:
                corrections.accept(correction, by=second)

    def load_comment(self, line: Line) -> None:
        with self.acting(line["by"]) as person:
            claim = self.claims[line["quote"]] if "quote" in line else None
            comments.comment(self.article, text=line["text"], by=person, claim=claim)


def nearest(span: Span, places: Mapping[Anchored, list[Span]]) -> Anchored | None:
    """What stands at the same words, or at most of them: the code points shared, of all that either covers."""
    best, found = SAME, None
    for row, spans in places.items():
        shared = sum(shared_length(span, at) for at in spans)
        together = span.end - span.start + sum(at.end - at.start for at in spans) - shared
        if shared / together >= best:
            best, found = shared / together, row
    return found


def shared_length(one: Span, other: Span) -> int:
    """The code points that both cover."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))
