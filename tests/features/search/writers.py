"""Writers of the index as processes of their own, killed while they write."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
import time

from flask import Flask

from annotator.config import ROOT
from annotator.db import transaction
from tests.support.factories import make_article, make_claim

# To import the program takes longer than the rest: each writer is a fork of a process that has done nothing else.
WRITERS = """
import os, sys
from annotator.factory import create_app
from annotator.search.keeping.indexer import Indexer
for _ in sys.stdin:
    if writer := os.fork():
        os.waitpid(writer, 0)
        continue
    app = create_app({"INSTANCE": sys.argv[1], "DATABASE_URL": sys.argv[2]})
    indexer = Indexer(app)
    print(os.getpid(), flush=True)
    indexer.run()
"""


def kill_writers(app: Flask, kills: int, *, later: float) -> None:
    """Save claims on this desk while a writer runs, which is killed; again and again, each so many seconds later."""
    with transaction(by=None):
        article = make_article()
    command = [sys.executable, "-c", WRITERS, app.config["INSTANCE"], app.config["DATABASE_URL"]]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writers:
        assert writers.stdin is not None and writers.stdout is not None
        for kill in range(kills):
            print(file=writers.stdin, flush=True)
            writer = int(writers.stdout.readline())
            ended = os.pidfd_open(writer)
            stop = threading.Timer(0.2 + later * kill, os.kill, [writer, signal.SIGKILL])
            stop.start()
            while not select.select([ended], [], [], 0)[0]:
                with transaction(by=None):
                    make_claim(article, "300 guards", wording="Gendarmes were sent")
                time.sleep(0.01)
            stop.join()
            os.close(ended)
