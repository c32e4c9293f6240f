"""docs/commands.md has a head for each `flask` command of the desk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from annotator.config import ROOT

# What Flask and its extensions bring; `roles` and `users` are Flask-Security's own, which Wirecheck takes out.
FOREIGN = {"routes", "run", "shell", "roles", "users", "limiter"}
# ## `index rebuild`, ## `flask --app app ingest PATH…`
HEAD = re.compile(r"^#+ `(?:flask --app app )?([a-z]+(?:[ -][a-z]+)*)", re.MULTILINE)


def command_names(group: click.Group, prefix: str = "") -> Iterator[str]:
    """ "ingest", "index rebuild", …: every command that does something, groups opened."""
    for command_name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from command_names(command, f"{prefix}{command_name} ")
        else:
            yield f"{prefix}{command_name}"


def test_each_command_is_documented(tmp_path: Path) -> None:
    from annotator.factory import create_app

    app = create_app({"INSTANCE": str(tmp_path), "INDEXER": False, "JOBS": False})
    own = {command for command in command_names(app.cli) if command.split()[0] not in FOREIGN}
    heads = set(HEAD.findall((ROOT / "docs" / "commands.md").read_text()))
    assert own and own == heads, f"undocumented: {own - heads}; documented and gone: {heads - own}"
