"""`names match`: one answer a line of input, whatever stands in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from annotator.cli.deskless import deskless_app

ENTITIES = [
    {"id": "qaim", "name": "al-Qaim", "kind": "place", "native_name": "القائم", "aliases": ["El Kaïm"]},
    {"id": "hashd", "name": "al-Hashd al-Shaabi", "kind": "group", "context": ["militia", "Iraq"]},
    {"id": "kadhimi", "name": "Mustafa al-Kadhimi", "kind": "person"},
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "gazetteer.jsonl"
    path.write_text("".join(json.dumps(entity, ensure_ascii=False) + "\n" for entity in ENTITIES), "utf-8")
    return path


def run(file: Path, names: str | bytes, *options: str) -> Result:
    arguments = ["names", "match", "--gazetteer", str(file), *options]
    return deskless_app().test_cli_runner().invoke(args=arguments, input=names)


def answers(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.split("\n")[:-1]]


def test_the_best_match_stands_first_with_the_parts_of_its_score(file: Path) -> None:
    result = run(file, "Moustafa Kadimi\n")
    (answer,) = answers(result)
    assert result.exit_code == 0 and answer["query"] == "Moustafa Kadimi"
    best = answer["matches"][0]
    assert set(best) == {"id", "name", "score", "parts"} and best["id"] == "kadhimi"
    assert best["score"] >= 0.9 and {"skeleton", "spelling", "coverage"} <= set(best["parts"])


def test_words_after_a_tab_speak_for_an_entity(file: Path) -> None:
    alone, around = answers(run(file, "al-Hussein al-Sabi\nal-Hussein al-Sabi\ta militia in Iraq\n"))
    assert around["query"] == "al-Hussein al-Sabi"
    assert around["matches"][0]["id"] == "hashd"
    assert around["matches"][0]["score"] > alone["matches"][0]["score"]
    assert around["matches"][0]["parts"]["context"] > 0


@pytest.mark.parametrize(
    "line",
    [
        *("", "\t", "   ", "\x00", "'\"\\{}", "\U0001f4a5", "\u202eal\u200b-Qa\u2066im\u2069"),
        *("Ab" * 5_000, "al " * 3_334, "العربية" * 1_500),
    ],
)
def test_every_line_has_one_answer(file: Path, line: str) -> None:
    found = answers(run(file, f"{line}\nal-Qaim\r\n"))
    assert [answer["query"] for answer in found] == [line.partition("\t")[0], "al-Qaim"]
    assert found[1]["matches"][0]["score"] == 1.0


def test_unseen_characters_do_not_hide_a_name(file: Path) -> None:
    (answer,) = answers(run(file, "\u202eal\u200b-Qa\u2066im\u2069"))
    assert answer["matches"][0] | {"parts": {}} == {"id": "qaim", "name": "al-Qaim", "score": 1.0, "parts": {}}


def test_a_native_name_finds_its_entity(file: Path) -> None:
    assert answers(run(file, "مصطفى الكاظمي\n"))[0]["matches"][0]["id"] == "kadhimi"


def test_bytes_that_are_no_text_are_answered_too(file: Path) -> None:
    assert [answer["query"] for answer in answers(run(file, b"\xff\xfe\nal-Qaim\n"))] == ["\ufffd\ufffd", "al-Qaim"]


def test_a_bad_line_of_the_gazetteer_is_named_and_the_rest_goes_on(file: Path) -> None:
    with file.open("ab") as more:
        more.write(b'{"id": "x"}\n\n\xff\n{"id": "qaim", "name": "Twice"}\n{"id": "y", "name": "Mosul"}\n')
    result = run(file, "Mosul\n")
    assert result.exit_code == 1
    assert answers(result)[0]["matches"][0]["id"] == "y"
    named = result.stderr.splitlines()
    assert [problem.partition(": ")[0] for problem in named] == [f"{file}, line {n}" for n in (4, 6, 7)]
    assert "'name' is missing" in named[0] and "UTF-8" in named[1] and "line 1" in named[2]


def test_half_a_surrogate_pair_in_the_gazetteer_stops_nothing(file: Path) -> None:
    with file.open("a") as more:
        more.write('{"id": "half", "name": "Mosul \\ud800"}\n')
    assert answers(run(file, "Mosul\n"))[0]["matches"][0]["id"] == "half"


def test_people_get_words(file: Path) -> None:
    shown = run(file, "El Kaim\nZzz\n", "--format", "text").stdout
    assert "al-Qaim [qaim]: " in shown and "no name like it" in shown


def test_without_a_file_the_desk_is_asked(app: Any) -> None:
    result = app.test_cli_runner().invoke(args=["names", "match"], input="Mosul\n")
    assert (result.exit_code, answers(result)) == (0, [{"query": "Mosul", "matches": []}])
