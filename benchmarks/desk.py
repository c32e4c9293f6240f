"""Measure the desk: lists, the workbench, a save, at the server and with eight people at once.

    .venv/bin/python -m benchmarks.desk [--articles 1000] [--claims 12] [--rounds 60] [--keep FOLDER] [--seconds 8]

Fills a desk with invented articles of 3 KB (or takes the one that lies in FOLDER from an earlier run), then prints
median and 95th percentile in milliseconds. "At the server" is the whole answer of the application, by its test client.
"8 people" are as many connections to a desk started with `flask serve`, each asking again as soon as it is answered;
all by one thread over raw sockets (benchmarks/crowd.py), so that asking takes next to nothing of the machine.
Beside stands what two open annotation tools took for the same work (docs/benchmarks.md).
"""

from __future__ import annotations

import argparse
import gc
import http.client
import itertools
import random
import re
import statistics
import tempfile
import time
import urllib.parse
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.db import db
from annotator.factory import create_app
from benchmarks.crowd import Said, request, together
from benchmarks.filled_desk import PASSWORD, PEOPLE, VERDICTS, fill
from benchmarks.served_desk import memory, processor_ms, served, until_idle

# p50 at the server in ms, or a rate: Label Studio 1.23 and doccano 1.8, 2 cores, SQLite, 1,000 articles, 12 spans each.
OTHERS = {
    "list 50 articles with their progress": ("139", "87", "40 / 15"),
    "open one with 12 spans": ("48", "15", "40 / 10"),
    "save one judgement": ("35", "9", "15 / 5"),
    "8 people saving, per second": ("18", "182", "200 / 400"),
    "8 people opening, per second": ("11", "305", "100 / 300"),
    "idle memory, MB": ("277", "1083", "250 / 150"),
}


ARTICLES_EACH = 12  # whose claims one of eight people judges
CLAIMS_TO_SAVE = """SELECT id, article_id, wording, row_version FROM claims
    WHERE article_id <= :first AND state != 'not-a-claim' ORDER BY article_id, id"""
OWN_VERSIONS = """SELECT assessments.claim_id, assessments.row_version FROM assessments
    JOIN users ON users.id = assessments.reviewer_id WHERE users.email = :email"""
AT_ONCE = ("opening", "saving")  # what eight people do


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=1_000)
    options.add_argument("--claims", type=int, default=12, help="claims of each article")
    options.add_argument("--long", type=int, default=10_000, help="claims of one long article; 0: none")
    options.add_argument("--rounds", type=int, default=60)
    options.add_argument("--seconds", type=float, default=8, help="how long eight people work")
    options.add_argument("--keep", type=Path, help="folder to fill, or to take filled")
    options.add_argument("--only-fill", action="store_true")
    options.add_argument("--only", choices=("server", *AT_ONCE), help="one part of it")
    given = options.parse_args()
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
        run(given.keep.resolve(), given)
    else:
        with tempfile.TemporaryDirectory() as folder:
            run(Path(folder), given)


def run(folder: Path, given: argparse.Namespace) -> None:
    app = create_app({"INSTANCE": str(folder), "DATABASE_URL": "", "LOGIN_RATE": ""})
    with app.app_context():
        if not db.session.scalar(sa.select(sa.exists().select_from(Article))):
            fill(app, given)
        db.session.rollback()
    if given.only_fill:
        return
    print(f"{'ms':44} {'p50':>8} {'p95':>8}   {'LS':>6} {'doccano':>8}   must / aim", flush=True)
    if given.only in {None, "server"}:
        at_the_server(app, given.rounds)
    if given.only != "server":
        with_others(folder, given.seconds, [given.only] if given.only else AT_ONCE)


# At the server ------------------------------------------------------------------------------------------------------


def timed(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000


def line(name: str, times: list[float]) -> None:
    ordered = sorted(times)
    show(name, f"{statistics.median(ordered):8.1f} {ordered[max(0, int(len(ordered) * 0.95) - 1)]:8.1f}")


def show(name: str, figures: str) -> None:
    theirs = OTHERS.get(name)
    beside = f"   {theirs[0]:>6} {theirs[1]:>8}   {theirs[2]}" if theirs else ""
    print(f"{name:44} {figures:>17}{beside}", flush=True)


def at_the_server(app: Flask, rounds: int) -> None:
    client = app.test_client()
    with app.app_context():
        user = db.session.scalars(sa.select(User).order_by(User.id)).first()
        assert user is not None
        by_size = sizes()
        session = {"_user_id": user.fs_uniquifier, "_fresh": True}
    with client.session_transaction() as kept:
        kept.update(session)

    def get(address: str) -> str:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.get_data(as_text=True)

    pick = random.Random(3)
    twelve, thirty = by_size[12], by_size[30]
    for address in ("/articles", "/", f"/articles/{twelve[0]}"):
        get(address)
    gc.collect()
    gc.freeze()  # as `serve` does before it answers
    line("list 50 articles with their progress", [timed(lambda: get("/articles")) for _ in range(rounds)])
    line("the queue", [timed(lambda: get("/")) for _ in range(rounds)])
    line("open one with 12 spans", [timed(lambda: get(f"/articles/{pick.choice(twelve)}")) for _ in range(rounds)])
    line("open one with 30 claims", [timed(lambda: get(f"/articles/{pick.choice(thirty)}")) for _ in range(rounds)])
    choose = []
    saves = []
    for number in range(rounds):
        article = twelve[number % len(twelve)]
        with app.app_context():
            claim = db.session.scalars(
                sa.select(Claim.id).where(Claim.article_id == article, Claim.state != "not-a-claim").order_by(Claim.id)
            ).first()
        address = f"/articles/{article}?claim={claim}"
        page = ""

        def choosing(address: str = address) -> None:
            nonlocal page
            page = get(address)

        choose.append(timed(choosing))
        form = fields(page) | {"verdict": "true", "confidence": str(number % 100), "note": f"round {number}"}
        saves.append(timed(lambda form=form, claim=claim: saved(client, f"/claims/{claim}/save", form)))
    line("choose a claim", choose)
    line("save one judgement", saves)
    if by_size["long"]:
        line("open one with 10,000 claims", [timed(lambda: get(f"/articles/{by_size['long'][0]}")) for _ in range(5)])


def sizes() -> dict[Any, list[int]]:
    """The articles' ids by how many claims they have: 12 (the usual number), 30, "long"."""
    rows = db.session.execute(
        sa.select(Claim.article_id, sa.func.count()).group_by(Claim.article_id).order_by(Claim.article_id)
    ).all()
    return {
        12: [ident for ident, count in rows if count < 30][:2_000],
        30: [ident for ident, count in rows if count == 30],
        "long": [ident for ident, count in rows if count > 1_000],
    }


def fields(page: str) -> dict[str, str]:
    """What the claim's form holds, as a browser would send it."""
    form = page[page.index('id="judge"') :].split("</form>", 1)[0]
    hidden = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*type="hidden"[^>]*value="([^"]*)"', form))
    hidden |= dict(re.findall(r'<input[^>]*type="hidden"[^>]*name="(\w+)"[^>]*value="([^"]*)"', form))
    hidden |= dict(re.findall(r'<input id="\w+" name="(\w+)" type="hidden" value="([^"]*)"', form))
    wording = re.search(r'<textarea[^>]*name="wording"[^>]*>\s*(.*?)</textarea>', form, re.DOTALL)
    return hidden | {"wording": wording.group(1).strip() if wording else "", "stance": "context", "kinds": "event",
                     "correct_kind": "translation", "then": "stay"}  # fmt: skip


def saved(client: Any, address: str, form: dict[str, str]) -> None:
    answer = client.post(address, data=form)
    assert answer.status_code in {200, 303}, (address, answer.status_code)


# Eight people -------------------------------------------------------------------------------------------------------


class Browser:
    """One person's session over HTTP, on one connection that is kept open as a browser keeps it."""

    def __init__(self, number: int, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[str, str] = {}
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.ask("GET", "/login")[1])
        assert token is not None
        form = {"csrf_token": token.group(1), "email": f"reader{number}@example.org", "password": PASSWORD}
        assert self.ask("POST", "/login", form)[0] == 302

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and body of one answer; where a redirect leads is not followed: that page is measured on its own."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, urllib.parse.urlencode(form) if form is not None else None, headers)
        answer = self.connection.getresponse()
        body = answer.read().decode()
        for given in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = given.split(";", 1)[0].partition("=")
            self.cookies[name] = value
        return answer.status, body

    def get(self, path: str) -> str:
        status, body = self.ask("GET", path)
        assert status == 200, (path, status)
        return body


def with_others(folder: Path, seconds: float, what: Sequence[str] = AT_ONCE) -> None:
    with served(folder) as (server, port):
        most = until_idle(server.pid)
        show("idle memory, MB", f"{memory(server.pid):8.0f}")
        show("  before, sightings being found, at most", f"{most:8.0f}")
        people = [Browser(number, port) for number in range(PEOPLE)]
        engine = sa.create_engine(f"sqlite:///{folder / 'wirecheck.db'}")
        with engine.connect() as connection:
            rows = connection.execute(sa.text("SELECT article_id, count(*) FROM claims GROUP BY article_id")).all()
        articles = [row[0] for row in rows if row[1] < 30][:1_000]
        if "opening" in what:
            opening = [Opening(person, articles[number:] + articles[:number]) for number, person in enumerate(people)]
            at_once("opening", server.pid, port, seconds, opening)
        if "saving" in what:
            own = prepared(folder, people)
            saving = [Saving(person, forms) for person, forms in zip(people, own, strict=True)]
            at_once("saving", server.pid, port, seconds, saving)
        show("memory after that, MB", f"{memory(server.pid):8.0f}")


def at_once(what: str, server: int, port: int, seconds: float, people: Sequence[Opening | Saving]) -> None:
    """How often a second these people can do it, all at once, how long one waits, and what it takes of the machine."""
    before, began = processor_ms(server), time.process_time()
    took = together(port, len(people), seconds, lambda person, said: people[person].next(said))
    done = sum(person.done for person in people)
    show(f"{PEOPLE} people {what}, per second", f"{done / seconds:8.0f}")
    line("  as each of them waits", took)
    theirs, ours = processor_ms(server) - before, (time.process_time() - began) * 1000
    show("  processor ms of one: desk, browsers", f"{theirs / max(1, done):8.1f} {ours / max(1, done):8.1f}")


class Opening:
    """One person who opens one article after another."""

    def __init__(self, browser: Browser, articles: list[int]) -> None:
        self.cookies, self.addresses = browser.cookies, itertools.cycle(f"/articles/{each}" for each in articles)
        self.done = 0

    def next(self, said: Said | None) -> bytes:
        if said is not None:
            assert said.status == 200, said.status
            self.done += 1
        return request("GET", next(self.addresses), self.cookies)


class Saving:
    """One person who judges one claim after another, and then all of them again, each time otherwise."""

    def __init__(self, browser: Browser, forms: list[tuple[int, dict[str, Any]]]) -> None:
        self.cookies = browser.cookies
        own = {"row_version", "own_version", "key", "verdict", "confidence", "note"}
        self.claims = [
            [f"/claims/{claim}/save", int(form["row_version"]), int(form["own_version"]),
             urllib.parse.urlencode({name: words for name, words in form.items() if name not in own})]
            for claim, form in forms
        ]  # fmt: skip
        self.turn = self.done = 0

    def next(self, said: Said | None) -> bytes:
        if said is not None:
            self.answered(said)
        address, row, own, rest = self.claims[self.turn % len(self.claims)]
        number, round_ = uuid.uuid4().hex, self.turn // len(self.claims)
        verdict = VERDICTS[round_ % len(VERDICTS)].replace(" ", "+")
        body = (
            f"{rest}&row_version={row}&own_version={own}&key={number}"
            f"&verdict={verdict}&confidence={round_ % 100}&note=turn+{number}"
        )
        return request("POST", address, self.cookies, body)

    def answered(self, said: Said) -> None:
        asked = self.claims[self.turn % len(self.claims)]
        if said.status == 409:
            # On a desk that was kept the claim may have stood just like this, and did not change when it was judged so
            # again: its next version is not the one that was reckoned with.
            found = fields(said.body.decode())
            asked[1:3] = int(found["row_version"]), int(found["own_version"])
            return
        assert said.status == 303, said.status
        self.cookies.update(said.cookies())
        asked[1], asked[2] = asked[1] + 1, asked[2] + 1
        self.done, self.turn = self.done + 1, self.turn + 1


def prepared(folder: Path, people: list[Browser]) -> list[list[tuple[int, dict[str, Any]]]]:
    """For each person claims of articles that nobody else has, with their forms as the page would give them: one page
    is asked for its fields, and what differs is read from the database, since to open hundreds takes minutes."""
    found: list[list[tuple[int, dict[str, Any]]]] = []
    engine = sa.create_engine(f"sqlite:///{folder / 'wirecheck.db'}")
    with engine.connect() as connection:
        rows = connection.execute(sa.text(CLAIMS_TO_SAVE), {"first": len(people) * ARTICLES_EACH}).all()
        for number, person in enumerate(people):
            own = dict(connection.execute(sa.text(OWN_VERSIONS), {"email": f"reader{number}@example.org"}).all())
            mine = [row for row in rows if row.article_id % len(people) == number]
            common = fields(person.get(f"/articles/{mine[0].article_id}?claim={mine[0].id}"))
            found.append([
                (row.id, common | {"wording": row.wording, "row_version": row.row_version,
                                   "own_version": own.get(row.id, 0)})
                for row in mine
            ])  # fmt: skip
    return found


if __name__ == "__main__":
    main()
