"""Measure sightings on a large desk: how soon they are suggested for an article that comes in, what its ingest pays for
it, how long the page of a claim with 200 of them takes.

    .venv/bin/python -m benchmarks.sightings FOLDER [--articles 20000] [--rounds 20] [--only found ingest page]

FOLDER is filled once, as `benchmarks.search` fills it, and every claim's keys are written; the sightings of the old
claims among each other are not looked for. Nothing else should run on the machine.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from flask import Flask

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.config import ROOT
from annotator.db import columns_of, db, transaction
from annotator.gazetteer.queries import gazetteer
from annotator.ingest.draft import ArticleDraft, Origin
from annotator.ingest.pipeline import Choices, take_in
from annotator.sightings.finding.finder import UNREAD, Finder
from annotator.sightings.models import MatchedClaim, MatchingDue, Sighting
from benchmarks.searched_desk import fill
from benchmarks.wire_copy import Writer

MEASURES: Final = ("found", "ingest", "page")
BARS: Final = {"found": 5.0, "ingest": 0.1, "page": 60.0}  # seconds; share; milliseconds
CLAIMS: Final = 12
SIGHTINGS: Final = 200
LONGEST: Final = 300.0  # seconds to wait for anything


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--articles", type=int, default=20_000)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--rounds", type=int, default=20)
    options.add_argument("--only", choices=MEASURES, action="append")
    given = options.parse_args()
    for name, value in measure(given.folder.resolve(), given.articles, given.seed, given.rounds, given.only).items():
        print(f"{name:60} {value}")


def measure(
    folder: Path, articles: int = 20_000, seed: int = 7, rounds: int = 20, only: list[str] | None = None
) -> dict[str, str]:
    """The figures in words, by what they are of; each beside its bar."""
    folder.mkdir(parents=True, exist_ok=True)
    app = opened(folder)
    wanted, told = only or list(MEASURES), {}
    with app.app_context():
        prepare(articles, seed)
        counts = [db.session.scalar(sa.select(sa.func.count()).select_from(each)) for each in (Article, MatchedClaim)]
        db.session.rollback()
        told["articles, claims compared"] = f"{counts[0]:,}, {counts[1]:,}"
        if "found" in wanted:
            times = found_after(folder, rounds, seed)
            told["suggested after an ingest of 12 claims, s, p50 and worst"] = (
                f"{statistics.median(times):.2f}, {max(times):.2f} (at most {BARS['found']:.0f})"
            )
        if "ingest" in wanted:
            without, beside = ingest_times(folder, rounds, seed)
            slower = statistics.median(beside) / statistics.median(without) - 1
            told["ingest without the worker and beside it, ms, p50"] = (
                f"{statistics.median(without):.0f}, {statistics.median(beside):.0f}: "
                f"{slower * 100:+.1f} % (at most {BARS['ingest'] * 100:.0f} %)"
            )
        if "page" in wanted:
            times = page_times(app, rounds)
            told["page of a claim with 200 sightings, ms, p50 and p95"] = (
                f"{statistics.median(times):.1f}, {sorted(times)[int(len(times) * 0.95)]:.1f} "
                f"(at most {BARS['page']:.0f})"
            )
    return told


def opened(folder: Path) -> Flask:
    settings = {"INSTANCE": str(folder), "DATABASE_URL": "", "LOGIN_RATE": "", "INDEXER": False, "JOBS": False}
    app = create(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def create(settings: dict[str, object]) -> Flask:
    from annotator.factory import create_app

    return create_app(settings)


def prepare(articles: int, seed: int) -> None:
    """A filled desk with the keys of every claim; old claims' sightings are as if they had been found."""
    if not db.session.scalar(sa.select(sa.exists().select_from(Article))):
        db.session.rollback()
        fill(articles, seed)
    finder = Finder()
    finder.begin()
    while idents := list(columns_of(UNREAD, {"after": finder.read_after}).scalars()):
        finder.read_after = idents[-1]
        finder.read_keys(idents)
    db.session.rollback()
    with transaction(by=None):
        db.session.connection().execute(sa.delete(MatchingDue).where(~MatchingDue.urgent))


def drafts(seed: int) -> Iterator[ArticleDraft]:
    """Articles of some twelve claims, no two alike."""
    writer = Writer(seed + int(time.time()))
    number = 0
    while True:
        number += 1
        text = "\n\n".join(writer.sentence() for _ in range(CLAIMS))
        yield ArticleDraft(text, Origin(f"{number}.txt"), feed="Measured Wire", title=f"Measured {number}")


def ingest(draft: ArticleDraft, by: User | None) -> int:
    entry = take_in(draft, by=by, choices=Choices(), gazetteer=gazetteer())
    assert entry.article is not None, entry.reason
    return entry.article


@contextmanager
def worker(folder: Path) -> Iterator[None]:
    """The worker as a server has it: a process of its own, behind all others."""
    code = (
        "import os, sys\n"
        "from annotator.factory import create_app\n"
        "from annotator.sightings.finding.worker import Worker\n"
        "os.nice(5)\n"
        "app = create_app({'INSTANCE': sys.argv[1], 'DATABASE_URL': '', 'INDEXER': False, 'JOBS': False})\n"
        "Worker(app).run()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def until(true: Callable[[], bool]) -> float:
    """Seconds until it is so."""
    began = time.monotonic()
    while not true():
        db.session.rollback()
        if time.monotonic() - began > LONGEST:
            raise RuntimeError("it did not happen in time")
        time.sleep(0.02)
    db.session.rollback()
    return time.monotonic() - began


def is_found(article_id: int) -> bool:
    """Whether the sightings of all claims of an article were looked for."""
    left = (
        sa.select(sa.func.count())
        .select_from(Claim)
        .outerjoin(MatchedClaim, MatchedClaim.claim_id == Claim.id)
        .where(Claim.article_id == article_id, Claim.checkable)
        .where(sa.or_(MatchedClaim.claim_id.is_(None), MatchedClaim.signature == b""))
    )
    return columns_of(left).scalar_one() == 0


def found_after(folder: Path, rounds: int, seed: int) -> list[float]:
    """Seconds from the end of each ingest until its sightings are suggested. The first only warms the worker up."""
    made, times = drafts(seed), []
    with worker(folder):
        for _ in range(rounds + 1):
            article_id = ingest(next(made), None)
            times.append(until(lambda ident=article_id: is_found(ident)))  # type: ignore[misc]
    return times[1:]


def ingest_times(folder: Path, rounds: int, seed: int) -> tuple[list[float], list[float]]:
    """Milliseconds of ingests one after another, without the worker and beside it, by turns: what else the machine does
    falls on both alike."""
    made = drafts(seed + 1)

    def several() -> list[float]:
        times = []
        for _ in range(rounds):
            draft = next(made)
            began = time.perf_counter()
            ingest(draft, None)
            times.append((time.perf_counter() - began) * 1000)
        return times

    several()
    without: list[float] = []
    beside: list[float] = []
    for _ in range(2):
        without += several()
        with worker(folder):
            ident = ingest(next(made), None)
            until(lambda ident=ident: is_found(ident))  # type: ignore[misc]
            beside += several()
    return without, beside


def page_times(app: Flask, rounds: int) -> list[float]:
    """Milliseconds of GET of the page of a claim with 200 sightings, at the server."""
    claim_id = claim_with_many()
    client = app.test_client()
    person = db.session.scalars(sa.select(User).order_by(User.id)).first()
    assert person is not None, "nobody works on this desk"
    with client.session_transaction() as session:
        session["_user_id"] = person.fs_uniquifier
        session["_fresh"] = True
    db.session.rollback()
    times = []
    for _ in range(rounds + 3):
        began = time.perf_counter()
        answer = client.get(f"/claims/{claim_id}/sightings")
        times.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200 and answer.text.count('class="place"') == SIGHTINGS, answer.status
    return times[3:]


def claim_with_many() -> int:
    """The first claim of the desk, with as many sightings as the bar asks for."""
    ids = list(db.session.scalars(sa.select(Claim.id).where(Claim.checkable).order_by(Claim.id).limit(4_000)))
    first, others = ids[0], ids[40 :: max(1, len(ids) // (SIGHTINGS + 60))][:SIGHTINGS]
    db.session.rollback()
    with transaction(by=None):
        db.session.connection().execute(sa.delete(Sighting).where(Sighting.first_id == first))
        for number, other in enumerate(others):
            db.session.add(
                Sighting(
                    first_id=first, second_id=other, score=0.9 - number / 400,
                    band="likely" if number < SIGHTINGS // 2 else "possible", parts={"both": 0.5},
                    reasons=["both name Baghdad", "2,500 troops in both", "shared words: troops, stationed, base"],
                )
            )  # fmt: skip
    return first


if __name__ == "__main__":
    main()
