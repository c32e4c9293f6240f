"""Whoosh: an index in files, beside the database. Whoosh keeps its segments and commits; read by our own arrays."""

import os

# numpy's linear algebra is not used: without threads of its own a forked server stays small.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
