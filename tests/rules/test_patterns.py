"""Regular expressions that every Python from 3.11 on reads alike."""

from __future__ import annotations

import re

from annotator.config import ROOT

# Before 3.11.5 a possessive repeat of a group that has choices of its own matches wrongly (cpython gh-106052), and
# Debian 12 has 3.11.2. Of a single character or class it is right: "[a-z]*+".
GROUP_REPEATED = re.compile(r"\(\?.*(?<!\\)\)(?:[*+?]|\{\d*,?\d*\})\+")


def test_no_group_is_repeated_possessively() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "annotator").rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if GROUP_REPEATED.search(line)
    ]
    assert found == []


def test_the_rule_finds_what_it_looks_for() -> None:
    assert GROUP_REPEATED.search(r"(?:a[^b]++){2,3}+") and GROUP_REPEATED.search(r"(?:ab?)*+")
    assert not GROUP_REPEATED.search(r"(?:[a-z]*+b)+") and not GROUP_REPEATED.search(r"(?:a)+ (\)*+)")
