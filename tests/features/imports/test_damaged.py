"""Damaged files: each is refused, or what is wrong in it is reported, and nothing of it comes in halfway."""

from __future__ import annotations

import json
import resource
import time

import pytest
import sqlalchemy as sa
from flask import Flask

from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.db import Model, db, transaction
from annotator.imports import laying, making
from annotator.imports.reading import read_files
from annotator.ingest.draft import Problem
from annotator.ingest.limits import MIB, Limits
from annotator.ingest.sandbox import Given
from tests.support.cast import Cast
from tests.support.damaged import ALL, TEXT, XMI, Damaged, packed
from tests.support.factories import make_article
from tests.support.imported import ADDRESS, annotation, lines, taken, told


@pytest.fixture
def article(app: Flask) -> Article:
    with transaction(by=None):
        made = make_article(TEXT, url=ADDRESS)
    return made


def everything() -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    db.session.rollback()
    return {
        table.name: [tuple(row) for row in db.session.execute(sa.select(table)).all()]
        for table in Model.metadata.sorted_tables
    }


BY_FORMAT = [[case for case in ALL if case.form == form] for form in dict.fromkeys(case.form for case in ALL)]


def test_there_are_enough_of_them() -> None:
    assert len(ALL) >= 60 and len({(case.form, case.name) for case in ALL}) == len(ALL)


@pytest.mark.parametrize("cases", BY_FORMAT, ids=lambda cases: cases[0].form)
def test_each_is_refused_with_its_reason_and_changes_nothing(
    article: Article, cast: Cast, cases: list[Damaged]
) -> None:
    before, began = everything(), time.monotonic()
    outcome = taken([Given(case.name, case.data) for case in cases], cases[0].form, by=cast.reviewer)
    assert time.monotonic() - began < 60 and everything() == before
    for case in cases:
        reasons = [
            entry.reason
            for entry in outcome.entries
            if entry.at.startswith(case.name) and entry.result in {"problem", "unplaced"}
        ]
        assert reasons, f"{case.name} was not refused: {outcome.summary()}"
        assert any(word in reason for word in case.reason.split("|") for reason in reasons), (case.name, reasons)
    assert not outcome.added


def test_readers_of_bombs_stay_inside_their_limits(app: Flask) -> None:
    began = time.monotonic()
    bomb = packed(("one.xmi", b"<a>" + b"x" * 60 * MIB + b"</a>"))
    limits = Limits(reader_seconds=5, reader_memory_bytes=512 * MIB)
    deep = b'{"a":' * 3_000_000
    found = list(read_files("xmi", [Given("bomb.zip", bomb)], limits))
    found += list(read_files("w3c", [Given("deep.json", deep)], limits))
    assert len(found) == 2 and all(isinstance(each, Problem) for each in found)
    assert time.monotonic() - began < 40
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1024 * 1024  # KB


def test_what_is_good_beside_what_is_damaged_comes_in(article: Article, cast: Cast) -> None:
    good = annotation(ADDRESS, "300 guards")
    file = "\n".join(
        [
            json.dumps(good),
            '{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "x',
            json.dumps(annotation(ADDRESS, "Two soldiers", id="no iri")),
            json.dumps(good),
            json.dumps(annotation(ADDRESS, "Monday", id="http://tool.example/9")),
            "",
        ]
    )
    outcome = taken(file.encode(), "w3c", by=cast.reviewer)
    assert [claim.quote for claim in db.session.scalars(sa.select(Claim).order_by(Claim.id))] == [
        "300 guards",
        "Monday",
    ]
    assert [entry.at.rpartition(", ")[2] for entry in outcome.of("problem")] == ["line 2", "line 3", "line 4"]
    assert "stands twice" in told(outcome, "problem")[2]


@pytest.mark.parametrize(
    ("form", "file", "reasons"),
    [
        (
            "doccano",
            lines(
                {
                    "text": "Two left.",
                    "label": [
                        [0, 3, "Claim"],
                        [0, 99, "Claim"],
                        [5, 2, "Claim"],
                        [-1, 3, "Claim"],
                        [0, "3", "Claim"],
                        [0.5, 3, "Claim"],
                        [4, 4, "Claim"],
                        [0, 3],
                    ],
                }
            ),
            ["not inside", "not inside", "whole number", "whole number", "whole number", "empty", "[start, end, name]"],
        ),
        (
            "labelstudio",
            json.dumps(
                [
                    {
                        "data": {"text": "Two left."},
                        "annotations": [
                            {
                                "result": [
                                    {"type": "labels", "value": {"start": 0, "end": 3, "labels": ["Claim"]}},
                                    {"type": "labels", "value": {"start": 0, "end": 400, "labels": ["Claim"]}},
                                    {"type": "labels", "value": {"start": 0, "end": 3, "labels": [7]}},
                                    {"type": "labels", "value": 7},
                                    7,
                                ]
                            },
                            7,
                        ],
                    }
                ]
            ),
            [
                "not inside",
                "must be a string",
                "an object “value”",
                "A result is an object",
                "An annotation is an object",
            ],
        ),
        (
            "xmi",
            XMI.replace(
                "<cas:Sofa",
                '<c:Opinion xmi:id="3" sofa="1" begin="4" end="8"/>'
                '<c:Opinion xmi:id="5" sofa="1" begin="4" end="800" kind="Claim"/>'
                '<c:Opinion xmi:id="6" sofa="1" begin="x" end="8" kind="Claim"/>'
                '<c:Link xmi:id="7" next="8"/><c:Link xmi:id="8" next="7"/><cas:Sofa',
            ),
            ["given twice", "not inside", "whole number"],
        ),
    ],
)
def test_spans_that_cannot_be_are_reported_and_the_others_come_in(
    app: Flask, cast: Cast, form: str, file: str, reasons: list[str]
) -> None:
    outcome = taken(file, form, by=cast.reviewer)
    assert [claim.quote for claim in db.session.scalars(sa.select(Claim)) if claim.origin == "person"] == ["Two"]
    assert len(told(outcome, "problem")) == len(reasons)
    for found, wanted in zip(told(outcome, "problem"), reasons, strict=True):
        assert wanted in found


def test_names_that_lead_out_of_a_zip_are_only_names(app: Flask, cast: Cast, tmp_path: object) -> None:
    data = packed(
        ("../../../../tmp/escaped.xmi", XMI.encode()), ("/etc/passwd.xmi", XMI.replace("Two", "Six").encode())
    )
    outcome = taken([Given("out.zip", data)], "xmi", by=cast.reviewer)
    assert outcome.in_words("added") == "2 articles and 2 claims"
    assert "../../../../tmp/escaped.xmi" in outcome.of("added")[0].at


@pytest.mark.parametrize("what", ["claim", "remark"])
def test_an_article_that_fails_halfway_leaves_nothing_behind(
    article: Article, cast: Cast, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """Before the rows of the first annotation are written, and after."""
    make, before, called = getattr(making, what), everything(), []

    def failing(*given: object, **more: object) -> object:
        called.append(given)
        if len(called) == 2:
            raise RuntimeError("a rule breaks on this")
        return make(*given, **more)

    monkeypatch.setattr(laying.making, what, failing)
    file = lines(annotation(ADDRESS, "300 guards"), annotation(ADDRESS, "Monday", id="http://tool.example/2"))
    outcome = taken(file, "w3c", by=cast.reviewer)
    assert everything() == before and not outcome.added
    assert "RuntimeError" in told(outcome, "problem")[0]


def test_a_reader_that_dies_costs_one_file(app: Flask, cast: Cast) -> None:
    limits = Limits(reader_seconds=1, reader_memory_bytes=400 * MIB)
    good = json.dumps({"text": "Two left.", "label": [[0, 3, "Claim"]]}).encode()
    large = b'{"text": "' + b"x " * 4_000_000 + b'", "label": [' + b'[0, 1, "a"],' * 900_000 + b'[0, 1, "a"]]}'
    outcome = taken(
        [Given("large.jsonl", large), Given("good.jsonl", good)], "doccano", by=cast.reviewer, limits=limits
    )
    assert outcome.in_words("added") == "1 article and 1 claim"
    assert outcome.of("problem")[0].at == "large.jsonl"
