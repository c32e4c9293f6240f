"""Measure search: a desk of invented wire copy, made from a seed, then the whole way of a search at the server.

    .venv/bin/python benchmarks/search.py [--articles 2000] [--seed 7] [--rounds 40]

Prints median and 95th percentile in milliseconds. "page" is the answer to GET /search by the application, all of it.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from flask import Flask

from annotator.accounts.models import Role, User
from annotator.articles.anchors import anchor
from annotator.articles.models import Article, Version
from annotator.claims.models import STATES, VERDICTS, Claim, ClaimAnchor
from annotator.db import db, transaction
from annotator.factory import create_app
from annotator.search.engines.chosen import store_of
from annotator.search.keeping.indexer import Indexer, Keeper
from annotator.search.results.queries import Ask, search
from annotator.text.spans import Span

FEEDS = ("Meridian Wire", "Levant Dispatch", "Agence du Tigre", "Northern Line")
COMMON = "the of a in to and on for by at from with that was were said after near two three".split()
CLAIMS = 12
SYLLABLES = "ba ka ra sha mi lo ne tu zi dar fal hem jor kir mos nas qal rut sul tik wa yaz".split()


class Writer:
    """Words by Zipf's law: a few are in every sentence, most are rare."""

    def __init__(self, seed: int, size: int = 20_000) -> None:
        self.random = random.Random(seed)
        made = {"".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 4))) for _ in range(size)}
        self.words = COMMON + sorted(made)
        self.random.shuffle(self.words[len(COMMON) :])
        self.weights = [1 / (rank + 2) for rank in range(len(self.words))]

    def sentence(self) -> str:
        chosen = self.random.choices(self.words, self.weights, k=self.random.randint(12, 24))
        return " ".join(chosen).capitalize() + "."


def fill(articles: int, writer: Writer) -> None:
    begin = datetime(2021, 1, 1, tzinfo=UTC)
    for first in range(0, articles, 100):
        with transaction(by=None):
            for number in range(first, min(first + 100, articles)):
                add_article(writer, number, begin + timedelta(hours=number % 2_000))
        db.session.expunge_all()


def add_article(writer: Writer, number: int, at: datetime) -> None:
    sentences = [writer.sentence() for _ in range(25)]
    text = "\n\n".join(sentences)
    title = " ".join(writer.random.choices(writer.words, writer.weights, k=6))
    article = Article(title=title, feed=FEEDS[number % 4], published_at=at)
    digest = hashlib.sha256(text.encode()).hexdigest()
    version = Version(article=article, text=text, length=len(text), sha256=digest)
    db.session.add_all([article, version])
    db.session.flush()
    for quote in sentences[:CLAIMS]:
        start = text.index(quote)
        claim = Claim(
            article=article, wording=quote, state=writer.random.choice(STATES), verdict=writer.random.choice(VERDICTS)
        )
        claim.anchors.append(ClaimAnchor(**anchor(version, Span(start, start + len(quote)))))
        db.session.add(claim)


def timed(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000


def line(name: str, times: list[float]) -> None:
    ordered = sorted(times)
    print(f"{name:34} {statistics.median(ordered):9.1f} {ordered[int(len(ordered) * 0.95) - 1]:9.1f}", flush=True)


def queries(writer: Writer, rounds: int) -> Iterator[tuple[str, list[str]]]:
    pick = writer.random
    body = writer.words[len(COMMON) :]
    middle, rare = body[20:400], body[8_000:12_000]
    yield "common word", pick.choices(COMMON[5:], k=rounds)
    yield "middling word", pick.choices(middle, k=rounds)
    yield "rare word", pick.choices(rare, k=rounds)
    yield "two words", [f"{pick.choice(middle)} {pick.choice(COMMON)}" for _ in range(rounds)]
    yield "phrase with function words", [f'"{pick.choice(COMMON)} {pick.choice(COMMON)}"' for _ in range(rounds)]
    yield "prefix of two letters", [pick.choice(middle)[:2] + "*" for _ in range(rounds)]
    yield (
        "misspelt, two edits",
        [misspelt(pick.choice([w for w in middle if len(w) > 6]), pick) + "~" for _ in range(rounds)],
    )
    yield "filter by state and feed", [f'state:open feed:"{pick.choice(FEEDS)}"' for _ in range(rounds)]


def misspelt(word: str, pick: random.Random) -> str:
    for _ in range(2):
        at = pick.randrange(len(word))
        word = word[:at] + pick.choice("abcdefgh") + word[at + 1 :]
    return word


def measure_saving(indexer: Indexer, app: Flask, rounds: int) -> None:
    saves, found = [], []
    reader = indexer.keeper.reader
    with app.app_context():
        for number in range(rounds):
            claim = db.session.get(Claim, number * 7 + 1)
            assert claim is not None
            word = f"sought{number}word"

            def save(claim: Claim = claim, word: str = word) -> None:
                with transaction(by=None):
                    claim.wording = f"{claim.wording} {word}"

            saves.append(timed(save))
            found.append(timed(lambda word=word: until_found(reader, word)))
    line("a save", saves)
    line("from saved to found", found)


def until_found(reader: object, word: str) -> None:
    while not search(Ask(word), reader, by=None).total:  # type: ignore[arg-type]
        time.sleep(0.01)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=2_000)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--rounds", type=int, default=40)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run(create_app({"INSTANCE": folder, "DATABASE_URL": "", "LOGIN_RATE": ""}), given)


def run(app: Flask, given: argparse.Namespace) -> None:
    writer = Writer(given.seed)
    with app.app_context():
        fill(given.articles, writer)
        with transaction(by=None):
            role = db.session.scalars(sa.select(Role).where(Role.name == "editor")).one()
            user = User(name="Bench", email="bench@example.org", role=role)
            db.session.add(user)
        session = {"_user_id": user.fs_uniquifier, "_fresh": True}
        keeper = Keeper(store_of(app.config))
        with keeper.store.writing():
            seconds = timed(keeper.bring_up) / 1000
            keeper.close()
    print(f"{given.articles} articles, {given.articles * CLAIMS} claims; index built at "
          f"{given.articles / seconds:.0f} articles/s, {given.articles * CLAIMS / seconds:.0f} claims/s")  # fmt: skip
    print(f"{'ms':34} {'p50':>9} {'p95':>9}")
    client = app.test_client()
    with client.session_transaction() as kept:
        kept.update(session)
    client.get("/search?q=warm")
    for name, texts in queries(writer, given.rounds):
        line(f"page: {name}", [timed(lambda text=text: page(client, text)) for text in texts])
    indexer = Indexer(app)
    indexer.start()
    time.sleep(1)
    measure_saving(indexer, app, given.rounds)
    indexer.stop()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"most memory: {most:.0f} MB, filling and building included")


def page(client: object, text: str) -> None:
    answer = client.get("/search", query_string={"q": text})  # type: ignore[attr-defined]
    assert answer.status_code == 200, (text, answer.status_code)


if __name__ == "__main__":
    main()
