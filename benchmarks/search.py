"""Measure search: a desk of invented wire copy, made from a seed, then the whole way of a search at the server.

    .venv/bin/python -m benchmarks.search --keep FOLDER [--articles 20000] [--small FOLDER] [--only pages …]
        [--database postgresql+psycopg://…]

Fills FOLDER once (a few minutes for 20,000 articles), builds its index, and takes both as they are the next time. Each
figure stands beside what it must reach and what it should. Times in milliseconds: of GET /search at the server, all of
it, by the application's test client; with others, over HTTP. `--small` is a desk of 2,000 articles: growth is told
against it. `--database` is an empty database of a PostgreSQL server to fill instead, or one that was filled.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from flask import Flask

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.db import db, transaction
from annotator.factory import create_app
from annotator.search.engines.chosen import store_of
from annotator.search.keeping.indexer import Indexer, Keeper
from annotator.search.results.queries import Ask, search
from benchmarks import search_with_others
from benchmarks.search_with_others import p95, show
from benchmarks.searched_desk import SENTENCES, fill
from benchmarks.wire_copy import FEEDS, UNITS, Writer

MEASURES: Final = ("build", "pages", "growth", "saving", "random", "people")
SLOWEST_MS: Final = 1_000
# Measure: what p95 must be and should be.
BARS: Final = {
    "common word, total, facets, 20 hits": (100, 35),
    "rare word": (25, 10),
    "phrase with function words": (100, 40),
    "prefix of two letters": (100, 40),
    "misspelt name, two edits": (40, 15),
    "state and feed, by confidence": (40, 20),
}
WORDS: Final = (
    *'AND OR NOT - ( ) " kind:claim kind:article state:open verdict:false confidence:>60 worth:<=20 date:2021'.split(),
    *"date:2020-02..2020-05 number:>=2500 unit:troops role:killed has:source is:settled said:a* place:a near~3".split(),
    *"~ * exact:on collection:1 reviewer:me ta* ba*".split(),
)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=2_000)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--rounds", type=int, default=100, help="questions of each kind")
    options.add_argument("--random", type=int, default=1_000, help="random queries")
    options.add_argument("--seconds", type=float, default=60, help="how long people work at once")
    options.add_argument("--pause", type=float, default=0, help="seconds between one person's questions")
    options.add_argument("--cpu", action="store_true", help="pages in processor time: on a machine that others use too")
    options.add_argument("--keep", type=Path, help="folder to fill, or to take filled")
    options.add_argument("--small", type=Path, help="the same with fewer articles, for growth")
    options.add_argument("--database", default="", help="SQLAlchemy URL of a database for the desk of --keep")
    options.add_argument("--only", choices=MEASURES, action="append", help="this measure alone; may be given again")
    given = options.parse_args()
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
        run(given.keep.resolve(), given)
    else:
        with tempfile.TemporaryDirectory() as folder:
            run(Path(folder), given)


def run(folder: Path, given: argparse.Namespace) -> None:
    wanted = given.only or MEASURES
    app = opened(folder, given.database)
    with app.app_context():
        if not db.session.scalar(sa.select(sa.exists().select_from(Article))):
            show("filled, seconds", f"{timed(lambda: fill(given.articles, given.seed)) / 1000:.0f}")
        articles = db.session.scalar(sa.select(sa.func.count()).select_from(Article)) or 0
        claims = db.session.scalar(sa.select(sa.func.count()).select_from(Claim))
        db.session.rollback()
        show("articles, claims", f"{articles} {claims}")
        built(app, articles, anew="build" in wanted)
    print(f"{'':40} {'p50':>9} {'p95':>9}   must / aim", flush=True)
    if "pages" in wanted:
        for name, times in pages(app, given).items():
            line(name, times)
    if "growth" in wanted and given.small:
        small = opened(given.small.resolve())
        with small.app_context():
            built(small, 0, anew=False)
        show("growth, p50 of all", f"{middle(pages(app, given)) / middle(pages(small, given)):9.2f}", "3 / 1.5")
    if "saving" in wanted:
        saving(app, given.rounds)
    if "random" in wanted:
        random_queries(app, given)
    if "people" in wanted:
        search_with_others.measure(folder, given.database, questions(Writer(given.seed)), given.seconds, given.pause)


def opened(folder: Path, database: str = "") -> Flask:
    return create_app({"INSTANCE": str(folder), "DATABASE_URL": database, "LOGIN_RATE": ""})


def built(app: Flask, articles: int, *, anew: bool) -> None:
    """An index that is up to date; built anew if asked or needed."""
    keeper = Keeper(store_of(app.config))
    with keeper.store.writing():
        if anew:
            seconds = timed(keeper.rebuild) / 1000
            show("index built, articles/s", f"{articles / seconds:9.0f}", "160 / 400")
        keeper.bring_up()
        keeper.close()


def timed(action: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    began = clock()
    action()
    return (clock() - began) * 1000


def line(name: str, times: list[float]) -> None:
    must, aim = BARS.get(name, ("", ""))
    show(name, f"{statistics.median(times):9.1f} {p95(times):9.1f}", f"{must} / {aim}" if must else "")


def middle(times: dict[str, list[float]]) -> float:
    return statistics.median(each for found in times.values() for each in found)


# -- pages


def questions(writer: Writer) -> dict[str, Callable[[], dict[str, str]]]:
    """Kinds of questions, each with what makes one: the fields of the search form."""
    pick = writer.random
    common, middling, rare = writer.function, writer.body[30:500], writer.body[8_000:16_000]
    long_names = [surname for name in writer.names if len(surname := name.split()[1]) >= 6]

    def q(text: str, **more: str) -> dict[str, str]:
        return {"q": text} | more

    def filtered() -> dict[str, str]:
        state, feed = pick.choice(("open", "assessed", "settled")), pick.choice(FEEDS)
        if pick.random() < 0.5:
            return q(f'state:{state} feed:"{feed}"', sort="confidence")
        return q("", state=state, feed=feed, sort="confidence")

    def phrase() -> dict[str, str]:
        two = pick.random() < 0.5
        return q(f'"{pick.choice(common)} {pick.choice(common) if two else pick.choice(middling)}"')

    return {
        "common word, total, facets, 20 hits": lambda: q(pick.choice(common)),
        "rare word": lambda: q(pick.choice(rare)),
        "phrase with function words": phrase,
        "prefix of two letters": lambda: q(pick.choice(middling + common)[:2].ljust(2, "a") + "*"),
        "misspelt name, two edits": lambda: q(writer.misspelt(pick.choice(long_names)) + "~"),
        "state and feed, by confidence": filtered,
        "middling word": lambda: q(pick.choice(middling)),
        "a name": lambda: q(pick.choice(writer.names)),
        "two words, grouped": lambda: q(f"{pick.choice(middling)} {pick.choice(common)}", grouped="1"),
    }  # fmt: skip


def browser_of(app: Flask) -> Any:
    client = app.test_client()
    with app.app_context():
        user = db.session.scalars(sa.select(User).order_by(User.id)).first()
        assert user is not None
        session = {"_user_id": user.fs_uniquifier, "_fresh": True}
    with client.session_transaction() as kept:
        kept.update(session)
    return client


def page(client: Any, fields: dict[str, str]) -> None:
    answer = client.get("/search", query_string=fields)
    assert answer.status_code in {200, 302}, (fields, answer.status_code)


def pages(app: Flask, given: argparse.Namespace) -> dict[str, list[float]]:
    client = browser_of(app)
    page(client, {"q": "warm"})
    found = {}
    for name, make in questions(Writer(given.seed)).items():
        asked = [make() for _ in range(given.rounds)]
        page(client, make())
        clock = time.thread_time if given.cpu else time.perf_counter
        found[name] = [timed(lambda fields=fields: page(client, fields), clock) for fields in asked]
    return found


def random_queries(app: Flask, given: argparse.Namespace) -> None:
    """Queries of pieces of the language, words and noise."""
    writer, client = Writer(given.seed), browser_of(app)
    pick = writer.random

    def piece() -> str:
        kind = pick.random()
        if kind < 0.5:
            return pick.choice(WORDS)
        return pick.choice(writer.some(1) if kind < 0.9 else [pick.choice(UNITS), pick.choice(writer.names), "\ud83d"])

    def query() -> dict[str, str]:
        text = " ".join(piece() for _ in range(pick.randint(1, 14))).encode("utf-8", "replace").decode()
        return {"q": text, "sort": pick.choice(("", "date", "worth")), "grouped": pick.choice(("", "", "1"))}

    asked = [query() for _ in range(given.random)]
    times = [timed(lambda fields=fields: page(client, fields)) for fields in asked]
    line("random queries", times)
    show(f"{len(times)} random queries, the slowest", f"{max(times):9.1f}", f"{SLOWEST_MS}")


# -- saving


def saving(app: Flask, rounds: int) -> None:
    """Claims are saved, one or a dozen at once, and searched for until they are found."""
    indexer = Indexer(app)
    indexer.start()
    time.sleep(1.5)
    try:
        with app.app_context():
            for many in (1, 12):
                saves, found = [], []
                for number in range(rounds // 2):
                    word = f"sought{time.time_ns()}"
                    saves.append(timed(lambda word=word, number=number, many=many: save(number, many, word)))
                    found.append(timed(lambda word=word, many=many: until_found(indexer.keeper.reader, word, many)))
                    time.sleep(0.05)
                line(f"a save of {many}", saves)
                show(f"{many} saved until found", f"{statistics.median(found):9.1f} {p95(found):9.1f}", "2000 / 300")
    finally:
        indexer.stop()


def save(number: int, many: int, word: str) -> None:
    with transaction(by=None):
        first = (number * 37) % (SENTENCES * 40)
        for claim in db.session.scalars(sa.select(Claim).where(Claim.id > first).order_by(Claim.id).limit(many)):
            claim.wording = f"{claim.wording.split(' sought')[0]} {word}"


def until_found(reader: Any, word: str, many: int) -> None:
    while search(Ask(word), reader, by=None, counting=()).total < many:
        db.session.rollback()
        time.sleep(0.005)
    db.session.rollback()


if __name__ == "__main__":
    main()
