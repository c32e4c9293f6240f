"""The commands that need no desk: they start without its database, its pages and all that those load.

`analyse` reads files and prints, `names match` and `matching score` do with a gazetteer file. Two thirds of their start
were the desk's models, views and migrations.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from flask import Flask

from ..config import load_settings
from .analyse import analyse_command
from .matching import matching_group
from .names import names_group

_COMMANDS: Final = {command.name: command for command in (analyse_command, matching_group, names_group)}
# Without this option the command asks the desk.
_NEEDED: Final = {matching_group.name: "--gazetteer", names_group.name: "--gazetteer"}
# Options of `flask` itself that have a value of their own behind them.
_WITH_VALUE: Final = frozenset({"-A", "--app", "-e", "--env-file"})


def needs_desk(argv: Sequence[str]) -> bool:
    """Whether the command line `argv` (`sys.argv`) asks for more than one of these commands; if in doubt, it does."""
    program = PurePath(argv[0]) if argv else PurePath()
    if program.name not in {"flask", "flask.exe"} and program.parts[-2:] != ("flask", "__main__.py"):
        return True
    arguments = iter(argv[1:])
    for argument in arguments:
        if not argument.startswith("-"):
            option = _NEEDED.get(argument, "")
            given = not option or any(later.partition("=")[0] == option for later in arguments)
            return argument not in _COMMANDS or not given
        if argument in _WITH_VALUE:
            next(arguments, None)
    return True


def deskless_app() -> Flask:
    """An app that has the settings and these commands, and nothing else. Raises Invalid for a setting it cannot use."""
    app = Flask("annotator", static_folder=None, template_folder=None)
    app.config.update(load_settings())
    for command in _COMMANDS.values():
        app.cli.add_command(command)
    return app
