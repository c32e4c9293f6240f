"""Runs npm, the machine's or the wheel's: `python -m tools.npm ARGUMENTS`."""

from __future__ import annotations

import os
import sys

from tools.machine import npm_command

command = [*npm_command(), *sys.argv[1:]]
os.execv(command[0], command)  # noqa: S606 - npm takes this process over; there is no shell
