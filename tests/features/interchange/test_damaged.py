"""Damaged files: each line is refused with a reason or taken in whole, never half; and nothing else suffers."""

from __future__ import annotations

import copy
import io
import json
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.db import db
from annotator.exports.queries import all_ids
from annotator.interchange import Report, carry_out, plan, write
from annotator.interchange.parsing import LONGEST
from tests.support.lived import live

Line = dict[str, Any]
DEEP = 3_000


class Lines(list[bytes]):
    def __repr__(self) -> str:
        return f"<{len(self)} lines>"  # Hypothesis shows the arguments of what failed


def exported() -> bytes:
    file = io.BytesIO()
    write(all_ids(None), file, by=None)
    return file.getvalue()


@pytest.fixture(scope="module")
def kept() -> dict[str, bytes]:
    return {}


@pytest.fixture
def lines(app: Flask, instance: Path, migrated: Path, kept: dict[str, bytes]) -> Lines:
    """A desk's lines; the desk that is open then is an empty one."""
    if not kept:
        live()
        kept["desk"] = exported()
        emptied(instance, migrated)
    return Lines(kept["desk"].strip().split(b"\n"))


def emptied(instance: Path, migrated: Path) -> None:
    db.session.rollback()
    db.engine.dispose()
    for file in instance.glob("wirecheck.db-*"):
        file.unlink()
    shutil.copy(migrated / "wirecheck.db", instance / "wirecheck.db")


def told(line: bytes) -> Any:
    """What a line says, but for numbers, which are counted anew, and for steps that are not in the file."""
    found = json.loads(line)
    parts = {
        name: sorted(
            json.dumps(
                {key: value for key, value in row.items() if key != "id" and not key.endswith("_id")}, sort_keys=True
            )
            for row in rows
        )
        for name, rows in found.get("parts", {}).items()
        if rows
    }
    row = {key: value for key, value in found.get("row", {}).items() if value is not None}
    return found["table"], row, parts, len(found.get("history", ()))


def taken(lines: list[bytes], path: Path) -> Report:
    """Take a damaged file in; what is on the desk then is what of the file was not refused, in whole."""
    path.write_bytes(b"\n".join(lines) + b"\n")
    foreseen = plan(path, by=None)
    report = carry_out(path, by=None)
    # The database may say no in other words than the look did: lines that hang on a refused one.
    assert [(each.line, each.what) for each in foreseen.refused] == [(each.line, each.what) for each in report.refused]
    assert all(each.why for each in report.refused)
    assert foreseen.new == report.new
    refused = {each.line for each in report.refused}
    whole = [told(line) for number, line in enumerate(lines, 1) if number not in refused and number > 1]
    for line in exported().strip().split(b"\n")[1:]:
        assert told(line) in whole
    articles = [each for each in whole if each[0] == "articles"]
    assert report.new["articles"] == len(articles) == len(all_ids(None))
    return report


def article_at(lines: list[bytes]) -> int:
    return next(at for at, line in enumerate(lines) if b'"title":"Canal town' in line)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each value inside."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from places(inner, (*path, key))


def changed(line: bytes, path: tuple[Any, ...], change: Callable[[Any, Any], None]) -> bytes:
    value = copy.deepcopy(json.loads(line))
    inner = value
    for key in path[:-1]:
        inner = inner[key]
    change(inner, path[-1])
    return json.dumps(value, ensure_ascii=False).encode(errors="surrogatepass")


WRONG = (
    None, True, False, -1, 0, 3, 999, 2**40, 0.5, "", "x", "2021-03-04T15:30:00+00:00", "Ravi", [], [1], ["x"], [{}],
    {}, {"start": 1, "end": 2}, {"id": 1},
)  # fmt: skip


def damaged(lines: list[bytes], pick: random.Random) -> list[bytes]:
    """One line is cut off, has another byte or another value somewhere, lacks one, or stands twice."""
    found = list(lines)
    at = pick.randrange(1, len(found))
    line = found[at]
    kind = pick.choice(["cut", "byte", "twice", *["value", "drop"] * 4])
    if kind == "cut":
        found[at] = line[: pick.randrange(1, len(line))]
    elif kind == "byte":
        place = pick.randrange(len(line))
        byte = pick.choice([byte for byte in range(256) if byte not in b"\r\n"])
        found[at] = line[:place] + bytes([byte]) + line[place + 1 :]
    elif kind == "twice":
        found.insert(at, line)
    else:
        path = pick.choice(list(places(json.loads(line))))
        value = pick.choice(WRONG)
        if kind == "drop":
            found[at] = changed(line, path, lambda inner, key: inner.pop(key))
        else:
            found[at] = changed(line, path, lambda inner, key: inner.__setitem__(key, value))
    return found


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32))
def test_whatever_happened_to_a_line_it_comes_in_whole_or_not_at_all(
    seed: int, lines: Lines, instance: Path, migrated: Path, tmp_path: Path
) -> None:
    emptied(instance, migrated)
    taken(damaged(lines, random.Random(seed)), tmp_path / "damaged.jsonl")


def set_to(*path: Any, value: Any) -> Callable[[Line], None]:
    def change(line: Line) -> None:
        inner: Any = line
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = value

    return change


def shifted(table: str, by: int, to: str = "start") -> Callable[[Line], None]:
    def change(line: Line) -> None:
        row = line["parts"][table][0]
        row[to] += by

    return change


def in_a_circle(table: str, column: str) -> Callable[[Line], None]:
    def change(line: Line) -> None:
        one, other = line["parts"][table][:2]
        one[column], other[column] = other["id"], one["id"]

    return change


def first_of(table: str, column: str, value: Any) -> Callable[[Line], None]:
    return set_to("parts", table, 0, column, value=value)


def judged_twice(line: Line) -> None:
    judged = line["parts"]["assessments"]
    judged.append({**judged[0], "id": 99, "uid": "x"})


def all_accepted(line: Line) -> None:
    for correction in line["parts"]["corrections"]:
        correction["state"] = "accepted"


def without_length(line: Line) -> None:
    zone = line["parts"]["zones"][0]
    zone["end"] = zone["start"]


def nested(depth: int) -> Any:
    value: Any = []
    for _ in range(depth):
        value = [value]
    return value


CASES: list[tuple[str, Callable[[Line], None], str]] = [
    ("a quote that does not fit", first_of("claim_anchors", "quote", "Five guards"), "does not stand at"),
    ("an anchor that is shifted", shifted("claim_anchors", 1), "does not stand at"),
    ("an anchor outside the text", shifted("claim_anchors", 10_000, "end"), "no place in a text"),
    ("an anchor before the text", set_to("parts", "claim_anchors", 0, "start", value=-1), "no place in a text"),
    ("an empty zone", without_length, "no place"),
    ("a garble that does not fit", first_of("garbles", "quote", "al-Sabo"), "does not stand at"),
    ("a fact outside the text", first_of("claim_facts", "end", 5_000), "no place in a text"),
    ("another length", first_of("claim_anchors", "version_length", 5), "characters and not 5"),
    ("another text", first_of("versions", "text", "Something else."), "characters and not"),
    ("another hash", first_of("versions", "sha256", "0" * 64), "SHA-256"),
    ("no newest version", set_to("row", "current_number", value=3), "no version 3"),
    ("no versions", lambda line: line["parts"].pop("versions"), "the line has no row"),
    ("claims in a circle", in_a_circle("claims", "merged_into_id"), "circle"),
    ("corrections in a circle", in_a_circle("corrections", "superseded_by_id"), "circle"),
    ("an answer to itself", lambda line: line["parts"]["comments"][0].update(parent_id=1), "circle"),
    ("an unknown verdict", first_of("assessments", "verdict", "perhaps"), "verdict_known"),
    ("too sure", first_of("assessments", "confidence", 101), "confidence_range"),
    ("an unknown kind of garble", first_of("garbles", "category", "odd"), "no kind of garble"),
    ("an unknown state", first_of("claims", "state", "done"), "state_known"),
    ("no wording", first_of("claims", "wording", ""), "wording_given"),
    ("two subjects", lambda line: line["parts"]["comments"][0].update(claim_id=1, garble_id=1), "one_subject"),
    ("two judgements of one", judged_twice, "breaks a rule"),
    ("one number twice", lambda line: line["parts"]["claims"].append(line["parts"]["claims"][0]), "have one number"),
    ("an unknown claim", first_of("evidence", "claim_id", 999), "no row 999"),
    ("an unknown source", first_of("evidence", "source_id", "nobody's"), "neither in the file"),
    ("an unknown person", first_of("claims", "created_by_id", "Nobody"), "neither in the file"),
    ("an unknown table", set_to("parts", "jobs", value=[]), "no parts called"),
    ("an unknown column", first_of("claims", "password", "x"), "no column"),
    ("an unknown field", set_to("more", value=1), "no field"),
    ("a number too large", first_of("claims", "row_version", 2**31), "whole number"),
    ("a truth for a number", first_of("claims", "row_version", True), "whole number"),
    ("no time zone", set_to("row", "created_at", value="2021-03-04T15:30:00"), "time zone"),
    ("a long uid", first_of("claims", "uid", "x" * 37), "more than 36"),
    ("a list of the wrong kind", first_of("claims", "kinds", [{}]), "wrong kind"),
    ("an object for a list", first_of("claims", "kinds", {}), "no list"),
    ("nothing where something must be", first_of("claims", "worth", None), "worth is missing"),
    ("history of a secret table", lambda line: line["history"][0].update(table="invitations"), "no file holds"),
    ("history of a person", lambda line: line["history"][0].update(table="users", of="Ravi"), "no file holds"),
    ("history without a moment", lambda line: line["history"][0].pop("at"), "A step in the history"),
    ("an unknown action", lambda line: line["history"][0].update(action="drop"), "no action"),
    ("accepted corrections that overlap", all_accepted, "overlap"),
    ("nested too deep", set_to("parts", "garbles", 0, "suggestions", value=[{"x": nested(40)}]), "nested too deep"),
    ("a lone surrogate", set_to("row", "title", value="\ud800"), "lone surrogate"),
    ("a NUL", set_to("row", "title", value="a\0b"), "NUL"),
    ("a bell", set_to("row", "byline", value="a\bb"), "control character"),
    ("a noncharacter", set_to("row", "title", value="\ufffe"), "noncharacter"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "why"), [each[1:] for each in CASES], ids=[each[0] for each in CASES])
def test_an_article_is_refused_for(
    change: Callable[[Line], None], why: str, lines: list[bytes], tmp_path: Path
) -> None:
    at = article_at(lines)
    value = json.loads(lines[at])
    change(value)
    lines = [*lines]
    lines[at] = json.dumps(value, ensure_ascii=why in {"lone surrogate", "NUL", "control character"}).encode()
    report = taken(lines, tmp_path / "damaged.jsonl")
    assert [each.line for each in report.refused] == [at + 1]
    assert why in report.refused[0].why
    assert len(all_ids(None)) == 1  # the other one


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (b'"table":"articles"', b'"table":"articles","table":"articles"', "stands twice"),
        (b'"worth":', b'"worth":NaN,"worth":', "no number of JSON"),
        (b'"confidence":70', b'"confidence":1e999', "too large"),
        (b'"confidence":70', b'"confidence":' + b"7" * 5_000, "no JSON"),
        (b"Canal", b"Can\xe9l", "not UTF-8"),
        (b'"row":{', b'"row":{"x":' + b"[" * DEEP + b"]" * DEEP + b",", "nested too deep"),
        (b'"row":{', b'"row":{"x":' + b'{"a":' * DEEP + b"1" + b"}" * DEEP + b",", "nested too deep"),
        (b'"table":"articles"', b'"table":"jobs"', "no record called"),
        (b'{"table":"articles"', b'[{"table":"articles"', "no JSON"),
    ],
)
def test_bytes_that_are_refused(old: bytes, new: bytes, why: str, lines: list[bytes], tmp_path: Path) -> None:
    at = article_at(lines)
    lines = [*lines]
    assert old in lines[at]
    lines[at] = lines[at].replace(old, new, 1)
    report = taken(lines, tmp_path / "damaged.jsonl")
    assert [each.line for each in report.refused] == [at + 1] and why in report.refused[0].why


def test_a_line_that_is_too_long_is_passed_over(
    lines: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotator.interchange import parsing

    assert LONGEST > 30_000_000
    at = article_at(lines)
    monkeypatch.setattr(parsing, "LONGEST", len(lines[at]) - 1)
    report = taken(lines, tmp_path / "damaged.jsonl")
    assert [each.line for each in report.refused] == [at + 1] and "longer than" in report.refused[0].why


def test_what_names_a_refused_record_is_refused_with_it(lines: list[bytes], tmp_path: Path) -> None:
    at = next(number for number, line in enumerate(lines) if b'"table":"sources"' in line and b"Hospital log" in line)
    lines = [*lines]
    lines[at] = lines[at].replace(b'"reliability":"B"', b'"reliability":"Z"', 1)
    report = taken(lines, tmp_path / "damaged.jsonl")
    assert "reliability_known" in report.refused[0].why
    assert [each.why for each in report.refused[1:]] == [report.refused[1].why] and "was refused" in report.refused[
        1
    ].why


def test_one_record_twice_in_a_file(lines: list[bytes], tmp_path: Path) -> None:
    report = taken([*lines, lines[-1]], tmp_path / "damaged.jsonl")
    assert report.refused[0].why == f"Line {len(lines)} is of the same record."
