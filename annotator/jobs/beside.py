"""Another process of this program beside this one, with what it is to do."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from typing import Any

from ..config import ROOT


def begin(module: str, *arguments: str, given: Any) -> subprocess.Popen[str]:
    """`python -m MODULE ARGUMENTS`, with `given` as JSON on its standard input, where nobody else reads a password."""
    child = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, cwd=ROOT,
    )  # fmt: skip
    assert child.stdin is not None
    with suppress(BrokenPipeError), child.stdin as wanted:  # it ended before it had read: its exit code tells how
        json.dump(given, wanted)
    return child
