"""`matching score`: one answer a good line, and each bad line named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from annotator.cli.deskless import deskless_app

ENTITIES = [
    {"id": "hashd", "name": "al-Hashd al-Shaabi", "kind": "group", "aliases": ["Popular Mobilization"]},
    {"id": "basra", "name": "Basra", "kind": "place"},
    {"id": "tunis", "name": "Tunis", "kind": "place"},
]
PAIR = {
    "a": "Al-Hashd al-Shaabi lost 12 fighters in an ambush on Monday.",
    "b": "An ambush on 15 February killed twelve men of the Popular Mobilization.",
    "a_published": "2021-02-16",
    "b_published": "2021-02-17T08:00:00Z",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "gazetteer.jsonl"
    path.write_text("".join(json.dumps(entity) + "\n" for entity in ENTITIES), "utf-8")
    return path


def run(file: Path, lines: str | bytes) -> Result:
    return deskless_app().test_cli_runner().invoke(args=["matching", "score", "--gazetteer", str(file)], input=lines)


def answers(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.split("\n")[:-1]]


def test_a_pair_gets_its_score_band_parts_reasons_and_relation(file: Path) -> None:
    result = run(file, json.dumps(PAIR) + "\n")
    (answer,) = answers(result)
    assert result.exit_code == 0
    assert set(answer) == {"score", "band", "parts", "reasons", "relation"}
    assert answer["band"] == "likely" and answer["relation"] == "same"
    assert answer["parts"]["entities"] == 1 and answer["parts"]["days"] == 1
    assert "same day, 15 February 2021" in answer["reasons"]


def test_relations_are_told_apart(file: Path) -> None:
    pairs = [
        ("A bomb in Basra killed 12 people.", "The bombing in Basra killed 30 people."),
        ("A bomb in Basra killed 12 people.", "Parliament in Tunis debated fishing quotas."),
    ]
    told = answers(run(file, "".join(json.dumps({"a": a, "b": b}) + "\n" for a, b in pairs)))
    assert told[0]["relation"] in {"contradiction", "superseded"}
    assert told[1] == {**told[1], "relation": "unrelated", "band": None, "reasons": []}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("no json", "it is not JSON"),
        ("[1, 2]", "it is not an object"),
        ('{"a": "Two died."}', '"b" is missing'),
        ('{"a": "Two died.", "b": 2}', '"b" is missing'),
        ('{"a": "Two died.", "b": " "}', '"b" is missing'),
        ('{"a": "Two died.", "b": "Two died.", "a_published": "Monday"}', '"a_published" is no day'),
        ('{"a": "Two died.", "b": "Two died.", "a_published": 7}', '"a_published" is no day'),
        (json.dumps({"a": "x" * 20_001, "b": "y"}), '"a" has 20,001 characters'),
        ("[" * 100_000, "it is not JSON"),
    ],
)
def test_a_line_that_is_no_pair_is_named_and_the_rest_goes_on(file: Path, line: str, reason: str) -> None:
    result = run(file, f"\n{line}\n{json.dumps(PAIR)}\n")
    assert result.exit_code == 1 and len(answers(result)) == 1
    assert f"line 2: {reason}" in result.stderr


def test_what_is_not_utf8_is_named_too(file: Path) -> None:
    result = run(file, b'{"a": "\xff", "b": "x"}\n')
    assert result.exit_code == 1 and "line 1: it is not UTF-8" in result.stderr


@pytest.mark.parametrize("words", ["\x00", "...", "\u202e", "12", "The", "العربية", "💥 💥", "a" * 5_000, "\ud800"])
def test_any_words_have_an_answer(file: Path, words: str) -> None:
    (answer,) = answers(run(file, json.dumps({"a": words, "b": PAIR["b"]}) + "\n"))
    assert 0 <= answer["score"] <= 1


def test_two_counts_in_stories_that_share_little_are_no_contradiction(file: Path) -> None:
    pairs = [
        (
            "A suicide bomber killed 4 near the police headquarters.",
            "A suicide bomber killed 23 at a wedding feast.",
        ),
        (
            "The mayor of Basra took bribes for the harbour.",
            "Report that Basra mayor took bribes for harbour is a hoax.",
        ),
    ]
    told = answers(run(file, "".join(json.dumps({"a": a, "b": b}) + "\n" for a, b in pairs)))
    assert [each["relation"] for each in told] == ["unrelated", "contradiction"]
