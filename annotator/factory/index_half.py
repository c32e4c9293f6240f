"""The second process that builds a new search index (search/engines/whoosh/halves.py): its half, in a folder.

python -m annotator.factory.index_half FOLDER < WHAT, as JSON: settings and middles
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from ..search.engines.whoosh.halves import build_older
from . import create_app


def main() -> None:
    given = json.load(sys.stdin)
    app = create_app(given["settings"] | {"INDEXER": False, "JOBS": False})
    with app.app_context():
        sys.exit(0 if build_older(Path(sys.argv[1]), given["middles"]) else 1)


if __name__ == "__main__":
    main()
