"""How fast each format is written, and in how much memory.

    .venv/bin/python -m benchmarks.export_formats --instance FOLDER [--only csv …] [--articles 2000]

FOLDER is a desk (benchmarks/search.py --keep fills one of invented wire copy). For each format: articles a second as
they are read from the database and written, `records` for the reading alone, the file's size, and by how much the
process had grown at most. Times are the processor's: others may use the machine. Memory counts up only, so each format
is measured in a process of its own.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FORMATS_READ = "records"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--instance", type=Path, required=True, metavar="FOLDER")
    options.add_argument("--only", action="append", metavar="FORMAT")
    options.add_argument("--articles", type=int, default=1_000_000, help="at most so many")
    options.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.here:
        measure(given.only[0], given.instance, given.articles)
        return
    from annotator.exports.catalogue import FORMATS

    print(f"{'format':16}{'articles':>9}{'seconds':>9}{'a second':>10}{'MB':>8}{'grew by MB':>12}", flush=True)
    for name in given.only or [FORMATS_READ, *FORMATS]:
        command = [sys.executable, "-m", "benchmarks.export_formats", "--here", "--only", name]
        more = ["--instance", str(given.instance), "--articles", str(given.articles)]
        subprocess.run([*command, *more], check=False)


def measure(name: str, instance: Path, most: int) -> None:
    from annotator.db import now
    from annotator.exports.catalogue import FORMATS
    from annotator.exports.queries import ArticlesLeaving, all_ids
    from annotator.exports.terms import Options, Terms
    from annotator.factory import create_app

    app = create_app({"INSTANCE": str(instance.resolve()), "DATABASE_URL": "", "INDEXER": False, "JOBS": False})
    with app.app_context(), tempfile.TemporaryFile() as file:
        options = Options(suggested=True, notes=True)
        ids = all_ids(None)[:most]
        few = ArticlesLeaving(ids[:50], options, None)
        copies = ArticlesLeaving(ids, options, None)
        terms = Terms(now(), options)
        if name != FORMATS_READ:
            with tempfile.TemporaryFile() as first:  # what is loaded once is no growth
                FORMATS[name].write_many(few, terms, first)
        before = peak()
        began = time.process_time()
        if name == FORMATS_READ:
            for _ in copies:
                pass
        else:
            FORMATS[name].write_many(copies, terms, file)
        took = time.process_time() - began
        size = file.tell() / 1e6
        print(f"{name:16}{len(ids):9}{took:9.1f}{len(ids) / took:10.1f}{size:8.1f}{peak() - before:12.1f}", flush=True)


def peak() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
