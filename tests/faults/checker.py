"""What must hold after every fault, from three sides: the ledger, the database read without the product, the index.

(a) each acknowledged save is in the history, once, and each claim stands as its newest one says; (b) row versions are
1, 2, 3 … without a gap, each beginning where the one before ended, and each acknowledged save went onto the version
that its writer saw; (c) the database is whole; (d) the index has read the whole journal within ten seconds; (e) the
index holds what the database says, and a word of a claim's wording finds that claim and nothing else; (f) a retry
wrote nothing twice.
"""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.html
from flask import Flask

from annotator.db import db
from annotator.search.engines.engine import IndexUnavailable
from annotator.search.engines.whoosh.reader import WhooshReader
from annotator.search.keeping.checking import compare

from .client import Browser
from .ledger import Save

SECONDS_TO_CATCH_UP = 10.0
PAUSE = 0.03
TOKEN = re.compile(r"\[(\w+)\]")  # the word of its own that each save's wording has


@dataclass(frozen=True)
class Breach:
    """One promise that was not kept: its kind in a word, and what was found."""

    kind: str
    words: str


@dataclass(frozen=True)
class Change:
    """One history row of a claim. `wording` is None where the row did not change it."""

    claim: int
    version: int
    action: str
    before: str | None
    wording: str | None


# -- the database


def check_database(database: Path, saves: Iterable[Save]) -> list[Breach]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        found = [
            Breach("integrity", str(row)) for row in connection.execute("PRAGMA integrity_check") if row != ("ok",)
        ]
        found += [Breach("integrity", str(row)) for row in connection.execute("PRAGMA foreign_key_check")]
        rows = {row[0]: (row[1], row[2]) for row in connection.execute("SELECT id, wording, row_version FROM claims")}
        statement = (
            "SELECT object_id, object_version, action, before, after FROM history"
            " WHERE object_type = 'claims' ORDER BY id"
        )
        changes = [change_of(*row) for row in connection.execute(statement)]
    return found + check_claims(rows, changes, saves)


def number_written(database: Path, saves: Iterable[Save]) -> int:
    """How many of these saves are in the history."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT after FROM history WHERE object_type = 'claims' AND action = 'change'")
        wordings = {json.loads(after).get("wording") for (after,) in rows}
    return sum(save.wording in wordings for save in saves)


def change_of(claim: int, version: int, action: str, before: Any, after: Any) -> Change:
    old, new = (json.loads(text) if isinstance(text, str) else text or {} for text in (before, after))
    return Change(claim, version, action, (old or {}).get("wording"), (new or {}).get("wording"))


def check_claims(rows: dict[int, tuple[str, int]], changes: Iterable[Change], saves: Iterable[Save]) -> list[Breach]:
    """`rows`: wording and row version as they stand, by claim id. `changes`: the whole history of claims, in order."""
    of: dict[int, list[Change]] = defaultdict(list)
    for change in changes:
        of[change.claim].append(change)
    found = [breach for claim, row in rows.items() for breach in check_history(claim, row, of[claim])]
    written: dict[str, list[Change]] = defaultdict(list)
    for change in (change for each in of.values() for change in each):
        if change.wording is not None:
            written[change.wording].append(change)
    return found + [breach for save in saves for breach in check_save(save, written[save.wording])]


def check_history(claim: int, row: tuple[str, int], changes: list[Change]) -> Iterator[Breach]:
    """One claim's history against its row."""
    wording, version = row
    numbers = [change.version for change in changes]
    if numbers != list(range(1, version + 1)):
        yield Breach("gap", f"claim {claim} stands at version {version}, its history has {numbers}")
    standing: str | None = None
    for change in changes:
        if change.wording is None:
            continue
        if change.before != standing:
            yield Breach(
                "chain", f"claim {claim}: version {change.version} replaced {change.before!r}, not {standing!r}"
            )
        standing = change.wording
    if standing != wording:
        yield Breach("chain", f"claim {claim} says {wording!r}, its history ends with {standing!r}")


def check_save(save: Save, written: list[Change]) -> Iterator[Breach]:
    """One save against the history rows that have its wording."""
    if save.outcome not in {"ok", "refused", "unknown"}:
        yield Breach("error", f"{save.key} was {save.outcome}")
    if not save.kept:
        yield Breach("not kept", f"{save.key} was refused without both texts")
    if save.outcome == "refused" and written:
        yield Breach("written though refused", f"{save.key}: {written}")
    if len(written) > 1:
        yield Breach("duplicate", f"{save.key} was written {len(written)} times: {written}")
    if save.outcome != "ok":
        return
    if not any(change.claim == save.claim for change in written):
        yield Breach("lost", f"{save.key} was acknowledged and is not in the history of claim {save.claim}")
    elif written[0].version != save.seen + 1:
        yield Breach(
            "overwritten",
            f"{save.key} was made from version {save.seen} and went onto {written[0].version - 1}, unseen",
        )


# -- the index


class IndexChecker:
    """Looks into one instance's index. Keeps a program of its own on the folder: to read, nothing else."""

    def __init__(self, app: Flask, *, seconds: float = SECONDS_TO_CATCH_UP) -> None:
        self.app = app
        self.reader = WhooshReader(Path(app.config["INSTANCE"]) / "index")
        self.seconds = seconds
        self.waited = 0.0

    def close(self) -> None:
        self.reader.close()
        with self.app.app_context():
            db.engine.dispose()

    def check(self) -> list[Breach]:
        found = self.wait()
        with self.app.app_context():
            try:
                keys = Counter(key for key, _ in self.reader.digests())
                differences = compare(self.reader)
            except IndexUnavailable as error:
                return [*found, Breach("index", f"cannot be read: {error}")]
            finally:
                self.reader.close()
                db.session.rollback()
        found += [Breach("twice", key) for key, number in keys.items() if number > 1]
        return found + [Breach(kind, key) for kind, keys in differences.items() for key in keys]

    def wait(self) -> list[Breach]:
        """Until the index has read the whole journal; a breach when that takes too long."""
        began = time.monotonic()
        while (behind := self.behind()) != 0:
            self.waited = time.monotonic() - began
            if self.waited > self.seconds:
                return [Breach("lag", f"{behind} after {self.waited:.1f} s")]
            time.sleep(PAUSE)
        self.waited = time.monotonic() - began
        return []

    def behind(self) -> int | str:
        """Journal entries that are not in the index, read without the product's own count; or why it cannot tell."""
        with self.app.app_context():
            url = db.engine.url.database
        with closing(sqlite3.connect(f"file:{url}?mode=ro", uri=True)) as connection:
            newest = connection.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0]
        try:
            return int(newest) - self.reader.mark().seq
        except IndexUnavailable as error:
            return str(error)


def check_search(browser: Browser, database: Path, newest: int = 24) -> list[Breach]:
    """Ask the search page for the word of each claim's wording; the claims changed last, `newest` of them."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        statement = (
            "SELECT claims.id, claims.wording FROM claims"
            " JOIN history ON object_type = 'claims' AND object_id = claims.id"
            " GROUP BY claims.id ORDER BY max(history.id) DESC LIMIT ?"
        )
        rows = connection.execute(statement, (newest,)).fetchall()
    found = []
    for claim, wording in rows:
        token = TOKEN.search(wording)
        if token is not None and (hits := claims_found(browser, token[1])) != {claim}:
            found.append(Breach("search", f"{token[1]} stands in claim {claim} and finds {sorted(hits)}"))
    return found


def claims_found(browser: Browser, words: str) -> set[int]:
    """The claims that the search page lists."""
    page = browser.get(f"/search?q={words}")
    assert page.status == 200, f"/search?q={words} was answered {page.status}"
    links = lxml.html.fromstring(page.text).xpath("//main//a/@href")
    return {int(found[1] or found[2]) for link in links if (found := re.search(r"#claim-(\d+)|[?&]claim=(\d+)", link))}
