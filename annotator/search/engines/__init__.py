"""What a search engine must do (engine.py), the engines that do it, and the database itself while none can."""

import os

# numpy's linear algebra is not used: without threads of its own a forked server stays small.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
