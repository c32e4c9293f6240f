"""The finder of sightings as a process of its own, without pages: it holds half of what one that has them does. `serve`
begins it when there is work (cli/finding.py); it ends by itself.

python -m annotator.factory.finder < WHAT, as JSON: settings, and the process that it ends with
"""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from ..cli.memory import give_back_memory
from ..cli.processes import LOG_FORMAT, end_with, stop_calmly
from ..config import ROOT
from ..contradictions.finding import find
from ..sightings.finding.worker import Worker
from . import models  # noqa: F401  (every model must be known before the first query)
from .base import flask_config, open_database
from .instance import open_instance

BEHIND_OTHERS = 5  # nice(2)


def main() -> None:
    given = json.load(sys.stdin)
    parent, settings = given["parent"], given["settings"]
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop_calmly)
    end_with(parent)
    logging.basicConfig(level=logging.WARNING, format=LOG_FORMAT)
    os.nice(BEHIND_OTHERS)
    give_back_memory()
    try:
        worker = Worker(
            app_without_pages(settings), find, idle=settings["FINDER_SECONDS"], alive=lambda: os.getppid() == parent
        )
        worker.run()
    except KeyboardInterrupt:
        pass


def app_without_pages(settings: Mapping[str, Any]) -> Flask:
    """The desk's settings and database, and nothing else."""
    instance = open_instance(Path(settings["INSTANCE"]))
    app = Flask("annotator", root_path=str(ROOT / "annotator"), static_folder=None, instance_path=str(instance))
    app.config.update(flask_config(settings, instance))
    open_database(app)
    return app


if __name__ == "__main__":
    main()
