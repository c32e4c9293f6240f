"""The second process that builds a new search index (search/keeping/halves.py): its half, in a folder.

python -m annotator.factory.index_half FOLDER < SETTINGS
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from ..search.keeping.halves import build_older
from . import create_app


def main() -> None:
    app = create_app(json.load(sys.stdin) | {"INDEXER": False, "JOBS": False})
    with app.app_context():
        sys.exit(0 if build_older(Path(sys.argv[1])) else 1)


if __name__ == "__main__":
    main()
