"""Memory that was given back is the system's again, also where small things were kept beside it."""

from __future__ import annotations

import subprocess
import sys

import pytest

HELD = """
import os
from pathlib import Path
from annotator.cli.memory import give_back_memory
{call}
def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
bytearray(4_000_000)  # what glibc learns from
before, large, small = held(), [], []
for _ in range(50):
    large.append(bytearray(b"x") * 1_000_000)
    small.append(bytearray(2_000))
del large
print(held() - before)
"""


def held_after(call: str) -> int:
    """Bytes that a process of its own still holds of 50 MB that it gave back."""
    command = [sys.executable, "-c", HELD.format(call=call)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's")
def test_large_memory_is_given_back() -> None:
    assert held_after("give_back_memory()") < 5_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's")
def test_what_lies_free_between_what_is_used_is_given_back_now_and_then() -> None:
    pieces = """
import os, time
from pathlib import Path
from annotator.cli import memory
memory.give_back_memory()
def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
before = held()
kept = [bytearray(b"x") * 20_000 for _ in range(2_000)]
del kept[::2], kept[1::2]
kept = [kept[0], kept[-1]]
memory.TRIM_SECONDS = 0.01
memory.keep_giving_back()
end = time.monotonic() + 30
while held() - before > 5_000_000 and time.monotonic() < end:
    time.sleep(0.02)
print(held() - before)
"""
    found = subprocess.run([sys.executable, "-c", pieces], capture_output=True, text=True, check=True).stdout
    assert int(found) < 5_000_000
