"""/account#keys: one's own keys."""

from __future__ import annotations

import json
import re

import pytest

from annotator.accounts import preferences
from annotator.accounts.keys import COMMANDS, DEFAULTS
from annotator.db import transaction
from tests.support.cast import Cast
from tests.support.client import DeskClient


@pytest.fixture
def reviewer(client: DeskClient, cast: Cast) -> DeskClient:
    return client.as_(cast.reviewer)


def typed(**changed: str) -> dict[str, str]:
    return {**DEFAULTS.by_command, "single": "y"} | {name.replace("_", "-"): key for name, key in changed.items()}


def table(client: DeskClient, path: str = "/account") -> dict[str, object]:
    """What the scripts of a page are given."""
    found = re.search(r'<script type="application/json" id="key-table">(.*?)</script>', client.get(path).text)
    assert found
    return dict(json.loads(found[1]))


def keys_of(client: DeskClient) -> dict[str, str]:
    return {name: key for name, key, *_ in table(client)["commands"]}  # type: ignore[attr-defined]


def test_every_command_has_a_field_with_its_key(reviewer: DeskClient) -> None:
    page = reviewer.get("/account").text
    for command in COMMANDS:
        assert f'name="{command.name}"' in page and f'<label for="{command.name}">' in page
    assert table(reviewer)["single"] is True


def test_a_changed_key_is_kept_for_this_person_alone(reviewer: DeskClient, cast: Cast) -> None:
    assert reviewer.post("/account/keys", data=typed(accept="ö")).location == "/account#keys"
    assert keys_of(reviewer)["accept"] == "ö"
    assert cast.reviewer.preferences == {"keys": {"single": True, "changed": {"accept": "ö"}}}
    assert "at first <kbd>a</kbd>" in reviewer.get("/account").text
    assert keys_of(reviewer.as_(cast.colleague)) == DEFAULTS.by_command


def test_single_characters_are_switched_off(reviewer: DeskClient) -> None:
    fields = typed()
    del fields["single"]
    reviewer.post("/account/keys", data=fields)
    assert table(reviewer)["single"] is False


def test_a_key_that_is_taken_is_refused_at_its_field_and_nothing_is_written(reviewer: DeskClient, cast: Cast) -> None:
    answer = reviewer.post("/account/keys", data=typed(reject="a", wording="ö"))
    assert answer.status_code == 422
    assert 'id="reject-error">“a” is the key of “Accept” already.' in answer.text
    assert re.search(r'<input[^>]*name="wording"[^>]*value="ö"|value="ö"[^>]*name="wording"', answer.text)
    assert keys_of(reviewer) == DEFAULTS.by_command
    assert not cast.reviewer.preferences


def test_an_empty_field_is_the_first_key_again_and_so_are_all_at_once(reviewer: DeskClient) -> None:
    reviewer.post("/account/keys", data=typed(accept="ö", reject="ä"))
    reviewer.post("/account/keys", data=typed(accept="", reject="ä"))
    assert (keys_of(reviewer)["accept"], keys_of(reviewer)["reject"]) == ("a", "ä")
    reviewer.post("/account/keys", data=typed(reject="ä") | {"reset": "1"})
    assert keys_of(reviewer) == DEFAULTS.by_command


@pytest.mark.parametrize(
    "kept",
    [
        None,
        {},
        {"keys": {"single": True, "changed": {"gone-since": "y"}}},
        {"keys": {"single": True, "changed": {"accept": "r"}}},  # a newer table gave the key to another command
    ],
)
def test_what_was_kept_and_no_longer_fits_is_as_at_first(
    reviewer: DeskClient, cast: Cast, kept: dict[str, object] | None
) -> None:
    with transaction(by=None):
        cast.reviewer.preferences = kept
    assert keys_of(reviewer) == DEFAULTS.by_command


def test_other_preferences_stay(reviewer: DeskClient, cast: Cast) -> None:
    with transaction(by=None):
        cast.reviewer.preferences = {"other": 1}
    with transaction(by=cast.reviewer):
        preferences.set_keys(cast.reviewer, single=False, by_command={"accept": "ö"})
    with transaction(by=cast.reviewer):
        preferences.reset_keys(cast.reviewer)
    assert cast.reviewer.preferences == {"other": 1}


def test_who_is_not_logged_in_is_given_no_table(client: DeskClient) -> None:
    assert "key-table" not in client.get("/login").text
