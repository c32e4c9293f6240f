"""What a file may be called, how long it may be and what may not stand in it."""

from __future__ import annotations

import re

import pytest

from annotator.config import ROOT
from tests.support.tree import files, name, project_files, read

LONGEST = 400
REASON_FOR_LENGTH = re.compile(r"Over 400 lines: \S+ \S+")
DRAWERS = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "data", "info", "misc"}
LATER = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
# In pieces: this file is searched too.
PACKAGE_HOSTS = re.compile(
    r"\b(py" + r"pi\.(org|python\.org)|pythonhosted\.org|npm" + r"js\.(org|com)|yarn" + r"pkg\.com|un" + r"pkg\.com"
    r"|js" + r"delivr\.net|cdn" + r"js\.cloudflare\.com|(deb|security|ftp)\.deb" + r"ian\.org|artifact" + r"registry)",
    re.IGNORECASE,
)
THIRD_PARTY = re.compile(
    r"(^|/)(vendor(ed)?|third[_-]party|node_modules|bower_components|site-packages)/|[.-]min\.\w+$"
)


def too_long(text: str) -> bool:
    """Over 400 lines without a line at the top (the first 20) that says `Over 400 lines: ` and why."""
    lines = text.splitlines()
    return len(lines) > LONGEST and not any(REASON_FOR_LENGTH.search(line) for line in lines[:20])


def test_no_module_is_over_400_lines_without_a_reason() -> None:
    found = [name(path) for path in files("py", "js", "mjs", "css", "html") if too_long(read(path))]
    assert not found, f"Split them, or say why at the top (# Over {LONGEST} lines: …): {found}"


def test_the_length_rule_finds_a_long_module_and_takes_a_reason() -> None:
    assert too_long("x\n" * 401)
    assert not too_long("x\n" * 400)
    assert not too_long("# Over 400 lines: a closed list, one line each\n" + "x\n" * 401)
    assert too_long("# Over 400 lines:\n" + "x\n" * 401)


def test_no_module_or_folder_is_a_drawer() -> None:
    found = [name(path) for path in files("py", "js", "css") if DRAWERS & {path.stem, *path.relative_to(ROOT).parts}]
    assert not found, f"Name them after what they hold: {found}"


@pytest.mark.parametrize("pattern", [LATER, PACKAGE_HOSTS], ids=["put off", "package host"])
def test_no_file_holds(pattern: re.Pattern[str]) -> None:
    found = [
        f"{name(path)}:{number}: {match.group()}"
        for path in project_files()
        for number, line in enumerate(read(path).splitlines(), 1)
        if (match := pattern.search(line))
    ]
    assert not found, found


def test_the_rules_on_words_find_them() -> None:
    assert LATER.search("# TO" + "DO: later")
    assert PACKAGE_HOSTS.search("https://registry.npm" + "js.org/htmx")
    assert PACKAGE_HOSTS.search("https://py" + "pi.org/simple")
    assert not PACKAGE_HOSTS.search("a package of PyPI; npm's packages; Debian's")


def test_no_third_party_code_is_in_the_tree() -> None:
    found = [name(path) for path in project_files() if THIRD_PARTY.search(name(path))]
    assert not found, f"Install it from a lock file instead: {found}"


def test_the_third_party_rule_finds_it() -> None:
    assert THIRD_PARTY.search("static/vendor/x.js")
    assert THIRD_PARTY.search("static/htmx.min.js")
    assert not THIRD_PARTY.search("static/workbench.js")


def test_the_lock_files_pin_and_hash_everything_and_name_no_address() -> None:
    for file in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / file).read_text()
        entries = re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", text, re.MULTILINE | re.DOTALL)
        loose = [entry.splitlines()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]
        assert entries and not loose, f"{file}: {loose}"
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_the_readme_is_short() -> None:
    lines = (ROOT / "README.md").read_text().splitlines()
    assert len(lines) < 60, "What a newcomer needs in one minute; the rest is for docs/."


def test_a_change_log_begins_with_what_is_unreleased_or_a_version() -> None:
    for path in files("md"):
        if path.stem.upper().startswith("CHANGELOG"):
            heads = re.findall(r"^## (.*)", read(path), re.MULTILINE)
            assert heads and re.match(r"Unreleased$|Version \d|\[?\d+\.\d+", heads[0]), name(path)
