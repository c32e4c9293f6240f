"""What every test may use; the fixtures themselves are in tests/support/."""

from __future__ import annotations

import os
import sys

pytest_plugins = ["tests.support.chromium", "tests.support.postgres", "tests.support.skips"]

# Where a machine says that nothing compiled is kept, each server and each command that a test starts compiles the
# program anew, which takes longer than most of these tests.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
