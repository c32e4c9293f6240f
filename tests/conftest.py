"""What every test may use; the fixtures themselves are in tests/support/."""

from __future__ import annotations

pytest_plugins = ["tests.support.chromium", "tests.support.postgres", "tests.support.skips"]
