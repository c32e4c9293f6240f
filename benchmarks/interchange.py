"""Measure the complete form: a desk out, into an empty desk, and out again.

    .venv/bin/python -m benchmarks.interchange [--articles 2000] [--keep FOLDER] [--small FOLDER] [--history 4]

Takes the desks that benchmarks/search.py filled and kept (`--keep`, and `--small` for growth), or fills one. They are
copied first: what is measured writes to copies. Each row that the history tells of gets a line of it, as when it was
made, and each claim some more (`--history`). Prints articles a second by the clock and by processor time (on a machine
that others use too), how much memory a process took at most over what it had before, and whether the same bytes came
out again.
"""

from __future__ import annotations

import argparse
import filecmp
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from annotator.articles.models import Article
from annotator.db import db, transaction
from annotator.db.tracking import HistoryEntry, plain
from annotator.exports.queries import all_ids
from annotator.factory import create_app
from annotator.interchange import carry_out, write
from annotator.interchange.fates import table_called
from annotator.interchange.reading import of_parts, of_root, travelling
from benchmarks.searched_desk import fill

BATCH: Final = 200
DATABASE: Final = "wirecheck.db"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=2_000)
    options.add_argument("--keep", type=Path, help="a desk that benchmarks/search.py kept")
    options.add_argument("--small", type=Path, help="the same with fewer articles, for growth")
    options.add_argument("--history", type=int, default=4, help="lines of history of a claim besides its making")
    options.add_argument("--part", nargs=3, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.part:
        print(json.dumps(measured(given.part[0], Path(given.part[1]), Path(given.part[2]))))
        return
    with tempfile.TemporaryDirectory() as folder:
        for number, kept in enumerate(each for each in (given.small, given.keep) if each or each is given.keep):
            run(Path(folder) / str(number), kept, given)


def run(folder: Path, kept: Path | None, given: argparse.Namespace) -> None:
    desk = folder / "desk"
    desk.mkdir(parents=True)
    if kept is not None:
        for file in kept.glob(f"{DATABASE}*"):
            shutil.copy(file, desk)
    with opened(desk).app_context():
        if not all_ids(None):
            fill(given.articles, 7)
        told = tell(given.history)
        show("articles, lines of history", f"{len(all_ids(None))} {told}")
    first, second = folder / "first.jsonl", folder / "second.jsonl"
    line("out", in_a_process("out", desk, first))
    show("megabytes", f"{first.stat().st_size / 1e6:.0f}")
    line("in", in_a_process("in", folder / "other", first))
    line("out again", in_a_process("out", folder / "other", second))
    show("the same bytes", str(filecmp.cmp(first, second, shallow=False)))
    shutil.rmtree(folder)


def opened(folder: Path) -> Any:
    folder.mkdir(exist_ok=True)
    return create_app({"INSTANCE": str(folder), "DATABASE_URL": "", "INDEXER": False, "JOBS": False})


def tell(more: int) -> int:
    """Give the desk's rows a history, where there is none; gives how many lines there are."""
    ids = all_ids(None)
    for at in range(0, len(ids), BATCH):
        some = ids[at : at + BATCH]
        with transaction(by=None):
            made = sa.and_(HistoryEntry.object_type == "claims", HistoryEntry.action == "create")
            if not db.session.scalar(sa.select(sa.exists().where(HistoryEntry.article_id.in_(some), made))):
                db.session.execute(sa.insert(HistoryEntry), list(entries(some, more)))
    return db.session.scalar(sa.select(sa.func.count()).select_from(HistoryEntry)) or 0


def entries(ids: Sequence[int], more: int) -> Iterator[dict[str, Any]]:
    connection = db.session.connection()
    for name in travelling():
        table = table_called(name)
        if table.root != "articles":
            continue
        statements = of_parts(name) if name != "articles" else (of_root(name),)
        for row in (row for statement in statements for row in connection.execute(statement, {"ids": ids})):
            values = {column.name: plain(row[at]) for at, column in enumerate(table.table.columns)}
            values.pop("text", None)
            article = row.id if name == "articles" else row[-1]
            shared = {"article_id": article, "object_type": name, "object_id": values.get("id"), "object_version": 1}
            if "id" not in values or not table.is_told:
                continue
            yield shared | {"action": "create", "verb": "ingest", "before": None, "after": values}
            for number in range(more if name == "claims" else 0):
                sides: dict[str, Any] = {"before": {"state": "open"}, "after": {"state": "assessed", "verdict": "true"}}
                yield shared | sides | {"action": "change", "verb": f"judge {number}"}


def in_a_process(what: str, desk: Path, file: Path) -> dict[str, float]:
    """The figures of one measure, in a process that did nothing else."""
    command = [sys.executable, "-m", "benchmarks.interchange", "--part", what, str(desk), str(file)]
    return dict(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))


def measured(what: str, desk: Path, file: Path) -> dict[str, float]:
    with opened(desk).app_context():
        ids = all_ids(None)
        db.session.rollback()
        memory, began, used = in_use(), time.perf_counter(), time.process_time()
        if what == "out":
            with file.open("wb") as out:
                write(ids, out, by=None)
        else:
            report = carry_out(file, by=None)
            assert not report.refused, report.refused[:3]
        seconds, processor = time.perf_counter() - began, time.process_time() - used
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
        number = db.session.scalar(sa.select(sa.func.count()).select_from(Article)) or 0
    return {"clock": number / seconds, "processor": number / processor, "memory": most - memory}


def in_use() -> float:
    """Megabytes of memory that this process has."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def line(name: str, figures: dict[str, float]) -> None:
    rates = f"{figures['clock']:6.0f} {figures['processor']:6.0f} articles/s"
    show(name, f"{rates}, {figures['memory']:4.0f} MB more")


def show(name: str, value: str) -> None:
    print(f"{name:30} {value}", flush=True)


if __name__ == "__main__":
    main()
