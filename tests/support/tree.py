"""The project's own files, for the rules: what is committed or will be, not what was installed or made."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

from annotator.config import ROOT


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that .gitignore does not name, sorted. Read without git, which a copy of the tree may lack."""
    lines = (ROOT / ".gitignore").read_text().splitlines()
    patterns = [".git", *(line.strip().strip("/") for line in lines if line.strip() and not line.startswith("#"))]
    return tuple(sorted(_walk(ROOT, patterns)))


def _walk(folder: Path, patterns: list[str]) -> Iterator[Path]:
    for path in folder.iterdir():
        if any(fnmatch(path.name, pattern) for pattern in patterns):
            continue
        if path.is_dir():
            yield from _walk(path, patterns)
        elif not path.is_symlink():
            yield path


def files(*suffixes: str, under: str = ".") -> list[Path]:
    """The project's files with one of the `suffixes` ("py", "html"; none: all) in folder `under`."""
    return [
        path
        for path in project_files()
        if path.is_relative_to(ROOT / under) and (not suffixes or path.suffix.lstrip(".") in suffixes)
    ]


def read(path: Path) -> str:
    """The text; empty for a file that is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def name(path: Path) -> str:
    """The path from the root, as rules report it."""
    return str(path.relative_to(ROOT))
