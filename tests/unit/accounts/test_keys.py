"""The one table of keys, and what a person may change in it."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from annotator.accounts.keys import BY_NAME, COMMANDS, DEFAULTS, FIXED, with_changes
from annotator.config import ROOT
from annotator.errors import Invalid


def test_no_two_commands_of_a_page_share_a_key_at_first() -> None:
    shared = [(a.name, b.name) for a, b in combinations(COMMANDS, 2) if a.key == b.key and a.where & b.where]
    assert not shared
    assert len(BY_NAME) == len(COMMANDS)


def test_a_key_is_changed_and_the_others_stay() -> None:
    keys = with_changes(True, {"accept": "ö", "next-item": "N", "next-unjudged": "n"})
    assert keys.by_command == {**DEFAULTS.by_command, "accept": "ö", "next-item": "N", "next-unjudged": "n"}
    assert keys.changed == {"accept": "ö", "next-item": "N", "next-unjudged": "n"}


def test_a_key_of_another_command_is_refused_in_words_at_the_one_that_was_changed() -> None:
    for command in ("reject", "help", "accept-all"):
        with pytest.raises(Invalid, match="“a” is the key of “Accept” already") as refused:
            with_changes(True, {command: "a"})
        assert refused.value.field == command


def test_two_changed_to_one_key_are_refused() -> None:
    with pytest.raises(Invalid, match="“ö” is the key of"):
        with_changes(True, {"accept": "ö", "reject": "ö"})


def test_pages_that_never_meet_may_share_a_key() -> None:
    assert with_changes(True, {"tick": "c", "confirm-ticked": "v"}).by_command["tick"] == "c"


@pytest.mark.parametrize("key", ["", "ab", " ", "\t", "\u00a0", "\u200b", "5", "٣", "Enter"])
def test_what_is_no_single_visible_character_or_a_digit_is_refused(key: str) -> None:
    with pytest.raises(Invalid) as refused:
        with_changes(True, {"accept": key})
    assert refused.value.field == "accept"


def test_a_command_that_there_is_not_is_refused() -> None:
    with pytest.raises(Invalid, match="no command called “fly”"):
        with_changes(True, {"fly": "ö"})


def test_every_command_and_fixed_key_stands_in_the_docs_with_its_key() -> None:
    page = (ROOT / "docs/workbench.md").read_text(encoding="utf-8")
    missing = [each.name for each in COMMANDS if f"| `{each.key}` | {each.words} |" not in page]
    missing += [key for key, words, _ in FIXED if f"| {key} | {words} |" not in page]
    assert not missing


def test_every_command_that_a_template_or_script_names_is_in_the_table() -> None:
    named = set()
    for folder, suffix in (("templates", "html"), ("static/js", "js")):
        for path in (ROOT / folder).rglob(f"*.{suffix}"):
            text = path.read_text(encoding="utf-8")
            named.update(re.findall(r'data-command=\\?"([a-z-]+)"', text))
            named.update(re.findall(r'\bon\("([a-z-]+)"', text))
    assert named - set(BY_NAME) - {"digit"} == set()
