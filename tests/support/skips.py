"""Nothing is skipped silently: a test that did not run fails the run, unless its reason is in ALLOWED.

An expected failure (xfail) counts as well. Loaded by tests/conftest.py.
"""

from __future__ import annotations

import pytest

# The reason as the test gives it: why the run may pass without it.
ALLOWED: dict[str, str] = {}


class SkipGuard:
    """Collects what was skipped, in the process that reports (with xdist: the one the workers report to)."""

    def __init__(self) -> None:
        self.skipped: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._note(report)

    def _note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if not report.skipped:
            return
        reason = getattr(report, "wasxfail", None)
        if reason is None:  # longrepr of a skip: file, line, "Skipped: the reason"
            reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
        reason = reason.removeprefix("Skipped: ")
        if reason not in ALLOWED:
            self.skipped.append(f"{report.nodeid}: {reason}")

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.skipped and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.skipped:
            terminalreporter.section("skipped without leave (tests/support/skips.py)")
            for line in self.skipped:
                terminalreporter.line(line)


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # an xdist worker only reports to the controller
        config.pluginmanager.register(SkipGuard(), "skip-guard")
