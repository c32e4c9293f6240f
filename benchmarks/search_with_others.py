"""Ten people search and four save, over HTTP, at a desk started with `serve`: for benchmarks/search.py."""

from __future__ import annotations

import random
import statistics
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import sqlalchemy as sa

from benchmarks.desk import VERDICTS, Browser, fields
from benchmarks.served_desk import children, served

SEARCHING: Final = 10
SAVING: Final = 4
Questions = Mapping[str, Callable[[], dict[str, str]]]


def measure(folder: Path, database: str, questions: Questions, seconds: float, pause: float) -> None:
    with served(folder, database) as (server, port):
        people = [Browser(number, port) for number in range(SEARCHING + SAVING)]
        claims = [prepared(database or f"sqlite:///{folder / 'wirecheck.db'}", number) for number in range(SAVING)]
        asked = [[make() for _ in range(200) for make in questions.values()] for _ in range(SEARCHING)]
        for index, each in enumerate(asked):
            random.Random(index).shuffle(each)
        for person in people[:SEARCHING]:
            person.get("/search?q=warm")
        end = time.perf_counter() + seconds
        times: list[float] = []
        saves: list[float] = []
        errors: list[str] = []
        work = [
            threading.Thread(target=searching, args=(person, asked[index], end, pause, times, errors))
            for index, person in enumerate(people[:SEARCHING])
        ]
        work += [
            threading.Thread(target=saving, args=(person, own, end, saves, errors))
            for person, own in zip(people[SEARCHING:], claims, strict=True)
        ]
        for thread in work:
            thread.start()
        for thread in work:
            thread.join()
        name = f"{SEARCHING} searching, {SAVING} saving"
        show(f"{name}: a search", f"{statistics.median(times):9.1f} {p95(times):9.1f}", "300 / 100")
        show(f"{name}: a save", f"{statistics.median(saves):9.1f} {p95(saves):9.1f}")
        show("searches, saves, errors", f"{len(times)} {len(saves)} {len(errors)}", "no error")
        for error in errors[:3]:
            print("   ", error)
        each = [pss(process) for process in [server.pid, *children(server.pid)]]
        show("memory of each serving process, MB", " ".join(f"{size:.0f}" for size in each), "200 / 120")


def show(name: str, figures: str, bars: str = "") -> None:
    print(f"{name:40} {figures:>19}   {bars}", flush=True)


def p95(times: list[float]) -> float:
    return sorted(times)[max(0, int(len(times) * 0.95) - 1)]


def searching(  # noqa: PLR0917 - a thread's work
    person: Browser, asked: list[dict[str, str]], end: float, pause: float, times: list[float], errors: list[str]
) -> None:
    turn = 0
    while time.perf_counter() < end:
        began = time.perf_counter()
        try:
            status, body = person.ask("GET", f"/search?{urlencode(asked[turn % len(asked)])}")
        except OSError as error:
            errors.append(repr(error))
            return
        times.append((time.perf_counter() - began) * 1000)
        if status != 200 or "straight from the database" in body:
            errors.append(f"{status} for {asked[turn % len(asked)]}")
        turn += 1
        if pause:
            time.sleep(pause)


def prepared(database: str, number: int) -> list[tuple[int, int]]:
    """Claims that nobody else of them saves, with their articles."""
    engine = sa.create_engine(database)
    with engine.connect() as connection:
        rows = connection.execute(
            sa.text("SELECT id, article_id FROM claims WHERE state = 'open' ORDER BY id LIMIT 48")
        ).all()
    return [(row.id, row.article_id) for row in rows[number::SAVING]]


def saving(person: Browser, claims: list[tuple[int, int]], end: float, saves: list[float], errors: list[str]) -> None:
    """A judgement a second: a claim is opened, and saved with another note."""
    turn = 0
    while time.perf_counter() < end:
        claim, article = claims[turn % len(claims)]
        form = fields(person.get(f"/articles/{article}?claim={claim}"))
        judged = {"verdict": VERDICTS[turn % 4], "confidence": str(turn % 100), "note": f"noted {time.time_ns()}"}
        began = time.perf_counter()
        status, _ = person.ask("POST", f"/claims/{claim}/save", form | judged | {"key": uuid.uuid4().hex})
        saves.append((time.perf_counter() - began) * 1000)
        if status != 303:
            errors.append(f"{status} for a save of {claim}")
        turn += 1
        time.sleep(max(0.0, 1.0 - (time.perf_counter() - began)))


def pss(pid: int) -> float:
    """Megabytes of one process, what it shares counted in parts."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(words.split()[1]) for words in lines if words.startswith("Pss:")) / 1024
